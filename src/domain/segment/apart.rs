//! Annexes without a number, and tables with a caption.
//!
//! Part of the walk in `walk`.

use super::fold::folded;
use super::front::{Front, is_bare_annex};
use super::headings::tidy;
use super::stack::{Open, rank};
use super::vocabulary::Vocabulary;
use super::walk::Builder;
use crate::domain::clause::ClauseKind;
use crate::domain::document::BlockKind;

impl Builder<'_> {
    /// `ANNEX` alone on its line after the last clause; the line to go on with.
    pub(super) fn bare_annex(&mut self, line: usize) -> Option<usize> {
        let this = self.line(line);
        let annex = is_bare_annex(self.page, line);
        if !annex || self.front != Front::Done || self.places.goes_on[line] || !this.starts {
            return None;
        }
        self.signing = false;
        self.chapter = None;
        self.stack.open.clear();
        let titled = self.page.titles_an_annex(line + 1);
        let heading = if titled {
            tidy(self.page.words(line + 1))
        } else {
            String::new()
        };
        let label = this
            .span
            .of(self.page.text)
            .trim_matches(['#', '*', ' ', ':', '：', '.', '_']);
        let node = self.push_node(line, ClauseKind::Annex, label, &heading);
        self.outline.nodes[node].open_ended = true;
        self.stack.open.push(Open {
            indent: this.indent,
            headed: true,
            ..Open::unnumbered(node, rank::ANNEX)
        });
        Some(line + 1 + usize::from(titled))
    }

    /// `Table 2 – Prices` right above the rows of a table: it opens the table.
    pub(super) fn caption_line(&mut self, line: usize) -> bool {
        let rows = self.page.lines.get(line + 1);
        if !rows.is_some_and(|next| next.kind == BlockKind::TableRow) || self.signing {
            return false;
        }
        let span = self.line(line).span;
        let words = span.of(self.page.text);
        let Some((word, rest)) = words.split_once(char::is_whitespace) else {
            return false;
        };
        let named = Vocabulary::get().phrases.tables.contains(&folded(word));
        let number: String = rest
            .chars()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
            .collect();
        if !named || !number.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let number = number.trim_end_matches(['.', '-']);
        let label = format!("{word} {number}");
        let heading = tidy(words.get(label.len()..).unwrap_or_default());
        self.push_node(line, ClauseKind::Table, &label, &heading);
        self.captioned = Some(line);
        true
    }
}
