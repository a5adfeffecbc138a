//! What the terminal sends, in our own words.

use super::signals;
use crate::app::elsewhere::Answer;
use crate::app::everywhere::Report;
use crate::app::key::{Code, Size};
use crate::app::links::LookedThrough;
use crate::app::pointed::FoundPointers;
use crate::app::ready::ReadyText;
use crate::app::taught::Taught;
use crate::app::{Folder, Key, Previewed};
use crate::domain::review::log::Proof;
use crate::store::follow::News;
use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How long the reading thread may take to stop.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often the reading thread looks up where nothing can wake it.
const LOOK_UP: Duration = Duration::from_millis(200);
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
    /// The mouse moved to a column and row with its button down.
    Drag(u16, u16),
    /// The button went up.
    Released,
    /// The wheel at a column and row.
    Wheel(u16, u16, i16),
    /// A new size.
    Resized(Size),
    /// Reading files in is over.
    Over,
    /// The program is asked to end.
    Quit,
    /// The keyboard interrupts; while the terminal is ours it sends a key instead.
    Interrupted,
    /// The program is asked to sleep.
    Suspend,
    /// An agreement was looked through in the background.
    LookedThrough(Box<LookedThrough>),
    /// A folder was looked into in the background.
    LookedInto(Result<Folder, String>),
    /// The text of an agreement was made ready for searching in the background.
    SearchReady(ReadyText),
    /// What the checklists of an agreement point to was found in the background.
    Pointed(Box<FoundPointers>),
    /// What the team's decisions say was learned in the background.
    Taught(Box<Taught>),
    /// Passages were looked for in the background.
    Elsewhere(Box<Answer>),
    /// What a search of all agreements found so far.
    Everywhere(Box<Report>),
    /// The journals were checked in the background.
    Proven(Result<Arc<Proof>, String>),
    /// The beginning of what would be written was made in the background.
    Previewed(Box<Previewed>),
    /// Something changed in the workspace.
    News(Box<News>),
    /// The terminal cannot be read any more.
    Lost,
}

/// Reads the terminal in a thread of its own until it is lost or nobody listens.
///
/// A thread, because reading from a terminal that is gone may never return.
pub fn start(queue: Sender<Input>) -> io::Result<Gate> {
    let gate = Gate::default();
    let own = gate.clone();
    let read = move || {
        loop {
            own.pass();
            let input = match next() {
                Ok(event) => event.and_then(translate),
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
    Ok(gate)
}

/// The next event. Where nothing can wake the reading thread, it looks up by itself.
fn next() -> io::Result<Option<Event>> {
    if cfg!(unix) || crossterm::event::poll(LOOK_UP)? {
        return crossterm::event::read().map(Some);
    }
    Ok(None)
}

/// Stops the reading thread, so that another program can have the keyboard.
#[derive(Debug, Clone, Default)]
pub struct Gate(Arc<(Mutex<Standing>, Condvar)>);

#[derive(Debug, Default)]
struct Standing {
    closed: bool,
    waiting: bool,
}

impl Gate {
    /// Waits while the gate is closed.
    fn pass(&self) {
        let (standing, changed) = &*self.0;
        let mut standing = standing.lock().unwrap_or_else(PoisonError::into_inner);
        while standing.closed {
            standing.waiting = true;
            changed.notify_all();
            standing = changed
                .wait(standing)
                .unwrap_or_else(PoisonError::into_inner);
        }
        standing.waiting = false;
    }

    /// Closes the gate, and returns when the thread stands before it; false when it does not come,
    /// and then the gate is open.
    pub fn close(&self) -> bool {
        let (standing, changed) = &*self.0;
        let mut held = standing.lock().unwrap_or_else(PoisonError::into_inner);
        held.closed = true;
        signals::wake_reader();
        let waiting = changed.wait_timeout_while(held, PATIENCE, |standing| !standing.waiting);
        let (mut held, timeout) = waiting.unwrap_or_else(PoisonError::into_inner);
        if timeout.timed_out() {
            held.closed = false;
            changed.notify_all();
        }
        !timeout.timed_out()
    }

    /// Opens it again.
    pub fn open(&self) {
        let (standing, changed) = &*self.0;
        let mut standing = standing.lock().unwrap_or_else(PoisonError::into_inner);
        standing.closed = false;
        standing.waiting = false;
        changed.notify_all();
    }
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
    let control = event.modifiers == KeyModifiers::CONTROL;
    let code = match event.code {
        // The old names of three keys, for terminals that tell them apart.
        KeyCode::Char('[') if control => return Some(Key::plain(Code::Esc)),
        KeyCode::Char('m') if control => return Some(Key::plain(Code::Enter)),
        KeyCode::Char('i') if control => return Some(Key::plain(Code::Tab)),
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
        MouseEventKind::Drag(MouseButton::Left) => Some(Input::Drag(x, y)),
        MouseEventKind::Up(MouseButton::Left) => Some(Input::Released),
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
            (KeyCode::Char('['), KeyModifiers::CONTROL, "esc"),
            (KeyCode::Char('i'), KeyModifiers::CONTROL, "tab"),
            (KeyCode::Char('р'), KeyModifiers::CONTROL, "ctrl-р"),
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
