//! Folding on tables of cases, on every character there is, and on hard words made by chance.

use super::*;
use proptest::prelude::*;

#[test]
fn letters_that_pass_for_others_are_named() {
    for (word, letters) in [
        ("пoдaтaк", "oaa"),
        ("Oвим", "O"),
        ("pravо", "о"),
        ("Ρravo", "Ρ"),
        ("Οбавеза", "Ο"),
        ("податак", ""),
        ("USBу", ""),
        ("PDFом", ""),
        ("λόγος", ""),
        ("μm", ""),
    ] {
        assert_eq!(
            strangers(word).into_iter().collect::<String>(),
            letters,
            "{word}"
        );
    }
}

#[test]
fn folding_forgets_script_case_and_diacritics() {
    let cases = [
        ("Лични ПОДАЦИ", "licni podaci"),
        ("Lični podaci", "licni podaci"),
        ("Биометрија", "biometrija"),
        (
            "Љубав, Његош, Џеп, Ђорђе, ћуп",
            "ljubav, njegos, dzep, djordje, cup",
        ),
        (
            "Ljubav, Njegoš, Džep, Đorđe, ćup",
            "ljubav, njegos, dzep, djordje, cup",
        ),
        ("меѓувладин ќе ѕвезда", "meguvladin ke dzvezda"),
        ("qasje në rrjet, çështje", "qasje ne rrjet, ceshtje"),
        ("Straße ŒUVRE", "strasse oeuvre"),
        ("Ｆｕｌｌ　ｗｉｄｔｈ：１２", "full width:12"),
        ("“a” – ‘b’ … «c»", "\"a\" - 'b' ... \"c\""),
        (
            "zero\u{200b}width so\u{ad}ft \u{202e}bidi",
            "zerowidth soft bidi",
        ),
        ("a\u{a0}\t\r\n\u{c} b", "a b"),
        ("c\u{30c}asovnik", "casovnik"),
        ("个人信息\n  保护", "个人信息保护"),
        ("使用 VPN 接入", "使用 vpn 接入"),
        ("ﬁnance İstanbul ǆ", "finance istanbul dz"),
    ];
    for (text, expected) in cases {
        assert_eq!(fold(text), expected, "{text}");
    }
}

#[test]
fn a_word_of_two_scripts_is_read_in_the_script_of_most_of_its_letters() {
    let cases = [
        // Cyrillic с, р and х inside Latin words.
        ("aс\u{441}ess", "access"),
        ("\u{440}rocurement", "procurement"),
        ("ta\u{445}", "tax"),
        ("Proto\u{441}ol \u{412}iometric", "protocol biometric"),
        // Latin o, a, e, j and O inside Cyrillic words, as official texts have them.
        ("пoдaтaк кojе Oвим Jавно", "podatak koje ovim javno"),
        // Latin p, c and B inside Cyrillic words.
        ("п\u{70}иступ", "pristup"),
        ("\u{63}истем", "sistem"),
        ("\u{42}лада", "vlada"),
        // One script only, even where every letter has a twin.
        ("сос", "sos"),
        ("USB-а", "usb-a"),
    ];
    for (text, expected) in cases {
        assert_eq!(fold(text), expected, "{text}");
    }
}

#[test]
fn spans_lead_back_to_the_original() {
    let text = "O  љубави c\u{30c}ita\u{301}j\u{200b}te\n\nсве";
    let folded = Folded::new(text);
    let found = |needle: &str| {
        let start = folded.text.find(needle).expect("folded words are there");
        folded
            .source_span(Span::new(start, start + needle.len()))
            .of(text)
    };
    assert_eq!(found("ljubavi"), "љубави");
    assert_eq!(found("l"), "љ");
    assert_eq!(found("j"), "љ");
    assert_eq!(found("citajte"), "c\u{30c}ita\u{301}j\u{200b}te");
    assert_eq!(found("ci"), "c\u{30c}i");
    assert_eq!(found("a"), "а");
    assert_eq!(found("o ljub"), "O  љуб");
    assert_eq!(found("e sve"), "e\n\nсве");
    let end = Span::new(folded.text.len(), folded.text.len() + 9);
    assert_eq!(folded.source_span(end), Span::new(text.len(), text.len()));
}

#[test]
fn every_character_folds_to_something_that_stays() {
    // Every letter of the basic plane; beyond it, where scripts come in large even blocks, every
    // eleventh.
    let basic = '\0'..='\u{ffff}';
    let beyond = ('\u{10000}'..=char::MAX).step_by(11);
    for letter in basic.chain(beyond) {
        let once = fold(&letter.to_string());
        assert_eq!(fold(&once), once, "U+{:04X}", u32::from(letter));
    }
}

/// Serbian Cyrillic to Latin, written down a second time so that a slip in the tables shows.
fn latin(cyrillic: &str) -> String {
    let from: Vec<char> = "абвгдђежзијклљмнњопрстћуфхцчџш".chars().collect();
    let to: Vec<&str> = "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š"
        .split(' ')
        .collect();
    let letter = |c: char| {
        let lower = c.to_lowercase().next().unwrap_or(c);
        let found = from.iter().position(|&f| f == lower);
        found.map_or_else(|| c.to_string(), |index| to[index].to_owned())
    };
    cyrillic.chars().map(letter).collect()
}

/// The same without the short way for ASCII.
fn letter_by_letter(original: &str) -> Folded {
    let mut builder = Builder::new(original);
    let mut at = 0;
    while at < original.len() {
        at = builder.take_word(at);
    }
    builder.finish()
}

#[test]
fn shortcuts_change_nothing() {
    for letter in '\0'..=char::MAX {
        assert_eq!(is_letter(letter), letter.is_alphabetic(), "{letter:?}");
        let text = letter.to_string();
        assert_eq!(fold(&text), Folded::new(&text).text, "{letter:?}");
    }
}

proptest! {
    #[test]
    fn a_word_of_one_script_becomes_what_any_text_becomes(word in "[a-zà-ž]{0,9}|[Ѐ-џ]{0,9}|[a-zЀ-џ\u{301}]{0,5}") {
        prop_assert_eq!(fold(&word), Folded::new(&word).text);
    }

    #[test]
    fn the_short_way_for_ascii_leads_to_the_same(
        text in "[a-cxA-CX0-9 \n\t\r\u{0}\u{b}\u{1f}\u{7f}.,'\"éЂсА中\u{301}\u{200b}\u{a0}–]{0,60}"
    ) {
        prop_assert_eq!(Folded::new(&text), letter_by_letter(&text));
    }

    #[test]
    fn folding_twice_changes_nothing(text in "\\PC{0,60}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn folding_twice_changes_nothing_in_hard_words(
        text in "[a-eopcxyHBKрсхуваНВлљđђћčß\u{301}\u{200b}\u{ad} \u{a0}\n中文，ӑᵸѶԥ´…-]{0,40}"
    ) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn serbian_folds_alike_in_both_scripts(text in "[абвгдђежзијклљмнњопрстћуфхцчџшАБЂЉЏ ,.-]{0,60}") {
        prop_assert_eq!(fold(&text), fold(&latin(&text)));
    }

    #[test]
    fn the_way_back_is_made_of_characters_and_never_turns(
        text in "[a-eоpсxљđ\u{301}\u{30c}\u{200b}\u{ad} \n中文，ß…🏙ﷺ]{0,60}"
    ) {
        let folded = Folded::new(&text);
        let places: Vec<usize> = (0..=folded.text.len())
            .filter(|&at| folded.text.is_char_boundary(at))
            .collect();
        let mut last = Span::new(0, 0);
        for pair in places.windows(2) {
            let source = folded.source_span(Span::new(pair[0], pair[1]));
            prop_assert!(text.is_char_boundary(source.start));
            prop_assert!(text.is_char_boundary(source.end));
            prop_assert!(source.end <= text.len() && !source.is_empty());
            prop_assert!(last.start <= source.start && last.end <= source.end);
            last = source;
        }
    }
}
