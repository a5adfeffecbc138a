//! The program is killed at every one of its system calls, and every one of them fails: an optional
//! extra where `strace` is installed, which does both.
//!
//! Few calls by default, those that write; all of them with `RAPPORTEUR_FULL=1`.

use crate::common::Workplace;
use crate::common::dice::Dice;
use crate::common::scale::{is_full, seed, tell};
use crate::life::Life;
use crate::script::Step;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Output};

/// After so many decisions a new workspace is begun: every run reads the whole journal.
const LONG_JOURNAL: usize = 200;

/// Calls that change what is on the disk, with errors that they can give.
const WRITING: &[(&str, &[&str])] = &[
    ("write", &["ENOSPC", "EIO", "EINTR"]),
    ("fsync", &["EIO"]),
    ("fdatasync", &["EIO", "ENOSPC"]),
    ("/^rename", &["EIO", "EACCES"]),
    ("/^link", &["EIO", "EPERM"]),
    ("ftruncate", &["EIO"]),
];

/// Calls that only look or prepare.
const OTHER: &[(&str, &[&str])] = &[
    (
        "openat",
        &["EIO", "EACCES", "ENOSPC", "EROFS", "ENOENT", "EMFILE"],
    ),
    ("/^mkdir", &["EROFS", "ENOSPC"]),
    ("/^unlink", &["EIO"]),
    ("flock", &["ENOLCK"]),
    ("read", &["EIO", "EINTR"]),
    ("getdents64", &["EIO"]),
    ("/^(statx|newfstatat|fstat)$", &["EIO"]),
    ("/^f?chmod", &["EPERM"]),
];

fn calls() -> Vec<(&'static str, &'static [&'static str])> {
    let other = if is_full() { OTHER } else { &[] };
    WRITING.iter().chain(other).copied().collect()
}

fn has_strace() -> bool {
    let found = Command::new("strace").arg("-V").output().is_ok();
    if !found {
        tell("skipped: strace is not installed, or may not be used here");
    }
    found
}

/// Whether something was done to the run, and what became of it.
struct Injected {
    done: bool,
    output: Output,
}

/// Runs the program and does something at one of its calls.
fn run(place: &Workplace, call: &str, deed: &str, arguments: &[String]) -> Injected {
    let trace = place.path("trace");
    let plain = place.command();
    let mut command = Command::new("strace");
    command
        .args(["-f", "-qqq", "-e", "signal=none", "-o"])
        .arg(&trace);
    command.args([
        "-e",
        &format!("trace={call}"),
        "-e",
        &format!("inject={call}:{deed}"),
    ]);
    command
        .arg(plain.get_program())
        .args(arguments)
        .current_dir(place.path(""));
    for (name, value) in plain.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let output = command.output().expect("strace runs");
    let traced = fs::read_to_string(&trace).unwrap_or_default();
    let killed = output.status.signal() == Some(9);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        !said.contains("panicked"),
        "{call}:{deed} {arguments:?}: {said}"
    );
    Injected {
        done: killed || traced.contains("INJECTED"),
        output,
    }
}

/// Does something to each call of a kind in turn, until a run has no such call any more; in a short run
/// to each n-th.
fn at_every_call(stride: usize, mut once: impl FnMut(&str, &str) -> bool) -> usize {
    let mut done = 0;
    for (call, errors) in calls() {
        let errors = if is_full() { errors } else { &errors[..1] };
        let stride = if is_full() { 1 } else { stride };
        let deeds = errors.iter().map(|error| format!("error={error}"));
        for deed in deeds.chain(["signal=KILL".to_owned()]) {
            for number in (1..).step_by(stride) {
                if !once(call, &format!("{deed}:when={number}")) {
                    break;
                }
                done += 1;
            }
        }
    }
    done
}

fn note(life: &Life, number: usize) -> Step {
    let token = format!("word-{number}-");
    Step {
        kind: "note",
        arguments: ["note", &life.agreement, &format!("{token} of a note")]
            .map(str::to_owned)
            .into(),
        token: Some(token),
    }
}

/// A decision, in a journal as it should be and in one whose last line is unfinished.
#[test]
fn a_decision_survives_whatever_happens_at_any_call() {
    if !has_strace() {
        return;
    }
    let mut dice = Dice::new(seed());
    for torn in [false, true] {
        let mut life = Life::new(false, &mut dice);
        let (mut number, mut refused) = (0, 0);
        let done = at_every_call(2, |call, deed| {
            if number >= LONG_JOURNAL {
                std::mem::replace(&mut life, Life::new(false, &mut dice)).end();
                number = 0;
            }
            number += 1;
            if torn {
                life.append_torn(&format!("{{\"v\":1,\"app\":\"cut short {number}"));
            }
            let step = note(&life, number);
            let ran = run(&life.place, call, deed, &step.arguments);
            let said = String::from_utf8_lossy(&ran.output.stdout).into_owned();
            life.judge_said(&step, &said);
            if ran.output.status.success() {
                assert!(said.contains("Saved #"), "{call}:{deed}: nothing was said");
            } else {
                refused += 1;
            }
            life.verify();
            // The next one is not disturbed.
            number += 1;
            let step = note(&life, number);
            let said = life.place.ok(&step.arguments);
            assert!(said.contains("Saved #"), "{call}:{deed}: {said}");
            life.judge_said(&step, &said);
            ran.done
        });
        tell(&format!(
            "a note, last line unfinished before: {torn}: {done} calls killed or failing, {refused} runs not saved, nothing lost"
        ));
        life.end();
    }
}

/// An import into a new workspace, and the same again undisturbed.
#[test]
fn an_import_survives_whatever_happens_at_any_call() {
    if !has_strace() {
        return;
    }
    let mut left = 0;
    let done = at_every_call(6, |call, deed| {
        let place = Workplace::in_memory();
        place.write("a.txt", "Article 1\n\nThe City buys a traffic platform.\n");
        let arguments = ["import", "a.txt", "--json"].map(str::to_owned);
        let ran = run(&place, call, deed, &arguments);
        let said = String::from_utf8_lossy(&ran.output.stdout).into_owned();
        if said.contains("\"status\":\"imported\"") && said.ends_with('\n') {
            assert!(
                place.ok(["log", "--json"]).contains("agreement_imported"),
                "{call}:{deed}"
            );
        }
        let again = place.ok(&arguments);
        assert!(again.contains("\"agreement\""), "{call}:{deed}: {again}");
        let proof = place.json(["verify", "--json"]);
        assert_eq!(proof["problems"], serde_json::json!([]), "{call}:{deed}");
        assert_eq!(proof["notes"], serde_json::json!([]), "{call}:{deed}");
        assert_eq!(
            place.ok(["list", "--json"]).lines().count(),
            1,
            "{call}:{deed}"
        );
        left += crate::life::left_over(&place.path(""));
        ran.done
    });
    tell(&format!(
        "an import: {done} calls killed or failing, nothing half; {left} temporary files left lying"
    ));
}

/// A summary in the place of an older one is the older one or the newer one.
#[test]
fn an_export_survives_whatever_happens_at_any_call() {
    if !has_strace() {
        return;
    }
    let mut place = Workplace::in_memory();
    let agreement = place.import_sample();
    let arguments = [
        "export", &agreement, "--force", "-o", "out.json", "--format", "json",
    ];
    let arguments = arguments.map(str::to_owned);
    place.ok(&arguments);
    let mut before = fs::read(place.path("out.json")).expect("is there");
    let mut number = 0;
    let done = at_every_call(2, |call, deed| {
        if number >= LONG_JOURNAL {
            place = Workplace::in_memory();
            assert_eq!(
                place.import_sample(),
                agreement,
                "the same file has the same id"
            );
            place.ok(&arguments);
            before = fs::read(place.path("out.json")).expect("is there");
            number = 0;
        }
        number += 1;
        place.ok(["note", &agreement, &format!("note {number}")]);
        let ran = run(&place, call, deed, &arguments);
        let after = fs::read(place.path("out.json")).expect("is there");
        let new = serde_json::from_slice::<serde_json::Value>(&after);
        assert!(new.is_ok(), "{call}:{deed}: a part of a summary");
        let changed = after != before;
        assert!(
            changed || !ran.output.status.success(),
            "{call}:{deed}: done, and the old one is there"
        );
        before = after;
        ran.done
    });
    tell(&format!(
        "an export: {done} calls killed or failing, old or new and never a part"
    ));
}
