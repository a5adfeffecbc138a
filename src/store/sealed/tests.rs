//! Sealing and opening as a whole, with workspaces of a few files.
#![expect(clippy::disallowed_methods, reason = "tests read and spoil files")]

use super::*;
use crate::domain::review::Moment;
use crate::store::device::Home;
use crate::store::presence;
use crate::store::workspace::Workspace;
use age::secrecy::SecretString;
use age::x25519;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::sync::Arc;

struct Place {
    folder: tempfile::TempDir,
    home: Home,
}

impl Place {
    fn new() -> Self {
        let folder = crate::store::test_folder();
        let home = Home::new(folder.path().join("home"));
        let place = Self { folder, home };
        let workspace =
            Workspace::open_or_create(&place.workspace(), Moment::from_millis(1)).unwrap();
        let root = workspace.root();
        let long = vec![7; 200_000];
        for (name, bytes) in [
            ("agreements/0011223344556677/source.txt", &b"Article 1"[..]),
            ("agreements/0011223344556677/document.json", b"{}"),
            ("journal/ana-00112233.jsonl", b""),
            ("Записник.docx", &long),
            ("cache/page-1", b"derived"),
            (
                "agreements/.0011223344556677.part-a1B2c3/source.txt",
                b"half",
            ),
        ] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn workspace(&self) -> PathBuf {
        self.path("review")
    }

    fn seal(&self, key: &Key, keep: bool) -> Result<Sealed, SealedError> {
        let (workspace, output) = (self.workspace(), self.path("review.age"));
        let sealing = Sealing {
            workspace: &workspace,
            home: &self.home,
            output: &output,
            key,
            keep,
        };
        seal(&sealing, &|| false)
    }

    fn open(&self, opener: &Opener, into: &str) -> Result<Opened, SealedError> {
        self.open_file("review.age", opener, into)
    }

    fn open_file(&self, file: &str, opener: &Opener, into: &str) -> Result<Opened, SealedError> {
        let (file, into) = (self.path(file), self.path(into));
        let opening = Opening {
            file: &file,
            into: &into,
        };
        open(&opening, opener, &|| false)
    }

    /// Names in the outer folder.
    fn names(&self) -> Vec<String> {
        crate::store::files::names_in(self.folder.path()).unwrap()
    }
}

/// Every file below a folder.
fn files_below(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('\\', "/");
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

fn passphrase(text: &str) -> SecretString {
    SecretString::from(text.to_owned())
}

fn nobody() -> AskPassphrase {
    Arc::new(|_| None)
}

fn pair() -> (Key, Opener) {
    use age::secrecy::ExposeSecret;
    let private = x25519::Identity::generate();
    let key = PublicKey::parse(&private.to_public().to_string()).unwrap();
    let mut opener = Opener::keys();
    let text = private.to_string();
    let text = format!("# made just now\n{}\n", text.expose_secret());
    opener.take(text.as_bytes(), "key.txt", &nobody()).unwrap();
    (Key::Public(vec![key]), opener)
}

#[test]
fn a_sealed_workspace_opens_as_it_was() {
    let (key, opener) = pair();
    let cases = [
        (key, opener),
        (
            Key::Passphrase(passphrase("seven words of a summer")),
            Opener::passphrase(passphrase("seven words of a summer")),
        ),
    ];
    for (key, opener) in cases {
        let place = Place::new();
        let mut before = files_below(&place.workspace());
        before.retain(|name, _| !name.starts_with("cache/") && !name.contains(".part-"));
        let sealed = place.seal(&key, false).unwrap();
        assert!(sealed.left.is_empty(), "{sealed:?}");
        assert_eq!(sealed.files, before.len());
        assert_eq!(place.names(), ["home", "review.age"]);
        let file = place.path("review.age");
        assert!(is_sealed(&file));
        let bytes = fs::read(&file).unwrap();
        assert_eq!(
            crate::domain::digest::Digest::of(&bytes).to_string(),
            sealed.sha256
        );
        for word in [&b"Article 1"[..], b"source.txt", b"workspace.json"] {
            let found = bytes.windows(word.len()).any(|window| window == word);
            assert!(!found, "a word of the workspace can be read");
        }
        let back = place.open(&opener, "review").unwrap();
        assert_eq!(back.files, before.len());
        assert_eq!(files_below(&place.workspace()), before);
        assert_eq!(place.names(), ["home", "review", "review.age"]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            for path in [
                place.path("review.age"),
                place.workspace().join("workspace.json"),
            ] {
                assert_eq!(
                    fs::metadata(path).unwrap().permissions().mode() & 0o777,
                    0o600
                );
            }
            let journal = place.workspace().join("journal");
            assert_eq!(
                fs::metadata(journal).unwrap().permissions().mode() & 0o777,
                0o700
            );
        }
    }
}

#[test]
fn a_kept_workspace_stays_and_a_second_sealing_replaces_nothing() {
    let place = Place::new();
    let before = files_below(&place.workspace());
    let (key, _) = pair();
    assert!(!place.seal(&key, true).unwrap().removed);
    assert_eq!(files_below(&place.workspace()), before);
    let error = place.seal(&key, false).unwrap_err();
    assert!(matches!(error, SealedError::Exists { .. }), "{error}");
    assert_eq!(files_below(&place.workspace()), before);
}

#[test]
fn what_does_not_fit_opens_nothing_and_leaves_nothing() {
    let place = Place::new();
    let (key, opener) = pair();
    place.seal(&key, false).unwrap();
    let (_, other) = pair();
    let error = place.open(&other, "review").unwrap_err();
    assert!(matches!(error, SealedError::DoesNotFit { .. }), "{error}");
    let error = place
        .open(&Opener::passphrase(passphrase("x")), "review")
        .unwrap_err();
    assert!(matches!(error, SealedError::NeedsKey { .. }), "{error}");
    fs::create_dir(place.path("taken")).unwrap();
    fs::write(place.path("taken/letter"), b"x").unwrap();
    let error = place.open(&opener, "taken").unwrap_err();
    assert!(matches!(error, SealedError::Taken { .. }), "{error}");
    assert_eq!(place.names(), ["home", "review.age", "taken"]);
    fs::create_dir(place.path("empty")).unwrap();
    place.open(&opener, "empty").unwrap();
}

#[test]
fn a_wrong_passphrase_is_told_kindly() {
    let place = Place::new();
    place
        .seal(&Key::Passphrase(passphrase("right")), false)
        .unwrap();
    let error = place
        .open(&Opener::passphrase(passphrase("wrong")), "review")
        .unwrap_err();
    assert!(
        error.to_string().contains("the passphrase does not fit"),
        "{error}"
    );
    let (_, keys) = pair();
    let error = place.open(&keys, "review").unwrap_err();
    assert!(
        matches!(error, SealedError::NeedsPassphrase { .. }),
        "{error}"
    );
    assert_eq!(place.names(), ["home", "review.age"]);
}

#[test]
fn every_altered_byte_and_every_cut_is_noticed() {
    let place = Place::new();
    let (key, opener) = pair();
    place.seal(&key, false).unwrap();
    let whole = fs::read(place.path("review.age")).unwrap();
    let payload = whole
        .windows(5)
        .position(|window| window == b"\n--- ")
        .unwrap()
        + 64;
    let places = [
        10,
        30,
        60,
        100,
        payload,
        payload + 40,
        70_000,
        whole.len() - 1,
    ];
    for at in places {
        let mut altered = whole.clone();
        altered[at] ^= 1;
        fs::write(place.path("altered.age"), &altered).unwrap();
        let error = place
            .open_file("altered.age", &opener, "review")
            .unwrap_err();
        let told = error.is_about_integrity()
            || matches!(
                error,
                SealedError::DoesNotFit { .. } | SealedError::NotSealed { .. }
            );
        assert!(told, "byte {at}: {error}");
    }
    for length in [0, 5, 40, 120, payload + 3, 65_700, 131_300, whole.len() - 1] {
        fs::write(place.path("altered.age"), &whole[..length]).unwrap();
        let error = place
            .open_file("altered.age", &opener, "review")
            .unwrap_err();
        let told = error.is_about_integrity() || matches!(error, SealedError::NotSealed { .. });
        assert!(told, "{length} bytes: {error}");
    }
    assert_eq!(place.names(), ["altered.age", "home", "review.age"]);
}

#[test]
fn a_workspace_in_use_is_not_sealed() {
    let place = Place::new();
    let workspace = Workspace::open(&place.workspace()).unwrap();
    let (key, _) = pair();
    let held = presence::join(&place.home, workspace.id()).unwrap();
    let error = place.seal(&key, false).unwrap_err();
    assert!(matches!(error, SealedError::InUse { .. }), "{error}");
    drop(held);
    let lock = place
        .home
        .state_folder(workspace.id())
        .join("ana-00112233.lock");
    let held = crate::store::files::lock(&lock).unwrap();
    let error = place.seal(&key, false).unwrap_err();
    assert!(matches!(error, SealedError::InUse { .. }), "{error}");
    drop(held);
    assert!(place.seal(&key, false).is_ok());
}

#[test]
fn only_a_workspace_is_sealed_and_never_into_itself() {
    let place = Place::new();
    let (key, _) = pair();
    let workspace = place.workspace();
    let inside = workspace.join("agreements/here.age");
    let sealing = |workspace, output| Sealing {
        workspace,
        home: &place.home,
        output,
        key: &key,
        keep: false,
    };
    let error = seal(&sealing(&workspace, &inside), &|| false).unwrap_err();
    assert!(matches!(error, SealedError::Inside { .. }), "{error}");
    let other = place.path("letters");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("letter"), b"x").unwrap();
    let output = place.path("x.age");
    let error = seal(&sealing(&other, &output), &|| false).unwrap_err();
    assert!(matches!(error, SealedError::Workspace(_)), "{error}");
    let error = seal(&sealing(&workspace, &output), &|| true).unwrap_err();
    assert!(matches!(error, SealedError::Stopped), "{error}");
    assert_eq!(place.names(), ["home", "letters", "review"]);
}

#[test]
#[cfg(unix)]
fn links_are_neither_followed_nor_lost() {
    let place = Place::new();
    let (key, _) = pair();
    fs::write(place.path("outside"), b"mine").unwrap();
    let link = place.workspace().join("agreements/link");
    std::os::unix::fs::symlink(place.path("outside"), &link).unwrap();
    let error = place.seal(&key, false).unwrap_err();
    assert!(matches!(error, SealedError::NotAFile { .. }), "{error}");
    fs::remove_file(&link).unwrap();
    // A link in the cache is removed; what it leads to stays.
    std::os::unix::fs::symlink(place.path("outside"), place.workspace().join("cache/link"))
        .unwrap();
    assert!(place.seal(&key, false).unwrap().left.is_empty());
    assert_eq!(fs::read(place.path("outside")).unwrap(), b"mine");
}

#[test]
fn what_came_or_changed_after_sealing_is_kept_and_named() {
    let place = Place::new();
    let root = place.workspace();
    let mut plan = plan::Plan::of(&root).unwrap();
    fs::write(root.join("agreements/new"), b"new").unwrap();
    fs::write(root.join("journal/ana-00112233.jsonl"), b"longer").unwrap();
    let left = removing::remove(&root, &plan);
    assert!(
        left.iter()
            .any(|line| line.contains("changed after it was sealed")),
        "{left:?}"
    );
    assert!(
        left.iter()
            .any(|line| line.contains("new in it was not removed")),
        "{left:?}"
    );
    let names: Vec<String> = files_below(&root).into_keys().collect();
    assert_eq!(names, ["agreements/new", "journal/ana-00112233.jsonl"]);
    plan.pieces.clear();
}

/// An archive made by hand, sealed to a key.
fn forged(place: &Place, key: &Key, make: impl FnOnce(&mut tar::Builder<Vec<u8>>)) -> PathBuf {
    let mut builder = tar::Builder::new(Vec::new());
    make(&mut builder);
    let archive = builder.into_inner().unwrap();
    let (encryptor, _) = key.encryptor().unwrap();
    let mut stream = encryptor.wrap_output(Vec::new()).unwrap();
    stream.write_all(&archive).unwrap();
    let path = place.path("forged.age");
    fs::write(&path, stream.finish().unwrap()).unwrap();
    path
}

fn entry(builder: &mut tar::Builder<Vec<u8>>, kind: tar::EntryType, name: &[u8], bytes: &[u8]) {
    let mut header = tar::Header::new_gnu();
    header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name);
    header.set_entry_type(kind);
    header.set_size(bytes.len() as u64);
    header.set_mode(0o777);
    if kind == tar::EntryType::Symlink {
        header.set_link_name("/etc").unwrap();
    }
    header.set_cksum();
    builder.append(&header, bytes).unwrap();
}

#[test]
fn an_archive_that_reaches_elsewhere_is_refused() {
    use tar::EntryType as Kind;
    let place = Place::new();
    let (key, opener) = pair();
    let about = fs::read(place.workspace().join("workspace.json")).unwrap();
    let refuse = |kind, name: &[u8], what: &str| {
        forged(&place, &key, |builder| {
            entry(builder, Kind::Regular, b"w/workspace.json", &about);
            entry(builder, kind, name, b"");
        });
        let error = place.open_file("forged.age", &opener, "new").unwrap_err();
        assert!(error.is_about_integrity(), "{error}");
        assert!(error.to_string().contains(what), "{error}");
        assert_eq!(place.names(), ["forged.age", "review"]);
    };
    refuse(Kind::Regular, b"../escaped", "outside");
    refuse(Kind::Regular, b"w/../../escaped", "outside");
    refuse(Kind::Regular, b"/tmp/escaped", "fixed place");
    refuse(Kind::Regular, b"w/a\\b", "name");
    refuse(Kind::Regular, b"w/a\x1b[2J", "name");
    refuse(Kind::Regular, b"w/\xff", "Unicode");
    refuse(Kind::Symlink, b"w/journal", "link");
    refuse(Kind::Link, b"w/journal", "link");
    refuse(Kind::Char, b"w/console", "neither");
    refuse(Kind::Fifo, b"w/pipe", "neither");
    refuse(Kind::GNUSparse, b"w/hole", "neither");
    refuse(Kind::Regular, b"w/workspace.json", "twice");
    refuse(Kind::Regular, b"", "no name");
}

#[test]
fn what_other_programs_pack_opens_too_and_what_is_no_workspace_does_not() {
    use tar::EntryType as Kind;
    let place = Place::new();
    let (key, opener) = pair();
    let about = fs::read(place.workspace().join("workspace.json")).unwrap();
    forged(&place, &key, |builder| {
        entry(builder, Kind::Directory, b"./", b"");
        entry(builder, Kind::Regular, b"./workspace.json", &about);
        entry(builder, Kind::Regular, b"./journal/ana.jsonl", b"");
        let long = format!("./agreements/{}", "č".repeat(90));
        let mut header = tar::Header::new_gnu();
        header.set_size(1);
        header.set_mode(0o666);
        builder.append_data(&mut header, long, &b"x"[..]).unwrap();
    });
    place.open_file("forged.age", &opener, "new").unwrap();
    assert_eq!(files_below(&place.path("new")).len(), 3);
    forged(&place, &key, |builder| {
        entry(builder, Kind::Regular, b"letter.txt", b"x");
    });
    let error = place.open_file("forged.age", &opener, "other").unwrap_err();
    assert!(matches!(error, SealedError::NoWorkspace { .. }), "{error}");
    assert_eq!(place.names(), ["forged.age", "new", "review"]);
}

#[test]
fn other_files_are_not_taken_for_sealed_ones() {
    let place = Place::new();
    let (_, opener) = pair();
    fs::write(place.path("letter.age"), b"age-encryption.org/v2\n").unwrap();
    assert!(!is_sealed(&place.path("letter.age")));
    assert!(!is_sealed(&place.path("none")));
    assert!(!is_sealed(&place.workspace()));
    let error = place.open_file("letter.age", &opener, "new").unwrap_err();
    assert!(matches!(error, SealedError::NotSealed { .. }), "{error}");
    assert_eq!(
        usual_file(Path::new("/a/b")),
        Some(PathBuf::from("/a/b.age"))
    );
}
