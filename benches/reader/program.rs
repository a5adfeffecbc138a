//! A program in a pseudo-terminal, and how long it takes to answer.

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// A frame is over when nothing more comes for this long.
const QUIET: Duration = Duration::from_millis(4);
/// Keys pressed in each row of the table.
const KEYS: usize = 400;
/// How long a first frame is waited for.
const PATIENCE: Duration = Duration::from_mins(2);

/// A program in a terminal.
pub struct Program {
    output: Receiver<(Instant, Vec<u8>)>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    screen: vt100::Parser,
    started: Instant,
}

/// What a row of the table says.
pub struct Row {
    /// What was done.
    pub name: String,
    /// The time that half of the keys needed at most.
    pub median: Duration,
    p99: Duration,
    bytes: usize,
}

impl Program {
    /// Nothing when the program is not installed.
    pub fn start(mut command: CommandBuilder, (columns, rows): (u16, u16)) -> Option<Self> {
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a terminal opens");
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).ok()?;
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("can be read");
        let keyboard = pair.master.take_writer().expect("can be typed into");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            // The terminal lives as long as somebody reads it.
            let _master = pair.master;
            let mut buffer = vec![0; 1 << 16];
            while let Ok(length) = reader.read(&mut buffer) {
                let told = sender.send((Instant::now(), buffer[..length].to_vec()));
                if length == 0 || told.is_err() {
                    break;
                }
            }
        });
        Some(Self {
            output,
            keyboard,
            child,
            screen: vt100::Parser::new(
                rows.try_into().expect("not zero"),
                columns.try_into().expect("not zero"),
                0,
            ),
            started,
        })
    }

    /// Takes in output until it is quiet; the time of the last of it, and how much it was.
    fn frame(&mut self, patience: Duration) -> Option<(Instant, usize)> {
        let (mut last, first) = self.output.recv_timeout(patience).ok()?;
        let mut bytes = first.len();
        self.screen.process(&first);
        while let Ok((at, more)) = self.output.recv_timeout(QUIET) {
            last = at;
            bytes += more.len();
            self.screen.process(&more);
        }
        Some((last, bytes))
    }

    /// The time from the start until these words stand on the screen; nothing when they do not come.
    pub fn shows(&mut self, words: &str) -> Option<Duration> {
        let end = self.started + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let (at, more) = self.output.recv_timeout(left).ok()?;
            self.screen.process(&more);
            if self.screen.screen().contents().contains(words) {
                return Some(at.saturating_duration_since(self.started));
            }
        }
    }

    /// Presses a key, and waits until nothing more is drawn.
    pub fn presses(&mut self, key: &str) {
        self.types(key);
        while self.frame(Duration::from_millis(700)).is_some() {}
    }

    fn types(&mut self, key: &str) {
        self.keyboard.write_all(key.as_bytes()).expect("takes keys");
        self.keyboard.flush().expect("takes keys");
    }

    /// Presses keys, one after the other and round again, and measures each.
    pub fn measures(&mut self, keys: &[&str], name: String) -> Row {
        while self.frame(Duration::from_millis(700)).is_some() {}
        let mut times = Vec::with_capacity(KEYS);
        let mut bytes = 0;
        for key in keys.iter().cycle().take(KEYS) {
            let pressed = Instant::now();
            self.types(key);
            let Some((at, length)) = self.frame(Duration::from_secs(1)) else {
                break;
            };
            times.push(at.saturating_duration_since(pressed));
            bytes += length;
        }
        times.sort_unstable();
        let at = |share: usize| {
            let at = (times.len() * share / 100).min(times.len().saturating_sub(1));
            times.get(at).copied().unwrap_or_default()
        };
        Row {
            name,
            median: at(50),
            p99: at(99),
            bytes: bytes / times.len().max(1),
        }
    }

    /// The most memory that it held at once, in kilobytes; nothing where the system does not tell.
    pub fn peak(&self) -> Option<u64> {
        let id = self.child.process_id()?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }
}

impl Row {
    /// The names of the columns.
    pub fn head() -> String {
        format!(
            "{:<52} {:>10} {:>10} {:>12}",
            "", "median", "p99", "bytes/frame"
        )
    }

    /// The row.
    pub fn told(&self) -> String {
        format!(
            "{:<52} {:>10.2?} {:>10.2?} {:>12}",
            self.name, self.median, self.p99, self.bytes
        )
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
