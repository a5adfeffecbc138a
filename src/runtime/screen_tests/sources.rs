//! What stands behind an item: its sources, and the laws that can oblige the supplier.

use super::{Person, SIZES};

/// A person at the checklist, on the item that asks about disclosure to authorities abroad.
fn at_the_item(size: (u16, u16)) -> Person {
    let mut person = Person::reads(size);
    person.presses("c down down");
    person
}

/// Records a country: `row` is its place among the particulars.
fn records(person: &mut Person, row: usize, country: &str) {
    person.presses("s p home");
    for _ in 0..row {
        person.presses("down");
    }
    person.presses("enter");
    // What was recorded before stands in the line.
    for _ in 0..30 {
        person.presses("backspace");
    }
    person.types(country).presses("enter esc");
}

const HOME: usize = 2;
const COUNTRY: usize = 4;

/// The whole text of the dialog, read to its end. A high screen shows more of it at once.
fn reads_all(person: &mut Person) -> String {
    let mut all = String::new();
    for _ in 0..60 {
        let before = person.sees();
        all.push_str(&before);
        person.presses("pagedown");
        if person.sees() == before {
            return all;
        }
    }
    panic!("the text has no end");
}

#[test]
fn sources_look_as_they_did() {
    for size in SIZES {
        let mut person = at_the_item(size);
        person.presses("s");
        let name = format!("sources-unrecorded-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, person.sees());
        person.presses("esc");
        records(&mut person, COUNTRY, "Republika Srbija");
        records(&mut person, HOME, "Germany");
        person.presses("s pagedown");
        let name = format!("sources-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, person.sees());
        person.presses("end");
        let name = format!("sources-end-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, person.sees());
    }
}

#[test]
fn a_source_says_whether_it_binds_in_the_country_that_is_recorded() {
    let mut person = at_the_item((140, 45));
    person.presses("s");
    let unrecorded = reads_all(&mut person);
    assert!(unrecorded.contains("country of the public body is not recorded. Press p"));
    assert!(!unrecorded.contains("Binding in"));
    person.presses("esc");
    records(&mut person, COUNTRY, "Србија");
    person.presses("s");
    let all = reads_all(&mut person);
    assert!(all.contains("EU reference standard: binds EU member states, not Serbia."));
    assert!(all.contains("Binding in Serbia."));
    assert!(all.contains("Binds nobody, as far as is recorded:"));
    for sure in [
        "text seen",
        "only its existence was checked: to be verified",
        "from memory: to be verified",
    ] {
        assert!(all.contains(sure), "{sure}");
    }
    person.presses("esc");
    records(&mut person, COUNTRY, "Hrvatska");
    person.presses("s");
    let all = reads_all(&mut person);
    assert!(
        all.contains("Binding in Croatia as law of the European Union."),
        "{all}"
    );
    assert!(all.contains("Law of Serbia, not of Croatia."));
}

#[test]
fn the_laws_of_every_country_are_shown_in_the_same_fields() {
    let mut person = at_the_item((140, 45));
    person.presses("s");
    let all = reads_all(&mut person);
    assert!(all.contains("home jurisdiction of the supplier is not recorded. Press p"));
    assert!(all.contains("The program has data for: United Arab Emirates, Australia,"));
    person.presses("esc");
    for (home, law) in [
        ("Shenzhen, China", "National Intelligence Law"),
        ("USA", "CLOUD Act"),
    ] {
        records(&mut person, HOME, home);
        person.presses("s");
        let all = reads_all(&mut person);
        assert!(
            all.contains(law) && all.contains("as of 21 November 2026"),
            "{all}"
        );
        for field in [
            "Judicial control",
            "Secrecy",
            "Reach abroad",
            "Safeguards",
            "EU adequacy",
        ] {
            assert!(all.contains(field), "{field} for {home}");
        }
        person.presses("esc");
    }
}

#[test]
fn a_country_without_data_is_not_called_one_without_laws() {
    let mut person = at_the_item((140, 45));
    for (home, words) in [
        (
            "Canada",
            "No data about Canada; that does not mean that there is no such law.",
        ),
        ("Austria", "No data about Austria; that does not"),
        (
            "Atlantis",
            "“Atlantis” is recorded as the home jurisdiction",
        ),
    ] {
        records(&mut person, HOME, home);
        person.presses("s");
        let all = reads_all(&mut person);
        assert!(all.contains(words), "{home}: {all}");
        assert_eq!(all.contains("e-Evidence"), home == "Austria");
        person.presses("esc");
    }
}

#[test]
fn sources_are_looked_at_from_the_checklist_and_while_answering() {
    let mut person = Person::reads((80, 24));
    person.presses("tab down s");
    assert!(
        person.sees().contains("Remote access from abroad ─"),
        "{}",
        person.sees()
    );
    assert!(person.sees().contains("names no source for this item"));
    person.presses("s");
    assert!(person.model.dialog.is_none());
    let mut person = at_the_item((80, 24));
    person.presses("enter S");
    assert!(person.sees().contains("Why it matters"));
    person.presses("esc");
    assert!(
        person.sees().contains("S sources"),
        "the answer is still asked: {}",
        person.sees()
    );
    person.presses("a");
    assert!(!person.sees().contains("S sources"));
}
