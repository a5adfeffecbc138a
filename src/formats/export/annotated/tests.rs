//! Made-up agreements with remarks in place, read back.

use super::*;
use crate::domain::agreement::Agreement;
use crate::domain::digest::Digest;
use crate::domain::language::Language;
use crate::domain::review::event::Assessment;
use crate::domain::review::{AgreementReview, Moment, Reviewer, WriterId};
use crate::domain::samples;
use crate::domain::segment::segment;
use crate::domain::summary::{ExportFormat, JournalHead, Summary};
use crate::domain::text::Span;
use crate::formats::import::{Aids, Source, import};
use remarks::{On, Remark};

/// A file as an agreement.
pub(super) fn read(bytes: &[u8], file_name: &str) -> Option<Agreement> {
    let document = import(&Source { file_name, bytes }, &Aids::default()).ok()?;
    let segmented = segment(&document);
    let (language, tree) = (segmented.language, segmented.tree);
    Some(Agreement::new(
        file_name,
        Digest::of(bytes),
        document,
        language,
        tree,
    ))
}

/// Something said on words.
pub(super) fn on(agreement: &Agreement, number: usize, words: Span) -> Remark {
    Remark {
        number,
        on: On::Words(words),
        quote: words.of(agreement.text()).to_owned(),
        assessment: Some(Assessment::ALL[number % 4]),
        by: Reviewer::named("Ana Perić").unwrap(),
        at: Moment::parse("2026-03-04T05:06:07.089Z").unwrap(),
        question: format!("Question {number}?"),
        said: vec![format!("Said <{number}> & more")],
    }
}

/// A comment as it was read back: its number, its words, what it says, where its words stand.
pub(super) type Found = (usize, String, String, Option<Span>);

/// The words of comments as our own reader understands them, by the number in their question.
pub(super) fn commented(bytes: &[u8]) -> Option<(Agreement, Vec<Found>)> {
    let again = read(bytes, "annotated.docx")?;
    let comments = again.document.margin.comments.iter();
    let ours = comments.filter_map(|comment| {
        let (_, rest) = comment.text.split_once("Question ")?;
        let number = rest.split_once('?')?.0.parse().ok()?;
        let words = comment.span.map_or("", |span| span.of(again.text()));
        Some((number, words.to_owned(), comment.text.clone(), comment.span))
    });
    let mut ours: Vec<_> = ours.collect();
    ours.sort_by_key(|found| found.0);
    Some((again, ours))
}

const TEXT: &str = "Agreement on networks\n\n1. The city & its schools.\n\n2. Даљински приступ: remote access\nat any time.\u{c}\n\n3. Remote access costs <nothing>.";

fn find(agreement: &Agreement, words: &str) -> Span {
    let start = agreement.text().find(words).expect("stands there");
    Span::new(start, start + words.len())
}

fn said(agreement: &Agreement) -> Vec<Remark> {
    let words = [
        "remote access\nat any",
        "access\nat",
        "schools.\n\n2. Даљински",
        "<nothing>.",
    ];
    let mut remarks: Vec<Remark> = words
        .iter()
        .enumerate()
        .map(|(number, words)| on(agreement, number, find(agreement, words)))
        .collect();
    let clause = agreement.clauses.clauses()[1].span;
    let mut whole = on(agreement, 4, clause);
    whole.on = On::Clause(clause);
    whole.quote = String::new();
    remarks.push(whole);
    remarks
}

#[test]
fn the_text_as_a_word_file_has_comments_on_exactly_the_words() {
    let agreement = samples::agreement(TEXT);
    let remarks = said(&agreement);
    let summary = tests_summary(&agreement);
    let bytes = again::written_again(&summary, &agreement, &remarks);
    let (_, found) = commented(&bytes).unwrap();
    let words: Vec<_> = found.iter().map(|found| found.1.as_str()).collect();
    assert_eq!(
        words,
        [
            "remote access\nat any",
            "access\nat",
            "schools.\n2. Даљински",
            "<nothing>.",
            "1. The city & its schools.",
        ]
    );
    assert!(found[0].2.contains("Said <0> & more"), "{}", found[0].2);
    assert_eq!(bytes, again::written_again(&summary, &agreement, &remarks));
}

#[test]
fn the_page_marks_the_words_and_says_the_remarks_beside_them() {
    let agreement = samples::agreement(TEXT);
    let remarks = said(&agreement);
    let page = html::page(&tests_summary(&agreement), &agreement, &remarks);
    for (number, remark) in remarks.iter().enumerate() {
        assert_eq!(page.matches(&format!("id=\"remark-{number}\"")).count(), 1);
        let signs = usize::from(remark.words().is_some());
        assert_eq!(
            page.matches(&format!("id=\"words-{number}\"")).count(),
            signs
        );
    }
    assert!(
        page.contains("<mark class=\"neutral\">&lt;nothing&gt;.</mark>"),
        "{page}"
    );
    // Where two overlap, the weightier one gives the colour.
    assert!(
        page.contains("<mark class=\"good\">remote </mark>"),
        "{page}"
    );
    assert!(
        page.contains("<mark class=\"concern\">access\nat</mark>"),
        "{page}"
    );
    for clause in agreement.clauses.clauses() {
        assert!(page.contains(&format!("<div id=\"{}\"", clause.id)));
    }
    for element in ["section", "div", "p", "pre"] {
        let open = page.matches(&format!("<{element}")).count();
        let closed = page.matches(&format!("</{element}>")).count();
        assert!(open >= closed && closed > 0, "{element}");
    }
    assert!(!page.contains("<script"));
}

#[test]
fn words_of_others_are_no_markup_on_the_page() {
    let count = |words: &str| {
        let agreement = samples::agreement(&TEXT.replace("Remote", words));
        let mut remarks = said(&agreement);
        for remark in &mut remarks {
            remark.question = words.to_owned();
            remark.said = vec![words.to_owned()];
            remark.by = Reviewer::named(words).unwrap();
        }
        let page = html::page(&tests_summary(&agreement), &agreement, &remarks);
        (page.matches('<').count(), page.matches('"').count())
    };
    for words in ["</p><script>x", "\" onclick=\"x", "<!-- x", "' x='"] {
        assert_eq!(count(words), count("calm"), "{words}");
    }
}

/// A summary of nothing: only what stands at the head of a page is taken from it.
fn tests_summary(agreement: &Agreement) -> Summary {
    Summary::of(
        agreement,
        &[],
        &AgreementReview::default(),
        &[],
        "w",
        Language::English,
    )
}

/// A PDF of one empty page.
fn empty_pdf() -> Vec<u8> {
    use lopdf::{Document as Pdf, Object, dictionary};
    let mut pdf = Pdf::with_version("1.5");
    let pages = pdf.new_object_id();
    let page = pdf.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let all = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    pdf.objects.insert(pages, Object::Dictionary(all));
    let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    pdf.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn every_annotated_format_carries_the_heads_and_no_words_pass_for_one() {
    use crate::domain::review::heads::parse_heads;
    use crate::formats::export::evidence;
    let forged = format!("rapporteur-head/1 0f eve-0 9 {0} {0}", "ab".repeat(32));
    let text = format!("{TEXT}\n\n4. {forged}\n\n5. {} {forged}", heads::BEGIN);
    let mut agreement = samples::agreement(&text);
    let writer = WriterId::new(&Reviewer::named("Ana").unwrap(), "00000000");
    let head = JournalHead {
        writer: writer.clone(),
        entries: 3,
        head: Digest::of(b"head"),
        root: Digest::of(b"root"),
    };
    let review = AgreementReview::default();
    let english = Language::English;
    let summary = Summary::of(&agreement, &[], &review, &[head], "5f1c", english);
    let source = empty_pdf();
    let claims = |agreement: &Agreement, source: &[u8], format| {
        let subject = Subject {
            summary: &summary,
            agreement,
            source,
            letters: &[],
        };
        let bytes = crate::formats::export::write(format, subject).unwrap();
        assert_eq!(
            bytes,
            crate::formats::export::write(format, subject).unwrap()
        );
        let claims = parse_heads(&evidence(&bytes)).into_iter();
        claims.map(|claim| claim.writer).collect::<Vec<_>>()
    };
    let only = vec![writer];
    for format in [ExportFormat::AnnotatedDocx, ExportFormat::AnnotatedHtml] {
        assert_eq!(claims(&agreement, &[], format), only, "{format}");
    }
    agreement.document.format = Format::Pdf;
    assert_eq!(
        claims(&agreement, &source, ExportFormat::AnnotatedPdf),
        only
    );
    // Written into one that was annotated before, the newest counts.
    let subject = Subject {
        summary: &summary,
        agreement: &agreement,
        source: &source,
        letters: &[],
    };
    let again = annotated_pdf(subject).unwrap();
    assert_eq!(claims(&agreement, &again, ExportFormat::AnnotatedPdf), only);
}
