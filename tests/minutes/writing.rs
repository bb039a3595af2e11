//! Writing: the agenda that makes itself, saving, and two who write at once.

use homegroup::minutes::rules::agenda::Section;
use homegroup::minutes::rules::tally::Outcome;
use rocket::http::Status;

use super::{Form, Group};

#[rocket::async_test]
async fn b14_the_agenda_of_a_new_meeting_makes_itself() {
    let group = Group::new().await;
    let id = group.begin("2026-04-16").await;
    let kept = group.kept(&id).await;
    assert!(kept.minutes.items.is_sorted_by_key(|item| item.section));
    let titles: Vec<_> = kept.minutes.items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles[0], "Opening: silence, the Serenity Prayer, a Tradition");
    assert!(titles.contains(&"Treasurer's report") && titles.contains(&"New business"), "{titles:?}");
    assert_eq!(kept.minutes.secretary.map(|name| name.to_string()).as_deref(), Some("Zoë M."));
    assert!(group.get(&format!("/minutes/{id}/edit")).await.says("The agenda is made") || kept.version == 1);
}

#[rocket::async_test]
async fn b14_what_was_put_off_and_what_is_due_is_on_the_next_agenda() {
    let mut group = Group::new().await;
    group.circulated().await;
    group.on("2026-05-21T16:00:00Z").await;
    let next = group.kept(&group.begin("2026-05-21").await).await.minutes;
    assert_eq!(next.place, "Church basement", "the place is the one of last time");
    let old: Vec<_> = next.items.iter().filter(|item| item.section == Section::OldBusiness).collect();
    assert_eq!(old[0].notes, "- Order medallions (Kim, due Apr 30, 2026)");
    assert_eq!(old[1].title, "Put off on Apr 16, 2026");
    let again = &old[1].motions[0];
    assert_eq!((again.wording.as_str(), &again.fate), ("That agendas are printed large.", &None));
    assert!(again.taken_up.is_some(), "it is the same motion");
    assert!(next.items.iter().any(|item| item.title == "Minutes of Apr 16, 2026"), "they wait for approval");

    let later = group.kept(&group.begin("2026-06-18").await).await.minutes;
    assert!(later.motions().all(|motion| motion.wording != again.wording), "it has been taken up once");
}

#[rocket::async_test]
async fn a_second_click_makes_no_second_meeting() {
    let group = Group::new().await;
    group.begin("2026-04-16").await;
    let again = group.post("/minutes", &[("held_on", "2026-04-16")]).await;
    assert_eq!(again.status, Status::UnprocessableEntity);
    assert!(again.says("There are minutes of that day already"));
    for (typed, sentence) in [("2026-02-30", "not a day of the calendar"), ("", "need the day")] {
        let refused = group.post("/minutes", &[("held_on", typed)]).await;
        assert_eq!(refused.status, Status::UnprocessableEntity);
        assert!(refused.says(sentence), "{}", refused.text());
    }
}

#[rocket::async_test]
async fn everything_that_is_written_can_be_read() {
    let group = Group::new().await;
    let id = group.written().await;
    let page = group.get(&format!("/minutes/{id}")).await;
    for words in [
        "Thursday, April 16, 2026",
        "Church basement",
        "20:15 to 21:00",
        "Minutes of March Approved as read.",
        "Treasurer's report The basket came to 201.75 .",
        "That the meeting opens with a reading.",
        "Moved by Dana R., seconded by Kim · needed two thirds",
        "adopted",
        "Substantial unanimity",
        "Some fear the meeting grows too long.",
        "Moved by Kim for a committee; it needed no second",
        "Put off to another meeting.",
        "Kim: Order medallions",
        "due Apr 30, 2026",
    ] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    assert!(page.body.contains("<em>201.75</em>"), "notes are Markdown");
}

#[rocket::async_test]
async fn b6_nine_to_five_is_no_two_thirds_and_the_register_stays_empty() {
    let group = Group::new().await;
    let id = group.begin("2026-04-16").await;
    let form = Form::complete().with("items[2].motions[0].votes_for", "9");
    group.save(&id, &form).await;
    let outcome = group.kept(&id).await.minutes.motions().next().and_then(|motion| motion.outcome());
    assert_eq!(outcome, Some(Outcome::NoConscience));
    group.circulate(&id).await;
    assert!(group.read(&format!("/minutes/{id}")).await.says("no group conscience"));
    assert!(group.read("/decisions").await.says("Nothing decided yet"));
}

#[rocket::async_test]
async fn b4_the_mover_who_seconds_herself_is_refused_and_nothing_typed_is_lost() {
    let group = Group::new().await;
    let id = group.begin("2026-04-16").await;
    let form = Form::complete()
        .with("items[2].motions[0].seconder", "Dana R.")
        .with("attendance", "about seventeen")
        .with("action_items[0].owner", "Dana Rivers");
    let refused = group.save(&id, &form).await;
    assert_eq!(refused.status, Status::UnprocessableEntity);
    for sentence in ["cannot second her own motion", "A whole number, such as 17.", "Never a last name"] {
        assert!(refused.says(sentence), "{sentence}: {}", refused.text());
    }
    for typed in ["about seventeen", "Dana Rivers", "Church basement", "Some fear the meeting grows too long."] {
        assert!(refused.body.contains(typed), "{typed} is kept");
    }
    assert_eq!(group.kept(&id).await.version, 1, "nothing was saved");
    assert!(!group.server.dump().await.contains("Dana Rivers"), "a full name never reaches the database this way");
}

#[rocket::async_test]
async fn bad_input_gets_a_sentence() {
    let group = Group::new().await;
    let id = group.begin("2026-04-16").await;
    for (field, typed, sentence) in [
        ("items[1].notes", "a\u{7}b", "no keyboard types"),
        ("items[1].notes", &"x".repeat(40_001), "longer than 40"),
        ("held_on", "tomorrow", "not a day of the calendar"),
        ("closed_at", "late", "not a time of day"),
        ("items[2].motions[0].votes_for", "-3", "A whole number"),
        ("items[2].motions[0].kind", "coup", "one of the offered answers"),
    ] {
        let refused = group.save(&id, &Form::complete().with(field, typed)).await;
        assert_eq!(refused.status, Status::UnprocessableEntity, "{field}");
        assert!(refused.says(sentence), "{sentence}: {}", refused.text());
    }
    let other = group.begin("2026-03-19").await;
    let moved = group.save(&other, &Form::complete()).await;
    assert_eq!(moved.status, Status::UnprocessableEntity);
    assert!(moved.says("There are minutes of that day already"));
}

#[rocket::async_test]
async fn a_form_sent_back_unchanged_changes_nothing() {
    let group = Group::new().await;
    let id = group.written().await;
    let before = group.kept(&id).await;
    assert_eq!(group.save(&id, &Form::of(&before)).await.status, Status::SeeOther);
    assert_eq!(group.kept(&id).await, before);
}

#[rocket::async_test]
async fn the_page_sent_back_as_it_came_changes_nothing() {
    let group = Group::new().await;
    let id = group.begin("2026-04-16").await;
    let lines = "First line.\n- a list\n- \"quoted\" & <odd>";
    group.save(&id, &Form::complete().with("items[1].notes", lines).with("items[2].motions[0].minority_view", lines)).await;
    let before = group.kept(&id).await;
    assert_eq!(before.minutes.items[1].notes, lines);
    let page = group.get(&format!("/minutes/{id}/edit")).await;
    let form = Form::offered(&page.body);
    assert!(form.fields().contains(&("items[1].title", "Treasurer's report")), "{:?}", form.fields());
    assert_eq!(group.save(&id, &form).await.status, Status::SeeOther);
    assert_eq!(group.kept(&id).await, before);
}

#[rocket::async_test]
async fn a_part_keeps_its_id_and_what_is_taken_out_is_gone() {
    let group = Group::new().await;
    let id = group.written().await;
    let before = group.kept(&id).await;
    let form = Form::of(&before).with("items[2].motions[1].removed", "yes").with("action_items[0].task", "Order 20 medallions");
    group.save(&id, &form).await;
    let after = group.kept(&id).await;
    assert_eq!(after.minutes.motions().count(), 1);
    assert_eq!(after.minutes.motions().next(), before.minutes.motions().next());
    assert_eq!(after.minutes.action_items[0].id, before.minutes.action_items[0].id);
    assert_eq!(after.minutes.action_items[0].task, "Order 20 medallions");
}

#[rocket::async_test]
async fn a_forged_id_reaches_no_other_meeting() {
    let group = Group::new().await;
    let first = group.written().await;
    let theirs = group.kept(&first).await;
    let second = group.begin("2026-05-21").await;
    let form =
        Form::of(&theirs).with("version", "1").with("held_on", "2026-05-21").with("action_items[0].task", "Something else");
    assert_eq!(group.save(&second, &form).await.status, Status::SeeOther);
    assert_eq!(group.kept(&first).await, theirs, "the first meeting is as it was");
    assert_eq!(group.kept(&second).await.minutes.action_items[0].task, "Something else");
}

#[rocket::async_test]
async fn a_second_tab_is_told_and_loses_nothing() {
    let group = Group::new().await;
    let id = group.written().await;
    let opened = group.kept(&id).await;
    let hers = Form::of(&opened).with("items[1].notes", "Written in the first tab.");
    let mine = Form::of(&opened).with("items[1].notes", "Written in the second tab.").with("place", "Library");
    assert_eq!(group.save(&id, &hers).await.status, Status::SeeOther);

    let conflict = group.save(&id, &mine).await;
    assert_eq!(conflict.status, Status::Conflict);
    assert!(conflict.says("Somebody else wrote here too"), "{}", conflict.text());
    for words in ["Written in the first tab.", "Written in the second tab.", "Library"] {
        assert!(conflict.body.contains(words), "{words}");
    }
    let stored = group.kept(&id).await;
    assert_eq!(stored.minutes.items[1].notes, "Written in the first tab.");

    let version = stored.version.to_string();
    assert!(conflict.body.contains(&format!("name=\"version\" value=\"{version}\"")), "her form can be saved now");
    assert_eq!(group.save(&id, &mine.with("version", &version)).await.status, Status::SeeOther);
    assert_eq!(group.kept(&id).await.minutes.items[1].notes, "Written in the second tab.");
}
