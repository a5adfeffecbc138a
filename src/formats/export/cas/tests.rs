//! Feature structures cover the words they were made from, counted in UTF-16.

use super::super::tests::{halfway, spoiled, words_tagged};
use super::*;
use proptest::prelude::*;

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("is JSON")
}

/// What the passages cover, as a reader that counts UTF-16 sees it.
fn covered(value: &Value) -> Vec<String> {
    let structures = value["%FEATURE_STRUCTURES"].as_array().expect("a list");
    let text: Vec<u16> = structures[0]["sofaString"]
        .as_str()
        .expect("a text")
        .encode_utf16()
        .collect();
    let place = |one: &Value, name: &str| {
        usize::try_from(one[name].as_u64().expect("a number")).expect("small")
    };
    let passages = structures.iter().filter(|one| one["%TYPE"] == PASSAGE);
    let words =
        passages.map(|one| String::from_utf16(&text[place(one, "begin")..place(one, "end")]));
    words
        .collect::<Result<_, _>>()
        .expect("no half of a character")
}

#[test]
fn passages_cover_their_words_whatever_stands_before_them() {
    for before in [
        "",
        "𝔸👩‍👧",
        "e\u{301}\u{301}č",
        "第五条 Члан",
        &"👩".repeat(3000),
    ] {
        let (table, words) = words_tagged(before);
        let value = read(&cas_json(&table.summary(), &table.agreement));
        assert_eq!(covered(&value), [words], "{before:?}");
    }
}

#[test]
fn structures_are_declared_numbered_and_members_of_the_view() {
    let table = halfway();
    let value = read(&cas_json(&table.summary(), &table.agreement));
    let structures = value["%FEATURE_STRUCTURES"].as_array().expect("a list");
    for (number, one) in (1..).zip(structures) {
        assert_eq!(one["%ID"], number);
        let kind = one["%TYPE"].as_str().expect("has a type");
        let Some(declared) = value["%TYPES"].get(kind) else {
            assert!(kind.starts_with("uima."), "{kind}");
            continue;
        };
        let features = one.as_object().expect("an object").keys();
        for feature in features.filter(|name| !name.starts_with(['%', '@'])) {
            assert!(
                declared.get(feature).is_some() || ["begin", "end"].contains(&feature.as_str()),
                "{feature}"
            );
        }
        assert!(
            one.as_object()
                .expect("an object")
                .values()
                .all(|value| !value.is_null()),
            "{one}"
        );
    }
    assert_eq!(
        value["%VIEWS"]["_InitialView"]["%MEMBERS"]
            .as_array()
            .map(Vec::len),
        Some(structures.len() - 1)
    );
    let absent = structures
        .iter()
        .find(|one| one["%TYPE"] == ANSWER && one["assessment"] == "absent");
    assert_eq!(absent.expect("is there")["item"], "network");
}

#[test]
fn hostile_words_are_the_same_afterwards() {
    for words in ["\u{0}\u{1b}\u{202e}", "</script>]]>", "rapporteur-head/1 x"] {
        let table = spoiled(words);
        let text = cas_json(&table.summary(), &table.agreement);
        assert_eq!(
            read(&text)["%FEATURE_STRUCTURES"][0]["sofaString"],
            table.agreement.text()
        );
        assert_eq!(text, cas_json(&table.summary(), &table.agreement));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn units_are_those_of_the_text_before(text in "[a𝔸é第\u{301}]{0,1200}") {
        let units = Units::new(&text);
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = text.get(..at).expect("between characters");
            prop_assert_eq!(units.at(&text, at), before.encode_utf16().count());
        }
    }
}
