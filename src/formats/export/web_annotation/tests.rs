//! Annotations read back as another tool reads them.

use super::super::tests::{finished, halfway, spoiled};
use super::*;

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("is JSON")
}

fn items(value: &Value) -> &Vec<Value> {
    value["first"]["items"].as_array().expect("has items")
}

fn bodies<'a>(annotation: &'a Value, purpose: &str) -> Vec<&'a str> {
    let bodies = annotation["body"].as_array().expect("has bodies").iter();
    let of = bodies.filter(|body| body["purpose"] == purpose);
    of.map(|body| body["value"].as_str().expect("has a value"))
        .collect()
}

#[test]
fn a_judgement_is_an_annotation_on_its_words() {
    let table = halfway();
    let summary = table.summary();
    let value = read(&web_annotation(&summary, &table.agreement));
    assert_eq!(value["@context"][0], CONTEXT);
    assert_eq!(value["total"], items(&value).len());
    let judged: Vec<_> = items(&value)
        .iter()
        .filter(|one| one["target"]["selector"].is_array() && one["motivation"] == "assessing")
        .collect();
    assert_eq!(judged.len(), 2);
    let text: Vec<char> = table.agreement.text().chars().collect();
    for (one, (by, assessment)) in judged
        .iter()
        .zip([("Ana", "concern"), ("Bojan", "unclear")])
    {
        assert_eq!(one["creator"]["name"], by);
        assert_eq!(bodies(one, "tagging"), ["remote"]);
        assert_eq!(bodies(one, "assessing"), [assessment]);
        assert_eq!(
            one["target"]["source"],
            format!("urn:sha256:{}", table.agreement.text_sha256)
        );
        let [quote, place] = one["target"]["selector"]
            .as_array()
            .expect("two")
            .as_slice()
        else {
            panic!("two selectors: {one}");
        };
        let at =
            |name: &str| usize::try_from(place[name].as_u64().expect("a number")).expect("small");
        let words: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(quote["exact"], words);
        let before: String = text[..at("start")].iter().collect();
        assert!(before.ends_with(quote["prefix"].as_str().expect("has one")));
    }
    assert_eq!(
        bodies(judged[0], "commenting"),
        ["No limit in time.\nNo log."]
    );
    assert!(bodies(judged[1], "commenting").is_empty());
}

#[test]
fn what_is_absent_is_said_of_the_whole_text() {
    let table = halfway();
    let value = read(&web_annotation(&table.summary(), &table.agreement));
    let absent = items(&value)
        .iter()
        .find(|one| bodies(one, "assessing") == ["absent"]);
    let absent = absent.expect("is there");
    assert!(absent["target"].is_string());
    assert_eq!(bodies(absent, "tagging"), ["network"]);
    assert_eq!(absent["absence"]["terms"][0], "network*");
    let noted = items(&value)
        .iter()
        .find(|one| bodies(one, "commenting") == ["Annex D may say more."]);
    assert_eq!(noted.expect("is there")["confidential"], true);
    let on_clause = items(&value)
        .iter()
        .find(|one| bodies(one, "commenting") == ["Very short."]);
    assert_eq!(
        on_clause.expect("is there")["target"]["selector"]["type"],
        "TextPositionSelector"
    );
}

#[test]
fn every_annotation_has_its_own_name_and_the_same_review_the_same_bytes() {
    for table in [halfway(), finished(), spoiled("</script>\u{202e}\u{0}")] {
        let summary = table.summary();
        let text = web_annotation(&summary, &table.agreement);
        assert_eq!(text, web_annotation(&summary, &table.agreement));
        let value = read(&text);
        let mut names: Vec<_> = items(&value)
            .iter()
            .map(|one| one["id"].to_string())
            .collect();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
