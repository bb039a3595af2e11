//! Whether minutes may go out: everything that is missing and everything that names somebody, in one list (B16, B17, B18).

use super::lint::{Finding, Form, Known, lint};
use super::minutes::{AgendaItem, Minutes};
use super::motion::{Fate, MinorityView, Motion, Second};
use super::requirements::{Missing, missing};

/// What keeps minutes from going out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Obstacles {
    /// What is not written down yet, in the order of the page.
    pub missing: Vec<Missing>,
    /// What must not go out, in the order of the page.
    pub findings: Vec<Found>,
}

/// A finding and the field it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where.
    pub place: Place,
    /// What.
    pub finding: Finding,
}

/// A field of the minutes. Parts are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// Where the group met.
    MeetingPlace,
    /// Who led.
    Chair,
    /// Who wrote.
    Secretary,
    /// The title of this agenda item.
    Title(usize),
    /// The notes of this agenda item.
    Notes(usize),
    /// A field of a motion: its agenda item, its place there, and which.
    Motion(usize, usize, MotionField),
    /// What is to be done.
    Task(usize),
    /// Who does it.
    Owner(usize),
    /// What the later meeting amended.
    Amendment,
}

/// A field of a motion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MotionField {
    /// Its exact words.
    Wording,
    /// Who moved it.
    Mover,
    /// Who seconded it.
    Seconder,
    /// What the minority said.
    MinorityView,
    /// To whom it was referred.
    ReferredTo,
}

impl Obstacles {
    /// All that keeps `minutes` from going out.
    pub fn of(minutes: &Minutes, known: &Known) -> Self {
        Self { missing: missing(minutes), findings: findings(minutes, known) }
    }

    /// Whether nothing is in the way.
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.findings.is_empty()
    }
}

/// All that must not go out, in the order of the page.
pub fn findings(minutes: &Minutes, known: &Known) -> Vec<Found> {
    let texts = texts(minutes);
    let found = texts
        .into_iter()
        .flat_map(|(place, text, form)| lint(text, form, known).into_iter().map(move |finding| Found { place, finding }));
    found.collect()
}

/// All that must not go out with the approval.
pub fn findings_in_amendment(amendment: &str, known: &Known) -> Vec<Found> {
    let found = lint(amendment, Form::Prose, known).into_iter();
    found.map(|finding| Found { place: Place::Amendment, finding }).collect()
}

/// Every text a reader will see, with its field.
fn texts(minutes: &Minutes) -> Vec<(Place, &str, Form)> {
    let mut texts = vec![(Place::MeetingPlace, minutes.place.as_str(), Form::Title)];
    texts.extend(minutes.chair.as_ref().map(|name| (Place::Chair, name.as_str(), Form::Prose)));
    texts.extend(minutes.secretary.as_ref().map(|name| (Place::Secretary, name.as_str(), Form::Prose)));
    for (at, item) in minutes.items.iter().enumerate() {
        texts.extend(of_item(at, item));
    }
    for (at, item) in minutes.action_items.iter().enumerate() {
        texts.push((Place::Task(at), item.task.as_str(), Form::Prose));
        texts.extend(item.owner.as_ref().map(|name| (Place::Owner(at), name.as_str(), Form::Prose)));
    }
    texts
}

fn of_item(at: usize, item: &AgendaItem) -> Vec<(Place, &str, Form)> {
    let mut texts =
        vec![(Place::Title(at), item.title.as_str(), Form::Title), (Place::Notes(at), item.notes.as_str(), Form::Prose)];
    for (place, motion) in item.motions.iter().enumerate() {
        texts.extend(of_motion(motion).into_iter().map(|(field, text)| (Place::Motion(at, place, field), text, Form::Prose)));
    }
    texts
}

fn of_motion(motion: &Motion) -> Vec<(MotionField, &str)> {
    let mut texts = vec![(MotionField::Wording, motion.wording.as_str())];
    texts.extend(motion.mover.as_ref().map(|name| (MotionField::Mover, name.as_str())));
    if let Some(Second::By(name)) = &motion.second {
        texts.push((MotionField::Seconder, name.as_str()));
    }
    match &motion.fate {
        Some(Fate::Voted(vote)) => {
            if let Some(MinorityView::Heard(view)) = &vote.minority {
                texts.push((MotionField::MinorityView, view.as_str()));
            }
        }
        Some(Fate::Referred { to, .. }) => texts.push((MotionField::ReferredTo, to.as_str())),
        Some(Fate::Withdrawn | Fate::Tabled { .. }) | None => {}
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::rules::lint::Kind;
    use crate::minutes::rules::name::NameInMinutes;
    use crate::minutes::rules::requirements::tests::complete;

    fn known() -> Known {
        Known::roster(["Dana R.", "Kim", "Ruth"], ["Okafor"])
    }

    #[test]
    fn b16_complete_minutes_that_name_nobody_may_go_out() {
        assert!(Obstacles::of(&complete(), &known()).is_empty());
    }

    #[test]
    fn b17_every_field_a_reader_sees_is_read() {
        let mut minutes = complete();
        let slip = "Dana Rivers";
        minutes.place = slip.into();
        minutes.items[0].title = slip.into();
        minutes.items[1].notes = format!("Approved.\nThanks to {slip}.");
        minutes.action_items[0].task = slip.into();
        let motion = &mut minutes.items[3].motions[0];
        motion.wording = slip.into();
        if let Some(Fate::Voted(vote)) = &mut motion.fate {
            vote.minority = Some(MinorityView::Heard(slip.into()));
        }
        let mut referred = motion.clone();
        referred.fate = Some(Fate::Referred { to: slip.into(), due: None });
        minutes.items[3].motions.push(referred);
        let places: Vec<_> = findings(&minutes, &known()).into_iter().map(|found| found.place).collect();
        assert_eq!(
            places,
            [
                Place::MeetingPlace,
                Place::Title(0),
                Place::Notes(1),
                Place::Motion(3, 0, MotionField::Wording),
                Place::Motion(3, 0, MotionField::MinorityView),
                Place::Motion(3, 1, MotionField::Wording),
                Place::Motion(3, 1, MotionField::ReferredTo),
                Place::Task(0),
            ]
        );
    }

    #[test]
    fn b17_a_last_name_of_the_roster_does_not_pass_for_a_first_name() {
        let mut minutes = complete();
        let okafor = NameInMinutes::parse("Okafor");
        minutes.chair = okafor.clone();
        minutes.secretary = okafor.clone();
        minutes.items[3].motions[0].mover = okafor.clone();
        minutes.items[3].motions[0].second = okafor.clone().map(Second::By);
        minutes.action_items[0].owner = okafor;
        let found = findings(&minutes, &known());
        assert_eq!(found.len(), 5);
        assert!(found.iter().all(|found| found.finding.kind == Kind::RosterLastName));
    }

    #[test]
    fn b17_findings_say_the_line_inside_their_field() {
        let mut minutes = complete();
        minutes.items[2].notes = "Read.\n\nAsk d.rivers@x.org.".into();
        let found = findings(&minutes, &known());
        assert_eq!((found[0].place, found[0].finding.line, found[0].finding.column), (Place::Notes(2), 3, 5));
    }

    #[test]
    fn what_is_missing_and_what_names_somebody_is_said_together() {
        let mut minutes = complete();
        minutes.closed_at = None;
        minutes.items[2].notes = "419-555-0134".into();
        let obstacles = Obstacles::of(&minutes, &known());
        assert_eq!((obstacles.missing, obstacles.findings.len()), (vec![Missing::TimeClosed], 1));
    }
}
