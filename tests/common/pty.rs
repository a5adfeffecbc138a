//! The program in a real pseudo-terminal, seen as a person sees it.

use super::Workplace;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long a test waits for something to appear before it fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// A terminal with the program in it.
pub struct Terminal {
    screen: vt100::Parser,
    output: Receiver<Vec<u8>>,
    /// Everything the program ever wrote, for checks of what it left behind.
    pub written: Vec<u8>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    pair: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Starts the program in a terminal of `columns` × `rows`.
    pub fn open(place: &Workplace, columns: u16, rows: u16, arguments: &[&str]) -> Self {
        Self::open_with(place, columns, rows, arguments, &[])
    }

    /// The same with further environment variables.
    pub fn open_with(
        place: &Workplace,
        columns: u16,
        rows: u16,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let itself = super::program();
        let mut program = vec![itself.to_str().expect("the program's path is text")];
        program.extend(arguments);
        Self::run(place, columns, rows, &program, environment)
    }

    /// The same for any program.
    pub fn run(
        place: &Workplace,
        columns: u16,
        rows: u16,
        program: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a terminal opens");
        let mut command = CommandBuilder::new(program[0]);
        command.args(&program[1..]);
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        command.env("RAPPORTEUR_WORKSPACE", place.workspace());
        command.env("RAPPORTEUR_HOME", place.home());
        command.env("RAPPORTEUR_REVIEWER", "Ana");
        for (name, value) in environment {
            command.env(name, value);
        }
        command.cwd(place.path(""));
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the program starts");
        drop(pair.slave);
        let mut reader = pair
            .master
            .try_clone_reader()
            .expect("the terminal can be read");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(length) = reader.read(&mut buffer) {
                if length == 0 || sender.send(buffer[..length].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            screen: vt100::Parser::new(
                rows.try_into().expect("not zero"),
                columns.try_into().expect("not zero"),
                0,
            ),
            output,
            written: Vec::new(),
            keyboard: pair
                .master
                .take_writer()
                .expect("the terminal can be typed into"),
            child,
            pair: pair.master,
        }
    }

    /// Types as a person would.
    pub fn keys(&mut self, keys: &str) {
        self.keyboard
            .write_all(keys.as_bytes())
            .expect("the terminal takes keys");
        self.keyboard.flush().expect("the terminal takes keys");
    }

    /// Sends bytes as they are; says whether somebody still takes them.
    pub fn sends(&mut self, bytes: &[u8]) -> bool {
        let sent = self.keyboard.write_all(bytes);
        sent.and_then(|()| self.keyboard.flush()).is_ok()
    }

    /// Takes in what is written for a while, and keeps only what stands on the screen.
    pub fn listen(&mut self, length: Duration) {
        let end = Instant::now() + length;
        while self.take_until(end) {}
        self.written.clear();
    }

    /// Whether the program has ended.
    pub fn has_ended(&mut self) -> bool {
        let status = self.child.try_wait();
        status.expect("the program can be waited for").is_some()
    }

    /// A terminal that nothing has changed, with a program in it that ends at once.
    pub fn untouched(place: &Workplace) -> Self {
        let mut terminal = Self::run(place, 80, 24, &["true"], &[]);
        terminal.end();
        terminal
    }

    /// How the terminal is set, as `stty` tells it, without its size.
    pub fn settings(&self) -> String {
        let name = self.pair.tty_name().expect("a terminal has a name");
        let told = std::process::Command::new("sh")
            .args(["-c", "stty -a < \"$1\"", "sh"])
            .arg(name)
            .output()
            .expect("sh can be run");
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        let parts = told.split(';').filter(|part| {
            let part = part.trim();
            !part.starts_with("rows") && !part.starts_with("columns")
        });
        parts.collect::<Vec<_>>().join(";")
    }

    /// What stands on the screen.
    pub fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Waits until the screen satisfies a condition.
    pub fn wait(&mut self, what: &str, condition: impl Fn(&str) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !condition(&self.text()) {
            let goes_on = self.take_until(end);
            assert!(
                goes_on,
                "waited in vain for {what}; the screen shows:\n{}",
                self.text()
            );
        }
    }

    /// Waits until a text stands on the screen.
    pub fn wait_for(&mut self, text: &str) {
        self.wait(text, |screen| screen.contains(text));
    }

    /// Takes in output until the screen satisfies a condition or the time is over; says which.
    pub fn shows(&mut self, end: Instant, condition: impl Fn(&str) -> bool) -> bool {
        while !condition(&self.text()) {
            if !self.take_until(end) {
                return condition(&self.text());
            }
        }
        true
    }

    /// Ends the program at once and takes in what it had written before.
    pub fn kill(&mut self) {
        self.signal("-KILL");
        self.end();
    }

    /// Takes in some output; false when the time is over.
    fn take_until(&mut self, end: Instant) -> bool {
        let left = end.saturating_duration_since(Instant::now());
        match self.output.recv_timeout(left) {
            Ok(bytes) => {
                self.screen.process(&bytes);
                self.written.extend(bytes);
                true
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
        }
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.pair
            .resize(PtySize {
                rows,
                cols: columns,
                pixel_width: 0,
                pixel_height: 0,
            })
            .expect("a terminal can be resized");
        self.screen.screen_mut().set_size(
            rows.try_into().expect("not zero"),
            columns.try_into().expect("not zero"),
        );
    }

    /// Sends a signal to the program.
    pub fn signal(&self, name: &str) {
        let id = self
            .child
            .process_id()
            .expect("the program runs")
            .to_string();
        let done = std::process::Command::new("kill")
            .args([name, &id])
            .status()
            .expect("kill can be run");
        assert!(done.success());
    }

    /// Puts the program to sleep and wakes it, unless it ends before. Woken earlier, it would sleep for good.
    pub fn naps(&mut self) {
        self.signal("-TSTP");
        let end = Instant::now() + PATIENCE;
        while !self.has_ended() {
            if self.sleeps() {
                return self.signal("-CONT");
            }
            assert!(Instant::now() < end, "the program does not go to sleep");
            self.listen(Duration::from_millis(10));
        }
    }

    /// Whether the program was stopped and not yet woken.
    fn sleeps(&self) -> bool {
        let id = self.child.process_id().expect("the program was started");
        let state = std::process::Command::new("ps")
            .args(["-o", "state=", "-p", &id.to_string()])
            .output()
            .expect("ps can be run");
        state.stdout.starts_with(b"T")
    }

    /// Waits for the end of the program and takes in all it wrote; gives its exit code.
    pub fn end(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        let code = loop {
            if let Some(status) = self
                .child
                .try_wait()
                .expect("the program can be waited for")
            {
                break status.exit_code();
            }
            assert!(
                Instant::now() < end,
                "the program did not end; the screen shows:\n{}",
                self.text()
            );
            self.take_until((Instant::now() + Duration::from_millis(20)).min(end));
        };
        while self.take_until(Instant::now() + Duration::from_millis(200)) {}
        code
    }

    /// Whether a program has the whole screen and the mouse.
    pub fn is_taken(&self) -> bool {
        let screen = self.screen.screen();
        screen.alternate_screen() && screen.hide_cursor()
    }

    /// Whether the screen, the cursor, the mouse and pasting are as a shell expects them.
    pub fn is_left(&self) -> bool {
        let screen = self.screen.screen();
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && !screen.bracketed_paste()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    }

    /// Whether everything that was switched on in the terminal was switched off again.
    pub fn is_restored(&self) -> bool {
        let written = String::from_utf8_lossy(&self.written);
        [
            ("\u{1b}[?1049h", "\u{1b}[?1049l"),
            ("\u{1b}[?25l", "\u{1b}[?25h"),
            ("\u{1b}[?1000h", "\u{1b}[?1000l"),
            ("\u{1b}[?2004h", "\u{1b}[?2004l"),
        ]
        .iter()
        .all(|(on, off)| match (written.rfind(on), written.rfind(off)) {
            (Some(on), Some(off)) => on < off,
            (Some(_), None) => false,
            (None, _) => true,
        })
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
