//! `checklist use`, `move`, `drop`: which checklists an agreement is reviewed against.

use super::named::find;
use crate::cli::args::MoveChecklist;
use crate::cli::context::{Context, agreement_id};
use crate::cli::failure::{Exit, Failure};
use crate::domain::checklist::Checklist;
use crate::domain::checklist::compare::Fate;
use crate::domain::counted::counted;
use crate::runtime::session::Planned;

/// Runs `checklist use`.
pub fn run(
    context: &Context,
    agreement: &str,
    checklist: &str,
    profile: Option<&str>,
) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    let id = agreement_id(&session, agreement)?;
    let named = find(Some(&session), checklist)?;
    session.use_checklist(&id, &named.bytes, profile)?;
    let (list, version) = (&named.checklist.id, &named.checklist.version);
    let only = profile.map_or_else(String::new, |profile| format!(", by its profile {profile}"));
    let line = format!("Saved: {id} is reviewed against {list}@{version}{only}.");
    context.output.line(line)?;
    Ok(Exit::Done)
}

/// Runs `checklist move`: tells item by item what becomes of the answers, and does it.
pub fn move_to(context: &Context, arguments: &MoveChecklist) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    let id = agreement_id(&session, &arguments.agreement)?;
    let named = find(Some(&session), &arguments.checklist)?;
    let planned = if arguments.plan {
        session.plan_move(&id, &named.bytes)?
    } else {
        session.move_checklist(&id, &named.bytes)?
    };
    tell(context, &planned)?;
    let versions = format!(
        "from {} to {}@{}",
        planned.old.version, planned.new.id, planned.new.version
    );
    context.output.line(if arguments.plan {
        format!("Nothing was written. The same without --plan moves {id} {versions}.")
    } else {
        format!("Saved: {id} moved {versions}.")
    })?;
    let changed = planned.comparison.with(Fate::Changed);
    if let Some(first) = changed.first() {
        context.output.line(format!(
            "To confirm an answer, give it again: `rapporteur answer {id} {first} STATE`."
        ))?;
    }
    Ok(Exit::Done)
}

fn tell(context: &Context, planned: &Planned) -> Result<(), Failure> {
    let out = &context.output;
    let items = planned.comparison.items.iter();
    let kept = items.clone().filter(|item| item.fate == Fate::Kept).count();
    out.line(format!("kept     {}: answers hold", counted(kept, "item")))?;
    for item in items {
        let before = planned
            .old
            .item(&item.item)
            .map(|item| item.question.as_str());
        let after = planned
            .new
            .item(&item.item)
            .map(|item| item.question.as_str());
        let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
        match item.fate {
            Fate::Kept => {}
            Fate::Edited => {
                let fields = item.fields.iter().map(|change| change.field.as_str());
                let fields: Vec<&str> = fields.collect();
                out.line(format!(
                    "edited   {}: {}; its answer holds",
                    item.item,
                    fields.join(", ")
                ))?;
            }
            Fate::Changed => {
                out.line(format!(
                    "changed  {}: its answer must be confirmed",
                    item.item
                ))?;
                if before != after {
                    out.line(format!("         before: {before}"))?;
                    out.line(format!("         now:    {after}"))?;
                    let stale = stale_translations(planned, &item.item);
                    if !stale.is_empty() {
                        let stale = stale.join(", ");
                        out.line(format!(
                            "         its translation still says what it said before: {stale}"
                        ))?;
                    }
                }
            }
            Fate::New => out.line(format!("new      {}: {after}", item.item))?,
            Fate::Gone => out.line(format!("gone     {}: {before}", item.item))?,
        }
    }
    Ok(())
}

/// Tags of the languages in which a question that changed still reads as it did.
fn stale_translations(planned: &Planned, item: &str) -> Vec<String> {
    let question = |list: &Checklist, tag: &String| {
        let texts = list.translations.get(tag)?.items.get(item)?;
        texts.question.clone()
    };
    let tags = planned.new.translations.keys();
    let stale = tags.filter(|tag| {
        let now = question(&planned.new, tag);
        now.is_some() && now == question(&planned.old, tag)
    });
    stale.cloned().collect()
}

/// Runs `checklist drop`.
pub fn drop(context: &Context, agreement: &str, checklist: &str) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    let id = agreement_id(&session, agreement)?;
    session.drop_checklist(&id, checklist)?;
    context.output.line(format!(
        "Saved: {id} is no longer reviewed against {checklist}. What was decided under it stays in the journal."
    ))?;
    Ok(Exit::Done)
}
