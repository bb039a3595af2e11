//! Files of statements: read once, matched to entries, taken back whole.

use rocket::http::Status;

use super::{begin, bring, link, offered, once, saved, tick, w2_statement, with_places};
use crate::common::Server;
use crate::common::people::Person;

/// April as the bank tells it: the rent in two rows, the last basket and the literature not yet.
const APRIL: &str = "Date,Description,Amount\n\
    03/31/2026,Paula Payer,412.37\n\
    04/03/2026,Paula Payer,41.00\n\
    04/10/2026,Canary Memo,36.50\n\
    04/17/2026,x,47.00\n\
    04/24/2026,x,33.25\n\
    04/17/2026,x,63.00\n\
    04/20/2026,x,-30.00\n\
    04/20/2026,x,-30.00\n\
    04/21/2026,x,-22.50\n\
    04/21/2026,x,-18.45\n\
    04/29/2026,x,80.82\n";

async fn bring_in(server: &Server, dana: &Person, address: &str, file: &str) -> crate::common::Answer {
    bring(server, dana, &format!("{address}/imports"), &[("once", &once())], file.as_bytes()).await
}

/// How many rows are kept.
async fn rows(server: &Server) -> usize {
    use sea_orm::{ConnectionTrait, Statement};
    let all = Statement::from_string(server.house.db.backend(), "SELECT id FROM statement_rows");
    server.house.db.reader().query_all_raw(all).await.expect("reads").len()
}

/// Ids of the rows whose line on the page holds one of `words`.
fn row_ids(page: &crate::common::Answer, words: &[&str]) -> Vec<String> {
    let lines = page.body.split("<tr>").filter(|line| line.contains("name=\"rows\""));
    let wanted = lines.filter(|line| words.iter().any(|words| line.contains(words)));
    wanted.map(|line| line.split_once("value=\"").expect("a value").1.split_once('"').expect("it ends").0.to_owned()).collect()
}

/// The number of the entry whose line on the page holds `words`.
fn entry_number(page: &crate::common::Answer, words: &str) -> String {
    let lines = page.body.split("<tr>").filter(|line| line.contains("name=\"entries\""));
    let line = lines.filter(|line| line.contains(words)).last().expect("it is offered");
    line.split_once("value=\"").expect("a value").1.split_once('"').expect("it ends").0.to_owned()
}

#[rocket::async_test]
async fn t18_rows_of_a_file_are_tied_to_entries_and_the_statement_comes_out_even() {
    let (server, dana, address) = w2_statement("612.99").await;
    let answer = bring_in(&server, &dana, &address, APRIL).await;
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.text());
    let page = server.get(&address, Some(&dana.session)).await;
    assert!(page.says("Take the 8 proposed entries"), "{}", page.text());
    assert!(!page.body.contains("Paula") && !page.body.contains("Canary"), "no word of the file is shown");
    let taken = server.post(&format!("{address}/proposals"), Some(&dana.session), &[]).await;
    assert_eq!(taken.status, Status::SeeOther);

    // One row is two entries, and two rows are one entry.
    let page = server.get(&address, Some(&dana.session)).await;
    let (birthday, sales) = (entry_number(&page, "$39.00"), entry_number(&page, "$24.00"));
    let deposit = row_ids(&page, &["$63.00"]);
    let wrong = [("rows", deposit[0].as_str()), ("entries", birthday.as_str())];
    let refused = server.post(&format!("{address}/matches"), Some(&dana.session), &wrong).await;
    assert_eq!(refused.status, Status::UnprocessableEntity);
    assert!(refused.says("The rows make $63.00 and the entries $39.00. They must be the same."), "{}", refused.text());
    assert_eq!(refused.body.matches("\" checked").count(), 2, "what she ticked stays ticked");
    let right = [("rows", deposit[0].as_str()), ("entries", birthday.as_str()), ("entries", sales.as_str())];
    for _ in 0..2 {
        let tied = server.post(&format!("{address}/matches"), Some(&dana.session), &right).await;
        assert_eq!(tied.status, Status::SeeOther, "sent twice, it is the same success: {}", tied.text());
    }
    let rent = entry_number(&page, "-$60.00");
    let halves = row_ids(&page, &["-$30.00"]);
    let form = [("rows", halves[0].as_str()), ("rows", halves[1].as_str()), ("entries", rent.as_str())];
    assert_eq!(server.post(&format!("{address}/matches"), Some(&dana.session), &form).await.status, Status::SeeOther);

    let page = server.get(&address, Some(&dana.session)).await;
    assert!(page.says("Difference $0.00") && page.says("$44.00") && page.says("-$31.80"), "{}", page.text());
    let done = tick(&server, &dana, &address, &[], true).await;
    assert_eq!(done.status, Status::SeeOther, "{}", done.text());
}

#[rocket::async_test]
async fn t18_bringing_a_file_in_twice_or_one_that_overlaps_doubles_nothing() {
    let (server, dana, address) = w2_statement("612.99").await;
    assert_eq!(bring_in(&server, &dana, &address, APRIL).await.status, Status::SeeOther);
    assert_eq!(rows(&server).await, 11, "two rows that are the same within the file are two");
    for _ in 0..2 {
        assert_eq!(bring_in(&server, &dana, &address, APRIL).await.status, Status::SeeOther);
        assert_eq!(rows(&server).await, 11);
    }
    let overlaps = format!("{APRIL}04/20/2026,x,-30.00\n04/30/2026,x,-1.00\n");
    assert_eq!(bring_in(&server, &dana, &address, &overlaps).await.status, Status::SeeOther);
    assert_eq!(rows(&server).await, 13, "the third of three equal rows, and the new one");
}

#[rocket::async_test]
async fn t18_a_file_is_taken_back_whole_and_what_it_ticked_is_open_again() {
    let (server, dana, address) = w2_statement("612.99").await;
    bring_in(&server, &dana, &address, APRIL).await;
    server.post(&format!("{address}/proposals"), Some(&dana.session), &[]).await;
    assert_eq!(offered(&server, &dana, &address, &[]).await.len(), 5, "eight of thirteen are tied");
    let page = server.get(&address, Some(&dana.session)).await;
    let (_, after) = page.body.split_once(&format!("action=\"{address}/imports/")).expect("it can be taken back");
    let removal = format!("{address}/imports/{}", after.split_once('"').expect("it ends").0);
    assert_eq!(server.post(&removal, Some(&dana.session), &[]).await.status, Status::SeeOther);
    assert_eq!(rows(&server).await, 0);
    assert_eq!(offered(&server, &dana, &address, &[]).await.len(), 13);
    assert_eq!(bring_in(&server, &dana, &address, APRIL).await.status, Status::SeeOther);
    assert_eq!(rows(&server).await, 11, "and may be brought in again");
    assert!(!server.get(&address, Some(&dana.session)).await.body.contains("/matches/"), "nothing is tied");
}

#[rocket::async_test]
async fn t18_a_file_whose_rows_are_reconciled_stays() {
    let (server, mut dana) = with_places().await;
    let form = [("day", "2026-04-02"), ("category", "income:literature-sales"), ("amount", "41"), ("place", "assets:bank")];
    saved(&server, &dana, "/treasury/income", &form).await;
    let address = begin(&server, &dana, "assets:bank", "2026-04-03", "41").await;
    bring_in(&server, &dana, &address, "Date,Amount\n2026-04-03,41.00\n").await;
    server.post(&format!("{address}/proposals"), Some(&dana.session), &[]).await;
    assert_eq!(tick(&server, &dana, &address, &[], true).await.status, Status::SeeOther);
    super::later(&server, &mut dana, "2026-04-30T16:00:00Z").await;
    let next = begin(&server, &dana, "assets:bank", "2026-04-30", "41").await;
    let page = server.get(&next, Some(&dana.session)).await;
    let (_, after) = page.body.split_once(&format!("action=\"{next}/imports/")).expect("the file is listed");
    let removal = format!("{next}/imports/{}", after.split_once('"').expect("it ends").0);
    let refused = server.post(&removal, Some(&dana.session), &[]).await;
    assert_eq!(refused.status, Status::UnprocessableEntity);
    assert!(refused.says("Rows of this file belong to a statement that is reconciled"), "{}", refused.text());
    assert_eq!(rows(&server).await, 1);
    // What is reconciled shows its row and its entry for good.
    let page = server.get(&address, Some(&dana.session)).await;
    assert!(page.says("What stands on the statement"), "{}", page.text());
    assert!(link(&page, "/treasury/entries/").len() > 10);
}

#[rocket::async_test]
async fn t18_columns_are_asked_for_once_and_remembered_for_the_place() {
    let (server, dana, address) = w2_statement("612.99").await;
    let file = "Wann,Wer,Wieviel\n03/04/2026,Paula Payer,41.00\n";
    let asked = bring_in(&server, &dana, &address, file).await;
    assert!(asked.says("Which column is which?") && asked.says("Wieviel"), "{}", asked.text());
    assert!(!asked.body.contains("Paula"), "the question says the heading and no payment");
    let id = once();
    let path = format!("{address}/imports");
    let twice = [("once", id.as_str()), ("columns.day", "2"), ("columns.order", "mdy"), ("columns.amount", "2")];
    let refused = bring(&server, &dana, &path, &twice, file.as_bytes()).await;
    assert_eq!(refused.status, Status::UnprocessableEntity);
    assert!(refused.says("One column is chosen for two things."), "{}", refused.text());
    let wrong = [("once", id.as_str()), ("columns.day", "1"), ("columns.order", "mdy"), ("columns.amount", "2")];
    let refused = bring(&server, &dana, &path, &wrong, file.as_bytes()).await;
    assert!(refused.says("Line 2: the day cannot be read this way.") && !refused.body.contains("Paula"), "{}", refused.text());
    let right = [("once", id.as_str()), ("columns.day", "0"), ("columns.order", "mdy"), ("columns.amount", "2")];
    assert_eq!(bring(&server, &dana, &path, &right, file.as_bytes()).await.status, Status::SeeOther);
    let more = "Wann,Wer,Wieviel\n04/05/2026,Paula Payer,42.00\n";
    assert_eq!(bring_in(&server, &dana, &address, more).await.status, Status::SeeOther, "not asked again");
    assert_eq!(rows(&server).await, 2);
}

#[rocket::async_test]
async fn t18_an_ofx_file_is_read_like_any_other() {
    let (server, dana, address) = w2_statement("612.99").await;
    let file = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\nCOMPRESSION:NONE\n\
        OLDFILEUID:NONE\nNEWFILEUID:NONE\n\n<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS>\
        <DTSERVER>20260430120000<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0\
        <SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>1<ACCTID>2<ACCTTYPE>CHECKING</BANKACCTFROM>\
        <BANKTRANLIST><DTSTART>20260401<DTEND>20260430<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260403<TRNAMT>41.00<FITID>a1\
        <NAME>Paula Payer<MEMO>Canary Memo</STMTTRN></BANKTRANLIST><LEDGERBAL><BALAMT>612.99<DTASOF>20260430</LEDGERBAL>\
        </STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>";
    for _ in 0..2 {
        let answer = bring_in(&server, &dana, &address, file).await;
        assert_eq!(answer.status, Status::SeeOther, "{}", answer.text());
    }
    assert_eq!(rows(&server).await, 1);
    let dump = server.dump().await;
    assert!(!dump.contains("Paula") && !dump.contains("Canary"));
}

#[rocket::async_test]
async fn t18_a_file_that_is_missing_too_large_or_no_table_gets_a_sentence() {
    let (server, dana, address) = w2_statement("612.99").await;
    let large = "Date,Amount\n".to_owned() + &"2026-04-16,1\n".repeat(200_000);
    let many = "Date,Amount\n".to_owned() + &"2026-04-16,1\n".repeat(6_000);
    for (file, sentence) in [
        (b"".as_slice(), "Choose a file."),
        (b"PK\x03\x04\x00\x00", "This file cannot be read."),
        (large.as_bytes(), "The file is larger than 2 megabytes."),
        (many.as_bytes(), "The file has more than 5000 rows."),
        (b"Date,Amount\n2026-04-16,\n", "No row of this file has an amount."),
    ] {
        let refused = bring(&server, &dana, &format!("{address}/imports"), &[("once", &once())], file).await;
        assert_eq!(refused.status, Status::UnprocessableEntity, "{sentence}: {}", refused.text());
        assert!(refused.says(sentence), "{sentence}: {}", refused.text());
    }
    let huge = "x".repeat(13 * 1024 * 1024);
    let refused = bring(&server, &dana, &format!("{address}/imports"), &[("once", &once())], huge.as_bytes()).await;
    assert!(refused.status.code < 500 && refused.status.code >= 400, "{}", refused.status);
}
