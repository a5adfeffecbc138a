//! What a public edition shows of the agreement itself: its particulars, who signed it off, what is open and what was
//! remarked on its file.

use super::{Part, Veil};
use crate::domain::document::Diagnostic;
use crate::domain::review::Passage;
use crate::domain::summary::{
    AboutAgreement, DetailLine, Disagreement, ImportLine, Open, Side, SignOffLine,
};
use crate::domain::text::Span;

impl Veil<'_> {
    pub(super) fn sign_off(&mut self, line: &mut SignOffLine) {
        let SignOffLine {
            by: _,
            at: _,
            read: _,
            clauses: _,
            exception,
            changed_since,
        } = line;
        self.optional(exception);
        changed_since.iter_mut().for_each(|one| self.text(one));
    }

    pub(super) fn about(&mut self, about: &mut AboutAgreement) {
        let AboutAgreement {
            id: _,
            title,
            file,
            format: _,
            language: _,
            pages: _,
            pages_unread: _,
            pages_doubtful: _,
            characters: _,
            clauses: _,
            source_sha256: _,
            text_sha256: _,
            reader: _,
            details,
            imported,
        } = about;
        self.text(title);
        self.text(file);
        for one in details {
            self.at(Part::Particular, one.detail.name());
            self.detail(one);
        }
        self.at(Part::Agreement, "");
        for ImportLine {
            file,
            text_sha256: _,
            origin,
        } in imported
        {
            self.text(file);
            self.origin(origin, false);
        }
    }

    pub(super) fn detail(&mut self, line: &mut DetailLine) {
        let DetailLine {
            detail: _,
            text,
            passage,
            confidential,
            withheld,
            origin,
        } = line;
        *withheld = *confidential;
        self.marked(text, *confidential);
        self.origin(origin, *confidential);
        let Some(passage) = passage else {
            return;
        };
        let fits = passage.fits(self.agreement);
        let Passage {
            agreement: _,
            text_sha256: _,
            clause: _,
            label,
            page: _,
            start,
            end,
            quote,
            prefix,
            suffix,
        } = passage;
        *label = self.redaction.label(label);
        let place = Span::new(*start, *end);
        self.quote(place, (fits, *confidential), (quote, prefix, suffix));
    }

    pub(super) fn open(&mut self, open: &mut Open) {
        let Open {
            // Questions of the checklist.
            unanswered: _,
            unread,
            to_confirm: _,
            without_grounds: _,
            disagreements,
        } = open;
        unread.iter_mut().for_each(|one| self.place(one));
        for disagreement in disagreements {
            let Disagreement {
                item: _,
                detail: _,
                clause,
                start: _,
                end: _,
                sides,
            } = disagreement;
            if let Some(clause) = clause {
                self.place(clause);
            }
            for Side {
                by: _,
                says,
                in_public,
            } in sides
            {
                match in_public.take() {
                    Some(open) => *says = open,
                    None => self.text(says),
                }
            }
        }
    }

    pub(super) fn diagnostic(&mut self, diagnostic: &mut Diagnostic) {
        let Diagnostic {
            severity: _,
            code: _,
            message,
            page: _,
            place,
        } = diagnostic;
        let bytes = place.and_then(|place| self.agreement.to_bytes(place));
        let withheld = bytes.is_some_and(|bytes| self.redaction.hides(bytes));
        self.marked(message, withheld);
    }
}
