//! What the database itself refuses once a meeting has approved, whoever asks: this program, an old version of it, or a person with
//! a database shell.

use sea_orm::{ConnectionTrait, DbBackend};

use super::Group;

/// Runs a statement by hand, as somebody with a shell would, and says what the database answered.
async fn by_hand(group: &Group, statement: &str) -> Result<u64, String> {
    let txn = group.server.house.db.begin_write().await.expect("a write begins");
    let done = txn.execute_unprepared(statement).await.map_err(|error| error.to_string())?;
    txn.commit().await.map_err(|error| error.to_string())?;
    Ok(done.rows_affected())
}

async fn assert_refused(group: &Group, statement: &str) {
    let refused = by_hand(group, statement).await.expect_err(statement);
    assert!(refused.contains("never changed") || refused.contains("decisions:"), "{statement}: {refused}");
}

#[rocket::async_test]
async fn b15_the_database_refuses_every_change_of_approved_minutes() {
    let mut group = Group::new().await;
    let (id, later) = group.approved().await;
    let before = group.kept(&id).await;
    let item = before.minutes.items[2].id.expect("an id");
    let motion = before.minutes.items[2].motions[0].id.expect("an id");
    let task = before.minutes.action_items[0].id.expect("an id");
    let theirs = group.kept(&later).await.minutes.items[0].id.expect("an id");
    let of_item = format!("'{item}', '{id}', 2, 'new-business', 'New', 'Other notes'");
    for statement in [
        format!("UPDATE business_meetings SET place = 'Elsewhere' WHERE id = '{id}'"),
        format!(
            "UPDATE business_meetings SET state = 'draft', circulated_at = NULL, approved_at = NULL, approved_by = NULL, content_hash = NULL WHERE id = '{id}'"
        ),
        format!("UPDATE business_meetings SET content_hash = '{}' WHERE id = '{id}'", "0".repeat(64)),
        format!("DELETE FROM business_meetings WHERE id = '{id}'"),
        format!("UPDATE agenda_items SET notes = 'Other notes' WHERE id = '{item}'"),
        format!("UPDATE agenda_items SET meeting_id = '{later}' WHERE id = '{item}'"),
        format!("UPDATE agenda_items SET meeting_id = '{id}' WHERE id = '{theirs}'"),
        format!("DELETE FROM agenda_items WHERE id = '{item}'"),
        format!(
            "INSERT INTO agenda_items (id, meeting_id, position, section, title, notes) VALUES ('new', '{id}', 9, 'closing', '', '')"
        ),
        format!("UPDATE motions SET wording = 'That nothing opens.' WHERE id = '{motion}'"),
        format!("UPDATE motions SET votes_for = 1 WHERE id = '{motion}'"),
        format!("UPDATE motions SET agenda_item_id = '{theirs}' WHERE id = '{motion}'"),
        format!("DELETE FROM motions WHERE id = '{motion}'"),
        format!("UPDATE action_items SET task = 'Order nothing' WHERE id = '{task}'"),
        format!("DELETE FROM action_items WHERE id = '{task}'"),
        "UPDATE decisions SET number = 7".to_owned(),
        "DELETE FROM decisions".to_owned(),
        format!("INSERT INTO decisions (number, motion_id, entered_at) VALUES (9, '{motion}', 0)"),
    ] {
        assert_refused(&group, &statement).await;
    }
    if group.server.house.db.backend() == DbBackend::Sqlite {
        for statement in [
            format!("INSERT OR REPLACE INTO agenda_items (id, meeting_id, position, section, title, notes) VALUES ({of_item})"),
            format!(
                "INSERT OR REPLACE INTO agenda_items (id, meeting_id, position, section, title, notes) VALUES ({})",
                of_item.replace(&id, &later)
            ),
            format!("UPDATE OR REPLACE agenda_items SET id = '{item}' WHERE id = '{theirs}'"),
            format!("UPDATE OR REPLACE business_meetings SET held_on = '2026-04-16' WHERE id = '{later}'"),
            format!("UPDATE OR REPLACE business_meetings SET id = '{id}' WHERE id = '{later}'"),
            "INSERT OR REPLACE INTO business_meetings (id, held_on, place, next_not_fixed, state, version, search_text)
                VALUES ('new', '2026-04-16', '', FALSE, 'draft', 1, '')"
                .to_owned(),
            format!("INSERT OR REPLACE INTO decisions (number, motion_id, entered_at) VALUES (1, '{motion}', 5)"),
            format!("INSERT OR REPLACE INTO action_items (id, meeting_id, position, task) VALUES ('{task}', '{later}', 0, '')"),
            format!("INSERT OR REPLACE INTO motions SELECT * FROM motions WHERE id = '{motion}'"),
        ] {
            assert_refused(&group, &statement).await;
        }
    } else {
        for table in ["business_meetings", "agenda_items", "motions", "action_items", "decisions"] {
            assert_refused(&group, &format!("TRUNCATE {table} CASCADE")).await;
        }
        let upsert = format!(
            "INSERT INTO agenda_items (id, meeting_id, position, section, title, notes) VALUES ({of_item})
             ON CONFLICT (id) DO UPDATE SET notes = 'Other notes'"
        );
        assert_refused(&group, &upsert).await;
    }
    assert_eq!(group.kept(&id).await, before);
}

#[rocket::async_test]
async fn p10_a_name_can_be_taken_out_of_approved_minutes_and_never_changed() {
    let mut group = Group::new().await;
    let (id, _) = group.approved().await;
    let hash = |kept: &homegroup::minutes::Kept| kept.approved.as_ref().map(|approved| approved.content_hash.clone());
    let before = hash(&group.kept(&id).await);
    for statement in [
        "UPDATE motions SET mover = 'Ruth' WHERE mover = 'Dana R.'",
        "UPDATE action_items SET owner = 'Ruth' WHERE owner = 'Kim'",
        "UPDATE business_meetings SET chair = 'Kim' WHERE chair = 'Ruth'",
        "UPDATE motions SET mover = NULL, wording = 'Another' WHERE mover = 'Dana R.'",
    ] {
        assert_refused(&group, statement).await;
    }
    for statement in [
        "UPDATE motions SET mover = NULL WHERE mover = 'Dana R.'",
        "UPDATE action_items SET owner = NULL WHERE owner = 'Kim'",
        "UPDATE business_meetings SET chair = NULL WHERE chair = 'Ruth'",
    ] {
        assert_eq!(by_hand(&group, statement).await, Ok(1), "{statement}");
    }
    let after = group.kept(&id).await;
    assert_eq!(hash(&after), before);
    assert_eq!(Some(homegroup::minutes::rules::fingerprint::fingerprint(&after.minutes, None)), before, "the text is the same");
    let page = group.read(&format!("/minutes/{id}")).await;
    assert!(
        page.says("Moved by a member , seconded by Kim") || page.says("Moved by a member, seconded by Kim"),
        "{}",
        page.text()
    );
}

#[rocket::async_test]
async fn drafts_and_circulated_minutes_are_not_locked() {
    let mut group = Group::new().await;
    let (_, later) = group.approved().await;
    assert_eq!(by_hand(&group, &format!("UPDATE business_meetings SET place = 'Library' WHERE id = '{later}'")).await, Ok(1));
    assert_eq!(group.kept(&later).await.minutes.place, "Library");
}
