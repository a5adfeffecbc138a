//! A workspace sealed and opened by the program itself, with keys and with passphrases; and everything
//! that must not happen on the way.
#![expect(
    clippy::disallowed_methods,
    reason = "tests look at what the program wrote, and spoil it"
)]

mod common;

use common::Workplace;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file below a folder but for the cache, with its bytes.
fn files_below(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("can be listed") {
            let path = entry.expect("can be listed").path();
            let name = path.strip_prefix(root).expect("lies below").to_owned();
            if path.is_dir() && name != Path::new("cache") {
                folders.push(path);
            } else if path.is_file() {
                found.insert(name, fs::read(path).expect("can be read"));
            }
        }
    }
    found
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("can be listed");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("can be listed")
                .file_name()
                .into_string()
                .expect("is text")
        })
        .collect();
    names.sort();
    names
}

/// A key of age made for this run: the public one, and the file with the private one.
fn key(place: &Workplace) -> (String, PathBuf) {
    use age::secrecy::ExposeSecret;
    let key = age::x25519::Identity::generate();
    let file = place.write("key.txt", key.to_string().expose_secret());
    (key.to_public().to_string(), file)
}

#[test]
fn a_review_is_sealed_opened_and_goes_on() {
    let place = Workplace::new();
    let id = place.import_sample();
    place.ok(["note", &id, "Ask for the annexes."]);
    let before = files_below(&place.workspace());
    let (public, private) = key(&place);
    let sealed = place.json(["seal", "--to", &public, "--json"]);
    assert_eq!(sealed["status"], "sealed");
    assert_eq!(sealed["removed"], true);
    assert_eq!(sealed["recipients"][0], public);
    assert_eq!(sealed["files"], before.len());
    let file = place.path("workspace.age");
    let bytes = fs::read(&file).expect("is there");
    let found = bytes.windows(7).any(|window| window == b"annexes");
    assert!(!found && !place.workspace().exists());

    // Nothing is begun where the sealed workspace was.
    for arguments in [
        vec!["list"],
        vec!["import", "key.txt"],
        vec!["seal", "--to", &public],
    ] {
        let run = place.run(&arguments);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.err.contains("is sealed in"), "{run:?}");
        assert!(run.err.contains("rapporteur open"), "{run:?}");
    }
    let run = place.run(["import", "--workspace", "other", "workspace.age"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!((run.out + &run.err).contains("rapporteur open"));

    let private = private.to_str().expect("is text");
    let run = place.run(["open", "workspace.age"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("--identity"), "{run:?}");
    let opened = place.json(["open", "workspace.age", "--identity", private, "--json"]);
    assert_eq!(opened["status"], "opened");
    assert_eq!(files_below(&place.workspace()), before);
    assert!(file.exists());
    place.ok(["verify"]);
    place.ok(["note", &id, "The annexes have come."]);
    let run = place.run(["seal", "--to", &public]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("is there already"), "{run:?}");
    let run = place.run(["seal", "--to", &public, "-o", "second.age"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("does not wipe a disk"), "{run:?}");
}

#[test]
fn a_passphrase_seals_and_only_it_opens() {
    let place = Workplace::new();
    place.import_sample();
    let before = files_below(&place.workspace());
    place.write("right", "several words of one's own\n");
    place.write("wrong", "other words");
    let run = place.run([
        "seal",
        "--passphrase-file",
        "right",
        "--keep",
        "-o",
        "x.age",
    ]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("still in"), "{run:?}");
    assert_eq!(files_below(&place.workspace()), before);
    let run = place.run([
        "open",
        "x.age",
        "--into",
        "new",
        "--passphrase-file",
        "wrong",
    ]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("the passphrase does not fit"), "{run:?}");
    let run = place.run(["open", "x.age", "--into", "new"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("--passphrase-file"), "{run:?}");
    let run = place.run(["open", "x.age", "--passphrase-file", "right"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("not empty"), "{run:?}");
    let mut whole = fs::read(place.path("x.age")).expect("is there");
    whole.pop();
    place.write("cut.age", &whole);
    let run = place.run([
        "open",
        "cut.age",
        "--into",
        "new",
        "--passphrase-file",
        "right",
    ]);
    assert_eq!(run.code, 5, "{run:?}");
    assert!(run.err.contains("altered or cut off"), "{run:?}");
    assert!(
        !names(&place.path(""))
            .iter()
            .any(|name| name.contains("new"))
    );
    place.ok([
        "open",
        "x.age",
        "--into",
        "new",
        "--passphrase-file",
        "right",
    ]);
    assert_eq!(files_below(&place.path("new")), before);
}

#[test]
fn what_cannot_be_sealed_or_opened_says_why() {
    let place = Workplace::new();
    let (public, private) = key(&place);
    let secret = fs::read_to_string(&private).expect("is there");
    let cases: [(&[&str], i32, &str); 6] = [
        (&["seal", "--to", &public], 4, "no workspace"),
        (&["seal", "--to", "Ana"], 2, "is no key"),
        (&["seal", "--to", &secret], 2, "private key"),
        (&["seal", "--recipients-file", "none"], 2, "does not exist"),
        (
            &["open", "key.txt", "--into", "new"],
            1,
            "not a sealed workspace",
        ),
        (&["open", "none.age", "--into", "new"], 1, "does not exist"),
    ];
    for (arguments, code, words) in cases {
        let run = place.run(arguments);
        assert_eq!(run.code, code, "{run:?}");
        assert!(run.err.contains(words), "{words}: {run:?}");
        assert!(!run.err.contains(&secret), "a private key is never shown");
    }
}

#[test]
#[cfg(unix)]
fn an_open_window_is_in_the_way() {
    let place = Workplace::new();
    place.import_sample();
    let (public, _) = key(&place);
    let before = files_below(&place.workspace());
    let mut window = common::pty::Terminal::open(&place, 100, 30, &[]);
    window.wait_for("1 agreement");
    let run = place.run(["seal", "--to", &public]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("open in another window"), "{run:?}");
    assert_eq!(files_below(&place.workspace()), before);
    window.keys("q");
    assert_eq!(window.end(), 0);
    place.ok(["seal", "--to", &public]);
}

/// The passphrase is typed twice and never shown.
#[test]
#[cfg(unix)]
fn a_passphrase_is_asked_and_not_shown() {
    use common::pty::Terminal;
    let place = Workplace::new();
    place.import_sample();
    let mut terminal = Terminal::open(&place, 100, 30, &["seal"]);
    terminal.wait_for("New passphrase (not shown):");
    terminal.keys("seven swans swim\r");
    terminal.wait_for("once more (not shown):");
    terminal.keys("seven swans swam\r");
    terminal.wait_for("not the same");
    terminal.wait("the question again", |screen| {
        screen.matches("New passphrase").count() == 2
    });
    terminal.keys("seven swans swimx\u{7f}\r");
    terminal.wait("the second question", |screen| {
        screen.matches("once more").count() == 2
    });
    terminal.keys("seven swans swim\r");
    terminal.wait_for("was removed");
    assert_eq!(terminal.end(), 0);
    assert!(!String::from_utf8_lossy(&terminal.written).contains("swans"));
    let mut terminal = Terminal::open(&place, 100, 30, &["open", "workspace.age"]);
    terminal.wait_for("Passphrase (not shown):");
    terminal.keys("seven swans swim\r");
    terminal.wait_for("Opened in");
    assert_eq!(terminal.end(), 0);
    place.ok(["verify"]);
}

/// The stock program, where it is installed, reads what is sealed here, and the other way round.
#[test]
#[cfg(unix)]
fn the_stock_program_reads_the_same_format() {
    use std::process::Command;
    let stock = std::env::var_os("RAPPORTEUR_AGE").unwrap_or_else(|| "age".into());
    if Command::new(&stock).arg("--version").output().is_err() {
        #[expect(clippy::print_stderr, reason = "a skipped test says so")]
        {
            eprintln!("skipped: no `age` on this machine (set RAPPORTEUR_AGE)");
        }
        return;
    }
    let place = Workplace::new();
    place.import_sample();
    let before = files_below(&place.workspace());
    let (public, private) = key(&place);
    place.ok(["seal", "--to", &public, "--keep", "-o", "ours.age"]);
    let shell = |script: &str| {
        let run = Command::new("sh")
            .args(["-ec", script])
            .current_dir(place.path(""))
            .env("AGE", &stock)
            .env("KEY", &private)
            .env("PUBLIC", &public)
            .output()
            .expect("there is a shell");
        assert!(run.status.success(), "{run:?}");
    };
    shell(r#"mkdir theirs && "$AGE" -d -i "$KEY" ours.age | tar x -C theirs"#);
    assert_eq!(files_below(&place.path("theirs/workspace")), before);
    shell(r#"tar c workspace | "$AGE" -r "$PUBLIC" > theirs.age"#);
    let private = private.to_str().expect("is text");
    place.ok([
        "open",
        "theirs.age",
        "--into",
        "again",
        "--identity",
        private,
    ]);
    assert_eq!(files_below(&place.path("again")), before);
}

/// SSH keys, as people have them; the private one may be under a passphrase.
#[test]
#[cfg(unix)]
fn ssh_keys_seal_and_open() {
    use std::process::Command;
    for (kind, passphrase) in [("ed25519", ""), ("rsa", ""), ("ed25519", "its own words")] {
        let place = Workplace::new();
        place.import_sample();
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", kind, "-N", passphrase, "-f", "id"])
            .current_dir(place.path(""))
            .status();
        if !made.is_ok_and(|status| status.success()) {
            return;
        }
        let before = files_below(&place.workspace());
        place.ok(["seal", "--recipients-file", "id.pub"]);
        place.write("words", passphrase);
        place.write("wrong", "no");
        let open = |words: &str| {
            place.run([
                "open",
                "workspace.age",
                "-i",
                "id",
                "--passphrase-file",
                words,
            ])
        };
        if !passphrase.is_empty() {
            let run = open("wrong");
            assert_eq!(run.code, 1, "{run:?}");
            assert!(run.err.contains("passphrase of the private key"), "{run:?}");
        }
        let run = open("words");
        assert_eq!(run.code, 0, "{run:?}");
        assert_eq!(files_below(&place.workspace()), before);
    }
}
