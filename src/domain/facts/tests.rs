//! Facts of every kind, in made-up sentences of every language.

use super::*;
use crate::domain::samples;
use proptest::prelude::*;

fn found(source: &str) -> (String, Vec<Fact>) {
    let agreement = samples::agreement(source);
    let all = facts(agreement.text(), &agreement.clauses);
    (agreement.text().to_owned(), all)
}

/// The values of one kind, with the roles that are said.
fn values(source: &str, kinds: &[FactKind]) -> String {
    let (_, all) = found(source);
    let wanted = all.iter().filter(|fact| kinds.contains(&fact.kind));
    let shown = wanted.map(|fact| match &fact.role {
        Some(role) => format!("{} [{role}]", fact.value),
        None => fact.value.clone(),
    });
    shown.collect::<Vec<_>>().join("|")
}

#[test]
fn dates_are_read_in_every_language() {
    for (source, expected) in [
        (
            "The lamps are lit on 1 March 2026 and on March 2, 2026, but not on 30 February 2026.",
            "2026-03-01|2026-03-02",
        ),
        (
            "This Agreement is dated as of the 3rd day of March, 2026 (the \"Start Date\").",
            "2026-03-03 [Start Date]",
        ),
        (
            "It is effective as of 2026-03-04 and expires on December 31st, 2027.",
            "2026-03-04 [effective]|2027-12-31 [expiry]",
        ),
        (
            "The parties meet on 3/4/2026 and on 3/14/2026 to look at the lamps.",
            "3/4/2026|2026-03-14",
        ),
        (
            "Ugovor je zaključen dana 05.03.2026. godine i važi do 6. marta 2027. godine, a ne do 31.02.2027.",
            "2026-03-05 [agreement]|2027-03-06 [expiry]",
        ),
        (
            "Уговор је закључен 7. марта 2026. године и ступа на снагу 8. априла 2026. године у целости.",
            "2026-03-07 [agreement]|2026-04-08 [effective]",
        ),
        (
            "Ugovor se sklapa 9. ožujka 2026. godine sukladno članku 5. i stupa na snagu 1. siječnja 2027.",
            "2026-03-09|2027-01-01 [effective]",
        ),
        (
            "Договорот е склучен на 10 март 2026 година и важи до 11 јануари 2027 година, ќе се применува.",
            "2026-03-10 [agreement]|2027-01-11 [expiry]",
        ),
        (
            "Kjo kontratë hyn në fuqi më 12 mars 2026 dhe është e vlefshme deri më 13 prill 2027 për palët.",
            "2026-03-12 [effective]|2027-04-13 [expiry]",
        ),
        (
            "本合同自2026年3月14日起生效，至二〇二七年四月十五日终止。",
            "2026-03-14 [effective]|2027-04-15 [expiry]",
        ),
        (
            "Der Vertrag tritt am 16. März 2026 in Kraft und gilt für die Parteien bis zum 17.04.2027, wenn er nicht von einer der Parteien verlängert wird.",
            "2026-03-16 [effective]|2027-04-17 [expiry]",
        ),
        (
            "Le contrat entre en vigueur le 1er août 2026 et prend fin le 18 février 2027 pour les parties.",
            "2026-08-01 [effective]|2027-02-18 [expiry]",
        ),
        (
            "Il contratto entra in vigore il 19 marzo 2026 e scade il 20 aprile 2027 per le parti.",
            "2026-03-19 [effective]|2027-04-20 [expiry]",
        ),
        (
            "See Section 5.2.19 and version 1.2.3 of the file of 5 2026 lamps in the town.",
            "",
        ),
    ] {
        assert_eq!(values(source, &[FactKind::Date]), expected, "{source}");
    }
}

#[test]
fn money_is_read_with_its_currency() {
    for (source, expected) in [
        (
            "The price is EUR 1,200,000.00 or US$1.2 million, and a fee of $5,000 and 40 USD.",
            "1200000.00 EUR|1200000.00 USD|5000.00 $|40.00 USD",
        ),
        (
            "Five hundred dollars ($500) is paid for all 3 lamps on a road of 5 km by the town.",
            "500.00 $",
        ),
        (
            "Cena iznosi 1.200.000,00 evra, odnosno 5.000 RSD i 20 KM, a put je dug 20 km u skladu sa ugovorom.",
            "1200000.00 EUR|5000.00 RSD|20.00 BAM",
        ),
        (
            "Цена износи 1.500,50 динара и 2 милиона евра у складу са овим уговором.",
            "1500.50 RSD|2000000.00 EUR",
        ),
        (
            "Вредноста е 1.200.000,00 денари, односно 20.000 евра, и ќе се плати според договорот.",
            "1200000.00 MKD|20000.00 EUR",
        ),
        (
            "Vlera e kontratës është 1 200 000 lekë ose 10.000 euro dhe paguhet nga bashkia për çdo vit.",
            "1200000.00 ALL|10000.00 EUR",
        ),
        (
            "合同总价为人民币100万元，保证金为2.5万元。",
            "1000000.00 CNY|25000.00 CNY",
        ),
        (
            "Der Preis beträgt 1.200,50 EUR und 3 Mio. Euro für die Leistungen des Auftragnehmers.",
            "1200.50 EUR|3000000.00 EUR",
        ),
        (
            "Le prix est de 1 200 000 euros et de 15,5 millions d'euros pour la ville.",
            "1200000.00 EUR",
        ),
    ] {
        assert_eq!(values(source, &[FactKind::Amount]), expected, "{source}");
    }
}

#[test]
fn durations_and_notice_periods_are_told_apart() {
    let kinds = [FactKind::Duration, FactKind::NoticePeriod];
    for (source, durations, notices) in [
        (
            "It lasts thirty-six (36) months. Either party may end it by giving ninety (90) days' prior written notice. It is paid within 30 business days after receipt of notice of the sum.",
            "36 months|90 days|30 business days",
            "90 days",
        ),
        (
            "Ugovor traje tri godine. Otkazni rok je 30 dana. Račun se plaća u roku od 45 kalendarskih dana.",
            "3 years|30 days|45 calendar days",
            "30 days",
        ),
        (
            "Уговор траје пет година, а отказни рок износи шездесет дана у складу са овим чланом.",
            "5 years|60 days",
            "60 days",
        ),
        (
            "Договорот трае две години. Отказниот рок е 60 дена и ќе се применува за двете страни.",
            "2 years|60 days",
            "60 days",
        ),
        (
            "Kontrata zgjat tre vjet. Secila palë mund ta zgjidhë atë me njoftim prej 30 ditësh ose 30 ditë për palën.",
            "3 years|30 days",
            "30 days",
        ),
        (
            "本合同有效期为三年，任何一方应提前30日书面通知对方。质保期为24个月。",
            "3 years|30 days|24 months",
            "30 days",
        ),
        (
            "Der Vertrag läuft zwei Jahre. Die Kündigungsfrist beträgt drei Monate und gilt für beide Parteien.",
            "2 years|3 months",
            "3 months",
        ),
        (
            "Le contrat dure deux ans et peut être résilié avec un préavis de trois mois par les parties.",
            "2 years|3 months",
            "3 months",
        ),
        (
            "Il contratto dura due anni e il preavviso di recesso è di tre mesi per le parti.",
            "2 years|3 months",
            "3 months",
        ),
    ] {
        assert_eq!(values(source, &kinds), durations, "{source}");
        assert_eq!(
            values(source, &[FactKind::NoticePeriod]),
            notices,
            "{source}"
        );
    }
}

#[test]
fn percentages_are_read() {
    for (source, expected) in [
        (
            "A fine of 7.5% or ten percent (10%) or five (5) per cent of the price is due for the lamps.",
            "7.5 %|10 %|5 %",
        ),
        (
            "Kazna iznosi 0,5 % dnevno, a najviše 10 odsto od cene u skladu sa ovim ugovorom.",
            "0.5 %|10 %",
        ),
        ("违约金为合同价款的百分之五，或者3%。", "5 %|3 %"),
    ] {
        assert_eq!(
            values(source, &[FactKind::Percentage]),
            expected,
            "{source}"
        );
    }
}

#[test]
fn the_governing_law_is_named_in_every_language() {
    for (source, expected) in [
        (
            "This Agreement is governed by and construed in accordance with the laws of the State of New York.",
            "New York",
        ),
        (
            "This Agreement shall be governed by the laws of the Province of Upper Mill and nothing else.",
            "Province of Upper Mill",
        ),
        (
            "Merodavno pravo je pravo Republike Srbije, a sporove rešava sud u Beogradu u skladu sa zakonom.",
            "Republic of Serbia",
        ),
        (
            "На овај уговор примењује се право Републике Србије и ничије друго у складу са чланом 5.",
            "Republic of Serbia",
        ),
        (
            "Na ovaj se ugovor primjenjuje pravo Republike Hrvatske sukladno članku 5. ovoga ugovora.",
            "Republic of Croatia",
        ),
        (
            "За овој договор се применува правото на Република Северна Македонија и ќе важи за сите.",
            "Republic of North Macedonia",
        ),
        (
            "Për këtë kontratë zbatohet ligji i Republikës së Shqipërisë dhe asnjë tjetër për palët.",
            "Republic of Albania",
        ),
        (
            "本合同适用中华人民共和国法律。",
            "People's Republic of China",
        ),
        (
            "Der Vertrag unterliegt dem Recht der Bundesrepublik Deutschland unter Ausschluss des UN-Kaufrechts.",
            "Germany",
        ),
        (
            "Le droit applicable est le droit français et les tribunaux de la ville sont compétents.",
            "France",
        ),
        (
            "Il contratto è regolato dalla legge italiana e il foro è quello della città per le parti.",
            "Italy",
        ),
        (
            "The lamps were made in China and are governed by the timer that the town sets for them.",
            "",
        ),
    ] {
        assert_eq!(
            values(source, &[FactKind::GoverningLaw]),
            expected,
            "{source}"
        );
    }
}

#[test]
fn the_parties_are_named_with_what_they_are_called() {
    for (source, expected) in [
        (
            "This Agreement is made between North Lamps Ltd., a company registered in England (the \"Supplier\") and the City of Upper Mill (the \"City\").",
            "North Lamps Ltd. [Supplier]|City of Upper Mill [City]",
        ),
        (
            "UGOVOR\n\nzaključen između:\n1. Grad Gornji Mlin, Trg 1 (u daljem tekstu: Naručilac) i\n2. „Sever lampe” d.o.o. Gornji Mlin, ul. Druga 5 (u daljem tekstu: Isporučilac)",
            "Grad Gornji Mlin [Naručilac]|„Sever lampe” d.o.o. Gornji Mlin [Isporučilac]",
        ),
        (
            "本合同由上磨市人民政府（以下简称“买方”）与北灯有限公司（以下简称“供应商”）签订。",
            "上磨市人民政府 [买方]|北灯有限公司 [供应商]",
        ),
    ] {
        assert_eq!(values(source, &[FactKind::Party]), expected, "{source}");
    }
}

#[test]
fn facts_are_offered_where_an_item_asks_for_them() {
    let (_, all) = found("It lasts 3 years and is governed by the laws of the State of New York.");
    let mut item = samples::checklist().items.remove(2);
    assert_eq!(proposals(&item, &all), Vec::<&Fact>::new());
    item.facts = vec![FactKind::GoverningLaw];
    let offered: Vec<&str> = proposals(&item, &all)
        .iter()
        .map(|fact| fact.value.as_str())
        .collect();
    assert_eq!(offered, ["New York"]);
}

proptest! {
    #[test]
    fn facts_are_in_order_and_fit_the_text(text in "(?:[0-9]{1,4}|[.,/%$€() -]|days|March|million|EUR|三|十|年|月|日|万|元|thirty|governed by|laws of|Serbia|(?:the \"X\")|\n){0,60}") {
        let (text, all) = found(&text);
        let mut start = 0;
        for fact in &all {
            prop_assert!(fact.span.start >= start && !fact.span.of(&text).is_empty());
            start = fact.span.start;
        }
    }

    #[test]
    fn arbitrary_text_never_panics(text in any::<String>()) {
        found(&text);
    }
}
