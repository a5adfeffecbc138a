//! Names find their countries, and no country is treated unlike another.

use super::*;
use crate::domain::checklist::Confidence;
use crate::domain::fold::fold;
use serde_json::Value;
use std::collections::HashMap;

const LAWS: &str = include_str!("../../../assets/laws/foreign-access-laws.json");

fn code(text: &str) -> Option<&'static str> {
    Country::parse(text).map(Country::code)
}

#[test]
fn codes_and_names_are_understood_as_people_write_them() {
    let cases = [
        ("RS", "RS"),
        ("rs", "RS"),
        (" Serbia ", "RS"),
        ("Republic of Serbia", "RS"),
        ("the Republic of Serbia", "RS"),
        ("Republika Srbija", "RS"),
        ("РЕПУБЛИКА СРБИЈА", "RS"),
        ("Republika e Shqiperise", "AL"),
        ("Shqipëri", "AL"),
        ("Северна Македонија", "MK"),
        ("Crna Gora", "ME"),
        ("Kosovo*", "XK"),
        ("BiH", "BA"),
        ("Bosna i Hercegovina", "BA"),
        ("PRC", "CN"),
        ("P. R. China", "CN"),
        ("People's Republic of China", "CN"),
        ("the People’s Republic of China", "CN"),
        ("中华人民共和国", "CN"),
        ("Republic of China", "TW"),
        ("Hong Kong, China", "HK"),
        ("United States of America", "US"),
        ("U.S.A.", "US"),
        ("UK", "GB"),
        ("Türkiye", "TR"),
        ("Turkiye", "TR"),
        ("Njemačka", "DE"),
        ("Njemacka", "DE"),
        ("Njemačka (DE)", "DE"),
        ("EU", "EU"),
        ("Georgia", "GE"),
        ("12 Sample Street, Wilmington, Delaware, USA", "US"),
        ("Atlanta, Georgia, USA", "US"),
        ("Shenzhen, Guangdong, China", "CN"),
    ];
    for (text, expected) in cases {
        assert_eq!(code(text), Some(expected), "{text}");
    }
}

#[test]
fn what_is_not_surely_one_country_is_none() {
    let doubtful = [
        "",
        "no",
        "Atlantis",
        "Serbia and China",
        "Los Angeles, CA",
        "Wilmington, DE",
        "Atlanta, Georgia",
        "China, Serbia",
        "Peru, Indiana",
        "Republika Srpska",
        ", ( ) /",
    ];
    for text in doubtful {
        assert_eq!(code(text), None, "{text}");
    }
    assert_eq!(code(&"China ".repeat(10_000)), None);
}

#[test]
fn no_name_means_two_countries() {
    let mut owners: HashMap<String, &str> = HashMap::new();
    for country in all() {
        assert!(country.code().len() == 2 && country.names().count() > 1);
        for name in country.names() {
            let owner = owners.insert(fold(name), country.code());
            assert!(owner.is_none_or(|code| code == country.code()), "{name}");
            assert_eq!(code(name), Some(country.code()), "{name}");
        }
    }
}

#[test]
fn the_union_has_twenty_seven_states() {
    let states = all().iter().filter(|one| one.in_eu() && !one.is_union());
    assert_eq!(states.count(), 27);
}

#[test]
fn adequacy_is_told_from_not_known() {
    let of = |code| Country::by_code(code).expect("is listed").adequacy();
    assert_eq!(of("DE"), Adequacy::InEu);
    assert!(matches!(of("JP"), Adequacy::Adequate { year: 2019, .. }));
    assert!(matches!(
        of("KR"),
        Adequacy::Adequate {
            confidence: Confidence::Memory,
            ..
        }
    ));
    assert!(matches!(of("RS"), Adequacy::None { .. }));
    assert_eq!(of("CA"), Adequacy::Unknown);
}

#[test]
fn a_member_state_has_the_laws_of_the_union_too() {
    let ids = |code| {
        let laws = laws_of(Country::by_code(code).expect("is listed"));
        laws.iter().map(|law| law.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(ids("FR"), ["fr-csi", "eu-e-evidence"]);
    assert_eq!(ids("AT"), ["eu-e-evidence"]);
    assert_eq!(ids("EU"), ["eu-e-evidence"]);
    assert_eq!(ids("RS"), ["rs-bia-10"]);
    assert!(ids("CA").is_empty());
    assert_eq!(with_data().len(), 16);
}

/// The fields of every law as they are written, in their order.
fn fields(law: &str) -> Vec<&str> {
    law.lines()
        .filter_map(|line| line.strip_prefix("      \"")?.split_once('"'))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn every_jurisdiction_has_the_same_fields_in_the_same_order() {
    let laws: Vec<&str> = LAWS.split("\n    {").skip(1).collect();
    let first = fields(laws[0]);
    assert_eq!((laws.len(), first.len()), (25, 19));
    for law in &laws {
        assert_eq!(fields(law), first, "{law}");
    }
}

#[test]
fn a_law_from_memory_says_so() {
    for country in with_data() {
        for law in laws_of(country) {
            let from_memory = law.confidence == Confidence::Memory;
            assert_eq!(from_memory, law.checked_via.is_none(), "{}", law.id);
            assert_eq!(from_memory, law.sureness().contains("to be verified"));
            let note = law.note.as_deref().unwrap_or_default();
            assert!(!from_memory || note.contains("memory"), "{}", law.id);
        }
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "this test reads the reference folder"
)]
fn articles_and_confidence_are_those_of_the_reference() {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference");
    let folder = std::env::var("RAPPORTEUR_REFERENCE").unwrap_or_else(|_| beside.to_owned());
    let path = std::path::Path::new(&folder).join("foreign-access-laws.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return;
    };
    let reference: Vec<Value> = serde_json::from_str(&text).expect("the reference is a list");
    let ours: Value = serde_json::from_str(LAWS).expect("ours can be read");
    let ours = ours["laws"].as_array().expect("a list of laws");
    assert_eq!(ours.len(), reference.len());
    for (our, theirs) in ours.iter().zip(&reference) {
        for field in [
            "id",
            "jurisdiction",
            "article",
            "year",
            "judicial_control",
            "confidence",
            "checked_via",
            "source_url",
        ] {
            assert_eq!(our[field], theirs[field], "{} of {}", field, theirs["id"]);
        }
        for field in ["decision", "year"] {
            assert_eq!(our["eu_adequacy"][field], theirs["eu_adequacy"][field]);
        }
    }
}

#[test]
fn every_law_is_told_in_the_same_fields() {
    for law in with_data().into_iter().flat_map(laws_of) {
        let fields = law.fields();
        let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, AccessLaw::FIELDS);
        assert!(
            fields.iter().all(|(_, words)| !words.is_empty()),
            "{}",
            law.id
        );
    }
}

#[test]
fn adequacy_is_told_with_its_scope_and_its_doubt() {
    let of = |code| {
        Country::by_code(code)
            .expect("is listed")
            .adequacy()
            .sentence()
    };
    assert!(of("JP").contains("2019; it covers: private sector."));
    assert!(of("KR").ends_with("to be verified."));
    assert!(of("RS").contains("no decision on the Commission’s list as seen"));
    assert!(of("CA").contains("no data"));
}
