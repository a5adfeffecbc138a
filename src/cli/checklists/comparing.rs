//! `checklist diff`: what changed between two checklists, item by item.

use super::named::find;
use crate::cli::args::ChecklistDiff;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::domain::checklist::Checklist;
use crate::domain::checklist::compare::{
    Comparison, Difference, Fate, FieldChange, ItemChange, Part,
};
use serde_json::json;
use std::collections::BTreeMap;

/// The most places that are told of one field.
const MOST_PLACES: usize = 8;
/// The most members that are told of one list.
const MOST_MEMBERS: usize = 8;

/// Runs `checklist diff`.
pub fn run(context: &Context, arguments: &ChecklistDiff) -> Result<Exit, Failure> {
    let session = context.reading().ok();
    let old = find(session.as_ref(), &arguments.old)?.checklist;
    let new = find(session.as_ref(), &arguments.new)?.checklist;
    let comparison = Comparison::of(&old, &new);
    if arguments.json {
        let named = |list: &Checklist| json!({"id": list.id, "version": list.version});
        context.output.json(&json!({
            "old": named(&old),
            "new": named(&new),
            "same": comparison.is_empty(),
            "items": comparison.items,
            "fields": comparison.fields,
        }))?;
        return Ok(Exit::Done);
    }
    for line in told(&old, &new, &comparison) {
        context.output.line(line)?;
    }
    Ok(Exit::Done)
}

fn told(old: &Checklist, new: &Checklist, comparison: &Comparison) -> Vec<String> {
    let mut lines = vec![format!(
        "{}@{} → {}@{}",
        old.id, old.version, new.id, new.version
    )];
    if comparison.is_empty() {
        lines.push("They are the same but for their names and versions.".to_owned());
        return lines;
    }
    if (&old.id, &old.version) == (&new.id, &new.version) {
        lines.push(format!(
            "Both say that they are version {}: raise \"version\" in the newer one before it is used.",
            new.version
        ));
    }
    let moved = comparison.items.iter().filter(|item| item.moved);
    let moved: Vec<&str> = moved.map(|item| item.item.as_str()).collect();
    let count = |fate| comparison.with(fate).len();
    lines.push(format!(
        "Items: {} kept, {} edited, {} changed, {} new, {} gone; {} moved.",
        count(Fate::Kept),
        count(Fate::Edited),
        count(Fate::Changed),
        count(Fate::New),
        count(Fate::Gone),
        moved.len()
    ));
    let headings = [
        (
            Fate::Changed,
            "Changed: another question is asked, so answers must be confirmed",
        ),
        (
            Fate::Edited,
            "Edited: the question is the same, so answers hold",
        ),
        (Fate::New, "New"),
        (Fate::Gone, "Gone: no longer asked"),
    ];
    for (fate, heading) in headings {
        let items: Vec<&ItemChange> = comparison
            .items
            .iter()
            .filter(|item| item.fate == fate)
            .collect();
        if items.is_empty() {
            continue;
        }
        lines.extend([String::new(), heading.to_owned()]);
        for item in items {
            lines.extend(one(item, old, new));
        }
    }
    if !moved.is_empty() {
        lines.extend([String::new(), "Moved to another place".to_owned()]);
        lines.extend(moved.iter().map(|id| format!("  {id}")));
    }
    if !comparison.fields.is_empty() {
        lines.extend([String::new(), "The checklist itself".to_owned()]);
        for change in &comparison.fields {
            lines.extend(field(change, "  "));
        }
    }
    lines
}

fn one(item: &ItemChange, old: &Checklist, new: &Checklist) -> Vec<String> {
    let mut lines = vec![format!("  {}", item.item)];
    if let (Fate::New, Some(asked)) = (item.fate, new.item(&item.item)) {
        let (kind, severity) = (asked.kind.name(), asked.severity.name());
        lines.push(format!("    {kind}, {severity}: {}", asked.question));
    }
    if let (Fate::Gone, Some(asked)) = (item.fate, old.item(&item.item)) {
        lines.push(format!("    {}", asked.question));
        let retired = new.retired.iter().find(|one| one.id == item.item);
        lines.extend(retired.map(|one| format!("    retired: {}", one.reason)));
    }
    for change in &item.fields {
        lines.extend(field(change, "    "));
    }
    lines
}

/// A field and what is not the same in it.
fn field(change: &FieldChange, margin: &str) -> Vec<String> {
    let mut lines = vec![format!("{margin}{}", change.field.replace('_', " "))];
    let parts = change.parts();
    if change.field == "translations" {
        lines.extend(translations(&parts, margin));
        return lines;
    }
    for part in parts.iter().take(MOST_PLACES) {
        lines.extend(place(part, margin));
    }
    let more = parts.len().saturating_sub(MOST_PLACES);
    if more > 0 {
        lines.push(format!("{margin}  … and in {more} more places"));
    }
    lines
}

fn place(part: &Part, margin: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut margin = format!("{margin}  ");
    if !part.place.is_empty() {
        let steps: Vec<String> = part
            .place
            .iter()
            .map(|step| step.replace('_', " "))
            .collect();
        lines.push(format!("{margin}{}", steps.join(" › ")));
        margin += "  ";
    }
    match &part.difference {
        Difference::Text { before, after } => {
            let told =
                |text: &Option<String>| text.clone().unwrap_or_else(|| "(nothing)".to_owned());
            lines.push(format!("{margin}before: {}", told(before)));
            lines.push(format!("{margin}after:  {}", told(after)));
        }
        Difference::List { taken, put } if taken.is_empty() && put.is_empty() => {
            lines.push(format!("{margin}the same in another order"));
        }
        Difference::List { taken, put } => {
            lines.extend(members(taken).map(|text| format!("{margin}taken out: {text}")));
            lines.extend(members(put).map(|text| format!("{margin}put in:    {text}")));
        }
    }
    lines
}

fn members(texts: &[String]) -> impl Iterator<Item = String> {
    let more = texts.len().saturating_sub(MOST_MEMBERS);
    let rest = (more > 0).then(|| format!("… and {more} more"));
    texts.iter().take(MOST_MEMBERS).cloned().chain(rest)
}

/// Translations are only counted, by language: who speaks it looks at the texts themselves.
fn translations(parts: &[Part], margin: &str) -> Vec<String> {
    let mut by_language: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    for part in parts {
        let (language, rest) = match part.place.split_first() {
            Some((language, rest)) => (language.as_str(), rest),
            None => continue,
        };
        let counted = by_language.entry(language).or_default();
        if rest.first().is_some_and(|step| step == "signed") {
            counted.1 = true;
        } else {
            counted.0 += 1;
        }
    }
    let told = by_language.into_iter().map(|(language, (texts, signed))| {
        let texts = match texts {
            0 => String::new(),
            1 => " one text is not the same".to_owned(),
            many => format!(" {many} texts are not the same"),
        };
        let joint = if texts.is_empty() || !signed { "" } else { ";" };
        let signed = if signed { " another signature" } else { "" };
        format!("{margin}  {language}:{texts}{joint}{signed}")
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::{Item, ItemKind, ItemSeverity, Retired, Translation};
    use crate::domain::samples;

    #[test]
    fn every_change_is_told_in_words() {
        let mut old = samples::checklist();
        old.items[1].what_to_look_for = vec!["a tunnel".to_owned(), "a list".to_owned()];
        let mut new = old.clone();
        new.version = "2".to_owned();
        new.title = "Sample, revised".to_owned();
        new.items[0].why_it_matters = "Because.".to_owned();
        new.items[1].what_to_look_for = vec!["a list".to_owned(), "hours".to_owned()];
        new.items.pop();
        new.retired = vec![Retired {
            id: "funds".to_owned(),
            reason: "Asked elsewhere.".to_owned(),
        }];
        new.items.push(Item::new(
            "audit",
            "data",
            ItemKind::Safeguard,
            ItemSeverity::Low,
            "Who audits?",
        ));
        let translation = Translation {
            title: Some("Mostra".to_owned()),
            groups: [("data".to_owned(), "Të dhënat".to_owned())].into(),
            ..Translation::default()
        };
        new.translations.insert("sq".to_owned(), translation);
        let lines = told(&old, &new, &Comparison::of(&old, &new));
        assert_eq!(
            lines.join("\n"),
            "sample@1 → sample@2\n\
             Items: 0 kept, 1 edited, 1 changed, 1 new, 1 gone; 0 moved.\n\
             \n\
             Changed: another question is asked, so answers must be confirmed\n  \
               remote\n    \
                 what to look for\n      \
                   taken out: a tunnel\n      \
                   put in:    hours\n\
             \n\
             Edited: the question is the same, so answers hold\n  \
               network\n    \
                 why it matters\n      \
                   before: (nothing)\n      \
                   after:  Because.\n\
             \n\
             New\n  \
               audit\n    \
                 safeguard, low: Who audits?\n\
             \n\
             Gone: no longer asked\n  \
               funds\n    \
                 Who pays?\n    \
                 retired: Asked elsewhere.\n\
             \n\
             The checklist itself\n  \
               retired\n    \
                 funds\n      \
                   before: (nothing)\n      \
                   after:  Asked elsewhere.\n  \
               title\n    \
                 before: Sample checklist\n    \
                 after:  Sample, revised\n  \
               translations\n    \
                 sq: 2 texts are not the same"
        );
        let same = told(&old, &old, &Comparison::of(&old, &old));
        new.version = "1".to_owned();
        let unraised = told(&old, &new, &Comparison::of(&old, &new));
        assert!(unraised[1].starts_with("Both say that they are version 1: raise"));
        assert_eq!(
            same[1],
            "They are the same but for their names and versions."
        );
    }
}
