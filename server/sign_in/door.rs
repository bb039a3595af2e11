//! Counts who knocks: tries to sign in from one network address. By the name that is tried they are counted in the database
//! (`store/attempts.rs`); addresses are kept in memory only, for no address of a member is ever stored.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::Clock as _;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use homegroup_plugin::{Error, Result};

/// Tries at once from one address: a hall of phones behind one router signs in at the beginning of a meeting.
const AT_ONCE: NonZeroU32 = NonZeroU32::new(20).expect("not zero");
/// After that, one each half minute.
const ONE_EACH: Duration = Duration::from_secs(30);
/// So many addresses are remembered before those that have been quiet are forgotten.
const REMEMBERED: usize = 10_000;

/// The door of the house.
pub struct Door {
    by_address: DefaultKeyedRateLimiter<IpAddr>,
}

impl Door {
    /// Nobody has knocked yet.
    pub fn new() -> Self {
        let quota = Quota::with_period(ONE_EACH).expect("half a minute is not zero").allow_burst(AT_ONCE);
        Self { by_address: RateLimiter::keyed(quota) }
    }

    /// Lets a try pass, or says how long to wait. `address` is the one the request really came from.
    pub fn knock(&self, address: Option<IpAddr>) -> Result<()> {
        let Some(address) = address.map(network) else { return Ok(()) };
        if self.by_address.len() > REMEMBERED {
            self.by_address.retain_recent();
        }
        match self.by_address.check_key(&address) {
            Ok(()) => Ok(()),
            Err(refused) => {
                let wait = refused.wait_time_from(governor::clock::DefaultClock::default().now());
                Err(Error::TooMany(wait.as_secs().max(1)))
            }
        }
    }
}

impl Default for Door {
    fn default() -> Self {
        Self::new()
    }
}

/// A household has a whole /64 of the sixth protocol; it counts as one.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.into(),
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knocks(door: &Door, address: &str) -> bool {
        door.knock(Some(address.parse().expect("an address"))).is_ok()
    }

    #[test]
    fn the_twenty_first_try_from_one_address_waits_and_another_address_does_not() {
        let door = Door::new();
        assert!((0..20).all(|_| knocks(&door, "192.0.2.1")));
        let refused = door.knock(Some("192.0.2.1".parse().expect("an address")));
        assert!(matches!(refused, Err(Error::TooMany(1..=30))), "{refused:?}");
        assert!(!knocks(&door, "::ffff:192.0.2.1"), "the same address in another spelling");
        assert!(knocks(&door, "192.0.2.2"));
    }

    #[test]
    fn a_household_of_the_sixth_protocol_counts_as_one() {
        let door = Door::new();
        assert!((0..20).all(|host| knocks(&door, &format!("2001:db8:1:2::{host:x}"))));
        assert!(!knocks(&door, "2001:db8:1:2:ffff::1"));
        assert!(knocks(&door, "2001:db8:1:3::1"));
    }
}
