//! `seal` and `open`: a workspace as one sealed file, and back.

use super::args::{Open, Seal};
use super::context::Context;
use super::failure::{Exit, Failure};
use super::output::say;
use super::secret;
use crate::domain::counted::counted;
use crate::runtime::clock;
use crate::runtime::signals;
use crate::runtime::worker::Cancel;
use crate::store::device::Home;
use crate::store::files;
use crate::store::scratch;
use crate::store::sealed::{
    self, AskPassphrase, Key, KeyError, Opener, Opening, PublicKey, SealedError, Sealing,
    public_keys,
};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes of a file of keys, at most.
const LARGEST_KEYS: u64 = 1 << 20;

/// What deleting does not do.
const NOT_WIPED: &str = "Deleting does not wipe a disk: what was there can often be brought back from it, and from backups. Only a disk that is itself encrypted helps against that.";

/// Runs `seal`.
pub fn seal(context: &Context, arguments: &Seal) -> Result<Exit, Failure> {
    let workspace = context.folders.workspace.as_path();
    let output = match &arguments.output {
        Some(output) => output.clone(),
        None => sealed::usual_file(workspace)
            .ok_or_else(|| Failure::usage("Name the sealed file with -o FILE."))?,
    };
    let key = key(arguments, workspace, &output)?;
    let home = Home::new(&context.folders.home);
    let sealing = Sealing {
        workspace,
        home: &home,
        output: &output,
        key: &key,
        keep: arguments.keep,
    };
    scratch::sweep_parts(files::folder_of(&output), clock::now());
    let end = Cancel::default();
    let _listener = signals::on_end(end.clone())?;
    let sealed = sealed::seal(&sealing, &|| end.is_cancelled())?;
    if arguments.json {
        context.output.json(&json!({
            "status": "sealed",
            "file": output.display().to_string(),
            "sha256": sealed.sha256,
            "workspace": workspace.display().to_string(),
            "files": sealed.files,
            "bytes": sealed.bytes,
            "recipients": recipients(&key),
            "passphrase": matches!(key, Key::Passphrase(_)),
            "removed": sealed.removed && sealed.left.is_empty(),
            "left": sealed.left,
        }))?;
    } else {
        let line = |text: String| context.output.line(text);
        line(format!("Sealed in {}.", output.display()))?;
        line(format!("  sha256 {}", sealed.sha256))?;
        line(format!(
            "  {}, {}: everything in {} but its cache",
            counted(sealed.files, "file"),
            counted(sealed.bytes, "byte"),
            workspace.display()
        ))?;
        line(format!("  {}", opens(&key)))?;
        line("  It was read back from the disk, and every file in it is the same.".to_owned())?;
    }
    if !sealed.removed {
        say(format!(
            "The plain workspace is still in {}, and anybody who can read it there can read it without a key.",
            workspace.display()
        ));
        return Ok(Exit::Done);
    }
    say(NOT_WIPED);
    if sealed.left.is_empty() {
        say(format!("{} was removed.", workspace.display()));
        return Ok(Exit::Done);
    }
    sealed.left.iter().for_each(say);
    Err(
        Failure::failed("The workspace is sealed, but something of it is still there to be read.")
            .hint("Look at what was named above, and remove it yourself."),
    )
}

/// Who can open it, as a sentence.
fn opens(key: &Key) -> String {
    match key {
        Key::Passphrase(_) => {
            "Whoever has the passphrase can open it; without it, nobody can, you neither."
                .to_owned()
        }
        Key::Public(keys) => {
            let keys: Vec<&str> = keys.iter().map(|key| key.text.as_str()).collect();
            format!(
                "Only who has the private key of one of these can open it, and nobody else, you neither: {}",
                keys.join(", ")
            )
        }
    }
}

fn recipients(key: &Key) -> Vec<&str> {
    match key {
        Key::Passphrase(_) => Vec::new(),
        Key::Public(keys) => keys.iter().map(|key| key.text.as_str()).collect(),
    }
}

/// Who can open it. What can be refused is refused before a passphrase is typed.
fn key(arguments: &Seal, workspace: &Path, output: &Path) -> Result<Key, Failure> {
    let mut keys = Vec::new();
    for text in &arguments.to {
        let key = PublicKey::parse(text).map_err(|error| {
            let failure = Failure::usage(&error);
            if Path::new(text).is_file() && error != KeyError::Private {
                failure.hint("That is a file: name it with --recipients-file.")
            } else {
                failure
            }
        })?;
        keys.push(key);
    }
    for path in &arguments.recipients_file {
        let bytes = files::read(path, LARGEST_KEYS)
            .map_err(|error| Failure::usage(&error).hint("Name a file of public keys."))?;
        let found = public_keys(&String::from_utf8_lossy(&bytes));
        keys.extend(found.map_err(|error| Failure::usage(format!("{}: {error}", path.display())))?);
    }
    if !keys.is_empty() {
        return Ok(Key::Public(keys));
    }
    crate::store::workspace::Workspace::open(workspace).map_err(SealedError::from)?;
    if output.exists() {
        let path = output.to_owned();
        return Err(SealedError::Exists { path }.into());
    }
    let file = arguments.passphrase_file.as_deref();
    Ok(Key::Passphrase(secret::new(file)?))
}

/// Runs `open`.
pub fn open(context: &Context, arguments: &Open) -> Result<Exit, Failure> {
    let into = arguments.into.as_ref();
    let into: &PathBuf = into.unwrap_or(&context.folders.workspace);
    let opening = Opening {
        file: &arguments.file,
        into,
    };
    let who = opener(&opening, arguments)?;
    scratch::sweep_openings(into, clock::now());
    let end = Cancel::default();
    let _listener = signals::on_end(end.clone())?;
    let opened = sealed::open(&opening, &who, &|| end.is_cancelled())?;
    if arguments.json {
        context.output.json(&json!({
            "status": "opened",
            "file": arguments.file.display().to_string(),
            "workspace": into.display().to_string(),
            "files": opened.files,
            "bytes": opened.bytes,
        }))?;
        return Ok(Exit::Done);
    }
    context.output.line(format!(
        "Opened in {}: {}, {}.",
        into.display(),
        counted(opened.files, "file"),
        counted(opened.bytes, "byte")
    ))?;
    say(
        "The sealed file stays as it is. `rapporteur verify` proves the journals; `rapporteur seal` seals the workspace again, to another file.",
    );
    Ok(Exit::Done)
}

fn opener(opening: &Opening<'_>, arguments: &Open) -> Result<Opener, Failure> {
    let file = arguments.passphrase_file.as_deref();
    if opening.wants_passphrase()? {
        return Ok(Opener::passphrase(secret::known("Passphrase", file)?));
    }
    let own = arguments.passphrase_file.clone();
    let ask: AskPassphrase = Arc::new(move |what| secret::known(what, own.as_deref()).ok());
    let mut opener = Opener::keys();
    for path in &arguments.identity {
        let bytes = files::read(path, LARGEST_KEYS).map_err(Failure::usage)?;
        let name = path.display().to_string();
        opener
            .take(&bytes, &name, &ask)
            .map_err(|error| Failure::usage(format!("{name}: {error}")))?;
    }
    Ok(opener)
}

impl From<SealedError> for Failure {
    fn from(error: SealedError) -> Self {
        if let SealedError::Workspace(error) = error {
            return crate::runtime::session::SessionError::from(error).into();
        }
        let exit = if error.is_about_integrity() {
            Exit::Integrity
        } else if error.is_about_usage() {
            Exit::Usage
        } else {
            Exit::Failed
        };
        let failure = Self::new(exit, &error);
        match error.hint() {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}
