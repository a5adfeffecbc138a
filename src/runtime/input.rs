//! What the terminal sends, in our own words.

use crate::app::Key;
use crate::app::key::{Code, Size};
use crate::app::links::LookedThrough;
use crate::domain::review::log::Proof;
use crate::store::follow::News;
use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;

/// Rows that one turn of the wheel scrolls.
const WHEEL: i16 = 3;

/// Something that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// Pasted text.
    Paste(String),
    /// A click at a column and row.
    Click(u16, u16),
    /// The wheel at a column and row.
    Wheel(u16, u16, i16),
    /// A new size.
    Resized(Size),
    /// The program is asked to end.
    Quit,
    /// The program is asked to sleep.
    Suspend,
    /// An agreement was looked through in the background.
    LookedThrough(Box<LookedThrough>),
    /// The journals were checked in the background.
    Proven(Result<Arc<Proof>, String>),
    /// Something changed in the workspace.
    News(Box<News>),
    /// The terminal cannot be read any more.
    Lost,
}

/// Reads the terminal in a thread of its own until it is lost or nobody listens.
///
/// A thread, because reading from a terminal that is gone may never return.
pub fn start(queue: Sender<Input>) -> io::Result<()> {
    let read = move || {
        loop {
            let input = match crossterm::event::read() {
                Ok(event) => translate(event),
                Err(_) => Some(Input::Lost),
            };
            let lost = input == Some(Input::Lost);
            let heard = input.is_none_or(|input| queue.send(input).is_ok());
            if lost || !heard {
                return;
            }
        }
    };
    std::thread::Builder::new()
        .name("input".to_owned())
        .spawn(read)?;
    Ok(())
}

/// An event in our own words; nothing for what does not matter, the release of a key included.
pub fn translate(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => translate_key(key).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Mouse(mouse) => translate_mouse(mouse),
        Event::Resize(width, height) => Some(Input::Resized(Size::new(width, height))),
        Event::Key(_) | Event::FocusGained | Event::FocusLost => None,
    }
}

fn translate_key(event: KeyEvent) -> Option<Key> {
    let mut shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let code = match event.code {
        KeyCode::Char(character) => {
            shift = false;
            Code::Char(character)
        }
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => {
            shift = true;
            Code::Tab
        }
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(number) => Code::F(number),
        _ => return None,
    };
    let control = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    // On Windows AltGr arrives as both; what it writes is an ordinary character.
    let alt_gr = control && alt && matches!(code, Code::Char(_));
    Some(Key {
        code,
        ctrl: control && !alt_gr,
        alt: alt && !alt_gr,
        shift,
    })
}

const fn translate_mouse(event: MouseEvent) -> Option<Input> {
    let (x, y) = (event.column, event.row);
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Input::Click(x, y)),
        MouseEventKind::ScrollDown => Some(Input::Wheel(x, y, WHEEL)),
        MouseEventKind::ScrollUp => Some(Input::Wheel(x, y, -WHEEL)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_translated_and_releases_ignored() {
        let press = KeyEvent::new(KeyCode::Char('N'), KeyModifiers::SHIFT);
        let wanted = Some(Input::Key(Key::char('N')));
        assert_eq!(translate(Event::Key(press)), wanted);
        let release = KeyEvent {
            kind: KeyEventKind::Release,
            ..press
        };
        assert_eq!(translate(Event::Key(release)), None);
        let cases = [
            (KeyCode::BackTab, KeyModifiers::SHIFT, "shift-tab"),
            (KeyCode::Char('r'), KeyModifiers::CONTROL, "ctrl-r"),
            (KeyCode::Enter, KeyModifiers::ALT, "alt-enter"),
            (
                KeyCode::Char('['),
                KeyModifiers::CONTROL.union(KeyModifiers::ALT),
                "[",
            ),
        ];
        for (code, modifiers, spelling) in cases {
            let key = translate_key(KeyEvent::new(code, modifiers));
            assert_eq!(key, Key::parse(spelling), "{spelling}");
        }
    }
}
