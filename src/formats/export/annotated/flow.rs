//! The text of an agreement as paragraphs to be written again, and the words of remarks in them.

use super::remarks::{On, Remark};
use crate::domain::agreement::Agreement;
use crate::domain::clause::{Clause, ClauseKind};
use crate::domain::document::{Block, BlockKind};
use crate::domain::text::Span;

/// A heading longer than this is a clause in heading's clothes.
const LONGEST_HEADING: usize = 160;

/// A paragraph of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Para {
    /// Its bytes.
    pub span: Span,
    /// What it looks like.
    pub style: Style,
    /// Position of its clause in the tree.
    pub clause: usize,
    /// Whether it is the first of its clause.
    pub first: bool,
    /// The page that begins with it.
    pub page: Option<u32>,
}

/// What a paragraph looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// The title of the document.
    Title,
    /// A heading; 1 is the highest.
    Heading(u8),
    /// Running text, so many levels deep.
    Body(u8),
    /// A row of a table; cells are separated by TAB.
    Row,
}

/// Words that look alike: the same remarks are about all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes.
    pub span: Span,
    /// Places in the list of remarks of those that are about it.
    pub about: Vec<usize>,
}

/// All paragraphs, in the order of the text: every word of it is in one.
pub fn paragraphs(agreement: &Agreement) -> Vec<Para> {
    let mut flow = Flow {
        agreement,
        paras: Vec::new(),
        clause: 0,
        last: None,
        page: None,
    };
    let mut end = 0;
    for block in &agreement.document.blocks {
        flow.push(Span::new(end, block.span.start), None);
        flow.push(block.span, Some(block));
        end = block.span.end;
    }
    flow.push(Span::new(end, agreement.text().len()), None);
    flow.paras
}

struct Flow<'a> {
    agreement: &'a Agreement,
    paras: Vec<Para>,
    /// The clause that is being written.
    clause: usize,
    /// The clause of the paragraph before.
    last: Option<usize>,
    page: Option<u32>,
}

impl Flow<'_> {
    /// Adds a block, parted where clauses begin in it.
    fn push(&mut self, span: Span, block: Option<&Block>) {
        let clauses = self.agreement.clauses.clauses();
        let mut start = span.start;
        while start < span.end {
            while clauses
                .get(self.clause)
                .is_some_and(|clause| clause.span.end <= start)
            {
                self.clause += 1;
            }
            let clause = clauses.get(self.clause);
            let end = clause.map_or(span.end, |clause| clause.span.end.min(span.end));
            let end = if end <= start { span.end } else { end };
            self.one(Span::new(start, end), block, clause);
            start = end;
        }
    }

    fn one(&mut self, span: Span, block: Option<&Block>, clause: Option<&Clause>) {
        let span = span.trimmed(self.agreement.text());
        if span.is_empty() {
            return;
        }
        let first = self.last != Some(self.clause);
        let page = block.and_then(|block| block.page);
        let begins = page.filter(|page| self.page.is_some_and(|before| before != *page));
        self.page = page.or(self.page);
        self.last = Some(self.clause);
        let short = span.of(self.agreement.text()).chars().count() <= LONGEST_HEADING;
        self.paras.push(Para {
            span,
            style: style(block, clause, first && short),
            clause: self.clause,
            first,
            page: begins,
        });
    }
}

fn style(block: Option<&Block>, clause: Option<&Clause>, may_head: bool) -> Style {
    match block.map(|block| block.kind) {
        Some(BlockKind::TableRow) => return Style::Row,
        Some(BlockKind::Heading(level)) if may_head => return Style::Heading(level.clamp(1, 4)),
        _ => {}
    }
    let Some(clause) = clause else {
        return Style::Body(0);
    };
    match clause.kind {
        ClauseKind::Title if may_head => Style::Title,
        ClauseKind::Part | ClauseKind::Annex if may_head => Style::Heading(1),
        ClauseKind::Chapter if may_head => Style::Heading(2),
        ClauseKind::Section | ClauseKind::Article if may_head => Style::Heading(3),
        ClauseKind::Point => Style::Body(clause.level.clamp(1, 4)),
        _ => Style::Body(0),
    }
}

/// A paragraph cut where words begin or end that a remark is about.
pub fn pieces(para: Span, remarks: &[Remark]) -> Vec<Piece> {
    let here: Vec<(usize, Span)> = remarks
        .iter()
        .enumerate()
        .filter_map(|(place, remark)| Some((place, remark.words()?)))
        .filter(|(_, words)| words.overlaps(para))
        .collect();
    let mut cuts: Vec<usize> = here
        .iter()
        .flat_map(|(_, words)| [words.start, words.end])
        .filter(|at| para.start < *at && *at < para.end)
        .chain([para.start, para.end])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let spans = cuts.windows(2).map(|pair| Span::new(pair[0], pair[1]));
    spans
        .map(|span| Piece {
            span,
            about: here
                .iter()
                .filter(|(_, words)| words.overlaps(span))
                .map(|(place, _)| *place)
                .collect(),
        })
        .collect()
}

/// For each remark the paragraphs, by place, in which it begins and ends.
pub fn reaches(paras: &[Para], remarks: &[Remark]) -> Vec<(usize, usize)> {
    let at = |byte: usize| {
        let next = paras.partition_point(|para| para.span.start <= byte);
        next.saturating_sub(1)
    };
    let reach = |remark: &Remark| match remark.on {
        On::Agreement => (0, 0),
        On::Clause(span) => (at(span.start), at(span.start)),
        On::Words(span) => (at(span.start), at(span.end.saturating_sub(1))),
    };
    remarks.iter().map(reach).collect()
}
