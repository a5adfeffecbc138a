//! Nothing of a review is for other eyes: everything that a busy journey leaves is the owner's alone,
//! and nothing lies in the system's folder for temporary files.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "tests look at what the program wrote"
)]

mod common;

use common::Workplace;
use common::pty::Terminal;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs the program with the most generous umask and a watched folder for temporary files.
fn run(place: &Workplace, arguments: &[&str]) {
    let program = place.command();
    let status = Command::new("sh")
        .args(["-c", "umask 000 && exec \"$@\"", "sh"])
        .arg(program.get_program())
        .args(arguments)
        .envs(
            program
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .env("TMPDIR", place.path("tmp"))
        .current_dir(place.path(""))
        .output()
        .expect("there is a shell");
    assert!(status.status.success(), "{arguments:?}: {status:?}");
}

/// Everything below a folder that others can read, write or enter.
fn open_to_others(folder: &Path, found: &mut Vec<(PathBuf, u32)>) -> usize {
    let mut seen = 1;
    let mode = fs::metadata(folder).expect("is there").permissions().mode();
    if mode & 0o077 != 0 {
        found.push((folder.to_owned(), mode & 0o777));
    }
    if folder.is_dir() {
        for entry in fs::read_dir(folder).expect("can be listed") {
            seen += open_to_others(&entry.expect("can be listed").path(), found);
        }
    }
    seen
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("can be listed");
    entries
        .map(|entry| {
            entry
                .expect("can be listed")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect()
}

#[test]
fn a_busy_journey_leaves_nothing_for_others() {
    let place = Workplace::new();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/agreement.txt");
    let sample = sample.to_str().expect("is text");
    let temporary = place.path("tmp");
    fs::create_dir(&temporary).expect("can be made");
    run(&place, &["import", sample]);
    let list = place.ok(["list", "--json"]);
    let id: serde_json::Value = serde_json::from_str(list.trim()).expect("is JSON");
    let id = id["id"]
        .as_str()
        .or(id["agreement"].as_str())
        .expect("has an id")
        .to_owned();
    let clauses = place.json(["clauses", &id, "--json"]);
    let clause = clauses["clauses"][3]["id"]
        .as_str()
        .expect("has an id")
        .to_owned();
    let item = "remote-access-from-abroad";
    run(
        &place,
        &[
            "tag",
            &id,
            &clause,
            item,
            "--assessment",
            "concern",
            "--note",
            "No limit.",
        ],
    );
    run(&place, &["note", &id, "A word."]);
    run(&place, &["undo"]);
    run(&place, &["redo"]);
    run(&place, &["read", &id, "--all"]);
    run(&place, &["checklist", "use", &id, "commercial-terms"]);
    run(
        &place,
        &["export", &id, "--format", "markdown", "-o", "summary.md"],
    );
    run(
        &place,
        &["export", &id, "--format", "json", "-o", "summary.json"],
    );
    run(&place, &["verify", "--against", "summary.md"]);
    let environment = [("TMPDIR", temporary.to_str().expect("is text"))];
    let mut window = Terminal::open_with(&place, 100, 30, &[], &environment);
    window.wait_for("1 agreement");
    window.keys("q");
    assert_eq!(window.end(), 0);

    let mut found = Vec::new();
    let mut seen = 0;
    for name in ["workspace", "home", "summary.md", "summary.json"] {
        seen += open_to_others(&place.path(name), &mut found);
    }
    assert!(seen > 15, "{seen} files and folders were looked at");
    assert!(found.is_empty(), "others can read {found:?}");
    assert_eq!(names(&temporary), Vec::<String>::new());
    let cache = place.workspace().join("cache");
    assert!(
        !cache.exists() || names(&cache).is_empty(),
        "{:?}",
        names(&cache)
    );
    let parts = names(&place.path(""))
        .into_iter()
        .filter(|name| name.starts_with('.'));
    assert_eq!(parts.collect::<Vec<_>>(), Vec::<String>::new());
}

/// A helper that needs files for a moment: they lie in the workspace, for the owner alone, and go.
#[test]
fn helping_programs_leave_nothing_behind() {
    let place = Workplace::new();
    let temporary = place.path("tmp");
    fs::create_dir(&temporary).expect("can be made");
    // Stands for LibreOffice: notes where it works and who can look, and converts nothing.
    place.write(
        "bin/soffice",
        "#!/bin/sh\ncase \"$*\" in *--version*) echo Office 1; exit;; esac\n\
         { pwd; echo \"$TMPDIR\"; stat -c %a . ./*; } >> \"$SEEN\"\n: > \"$TMPDIR/left-over\"\n",
    );
    let program = place.path("bin/soffice");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("can be set");
    let mut old = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    old.resize(4096, 0);
    let marker: Vec<u8> = "WordDocument"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    old.splice(1024..1024 + marker.len(), marker);
    place.write("old.doc", old);
    let seen = place.path("seen");
    let path = format!("{}:/usr/bin:/bin", place.path("bin").display());
    let run = place
        .command()
        .args(["import", "old.doc"])
        .env("PATH", path)
        .env("TMPDIR", &temporary)
        .env("SEEN", &seen)
        .output()
        .expect("the program starts");
    let told = fs::read_to_string(&seen);
    let told = told.unwrap_or_else(|_| panic!("the helper was not asked: {run:?}"));
    let cache = place.workspace().join("cache");
    let workspace = place.workspace().canonicalize().expect("is there");
    let wanted = workspace.join("cache/device-");
    let lines: Vec<&str> = told.lines().collect();
    assert!(
        lines[0].starts_with(wanted.to_str().expect("is text")),
        "{told}"
    );
    assert!(lines[1].contains("/reading-"), "{told}");
    let private = lines[2..].iter().all(|mode| mode.ends_with("00"));
    assert!(lines.len() > 3 && private, "{told}");
    assert_eq!(names(&temporary), Vec::<String>::new());
    assert!(!cache.exists());
}

/// What a killed demonstration leaves goes at the next start.
#[test]
fn a_demo_goes_away_whatever_ends_it() {
    let place = Workplace::new();
    for signal in ["-TERM", "-HUP", "-KILL"] {
        let mut window = Terminal::open(&place, 80, 24, &["demo"]);
        window.wait_for("clause");
        assert!(
            names(&place.home())
                .iter()
                .any(|name| name.starts_with("demo-"))
        );
        window.signal(signal);
        window.end();
        let left = place.home().exists() && !names(&place.home()).is_empty();
        assert_eq!(left, signal == "-KILL", "{signal}");
    }
    std::thread::sleep(std::time::Duration::from_millis(1100));
    place.import_sample();
    assert!(
        !names(&place.home())
            .iter()
            .any(|name| name.starts_with("demo-"))
    );
}
