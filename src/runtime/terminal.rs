//! The terminal while the interface has it: raw mode, alternate screen, mouse, bracketed paste.
//! Given back on every way out.

use super::thrifty::Thrifty;
use base64ct::{Base64, Encoding};
use crossterm::cursor::{Hide, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
    KeyboardEnhancementFlags, PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::layout::{Position, Rect};
use ratatui::{Frame, Terminal};
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::mem::ManuallyDrop;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the terminal is ours now, so that it is given back once and by whoever comes first.
static OURS: AtomicBool = AtomicBool::new(false);
/// Whether some thread has panicked while the terminal was ours.
static PANICKED: AtomicBool = AtomicBool::new(false);
/// The hook is set once, however often the interface runs.
static HOOK: Once = Once::new();

/// The terminal in our hands. Dropping it gives it back.
pub struct Guard {
    /// Where frames are drawn. Never dropped: dropping it would write to a terminal that may be
    /// gone, and complain of that to the same terminal. The guard gives everything back itself.
    pub screen: ManuallyDrop<Terminal<Thrifty<BufWriter<Stdout>>>>,
    mouse: bool,
}

impl Guard {
    /// Takes the terminal, which has the colour that is set where it `erases_in_colour`.
    pub fn take(mouse: bool, erases_in_colour: bool) -> io::Result<Self> {
        set_hook();
        PANICKED.store(false, Ordering::SeqCst);
        enter(mouse)?;
        let output = BufWriter::with_capacity(1 << 16, io::stdout());
        let backend = Thrifty::new(output).erasing_in_colour(erases_in_colour);
        match Terminal::new(backend) {
            Ok(screen) => Ok(Self {
                screen: ManuallyDrop::new(screen),
                mouse,
            }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }

    /// Gives the terminal back for a while.
    pub fn release(&mut self) {
        give_back();
    }

    /// Takes it again; the next frame is drawn whole.
    pub fn retake(&mut self) -> io::Result<()> {
        enter(self.mouse)?;
        self.redraw()
    }

    /// Makes the next frame be drawn whole.
    ///
    /// `Terminal::clear` would ask the terminal where its cursor is, and the answer would be taken
    /// by the thread that reads keys.
    pub fn redraw(&mut self) -> io::Result<()> {
        let size = self.screen.size()?;
        self.screen.resize(Rect::from((Position::ORIGIN, size)))
    }

    /// Draws a frame. A terminal that can shows it only when it is whole, so nothing flickers.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.screen.backend_mut(), BeginSynchronizedUpdate)?;
        self.screen.draw(render)?;
        execute!(self.screen.backend_mut(), EndSynchronizedUpdate)
    }

    /// Gives a text to the clipboard of the terminal (OSC 52). Terminals that may not, ignore it.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        let coded = Base64::encode_string(text.as_bytes());
        let output = self.screen.backend_mut();
        write!(output, "\x1b]52;c;{coded}\x07")?;
        Write::flush(output)
    }

    /// Whether the terminal is still there.
    pub fn is_alive() -> bool {
        io::stdout().is_terminal()
    }

    /// Whether a thread has panicked, after which the screen is no longer ours.
    pub fn has_panicked() -> bool {
        PANICKED.load(Ordering::SeqCst)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

fn enter(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    OURS.store(true, Ordering::SeqCst);
    let entered = execute!(
        io::stdout(),
        EnterAlternateScreen,
        EnableBracketedPaste,
        Hide
    )
    .and_then(|()| {
        if tells_keys_apart() {
            execute!(io::stdout(), PushKeyboardEnhancementFlags(KEYS_APART))
        } else {
            Ok(())
        }
    })
    .and_then(|()| {
        if mouse {
            execute!(io::stdout(), EnableMouseCapture)
        } else {
            Ok(())
        }
    });
    if entered.is_err() {
        give_back();
    }
    entered
}

/// Asks terminals that can for keys that are told apart: Esc at once, Ctrl with letters of any
/// script, Shift with Enter.
const KEYS_APART: KeyboardEnhancementFlags = KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES
    .union(KeyboardEnhancementFlags::REPORT_ALTERNATE_KEYS);

/// Whether the terminal may be asked. It is not asked first whether it can: others skip what they do
/// not know, and an answer over a slow line would be waited for. The Linux console prints what it
/// does not know.
#[expect(
    clippy::disallowed_methods,
    reason = "the environment names the terminal"
)]
fn tells_keys_apart() -> bool {
    let term = std::env::var("TERM").unwrap_or_default();
    cfg!(unix) && !matches!(term.as_str(), "" | "linux" | "dumb")
}

/// Gives the terminal back if it is ours. Nothing can be done when that fails: it is gone.
fn give_back() {
    if OURS.swap(false, Ordering::SeqCst) {
        let _ = execute!(io::stdout(), EndSynchronizedUpdate);
        if tells_keys_apart() {
            let _ = execute!(io::stdout(), PopKeyboardEnhancementFlags);
        }
        let _ = execute!(
            io::stdout(),
            DisableMouseCapture,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            Show
        );
        let _ = disable_raw_mode();
    }
}

/// A panic in any thread gives the terminal back first, so that its message can be read.
fn set_hook() {
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if OURS.load(Ordering::SeqCst) {
                PANICKED.store(true, Ordering::SeqCst);
                give_back();
            }
            before(info);
        }));
    });
}
