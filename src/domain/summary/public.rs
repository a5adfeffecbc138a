//! The public edition: the same summary without a word of what is marked confidential.
//!
//! **Withheld words are not hidden but gone**: no writer of a format has them to print. What is marked,
//! and what overlaps it in the text, is taken out by its place; then every text that people or files
//! have a say in passes through [`Veil::text`]. The structures are taken apart field by field, so that a
//! new field does not compile before somebody has thought about it here.

mod about;
mod findings;
mod masked;

pub use masked::{Masked, Part, first_words};

use super::finding::{Origin, Place, Settled};
use super::{Edition, Summary};
use crate::domain::agreement::Agreement;
use crate::domain::cite::cite;
use crate::domain::redaction::{Redaction, mark};
use crate::domain::text::Span;
use std::sync::Arc;

/// A public edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Public {
    /// The summary.
    pub summary: Summary,
    /// Other texts that were masked because they repeat withheld words, in the order of the summary.
    pub masked: Vec<Masked>,
}

/// The agreement as a whole is confidential: there is no public edition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", tr!("“{title}” is marked as confidential as a whole, so that there is no public edition of it.", title = .title))]
pub struct WholeWithheld {
    /// Title of the agreement.
    pub title: String,
}

impl Summary {
    /// The public edition of this summary of an agreement.
    pub fn public(
        mut self,
        agreement: &Agreement,
        redaction: &Redaction,
    ) -> Result<Public, WholeWithheld> {
        if redaction.is_whole() {
            return Err(WholeWithheld {
                title: self.agreement.title,
            });
        }
        let mut veil = Veil {
            agreement,
            redaction,
            part: Part::Agreement,
            about: String::new(),
            masked: Vec::new(),
        };
        veil.summary(&mut self);
        let mut shown = redaction.open_agreement(agreement);
        shown.document.diagnostics.clone_from(&self.diagnostics);
        self.open_agreement = Some(Arc::new(shown));
        Ok(Public {
            masked: veil.masked,
            summary: self,
        })
    }
}

/// Goes through a summary and takes withheld words out.
struct Veil<'a> {
    agreement: &'a Agreement,
    redaction: &'a Redaction,
    /// Where it is.
    part: Part,
    about: String,
    masked: Vec<Masked>,
}

impl Veil<'_> {
    fn summary(&mut self, summary: &mut Summary) {
        let Summary {
            format: _,
            positions: _,
            edition,
            language: _,
            complete: _,
            stage: _,
            sign_offs,
            workspace: _,
            last_entry_at: _,
            agreement,
            // Published by itself: see the head of `redaction`.
            checklists: _,
            reviewers: _,
            counts: _,
            open,
            findings,
            missing,
            notes,
            diagnostics,
            elsewhere: _,
            journals: _,
            unfinished_journals: _,
            // Heads and roots, signed.
            checkpoint: _,
            open_agreement: _,
        } = summary;
        *edition = Edition::Public;
        self.at(Part::SignOff, "");
        sign_offs.iter_mut().for_each(|one| self.sign_off(one));
        self.at(Part::Agreement, "");
        self.about(agreement);
        self.at(Part::Open, "");
        self.open(open);
        findings.iter_mut().for_each(|one| self.finding(one));
        self.at(Part::Missing, "");
        missing.retain_mut(|one| self.missing(one));
        notes.iter_mut().for_each(|one| self.placed(one));
        self.at(Part::Remark, "");
        diagnostics.iter_mut().for_each(|one| self.diagnostic(one));
    }

    /// Says where it is from here on.
    fn at(&mut self, part: Part, about: &str) {
        self.part = part;
        about.clone_into(&mut self.about);
    }

    /// Remembers a text that is masked.
    fn masks(&mut self, words: &str) {
        self.masked.push(Masked {
            part: self.part,
            about: self.about.clone(),
            words: words.to_owned(),
        });
    }

    /// A text in somebody's own words, or with such words in it.
    fn text(&mut self, text: &mut String) {
        if let Some(masked) = self.redaction.masked(text) {
            self.masks(text);
            *text = masked;
        }
    }

    fn optional(&mut self, text: &mut Option<String>) {
        if let Some(text) = text {
            self.text(text);
        }
    }

    /// What is marked goes as a whole; anything else as far as it repeats what is.
    fn marked(&mut self, text: &mut String, confidential: bool) {
        if confidential {
            mark().clone_into(text);
        } else {
            self.text(text);
        }
    }

    /// Words of the agreement with those before and after them. Gives whether any were taken out.
    fn quote(
        &mut self,
        scalars: Span,
        (fits, confidential): (bool, bool),
        (quote, prefix, suffix): (&mut String, &mut String, &mut String),
    ) -> bool {
        let bytes = self.agreement.to_bytes(scalars).filter(|_| fits);
        if confidential {
            mark().clone_into(quote);
            prefix.clear();
            suffix.clear();
            return true;
        }
        let Some(bytes) = bytes else {
            // Of another reading: where it was cut off cannot be told.
            if !self.redaction.is_empty() {
                prefix.clear();
                suffix.clear();
            }
            let before = self.masked.len();
            self.text(quote);
            return before < self.masked.len();
        };
        let around = [
            (
                bytes.start.saturating_sub(prefix.len()),
                bytes.start,
                prefix,
            ),
            (bytes.end, bytes.end + suffix.len(), suffix),
        ];
        for (start, end, text) in around {
            if self.redaction.hides(Span::new(start, end)) {
                *text = self.redaction.words(self.agreement, Span::new(start, end));
            }
        }
        let hidden = self.redaction.hides(bytes);
        if hidden {
            self.masks(quote);
            *quote = self.redaction.words(self.agreement, bytes);
        }
        hidden
    }

    fn origin(&mut self, origin: &mut Origin, confidential: bool) {
        let Origin {
            by: _,
            at: _,
            writer: _,
            seq: _,
            entry: _,
            settled,
        } = origin;
        if let Some(Settled { reason, over: _ }) = settled {
            self.marked(reason, confidential);
        }
    }

    fn place(&mut self, place: &mut Place) {
        let Place {
            id,
            label,
            name,
            page: _,
        } = place;
        *label = self.redaction.label(label);
        let shown = match self.agreement.clauses.index_of(id) {
            Some(at) if !self.redaction.shows_heading(self.agreement, at) => {
                let numbered = !self.agreement.clauses.clauses()[at].label.is_empty();
                numbered.then(|| self.redaction.label(&cite(self.agreement, at)))
            }
            _ => {
                self.text(name);
                return;
            }
        };
        *name = shown.unwrap_or_else(|| id.to_string());
    }
}
