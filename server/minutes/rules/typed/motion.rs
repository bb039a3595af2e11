//! A motion as the form carries it.

use serde::{Deserialize, Serialize};

use super::id;
use super::show::words;
use crate::minutes::rules::motion::{Fate, MinorityView, Motion, MotionKind, Second, Vote};
use crate::minutes::rules::read::{LINE, PARAGRAPH, Reader, Refusal};
use crate::minutes::rules::tally::Threshold;

/// A motion.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the field of `Motion`, `Vote` or `Fate` of its name")]
pub struct TypedMotion {
    pub id: String,
    pub kind: String,
    pub wording: String,
    pub mover: String,
    pub seconder: String,
    pub second_not_needed: bool,
    pub threshold: String,
    pub fate: String,
    pub votes_for: String,
    pub votes_against: String,
    pub abstentions: String,
    pub no_objection: bool,
    pub minority_view: String,
    pub no_minority: bool,
    pub tabled_until: String,
    pub referred_to: String,
    pub referred_due: String,
    /// She ticked "take this out".
    pub removed: bool,
}

impl TypedMotion {
    pub(super) fn read(&self, reader: &mut Reader) -> Option<Motion> {
        if self.removed || self.is_blank() {
            return None;
        }
        let kind = reader.choice("kind", &self.kind, MotionKind::named).unwrap_or(MotionKind::Procedure);
        let mover = reader.name("mover", &self.mover);
        let seconder = reader.name("seconder", &self.seconder);
        if mover.is_some() && mover == seconder {
            reader.refuse("seconder", Refusal::SecondsHerself);
        }
        Some(Motion {
            id: id(reader, &self.id),
            taken_up: None,
            kind,
            wording: reader.text("wording", &self.wording, PARAGRAPH),
            mover,
            second: seconder.map(Second::By).or(self.second_not_needed.then_some(Second::NotNeeded)),
            threshold: reader.choice("threshold", &self.threshold, Threshold::named).unwrap_or(kind.usual_threshold()),
            fate: self.read_fate(reader),
        })
    }

    pub(super) fn is_untouched(&self) -> bool {
        self.id.is_empty() && self.is_blank()
    }

    /// Whether nothing was typed or ticked. Kind and threshold are choices that always have a value.
    fn is_blank(&self) -> bool {
        let words = [&self.wording, &self.mover, &self.seconder];
        self.named_fate().is_none() && words.iter().all(|words| words.trim().is_empty())
    }

    fn read_fate(&self, reader: &mut Reader) -> Option<Fate> {
        Some(match self.named_fate()? {
            "voted" => Fate::Voted(self.read_vote(reader)),
            "withdrawn" => Fate::Withdrawn,
            "tabled" => Fate::Tabled { until: reader.day("tabled_until", &self.tabled_until) },
            "referred" => Fate::Referred {
                to: reader.text("referred_to", &self.referred_to, LINE),
                due: reader.day("referred_due", &self.referred_due),
            },
            _ => {
                reader.refuse("fate", Refusal::UnknownChoice);
                return None;
            }
        })
    }

    /// The fate she chose. Whoever types a tally and forgets to choose "voted" has still said it.
    fn named_fate(&self) -> Option<&str> {
        let typed = |words: &[&String]| words.iter().any(|words| !words.trim().is_empty());
        match self.fate.trim() {
            "" if typed(&[&self.votes_for, &self.votes_against, &self.abstentions, &self.minority_view]) => Some("voted"),
            "" if self.no_objection || self.no_minority => Some("voted"),
            "" if typed(&[&self.referred_to, &self.referred_due]) => Some("referred"),
            "" if typed(&[&self.tabled_until]) => Some("tabled"),
            "" => None,
            chosen => Some(chosen),
        }
    }

    fn read_vote(&self, reader: &mut Reader) -> Vote {
        let view = reader.text("minority_view", &self.minority_view, PARAGRAPH);
        Vote {
            votes_for: reader.count("votes_for", &self.votes_for),
            votes_against: reader.count("votes_against", &self.votes_against),
            abstentions: reader.count("abstentions", &self.abstentions),
            no_objection: self.no_objection,
            minority: match (view.is_empty(), self.no_minority) {
                (false, _) => Some(MinorityView::Heard(view)),
                (true, true) => Some(MinorityView::NoneOffered),
                (true, false) => None,
            },
        }
    }
}

impl From<&Motion> for TypedMotion {
    fn from(motion: &Motion) -> Self {
        let mut typed = Self {
            id: words(motion.id),
            kind: motion.kind.name().to_owned(),
            wording: motion.wording.clone(),
            mover: words(motion.mover.as_ref()),
            second_not_needed: motion.second == Some(Second::NotNeeded),
            threshold: motion.threshold.name().to_owned(),
            fate: motion.fate.as_ref().map(|fate| fate.name().to_owned()).unwrap_or_default(),
            ..Self::default()
        };
        if let Some(Second::By(name)) = &motion.second {
            typed.seconder = name.to_string();
        }
        match &motion.fate {
            Some(Fate::Voted(vote)) => typed.write_vote(vote),
            Some(Fate::Tabled { until }) => typed.tabled_until = words(*until),
            Some(Fate::Referred { to, due }) => {
                typed.referred_to = to.clone();
                typed.referred_due = words(*due);
            }
            Some(Fate::Withdrawn) | None => {}
        }
        typed
    }
}

impl TypedMotion {
    fn write_vote(&mut self, vote: &Vote) {
        self.votes_for = words(vote.votes_for);
        self.votes_against = words(vote.votes_against);
        self.abstentions = words(vote.abstentions);
        self.no_objection = vote.no_objection;
        match &vote.minority {
            Some(MinorityView::Heard(view)) => self.minority_view = view.clone(),
            Some(MinorityView::NoneOffered) => self.no_minority = true,
            None => {}
        }
    }
}
