//! `keys`: which keys speak for whom, using one's own, and the way out when one is lost or stolen.

use super::args::{CauseName, KeysTask};
use super::context::Context;
use super::failure::{Exit, Failure};
use super::output::say;
use crate::domain::review::keys::{KeyRing, PersonKey};
use crate::domain::review::ssh::PublicKey;
use crate::domain::review::trust::{Cause, RevokedKey};
use crate::domain::review::{Reviewer, WriterId};
use crate::runtime::reading;
use crate::runtime::session::{Session, SessionError};
use crate::runtime::settings::Settings;
use crate::runtime::worker::Programs;
use crate::store::files;
use crate::store::ssh::{self, Means};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Runs `keys`.
pub fn run(context: &Context, task: &KeysTask) -> Result<Exit, Failure> {
    match task {
        KeysTask::List { json } => list(context, *json),
        KeysTask::Use { key } => use_key(context, key.as_deref()),
        KeysTask::Forget => forget(context),
        KeysTask::Vouch { colleague, key } => vouch(context, colleague, key),
        KeysTask::Revoke { key, cause, last } => revoke(context, key, (*cause).into(), *last),
        KeysTask::Renew { cause, last } => renew(context, (*cause).into(), *last),
    }
}

fn list(context: &Context, as_json: bool) -> Result<Exit, Failure> {
    let session = context.reading()?;
    let ring = session.key_ring();
    if as_json {
        context.output.json(&in_json(&ring))?;
        return Ok(Exit::Done);
    }
    let out = &context.output;
    for (fingerprint, person) in &ring.persons {
        let owners: Vec<&str> = person.owners.iter().map(|one| one.name.as_str()).collect();
        out.line(format!(
            "{}  {fingerprint}{}",
            owners.join(" or "),
            vouched(person)
        ))?;
        let devices = ring.certified.iter();
        for (writer, certified) in devices.filter(|(_, one)| one.fingerprint == *fingerprint) {
            let at = certified.at.to_minute();
            out.line(format!("    certified the device of {writer}, {at}"))?;
        }
        for (said, cause) in &person.revoked_by {
            let (by, at) = (&said.by.name, said.at.to_minute());
            let cause = cause.name();
            out.line(format!("    TAKEN BACK ({cause}) by {by}, {at}"))?;
        }
    }
    for revoked in &ring.revoked_devices {
        out.line(format!(
            "device of {}  TAKEN BACK ({}) from entry {} on, by {}, {}",
            revoked.writer,
            revoked.cause.name(),
            revoked.last + 1,
            revoked.said.by.name,
            revoked.said.at.to_minute()
        ))?;
    }
    if ring.persons.is_empty() {
        say(
            "No journal names a person's key: every entry rests on its device alone. `rapporteur keys use` adds yours.",
        );
    }
    Ok(Exit::Done)
}

fn vouched(person: &PersonKey) -> String {
    if person.vouched_by.is_empty() {
        return "  (nobody else has made sure of it)".to_owned();
    }
    let mut names: Vec<&str> = person
        .vouched_by
        .iter()
        .map(|said| said.by.name.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    format!("  (made sure of by {})", names.join(", "))
}

fn in_json(ring: &KeyRing) -> serde_json::Value {
    let persons: Vec<_> = ring
        .persons
        .iter()
        .map(|(fingerprint, person)| {
            let devices = ring.certified.iter();
            let devices: Vec<_> = devices
                .filter(|(_, one)| one.fingerprint == *fingerprint)
                .map(|(writer, _)| writer)
                .collect();
            let vouched: Vec<_> = person.vouched_by.iter().map(|said| &said.by.name).collect();
            serde_json::json!({"fingerprint": fingerprint, "public_key": person.key.bare(), "owners": person.owners,
                "devices": devices, "vouched_by": vouched, "revoked": person.is_revoked()})
        })
        .collect();
    let devices: Vec<_> = ring
        .revoked_devices
        .iter()
        .map(|one| serde_json::json!({"writer": one.writer, "last": one.last, "cause": one.cause, "by": one.said.by}))
        .collect();
    serde_json::json!({"persons": persons, "revoked_devices": devices})
}

fn use_key(context: &Context, key: Option<&Path>) -> Result<Exit, Failure> {
    let key = match key {
        Some(key) => std::path::absolute(key)?,
        None => usual_key()?,
    };
    let mut session = context.deciding()?;
    if !session.is_certified_by(&key) {
        personal(context, &mut session, &key, |session, means| {
            session.certify(means).map(drop)
        })?;
    }
    session.write_allowed_signers()?;
    let mut settings = Settings::load(&context.folders.home);
    settings.person_key = Some(key.clone());
    settings
        .save(&context.folders.home)
        .map_err(Failure::failed)?;
    let fingerprint = ssh::public_key(&key)
        .map_err(SessionError::from)?
        .fingerprint();
    say(format!(
        "Your key {fingerprint} has certified this device, and will sign sign-offs and checkpoints."
    ));
    say(
        "Read the fingerprint to your colleagues; each of them can then say `rapporteur keys vouch`.",
    );
    Ok(Exit::Done)
}

fn forget(context: &Context) -> Result<Exit, Failure> {
    let mut settings = Settings::load(&context.folders.home);
    if settings.person_key.take().is_none() {
        return Err(Failure::new(
            Exit::NothingFound,
            "No SSH key is used on this device.",
        ));
    }
    settings
        .save(&context.folders.home)
        .map_err(Failure::failed)?;
    say(
        "Your SSH key signs no more on this device. If it was lost or stolen, say `rapporteur keys revoke` too.",
    );
    Ok(Exit::Done)
}

fn vouch(context: &Context, reviewer: &str, key: &str) -> Result<Exit, Failure> {
    let reviewer = Reviewer::named(reviewer)
        .ok_or_else(|| Failure::usage(format!("“{reviewer}” cannot be a reviewer's name.")))?;
    let mut session = context.deciding()?;
    let key = key_named(&session, key)?;
    session.vouch(reviewer.clone(), &key)?;
    say(format!(
        "Journalled: the key {} is that of {}.",
        key.fingerprint(),
        reviewer.name
    ));
    Ok(Exit::Done)
}

fn revoke(context: &Context, key: &str, cause: Cause, last: Option<u64>) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    if let Some(writer) = WriterId::parse(key)
        && let Some(length) = length(&session, &writer)
    {
        let last = last.unwrap_or(length);
        session.revoke(RevokedKey::Device { writer, last }, cause)?;
        say(format!(
            "Journalled: entries of {key} after number {last} are not to be trusted."
        ));
        return Ok(Exit::Done);
    }
    let key = key_named(&session, key)?;
    let public_key = key.bare();
    session.revoke(RevokedKey::Person { public_key }, cause)?;
    say(format!(
        "Journalled: the key {} is {}. It is no longer among the allowed signers.",
        key.fingerprint(),
        cause.name()
    ));
    Ok(Exit::Done)
}

fn renew(context: &Context, cause: Cause, last: Option<u64>) -> Result<Exit, Failure> {
    let session = context.deciding()?;
    let writer = session
        .journal()
        .map(|journal| journal.writer().clone())
        .ok_or_else(|| Failure::failed("There is no journal to leave."))?;
    let last = last.or_else(|| length(&session, &writer)).unwrap_or(0);
    let aside = session
        .home()
        .renew_device_key()
        .map_err(SessionError::from)?;
    drop(session);
    let mut session = context.deciding()?;
    let device = RevokedKey::Device {
        writer: writer.clone(),
        last,
    };
    session.revoke(device, cause)?;
    let own = session
        .journal()
        .map(|journal| journal.writer().to_string());
    say(format!(
        "This device has a new key and writes the journal {}. Entries of {writer} after number {last} are not to be trusted.",
        own.unwrap_or_default()
    ));
    say(format!(
        "The old key was kept in {}; remove it when no other workspace needs it.",
        aside.display()
    ));
    if context.person_key().is_some() {
        say("`rapporteur keys use` certifies the new key.");
    }
    Ok(Exit::Done)
}

/// How many entries a journal has; nothing when there is no such journal.
fn length(session: &Session, writer: &WriterId) -> Option<u64> {
    let own = session.entries().iter();
    own.filter(|stored| stored.entry.writer == *writer)
        .map(|stored| stored.entry.seq)
        .max()
}

/// A key by its file, or by the fingerprint of one that a journal names.
fn key_named(session: &Session, name: &str) -> Result<PublicKey, Failure> {
    if name.starts_with("SHA256:") {
        let ring = session.key_ring();
        let known = ring.persons.get(name).map(|person| person.key.clone());
        return known.ok_or_else(|| {
            Failure::new(
                Exit::NothingFound,
                format!("No journal names a key {name}."),
            )
            .hint("`rapporteur keys list` shows those that are named; or give the `.pub` file.")
        });
    }
    let bytes = reading::bytes(Path::new(name))
        .map_err(|error| Failure::failed(&error).hint(error.hint()))?;
    PublicKey::parse(&String::from_utf8_lossy(&bytes))
        .map_err(|error| Failure::usage(format!("{name}: {error}")))
}

fn usual_key() -> Result<PathBuf, Failure> {
    let folders = directories::BaseDirs::new();
    let keys = folders.map(|folders| ssh::default_keys(folders.home_dir()));
    keys.unwrap_or_default().into_iter().next().ok_or_else(|| {
        Failure::new(
            Exit::NothingFound,
            "There is no SSH key in your home folder.",
        )
        .hint("`ssh-keygen -t ed25519` makes one; or name the file: `rapporteur keys use FILE`.")
    })
}

/// Does something with a person's key; her passphrase is asked for on the terminal if there is one.
pub(super) fn personal(
    context: &Context,
    session: &mut Session,
    key: &Path,
    act: impl FnOnce(&mut Session, &Means<'_>) -> Result<(), SessionError>,
) -> Result<(), Failure> {
    let program = Programs::ssh_keygen();
    files::create_folder(&context.folders.home).map_err(Failure::failed)?;
    let means = Means {
        key,
        program: program.as_deref(),
        passphrase: None,
        may_ask: std::io::stdin().is_terminal() && std::io::stderr().is_terminal(),
        folder: &context.folders.home,
    };
    Ok(act(session, &means)?)
}

impl From<CauseName> for Cause {
    fn from(name: CauseName) -> Self {
        match name {
            CauseName::Lost => Self::Lost,
            CauseName::Stolen => Self::Stolen,
            CauseName::Replaced => Self::Replaced,
        }
    }
}
