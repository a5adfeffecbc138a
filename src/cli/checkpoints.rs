//! `checkpoint` and `prove`: one root over all journals, and one entry shown without the others.

use super::args::{CheckpointTask, MakeCheckpoint, Prove, Verify};
use super::context::Context;
use super::failure::{Exit, Failure};
use super::keys::personal;
use super::output::say;
use crate::domain::counted::counted;
use crate::domain::review::checkpoint;
use crate::domain::review::proof::{Proof, Proven};
use crate::domain::review::stamp::NONCE;
use crate::domain::review::telling::tell;
use crate::domain::review::trust::Occasion;
use crate::formats::export::evidence;
use crate::runtime::reading;
use crate::runtime::session::{NoProof, Session, authority};
use crate::store::files;
use crate::store::journal::Sealed;
use std::path::Path;

/// Runs `checkpoint`.
pub fn run(context: &Context, task: &CheckpointTask) -> Result<Exit, Failure> {
    match task {
        CheckpointTask::Make(arguments) => make(context, arguments),
        CheckpointTask::List { json } => list(context, *json),
        CheckpointTask::Request { output } => request(context, output.as_deref()),
        CheckpointTask::Accept { file } => accept(context, file),
    }
}

fn make(context: &Context, arguments: &MakeCheckpoint) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    let sealed = checkpoint(context, &mut session, Occasion::Asked, !arguments.unsigned)?;
    if arguments.json {
        context.output.json(&serde_json::json!({
            "size": sealed.size, "root": sealed.root, "text": sealed.body, "note": sealed.note
        }))?;
    } else {
        context.output.exactly(&sealed.note)?;
        say(
            "Paste these lines into the minutes or an e-mail: `rapporteur verify --against` finds them in any text.",
        );
    }
    Ok(Exit::Done)
}

/// Makes a checkpoint, signed with the person's own key if she uses one.
pub(super) fn checkpoint(
    context: &Context,
    session: &mut Session,
    occasion: Occasion,
    signed: bool,
) -> Result<Sealed, Failure> {
    let sealed = session.checkpoint(occasion)?;
    let key = context.person_key().filter(|_| signed);
    match key {
        None if signed => {
            say(
                "Signed by this device only. `rapporteur keys use` lets your own SSH key sign too.",
            );
        }
        None => {}
        Some(key) => {
            let outcome = personal(context, session, &key, |session, means| {
                session.sign_checkpoint(&sealed, means)
            });
            if let Err(failure) = outcome {
                say(format!(
                    "The checkpoint was made, but not signed with your own key: {}",
                    failure.message
                ));
                if let Some(hint) = failure.hint {
                    say(format!("  {hint}"));
                }
            }
        }
    }
    Ok(sealed)
}

fn list(context: &Context, as_json: bool) -> Result<Exit, Failure> {
    let session = context.reading()?;
    let checkpoints = session.checkpoints()?;
    for one in &checkpoints {
        if as_json {
            context.output.json(&serde_json::json!({
                "writer": one.writer, "size": one.size, "root": one.root, "note": one.note()
            }))?;
        } else {
            context.output.exactly(&(one.note() + "\n"))?;
        }
    }
    if checkpoints.is_empty() {
        return Err(
            Failure::new(Exit::NothingFound, "There is no checkpoint yet.")
                .hint("`rapporteur checkpoint make` makes one; so do `sign-off` and `export`."),
        );
    }
    Ok(Exit::Done)
}

fn request(context: &Context, output: Option<&Path>) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    let sealed = checkpoint(context, &mut session, Occasion::Asked, true)?;
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).map_err(|error| {
        Failure::failed(format!("The system gives no random numbers: {error}."))
    })?;
    let (bytes, kept) = session.stamp_request(&sealed, nonce)?;
    let path = match output {
        Some(path) => {
            files::replace(path, &bytes)
                .map_err(|error| Failure::failed(&error).hint(error.hint().unwrap_or_default()))?;
            path.to_owned()
        }
        None => kept,
    };
    say(format!(
        "The request is in {}. Send it to a time-stamping authority by any way; it holds a hash only.",
        path.display()
    ));
    say("`rapporteur checkpoint accept FILE` takes the answer in.");
    Ok(Exit::Done)
}

fn accept(context: &Context, file: &Path) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    let bytes = reading::bytes(file).map_err(|error| Failure::failed(&error).hint(error.hint()))?;
    let (size, stamp) = session.take_stamp(&bytes)?;
    say(format!(
        "{} states that the first {} of this journal, and through them all journals, were there on {}.",
        authority(&stamp),
        counted(size, "entry"),
        stamp.at.to_minute()
    ));
    say(
        "Whether the authority is to be trusted is not judged here: `openssl ts -verify -CAfile` does.",
    );
    Ok(Exit::Done)
}

/// Runs `prove`.
pub fn prove(context: &Context, arguments: &Prove) -> Result<Exit, Failure> {
    let session = context.reading()?;
    let proof = session
        .prove(&arguments.entry)
        .map_err(|error| match &error {
            NoProof::NoEntry(_) => Failure::new(Exit::NothingFound, &error)
                .hint("`rapporteur log --json` gives writer, number and hash of every entry."),
            NoProof::NotCovered { .. } => Failure::new(Exit::NothingFound, &error)
                .hint("`rapporteur checkpoint make` makes a checkpoint that does."),
            NoProof::Session(_) => Failure::failed(&error),
        })?;
    let mut json = serde_json::to_string_pretty(&proof)
        .map_err(|error| Failure::failed(format!("The proof cannot be written: {error}.")))?;
    json.push('\n');
    match &arguments.output {
        None => context.output.exactly(&json)?,
        Some(path) => {
            files::replace(path, json.as_bytes())
                .map_err(|error| Failure::failed(&error).hint(error.hint().unwrap_or_default()))?;
            say(format!(
                "Written to {}. It shows this entry and no other; `rapporteur verify --proof` checks it anywhere.",
                path.display()
            ));
        }
    }
    Ok(Exit::Done)
}

/// Runs `verify --proof`.
pub(super) fn check_proof(
    context: &Context,
    file: &Path,
    arguments: &Verify,
) -> Result<Exit, Failure> {
    let read = |path: &Path| {
        reading::bytes(path).map_err(|error| Failure::failed(&error).hint(error.hint()))
    };
    let bytes = read(file)?;
    let Proven { entry, checkpoint } = Proof::parse(&bytes)
        .and_then(|proof| proof.check())
        .map_err(|error| Failure::new(Exit::Integrity, error))?;
    if let Some(minutes) = &arguments.against {
        let text = read(minutes)?;
        let found = checkpoint::find(&evidence(&text));
        let same = |one: &checkpoint::Checkpoint| one.body() == checkpoint.body();
        if !found.checkpoints.iter().any(same) {
            let message = format!(
                "{} does not hold the checkpoint that this proof leads to.",
                minutes.display()
            );
            return Err(Failure::new(Exit::Integrity, message));
        }
    }
    if arguments.json {
        context.output.json(&serde_json::json!({
            "ok": true, "entry": entry.entry, "hash": entry.hash,
            "checkpoint": {"writer": checkpoint.writer, "size": checkpoint.size, "root": checkpoint.root},
            "against": arguments.against.is_some(),
        }))?;
        return Ok(Exit::Done);
    }
    let (by, at) = (&entry.entry.by.name, entry.entry.at.to_minute());
    let out = &context.output;
    out.line(format!("{by}, {at}: {}", tell(&entry).line()))?;
    out.line(format!(
        "Entry {} of {} stands under the checkpoint of {} of {}.",
        entry.entry.seq,
        entry.entry.writer,
        counted(checkpoint.size, "entry"),
        checkpoint.writer
    ))?;
    out.line(match arguments.against {
        Some(_) => "It is the checkpoint that the other file holds.",
        None => "Compare it with the checkpoint in the minutes, or name their file with --against:",
    })?;
    if arguments.against.is_none() {
        out.exactly(&checkpoint.note())?;
    }
    Ok(Exit::Done)
}
