//! `similar`: what is most like a clause in all agreements of the workspace, how it was judged there,
//! and in which words it differs.

use super::args::Similar;
use super::context::{Context, clause, open_named};
use super::decisions::quoted;
use super::failure::{Exit, Failure};
use super::output::say;
use super::progress::Progress;
use crate::app::elsewhere::Finds;
use crate::domain::counted::counted;
use crate::domain::elsewhere::{Find, Judgement, Question, judged};
use crate::domain::passages::{Comparison, Kind};
use crate::domain::visible::visible_line;
use crate::runtime::elsewhere::Place;
use crate::runtime::session::Session;
use serde_json::{Value, json};
use std::sync::Arc;

/// Runs `similar`.
pub fn run(context: &Context, arguments: &Similar) -> Result<Exit, Failure> {
    let session = context.reading()?;
    let opened = open_named(&session, &arguments.agreement)?;
    let clause = clause(&opened, &arguments.clause)?;
    let judged = judged(session.state());
    let question = match &arguments.quote {
        Some(quote) => {
            let words = quoted(&opened, clause, quote)?;
            Question::new(&opened.agreement, words, judged)
        }
        None => Question::on_clause(&opened.agreement, clause, judged),
    };
    if question.is_too_short() {
        return Err(Failure::usage(format!(
            "Clause {} has too few words to be compared.",
            clause.id
        ))
        .hint("Name a clause that says something; `rapporteur clauses AGREEMENT` lists them."));
    }
    let mut found = look(&session, &question)?;
    found.finds.truncate(arguments.top);
    if arguments.json {
        let asked = opened.agreement.to_scalars(question.span);
        let finds: Vec<Value> = found
            .finds
            .iter()
            .map(|find| record(&session, &question, find, arguments.compare))
            .collect();
        context.output.json(&json!({"agreement": question.agreement, "clause": clause.id, "label": clause.label,
            "start": asked.start, "end": asked.end, "searched": found.searched, "left_out": found.left_out, "found": finds}))?;
    } else {
        for find in &found.finds {
            tell(context, &session, &question, find, arguments.compare)?;
        }
    }
    if found.left_out > 0 {
        say(format!(
            "{} could not be read and were not searched.",
            counted(found.left_out, "agreement")
        ));
    }
    if !found.finds.is_empty() {
        return Ok(Exit::Done);
    }
    let searched = counted(found.searched, "agreement");
    let message = format!("Nothing like it stands in the {searched} of this workspace.");
    Err(
        Failure::new(Exit::NothingFound, message).hint(if found.searched <= 1 {
            "Read more agreements in with `rapporteur import FILE…`."
        } else {
            "Only wording is compared; with --quote only the words that matter are looked for."
        }),
    )
}

/// Reads all agreements, with a bar where somebody waits for it.
fn look(session: &Session, question: &Question) -> Result<Finds, Failure> {
    let place = Place {
        shelf: Arc::default(),
        library: Box::new(session.kept_agreements()),
    };
    let bar = Progress::new();
    let found = place.look(question, &mut |done, total| {
        bar.done(done, total);
        true
    });
    bar.finish();
    found
        .unwrap_or_else(|| Ok(Finds::default()))
        .map_err(Failure::failed)
}

fn tell(
    context: &Context,
    session: &Session,
    question: &Question,
    find: &Find,
    compare: bool,
) -> Result<(), Failure> {
    let page = find.page.map(|page| format!(" (page {page})"));
    let label = visible_line(&find.label);
    context.output.line(format!(
        "{:>3} %  {}  {}: {label}{}",
        find.percent(),
        find.agreement,
        visible_line(&find.title),
        page.unwrap_or_default()
    ))?;
    let judgements = find.judgements(session.state());
    for judgement in &judgements {
        context
            .output
            .line(format!("       {}", judged_line(judgement)))?;
    }
    if judgements.is_empty() {
        context.output.line("       not judged by anybody")?;
    }
    if compare {
        let comparison = Comparison::of(&question.words, &find.words);
        let words = comparison.marked(&question.words, &find.words);
        context
            .output
            .line(format!("       {}", visible_line(&words)))?;
    }
    Ok(())
}

fn judged_line(judgement: &Judgement) -> String {
    let Judgement {
        item,
        assessment,
        by,
    } = judgement;
    format!(
        "{} by {}: {}",
        assessment.name(),
        visible_line(by),
        item.item
    )
}

fn record(session: &Session, question: &Question, find: &Find, compare: bool) -> Value {
    let mut record = json!({"agreement": find.agreement, "title": find.title, "clause": find.clause, "label": find.label,
        "page": find.page, "start": find.place.start, "end": find.place.end, "alike": find.thousandths,
        "text": find.words, "judged": find.judgements(session.state())});
    if compare && let Some(fields) = record.as_object_mut() {
        let comparison = Comparison::of(&question.words, &find.words);
        let runs: Vec<Value> = comparison
            .runs
            .iter()
            .map(|run| {
                let (kind, words) = match run.kind {
                    Kind::Equal => ("equal", run.second.of(&find.words)),
                    Kind::Removed => ("removed", run.first.of(&question.words)),
                    Kind::Inserted => ("inserted", run.second.of(&find.words)),
                };
                json!({"kind": kind, "text": words})
            })
            .collect();
        fields.insert("same_words".to_owned(), json!(comparison.percent()));
        fields.insert("runs".to_owned(), Value::Array(runs));
    }
    record
}
