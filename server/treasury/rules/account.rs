//! The chart of accounts, as data. A code is what the ledger is written in and never changes; the name is for people and may.

use chrono::NaiveDate;

/// What an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountKind {
    /// A place of notes and coins.
    Cash,
    /// A place at a bank.
    Bank,
    /// A place in a payment app.
    App,
    /// Where money comes from (T8).
    Income,
    /// What it is spent on.
    Expense,
    /// What the group had before it kept these books.
    Equity,
}

impl AccountKind {
    /// All of them, with the names they are stored under.
    pub const ALL: [(AccountKind, &'static str); 6] = [
        (AccountKind::Cash, "cash"),
        (AccountKind::Bank, "bank"),
        (AccountKind::App, "app"),
        (AccountKind::Income, "income"),
        (AccountKind::Expense, "expense"),
        (AccountKind::Equity, "equity"),
    ];

    /// The name it is stored under.
    pub fn name(self) -> &'static str {
        AccountKind::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    /// The kind stored as `name`.
    pub fn named(name: &str) -> Option<AccountKind> {
        AccountKind::ALL.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
    }

    /// The kind that a code says. A code never changes, so that neither does what an entry means.
    pub fn of_code(code: &str) -> Option<AccountKind> {
        let (root, rest) = code.split_once(':')?;
        let place = |base: &str| rest.strip_prefix(base).is_some_and(|more| more.is_empty() || more.starts_with('-'));
        Some(match root {
            "assets" if place("cash-box") => AccountKind::Cash,
            "assets" if place("bank") => AccountKind::Bank,
            "assets" if place("app") => AccountKind::App,
            "income" => AccountKind::Income,
            "expenses" => AccountKind::Expense,
            "equity" => AccountKind::Equity,
            _ => return None,
        })
    }

    /// Whether money lies there.
    pub fn is_place(self) -> bool {
        matches!(self, AccountKind::Cash | AccountKind::Bank | AccountKind::App)
    }
}

/// The cash box every group begins with.
pub const CASH_BOX: &str = "assets:cash-box";
/// The other side of an opening balance.
pub const OPENING: &str = "equity:opening";
/// The basket: anonymous, aggregate (T3).
pub const BASKET: &str = "income:basket";
/// Contributions through a bank or payment app, gross (T6).
pub const E_PAYMENTS: &str = "income:e-payments";
/// Given on an anniversary, a little for each year.
pub const BIRTHDAY_CONTRIBUTIONS: &str = "income:birthday-contributions";
/// Left to the group by a member.
pub const BEQUESTS: &str = "income:bequests";
/// What the platform keeps of them (T6).
pub const E_PAYMENT_FEES: &str = "expenses:e-payment-fees";
/// What the group passes on to those who serve many groups (T16).
pub const SERVICE_BODIES: &str = "expenses:service-bodies";
/// What it bought for another group, which will pay it back.
pub const FOR_OTHER_GROUPS: &str = "expenses:for-other-groups";
/// Expense accounts that do not count as running the meeting, and so not towards the reserve (T13).
pub const NOT_OPERATING: [&str; 2] = [SERVICE_BODIES, FOR_OTHER_GROUPS];

/// The accounts every group has from the first day, in the order in which they are shown. The migrations write them.
pub const STANDARD: [(&str, AccountKind); 18] = [
    (CASH_BOX, AccountKind::Cash),
    (BASKET, AccountKind::Income),
    (E_PAYMENTS, AccountKind::Income),
    (BIRTHDAY_CONTRIBUTIONS, AccountKind::Income),
    (BEQUESTS, AccountKind::Income),
    ("income:literature-sales", AccountKind::Income),
    ("income:token-sales", AccountKind::Income),
    ("income:event-tickets", AccountKind::Income),
    ("income:interest-and-refunds", AccountKind::Income),
    ("expenses:rent", AccountKind::Expense),
    ("expenses:literature", AccountKind::Expense),
    ("expenses:tokens", AccountKind::Expense),
    ("expenses:refreshments", AccountKind::Expense),
    (E_PAYMENT_FEES, AccountKind::Expense),
    (SERVICE_BODIES, AccountKind::Expense),
    (FOR_OTHER_GROUPS, AccountKind::Expense),
    ("expenses:other", AccountKind::Expense),
    (OPENING, AccountKind::Equity),
];

/// Where income comes from (T8). Money from outside has no value here: it is declined and cannot be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Members, by basket, e-payment or birthday contribution.
    Member,
    /// A member who has died.
    MemberBequest,
    /// Literature sold near cost.
    LiteratureSale,
    /// Tokens sold near cost.
    TokenSale,
    /// Tickets to an event of the group.
    EventTicket,
    /// Interest, or money that comes back.
    InterestOrRefund,
}

impl Source {
    /// The source an income account stands for; `None` for every other account.
    pub fn of(code: &str) -> Option<Source> {
        Some(match code {
            BASKET | E_PAYMENTS | BIRTHDAY_CONTRIBUTIONS => Source::Member,
            BEQUESTS => Source::MemberBequest,
            "income:literature-sales" => Source::LiteratureSale,
            "income:token-sales" => Source::TokenSale,
            "income:event-tickets" => Source::EventTicket,
            "income:interest-and-refunds" => Source::InterestOrRefund,
            _ => return None,
        })
    }
}

/// One account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its name in the ledger, such as `assets:cash-box`.
    pub code: String,
    /// What it is.
    pub kind: AccountKind,
    /// What the group calls it; `None` means the standard words.
    pub name: Option<String>,
    /// Whether forms still offer it.
    pub in_use: bool,
    /// For a place whose opening balance was counted: the day at whose end it was.
    pub opened_on: Option<NaiveDate>,
    /// For a place: the first day money moved there, opening balances aside.
    pub first_moved_on: Option<NaiveDate>,
}

/// All accounts of the group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart(Vec<Account>);

impl Chart {
    /// A chart of these accounts, in this order.
    pub fn of(accounts: Vec<Account>) -> Self {
        Self(accounts)
    }

    /// Every account.
    pub fn all(&self) -> &[Account] {
        &self.0
    }

    /// The account with this code.
    pub fn get(&self, code: &str) -> Option<&Account> {
        self.0.iter().find(|account| account.code == code)
    }

    /// The place with this code, if forms offer it.
    pub fn place(&self, code: &str) -> Option<&Account> {
        self.places().find(|account| account.code == code)
    }

    /// The places that forms offer.
    pub fn places(&self) -> impl Iterator<Item = &Account> {
        self.0.iter().filter(|account| account.kind.is_place() && account.in_use)
    }

    /// The income or expense accounts that forms offer.
    pub fn categories(&self, kind: AccountKind) -> impl Iterator<Item = &Account> {
        self.0.iter().filter(move |account| account.kind == kind && account.in_use)
    }

    /// The code for another place of this kind: `assets:bank`, then `assets:bank-2`. It is made from the kind and never from the
    /// name, because a name may hold a person's and a code can never be erased. `None` for a kind that is no place.
    pub fn next_place_code(&self, kind: AccountKind) -> Option<String> {
        let base = match kind {
            AccountKind::Cash => CASH_BOX,
            AccountKind::Bank => "assets:bank",
            AccountKind::App => "assets:app",
            _ => return None,
        };
        let candidates = std::iter::once(base.to_owned()).chain((2..).map(|number: u32| format!("{base}-{number}")));
        candidates.into_iter().find(|code| self.get(code).is_none())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The standard chart with a bank account and a payment app, nothing moved yet.
    pub(crate) fn chart() -> Chart {
        let account = |(code, kind): (&str, AccountKind)| Account {
            code: code.to_owned(),
            kind,
            name: None,
            in_use: true,
            opened_on: None,
            first_moved_on: None,
        };
        let places = [("assets:bank", AccountKind::Bank), ("assets:app", AccountKind::App)];
        Chart::of(STANDARD.into_iter().chain(places).map(account).collect())
    }

    #[test]
    fn t8_every_income_account_has_a_source_and_nothing_else_does() {
        for (code, kind) in STANDARD {
            assert_eq!(Source::of(code).is_some(), kind == AccountKind::Income, "{code}");
        }
    }

    #[test]
    fn t12_every_code_says_its_kind() {
        for (code, kind) in STANDARD {
            assert_eq!(AccountKind::of_code(code), Some(kind), "{code}");
        }
        for kind in [AccountKind::Cash, AccountKind::Bank, AccountKind::App] {
            let code = chart().next_place_code(kind).expect("a place");
            assert_eq!(AccountKind::of_code(&code), Some(kind), "{code}");
        }
        for code in ["assets", "assets:mattress", "assets:bank2", "gifts:outside", ""] {
            assert_eq!(AccountKind::of_code(code), None, "{code}");
        }
    }

    #[test]
    fn a_new_place_gets_a_code_that_says_nothing_of_its_name() {
        let chart = chart();
        assert_eq!(chart.next_place_code(AccountKind::Cash).as_deref(), Some("assets:cash-box-2"));
        assert_eq!(chart.next_place_code(AccountKind::Bank).as_deref(), Some("assets:bank-2"));
        assert_eq!(Chart::default().next_place_code(AccountKind::App).as_deref(), Some("assets:app"));
        assert_eq!(chart.next_place_code(AccountKind::Income), None);
    }

    #[test]
    fn a_place_out_of_use_is_not_offered() {
        let Chart(mut accounts) = chart();
        accounts[0].in_use = false;
        let chart = Chart::of(accounts);
        assert!(chart.place(CASH_BOX).is_none());
        assert!(chart.get(CASH_BOX).is_some());
        assert_eq!(chart.places().count(), 2);
    }
}
