//! Names for what is new: ids of items, short names, numbers of versions.

use crate::domain::checklist::Checklist;
use crate::domain::checklist::item::NAME_LENGTH;
use crate::domain::fold::Folded;

/// The longest id that is made, in bytes; room for a number is left.
const LONGEST_ID: usize = 48;

/// A short name out of a question: as many of its first words as have room in a narrow column.
pub fn short_name(question: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    let mut length = 0;
    let mut cut = false;
    for word in question.split_whitespace() {
        length += word.chars().count() + usize::from(!words.is_empty());
        cut = !words.is_empty() && length > NAME_LENGTH;
        if cut {
            break;
        }
        words.push(word);
    }
    // A name does not stop at a "the" or an "of".
    while cut && words.len() > 2 && words.last().is_some_and(|last| last.chars().count() < 4) {
        words.pop();
    }
    let name: String = words.join(" ").chars().take(NAME_LENGTH).collect();
    name.trim_end_matches(['?', ',', ';', ':', '.']).to_owned()
}

/// An id that no item has or had, out of the letters of a name.
pub(super) fn new_id(checklist: &Checklist, name: &str) -> String {
    let folded = Folded::new(name).text;
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric());
    let mut id = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        if id.len() + 1 + word.len() > LONGEST_ID {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(&word.to_ascii_lowercase());
    }
    if id.is_empty() {
        "item".clone_into(&mut id);
    }
    let taken = |id: &str| {
        let retired = checklist.retired.iter().any(|one| one.id == id);
        retired || checklist.item(id).is_some()
    };
    if !taken(&id) {
        return id;
    }
    let numbered = (2_u32..).map(|number| format!("{id}-{number}"));
    let mut free = numbered.filter(|id| !taken(id));
    free.next()
        .expect("a checklist has fewer items than numbers")
}

/// The version to propose after one, that was not used yet.
///
/// Whole numbers belong to whoever publishes a checklist: after version `1` of one that is somebody
/// else's comes `1.1`, which leaves `2` to them; after version `1` of one's own comes `2`.
pub fn next_version(after: &str, used: &[String], own: bool) -> String {
    let mut version = if own || after.contains('.') {
        raised(after)
    } else {
        format!("{after}.1")
    };
    while used.contains(&version) {
        version = raised(&version);
    }
    version
}

/// The version with its last number one higher.
fn raised(version: &str) -> String {
    let head = version.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = version.get(head.len()..).unwrap_or_default();
    match number
        .parse::<u64>()
        .ok()
        .and_then(|one| one.checked_add(1))
    {
        Some(next) => format!("{head}{next}"),
        None => format!("{version}.1"),
    }
}

/// Whether a version comes after another one, numbers counted as numbers: `10` after `9`, `2` after
/// `1.1`.
pub fn is_newer(version: &str, than: &str) -> bool {
    parts(version) > parts(than)
}

/// A number or a word of a version.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    Word(&'a str),
    /// How many digits, leading zeros aside, and which.
    Number(usize, &'a str),
}

fn parts(version: &str) -> Vec<Part<'_>> {
    let parts = version.split(['.', '-']);
    parts
        .map(|part| {
            let digits = part.trim_start_matches('0');
            if part.bytes().all(|byte| byte.is_ascii_digit()) {
                Part::Number(digits.len(), digits)
            } else {
                Part::Word(part)
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples;

    #[test]
    fn a_name_is_the_first_words_of_the_question() {
        let cases = [
            ("Who pays?", "Who pays"),
            (
                "Does the agreement limit which networks may be reached?",
                "Does the agreement limit",
            ),
            (
                "Does access end with the agreement?",
                "Does access end with",
            ),
            (
                "Rindfleischetikettierungsüberwachung?",
                "Rindfleischetikettierungsü",
            ),
            ("  ", ""),
        ];
        for (question, name) in cases {
            assert_eq!(short_name(question), name);
        }
    }

    #[test]
    fn an_id_is_made_once() {
        let mut checklist = samples::checklist();
        checklist.retired.push(crate::domain::checklist::Retired {
            id: "audit-right".to_owned(),
            reason: "Asked elsewhere.".to_owned(),
        });
        let cases = [
            ("Who audits?", "who-audits"),
            ("Remote", "remote-2"),
            ("Audit right", "audit-right-2"),
            ("Право на ревизију", "pravo-na-reviziju"),
            ("审计权", "item"),
        ];
        for (name, id) in cases {
            assert_eq!(new_id(&checklist, name), id, "{name}");
        }
    }

    #[test]
    fn a_proposed_version_was_never_used() {
        let used = |versions: &[&str]| -> Vec<String> {
            versions.iter().map(|&one| one.to_owned()).collect()
        };
        let cases = [
            ("1", &["1"][..], true, "2"),
            ("1", &["1", "2", "3"], true, "4"),
            ("1", &["1", "2"], false, "1.1"),
            ("1.1", &["1", "1.1", "1.2"], false, "1.3"),
            ("2026-a", &[], true, "2026-a.1"),
            ("99999999999999999999", &[], true, "99999999999999999999.1"),
        ];
        for (after, taken, own, next) in cases {
            assert_eq!(next_version(after, &used(taken), own), next, "{after}");
        }
    }

    #[test]
    fn numbers_of_versions_are_numbers() {
        let rising = [
            "1",
            "1.1",
            "1.9",
            "1.10",
            "2",
            "10",
            "2026-11-01",
            "2026-11-21",
        ];
        for pair in rising.windows(2) {
            assert!(is_newer(pair[1], pair[0]), "{pair:?}");
            assert!(!is_newer(pair[0], pair[1]), "{pair:?}");
        }
        assert!(!is_newer("1", "1"));
    }
}
