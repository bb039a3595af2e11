//! Money: whole minor units of the group's one currency (T1). There is no float anywhere, and every sum can fail.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// The largest single amount, either way: a thousand million dollars. A million entries of it still fit an `i64`, so that a sum in
/// the database cannot overflow either.
pub const LARGEST_MINOR: i64 = 100_000_000_000;

/// An amount in minor units: cents, pence, haléře.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);

    /// So many minor units.
    pub const fn of_minor(minor: i64) -> Self {
        Self(minor)
    }

    /// How many minor units.
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// The sum, unless it does not fit.
    pub fn plus(self, other: Money) -> Option<Money> {
        self.0.checked_add(other.0).map(Money)
    }

    /// The difference, unless it does not fit.
    pub fn less(self, other: Money) -> Option<Money> {
        self.0.checked_sub(other.0).map(Money)
    }

    /// So many pieces of it, unless that does not fit.
    pub fn times(self, pieces: u32) -> Option<Money> {
        self.0.checked_mul(i64::from(pieces)).map(Money)
    }

    /// The same amount the other way.
    pub fn negated(self) -> Option<Money> {
        self.0.checked_neg().map(Money)
    }

    /// The sum of all, unless it does not fit.
    pub fn sum(all: impl IntoIterator<Item = Money>) -> Option<Money> {
        all.into_iter().try_fold(Money::ZERO, Money::plus)
    }
}

/// The group's currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Currency {
    code: String,
}

/// Why an amount was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountRefusal {
    /// Nothing was typed.
    Missing,
    /// Not an amount.
    Unreadable,
    /// More digits behind the point than the currency has: `12.345`.
    TooPrecise,
    /// Beyond [`LARGEST_MINOR`].
    TooLarge,
    /// Zero or less where only a positive amount makes sense.
    NotPositive,
}

impl Currency {
    /// The currency with this ISO 4217 code.
    pub fn of(code: &str) -> Self {
        Self { code: code.to_ascii_uppercase() }
    }

    /// Its ISO 4217 code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// How many digits stand behind the point (ISO 4217).
    pub fn minor_digits(&self) -> u32 {
        match self.code.as_str() {
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV" | "XAF"
            | "XOF" | "XPF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            _ => 2,
        }
    }

    /// What stands before an amount: `$`, `CA$`, or the code and a space that does not break.
    fn sign(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self.code.as_str() {
            "USD" => "$",
            "EUR" => "€",
            "GBP" => "£",
            "JPY" => "¥",
            "INR" => "₹",
            "KRW" => "₩",
            "ILS" => "₪",
            "CAD" => "CA$",
            "AUD" => "A$",
            "NZD" => "NZ$",
            "MXN" => "MX$",
            "BRL" => "R$",
            code => return Cow::Owned(format!("{code}\u{a0}")),
        })
    }

    /// Reads what a person typed: `47`, `47.00`, `1,234.50`, `$47`, `-12.5`, `47 USD`, and `12,50` where two digits follow the only
    /// comma. Nothing is rounded and nothing is guessed.
    pub fn parse(&self, typed: &str) -> Result<Money, AmountRefusal> {
        let rest = typed.trim();
        if rest.is_empty() {
            return Err(AmountRefusal::Missing);
        }
        let (minus_before, rest) = without_minus(rest);
        let (minus_behind, rest) = without_minus(self.without_sign(rest));
        if minus_before && minus_behind {
            return Err(AmountRefusal::Unreadable);
        }
        let amount = self.digits(rest)?;
        Ok(if minus_before || minus_behind { Money(-amount) } else { Money(amount) })
    }

    /// Reads an amount that must be more than nothing.
    pub fn parse_positive(&self, typed: &str) -> Result<Money, AmountRefusal> {
        let money = self.parse(typed)?;
        if money > Money::ZERO { Ok(money) } else { Err(AmountRefusal::NotPositive) }
    }

    /// For people: `$1,234.50`, `-$12.00`, `CZK 47.00`.
    pub fn say(&self, money: Money) -> String {
        let plain = self.plain(Money(money.0.saturating_abs()));
        let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(whole, rest)| (whole, Some(rest)));
        let mut grouped = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let minus = if money.0 < 0 { "-" } else { "" };
        let point = if fraction.is_some() { "." } else { "" };
        format!("{minus}{}{grouped}{point}{}", self.sign(), fraction.unwrap_or_default())
    }

    /// For files and form fields: `1234.50`, `-12.00`.
    pub fn plain(&self, money: Money) -> String {
        let digits = self.minor_digits();
        let unit = 10_u64.pow(digits);
        let (minus, amount) = (if money.0 < 0 { "-" } else { "" }, money.0.unsigned_abs());
        if digits == 0 {
            return format!("{minus}{amount}");
        }
        format!("{minus}{}.{:0width$}", amount / unit, amount % unit, width = digits as usize)
    }

    /// A note or coin as people call it: `$20`, `25¢`, `50p`.
    pub fn piece(&self, minor: i64) -> String {
        let coin = match self.code.as_str() {
            "USD" | "CAD" | "AUD" | "NZD" | "MXN" => Some("¢"),
            "EUR" => Some("\u{a0}c"),
            "GBP" => Some("p"),
            _ => None,
        };
        if let Some(sign) = coin.filter(|_| minor < 100) {
            return format!("{minor}{sign}");
        }
        let said = self.say(Money(minor));
        match said.split_once('.') {
            Some((whole, behind)) if behind.bytes().all(|byte| byte == b'0') => whole.to_owned(),
            _ => said,
        }
    }

    /// Takes the currency's sign or code away, in front or behind.
    fn without_sign<'a>(&self, words: &'a str) -> &'a str {
        let sign = self.sign();
        let (sign, code) = (sign.trim_end(), self.code.as_str());
        // In Canada one types "$5", not "CA$5".
        let bare = if sign.ends_with('$') { "$" } else { sign };
        for mark in [sign, bare, code] {
            if let Some(rest) = strip_prefix(words, mark) {
                return rest.trim_start();
            }
            if let Some(rest) = strip_suffix(words, mark) {
                return rest.trim_end();
            }
        }
        words
    }

    /// Reads digits with an optional point; commas only between groups of three, or one as the point.
    fn digits(&self, words: &str) -> Result<i64, AmountRefusal> {
        let digits = self.minor_digits();
        let comma_is_point = digits == 2
            && !words.contains('.')
            && words.split_once(',').is_some_and(|(_, behind)| behind.len() == 2 && !behind.contains(','));
        let (whole, fraction) = match words.split_once(if comma_is_point { ',' } else { '.' }) {
            Some((_, "")) => return Err(AmountRefusal::Unreadable),
            Some((whole, fraction)) => (whole, fraction),
            None if words.is_empty() => return Err(AmountRefusal::Unreadable),
            None => (words, ""),
        };
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(AmountRefusal::Unreadable);
        }
        let whole = ungrouped(whole).ok_or(AmountRefusal::Unreadable)?;
        let precision = u32::try_from(fraction.len()).map_err(|_| AmountRefusal::TooPrecise)?;
        if precision > digits {
            return Err(AmountRefusal::TooPrecise);
        }
        let typed = format!("{whole}{fraction}{}", "0".repeat((digits - precision) as usize));
        // Only digits are left, so that what cannot be read is too large.
        let amount: i64 = typed.parse().map_err(|_| AmountRefusal::TooLarge)?;
        if amount > LARGEST_MINOR { Err(AmountRefusal::TooLarge) } else { Ok(amount) }
    }
}

fn without_minus(words: &str) -> (bool, &str) {
    words.strip_prefix(['-', '\u{2212}']).map_or((false, words), |rest| (true, rest.trim_start()))
}

fn strip_prefix<'a>(words: &'a str, mark: &str) -> Option<&'a str> {
    let head = words.get(..mark.len())?;
    head.eq_ignore_ascii_case(mark).then(|| &words[mark.len()..])
}

fn strip_suffix<'a>(words: &'a str, mark: &str) -> Option<&'a str> {
    let at = words.len().checked_sub(mark.len())?;
    let tail = words.get(at..)?;
    tail.eq_ignore_ascii_case(mark).then(|| &words[..at])
}

/// `1,234` without its commas; `None` if it is anything but digits in groups of three.
fn ungrouped(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let first_fits = rest.is_empty() || (1..=3).contains(&first.len());
    let rest_fits = rest.iter().all(|group| group.len() == 3);
    let joined = format!("{first}{}", rest.concat());
    (first_fits && rest_fits && joined.bytes().all(|byte| byte.is_ascii_digit())).then_some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn t1_amounts_are_read_as_people_type_them() {
        let usd = Currency::of("USD");
        let cases = [
            ("47", 4700),
            ("47.00", 4700),
            ("47.5", 4750),
            (".50", 50),
            ("0", 0),
            (" 1,234.50 ", 123_450),
            ("1,234,567.89", 123_456_789),
            ("$47", 4700),
            ("$ 47", 4700),
            ("-$12.00", -1200),
            ("$-12", -1200),
            ("\u{2212}12", -1200),
            ("47 USD", 4700),
            ("usd 47", 4700),
            ("12,50", 1250),
            ("1234,50", 123_450),
            ("007", 700),
        ];
        for (typed, minor) in cases {
            assert_eq!(usd.parse(typed), Ok(Money(minor)), "{typed}");
        }
    }

    #[test]
    fn t1_what_would_have_to_be_guessed_is_refused() {
        use AmountRefusal::{Missing, NotPositive, TooLarge, TooPrecise, Unreadable};
        let usd = Currency::of("USD");
        let cases = [
            ("", Missing),
            ("  ", Missing),
            ("12.345", TooPrecise),
            ("0.001", TooPrecise),
            ("12.", Unreadable),
            (".", Unreadable),
            ("$", Unreadable),
            ("-", Unreadable),
            ("--1", Unreadable),
            ("-$-1", Unreadable),
            ("1,23,4", Unreadable),
            ("12,345,6", Unreadable),
            ("1234,567", Unreadable),
            ("1.234,50", Unreadable),
            ("1.2.3", Unreadable),
            ("1 234", Unreadable),
            ("1e3", Unreadable),
            ("١٢", Unreadable),
            ("€47", Unreadable),
            ("forty", Unreadable),
            ("1000000000.01", TooLarge),
            ("99999999999999999999999", TooLarge),
        ];
        for (typed, refusal) in cases {
            assert_eq!(usd.parse(typed), Err(refusal), "{typed}");
        }
        assert_eq!(usd.parse_positive("0"), Err(NotPositive));
        assert_eq!(usd.parse_positive("-1"), Err(NotPositive));
    }

    #[test]
    fn t1_a_currency_has_its_own_digits_and_sign() {
        for (code, typed, minor, said) in [
            ("JPY", "¥1,200", 1200, "¥1,200"),
            ("KWD", "1.234", 1234, "KWD\u{a0}1.234"),
            ("CAD", "$5", 500, "CA$5.00"),
            ("CZK", "47 CZK", 4700, "CZK\u{a0}47.00"),
            ("USD", "-1234.5", -123_450, "-$1,234.50"),
        ] {
            let currency = Currency::of(code);
            assert_eq!(currency.parse(typed), Ok(Money(minor)), "{code}");
            assert_eq!(currency.say(Money(minor)), said, "{code}");
        }
        assert_eq!(Currency::of("JPY").parse("12.5"), Err(AmountRefusal::TooPrecise));
    }

    #[test]
    fn a_note_or_coin_is_called_what_people_call_it() {
        for (code, minor, said) in [
            ("USD", 10_000, "$100"),
            ("USD", 25, "25¢"),
            ("GBP", 50, "50p"),
            ("EUR", 20, "20\u{a0}c"),
            ("JPY", 1000, "¥1,000"),
            ("KWD", 250, "KWD\u{a0}0.250"),
        ] {
            assert_eq!(Currency::of(code).piece(minor), said);
        }
    }

    #[test]
    fn t1_a_sum_that_does_not_fit_is_noticed() {
        assert_eq!(Money::sum([Money(i64::MAX), Money(1)]), None);
        assert_eq!(Money(i64::MIN).less(Money(1)), None);
        assert_eq!(Money(i64::MAX).times(2), None);
        assert_eq!(Money(i64::MIN).negated(), None);
    }

    proptest! {
        #[test]
        fn t1_whatever_is_written_is_read_back_the_same(minor in -LARGEST_MINOR..=LARGEST_MINOR, code in "USD|EUR|JPY|KWD|CAD|CZK") {
            let currency = Currency::of(&code);
            prop_assert_eq!(currency.parse(&currency.plain(Money(minor))), Ok(Money(minor)));
            prop_assert_eq!(currency.parse(&currency.say(Money(minor))), Ok(Money(minor)));
        }

        #[test]
        fn t1_no_words_break_the_reader(words in "\\PC*") {
            let _ = Currency::of("USD").parse(&words);
        }
    }
}
