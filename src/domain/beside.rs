//! What stands beside one clause: how its pages were read, what was changed and remarked in it, and
//! letters in it that deceive.

use super::agreement::Agreement;
use super::clause::Clause;
use super::document::Diagnostic;
use super::margin::{Change, Comment, Furniture, PageRecord, Trust};
use super::text::Span;
use super::visible::deceiving;

/// What stands beside one clause.
#[derive(Debug, Clone, Default)]
pub struct Beside<'a> {
    /// The pages it stands on, as far as they are known.
    pub pages: Vec<&'a PageRecord>,
    /// Tracked changes in it.
    pub changes: Vec<&'a Change>,
    /// Comments on it.
    pub comments: Vec<&'a Comment>,
    /// What was told about places in it, or about its pages.
    pub diagnostics: Vec<&'a Diagnostic>,
    /// Page furniture of its pages.
    pub furniture: Vec<&'a Furniture>,
    /// Letters in it that pass for letters of another alphabet, in bytes of the text.
    pub strangers: Vec<Span>,
}

impl<'a> Beside<'a> {
    /// What stands beside a clause, its sub-clauses not included.
    pub fn of(agreement: &'a Agreement, clause: &Clause) -> Self {
        let document = &agreement.document;
        let margin = &document.margin;
        let last = clause.span.end == document.text.len();
        let within = |span: &Span| touches(clause.span, *span, last);
        let pages = pages_of(agreement, clause);
        let on_page = |page: Option<u32>| {
            let known = page.zip(pages);
            known.is_some_and(|(page, (first, last))| first <= page && page <= last)
        };
        let is_told_here = |told: &&Diagnostic| match told.place {
            Some(place) => agreement.to_bytes(place).as_ref().is_some_and(within),
            None => on_page(told.page),
        };
        let is_remarked_here = |comment: &&Comment| match &comment.span {
            Some(span) => within(span),
            None => on_page(comment.page),
        };
        let start = clause.span.start;
        let strangers = deceiving(clause.span.of(&document.text)).into_iter();
        Self {
            pages: list(&margin.pages, |one| on_page(Some(one.page))),
            changes: list(&margin.changes, |one| within(&one.span)),
            comments: list(&margin.comments, is_remarked_here),
            diagnostics: list(&document.diagnostics, is_told_here),
            furniture: list(&margin.furniture, |one| on_page(one.page)),
            strangers: strangers
                .map(|span| Span::new(start + span.start, start + span.end))
                .collect(),
        }
    }

    /// Whether there is something that whoever judges the clause should know. Page furniture, and
    /// pages that nothing speaks against, are no such thing.
    pub fn matters(&self) -> bool {
        let plain = |page: &&PageRecord| matches!(page.trust, Trust::Good | Trust::Blank);
        !(self.changes.is_empty()
            && self.comments.is_empty()
            && self.strangers.is_empty()
            && self.pages.iter().all(plain))
    }
}

fn list<T>(all: &[T], wanted: impl FnMut(&&T) -> bool) -> Vec<&T> {
    all.iter().filter(wanted).collect()
}

/// Whether a change or comment belongs to a clause; a point on the border of two belongs to the one
/// that begins there.
const fn touches(clause: Span, span: Span, last: bool) -> bool {
    if span.is_empty() {
        return clause.contains(span.start) || (last && span.start == clause.end);
    }
    clause.overlaps(span)
}

/// The first and the last page that a clause stands on.
fn pages_of(agreement: &Agreement, clause: &Clause) -> Option<(u32, u32)> {
    let blocks = &agreement.document.blocks;
    let start = blocks.partition_point(|block| block.span.end <= clause.span.start);
    let end = blocks.partition_point(|block| block.span.start < clause.span.end);
    let mut pages = blocks.get(start..end)?.iter().filter_map(|one| one.page);
    let first = pages.next().or(clause.page)?;
    Some((first, pages.next_back().unwrap_or(first)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::document::Severity;
    use crate::domain::margin::ChangeKind;
    use crate::domain::samples::agreement;

    fn change(start: usize, end: usize) -> Change {
        Change {
            kind: ChangeKind::Inserted,
            author: None,
            at: None,
            span: Span::new(start, end),
            words: String::new(),
        }
    }

    #[test]
    fn each_clause_has_what_stands_in_it_and_nothing_else() {
        let mut agreement = agreement("1. The network.\n\n2. Подaци.\n");
        let clauses = agreement.clauses.clauses().to_vec();
        let [.., first, second] = clauses.as_slice() else {
            panic!("two clauses");
        };
        let end = agreement.text().len();
        let border = second.span.start;
        agreement.document.margin.changes = vec![
            change(border - 2, border - 2),
            change(border - 1, border + 2),
            change(border, border),
            change(end, end),
        ];
        agreement.document.diagnostics = vec![
            Diagnostic::new(Severity::Info, "all", "About everything."),
            Diagnostic::new(Severity::Info, "here", "Here.").at(Span::new(0, 1)),
        ];
        let spans = |beside: &Beside<'_>| beside.changes.iter().map(|one| one.span.start).collect();
        let (one, two) = (
            Beside::of(&agreement, first),
            Beside::of(&agreement, second),
        );
        let (in_first, in_second): (Vec<_>, Vec<_>) = (spans(&one), spans(&two));
        assert_eq!(in_first, [border - 2, border - 1]);
        assert_eq!(in_second, [border - 1, border, end]);
        assert_eq!(one.diagnostics.len(), 1);
        assert!(one.strangers.is_empty() && two.diagnostics.is_empty());
        let letters: Vec<_> = two
            .strangers
            .iter()
            .map(|span| span.of(agreement.text()))
            .collect();
        assert_eq!(letters, ["a"]);
    }
}
