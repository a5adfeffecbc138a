//! The words on the picture of a page, read by `tesseract`.
//!
//! The picture is drawn and the program started by the child, so that both live within its limits.
#![expect(
    clippy::disallowed_methods,
    reason = "the recognition program is started here"
)]

use super::protocol::{Recognise, Refusal, Wish};
use crate::formats::import::{Picture, RecognisedPage, Source, picture, recognised_page};
use std::io::Write;
use std::process::{Command, Stdio};

/// Dots an inch. Measured on the scans of our collection: at 300 the words are no better and take a
/// third longer.
const DPI: u32 = 200;

/// What recognition found on a page.
#[derive(Debug)]
pub enum Found {
    /// The name of the script that most of it is written in, such as `Cyrillic`.
    Script(String),
    /// Its words.
    Words(RecognisedPage),
}

/// Looks at one page.
pub fn recognise(source: &Source<'_>, job: &Recognise) -> Result<Found, Refusal> {
    let picture = picture(source, job.page, DPI).map_err(|refused| Refusal::from(&refused))?;
    match &job.wish {
        Wish::Script => {
            let said = run(job, &picture.strip(), &["--psm", "0", "-l", "osd"])?;
            let script = said
                .lines()
                .find_map(|line| line.strip_prefix("Script: "))
                .ok_or_else(|| failed("it did not name a script"))?;
            Ok(Found::Script(script.trim().to_owned()))
        }
        Wish::Sample { language } => words(job, &picture.strip(), language),
        Wish::Words { language } => words(job, &picture, language),
    }
}

fn words(job: &Recognise, picture: &Picture, language: &str) -> Result<Found, Refusal> {
    let table = run(job, picture, &["-l", language, "tsv"])?;
    let reader = format!("tesseract {}, {language}", job.version);
    let page = recognised_page(job.page, picture.frame, &table, &reader);
    Ok(Found::Words(page))
}

fn run(job: &Recognise, picture: &Picture, arguments: &[&str]) -> Result<String, Refusal> {
    let mut child = Command::new(&job.program)
        .args(["stdin", "stdout", "--dpi"])
        .arg(picture.frame.dpi.to_string())
        .args(arguments)
        // Pages are recognised side by side; threads inside one page only get in their way.
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| failed(&error.to_string()))?;
    let stdin = child.stdin.take();
    let output = std::thread::scope(|scope| {
        scope.spawn(|| {
            // A program that ends early says by its exit code that it failed.
            let _ = stdin.map(|mut stdin| stdin.write_all(&picture.pgm()));
        });
        child.wait_with_output()
    });
    let output = output.map_err(|error| failed(&error.to_string()))?;
    if !output.status.success() {
        return Err(failed("it ended with an error"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn failed(why: &str) -> Refusal {
    Refusal {
        code: "recognition-failed".to_owned(),
        message: format!("Text recognition (tesseract) failed: {why}."),
        hint: "`rapporteur doctor` says what is installed.".to_owned(),
        scanned_pages: None,
    }
}
