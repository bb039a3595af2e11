//! Open Financial Exchange, both of its writings (SGML and XML), as the same table a CSV file makes: a day, an amount and the bank's own
//! number for the row, which goes into its fingerprint and nowhere else. Names and memos are left where they are (T5).

use ofx_rs::aggregates::{StatementTransaction, TransactionList};

use crate::treasury::rules::reconciliation::table::{Line, Table};

/// Whether it is such a file.
pub(super) fn is_ofx(text: &str) -> bool {
    let begins: String = text.trim_start().chars().take(2000).collect::<String>().to_ascii_uppercase();
    begins.starts_with("OFXHEADER") || begins.contains("<OFX>") || begins.contains("<?OFX")
}

/// The file as a table; `None` if it cannot be read, or is of more accounts than one.
pub(super) fn table(text: &str) -> Option<Table> {
    let document = ofx_rs::parse(text).ok()?;
    let banking = document.banking().map(|set| set.statement_responses()).unwrap_or_default();
    let [statement] = banking else { return None };
    let transactions = statement.response()?.transaction_list().map(TransactionList::transactions).unwrap_or_default();
    let line = |(number, row): (usize, &StatementTransaction)| {
        let day = row.date_posted().as_offset_date_time().date().to_string();
        let amount = row.amount().as_decimal().normalize().to_string();
        Line { number, cells: vec![day, amount, row.fit_id().as_str().to_owned()] }
    };
    let lines = (1..).zip(transactions).map(line).collect();
    let heading = ["Date", "Amount", "Number"].map(str::to_owned).to_vec();
    Some(Table { heading: Some(heading), lines, width: 3 })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20260430120000<LANGUAGE>ENG\
        </SONRS></SIGNONMSGSRSV1><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD\
        <BANKACCTFROM><BANKID>1<ACCTID>2<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20260401<DTEND>20260430\
        <STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260403120000[-5:EST]<TRNAMT>41.000<FITID>a1<NAME>Paula Payer<MEMO>for Dana</STMTTRN>\
        <STMTTRN><TRNTYPE>CHECK<DTPOSTED>20260420<TRNAMT>-60.00<FITID>a2<CHECKNUM>1023</STMTTRN>\
        </BANKTRANLIST><LEDGERBAL><BALAMT>612.99<DTASOF>20260430</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>";

    #[test]
    fn t5_an_ofx_file_gives_days_amounts_and_numbers_and_no_names() {
        let header = "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\nCHARSET:1252\r\n\
            COMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n";
        let file = format!("{header}{BODY}");
        assert!(is_ofx(&file));
        let table = table(&file).expect("reads");
        assert_eq!(table.lines[0].cells, ["2026-04-03", "41", "a1"]);
        assert_eq!(table.lines[1].cells, ["2026-04-20", "-60", "a2"]);
    }

    #[test]
    fn t18_a_broken_ofx_file_is_refused() {
        assert!(is_ofx("<OFX><BANKMSGSRSV1>"));
        assert_eq!(table("<OFX><BANKMSGSRSV1>"), None);
        assert!(!is_ofx("Date,Amount\n2026-04-16,1\n"));
    }
}
