//! Messages as mail programs write them, and as attackers do.

use super::*;
use crate::formats::import::{Aids, import, unpack};

const MESSAGE: &str = "Received: by mx\r\nFrom: =?utf-8?B?0JDQvdCw?= <ana@grad.rs>\r\nTo: firma@example.com\r\n\
    Date: Mon, 2 Nov 2026 10:00:00 +0100\r\nSubject: =?utf-8?Q?Ugovor_o_nabavci?=\r\n\
    MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"m\"\r\n\r\nnot shown\r\n\
    --m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n\
    --a\r\nContent-Type: text/plain; charset=windows-1250\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
    =C8lan 1.\r\nPrvi stav.\r\n\r\nDrugi.\r\n\
    --a\r\nContent-Type: text/html\r\n\r\n<p>HTML</p>\r\n--a--\r\n\
    --m\r\nContent-Type: application/pdf; name=\"=?utf-8?B?0KPQs9C+0LLQvtGALnBkZg==?=\"\r\n\
    Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQ=\r\n\
    --m\r\nContent-Type: image/png\r\nContent-ID: <x>\r\n\r\nx\r\n\
    --m\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=../a.txt\r\n\r\nAnnex\r\n\
    --m--\r\nafter";

fn source(bytes: &[u8]) -> Source<'_> {
    Source {
        file_name: "a.eml",
        bytes,
    }
}

#[test]
fn a_message_is_a_document_and_its_attachments_are_files() {
    let document = import(&source(MESSAGE.as_bytes()), &Aids::default()).unwrap();
    assert_eq!(
        document.text,
        "From: Ана <ana@grad.rs>\nTo: firma@example.com\nDate: Mon, 2 Nov 2026 10:00:00 +0100\n\
         Subject: Ugovor o nabavci\nČlan 1.\nPrvi stav.\nDrugi.\n"
    );
    assert_eq!(document.blocks.len(), 6);
    assert_eq!(document.title, "Ugovor o nabavci");
    assert_eq!(document.margin.attachments, ["Уговор.pdf", "a.txt"]);
    let members = unpack(&source(MESSAGE.as_bytes())).unwrap().unwrap();
    assert_eq!(members[0].bytes, b"%PDF-1.4");
    assert_eq!(
        (&*members[1].name, &*members[1].bytes),
        ("a.txt", &b"Annex"[..])
    );
    assert_eq!(members.len(), 2);
}

#[test]
fn soft_line_ends_are_joined_and_a_forwarded_message_is_attached() {
    let message = "From: a\nSubject: b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\
        Content-Type: text/plain; format=flowed\n\nThe supplier \nshall pay.\n -- \n\n\
        --x\nContent-Type: message/rfc822\n\nFrom: c\nSubject: d\n\nInner\n--x--\n";
    let document = read(&source(message.as_bytes())).unwrap();
    assert!(
        document.text.contains("The supplier shall pay.\n"),
        "{}",
        document.text
    );
    assert!(!document.text.contains("Inner"));
    let members = attachments(message.as_bytes()).unwrap();
    assert_eq!(members[0].name, "attachment-2.eml");
    assert!(members[0].bytes.starts_with(b"From: c"));
}

#[test]
fn a_sealed_message_is_refused() {
    let message = b"From: a\nSubject: b\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nx";
    assert_eq!(read(&source(message)).unwrap_err().code(), "encrypted");
}

#[test]
fn deep_and_many_parts_end_quickly() {
    let mut deep = "From: a\nSubject: b\n".to_owned();
    for level in 0..10_000 {
        let part = format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n");
        deep.push_str(&part);
    }
    assert_eq!(
        read(&source(deep.as_bytes())).unwrap_err().code(),
        "too-large"
    );
    let part = "--x\nContent-Type: text/plain\n\nwords\n";
    let head = "From: a\nSubject: b\nContent-Type: multipart/mixed; boundary=x\n\n";
    let many = format!("{head}{}", part.repeat(10_000));
    assert_eq!(read(&source(many.as_bytes())).unwrap().blocks.len(), 10_002);
    let more = format!("{head}{}", part.repeat(20_001));
    assert_eq!(
        read(&source(more.as_bytes())).unwrap_err().code(),
        "too-large"
    );
}
