//! The sentences about a basket's second counter and her code.

use chrono::{DateTime, Utc};
use homegroup_plugin::{Text, say_day};

use crate::house::House;
use crate::treasury::rules::confirmation::Refusal;
use crate::treasury::rules::counting_code::{self, Standing};

/// Why somebody cannot confirm a basket.
pub fn not_hers(refusal: Refusal) -> Text {
    Text::new(match refusal {
        Refusal::NotOfTwo => "treasury-refused-confirm-not-of-two",
        Refusal::NotACounter => "treasury-refused-confirm-not-a-counter",
        Refusal::Posted => "treasury-refused-confirm-posted",
        Refusal::Reversed => "treasury-refused-confirm-reversed",
    })
}

/// What is wrong with a new counting code.
pub fn unfit(refusal: counting_code::Refusal) -> Text {
    Text::new(match refusal {
        counting_code::Refusal::Digits => "treasury-refused-code-digits",
        counting_code::Refusal::Easy => "treasury-refused-code-easy",
        counting_code::Refusal::Differs => "treasury-refused-code-differs",
    })
}

/// Why a counter's code cannot be typed here, and what she can do.
pub fn not_ready(house: &House, name: &str, standing: Option<Standing>) -> Text {
    match standing {
        Some(Standing::WornOut) => Text::new("treasury-confirm-worn-out").with("name", name.to_owned()),
        Some(Standing::Rests(until)) => {
            Text::new("treasury-confirm-rests").with("name", name.to_owned()).with("moment", moment(house, until))
        }
        Some(Standing::Ready) | None => Text::new("treasury-confirm-no-code").with("name", name.to_owned()),
    }
}

/// An instant as the group says it: "Apr 17, 2026, 20:15".
pub fn moment(house: &House, at: DateTime<Utc>) -> String {
    let profile = house.profile();
    let local = at.with_timezone(&profile.zone);
    let day = say_day(house.views.catalogue(), &profile.language, local.date_naive(), false);
    format!("{day}, {}", local.format("%H:%M"))
}
