//! `checklist validate`: everything that is wrong with checklists, at once.

use super::named::{bytes, mistakes};
use crate::cli::args::ChecklistValidate;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::output::say;
use crate::domain::checklist::validate::{self, Problem};
use crate::runtime::session::Session;
use serde_json::{Value, json};

/// Runs `checklist validate`: the exit code is that of the worst of the files.
pub fn run(context: &Context, arguments: &ChecklistValidate) -> Result<Exit, Failure> {
    let session = context.reading().ok();
    if let [only] = arguments.checklists.as_slice() {
        return one(context, session.as_ref(), only, arguments.json);
    }
    let mut worst = Exit::Done;
    for name in &arguments.checklists {
        match one(context, session.as_ref(), name, arguments.json) {
            Ok(Exit::Done) => {}
            Ok(exit) if worst == Exit::Done => worst = exit,
            Ok(_) => {}
            Err(failure) if failure.silent => return Err(failure),
            Err(failure) => {
                if arguments.json {
                    let problem = json!({"line": null, "path": "", "message": failure.message});
                    let told =
                        json!({"file": name, "ok": false, "problems": [problem], "remarks": []});
                    context.output.json(&told)?;
                }
                say(format!("rapporteur: {}", failure.message));
                worst = Exit::Failed;
            }
        }
    }
    Ok(worst)
}

fn one(
    context: &Context,
    session: Option<&Session>,
    name: &str,
    as_json: bool,
) -> Result<Exit, Failure> {
    let bytes = bytes(session, name)?;
    let problems = validate::parse(&bytes).err().unwrap_or_default();
    // Of what is no good checklist only the mistakes are told: they come first.
    let remarks = if problems.is_empty() {
        validate::remarks(&bytes)
    } else {
        Vec::new()
    };
    if as_json {
        context.output.json(&json!({
            "file": name,
            "ok": problems.is_empty(),
            "problems": listed(&problems),
            "remarks": listed(&remarks),
        }))?;
    } else {
        print(context, name, &problems, &remarks)?;
    }
    Ok(if problems.is_empty() {
        Exit::Done
    } else {
        Exit::Refused
    })
}

fn listed(problems: &[Problem]) -> Vec<Value> {
    let problems = problems.iter();
    problems
        .map(|one| json!({"line": one.line, "path": one.path, "message": one.message}))
        .collect()
}

fn print(
    context: &Context,
    name: &str,
    problems: &[Problem],
    remarks: &[Problem],
) -> Result<(), Failure> {
    let out = &context.output;
    if !problems.is_empty() {
        for problem in problems {
            out.line(problem.to_string())?;
        }
        say(format!("{name} has {}.", mistakes(problems)));
        return Ok(());
    }
    out.line(format!("{name} is a good checklist."))?;
    if !remarks.is_empty() {
        out.line("Nothing of this has to be changed, but look at it once:")?;
    }
    for remark in remarks {
        out.line(format!("  {remark}"))?;
    }
    Ok(())
}
