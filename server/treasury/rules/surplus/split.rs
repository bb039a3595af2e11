//! Splitting a surplus by a plan (T15, W4): whole minor units, largest remainder, ties to the earlier line.

use crate::treasury::rules::money::Money;

/// A whole, in basis points.
pub const WHOLE: u32 = 10_000;

/// One part of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// In hundredths of a percent.
    pub basis_points: u32,
    /// A share below this is not worth sending: it stays.
    pub minimum: Money,
}

/// What one line gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The sum that goes out; zero where all of it stays.
    pub amount: Money,
    /// What rounding or the minimum kept of it.
    pub kept: Money,
    /// Whether it was the minimum.
    pub below_minimum: bool,
}

/// A surplus in its shares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// One for each part, in their order.
    pub shares: Vec<Share>,
    /// What stays in the treasury.
    pub kept: Money,
}

/// Splits `surplus` into shares. Each is rounded down to a multiple of `round_to`; what falls below its minimum stays altogether.
/// `None` if the parts make no whole, if the surplus is negative, or if a sum does not fit.
pub fn split(surplus: Money, parts: &[Part], round_to: Money) -> Option<Split> {
    let whole = parts.iter().try_fold(0_u32, |sum, part| sum.checked_add(part.basis_points))?;
    if whole != WHOLE || surplus < Money::ZERO || round_to <= Money::ZERO {
        return None;
    }
    let exact = by_largest_remainder(surplus, parts)?;
    let shares: Vec<Share> = parts.iter().zip(exact).map(|(part, exact)| share(part, exact, round_to)).collect();
    let kept = Money::sum(shares.iter().map(|share| share.kept))?;
    Some(Split { shares, kept })
}

/// Every minor unit finds its line: the floors first, then one each to the largest remainders, the earlier line first where two are
/// equal.
fn by_largest_remainder(surplus: Money, parts: &[Part]) -> Option<Vec<i64>> {
    let products: Vec<i64> =
        parts.iter().map(|part| surplus.minor().checked_mul(i64::from(part.basis_points))).collect::<Option<_>>()?;
    let mut exact: Vec<i64> = products.iter().map(|product| product / i64::from(WHOLE)).collect();
    let left = surplus.minor() - exact.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    // The sort is stable, so that the earlier line stays before the later one.
    order.sort_by_key(|at| std::cmp::Reverse(products[*at] % i64::from(WHOLE)));
    for at in order.into_iter().take(usize::try_from(left).ok()?) {
        exact[at] += 1;
    }
    Some(exact)
}

fn share(part: &Part, exact: i64, round_to: Money) -> Share {
    let rounded = Money::of_minor(exact - exact % round_to.minor());
    let below_minimum = rounded < part.minimum;
    let amount = if below_minimum { Money::ZERO } else { rounded };
    Share { amount, kept: Money::of_minor(exact - amount.minor()), below_minimum }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CENT: Money = Money::of_minor(1);

    fn parts(basis_points: &[u32]) -> Vec<Part> {
        basis_points.iter().map(|basis_points| Part { basis_points: *basis_points, minimum: Money::ZERO }).collect()
    }

    fn amounts(split: &Split) -> Vec<i64> {
        split.shares.iter().map(|share| share.amount.minor()).collect()
    }

    #[test]
    fn t15_w4_every_vector_comes_out_to_the_cent() {
        let four: &[u32] = &[5000, 2500, 1500, 1000];
        let cases: [(i64, &[u32], &[i64]); 6] = [
            (313_70, four, &[156_85, 78_43, 47_05, 31_37]),
            (187_43, four, &[93_72, 46_86, 28_11, 18_74]),
            (10_01, &[5000, 5000], &[5_01, 5_00]),
            (7, four, &[3, 2, 1, 1]),
            (750_00, &[4000, 3000, 3000], &[300_00, 225_00, 225_00]),
            (0, four, &[0, 0, 0, 0]),
        ];
        for (surplus, plan, expected) in cases {
            let split = split(Money::of_minor(surplus), &parts(plan), CENT).expect("fits");
            assert_eq!((amounts(&split), split.kept), (expected.to_vec(), Money::ZERO), "{surplus}");
        }
    }

    #[test]
    fn t15_parts_that_make_no_whole_and_sums_that_do_not_fit_are_no_split() {
        for wrong in [&[5000, 4999][..], &[5000, 5001], &[], &[u32::MAX, u32::MAX]] {
            assert_eq!(split(Money::of_minor(100), &parts(wrong), CENT), None, "{wrong:?}");
        }
        assert_eq!(split(Money::of_minor(-1), &parts(&[WHOLE]), CENT), None);
        assert_eq!(split(Money::of_minor(i64::MAX), &parts(&[WHOLE]), CENT), None);
        assert_eq!(split(Money::of_minor(100), &parts(&[WHOLE]), Money::ZERO), None);
    }

    #[test]
    fn t15_rounding_and_minimums_keep_the_rest_in_the_treasury() {
        let mut plan = parts(&[5000, 2500, 1500, 1000]);
        plan[3].minimum = Money::of_minor(40_00);
        let split = split(Money::of_minor(313_70), &plan, Money::of_minor(5_00)).expect("fits");
        assert_eq!(amounts(&split), [155_00, 75_00, 45_00, 0]);
        assert_eq!(split.kept, Money::of_minor(38_70));
        assert_eq!(split.shares.iter().map(|share| share.below_minimum).collect::<Vec<_>>(), [false, false, false, true]);
        assert_eq!(split.shares[0].kept, Money::of_minor(1_85));
    }

    fn plans() -> impl Strategy<Value = Vec<Part>> {
        prop::collection::vec((0_u32..=WHOLE, 0_i64..20_000), 1..8).prop_map(|drawn| {
            let mut cuts: Vec<u32> = drawn[1..].iter().map(|(cut, _)| *cut).collect();
            cuts.sort_unstable();
            let ends = cuts.iter().copied().chain([WHOLE]);
            let starts = std::iter::once(0).chain(cuts.iter().copied());
            let widths = starts.zip(ends).map(|(start, end)| end - start);
            let part =
                |(basis_points, (_, minimum)): (u32, &(u32, i64))| Part { basis_points, minimum: Money::of_minor(*minimum) };
            widths.zip(&drawn).map(part).collect()
        })
    }

    proptest! {
        #[test]
        fn t15_shares_and_what_is_kept_make_the_surplus_and_no_share_is_negative(
            surplus in 0_i64..100_000_000_000, plan in plans(), round_to in 1_i64..10_000,
        ) {
            let split = split(Money::of_minor(surplus), &plan, Money::of_minor(round_to)).expect("fits");
            let given: i64 = amounts(&split).iter().sum();
            prop_assert_eq!(given + split.kept.minor(), surplus);
            for (share, part) in split.shares.iter().zip(&plan) {
                prop_assert!(share.amount >= Money::ZERO && share.kept >= Money::ZERO);
                prop_assert_eq!(share.amount.minor() % round_to, 0);
                prop_assert!(share.amount == Money::ZERO || share.amount >= part.minimum);
            }
        }

        #[test]
        fn t15_a_share_is_its_exact_part_to_the_cent(surplus in 0_i64..100_000_000_000, plan in plans()) {
            let plan: Vec<Part> = plan.into_iter().map(|part| Part { minimum: Money::ZERO, ..part }).collect();
            let split = split(Money::of_minor(surplus), &plan, CENT).expect("fits");
            prop_assert_eq!(split.kept, Money::ZERO);
            for (share, part) in split.shares.iter().zip(&plan) {
                let exact = i128::from(surplus) * i128::from(part.basis_points);
                let off = i128::from(share.amount.minor()) * i128::from(WHOLE) - exact;
                prop_assert!(off.abs() < i128::from(WHOLE), "{} hundredths of a percent of a cent", off);
            }
        }

        #[test]
        fn t15_the_order_of_the_lines_matters_only_where_remainders_tie(
            surplus in 0_i64..100_000_000_000, plan in plans(), turn in 0_usize..8,
        ) {
            let plan: Vec<Part> = plan.into_iter().map(|part| Part { minimum: Money::ZERO, ..part }).collect();
            let mut turned = plan.clone();
            turned.rotate_left(turn % plan.len());
            let one = split(Money::of_minor(surplus), &plan, CENT).expect("fits");
            let mut other = split(Money::of_minor(surplus), &turned, CENT).expect("fits").shares;
            other.rotate_right(turn % plan.len());
            for (at, (one, other)) in one.shares.iter().zip(&other).enumerate() {
                let remainder = |part: &Part| surplus * i64::from(part.basis_points) % i64::from(WHOLE);
                let ties = plan.iter().filter(|part| remainder(part) == remainder(&plan[at])).count() > 1;
                prop_assert!(one == other || ties, "{:?} and {:?}", one, other);
            }
            for (earlier, later) in (0..plan.len()).zip(1..plan.len()) {
                if plan[earlier].basis_points == plan[later].basis_points {
                    prop_assert!(one.shares[earlier].amount >= one.shares[later].amount);
                }
            }
        }
    }
}
