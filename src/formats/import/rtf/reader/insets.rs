//! What stands apart from the running text: headers, notes, comments and frames.

use super::super::super::gather::Mark;
use super::super::sink::{Setting, Sink};
use super::super::words::{Becomes, Inset, Place};
use super::state::Look;
use super::{DEEPEST_INSET, Reader};
use crate::domain::margin::FurnitureKind;

impl Reader {
    /// The text ends, and the notes follow it.
    pub(super) fn end(&mut self) {
        let sink = std::mem::take(&mut self.sink);
        self.found.strips = sink.finish();
        for (mark, note) in std::mem::take(&mut self.notes) {
            let mut strips = note.finish();
            if let Some(first) = strips.first_mut() {
                first.begin_with(&format!("{mark} "));
            }
            self.found.strips.extend(strips);
        }
    }

    /// A group turns out to be something else than running text.
    pub(super) fn enter(&mut self, word: &str, becomes: Becomes) {
        let place = self.state.place;
        match becomes {
            Becomes::Goes(Place::Text) if word == "ud" => self.state.place = self.state.outer,
            // What stands in something that is left out is left out.
            _ if place == Place::Nowhere && word != "title" => {
                if word == "result" {
                    self.state.place = Place::Text;
                }
            }
            Becomes::Goes(Place::Text) => {}
            Becomes::Goes(to) => {
                self.state.outer = place;
                self.state.place = to;
                self.found.pictures += usize::from(word == "pict");
            }
            Becomes::Holds(inset) if self.sinks.len() < DEEPEST_INSET => {
                self.state.place = Place::Text;
                self.state.inset = Some(inset);
                self.state.setting = Setting::default();
                self.change = None;
                if inset == Inset::Comment {
                    self.state.look = Look::default();
                }
                self.sinks.push(std::mem::take(&mut self.sink));
            }
            Becomes::Holds(_) => self.state.place = Place::Nowhere,
        }
    }

    /// A note, a frame or a header ends.
    pub(super) fn leave(&mut self, inset: Inset, look: Look) {
        self.change = None;
        let outer = self.sinks.pop().unwrap_or_default();
        let inner = std::mem::replace(&mut self.sink, outer);
        let lines = |sink: Sink| sink.finish().into_iter().map(|strip| strip.piece.text);
        match inset {
            Inset::Header | Inset::Footer => {
                let kind = if inset == Inset::Header {
                    FurnitureKind::Header
                } else {
                    FurnitureKind::Footer
                };
                for line in lines(inner) {
                    self.found.furnish(kind, &line);
                }
            }
            Inset::Note => self.note(inner, look),
            Inset::Comment => {
                let about = std::mem::take(&mut self.comment);
                if let Some(event) = self.found.comment(Some(about.author), Some(about.time)) {
                    let text: Vec<String> = lines(inner).collect();
                    self.found.say(event, &text.join("\n"));
                    let at = self.sink.text.len();
                    self.sink.marks.push(Mark { at, event });
                }
            }
            Inset::Frame => {
                let strips = inner.finish();
                self.sink.frames.extend(strips);
            }
        }
    }

    fn note(&mut self, note: Sink, look: Look) {
        if look.hidden || !self.is_shown(look) {
            return;
        }
        // The words of an endnote group begin with a mark of their own.
        let foot = !note.label.starts_with('\u{1}');
        let mut note = note;
        note.label.clear();
        let mark = self.note_marks.next(foot);
        self.sink.text.push_str(&mark);
        self.notes.push((mark, note));
    }
}
