//! The vectors of B17 and B18, what must not be asked about, and that no text makes the reader stumble.

use super::*;
use proptest::prelude::*;

fn known() -> Known {
    Known::roster(["Dana R.", "Kim", "Mary-Jo S.", "Hope", "Zubeida K.", "Ruth"], ["Rivers", "Okafor"])
}

fn found(text: &str) -> Vec<(Kind, String)> {
    lint(text, Form::Prose, &Known::roster(["Dana R.", "Kim", "Ruth"], [])).into_iter().map(|f| (f.kind, f.words)).collect()
}

fn kinds(text: &str) -> Vec<Kind> {
    found(text).into_iter().map(|(kind, _)| kind).collect()
}

#[test]
fn b17_the_vectors_of_the_domain() {
    assert_eq!(found("Moved by Dana R., seconded by Kim"), []);
    assert_eq!(found("Dana Rivers"), [(Kind::Name, "Dana Rivers".into())]);
    assert_eq!(found("d.rivers@x.org"), [(Kind::EmailAddress, "d.rivers@x.org".into())]);
    assert_eq!(found("419-555-0134"), [(Kind::PhoneNumber, "419-555-0134".into())]);
}

#[test]
fn b17_each_finding_says_its_line_and_column() {
    let text = "# Minutes\n\nMoved by Dana R.,\nseconded by Zoë Müller.\nWrite to z@x.org or ring 419-555-0134.";
    let places: Vec<_> = lint(text, Form::Prose, &known()).into_iter().map(|f| (f.line, f.column, f.words)).collect();
    assert_eq!(places, [(4, 13, "Zoë Müller".into()), (5, 10, "z@x.org".into()), (5, 26, "419-555-0134".into())]);
}

#[test]
fn b17_email_addresses_are_found_however_they_are_dressed() {
    for text in [
        "<d.rivers@x.org>",
        "[write](mailto:d@x.org)",
        "D.RIVERS+AA@X.ORG",
        "d.rivers [at] x [dot] org",
        "d.rivers(at)x(dot)org",
        "zoë@münchen.example",
    ] {
        assert_eq!(kinds(text), [Kind::EmailAddress], "{text}");
    }
    for text in ["We meet @ seven", "50% @ $3.50 each", "twitter @group"] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn b17_phone_numbers_are_found_in_the_forms_people_write() {
    for text in [
        "419-555-0134",
        "(419) 555-0134",
        "419.555.0134",
        "419 555 0134",
        "1-419-555-0134",
        "+1 419 555 0134",
        "4195550134",
        "555-0134",
        "+49 151 2345678",
        "0151 23456789",
        "06 12 34 56 78",
        "020 7946 0958",
        "call Kim at 555 0134",
        "text 5550134",
        "+14195550134",
        "419\u{2011}555\u{2011}0134",
        "Phone:4195550134",
        "[ring](tel:+14195550134)",
    ] {
        assert_eq!(kinds(text), [Kind::PhoneNumber], "{text}");
    }
}

#[test]
fn b17_dates_times_and_money_are_no_phone_numbers() {
    for text in [
        "2026-04-16",
        "4/16/2026 and 5/21/2026",
        "16.04.2026",
        "2026-04-16 2026-05-21",
        "19:00-20:00",
        "$1,234.56",
        "645.19 + 44.00 - 31.80",
        "41.00 36.50 47.00 33.25 44.00",
        "group number 000123456",
        "2024-2025",
        "pages 83-88",
        "11-5-0",
        "1,000,000",
        "#1234567",
        "+ $718 + $21; - $449",
        "+21.00 -449.00 +1115.00",
        "room 214, 3rd floor",
        "W2 and T14",
        "03/05/26 10/05/26 17/05/26",
        "7 for, 7 against, 1 abstained",
        "4 16 2026",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn b17_a_page_address_that_lets_anybody_in_is_found() {
    for text in [
        "https://zoom.us/j/85012345678?pwd=abcDEF123",
        "https://x.org/reset?token=1",
        "www.x.org/a?b=1&key=9",
        "https://dana:secret@x.org/",
        "https://docs.example/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/edit",
        "https://x.org/#access_token=abc",
        "[minutes](https://x.org/f/3f2b8c1d9e7a4b5c8d9e0f1a2b3c4d5e)",
        "https://x.org/018f4e2a-7b1c-7d3e-9f40-a1b2c3d4e5f6",
    ] {
        assert_eq!(kinds(text), [Kind::UrlWithToken], "{text}");
    }
    for text in [
        "https://heroinanonymous.example/meetings",
        "www.x.org",
        "https://zoom.us/j/4195550134",
        "https://x.org/how-to-run-a-business-meeting-2",
        "https://x.org/?page=2&year=2026",
        "https://x.org/DanaRivers/Minutes.",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn b17_street_addresses_are_asked_about() {
    for text in ["at 1414 Elm Street", "12 N. Collingwood Blvd, upstairs", "2272 Old Mill Road", "7 42nd Ave."] {
        assert_eq!(kinds(text), [Kind::StreetAddress], "{text}");
    }
    for text in ["17 women in the circle", "5 Steps a street", "April 16 Kim drove a way"] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn b17_a_last_name_of_the_roster_is_found_wherever_it_stands() {
    let found = |text| lint(text, Form::Prose, &known()).into_iter().map(|f| (f.kind, f.words)).collect::<Vec<_>>();
    let last = |words: &str| vec![(Kind::RosterLastName, words.to_owned())];
    assert_eq!(found("Thanks to Rivers for the coffee."), last("Rivers"));
    assert_eq!(found("OKAFOR's report"), last("OKAFOR"));
    assert_eq!(found("dana rivers spoke"), last("dana rivers"));
    assert_eq!(found("Dana Rivers"), last("Dana Rivers"));
    assert_eq!(found("as rivers run"), []);
    assert_eq!(found("Riverside Park"), []);
}

#[test]
fn b17_full_names_are_found_behind_line_ends_emphasis_and_titles() {
    for (text, name) in [
        ("Treasurer Dana Rivers reported.", "Dana Rivers"),
        ("thanked Zubeida Karimova", "Zubeida Karimova"),
        ("moved by Dana\nRivers and Kim", "Dana Rivers"),
        ("**Dana** Rivers", "Dana** Rivers"),
        ("DANA RIVERS", "DANA RIVERS"),
        ("Maria de la Cruz", "Maria de la Cruz"),
        ("D. Rivers", "D. Rivers"),
        ("with J Smithson", "J Smithson"),
        ("Dana R. Rivers spoke", "Dana R. Rivers"),
        ("asked Mrs. Karimova", "Mrs. Karimova"),
        ("Mary O\u{2019}Brien's motion", "Mary O\u{2019}Brien"),
        ("Mary Smith-Jones", "Mary Smith-Jones"),
        ("Dana White made coffee", "Dana White"),
        ("Dana Hall", "Dana Hall"),
        ("April Karimova was elected", "April Karimova"),
        ("Dana Rivers Karimova", "Dana Rivers Karimova"),
        ("Ženja Čapková", "Ženja Čapková"),
        ("- Dana Rivers\n- Kim", "Dana Rivers"),
    ] {
        assert_eq!(found(text), [(Kind::Name, name.to_owned())], "{text}");
    }
}

#[test]
fn b17_names_in_the_form_of_minutes_pass() {
    for text in [
        "Dana R. moved, Kim seconded.",
        "Mary-Jo S. and Mary Ann R.",
        "Kim, Dana R., Ruth and Zubeida K.",
        "Dana R's motion",
        "Dana R.'s report",
        "Moved by Dana R. Seconded by Kim. Carried.",
        "Kim’s Chips",
        "Dana/Kim",
        "Thanked Dana R. for the coffee",
        "Dana R.\nKim made coffee.",
        "Chocolate Kim brought was shared out.",
        "Bill W. and Dr. Bob",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn b17_the_language_of_the_rooms_is_not_taken_for_names() {
    for text in [
        "Opened with the Serenity Prayer and the Seventh Tradition.",
        "Read from the Big Book.",
        "Heroin Anonymous World Services",
        "Thursday April 16",
        "In May Kim takes over.",
        "Old Business, New Business",
        "Treasurer's Report",
        "Approved as read.",
        "The Collingwood Arts Center raised the rent.",
        "We meet at First Presbyterian Church.",
        "Just for Today",
        "Group Conscience",
        "Motion: That the meeting opens with a Tradition.",
        "White chip, Orange Key Tag",
        "Al-Anon and Narcotics Anonymous",
        "Third Legacy",
        "GSR report: the Area Assembly is in October.",
        "H&I panel",
        "San Francisco and New York",
        "Prudent Reserve",
        "Living Sober",
        "Treasurer Kim reported. Secretary Dana R. read the minutes.",
        "Yesterday Kim ordered medallions.",
        "Moved Seconded Carried",
        "Twelfth-Step List",
        "Second Thursday of May",
        "Will Business Meetings move to Monday?",
        "Approved Minutes of March 19",
        "N.A. Basic Text",
        "P.O. Box",
        "Chip Person: Kim",
        "District 7 Toledo",
        "Easter Sunday",
        "Christmas Eve",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn b17_in_headings_only_given_names_count() {
    let titles = |text| lint(text, Form::Title, &Known::roster(["Dana R."], [])).len();
    assert_eq!(titles("Chocolate Fountain Hire"), 0);
    assert_eq!(titles("Goodbye To Dana Rivers"), 1);
    assert_eq!(kinds("## Chocolate Fountain Hire\n\nKim will ask."), []);
    assert_eq!(kinds("Chocolate Fountain Hire"), [Kind::Name]);
}

#[test]
fn b17_a_guess_can_be_answered_and_a_fact_cannot() {
    let text = "Rescue Crisis sent 419-555-0134.";
    let found = lint(text, Form::Prose, &Known::default());
    assert_eq!(found.iter().map(|f| f.kind).collect::<Vec<_>>(), [Kind::Name, Kind::PhoneNumber]);
    let known = Known::default().confirmed(found.iter().map(|f| (f.kind, f.key())));
    let left = lint("RESCUE  CRISIS sent 419-555-0134.", Form::Prose, &known);
    assert_eq!(left.iter().map(|f| f.kind).collect::<Vec<_>>(), [Kind::PhoneNumber]);
}

#[test]
fn b18_private_matters_beside_a_person_are_asked_about() {
    for text in [
        "Dana R. relapsed last week.",
        "Kim is in rehab.",
        "Ruth is sponsored by Kim.",
        "Dana R. gave $40 to the basket.",
        "Kim voted against.",
        "Dana R. and Kim abstained.",
        "Welcome back from treatment, Dana R.",
        "a birthday contribution from Kim",
        "Kim shared her story.",
        "Ruth is on methadone",
        "Dana R., who voted no, explained.",
        "theft: Kim was named",
    ] {
        assert_eq!(kinds(text), [Kind::PrivateMatter], "{text}");
    }
}

#[test]
fn b18_the_groups_own_business_is_not() {
    for text in [
        "Kim gave the treasurer's report: closing 645.19.",
        "The group voted for a new format.",
        "Dana R. was voted in as chip person.",
        "Relapse literature was ordered. Kim pays.",
        "Kim leads the sponsorship workshop.",
        "Kim was reimbursed $18.45 for coffee.",
        "The group gave $50 to the area.",
        "11 voted for, 5 against.",
        "Dana R. chairs the hospitals and institutions panel.",
        "Dana R. took custody of the basket.",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

/// Minutes as groups write them, from the shapes of published ones. Not one question.
const ORDINARY: &str = "# Business Meeting Minutes

Chair: Ruth. Secretary: Kim. 17 women attended. Opened at 8:15 pm with a moment of silence and the Serenity Prayer. Kim read
Tradition Four. Dana R. read the Twelve Concepts for World Service.

## Approval of Last Month's Minutes

Minutes of the March 19 meeting were read. Dana R. moved to accept, Kim seconded. Accepted as amended: the April rent is $60.00,
not $50.00. No further corrections.

## Officers' Reports

* **Treasurer (Dana R.)**: Opening balance 452.37, income 326.75, expenses 133.93, closing 645.19. Prudent reserve 271.49. Rent is
  paid through May. Venmo fees were 1.18. Report accepted without exception.
* **GSR (Kim)**: The Area Assembly is on Saturday, June 13, in Columbus. District 7 asks for volunteers for the Unity Day
  picnic. The General Service Conference theme is \"Our Common Welfare\".
* **Literature**: 4 Basic Texts, 12 Just for Today booklets, 3 Step Working Guides and one Living Clean left. Order before July.
* Chip person: 2 White, 1 Orange, 1 Red. We are out of Glow in the Dark key tags.
* **Hospitals & Institutions**: The Tuesday panel at the county jail needs two more women. Orientation is on the First Saturday.
* Greeter: Nothing to report. Phone List: 14 names.

## Old Business

1. Coffee: Styrofoam cups are gone; Ruth will price paper cups at Costco or Kroger. Tabled to May.
2. Website: Mary-Jo S. spoke with the Webkeeper. Yearly cost $84. Referred to the Technology Committee, due June 18.

## New Business

Motion: \"That the Thursday Night meeting begin at 7:00 pm instead of 7:30 pm, effective June 4.\" Moved by Kim. Seconded by Dana R.
Discussion: parking, child care, the bus (TARTA Route 2). For 9, against 5, abstained 2. No conscience; the time stays.
Minority opinion: Mothers with small children asked the group to try it for one month. Nobody changed her mind.

Motion: To send $50.00 to Ohio Area Service and $25.00 to HA World Services, per the Seventh Tradition split plan. Carried
unanimously. Treasurer will mail the cheques (memo: Group No. 000123456).

Elections: Chip person, June through August: Zubeida K. Alternate: Ruth. Thanks to Kim for her service.

## Closing

Next business meeting: Thursday, May 21, 2026, after the regular meeting. Closed at 9:05 pm with the Third Step Prayer.
Respectfully submitted, Kim
";

#[test]
fn b17_ordinary_minutes_need_no_question() {
    assert_eq!(lint(ORDINARY, Form::Prose, &known()), []);
}

#[test]
fn a_long_text_is_read_in_one_go() {
    let text = "Kim reported that the basket came to 47.00 and Dana R. moved to accept the report.\n".repeat(500);
    assert_eq!(lint(&text, Form::Prose, &known()), []);
}

proptest! {
    #[test]
    fn no_text_makes_it_stumble(text in "\\PC{0,200}") {
        check_places(&text);
    }

    #[test]
    fn no_text_of_the_kind_it_reads_makes_it_stumble(
        text in "(Dana|R\\.|Rivers|\\+?[0-9]{1,4}|[-./ (),:@#*_\n'’]|https://|x\\.org|\\?token=|[A-Z]|Ž|e\u{301}|voted for|Street| ){0,40}"
    ) {
        check_places(&text);
    }
}

/// Every finding lies inside its line, and the findings are in order.
fn check_places(text: &str) {
    for form in [Form::Prose, Form::Title] {
        let found = lint(text, form, &known());
        let lines: Vec<&str> = text.split('\n').collect();
        for finding in &found {
            let line = lines[finding.line - 1].chars().count();
            assert!((1..=line).contains(&finding.column), "{finding:?} in {text:?}");
        }
        assert!(found.is_sorted_by_key(|finding| (finding.line, finding.column)), "{found:?}");
    }
}
