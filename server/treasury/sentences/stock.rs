//! The sentence for each reason to refuse a form about literature and tokens, and the words for what they are.

use homegroup_plugin::Text;

use crate::treasury::rules::stock::item::StockKind;
use crate::treasury::rules::stock::movement::{MovementKind, What};
use crate::treasury::rules::stock::refusal::StockRefusal;

/// What to tell the person who filled in the form.
pub(super) fn sentence(refusal: &StockRefusal) -> Text {
    match refusal {
        StockRefusal::Kind => Text::new("treasury-refused-choose"),
        StockRefusal::NameTaken => Text::new("treasury-refused-stock-taken"),
        StockRefusal::Pieces(most) => Text::new("treasury-refused-stock-pieces").with("most", *most),
        StockRefusal::MoreThanThere(quantity) => Text::new("treasury-refused-stock-more").with("quantity", *quantity),
        StockRefusal::TooMany(most) => Text::new("treasury-refused-stock-many").with("most", *most),
        StockRefusal::StillThere(quantity) => Text::new("treasury-refused-stock-there").with("quantity", *quantity),
    }
}

/// What a kind of item is called.
pub fn kind(kind: StockKind) -> Text {
    Text::new(match kind {
        StockKind::Literature => "treasury-stock-literature",
        StockKind::Token => "treasury-stock-token",
    })
}

/// What a kind of movement is called.
pub fn moved(kind: MovementKind) -> Text {
    Text::new(match kind {
        MovementKind::Received => "treasury-stock-received",
        MovementKind::Sold => "treasury-stock-sold",
        MovementKind::Given => "treasury-stock-given",
        MovementKind::Adjustment => "treasury-stock-adjusted",
    })
}

/// What one does to note it.
pub fn act(what: What) -> Text {
    Text::new(match what {
        What::Receipt => "treasury-stock-receive",
        What::Sale => "treasury-stock-sell",
        What::Gift => "treasury-stock-give",
        What::Count => "treasury-stock-count",
    })
}
