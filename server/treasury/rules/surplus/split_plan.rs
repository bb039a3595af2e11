//! The group's plan for a surplus: which service body gets which part of it (T15).

use uuid::Uuid;

use super::adopted::{self, Adopted, KnownDecision};
use super::refusal::SurplusRefusal;
use super::service_body::ServiceBody;
use super::split::{Part, Split, WHOLE, split};
use crate::treasury::rules::books::Books;
use crate::treasury::rules::money::Money;
use crate::treasury::rules::refusal::{Reason, Refusal, Refusals};

/// A plan whose parts make a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitPlan {
    lines: Vec<PlanLine>,
    round_to: Money,
}

/// One line of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanLine {
    /// Who gets it.
    pub service_body: Uuid,
    /// Its part, in hundredths of a percent.
    pub basis_points: u32,
    /// A share below this stays in the treasury.
    pub minimum: Money,
}

impl SplitPlan {
    /// A plan of these lines, if their parts make a whole and shares are rounded to something.
    pub fn of(lines: Vec<PlanLine>, round_to: Money) -> Option<Self> {
        let whole = lines.iter().try_fold(0_u32, |sum, line| sum.checked_add(line.basis_points))?;
        let sound = whole == WHOLE && round_to > Money::ZERO && lines.iter().all(|line| line.minimum >= Money::ZERO);
        sound.then_some(Self { lines, round_to })
    }

    /// Its lines, in the order in which the group wrote them.
    pub fn lines(&self) -> &[PlanLine] {
        &self.lines
    }

    /// Shares are rounded down to a multiple of this.
    pub fn round_to(&self) -> Money {
        self.round_to
    }

    /// The shares of a surplus; `None` where a sum does not fit.
    pub fn split(&self, surplus: Money) -> Option<Split> {
        let part = |line: &PlanLine| Part { basis_points: line.basis_points, minimum: line.minimum };
        split(surplus, &self.lines.iter().map(part).collect::<Vec<_>>(), self.round_to)
    }
}

/// The form as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Raw<'a> {
    /// Id of the service body, percentage, minimum; a line with neither body nor percentage is empty.
    pub lines: Vec<(&'a str, &'a str, &'a str)>,
    /// What shares are rounded down to; empty for the smallest unit.
    pub round_to: &'a str,
    /// From which day on.
    pub effective_on: &'a str,
    /// What the group decided it by.
    pub rests_on: adopted::Raw<'a>,
}

/// Reads a new plan.
pub fn parse(
    raw: &Raw<'_>,
    bodies: &[ServiceBody],
    known: &[KnownDecision],
    books: &Books,
) -> Result<Adopted<SplitPlan>, Vec<Refusal>> {
    let mut refusals = Refusals::default();
    let mut lines: Vec<PlanLine> = Vec::new();
    let filled = |(_, (body, percent, _)): &(usize, &(&str, &str, &str))| !(body.trim().is_empty() && percent.trim().is_empty());
    let mut read_all = true;
    for (at, (body, percent, minimum)) in raw.lines.iter().enumerate().filter(filled) {
        let field = |name: &str| format!("lines[{at}].{name}");
        let body = refusals.take(field("body"), service_body(body, bodies, &lines));
        let basis_points = refusals.take(field("percent"), basis_points(percent));
        let minimum = refusals.take(field("minimum"), books.positive_or_empty(minimum));
        match (body, basis_points, minimum) {
            (Some(service_body), Some(basis_points), Some(minimum)) => {
                lines.push(PlanLine { service_body, basis_points, minimum: minimum.unwrap_or_default() });
            }
            _ => read_all = false,
        }
    }
    let whole = lines.iter().fold(0_u32, |sum, line| sum.saturating_add(line.basis_points));
    if read_all && whole != WHOLE {
        let last = raw.lines.iter().enumerate().rfind(filled).map_or(0, |(at, _)| at);
        refusals.add(format!("lines[{last}].percent"), Reason::Surplus(SurplusRefusal::NotWhole(whole)));
    }
    let round_to = refusals.take("round_to", books.positive_or_empty(raw.round_to));
    let rests_on = adopted::rests_on(raw.rests_on, known, books, &mut refusals);
    let effective_on = adopted::effective_on(raw.effective_on, rests_on.map(|(_, day)| day), &mut refusals);
    let whole = (|| {
        let what = SplitPlan::of(lines, round_to?.unwrap_or(Money::of_minor(1)))?;
        Some(Adopted { what, effective_on: effective_on?, rests_on: rests_on?.0 })
    })();
    refusals.finish(whole)
}

fn service_body(typed: &str, bodies: &[ServiceBody], before: &[PlanLine]) -> Result<Uuid, Reason> {
    let body = bodies.iter().find(|body| body.in_use && body.id.to_string() == typed);
    let id = body.ok_or(Reason::Surplus(SurplusRefusal::ServiceBodyUnknown))?.id;
    if before.iter().any(|line| line.service_body == id) {
        return Err(Reason::Surplus(SurplusRefusal::ServiceBodyTwice));
    }
    Ok(id)
}

/// `50`, `33.33`, `33,5 %`: a percentage above zero, in hundredths of a percent.
fn basis_points(typed: &str) -> Result<u32, Reason> {
    let refused = || Reason::Surplus(SurplusRefusal::Percent);
    let typed = typed.trim().trim_end_matches('%').trim_end();
    let (whole, behind) = typed.split_once(['.', ',']).unwrap_or((typed, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || behind.len() > 2 || !digits(whole) || !digits(behind) {
        return Err(refused());
    }
    let points: u32 = format!("{whole}{behind:0<2}").parse().map_err(|_| refused())?;
    if (1..=WHOLE).contains(&points) { Ok(points) } else { Err(refused()) }
}

/// A part as people write it: `50`, `33.33`.
pub fn percent(basis_points: u32) -> String {
    let (whole, behind) = (basis_points / 100, basis_points % 100);
    match behind {
        0 => whole.to_string(),
        _ => format!("{whole}.{behind:02}").trim_end_matches('0').to_owned(),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::adopted::tests::register;
    use super::super::service_body::tests::body;
    use super::*;
    use crate::treasury::rules::books::tests::books;

    /// Fifty, twenty-five, fifteen, ten.
    pub(crate) fn w4(round_to: i64) -> SplitPlan {
        let line =
            |(basis_points, at): (u32, u128)| PlanLine { service_body: Uuid::from_u128(at), basis_points, minimum: Money::ZERO };
        let lines = [5000, 2500, 1500, 1000].into_iter().zip(1..).map(line).collect();
        SplitPlan::of(lines, Money::of_minor(round_to)).expect("makes a whole")
    }

    fn reasons(lines: Vec<(&str, &str, &str)>) -> Vec<(String, Reason)> {
        let bodies = [body(1, "Intergroup", "42"), body(2, "District", "7")];
        let rests_on = adopted::Raw { decision: "4", meeting: "" };
        let raw = Raw { lines, round_to: "", effective_on: "2026-04-16", rests_on };
        let refusals = parse(&raw, &bodies, &register(), &books()).err().unwrap_or_default();
        refusals.into_iter().map(|refusal| (refusal.field, refusal.reason)).collect()
    }

    #[test]
    fn t15_a_plan_is_lines_of_service_bodies_that_make_a_whole() {
        let (one, two) = (Uuid::from_u128(1).to_string(), Uuid::from_u128(2).to_string());
        assert_eq!(reasons(vec![(&one, "60", ""), ("", "", ""), (&two, "40 %", "10.00")]), []);
        let surplus = |field: &str, reason| (field.to_owned(), Reason::Surplus(reason));
        assert_eq!(
            reasons(vec![(&one, "60", ""), (&two, "39.99", "")]),
            [surplus("lines[1].percent", SurplusRefusal::NotWhole(99_99))]
        );
        assert_eq!(reasons(Vec::new()), [surplus("lines[0].percent", SurplusRefusal::NotWhole(0))]);
        assert_eq!(
            reasons(vec![(&one, "50", ""), (&one, "50", "")]),
            [surplus("lines[1].body", SurplusRefusal::ServiceBodyTwice)]
        );
        assert_eq!(
            reasons(vec![("", "50", ""), (&two, "half", "")]),
            [surplus("lines[0].body", SurplusRefusal::ServiceBodyUnknown), surplus("lines[1].percent", SurplusRefusal::Percent)]
        );
    }

    #[test]
    fn t15_a_percentage_is_read_and_said_in_hundredths() {
        for (typed, points, said) in
            [("50", 5000, "50"), ("33.33", 3333, "33.33"), ("12,5%", 1250, "12.5"), ("100", WHOLE, "100")]
        {
            assert_eq!(basis_points(typed), Ok(points), "{typed}");
            assert_eq!(percent(points), said);
        }
        for typed in ["", "0", "100.01", "33.333", "-5", "1e2", "½", "5.-1"] {
            assert_eq!(basis_points(typed), Err(Reason::Surplus(SurplusRefusal::Percent)), "{typed}");
        }
    }

    #[test]
    fn t15_a_plan_that_makes_no_whole_cannot_exist() {
        let line = PlanLine { service_body: Uuid::from_u128(1), basis_points: 9_999, minimum: Money::ZERO };
        assert_eq!(SplitPlan::of(vec![line.clone()], Money::of_minor(1)), None);
        let whole = PlanLine { basis_points: WHOLE, ..line };
        assert_eq!(SplitPlan::of(vec![whole.clone()], Money::ZERO), None);
        assert!(SplitPlan::of(vec![whole], Money::of_minor(1)).is_some());
    }
}
