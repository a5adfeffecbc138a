//! The made-up checklist, with sources of every sort.

use crate::domain::checklist::{
    CheckedScope, Checklist, Citation, Confidence, GroundRule, Group, Item, ItemKind, ItemSeverity,
    Source, Table,
};
use crate::domain::facts::FactKind;

/// A checklist of six items.
pub fn checklist() -> Checklist {
    use ItemKind::{Fact, RedFlag, Safeguard};
    let items = [
        (
            "network-scope",
            Safeguard,
            "Network access limited",
            "Does the agreement limit exactly which public networks, systems and interfaces the supplier may connect to?",
            &["network", "may connect"][..],
        ),
        (
            "remote-access",
            RedFlag,
            "Remote access from abroad",
            "Can staff or systems of the supplier reach the network or the data from another country?",
            &["remote access", "in any country", "udaljeni pristup"],
        ),
        (
            "foreign-disclosure",
            RedFlag,
            "Disclosure to foreign authorities",
            "Does the agreement let the supplier disclose data to any authority “as required by law” without further limits?",
            &["as required by law", "any authority"],
        ),
        (
            "biometrics",
            Safeguard,
            "Legal basis of biometric use",
            "Does the agreement name the law that allows each biometric use, and its limits?",
            &["biometric"],
        ),
        (
            "funding",
            Fact,
            "EU or donor money used",
            "Is EU, World Bank or other donor money used, and do its rules on suppliers apply?",
            &["grant", "fund"],
        ),
        (
            "audit",
            Safeguard,
            "Right to audit",
            "May the public body, or somebody it names, inspect the supplier's systems and records?",
            &["audit right", "inspect"],
        ),
    ];
    Checklist {
        groups: vec![Group {
            id: "access".to_owned(),
            title: "Access".to_owned(),
        }],
        items: items
            .into_iter()
            .map(|(id, kind, name, question, words)| Item {
                name: name.to_owned(),
                follow_up_question: "Where is this written, and who agreed to it?".to_owned(),
                indicators: [(
                    "en".to_owned(),
                    words.iter().map(|&word| word.to_owned()).collect(),
                )]
                .into(),
                facts: facts_for(kind),
                ..item_with_sources(id, kind, question)
            })
            .collect(),
        // What answers must rest on is shown by screens of its own.
        relaxed_rules: GroundRule::ALL.to_vec(),
        sources: sources(),
        ..Checklist::new("sample", "1", "Municipal data access", "2026-11-21")
    }
}

/// One item stands on sources of every sort, and on the laws of the supplier's country.
fn item_with_sources(id: &str, kind: ItemKind, question: &str) -> Item {
    let item = Item::new(id, "access", kind, ItemSeverity::Critical, question);
    if id != "foreign-disclosure" {
        return item;
    }
    let cited = |id: &str| Citation {
        id: id.to_owned(),
        citation: None,
        pin: None,
        confidence: None,
        checked_scope: None,
        binding_in: Vec::new(),
    };
    Item {
        why_it_matters: "A supplier that must obey an authority abroad cannot keep what it has \
                         promised here."
            .to_owned(),
        what_to_look_for: vec![
            "disclosure “as required by law” without saying whose law".to_owned(),
            "notice to the public body before anything is disclosed".to_owned(),
        ],
        sources: [
            "sample-union",
            "sample-own",
            "sample-guide",
            "sample-unlisted",
        ]
        .map(cited)
        .to_vec(),
        table: Some(Table::ForeignAccessLaws),
        ..item
    }
}

/// Sources of every sort; made up.
fn sources() -> Vec<Source> {
    let source =
        |id: &str, citation: &str, confidence, checked_scope, binding_in: &[&str]| Source {
            id: id.to_owned(),
            citation: citation.to_owned(),
            pin: None,
            title: None,
            title_local: None,
            date: None,
            requires: None,
            status: None,
            url: None,
            confidence,
            checked_scope,
            binding_in: binding_in.iter().map(|&code| code.to_owned()).collect(),
        };
    let (seen, exists) = (Some(CheckedScope::Text), Some(CheckedScope::Existence));
    vec![
        Source {
            pin: Some("Art. 48".to_owned()),
            title: Some("Sample regulation on data".to_owned()),
            date: Some("2016-04-27".to_owned()),
            status: Some("in force".to_owned()),
            requires: Some(
                "A judgment of another country is no ground to hand data over unless a treaty says so."
                    .to_owned(),
            ),
            url: Some("https://law.example/2016".to_owned()),
            ..source("sample-union", "Sample Regulation 2016/1", Confidence::Checked, seen, &["EU"])
        },
        Source {
            title_local: Some("Uzorak zakona o podacima".to_owned()),
            ..source("sample-own", "Sample Gazette 1/2018", Confidence::Checked, exists, &["RS"])
        },
        source("sample-guide", "Sample Recommendations 1/2020", Confidence::Memory, None, &[]),
    ]
}

/// The kinds of fact that may answer an item of the sample checklist.
fn facts_for(kind: ItemKind) -> Vec<FactKind> {
    if kind == ItemKind::Fact {
        vec![FactKind::Amount, FactKind::Date]
    } else {
        Vec::new()
    }
}
