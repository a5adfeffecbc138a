//! Peeking at what a clause refers to, and on from there.

use super::{Person, SIZES};
use crate::app::Message;
use crate::app::links::LookedThrough;
use crate::domain::agreement::AgreementId;
use crate::runtime::fake::{self, Fake};

/// An agreement whose clauses lead to one another.
const TEXT: &str = "\
# Agreement on services

The City of Novigrad (the “City”) and Clearview Harbour Systems Ltd. agree.

# Article 1 Definitions

1.1 “Services” means what the operator does under Article 3 for the City.

1.2 “Records” means everything that Services produce, as listed in Annex C.

# Article 2 Access

2.1 Records are handed over on request within the limits of Article 3 and Article 44; Records of Services stay with the City.

2.2 Nothing else is agreed.

# Article 3 Limits

3.1 The operator acts only on written orders.

3.2 Orders are kept with the Records.";

fn reader(size: (u16, u16)) -> Person {
    Person::with(Fake::with(fake::agreement(TEXT)), size, true)
}

#[test]
fn a_clause_is_peeked_from_and_stays_in_sight() {
    for size in SIZES {
        let mut person = reader(size);
        person.presses("j j j j j j K down");
        assert!(person.sees().contains("2.1 Records are handed over"));
        let name = format!("peek-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, person.sees());
        person.presses("up K down");
        let name = format!("peek-on-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, person.sees());
    }
}

#[test]
fn peeking_walks_on_and_back_and_goes_there() {
    let mut person = reader((80, 24));
    person.presses("j j j j j j");
    assert!(person.sees().contains("K peek"));
    person.presses("K");
    assert!(person.sees().contains("What this clause leads to"));
    assert!(person.sees().contains("everything that Services produce"));
    person.presses("K");
    assert!(
        person
            .sees()
            .contains("What this clause › “Records” leads to")
    );
    assert!(person.sees().contains("! not in this document"), "Annex C");
    person.presses("end K");
    assert!(
        person
            .is_told()
            .starts_with("Annex C is not in this document.")
    );
    person.presses("backspace");
    assert!(person.sees().contains("What this clause leads to"));
    person.presses("down");
    assert!(
        person.sees().contains("3.2 Orders are kept"),
        "the whole article"
    );
    assert_eq!(person.at(), 6, "nothing has moved");
    person.presses("enter");
    assert_eq!(person.at(), 8);
    person.presses("ctrl-o");
    assert_eq!(person.at(), 6);
    person.presses("K esc");
    assert!(person.model.dialog.is_none());
    person.presses("j K");
    assert!(
        person
            .is_told()
            .starts_with("This clause refers to no other")
    );
    assert!(!person.sees().contains("K peek"));
}

#[test]
fn chosen_words_are_peeked_from_alone() {
    let mut person = reader((80, 24));
    person.presses("j j j j j j v end left left left left K");
    assert!(
        person.sees().contains("What this clause leads to"),
        "{}",
        person.sees()
    );
    person.presses("q v v end v K");
    assert!(person.sees().contains("defined on page 1"), "the City");
    assert!(!person.sees().contains("→ Article 3"), "{}", person.sees());
}

#[test]
fn links_of_an_agreement_that_was_left_are_not_taken() {
    let mut person = reader((80, 24));
    let reading = person.model.reading.as_mut().expect("open");
    let late = LookedThrough {
        agreement: AgreementId::new("another"),
        links: reading.links.take().expect("were looked for"),
        facts: Vec::new(),
    };
    person.gets(Message::LookedThrough(Box::new(late)));
    person.presses("j j j j j j K");
    assert!(person.is_told().contains("still being looked for"));
}
