//! What lies around the journals: agreements, checklists, names, this device's memory.

use crate::common::dice::Dice;
use crate::common::scale::{is_full, seed, tell};
use crate::sample::Sample;
use rapporteur::store::verify::verify;
use std::fs;
use std::path::{Path, PathBuf};

fn is_noticed(sample: &Sample) -> bool {
    !verify(&sample.workspace, Some(&sample.home)).is_ok_and(|verification| verification.ok)
}

/// Every file below a folder.
fn files_in(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("is there") {
        let path = entry.expect("can be listed").path();
        if path.is_dir() {
            files_in(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Every byte of the files that entries speak of, through `verify` on the disk.
#[test]
fn every_changed_byte_of_what_was_reviewed_is_noticed() {
    let sample = Sample::new(16);
    let mut files = Vec::new();
    for folder in ["agreements", "checklists"] {
        files_in(&sample.workspace.root().join(folder), &mut files);
    }
    files.sort();
    assert_eq!(files.len(), 4, "{files:?}");
    let mut dice = Dice::new(seed());
    for file in files {
        let bytes = fs::read(&file).expect("can be read");
        let step = if is_full() {
            1
        } else {
            bytes.len().div_ceil(60)
        };
        let (mut made, mut missed) = (0, Vec::new());
        for at in (0..bytes.len())
            .step_by(step)
            .map(|at| at + dice.roll(step))
        {
            let Some(&old) = bytes.get(at) else { continue };
            let mut changed = bytes.clone();
            changed[at] = old ^ 1;
            fs::write(&file, &changed).expect("can be written");
            made += 1;
            if !is_noticed(&sample) {
                missed.push(at);
            }
        }
        fs::write(&file, &bytes).expect("can be written");
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        tell(&format!(
            "{name}: {made} bytes changed, {} not noticed",
            missed.len()
        ));
        let shown: Vec<String> = missed
            .iter()
            .take(40)
            .map(|&at| {
                let around = &bytes[at.saturating_sub(25)..(at + 8).min(bytes.len())];
                String::from_utf8_lossy(around).into_owned()
            })
            .collect();
        assert!(
            missed.is_empty(),
            "{name}: not noticed at {missed:?}: {shown:#?}"
        );
    }
    assert!(!is_noticed(&sample), "everything was put back");
}

#[test]
fn what_is_taken_away_renamed_or_exchanged_is_noticed() {
    type Deed = fn(&Sample);
    fn root(sample: &Sample) -> &Path {
        sample.workspace.root()
    }
    fn agreement(sample: &Sample) -> PathBuf {
        root(sample)
            .join("agreements")
            .join(sample.agreement.as_str())
    }
    fn state(sample: &Sample) -> PathBuf {
        sample.home.state_folder(sample.workspace.id())
    }
    fn rename(from: PathBuf, to: PathBuf) {
        fs::rename(from, to).expect("can be renamed");
    }
    fn neighbour(sample: &Sample, number: usize) -> PathBuf {
        sample
            .workspace
            .journal_path(&sample.neighbours[number].writer)
    }
    fn edit(path: PathBuf, change: impl Fn(String) -> String) {
        let text = fs::read_to_string(&path).expect("is text");
        let changed = change(text.clone());
        assert_ne!(changed, text, "{}", path.display());
        fs::write(path, changed).expect("can be written");
    }
    let cases: [(&str, Deed); 15] = [
        ("the agreement taken away", |s| {
            fs::remove_dir_all(agreement(s)).expect("is there");
        }),
        ("its source taken away", |s| {
            fs::remove_file(agreement(s).join("source.txt")).expect("is there");
        }),
        ("its clauses taken away", |s| {
            fs::remove_file(agreement(s).join("clauses.json")).expect("is there");
        }),
        ("the agreement renamed", |s| {
            rename(agreement(s), root(s).join("agreements/0011223344556677"));
        }),
        ("the checklists taken away", |s| {
            fs::remove_dir_all(root(s).join("checklists")).expect("is there");
        }),
        ("the words taken apart", |s| {
            edit(agreement(s).join("document.json"), |text| {
                text.replace('č', "c\u{30c}").replace('č', "c")
            });
        }),
        ("the id of the workspace changed", |s| {
            edit(root(s).join("workspace.json"), |text| {
                let id = s_id(&text);
                text.replace(&id, &id.chars().rev().collect::<String>())
            });
        }),
        ("her journal taken away", |s| {
            fs::remove_file(s.workspace.journal_path(&s.ana)).expect("is there");
        }),
        ("a neighbour's journal taken away", |s| {
            fs::remove_file(neighbour(s, 0)).expect("is there");
        }),
        ("all journals taken away", |s| {
            fs::remove_dir_all(root(s).join("journal")).expect("is there");
        }),
        ("her journal renamed", |s| {
            rename(
                s.workspace.journal_path(&s.ana),
                root(s).join("journal/ana.jsonl"),
            );
        }),
        ("two journals exchanged", |s| {
            let (one, other, aside) = (neighbour(s, 0), neighbour(s, 1), root(s).join("aside"));
            rename(one.clone(), aside.clone());
            rename(other.clone(), one);
            rename(aside, other);
        }),
        ("her journal emptied", |s| s.put(b"")),
        ("this device's memory damaged", |s| {
            fs::write(state(s).join("heads.json"), "{").expect("can be written");
        }),
        ("this device's memory changed", |s| {
            edit(state(s).join("heads.json"), |text| {
                let at = text.rfind('"').expect("has a hash") - 1;
                let digit = if text.as_bytes()[at] == b'0' {
                    "1"
                } else {
                    "0"
                };
                format!(
                    "{}{digit}{}",
                    text.get(..at).expect("is ASCII"),
                    text.get(at + 1..).expect("is ASCII")
                )
            });
        }),
    ];
    for (what, deed) in cases {
        let sample = Sample::new(16);
        deed(&sample);
        assert_eq!(sample.place.run(["verify", "--json"]).code, 5, "{what}");
    }
}

fn s_id(text: &str) -> String {
    let (_, rest) = text.split_once("\"id\":\"").expect("has an id");
    rest.chars().take(32).collect()
}
