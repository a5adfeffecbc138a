//! Keys and sizes of our own, so that nothing above the runtime needs a terminal.

use std::fmt;

/// Columns and rows of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Size {
    /// The smallest window that everything fits in.
    pub const LEAST: Self = Self::new(60, 18);

    /// A size.
    pub const fn new(width: u16, height: u16) -> Self {
        Self { width, height }
    }

    /// Whether the window is smaller than [`Size::LEAST`].
    pub const fn is_too_small(self) -> bool {
        self.width < Self::LEAST.width || self.height < Self::LEAST.height
    }
}

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character; upper case already includes Shift.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Left.
    Left,
    /// Right.
    Right,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    F(u8),
}

/// A key as pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Control.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift; never set for characters.
    pub shift: bool,
}

/// Keys with a name: in the key map, and on screen.
const NAMED: [(Code, &str, &str); 15] = [
    (Code::Char(' '), "space", "Space"),
    (Code::Enter, "enter", "Enter"),
    (Code::Esc, "esc", "Esc"),
    (Code::Tab, "tab", "Tab"),
    (Code::Backspace, "backspace", "Backspace"),
    (Code::Delete, "delete", "Del"),
    (Code::Left, "left", "←"),
    (Code::Right, "right", "→"),
    (Code::Up, "up", "↑"),
    (Code::Down, "down", "↓"),
    (Code::Home, "home", "Home"),
    (Code::End, "end", "End"),
    (Code::PageUp, "pageup", "PgUp"),
    (Code::PageDown, "pagedown", "PgDn"),
    (Code::Char('-'), "minus", "-"),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// A character without modifiers.
    pub const fn char(character: char) -> Self {
        Self::plain(Code::Char(character))
    }

    /// The character that the key writes into a text; nothing for keys that command.
    pub const fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(character) if !self.ctrl && !self.alt => Some(character),
            _ => None,
        }
    }

    /// As a person reads it where no arrows can be drawn: `Left`.
    pub fn in_ascii(self) -> String {
        let named = [
            (Code::Left, "Left"),
            (Code::Right, "Right"),
            (Code::Up, "Up"),
            (Code::Down, "Down"),
        ];
        let spelled = self.to_string();
        let arrow = named.iter().find(|(code, _)| *code == self.code);
        match (arrow, spelled.rsplit_once('-')) {
            (Some((_, name)), Some((modifiers, _))) => format!("{modifiers}-{name}"),
            (Some((_, name)), None) => (*name).to_owned(),
            (None, _) => spelled,
        }
    }

    /// Reads the spelling of the key map: `j`, `ctrl-r`, `alt-enter`, `shift-left`, `f1`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut key = Self::char(' ');
        let mut rest = text;
        while let Some((modifier, after)) = rest.split_once('-').filter(|(_, key)| !key.is_empty())
        {
            match modifier {
                "ctrl" => key.ctrl = true,
                "alt" => key.alt = true,
                "shift" => key.shift = true,
                _ => return None,
            }
            rest = after;
        }
        key.code = parse_code(rest)?;
        Some(key)
    }
}

fn parse_code(name: &str) -> Option<Code> {
    if let Some((code, ..)) = NAMED.iter().find(|(_, known, _)| *known == name) {
        return Some(*code);
    }
    let mut characters = name.chars();
    match (characters.next()?, characters.as_str()) {
        (character, "") => Some(Code::Char(character)),
        ('f', number) => Some(Code::F(number.parse().ok()?)),
        _ => None,
    }
}

impl fmt::Display for Key {
    /// As a person reads it: `Ctrl-R`, `Space`, `↓`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let modifiers = [
            (self.ctrl, "Ctrl-"),
            (self.alt, "Alt-"),
            (self.shift, "Shift-"),
        ];
        for (held, name) in modifiers {
            if held {
                f.write_str(name)?;
            }
        }
        match NAMED.iter().find(|(code, ..)| *code == self.code) {
            Some((_, _, shown)) => f.write_str(shown),
            None => match self.code {
                Code::Char(character) if self.ctrl => write!(f, "{}", character.to_uppercase()),
                Code::Char(character) => write!(f, "{character}"),
                Code::F(number) => write!(f, "F{number}"),
                other => write!(f, "{other:?}"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_and_shown() {
        let cases = [
            ("j", "j"),
            ("ctrl-r", "Ctrl-R"),
            ("alt-enter", "Alt-Enter"),
            ("shift-left", "Shift-←"),
            ("f1", "F1"),
            ("space", "Space"),
            ("f", "f"),
            ("?", "?"),
            ("]", "]"),
        ];
        for (spelling, shown) in cases {
            let key = Key::parse(spelling).expect(spelling);
            assert_eq!(key.to_string(), shown);
        }
        for (spelling, shown) in [("alt-left", "Alt-Left"), ("down", "Down"), ("š", "š")] {
            assert_eq!(Key::parse(spelling).expect(spelling).in_ascii(), shown);
        }
        assert_eq!(Key::parse("meta-j"), None);
        assert_eq!(Key::parse("jj"), None);
        assert_eq!(Key::parse(""), None);
    }
}
