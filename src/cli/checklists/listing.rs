//! `checklist list`: what is built in and what was used in this workspace.

use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::output::say;
use crate::domain::checklist::{Checklist, built_in};
use crate::domain::counted::counted;
use crate::runtime::session::SessionError;
use crate::store::checklists::Checklists;
use serde_json::json;

/// Runs `checklist list`.
pub fn run(context: &Context, as_json: bool) -> Result<Exit, Failure> {
    let known = known(context)?;
    if as_json {
        let all: Vec<_> = known
            .iter()
            .map(|list| {
                json!({"id": list.id, "version": list.version, "title": list.title, "items": list.items.len()})
            })
            .collect();
        context.output.json(&json!({"checklists": all}))?;
        return Ok(Exit::Done);
    }
    for list in known {
        context.output.line(format!(
            "{}@{}  {} ({})",
            list.id,
            list.version,
            list.title,
            counted(list.items.len(), "item")
        ))?;
    }
    Ok(Exit::Done)
}

fn known(context: &Context) -> Result<Vec<Checklist>, Failure> {
    let lists = built_in().iter();
    let mut known: Vec<Checklist> = lists.map(|list| (**list).clone()).collect();
    let Ok(session) = context.reading() else {
        return Ok(known);
    };
    let checklists = Checklists::of(session.workspace());
    for (id, version) in checklists.list().map_err(SessionError::from)? {
        let told = |list: &Checklist| (&list.id, &list.version) == (&id, &version);
        if known.iter().any(told) {
            continue;
        }
        match checklists.kept(&id, &version) {
            Ok(kept) => known.push(kept.checklist),
            Err(error) => say(error.to_string()),
        }
    }
    Ok(known)
}
