//! Approving: by a later meeting, as is or as amended; then decisions have their numbers.

use homegroup::minutes::rules::fingerprint::fingerprint;
use homegroup::minutes::rules::state::MinutesState;
use rocket::http::Status;

use super::{Form, Group};

#[rocket::async_test]
async fn b15_a_later_meeting_approves_and_the_text_has_its_fingerprint() {
    let mut group = Group::new().await;
    let (id, later) = group.approved().await;
    let kept = group.kept(&id).await;
    assert_eq!(kept.state, MinutesState::Approved);
    let approved = kept.approved.expect("it is written down");
    assert_eq!((approved.by.as_str(), approved.amendment.as_deref()), (later.as_str(), None));
    assert_eq!(approved.content_hash, fingerprint(&kept.minutes, None));
    let page = group.read(&format!("/minutes/{id}")).await;
    assert!(
        page.says("Approved by the business meeting of May 21, 2026") && page.says(&approved.content_hash),
        "{}",
        page.text()
    );
}

#[rocket::async_test]
async fn b15_no_earlier_meeting_no_meeting_to_come_and_no_draft_is_approved() {
    let mut group = Group::new().await;
    let id = group.circulated().await;
    let earlier = group.begin("2026-03-19").await;
    let ahead = group.begin("2026-05-21").await;
    for (by, sentence) in [
        (id.as_str(), "Only a later meeting"),
        (&earlier, "Only a later meeting"),
        (&ahead, "That meeting is still to come"),
        ("", "Please choose the meeting"),
    ] {
        let refused = group.approve(&id, &[("by", by), ("amended", "no")]).await;
        assert_eq!(refused.status, Status::UnprocessableEntity, "{sentence}");
        // Without a later meeting there is no form, and the page says so instead.
        assert!(refused.says(sentence) || refused.says("No later meeting has been held yet"), "{sentence}: {}", refused.text());
    }
    assert_eq!(group.approve(&id, &[("by", "nothing")]).await.status, Status::NotFound);
    group.on("2026-05-21T16:00:00Z").await;
    let refused = group.approve(&id, &[("by", &earlier), ("amended", "no")]).await;
    assert!(refused.says("Only a later meeting"), "{}", refused.text());
    let draft = group.approve(&earlier, &[("by", &ahead), ("amended", "no")]).await;
    assert_eq!(draft.status, Status::UnprocessableEntity);
    assert!(draft.says("Send them out first"), "{}", draft.text());
    assert_eq!(group.kept(&id).await.state, MinutesState::Circulated);
}

#[rocket::async_test]
async fn b15_a_text_that_was_corrected_is_approved_as_amended() {
    let mut group = Group::new().await;
    let id = group.circulated().await;
    group.save(&id, &Form::of(&group.kept(&id).await).with("attendance", "18")).await;
    let later = group.later().await;
    let as_is = group.approve(&id, &[("by", &later), ("amended", "no")]).await;
    assert!(as_is.says("can only be approved as amended"), "{}", as_is.text());
    let unsaid = group.approve(&id, &[("by", &later), ("amended", "yes"), ("amendment", " ")]).await;
    assert!(unsaid.says("say in a sentence what was amended"), "{}", unsaid.text());
    let slip = group.approve(&id, &[("by", &later), ("amended", "yes"), ("amendment", "Dana Rivers was there too.")]).await;
    assert_eq!(slip.status, Status::UnprocessableEntity);
    assert!(slip.says("“Dana Rivers” looks like a full name") && slip.body.contains("was there too."), "{}", slip.text());

    let said = group.approve(&id, &[("by", &later), ("amended", "yes"), ("amendment", "There were 18.")]).await;
    assert_eq!(said.status, Status::SeeOther, "{}", said.text());
    assert_eq!(group.kept(&id).await.state, MinutesState::ApprovedAsAmended);
    assert!(group.read(&format!("/minutes/{id}")).await.says("There were 18."));
}

#[rocket::async_test]
async fn b15_approved_minutes_are_written_no_more_and_nothing_typed_is_lost() {
    let mut group = Group::new().await;
    let id = group.circulated().await;
    let opened = group.kept(&id).await;
    let later = group.later().await;
    group.approve(&id, &[("by", &later), ("amended", "no")]).await;
    let refused = group.save(&id, &Form::of(&opened).with("place", "Library")).await;
    assert_eq!(refused.status, Status::Conflict);
    assert!(refused.says("nothing in them changes any more") && refused.body.contains("Library"), "{}", refused.text());
    assert_eq!(group.get(&format!("/minutes/{id}/edit")).await.location, Some(format!("/minutes/{id}")));
    assert_eq!(group.circulate(&id).await.status, Status::UnprocessableEntity);
    let again = group.approve(&id, &[("by", &later), ("amended", "no")]).await;
    assert_eq!(again.status, Status::UnprocessableEntity);
    assert_eq!(group.kept(&id).await.minutes.place, "Church basement");
}

#[rocket::async_test]
async fn minutes_that_changed_meanwhile_are_not_approved_unread() {
    let mut group = Group::new().await;
    let id = group.circulated().await;
    let later = group.later().await;
    let seen = group.kept(&id).await;
    group.save(&id, &Form::of(&seen).with("attendance", "18")).await;
    let version = seen.version.to_string();
    let form = [("version", version.as_str()), ("by", &later), ("amended", "yes"), ("amendment", "A figure.")];
    let conflict = group.post(&format!("/minutes/{id}/approval"), &form).await;
    assert_eq!(conflict.status, Status::Conflict);
    assert_eq!(group.kept(&id).await.state, MinutesState::Circulated);
}

#[rocket::async_test]
async fn b12_what_was_adopted_is_numbered_when_its_minutes_are_approved() {
    let mut group = Group::new().await;
    let id = group.circulated().await;
    let waiting = group.read("/decisions").await;
    assert!(waiting.says("not approved yet That the meeting opens with a reading."), "{}", waiting.text());
    assert!(!waiting.says("That agendas are printed large."), "what was put off is not decided");

    let later = group.later().await;
    let version = group.kept(&later).await.version.to_string();
    let form = Form::complete()
        .with("version", &version)
        .with("held_on", "2026-05-21")
        .with("items[2].motions[0].wording", "That the rent is paid by cheque.")
        .with("items[2].motions[1].wording", "That we buy a second urn.")
        .with("items[2].motions[1].fate", "voted")
        .with("items[2].motions[1].no_objection", "yes");
    assert_eq!(group.save(&later, &form).await.status, Status::SeeOther);
    assert_eq!(group.circulate(&later).await.status, Status::SeeOther);
    group.approve(&id, &[("by", &later), ("amended", "no")]).await;
    group.on("2026-06-18T16:00:00Z").await;
    let last = group.begin("2026-06-18").await;
    assert_eq!(group.approve(&later, &[("by", &last), ("amended", "no")]).await.status, Status::SeeOther);

    let register = group.read("/decisions").await;
    let all = "3 That we buy a second urn. May 21, 2026 2 That the rent is paid by cheque. May 21, 2026 \
               1 That the meeting opens with a reading. Apr 16, 2026";
    assert!(register.says(all), "{}", register.text());
    let found = group.read("/decisions?q=RENT+cheque").await;
    assert!(found.says("One decision") && found.says("paid by cheque") && !found.says("urn"), "{}", found.text());
    assert!(group.read("/decisions?q=lottery").await.says("No such decision"));
}
