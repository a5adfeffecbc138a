//! Where a clause stands, in one line: `Annex B Data › Article 5 Access › (2)`.
//!
//! What has no room is given up in this order: the headings, the farthest first; the first words of
//! what has no number; the names in the middle. What stands nearest to the clause is kept longest.

use crate::domain::agreement::Agreement;
use crate::ui::canvas::{columns, cut};
use crate::ui::sanitise::clean;

/// What stands between two names.
const THEN: &str = " › ";
/// Columns of a heading below which it says too little to be begun.
const LEAST: u16 = 8;
/// Columns that the name of something without a number keeps.
const LEAST_NAME: u16 = 16;
/// The most names that are laid out; of deeper paths the first and the last are.
const MOST_NAMES: usize = 12;

/// One name of the path.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    /// What it cannot be told without.
    label: String,
    /// What says more, when there is room.
    heading: String,
}

/// The path of a clause in at most `width` columns.
pub fn breadcrumb(agreement: &Agreement, clause: usize, width: u16) -> String {
    let clauses = agreement.clauses.clauses();
    if clauses.get(clause).is_none() {
        return String::new();
    }
    let mut path = agreement.clauses.path(clause);
    if let Some(surplus) = path.len().checked_sub(MOST_NAMES + 1) {
        path.drain(1..=surplus);
    }
    let names = path.into_iter().filter_map(|at| clauses.get(at));
    let names = names.map(|clause| {
        let label = clean(clause.label.trim()).into_owned();
        if label.is_empty() {
            let words = agreement.clause_name(clause);
            let heading = clean(&words).into_owned();
            return Name { label, heading };
        }
        let heading = clean(clause.heading.trim()).into_owned();
        Name { label, heading }
    });
    fitted(&names.collect::<Vec<_>>(), width)
}

fn fitted(names: &[Name], width: u16) -> String {
    let mut shown: Vec<String> = names
        .iter()
        .map(|name| {
            if name.label.is_empty() {
                cut(&name.heading, LEAST_NAME.min(width)).into_owned()
            } else {
                name.label.clone()
            }
        })
        .collect();
    let without = total(&shown);
    if without > width {
        return without_middle(&shown, width);
    }
    let mut room = width - without;
    let last = names.len().saturating_sub(1);
    // What it stands in says where we are; its own heading can be read below.
    let order = (0..last).rev().chain([last]);
    for (at, name) in order.filter_map(|at| Some((at, names.get(at)?))) {
        let before = columns(&shown[at]);
        let whole = if name.label.is_empty() {
            name.heading.clone()
        } else if name.heading.is_empty() {
            continue;
        } else {
            format!("{} {}", name.label, name.heading)
        };
        let begun = columns(&name.label) + LEAST;
        if columns(&whole) <= before + room || before + room >= begun {
            shown[at] = cut(&whole, before + room).into_owned();
            room = room.saturating_sub(columns(&shown[at]).saturating_sub(before));
        }
    }
    shown.join(THEN)
}

fn total(names: &[String]) -> u16 {
    let gaps = columns(THEN) * u16::try_from(names.len().saturating_sub(1)).unwrap_or(u16::MAX);
    names
        .iter()
        .fold(gaps, |sum, name| sum.saturating_add(columns(name)))
}

/// The first name, `…`, and as many of the last as there is room for.
fn without_middle(names: &[String], width: u16) -> String {
    let more = |kept: &[String], first: Option<&String>| {
        let mut shown: Vec<String> = first.into_iter().cloned().collect();
        shown.push("…".to_owned());
        shown.extend_from_slice(kept);
        shown
    };
    for first in [names.first(), None] {
        for from in 2..names.len() {
            let shown = more(names.get(from..).unwrap_or_default(), first);
            if total(&shown) <= width {
                return shown.join(THEN);
            }
        }
    }
    let last = names.last().map_or("", String::as_str);
    cut(last, width).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(of: &[(&str, &str)]) -> Vec<Name> {
        of.iter()
            .map(|(label, heading)| Name {
                label: (*label).to_owned(),
                heading: (*heading).to_owned(),
            })
            .collect()
    }

    #[test]
    fn a_path_gives_up_what_matters_least() {
        let path = names(&[
            ("Annex B", "Technical specification"),
            ("Article 5", "Remote access"),
            ("(2)", ""),
            ("a)", "Exceptions"),
        ]);
        let cases = [
            (
                90,
                "Annex B Technical specification › Article 5 Remote access › (2) › a) Exceptions",
            ),
            (
                60,
                "Annex B Technical spec… › Article 5 Remote access › (2) › a)",
            ),
            (46, "Annex B › Article 5 Remote access › (2) › a)"),
            (40, "Annex B › Article 5 Remote a… › (2) › a)"),
            (30, "Annex B › Article 5 › (2) › a)"),
            (29, "Annex B › … › (2) › a)"),
            (17, "Annex B › … › a)"),
            (15, "… › (2) › a)"),
            (7, "… › a)"),
            (2, "a)"),
        ];
        for (width, wanted) in cases {
            let shown = fitted(&path, width);
            assert_eq!(shown, wanted, "{width}");
            assert!(columns(&shown) <= width);
        }
    }

    #[test]
    fn wide_and_combining_letters_are_measured() {
        let path = names(&[
            ("第一章", "总则"),
            ("第五条", "数据的存储与访问"),
            ("", "（一）甲方应当在收到通知后向乙方提供全部资料"),
        ]);
        for width in 1..100 {
            let shown = fitted(&path, width);
            assert!(columns(&shown) <= width, "{width}: {shown}");
        }
        assert_eq!(
            fitted(&path, 41),
            "第一章 › 第五条 数据的… › （一）甲方应当…"
        );
        let accents = names(&[("Čl. 1", "e\u{301}e\u{301}e\u{301}"), ("(1)", "")]);
        assert_eq!(fitted(&accents, 15), "Čl. 1 e\u{301}e\u{301}e\u{301} › (1)");
        assert_eq!(fitted(&names(&[]), 10), "");
    }
}
