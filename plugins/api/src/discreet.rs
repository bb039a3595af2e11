//! The words that must not show on a lock screen, in a shared inbox, a relay's log or a browser's history (DOMAIN §4, P3).
//!
//! A word counts when it stands alone: between the ends of the text or characters that are neither letters nor digits. So
//! "clean-up", "recovery@..." and "HA_Toledo" are found, "cleaning", "Hannah" and "AAA" are not. Case never matters. When in
//! doubt the check finds too much: a subject that is refused is rewritten in a minute, one that was sent cannot be called back.

/// P3's list, and words so close to it that a glance tells the same.
const WORDS: [&str; 18] = [
    "heroin",
    "HA",
    "anonymous",
    "AA",
    "NA",
    "sober",
    "sobriety",
    "recovery",
    "clean",
    "addict",
    "12-step",
    "addicts",
    "addicted",
    "addiction",
    "12-steps",
    "12step",
    "twelve-step",
    "twelve-steps",
];

/// What a locked phone shows of a mail: so many characters.
const OPENING: usize = 140;

/// The words of `text` that give a person away, as they stand there, each once, in their order. `also` names what else must not
/// show: the group's real name. A name of several words is found whatever stands between them.
///
/// ```
/// # use homegroup_plugin::discreet::offending;
/// assert_eq!(offending("Happy 1 year clean!", &[]), ["clean"]);
/// assert_eq!(offending("See you at the riverside  women’s group", &["Riverside Women's Group"]), ["riverside  women’s group"]);
/// assert!(offending("A note for you", &["Riverside Women's Group"]).is_empty());
/// ```
pub fn offending(text: &str, also: &[&str]) -> Vec<String> {
    let words = words(text);
    let forbidden: Vec<Vec<String>> = WORDS.iter().chain(also).map(|phrase| folded(phrase)).collect();
    let mut found: Vec<String> = Vec::new();
    for (index, (start, _, _)) in words.iter().enumerate() {
        for phrase in &forbidden {
            let Some(here) = words.get(index..index + phrase.len()) else { continue };
            let Some((_, end, _)) = here.last() else { continue };
            let same = here.iter().map(|(_, _, word)| word).eq(phrase);
            let as_typed = &text[*start..*end];
            if same && !found.iter().any(|known| known == as_typed) {
                found.push(as_typed.to_owned());
            }
        }
    }
    found
}

/// The beginning of `text` that a notification may show: 140 characters, a run of white space counting as one (mail programs
/// close it up), and the word begun there to its end, because half a word is easily guessed.
///
/// ```
/// # use homegroup_plugin::discreet::opening;
/// assert_eq!(opening("A note for you"), "A note for you");
/// assert_eq!(opening(&"seven c ".repeat(40)).chars().count(), 141);
/// ```
pub fn opening(text: &str) -> &str {
    let text = text.trim_start();
    let mut counted = 0;
    let mut before = ' ';
    for (index, letter) in text.char_indices() {
        if counted >= OPENING && !(joins(before) && joins(letter)) {
            return text[..index].trim_end();
        }
        if !(letter.is_whitespace() && before.is_whitespace()) {
            counted += 1;
        }
        before = letter;
    }
    text
}

/// The words of `text`: where each begins and ends, and its folded form.
fn words(text: &str) -> Vec<(usize, usize, String)> {
    let mut words = Vec::new();
    let mut start = None;
    let end = std::iter::once((text.len(), ' '));
    for (index, letter) in text.char_indices().chain(end) {
        match (start, joins(letter)) {
            (None, true) => start = Some(index),
            (Some(from), false) => {
                words.push((from, index, text[from..index].to_lowercase()));
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn folded(phrase: &str) -> Vec<String> {
    words(phrase).into_iter().map(|(_, _, word)| word).collect()
}

/// Whether a character belongs to a word. The marks are the accents that some keyboards send after their letter.
fn joins(letter: char) -> bool {
    letter.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p3_examples_pass_and_fail_as_the_domain_says() {
        assert!(offending("A note for you", &["HA Toledo"]).is_empty());
        assert!(offending("Thursday circle <note@tc-mail.example>", &["HA Toledo"]).is_empty());
        assert_eq!(offending("HA Toledo", &[]), ["HA"]);
        assert_eq!(offending("Happy 1 year clean!", &[]), ["clean"]);
    }

    #[test]
    fn p3_every_word_is_found_alone_and_in_any_case() {
        for word in ["heroin", "HA", "anonymous", "AA", "NA", "sober", "sobriety", "recovery", "clean", "addict", "12-step"] {
            for spelt in [word.to_owned(), word.to_lowercase(), word.to_uppercase()] {
                assert_eq!(offending(&spelt, &[]), std::slice::from_ref(&spelt));
                assert_eq!(offending(&format!("a {spelt}, b"), &[]), std::slice::from_ref(&spelt));
            }
        }
    }

    #[test]
    fn p3_a_word_stands_alone_between_anything_but_letters_and_digits() {
        let cases: &[(&str, &[&str])] = &[
            ("Bring soap for the clean-up", &["clean"]),
            ("recovery@example.org", &["recovery"]),
            ("https://aa.example/na/12-step", &["aa", "na", "12-step"]),
            ("HA_Toledo", &["HA"]),
            ("(Clean) and CLEAN and Clean", &["Clean", "CLEAN"]),
            ("a 12 step and a 12\u{2011}step weekend", &["12 step", "12\u{2011}step"]),
            ("Cleaning day with Hannah at the AAA office, Nashville", &[]),
            ("uncleaned discovery sobering haiku", &[]),
            ("haha naan HA2", &[]),
            ("ha\u{301}bil", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(&offending(text, &[]), expected, "{text}");
        }
    }

    #[test]
    fn p3_the_real_name_is_found_as_a_whole_in_any_case_and_script() {
        let also = &["Élan du Jeudi", "Ромашка"];
        assert_eq!(offending("news of ÉLAN DU  JEUDI", also), ["ÉLAN DU  JEUDI"]);
        assert_eq!(offending("от РОМАШКА", also), ["РОМАШКА"]);
        assert!(offending("Jeudi, un élan", also).is_empty());
        assert!(offending("anything", &["", " - "]).is_empty());
    }

    #[test]
    fn p3_the_opening_ends_with_the_word_begun_at_140_characters() {
        let neutral = "x ".repeat(69);
        assert!(opening(&format!("{neutral}a clean day")).ends_with("a"));
        assert!(opening(&format!("{neutral}clean day")).ends_with("clean"));
        assert!(opening(&format!("\n\n{}\n\n   clean", "é".repeat(138))).ends_with("clean"));
        assert_eq!(opening(&"é".repeat(300)).chars().count(), 300);
        assert_eq!(opening(&"é ".repeat(300)).chars().count(), 139);
    }
}
