//! What of a mail is sealed: its words, and what must still hold when it leaves.

use chrono::{DateTime, Utc};
use homegroup_plugin::{Rendered, Result};
use serde::{Deserialize, Serialize};

use crate::seal::{Seal, Seat};

/// Everything that would tell whose mail it is and what it is about.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Contents {
    /// The mail in words.
    pub mail: Rendered,
    /// Where to, if not to the member's present address.
    pub address: Option<String>,
    /// What she must still agree to; none for security mail.
    pub purpose: Option<String>,
    /// The version her clean date must still have, for a mail about it.
    pub clean_date_version: Option<String>,
    /// After this instant it comes too late to be any good, and is withdrawn instead of sent.
    pub useful_until: Option<DateTime<Utc>>,
}

impl Contents {
    /// Seals it for its row.
    pub fn seal(&self, seal: &Seal, id: &str) -> Result<Vec<u8>> {
        Ok(seal.seal(seat(id), &serde_json::to_vec(self)?)?)
    }

    /// Whether it would come too late at `now`.
    pub fn is_too_late(&self, now: DateTime<Utc>) -> bool {
        self.useful_until.is_some_and(|until| until < now)
    }

    /// Opens what [`Contents::seal`] made.
    pub fn open(seal: &Seal, id: &str, sealed: &[u8]) -> Result<Self> {
        Ok(serde_json::from_slice(&seal.open(seat(id), sealed)?)?)
    }
}

fn seat(id: &str) -> Seat<'_> {
    Seat { table: "outgoing_mails", column: "content", row: id }
}
