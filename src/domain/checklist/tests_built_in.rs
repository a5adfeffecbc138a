//! What the built-in checklists promise: whole in every language, every source known, no place in a
//! law made up, every indicator a word that contracts use.

use super::{
    Checklist, Confidence, Group, Item, ItemKind, ItemSeverity, Said, built_in, built_in_texts,
    validate,
};
use crate::domain::language::Language;
use crate::domain::pointer::Pointers;
use crate::domain::samples;
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

/// The languages that the texts can be handed over in.
const TEXTS: [Language; 7] = [
    Language::English,
    Language::SerbianCyrillic,
    Language::SerbianLatin,
    Language::Bosnian,
    Language::Montenegrin,
    Language::Albanian,
    Language::Macedonian,
];
/// The languages that agreements are searched in; Serbian in either script is found by the same
/// words.
const SEARCHED: [&str; 7] = ["en", "sr-Latn", "bs", "cnr", "sq", "mk", "zh"];
/// Letters of a name in a narrow column.
const LONGEST_NAME: usize = 28;

fn list(id: &str) -> &'static Checklist {
    let found = built_in().iter().find(|list| list.id == id);
    found.expect("it is built in")
}

#[test]
fn they_are_valid_and_of_the_promised_size() {
    for text in built_in_texts() {
        assert_eq!(validate::parse(text.as_bytes()).err(), None);
    }
    let municipal = list("municipal-data-access");
    assert_eq!(municipal.items.len(), 60);
    assert_eq!(
        municipal.profile("core").map(|core| core.items.len()),
        Some(10)
    );
    let commercial = list("commercial-terms");
    let categories = commercial
        .items
        .iter()
        .filter_map(|item| item.cuad.as_ref());
    assert_eq!(categories.collect::<HashSet<_>>().len(), 41);
    assert_eq!(commercial.items.len(), 41);
}

#[test]
fn every_item_is_whole() {
    for list in built_in() {
        let mut names = HashSet::new();
        for item in &list.items {
            let id = &item.id;
            assert!(names.insert(&item.name), "{id}");
            assert!(!item.sources.is_empty(), "{id}");
            assert!(!item.what_to_look_for.is_empty(), "{id}");
            let texts = [&item.why_it_matters, &item.follow_up_question];
            assert!(texts.iter().all(|text| !text.is_empty()), "{id}");
            for language in SEARCHED {
                assert!(item.indicators.contains_key(language), "{id}: {language}");
            }
        }
        // Items of a group stand together, so that lists need no second order.
        let mut groups: Vec<&str> = list.items.iter().map(|item| item.group.as_str()).collect();
        groups.dedup();
        assert_eq!(groups.len(), list.groups.len(), "{}", list.id);
    }
}

#[test]
fn every_text_is_there_in_every_language() {
    for list in built_in() {
        for language in TEXTS {
            let texts = list.texts(language);
            let own = language == list.base_language();
            assert_eq!(texts.is_draft(), !own, "nobody has signed {language} yet");
            let mut said = vec![texts.title()];
            said.extend(list.groups.iter().map(|group| texts.group(group)));
            for item in &list.items {
                let wording = texts.item(item);
                let name = wording.name.text.chars().count();
                assert!(name <= LONGEST_NAME, "{language}: {}", wording.name.text);
                assert_eq!(wording.what_to_look_for.len(), item.what_to_look_for.len());
                said.extend(wording.what_to_look_for);
                said.extend([
                    wording.name,
                    wording.question,
                    wording.why_it_matters,
                    wording.follow_up_question,
                ]);
            }
            let missing: Vec<Said> = said
                .into_iter()
                .filter(|one| one.instead.is_some() || one.text.is_empty())
                .collect();
            assert_eq!(missing, [], "{}: {language}", list.id);
        }
    }
}

#[test]
fn every_source_is_listed_and_used_and_says_how_sure_it_is() {
    for list in built_in() {
        let cited: HashSet<&str> = list
            .items
            .iter()
            .flat_map(|item| &item.sources)
            .map(|one| one.id.as_str())
            .collect();
        let listed: HashSet<&str> = list.sources.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(cited, listed, "{}", list.id);
        for source in &list.sources {
            let seen = source.confidence == Confidence::Checked;
            assert_eq!(source.checked_scope.is_some(), seen, "{}", source.id);
        }
    }
}

/// The reference that the sources were carried over from, where it is at hand.
#[expect(
    clippy::disallowed_methods,
    reason = "the reference is not part of a workspace"
)]
fn reference(name: &str) -> Option<Value> {
    let folder = std::env::var_os("RAPPORTEUR_REFERENCE").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/reference"),
        PathBuf::from,
    );
    let text = std::fs::read_to_string(folder.join(name)).ok()?;
    serde_json::from_str(&text).ok()
}

#[test]
#[expect(clippy::print_stdout, reason = "a test that is left out says so")]
fn no_source_and_no_place_in_one_is_made_up() {
    let (Some(sources), Some(draft)) =
        (reference("sources.json"), reference("checklist-draft.json"))
    else {
        println!("skipped: the reference is not here");
        return;
    };
    let sources = sources.as_array().expect("a list");
    let known: BTreeMap<&str, &Value> = sources
        .iter()
        .filter_map(|one| Some((one["id"].as_str()?, one)))
        .collect();
    let list = list("municipal-data-access");
    for source in &list.sources {
        let known = known.get(source.id.as_str()).expect(&source.id);
        assert_eq!(known["citation"], source.citation.as_str());
        let confidence = serde_json::to_value(source.confidence).expect("a word");
        assert_eq!(known["confidence"], confidence, "{}", source.id);
        let scope = serde_json::to_value(source.checked_scope).expect("a word");
        assert_eq!(known["checked_scope"], scope, "{}", source.id);
        let binding = serde_json::to_value(&source.binding_in).expect("a list");
        assert_eq!(known["binding_in"], binding, "{}", source.id);
        assert_eq!(
            source.pin, None,
            "a place belongs to the item that means it"
        );
    }
    let drafted = draft["items"].as_array().expect("a list");
    for item in &list.items {
        let before = drafted
            .iter()
            .find(|one| one["id"] == item.id.as_str())
            .expect(&item.id);
        let pins = before["sources"].as_array().expect("a list").iter();
        let pins: BTreeMap<&str, &Value> = pins
            .filter_map(|one| Some((one["id"].as_str()?, &one["pin"])))
            .collect();
        for cited in &item.sources {
            let pin = pins
                .get(cited.id.as_str())
                .expect("the draft cites it here");
            assert_eq!(
                pin.as_str(),
                cited.pin.as_deref(),
                "{}: {}",
                item.id,
                cited.id
            );
        }
    }
}

/// Made-up clauses for every item, by language.
type Samples = BTreeMap<String, BTreeMap<String, Vec<String>>>;

#[test]
fn every_indicator_is_found_in_a_clause_of_its_language() {
    let samples = [
        (
            "municipal-data-access",
            include_str!("../../../tests/fixtures/checklists/municipal-data-access.json"),
        ),
        (
            "commercial-terms",
            include_str!("../../../tests/fixtures/checklists/commercial-terms.json"),
        ),
    ];
    let mut missed = Vec::new();
    for (id, samples) in samples {
        let samples: Samples = serde_json::from_str(samples).expect("clauses by language and item");
        for item in &list(id).items {
            for language in SEARCHED {
                let clauses = samples[language][&item.id].join("\n\n");
                let words = &item.indicators[language];
                missed.extend(
                    not_found(words, &clauses)
                        .map(|word| format!("{id}/{}, {language}: {word}", item.id)),
                );
            }
        }
    }
    assert!(
        missed.is_empty(),
        "{}:\n{}",
        missed.len(),
        missed.join("\n")
    );
}

/// The indicators that point nowhere in a text.
fn not_found<'a>(indicators: &'a [String], text: &str) -> impl Iterator<Item = &'a String> {
    let agreement = samples::agreement(text);
    let items = indicators
        .iter()
        .enumerate()
        .map(|(number, indicator)| Item {
            indicators: [("en".to_owned(), vec![indicator.clone()])].into(),
            ..Item::new(
                &number.to_string(),
                "all",
                ItemKind::Fact,
                ItemSeverity::Low,
                "Is it there?",
            )
        });
    let checklist = Checklist {
        groups: vec![Group {
            id: "all".to_owned(),
            title: "All".to_owned(),
        }],
        items: items.collect(),
        ..Checklist::new("one", "1", "One", "2026-11-21")
    };
    let found = Pointers::new(&checklist).point(&agreement.clauses, agreement.text());
    let silent = found
        .into_iter()
        .zip(indicators)
        .filter(|(found, _)| found.pointers.is_empty());
    silent.map(|(_, indicator)| indicator)
}
