//! Definitions, uses and what is missing, in made-up sentences of every language.

use super::*;
use crate::domain::samples;
use proptest::prelude::*;

fn found(source: &str) -> (String, Terms) {
    let agreement = samples::agreement(source);
    let found = terms(agreement.text(), &agreement.clauses);
    (agreement.text().to_owned(), found)
}

fn names(source: &str) -> String {
    let (_, found) = found(source);
    let names: Vec<&str> = found
        .defined
        .iter()
        .map(|term| term.name.as_str())
        .collect();
    names.join("|")
}

#[test]
fn definitions_are_found_in_every_language() {
    for (source, expected) in [
        (
            "“Data” means anything that is stored, and \"Fee\" shall mean the sum that the City pays.",
            "Data|Fee",
        ),
        (
            "North Lamps Ltd (the \"Supplier\") and the town of Upper Mill (hereinafter referred to as the ‘City’) agree.",
            "Supplier|City",
        ),
        (
            "1. Definitions\n\nThe City of Upper Mill, represented by its Mayor (“the City”), buys lamps.",
            "City",
        ),
        (
            "The lamps and their posts (collectively, the “Works”) are delivered by 1 May (\"Delivery Date\").",
            "Works|Delivery Date",
        ),
        (
            "The terms \"Licensor\" or \"Supplier\" as used in this Agreement mean North Lamps.",
            "Licensor|Supplier",
        ),
        (
            "1. Definitions\n\n\"Site\": the place where the lamps stand.\n\nOperator – whoever runs the lamps.",
            "Site|Operator",
        ),
        (
            "Grad Gornji Mlin (u daljem tekstu: Naručilac) i „Sever lampe” d.o.o. (u daljem tekstu: „Isporučilac“) zaključuju ugovor.",
            "Naručilac|Isporučilac",
        ),
        (
            "Град Горњи Млин (у даљем тексту: Наручилац) и „Север лампе” закључују уговор о куповини.",
            "Наручилац",
        ),
        (
            "Pojedini izrazi u ovom ugovoru imaju sljedeće značenje:\n1) „podatak“ je svaki zapis koji se čuva;\n2) sustav nadzora je skup uređaja koji su u mreži.",
            "podatak|sustav nadzora",
        ),
        (
            "Pojmovi\nPojedini izrazi imaju sljedeće značenje:\n1) »Korisnik prava« (u daljnjem tekstu: korisnik) je svaka osoba;\n2) »Tijela vlasti«, u smislu ovog Zakona, su tijela uprave;\n3) informacijski sustav (IS) je skup uređaja;\n4) društvo za posebne\nnamjene (u daljnjem tekstu: DPN) je društvo partnera;\n5) javni ugovor je ugovor između partnera;\n6) osobe koje su članovi.",
            "Korisnik prava|korisnik|Tijela vlasti|informacijski sustav|IS|društvo za posebne namjene|DPN|javni ugovor",
        ),
        (
            "前款所称相关人员，包括委员会的成员。会议应当包括全体成员。",
            "相关人员",
        ),
        (
            "Општина Горна Вода (во понатамошниот текст: Нарачател) и добавувачот се договорија за следното, ќе се применува.",
            "Нарачател",
        ),
        (
            "Bashkia e Mullirit (në vijim \"Blerësi\") dhe shoqëria Veriu (në vijim referuar si \"Furnizuesi\") bien dakord që të zbatohet kontrata.",
            "Blerësi|Furnizuesi",
        ),
        (
            "\"Të dhëna\" nënkupton çdo informacion që ruhet në sistem dhe që është marrë nga palët e kësaj kontrate.",
            "Të dhëna",
        ),
        (
            "本合同由北灯有限公司（以下简称“供应商”）与上磨市（以下简称买方）签订。本合同所称数据，是指任何记录。",
            "供应商|买方|数据",
        ),
        (
            "Im Sinne dieses Vertrags bezeichnet der Ausdruck „Daten“ alle Angaben. Die Nordlampen GmbH (nachfolgend „Lieferant“ genannt) und die Stadt (im Folgenden: Auftraggeber) sind die Parteien.",
            "Daten|Lieferant|Auftraggeber",
        ),
        (
            "Au sens du contrat, on entend par « Données » les informations. La société Lampes du Nord (ci-après dénommée la « Société ») et la ville sont parties.",
            "Données|Société",
        ),
        (
            "Ai fini del contratto si intende per \"Dati\" ogni informazione. La società Lampade del Nord (di seguito \"Fornitore\") e il comune sono le parti.",
            "Dati|Fornitore",
        ),
    ] {
        assert_eq!(names(source), expected, "{source}");
    }
}

#[test]
fn quotation_marks_alone_define_nothing() {
    for source in [
        "The lamps are delivered \"as is\" and the sign says \"No Entry\" to the public.",
        "He said that the \"Supplier\" of the lamps (see \"Annex A\") was late with them.",
        "Na tabli piše „Zabranjen ulaz” i to je sve što su građani videli na ulazu u zgradu.",
    ] {
        assert_eq!(names(source), "", "{source}");
    }
}

#[test]
fn uses_are_linked_in_all_their_forms() {
    let (text, found) = found(
        "Grad (u daljem tekstu: Naručilac) kupuje lampe. Pravo Naručioca prelazi na Naručiočevog naslednika. Naručiocu se plaća, a naručilac je i drugo.\n\nBez Naručioca nema ugovora.",
    );
    let uses: Vec<&str> = found.defined[0]
        .uses
        .iter()
        .map(|span| span.of(&text))
        .collect();
    assert_eq!(uses, ["Naručioca", "Naručiocu", "Naručioca"]);
    let byte = text.rfind("Naručioca").expect("it is there");
    assert_eq!(
        found.at(byte).map(|term| term.name.as_str()),
        Some("Naručilac")
    );
    assert_eq!(found.at(0), None);
}

#[test]
fn what_is_used_and_nowhere_defined_is_named_and_what_is_defined_and_unused() {
    let source = "The party that sends confidential material (the \"Sender\") trusts the party that gets it. All of the Confidential Material is kept. Here no copy of the Confidential Material is made, and the Confidential Material is returned to the Ministry of Light in the town of Upper Mill.";
    let (_, found) = found(source);
    let undefined: Vec<(&str, usize)> = found
        .undefined
        .iter()
        .map(|one| (one.name.as_str(), one.uses.len()))
        .collect();
    assert_eq!(undefined, [("Confidential Material", 3)]);
    let unused: Vec<&str> = found.unused().map(|term| term.name.as_str()).collect();
    assert_eq!(unused, ["Sender"]);
}

proptest! {
    #[test]
    fn any_text_gives_spans_that_fit(text in "(?:\"|“|”|„|the |means |\\(u daljem tekstu: |以下简称|是指|[A-Za-zčđж数 ().;:\t\n-]{1,6}){0,60}") {
        let (text, found) = found(&text);
        let mut end = 0;
        for (place, _) in found.places(Span::new(0, text.len())) {
            prop_assert!(place.start >= end && !place.of(&text).is_empty());
            end = place.end;
        }
        for term in &found.defined {
            prop_assert!(term.definition.covers(term.at));
            prop_assert!(text.get(term.definition.start..term.definition.end).is_some());
        }
    }

    #[test]
    fn arbitrary_text_never_panics(text in any::<String>()) {
        found(&text);
    }
}
