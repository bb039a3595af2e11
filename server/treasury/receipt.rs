//! Receipts on their way in and out. A picture is decoded and drawn anew: what a telephone writes beside the pixels (where it was, when,
//! whose it is), a comment, a preview, a film behind the last byte, all stays behind, whatever the format calls it. Leaving out what is
//! known to be private would let through what is not known yet. A PDF is kept as it is, and the page says so.

use std::io::Cursor;

use anyhow::Context;
use homegroup_plugin::Result;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, Rgb, RgbImage};

use super::rules::disbursement::receipt::{Arriving, Kept};
use super::rules::disbursement::refusal::SpendingRefusal;
use crate::house::House;
use crate::seal::Seat;

/// A picture is made this small on its longer side: the print on a receipt can still be read, and a year of them stays small.
const LONGEST_SIDE: u32 = 2200;
/// The most memory that decoding may take, in bytes; a photo of 48 megapixels has 144 million.
const MOST_MEMORY: u64 = 200_000_000;
const QUALITY: u8 = 80;

/// What is kept of a file that arrived.
pub async fn keep(arriving: Arriving, bytes: Vec<u8>) -> Result<Result<(Kept, Vec<u8>), SpendingRefusal>> {
    match arriving {
        Arriving::Pdf => Ok(Ok((Kept::Pdf, bytes))),
        Arriving::Picture => {
            let drawn = tokio::task::spawn_blocking(move || redraw(&bytes)).await.context("a picture could not be drawn anew")?;
            Ok(drawn.map(|bytes| (Kept::Jpeg, bytes)).map_err(|error| {
                tracing::info!("a picture could not be read: {error}");
                SpendingRefusal::PictureUnreadable
            }))
        }
    }
}

/// The same picture as a new JPEG of pixels alone, the right way up.
fn redraw(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    anyhow::ensure!(decoder.total_bytes() <= MOST_MEMORY, "it has too many pixels");
    // Which side is up stands in the metadata, so that it is read before that is left behind.
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    if picture.width().max(picture.height()) > LONGEST_SIDE {
        picture = picture.resize(LONGEST_SIDE, LONGEST_SIDE, FilterType::Triangle);
    }
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&on_paper(&picture))?;
    Ok(out)
}

/// What shows through is white, as paper is: a JPEG knows no transparency.
fn on_paper(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let drawn = picture.to_rgba8();
    RgbImage::from_fn(drawn.width(), drawn.height(), |x, y| {
        let [red, green, blue, alpha] = drawn.get_pixel(x, y).0.map(u32::from);
        let over = |part: u32| u8::try_from((part * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX);
        Rgb([red, green, blue].map(over))
    })
}

/// Seals the bytes of the receipt with this id: it may name people.
pub fn seal(house: &House, id: &str, bytes: &[u8]) -> Result<Vec<u8>> {
    Ok(house.seal.seal(seat(id), bytes)?)
}

/// Opens them again.
pub fn open(house: &House, id: &str, sealed: &[u8]) -> Result<Vec<u8>> {
    Ok(house.seal.open(seat(id), sealed)?.to_vec())
}

fn seat(id: &str) -> Seat<'_> {
    Seat { table: "receipts", column: "file", row: id }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgba, RgbaImage};

    fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        picture.write_to(&mut out, format).expect("it is written");
        out.into_inner()
    }

    fn has(bytes: &[u8], words: &str) -> bool {
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    }

    /// A JPEG of 40 by 20 pixels with a comment, and EXIF that says it lies on its side.
    fn telling() -> Vec<u8> {
        let plain = encoded(&DynamicImage::ImageRgb8(RgbImage::from_pixel(40, 20, Rgb([9, 99, 199]))), ImageFormat::Jpeg);
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
        exif.extend(b"GPS 41.6N 83.5W");
        let segment = |marker: u8, content: &[u8]| {
            let length = u16::try_from(content.len() + 2).expect("it is short").to_be_bytes();
            [&[0xff, marker], length.as_slice(), content].concat()
        };
        let xmp = segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Dana</x:xmpmeta>");
        [&plain[..2], &segment(0xe1, &exif), &xmp, &segment(0xfe, b"taken by Dana"), &plain[2..], b"a film behind it"].concat()
    }

    #[test]
    fn t17_nothing_but_pixels_is_kept_of_a_picture_and_it_stands_upright() {
        let picture = telling();
        let private = ["GPS", "Exif", "xmpmeta", "Dana", "a film"];
        assert!(private.iter().all(|words| has(&picture, words)));
        let kept = redraw(&picture).expect("it is drawn");
        assert_eq!(private.iter().filter(|words| has(&kept, words)).count(), 0);
        let seen = image::load_from_memory(&kept).expect("it is a picture");
        assert_eq!((seen.width(), seen.height()), (20, 40), "it lay on its side");
    }

    #[test]
    fn t17_what_shows_through_becomes_white_and_a_large_picture_smaller() {
        let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(8, 8, Rgba([0, 0, 0, 0])));
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            let kept = redraw(&encoded(&clear, format)).expect("it is drawn");
            assert_eq!(image::load_from_memory(&kept).expect("it is a picture").to_rgb8().get_pixel(4, 4).0, [255; 3]);
        }
        let wide = DynamicImage::ImageLuma8(image::GrayImage::new(LONGEST_SIDE + 800, 10));
        let kept = redraw(&encoded(&wide, ImageFormat::Png)).expect("it is drawn");
        assert_eq!(image::load_from_memory(&kept).expect("it is a picture").width(), LONGEST_SIDE);
    }

    #[test]
    fn t17_what_only_begins_as_a_picture_is_refused() {
        let whole = telling();
        for broken in [&whole[..20], b"\xff\xd8\xff<script>", b"\x89PNG\r\n\x1a\nno", b"RIFF\x10\0\0\0WEBPVP8 "] {
            assert!(redraw(broken).is_err());
        }
    }
}
