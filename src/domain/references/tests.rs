//! References in made-up sentences of every language.

use super::*;
use crate::domain::document::{Document, Format};
use crate::domain::margin::Margin;
use crate::domain::segment::segment;
use proptest::prelude::*;
use std::fmt::Write as _;

fn tree(text: &str) -> ClauseTree {
    let document = Document {
        title: String::new(),
        format: Format::Text,
        text: text.to_owned(),
        blocks: Vec::new(),
        pages: None,
        diagnostics: Vec::new(),
        reader: String::new(),
        margin: Margin::default(),
    };
    segment(&document).tree
}

/// Every reference of a text as `words → targets`.
fn told(text: &str) -> Vec<String> {
    let tree = tree(text);
    references(text, &tree)
        .iter()
        .map(|reference| {
            let words = reference.span.of(text).split_whitespace();
            let words: Vec<&str> = words.collect();
            let target = match &reference.target {
                Target::Clauses(all) => {
                    let ids = all.iter().map(|&at| tree.clauses()[at].id.to_string());
                    ids.collect::<Vec<_>>().join(" ")
                }
                Target::Missing(name) => format!("missing {name}"),
                Target::Outside => "outside".to_owned(),
            };
            format!("{} → {target}", words.join(" "))
        })
        .collect()
}

/// Ten articles of a language, the third with two numbered paragraphs and points; the sentence is
/// the whole of the fifth.
fn articles(heading: impl Fn(usize) -> String, sentence: &str) -> String {
    let mut text = String::new();
    for number in 1..=14 {
        let body = match number {
            3 => "(1) Aaa bbb ccc:\n\na) ddd eee;\n\nb) fff ggg.\n\n(2) Hhh iii jjj:\n\n1) kkk lll;\n\n2) mmm nnn."
                .to_owned(),
            5 => sentence.to_owned(),
            _ => "Ooo ppp qqq rrr sss ttt uuu vvv.".to_owned(),
        };
        let _ = write!(text, "{}\n\n{body}\n\n", heading(number));
    }
    text
}

fn check(heading: impl Fn(usize) -> String, cases: &[(&str, &[&str])]) {
    for (sentence, expected) in cases {
        assert_eq!(told(&articles(&heading, sentence)), *expected, "{sentence}");
    }
}

#[test]
fn english() {
    check(
        |n| format!("Article {n}"),
        &[
            (
                "This applies pursuant to Article 3(2).",
                &["Article 3(2) → art-3/2"],
            ),
            (
                "See Articles 6, 7 and 9 to 11 for more.",
                &["Articles 6, 7 and 9 to 11 → art-6 art-7 art-9 art-10 art-11"],
            ),
            (
                "It follows from paragraph 2 of Article 3 that so it is.",
                &["paragraph 2 of Article 3 → art-3/2"],
            ),
            (
                "Subject to Article 3(1)(a), this Article applies.",
                &["Article 3(1)(a) → art-3/1/a", "this Article → art-5"],
            ),
            ("Article 28 of the GDPR applies.", &["Article 28 → outside"]),
            (
                "Under the GDPR, Article 28 applies.",
                &["Article 28 → outside"],
            ),
            (
                "Here Article 6 of Regulation (EU) 2016/679 applies, as does Article 6 of this Agreement.",
                &["Article 6 → outside", "Article 6 → art-6"],
            ),
            (
                "The data listed in Annex C are deleted.",
                &["Annex C → missing Annex C"],
            ),
            (
                "The data listed in Annexes B and C are deleted.",
                &["Annexes B → missing Annex B", "C → missing Annex C"],
            ),
            ("As said in Article\n2 above.", &["Article 2 → art-2"]),
            (
                "This is a matter for the board that is named in\nArticle 2.",
                &["Article 2 → art-2"],
            ),
            (
                "Articles V, VI and IX survive; the article I wrote does not.",
                &["Articles V, VI and IX → art-5 art-6 art-9"],
            ),
            (
                "It rests. APPENDIX C shall be kept, as Appendix C says.",
                &[
                    "APPENDIX C → missing APPENDIX C",
                    "Appendix C → missing Appendix C",
                ],
            ),
        ],
    );
}

#[test]
fn south_slavic() {
    check(
        |n| format!("Član {n}."),
        &[
            (
                "Podaci iz člana 3. stav 2. tačka 2) brišu se.",
                &["člana 3. stav 2. tačka 2) → art-3/2/2"],
            ),
            ("Primenjuju se čl. 6–8.", &["čl. 6–8 → art-6 art-7 art-8"]),
            ("Primenjuju se čl. 6-8.", &["čl. 6-8 → art-6 art-7 art-8"]),
            (
                "To su pitanja iz člana III (1), tačke (a) do (b).",
                &["člana III (1), tačke (a) do (b) → art-3/1/a art-3/1/b"],
            ),
            (
                "Tada prestaje da važi Zakon o radu (br. 6/16), izuzev odredbi čl. 6. i 7. tog akta.",
                &["čl. 6. i 7 → outside"],
            ),
            (
                "Ugovor prestaje da važi u slučaju iz člana 6, a ne člana 7.",
                &["člana 6 → art-6", "člana 7 → art-7"],
            ),
            ("Postupa u skladu sa članom 2.", &["članom 2 → art-2"]),
            (
                "Na to se primenjuju odredbe ovog člana.",
                &["ovog člana → art-5"],
            ),
            (
                "Iz stava 2. člana 3. sledi obaveza.",
                &["stava 2. člana 3 → art-3/2"],
            ),
            (
                "U smislu čl. 12 Zakona o zaštiti podataka.",
                &["čl. 12 → outside"],
            ),
            ("Prema članu 12. ovog ugovora.", &["članu 12 → art-12"]),
            (
                "Opis je u Prilogu 2 ovog ugovora.",
                &["Prilogu 2 → missing Prilogu 2"],
            ),
        ],
    );
    check(
        |n| format!("Члан {n}."),
        &[
            (
                "На основу чл. 12. и 14. овог закона.",
                &["чл. 12. и 14 → art-12 art-14"],
            ),
            ("Подаци из члaна 3. став 2.", &["члaна 3. став 2 → art-3/2"]),
        ],
    );
    check(
        |n| format!("Članak {n}."),
        &[
            (
                "Na temelju članka 3. stavka 2. ovoga Zakona.",
                &["članka 3. stavka 2 → art-3/2"],
            ),
            (
                "Na temelju članka 6. Uredbe (EU) 2016/679.",
                &["članka 6 → outside"],
            ),
        ],
    );
    check(
        |n| format!("Член {n}"),
        &[
            (
                "Согласно член 3 став 2 точка 1.",
                &["член 3 став 2 точка 1 → art-3/2/1"],
            ),
            ("Правата од членот 7 остануваат.", &["членот 7 → art-7"]),
            ("Во смисла на член 3 од Законот.", &["член 3 → outside"]),
        ],
    );
}

#[test]
fn albanian() {
    check(
        |n| format!("Neni {n}"),
        &[
            (
                "Sipas nenit 3 paragrafi 2 zbatohet.",
                &["nenit 3 paragrafi 2 → art-3/2"],
            ),
            (
                "Sipas neneve 3 dhe 4 zbatohet.",
                &["neneve 3 dhe 4 → art-3 art-4"],
            ),
            (
                "Sipas nenit 5 të ligjit nr. 9887 zbatohet.",
                &["nenit 5 → outside"],
            ),
            (
                "Sipas nenit 6 të këtij ligji zbatohet.",
                &["nenit 6 → art-6"],
            ),
            ("Gjendet në shtojca A.", &["shtojca A → missing shtojca A"]),
        ],
    );
}

#[test]
fn chinese() {
    let numbers = [
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四",
    ];
    check(
        |n| format!("第{}条", numbers[n - 1]),
        &[
            (
                "违反第三条至第六条规定的，适用本条。",
                &["第三条至第六条 → art-3 art-4 art-5 art-6", "本条 → art-5"],
            ),
            ("见附件一。", &["附件一 → missing 附件一"]),
            (
                "依照《数据法》第五条、第六条执行。",
                &["第五条、第六条 → outside"],
            ),
            ("依照本法第七条执行。", &["第七条 → art-7"]),
        ],
    );
}

#[test]
fn western() {
    check(
        |n| format!("Artikel {n}"),
        &[
            (
                "Das folgt aus Artikel 3 Absatz 2 Nummer 1.",
                &["Artikel 3 Absatz 2 Nummer 1 → art-3/2/1"],
            ),
            ("Nach Art. 3 Abs. 2 gilt das.", &["Art. 3 Abs. 2 → art-3/2"]),
            ("Siehe Anhang I.", &["Anhang I → missing Anhang I"]),
            (
                "Nach Art. 6 Abs. 1 DSGVO gilt das.",
                &["Art. 6 Abs. 1 → outside"],
            ),
        ],
    );
    check(
        |n| format!("Article {n}"),
        &[
            (
                "Selon l'article 3, paragraphe 2, c'est ainsi.",
                &["article 3, paragraphe 2 → art-3/2"],
            ),
            (
                "Selon les articles 12 à 14, et l'annexe II.",
                &[
                    "articles 12 à 14 → art-12 art-13 art-14",
                    "annexe II → missing annexe II",
                ],
            ),
        ],
    );
    check(
        |n| format!("Articolo {n}"),
        &[
            (
                "Ai sensi dell'articolo 3, paragrafo 2, si applica.",
                &["articolo 3, paragrafo 2 → art-3/2"],
            ),
            (
                "Si veda l'allegato A.",
                &["allegato A → missing allegato A"],
            ),
        ],
    );
}

proptest! {
    #[test]
    fn spans_fit_and_targets_exist(text in "(Article|Section|члан|čl\\.|第|条|款|本|附件|\\(|\\)|[0-9]|a|,|and|of|this|\\n|\\.| |GDPR|IV|–|§|ž|》){0,60}") {
        let tree = tree(&text);
        let mut end = 0;
        for reference in references(&text, &tree) {
            prop_assert!(reference.span.start >= end && !reference.span.is_empty());
            prop_assert!(text.get(reference.span.start..reference.span.end).is_some());
            end = reference.span.end;
            if let Target::Clauses(all) = reference.target {
                prop_assert!(!all.is_empty());
                prop_assert!(all.windows(2).all(|two| two[0] < two[1]));
                prop_assert!(all.iter().all(|&at| at < tree.len()));
            }
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        let tree = tree(&text);
        for reference in references(&text, &tree) {
            prop_assert!(text.get(reference.span.start..reference.span.end).is_some());
        }
    }
}
