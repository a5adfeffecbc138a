//! What one reviewer tagged in one agreement points at the like clause of the next, for everybody.

mod common;

use common::Workplace;
use serde_json::Value;

const FIRST: &str = "LEASE OF MACHINES\n\nArticle 1\n\nThe Lessor leases ten machines to the City of Novi Grad.\n\n\
    Article 2\n\nThe Lessor may switch every machine off from afar when an invoice is overdue by ten days.\n\n\
    Article 3\n\nThe City pays each invoice within thirty days.\n";

const SECOND: &str = "CONTRACT FOR PUMPS\n\nArticle 1\n\nThe Waterworks buy four pumps.\n\n\
    Article 2\n\nInvoices are paid within sixty days.\n\n\
    Article 3\n\nThe Seller may switch off every pump from afar when an invoice is overdue by thirty days.\n";

const ITEM: &str = "updates-and-support-period";

/// The suggestions for the item in the second agreement.
fn suggestions(place: &Workplace, agreement: &str, more: &[&str]) -> (Value, Vec<Value>) {
    let mut arguments = vec!["suggest", agreement, "--json"];
    arguments.extend(more);
    let told = place.json(arguments);
    let items = told["items"].as_array().expect("there are items").clone();
    let own = items.into_iter().find(|one| one["item"] == ITEM);
    let own = own.expect("it is an item of the checklist");
    let suggestions = own["suggestions"].as_array().expect("a list").clone();
    (told, suggestions)
}

#[test]
fn a_tag_in_one_agreement_points_in_the_next_and_says_why() {
    let place = Workplace::new();
    let mut ids = Vec::new();
    for (name, text) in [("first.txt", FIRST), ("second.txt", SECOND)] {
        let file = place.write(name, text);
        let told = place.json(["import", file.to_str().expect("is text"), "--json"]);
        ids.push(told["agreement"].as_str().expect("has an id").to_owned());
    }
    let [first, second] = [ids[0].as_str(), ids[1].as_str()];
    let is_like = |one: &Value| one.get("like").is_some();
    assert!(!suggestions(&place, second, &[]).1.iter().any(is_like));
    place.ok(["tag", first, "Article 2", ITEM, "--assessment", "concern"]);
    let (told, found) = suggestions(&place, second, &[]);
    assert_eq!(
        (told["team"].as_bool(), told["learned_from"].as_u64()),
        (Some(true), Some(1))
    );
    assert_eq!(found[0]["label"], "Article 3", "{found:?}");
    assert_eq!(found[0]["likelihood"], false);
    let like = &found[0]["like"];
    assert_eq!(like["agreement"], first);
    assert_eq!(like["assessment"], "concern");
    assert_eq!(like["by"], "Ana");
    let words = place.ok(["suggest", second]);
    assert!(words.contains("like Article 2 of"), "{words}");
    assert!(words.contains("tagged concern by Ana"), "{words}");
    let (told, found) = suggestions(&place, second, &["--without-team"]);
    assert_eq!(told["team"], false);
    assert!(!found.iter().any(is_like), "{found:?}");
    // A rejection is undone like any decision, and counts in the record.
    place.ok(["reject", second, "Article 3", ITEM]);
    let record = |place: &Workplace| {
        let told = place.json(["suggest", first, "--json"]);
        let items = told["items"].as_array().expect("there are items").clone();
        let own = items.into_iter().find(|one| one["item"] == ITEM);
        own.expect("it is there")["record"].clone()
    };
    assert_eq!(
        record(&place),
        serde_json::json!({"decided": 1, "accepted": 0, "without": 1})
    );
    place.ok(["undo"]);
    assert_eq!(record(&place)["decided"], 0);
    assert!(place.ok(["verify"]).contains("fit"));
}
