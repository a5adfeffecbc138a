//! `checklist show`: a checklist as it reads in a language, with all that it says.

use super::named::find;
use crate::cli::args::ChecklistShow;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::domain::checklist::{Abroad, Checklist, Citation, Item, Said, Source, Texts, When};
use crate::domain::counted::counted;
use crate::domain::language::Language;
use serde_json::json;

/// Runs `checklist show`.
pub fn run(context: &Context, arguments: &ChecklistShow) -> Result<Exit, Failure> {
    let session = context.reading().ok();
    let checklist = find(session.as_ref(), &arguments.checklist)?.checklist;
    if arguments.json {
        context.output.json(&with_every_field(&checklist)?)?;
        return Ok(Exit::Done);
    }
    let asked = arguments.lang.as_deref().and_then(Language::from_tag);
    let language = asked.unwrap_or_else(|| checklist.base_language());
    for line in shown(&checklist, language) {
        context.output.line(line)?;
    }
    Ok(Exit::Done)
}

fn shown(checklist: &Checklist, language: Language) -> Vec<String> {
    let texts = checklist.texts(language);
    let mut lines = front(checklist, &texts);
    for group in &checklist.groups {
        lines.extend([String::new(), texts.group(group).marked()]);
        for item in checklist.items.iter().filter(|item| item.group == group.id) {
            lines.extend(one(checklist, item, &texts));
        }
    }
    if !checklist.retired.is_empty() {
        lines.extend([String::new(), "No longer asked".to_owned()]);
        let retired = checklist.retired.iter();
        lines.extend(retired.map(|one| format!("  {}: {}", one.id, one.reason)));
    }
    lines
}

fn front(checklist: &Checklist, texts: &Texts<'_>) -> Vec<String> {
    let mut lines = vec![format!(
        "{}@{}  {}",
        checklist.id,
        checklist.version,
        texts.title().marked()
    )];
    lines.extend(given(&texts.about()));
    lines.push(format!("Sources as of {}.", checklist.as_of));
    lines.push(languages(checklist));
    lines.extend(answered_for(checklist, texts));
    if !checklist.profiles.is_empty() {
        lines.push("Profiles:".to_owned());
    }
    for profile in &checklist.profiles {
        let title = texts.profile(profile).marked();
        let (id, items) = (&profile.id, counted(profile.items.len(), "item"));
        lines.push(format!("  {id}: {title} ({items})"));
    }
    if !checklist.relaxed_rules.is_empty() {
        lines.push("Rules that it does without:".to_owned());
    }
    let rules = checklist.relaxed_rules.iter();
    lines.extend(rules.map(|rule| format!("  {}", rule.relaxed())));
    lines
}

fn languages(checklist: &Checklist) -> String {
    let own = checklist.base_language();
    let others: Vec<&str> = checklist
        .languages()
        .into_iter()
        .filter(|language| *language != own)
        .map(Language::tag)
        .collect();
    if others.is_empty() {
        return format!("Written in {}; there are no translations.", own.name());
    }
    format!(
        "Written in {}; translated into {}.",
        own.name(),
        others.join(", ")
    )
}

/// Who answers for the words that are shown.
fn answered_for(checklist: &Checklist, texts: &Texts<'_>) -> Option<String> {
    let language = texts.language();
    if language == checklist.base_language() {
        return None;
    }
    let name = language.name();
    Some(match texts.signed() {
        Some(signed) => format!(
            "Texts in {name}: {} answers for them since {}.",
            signed.by, signed.on
        ),
        None if texts.is_draft() => format!("Texts in {name}: Machine-drafted, to be reviewed."),
        None => format!(
            "There are no texts in {name}: those in {} are shown.",
            checklist.base_language().name()
        ),
    })
}

fn one(checklist: &Checklist, item: &Item, texts: &Texts<'_>) -> Vec<String> {
    let words = texts.item(item);
    let mut lines = vec![format!(
        "  {} ({}, {})",
        item.id,
        item.kind.name(),
        item.severity.name()
    )];
    lines.push(format!("      {}", words.question.marked()));
    let labelled =
        |label: &str, said: &Said| given(said).map(|text| format!("      {label}: {text}"));
    lines.extend(labelled("Why", &words.why_it_matters));
    let look_for = words.what_to_look_for.iter().filter_map(given);
    lines.extend(look_for.map(|text| format!("      Look for: {text}")));
    lines.extend(labelled("Ask", &words.follow_up_question));
    lines.extend(item.when.as_ref().and_then(asked_when));
    let sources = checklist.sources_of(item);
    lines.extend(sources.iter().map(source));
    lines
}

/// The words with their mark, where there are any.
fn given(said: &Said) -> Option<String> {
    (!said.text.trim().is_empty()).then(|| said.marked())
}

fn asked_when(when: &When) -> Option<String> {
    let mut parts = Vec::new();
    if !when.agreement_types.is_empty() {
        parts.push(format!(
            "the agreement is of type {}",
            when.agreement_types.join(" or ")
        ));
    }
    if !when.countries.is_empty() {
        parts.push(format!(
            "the public body is of {}",
            when.countries.join(" or ")
        ));
    }
    parts.extend(when.supplier_outside.map(|abroad| {
        let place = match abroad {
            Abroad::OwnCountry => "is not from the country of the public body",
            Abroad::Eu => "is from outside the EU",
            Abroad::EuAdequacy => {
                "is from outside the EU and the countries whose data protection the EU found adequate"
            }
        };
        format!("the supplier {place}")
    }));
    (!parts.is_empty()).then(|| format!("      Asked only when {}.", parts.join(" and ")))
}

fn source(source: &Source) -> String {
    let pin = source.pin.as_ref();
    // Many citations end with the place already.
    let pin = pin.filter(|pin| !source.citation.ends_with(pin.as_str()));
    let pin = pin.map_or_else(String::new, |pin| format!(", {pin}"));
    let mut about: Vec<String> = source.date.iter().chain(&source.status).cloned().collect();
    if !source.binding_in.is_empty() {
        about.push(format!("binding in {}", source.binding_in.join(", ")));
    }
    if source.to_be_verified() {
        about.push("to be verified".to_owned());
    }
    let about = match about.as_slice() {
        [] => String::new(),
        about => format!(" ({})", about.join("; ")),
    };
    format!("      – {}{pin}{about}", source.citation)
}

/// The checklist with the fields that its file may leave out, so that programs find them always.
fn with_every_field(checklist: &Checklist) -> Result<serde_json::Value, Failure> {
    let mut value = serde_json::to_value(checklist).map_err(Failure::failed)?;
    let items = value["items"].as_array_mut().into_iter().flatten();
    for (item, asked) in items.zip(&checklist.items) {
        let sources = checklist.sources_of(asked);
        let cited: Vec<Citation> = sources.iter().map(Source::cited).collect();
        item["sources"] = serde_json::to_value(cited).map_err(Failure::failed)?;
        let fields = [("indicators", json!({})), ("cuad", json!(null))];
        for (field, empty) in fields {
            if item.get(field).is_none() {
                item[field] = empty;
            }
        }
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::{
        GroundRule, ItemTexts, Profile, Retired, Signature, Translation,
    };
    use crate::domain::samples;

    #[test]
    fn texts_that_fall_back_and_drafts_show_it() {
        let mut list = samples::checklist();
        list.items.truncate(1);
        list.items[0].when = Some(When {
            countries: vec!["RS".to_owned()],
            supplier_outside: Some(Abroad::Eu),
            ..When::default()
        });
        list.relaxed_rules = vec![GroundRule::ClausesRead];
        list.profiles = vec![Profile {
            id: "core".to_owned(),
            title: "Core".to_owned(),
            items: vec!["network".to_owned()],
        }];
        list.retired = vec![Retired {
            id: "old".to_owned(),
            reason: "Asked twice.".to_owned(),
        }];
        let texts = ItemTexts {
            question: Some("A është i kufizuar rrjeti?".to_owned()),
            ..ItemTexts::default()
        };
        let translation = Translation {
            items: [("network".to_owned(), texts)].into(),
            ..Translation::default()
        };
        list.translations.insert("sq".to_owned(), translation);
        let lines = shown(&list, Language::Albanian);
        assert_eq!(
            lines.join("\n"),
            "sample@1  [en] Sample checklist\n\
             Sources as of 2026-11-21.\n\
             Written in English; translated into sq.\n\
             Texts in Albanian: Machine-drafted, to be reviewed.\n\
             Profiles:\n  \
               core: [en] Core (1 item)\n\
             Rules that it does without:\n  \
               “Absent” may be answered while clauses are unread.\n\
             \n\
             [en] Data\n  \
               network (safeguard, high)\n      \
                   A është i kufizuar rrjeti?\n      \
                   Ask: [en] What about network?\n      \
                   Asked only when the public body is of RS and the supplier is from outside the EU.\n\
             \n\
             No longer asked\n  \
               old: Asked twice."
        );
        let signed = list.translations.get_mut("sq").expect("is there");
        signed.signed = Some(Signature {
            by: "A. Reader".to_owned(),
            on: "2026-11-20".to_owned(),
        });
        let signed = shown(&list, Language::Albanian);
        assert_eq!(
            signed[3],
            "Texts in Albanian: A. Reader answers for them since 2026-11-20."
        );
        let none = shown(&list, Language::Bosnian);
        assert_eq!(
            none[3],
            "There are no texts in Bosnian: those in English are shown."
        );
        let own = shown(&list, Language::English);
        assert_eq!(own[0], "sample@1  Sample checklist");
    }
}
