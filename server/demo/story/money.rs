//! Two years of the made-up group's money, week by week: what the treasurer of such a group would have written down.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::chance::Chance;
use super::people::who;

/// Where the group keeps its money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The cash box.
    Box,
    /// The account.
    Bank,
    /// The phone app through which some give.
    App,
}

/// What money went out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "they say what they are")]
pub enum Purpose {
    Rent,
    Literature,
    Chips,
    Refreshments,
    /// Passed on to those who serve many groups.
    ServiceBody,
}

/// Where money came from, if not from the basket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "they say what they are")]
pub enum Source {
    /// Given through the app, the platform's fee with it.
    App {
        fee_minor: i64,
    },
    LiteratureSales,
    /// Some give a little for each year on their anniversary; nobody writes down who.
    Birthday,
}

/// One thing the treasurer wrote down. All sums are in cents.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "they say what they are")]
pub enum Event {
    /// What was there when the books begin.
    Opening {
        day: NaiveDate,
        place: Place,
        amount_minor: i64,
    },
    /// The basket as it was counted: how many of which piece, and by whom. One of the counts was made alone.
    Basket {
        day: NaiveDate,
        pieces: Vec<(i64, i64)>,
        counters: Vec<usize>,
    },
    Received {
        day: NaiveDate,
        source: Source,
        place: Place,
        amount_minor: i64,
    },
    Spent {
        day: NaiveDate,
        purpose: Purpose,
        place: Place,
        amount_minor: i64,
        payee: &'static str,
        note: &'static str,
    },
    Moved {
        day: NaiveDate,
        from: Place,
        to: Place,
        amount_minor: i64,
    },
    /// The last surplus: split between the area and the intergroup, of which the area has got its part.
    PassedOn {
        day: NaiveDate,
        over_minor: i64,
        paid_minor: i64,
    },
    /// A rent that was written down a second time by mistake, and taken back.
    RentTwice {
        day: NaiveDate,
        taken_back_on: NaiveDate,
        reason: &'static str,
    },
}

/// How many weeks the story goes back.
pub const WEEKS: u64 = 104;
/// What stays in the box as change.
const FLOAT_MINOR: i64 = 40_00;
/// What the account keeps before anything is passed on: about two months of expenses.
pub const RESERVE_MINOR: i64 = 300_00;
/// Set aside for a workshop.
pub const WORKSHOP_MINOR: i64 = 25_00;
/// The area's part of a surplus in hundredths of a percent; the intergroup gets the rest.
pub const AREA_BASIS_POINTS: i64 = 70_00;
/// The room for a month.
pub const RENT_MINOR: i64 = 60_00;

/// Everything that happened before `start`, in its order. The basket of a meeting on the start day itself is still to be
/// counted: that is for whoever looks around.
pub fn events(start: NaiveDate) -> Vec<Event> {
    let mut book = Book { chance: Chance::seeded(19), events: Vec::new(), in_box: 0, in_bank: 0, in_app: 0 };
    let last = thursday_before(start);
    let first = last - Days::new(7 * (WEEKS - 1));
    book.opening(first.pred_opt().unwrap_or(first));
    for week in 0..WEEKS {
        book.week(week, first + Days::new(7 * week));
    }
    book.events.sort_by_key(Event::day);
    book.events
}

/// The last Thursday before `day`.
pub fn thursday_before(day: NaiveDate) -> NaiveDate {
    let back =
        (i64::from(day.weekday().num_days_from_monday()) - i64::from(Weekday::Thu.num_days_from_monday()) - 1).rem_euclid(7) + 1;
    day - Days::new(back.unsigned_abs())
}

/// What a count comes to.
pub fn total_minor(pieces: &[(i64, i64)]) -> i64 {
    pieces.iter().map(|(piece, count)| piece * count).sum()
}

/// What the group has in all its places when `day` ends.
pub fn treasury_minor(events: &[Event], day: NaiveDate) -> i64 {
    let change = |event: &Event| match event {
        Event::Opening { amount_minor, .. } => *amount_minor,
        Event::Basket { pieces, .. } => total_minor(pieces),
        Event::Received { source: Source::App { fee_minor }, amount_minor, .. } => amount_minor - fee_minor,
        Event::Received { amount_minor, .. } => *amount_minor,
        Event::Spent { amount_minor, .. } => -amount_minor,
        Event::PassedOn { paid_minor, .. } => -paid_minor,
        Event::Moved { .. } => 0,
        Event::RentTwice { taken_back_on, .. } if *taken_back_on <= day => 0,
        Event::RentTwice { .. } => -RENT_MINOR,
    };
    events.iter().filter(|event| event.day() <= day).map(change).sum()
}

impl Event {
    /// When it was written down.
    pub fn day(&self) -> NaiveDate {
        match self {
            Event::Opening { day, .. }
            | Event::Basket { day, .. }
            | Event::Received { day, .. }
            | Event::Spent { day, .. }
            | Event::Moved { day, .. }
            | Event::PassedOn { day, .. }
            | Event::RentTwice { day, .. } => *day,
        }
    }
}

struct Book {
    chance: Chance,
    events: Vec<Event>,
    in_box: i64,
    in_bank: i64,
    in_app: i64,
}

impl Book {
    fn opening(&mut self, day: NaiveDate) {
        (self.in_box, self.in_bank) = (FLOAT_MINOR, 312_40);
        self.events.push(Event::Opening { day, place: Place::Box, amount_minor: self.in_box });
        self.events.push(Event::Opening { day, place: Place::Bank, amount_minor: self.in_bank });
    }

    fn week(&mut self, week: u64, day: NaiveDate) {
        self.basket(week, day);
        if week % 2 == 1 {
            let amount_minor = self.chance.between(9_00, 19_50);
            let payee = *self.chance.one_of(&["Corner market", "Market hall", "Bakery on Lantern Street"]);
            self.spend(day, Purpose::Refreshments, Place::Box, amount_minor, payee, "Coffee, milk, fruit");
        }
        let first_of_month = day.day() <= 7;
        if first_of_month {
            self.spend(day, Purpose::Rent, Place::Bank, RENT_MINOR, "Lantern Street Community House", "The room, one month");
            self.app(day);
        }
        if week == 61 {
            let reason = "The rent of this month was entered already.";
            self.events.push(Event::RentTwice { day, taken_back_on: day + Days::new(1), reason });
        }
        if week % 4 == 3 {
            self.deposit(day + Days::new(1));
        }
        if week % 6 == 4 {
            let amount_minor = self.chance.between(22_00, 38_00);
            self.spend(day, Purpose::Literature, Place::Bank, amount_minor, "Fellowship office", "Books and pamphlets");
            let amount_minor = self.chance.between(2, 6) * 4_00;
            self.receive(day, Source::LiteratureSales, Place::Box, amount_minor);
        }
        if week % 11 == 6 {
            let amount_minor = self.chance.between(18_00, 31_00);
            self.spend(day, Purpose::Chips, Place::Bank, amount_minor, "Fellowship office", "Chips and medallions");
        }
        if week % 9 == 5 {
            let years = self.chance.between(2, 21);
            self.receive(day, Source::Birthday, Place::Box, years * 1_00);
        }
        if week + 1 == WEEKS {
            self.split(day);
        } else if week % 13 == 12 {
            self.pass_on(day);
        }
    }

    fn basket(&mut self, week: u64, day: NaiveDate) {
        // Around the holidays fewer come; in spring and autumn the room is full.
        let quiet = matches!((day.month(), day.day()), (12, 20..) | (1, ..=3) | (7, ..=7));
        let most = if quiet { 5 } else { 9 };
        let pieces = vec![
            (20_00, self.chance.between(0, 1)),
            (10_00, self.chance.between(0, 1)),
            (5_00, self.chance.between(1, most / 2)),
            (1_00, self.chance.between(most, 2 * most)),
            (25, self.chance.between(0, most)),
        ];
        let second = *self.chance.one_of(&[who::IRIS, who::CLOVER, who::FERN, who::WILLOW]);
        let treasurer = if week < 83 { who::JUNIPER } else { who::HAZEL };
        let counters = if week == 96 { vec![treasurer] } else { vec![treasurer, second] };
        self.in_box += total_minor(&pieces);
        self.events.push(Event::Basket { day, pieces: pieces.into_iter().filter(|(_, count)| *count > 0).collect(), counters });
    }

    /// Once a month the app's gifts are entered as one sum, and whatever has gathered there goes to the account.
    fn app(&mut self, day: NaiveDate) {
        let amount_minor = self.chance.between(4, 12) * 5_00;
        let fee_minor = amount_minor * 19 / 1000 + 10;
        self.receive(day, Source::App { fee_minor }, Place::App, amount_minor);
        if self.in_app >= 50_00 {
            self.transfer(day + Days::new(1), Place::App, Place::Bank, self.in_app);
        }
    }

    fn deposit(&mut self, day: NaiveDate) {
        let spare = (self.in_box - FLOAT_MINOR) / 100 * 100;
        if spare > 0 {
            self.transfer(day, Place::Box, Place::Bank, spare);
        }
    }

    /// What is over once the reserve is kept goes on, in whole tens of dollars.
    fn pass_on(&mut self, day: NaiveDate) {
        let over = (self.in_bank - RESERVE_MINOR) / 10_00 * 10_00;
        if over >= 50_00 {
            self.spend(day, Purpose::ServiceBody, Place::Bank, over, "Lantern Valley area", "Group no. 42");
        }
    }

    /// The last one goes by the plan; what is spoken for stays. It is a multiple of ten dollars, so that both parts are whole.
    fn split(&mut self, day: NaiveDate) {
        let over_minor = (self.in_bank - RESERVE_MINOR - RENT_MINOR - WORKSHOP_MINOR) / 10_00 * 10_00;
        if over_minor > 0 {
            let paid_minor = over_minor * AREA_BASIS_POINTS / 100_00;
            self.in_bank -= paid_minor;
            self.events.push(Event::PassedOn { day, over_minor, paid_minor });
        }
    }

    fn spend(
        &mut self,
        day: NaiveDate,
        purpose: Purpose,
        place: Place,
        amount_minor: i64,
        payee: &'static str,
        note: &'static str,
    ) {
        *self.place(place) -= amount_minor;
        self.events.push(Event::Spent { day, purpose, place, amount_minor, payee, note });
    }

    fn receive(&mut self, day: NaiveDate, source: Source, place: Place, amount_minor: i64) {
        let fee_minor = if let Source::App { fee_minor } = source { fee_minor } else { 0 };
        *self.place(place) += amount_minor - fee_minor;
        self.events.push(Event::Received { day, source, place, amount_minor });
    }

    fn transfer(&mut self, day: NaiveDate, from: Place, to: Place, amount_minor: i64) {
        *self.place(from) -= amount_minor;
        *self.place(to) += amount_minor;
        self.events.push(Event::Moved { day, from, to, amount_minor });
    }

    fn place(&mut self, place: Place) -> &mut i64 {
        match place {
            Place::Box => &mut self.in_box,
            Place::Bank => &mut self.in_bank,
            Place::App => &mut self.in_app,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn start() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 4, 16).expect("a day")
    }

    /// What is in each place after each event, by adding up the events alone.
    fn balances(events: &[Event]) -> Vec<BTreeMap<String, i64>> {
        let mut places: BTreeMap<String, i64> = BTreeMap::new();
        let mut after = Vec::new();
        for event in events {
            let mut put = |place: Place, minor: i64| *places.entry(format!("{place:?}")).or_default() += minor;
            match event {
                Event::Opening { place, amount_minor, .. } => put(*place, *amount_minor),
                Event::Basket { pieces, .. } => put(Place::Box, pieces.iter().map(|(piece, count)| piece * count).sum()),
                Event::Received { source: Source::App { fee_minor }, place, amount_minor, .. } => {
                    put(*place, amount_minor - fee_minor)
                }
                Event::Received { place, amount_minor, .. } => put(*place, *amount_minor),
                Event::Spent { place, amount_minor, .. } => put(*place, -amount_minor),
                Event::Moved { from, to, amount_minor, .. } => {
                    put(*from, -amount_minor);
                    put(*to, *amount_minor);
                }
                Event::PassedOn { paid_minor, .. } => put(Place::Bank, -paid_minor),
                Event::RentTwice { .. } => {}
            }
            after.push(places.clone());
        }
        after
    }

    #[test]
    fn no_place_is_ever_overdrawn_whatever_day_the_demo_starts() {
        for offset in 0..400 {
            let events = events(start() + Days::new(offset));
            assert!(events.is_sorted_by_key(Event::day));
            let balances = balances(&events);
            assert!(balances.iter().all(|places| places.values().all(|minor| *minor >= 0)), "{offset}");
            let split = events.iter().filter(|event| matches!(event, Event::PassedOn { .. })).count();
            assert_eq!(split, 1, "{offset}: there is something to pass on");
            let total: i64 = balances.last().map(|places| places.values().sum()).unwrap_or_default();
            assert_eq!(total, treasury_minor(&events, start() + Days::new(offset)));
            assert!((200_00..900_00).contains(&total), "{offset}: {total}");
        }
    }

    #[test]
    fn a_basket_was_counted_each_week_up_to_the_last_and_the_present_one_waits() {
        for offset in 0..7 {
            let start = start() + Days::new(offset);
            let events = events(start);
            let baskets = events.iter().filter(|event| matches!(event, Event::Basket { .. })).map(Event::day);
            let baskets: Vec<NaiveDate> = baskets.collect();
            assert_eq!(baskets.len() as u64, WEEKS);
            assert!(baskets.iter().all(|day| day.weekday() == Weekday::Thu && *day < start));
            assert!(baskets.last().is_some_and(|last| start - *last <= chrono::TimeDelta::days(7)));
        }
    }

    #[test]
    fn two_different_women_counted_but_for_one_week() {
        let events = events(start());
        let counters = events.iter().filter_map(|event| match event {
            Event::Basket { counters, .. } => Some(counters),
            _ => None,
        });
        let alone = counters.clone().filter(|counters| counters.len() == 1).count();
        assert!(counters.into_iter().all(|counters| counters.len() == 1 || counters[0] != counters[1]));
        assert_eq!(alone, 1);
    }
}
