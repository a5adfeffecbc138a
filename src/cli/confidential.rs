//! `confidential`: marks an agreement, a clause or words as what no public edition may show.

use super::args::Confidential;
use super::context::{Context, clause, open_named};
use super::decisions::{carry_out, first, quoted, saved};
use super::failure::{Exit, Failure};
use crate::domain::review::Command;

/// Runs `confidential`.
pub fn run(context: &Context, arguments: &Confidential) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    let opened = open_named(&session, &arguments.agreement)?;
    let (place, words) = match (&arguments.clause, &arguments.quote) {
        (Some(query), Some(quote)) => {
            let clause = clause(&opened, query)?;
            (
                Some(clause.id.clone()),
                Some(quoted(&opened, clause, quote)?),
            )
        }
        (Some(query), None) => (Some(clause(&opened, query)?.id.clone()), None),
        (None, _) => (None, None),
    };
    let command = Command::Confidential {
        clause: place,
        words,
        confidential: !arguments.lift,
        reason: arguments.reason.clone(),
    };
    let written = carry_out(&mut session, command, &opened.agreement, first(&opened))?;
    saved(context, &session, &written)
}
