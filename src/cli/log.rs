//! `log`: the journals as a person or a program reads them.

use super::args::Log;
use super::context::{Context, agreement_id};
use super::failure::{Exit, Failure};
use super::output::say;
use crate::domain::redaction::mark;
use crate::domain::review::StoredEntry;
use crate::domain::review::log::filter::{since, until};
use crate::domain::review::log::kind::FAMILIES;
use crate::domain::review::log::{Filter, Kind, LogFormat, Who, Words, in_order};
use crate::domain::review::people::Moment;
use crate::domain::review::telling::tell;
use crate::domain::summary::{Edition, WholeWithheld};
use crate::domain::visible::visible_line;
use crate::runtime::export::{ExportError, write_bytes};
use crate::runtime::log::{Closed, bytes, read_whole, without_words};
use crate::runtime::session::Session;
use serde_json::json;

/// Runs `log`.
pub fn run(context: &Context, arguments: &Log) -> Result<Exit, Failure> {
    let session = context.reading()?;
    let filter = filter(&session, arguments)?;
    let entries = session.entries();
    let order = in_order(entries);
    let shown = filter.select(entries, &order);
    if shown.is_empty() && !filter.is_empty() {
        return Err(Failure::new(
            Exit::NothingFound,
            match order.len() {
                1 => "The only entry is not like that.".to_owned(),
                all => format!("None of the {all} entries is like that."),
            },
        ));
    }
    let closed = closed(&session, arguments, &filter)?;
    let Some(format) = LogFormat::parse(&arguments.format) else {
        return told(context, arguments, (&session, &closed), &shown);
    };
    let (written, fits) = bytes(&session, &filter, (&shown, order.len()), format, &closed)?;
    if format == LogFormat::Lines {
        warn(&session);
        return put(context, arguments, &written);
    }
    let exit = put(context, arguments, &written)?;
    if !fits {
        say("Something does not fit; the log says what. `rapporteur verify` tells more.");
        return Ok(Exit::Integrity);
    }
    Ok(exit)
}

/// What the edition that is asked for must not show.
fn closed(session: &Session, arguments: &Log, filter: &Filter) -> Result<Closed, Failure> {
    let edition = Edition::parse(&arguments.edition).unwrap_or(Edition::Public);
    let named = filter
        .agreement
        .as_ref()
        .filter(|_| edition == Edition::Public);
    if let Some(id) = named.filter(|id| session.is_confidential(id)) {
        let title = session.open(id)?.agreement.document.title;
        let error = ExportError::Withheld(WholeWithheld { title });
        return Err(Failure::failed(&error).hint(error.hint()));
    }
    Ok(Closed::of(session, edition)?)
}

/// Entries for reading here, one a line; or, as the journals have them, as JSON.
fn told(
    context: &Context,
    arguments: &Log,
    (session, closed): (&Session, &Closed),
    shown: &[usize],
) -> Result<Exit, Failure> {
    let mut all = String::new();
    for stored in shown.iter().filter_map(|&at| session.entries().get(at)) {
        let withheld = closed.withholds(stored);
        let line = if arguments.json && withheld {
            without_words(stored).to_string()
        } else if arguments.json {
            serde_json::to_string(&as_json(stored)?).map_err(Failure::failed)?
        } else {
            line(stored, withheld)
        };
        if arguments.output.is_some() {
            all.push_str(&line);
            all.push('\n');
        } else {
            context.output.line(line)?;
        }
    }
    warn(session);
    if arguments.output.is_some() {
        return put(context, arguments, all.as_bytes());
    }
    Ok(Exit::Done)
}

fn as_json(stored: &StoredEntry) -> Result<serde_json::Value, Failure> {
    let mut value = serde_json::to_value(&stored.entry).map_err(Failure::failed)?;
    value["hash"] = json!(stored.hash);
    value["told"] = json!(tell(stored).line());
    Ok(value)
}

fn line(stored: &StoredEntry, withheld: bool) -> String {
    let entry = &stored.entry;
    let told = if withheld {
        mark().to_owned()
    } else {
        tell(stored).line()
    };
    let back = if entry.clock.is_some() {
        " (clock went back)"
    } else {
        ""
    };
    format!(
        "{}{back}  {} #{}  {}",
        entry.at.to_minute(),
        entry.by.name,
        entry.seq,
        visible_line(&told)
    )
}

/// What is read here says nothing of proof; that something does not fit must be known all the same.
fn warn(session: &Session) {
    if !read_whole(session) {
        say("Something in these journals does not fit; `rapporteur verify` tells what.");
    }
}

fn put(context: &Context, arguments: &Log, bytes: &[u8]) -> Result<Exit, Failure> {
    let Some(path) = &arguments.output else {
        context.output.exactly(&String::from_utf8_lossy(bytes))?;
        return Ok(Exit::Done);
    };
    write_bytes(bytes, path, arguments.force)
        .map_err(|error| Failure::failed(&error).hint(error.hint()))?;
    say(format!("Written to {}.", path.display()));
    Ok(Exit::Done)
}

/// What the arguments ask for.
fn filter(session: &Session, arguments: &Log) -> Result<Filter, Failure> {
    let mut filter = Filter {
        item: arguments.item.clone(),
        since: time(arguments.since.as_deref(), since)?,
        until: time(arguments.until.as_deref(), until)?,
        text: Words::of(arguments.text.as_deref().unwrap_or_default()),
        ..Filter::default()
    };
    if let Some(query) = &arguments.agreement {
        filter.agreement = Some(agreement_id(session, query)?);
    }
    if let Some(name) = &arguments.by {
        filter.by = Some(Who::named(session.entries(), name).ok_or_else(|| nobody(session, name))?);
    }
    if let Some(name) = &arguments.kind {
        filter.kind = Some(Kind::parse(name).ok_or_else(|| {
            let names: Vec<&str> = FAMILIES.iter().map(|family| family.name).collect();
            Failure::usage(format!("There is no kind of entries called {name}."))
                .hint(format!("There are: {}.", names.join(", ")))
        })?);
    }
    Ok(filter)
}

fn time(text: Option<&str>, read: fn(&str) -> Option<Moment>) -> Result<Option<Moment>, Failure> {
    let Some(text) = text else {
        return Ok(None);
    };
    let time = read(text).ok_or_else(|| {
        Failure::usage(format!("“{text}” is no time."))
            .hint("Write a day or a time in UTC, such as 2026-11-21 or 2026-11-21 09:30.")
    })?;
    Ok(Some(time))
}

fn nobody(session: &Session, name: &str) -> Failure {
    let mut names: Vec<&str> = session
        .entries()
        .iter()
        .map(|stored| stored.entry.by.name.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    let failure = Failure::new(
        Exit::NothingFound,
        format!("Nobody called {name} has written in these journals."),
    );
    if names.is_empty() {
        failure
    } else {
        failure.hint(format!("These have: {}.", names.join(", ")))
    }
}
