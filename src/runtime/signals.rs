//! Signals as ordinary input: interrupt, terminate and hang-up ask the program to end; the stop
//! signal of the keyboard puts it to sleep with the terminal given back.

use super::input::Input;
use super::worker::Cancel;
use std::io;
use std::sync::mpsc::Sender;

/// Listens for signals until dropped.
#[cfg(unix)]
pub struct Listener(signal_hook::iterator::Handle);

#[cfg(unix)]
impl Listener {
    /// Begins to listen; what comes goes into the queue.
    pub fn start(queue: Sender<Input>) -> io::Result<Self> {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
        let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM, SIGTSTP])?;
        let handle = signals.handle();
        std::thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || {
                for signal in signals.forever() {
                    let input = match signal {
                        SIGTSTP => Input::Suspend,
                        SIGINT => Input::Interrupted,
                        _ => Input::Quit,
                    };
                    if queue.send(input).is_err() {
                        break;
                    }
                }
            })?;
        Ok(Self(handle))
    }
}

#[cfg(unix)]
impl Drop for Listener {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Cancels when the program is asked to end, until dropped.
#[cfg(unix)]
pub fn on_end(cancel: Cancel) -> io::Result<Listener> {
    watch(cancel, true)
}

/// The same while another program has the keyboard: what the keyboard interrupts is that program.
#[cfg(unix)]
pub fn on_stop(cancel: Cancel) -> io::Result<Listener> {
    watch(cancel, false)
}

#[cfg(unix)]
fn watch(cancel: Cancel, interrupts: bool) -> io::Result<Listener> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    let handle = signals.handle();
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for signal in signals.forever() {
                if interrupts || signal != SIGINT {
                    cancel.cancel();
                }
            }
        })?;
    Ok(Listener(handle))
}

/// Other systems have no signals that matter here.
#[cfg(not(unix))]
pub fn on_end(_cancel: Cancel) -> io::Result<Listener> {
    Ok(Listener)
}

/// Other systems have no signals that matter here.
#[cfg(not(unix))]
pub fn on_stop(_cancel: Cancel) -> io::Result<Listener> {
    Ok(Listener)
}

/// Sleeps until woken by the shell.
#[cfg(unix)]
pub fn sleep() -> io::Result<()> {
    signal_hook::low_level::raise(signal_hook::consts::SIGSTOP)
}

/// Wakes the thread that reads the terminal: it takes this for a new size of the window.
#[cfg(unix)]
pub fn wake_reader() {
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGWINCH);
}

/// There it wakes by itself.
#[cfg(not(unix))]
pub const fn wake_reader() {}

/// Other systems have no signals that matter here.
#[cfg(not(unix))]
pub struct Listener;

#[cfg(not(unix))]
impl Listener {
    /// Nothing to listen for.
    pub fn start(_queue: Sender<Input>) -> io::Result<Self> {
        Ok(Self)
    }
}

/// There is no sleeping here.
#[cfg(not(unix))]
pub fn sleep() -> io::Result<()> {
    Ok(())
}
