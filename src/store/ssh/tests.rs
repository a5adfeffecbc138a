//! Our signatures before stock `ssh-keygen`, and its before us.
#![expect(
    clippy::disallowed_methods,
    reason = "keys are made by the stock program"
)]

use super::*;
use crate::domain::review::ssh::{Allowed, Signer, parse_allowed};
use std::fs;
use std::process::{Command, Output, Stdio};

const NOTE: &[u8] = b"rapporteur/1 00112233445566778899aabbccddeeff ana-petrovic-7f3a9c00\n3\n";
const ANA: &str = "ana-petrovic";
const PROGRAM: &str = "/usr/bin/ssh-keygen";

/// A folder with keys and everything that is made from them.
struct Desk(tempfile::TempDir);

impl Desk {
    /// Nothing where the program is missing.
    #[expect(clippy::print_stderr, reason = "a test that is skipped must say so")]
    fn with_program() -> Option<Self> {
        if !Path::new(PROGRAM).is_file() {
            eprintln!("skipped: no {PROGRAM}");
            return None;
        }
        Some(Self(tempfile::tempdir().unwrap()))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn key(&self, kind: &[&str], passphrase: &str) -> PathBuf {
        let path = self.path(&format!("id_{}", kind.join("")));
        let path_text = path.to_str().unwrap();
        let ended = keygen(
            &[
                &[
                    "-q", "-C", "ana@desk", "-N", passphrase, "-f", path_text, "-t",
                ],
                kind,
            ]
            .concat(),
            b"",
        );
        assert!(ended.status.success(), "{ended:?}");
        path
    }

    fn means<'a>(&'a self, key: &'a Path) -> Means<'a> {
        Means {
            key,
            program: None,
            passphrase: None,
            may_ask: false,
            folder: self.0.path(),
        }
    }

    /// Whether the stock program takes a signature.
    fn stock_takes(&self, signature: &str, who: &str, namespace: &str, text: &[u8]) -> bool {
        let paths = [
            self.path("allowed_signers"),
            self.path("note.sig"),
            self.path("revoked"),
        ];
        fs::write(&paths[1], signature).unwrap();
        let [list, signature, revoked] = paths.each_ref().map(|path| path.to_str().unwrap());
        let mut arguments = vec![
            "-Y", "verify", "-f", list, "-I", who, "-n", namespace, "-s", signature,
        ];
        if Path::new(revoked).is_file() {
            arguments.extend(["-r", revoked]);
        }
        keygen(&arguments, text).status.success()
    }

    fn allow(&self, key: &Path) -> PublicKey {
        let key = public_key(key).unwrap();
        let signer = Signer::new(ANA, key.clone()).unwrap();
        let list = Allowed {
            signers: vec![signer],
            unread: Vec::new(),
        };
        fs::write(self.path("allowed_signers"), list.text()).unwrap();
        assert_eq!(parse_allowed(&list.text()), list);
        key
    }

    fn names(&self) -> Vec<String> {
        files::names_in(self.0.path()).unwrap()
    }
}

/// Runs the program away from agents and terminals.
fn keygen(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(PROGRAM)
        .args(arguments)
        .env_remove("SSH_AUTH_SOCK")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let _ = std::io::Write::write_all(&mut stdin, input);
    drop(stdin);
    child.wait_with_output().unwrap()
}

const KINDS: [&[&str]; 4] = [
    &["ed25519"],
    &["ecdsa", "-b", "256"],
    &["ecdsa", "-b", "384"],
    &["rsa", "-b", "2048"],
];

#[test]
fn stock_signatures_are_taken_and_ours_by_the_stock_program() {
    let Some(desk) = Desk::with_program() else {
        return;
    };
    for kind in KINDS {
        let path = desk.key(kind, "");
        let key = desk.allow(&path);
        let listed = keygen(&["-l", "-f", path.to_str().unwrap()], b"");
        assert!(String::from_utf8_lossy(&listed.stdout).contains(&key.fingerprint()));

        let names = desk.names();
        let means = Means {
            program: Some(Path::new(PROGRAM)),
            ..desk.means(&path)
        };
        let stock = sign(&means, Namespace::Checkpoint, NOTE).unwrap();
        assert_eq!(desk.names(), names, "nothing is left behind");
        let mut made = vec![stock];
        match sign(&desk.means(&path), Namespace::Checkpoint, NOTE) {
            Ok(ours) => made.push(ours),
            Err(error) => {
                assert_eq!(kind[0], "rsa", "{error}");
                assert!(matches!(
                    error,
                    SignError::Here {
                        source: CannotSign::NeedsProgram,
                        ..
                    }
                ));
            }
        }
        for signature in made {
            assert_eq!(
                ssh::verify(&signature, Namespace::Checkpoint, NOTE),
                Ok(key.clone())
            );
            assert!(ssh::verify(&signature, Namespace::Device, NOTE).is_err());
            assert!(ssh::verify(&signature, Namespace::Checkpoint, b"altered").is_err());
            let takes = |who, namespace, text| desk.stock_takes(&signature, who, namespace, text);
            assert!(takes(ANA, "checkpoint@rapporteur", NOTE), "{kind:?}");
            assert!(!takes(ANA, "checkpoint@rapporteur", b"altered"));
            assert!(!takes(ANA, "device@rapporteur", NOTE));
            assert!(!takes("iva-horvat", "checkpoint@rapporteur", NOTE));
        }
        fs::remove_file(&path).unwrap();
        fs::remove_file(with_ending(&path)).unwrap();
    }
}

#[test]
fn a_key_counts_for_our_purposes_alone_and_until_it_is_revoked() {
    let Some(desk) = Desk::with_program() else {
        return;
    };
    let path = desk.key(&["ed25519"], "");
    let key = desk.allow(&path);
    let signature = sign(&desk.means(&path), Namespace::Device, NOTE).unwrap();
    assert!(desk.stock_takes(&signature, ANA, "device@rapporteur", NOTE));
    let path = path.to_str().unwrap();
    let file = keygen(&["-q", "-Y", "sign", "-n", "file", "-f", path], NOTE);
    let file = String::from_utf8(file.stdout).unwrap();
    assert!(!desk.stock_takes(&file, ANA, "file", NOTE));
    assert!(matches!(
        ssh::verify(&file, Namespace::Device, NOTE),
        Err(BadSignature::Namespace { .. })
    ));
    fs::write(desk.path("revoked"), format!("{}\n", key.line())).unwrap();
    assert!(!desk.stock_takes(&signature, ANA, "device@rapporteur", NOTE));
}

#[test]
#[cfg(unix)]
fn a_locked_key_signs_with_its_passphrase_and_asks_nobody() {
    let Some(desk) = Desk::with_program() else {
        return;
    };
    let passphrase = "a'b \"c\" $HOME `d` %e";
    let path = desk.key(&["ed25519"], passphrase);
    let key = public_key(&path).unwrap();
    let names = desk.names();
    let stock = Means {
        program: Some(Path::new(PROGRAM)),
        ..desk.means(&path)
    };
    let unlocked = Means {
        passphrase: Some(passphrase),
        ..stock
    };
    let signature = sign(&unlocked, Namespace::Device, NOTE).unwrap();
    assert_eq!(
        ssh::verify(&signature, Namespace::Device, NOTE),
        Ok(key.clone())
    );
    for passphrase in [None, Some("wrong")] {
        let locked = Means {
            passphrase,
            ..stock
        };
        let error = sign(&locked, Namespace::Device, NOTE).unwrap_err();
        assert!(matches!(error, SignError::Passphrase { .. }), "{error}");
    }
    let here = sign(&desk.means(&path), Namespace::Device, NOTE).unwrap_err();
    assert!(matches!(
        here,
        SignError::Here {
            source: CannotSign::Locked,
            ..
        }
    ));
    assert!(here.hint().is_some());
    // The public half can be read from the private file too.
    fs::remove_file(with_ending(&path)).unwrap();
    assert_eq!(public_key(&path).unwrap(), key);
    assert_eq!(names.len(), desk.names().len() + 1);
}

#[test]
fn what_cannot_sign_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("id_ed25519");
    let means = Means {
        key: &path,
        program: None,
        passphrase: None,
        may_ask: false,
        folder: folder.path(),
    };
    let missing = sign(&means, Namespace::Device, NOTE).unwrap_err();
    assert!(
        missing.to_string().contains("it does not exist"),
        "{missing}"
    );
    fs::write(&path, "not a key").unwrap();
    let no_key = sign(&means, Namespace::Device, NOTE).unwrap_err();
    assert!(matches!(
        no_key,
        SignError::Here {
            source: CannotSign::Unreadable,
            ..
        }
    ));
    fs::write(with_ending(&path), "-----BEGIN OPENSSH PRIVATE KEY-----").unwrap();
    let private = sign(&means, Namespace::Device, NOTE).unwrap_err();
    assert!(matches!(
        private,
        SignError::Key {
            source: NotAKey::Private,
            ..
        }
    ));
    let long = vec![0; LONGEST_MESSAGE + 1];
    assert!(matches!(
        sign(&means, Namespace::Device, &long),
        Err(SignError::TooLong { .. })
    ));
}

#[test]
fn usual_keys_are_found_in_order() {
    let home = tempfile::tempdir().unwrap();
    assert!(default_keys(home.path()).is_empty());
    let folder = home.path().join(".ssh");
    fs::create_dir(&folder).unwrap();
    for name in ["id_rsa.pub", "id_ed25519.pub", "id_ed25519", "known_hosts"] {
        fs::write(folder.join(name), "").unwrap();
    }
    let expected = [folder.join("id_ed25519.pub"), folder.join("id_rsa.pub")];
    assert_eq!(default_keys(home.path()), expected);
}
