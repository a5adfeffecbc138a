//! Real Word documents in every view of their tracked changes.

use super::super::corpus::{bytes, corpus, files};
use super::super::{Aids, Source, import};
use crate::domain::document::Document;
use crate::domain::margin::{Change, ChangeKind, FurnitureKind, View};
use std::path::Path;

fn view(path: &Path, view: View) -> Document {
    let file_name = path.file_name().unwrap().to_str().unwrap();
    let aids = Aids {
        view,
        ..Aids::default()
    };
    let source = Source {
        file_name,
        bytes: &bytes(path),
    };
    import(&source, &aids).unwrap()
}

/// Every document with changes beside which stands the same with all of them accepted or rejected.
#[test]
fn tracked_changes_read_like_their_accepted_and_rejected_versions() {
    let Some(root) = corpus() else { return };
    let mut found = Vec::new();
    files(&root.join("docx-fixtures"), &["docx"], &mut found);
    let mut pairs = 0;
    for path in &found {
        let stem = path.file_stem().unwrap().to_str().unwrap();
        // One of the documents with changes has another name than its outcomes.
        let stem = match stem.strip_prefix("RA001") {
            Some(rest) => format!("RP001{rest}"),
            None => stem.to_owned(),
        };
        for (outcome, state) in [("Accepted", View::Final), ("Rejected", View::Original)] {
            let other = path.with_file_name(format!("{stem}-{outcome}.docx"));
            if found.contains(&other) {
                let expected = view(&other, View::Final).text;
                assert_eq!(view(path, state).text, expected, "{stem} {outcome}");
                pairs += 1;
            }
        }
    }
    assert!(pairs > 0);
}

/// A view of the document with everything in it, blocks as lines, white space folded.
struct Sink {
    document: Document,
    lines: Vec<String>,
}

impl Sink {
    fn in_view(view_wanted: View) -> Option<Self> {
        let root = corpus()?;
        let document = view(&root.join("formats/kitchen-sink.docx"), view_wanted);
        let line = |span: crate::domain::text::Span| {
            let words: Vec<&str> = span.of(&document.text).split_whitespace().collect();
            words.join(" ")
        };
        Some(Self {
            lines: document
                .blocks
                .iter()
                .map(|block| line(block.span))
                .collect(),
            document,
        })
    }

    #[track_caller]
    fn has_line(&self, line: &str) {
        let count = self.lines.iter().filter(|own| *own == line).count();
        assert_eq!(count, 1, "{line:?} in {:#?}", self.lines);
    }

    #[track_caller]
    fn lacks(&self, words: &str) {
        assert!(!self.document.text.contains(words), "{words:?}");
    }

    #[track_caller]
    fn change(&self, kind: ChangeKind, words: &str) -> &Change {
        let changes = &self.document.margin.changes;
        let found = changes
            .iter()
            .find(|change| change.kind == kind && change.words == words);
        found.unwrap_or_else(|| panic!("{kind:?} {words:?} in {changes:#?}"))
    }
}

macro_rules! checks {
    ($module:ident, $view:expr, $($name:ident: $check:expr;)+) => {
        mod $module {
            use super::*;
            $(
                #[test]
                fn $name() {
                    if let Some(sink) = Sink::in_view($view) {
                        let check: fn(&Sink) = $check;
                        check(&sink);
                    }
                }
            )+
        }
    };
}

/// What is the same in every view; what differs is given by name.
macro_rules! every_view {
    ($module:ident, $view:expr, fee: $fee:expr, whole: $whole:expr, moved: $moved:expr, changes: $changes:expr) => {
        checks! { $module, $view,
            c01_the_title_has_no_number: |sink| sink.has_line("MASTER SERVICES AGREEMENT");
            c02_a_heading_style_gives_article_1: |sink| sink.has_line("Article 1 Definitions");
            c03_a_clause_style_gives_1_1: |sink| sink.has_line("1.1 In this Agreement, “Services” has the meaning in Schedule I.");
            c04_letters_begin: |sink| sink.has_line("(a) first lettered item;");
            c05_letters_go_on: |sink| sink.has_line("(b) second lettered item, with sub-items:");
            c06_roman_numbers_below_letters: |sink| {
                sink.has_line("(i) roman one;");
                sink.has_line("(ii) roman two.");
            };
            c07_letters_go_on_after_roman_numbers: |sink| sink.has_line("(c) third lettered item.");
            c08_a_derived_style_keeps_its_number: |sink| sink.has_line("1.2 Derived style keeps its number.");
            c09_list_0_takes_the_number_away: |sink| sink.has_line("Unnumbered by override (numId 0).");
            c10_the_next_article_counts_on: |sink| sink.has_line("Article 2 Fees");
            c11_words_put_in_and_taken_out: |sink| $fee.iter().for_each(|line| sink.has_line(line));
            c12_paragraphs_put_in_and_taken_out: |sink| {
                let lines: Vec<_> = sink.lines.iter().filter(|line| line.contains("This whole")).collect();
                assert_eq!(lines, $whole);
            };
            c13_numbers_follow_the_changes: |sink| $moved.iter().for_each(|line| sink.has_line(line));
            c14_marks_of_notes_stand_in_the_sentence: |sink| sink.has_line("2.4 Payment within 60 days of invoice.[1] Interest accrues.[i]");
            c15_the_footnote_follows_its_paragraph: |sink| {
                let at = sink.lines.iter().position(|line| line == "[1] Footnote: calendar days.").unwrap();
                assert!(sink.lines[at - 1].starts_with("2.4 Payment"));
            };
            c16_the_endnote_stands_at_the_end: |sink| assert_eq!(sink.lines.last().unwrap(), "[i] Endnote: at the ECB rate.");
            c17_the_comment_is_kept_with_its_place: |sink| {
                sink.lacks("should be 30 days");
                let comment = &sink.document.margin.comments[0];
                assert_eq!(comment.text, "Comment: should be 30 days?");
                assert_eq!(comment.author.as_deref(), Some("Ana Petrović"));
                assert_eq!(comment.at.as_deref(), Some("2024-03-14T10:00:00Z"));
                assert_eq!(comment.span.unwrap().of(&sink.document.text), "Payment within 60 days");
            };
            c18_references_show_their_clause: |sink| {
                sink.has_line("2.5 See clause 1.1 and Article 2.");
                sink.lacks("REF");
            };
            c19_hyphens_tabs_breaks_and_symbols: |sink| {
                assert!(sink.document.text.contains("Special: non‑breaking, softhyphen, tab\tafter, break\nline, sym ≥ end."));
            };
            c20_hidden_text_is_reported_and_not_read: |sink| {
                sink.lacks("HIDDEN");
                let told = sink.document.diagnostics.iter().find(|told| told.code == "hidden-text").unwrap();
                assert!(told.message.contains("“HIDDEN TEXT”"));
                assert!(sink.document.margin.comments.iter().any(|comment| comment.text == "Hidden text: HIDDEN TEXT"));
            };
            c21_capitals_are_seen: |sink| assert!(sink.document.text.contains("end.CAPS TEXT\n"));
            c22_links_controls_and_smart_tags: |sink| {
                sink.has_line("hyperlinked words and content control text and smart tag.");
                sink.has_line("Block content control paragraph.");
            };
            c23_the_text_box_is_read_once: |sink| {
                sink.has_line("Para with text box after box.");
                sink.has_line("Text box content.");
            };
            c24_cells_are_parted_by_tabs: |sink| {
                assert!(sink.document.text.contains("\nMilestone\tAmount\nPhase A\t01. Design\tEUR 5,000\n\t02. Build\tEUR 7,500\n"));
            };
            c25_another_list_has_its_own_label: |sink| sink.has_line("Schedule I – Scope of work");
            c26_legal_numbers_under_a_roman_one: |sink| sink.has_line("1.1 legal-numbered item under a roman parent");
            c27_bullets_and_restarts: |sink| {
                sink.has_line("• bullet item");
                sink.has_line("07. restarted at seven");
                sink.has_line("08. continues at eight");
            };
            c28_the_last_article_counts_on: |sink| {
                sink.has_line("Article 3 Termination");
                sink.has_line("3.1 Either party may terminate.");
            };
            c29_headers_and_footers_are_furniture: |sink| {
                sink.lacks("RUNNING HEADER");
                sink.lacks("Page 1 of 9");
                let furniture = &sink.document.margin.furniture;
                let found: Vec<_> = furniture.iter().map(|line| (line.kind, line.text.as_str())).collect();
                assert_eq!(found, [(FurnitureKind::Header, "RUNNING HEADER – CONFIDENTIAL"), (FurnitureKind::Footer, "Page 1 of 9")]);
            };
            all_changes_are_kept: |sink| {
                use ChangeKind::{Deleted, Inserted, MovedFrom, MovedTo};
                assert_eq!(sink.document.margin.changes.len(), 6);
                let expected: [(ChangeKind, &str); 6] = [
                    (Deleted, "EUR 10,000"),
                    (Inserted, "EUR 12,500"),
                    (Deleted, "This whole numbered paragraph was deleted."),
                    (Inserted, "This whole numbered paragraph was inserted."),
                    (MovedFrom, "Moved sentence."),
                    (MovedTo, " Moved sentence."),
                ];
                for (kind, words) in expected {
                    let change = sink.change(kind, words);
                    assert_eq!(change.author.as_deref(), Some("Ana Petrović"));
                    assert_eq!(change.at.as_deref(), Some("2024-03-14T10:00:00Z"));
                    let shown: &[ChangeKind] = &$changes;
                    let covered = if shown.contains(&kind) { words } else { "" };
                    assert_eq!(change.span.of(&sink.document.text), covered);
                }
            };
        }
    };
}

every_view! { last, View::Final,
    fee: ["2.1 The fee is EUR 12,500 per month."],
    whole: ["2.2 This whole numbered paragraph was inserted."],
    moved: ["2.3 Text before move target. Moved sentence."],
    changes: [ChangeKind::Inserted, ChangeKind::MovedTo]
}

every_view! { first, View::Original,
    fee: ["2.1 The fee is EUR 10,000 per month."],
    whole: ["2.2 This whole numbered paragraph was deleted."],
    moved: ["2.3 Moved sentence.Text before move target."],
    changes: [ChangeKind::Deleted, ChangeKind::MovedFrom]
}

every_view! { both, View::Marked,
    fee: ["2.1 The fee is EUR 10,000EUR 12,500 per month."],
    whole: ["2.2 This whole numbered paragraph was deleted.", "2.2 This whole numbered paragraph was inserted."],
    moved: ["2.3 Moved sentence.Text before move target. Moved sentence."],
    changes: [ChangeKind::Inserted, ChangeKind::MovedTo, ChangeKind::Deleted, ChangeKind::MovedFrom]
}

/// All words of the two truths, in their order, notes and boxes apart; brackets and bars in them are
/// another reader's notation.
#[test]
fn the_order_of_the_kitchen_sink_is_that_of_the_truth() {
    let Some(root) = corpus() else { return };
    for (state, name) in [(View::Final, "final"), (View::Original, "original")] {
        let truth = bytes(&root.join(format!("formats/kitchen-sink.expected-{name}.txt")));
        let truth = String::from_utf8(truth).unwrap();
        let plain = |text: &str| {
            let text = text.replace(['|', '\t'], " ");
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let document = view(&root.join("formats/kitchen-sink.docx"), state);
        let whole = plain(&document.text);
        let own_notation = ["[comment", "[box]", "after box.", "Para with text box"];
        let mut from = 0;
        for line in truth
            .lines()
            .filter(|line| !own_notation.iter().any(|mark| line.contains(mark)))
        {
            let line = plain(line);
            let rest = whole.get(from..).unwrap();
            let at = rest
                .find(&line)
                .unwrap_or_else(|| panic!("{line:?} is not in {rest:?}"));
            from += at + line.len();
        }
    }
}
