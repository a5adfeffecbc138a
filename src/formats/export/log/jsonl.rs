//! The log for programs: one JSON object a line. The first says what was selected and what is proven;
//! every further one is an entry.

use super::super::json::careful;
use crate::domain::review::heads::MARK;
use crate::domain::review::log::proof::JournalStanding;
use crate::domain::review::log::witness::Sighting;
use crate::domain::review::log::{LogReport, Witness};
use serde::Serialize;
use serde_json::{Value, json};

/// The log as JSON lines.
pub fn jsonl(report: &LogReport) -> String {
    let mut lines = line(&head(report));
    for entry in &report.entries {
        lines.push_str(&line(entry));
    }
    lines
}

/// One line. A journal head is broken wherever it is not the value of `token`; a quote inside a value
/// is always escaped, so that words cannot imitate the field, and `\/` reads back as `/`.
fn line(value: &impl Serialize) -> String {
    const FIELD: &str = "\"token\":\"";
    let broken = MARK.replace('/', "\\/");
    let own = format!("{FIELD}{MARK}");
    let json = careful(value).replace(MARK, &broken);
    json.replace(&format!("{FIELD}{broken}"), &own) + "\n"
}

fn head(report: &LogReport) -> Value {
    let proof = &report.proof;
    let journals: Vec<Value> = proof.journals.iter().map(journal).collect();
    json!({
        "format": "rapporteur-log/1",
        "workspace": report.workspace,
        "selected": report.selected,
        "entries": report.entries.len(),
        "of": report.total,
        "verification": {
            "ok": proof.is_whole(),
            "result": proof.headline(),
            "journals": journals,
            "problems": proof.problems,
        },
    })
}

fn journal(standing: &JournalStanding) -> Value {
    let witness = |one: &Witness| {
        let at = one.of(one.up_to());
        json!({"means": one.means.name(), "name": one.name(), "writer": one.writer, "by": one.by, "same_reviewer": one.own,
            "seq": one.up_to(), "at": at.map(|Sighting { at, .. }| at)})
    };
    let witnesses: Vec<Value> = standing.witnesses.iter().map(witness).collect();
    json!({
        "writer": standing.writer,
        "by": standing.by,
        "entries": standing.entries,
        "proven": standing.proven,
        "remembered": standing.remembered,
        "witnessed": standing.witnessed(),
        "witnesses": witnesses,
        "token": standing.token,
    })
}
