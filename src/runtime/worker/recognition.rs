//! The words on the picture of a page, read by `tesseract`.
//!
//! The picture is drawn and the program started by the child, so that both live within its limits.
#![expect(
    clippy::disallowed_methods,
    reason = "the recognition program is started here"
)]

use super::protocol::{Candidate, Choice, Recognise, Refusal, Wish};
use crate::domain::language::Language;
use crate::formats::import::{
    Picture, RecognisedPage, Source, picture, recognised_page, recognition_score,
};
use std::io::Write;
use std::process::{Command, Stdio};

/// Dots an inch. Measured on the scans of our collection: at 300 the words are no better and take a
/// third longer.
const DPI: u32 = 200;

/// Words on a strip of a page that are enough to choose a language by.
const ENOUGH_WORDS: usize = 12;
/// Score from which a strip is surely in a language that shares its common words with no other. Of
/// sixty words of running English a fifth to a half are common, of a leaflet a tenth at the least; of
/// the other languages, read as English, three in a hundred at the most.
const SURELY: f32 = 0.12;

/// What recognition found on a page.
#[derive(Debug, Default)]
pub struct Found {
    /// What it is written in, when that was asked.
    pub choice: Choice,
    /// Its words.
    pub words: Option<RecognisedPage>,
}

/// Looks at one page.
pub fn recognise(source: &Source<'_>, job: &Recognise) -> Result<Found, Refusal> {
    let picture = picture(source, job.page, DPI).map_err(|refused| Refusal::from(&refused))?;
    let page = Page { job, picture };
    match &job.wish {
        Wish::Words { model } => Ok(Found {
            choice: Choice::default(),
            words: Some(page.words(&page.picture, model)?),
        }),
        Wish::Choose {
            candidates,
            tells_scripts,
            with_words,
        } => {
            let choice = page.choose(candidates, *tells_scripts);
            let model = choice.model.as_deref().filter(|_| *with_words);
            let words = model.map(|model| page.words(&page.picture, model));
            Ok(Found {
                words: words.transpose()?,
                choice,
            })
        }
    }
}

/// A page and its picture.
struct Page<'a> {
    job: &'a Recognise,
    picture: Picture,
}

impl Page<'_> {
    /// What the page is written in.
    ///
    /// A model of the wrong language gives words that look sure and are wrong, so several are tried on
    /// a strip, and the one whose words are most like its language is the right one. English shares its
    /// common words with none of the others: when it is tried and fits, nothing else can.
    fn choose(&self, candidates: &[Candidate], tells_scripts: bool) -> Choice {
        let strip = self.picture.strip();
        let english = candidates
            .iter()
            .find(|candidate| candidate.language == Language::English);
        if let Some((english, score)) = english.and_then(|it| Some((it, self.score(&strip, it)?)))
            && score > SURELY
        {
            return Choice {
                script: None,
                model: Some(english.model.clone()),
            };
        }
        let script = tells_scripts.then(|| self.script()).flatten();
        let fits = |candidate: &&Candidate| {
            let script = script.as_deref();
            script.is_none_or(|script| candidate.script == script)
        };
        let fitting: Vec<&Candidate> = candidates.iter().filter(fits).collect();
        let best = || {
            let strips = [strip, self.picture.high_strip()];
            strips.iter().find_map(|strip| self.best(&fitting, strip))
        };
        let model = match fitting[..] {
            [only] => Some(only.model.clone()),
            _ => best(),
        };
        Choice { script, model }
    }

    /// The model that reads a strip best; nothing when there are hardly any words on it.
    fn best(&self, models: &[&Candidate], strip: &Picture) -> Option<String> {
        let scored = models
            .iter()
            .filter_map(|candidate| Some((candidate, self.score(strip, candidate)?)));
        let (best, _) = scored.max_by(|(_, one), (_, other)| one.total_cmp(other))?;
        Some(best.model.clone())
    }

    /// How well a model reads a strip; nothing when there are hardly any words on it, or when the model
    /// fails, as one does whose file is damaged.
    fn score(&self, strip: &Picture, candidate: &Candidate) -> Option<f32> {
        let read = self.words(strip, &candidate.model).ok()?;
        let enough = read.words.len() >= ENOUGH_WORDS;
        enough.then(|| recognition_score(&read, candidate.language))
    }

    /// The script that most of the page is written in, when the program is sure.
    fn script(&self) -> Option<String> {
        let arguments = ["--psm", "0", "-l", "osd"];
        let said = run(self.job, &self.picture.high_strip(), &arguments).ok()?;
        let mut lines = said.lines();
        let script = lines.find_map(|line| line.strip_prefix("Script: "))?;
        Some(script.trim().to_owned())
    }

    fn words(&self, picture: &Picture, model: &str) -> Result<RecognisedPage, Refusal> {
        let table = run(self.job, picture, &["-l", model, "tsv"])?;
        let reader = format!("tesseract {}, {model}", self.job.version);
        Ok(recognised_page(
            self.job.page,
            picture.frame,
            &table,
            &reader,
        ))
    }
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
