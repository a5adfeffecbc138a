//! The program in a real pseudo-terminal: how long until words are on the screen.

use super::program::{Workspace, ours};
use std::path::Path;
use std::time::Duration;

/// Time from the start of the program on a file until a word of it is on the screen.
#[cfg(not(unix))]
pub fn until_shown(_file: &Path, _word: &str) -> Option<Duration> {
    let _ = (ours(), Workspace::new().environment());
    None
}

/// Time from the start of the program on a file until a word of it is on the screen.
#[cfg(unix)]
pub fn until_shown(file: &Path, word: &str) -> Option<Duration> {
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};
    use std::io::Read;
    use std::num::NonZero;
    use std::time::Instant;

    /// The longest that a page is waited for.
    const PATIENCE: Duration = Duration::from_mins(1);
    let (rows, columns) = (NonZero::new(45)?, NonZero::new(140)?);
    let size = PtySize {
        rows: rows.get(),
        cols: columns.get(),
        pixel_width: 0,
        pixel_height: 0,
    };
    let workspace = Workspace::new();
    let pair = native_pty_system().openpty(size).ok()?;
    let mut reader = pair.master.try_clone_reader().ok()?;
    let mut command = CommandBuilder::new(ours());
    command.arg(file);
    command.env("TERM", "xterm-256color");
    for (name, value) in workspace.environment() {
        command.env(name, value);
    }
    let (sender, output) = std::sync::mpsc::channel();
    let start = Instant::now();
    let mut child = pair.slave.spawn_command(command).ok()?;
    drop(pair.slave);
    std::thread::spawn(move || {
        let mut buffer = vec![0; 1 << 16];
        while let Ok(length) = reader.read(&mut buffer) {
            let bytes = buffer.get(..length).unwrap_or_default().to_vec();
            if length == 0 || sender.send((Instant::now(), bytes)).is_err() {
                break;
            }
        }
    });
    let mut screen = vt100::Parser::new(rows, columns, 0);
    let mut shown = None;
    while let Some(left) = PATIENCE.checked_sub(start.elapsed()) {
        let Ok((at, bytes)) = output.recv_timeout(left) else {
            break;
        };
        screen.process(&bytes);
        if screen.screen().contents().contains(word) {
            shown = Some(at - start);
            break;
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    shown
}
