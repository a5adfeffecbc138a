//! Files by content and by name.

use super::super::unpack::fixture;
use super::*;

fn look(file_name: &str, bytes: &[u8]) -> Result<Detected, Refused> {
    detect(&Source { file_name, bytes })
}

#[test]
fn content_comes_before_the_name() {
    let cases: &[(&str, &[u8], Format, bool)] = &[
        ("a.pdf", b"%PDF-1.4\n", Format::Pdf, false),
        ("a.txt", b"\n%PDF-1.4\n", Format::Pdf, true),
        ("a.pdf", b"junk\n%PDF-1.4\n", Format::Pdf, false),
        ("a.rtf", b"{\\rtf1", Format::Rtf, false),
        ("a.pdf", b"<!DOCTYPE html><p>Error", Format::Html, true),
        ("a.html", b"no tags at all", Format::Text, true),
        ("a.eml", b"From: a@b\nSubject: c\n\nd", Format::Email, false),
        (
            "a",
            b"From: a@b\nMessage-ID: <c>\n\nd",
            Format::Email,
            false,
        ),
        (
            "a.txt",
            b"From: the city\nTo: the firm\n\nd",
            Format::Text,
            false,
        ),
        (
            "a.mht",
            b"From: <Saved by X>\nContent-Type: text/html\n\nd",
            Format::Html,
            false,
        ),
        ("a.log", b"one", Format::Text, false),
        ("a.json", b"This agreement", Format::Text, false),
        ("a.docx", b"Article 1", Format::Text, true),
        ("A.MD", b"# Article 1", Format::Markdown, false),
        ("notes", b"Article 1", Format::Text, false),
    ];
    for (name, bytes, format, lies) in cases {
        let detected = look(name, bytes).unwrap();
        assert_eq!(detected.format, *format, "{name}");
        assert_eq!(detected.false_claim.is_some(), *lies, "{name}");
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let ole = |name: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0];
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let zip = fixture::zip(&[("keyword/xl/photo.jpg", b"word/ ppt/ xl/")]);
    let cases = [
        ("a.docx", ole("EncryptedPackage"), "encrypted", "password"),
        (
            "a.msg",
            ole("__properties_version1.0"),
            "unsupported",
            "Outlook",
        ),
        (
            "a.wpd",
            b"\xFFWPC\x10".to_vec(),
            "unsupported",
            "WordPerfect",
        ),
        ("a.docx", zip, "mislabelled", "ZIP"),
        ("a.csv", b"a;b\n1;2".to_vec(), "unsupported", "CSV"),
        ("a.json", b" {\"a\": 1}".to_vec(), "unsupported", "JSON"),
        (
            "a.xml",
            b"<?xml version='1.0'?><a/>".to_vec(),
            "unsupported",
            "XML",
        ),
        (
            "a.mbox",
            b"From a Mon\nFrom: a\nSubject: b\n\nc".to_vec(),
            "unsupported",
            "mailbox",
        ),
        (
            "a.pdf",
            b"\x89PNG\r\n\x1a\n\0\0".to_vec(),
            "mislabelled",
            "image",
        ),
        (
            "a.txt",
            vec![0, 1, 2, 3, 0, 0, 200],
            "mislabelled",
            "binary",
        ),
        ("a.txt", b" \r\n\t".to_vec(), "empty", "empty"),
        ("a.pdf", Vec::new(), "empty", "empty"),
    ];
    for (name, bytes, code, word) in cases {
        let refused = look(name, &bytes).unwrap_err();
        assert_eq!(refused.code(), code, "{name}: {refused}");
        assert!(refused.to_string().contains(word), "{refused}");
        assert!(!refused.hint().is_empty());
    }
}
