//! Checkpoints: the exact bytes, what is refused, and how they are found again after a journey.

use super::*;
use crate::domain::review::chain::MerkleTree;
use proptest::prelude::*;

const WORKSPACE: &str = "00112233445566778899aabbccddeeff";

/// Made with `openssl pkeyutl -sign -rawin` and SHA-256 from the descriptions of the format, with the
/// private key of 32 bytes 7, over the lines `one`, `two`, `three`.
const NOTE: &str = "rapporteur/1 00112233445566778899aabbccddeeff ana-petrovic-7f3a9c00
3
Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=

— ana-petrovic-7f3a9c00 nTOSNAifYgG69HuUgs45TsQbFeQ2NPywz7zWDMf7ZTnGwxix3Je42oLBo07M0Z81ReSPpnkVWaxi3htIfxj9F10LtwQ=
";

/// A cosignature of a witness as other programs add it, with a key that is not ours.
const WITNESS: &str = "— witness.example/w1 AAAAAQAAAABqAAAAAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n";

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn writer() -> WriterId {
    WriterId::parse("ana-petrovic-7f3a9c00").expect("is a writer")
}

fn root() -> Digest {
    let mut tree = MerkleTree::default();
    for line in ["one", "two", "three"] {
        tree.push(line.as_bytes());
    }
    tree.root()
}

fn read() -> Checkpoint {
    parse(NOTE).expect("is a checkpoint")
}

#[test]
fn a_checkpoint_is_the_note_that_other_programs_make() {
    assert_eq!(make(WORKSPACE, &writer(), 3, root(), &key()), NOTE);
    let read = read();
    assert_eq!((read.workspace.as_str(), read.size), (WORKSPACE, 3));
    assert_eq!((&read.writer, read.root), (&writer(), root()));
    assert_eq!(read.note(), NOTE);
    assert_eq!(verify(&read, &key().verifying_key()), Ok(()));
}

#[test]
fn only_the_one_spelling_is_read() {
    use NotACheckpoint as Not;
    let signature = NOTE.lines().last().expect("has lines");
    let many = format!("{NOTE}{}", format!("{signature}\n").repeat(MOST_SIGNATURES));
    let cases = [
        ("", Not::Origin),
        (&NOTE.replace("rapporteur/1", "rapporteur/2"), Not::Origin),
        (&NOTE.replace("ana-", "Ana-"), Not::Origin),
        (&NOTE.replace("0011", "001G"), Not::Origin),
        (&NOTE.replace("/1 ", "/1  "), Not::Origin),
        (&NOTE.replace('\n', "\r\n"), Not::Origin),
        (&NOTE.replace("\n3\n", "\n03\n"), Not::Size),
        (&NOTE.replace("\n3\n", "\n+3\n"), Not::Size),
        (
            &NOTE.replace("\n3\n", "\n99999999999999999999\n"),
            Not::Size,
        ),
        // The same bytes with other bits behind their end.
        (&NOTE.replace("vKk=", "vKl="), Not::Root),
        (&NOTE.replace("vKk=", "vKk"), Not::Root),
        (&NOTE.replace("vKk=\n", "vKk=\nmore\n"), Not::Separator),
        (&NOTE.replace('—', "-"), Not::Signature { line: 5 }),
        (&NOTE.replace(" nTOS", " n TOS"), Not::Signature { line: 5 }),
        (&NOTE.replace("twQ=", "twR="), Not::Signature { line: 5 }),
        (&NOTE.replace("— ana", "— a+na"), Not::Signature { line: 5 }),
        (
            &NOTE.replace("— ana", "— a\u{a0}na"),
            Not::Signature { line: 5 },
        ),
        (&format!("{NOTE}\n"), Not::Signature { line: 6 }),
        (&format!("{NOTE}{signature}"), Not::Signature { line: 6 }),
        (NOTE.trim_end(), Not::Count { count: 0 }),
        (
            &many,
            Not::Count {
                count: MOST_SIGNATURES + 1,
            },
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(parse(text), Err(expected), "{text}");
    }
}

#[test]
fn a_signature_is_of_one_key_and_of_these_words() {
    let ours = key().verifying_key();
    let other = SigningKey::from_bytes(&[8; 32]);
    let not_signed = Err(Unproven::NotSigned { writer: writer() });
    let bad = Err(Unproven::BadSignature { writer: writer() });
    assert_eq!(verify(&read(), &other.verifying_key()), not_signed);

    let longer = Checkpoint { size: 4, ..read() };
    assert_eq!(verify(&longer, &ours), bad);
    let mut flipped = read();
    flipped.signatures[0].bytes[40] ^= 1;
    assert_eq!(verify(&flipped, &ours), bad);
    let mut short = read();
    short.signatures[0].bytes.pop();
    assert_eq!(verify(&short, &ours), bad);

    let cosigned = parse(&format!("{NOTE}{WITNESS}")).expect("is a checkpoint");
    assert_eq!(cosigned.signatures.len(), 2);
    assert_eq!(verify(&cosigned, &ours), Ok(()));
    let witness_alone = Checkpoint {
        signatures: cosigned.signatures[1..].to_vec(),
        ..cosigned
    };
    assert_eq!(verify(&witness_alone, &ours), not_signed);

    let theirs = make(WORKSPACE, &writer(), 3, root(), &other);
    let theirs = parse(&theirs).expect("is a checkpoint");
    assert_eq!(verify(&theirs, &ours), not_signed);
}

#[test]
fn a_checkpoint_is_found_after_a_journey() {
    let wrapped = |width: usize| {
        let mut broken = String::new();
        for (count, character) in NOTE.chars().enumerate() {
            // In the middle of the root and of the signature, as a narrow column of a PDF does.
            let coded = (72..112).contains(&count) || count > 142;
            if coded && count % width == 0 && !character.is_whitespace() {
                broken.push_str("\r\n  ");
            }
            broken.push(character);
        }
        broken
    };
    let edged = |before: &str, after: &str| {
        let lines: Vec<String> = NOTE
            .lines()
            .map(|line| format!("{before}{line}{after}"))
            .collect();
        lines.concat()
    };
    let html = format!("<p>{}</p>", NOTE.trim_end().replace('\n', "<br>"));
    let texts = [
        NOTE.to_owned(),
        format!("Minutes of the committee, item 4:\n\n{NOTE}\nThe chair closed the meeting."),
        edged("> > ", " \r\n"),
        NOTE.replace('\n', "\r\n"),
        NOTE.replace('\n', "   \n\n"),
        NOTE.replace(' ', "\u{a0}").replace('\n', "\u{2028}"),
        NOTE.replace('\n', " "),
        NOTE.replace("— ", "\u{200b}-- ").replace("rapp", "Rapp"),
        NOTE.replace("petrovic-7f", "petrovic-\n7f"),
        edged("| `", "` |\n"),
        format!("```\n{NOTE}```\n"),
        serde_json::json!({"checkpoint": NOTE, "more": 1}).to_string(),
        html.replace("— ", "&mdash;&nbsp;"),
        html.replace("<br>", "</td></tr>\n<tr class=\"line\"><td>"),
        wrapped(30),
        wrapped(61),
        format!("{NOTE}{NOTE}"),
    ];
    for text in texts {
        let found = find(&text);
        assert_eq!(found.unreadable, 0, "{text}");
        assert_eq!(found.checkpoints, [read()], "{text}");
    }
    let cosigned = format!("> {NOTE}> {WITNESS}");
    let found = find(&cosigned).checkpoints;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].signatures.len(), 2);
}

#[test]
fn what_cannot_be_read_is_counted() {
    assert_eq!(find("a letter about rapporteur"), Found::default());
    assert_eq!(find("https://example.org/rapporteur/1"), Found::default());
    let unsigned = read().body();
    let cut = NOTE.get(..150).expect("is so long");
    for text in [
        "rapporteur/1",
        &unsigned,
        cut,
        &NOTE.replace("\n3\n", "\nthree\n"),
    ] {
        assert_eq!(find(text).unreadable, 1, "{text}");
    }
    let both = find(&format!("{cut}\n\n{NOTE}"));
    assert_eq!((both.checkpoints, both.unreadable), (vec![read()], 1));
}

#[test]
fn a_long_text_is_read_in_one_go() {
    let text = "rapporteur/1 00 a 1 <b ".repeat(10_000);
    assert_eq!(find(&text).unreadable, 10_000);
    assert!(parse(&"\n".repeat(1 << 16)).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_taken(text in "(rapporteur/1|[ \\n>—=<+-]|[a-z0-9]{1,4}|\\PC){0,40}") {
        let _ = parse(&text);
        find(&text);
    }

    #[test]
    fn a_changed_letter_is_never_the_word_of_the_key(place in 13_usize..150, with in "[0-9a-zA-Z/+ \\n]") {
        let mut text: String = NOTE.chars().take(place).collect();
        text.push_str(&with);
        text.extend(NOTE.chars().skip(place + 1));
        prop_assume!(text != NOTE);
        if let Ok(read) = parse(&text) {
            prop_assert!(verify(&read, &key().verifying_key()).is_err());
        }
        for read in find(&text).checkpoints {
            let proven = verify(&read, &key().verifying_key()).is_ok();
            prop_assert!(!proven || read.body() == self::read().body());
        }
    }
}
