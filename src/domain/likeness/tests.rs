//! What is alike is found whatever the order it came in, in every script, and in bounds.

use super::*;
use proptest::prelude::*;

const PASSAGES: [&str; 6] = [
    "The supplier shall delete all personal data within thirty days after termination.",
    "Добављач је дужан да обрише све личне податке у року од 30 дана.",
    "The agreement is governed by the laws of the Republic of Elbonia.",
    "The buyer pays the price within 45 days of the invoice.",
    "供应商应当在合同终止后删除全部个人数据。",
    "Any dispute shall be settled by the court in Elbonia.",
];

fn index(order: &[usize]) -> Likeness<usize> {
    let mut index = Likeness::new();
    for &at in order {
        index.add(at, PASSAGES[at]);
    }
    index
}

#[test]
fn the_same_words_are_wholly_alike_and_strange_ones_not_found() {
    let index = index(&[0, 1, 2, 3, 4, 5]);
    for (at, passage) in PASSAGES.iter().enumerate() {
        let near = index.nearest(passage, 3);
        assert_eq!((near[0].key, near[0].thousandths), (at, 1000));
        assert!(near[1..].iter().all(|near| near.thousandths < 600));
    }
    assert!(index.nearest("zzz qqq", 3).is_empty());
    assert!(index.nearest("", 3).is_empty());
    assert!(index.nearest(PASSAGES[0], 0).is_empty());
    assert!(Likeness::<u8>::new().nearest("anything", 3).is_empty());
}

#[test]
fn script_diacritics_case_and_endings_do_not_matter() {
    let index = index(&[0, 1, 2, 3, 4, 5]);
    for (asked, expected) in [
        (
            "Dobavljač je dužan da obriše lične podatke u roku od 60 dana.",
            1,
        ),
        ("dobavljaci brisu licnih podataka; duznost dobavljaca", 1),
        ("SUPPLIERS SHALL DELETE PERSONAL DATA", 0),
        ("个人数据的删除", 4),
    ] {
        assert_eq!(index.nearest(asked, 1)[0].key, expected, "{asked}");
    }
}

#[test]
fn what_two_passages_share_is_shown_in_the_one_asked_about() {
    let index = index(&[0, 1, 2, 3, 4, 5]);
    let asked =
        "Upon expiry, the Supplier shall delete old copies of personal data; it keeps accounts.";
    let shared = index.shared(asked, PASSAGES[0], 2);
    let words: Vec<&str> = shared.iter().map(|span| span.of(asked)).collect();
    assert_eq!(words, ["Supplier shall delete", "personal data"][..]);
    let asked = "lične podatke";
    let shared = index.shared(asked, PASSAGES[1], 5);
    assert_eq!(shared, [Span::new(0, asked.len())]);
}

#[test]
fn what_stands_everywhere_finds_nothing() {
    let mut index = Likeness::new();
    for key in 0..=EVERYWHERE {
        index.add(key, if key == 7 { "common rare" } else { "common" });
    }
    assert!(index.nearest("common", 5).is_empty());
    let near = index.nearest("common rare", 5);
    assert_eq!(near.len(), 1);
    assert_eq!((near[0].key, near[0].thousandths), (7, 1000));
}

proptest! {
    #[test]
    fn the_order_of_adding_changes_nothing(
        order in Just((0..PASSAGES.len()).collect::<Vec<usize>>()).prop_shuffle(),
        asked in prop::sample::select(PASSAGES.to_vec()),
        cut in 0_usize..40,
    ) {
        let asked = asked.get(asked.floor_char_boundary(cut)..).unwrap_or_default();
        let all: Vec<usize> = (0..PASSAGES.len()).collect();
        prop_assert_eq!(index(&order).nearest(asked, 6), index(&all).nearest(asked, 6));
    }

    #[test]
    fn any_text_is_taken(texts in prop::collection::vec(any::<String>(), 1..5)) {
        let mut index = Likeness::new();
        for (key, text) in texts.iter().enumerate() {
            index.add(key, text);
        }
        for text in &texts {
            for near in index.nearest(text, 9) {
                prop_assert!(near.thousandths <= 1000);
                for span in index.shared(text, &texts[near.key], 4) {
                    prop_assert!(text.get(span.start..span.end).is_some());
                }
            }
        }
    }
}
