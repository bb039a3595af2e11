//! Files that are brought in, as tables. They are read in memory, in the request that brings them, and kept nowhere (T5).

mod csv;
mod ofx;

use super::rules::reconciliation::refusal::StatementRefusal;
use super::rules::reconciliation::table::{MOST_ROWS, Table};

/// Reads a file, whatever it calls itself.
pub fn read(bytes: &[u8]) -> Result<Table, StatementRefusal> {
    let text = text(bytes).ok_or(StatementRefusal::FileUnreadable)?;
    let table = if ofx::is_ofx(&text) { ofx::table(&text) } else { csv::table(&text) };
    let table = table.ok_or(StatementRefusal::FileUnreadable)?;
    match table.lines.len() {
        0 => Err(StatementRefusal::FileEmpty),
        lines if lines > MOST_ROWS => Err(StatementRefusal::TooManyRows(MOST_ROWS)),
        _ => Ok(table),
    }
}

/// The words of a file: UTF-8, UTF-16 with its mark, or else one byte a letter. Days and amounts are read the same from all of them.
fn text(bytes: &[u8]) -> Option<String> {
    let wide = |of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    let text = match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes)?,
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok()?,
        _ => String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect()),
    };
    // A picture or a spreadsheet's own format holds what no table of text does.
    let is_text = |letter: char| !letter.is_control() || matches!(letter, '\n' | '\r' | '\t');
    text.chars().all(is_text).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t18_a_file_is_read_in_every_usual_writing() {
        let words = "Date;Café;Amount\n2026-04-16;x;1,50\n";
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(words.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let narrow: Vec<u8> = words.chars().map(|letter| u8::try_from(letter).expect("one byte")).collect();
        let marked = [b"\xef\xbb\xbf".as_slice(), words.as_bytes()].concat();
        for bytes in [words.as_bytes(), &wide, &narrow, &marked] {
            let table = read(bytes).expect("reads");
            assert_eq!(table.heading.map(|heading| heading[1].clone()).as_deref(), Some("Café"));
            assert_eq!(table.lines[0].cells, ["2026-04-16", "x", "1,50"]);
        }
    }

    #[test]
    fn t18_what_is_no_table_of_text_is_refused() {
        assert_eq!(read(b""), Err(StatementRefusal::FileEmpty));
        assert_eq!(read(b"Date,Amount\n"), Err(StatementRefusal::FileEmpty));
        assert_eq!(read(b"PK\x03\x04\x00"), Err(StatementRefusal::FileUnreadable));
        assert_eq!(read(b"\xff\xfe\x00\xd8"), Err(StatementRefusal::FileUnreadable));
        let many = format!("Date,Amount\n{}", "2026-04-16,1\n".repeat(MOST_ROWS + 1));
        assert_eq!(read(many.as_bytes()), Err(StatementRefusal::TooManyRows(MOST_ROWS)));
    }
}
