//! A line typed on the terminal that is not shown.
//!
//! Knows nothing of what it is for. The terminal is given back on every way out.

use super::signals;
use super::worker::Cancel;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use std::io::{self, Write};
use std::time::Duration;

/// Letters of a line, at most.
const LONGEST: usize = 4096;
/// How often it is looked whether the program was asked to end.
const GLANCE: Duration = Duration::from_millis(200);

/// Asks for a line; nothing when the person gives up.
pub fn ask(words: &str) -> io::Result<Option<String>> {
    let mut screen = io::stderr().lock();
    let end = Cancel::default();
    let typed = {
        let _listener = signals::on_end(end.clone())?;
        // Before the question: what is typed at once must not be shown either.
        let _raw = Raw::enter()?;
        write!(screen, "{words}")?;
        screen.flush()?;
        read(&end)
    };
    writeln!(screen)?;
    typed
}

/// Raw mode, left when dropped.
struct Raw;

impl Raw {
    fn enter() -> io::Result<Self> {
        enable_raw_mode().map(|()| Self)
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        let _ = disable_raw_mode();
    }
}

fn read(end: &Cancel) -> io::Result<Option<String>> {
    // Room for all of it, so that no part is left where it was before.
    let mut typed = String::with_capacity(4 * LONGEST);
    loop {
        if end.is_cancelled() {
            return Ok(None);
        }
        if !crossterm::event::poll(GLANCE)? {
            continue;
        }
        let Event::Key(key) = crossterm::event::read()? else {
            continue;
        };
        match press(key, &mut typed) {
            Press::GoOn => {}
            Press::Done => return Ok(Some(typed)),
            Press::GiveUp => return Ok(None),
        }
    }
}

/// What a key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Press {
    GoOn,
    Done,
    GiveUp,
}

fn press(key: KeyEvent, typed: &mut String) -> Press {
    if key.kind == KeyEventKind::Release {
        return Press::GoOn;
    }
    let control =
        key.modifiers.contains(KeyModifiers::CONTROL) && !key.modifiers.contains(KeyModifiers::ALT);
    match key.code {
        KeyCode::Enter => return Press::Done,
        KeyCode::Char('j' | 'm') if control => return Press::Done,
        KeyCode::Esc => return Press::GiveUp,
        KeyCode::Char('c' | 'd') if control => return Press::GiveUp,
        KeyCode::Char('u') if control => typed.clear(),
        KeyCode::Backspace => {
            typed.pop();
        }
        KeyCode::Char(letter) if !control && typed.chars().count() < LONGEST => typed.push(letter),
        _ => {}
    }
    Press::GoOn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_type_erase_end_and_give_up() {
        let mut typed = String::new();
        let key = |code, modifiers| KeyEvent::new(code, modifiers);
        let plain = KeyModifiers::NONE;
        for letter in ['č', 'x', ' '] {
            let pressed = press(key(KeyCode::Char(letter), plain), &mut typed);
            assert_eq!(pressed, Press::GoOn);
        }
        press(key(KeyCode::Backspace, plain), &mut typed);
        press(key(KeyCode::Left, plain), &mut typed);
        assert_eq!(typed, "čx");
        let at = KeyModifiers::CONTROL.union(KeyModifiers::ALT);
        press(key(KeyCode::Char('@'), at), &mut typed);
        assert_eq!(typed, "čx@");
        let control = KeyModifiers::CONTROL;
        assert_eq!(press(key(KeyCode::Enter, plain), &mut typed), Press::Done);
        assert_eq!(press(key(KeyCode::Esc, plain), &mut typed), Press::GiveUp);
        let pressed = press(key(KeyCode::Char('c'), control), &mut typed);
        assert_eq!(pressed, Press::GiveUp);
        press(key(KeyCode::Char('u'), control), &mut typed);
        assert_eq!(typed, "");
    }
}
