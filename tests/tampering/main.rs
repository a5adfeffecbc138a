//! Every way to tamper with a journal is noticed by the journal itself, or listed with the reason why
//! it cannot be, and then noticed by what other reviewers saw, this device remembers and an export
//! shows.
//!
//! A short journal by default; `RAPPORTEUR_FULL=1` takes one of 1 000 entries, every byte of it, and
//! prints the table. What went through which check is said in every row.
#![expect(
    clippy::disallowed_methods,
    reason = "these tests tamper with what the program wrote"
)]

mod around;
#[path = "../common/mod.rs"]
mod common;
mod sample;
mod spelling;
mod table;

use common::dice::Dice;
use common::scale::{how_many, is_full, seed, tell};
use rapporteur::domain::review::Problem;
use rapporteur::store::verify::verify_against;
use sample::{Noticed, Sample};
use std::sync::LazyLock;
use table::{Row, each};

const BY_LINES: &str = "check_journal on the first line and this one";
const BY_JOURNAL: &str =
    "check_journal on the whole journal, check_seen, check_pins, check_against";

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let length = how_many("RAPPORTEUR_ENTRIES", 50, 1000);
    let sample = Sample::new(length);
    let bytes = Sample::join(&sample.lines);
    tell(&format!(
        "a journal of {} entries, {} bytes; neighbours saw {}, the export shows {}",
        sample.lines.len(),
        bytes.len(),
        sample.seen,
        sample.exported
    ));
    let fine = Noticed {
        itself: false,
        neighbours: false,
        memory: false,
        export: false,
    };
    assert_eq!(sample.noticed(&bytes), fine, "untouched, everything fits");
    sample
});

/// What is said of a line depends on the key, which the first line gives, on its own bytes and on its
/// end: so a journal of these two lines is enough to try every byte.
fn around_line(sample: &Sample, at: usize) -> (Vec<u8>, usize) {
    let first = sample.lines.first().filter(|_| at > 0);
    let lines: Vec<&Vec<u8>> = first.into_iter().chain([&sample.lines[at]]).collect();
    (Sample::join(&lines), first.map_or(0, |line| line.len() + 1))
}

/// Whether something is said that is no mere gap: the lines between are missing here anyway.
fn names_more_than_a_gap(problems: &[Problem]) -> bool {
    let gap = |problem: &Problem| matches!(problem.code, "missing" | "chain");
    problems.iter().any(|problem| !gap(problem))
}

/// Lines of the journal for which every byte is tried: all in the full run, else one of each kind.
fn tried_lines(sample: &Sample) -> Vec<usize> {
    let kind = |line: &Vec<u8>| {
        let text = String::from_utf8_lossy(line).into_owned();
        let (_, event) = text.split_once("\"type\":\"").expect("has an event");
        event.split('"').next().map(str::to_owned)
    };
    let mut known = std::collections::BTreeSet::new();
    (0..sample.lines.len())
        .filter(|&at| known.insert(kind(&sample.lines[at])) || is_full())
        .collect()
}

#[test]
fn every_changed_byte_is_noticed() {
    let sample = &*SAMPLE;
    let lines = tried_lines(sample);
    let others: &[u8] = if is_full() { b"\n\r\"" } else { b"" };
    let row = Row::new(
        format!(
            "a byte changed (lowest bit{}{})",
            if is_full() {
                "; case bit; to each of "
            } else {
                ""
            },
            others.escape_ascii()
        ),
        BY_LINES,
    );
    let row = each(row, lines.len(), |number, row| {
        let at = lines[number];
        let (whole, start) = around_line(sample, at);
        let next = sample.lines.get(at + 1).cloned().unwrap_or_default();
        for place in start..=start + sample.lines[at].len() {
            let old = whole[place];
            // Without its end, a line runs on into the next one.
            let next = if old == b'\n' { &next[..] } else { &[] };
            let flips = if is_full() { &[1, 0x20][..] } else { &[1] };
            let values = flips
                .iter()
                .map(|flip| old ^ flip)
                .chain(others.iter().copied());
            for value in values.filter(|&value| value != old) {
                let mut bytes = [&whole, next].concat();
                bytes[place] = value;
                let itself = names_more_than_a_gap(&sample.check(&bytes).problems);
                assert!(itself, "line {}, byte {}: {value}", at + 1, place - start);
                row.count(Noticed {
                    itself,
                    neighbours: false,
                    memory: false,
                    export: false,
                });
            }
        }
    });
    assert_eq!(row.missed, 0);
}

#[test]
fn every_cut_within_a_line_is_noticed() {
    let sample = &*SAMPLE;
    let lines = tried_lines(sample);
    let row = Row::new("the journal ends within a line (at every byte)", BY_LINES);
    let row = each(row, lines.len(), |number, row| {
        let at = lines[number];
        let (whole, start) = around_line(sample, at);
        for length in 1..=sample.lines[at].len() {
            let problems = sample.check(&whole[..start + length]).problems;
            let itself = names_more_than_a_gap(&problems);
            assert!(itself, "line {}, {length} bytes of it", at + 1);
            row.count(Noticed {
                itself,
                neighbours: false,
                memory: false,
                export: false,
            });
        }
    });
    assert_eq!(row.missed, 0);
}

/// The end of a journal cut off between two lines leaves a journal in which everything fits.
#[test]
fn a_cut_between_lines_is_noticed_by_whoever_saw_more() {
    let sample = &*SAMPLE;
    let length = sample.lines.len();
    let row = Row::new(
        "the journal ends between two lines (at every line)",
        BY_JOURNAL,
    );
    let row = each(row, length, |kept, row| {
        let noticed = sample.noticed(&Sample::join(&sample.lines[..kept]));
        assert!(!noticed.itself, "a chain cannot show it");
        assert_eq!(noticed.neighbours, kept < sample.seen, "{kept} kept");
        assert_eq!(noticed.export, kept < sample.exported, "{kept} kept");
        assert!(noticed.memory, "{kept} kept");
        row.count(noticed);
    });
    tell(&format!(
        "  not noticed without this device: {} cuts, behind entry {}, which no neighbour and no export had seen",
        length - sample.seen.max(sample.exported),
        sample.seen.max(sample.exported)
    ));
    assert_eq!(row.missed, 0);
}

/// Whoever has the key can sign a new history; the journal alone cannot tell.
#[test]
fn a_history_that_its_owner_rewrote_is_noticed_by_whoever_saw_the_old_one() {
    let sample = &*SAMPLE;
    let tries = if is_full() { 200 } else { 10 };
    let row = Row::new(
        "rewritten and signed anew by the owner of the key",
        BY_JOURNAL,
    );
    let row = each(row, tries, |number, row| {
        let from = number * sample.lines.len() / tries;
        let noticed = sample.noticed(&Sample::join(&sample.rewritten(from)));
        assert!(!noticed.itself, "from line {}", from + 1);
        assert_eq!(
            noticed.neighbours,
            from < sample.seen,
            "from line {}",
            from + 1
        );
        assert_eq!(
            noticed.export,
            from < sample.exported,
            "from line {}",
            from + 1
        );
        assert!(noticed.memory, "from line {}", from + 1);
        row.count(noticed);
    });
    assert_eq!(row.missed, 0);
}

/// Runs one kind of tampering with whole lines so many times; the journal itself must notice.
fn lines_tampered(what: &str, count: usize, deed: impl Fn(usize, &mut Vec<Vec<u8>>) + Sync) {
    let sample = &*SAMPLE;
    let row = each(Row::new(what, BY_JOURNAL), count, |number, row| {
        let mut lines = sample.lines.clone();
        deed(number, &mut lines);
        assert_ne!(lines, sample.lines, "{what}, {number}: nothing was done");
        let noticed = sample.noticed(&Sample::join(&lines));
        assert!(noticed.itself, "{what}, {number}");
        row.count(noticed);
    });
    assert_eq!(row.missed, 0);
}

#[test]
fn lines_taken_out_repeated_moved_or_swapped_are_noticed() {
    let length = SAMPLE.lines.len();
    // Without the last: that is a cut.
    lines_tampered(
        "a line taken out (each but the last)",
        length - 1,
        |at, lines| {
            lines.remove(at);
        },
    );
    lines_tampered(
        "a line repeated where it stands (each)",
        length,
        |at, lines| {
            lines.insert(at, lines[at].clone());
        },
    );
    lines_tampered("a line repeated at the end (each)", length, |at, lines| {
        lines.push(lines[at].clone());
    });
    lines_tampered(
        "two neighbouring lines swapped (all)",
        length - 1,
        |at, lines| {
            lines.swap(at, at + 1);
        },
    );
    let pairs = if is_full() { 2000 } else { 20 };
    let two = |number: usize| {
        let mut dice = Dice::new(seed() * 1_000_003 + number as u64);
        let one = dice.roll(length);
        (one, (one + 1 + dice.roll(length - 1)) % length)
    };
    lines_tampered("two lines swapped (at random)", pairs, |number, lines| {
        let (one, other) = two(number);
        lines.swap(one, other);
    });
    lines_tampered(
        "a line moved elsewhere (at random)",
        pairs,
        |number, lines| {
            let (one, other) = two(number);
            let line = lines.remove(one);
            lines.insert(other, line);
        },
    );
}

/// Of a short beginning, every pair: the verdict on a swap is the same in a longer journal.
#[test]
fn every_pair_of_lines_swapped_is_noticed() {
    let sample = &*SAMPLE;
    let length = if is_full() { 120 } else { 10 };
    let lines = &sample.lines[..length];
    let what = format!("two lines swapped (every pair of the first {length})");
    let row = each(
        Row::new(what, "check_journal on those lines"),
        length * length,
        |pair, row| {
            let (one, other) = (pair / length, pair % length);
            if one >= other {
                return;
            }
            let mut lines = lines.to_vec();
            lines.swap(one, other);
            let itself = !sample.check(&Sample::join(&lines)).problems.is_empty();
            assert!(itself, "{one} and {other}");
            row.count(Noticed {
                itself,
                neighbours: false,
                memory: false,
                export: false,
            });
        },
    );
    assert_eq!(row.made, length * (length - 1) / 2);
}

#[test]
fn foreign_lines_and_parts_of_other_journals_are_noticed() {
    let sample = &*SAMPLE;
    let length = sample.lines.len();
    let neighbour = std::fs::read(sample.workspace.journal_path(&sample.neighbours[0].writer));
    let neighbour = neighbour.expect("is there");
    let foreign: Vec<Vec<u8>> = neighbour
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    lines_tampered(
        "a neighbour's line put in (at every place)",
        length,
        |at, lines| {
            lines.insert(at, foreign[at % (foreign.len() - 1)].clone());
        },
    );
    lines_tampered(
        "a neighbour's end put on (behind every line)",
        length,
        |at, lines| {
            lines.truncate(at + 1);
            lines.extend_from_slice(&foreign[..foreign.len() - 1]);
        },
    );
    lines_tampered(
        "a neighbour's beginning put in front",
        length,
        |at, lines| {
            lines.drain(..at);
            lines.splice(..0, foreign[..=at % (foreign.len() - 1)].to_vec());
        },
    );
    // The same person on the same device, in another workspace: the same key, other lines.
    let other = elsewhere(sample);
    lines_tampered(
        "her own line from another workspace put in",
        length,
        |at, lines| {
            lines.insert(at, other[at % other.len()].clone());
        },
    );
    lines_tampered(
        "her own line from another workspace in its place",
        other.len(),
        |at, lines| {
            lines[at] = other[at].clone();
        },
    );
    lines_tampered("her own journal of another workspace", 1, |_, lines| {
        lines.clone_from(&other);
    });
    // Two histories signed by the same key: the beginning of one, the end of the other.
    let old = sample.rewritten(1);
    lines_tampered(
        "the end of another history of hers (from each line)",
        length - 2,
        |at, lines| {
            lines.truncate(at + 2);
            lines.extend_from_slice(&old[at + 2..]);
            if at + 2 == length {
                lines.pop();
                lines.push(old[length - 1].clone());
            }
        },
    );
}

/// Her journal in another workspace on the same device.
fn elsewhere(sample: &Sample) -> Vec<Vec<u8>> {
    let there = sample.place.path("elsewhere");
    let there = there.to_str().expect("is text");
    let run = |arguments: &[&str]| {
        sample
            .place
            .ok([&["--workspace", there], arguments].concat())
    };
    run(&["import", "agreement.txt"]);
    for number in 0..4 {
        run(&[
            "note",
            sample.agreement.as_str(),
            &format!("elsewhere {number}"),
        ]);
    }
    let name = format!("elsewhere/journal/{}.jsonl", sample.ana);
    let bytes = std::fs::read(sample.place.path(&name)).expect("is there");
    let mut lines: Vec<_> = bytes
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    lines.pop();
    lines
}

/// A sample of all of it through the whole of `verify --against`, on the disk; in a workspace of its
/// own, since it is written to.
#[test]
fn the_program_notices_the_same() {
    let sample = Sample::new(40);
    let tries: usize = if is_full() { 400 } else { 24 };
    let whole = Sample::join(&sample.lines);
    let mut dice = Dice::new(seed());
    let fine = verify_against(&sample.workspace, Some(&sample.home), &sample.export);
    let fine = fine.expect("can be read");
    assert!(fine.ok, "{:?}", fine.problems);
    let mut row = Row::new(
        "any of these, in a journal of 40",
        "store::verify::verify_against on files",
    );
    for number in 0..tries {
        let mut bytes = whole.clone();
        let at = dice.roll(whole.len());
        match number % 4 {
            0 => bytes[at] ^= 1 << dice.roll(8),
            1 => bytes.truncate(at),
            2 => drop(bytes.remove(at)),
            _ => bytes.insert(at, whole[dice.roll(whole.len())]),
        }
        if bytes == whole {
            continue;
        }
        sample.put(&bytes);
        let verification = verify_against(&sample.workspace, Some(&sample.home), &sample.export);
        let itself = !verification.expect("can be read").ok;
        assert!(itself, "{number}: byte {at}");
        row.count(Noticed {
            itself,
            neighbours: false,
            memory: false,
            export: false,
        });
        if number.is_multiple_of(8) {
            assert_eq!(sample.place.run(["verify"]).code, 5, "{number}: byte {at}");
        }
    }
    row.print();
}
