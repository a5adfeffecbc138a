//! Drawing: the model on a grid of cells. Reads the model, changes nothing.
//!
//! Tells the runtime what it drew where, so that a click finds its target and scrolling its end.

pub mod sanitise;

pub mod theme;

pub mod arriving;

mod canvas;
mod dialogs;
mod flow;
mod pointing;
mod screens;
mod signs;
mod tour;
mod widgets;

pub use theme::Theme;

use crate::app::key::Size;
use crate::app::message::{Extent, Target};
use crate::app::model::{Model, Screen};
use crate::domain::text::Span;
use crate::domain::translate::dates::on_screen;
use canvas::Canvas;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

/// What was drawn, for the next key or click.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Where a click means what; later ones lie above earlier ones.
    pub targets: Vec<(Rect, Target)>,
    /// How much of something long was shown.
    pub extent: Extent,
    /// The lines of the clauses being read: where each stands, and the bytes of the text that it shows.
    pub lines: Vec<(Rect, Span)>,
}

impl Drawn {
    /// What was drawn at a place.
    pub fn target_at(&self, x: u16, y: u16) -> Option<Target> {
        let here = Position { x, y };
        let found = self
            .targets
            .iter()
            .rev()
            .find(|(area, _)| area.contains(here));
        found.map(|(_, target)| *target)
    }
}

/// Draws everything.
pub fn draw(model: &Model, theme: &Theme, frame: &mut Frame<'_>) -> Drawn {
    on_screen(|| drawn(model, theme, frame))
}

fn drawn(model: &Model, theme: &Theme, frame: &mut Frame<'_>) -> Drawn {
    let area = frame.area();
    let mut canvas = Canvas::new(frame.buffer_mut(), theme);
    // The window may have shrunk since it was last told of.
    let shrunk = Size::new(area.width, area.height).is_too_small();
    if shrunk || model.size.is_too_small() {
        screens::too_small(&mut canvas, area);
    } else {
        let area = tour::tour(&mut canvas, model, area);
        match (model.screen, &model.reading) {
            (Screen::Matrix, _) => screens::matrix(&mut canvas, model, area),
            (Screen::Journal, _) => screens::journal(&mut canvas, model, area),
            (Screen::Desk, _) | (_, None) => screens::desk(&mut canvas, model, area),
            (Screen::Reader, Some(reading)) => screens::reader(&mut canvas, model, reading, area),
            (Screen::Checklist, Some(reading)) => {
                screens::checklist(&mut canvas, model, reading, area);
            }
            (Screen::Editing, Some(_)) => {
                if let Some(editing) = &model.editing {
                    screens::editing(&mut canvas, model, editing, area);
                }
            }
        }
        dialogs::draw(&mut canvas, model, area);
    }
    let (drawn, cursor) = canvas.finish();
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
    drawn
}
