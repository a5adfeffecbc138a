//! Running `ssh-keygen -Y sign`: what goes in, what comes out, and that it never takes the terminal
//! without being allowed to.
#![expect(
    clippy::disallowed_methods,
    reason = "this is where the program of the system signs"
)]

use super::{Means, SignError};
use crate::domain::review::ssh::Namespace;
use crate::domain::visible::visible_line;
use crate::store::files::{Action, FileError};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

/// How long an agent or a security key may take.
const PATIENCE: Duration = Duration::from_mins(2);
/// Between two looks whether the program has ended.
const PAUSE: Duration = Duration::from_millis(10);
/// The most that is read of what the program says, in bytes.
const MOST_SAID: u64 = 1 << 16;
/// Where the helper finds the passphrase.
const VARIABLE: &str = "RAPPORTEUR_SSH_PASSPHRASE";

/// Has the program sign; what it says is not believed yet.
pub fn sign(
    program: &Path,
    means: &Means<'_>,
    namespace: Namespace,
    message: &[u8],
) -> Result<String, SignError> {
    let mut command = Command::new(program);
    command
        .args(["-q", "-Y", "sign", "-n", namespace.as_str(), "-f"])
        .arg(means.key)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(if means.may_ask {
            Stdio::inherit()
        } else {
            Stdio::piped()
        });
    let helper = answers(&mut command, means)?;
    let ended = run(
        command,
        message,
        if means.may_ask { None } else { Some(PATIENCE) },
    );
    drop(helper);
    let path = means.key.to_owned();
    let failed = |said| SignError::Program {
        path: path.clone(),
        said,
    };
    let Some(ended) = ended.map_err(|error| failed(visible_line(&error.to_string())))? else {
        let seconds = PATIENCE.as_secs();
        return Err(SignError::Late { path, seconds });
    };
    if ended.status.success() {
        return Ok(ended.output);
    }
    if ended.said.contains("passphrase") {
        return Err(SignError::Passphrase { path });
    }
    let said = match ended.said.trim() {
        "" => "it told why at the terminal, or not at all.".to_owned(),
        said => visible_line(said).chars().take(400).collect(),
    };
    Err(failed(said))
}

/// Settles who answers when the program asks: the person, a helper that knows the passphrase, or
/// nobody. Without this it would take hold of the terminal in the middle of our screen.
fn answers(
    command: &mut Command,
    means: &Means<'_>,
) -> Result<Option<tempfile::TempPath>, SignError> {
    if means.passphrase.is_none() && means.may_ask {
        return Ok(None);
    }
    let helper = helper(means.folder)?;
    command
        .env("SSH_ASKPASS_REQUIRE", "force")
        .env("SSH_ASKPASS", &helper)
        .env(VARIABLE, means.passphrase.unwrap_or_default());
    Ok(Some(helper))
}

/// A file that the program runs to be told the passphrase; it holds no secret itself.
fn helper(folder: &Path) -> Result<tempfile::TempPath, FileError> {
    let failed = |error| FileError::new(Action::Write, folder, error);
    let (ending, script) = if cfg!(windows) {
        let print = format!("echo(!{VARIABLE}!\r\n");
        let script = format!("@echo off\r\nsetlocal EnableDelayedExpansion\r\n{print}");
        (".cmd", script)
    } else {
        ("", format!("#!/bin/sh\nprintf '%s\\n' \"${VARIABLE}\"\n"))
    };
    let mut file = tempfile::Builder::new()
        .prefix(".ask-")
        .suffix(ending)
        .tempfile_in(folder)
        .map_err(failed)?;
    file.write_all(script.as_bytes()).map_err(failed)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let owner = std::fs::Permissions::from_mode(0o700);
        file.as_file().set_permissions(owner).map_err(failed)?;
    }
    // A file that is still open for writing cannot be run.
    Ok(file.into_temp_path())
}

/// How a run ended.
struct Ended {
    status: ExitStatus,
    output: String,
    said: String,
}

/// Runs a command on some input; nothing when it was not done in time.
fn run(
    mut command: Command,
    input: &[u8],
    patience: Option<Duration>,
) -> std::io::Result<Option<Ended>> {
    let mut child = command.spawn()?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    std::thread::scope(|scope| {
        // A program that asks first reads later, and one that fails does not read at all.
        scope.spawn(move || stdin.map(|mut pipe| pipe.write_all(input)));
        let output = scope.spawn(move || all_of(stdout));
        let said = scope.spawn(move || all_of(stderr));
        let status = wait(&mut child, patience);
        let (output, said) = (output.join(), said.join());
        let Some(status) = status? else {
            return Ok(None);
        };
        Ok(Some(Ended {
            status,
            output: output.unwrap_or_default(),
            said: said.unwrap_or_default(),
        }))
    })
}

fn all_of(pipe: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        // What was read before an error counts.
        let _ = pipe.take(MOST_SAID).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Waits for the end; a program that is not done in time is stopped.
fn wait(child: &mut Child, patience: Option<Duration>) -> std::io::Result<Option<ExitStatus>> {
    let Some(patience) = patience else {
        return child.wait().map(Some);
    };
    let mut waited = Duration::ZERO;
    while waited < patience {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        std::thread::sleep(PAUSE);
        waited += PAUSE;
    }
    child.kill()?;
    child.wait().map(|_| None)
}
