//! What a reader should doubt: gaps and repetitions in the numbering, what is referred to and not there.
//!
//! Prefers silence to a false alarm.

use super::number::Value;
use super::outline::{Node, Outline};
use crate::domain::clause::{ClauseKind, ClauseTree};
use crate::domain::document::{Diagnostic, Document, Severity};
use crate::domain::references::{Absentee, absentees, references};
use crate::domain::text::{ScalarIndex, Span};
use std::collections::{HashMap, HashSet};

/// All remarks on a document, in reading order by kind.
pub(super) fn remarks(
    document: &Document,
    outline: &Outline,
    tree: &ClauseTree,
) -> Vec<Diagnostic> {
    let remarks = Remarks {
        document,
        scalars: ScalarIndex::new(&document.text),
    };
    let mut all = remarks.numbering(&outline.nodes);
    all.extend(remarks.missing(tree));
    all
}

struct Remarks<'a> {
    document: &'a Document,
    scalars: ScalarIndex,
}

/// A list of clauses that are counted together.
type Series = (Option<usize>, ClauseKind, Option<usize>);

impl Remarks<'_> {
    fn diagnostic(&self, code: &str, message: String, place: Span) -> Diagnostic {
        let scalars = self.scalars.to_scalars(&self.document.text, place);
        let diagnostic = Diagnostic::new(Severity::Warning, code, message).at(scalars);
        match self.document.page_at(place.start) {
            Some(page) => diagnostic.on_page(page),
            None => diagnostic,
        }
    }

    fn label(&self, node: &Node) -> Span {
        let text = &self.document.text;
        let rest = Span::new(node.start, text.len());
        let first = node.label.split_whitespace().next().unwrap_or_default();
        let start = rest
            .of(text)
            .find(first)
            .map_or(node.start, |at| node.start + at);
        Span::new(start, (start + node.label.len()).min(text.len()))
    }

    fn numbering(&self, nodes: &[Node]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut last: HashMap<Series, usize> = HashMap::new();
        let mut seen: HashSet<(Series, Value)> = HashSet::new();
        let mut repeating: HashSet<Series> = HashSet::new();
        for (index, node) in nodes.iter().enumerate() {
            let Some((series, value)) = series(nodes, node) else {
                continue;
            };
            // Where a further text begins with numbers of its own, one remark is enough.
            let again = !seen.insert((series, value.clone()));
            let before = last.insert(series, index);
            let goes_on = before.and_then(|at| nodes[at].value.as_ref());
            if again && !repeating.contains(&series) {
                found.push(self.twice(node));
                repeating.insert(series);
            } else if let (Some(at), false) = (before, repeating.contains(&series))
                && let Some(missing) = missing(&nodes[at], value)
            {
                found.push(self.gap(&nodes[at], node, &missing));
            }
            if !again && goes_on.is_some_and(|before| value.follows(before)) {
                repeating.remove(&series);
            }
        }
        found
    }

    fn twice(&self, node: &Node) -> Diagnostic {
        let message = format!("The number {} is used more than once.", node.label);
        self.diagnostic("number-twice", message, self.label(node))
    }

    fn gap(&self, before: &Node, node: &Node, missing: &str) -> Diagnostic {
        let message = format!(
            "After {} comes {}: {missing} missing, or was not recognised.",
            before.label, node.label
        );
        self.diagnostic("number-gap", message, self.label(node))
    }

    fn missing(&self, tree: &ClauseTree) -> Vec<Diagnostic> {
        let text = self.document.text.as_str();
        let all = absentees(&references(text, tree));
        all.iter().map(|one| self.absent(one)).collect()
    }

    fn absent(&self, one: &Absentee) -> Diagnostic {
        let first = one.places[0];
        let times = match one.places.len() {
            1 => String::new(),
            places => format!(" in {places} places"),
        };
        let name = &one.name;
        let (code, message) = if one.is_annex {
            (
                "missing-annex",
                format!(
                    "The text refers to {name}{times}, but no such annex was found in this document. Ask for it."
                ),
            )
        } else {
            (
                "missing-clause",
                format!(
                    "The text refers to {name}{times}, but no clause of that number was found in this document. Ask whether something was left out."
                ),
            )
        };
        self.diagnostic(code, message, first)
    }
}

/// The list in which a clause is counted; nothing for what is not worth a remark.
fn series<'a>(nodes: &[Node], node: &'a Node) -> Option<(Series, &'a Value)> {
    let value = node.value.as_ref()?;
    let scope = match node.kind {
        // Articles run through chapters.
        ClauseKind::Article => holder(nodes, node.parent),
        ClauseKind::Section => node.parent,
        ClauseKind::Paragraph if value.parts().len() > 1 => node.parent,
        _ => return None,
    };
    (!matches!(value, Value::Letter(_))).then_some(((scope, node.kind, node.unit), value))
}

/// The annex that holds a clause.
fn holder(nodes: &[Node], mut at: Option<usize>) -> Option<usize> {
    while let Some(index) = at {
        if nodes[index].kind == ClauseKind::Annex {
            return Some(index);
        }
        at = nodes[index].parent;
    }
    None
}

/// What lies between two numbers, in words with its verb; nothing when they follow each other.
fn missing(before: &Node, value: &Value) -> Option<String> {
    let before = before.value.as_ref()?;
    let (last, now) = (before.rank(), value.rank());
    let (a, b) = (before.parts(), value.parts());
    let same = a.len() == b.len() && a[..a.len() - 1] == b[..b.len() - 1];
    // A jump over many numbers is another text (an amendment that is quoted), not a gap.
    if !same || now <= last + 1 || now > last + 10 {
        return None;
    }
    let outer: Vec<String> = b[..b.len() - 1].iter().map(u32::to_string).collect();
    let prefix = if outer.is_empty() {
        String::new()
    } else {
        outer.join(".") + "."
    };
    Some(if now == last + 2 {
        format!("{prefix}{} is", last + 1)
    } else {
        format!("{prefix}{} to {prefix}{} are", last + 1, now - 1)
    })
}
