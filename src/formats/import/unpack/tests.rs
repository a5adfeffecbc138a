//! What comes out of containers, and what does not.

use super::*;

fn look(file_name: &str, bytes: &[u8]) -> Result<Option<Vec<Member>>, Refused> {
    unpack(&Source { file_name, bytes })
}

fn names(members: &[Member]) -> Vec<&str> {
    members.iter().map(|member| &*member.name).collect()
}

#[test]
fn an_archive_gives_its_files_and_no_litter() {
    let bytes = fixture::zip(&[
        ("уговори/a.txt", b"Article 1".as_slice()),
        ("../b.txt", b"two"),
        ("__MACOSX/._a.txt", b"x"),
        (".DS_Store", b"x"),
        ("inner.zip", &fixture::zip(&[("c.txt", b"three")])),
    ]);
    let members = look("a.zip", &bytes).unwrap().unwrap();
    assert_eq!(names(&members), ["уговори/a.txt", "b.txt", "inner.zip"]);
    assert_eq!(members[0].bytes, b"Article 1");
    let inner = look("inner.zip", &members[2].bytes).unwrap().unwrap();
    assert_eq!(names(&inner), ["c.txt"]);
}

#[test]
fn documents_are_no_containers() {
    let odt = fixture::zip(&[("mimetype", b"application/vnd.oasis.opendocument.text")]);
    let docx = fixture::zip(&[("[Content_Types].xml", b""), ("word/document.xml", b"")]);
    for (name, bytes) in [("a.odt", odt), ("a.docx", docx), ("a.txt", b"one".to_vec())] {
        assert_eq!(look(name, &bytes), Ok(None), "{name}");
    }
}

#[test]
fn what_cannot_be_unpacked_is_named_beside_what_can() {
    let mut bytes = fixture::zip(&[("a.txt", b"Article 1".as_slice()), ("b.txt", b"Article 2")]);
    // The flag that says "encrypted", in both places where it stands.
    for mark in [&b"PK\x03\x04"[..], b"PK\x01\x02"] {
        let at = bytes.windows(4).position(|window| window == mark).unwrap();
        bytes[at + if mark[2] == 3 { 6 } else { 8 }] |= 1;
    }
    let members = look("a.zip", &bytes).unwrap().unwrap();
    assert_eq!(names(&members), ["a.txt", "b.txt"]);
    assert_eq!(members[0].refused.as_ref().unwrap().code(), "encrypted");
    assert_eq!(
        (members[1].refused.as_ref(), &*members[1].bytes),
        (None, &b"Article 2"[..])
    );
    assert_eq!(look("a.zip", &bytes[..60]).unwrap_err().code(), "damaged");
}

#[test]
fn bombs_are_stopped() {
    let zeros = vec![0; 40 * 1024 * 1024];
    let bytes = fixture::zip(&[("a", &zeros), ("b.txt", b"Article 1")]);
    let members = look("a.zip", &bytes).unwrap().unwrap();
    assert_eq!(members[0].refused.as_ref().unwrap().code(), "too-large");
    assert!(members[0].bytes.is_empty());
    assert_eq!(members[1].bytes, b"Article 1");
    let small = vec![0; 15 * 1024 * 1024];
    let names: Vec<String> = (0..20).map(|number| number.to_string()).collect();
    let files: Vec<_> = names.iter().map(|name| (&**name, &*small)).collect();
    let refused = look("a.zip", &fixture::zip(&files)).unwrap_err();
    assert_eq!(refused.code(), "too-large");
}

#[test]
fn a_mailbox_gives_its_messages() {
    let bytes = b"From a\nFrom: x\nSubject: one\n\nFirst\n\nFrom b\nFrom: y\n\nSecond\n";
    let members = look("a.mbox", bytes).unwrap().unwrap();
    assert_eq!(names(&members), ["message-1.eml", "message-2.eml"]);
    assert!(members[1].bytes.starts_with(b"From b\n"));
}
