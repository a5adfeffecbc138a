//! A few roles and how they look. Colour is never the only difference.

use crate::domain::review::event::Assessment;
use ratatui::style::{Color, Modifier, Style};

/// How each role looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Ordinary text.
    pub text: Style,
    /// Titles.
    pub title: Style,
    /// What is there but not now: context, rules, explanations.
    pub muted: Style,
    /// Keys in the key line.
    pub key: Style,
    /// What the cursor is on; hides the colours of the row, so that it is of one piece.
    pub selected: Style,
    /// The mark at the clause being read.
    pub current: Style,
    /// Words that lead to another clause or to a definition.
    pub link: Style,
    /// Words that a suggestion points to.
    pub hint: Style,
    /// Words that are tagged.
    pub tagged: Style,
    /// Words that were put in as a tracked change.
    pub inserted: Style,
    /// Letters that pass for letters of another alphabet.
    pub stranger: Style,
    /// Places found by searching.
    pub found: Style,
    /// The place last gone to.
    pub found_here: Style,
    /// Words being chosen.
    pub chosen: Style,
    /// As it should be.
    pub ok: Style,
    /// Worrying, or something that did not work.
    pub concern: Style,
    /// In doubt.
    pub unclear: Style,
    /// Worth knowing.
    pub info: Style,
}

impl Theme {
    /// Sixteen colours on the terminal's own background.
    pub fn colour() -> Self {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let reversed = Style::new().add_modifier(Modifier::REVERSED);
        // What lies over a link looks the same as anywhere else.
        let over = reversed.remove_modifier(Modifier::UNDERLINED);
        Self {
            text: Style::new(),
            title: bold,
            muted: Style::new().fg(Color::DarkGray),
            key: bold.fg(Color::Cyan),
            selected: reversed.fg(Color::Reset).bg(Color::Reset),
            current: bold.fg(Color::Cyan),
            link: Style::new().add_modifier(Modifier::UNDERLINED),
            hint: bold.add_modifier(Modifier::UNDERLINED),
            tagged: Style::new()
                .fg(Color::Magenta)
                .add_modifier(Modifier::UNDERLINED),
            inserted: Style::new()
                .fg(Color::Green)
                .add_modifier(Modifier::UNDERLINED),
            stranger: bold.fg(Color::Red).add_modifier(Modifier::REVERSED),
            found: over.fg(Color::Yellow),
            found_here: over.add_modifier(Modifier::BOLD).fg(Color::Green),
            chosen: over.fg(Color::Cyan),
            ok: Style::new().fg(Color::Green),
            concern: bold.fg(Color::Red),
            unclear: Style::new().fg(Color::Yellow),
            info: Style::new().fg(Color::Cyan),
        }
    }

    /// No colour at all: bold, underlined, reversed and faint.
    pub fn plain() -> Self {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let reversed = Style::new().add_modifier(Modifier::REVERSED);
        // What lies over a link looks the same as anywhere else.
        let over = reversed.remove_modifier(Modifier::UNDERLINED);
        Self {
            text: Style::new(),
            title: bold,
            muted: Style::new().add_modifier(Modifier::DIM),
            key: bold,
            selected: reversed,
            current: bold,
            link: Style::new().add_modifier(Modifier::UNDERLINED),
            hint: bold.add_modifier(Modifier::UNDERLINED),
            tagged: Style::new().add_modifier(Modifier::UNDERLINED),
            inserted: Style::new().add_modifier(Modifier::UNDERLINED | Modifier::ITALIC),
            stranger: reversed.add_modifier(Modifier::BOLD),
            found: over,
            found_here: reversed.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            chosen: over,
            ok: Style::new(),
            concern: bold,
            unclear: Style::new(),
            info: Style::new(),
        }
    }

    /// How an assessment looks; a disagreement looks worrying.
    pub const fn assessment(&self, assessment: Option<Assessment>) -> Style {
        match assessment {
            Some(Assessment::Ok) => self.ok,
            Some(Assessment::Concern) | None => self.concern,
            Some(Assessment::Unclear) => self.unclear,
            Some(Assessment::Info) => self.info,
        }
    }
}
