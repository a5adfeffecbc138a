//! Everything that can be wrong with what the program is given: each a clear sentence, the right
//! exit code, and nothing lost.
#![expect(
    clippy::disallowed_methods,
    reason = "these tests damage files on purpose"
)]

mod common;

use common::{Run, Workplace};
use std::fs;

fn assert_refused(run: &Run, code: i32, words: &[&str]) {
    assert_eq!(run.code, code, "{run:?}");
    let told = format!("{}{}", run.out, run.err).to_lowercase();
    for word in words {
        assert!(
            told.contains(&word.to_lowercase()),
            "{word:?} is not in: {told}"
        );
    }
    assert!(!run.err.contains("panicked"), "{}", run.err);
}

#[test]
fn a_missing_file_is_named_and_the_rest_is_read() {
    let place = Workplace::new();
    place.write("good.txt", "Article 1\n\nThe City buys.\n");
    let run = place.run(["import", "missing.pdf", "good.txt"]);
    assert_refused(&run, 3, &["missing.pdf"]);
    assert_eq!(place.ok(["list", "--json"]).lines().count(), 1);
}

#[test]
fn files_that_are_not_what_they_seem_are_refused_by_name() {
    let place = Workplace::new();
    let cases: &[(&str, &[u8], &str)] = &[
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n\t ", "empty"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", "cut.pdf"),
        (
            "old.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest",
            "old.docx",
        ),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n0000", "picture.pdf"),
        (
            "zip.docx",
            b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
            "zip.docx",
        ),
    ];
    for (name, bytes, words) in cases {
        let file = place.write(name, bytes);
        let run = place.run(["import", file.to_str().expect("is text"), "--json"]);
        assert_eq!(run.code, 3, "{name}: {run:?}");
        let receipt: serde_json::Value = serde_json::from_str(run.out.trim()).expect("is JSON");
        assert_eq!(receipt["status"], "refused", "{name}");
        assert!(
            receipt["error"]["code"].is_string() && receipt["error"]["hint"].is_string(),
            "{receipt}"
        );
        let told = format!("{receipt} {}", run.err);
        assert!(told.contains(words), "{name}: {told}");
    }
    assert_eq!(
        place.run(["list"]).code,
        4,
        "nothing that was refused is listed"
    );
}

#[test]
fn unknown_names_say_what_to_do() {
    let place = Workplace::new();
    let id = place.import_sample();
    assert_refused(
        &place.run(["text", "no such agreement"]),
        4,
        &["no agreement fits “no such agreement”", "rapporteur list"],
    );
    assert_refused(
        &place.run(["tag", &id, "art-999", "eu-funds-used", "--assessment", "ok"]),
        4,
        &["art-999"],
    );
    assert_refused(
        &place.run(["answer", &id, "no-such-item", "satisfied"]),
        4,
        &["no-such-item"],
    );
    assert_refused(
        &place.run(["answer", &id, "eu-funds-used", "maybe"]),
        2,
        &["maybe"],
    );
    assert_refused(
        &place.run(["export", &id, "--format", "papyrus"]),
        2,
        &["papyrus"],
    );
}

#[test]
fn a_workspace_of_a_newer_format_is_left_alone() {
    let place = Workplace::new();
    place.import_sample();
    let file = place.workspace().join("workspace.json");
    let newer = fs::read_to_string(&file)
        .expect("is there")
        .replace("\"format\":1", "\"format\":2");
    fs::write(&file, newer.replace("\"format\": 1", "\"format\": 2")).expect("can be written");
    assert_refused(&place.run(["list"]), 1, &["newer"]);
}

#[test]
fn a_folder_that_is_no_workspace_is_not_filled() {
    let place = Workplace::new();
    place.write("workspace/letter.txt", "private");
    let run = place.run(["import", "workspace/letter.txt"]);
    assert_refused(&run, 1, &["workspace"]);
    assert!(!place.workspace().join("workspace.json").exists());
}

#[test]
fn a_journal_edited_by_hand_is_named_to_the_line_and_not_written_to() {
    let place = Workplace::new();
    let id = place.import_sample();
    place.ok(["note", &id, "Concern about data."]);
    place.ok(["note", &id, "Second thoughts."]);
    let journal = place.journal();
    let bytes = fs::read_to_string(&journal).expect("is there");
    fs::write(
        &journal,
        bytes.replacen("Concern about data.", "Nothing to see here", 1),
    )
    .expect("can be written");
    let run = place.run(["verify", "--json"]);
    assert_eq!(run.code, 5, "{run:?}");
    let proof: serde_json::Value = serde_json::from_str(&run.out).expect("is JSON");
    assert_eq!(proof["ok"], false);
    assert_eq!(proof["problems"][0]["line"], 4, "{proof}");
    let before = fs::read(&journal).expect("is there");
    let refused = place.run(["note", &id, "Third."]);
    assert_refused(&refused, 5, &["verify"]);
    assert_eq!(
        fs::read(&journal).expect("is there"),
        before,
        "nothing was written"
    );
    assert_eq!(
        place.run(["export", &id, "--format", "markdown"]).code,
        5,
        "no summary of a broken journal without saying so"
    );
}

#[test]
fn a_torn_last_line_is_moved_aside_and_reported() {
    let place = Workplace::new();
    let id = place.import_sample();
    place.ok(["note", &id, "Kept."]);
    let journal = place.journal();
    let mut bytes = fs::read(&journal).expect("is there");
    bytes.extend_from_slice(b"{\"v\":1,\"app\":\"rapporteur 0.1.0\",\"wri");
    fs::write(&journal, &bytes).expect("can be written");
    let run = place.run(["note", &id, "After the crash."]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("unfinished"), "{}", run.err);
    assert_eq!(place.run(["verify"]).code, 0);
    assert!(place.ok(["log", "--json"]).contains("journal_recovered"));
}

#[test]
fn a_cut_tail_is_noticed_by_the_device_that_wrote_it() {
    let place = Workplace::new();
    let id = place.import_sample();
    place.ok(["note", &id, "To be cut off."]);
    let journal = place.journal();
    let text = fs::read_to_string(&journal).expect("is there");
    let cut: Vec<_> = text.split_inclusive('\n').take(3).collect();
    let cut = cut.concat();
    fs::write(&journal, cut).expect("can be written");
    let run = place.run(["verify"]);
    assert_eq!(run.code, 5, "{run:?}");
}

#[test]
fn a_device_that_cannot_remember_says_so_and_saves() {
    let place = Workplace::new();
    let id = place.import_sample();
    let state = fs::read_dir(place.home().join("state"))
        .expect("is there")
        .next()
        .expect("has one workspace")
        .expect("can be listed")
        .path();
    fs::remove_file(state.join("heads.json")).expect("is there");
    fs::create_dir(state.join("heads.json")).expect("can be made");
    let run = place.run(["note", &id, "Saved all the same."]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("cannot remember"), "{run:?}");
    assert!(place.ok(["log", "--json"]).contains("Saved all the same."));
}

#[test]
fn a_checklist_with_errors_is_told_all_of_them_with_their_lines() {
    let place = Workplace::new();
    let file = place.write(
        "list.json",
        "{\n \"format\": \"rapporteur-checklist/1\",\n \"id\": \"X Y\",\n \"version\": \"1\",\n \"title\": \"T\",\n \"as_of\": \"yesterday\",\n \"groups\": [],\n \"items\": [\n  {\"id\": \"a\", \"group\": \"g\", \"kind\": \"bad\", \"severity\": \"high\", \"name\": \"n\", \"question\": \"\", \"colour\": 1}\n ]\n}\n",
    );
    let run = place.run(["checklist", "validate", file.to_str().expect("is text")]);
    assert_eq!(run.code, 3, "{run:?}");
    let told = format!("{}{}", run.out, run.err);
    for words in [
        "3",
        "as_of",
        "items[0].kind",
        "items[0].group",
        "items[0].question",
        "colour",
    ] {
        assert!(told.contains(words), "{words} is not in: {told}");
    }
}

#[test]
fn without_a_terminal_the_interface_names_the_commands() {
    let place = Workplace::new();
    for arguments in [&[][..], &["demo"]] {
        assert_refused(
            &place.run(arguments),
            2,
            &["terminal", "rapporteur import", "--help"],
        );
    }
}

#[test]
fn a_mistyped_command_and_a_missing_file_are_told_apart_from_a_missing_terminal() {
    let place = Workplace::new();
    assert_refused(&place.run(["verfy"]), 2, &["verfy", "--help"]);
    assert_refused(&place.run(["missing.pdf"]), 3, &["missing.pdf"]);
    assert!(!place.workspace().exists(), "nothing was made");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let place = Workplace::new();
    let id = place.import_sample();
    let mut child = place
        .command()
        .args(["text", &id])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let run = Run::from(child.wait_with_output().expect("the program ends"));
    assert!(!run.err.contains("panicked"), "{run:?}");
}

#[test]
fn a_decision_makes_no_workspace() {
    let place = Workplace::new();
    for arguments in [&["note", "x", "y"][..], &["undo"], &["read", "x", "--all"]] {
        assert_refused(
            &place.run(arguments),
            4,
            &["no workspace", "rapporteur import"],
        );
    }
    assert!(!place.workspace().exists());
}

#[test]
fn a_folder_without_files_says_so() {
    let place = Workplace::new();
    fs::create_dir_all(place.path("empty/inner")).expect("can be made");
    assert_refused(&place.run(["import", "empty"]), 4, &["no file"]);
    assert_refused(
        &place.run(["export", "--all", "--format", "json"]),
        4,
        &["no agreement"],
    );
}

#[test]
fn a_damaged_copy_of_one_agreement_does_not_stop_the_rest() {
    let place = Workplace::new();
    let first = place.write("in/a.txt", "Article 1\n\nThe City buys.\n");
    let receipt = place.json(["import", first.to_str().expect("is text"), "--json"]);
    let id = receipt["agreement"].as_str().expect("has an id");
    let kept = place.workspace().join("agreements").join(id);
    fs::write(kept.join("clauses.json"), "{").expect("can be written");
    place.write("in/b.txt", "Article 1\n\nThe City sells.\n");
    let run = place.run(["import", "in", "--json"]);
    assert_eq!(run.code, 3, "{run:?}");
    let receipts: Vec<serde_json::Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("is JSON"))
        .collect();
    assert_eq!(receipts[0]["status"], "refused", "{receipts:?}");
    assert_eq!(receipts[0]["error"]["code"], "kept-copy-damaged");
    assert_eq!(receipts[1]["status"], "imported", "{receipts:?}");
}

#[test]
fn an_export_that_cannot_be_written_says_what_to_do() {
    let place = Workplace::new();
    let id = place.import_sample();
    let run = place.run(["export", &id, "--format", "json", "-o", "none/x.json"]);
    assert_refused(&run, 1, &["none/x.json", "make its folder"]);
    assert!(!run.err.contains("--force"), "{}", run.err);
}

#[cfg(unix)]
mod unix {
    use super::{Run, Workplace, assert_refused};
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    /// Root may write anywhere, so these tests prove nothing for root.
    fn is_root() -> bool {
        let id = std::process::Command::new("id")
            .arg("-u")
            .output()
            .expect("id can be run");
        id.stdout.starts_with(b"0\n")
    }

    #[test]
    fn files_are_for_their_owner_only() {
        let place = Workplace::new();
        place.import_sample();
        let mode = |path: std::path::PathBuf| {
            fs::metadata(path).expect("is there").permissions().mode() & 0o777
        };
        assert_eq!(mode(place.workspace()), 0o700);
        assert_eq!(mode(place.journal()), 0o600);
        assert_eq!(mode(place.home().join("device.key")), 0o600);
    }

    /// The program as somebody whom file permissions bind: they do not bind root, so root becomes
    /// nobody, with a copy of the program in the workplace. Nothing when that cannot be done.
    fn bound(place: &Workplace, arguments: &[&str]) -> Option<Run> {
        if !is_root() {
            return Some(place.run(arguments));
        }
        let program = place.path("program");
        if !program.exists() {
            fs::copy(env!("CARGO_BIN_EXE_rapporteur"), &program).expect("can be copied");
        }
        let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];
        let mut command = std::process::Command::new("setpriv");
        command.args(nobody).arg(&program).args(arguments);
        for (name, value) in place.command().get_envs() {
            if let Some(value) = value {
                command.env(name, value);
            }
        }
        command.current_dir(place.path(""));
        let Ok(output) = command.output() else {
            #[expect(clippy::print_stderr, reason = "a skipped test says so")]
            {
                eprintln!("skipped: there is no setpriv, and permissions do not bind root");
            }
            return None;
        };
        Some(Run::from(output))
    }

    /// Gives everything in the workplace to nobody, when this is root.
    fn hand_over(place: &Workplace) {
        if is_root() {
            let done = std::process::Command::new("chown")
                .args(["-R", "65534:65534"])
                .arg(place.path(""))
                .status()
                .expect("chown can be run");
            assert!(done.success());
        }
    }

    fn set_mode(path: &std::path::Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("can be changed");
    }

    #[test]
    fn what_may_not_be_read_is_named_and_the_rest_is_read() {
        let place = Workplace::new();
        place.write("good.txt", "Article 1\n\nThe City buys.\n");
        let secret = place.write("secret.txt", "Article 1\n\nNot for you.\n");
        let inside = place.write("closed/inside.txt", "Article 1\n\nNor this.\n");
        let closed = inside.parent().expect("is in a folder");
        hand_over(&place);
        set_mode(&secret, 0o000);
        set_mode(closed, 0o000);
        let run = bound(&place, &["import", "secret.txt", "closed", "good.txt"]);
        set_mode(closed, 0o700);
        let Some(run) = run else { return };
        assert_refused(&run, 3, &["secret.txt", "closed", "permission", "imported"]);
    }

    #[test]
    fn a_read_only_workspace_can_be_read() {
        let place = Workplace::new();
        let id = place.import_sample();
        hand_over(&place);
        let folder = place.workspace().join("journal");
        set_mode(&place.journal(), 0o400);
        set_mode(&folder, 0o500);
        let runs: Vec<_> = [&["list"][..], &["verify"], &["note", &id, "Not saved."]]
            .iter()
            .filter_map(|arguments| bound(&place, arguments))
            .collect();
        set_mode(&folder, 0o700);
        let [list, verify, note] = runs.as_slice() else {
            return;
        };
        assert_eq!((list.code, verify.code), (0, 0), "{list:?} {verify:?}");
        assert_refused(note, 1, &["not saved"]);
    }

    /// A file-size limit stands in for a full disk: the write comes up short in the same way.
    #[test]
    fn a_full_disk_loses_nothing_that_was_saved() {
        let place = Workplace::new();
        let id = place.import_sample();
        place.ok(["note", &id, "Saved before."]);
        let before = fs::read(place.journal()).expect("is there");
        // Blocks of 1024 bytes, as bash counts them: less room than the note needs.
        let blocks = before.len().div_ceil(1024);
        let script = format!(
            "trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" note {id} \"{}\"",
            "long ".repeat(400)
        );
        let mut command = std::process::Command::new("bash");
        let program = place.command();
        for (name, value) in program.get_envs() {
            if let Some(value) = value {
                command.env(name, value);
            }
        }
        let run = Run::from(
            command
                .args(["-c", &script, env!("CARGO_BIN_EXE_rapporteur")])
                .output()
                .expect("bash can be run"),
        );
        assert_refused(&run, 1, &["not saved"]);
        assert!(
            fs::read(place.journal())
                .expect("is there")
                .starts_with(&before)
        );
        place.ok(["note", &id, "Saved after."]);
        assert_eq!(place.run(["verify"]).code, 0);
        assert!(place.ok(["log", "--json"]).contains("Saved before."));
    }

    /// Opening a named pipe waits for a writer; a folder must not hold the program up.
    #[test]
    fn pipes_in_a_folder_are_refused_and_not_waited_for() {
        let place = Workplace::new();
        place.write("in/z.txt", "Article 1\n\nThe City buys.\n");
        let made = std::process::Command::new("mkfifo")
            .arg(place.path("in/pipe"))
            .status()
            .expect("mkfifo can be run");
        assert!(made.success());
        let run = place.run(["import", "in"]);
        assert_refused(&run, 3, &["in/pipe", "no file but a device or a pipe"]);
        assert!(run.out.contains("imported"), "{run:?}");
    }

    #[test]
    fn an_export_never_puts_a_file_in_the_place_of_a_device_or_a_link() {
        let place = Workplace::new();
        let id = place.import_sample();
        let device = fs::canonicalize("/dev/null").expect("is there");
        let link = place.path("link.json");
        std::os::unix::fs::symlink(&device, &link).expect("can be made");
        place.ok([
            "export",
            &id,
            "--format",
            "json",
            "--force",
            "-o",
            "link.json",
        ]);
        assert!(fs::symlink_metadata(&link).expect("is there").is_symlink());
        let real = place.write("real.json", "old");
        fs::remove_file(&link).expect("can be removed");
        std::os::unix::fs::symlink(&real, &link).expect("can be made");
        place.ok([
            "export",
            &id,
            "--format",
            "json",
            "--force",
            "-o",
            "link.json",
        ]);
        assert!(fs::symlink_metadata(&link).expect("is there").is_symlink());
        assert!(
            fs::read_to_string(&real)
                .expect("is there")
                .contains("rapporteur-head/1")
        );
    }
}
