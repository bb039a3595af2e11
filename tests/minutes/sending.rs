//! Sending minutes out: refused with the whole list, announced discreetly, mended when something slipped through.

use homegroup::mail::BUSINESS;
use homegroup::members;
use homegroup::minutes::rules::state::MinutesState;
use rocket::http::Status;

use super::{Form, Group};

#[rocket::async_test]
async fn b16_b17_circulation_is_refused_with_everything_that_is_in_the_way() {
    let group = Group::new().await;
    let id = group.begin("2026-04-16").await;
    let form = Form::complete()
        .with("chair", "")
        .with("attendance", "")
        .with("closed_at", "")
        .with("items[0].notes", "")
        .with("items[1].notes", "Thanks to Dana Rivers.\n\nWrite to d.rivers@x.org or ring 419-555-0134.")
        .with("items[2].motions[0].minority_view", "")
        .with("action_items[0].due_on", "");
    group.save(&id, &form).await;
    let refused = group.circulate(&id).await;
    assert_eq!(refused.status, Status::UnprocessableEntity);
    for sentence in [
        "Who led the meeting.",
        "How many were there.",
        "When the meeting closed.",
        "“Minutes of March” has no notes.",
        "Motion 1: what the minority said",
        "Action item 1: by when.",
        "Notes on “Treasurer's report” , line 1, character 11: “Dana Rivers” looks like a full name.",
        "line 3, character 10: “d.rivers@x.org” is an e-mail address.",
        "line 3, character 33: “419-555-0134” looks like a phone number.",
    ] {
        assert!(refused.says(sentence), "{sentence}: {}", refused.text());
    }
    assert_eq!(group.kept(&id).await.state, MinutesState::Draft);
    assert_eq!(group.get(&format!("/minutes/{id}/circulation")).await.text(), refused.text(), "asked before, told the same");
}

#[rocket::async_test]
async fn b17_a_guess_is_asked_once_and_a_fact_cannot_be_answered() {
    let group = Group::new().await;
    let id = group.begin("2026-04-16").await;
    group.save(&id, &Form::complete().with("items[1].notes", "Rescue Crisis asks for help, 419-555-0134.")).await;
    let version = group.kept(&id).await.version.to_string();
    let answers = [("version", version.as_str()), ("stated", "name:rescue crisis"), ("stated", "phone-number:419-555-0134")];
    let refused = group.post(&format!("/minutes/{id}/circulation"), &answers).await;
    assert_eq!(refused.status, Status::UnprocessableEntity);
    assert!(refused.says("419-555-0134") && !refused.says("Rescue Crisis"), "{}", refused.text());

    let form = Form::of(&group.kept(&id).await).with("items[1].notes", "Rescue Crisis asks for help.");
    group.save(&id, &form).await;
    assert_eq!(group.circulate(&id).await.status, Status::SeeOther, "the answer was kept");

    let next = group.begin("2026-04-17").await;
    let form = Form::complete().with("held_on", "2026-04-17").with("items[1].notes", "Rescue Crisis again, and Sunny Brookes.");
    group.save(&next, &form).await;
    let asked = group.get(&format!("/minutes/{next}/circulation")).await;
    assert!(asked.says("Sunny Brookes") && !asked.says("Rescue Crisis"), "{}", asked.text());
    assert!(asked.body.contains("name:sunny brookes"), "and she can answer");
}

#[rocket::async_test]
async fn b17_what_was_not_asked_cannot_be_answered_in_advance() {
    let group = Group::new().await;
    let id = group.written().await;
    let answers = [("version", "2"), ("stated", "name:dana rivers")];
    assert_eq!(group.post(&format!("/minutes/{id}/circulation"), &answers).await.status, Status::SeeOther);
    let slip = Form::of(&group.kept(&id).await).with("items[1].notes", "Thanks to Dana Rivers.");
    assert_eq!(group.save(&id, &slip).await.status, Status::UnprocessableEntity);
}

#[rocket::async_test]
async fn whoever_wishes_to_hear_of_business_gets_a_discreet_note_once() {
    let group = Group::new().await;
    for (name, agrees) in [("Ruth", true), ("Mary-Jo S.", false)] {
        let id = group.server.add(name, &format!("{}@mail.example", name[..4].to_lowercase())).await;
        let (txn, now) = (group.server.house.db.begin_write().await.expect("a write begins"), group.server.house.clock.now());
        members::arrive(&txn, &id, true, now).await.expect("she arrives");
        if agrees {
            members::agree(&txn, &id, &BUSINESS, now).await.expect("she agrees");
        }
        txn.commit().await.expect("it is written");
    }
    let id = group.written().await;
    assert!(group.get(&format!("/minutes/{id}/circulation")).await.says("One member has asked for mail"));
    assert_eq!(group.circulate(&id).await.status, Status::SeeOther);
    let letters = group.server.letters().await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert_eq!(letters[0].to, "ruth@mail.example");
    assert_eq!(letters[0].path(), format!("/minutes/{id}"));
    assert!(letters[0].text.contains("the minutes of Apr 16, 2026"), "{}", letters[0].text);
    assert!(letters[0].headers.contains("Subject: Something to read"), "{}", letters[0].headers);

    assert_eq!(group.circulate(&id).await.status, Status::UnprocessableEntity, "they have gone out");
    assert!(group.server.letters().await.is_empty());
}

#[rocket::async_test]
async fn minutes_that_changed_meanwhile_are_not_sent_unread() {
    let group = Group::new().await;
    let id = group.written().await;
    let seen = group.kept(&id).await;
    group.save(&id, &Form::of(&seen).with("place", "Library")).await;
    let version = seen.version.to_string();
    let conflict = group.post(&format!("/minutes/{id}/circulation"), &[("version", &version)]).await;
    assert_eq!(conflict.status, Status::Conflict);
    assert!(conflict.says("nothing was done") && conflict.says("Library"), "{}", conflict.text());
    assert_eq!(group.kept(&id).await.state, MinutesState::Draft);
}

#[rocket::async_test]
async fn the_minutes_of_a_meeting_to_come_do_not_go_out() {
    let group = Group::new().await;
    let id = group.begin("2026-04-17").await;
    group.save(&id, &Form::complete().with("held_on", "2026-04-17")).await;
    let refused = group.circulate(&id).await;
    assert_eq!(refused.status, Status::UnprocessableEntity);
    assert!(refused.says("This meeting is still to come"), "{}", refused.text());
}

#[rocket::async_test]
async fn a_slip_can_be_mended_after_the_minutes_went_out_and_no_new_one_gets_in() {
    let group = Group::new().await;
    let id = group.circulated().await;
    let kept = group.kept(&id).await;
    let slip = group.save(&id, &Form::of(&kept).with("items[1].notes", "Ask d.rivers@x.org.\nThanks.")).await;
    assert_eq!(slip.status, Status::UnprocessableEntity);
    assert!(slip.says("“d.rivers@x.org” is an e-mail address") && slip.body.contains("Thanks."), "{}", slip.text());
    assert_eq!(group.kept(&id).await, kept);
    assert_eq!(group.save(&id, &Form::of(&kept).with("closed_at", "")).await.status, Status::UnprocessableEntity);

    assert_eq!(
        group.save(&id, &Form::of(&kept).with("items[1].notes", "The basket came to 210.75.")).await.status,
        Status::SeeOther
    );
    let page = group.read(&format!("/minutes/{id}")).await;
    assert!(page.says("corrected since it went out") && page.says("210.75"), "{}", page.text());
}
