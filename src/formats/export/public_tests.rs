//! The public edition in every format that there is: unpacked, and searched byte by byte for every
//! withheld word. The same words are in the confidential edition, so that the search can find them.

use super::*;
use crate::domain::clause::ClauseId;
use crate::domain::document::{Diagnostic, Severity};
use crate::domain::redaction::Redaction;
use crate::domain::review::command::NoteTarget;
use crate::domain::review::event::{
    AbsenceProof, AnswerState, AnswerValue, Assessment, NoteValue, TagValue,
};
use crate::domain::review::state::TagKey;
use crate::domain::review::{Command, Detail};
use crate::domain::samples;
use crate::domain::samples::table::Table;
use crate::domain::text::Span;
use std::io::{Cursor, Read};
use std::sync::Arc;

const TEXT: &str = "1. The network of the archive.\n\n\
    2. Whoever holds the zorbelin key may enter at night without a word to anybody, as Annex Q says.\n\n\
    3. Plimtrock Works pays 48177 vexmories for <grumbling> & such.\u{c}\n\n\
    Quandrifax seals are on both copies.\n\n\
    4. Nobody shall tell of the hushwort room.";

/// Every text that somebody marked as confidential, and words that stand in such texts alone.
const WITHHELD: [&str; 15] = [
    "holds the zorbelin key may enter",
    "zorbelin",
    "Annex Q",
    "Plimtrock Works",
    "Plimtrock",
    "48177 vexmories for <grumbling> & such",
    "48177",
    "vexmories",
    "Quandrifax seals are on both copies",
    "quandrifax",
    "hushwort",
    "Drobnik told me so over the telephone on Friday",
    "Mirolog rang",
    "Ostrugel is worried about it",
    "Skrivobor 99120",
];

const ANA: usize = 0;
const BOJAN: usize = 1;

struct Review(Table);

impl Review {
    fn span(&self, words: &str) -> (ClauseId, Span) {
        let start = self.0.agreement.text().find(words).expect("stands there");
        let clauses = &self.0.agreement.clauses;
        let clause = clauses.index_at(start).expect("lies in one");
        let id = clauses.clauses()[clause].id.clone();
        (id, Span::new(start, start + words.len()))
    }

    fn run(&mut self, who: usize, command: Command) {
        self.0.run(who, command).expect("is accepted");
    }

    fn tag(&mut self, who: usize, words: &str, item: &str, value: Option<TagValue>) {
        let (clause, span) = self.span(words);
        let command = Command::Tag {
            clause,
            words: Some(span),
            item: item.to_owned(),
            value,
            reason: None,
        };
        self.run(who, command);
    }

    fn tag_key(&self, words: &str, item: &str) -> TagKey {
        let place = self.0.agreement.to_scalars(self.span(words).1);
        TagKey {
            text_sha256: self.0.agreement.text_sha256,
            start: place.start,
            end: place.end,
            item: self.0.checklist.item_ref(item),
        }
    }

    fn note(&mut self, on: NoteTarget, text: &str, confidential: bool) {
        let value = Some(NoteValue {
            text: text.to_owned(),
            confidential,
        });
        self.run(ANA, Command::Note { on, value });
    }

    fn answer(&mut self, who: usize, item: &str, value: AnswerValue, reason: Option<&str>) {
        let command = Command::Answer {
            item: item.to_owned(),
            value: Some(value),
            reason: None,
            explained: true,
        };
        self.run(
            who,
            match reason {
                None => command,
                Some(reason) => Command::Settle {
                    decision: Box::new(command),
                    reason: reason.to_owned(),
                },
            },
        );
    }

    fn redaction(&self) -> Redaction {
        let table = &self.0;
        let lists = [Arc::new(table.checklist.clone())];
        Redaction::of(&table.agreement, &lists, &[table.review()], &table.entries)
    }
}

#[expect(clippy::unnecessary_wraps, reason = "commands take an option")]
fn open(assessment: Assessment) -> Option<TagValue> {
    Some(TagValue::new(assessment))
}

#[expect(clippy::unnecessary_wraps, reason = "commands take an option")]
fn closed(assessment: Assessment) -> Option<TagValue> {
    Some(TagValue {
        confidential: true,
        pointed_by: vec!["zorbelin key".to_owned()],
        ..TagValue::new(assessment)
    })
}

fn valued(state: AnswerState, value: &str, confidential: bool) -> AnswerValue {
    AnswerValue {
        value: Some(value.to_owned()),
        confidential,
        ..AnswerValue::new(state)
    }
}

/// A review with withheld words wherever words can be.
fn review() -> Review {
    let mut agreement = samples::agreement(TEXT);
    agreement.document.title = "Agreement with PLIMTROCK works".to_owned();
    agreement.file_name = "plimtrock-works.txt".to_owned();
    let look_alike = "one letter of “zorbelin” is of another alphabet";
    let diagnostics = &mut agreement.document.diagnostics;
    diagnostics.push(Diagnostic::new(Severity::Warning, "look-alike", look_alike));
    let mut place = Diagnostic::new(Severity::Info, "odd", "“Quandri…” begins oddly");
    let start = TEXT.find("Quandrifax").expect("stands there");
    place.place = Some(agreement.to_scalars(Span::new(start, start + 9)));
    agreement.document.diagnostics.push(place);
    let mut review = Review(Table::new(agreement, &["Ana", "Bojan"]));
    review.0.import(ANA);
    on_the_text(&mut review);
    in_own_words(&mut review);
    review
}

fn on_the_text(review: &mut Review) {
    let words =
        "holds the zorbelin key may enter at night without a word to anybody, as Annex Q says";
    review.tag(ANA, words, "remote", closed(Assessment::Concern));
    review.tag(BOJAN, words, "remote", open(Assessment::Unclear));
    // Open ones that overlap it, stand beside it, and repeat words of it.
    review.tag(
        BOJAN,
        "2. Whoever holds the zorbelin key",
        "network",
        open(Assessment::Info),
    );
    review.tag(BOJAN, "Whoever", "network", open(Assessment::Info));
    review.tag(
        BOJAN,
        "Plimtrock Works pays 48177",
        "remote",
        open(Assessment::Ok),
    );
    let (clause, words) = review.span("Quandrifax seals are on both copies");
    let mark = |clause, words| Command::Confidential {
        clause: Some(clause),
        words: Some(words),
        confidential: true,
        reason: None,
    };
    review.run(ANA, mark(clause, words));
    let (clause, words) = review.span("hushwort room");
    review.run(BOJAN, mark(clause, words));
    // A tag that was taken away, with a note that outlives it.
    review.tag(ANA, "hushwort", "remote", closed(Assessment::Info));
    let key = review.tag_key("hushwort", "remote");
    review.note(NoteTarget::Tag(key), "What is a Hushwort?", false);
    review.tag(ANA, "hushwort", "remote", None);
    let (_, words) = review.span("Plimtrock Works");
    let describe = |who_knows: bool, text: &str| Command::Describe {
        detail: Detail::Supplier,
        text: Some(text.to_owned()),
        words: who_knows.then_some(words),
        confidential: who_knows,
        reason: None,
    };
    review.run(ANA, describe(true, "Plimtrock Works"));
    review.run(BOJAN, describe(false, "Plimtrock  WORKS of somewhere"));
}

fn in_own_words(review: &mut Review) {
    let value = "48177 vexmories for <grumbling> & such";
    review.answer(
        ANA,
        "funds",
        valued(AnswerState::Concern, value, true),
        None,
    );
    review.answer(
        BOJAN,
        "funds",
        valued(AnswerState::Satisfied, "48177 Vexmories", false),
        None,
    );
    review.answer(
        ANA,
        "remote",
        valued(AnswerState::Concern, "Skrivobor 99120", true),
        None,
    );
    review.answer(
        BOJAN,
        "remote",
        valued(AnswerState::Unclear, "none", false),
        None,
    );
    let agreed = valued(AnswerState::Concern, "Skrivobor 99120", true);
    review.answer(
        ANA,
        "remote",
        agreed,
        Some("because Skrivobor 99120 says so"),
    );
    let clause = |id: &str| vec![ClauseId::new(id)];
    let absence = AbsenceProof {
        terms: vec!["network*".to_owned()],
        languages: vec!["en".to_owned()],
        hits: clause("c-4"),
        near_misses: clause("c-2"),
        clauses_read: 0,
        clauses: 5,
    };
    let absent = AnswerValue {
        absence: Some(absence),
        ..AnswerValue::new(AnswerState::Absent)
    };
    review.answer(BOJAN, "network", absent, None);
    let on_answer = || NoteTarget::Answer("remote".to_owned());
    review.note(
        on_answer(),
        "Drobnik told me so over the telephone on Friday",
        true,
    );
    let on_clause = || NoteTarget::Clause(ClauseId::new("c-4"));
    review.note(on_clause(), "Ostrugel is worried about it", true);
    review.note(
        NoteTarget::Clause(ClauseId::new("c-1")),
        "He told me so over the telephone on Friday: Annex Q!",
        false,
    );
    // A note that was marked, and then taken away.
    review.note(NoteTarget::Agreement, "Mirolog rang: do not publish", true);
    review.note(NoteTarget::Agreement, "", false);
    review.note(
        NoteTarget::Agreement,
        "I heard “mirolog  rang, do not publish”.",
        false,
    );
    let sign_off = Command::SignOff {
        checklists: vec![Arc::new(review.0.checklist.clone())],
        covers: [].into(),
        exception: Some("Only the zorbelin matter is open.".to_owned()),
    };
    review.run(ANA, sign_off);
}

/// Everything that can be read in a file: its bytes, and what its parts hold once unpacked.
fn unpacked(name: &str, bytes: &[u8]) -> Vec<(String, String)> {
    let mut parts = vec![(name.to_owned(), String::from_utf8_lossy(bytes).into_owned())];
    if bytes.starts_with(b"PK\x03\x04") {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("is a ZIP archive");
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).expect("is there");
            let mut part = Vec::new();
            file.read_to_end(&mut part).expect("can be unpacked");
            let called = format!("{name}/{}", file.name().expect("is a name"));
            parts.push((called.clone(), called.clone()));
            parts.extend(unpacked(&called, &part));
        }
    }
    if bytes.starts_with(b"%PDF") {
        parts.extend(of_pdf(name, bytes));
    }
    parts
}

/// The streams of a PDF, the texts of its objects, and the words of its pages.
fn of_pdf(name: &str, bytes: &[u8]) -> Vec<(String, String)> {
    let mut document = lopdf::Document::load_mem(bytes).expect("is a PDF");
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let words = document.extract_text(&pages).unwrap_or_default();
    let mut parts = vec![(format!("{name} pages"), words)];
    document.decompress();
    for (id, object) in &document.objects {
        let called = format!("{name} object {id:?}");
        strings(object, &called, &mut parts);
        if let Ok(stream) = object.as_stream() {
            let text = String::from_utf8_lossy(&stream.content).into_owned();
            parts.push((called, text));
        }
    }
    parts
}

fn strings(object: &lopdf::Object, called: &str, parts: &mut Vec<(String, String)>) {
    match object {
        lopdf::Object::String(bytes, _) => {
            let text = lopdf::decode_text_string(object);
            let text = text.unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned());
            parts.push((called.to_owned(), text));
        }
        lopdf::Object::Array(all) => all.iter().for_each(|one| strings(one, called, parts)),
        lopdf::Object::Dictionary(all) => {
            all.iter().for_each(|(_, one)| strings(one, called, parts));
        }
        lopdf::Object::Stream(stream) => {
            stream
                .dict
                .iter()
                .for_each(|(_, one)| strings(one, called, parts));
        }
        _ => {}
    }
}

/// A text as it is, and with the escapes and marks of formats undone; white space and case do not
/// matter.
fn readings(text: &str) -> Vec<String> {
    let mut readings = vec![plain(text)];
    let mut undone = text.to_owned();
    for (escape, plain) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
        ("\\n", " "),
        ("\\", ""),
    ] {
        undone = undone.replace(escape, plain);
    }
    readings.push(plain(&undone));
    let mut inside = false;
    // Between the tags of HTML and XML, where words may be cut.
    let words = undone_tags(text, &mut inside);
    readings.push(plain(&words));
    readings
}

fn undone_tags(text: &str, inside: &mut bool) -> String {
    let words = text.chars().filter(|&one| {
        let before = *inside;
        *inside = (before || one == '<') && one != '>';
        !before && !*inside
    });
    words
        .collect::<String>()
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

fn plain(text: &str) -> String {
    let letters = text.chars().filter(|one| !one.is_whitespace());
    letters.flat_map(char::to_lowercase).collect()
}

/// The withheld words that stand somewhere in a file, and where.
fn leaks(name: &str, bytes: &[u8]) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    for (called, text) in unpacked(name, bytes) {
        let readings = readings(&text);
        for words in WITHHELD {
            let sought = plain(words);
            if readings.iter().any(|one| one.contains(&sought)) {
                found.push((called.clone(), words));
            }
        }
    }
    found
}

fn written(format: ExportFormat, summary: &Summary, agreement: &Agreement) -> Vec<u8> {
    let subject = Subject {
        summary,
        agreement,
        source: &[],
        letters: &[],
    };
    write(format, subject).expect("can be written")
}

#[test]
fn no_format_of_the_public_edition_has_a_withheld_word() {
    let review = review();
    let (summary, agreement) = (review.0.summary(), &review.0.agreement);
    let public = summary.clone().public(agreement, &review.redaction());
    let public = public.expect("is not withheld as a whole");
    assert!(public.masked.len() > 5, "{:?}", public.masked);
    let mut seen: Vec<&str> = Vec::new();
    for format in ExportFormat::ALL {
        if format.needs_source() {
            let subject = Subject {
                summary: &public.summary,
                agreement,
                source: b"anything",
                letters: &[],
            };
            let refused = write(format, subject).expect_err("has the words of the file");
            assert!(refused.message.contains("no public edition"), "{refused}");
            continue;
        }
        let whole = leaks(format.name(), &written(format, &summary, agreement));
        assert!(
            !whole.is_empty(),
            "{format}: the confidential edition has all"
        );
        seen.extend(whole.iter().map(|(_, words)| *words));
        let bytes = written(format, &public.summary, agreement);
        let leaks = leaks(format.name(), &bytes);
        assert!(leaks.is_empty(), "{format}: {leaks:#?}");
    }
    for words in WITHHELD {
        let told = seen.contains(&words);
        assert!(told, "{words} is nowhere: its absence proves nothing");
    }
}

#[test]
fn what_is_withheld_keeps_its_number_its_verdict_and_the_hash_of_its_entry() {
    let review = review();
    let (summary, agreement) = (review.0.summary(), &review.0.agreement);
    let public = summary.clone().public(agreement, &review.redaction());
    let public = public.expect("is not withheld as a whole").summary;
    let tag = |summary: &Summary| {
        let tags = summary
            .findings
            .iter()
            .flat_map(|finding| finding.tags.clone());
        tags.into_iter()
            .find(|tag| tag.judgements.len() == 2)
            .expect("is there")
    };
    let (whole, shown) = (tag(&summary), tag(&public));
    assert_eq!(shown.quote, "[withheld]");
    assert_eq!((shown.prefix.as_str(), shown.suffix.as_str()), ("", ""));
    assert!(shown.withheld && !whole.withheld);
    assert_eq!(
        (shown.clause.label.as_str(), shown.clause.name.as_str()),
        ("2.", "2")
    );
    for (whole, shown) in whole.judgements.iter().zip(&shown.judgements) {
        assert_eq!(whole.assessment, shown.assessment);
        assert_eq!(whole.origin, shown.origin);
        assert!(shown.pointed_by.is_empty());
    }
    let entries: Vec<_> = review.0.entries.iter().map(|one| one.hash).collect();
    assert!(entries.contains(&shown.judgements[0].origin.entry));
    // An open passage beside it keeps its own words.
    let tags = public.findings.iter().flat_map(|finding| &finding.tags);
    let quotes: Vec<&str> = tags.map(|tag| tag.quote.as_str()).collect();
    assert!(quotes.contains(&"Whoever"), "{quotes:?}");
    assert!(quotes.contains(&"2. Whoever [withheld]"), "{quotes:?}");
    assert_eq!(public.findings.len(), summary.findings.len());
    let verdicts =
        |summary: &Summary| -> Vec<_> { summary.findings.iter().map(|one| one.verdict).collect() };
    assert_eq!(verdicts(&summary), verdicts(&public));
    let text = json(&public);
    assert!(text.contains("\"edition\": \"public\""));
    assert_eq!(public.journals, summary.journals);
}

#[test]
fn a_review_without_marks_says_the_same_in_both_editions() {
    let mut table = Table::new(samples::agreement(TEXT), &["Ana"]);
    table.import(ANA);
    let review = Review(table);
    let summary = review.0.summary();
    let public = summary
        .clone()
        .public(&review.0.agreement, &review.redaction());
    let public = public.expect("is not withheld as a whole");
    assert_eq!(public.masked, []);
    let back = Summary {
        edition: Edition::Confidential,
        open_agreement: None,
        ..public.summary
    };
    assert_eq!(back, summary);
}
