//! What the mail server's answer means for the one mail, by the step it was given at (RFC 5321, RFC 3463; E10).

/// The steps of handing a mail over, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Finding the server, TCP, and TLS where it comes first.
    Connect,
    /// Its banner, and EHLO.
    Greeting,
    /// STARTTLS, the certificate, and EHLO again.
    StartTls,
    /// User name and password.
    Auth,
    /// MAIL: the same for every mail of ours.
    Sender,
    /// RCPT.
    Recipient,
    /// DATA, before its 354.
    Data,
    /// The message is being written; the final dot is not out.
    Body,
    /// The final dot may be out.
    Dot,
}

impl Phase {
    /// All steps.
    pub const ALL: [Phase; 9] = [
        Phase::Connect,
        Phase::Greeting,
        Phase::StartTls,
        Phase::Auth,
        Phase::Sender,
        Phase::Recipient,
        Phase::Data,
        Phase::Body,
        Phase::Dot,
    ];

    /// The name it is stored and logged under.
    pub fn name(self) -> &'static str {
        match self {
            Phase::Connect => "connect",
            Phase::Greeting => "greeting",
            Phase::StartTls => "starttls",
            Phase::Auth => "auth",
            Phase::Sender => "sender",
            Phase::Recipient => "recipient",
            Phase::Data => "data",
            Phase::Body => "body",
            Phase::Dot => "dot",
        }
    }

    /// The step stored under `name`.
    pub fn named(name: &str) -> Option<Phase> {
        Phase::ALL.into_iter().find(|phase| phase.name() == name)
    }
}

/// An answer: `550`, and `5.1.1` where the server says it more precisely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Three digits.
    pub code: u16,
    /// RFC 3463: class, subject, detail.
    pub enhanced: Option<(u16, u16, u16)>,
}

impl Answer {
    /// An answer from its code and the text behind it.
    pub fn read(code: u16, text: &str) -> Self {
        Self { code, enhanced: text.split_whitespace().next().and_then(enhanced).filter(|(class, ..)| *class == code / 100) }
    }

    fn is(self, subject: u16, details: &[u16]) -> bool {
        self.enhanced.is_some_and(|(_, s, detail)| s == subject && (details.is_empty() || details.contains(&detail)))
    }
}

fn enhanced(word: &str) -> Option<(u16, u16, u16)> {
    let mut parts = word.split('.').map(|part| part.parse::<u16>().ok());
    match (parts.next()??, parts.next()??, parts.next()??, parts.next()) {
        (class @ (2 | 4 | 5), subject, detail, None) => Some((class, subject, detail)),
        _ => None,
    }
}

/// What follows for the mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is sent.
    Sent,
    /// This mail is put off; the others go on.
    Later,
    /// This mail is refused for good.
    Refused(Cause),
    /// Nothing is wrong with the mail: all mail waits, and no try is counted.
    Pause,
    /// Nobody can know. It is not sent again by itself.
    Unknown,
}

/// Why a mail is refused for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Her address does not exist any more (5.1.x, 5.2.1).
    Address,
    /// The server wants no such mail from us (5.7.x). That says nothing about her.
    Policy,
    /// Anything else.
    Other,
}

/// The verdict for `answer` (`None`: no answer, or none that can be read) at `phase`.
///
/// A refusal before the recipient is about us, not about her: her mail must not be lost over a wrong password or a sender the
/// provider does not like. A full mailbox (552, 5.2.2) empties again.
pub fn verdict(phase: Phase, answer: Option<Answer>) -> Verdict {
    match phase {
        Phase::Connect | Phase::Greeting | Phase::StartTls | Phase::Auth | Phase::Sender => Verdict::Pause,
        Phase::Body => Verdict::Later,
        Phase::Recipient | Phase::Data => answer.and_then(|answer| denied(phase, answer)).unwrap_or(Verdict::Later),
        // An answer that is neither yes nor no tells as little as none.
        Phase::Dot => match answer {
            Some(Answer { code: 200..=299, .. }) => Verdict::Sent,
            Some(answer) => denied(phase, answer).unwrap_or(Verdict::Unknown),
            None => Verdict::Unknown,
        },
    }
}

fn denied(phase: Phase, answer: Answer) -> Option<Verdict> {
    let full = answer.is(2, &[2]) || (answer.code == 552 && answer.enhanced.is_none() && phase == Phase::Recipient);
    match answer.code {
        400..=499 => Some(Verdict::Later),
        500..=599 if full => Some(Verdict::Later),
        500..=599 => Some(Verdict::Refused(cause(answer))),
        _ => None,
    }
}

fn cause(answer: Answer) -> Cause {
    if answer.is(1, &[]) || answer.is(2, &[1]) {
        Cause::Address
    } else if answer.is(7, &[]) {
        Cause::Policy
    } else {
        Cause::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(phase: Phase, words: &str) -> Verdict {
        let answer = words.split_once(' ').unwrap_or((words, ""));
        verdict(phase, answer.0.parse().ok().map(|code| Answer::read(code, answer.1)))
    }

    #[test]
    fn each_answer_at_each_step_has_its_verdict() {
        let refused = Verdict::Refused;
        let table = [
            (Phase::Connect, "", Verdict::Pause),
            (Phase::Greeting, "421 4.3.2 closing", Verdict::Pause),
            (Phase::Greeting, "554 no service", Verdict::Pause),
            (Phase::StartTls, "454 4.7.0 no TLS today", Verdict::Pause),
            (Phase::StartTls, "", Verdict::Pause),
            (Phase::Auth, "535 5.7.8 wrong", Verdict::Pause),
            (Phase::Auth, "454 4.7.0 later", Verdict::Pause),
            (Phase::Sender, "451 busy", Verdict::Pause),
            (Phase::Sender, "550 5.7.1 not from you", Verdict::Pause),
            (Phase::Sender, "", Verdict::Pause),
            (Phase::Recipient, "450 4.2.0 greylisted", Verdict::Later),
            (Phase::Recipient, "421 closing", Verdict::Later),
            (Phase::Recipient, "550 5.1.1 nobody here", refused(Cause::Address)),
            (Phase::Recipient, "550 5.2.1 closed", refused(Cause::Address)),
            (Phase::Recipient, "552 5.2.2 full", Verdict::Later),
            (Phase::Recipient, "552 full", Verdict::Later),
            (Phase::Recipient, "554 5.7.1 not from you", refused(Cause::Policy)),
            (Phase::Recipient, "550 nobody here", refused(Cause::Other)),
            (Phase::Recipient, "354 what", Verdict::Later),
            (Phase::Recipient, "", Verdict::Later),
            (Phase::Data, "451 4.3.0 later", Verdict::Later),
            (Phase::Data, "554 5.5.1 no", refused(Cause::Other)),
            (Phase::Data, "250 what", Verdict::Later),
            (Phase::Data, "", Verdict::Later),
            (Phase::Body, "", Verdict::Later),
            (Phase::Body, "550 no", Verdict::Later),
            (Phase::Dot, "250 2.0.0 taken", Verdict::Sent),
            (Phase::Dot, "451 4.7.1 later", Verdict::Later),
            (Phase::Dot, "421 closing", Verdict::Later),
            (Phase::Dot, "554 5.7.1 spam", refused(Cause::Policy)),
            (Phase::Dot, "552 5.3.4 too big", refused(Cause::Other)),
            (Phase::Dot, "552 5.2.2 full", Verdict::Later),
            (Phase::Dot, "354 what", Verdict::Unknown),
            (Phase::Dot, "", Verdict::Unknown),
        ];
        for (phase, words, expected) in table {
            assert_eq!(given(phase, words), expected, "{phase:?} {words:?}");
        }
    }

    #[test]
    fn only_after_the_dot_can_a_mail_be_unknown_or_sent() {
        for phase in Phase::ALL {
            for answer in std::iter::once(None).chain((0..1000).map(|code| Some(Answer::read(code, "")))) {
                let settled = matches!(verdict(phase, answer), Verdict::Unknown | Verdict::Sent);
                assert!(!settled || phase == Phase::Dot, "{phase:?} {answer:?}");
            }
            assert_eq!(Phase::named(phase.name()), Some(phase));
        }
    }

    #[test]
    fn the_precise_code_is_read_only_where_it_fits_the_coarse_one() {
        let read = |code, text| Answer::read(code, text).enhanced;
        assert_eq!(read(550, "5.1.1 <x>: no such user"), Some((5, 1, 1)));
        assert_eq!(read(250, "4.1.1 odd"), None);
        assert_eq!(read(550, "5.1.1.1 odd"), None);
        assert_eq!(read(550, "5.1 odd"), None);
        assert_eq!(read(550, "no such user"), None);
        assert_eq!(read(550, ""), None);
    }
}
