//! What the renderers promise: ordinary text looks right, and hostile text is only ever text.

use std::sync::Arc;

use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert, prop_oneof, proptest};
use serde_json::json;

use super::{survey, to_html, to_text};
use crate::catalogue::Catalogue;
use crate::views::{Template, Views};

/// Every tag the HTML may hold, by name, with the attributes it may carry.
fn broken_promise(html: &str) -> Option<String> {
    let names = "p br hr h2 h3 h4 h5 h6 ul ol li strong em del code pre blockquote a table thead tbody tr th td";
    let mut open = Vec::new();
    for piece in html.split('<').skip(1) {
        let Some((tag, _)) = piece.split_once('>') else { return Some(format!("an open tag: {piece}")) };
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if let Some(name) = name.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Some(format!("closes what is not open: {name}"));
            }
            continue;
        }
        if !names.split(' ').any(|known| known == name) {
            return Some(format!("a tag: {tag}"));
        }
        if !matches!(name, "br" | "hr") {
            open.push(name);
        }
        let mut rest = attributes;
        while let Some((attribute, after)) = rest.split_once("=\"") {
            let Some((value, after)) = after.split_once('"') else { return Some(format!("an open value: {tag}")) };
            let allowed = match attribute.trim() {
                "href" => value.starts_with("https://") || value.starts_with("mailto:"),
                "rel" => value == "noreferrer noopener",
                "start" => value.bytes().all(|byte| byte.is_ascii_digit()),
                "scope" => value == "col",
                "tabindex" => value == "0",
                _ => false,
            };
            if !allowed {
                return Some(format!("an attribute: {attribute}={value}"));
            }
            rest = after;
        }
        if !rest.trim().is_empty() {
            return Some(format!("an attribute: {rest}"));
        }
    }
    open.pop().map(|name| format!("never closed: {name}"))
}

#[test]
fn hostile_markdown_is_only_ever_text() {
    let long = ["> ".repeat(6_000), "[".repeat(10_000), "*a ".repeat(6_000), "- ".repeat(6_000)];
    let hostile = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <svg><script>alert(1)</script></svg> b",
        "<math><mi//xlink:href=\"data:x,<script>alert(4)</script>\">",
        "<style>*{display:none}</style>",
        "<svg/onload=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:x) [y](//evil.example) [z](/u/token)",
        "[x](https://e.example/\"onmouseover=\"alert(1))",
        "[x](<https://e.example/\" onmouseover=alert(1)>)",
        "[x](https://e.example \"\\\" onmouseover=alert(1) \\\"\")",
        "<javascript:alert(1)>",
        "![x](https://tracker.example/p.gif)",
        "![x](javascript:alert(1))",
        "[![a](javascript:x)](javascript:y)",
        "`<script>`\n\n    <script>alert(1)</script>",
        "```html\"onload=\"x\n</code></pre><script>alert(1)</script>\n```",
        "| a |\n|:-:|\n| <iframe src=javascript:x> |",
        "[x]: javascript:alert(1)\n\n[x]",
        "<!-- --><script>x</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<a href=\"https://e.example\" onclick=x>y</a>",
        "# a <noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    ];
    for markdown in hostile.into_iter().chain(long.iter().map(String::as_str)) {
        let html = to_html(markdown, 1);
        let shown: String = markdown.chars().take(80).collect();
        assert_eq!(broken_promise(&html), None, "{shown}\n{}", html.chars().take(400).collect::<String>());
        assert!(!html.contains("<script") && !html.contains("<img"), "{shown}");
        to_text(markdown);
    }
}

#[test]
fn raw_html_is_shown_as_it_was_typed() {
    assert_eq!(to_html("1 <b>bold</b>", 1), "<p>1 &lt;b&gt;bold&lt;/b&gt;</p>\n");
    assert_eq!(to_text("1 <b>bold</b>"), "1 <b>bold</b>\n");
    assert!(to_html("<div>\nblock\n</div>", 1).contains("&lt;div&gt;\nblock"));
}

#[test]
fn a_template_prints_html_on_a_page_and_text_in_a_mail() {
    let template = |name: &str| Template { name: name.into(), source: "{{markdown body under=2}}|".into() };
    let catalogue = Arc::new(Catalogue::build([]).expect("builds"));
    let views = Views::build(vec![template("page"), template("mail.txt")], catalogue, None).expect("builds");
    let context = json!({ "body": "# A & B\n<i>" });
    assert_eq!(views.html("page", &context).expect("renders"), "<h3>A &amp; B</h3>\n<p>&lt;i&gt;</p>\n|");
    assert_eq!(views.text("mail", &context).expect("renders"), "A & B\n-----\n\n<i>|");
}

#[test]
fn a_link_keeps_its_words_and_only_a_safe_one_leads_anywhere() {
    assert_eq!(
        to_html("[the map](https://example.org/a?b=1&c=2)", 1),
        "<p><a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noreferrer noopener\">the map</a></p>\n"
    );
    assert_eq!(to_html("[the map](http://example.org)", 1), "<p>the map</p>\n");
    assert_eq!(
        to_html("<note@tc-mail.example>", 1),
        "<p><a href=\"mailto:note@tc-mail.example\" rel=\"noreferrer noopener\">note@tc-mail.example</a></p>\n"
    );
    assert_eq!(to_html("![a chocolate cake](cake.jpg)", 1), "<p>a chocolate cake</p>\n");
    assert_eq!(survey("[a](ftp://x) <note@tc-mail.example>").dropped_links, ["ftp://x"]);
}

#[test]
fn headings_stand_below_the_page_and_skip_no_level() {
    let levels = |markdown: &str, under| {
        let html = to_html(markdown, under);
        html.split("<h").skip(1).filter_map(|piece| piece.chars().next()).collect::<String>()
    };
    assert_eq!(levels("# a\n## b\n# c", 1), "232");
    assert_eq!(levels("### a\n# b\n##### c\n### d", 1), "2233");
    assert_eq!(levels("# a\n## b", 3), "45");
    assert_eq!(levels("# a\n## b\n### c\n#### d", 4), "5666");
    assert_eq!(levels("# a", 0), "2");
}

#[test]
fn a_new_line_and_a_table_look_as_they_were_typed() {
    assert_eq!(to_html("Thursday\nat seven", 1), "<p>Thursday<br>\nat seven</p>\n");
    let html = to_html("| who | what |\n|--|:-:|\n| Kim | coffee |", 1);
    assert!(html.contains("<th scope=\"col\">who</th>") && html.contains("<td>coffee</td>"), "{html}");
}

#[test]
fn the_text_reads_well_in_a_mail() {
    let markdown = "\
# What is new

We *really* have **coffee** again.
Bring a cup.

1. chairs
2. the urn
   - two cups
   - sugar
3. ~~cake~~

Read [the notes](https://example.org/notes), write to <note@tc-mail.example> or see <https://example.org>.

> To thine own self
> be true.
>
> - and so on

---

| who | what |
|-----|------|
| Kim | urn  |
| Dana |  |

    code as it is
";
    let text = "\
What is new
-----------

We really have coffee again.
Bring a cup.

1. chairs
2. the urn
   - two cups
   - sugar
3. ~cake~

Read the notes (https://example.org/notes), write to note@tc-mail.example or see https://example.org.

> To thine own self
> be true.
>
> - and so on

* * *

who | what
Kim | urn
Dana

code as it is
";
    assert_eq!(to_text(markdown), text);
}

#[test]
fn items_with_several_paragraphs_stay_apart_and_indented() {
    assert_eq!(to_text("- one\n\n  more\n\n- two"), "- one\n\n  more\n\n- two\n");
    assert_eq!(to_text("10. ten\n    - deep"), "10. ten\n    - deep\n");
}

#[test]
fn the_text_of_a_deep_quote_does_not_grow_without_bound() {
    let markdown = format!("{}a\n{}", ">".repeat(5_000), "a\n".repeat(5_000));
    assert!(to_text(&markdown).len() < 40 * 5_001);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_ever_becomes_more_than_the_promised_html(
        pieces in prop::collection::vec(
            prop_oneof![
                any::<String>(),
                prop::sample::select(vec![
                    "<script>", "</script>", "<", ">", "\"", "'", "javascript:", " onload=", "[x](", ")", "![", "](", "<a href=\"",
                    "`", "```\n", "\n", "\n\n", "    ", "- ", "> ", "# ", "|", "\n|-|\n", "https://", "mailto:", "<svg>", "<math>",
                    "<style>", "&#x6a;", "&lt;", "&quot;", "<!--", "-->", "<![CDATA[", "\\", "*", "**", "~~", "[x]: ", "<p title=\"",
                ]).prop_map(str::to_owned),
            ],
            0..24,
        ),
        under in 0_u8..7,
    ) {
        let markdown = pieces.concat();
        let html = to_html(&markdown, under);
        prop_assert!(broken_promise(&html).is_none(), "{:?} gave {}", broken_promise(&html), html);
        prop_assert!(!html.contains("<script"));
        to_text(&markdown);
    }
}
