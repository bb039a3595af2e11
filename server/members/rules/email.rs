//! An e-mail address that a mail server will take and that cannot carry anything else (E12, E16).

use super::Refusal;

/// An address as she writes it. Two spellings that reach one mailbox have one [`Email::normalised`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Reads what somebody typed. An empty field is [`Refusal::EmailForm`]; ask for emptiness before.
    ///
    /// Quoted local parts, comments and addresses outside ASCII are legal on paper and refused here: nobody has one by choice,
    /// and many servers on the way do not take them.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let typed = typed.trim();
        match typed.split_once('@') {
            // RFC 5321, 4.5.3.1: 64 octets before the @, 254 in all.
            Some((local, domain)) if typed.len() <= 254 && is_local(local) && is_domain(domain) => Ok(Self(typed.to_owned())),
            _ => Err(Refusal::EmailForm),
        }
    }

    /// The address as it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which an address is looked up and suppressed: lower case, nothing stripped (E12).
    pub fn normalised(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// Enough to see that an address is there and to tell two apart, not enough to write to: `d•••@e•••.org`.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or((&self.0, ""));
        let (host, top) = domain.rsplit_once('.').unwrap_or((domain, ""));
        let first = |part: &str| part.chars().next().map(String::from).unwrap_or_default();
        format!("{}•••@{}•••.{top}", first(local), first(host))
    }
}

/// The form under which any typed address is looked up, well-formed or not.
pub fn normalised(typed: &str) -> String {
    typed.trim().to_ascii_lowercase()
}

fn is_local(local: &str) -> bool {
    // A leading hyphen is legal and could be read as an option by a program that the address is handed to.
    (1..=64).contains(&local.len())
        && !local.starts_with('-')
        && local.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(is_atext))
}

fn is_atext(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

fn is_domain(domain: &str) -> bool {
    let mut labels = domain.rsplit('.');
    let top = labels.next().unwrap_or_default();
    let rest: Vec<&str> = labels.collect();
    is_label(top)
        && top.bytes().any(|byte| byte.is_ascii_alphabetic())
        && !rest.is_empty()
        && rest.iter().all(|label| is_label(label))
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_addresses_are_taken() {
        for typed in ["dana@example.org", " dana@example.org ", "d.r+hg@mail.example.co.uk", "o'neil_x@example.org", "a@b.museum"]
        {
            assert_eq!(Email::parse(typed).map(|email| email.as_str().to_owned()).as_deref(), Ok(typed.trim()));
        }
    }

    #[test]
    fn e16_what_could_speak_to_a_mail_server_or_a_shell_is_refused() {
        let long_local = format!("{}@example.org", "a".repeat(65));
        let long = format!("{}@{}.org", "a".repeat(64), vec!["b".repeat(60); 4].join("."));
        for typed in [
            "",
            "@",
            "dana",
            "dana@",
            "@example.org",
            "dana@example",
            "dana@@example.org",
            "da@na@example.org",
            "-f@example.org",
            "dana@-x.org",
            "dana@x-.org",
            "dana@example..org",
            "dana@.org",
            ".dana@example.org",
            "dana.@example.org",
            "da..na@example.org",
            "dana@127.0.0.1",
            "dana@[127.0.0.1]",
            "da na@example.org",
            "\"da na\"@example.org",
            "dana@example.org\r\nBcc: x@example.org",
            "dana\u{0}@example.org",
            "dana@example.org,x@example.org",
            "Dana <dana@example.org>",
            "dána@example.org",
            "dana@exämple.org",
            &long_local,
            &long,
        ] {
            assert_eq!(Email::parse(typed), Err(Refusal::EmailForm), "{typed:?}");
        }
    }

    #[test]
    fn e12_an_address_is_looked_up_in_lower_case_with_its_tag() {
        let email = Email::parse("Dana+Home@Example.ORG").expect("an address");
        assert_eq!(email.normalised(), "dana+home@example.org");
        assert_eq!(normalised(" Dana+Home@Example.ORG\n"), email.normalised());
        assert_eq!(email.as_str(), "Dana+Home@Example.ORG", "and written to as she writes it");
    }

    #[test]
    fn p8_a_masked_address_cannot_be_written_to() {
        assert_eq!(Email::parse("dana@mail.example.org").expect("an address").masked(), "d•••@m•••.org");
    }
}
