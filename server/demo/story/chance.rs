//! Small differences from week to week that look like life and are the same at every start: whoever reads about the demo
//! finds in it what she read.

/// A generator of numbers that a seed fixes for ever (SplitMix64). Nothing secret may ever come from it.
pub struct Chance(u64);

impl Chance {
    /// The sequence that belongs to `seed`.
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.abs_diff(low) + 1;
        // So short a span leaves no bias that anybody could see.
        low.saturating_add_unsigned(self.next() % span)
    }

    /// One of `all`.
    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[(self.next() % all.len() as u64) as usize]
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_tells_the_same_story_every_time_and_both_ends_are_reached() {
        let draw = |seed| {
            let mut chance = Chance::seeded(seed);
            (0..200).map(|_| chance.between(-2, 3)).collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        assert!((-2..=3).all(|number| draw(7).contains(&number)));
    }
}
