//! What a receipt may be. What a file calls itself counts for nothing; its first bytes do.

use super::refusal::SpendingRefusal;

/// The largest file that is taken. A photo of a telephone has 3 to 8 MB.
pub const LARGEST_BYTES: usize = 10 * 1024 * 1024;

/// What a file that arrives is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arriving {
    /// A picture: it is drawn anew before it is kept.
    Picture,
    /// A PDF: it is kept as it is.
    Pdf,
}

/// What a receipt is kept as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A picture.
    Jpeg,
    /// A PDF.
    Pdf,
}

impl Kept {
    /// The name it is stored under, and the ending of the file that is handed out.
    pub fn name(self) -> &'static str {
        match self {
            Kept::Jpeg => "jpeg",
            Kept::Pdf => "pdf",
        }
    }

    /// The kind stored as `name`.
    pub fn named(name: &str) -> Option<Kept> {
        [Kept::Jpeg, Kept::Pdf].into_iter().find(|kind| kind.name() == name)
    }
}

/// What a file is, by its first bytes. `whole` is false where it was cut off because it is too large.
pub fn arriving(bytes: &[u8], whole: bool) -> Result<Arriving, SpendingRefusal> {
    if !whole || bytes.len() > LARGEST_BYTES {
        return Err(SpendingRefusal::FileTooLarge((LARGEST_BYTES / 1024 / 1024) as u64));
    }
    let webp = bytes.len() > 12 && bytes.starts_with(b"RIFF") && &bytes[8..12] == b"WEBP";
    match bytes {
        [] => Err(SpendingRefusal::FileMissing),
        [0xff, 0xd8, 0xff, ..] => Ok(Arriving::Picture),
        _ if bytes.starts_with(b"\x89PNG\r\n\x1a\n") || webp => Ok(Arriving::Picture),
        _ if bytes.starts_with(b"%PDF-1.") || bytes.starts_with(b"%PDF-2.") => Ok(Arriving::Pdf),
        _ => Err(SpendingRefusal::FileUnknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t17_a_file_is_what_its_first_bytes_say() {
        for (bytes, is) in [
            (b"\xff\xd8\xff\xe0 and so on".as_slice(), Ok(Arriving::Picture)),
            (b"\x89PNG\r\n\x1a\n...", Ok(Arriving::Picture)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Ok(Arriving::Picture)),
            (b"%PDF-1.7\n", Ok(Arriving::Pdf)),
            (b"", Err(SpendingRefusal::FileMissing)),
            (b" %PDF-1.7", Err(SpendingRefusal::FileUnknown)),
            (b"GIF89a", Err(SpendingRefusal::FileUnknown)),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\">", Err(SpendingRefusal::FileUnknown)),
            (b"<!doctype html>", Err(SpendingRefusal::FileUnknown)),
            (b"RIFF\x10\0\0\0WAVEfmt ", Err(SpendingRefusal::FileUnknown)),
            (b"MZ\x90\0", Err(SpendingRefusal::FileUnknown)),
        ] {
            assert_eq!(arriving(bytes, true), is, "{bytes:?}");
        }
    }

    #[test]
    fn t17_a_file_has_a_limit() {
        let mut bytes = vec![0; LARGEST_BYTES];
        bytes[..8].copy_from_slice(b"%PDF-1.4");
        assert_eq!(arriving(&bytes, true), Ok(Arriving::Pdf));
        assert_eq!(arriving(&bytes, false), Err(SpendingRefusal::FileTooLarge(10)));
        bytes.push(0);
        assert_eq!(arriving(&bytes, true), Err(SpendingRefusal::FileTooLarge(10)));
    }
}
