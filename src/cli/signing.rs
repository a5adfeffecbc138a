//! `sign-off`: the end of a review, in the name of a person.

use super::args::SignOff;
use super::checkpoints::checkpoint;
use super::context::{Context, open_named};
use super::decisions::saved;
use super::failure::{Exit, Failure};
use super::output::say;
use crate::domain::review::trust::Occasion;
use crate::domain::review::{Refusal, Stage};
use crate::runtime::session::SessionError;

/// Runs `sign-off`.
pub fn sign_off(context: &Context, arguments: &SignOff) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    let opened = open_named(&session, &arguments.agreement)?;
    let outcome = if arguments.withdraw {
        session.withdraw_sign_off(&opened, arguments.reason.clone())
    } else {
        session.sign_off(&opened, arguments.exception.clone())
    };
    let written = match outcome {
        Err(SessionError::Refused(refusal @ Refusal::NotComplete { .. })) => {
            return Err(
                Failure::new(Exit::Incomplete, format!("Not signed off: {refusal}.")).hint(
                    "Finish what is open, or say with --exception why it is signed off all the same.",
                ),
            );
        }
        outcome => outcome?,
    };
    let review = session.review(&opened.agreement.id);
    if !arguments.withdraw
        && let Some(exception) = &arguments.exception
        && review
            .signed()
            .iter()
            .all(|one| one.sign_off.exception.as_ref() != Some(exception))
    {
        say("Nothing is open, so that the exception was not needed and not written.");
    }
    if !arguments.withdraw {
        let sealed = checkpoint(context, &mut session, Occasion::SignOff, true)?;
        context.output.exactly(&sealed.note)?;
    }
    let title = &opened.agreement.document.title;
    let coverage = super::shows::coverage(&session, &opened);
    say(format!(
        "“{title}” is now {}.",
        Stage::of(&review, &coverage).label()
    ));
    saved(context, &session, &written)
}
