//! Tables as people keep them, and the checklists that come of them.

use super::*;
use crate::domain::checklist::validate;
use proptest::prelude::*;

fn rows(text: &str) -> Vec<Row> {
    let lines = text.lines().enumerate();
    lines
        .map(|(index, line)| Row {
            number: index + 1,
            cells: line
                .split('|')
                .map(|cell| cell.replace("\\n", "\n"))
                .collect(),
        })
        .collect()
}

fn made(text: &str) -> FromTable {
    let wanted = Wanted {
        id: "own",
        title: "Own",
        language: None,
        as_of: "2026-11-22",
    };
    let made = checklist(&rows(text), &wanted).expect("it has questions");
    let written = made.checklist.to_text();
    assert_eq!(
        validate::parse(written.as_bytes()).as_ref(),
        Ok(&made.checklist)
    );
    made
}

#[test]
fn columns_are_known_by_their_heads_in_any_order() {
    let made = made(
        "Контролна листа||||\n\
         \n\
         Озбиљност|Напомена|Питање|Група|Шта тражити\n\
         висока|x|Да ли је приступ мрежи ограничен на оно што је нужно?|Подаци|- списак мрежа\\n- рок\n\
         5||Да ли се подаци бришу?||\n\
         ||||\n\
         ниска|||Новац|\n\
         |||Надзор|\n\
         критична||Ко надзире уговор?||",
    );
    let list = &made.checklist;
    let items: Vec<_> = list
        .items
        .iter()
        .map(|item| (item.id.as_str(), item.group.as_str(), item.severity))
        .collect();
    assert_eq!(
        items,
        [
            (
                "da-li-je-pristup-mrezi-ogranicen-na-ono-sto-je-nuzno",
                "podaci",
                ItemSeverity::High
            ),
            ("da-li-se-podaci-brisu", "podaci", ItemSeverity::Medium),
            ("ko-nadzire-ugovor", "nadzor", ItemSeverity::Critical),
        ]
    );
    assert_eq!(list.items[0].what_to_look_for, ["списак мрежа", "рок"]);
    assert_eq!(list.items[0].name, "Да ли је приступ мрежи…");
    assert_eq!(list.language.as_deref(), Some("sr-Cyrl"));
    assert_eq!(
        made.remarks,
        [
            "Row 1: left out, above the heads of the columns.",
            "The column “Напомена” was left out: what it says has no place in a checklist.",
            "No column is called “kind”: all questions are “safeguard”.",
            "Rows 5 and 9: no group: put into the group of the row above.",
            "Row 5: “5” is no severity that is known here: taken as medium.",
            "Row 7: left out: no question.",
        ]
    );
}

#[test]
fn without_heads_the_usual_order_holds() {
    let made = made(
        "Is the network limited?|Data|high\nWho pays?|Money|low\nIs the network limited?|Data|?|more",
    );
    let ids: Vec<_> = made
        .checklist
        .items
        .iter()
        .map(|item| item.id.as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "is-the-network-limited",
            "who-pays",
            "is-the-network-limited-2"
        ]
    );
    assert_eq!(made.checklist.items[1].severity, ItemSeverity::Low);
    assert_eq!(made.checklist.groups.len(), 2);
    assert_eq!(
        made.remarks,
        [
            "No row of heads was found: the columns were taken as question, group, severity.",
            "Without heads, one further column was left out.",
            "Row 3: “?” is no severity that is known here: taken as medium.",
        ]
    );
}

#[test]
fn without_a_head_for_the_question_the_wordiest_column_is_it() {
    let made = made("No.|Topic|Text|Priority\n1|Data|Who reads it?|high\n2|Data|Who pays?|low");
    assert_eq!(made.checklist.items[0].question, "Who reads it?");
    assert_eq!(
        made.remarks,
        [
            "No column is called “question”: “Text” was taken for it, which has the most words.",
            "The column “No.” was left out: what it says has no place in a checklist.",
            "No column is called “kind”: all questions are “safeguard”.",
        ]
    );
}

#[test]
fn ids_are_kept_where_they_can_be() {
    let made = made(
        "Question|ID|Kind\nOne?|first-one|fact\nTwo?|First One|red flag\n谁付款?||\nThree?||no idea",
    );
    let items: Vec<_> = made
        .checklist
        .items
        .iter()
        .map(|item| (item.id.as_str(), item.kind))
        .collect();
    assert_eq!(
        items,
        [
            ("first-one", ItemKind::Fact),
            ("first-one-2", ItemKind::RedFlag),
            ("item-1", ItemKind::Safeguard),
            ("three", ItemKind::Safeguard),
        ]
    );
    assert!(
        made.remarks
            .contains(&"Row 3: the id “First One” became “first-one-2”.".to_owned())
    );
    assert!(made.remarks.contains(
        &"Row 5: “no idea” is no kind that is known here: taken as safeguard.".to_owned()
    ));
    assert_eq!(made.checklist.groups[0].title, "Own");
}

#[test]
fn a_table_of_nothing_has_no_questions() {
    let wanted = Wanted {
        id: "own",
        title: "Own",
        language: None,
        as_of: "2026-11-22",
    };
    for text in ["", " | ", "Question|Group\n|Data"] {
        assert_eq!(checklist(&rows(text), &wanted), Err(NoQuestions), "{text}");
    }
}

#[test]
fn long_ids_end_with_a_word_and_stay_unique() {
    let long =
        "Does the agreement describe in detail which of the networks of the city may be used";
    let made = made(&format!("Question\n{long}?\n{long}, and by whom?"));
    let ids: Vec<_> = made
        .checklist
        .items
        .iter()
        .map(|item| item.id.as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "does-the-agreement-describe-in-detail-which-of-the-networks-of",
            "does-the-agreement-describe-in-detail-which-of-the-networks-of-2",
        ]
    );
    assert!(ids[1].len() <= LONGEST_ID);
}

proptest! {
    #[test]
    fn any_table_gives_a_good_checklist_or_none(cells in prop::collection::vec(prop::collection::vec("\\PC{0,12}|Question|high|[ -~]{60,90}|\u{1b}\u{202e}|\n", 0..5), 0..8)) {
        let rows: Vec<Row> = cells
            .into_iter()
            .enumerate()
            .map(|(number, cells)| Row { number, cells })
            .collect();
        let wanted = Wanted { id: "own", title: "Own", language: None, as_of: "2026-11-22" };
        if let Ok(made) = checklist(&rows, &wanted) {
            let text = made.checklist.to_text();
            prop_assert_eq!(validate::parse(text.as_bytes()).err(), None, "{}", text);
        }
    }
}
