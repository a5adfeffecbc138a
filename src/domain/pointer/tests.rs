//! Pointers on the made-up sample agreement, on small texts and on a law.

use super::*;
use crate::domain::checklist::{Group, Item, ItemKind, ItemSeverity};
use crate::domain::clause::{Clause, ClauseId, ClauseKind};
use proptest::prelude::*;
use std::collections::BTreeMap;

const SAMPLE: &str = include_str!("../../../assets/sample/agreement.txt");

fn built_in() -> Checklist {
    let lists = crate::domain::checklist::built_in();
    (*lists[0]).clone()
}

/// Every line is a clause; a line that starts like an article or annex is a heading, and the lines
/// after it are its children.
fn tree(text: &str) -> ClauseTree {
    let mut clauses: Vec<Clause> = Vec::new();
    let mut start = 0;
    let mut parent = None;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end;
        if let (true, Some(last)) = (line.trim().is_empty(), clauses.last_mut()) {
            last.span.end = span.end;
            last.subtree_end = span.end;
            continue;
        }
        let words = line.trim();
        let heading = ["Article ", "Član ", "ANNEX "]
            .iter()
            .any(|word| words.starts_with(word));
        if heading {
            parent = None;
        }
        clauses.push(Clause {
            id: ClauseId::new(format!("c{}", clauses.len())),
            parent,
            kind: ClauseKind::Paragraph,
            label: String::new(),
            heading: if heading {
                words.to_owned()
            } else {
                String::new()
            },
            level: 0,
            span,
            subtree_end: span.end,
            page: None,
            language: crate::domain::language::Language::English,
            counterpart: None,
        });
        if heading {
            parent = Some(clauses.len() - 1);
        }
    }
    for index in 0..clauses.len() {
        if let Some(parent) = clauses[index].parent {
            clauses[parent].subtree_end = clauses[index].subtree_end;
        }
    }
    ClauseTree::new(clauses)
}

/// A checklist of items with English indicators only.
fn checklist(items: &[(&str, &[&str])]) -> Checklist {
    let items = items.iter().map(|(id, indicators)| Item {
        indicators: BTreeMap::from([(
            "en".to_owned(),
            indicators.iter().map(|&words| words.to_owned()).collect(),
        )]),
        ..Item::new(id, "all", ItemKind::Fact, ItemSeverity::Low, "Is it there?")
    });
    Checklist {
        groups: vec![Group {
            id: "all".to_owned(),
            title: "All".to_owned(),
        }],
        items: items.collect(),
        ..Checklist::new("small", "1", "Small", "2026-11-21")
    }
}

/// The words that an indicator matches in a text of one clause.
fn matches<'a>(indicator: &str, text: &'a str) -> Vec<&'a str> {
    let pointers = Pointers::new(&checklist(&[("one", &[indicator])]));
    let found = pointers.point(&tree(text), text);
    let reasons = found[0]
        .pointers
        .iter()
        .flat_map(|pointer| &pointer.reasons);
    reasons.map(|reason| reason.span.of(text)).collect()
}

#[test]
fn indicators_match_whole_words_unless_starred() {
    let cases: [(&str, &str, &[&str]); 14] = [
        (
            "remote access",
            "Remote  access and remote accesses",
            &["Remote  access"],
        ),
        ("remote access*", "remote accesses", &["remote accesses"]),
        (
            "interface*",
            "Interfaces, INTERFACE; subinterface",
            &["Interfaces", "INTERFACE"],
        ),
        ("API", "the API, apis and capital", &["API"]),
        (
            "pristup* mrež*",
            "приступ мрежама, pristupa mrezi",
            &["приступ мрежама", "pristupa mrezi"],
        ),
        (
            "procen* uticaja",
            "Procena\u{a0}uticaja",
            &["Procena\u{a0}uticaja"],
        ),
        ("procen* uticaja", "procena rizika i uticaja", &[]),
        ("VPN", "VРN", &["VРN"]),
        ("qasj* në rrjet", "qasje ne rrjet", &["qasje ne rrjet"]),
        ("меѓувладин*", "Меѓувладиниот", &["Меѓувладиниот"]),
        ("保密义务", "双方的保密 义务不因", &["保密 义务"]),
        ("远程", "通过远程VPN", &["远程"]),
        ("real-time", "in real–time", &["real–time"]),
        (
            "law* of the supplier's",
            "laws of the Supplier’s state",
            &["laws of the Supplier’s"],
        ),
    ];
    for (indicator, text, expected) in cases {
        assert_eq!(matches(indicator, text), expected, "{indicator} in {text}");
    }
}

#[test]
fn a_match_never_runs_from_one_clause_into_the_next() {
    assert!(matches("remote access", "remote\naccess").is_empty());
}

/// For every item, words of a clause that must be among the first three.
const TRUTH: [(&str, &str); 12] = [
    (
        "network-scope-limited",
        "only to the Network. The list of networks",
    ),
    (
        "network-scope-limited",
        "Any access to other municipal networks",
    ),
    (
        "remote-access-from-abroad",
        "may at any time use remote access",
    ),
    (
        "home-law-compulsion-assessed",
        "remains subject to the laws of its home state",
    ),
    (
        "disclosure-to-foreign-authorities",
        "may disclose System Data to any competent authority",
    ),
    (
        "biometric-legal-basis",
        "biometric functions are used in accordance",
    ),
    (
        "realtime-remote-identification",
        "compares faces in real time",
    ),
    (
        "impact-assessment-before-signature",
        "completed a data protection impact assessment",
    ),
    (
        "intergovernmental-umbrella",
        "a Memorandum of Understanding",
    ),
    (
        "intergovernmental-umbrella",
        "the rules on public procurement do not apply",
    ),
    (
        "blanket-confidentiality",
        "shall not disclose any part of it",
    ),
    ("eu-funds-used", "pre-accession funds"),
];

#[test]
fn in_the_sample_the_core_items_point_to_the_clauses_that_are_meant() {
    let clauses = tree(SAMPLE);
    assert_eq!(clauses.defect(SAMPLE), None);
    let found = Pointers::new(&built_in()).point(&clauses, SAMPLE);
    for (item, meant) in TRUTH {
        let pointers = found.iter().find(|pointers| pointers.item == item);
        let pointers = &pointers.expect("the item is in the checklist").pointers;
        let first: Vec<&str> = pointers
            .iter()
            .take(3)
            .map(|pointer| clauses.clauses()[pointer.clause].span.of(SAMPLE))
            .collect();
        assert!(
            first.iter().any(|text| text.contains(meant)),
            "{item}: {first:#?}"
        );
    }
}

#[test]
fn the_serbian_page_is_pointed_at_by_serbian_words() {
    let clauses = tree(SAMPLE);
    let found = Pointers::new(&built_in()).point(&clauses, SAMPLE);
    let assessment = &found
        .iter()
        .find(|f| f.item == "impact-assessment-before-signature");
    let pointers = &assessment.expect("the item is in the checklist").pointers;
    let words: Vec<&str> = pointers
        .iter()
        .flat_map(|pointer| &pointer.reasons)
        .map(|reason| reason.span.of(SAMPLE))
        .collect();
    assert!(words.contains(&"procenu uticaja"), "{words:?}");
}

#[test]
fn several_rare_words_and_headings_come_first() {
    let text = "Article 1 Support\nRemote access is used for telemetry.\nData is data.\n\
                Article 2 Telemetry\nTelemetry may be sent.\nRemote access.\nNothing.\n";
    let clauses = tree(text);
    let list = checklist(&[
        ("remote", &["remote access", "telemetry"]),
        ("none", &["escrow"]),
    ]);
    let found = Pointers::new(&list).point(&clauses, text);
    let order: Vec<usize> = found[0]
        .pointers
        .iter()
        .map(|pointer| pointer.clause)
        .collect();
    assert_eq!(order.first(), Some(&1), "{found:#?}");
    let of = |clause| {
        let pointer = found[0]
            .pointers
            .iter()
            .find(|pointer| pointer.clause == clause);
        pointer.map_or(0, |pointer| pointer.score)
    };
    assert!(
        of(5) > of(4),
        "a clause under a heading that also points gains by it"
    );
    assert_eq!(found[1].pointers, Vec::new());
}

#[test]
fn overlapping_indicators_are_one_reason() {
    let text = "The data protection impact assessment is attached.";
    let list = checklist(&[(
        "one",
        &["impact assessment", "data protection impact assessment"],
    )]);
    let found = Pointers::new(&list).point(&tree(text), text);
    let reasons = &found[0].pointers[0].reasons;
    assert_eq!(reasons.len(), 1);
    assert_eq!(reasons[0].indicator, "data protection impact assessment");
}

fn near_misses(pointers: &Pointers, item: &str, clauses: &ClauseTree, text: &str) -> Vec<Pointer> {
    let folded = Folded::new(text);
    pointers.search(clauses, text, &folded).near_misses(item)
}

#[test]
fn near_misses_share_a_stem_and_match_nothing() {
    let text = "The data are held in escort.\nAn escrowed copy is kept by the notary.\n\
                The supplier's source is open.\nSource code escrow is agreed.\n";
    let clauses = tree(text);
    let list = checklist(&[("escrow", &["escrow agent", "source code escrow"])]);
    let pointers = Pointers::new(&list);
    let near = near_misses(&pointers, "escrow", &clauses, text);
    let words: Vec<&str> = near
        .iter()
        .flat_map(|pointer| &pointer.reasons)
        .map(|reason| reason.span.of(text))
        .collect();
    assert_eq!(words, ["escrowed", "source"]);
    assert_eq!(
        pointers.terms("escrow"),
        ["escrow agent", "source code escrow"]
    );
    assert!(near_misses(&pointers, "unknown", &clauses, text).is_empty());
    assert!(pointers.terms("unknown").is_empty());
}

#[test]
fn indicators_that_fold_alike_are_tried_once() {
    let list = checklist(&[("one", &["memorandum*", "меморандум*", "MEMORANDUM*"])]);
    assert_eq!(Pointers::new(&list).terms("one"), ["memorandum*"]);
}

/// A text of the corpus, when there is one.
#[expect(clippy::disallowed_methods, reason = "a test reads files")]
fn corpus(path: &str) -> Option<String> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus");
    let folder = std::env::var("RAPPORTEUR_CORPUS").unwrap_or_else(|_| beside.to_owned());
    std::fs::read_to_string(format!("{folder}/{path}")).ok()
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test must say so")]
fn a_whole_law_is_pointed_at_and_stays_in_its_clauses() {
    let Some(text) = corpus("laws-sr/public-procurement.txt") else {
        eprintln!("skipped: the corpus is not there");
        return;
    };
    let clauses = tree(&text);
    let pointers = Pointers::new(&built_in());
    let found = pointers.point(&clauses, &text);
    let all: Vec<&Pointer> = found.iter().flat_map(|item| &item.pointers).collect();
    assert!(all.len() > 100, "{}", all.len());
    for pointer in all {
        let clause = &clauses.clauses()[pointer.clause];
        assert!(
            pointer
                .reasons
                .iter()
                .all(|reason| clause.span.covers(reason.span))
        );
        assert!(pointer.score <= 1000 && !pointer.reasons.is_empty());
    }
    assert!(near_misses(&pointers, "eu-funds-used", &clauses, &text).len() <= 5);
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test must say so")]
fn indicators_in_latin_letters_find_the_place_in_a_cyrillic_law() {
    let Some(text) = corpus("laws-sr/personal-data-protection.txt") else {
        eprintln!("skipped: the corpus is not there");
        return;
    };
    let clauses = tree(&text);
    let found = Pointers::new(&built_in()).point(&clauses, &text);
    let item = found
        .iter()
        .find(|item| item.item == "impact-assessment-before-signature")
        .expect("the item is in the checklist");
    let best = clauses.clauses()[item.pointers[0].clause].span.of(&text);
    assert!(best.to_lowercase().contains("процена утицаја"), "{best}");
}

proptest! {
    #[test]
    fn any_text_gives_pointers_in_order_inside_their_clauses(
        text in "(access|remote |приступ |VPN|保密|\n|Article 1 |[ -~а-џ]){1,60}"
    ) {
        let clauses = tree(&text);
        let list = checklist(&[("a", &["remote access", "pristup*", "保密", "VPN"])]);
        let pointers = Pointers::new(&list);
        let found = pointers.point(&clauses, &text);
        prop_assert_eq!(&found, &pointers.point(&clauses, &text));
        for pair in found[0].pointers.windows(2) {
            prop_assert!(pair[0].score >= pair[1].score);
        }
        for pointer in found.iter().flat_map(|item| &item.pointers) {
            let clause = &clauses.clauses()[pointer.clause];
            prop_assert!(clause.span.covers(pointer.span));
            prop_assert!(pointer.reasons.iter().all(|reason| !reason.span.of(&text).is_empty()));
        }
        near_misses(&pointers, "a", &clauses, &text);
    }
}
