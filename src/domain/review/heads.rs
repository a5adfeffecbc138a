//! Heads of journals on paper: the line that every export carries, and what it proves later.
//!
//! `rapporteur-head/1 WORKSPACE WRITER SEQ HEAD ROOT`: the workspace's id, the writer, the number
//! of entries, the hash of the last one and the RFC 6962 root over all of them.

use super::checkpoint::Checkpoint;
use super::people::WriterId;
use super::verify::{CheckedJournal, Problem};
use crate::domain::digest::Digest;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What a head on paper begins with.
pub const MARK: &str = "rapporteur-head/1";

/// What an export says of a journal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeadClaim {
    /// The workspace's id.
    pub workspace: String,
    /// Whose journal.
    pub writer: WriterId,
    /// Number of its last entry.
    pub seq: u64,
    /// Hash of its last entry.
    pub head: Digest,
    /// RFC 6962 root over its lines.
    pub root: Digest,
}

/// What came of holding journals against an export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Against {
    /// What does not fit.
    pub problems: Vec<Problem>,
    /// Entries added since the export, by journal; journals begun since are among them.
    pub added: Vec<(WriterId, u64)>,
}

/// The line for one journal.
pub fn format_head(
    workspace: &str,
    writer: &WriterId,
    seq: u64,
    head: &Digest,
    root: &Digest,
) -> String {
    format!("{MARK} {workspace} {writer} {seq} {head} {root}")
}

/// The line for a checked journal; nothing for an empty one.
pub fn head_line(workspace: &str, journal: &CheckedJournal) -> Option<String> {
    let (seq, head) = journal.head()?;
    Some(format_head(
        workspace,
        &journal.writer,
        seq,
        &head,
        &journal.root(),
    ))
}

static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"rapporteur-head/1\s+([0-9a-f]{1,64})\s+([a-z0-9-]{1,64})\s+([0-9]{1,19})\s+([0-9a-f]{64})\s+([0-9a-f]{64})\b",
    )
    .expect("the pattern is fixed and valid")
});

/// Every head in a text, whatever stands around it; each once.
pub fn parse_heads(text: &str) -> Vec<HeadClaim> {
    let claims: BTreeSet<HeadClaim> = HEAD
        .captures_iter(text)
        .filter_map(|found| {
            Some(HeadClaim {
                workspace: found[1].to_owned(),
                writer: WriterId::parse(&found[2])?,
                seq: found[3].parse().ok()?,
                head: Digest::parse(&found[4])?,
                root: Digest::parse(&found[5])?,
            })
        })
        .collect();
    claims.into_iter().collect()
}

/// What is wrong with the heads of a text before any journal is looked at: none there, or one that
/// cannot be read.
pub fn unreadable_heads(text: &str) -> Option<Problem> {
    let marks = text.matches(MARK).count();
    let read = HEAD.find_iter(text).count();
    if marks == 0 {
        return Some(Problem::new(
            "no-heads",
            tr!(
                "This file holds no journal heads: it is not an export of rapporteur, or they were taken out."
            ),
        ));
    }
    (read < marks).then(|| {
        Problem::new(
            "unreadable-head",
            tr!(
                "{read} of the {marks} journal heads in this file cannot be read.",
                read = marks - read,
                marks
            ),
        )
    })
}

/// Holds journals against what an export says of them.
pub fn check_against(
    workspace: &str,
    claims: &[HeadClaim],
    journals: &[&CheckedJournal],
) -> Against {
    let mut against = Against::default();
    for claim in claims {
        against.problems.extend(broken(workspace, claim, journals));
    }
    for journal in journals {
        let known = claims
            .iter()
            .filter(|claim| claim.writer == journal.writer)
            .map(|claim| claim.seq)
            .max()
            .unwrap_or(0);
        let length = journal.lines.len() as u64;
        if length > known {
            against.added.push((journal.writer.clone(), length - known));
        }
    }
    against
}

/// Holds journals against checkpoints that were found in a text, such as minutes.
pub fn check_checkpoints(
    workspace: &str,
    checkpoints: &[Checkpoint],
    journals: &[&CheckedJournal],
) -> Vec<Problem> {
    let broken = checkpoints.iter().filter_map(|checkpoint| {
        let Checkpoint {
            writer, size, root, ..
        } = checkpoint;
        let problem = |code, message: String| {
            let problem = Problem::new(code, message).of(writer).at(None, *size);
            Some(problem)
        };
        if checkpoint.workspace != workspace {
            let other = &checkpoint.workspace;
            let message = tr!("The checkpoint is from another workspace ({other}).", other);
            return problem("other-workspace", message);
        }
        let mut own = journals.iter().filter(|journal| journal.writer == *writer);
        let longest = own.clone().map(|journal| journal.lines.len() as u64).max();
        let Some(length) = longest else {
            let message = tr!("The checkpoint is of a journal of {writer}; it is not here.", writer);
            return problem("missing-journal", message);
        };
        if length < *size {
            let here = trn!(length, "only {n} entry is here", "only {n} entries are here");
            let message = trn!(*size, "The checkpoint was made with {n} entry of {writer}; {here}. The end was cut off.", "The checkpoint was made with {n} entries of {writer}; {here}. The end was cut off.", writer, here);
            return problem("shorter-than-export", message);
        }
        if own.any(|journal| journal.mark_at(*size).is_some_and(|mark| mark.root == *root)) {
            return None;
        }
        let message = tr!("Entry {size} of {writer}, or one before it, is not the one that the checkpoint was made with. The journal was rewritten.", size, writer);
        problem("differs-from-export", message)
    });
    broken.collect()
}

fn broken(workspace: &str, claim: &HeadClaim, journals: &[&CheckedJournal]) -> Option<Problem> {
    let HeadClaim { writer, seq, .. } = claim;
    let problem =
        |code, message: String| Some(Problem::new(code, message).of(writer).at(None, *seq));
    if claim.workspace != workspace {
        return problem(
            "other-workspace",
            tr!(
                "The export is from another workspace ({workspace}).",
                workspace = claim.workspace
            ),
        );
    }
    let mut own = journals.iter().filter(|journal| journal.writer == *writer);
    let Some(longest) = own.clone().max_by_key(|journal| journal.lines.len()) else {
        return problem(
            "missing-journal",
            trn!(
                *seq,
                "The export names a journal of {writer} with {n} entry; it is not here.",
                "The export names a journal of {writer} with {n} entries; it is not here.",
                writer
            ),
        );
    };
    let length = longest.lines.len() as u64;
    if length < *seq {
        return problem(
            "shorter-than-export",
            trn!(
                *seq,
                "The export was made with {n} entry of {writer}; {here}. The end was cut off.",
                "The export was made with {n} entries of {writer}; {here}. The end was cut off.",
                writer,
                here = trn!(
                    length,
                    "only {n} entry is here",
                    "only {n} entries are here"
                )
            ),
        );
    }
    let fits = own.any(|journal| {
        journal
            .mark_at(*seq)
            .is_some_and(|mark| mark.hash == claim.head && mark.root == claim.root)
    });
    if fits {
        return None;
    }
    problem(
        "differs-from-export",
        tr!(
            "Entry {seq} of {writer}, or one before it, is not the one that the export was made with. The journal was rewritten.",
            seq,
            writer
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::review::verify::tests::{Book, WORKSPACE, note};

    fn codes(against: &Against) -> Vec<&'static str> {
        against
            .problems
            .iter()
            .map(|problem| problem.code)
            .collect()
    }

    #[test]
    fn heads_are_found_whatever_stands_around_them() {
        let line = head_line(WORKSPACE, &Book::of("Ana").notes(3).checked()).expect("has entries");
        let expected = parse_heads(&line);
        assert_eq!(expected.len(), 1);
        assert_eq!(
            (expected[0].seq, expected[0].workspace.as_str()),
            (4, WORKSPACE)
        );
        let broken = line.replace(' ', "\n   ");
        for text in [
            format!("<p>Heads: <code>{line}</code></p>"),
            format!("{{\"heads\":[\"{line}\"]}}"),
            format!("| `{line}` |\r\n{line}"),
            broken,
            line.replace(' ', "\u{a0}"),
        ] {
            assert_eq!(parse_heads(&text), expected, "{text}");
            assert_eq!(unreadable_heads(&text), None);
        }
        assert_eq!(parse_heads(&line.replace("ana", "Ana")), []);
        let problem = unreadable_heads(&format!("{line} {}", line.replace("ana", "Ana")));
        assert_eq!(problem.expect("one cannot be read").code, "unreadable-head");
        let problem = unreadable_heads("a letter").expect("there are none");
        assert_eq!(problem.code, "no-heads");
    }

    #[test]
    fn an_export_shows_what_was_cut_rewritten_taken_away_or_added() {
        let book = Book::of("Ana").notes(5);
        let now = book.checked();
        let claims = parse_heads(&head_line(WORKSPACE, &now).expect("has entries"));
        assert_eq!(
            check_against(WORKSPACE, &claims, &[&now]),
            Against::default()
        );

        let mut longer = Book::of("Ana").notes(5);
        longer.write(note("more"), |_| {});
        let iva = Book::of("Iva").checked();
        let longer = longer.checked();
        let against = check_against(WORKSPACE, &claims, &[&longer, &iva]);
        assert_eq!(against.problems, []);
        let added = [(book.writer.clone(), 1), (iva.writer.clone(), 1)];
        assert_eq!(against.added, added);

        let shorter = Book::of("Ana").notes(4).checked();
        let against = check_against(WORKSPACE, &claims, &[&shorter]);
        assert_eq!(codes(&against), ["shorter-than-export"]);
        let mut other = Book::of("Ana").notes(4);
        other.write(note("rewritten"), |_| {});
        let other = other.checked();
        assert_eq!(
            codes(&check_against(WORKSPACE, &claims, &[&other])),
            ["differs-from-export"]
        );
        assert_eq!(
            codes(&check_against(WORKSPACE, &claims, &[&iva])),
            ["missing-journal"]
        );
        let elsewhere = "0".repeat(32);
        assert_eq!(
            codes(&check_against(&elsewhere, &claims, &[&now])),
            ["other-workspace"]
        );

        let mut altered = book.bytes();
        altered[900] ^= 1;
        let altered =
            crate::domain::review::verify::check_journal(WORKSPACE, &book.writer, &altered);
        assert_eq!(altered.head(), now.head());
        assert_eq!(
            codes(&check_against(WORKSPACE, &claims, &[&altered])),
            ["differs-from-export"]
        );
    }
}
