//! Key to frame in the reader, in a real pseudo-terminal, beside `less` on the same text in the
//! same run. Prints a table; never fails for being slow, because machines differ.
//!
//! `cargo bench --bench reader [FILE]`; without a file the longest law of the corpus is used, or
//! the made-up sample when there is no corpus.
#![expect(clippy::print_stdout, reason = "a bench prints its table")]

#[cfg(not(unix))]
fn main() {
    println!("This bench needs a Unix pseudo-terminal.");
}

#[cfg(unix)]
fn main() {
    unix::main();
}

#[cfg(unix)]
mod unix {
    use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
    use std::io::{Read, Write};
    use std::path::{Path, PathBuf};
    use std::sync::mpsc::{Receiver, channel};
    use std::time::{Duration, Instant};

    /// A frame is over when nothing more comes for this long.
    const QUIET: Duration = Duration::from_millis(4);
    /// Keys pressed in each row of the table.
    const KEYS: usize = 400;

    struct Program {
        output: Receiver<(Instant, usize)>,
        keyboard: Box<dyn Write + Send>,
        child: Box<dyn Child + Send + Sync>,
    }

    /// What a row of the table says.
    struct Row {
        name: String,
        median: Duration,
        p99: Duration,
        bytes: usize,
    }

    pub fn main() {
        let file = std::env::args()
            .skip(1)
            .find(|argument| !argument.starts_with("--"))
            .map_or_else(longest, PathBuf::from);
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let rapporteur = |columns, rows| {
            let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_rapporteur"));
            command.arg(&file);
            command.env("RAPPORTEUR_WORKSPACE", folder.path().join("workspace"));
            command.env("RAPPORTEUR_HOME", folder.path().join("home"));
            command.env("RAPPORTEUR_REVIEWER", "Bench");
            Program::start(command, columns, rows)
        };
        let less = |columns, rows| {
            let mut command = CommandBuilder::new("less");
            command.arg(&file);
            Program::start(command, columns, rows)
        };
        println!(
            "{} bytes of {}",
            std::fs::metadata(&file).map_or(0, |about| about.len()),
            file.display()
        );
        println!(
            "{:<44} {:>10} {:>10} {:>12}",
            "", "median", "p99", "bytes/frame"
        );
        for (columns, rows) in [(80, 24), (140, 45)] {
            let size = format!("{columns}×{rows}");
            // The first opening also reads the file in; the later ones do not.
            if let Some(mut program) = rapporteur(columns, rows) {
                let stepping = program.press("j", &format!("next clause, {size}"));
                let peer = less(columns, rows)
                    .map(|mut less| less.press("j", &format!("less, next line, {size}")));
                stepping.print();
                if let Some(peer) = peer {
                    peer.print();
                    println!(
                        "{:<44} {:>10.2}",
                        "    ratio of medians, rapporteur to less",
                        stepping.median.as_secs_f64() / peer.median.as_secs_f64()
                    );
                }
                program
                    .press("k", &format!("previous clause, {size}"))
                    .print();
                program
                    .press(" ", &format!("read and go on, synced to disk, {size}"))
                    .print();
            }
            if let Some(program) = rapporteur(columns, rows) {
                println!(
                    "{:<44} {:>10.1?}",
                    format!("start to first frame, {size}"),
                    program.first_frame()
                );
            }
            if let Some(program) = less(columns, rows) {
                println!(
                    "{:<44} {:>10.1?}",
                    format!("less, start to first frame, {size}"),
                    program.first_frame()
                );
            }
        }
    }

    /// The longest law of the corpus, or the sample.
    fn longest() -> PathBuf {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let corpus = std::env::var_os("RAPPORTEUR_CORPUS")
            .map_or_else(|| root.join("../shared/corpus"), PathBuf::from);
        let law = corpus.join("laws-sr/public-procurement.txt");
        if law.is_file() {
            law
        } else {
            root.join("assets/sample/agreement.txt")
        }
    }

    impl Program {
        /// Nothing when the program is not installed.
        fn start(mut command: CommandBuilder, columns: u16, rows: u16) -> Option<Self> {
            command.env("TERM", "xterm-256color");
            let size = PtySize {
                rows,
                cols: columns,
                pixel_width: 0,
                pixel_height: 0,
            };
            let pair = native_pty_system().openpty(size).expect("a terminal opens");
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
                    if length == 0 || sender.send((Instant::now(), length)).is_err() {
                        break;
                    }
                }
            });
            Some(Self {
                output,
                keyboard,
                child,
            })
        }

        /// Takes in output until it is quiet; the time of the last of it, and how much it was.
        fn frame(&self, patience: Duration) -> Option<(Instant, usize)> {
            let (mut last, mut bytes) = self.output.recv_timeout(patience).ok()?;
            while let Ok((at, length)) = self.output.recv_timeout(QUIET) {
                last = at;
                bytes += length;
            }
            Some((last, bytes))
        }

        fn first_frame(self) -> Duration {
            let start = Instant::now();
            self.frame(Duration::from_secs(20))
                .map_or(Duration::MAX, |(at, _)| at.saturating_duration_since(start))
        }

        fn press(&mut self, key: &str, name: &str) -> Row {
            while self.frame(Duration::from_millis(700)).is_some() {}
            let mut times = Vec::with_capacity(KEYS);
            let mut bytes = 0;
            for _ in 0..KEYS {
                let pressed = Instant::now();
                self.keyboard.write_all(key.as_bytes()).expect("takes keys");
                self.keyboard.flush().expect("takes keys");
                let Some((at, length)) = self.frame(Duration::from_secs(1)) else {
                    break;
                };
                times.push(at.saturating_duration_since(pressed));
                bytes += length;
            }
            times.sort_unstable();
            let at = |share: usize| {
                times
                    .get((times.len() * share / 100).min(times.len().saturating_sub(1)))
                    .copied()
                    .unwrap_or_default()
            };
            Row {
                name: name.to_owned(),
                median: at(50),
                p99: at(99),
                bytes: bytes / times.len().max(1),
            }
        }
    }

    impl Row {
        fn print(&self) {
            println!(
                "{:<44} {:>10.2?} {:>10.2?} {:>12}",
                self.name, self.median, self.p99, self.bytes
            );
        }
    }

    impl Drop for Program {
        fn drop(&mut self) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
