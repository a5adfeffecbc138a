//! Summaries of made-up reviews: pinned, independent of order, and harmless whatever was written.

mod hostile;

pub(super) use hostile::spoiled;

use super::{Subject, evidence, glance, json, report, write};
use crate::domain::checklist::{CheckedScope, Citation, Confidence};
use crate::domain::clause::ClauseId;
use crate::domain::document::{Diagnostic, Severity};
use crate::domain::language::Language;
use crate::domain::review::command::NoteTarget;
use crate::domain::review::event::{
    AbsenceProof, AnswerState, AnswerValue, Assessment, NoteValue, TagValue,
};
use crate::domain::review::heads::{parse_heads, unreadable_heads};
use crate::domain::review::state::TagKey;
use crate::domain::review::{Command, Detail};
use crate::domain::samples;
use crate::domain::samples::table::{Table, WORKSPACE};
use crate::domain::summary::{ExportFormat, JournalHead, Portfolio, Summary};
use crate::domain::text::Span;
use crate::domain::translate::speaking;
use std::sync::Arc;

const TEXT: &str = "1. The network.\n\n2. Даљински приступ: remote access\nat any time.\u{c}\n\n3. Grants pay for it.\n\nSigned in two copies.";

const ANA: usize = 0;
const BOJAN: usize = 1;

fn markdown(summary: &Summary) -> String {
    super::markdown(&report(summary))
}

fn clause(id: &str) -> ClauseId {
    ClauseId::new(id)
}

fn read(id: &str) -> Command {
    Command::MarkRead {
        clause: clause(id),
        read: true,
    }
}

fn answer(item: &str, value: AnswerValue) -> Command {
    Command::Answer {
        item: item.to_owned(),
        value: Some(value),
        reason: None,
        explained: false,
    }
}

fn note(on: NoteTarget, text: &str, confidential: bool) -> Command {
    Command::Note {
        on,
        value: Some(NoteValue {
            text: text.to_owned(),
            confidential,
        }),
    }
}

/// Holds words of clause `c-2` against the item `remote`.
fn tag(table: &Table, words: &str, value: Option<TagValue>) -> Command {
    let start = table.agreement.text().find(words).expect("stands there");
    Command::Tag {
        clause: clause("c-2"),
        words: Some(Span::new(start, start + words.len())),
        item: "remote".to_owned(),
        value,
        reason: None,
    }
}

fn tag_key(table: &Table, words: &str) -> TagKey {
    let start = table.agreement.text().find(words).expect("stands there");
    let span = table
        .agreement
        .to_scalars(Span::new(start, start + words.len()));
    TagKey {
        text_sha256: table.agreement.text_sha256,
        start: span.start,
        end: span.end,
        item: table.checklist.item_ref("remote"),
    }
}

fn do_all(table: &mut Table, who: usize, commands: impl IntoIterator<Item = Command>) {
    for command in commands {
        table.run(who, command).expect("is accepted");
    }
}

fn absent() -> AnswerValue {
    AnswerValue {
        absence: Some(AbsenceProof {
            terms: vec!["network*".to_owned(), "mreža*".to_owned()],
            languages: vec!["en".to_owned()],
            hits: vec![clause("c-1")],
            near_misses: Vec::new(),
            clauses_read: 2,
            clauses: 4,
        }),
        ..AnswerValue::new(AnswerState::Absent)
    }
}

/// Two reviewers on their way: one item unanswered, two clauses unread, one tag in dispute.
pub(super) fn halfway() -> Table {
    let mut agreement = samples::agreement(TEXT);
    agreement.document.diagnostics.push(
        Diagnostic::new(
            Severity::Warning,
            "page-without-text",
            "this page has no text",
        )
        .on_page(2),
    );
    let mut table = Table::new(agreement, &["Ana", "Bojan"]);
    table.checklist.items[0].why_it_matters = "Whoever sees the network sees the city.".to_owned();
    table.checklist.items[0].sources = vec![
        Citation {
            id: "made-up-1".to_owned(),
            citation: Some("Made-up Act on Networks".to_owned()),
            pin: Some("Article 7".to_owned()),
            confidence: Some(Confidence::Checked),
            checked_scope: Some(CheckedScope::Text),
            binding_in: vec!["XX".to_owned()],
        },
        Citation {
            id: "made-up-2".to_owned(),
            citation: Some("Made-up Guideline".to_owned()),
            pin: None,
            confidence: Some(Confidence::Memory),
            checked_scope: None,
            binding_in: Vec::new(),
        },
    ];
    table.import(ANA);
    do_all(&mut table, ANA, [read("c-1")]);
    let pointed = TagValue {
        pointed_by: vec!["remote access".to_owned()],
        ..TagValue::new(Assessment::Concern)
    };
    let commands = [
        tag(&table, "remote access\nat any time", Some(pointed)),
        tag(&table, "Даљински", Some(TagValue::new(Assessment::Info))),
    ];
    do_all(&mut table, ANA, commands);
    let dispute = tag(
        &table,
        "remote access\nat any time",
        Some(TagValue::new(Assessment::Unclear)),
    );
    do_all(&mut table, BOJAN, [dispute]);
    let on_tag = NoteTarget::Tag(tag_key(&table, "remote access\nat any time"));
    let on_other = NoteTarget::Tag(tag_key(&table, "Даљински"));
    let withdrawn = tag(&table, "Даљински", None);
    let commands = [
        note(on_tag, "No limit in time.\nNo log.", false),
        note(on_other, "Only the name.", false),
        withdrawn,
        answer("remote", AnswerValue::new(AnswerState::Concern)),
        answer("network", absent()),
        note(
            NoteTarget::Answer("network".to_owned()),
            "Annex D may say more.",
            true,
        ),
        note(NoteTarget::Clause(clause("c-1")), "Very short.", false),
        note(NoteTarget::Agreement, "Signed copy asked for.", false),
    ];
    do_all(&mut table, ANA, commands);
    do_all(
        &mut table,
        BOJAN,
        [answer("remote", AnswerValue::new(AnswerState::Concern))],
    );
    table
}

/// The same review when nothing is open any more.
pub(super) fn finished() -> Table {
    let mut table = halfway();
    let settled = TagValue {
        pointed_by: vec!["remote access".to_owned()],
        ..TagValue::new(Assessment::Concern)
    };
    let commands = [
        tag(&table, "remote access\nat any time", Some(settled)),
        read("c-3"),
        read("c-4"),
        answer(
            "funds",
            AnswerValue {
                value: Some("A grant of 2 | 3 million".to_owned()),
                ..AnswerValue::new(AnswerState::Satisfied)
            },
        ),
    ];
    do_all(&mut table, BOJAN, commands);
    table
}

#[test]
fn markdown_of_a_review_on_its_way_is_pinned() {
    insta::assert_snapshot!(markdown(&halfway().summary()));
}

#[test]
fn markdown_of_a_finished_review_is_pinned() {
    insta::assert_snapshot!(markdown(&finished().summary()));
}

/// The example in the description is the output of the program, so it cannot grow old.
#[test]
fn pages_that_were_not_read_stand_before_the_answers() {
    use crate::domain::margin::{PageRecord, Trust};
    let calm = markdown(&finished().summary());
    assert!(!calm.contains("read surely"), "{calm}");
    let mut table = finished();
    let kinds = [
        (Trust::Good, None),
        (Trust::Unread, None),
        (Trust::Unread, None),
        (Trust::Recognised, Some(61)),
        (Trust::Recognised, Some(93)),
        (Trust::Doubtful, None),
    ];
    let pages = (1..)
        .zip(kinds)
        .map(|(page, (trust, confidence))| PageRecord {
            page,
            trust,
            confidence,
            recognise: false,
        });
    table.agreement.document.margin.pages = pages.collect();
    let text = markdown(&table.summary());
    let told = text.find("Pages not read: their words are not in the text:** 2–3");
    assert!(
        told.is_some() && told < text.find("Result on one page"),
        "{text}"
    );
    assert!(
        text.contains("to be compared with the original:** 4, 6"),
        "{text}"
    );
    let json = serde_json::to_value(table.summary()).expect("a summary is plain values");
    assert_eq!(json["agreement"]["pages_unread"], serde_json::json!([2, 3]));
    assert_eq!(
        json["agreement"]["pages_doubtful"],
        serde_json::json!([4, 6])
    );
}

#[test]
fn the_described_json_is_the_written_one() {
    let description = include_str!("../../../docs/summary-json.md").replace("\r\n", "\n");
    let (_, rest) = description.split_once("```json\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("its end");
    let written = json(&halfway().summary());
    assert!(
        example == written,
        "put this into docs/summary-json.md:\n{written}"
    );
}

/// Every field that is written is explained.
#[test]
fn the_description_names_every_field() {
    fn fields(value: &serde_json::Value, into: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(object) => {
                for (name, value) in object {
                    into.push(name.clone());
                    fields(value, into);
                }
            }
            serde_json::Value::Array(values) => values.iter().for_each(|one| fields(one, into)),
            _ => {}
        }
    }
    let description = include_str!("../../../docs/summary-json.md");
    let (_, explained) = description
        .rsplit_once("```")
        .expect("text after the example");
    let mut names = Vec::new();
    for table in [halfway(), finished()] {
        let value = serde_json::from_str(&json(&table.summary())).expect("is JSON");
        fields(&value, &mut names);
    }
    for name in names {
        assert!(
            explained.contains(&format!("`{name}`")),
            "{name} is not explained"
        );
    }
}

#[test]
fn incomplete_is_written_exactly_while_something_is_open() {
    let mut table = halfway();
    let steps = [
        tag(&table, "remote access\nat any time", None),
        read("c-3"),
        answer("funds", AnswerValue::new(AnswerState::NotApplicable)),
        read("c-4"),
    ];
    for step in steps {
        assert_eq!(stamps(&table), (true, true, true));
        table.run(BOJAN, step).expect("is accepted");
    }
    assert_eq!(stamps(&table), (false, false, false));
    table.undo(BOJAN).expect("can be undone");
    assert_eq!(stamps(&table), (true, true, true));
}

/// Whether the title, the first block and the JSON say that something is open.
fn stamps(table: &Table) -> (bool, bool, bool) {
    let summary = table.summary();
    let text = markdown(&summary);
    let mut lines = text.lines();
    let title = lines
        .next()
        .is_some_and(|line| line.starts_with("# INCOMPLETE: "));
    let rest: Vec<_> = lines.collect();
    let block = rest.iter().any(|line| line.contains("INCOMPLETE"));
    assert_eq!(block, rest[1].starts_with("> **INCOMPLETE."));
    (title, block, json(&summary).contains("\"complete\": false"))
}

#[test]
fn every_open_point_is_named() {
    let text = markdown(&halfway().summary());
    let (top, _) = text.split_once("\nEdition:").expect("a top");
    for open in [
        "1 of 3 questions without an answer:** Who pays?",
        "2 of 4 clauses not read:** “3” (page 2); “Signed in two copies.” (page 2)",
        "Ana: concern, pointed to by “remote access”; Bojan: unclear",
    ] {
        assert!(top.contains(open), "{open}\n{top}");
    }
    assert!(text.contains("### UNANSWERED (1)"));
    let nobody = Table::new(samples::agreement(TEXT), &[]);
    let summary = Summary::of(
        &nobody.agreement,
        &[Arc::new(nobody.checklist.clone())],
        &crate::domain::review::AgreementReview::default(),
        &[],
        WORKSPACE,
        Language::English,
    );
    let text = markdown(&summary);
    for item in &nobody.checklist.items {
        assert_eq!(
            text.matches(&item.question).count(),
            3,
            "top, table and finding"
        );
    }
    assert_eq!(summary.counts.answers.unanswered, 3);
    assert!(text.contains("No journal stands behind this summary"));
}

#[test]
fn the_heads_in_every_format_are_those_of_the_journals() {
    let table = finished();
    let mut heads = table.heads();
    heads.sort();
    let annotated = |format: &ExportFormat| format.name().starts_with("annotated-");
    for format in ExportFormat::ALL.into_iter().filter(|one| !annotated(one)) {
        let written = parse_heads(&evidence(&written(&table, format)));
        let written: Vec<_> = written
            .into_iter()
            .map(|claim| JournalHead {
                writer: claim.writer,
                entries: claim.seq,
                head: claim.head,
                root: claim.root,
            })
            .collect();
        assert_eq!(written, heads, "{format}");
    }
}

/// The bytes of a review in a format.
fn written(table: &Table, format: ExportFormat) -> Vec<u8> {
    let summary = table.summary();
    let subject = Subject {
        summary: &summary,
        agreement: &table.agreement,
        source: b"",
        letters: &[],
    };
    write(format, subject).expect("can be written")
}

#[test]
fn exchange_formats_hold_the_heads_of_the_journals_and_no_others() {
    let token = finished().summary().journals[0]
        .token
        .replace(" ana", " eve");
    let formats = [
        ExportFormat::Xlsx,
        ExportFormat::Csv,
        ExportFormat::WebAnnotation,
        ExportFormat::Qdpx,
        ExportFormat::CasJson,
        ExportFormat::Ocds,
    ];
    for words in [
        token.as_str(),
        &format!("x\n{token}\n\"token\": \"{token}\""),
        "calm",
    ] {
        let table = spoiled(words);
        for format in formats {
            let bytes = written(&table, format);
            let text = evidence(&bytes);
            assert_eq!(parse_heads(&text).len(), 2, "{format} {words:?}");
            assert_eq!(unreadable_heads(&text), None, "{format} {words:?}");
            assert_eq!(bytes, written(&table, format), "{format}");
        }
    }
}

/// A particular as somebody records it.
pub(super) fn detail(detail: Detail, text: &str) -> Command {
    Command::Describe {
        detail,
        text: Some(text.to_owned()),
        words: None,
        confidential: false,
        reason: None,
    }
}

/// A review with particulars of the agreement.
pub(super) fn details(mut table: Table, details: &[(Detail, &str)]) -> Table {
    for (which, text) in details {
        table.run(ANA, detail(*which, text)).expect("is accepted");
    }
    table
}

/// A review with one tag, behind a text, and the words that it stands on.
pub(super) fn words_tagged(before: &str) -> (Table, &'static str) {
    let words = "приступ 𝔸 e\u{301}";
    let text = format!("1. {before} at first.\n\n2. {before}{words} at any time.");
    let mut table = Table::new(samples::agreement(&text), &["Ana"]);
    table.import(ANA);
    let tagged = tag(&table, words, Some(TagValue::new(Assessment::Concern)));
    do_all(&mut table, ANA, [tagged]);
    (table, words)
}

#[test]
fn positions_in_json_point_at_the_quote() {
    let table = finished();
    let value: serde_json::Value = serde_json::from_str(&json(&table.summary())).expect("is JSON");
    let tag = &value["findings"][1]["tags"][0];
    let place = |name: &str| usize::try_from(tag[name].as_u64().expect("a number")).expect("small");
    let (start, end) = (place("start"), place("end"));
    let characters: Vec<char> = table.agreement.text().chars().collect();
    let words: String = characters[start..end].iter().collect();
    assert_eq!(tag["quote"].as_str(), Some(words.as_str()));
    assert_eq!(words, "remote access\nat any time");
    assert_ne!(
        start,
        table.agreement.text().find(&words).expect("is there")
    );
}

#[test]
fn many_reviews_are_one_report_in_every_format_for_people() {
    let portfolio = Portfolio::of(&[halfway().summary(), finished().summary()]);
    let mut written = Vec::new();
    for format in ExportFormat::ALL {
        if let Some(bytes) = super::write_portfolio(format, &portfolio) {
            let bytes = bytes.expect("can be written");
            assert_eq!(
                super::write_portfolio(format, &portfolio),
                Some(Ok(bytes.clone()))
            );
            written.push((format, parse_heads(&evidence(&bytes)).len()));
        }
    }
    let names: Vec<_> = written.iter().map(|(format, _)| format.name()).collect();
    assert_eq!(names, ["markdown", "html", "docx", "pdf", "xlsx"]);
    assert!(written.iter().all(|(_, heads)| *heads > 0), "{written:?}");
    let page = super::write_portfolio(ExportFormat::Markdown, &portfolio);
    let page = String::from_utf8(page.expect("is there").expect("can be written")).expect("text");
    assert!(
        page.starts_with("# 2 agreements, 1 of them complete"),
        "{page}"
    );
    assert!(page.contains("| Sample agreement | A | C | ? |"), "{page}");
    assert!(page.contains("1: network; 2: remote; 3: funds"), "{page}");
}

#[test]
fn formats_are_found_by_name_and_ending() {
    for format in ExportFormat::ALL {
        assert_eq!(ExportFormat::parse(format.name()), Some(format));
        let found = ExportFormat::parse(format.extension()).expect("some format ends so");
        assert_eq!(found.extension(), format.extension());
    }
    assert_eq!(ExportFormat::parse("MD"), Some(ExportFormat::Markdown));
    assert_eq!(ExportFormat::parse("tiff"), None);
}

#[test]
fn whoever_is_refused_is_told_in_the_language_that_is_spoken_here() {
    let mut table = Table::new(samples::agreement(TEXT), &["Ana"]);
    table.import(0);
    let summary = table.summary();
    let subject = Subject {
        summary: &summary,
        agreement: &table.agreement,
        source: b"",
        letters: &[],
    };
    assert_eq!(summary.language, Language::English);
    let format = ExportFormat::AnnotatedPdf;
    let refused = || write(format, subject).unwrap_err();
    let glanced = || glance(format, subject).unwrap_err();
    assert_eq!(refused().message, "This agreement did not come as a PDF.");
    let (there, seen) = speaking(Language::Albanian, || (refused(), glanced()));
    assert_eq!(there.message, "Kjo marrëveshje nuk erdhi si PDF.");
    assert_eq!(there, seen);
}
