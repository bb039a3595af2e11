//! The notes and coins a count sheet lists, largest first, in minor units.

use super::money::Currency;

/// What may lie in a basket. Rare pieces are left out: a two-dollar bill counts as two ones.
pub fn denominations(currency: &Currency) -> &'static [i64] {
    match currency.code() {
        "USD" => &[10_000, 5_000, 2_000, 1_000, 500, 100, 25, 10, 5, 1],
        "CAD" => &[10_000, 5_000, 2_000, 1_000, 500, 200, 100, 25, 10, 5],
        "AUD" | "NZD" => &[10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5],
        "GBP" => &[5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
        "CZK" => &[200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100],
        "MXN" => &[50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50],
        "INR" => &[50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100],
        "JPY" => &[10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10, 5, 1],
        _ => match currency.minor_digits() {
            0 => &[100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 1],
            3 => &[50_000, 20_000, 10_000, 5_000, 1_000, 500, 250, 100, 50, 25, 10, 5],
            _ => &[10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sheet_goes_from_large_to_small_without_repeats() {
        for code in ["USD", "CAD", "AUD", "GBP", "CZK", "MXN", "INR", "JPY", "EUR", "KWD", "KRW"] {
            let pieces = denominations(&Currency::of(code));
            assert!(pieces.windows(2).all(|pair| pair[0] > pair[1]), "{code}");
            assert!(pieces.iter().all(|piece| *piece > 0), "{code}");
        }
    }
}
