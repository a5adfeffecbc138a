//! A summary as a report: a tree of blocks in the language that is spoken, from which every format for people is written.
//!
//! What a report says, and in which order, is decided here alone; the writers of formats only know how it looks. It knows
//! nothing of files.

mod block;
mod findings;
mod front;
mod portfolio;
mod result;
mod tail;
mod words;

pub use block::{Bar, Bars, Block, Cell, Heading, Line, Piece, Quote, Report, Table, Tone};

pub use portfolio::of_many;
pub use words::which_tag;

use crate::domain::summary::{Edition, Summary};
use crate::domain::translate::spoken;
use crate::tr;

/// The report of a review.
pub fn of(summary: &Summary) -> Report {
    let title = &summary.agreement.title;
    let mut blocks = Vec::new();
    front::warnings(&mut blocks, summary);
    blocks.push(Block::Paragraph(edition(summary.edition)));
    front::about(&mut blocks, summary);
    result::result(&mut blocks, summary);
    findings::all(&mut blocks, summary);
    result::facts(&mut blocks, summary);
    tail::questions(&mut blocks, summary);
    tail::notes(&mut blocks, summary);
    tail::unread(&mut blocks, summary);
    tail::document(&mut blocks, summary);
    tail::method(&mut blocks, summary);
    tail::sign_offs(&mut blocks, summary);
    tail::journals(&mut blocks, summary);
    Report {
        title: if summary.complete {
            tr!("Review of “{title}”", title)
        } else {
            tr!("INCOMPLETE: Review of “{title}”", title)
        },
        language: spoken(),
        stamp: (!summary.complete).then(|| tr!(stamp: "INCOMPLETE").to_owned()),
        foot: tr!(
            "{title} · edition {edition}",
            title,
            edition = summary.edition.label()
        ),
        date: summary.last_entry_at,
        blocks,
    }
}

/// How much is shown.
fn edition(edition: Edition) -> Line {
    let sentence = match edition {
        Edition::Confidential => tr!(
            "Edition: **confidential**. It shows everything, also what is marked “(confidential)”."
        ),
        Edition::Public => tr!(
            "Edition: **public**. “[withheld]” stands for words that are confidential; what is withheld keeps the number and the hash of its entry in the journal."
        ),
    };
    Line::filled(sentence, &[])
}
