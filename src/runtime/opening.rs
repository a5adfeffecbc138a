//! The desk of a large workspace while its entries are still being read. The cursor moves; whatever needs the
//! entries waits for them, and is done right after.

use super::event_loop::Stage;
use super::input::Input;
use super::terminal::Guard;
use crate::app::key::Size;
use crate::app::model::Said;
use crate::app::{DeskRow, Effect, Message, Model, Start, update};
use crate::trn;
use crate::ui;
use std::io;
use std::sync::mpsc::RecvTimeoutError;
use std::thread::JoinHandle;
use std::time::Duration;

/// How often at least it is asked whether everything was read.
const GLANCE: Duration = Duration::from_millis(20);

/// What the desk shows meanwhile.
#[derive(Debug)]
pub struct Early {
    /// What the interface begins with, without entries.
    pub start: Start,
    /// The rows of the desk.
    pub rows: Vec<DeskRow>,
    /// How many entries are being read.
    pub entries: u64,
}

impl Stage {
    /// Shows the desk until something was read in the background; gives what came of that, or nothing when the
    /// person left before. What was typed meanwhile is still to come.
    pub fn desk_while<T: Send + 'static>(
        &mut self,
        early: Early,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> io::Result<Option<T>> {
        let reading = std::thread::Builder::new()
            .name("open".to_owned())
            .spawn(work)?;
        let (width, height) = crossterm::terminal::size()?;
        let start = Start {
            size: Size::new(width, height),
            look: self.looks.look.clone(),
            keymap: self.looks.keymap.clone(),
            ..early.start
        };
        let mut waiting = Waiting::of(Early { start, ..early });
        self.draw_early(&waiting.model)?;
        while !reading.is_finished() {
            match self.queue.recv_timeout(GLANCE) {
                Ok(input) => {
                    if waiting.take_in(input) == Next::Leave {
                        return Ok(None);
                    }
                    self.draw_early(&waiting.model)?;
                }
                Err(RecvTimeoutError::Timeout) if !Guard::has_panicked() => {}
                Err(_) => break,
            }
        }
        for input in waiting.held {
            // The queue lives as long as the stage.
            drop(self.sender.send(input));
        }
        joined(reading).map(Some)
    }

    fn draw_early(&mut self, model: &Model) -> io::Result<()> {
        let theme = self.looks.shown(&model.look);
        self.guard.draw(|frame| {
            ui::draw(model, &theme, frame);
        })
    }
}

fn joined<T>(reading: JoinHandle<T>) -> io::Result<T> {
    let failed = |_| io::Error::other("the journals could not be read");
    reading.join().map_err(failed)
}

/// What follows from an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Wait,
    Leave,
}

/// The desk, and what was typed on it.
struct Waiting {
    model: Model,
    /// What is still to be taken in, in its order.
    held: Vec<Input>,
    /// Whether something waits for the entries, and everything behind it.
    is_asked: bool,
    said: String,
}

impl Waiting {
    fn of(early: Early) -> Self {
        let (mut model, _) = Model::start(early.start);
        update(&mut model, Message::DeskLoaded(Ok(early.rows)));
        let entries = usize::try_from(early.entries).unwrap_or(usize::MAX);
        let said = trn!(
            entries,
            "Reading {n} entry. What you type is done right after.",
            "Reading {n} entries. What you type is done right after."
        );
        model.said = Said::Info(said.clone());
        Self {
            model,
            held: Vec::new(),
            is_asked: false,
            said,
        }
    }

    fn take_in(&mut self, input: Input) -> Next {
        match &input {
            Input::Quit | Input::Interrupted | Input::Lost => return Next::Leave,
            Input::Resized(size) => {
                update(&mut self.model, Message::Resized(*size));
            }
            Input::Key(key) if !self.is_asked => {
                // Tried on a copy: what does more than move the cursor needs the entries.
                let mut tried = self.model.clone();
                let effects = update(&mut tried, Message::Key(*key));
                if effects.contains(&Effect::Quit) {
                    return Next::Leave;
                }
                let moved = tried.desk.cursor != self.model.desk.cursor;
                if moved && effects.is_empty() {
                    self.model.desk.cursor = tried.desk.cursor;
                } else {
                    self.is_asked = true;
                }
            }
            _ => self.is_asked = true,
        }
        self.model.said = Said::Info(self.said.clone());
        self.held.push(input);
        Next::Wait
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Key;
    use crate::app::key::Code;
    use crate::app::keymap::Keymap;
    use crate::app::look::Look;
    use crate::runtime::Services;
    use crate::runtime::fake::{self, Fake};

    fn waiting() -> Waiting {
        let start = Start {
            size: Size::new(80, 24),
            reviewer: fake::reviewer(),
            writer: fake::writer(),
            entries: Vec::new(),
            open: None,
            keymap: Keymap::default(),
            look: Look::default(),
            tour: false,
        };
        let rows = Fake::new().desk().unwrap();
        assert!(rows.len() > 2, "so that the cursor can move");
        let entries = 1_000_000;
        Waiting::of(Early {
            start,
            rows,
            entries,
        })
    }

    fn key(code: Code) -> Input {
        Input::Key(Key {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        })
    }

    #[test]
    fn the_cursor_moves_and_everything_else_waits_in_its_order() {
        let mut waiting = waiting();
        assert_eq!(waiting.take_in(key(Code::Down)), Next::Wait);
        assert_eq!(waiting.model.desk.cursor, 1);
        assert_eq!(waiting.take_in(key(Code::Enter)), Next::Wait);
        assert!(waiting.model.reading.is_none());
        // What comes behind it is about what it opens.
        assert_eq!(waiting.take_in(key(Code::Down)), Next::Wait);
        assert_eq!(waiting.take_in(key(Code::Char('q'))), Next::Wait);
        assert_eq!(waiting.model.desk.cursor, 1);
        let held = [Code::Down, Code::Enter, Code::Down, Code::Char('q')];
        assert_eq!(waiting.held, held.map(key));
        let Said::Info(said) = &waiting.model.said else {
            panic!("it says what it does");
        };
        assert!(said.contains("Reading 1"), "{said}");
    }

    #[test]
    fn the_person_can_leave_at_once() {
        assert_eq!(waiting().take_in(key(Code::Char('q'))), Next::Leave);
        assert_eq!(waiting().take_in(Input::Lost), Next::Leave);
    }
}
