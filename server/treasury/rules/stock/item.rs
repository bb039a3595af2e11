//! An item on the shelf: a booklet, a chip of one colour.

use uuid::Uuid;

use super::refusal::StockRefusal;
use crate::treasury::rules::books::Books;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::{Reason, Refusal, Refusals};
use crate::treasury::rules::surplus::service_body::name;

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 60;
/// More pieces than a group ever has; a number with seven digits is a slip of the finger.
pub const MOST: u32 = 999_999;

/// What kind of thing it is: which income and which expense goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StockKind {
    /// Books, booklets, pamphlets.
    Literature,
    /// Chips, medallions, key tags.
    Token,
}

impl StockKind {
    /// Both, in the order in which they are shown.
    pub const ALL: [StockKind; 2] = [StockKind::Literature, StockKind::Token];

    /// The name it is stored and posted under.
    pub fn name(self) -> &'static str {
        match self {
            StockKind::Literature => "literature",
            StockKind::Token => "token",
        }
    }

    /// The kind called `name`, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The account of what is sold.
    pub fn income(self) -> &'static str {
        match self {
            StockKind::Literature => "income:literature-sales",
            StockKind::Token => "income:token-sales",
        }
    }

    /// The account of what is bought.
    pub fn expense(self) -> &'static str {
        match self {
            StockKind::Literature => "expenses:literature",
            StockKind::Token => "expenses:tokens",
        }
    }
}

/// An item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// What kind of thing it is.
    pub kind: StockKind,
    /// What the group pays for one.
    pub unit_price: Money,
    /// Below so many it is to be ordered; with 0 it never is.
    pub reorder_level: u32,
    /// Whether it is still kept.
    pub in_use: bool,
}

/// An item and how many there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stocked {
    /// The item.
    pub item: Item,
    /// How many lie on the shelf.
    pub quantity: u32,
}

/// An item of which too few are left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToReorder {
    /// What it is called.
    pub name: String,
    /// How many are left.
    pub quantity: u32,
    /// How many bring it back to its level.
    pub pieces: u32,
    /// What they cost.
    pub cost: Money,
}

impl Stocked {
    /// What is to be ordered of it, if there are fewer than its level; `None` also when the cost does not fit.
    pub fn to_reorder(&self) -> Option<ToReorder> {
        let pieces = self.item.reorder_level.checked_sub(self.quantity).filter(|pieces| *pieces > 0 && self.item.in_use)?;
        let cost = self.item.unit_price.times(pieces)?;
        Some(ToReorder { name: self.item.name.clone(), quantity: self.quantity, pieces, cost })
    }
}

/// The form as it was typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Raw<'a> {
    /// What it is called.
    pub name: &'a str,
    /// `literature` or `token`.
    pub kind: &'a str,
    /// What one costs; may be empty where nobody knows or cares.
    pub unit_price: &'a str,
    /// Below how many it is to be ordered; may be empty.
    pub reorder_level: &'a str,
    /// Whether it is still kept.
    pub in_use: bool,
}

impl Item {
    /// Reads the form; `others` are the items there are, this one may be among them.
    pub fn parse(id: Uuid, raw: &Raw<'_>, others: &[Stocked], books: &Books) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Refusals::default();
        let name = refusals.take("name", name(raw.name, LONGEST_NAME));
        let taken = |name: &String| {
            let same = |other: &&Stocked| other.item.id != id && other.item.name.to_lowercase() == name.to_lowercase();
            others.iter().any(|other| same(&other))
        };
        if name.as_ref().is_some_and(taken) {
            refusals.add("name", Reason::Stock(StockRefusal::NameTaken));
        }
        let kind = refusals.take("kind", StockKind::named(raw.kind).ok_or(Reason::Stock(StockRefusal::Kind)));
        let unit_price = refusals.take("unit_price", books.positive_or_empty(raw.unit_price)).map(Option::unwrap_or_default);
        let reorder_level = if raw.reorder_level.trim().is_empty() { Ok(0) } else { pieces(raw.reorder_level) };
        let reorder_level = refusals.take("reorder_level", reorder_level);
        let left = others.iter().find(|other| other.item.id == id).map_or(0, |known| known.quantity);
        if !raw.in_use && left > 0 {
            refusals.add("in_use", Reason::Stock(StockRefusal::StillThere(left)));
        }
        let whole = (|| {
            let (name, kind, unit_price, reorder_level) = (name?, kind?, unit_price?, reorder_level?);
            Some(Self { id, name, kind, unit_price, reorder_level, in_use: raw.in_use })
        })();
        refusals.finish(whole)
    }
}

/// A whole number of pieces, 0 included.
pub(super) fn pieces(typed: &str) -> Result<u32, Reason> {
    let typed = typed.trim();
    let digits = !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit());
    let number = typed.parse().ok().filter(|number| digits && *number <= MOST);
    number.ok_or(Reason::Stock(StockRefusal::Pieces(MOST)))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::treasury::rules::books::tests::books;

    pub(crate) fn booklets(quantity: u32) -> Stocked {
        let item = Item {
            id: Uuid::from_u128(1),
            name: "Step booklet".into(),
            kind: StockKind::Literature,
            unit_price: Money::of_minor(350),
            reorder_level: 10,
            in_use: true,
        };
        Stocked { item, quantity }
    }

    fn fields(raw: &Raw<'_>) -> Vec<String> {
        let refusals = Item::parse(Uuid::from_u128(2), raw, &[booklets(3)], &books()).expect_err("refused");
        refusals.into_iter().map(|refusal| refusal.field).collect()
    }

    #[test]
    fn t22_an_item_is_a_name_a_kind_a_price_and_a_level() {
        let raw = Raw { name: " Blue  chip ", kind: "token", unit_price: "1.25", reorder_level: "20", in_use: true };
        let item = Item::parse(Uuid::from_u128(2), &raw, &[booklets(3)], &books()).expect("holds");
        assert_eq!((item.name.as_str(), item.kind, item.reorder_level), ("Blue chip", StockKind::Token, 20));
        assert_eq!(item.unit_price, Money::of_minor(125));
        let bare = Raw { unit_price: "", reorder_level: " ", ..raw };
        let item = Item::parse(Uuid::from_u128(2), &bare, &[], &books()).expect("holds");
        assert_eq!((item.unit_price, item.reorder_level), (Money::ZERO, 0));
        assert_eq!(fields(&Raw { name: "step BOOKLET", ..raw }), ["name"]);
        let wrong = Raw { name: "", kind: "coffee", unit_price: "12.345", reorder_level: "a few", in_use: true };
        assert_eq!(fields(&wrong), ["name", "kind", "unit_price", "reorder_level"]);
    }

    #[test]
    fn t22_what_is_still_there_is_not_put_out_of_use() {
        let raw = Raw { name: "Step booklet", kind: "literature", unit_price: "3.50", reorder_level: "10", in_use: false };
        let of = |quantity| Item::parse(Uuid::from_u128(1), &raw, &[booklets(quantity)], &books());
        assert_eq!(of(3).expect_err("refused")[0].reason, Reason::Stock(StockRefusal::StillThere(3)));
        assert!(!of(0).expect("holds").in_use);
    }

    #[test]
    fn t22_below_the_level_it_is_ordered_and_at_the_level_it_is_not() {
        let order = booklets(3).to_reorder().expect("three are fewer than ten");
        assert_eq!((order.quantity, order.pieces, order.cost), (3, 7, Money::of_minor(2450)));
        assert_eq!(booklets(10).to_reorder(), None);
        assert_eq!(booklets(11).to_reorder(), None);
        let mut unused = booklets(0);
        unused.item.in_use = false;
        assert_eq!(unused.to_reorder(), None);
    }
}
