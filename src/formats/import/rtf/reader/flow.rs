//! Where words go: into the text, into numbers, names and titles, or nowhere; and the tracked
//! changes that they belong to.

use super::super::super::gather::Mark;
use super::super::super::title;
use super::super::fonts::time;
use super::super::words::Place;
use super::state::{Look, Run};
use super::{MOST_AUTHORS, Reader};
use crate::domain::margin::{ChangeKind, View};

impl Reader {
    pub(super) fn is_shown(&self, look: Look) -> bool {
        match self.view {
            View::Final => look.deleted.is_none(),
            View::Original => look.inserted.is_none(),
            View::Marked => true,
        }
    }

    /// Words for wherever the group sends them.
    pub(super) fn say(&mut self, words: &str) {
        match self.state.place {
            Place::Text => self.text(words),
            Place::Label => {
                let look = self.state.look;
                if self.is_shown(look) && !look.hidden && self.sink.label.len() < 200 {
                    self.sink.label.push_str(words);
                } else if !look.hidden && !words.trim().is_empty() {
                    self.deleted_numbers += 1;
                    self.sink.drop_label(words);
                    self.sink.cut = true;
                }
            }
            Place::Fonts => self.fonts.name(words),
            Place::Title => self.title.get_or_insert_default().push_str(words),
            Place::Authors => {
                if self.authors.len() < MOST_AUTHORS {
                    let names = words.split(';').map(title::tidy);
                    self.authors.extend(names.filter(|name| !name.is_empty()));
                }
            }
            Place::CommentAuthor => self.comment.author.push_str(words),
            Place::CommentTime => {
                let packed = words.trim().parse().ok();
                self.comment.time = packed.and_then(time).unwrap_or_default();
            }
            Place::CommentNumber | Place::Nowhere | Place::Shape => {}
        }
    }

    pub(super) fn text(&mut self, words: &str) {
        let look = self.state.look;
        if look.hidden {
            self.found.hide(words);
            return;
        }
        let words = if look.capitals {
            words.to_uppercase()
        } else {
            words.to_owned()
        };
        let event = self.run_of(look);
        if let Some(event) = event {
            self.found.say(event, &words);
        }
        if self.is_shown(look) {
            self.sink.text.push_str(&words);
        } else {
            self.sink.cut = true;
        }
        if let Some(event) = event {
            self.mark(event);
        }
    }

    /// The change that words with this look belong to.
    fn run_of(&mut self, look: Look) -> Option<usize> {
        let (kind, hand) = match (look.deleted, look.inserted) {
            (Some(hand), _) if hand.moved => (ChangeKind::MovedFrom, hand),
            (Some(hand), _) => (ChangeKind::Deleted, hand),
            (None, Some(hand)) if hand.moved => (ChangeKind::MovedTo, hand),
            (None, Some(hand)) => (ChangeKind::Inserted, hand),
            (None, None) => {
                self.change = None;
                return None;
            }
        };
        if let Some(run) = self
            .change
            .filter(|run| run.kind == kind && run.hand == hand)
        {
            return Some(run.event);
        }
        let author = usize::try_from(hand.author).ok();
        let author = author.and_then(|index| self.authors.get(index)).cloned();
        let event = self.found.change(kind, author, time(hand.time))?;
        self.change = Some(Run { kind, hand, event });
        self.mark(event);
        Some(event)
    }

    /// Notes how far a change goes; only its first and last place count.
    pub(super) fn mark(&mut self, event: usize) {
        let at = self.sink.text.len();
        let marks = &mut self.sink.marks;
        match marks.as_mut_slice() {
            [.., before, last] if before.event == event && last.event == event => last.at = at,
            _ => marks.push(Mark { at, event }),
        }
    }

    pub(super) fn paragraph(&mut self) {
        if self.state.place != Place::Text {
            return;
        }
        let look = self.state.look;
        let changed = look.deleted.is_some() || look.inserted.is_some();
        if changed && let Some(event) = self.run_of(look) {
            self.found.say(event, "\n");
            self.mark(event);
        }
        if !self.is_shown(look) {
            // The paragraph goes on: its end was taken out, or is not there yet.
            if self.sink.text.trim().is_empty() {
                let label = std::mem::take(&mut self.sink.label);
                self.deleted_numbers += usize::from(!label.trim().is_empty());
                self.sink.drop_label(&label);
            }
            return;
        }
        let opening = self.sink.paragraph(self.state.setting);
        if self.opening.is_none() && self.sinks.is_empty() {
            self.opening = opening;
        }
    }
}
