//! Many reviewers who see each other's entries late, in part and in any order come to one state as
//! soon as they have the same entries. `PROPTEST_CASES` says how many histories are tried.

use super::command::NoteTarget;
use super::entry::Heads;
use super::event::{AnswerState, AnswerValue, Assessment, NoteValue, TagValue};
use super::*;
use crate::domain::clause::ClauseId;
use crate::domain::samples;
use crate::domain::samples::table::Table;
use proptest::prelude::*;
use std::collections::HashSet;

const NAMES: [&str; 8] = [
    "Ana", "Bojan", "Čeda", "Đorđe", "Elez", "Fata", "Goran", "Hana",
];

/// What happens.
#[derive(Debug, Clone)]
enum Move {
    Do(usize, Box<Command>),
    Undo(usize),
    Redo(usize),
    /// Entries of one reach another: those for which the bits say so, newest first if the flag is set.
    Reach(usize, usize, u64, bool),
}

fn command() -> impl Strategy<Value = Command> {
    let clause = (1..4usize).prop_map(|number| ClauseId::new(format!("c-{number}")));
    let item = prop_oneof![Just("network".to_owned()), Just("remote".to_owned())];
    let reason = || Some("second thoughts".to_owned());
    prop_oneof![
        (clause.clone(), item.clone(), 0..5usize).prop_map(move |(clause, item, number)| {
            let value = Assessment::ALL.get(number).copied().map(TagValue::new);
            Command::Tag {
                clause,
                words: None,
                item,
                value,
                reason: reason(),
            }
        }),
        (clause.clone(), any::<bool>())
            .prop_map(|(clause, read)| Command::MarkRead { clause, read }),
        (item, 0..3usize).prop_map(move |(item, number)| {
            let states = [AnswerState::Concern, AnswerState::Unclear];
            let value = states.get(number).copied().map(AnswerValue::new);
            Command::Answer {
                item,
                value,
                reason: reason(),
                explained: true,
            }
        }),
        (prop::option::of(clause), "[a-c]{0,2}").prop_map(|(clause, text)| Command::Note {
            on: clause.map_or(NoteTarget::Agreement, NoteTarget::Clause),
            value: Some(NoteValue {
                text,
                confidential: false
            }),
        }),
        "[a-c]{0,2}".prop_map(move |text| Command::Describe {
            detail: Detail::Supplier,
            text: Some(text),
            words: None,
            confidential: false,
            reason: reason(),
        }),
    ]
}

fn history() -> impl Strategy<Value = (usize, Vec<Move>, Vec<usize>)> {
    (2..=NAMES.len()).prop_flat_map(|writers| {
        let who = 0..writers;
        let one = prop_oneof![
            6 => (who.clone(), command()).prop_map(|(who, command)| Move::Do(who, Box::new(command))),
            2 => who.clone().prop_map(Move::Undo),
            1 => who.clone().prop_map(Move::Redo),
            3 => (who.clone(), who, any::<u64>(), any::<bool>())
                .prop_map(|(from, to, which, newest)| Move::Reach(from, to, which, newest)),
        ];
        let moves = proptest::collection::vec(one, 0..60);
        (Just(writers), moves, proptest::collection::vec(any::<usize>(), 16))
    })
}

/// Entries reach a reviewer.
fn reach(table: &mut Table, entries: impl IntoIterator<Item = StoredEntry>) {
    for stored in entries {
        if !table.state.contains(&stored.hash) {
            table.state.apply(&stored);
            table.entries.push(stored);
        }
    }
}

fn play(writers: usize, moves: Vec<Move>) -> Vec<Table> {
    let agreement = samples::agreement("1. The network.\n\n2. Remote access.\n\n3. The end.");
    let names = NAMES[..writers].iter();
    let mut tables: Vec<Table> = names
        .map(|name| Table::new(agreement.clone(), &[name]))
        .collect();
    tables[0].import(0);
    for one in moves {
        // What is refused is not written.
        let _ = match one {
            Move::Do(who, command) => tables[who].run(0, *command),
            Move::Undo(who) => tables[who].undo(0),
            Move::Redo(who) => tables[who].redo(0),
            Move::Reach(from, to, which, newest) => {
                let sent = tables[from].entries.iter().enumerate();
                let mut sent: Vec<_> = sent
                    .filter(|(place, _)| which >> (place % 64) & 1 == 1)
                    .map(|(_, stored)| stored.clone())
                    .collect();
                if newest {
                    sent.reverse();
                }
                reach(&mut tables[to], sent);
                Ok(())
            }
        };
    }
    tables
}

proptest! {
    #[test]
    fn all_come_to_the_same_state((writers, moves, order) in history()) {
        let mut tables = play(writers, moves);
        let mut known = HashSet::new();
        let all: Vec<StoredEntry> = tables
            .iter()
            .flat_map(|table| table.entries.clone())
            .filter(|stored| known.insert(stored.hash))
            .collect();
        let state = ReviewState::fold(&all);
        // In another order, some twice.
        let mut shuffled = all.clone();
        shuffled.extend(all.iter().take(all.len() / 3).cloned());
        for place in (1..shuffled.len()).rev() {
            shuffled.swap(place, (order[place % order.len()] ^ place) % (place + 1));
        }
        prop_assert_eq!(&ReviewState::fold(&shuffled), &state);
        // Journal by journal, whoever's comes first.
        for table in &mut tables {
            reach(table, all.iter().rev().cloned());
            prop_assert_eq!(&table.state, &state);
        }
    }

    /// Whatever is done behind some heads and undone again is, for a sign-off of these heads, as it was;
    /// in whatever order the entries arrive.
    #[test]
    fn what_is_undone_has_changed_nothing(
        (writers, moves, order) in history(),
        later in proptest::collection::vec(command(), 0..8),
    ) {
        let mut tables = play(writers, moves);
        let all: Vec<_> = tables.iter().flat_map(|table| table.entries.clone()).collect();
        let table = &mut tables[0];
        reach(table, all);
        let mut covers = Heads::new();
        for stored in &table.entries {
            let head = (stored.entry.seq, stored.hash);
            let known = covers.entry(stored.entry.writer.clone()).or_insert(head);
            *known = head.max(*known);
        }
        prop_assert_eq!(table.review().touched_since(&covers), Vec::new());
        let done = later.into_iter().filter_map(|command| table.run(0, command).ok()).count();
        for _ in 0..done {
            table.undo(0).expect("was done");
        }
        prop_assert_eq!(table.review().touched_since(&covers), Vec::new());
        let mut shuffled = table.entries.clone();
        for place in (1..shuffled.len()).rev() {
            shuffled.swap(place, (order[place % order.len()] ^ place) % (place + 1));
        }
        prop_assert_eq!(&ReviewState::fold(&shuffled), &table.state);
    }

    /// Two who answer without seeing each other's answer disagree, until one of them who sees both
    /// decides; then all agree.
    #[test]
    fn a_disagreement_stands_until_it_is_decided((writers, moves, _) in history()) {
        let mut tables = play(writers, moves);
        let answer = |state| Command::Answer {
            item: "remote".to_owned(),
            value: Some(AnswerValue { value: Some("anew".to_owned()), ..AnswerValue::new(state) }),
            reason: Some("at last".to_owned()),
            explained: true,
        };
        // Each withdraws or changes only what she saw herself.
        let one = tables[0].run(0, answer(AnswerState::Concern));
        let other = tables[1].run(0, answer(AnswerState::Unclear));
        let all: Vec<_> = tables.iter().flat_map(|table| table.entries.clone()).collect();
        for table in &mut tables {
            reach(table, all.iter().cloned());
            let lineage = table.review().lineage(&table.checklist);
            let standing = table.review().answer(&lineage, "remote").standing().len();
            if one.is_ok() && other.is_ok() {
                prop_assert!(standing >= 2, "nobody's answer is the last one to win");
            }
        }
    }
}
