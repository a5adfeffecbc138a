//! What a Word document keeps beside its text, and where it belongs: tracked changes, comments,
//! hidden words.
//!
//! Everything noted gets a place; texts carry points of places, and when all blocks stand in their
//! final order the points become spans.

use super::super::xml::Element;
use super::line::{Anchor, Line, Place};
use crate::domain::margin::{Change, ChangeKind, Comment, View};
use crate::domain::text::Span;
use std::collections::HashMap;

/// Which changes a piece of text is under.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct State {
    /// It was put in, or moved here.
    pub inserted: Option<usize>,
    /// It was taken out, or moved away.
    pub deleted: Option<usize>,
}

impl State {
    /// Whether a view shows text in this state.
    pub const fn shown_in(self, view: View) -> bool {
        match view {
            View::Final => self.deleted.is_none(),
            View::Original => self.inserted.is_none(),
            View::Marked => true,
        }
    }

    fn changes(self) -> impl Iterator<Item = usize> {
        self.inserted.into_iter().chain(self.deleted)
    }
}

/// Where something stands, as far as is known.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    span: Option<Span>,
    /// Whether any of its words are in the text.
    shown: bool,
}

#[derive(Debug, Clone)]
struct Draft {
    kind: ChangeKind,
    author: Option<String>,
    at: Option<String>,
    words: String,
    place: Place,
}

/// A comment before its place is known.
#[derive(Debug, Clone, Default)]
pub struct Note {
    /// Who wrote it.
    pub author: Option<String>,
    /// When.
    pub at: Option<String>,
    /// Its words.
    pub text: String,
    /// The one it answers, by position among the comments.
    pub answers: Option<usize>,
}

/// Everything noted so far.
#[derive(Debug, Default)]
pub struct Ledger {
    found: Vec<Found>,
    changes: Vec<Draft>,
    notes: Vec<(Note, Place)>,
    /// Comments by the name that the text knows them by.
    ids: HashMap<String, Place>,
    /// What the words noted last were under.
    last: State,
    /// How many hidden passages there are.
    hidden: usize,
    /// The hidden words noted last, while nothing visible followed.
    hiding: Option<usize>,
}

/// The most changes told apart, and the most hidden passages; what comes after joins the last one.
const MOST: usize = 200_000;

/// How hidden words begin among the comments.
pub const HIDDEN: &str = "Hidden text: ";

impl Ledger {
    fn place(&mut self) -> Place {
        self.found.push(Found::default());
        Place(self.found.len() - 1)
    }

    /// Begins a change, or goes on with the last one when it is the same and nothing came between.
    pub fn begin(&mut self, kind: ChangeKind, element: &Element) -> usize {
        let own = |name| element.attribute(name).map(str::to_owned);
        let (author, at) = (own("author"), own("date"));
        let last = match kind {
            ChangeKind::Inserted | ChangeKind::MovedTo => self.last.inserted,
            ChangeKind::Deleted | ChangeKind::MovedFrom => self.last.deleted,
        };
        let same = |draft: &Draft| draft.kind == kind && draft.author == author && draft.at == at;
        if let Some(last) = last.filter(|&last| self.changes.get(last).is_some_and(same)) {
            return last;
        }
        if self.changes.len() >= MOST {
            return MOST - 1;
        }
        let place = self.place();
        self.changes.push(Draft {
            kind,
            author,
            at,
            words: String::new(),
            place,
        });
        self.changes.len() - 1
    }

    /// The same changes anew, for words that stand apart from the others: in a box, in a note.
    pub fn again(&mut self, state: State) -> State {
        let mut again = |change: usize| {
            if self.changes.len() >= MOST {
                return Some(change);
            }
            let mut draft = self.changes.get(change)?.clone();
            draft.words.clear();
            draft.place = self.place();
            self.changes.push(draft);
            Some(self.changes.len() - 1)
        };
        State {
            inserted: state.inserted.and_then(&mut again),
            deleted: state.deleted.and_then(&mut again),
        }
    }

    /// Adds words to a line, when the view shows them, and to the changes they are under.
    pub fn write(&mut self, words: &str, state: State, view: View, line: &mut Line) {
        if words.is_empty() {
            return;
        }
        let shown = state.shown_in(view);
        for change in state.changes() {
            self.touch(change, words, shown, line);
        }
        if shown {
            line.text.push_str(words);
            self.hiding = None;
        }
        for change in state.changes() {
            self.touch(change, "", shown, line);
        }
        self.last = state;
    }

    fn touch(&mut self, change: usize, words: &str, shown: bool, line: &mut Line) {
        if let Some(draft) = self.changes.get_mut(change) {
            draft.words.push_str(words);
            line.anchor(draft.place);
            if let Some(found) = self.found.get_mut(draft.place.0) {
                found.shown |= shown;
            }
        }
    }

    /// Notes the end of a paragraph, which may itself have been put in or taken out.
    pub fn end_paragraph(&mut self, state: State, view: View, line: &mut Line) {
        for change in state.changes() {
            self.touch(change, "\n", state.shown_in(view), line);
        }
        self.last = state;
        self.hiding = None;
    }

    /// Notes words that nobody sees.
    pub fn hide(&mut self, words: &str, line: &mut Line) {
        let full = (self.hidden >= MOST).then(|| self.notes.len().saturating_sub(1));
        let open = self.hiding.or(full);
        if let Some((note, _)) = open.and_then(|last| self.notes.get_mut(last)) {
            note.text.push_str(words);
            return;
        }
        if words.trim().is_empty() {
            return;
        }
        let place = self.place();
        line.anchor(place);
        self.hidden += 1;
        self.hiding = Some(self.notes.len());
        let text = format!("{HIDDEN}{words}");
        self.notes.push((
            Note {
                text,
                ..Note::default()
            },
            place,
        ));
    }

    /// Takes in the comments, each with the names that the text knows it by.
    pub fn comments(&mut self, comments: Vec<(String, Note)>) {
        for (id, note) in comments {
            let place = self.place();
            self.ids.insert(id, place);
            self.notes.push((note, place));
        }
    }

    /// Notes that a comment begins, ends or is referred to here.
    pub fn comment_here(&self, id: &str, line: &mut Line) {
        if let Some(place) = self.ids.get(id) {
            line.anchor(*place);
        }
    }

    /// Notes a change that another document brings along.
    pub fn bring_change(&mut self, change: &Change) -> Place {
        let place = self.place();
        self.changes.push(Draft {
            kind: change.kind,
            author: change.author.clone(),
            at: change.at.clone(),
            words: change.words.clone(),
            place,
        });
        if let Some(found) = self.found.get_mut(place.0) {
            found.shown = !change.span.is_empty();
        }
        place
    }

    /// Notes a comment that another document brings along.
    pub fn bring_comment(&mut self, comment: &Comment) -> Place {
        let place = self.place();
        let note = Note {
            author: comment.author.clone(),
            at: comment.at.clone(),
            text: comment.text.clone(),
            answers: None,
        };
        self.notes.push((note, place));
        place
    }

    /// Notes where the points of a block came to stand: at these bytes after the start of its text.
    pub fn settle(&mut self, anchors: &[Anchor], start: usize) {
        for anchor in anchors {
            if let Some(found) = self.found.get_mut(anchor.place.0) {
                let at = start + anchor.at;
                let span = found.span.unwrap_or(Span::new(at, at));
                found.span = Some(Span::new(span.start.min(at), span.end.max(at)));
            }
        }
    }

    fn found(&self, place: Place) -> Found {
        self.found.get(place.0).copied().unwrap_or_default()
    }

    /// The changes with words, in the order of the text.
    pub fn into_margin(self) -> (Vec<Change>, Vec<Comment>) {
        let mut changes: Vec<Change> = self
            .changes
            .iter()
            .filter(|draft| !draft.words.is_empty())
            .map(|draft| {
                let found = self.found(draft.place);
                let span = found.span.unwrap_or(Span::new(0, 0));
                Change {
                    kind: draft.kind,
                    author: draft.author.clone(),
                    at: draft.at.clone(),
                    span: if found.shown {
                        span
                    } else {
                        Span::new(span.start, span.start)
                    },
                    words: words(&draft.words),
                }
            })
            .collect();
        changes.sort_by_key(|change| change.span.start);
        let comments = self.arranged();
        (changes, comments)
    }

    /// Comments in the order of the text, answers after what they answer.
    fn arranged(&self) -> Vec<Comment> {
        let own = |index: usize| {
            self.notes
                .get(index)
                .and_then(|(_, place)| self.found(*place).span)
        };
        let span = |index: usize| {
            let asked = self.notes.get(index).and_then(|(note, _)| note.answers);
            asked.and_then(own).or_else(|| own(index))
        };
        let mut order: Vec<usize> = (0..self.notes.len()).collect();
        let key = |&index: &usize| {
            let asked = self.notes.get(index).and_then(|(note, _)| note.answers);
            let place = span(index).map_or(usize::MAX, |span| span.start);
            (place, asked.unwrap_or(index), index)
        };
        order.sort_by_cached_key(key);
        let comment = |index: usize| {
            let (note, _) = self.notes.get(index)?;
            Some(Comment {
                author: note.author.clone(),
                at: note.at.clone(),
                page: None,
                span: span(index),
                text: note.text.trim_end().to_owned(),
            })
        };
        order.into_iter().filter_map(comment).collect()
    }
}

/// The words of a change; a sign for the end of a paragraph when there are no others.
fn words(words: &str) -> String {
    let words = words.trim_matches('\n');
    if words.is_empty() {
        "¶".to_owned()
    } else {
        words.to_owned()
    }
}
