//! A model that learns a made-up rule, damaged bytes, and the model that is shipped.

use super::train::{Lesson, train};
use super::*;
use crate::domain::clause::{Clause, ClauseId, ClauseKind};
use crate::domain::language::Language;

/// Every line is a clause.
fn tree(text: &str) -> ClauseTree {
    let mut start = 0;
    let clause = |(number, line): (usize, &str)| {
        let span = Span::new(start, start + line.len());
        start = span.end;
        Clause {
            id: ClauseId::new(format!("c{number}")),
            parent: None,
            kind: ClauseKind::Paragraph,
            label: String::new(),
            heading: String::new(),
            level: 0,
            span,
            subtree_end: span.end,
            page: None,
            language: Language::English,
            counterpart: None,
        }
    };
    ClauseTree::new(text.split_inclusive('\n').enumerate().map(clause).collect())
}

/// An agreement in which the clause about the baker's records is marked.
fn lesson(number: usize) -> Lesson {
    let marked = [
        "The baker may inspect the records of the mill.\n",
        "Records are open to an inspection by the baker.\n",
    ];
    let others = [
        "Flour is delivered on Monday.\n",
        "The mill grinds wheat and rye.\n",
        "Bread is paid in silver.\n",
        "The baker sells bread.\n",
    ];
    let mut text = String::new();
    for at in 0..4 {
        text.push_str(others[(at + number) % 4]);
    }
    let start = text.len();
    text.push_str(marked[number % 2]);
    let mark = Span::new(start, text.len());
    text.push_str(others[number % 4]);
    Lesson::new(
        &format!("mill {number}"),
        (&tree(&text), &text),
        &[(0, mark)],
        &[(4, 0, 500)],
    )
}

fn toy() -> Model {
    let lessons: Vec<Lesson> = (0..24).map(lesson).collect();
    let lessons: Vec<&Lesson> = lessons.iter().collect();
    let subjects = ["Inspection".to_owned(), "Nothing".to_owned()];
    train(&lessons, &subjects, "made up", 10_000)
}

#[test]
fn a_rule_is_learned_and_its_words_are_the_reason() {
    let model = toy();
    let text = "Wheat is delivered on Friday.\nThe baker may inspect all records.\nRye is paid in silver.\n";
    let clauses = tree(text);
    let scores = model.read_clauses(&clauses, text);
    let subject = model.subject("inspection").expect("it was trained");
    assert_eq!(scores.order(subject)[0], 1);
    let likelihoods = scores.likelihoods(subject, |clause| if clause == 1 { 400 } else { 0 });
    assert!(
        likelihoods[1] > 600 && likelihoods[0] < 300 && likelihoods[2] < 300,
        "{likelihoods:?}"
    );
    assert_eq!(likeliest(&likelihoods, 600, 5), [1]);
    let words: Vec<&str> = scores
        .reasons(subject, &clauses, 1, text)
        .iter()
        .map(|span| span.of(text))
        .collect();
    assert!(
        words
            .iter()
            .any(|word| word.contains("records") || word.contains("inspect")),
        "{words:?}"
    );
    let nothing = model.subject("Nothing").expect("it has a place");
    assert!(
        scores
            .likelihoods(nothing, |_| 0)
            .iter()
            .all(|&one| one < 300)
    );
}

#[test]
fn a_sentence_is_not_drowned_by_the_clause_around_it() {
    let model = toy();
    let subject = model.subject("inspection").expect("it was trained");
    let around =
        "The mill grinds wheat and rye, flour is delivered on Monday and bread is paid in silver. ";
    let sentence =
        "The baker may inspect the records of the mill, and records are open to an inspection. ";
    let long = [around, around, around, sentence, around, around, around].concat();
    let score = |text: &str| model.read_clauses(&tree(text), text).score(0, subject);
    // Without the signs at their ends there are no sentences, and the words are the same.
    let drowned = score(&long.replace(". ", "  "));
    assert!(score(&long) > drowned, "{drowned}");
    let place = long.find(sentence).expect("it is there");
    let clauses = tree(&long);
    let reasons = model
        .read_clauses(&clauses, &long)
        .reasons(subject, &clauses, 0, &long);
    assert!(!reasons.is_empty());
    for reason in reasons {
        assert!(reason.start >= place && reason.end <= place + sentence.len());
    }
}

#[test]
fn the_same_lessons_give_the_same_bytes_and_bytes_the_same_model() {
    let (one, two) = (toy(), toy());
    assert_eq!(one.write(), two.write());
    let read = Model::read(&one.write()).expect("it was written just now");
    assert_eq!(read.write(), one.write());
    assert_eq!(read.credit(), "made up");
}

#[test]
fn damaged_bytes_are_an_error() {
    let bytes = toy().write();
    for end in 0..bytes.len() {
        assert!(Model::read(&bytes[..end]).is_err(), "cut at {end}");
    }
    for at in (0..bytes.len()).step_by(7) {
        let mut altered = bytes.clone();
        altered[at] ^= 0x41;
        assert!(Model::read(&altered).is_err(), "altered at {at}");
    }
    assert_eq!(Model::read(b"something else"), Err(ModelError::Other));
}

/// A digest that fits makes nonsense no better.
#[test]
fn nonsense_under_a_digest_that_fits_is_an_error_or_a_model_but_never_a_panic() {
    use crate::domain::digest::Digest;
    let bytes = toy().write();
    let body = &bytes[..bytes.len() - 32];
    let text = "The baker may inspect all records.\n";
    let mut refused = 0;
    for at in 0..body.len().min(400) {
        for value in [0, 0x7f, 0xff] {
            let mut altered = body.to_vec();
            altered[at] = value;
            let digest = Digest::of(&altered);
            altered.extend(digest.bytes());
            match Model::read(&altered) {
                Ok(model) => drop(model.read_clauses(&tree(text), text)),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused > 50, "{refused}");
}

#[test]
fn the_model_that_is_shipped_can_be_read_and_is_small() {
    let model = shipped();
    assert!(SHIPPED.len() < 4_500_000, "{}", SHIPPED.len());
    assert!(
        model.credit().contains("Atticus Project"),
        "{}",
        model.credit()
    );
    assert_eq!(model.subjects().count(), 41);
    for name in [
        "Governing Law",
        "Audit Rights",
        "Cap on Liability",
        "Change of Control",
    ] {
        assert!(model.subject(name).is_some(), "{name}");
    }
}

#[test]
fn the_model_that_is_shipped_finds_the_law_that_governs() {
    let text = "The Supplier delivers the lamps.\n\
        This Agreement shall be governed by and construed in accordance with the laws of the State of Freedonia.\n\
        The City pays within thirty days.\n";
    let clauses = tree(text);
    let model = shipped();
    let subject = model.subject("Governing Law").expect("it is trained");
    let scores = model.read_clauses(&clauses, text);
    assert_eq!(scores.order(subject)[0], 1);
    let likelihoods = scores.likelihoods(subject, |clause| if clause == 1 { 600 } else { 0 });
    assert!(
        likelihoods[1] > 700 && likelihoods[0] < 50 && likelihoods[2] < 50,
        "{likelihoods:?}"
    );
    assert!(!scores.reasons(subject, &clauses, 1, text).is_empty());
}
