//! The business meetings of the story: the agenda makes itself, the secretary writes what was said, and each meeting approves the
//! minutes of the one before.

use anyhow::{Context, Result, anyhow, ensure};
use chrono::{Days, NaiveDate, NaiveTime};
use sea_orm::DatabaseTransaction;

use crate::demo::story::meetings::{self, About, Meeting, Moved, Stage};
use crate::demo::story::money::{self, Event};
use crate::demo::story::people::{Person, who};
use crate::house::House;
use crate::minutes::acts::{self, Act, Said};
use crate::minutes::rules::agenda::Section;
use crate::minutes::rules::minutes::{ActionItem, Minutes, NextMeeting};
use crate::minutes::rules::motion::{Fate, MinorityView, Motion, MotionKind, Second, Vote};
use crate::minutes::rules::name::NameInMinutes;
use crate::minutes::rules::tally::Threshold;
use crate::minutes::{self, Kept};
use crate::treasury::rules::money::{Currency, Money};

/// Writes the minutes of all meetings, in one transaction.
pub async fn write(house: &House, meetings: &[Meeting], people: &[Person], events: &[Event]) -> Result<()> {
    let txn = house.db.begin_write().await?;
    let secretary = Secretary { house, txn: &txn, people, events };
    let mut before: Option<String> = None;
    for meeting in meetings {
        let id = secretary.write(meeting).await?;
        if meeting.stage != Stage::Draft {
            if let Some(before) = &before {
                secretary.approve(before, &id).await?;
            }
            secretary.circulate(&id).await?;
            secretary.report_done(meeting).await?;
        }
        before = Some(id);
    }
    Ok(txn.commit().await?)
}

struct Secretary<'a> {
    house: &'a House,
    txn: &'a DatabaseTransaction,
    people: &'a [Person],
    events: &'a [Event],
}

impl Secretary<'_> {
    async fn write(&self, meeting: &Meeting) -> Result<String> {
        let by = self.name(who::IRIS)?;
        let id = acts::begin(self.txn, self.house, meeting.held_on, Some(by)).await?.context("there is one meeting a day")?;
        let kept = self.find(&id).await?;
        let minutes = self.fill(kept.minutes.clone(), meeting)?;
        done(acts::save(self.txn, self.house, &kept, kept.version, minutes, &[]).await?, meeting.held_on)?;
        Ok(id)
    }

    /// The agenda as it made itself, with what was said at each point.
    fn fill(&self, mut minutes: Minutes, meeting: &Meeting) -> Result<Minutes> {
        let told = meeting.told;
        let finished = meeting.stage != Stage::Draft;
        minutes.place = "The community house, upstairs".into();
        minutes.chair = Some(self.name(who::ROWAN)?);
        minutes.attendance = Some(meeting.attendance);
        minutes.opened_at = NaiveTime::from_hms_opt(20, 15, 0);
        // The last minutes are still being written.
        minutes.closed_at = NaiveTime::from_hms_opt(21, 0, 0).filter(|_| finished);
        minutes.next_meeting = finished.then_some(NextMeeting::On(meeting.next_on));
        let mut reports = [self.treasurers_report(meeting), told.reports.to_owned()].into_iter();
        for item in &mut minutes.items {
            // What was put off and is taken up again was taken back by whoever had moved it.
            item.motions.iter_mut().for_each(|motion| motion.fate = Some(Fate::Withdrawn));
            let notes = match item.section {
                Section::Opening => "Silence, the Serenity Prayer, and a Tradition read aloud.".to_owned(),
                Section::PreviousMinutes => "Approved without objection.".to_owned(),
                Section::Reports => reports.next().unwrap_or_default(),
                Section::OldBusiness => told.old_business.to_owned(),
                Section::NewBusiness => {
                    item.motions = told.motions.iter().map(|moved| self.motion(moved)).collect::<Result<_>>()?;
                    told.motions.iter().map(|moved| moved.notes).collect::<Vec<_>>().join("\n\n")
                }
                Section::Elections => String::new(),
                Section::Closing => "Closed with a motion, and with thanks to those who stayed.".to_owned(),
            };
            // The agenda brings along what is due; the story stands below it.
            item.notes =
                [item.notes.as_str(), &notes].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
        }
        let action_item = |(task, owner, days): &(&str, usize, u64)| -> Result<ActionItem> {
            let due_on = Some(meeting.held_on + Days::new(*days));
            Ok(ActionItem { id: None, task: (*task).to_owned(), owner: Some(self.name(*owner)?), due_on })
        };
        minutes.action_items = told.action_items.iter().map(action_item).collect::<Result<_>>()?;
        Ok(minutes)
    }

    fn treasurers_report(&self, meeting: &Meeting) -> String {
        let minor = money::treasury_minor(self.events, meeting.held_on);
        let sum = Currency::of("USD").say(Money::of_minor(minor));
        format!("There is {sum} in all places together. The report was accepted without exception.")
    }

    fn motion(&self, moved: &Moved) -> Result<Motion> {
        let (mover, seconder) = moved.by;
        let (kind, threshold) = match moved.about {
            About::Format => (MotionKind::Format, Threshold::TwoThirds),
            About::TimeOrPlace => (MotionKind::TimeOrPlace, Threshold::TwoThirds),
            About::Reserve => (MotionKind::Reserve, Threshold::TwoThirds),
            About::SplitPlan => (MotionKind::SplitPlan, Threshold::TwoThirds),
            About::Procedure => (MotionKind::Procedure, Threshold::Majority),
        };
        let fate = match moved.fate {
            meetings::Fate::Voted(votes_for, votes_against, abstentions, minority) => Fate::Voted(Vote {
                votes_for: Some(votes_for),
                votes_against: Some(votes_against),
                abstentions: Some(abstentions),
                no_objection: false,
                minority: minority.map(|words| MinorityView::Heard(words.to_owned())),
            }),
            meetings::Fate::NoObjection => Fate::Voted(Vote { no_objection: true, ..Vote::default() }),
            meetings::Fate::Tabled => Fate::Tabled { until: None },
            meetings::Fate::NotYetWritten => Fate::Voted(Vote::default()),
        };
        Ok(Motion {
            id: None,
            taken_up: None,
            kind,
            wording: moved.wording.to_owned(),
            mover: Some(self.name(mover)?),
            second: Some(Second::By(self.name(seconder)?)),
            threshold,
            fate: Some(fate),
        })
    }

    async fn approve(&self, before: &str, by: &str) -> Result<()> {
        let kept = self.find(before).await?;
        let said = Said { by, amendment: None, stated: &[] };
        done(acts::approve(self.txn, self.house, &kept, kept.version, &said).await?, kept.minutes.held_on)
    }

    async fn circulate(&self, id: &str) -> Result<()> {
        let kept = self.find(id).await?;
        done(acts::circulate(self.txn, self.house, &kept, kept.version, &[]).await?, kept.minutes.held_on)
    }

    /// What was agreed was done by its day, unless that day has not come yet.
    async fn report_done(&self, meeting: &Meeting) -> Result<()> {
        for item in minutes::open_action_items(self.txn).await? {
            let due = item.due_on.context("every action item of the story has a day")?;
            if due < self.house.today() && due <= meeting.next_on {
                let id = item.id.to_string();
                ensure!(minutes::complete_action_item(self.txn, &id, due).await?, "there is no action item {id}");
            }
        }
        Ok(())
    }

    async fn find(&self, id: &str) -> Result<Kept> {
        minutes::find(self.txn, id).await?.with_context(|| format!("there are no minutes {id}"))
    }

    fn name(&self, at: usize) -> Result<NameInMinutes> {
        let name = &self.people[at].display_name;
        NameInMinutes::parse(name).with_context(|| format!("{name} cannot stand in minutes"))
    }
}

fn done(act: Act, day: NaiveDate) -> Result<()> {
    if act == Act::Done { Ok(()) } else { Err(anyhow!("the minutes of {day} of the made-up group are refused: {act:?}")) }
}
