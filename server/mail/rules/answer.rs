//! What the mail server's answer means for the one mail, by the step it was given at.

/// The steps of handing a mail over, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// TCP, TLS and the banner.
    Connect,
    /// EHLO and STARTTLS.
    Hello,
    /// User name and password.
    Auth,
    /// Sender, recipient, DATA: the envelope.
    Sender,
    /// RCPT.
    Recipient,
    /// DATA, before its 354.
    Data,
    /// The message itself is being written; the final dot is not out.
    Body,
    /// The final dot may be out.
    Dot,
}

/// What follows for the mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is sent.
    Sent,
    /// This mail is put off; the others go on.
    Later,
    /// This mail is refused for good.
    Refused,
    /// Nothing is wrong with the mail: all mail waits, and no try is counted.
    Pause,
    /// Nobody can know. It is not sent again by itself.
    Unknown,
}

/// The verdict for `code` (`None`: no answer, or none that can be read) at `phase`.
///
/// A 5xx before the recipient is about us, not about her: her mail must not be lost over a wrong password or a sender the
/// provider does not like.
pub fn verdict(phase: Phase, code: Option<u16>) -> Verdict {
    match (phase, code) {
        (Phase::Dot, Some(200..=299)) => Verdict::Sent,
        (Phase::Dot, None) => Verdict::Unknown,
        // 421 says that the server is closing, not that this mail is bad.
        (Phase::Recipient | Phase::Data | Phase::Dot, Some(500..=599)) => Verdict::Refused,
        (Phase::Recipient | Phase::Data | Phase::Dot, Some(400..=499)) => Verdict::Later,
        // An answer that is neither after the dot: it did not say yes, and it did not say no.
        (Phase::Dot, Some(_)) => Verdict::Unknown,
        (Phase::Recipient | Phase::Data | Phase::Body, _) => Verdict::Later,
        (Phase::Connect | Phase::Hello | Phase::Auth | Phase::Sender, _) => Verdict::Pause,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_answer_at_each_step_has_its_verdict() {
        let table = [
            (Phase::Connect, None, Verdict::Pause),
            (Phase::Connect, Some(421), Verdict::Pause),
            (Phase::Connect, Some(554), Verdict::Pause),
            (Phase::Hello, Some(502), Verdict::Pause),
            (Phase::Auth, Some(535), Verdict::Pause),
            (Phase::Sender, Some(550), Verdict::Pause),
            (Phase::Sender, None, Verdict::Pause),
            (Phase::Recipient, Some(450), Verdict::Later),
            (Phase::Recipient, Some(550), Verdict::Refused),
            (Phase::Recipient, None, Verdict::Later),
            (Phase::Data, Some(451), Verdict::Later),
            (Phase::Data, Some(554), Verdict::Refused),
            (Phase::Data, None, Verdict::Later),
            (Phase::Body, None, Verdict::Later),
            (Phase::Dot, Some(250), Verdict::Sent),
            (Phase::Dot, Some(451), Verdict::Later),
            (Phase::Dot, Some(554), Verdict::Refused),
            (Phase::Dot, Some(354), Verdict::Unknown),
            (Phase::Dot, None, Verdict::Unknown),
        ];
        for (phase, code, expected) in table {
            assert_eq!(verdict(phase, code), expected, "{phase:?} {code:?}");
        }
    }

    #[test]
    fn only_after_the_dot_can_a_mail_be_unknown_or_sent() {
        for phase in [Phase::Connect, Phase::Hello, Phase::Auth, Phase::Sender, Phase::Recipient, Phase::Data, Phase::Body] {
            for code in std::iter::once(None).chain((100..1000).map(Some)) {
                assert!(!matches!(verdict(phase, code), Verdict::Unknown | Verdict::Sent), "{phase:?} {code:?}");
            }
        }
    }
}
