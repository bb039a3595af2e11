//! The agenda in words: titles, and notes that are there from the start, in the group's language. From then on they are the
//! secretary's own text.

use chrono::NaiveDate;
use homegroup_plugin::{Text, say_day};

use super::rules::agenda::{LowStock, OpenActionItem, Proposed, taken_up};
use super::rules::minutes::AgendaItem;
use crate::house::House;

/// The proposed points as the first draft of the minutes.
pub fn agenda(house: &House, points: Vec<Proposed>) -> Vec<AgendaItem> {
    let words = Words { house, language: &house.profile().language };
    points.into_iter().map(|point| words.item(point)).collect()
}

struct Words<'a> {
    house: &'a House,
    language: &'a str,
}

impl Words<'_> {
    fn item(&self, point: Proposed) -> AgendaItem {
        let section = point.section();
        let (title, notes, motion) = match point {
            Proposed::Opening => (self.say("minutes-agenda-opening"), String::new(), None),
            Proposed::PreviousMinutes(None) => (self.say("minutes-agenda-previous"), String::new(), None),
            Proposed::PreviousMinutes(Some(day)) => {
                (self.of(Text::new("minutes-agenda-previous-of").with("day", self.day(day))), String::new(), None)
            }
            Proposed::TreasurersReport => (self.say("minutes-agenda-treasurer"), String::new(), None),
            Proposed::OtherReports => (self.say("minutes-agenda-reports"), String::new(), None),
            Proposed::ActionItemsDue(items) => (self.say("minutes-agenda-due"), self.list(&items), None),
            Proposed::Tabled(day, motion) => {
                (self.of(Text::new("minutes-agenda-tabled").with("day", self.day(day))), String::new(), Some(taken_up(*motion)))
            }
            Proposed::Referred(day, motion) => {
                (self.of(Text::new("minutes-agenda-referred").with("day", self.day(day))), String::new(), Some(taken_up(*motion)))
            }
            Proposed::LowStock(low) => (self.say("treasury-stock-agenda"), self.low(&low), None),
            Proposed::NewBusiness => (self.say("minutes-agenda-new"), String::new(), None),
            Proposed::Closing => (self.say("minutes-agenda-closing"), String::new(), None),
        };
        AgendaItem { id: None, section, title, notes, motions: motion.into_iter().collect() }
    }

    /// A Markdown list of what is due.
    fn list(&self, items: &[OpenActionItem]) -> String {
        let lines = items.iter().map(|item| {
            let owner = item.owner.clone().unwrap_or_else(|| self.say("minutes-a-member"));
            let task = item.task.replace('\n', " ");
            let line = match item.due_on {
                Some(day) => {
                    Text::new("minutes-agenda-due-line").with("task", task).with("owner", owner).with("day", self.day(day))
                }
                None => Text::new("minutes-agenda-due-line-open").with("task", task).with("owner", owner),
            };
            format!("- {}", self.of(line))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// A Markdown list of what is to be ordered.
    fn low(&self, low: &[LowStock]) -> String {
        let lines = low.iter().map(|LowStock { name, quantity, pieces, cost }| {
            let (name, quantity, pieces) = (name.clone(), *quantity, *pieces);
            let line = match cost {
                Some(cost) => Text::new("treasury-stock-agenda-line")
                    .with("name", name)
                    .with("quantity", quantity)
                    .with("pieces", pieces)
                    .with("cost", cost.clone()),
                None => Text::new("treasury-stock-agenda-line-free")
                    .with("name", name)
                    .with("quantity", quantity)
                    .with("pieces", pieces),
            };
            format!("- {}", self.of(line))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn day(&self, day: NaiveDate) -> String {
        say_day(self.house.views.catalogue(), self.language, day, false)
    }

    fn say(&self, key: &'static str) -> String {
        self.of(Text::new(key))
    }

    fn of(&self, text: Text) -> String {
        self.house.views.catalogue().say(self.language, &text).unwrap_or_default()
    }
}
