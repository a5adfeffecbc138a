//! Texts and their forms.

use super::*;

#[test]
fn gaps_are_filled_once_and_unknown_ones_stay() {
    let title = "{n} {title}";
    let text = tr!("{title} has {a: {b} and {title}", title, b = 7);
    assert_eq!(text, "{n} {title} has {a: 7 and {n} {title}");
    assert_eq!(tr!("plain {text}"), "plain {text}");
}

#[test]
fn numbers_choose_their_form_and_are_grouped() {
    let count = |n| trn!(n, "{n} clause of {of}", "{n} clauses of {of}", of = 9);
    assert_eq!(count(1), "1 clause of 9");
    assert_eq!(count(0), "0 clauses of 9");
    assert_eq!(count(12_345), "12,345 clauses of 9");
    assert_eq!(number(1234), "1234");
    assert_eq!(number(1_234_567), "1,234,567");
    assert_eq!(speaking(Language::Macedonian, || number(12_345)), "12.345");
}

#[test]
fn a_language_is_spoken_within_and_given_back() {
    assert_eq!(spoken(), Language::English);
    let panicked = std::panic::catch_unwind(|| {
        speaking(Language::Albanian, || {
            assert_eq!(spoken(), Language::Albanian);
            speaking(Language::Bosnian, || {
                assert_eq!(spoken(), Language::Bosnian);
            });
            assert_eq!(spoken(), Language::Albanian);
            panic!("on purpose");
        })
    });
    assert!(panicked.is_err());
    assert_eq!(spoken(), Language::English);
    assert!(!speak(Language::Chinese));
}

#[test]
fn every_language_has_the_forms_of_its_grammar() {
    use Language::{Albanian, Bosnian, Macedonian, Montenegrin, SerbianCyrillic, SerbianLatin};
    let slavic = [SerbianCyrillic, SerbianLatin, Bosnian, Montenegrin];
    let forms = |language| catalogue(language).map(Catalogue::form_count);
    assert!(slavic.iter().all(|&one| forms(one) == Some(3)));
    assert!(
        [Albanian, Macedonian]
            .iter()
            .all(|&one| forms(one) == Some(2))
    );
    assert_eq!(forms(Language::English), None);
}
