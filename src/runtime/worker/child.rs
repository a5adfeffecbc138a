//! A child that reads files: started, given a job, listened to, and stopped.
#![expect(
    clippy::disallowed_methods,
    reason = "the program starts itself to read a file"
)]

use super::ARGUMENT;
use super::parent::Cancel;
use super::protocol::{Frame, Job};
use std::io::{self, BufReader, Read as _};
use std::path::Path;
use std::process::{self, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// How long a child may be silent. Its computing time is limited more tightly; this is for a child
/// that waits, and for systems that limit no computing time.
const PATIENCE: Duration = Duration::from_secs(if cfg!(unix) { 75 } else { 30 });
/// How often a waiting parent looks whether it was asked to stop.
const GLANCE: Duration = Duration::from_millis(50);
/// The most bytes that a child may answer with.
const LARGEST_ANSWER: usize = 768 << 20;

/// A child process. It does not outlive this value.
#[derive(Debug)]
pub struct Child {
    process: process::Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    stderr: ChildStderr,
}

/// How a job came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The child has said everything. It may take another job.
    Finished {
        /// Whether it does.
        ready: bool,
    },
    /// It was stopped because that was asked for.
    Cancelled,
    /// It used up its time.
    TookTooLong,
    /// It used up its memory.
    TookTooMuch,
    /// It ended without a last word.
    Crashed,
}

/// What was heard when listening ended.
enum Heard {
    End { ready: bool },
    Cancelled,
    Silence,
    Gone,
}

impl Child {
    /// Starts one. What it and the programs that it starts need for a moment goes into `scratch`.
    pub fn start(program: &Path, scratch: Option<&Path>) -> io::Result<Self> {
        let mut command = Command::new(program);
        command
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if let Some(folder) = scratch {
            for name in ["TMPDIR", "TMP", "TEMP"] {
                command.env(name, folder);
            }
        }
        // What the keyboard sends to the program is not meant for the child.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut process = command.spawn()?;
        let pipes = (
            process.stdin.take(),
            process.stdout.take(),
            process.stderr.take(),
        );
        let (Some(stdin), Some(stdout), Some(stderr)) = pipes else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        Ok(Self {
            process,
            stdin,
            stdout: BufReader::new(stdout),
            stderr,
        })
    }

    /// Gives it a job and passes on what it says, until its last word.
    pub fn ask(
        &mut self,
        job: &Job,
        bytes: &[u8],
        cancel: &Cancel,
        hear: &mut dyn FnMut(Frame),
    ) -> Ending {
        let Self {
            process,
            stdin,
            stdout,
            ..
        } = self;
        let heard = thread::scope(|scope| {
            let (sender, frames) = mpsc::sync_channel(16);
            scope.spawn(move || {
                // A child that ends early does not take everything; its answer says why.
                let _ = job.write(bytes, stdin);
            });
            scope.spawn(move || {
                let mut weight = 0;
                while let Ok(frame) = Frame::read(stdout) {
                    weight += frame.weight();
                    let is_last = matches!(frame, Frame::End { .. });
                    if weight > LARGEST_ANSWER || sender.send(frame).is_err() || is_last {
                        break;
                    }
                }
            });
            let heard = listen(&frames, cancel, hear);
            if !matches!(heard, Heard::End { ready: true }) {
                // Lets the thread go that waits to be read from.
                stop(process);
            }
            // Lets the thread go that waits to be heard.
            drop(frames);
            heard
        });
        match heard {
            Heard::End { ready } => Ending::Finished { ready },
            Heard::Cancelled => Ending::Cancelled,
            Heard::Silence => Ending::TookTooLong,
            Heard::Gone => self.cause_of_death(),
        }
    }

    /// Why it ended without a last word.
    fn cause_of_death(&mut self) -> Ending {
        let status = self.process.wait().ok();
        let mut words = String::new();
        let _ = (&mut self.stderr).take(4096).read_to_string(&mut words);
        if words.contains("memory allocation") {
            return Ending::TookTooMuch;
        }
        match status.and_then(signal) {
            Some(CPU_TIME_OVER) => Ending::TookTooLong,
            _ => Ending::Crashed,
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // One that has ended may have left no number to stop.
        if !matches!(self.process.try_wait(), Ok(Some(_))) {
            stop(&mut self.process);
            let _ = self.process.wait();
        }
    }
}

fn listen(frames: &Receiver<Frame>, cancel: &Cancel, hear: &mut dyn FnMut(Frame)) -> Heard {
    let mut heard_at = Instant::now();
    loop {
        match frames.recv_timeout(GLANCE) {
            Ok(Frame::End { ready }) => return Heard::End { ready },
            Ok(frame) => {
                hear(frame);
                heard_at = Instant::now();
            }
            Err(RecvTimeoutError::Timeout) if cancel.is_cancelled() => return Heard::Cancelled,
            Err(RecvTimeoutError::Timeout) if heard_at.elapsed() > PATIENCE => {
                return Heard::Silence;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Heard::Gone,
        }
    }
}

/// Ends a child that was not waited for yet, and the programs it has started.
fn stop(process: &mut process::Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(process.id())
        .ok()
        .and_then(rustix::process::Pid::from_raw)
    {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = process.kill();
}

/// The number of SIGXCPU on Linux and macOS.
const CPU_TIME_OVER: i32 = 24;

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
const fn signal(_status: ExitStatus) -> Option<i32> {
    None
}
