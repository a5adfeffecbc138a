//! `checklist`: list, show, validate, use; and finding the checklist that a person names.

use super::args::ChecklistTask;
use super::context::Context;
use super::context::agreement_id;
use super::failure::{Exit, Failure};
use super::output::say;
use crate::domain::checklist::validate::{self, Problem};
use crate::domain::checklist::{Checklist, built_in_texts};
use crate::runtime::reading;
use crate::runtime::session::{Session, SessionError, default_checklist_bytes};
use crate::store::checklists::Checklists;
use serde_json::json;
use std::path::Path;

/// A checklist and the bytes it was read from.
#[derive(Debug)]
pub struct Named {
    /// The checklist.
    pub checklist: Checklist,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Runs a `checklist` command.
pub fn run(context: &Context, task: &ChecklistTask) -> Result<Exit, Failure> {
    match task {
        ChecklistTask::List(options) => list(context, options.json),
        ChecklistTask::Show { checklist, json } => show(context, checklist, *json),
        ChecklistTask::Validate { file, json } => check(context, file, *json),
        ChecklistTask::Use {
            agreement,
            checklist,
        } => {
            let mut session = context.deciding()?;
            let id = agreement_id(&session, agreement)?;
            let named = find(Some(&session), checklist)?;
            session.use_checklist(&id, &named.bytes, None)?;
            context.output.line(format!(
                "Saved: {id} is reviewed against {}@{}.",
                named.checklist.id, named.checklist.version
            ))?;
            Ok(Exit::Done)
        }
    }
}

/// The checklist with a name: a file, `ID@VERSION` in the workspace, or the id of a built-in one.
pub fn find(session: Option<&Session>, name: &str) -> Result<Named, Failure> {
    for text in built_in_texts() {
        let checklist = parse(name, text.as_bytes())?;
        if name == checklist.id || name == format!("{}@{}", checklist.id, checklist.version) {
            let bytes = text.as_bytes().to_vec();
            return Ok(Named { checklist, bytes });
        }
    }
    if let Some(session) = session
        && let Some((id, version)) = kept(session, name)?
    {
        let file = session
            .workspace()
            .checklists_folder()
            .join(format!("{id}@{version}.json"));
        let bytes =
            reading::bytes(&file).map_err(|error| Failure::failed(&error).hint(error.hint()))?;
        let checklist = parse(name, &bytes)?;
        return Ok(Named { checklist, bytes });
    }
    let path = Path::new(name);
    if !path.exists() {
        return Err(Failure::new(
            Exit::NothingFound,
            format!("There is no checklist and no file called {name}."),
        )
        .hint("`rapporteur checklist list` shows the checklists that are known here."));
    }
    let bytes = reading::bytes(path).map_err(|error| Failure::failed(&error).hint(error.hint()))?;
    let checklist = parse(name, &bytes)?;
    Ok(Named { checklist, bytes })
}

/// The bytes of the checklist for new agreements.
pub fn for_import(session: &Session, name: Option<&str>) -> Result<Vec<u8>, Failure> {
    match name {
        Some(name) => Ok(find(Some(session), name)?.bytes),
        None => Ok(default_checklist_bytes().to_vec()),
    }
}

/// Id and version of a checklist kept in the workspace; the newest kept when no version is named.
fn kept(session: &Session, name: &str) -> Result<Option<(String, String)>, Failure> {
    let known = Checklists::of(session.workspace())
        .list()
        .map_err(SessionError::from)?;
    Ok(known
        .into_iter()
        .rfind(|(id, version)| name == id || name == format!("{id}@{version}")))
}

fn parse(name: &str, bytes: &[u8]) -> Result<Checklist, Failure> {
    validate::parse(bytes).map_err(|problems| {
        let told: Vec<String> = problems.iter().map(|problem| format!("  {problem}")).collect();
        let told = format!("The checklist {name} has {}:\n{}", count(&problems), told.join("\n"));
        Failure::new(Exit::Refused, told)
            .hint("Mend the file and try again; `rapporteur checklist validate FILE` checks it without using it.")
    })
}

fn count(problems: &[Problem]) -> String {
    match problems.len() {
        1 => "one mistake".to_owned(),
        many => format!("{many} mistakes"),
    }
}

fn list(context: &Context, as_json: bool) -> Result<Exit, Failure> {
    let mut known: Vec<(String, String, String, usize)> = Vec::new();
    for text in built_in_texts() {
        let checklist = parse("built in", text.as_bytes())?;
        known.push((
            checklist.id,
            checklist.version,
            checklist.title,
            checklist.items.len(),
        ));
    }
    if let Ok(session) = context.reading() {
        let checklists = Checklists::of(session.workspace());
        let kept = checklists.list().map_err(SessionError::from)?;
        for (id, version) in kept {
            if known
                .iter()
                .any(|known| (&known.0, &known.1) == (&id, &version))
            {
                continue;
            }
            match checklists.kept(&id, &version) {
                Ok(kept) => known.push((
                    id,
                    version,
                    kept.checklist.title,
                    kept.checklist.items.len(),
                )),
                Err(error) => say(error.to_string()),
            }
        }
    }
    if as_json {
        let all: Vec<_> = known
            .iter()
            .map(|(id, version, title, items)| json!({"id": id, "version": version, "title": title, "items": items}))
            .collect();
        context.output.json(&json!({"checklists": all}))?;
        return Ok(Exit::Done);
    }
    for (id, version, title, items) in known {
        context
            .output
            .line(format!("{id}@{version}  {title} ({items} items)"))?;
    }
    Ok(Exit::Done)
}

fn show(context: &Context, name: &str, as_json: bool) -> Result<Exit, Failure> {
    let session = context.reading().ok();
    let checklist = find(session.as_ref(), name)?.checklist;
    if as_json {
        context.output.json(&with_every_field(&checklist)?)?;
        return Ok(Exit::Done);
    }
    let out = &context.output;
    out.line(format!(
        "{}@{}  {}",
        checklist.id, checklist.version, checklist.title
    ))?;
    out.line(format!("Sources as of {}.", checklist.as_of))?;
    for group in &checklist.groups {
        out.line("")?;
        out.line(&group.title)?;
        for item in checklist.items.iter().filter(|item| item.group == group.id) {
            out.line(format!(
                "  {} ({}, {})",
                item.id,
                item.kind.name(),
                item.severity.name()
            ))?;
            out.line(format!("      {}", item.question))?;
            for source in checklist.sources_of(item) {
                let pin = source
                    .pin
                    .as_ref()
                    .map_or_else(String::new, |pin| format!(", {pin}"));
                let doubt = if source.to_be_verified() {
                    " (to be verified)"
                } else {
                    ""
                };
                out.line(format!("      – {}{pin}{doubt}", source.citation))?;
            }
        }
    }
    Ok(Exit::Done)
}

/// The checklist with the fields that its file may leave out, so that programs find them always.
fn with_every_field(checklist: &Checklist) -> Result<serde_json::Value, Failure> {
    let mut value = serde_json::to_value(checklist).map_err(Failure::failed)?;
    let items = value["items"].as_array_mut().into_iter().flatten();
    for (item, asked) in items.zip(&checklist.items) {
        item["sources"] =
            serde_json::to_value(checklist.sources_of(asked)).map_err(Failure::failed)?;
        let fields = [("indicators", json!({})), ("cuad", json!(null))];
        for (field, empty) in fields {
            if item.get(field).is_none() {
                item[field] = empty;
            }
        }
    }
    Ok(value)
}

fn check(context: &Context, file: &Path, as_json: bool) -> Result<Exit, Failure> {
    let bytes = reading::bytes(file).map_err(|error| Failure::failed(&error).hint(error.hint()))?;
    let problems = validate::parse(&bytes).err().unwrap_or_default();
    if as_json {
        let problems: Vec<_> = problems
            .iter()
            .map(|problem| json!({"line": problem.line, "path": problem.path, "message": problem.message}))
            .collect();
        context
            .output
            .json(&json!({"ok": problems.is_empty(), "problems": problems}))?;
    } else if problems.is_empty() {
        context
            .output
            .line(format!("{} is a good checklist.", file.display()))?;
    } else {
        for problem in &problems {
            context.output.line(problem.to_string())?;
        }
        say(format!("{} has {}.", file.display(), count(&problems)));
    }
    Ok(if problems.is_empty() {
        Exit::Done
    } else {
        Exit::Refused
    })
}
