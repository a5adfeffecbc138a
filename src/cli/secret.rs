//! Passphrases: asked on the terminal without showing them, or read from a file; never taken from the
//! command line, where other programs could see them.

use super::failure::Failure;
use super::output::say;
use crate::runtime::secret;
use crate::store::files;
use age::secrecy::{ExposeSecret, SecretString};
use std::io::IsTerminal;
use std::path::Path;

/// Bytes of a passphrase, at most.
const LONGEST: u64 = 4096;
/// How often somebody may type two different things.
const TRIES: usize = 3;
/// Letters below which a passphrase is called short.
const SHORT: usize = 16;

/// A passphrase to seal with: from a file, or typed twice.
pub fn new(file: Option<&Path>) -> Result<SecretString, Failure> {
    if let Some(file) = file {
        return from_file(file);
    }
    must_be_a_terminal()?;
    for _ in 0..TRIES {
        let first = ask("New passphrase")?;
        if first.expose_secret().chars().count() < SHORT {
            say(
                "That is short. Whoever has the file can try passphrases without end; five or six words that do not belong together are good.",
            );
        }
        let second = ask("The same once more")?;
        if first.expose_secret() == second.expose_secret() {
            return Ok(first);
        }
        say("These two are not the same.");
    }
    Err(Failure::usage(
        "No passphrase was given, so nothing was sealed.",
    ))
}

/// The passphrase of something that is sealed.
pub fn known(what: &str, file: Option<&Path>) -> Result<SecretString, Failure> {
    if let Some(file) = file {
        return from_file(file);
    }
    must_be_a_terminal()?;
    ask(what)
}

fn from_file(path: &Path) -> Result<SecretString, Failure> {
    let bytes = files::read(path, LONGEST)
        .map_err(|error| Failure::usage(format!("The passphrase cannot be read. {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::usage(format!(
            "{} holds no passphrase: it is no text.",
            path.display()
        ))
    })?;
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() {
        return Err(Failure::usage(format!(
            "The first line of {} is empty, and holds no passphrase.",
            path.display()
        )));
    }
    if files::others_can_read(path) {
        say(format!(
            "Others on this machine can read {}, and the passphrase in it.",
            path.display()
        ));
    }
    Ok(SecretString::from(line.to_owned()))
}

fn ask(what: &str) -> Result<SecretString, Failure> {
    match secret::ask(&format!("{what} (not shown): "))? {
        Some(typed) if !typed.is_empty() => Ok(SecretString::from(typed)),
        _ => Err(Failure::usage("No passphrase was given.")),
    }
}

fn must_be_a_terminal() -> Result<(), Failure> {
    if std::io::stdin().is_terminal() && std::io::stderr().is_terminal() {
        return Ok(());
    }
    Err(
        Failure::usage("A passphrase is asked on a terminal, and this is none.")
            .hint("Name a file that holds it, for you alone: --passphrase-file FILE."),
    )
}
