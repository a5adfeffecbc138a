//! `laws`: the laws of a country that can oblige a supplier to give data or help.

use super::args::Laws;
use super::context::Context;
use super::failure::{Exit, Failure};
use super::output::say;
use crate::app::sources::{Part, laws as law_parts, no_data};
use crate::domain::jurisdiction::{AccessLaw, Country, as_of, laws_of, with_data};
use serde::Serialize;

/// The shape of `laws --json` without a country.
#[derive(Serialize)]
struct Known {
    as_of: &'static str,
    countries: Vec<CountryRecord>,
}

#[derive(Serialize)]
struct CountryRecord {
    code: &'static str,
    name: &'static str,
    laws: usize,
}

/// The shape of `laws COUNTRY --json`; a member state of the European Union has its laws too.
#[derive(Serialize)]
struct Record<'a> {
    as_of: &'static str,
    code: &'a str,
    name: &'a str,
    in_eu: bool,
    eu_adequacy: String,
    laws: Vec<&'static AccessLaw>,
}

/// Runs `laws`.
pub fn laws(context: &Context, arguments: &Laws) -> Result<Exit, Failure> {
    let Some(named) = &arguments.country else {
        return known(context, arguments.json);
    };
    let Some(country) = Country::parse(named) else {
        return Err(Failure::usage(format!(
            "“{named}” is not surely one country that the program knows."
        ))
        .hint("Write its name or its code of two letters, such as RS."));
    };
    let laws = laws_of(country);
    let exit = if laws.is_empty() {
        Exit::NothingFound
    } else {
        Exit::Done
    };
    if arguments.json {
        context.output.json(&Record {
            as_of: as_of(),
            code: country.code(),
            name: country.name(),
            in_eu: country.in_eu(),
            eu_adequacy: country.adequacy().sentence(),
            laws,
        })?;
        return Ok(exit);
    }
    if laws.is_empty() {
        say(no_data(country));
        return Ok(exit);
    }
    context.output.line(format!(
        "As of {}. What the texts of laws say, not how they are applied; not legal advice.",
        as_of()
    ))?;
    for part in law_parts(country) {
        print(context, &part)?;
    }
    Ok(exit)
}

fn print(context: &Context, part: &Part) -> Result<(), Failure> {
    match part {
        Part::Title(words) | Part::Name(words) => {
            context.output.line("")?;
            context.output.line(words)
        }
        Part::Words(words) => context.output.line(words),
        Part::Point(words) => context.output.line(format!("  {words}")),
        Part::Doubt(words) => context.output.line(format!("! {words}")),
        Part::Field { name, words, .. } => context.output.line(format!("  {name:<17} {words}")),
    }
}

fn known(context: &Context, json: bool) -> Result<Exit, Failure> {
    let countries = with_data().into_iter().map(|country| CountryRecord {
        code: country.code(),
        name: country.name(),
        laws: laws_of(country).len(),
    });
    if json {
        context.output.json(&Known {
            as_of: as_of(),
            countries: countries.collect(),
        })?;
        return Ok(Exit::Done);
    }
    for country in countries {
        let CountryRecord { code, name, laws } = country;
        context
            .output
            .line(format!("{code}  {name:<24} {laws:>2}"))?;
    }
    Ok(Exit::Done)
}
