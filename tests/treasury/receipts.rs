//! Receipts of entries and requests: what is taken, what is kept of it, who may open it (T17).

use homegroup::treasury;
use rocket::http::{ContentType, Cookie, Header, Status};

use super::locks::run;
use super::surplus::{done, link};
use super::{once, post, saved, with_places};
use crate::common::people::Person;
use crate::common::{Answer, Server};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Producer (Dana's phone) >>\nendobj\n%%EOF\n";

/// A small photo with a comment in it and a film behind it.
fn photo() -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(12, 6, image::Rgb([200, 30, 30]));
    picture.write_to(&mut out, image::ImageFormat::Jpeg).expect("it is written");
    let plain = out.into_inner();
    [&plain[..2], b"\xff\xfe\0\x0fGPS 41N 83.5W", &plain[2..], b"film of the kitchen"].concat()
}

async fn send_as(server: &Server, who: &Person, path: &str, once: &str, bytes: &[u8]) -> Answer {
    let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"once\"\r\n\r\n{once}\r\n").into_bytes();
    body.extend(b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../Dana.svg\"\r\n");
    body.extend(b"Content-Type: image/svg+xml\r\n\r\n");
    body.extend_from_slice(bytes);
    body.extend(b"\r\n--x--\r\n");
    let request = server
        .client
        .post(path.to_owned())
        .header(ContentType::new("multipart", "form-data").with_params(("boundary", "x")))
        .header(Header::new("Sec-Fetch-Site", "same-origin"))
        .cookie(Cookie::new("session", who.session.clone()))
        .body(body);
    Answer::of(request.dispatch().await).await
}

async fn send(server: &Server, who: &Person, path: &str, bytes: &[u8]) -> Answer {
    send_as(server, who, path, &once(), bytes).await
}

/// The bytes under an address, with the headers that matter.
async fn open(server: &Server, who: &Person, path: &str) -> (Vec<u8>, Option<String>, Option<String>) {
    let request = server.client.get(path.to_owned()).cookie(Cookie::new("session", who.session.clone()));
    let response = request.dispatch().await;
    assert_eq!(response.status(), Status::Ok);
    let header = |name: &str| response.headers().get_one(name).map(str::to_owned);
    assert_eq!(header("X-Content-Type-Options").as_deref(), Some("nosniff"));
    assert_eq!(header("Cache-Control").as_deref(), Some("no-store"));
    assert!(header("Content-Security-Policy").expect("a policy").contains("sandbox"));
    let (kind, disposition) = (header("Content-Type"), header("Content-Disposition"));
    (response.into_bytes().await.expect("it has a body"), kind, disposition)
}

fn has(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

async fn with_expense() -> (Server, Person, String) {
    let (server, dana) = with_places().await;
    let form = [("day", "2026-04-16"), ("category", "expenses:tokens"), ("amount", "22.50"), ("place", "assets:bank")];
    let entry = saved(&server, &dana, "/treasury/expenses", &form).await;
    (server, dana, entry)
}

#[rocket::async_test]
async fn t17_a_photo_is_kept_without_what_the_phone_wrote_into_it_and_handed_out_as_a_file() {
    let (server, dana, entry) = with_expense().await;
    assert!(server.get(&entry, Some(&dana.session)).await.says("Receipts None yet."));
    let path = format!("{entry}/receipts");
    assert!(server.get(&format!("{path}/new"), Some(&dana.session)).await.says("A photo of the slip is best."));
    let answer = send(&server, &dana, &path, &photo()).await;
    assert_eq!((answer.status, answer.location.as_deref()), (Status::SeeOther, Some(entry.as_str())), "{}", answer.text());
    let receipt = link(&server.get(&entry, Some(&dana.session)).await, "/treasury/receipts/");
    let (bytes, kind, disposition) = open(&server, &dana, &receipt).await;
    assert_eq!(kind.as_deref(), Some("image/jpeg"));
    assert_eq!(disposition.as_deref(), Some("attachment; filename=\"receipt-1.jpg\""));
    assert!(!has(&bytes, "GPS") && !has(&bytes, "film of the kitchen"));
    assert_eq!(image::load_from_memory(&bytes).expect("it is a picture").width(), 12);
}

#[rocket::async_test]
async fn t17_an_entry_has_several_receipts_and_a_form_sent_twice_brings_one() {
    let (server, dana, entry) = with_expense().await;
    let (path, twice) = (format!("{entry}/receipts"), once());
    for _ in 0..2 {
        assert_eq!(send_as(&server, &dana, &path, &twice, PDF).await.status, Status::SeeOther);
    }
    assert_eq!(send(&server, &dana, &path, &photo()).await.status, Status::SeeOther);
    let page = server.get(&entry, Some(&dana.session)).await;
    assert_eq!(page.body.matches("/erasure/new").count(), 2, "{}", page.text());
    let (bytes, kind, disposition) = open(&server, &dana, &format!("/treasury/receipts/{twice}")).await;
    assert_eq!((bytes.as_slice(), kind.as_deref()), (PDF, Some("application/pdf")));
    assert!(disposition.expect("a name").starts_with("attachment"));
}

#[rocket::async_test]
async fn t17_what_is_no_receipt_is_refused_whatever_it_calls_itself() {
    let (server, dana, entry) = with_expense().await;
    let mut large = vec![b' '; 10 * 1024 * 1024 + 1];
    large[..8].copy_from_slice(b"%PDF-1.4");
    for (bytes, sentence) in [
        (b"".as_slice(), "Choose a photo or a PDF first."),
        (b"<svg onload=alert(1)>", "This is no JPEG, PNG or WebP photo and no PDF."),
        (b"\xff\xd8\xff not a picture", "The photo cannot be read."),
        (&large, "The file is larger than 10 MB."),
    ] {
        let answer = send(&server, &dana, &format!("{entry}/receipts"), bytes).await;
        assert!(answer.status == Status::UnprocessableEntity && answer.says(sentence), "{sentence}: {}", answer.text());
    }
    assert!(server.get(&entry, Some(&dana.session)).await.says("Receipts None yet."));
}

#[rocket::async_test]
async fn t17_nobody_else_learns_of_a_receipt_and_no_byte_of_it_lies_in_the_open() {
    let (server, dana, entry) = with_expense().await;
    let id = once();
    send_as(&server, &dana, &format!("{entry}/receipts"), &id, PDF).await;
    let member = server.member("Lee W.").await;
    let chair = server.officer("Ana P.", "Chair").await;
    for who in [&member, &chair] {
        assert!(!server.get(&entry, Some(&who.session)).await.says("Receipts"));
        assert_eq!(server.get(&format!("/treasury/receipts/{id}"), Some(&who.session)).await.status, Status::NotFound);
        let erase = server.post(&format!("/treasury/receipts/{id}/erasure"), Some(&who.session), &[]).await;
        assert_eq!(erase.status, Status::Forbidden);
        assert_eq!(send(&server, who, &format!("{entry}/receipts"), PDF).await.status, Status::Forbidden);
    }
    assert!(!server.dump().await.contains("Dana's phone"), "it is sealed");
}

#[rocket::async_test]
async fn t17_who_is_asked_to_approve_sees_the_receipt_until_it_is_paid_and_then_the_entry_has_it() {
    let (server, dana) = with_places().await;
    let ana = server.officer("Ana P.", "Secretary").await;
    let lee = server.officer("Lee W.", "Chair").await;
    let policy = [("kind", "above"), ("amount", "50"), ("meeting", "2026-04-02"), ("effective_on", "2026-04-02")];
    done(&server, &dana, "/treasury/approval-policies", &policy).await;
    let kim = server.find("Kim C.").await.0;
    let form = [("category", "expenses:literature"), ("amount", "80"), ("place", "assets:bank"), ("payee", kim.as_str())];
    let request = done(&server, &dana, "/treasury/disbursements", &form).await.location.expect("it leads there");
    let approve = format!("{request}/approvals");
    let early = server.post(&approve, Some(&ana.session), &[]).await;
    assert!(early.status == Status::UnprocessableEntity && early.says("needs its receipt"), "{}", early.text());
    let id = once();
    assert_eq!(send_as(&server, &dana, &format!("{request}/receipts"), &id, PDF).await.status, Status::SeeOther);
    assert_eq!(open(&server, &ana, &format!("/treasury/receipts/{id}")).await.0, PDF);
    for who in [&ana, &lee] {
        assert_eq!(server.post(&approve, Some(&who.session), &[]).await.status, Status::SeeOther);
    }
    let paid = post(&server, &dana, &format!("{request}/payment"), &[("day", "2026-04-16")]).await;
    let entry = paid.location.unwrap_or_else(|| panic!("not paid: {}", paid.body));
    assert!(server.get(&entry, Some(&dana.session)).await.body.contains(&format!("/treasury/receipts/{id}")));
    assert_eq!(server.get(&format!("/treasury/receipts/{id}"), Some(&ana.session)).await.status, Status::NotFound);
    assert_eq!(open(&server, &dana, &format!("/treasury/receipts/{id}")).await.0, PDF);
}

#[rocket::async_test]
async fn t17_of_an_erased_receipt_only_that_it_was_there_remains() {
    let (server, dana, entry) = with_expense().await;
    let id = once();
    send_as(&server, &dana, &format!("{entry}/receipts"), &id, PDF).await;
    let erasure = format!("/treasury/receipts/{id}/erasure");
    assert!(server.get(&format!("{erasure}/new"), Some(&dana.session)).await.says("Nobody can open it any more."));
    for _ in 0..2 {
        assert_eq!(server.post(&erasure, Some(&dana.session), &[]).await.status, Status::SeeOther);
    }
    assert_eq!(server.get(&format!("/treasury/receipts/{id}"), Some(&dana.session)).await.status, Status::NotFound);
    let page = server.get(&entry, Some(&dana.session)).await;
    assert!(page.says("PDF, erased Apr 16, 2026"), "{}", page.text());
    assert_eq!(run(&server, "DELETE FROM receipt_files").await, Ok(0), "its bytes are gone already");
    assert!(run(&server, "UPDATE receipts SET file = 'x', erased_at = NULL").await.is_err());
    assert!(treasury::verify_ledger(&server.house).await.is_ok());
}
