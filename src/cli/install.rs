//! Help for the person who installs the program: `doctor`, `completions`, `man`.
#![expect(
    clippy::disallowed_methods,
    reason = "doctor looks at the environment of this machine"
)]

use super::context::Context;
use super::failure::{Exit, Failure};
use crate::app::Keymap;
use crate::domain::counted::counted;
use crate::runtime::looks::{AUTO, Terminal, keys as own_keys};
use crate::runtime::outside;
use crate::runtime::session::Session;
use crate::runtime::worker::{Programs, Worker};
use crate::store::verify::{Before, reverify};
use clap::Command;
use serde::Serialize;
use std::io::IsTerminal;

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Check {
    name: &'static str,
    ok: bool,
    found: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<&'static str>,
}

impl Check {
    fn new(name: &'static str, ok: bool, found: impl Into<String>, advice: &'static str) -> Self {
        Self {
            name,
            ok,
            found: found.into(),
            advice: (!ok).then_some(advice),
        }
    }
}

/// Says what works on this machine.
pub fn doctor(context: &Context, as_json: bool) -> Result<Exit, Failure> {
    let programs = Programs::find();
    let checks = [
        reader(),
        recognition(&programs),
        office(&programs),
        person_key(context),
        editor(),
        terminal(),
        letters(),
        look(context),
        keys(context),
        workspace(context),
        device(context),
    ];
    let ok = checks.iter().all(|check| check.ok);
    if as_json {
        context
            .output
            .json(&serde_json::json!({"ok": ok, "checks": checks}))?;
    }
    for check in checks.iter().filter(|_| !as_json) {
        let mark = if check.ok { "ok  " } else { "LOOK" };
        context
            .output
            .line(format!("{mark}  {}: {}", check.name, check.found))?;
        if let Some(advice) = check.advice {
            context.output.line(format!("      {advice}"))?;
        }
    }
    Ok(if ok { Exit::Done } else { Exit::Failed })
}

/// Whether the program can start itself, as it does for each file.
fn reader() -> Check {
    let (ok, found) = match Worker::new().map(|worker| worker.greets()) {
        Ok(true) => (true, "files are read by a limited child process".to_owned()),
        Ok(false) => (
            false,
            "the child process that reads files does not answer".to_owned(),
        ),
        Err(error) => (false, error.to_string()),
    };
    Check::new(
        "reading",
        ok,
        found,
        "Start the program from its installed place, and see that it may be started by you.",
    )
}

/// Text recognition is an extra: nothing is wrong without it, but scans stay unread.
fn recognition(programs: &Programs) -> Check {
    let Some(tesseract) = &programs.tesseract else {
        let found = "tesseract is not installed: scanned pages stay unread (packages \
                     tesseract-ocr, and tesseract-ocr-srp, -srp-latn, -bos, -sqi, -mkd, -chi-sim)";
        return Check::new("scans", true, found, "");
    };
    let languages = tesseract.languages.join(", ");
    let found = format!("tesseract {}: {languages}", tesseract.version);
    Check::new("scans", true, found, "")
}

/// LibreOffice is an extra too: only old Word files need it.
fn office(programs: &Programs) -> Check {
    let found = match &programs.office {
        Some(program) => program.display().to_string(),
        None => {
            "LibreOffice is not installed: old Word files (.doc) cannot be read (package libreoffice-writer)"
                .to_owned()
        }
    };
    Check::new("old Word files", true, found, "")
}

/// An editor of one's own is an extra: notes can be typed here too.
fn editor() -> Check {
    let found = match outside::editor() {
        Ok(words) => format!("notes can be written in {} (Ctrl-E)", words.join(" ")),
        Err(error) => error.to_string(),
    };
    Check::new("editor", true, found, "")
}

fn terminal() -> Check {
    let is = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let size = crossterm::terminal::size().ok().filter(|_| is);
    let found = match size {
        Some((columns, rows)) => format!("{columns} columns, {rows} rows"),
        None => "this is no terminal".to_owned(),
    };
    let fits = size.is_none_or(|(columns, rows)| columns >= 60 && rows >= 18);
    Check::new(
        "terminal",
        fits,
        found,
        "The interface needs at least 60 columns and 18 rows; make the window larger.",
    )
}

fn letters() -> Check {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default();
    let folded = locale.to_lowercase().replace('-', "");
    let ok = cfg!(windows) || cfg!(target_os = "macos") || folded.contains("utf8");
    let found = if locale.is_empty() {
        "no locale is set".to_owned()
    } else {
        locale
    };
    Check::new(
        "letters",
        ok,
        found,
        "Letters may look wrong; set LANG to a locale that ends in .UTF-8, such as C.UTF-8.",
    )
}

/// Which theme is shown, and what is wrong with the person's own.
fn look(context: &Context) -> Check {
    const ADVICE: &str =
        "docs/settings.md tells how themes are written; --theme NAME chooses another one.";
    let looks = match context.looks() {
        Ok(looks) => looks,
        Err(failure) => return Check::new("look", false, failure.message, ADVICE),
    };
    let look = &looks.look;
    let mut found = match look.theme() {
        AUTO => format!("theme {}, by itself", Terminal::here().suited()),
        name => format!("theme {name}"),
    };
    if look.ascii {
        found.push_str(", plain signs only");
    }
    let (_, wrong_keys) = own_keys(&context.folders.home);
    let mut problems = look.problems.iter().filter(|one| !wrong_keys.contains(one));
    let first = problems.next();
    for problem in first.into_iter().chain(problems) {
        found = format!("{found}; {problem}");
    }
    Check::new("look", first.is_none(), found, ADVICE)
}

/// What is wrong with the person's own keys.
fn keys(context: &Context) -> Check {
    let (map, problems) = own_keys(&context.folders.home);
    let found = match problems.as_slice() {
        [] if map == Keymap::default() => "as the program comes".to_owned(),
        [] => "with your own".to_owned(),
        problems => problems.join("; "),
    };
    Check::new(
        "keys",
        problems.is_empty(),
        found,
        "docs/settings.md tells how keys are written; docs/keys.md lists modes, keys and meanings.",
    )
}

fn workspace(context: &Context) -> Check {
    let path = context.folders.workspace.display();
    match Session::for_reading(&context.folders) {
        Ok(session) => match reverify(session.workspace(), session.home(), Before::Counts, None) {
            Ok(proof) if proof.ok => match session.workspace().check_writable() {
                Ok(()) => Check::new(
                    "workspace",
                    true,
                    format!(
                        "{path}, {}, all proven",
                        counted(proof.journals.len(), "journal")
                    ),
                    "",
                ),
                Err(error) => Check::new(
                    "workspace",
                    false,
                    error.to_string(),
                    "It can be read and verified, but not written to.",
                ),
            },
            Ok(_) => Check::new(
                "workspace",
                false,
                format!("{path}: something does not fit"),
                "Run `rapporteur verify`.",
            ),
            Err(error) => Check::new(
                "workspace",
                false,
                error.to_string(),
                "Run `rapporteur verify`.",
            ),
        },
        Err(_) if !context.folders.workspace.exists() => Check::new(
            "workspace",
            true,
            format!("{path}, made when something is imported"),
            "",
        ),
        Err(error) => Check::new(
            "workspace",
            false,
            error.to_string(),
            "Choose another folder with --workspace DIR.",
        ),
    }
}

/// Which key the person signs with, and what signs.
fn person_key(context: &Context) -> Check {
    let signs = if Programs::ssh_keygen().is_some() {
        "ssh-keygen signs, also with agents, security keys and passphrases"
    } else {
        "ssh-keygen is not installed: only keys without a passphrase can sign"
    };
    let found = match context.person_key() {
        Some(key) => format!("{}; {signs}", key.display()),
        None => format!("none is used, `rapporteur keys use` names one; {signs}"),
    };
    Check::new("own key", true, found, "")
}

fn device(context: &Context) -> Check {
    let home = &context.folders.home;
    let key = home.join("device.key").is_file();
    let found = if key {
        "this device has a key"
    } else {
        "the key of this device is made at the first decision"
    };
    Check::new("device", true, format!("{}: {found}", home.display()), "")
}

/// Prints completions for a shell.
pub fn completions(
    context: &Context,
    shell: clap_complete::Shell,
    command: &mut Command,
) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, command, "rapporteur", &mut script);
    context.output.exactly(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}

/// Prints the manual page.
pub fn man(context: &Context, command: Command) -> Result<Exit, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    context.output.exactly(&String::from_utf8_lossy(&page))?;
    Ok(Exit::Done)
}
