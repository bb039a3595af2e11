//! Words as a search compares them: `zoe` finds `Zoë`, on either database, because neither is asked to fold.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without marks, compatibility forms unfolded, and every run of white space one space.
pub fn folded(text: &str) -> String {
    let folded: String = text.nfkd().flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c)).map(plain_quote).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a query, folded, each once. All of them must occur in what is found.
pub fn terms(query: &str) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    for term in folded(query).split(' ').filter(|term| !term.is_empty()).take(MOST_TERMS) {
        if !terms.iter().any(|known| known == term) {
            terms.push(term.to_owned());
        }
    }
    terms
}

/// More words than anybody types; a query is not a way to make the server work.
const MOST_TERMS: usize = 12;

fn plain_quote(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_capitals_and_typographic_quotes_make_no_difference() {
        assert_eq!(folded("Zoë  Müller’s\nＣＡＦÉ"), "zoe muller's cafe");
        assert_eq!(folded("Zoe\u{308}"), folded("Zoë"));
    }

    #[test]
    fn a_query_is_a_few_words_each_once() {
        assert_eq!(terms("  Rent  RENT reserve "), ["rent", "reserve"]);
        assert!(terms(" \n ").is_empty());
        assert_eq!(terms(&"a b c d e f g h i j k l m n".repeat(40)).len(), 12);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(text in "\\PC*") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }
    }
}
