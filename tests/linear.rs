//! The whole walk in plain lines: what is typed there stands in the same journal.

mod common;

use common::Workplace;
use std::io::Write;
use std::process::Stdio;

/// Runs the interface as plain lines on these; gives what it wrote.
fn lines(place: &Workplace, arguments: &[&str], typed: &str) -> String {
    let mut child = place
        .command()
        .arg("--linear")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    let mut input = child.stdin.take().expect("is piped");
    input.write_all(typed.as_bytes()).expect("is read");
    drop(input);
    let output = child.wait_with_output().expect("the program ends");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("is text")
}

#[test]
fn a_review_in_plain_lines_stands_in_the_journal() {
    let place = Workplace::new();
    let file = place.write(
        "camera agreement.txt",
        "Article 1 Access\n\nThe Supplier may access the network remotely from any country at any time.\n\n\
         Article 2 Law\n\nThe law of Averonia applies.\n",
    );
    let file = file.to_str().expect("is text");
    let script = "words access the network remotely\nfind item\nremote access\n1\nc\nj\nm\nWhose law is that?\n\nq\nesc\n";
    let told = lines(&place, &[file], script);
    assert!(!told.contains('\u{1b}'), "{told}");
    assert!(
        told.contains(
            "Tagged Remote access from abroad: concern, on “access the network remotely”"
        ),
        "{told}"
    );
    let log = place.ok(["log", "--json"]);
    assert!(log.contains("access the network remotely"), "{log}");
    assert!(log.contains("Whose law is that?"), "{log}");
    // The input ended without a farewell; the desk goes on from what was saved.
    let told = lines(&place, &[], "1\n");
    assert!(told.contains("1. chosen: camera agreement"), "{told}");
    assert!(told.contains("Clause "), "{told}");
    place.ok(["verify"]);
}
