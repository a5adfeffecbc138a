//! What a reading thread does with one file. Touches neither the journal nor the screen.

use super::queue::Job;
use super::scans::Scan;
use super::{Event, Report};
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::digest::Digest;
use crate::domain::document::{Diagnostic, Severity};
use crate::domain::language::Language;
use crate::formats::import::{DEEPEST_CONTAINER, PageRead, RecognisedPage, pages_to_recognise};
use crate::runtime::reading::{self, Came, ReadingError};
use crate::runtime::worker::{Answer, Cancelled, Child, Refusal, Worker};
use crate::store::agreements::{AgreementError, Agreements};
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// A file and what came of it.
#[derive(Debug)]
pub struct Outcome {
    /// What it is called in receipts.
    pub path: PathBuf,
    /// What came of it.
    pub came: Came,
}

/// What a reading thread needs to know.
pub struct Reader<'a> {
    /// Starts the children.
    pub worker: &'a Worker,
    /// What is kept already.
    pub agreements: Agreements,
    /// What is journalled already.
    pub journalled: HashSet<AgreementId>,
    /// The languages of what is kept already, once they are needed.
    pub languages: OnceLock<Vec<Language>>,
}

impl Reader<'_> {
    /// Reads one file, by the `child` of this thread; gives what came of it and the files in it.
    pub fn read(
        &self,
        child: &mut Option<Child>,
        job: Job,
        depth: usize,
        report: &Report<'_>,
    ) -> Result<(Outcome, Vec<Job>), Cancelled> {
        let path = job.path;
        report(Event::Began(path.clone()));
        let bytes = match job.taken_out {
            None => reading::source_bytes(&path),
            Some(taken_out) => taken_out.map_err(|refusal| ReadingError::Refused {
                path: path.clone(),
                refusal,
            }),
        };
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(error) => return Ok((Outcome::refused(path, error), Vec::new())),
        };
        if !may_hold_files(&path) {
            match self.known(&bytes) {
                Ok(None) => {}
                Ok(Some(agreement)) => {
                    let came = Came::Known(Box::new(agreement));
                    return Ok((Outcome { path, came }, Vec::new()));
                }
                Err(error) => {
                    let came = Came::Damaged(error);
                    return Ok((Outcome { path, came }, Vec::new()));
                }
            }
        }
        let answer = self.ask(child, &path, &bytes, Vec::new(), report)?;
        let answer = self.with_scans(child, &path, &bytes, answer, report)?;
        Ok(outcome(path, bytes, answer, depth))
    }

    fn ask(
        &self,
        child: &mut Option<Child>,
        path: &Path,
        bytes: &[u8],
        recognised: Vec<RecognisedPage>,
        report: &Report<'_>,
    ) -> Result<Answer, Cancelled> {
        let name = reading::file_name(path);
        let mut on_page = |page| report(Event::Page(path.to_owned(), page));
        self.worker
            .read_next(child, &name, bytes, recognised, &mut on_page)
    }

    /// The same with its pictures of pages recognised, where there are any and a program for it.
    fn with_scans(
        &self,
        child: &mut Option<Child>,
        path: &Path,
        bytes: &[u8],
        mut answer: Answer,
        report: &Report<'_>,
    ) -> Result<Answer, Cancelled> {
        let (pages, language) = match &answer.agreement {
            Some(Ok(agreement)) => (pages_to_recognise(&agreement.document), agreement.language),
            Some(Err(refusal)) => {
                let last = refusal.scanned_pages.unwrap_or_default();
                ((1..=last).collect(), Language::Undetermined)
            }
            None => return Ok(answer),
        };
        if pages.is_empty() {
            return Ok(answer);
        }
        let Some(recogniser) = &self.worker.programs().tesseract else {
            return Ok(answer);
        };
        let scan = Scan {
            worker: self.worker,
            recogniser,
            file_name: &reading::file_name(path),
            bytes,
            language,
            others: self.languages.get_or_init(|| self.languages_at_hand()),
        };
        let all = u32::try_from(pages.len()).unwrap_or(u32::MAX);
        let finished = AtomicU32::new(0);
        let recognition = scan.recognise(&pages, &|page| {
            let words: Vec<&str> = page.words.iter().map(|word| word.text.as_str()).collect();
            let read = PageRead {
                page: finished.fetch_add(1, Ordering::SeqCst) + 1,
                pages: all,
                text: Some(words.join(" ")),
            };
            report(Event::Page(path.to_owned(), read));
        })?;
        if !recognition.pages.is_empty() {
            return self.ask(child, path, bytes, recognition.pages, report);
        }
        if let (Some(advice), Some(agreement)) = (recognition.advice, &mut answer.agreement) {
            match agreement {
                Err(refusal) => refusal.hint = advice,
                Ok(agreement) => agreement.document.diagnostics.push(Diagnostic::new(
                    Severity::Warning,
                    "recognition-impossible",
                    advice,
                )),
            }
        }
        Ok(answer)
    }

    /// The languages of the agreements in the workspace.
    fn languages_at_hand(&self) -> Vec<Language> {
        let listed = self.agreements.list().unwrap_or_default();
        let mut languages: Vec<Language> = Vec::new();
        for summary in listed.into_iter().filter_map(|one| one.summary.ok()) {
            if !languages.contains(&summary.language) {
                languages.push(summary.language);
            }
        }
        languages
    }

    /// The agreement that was read from these bytes before, kept and journalled.
    fn known(&self, bytes: &[u8]) -> Result<Option<Agreement>, AgreementError> {
        let source = Digest::of(bytes);
        if !self.journalled.contains(&AgreementId::of_source(&source)) {
            return Ok(None);
        }
        self.agreements.load_by_source(&source)
    }
}

impl Outcome {
    fn refused(path: PathBuf, error: ReadingError) -> Self {
        Self {
            path,
            came: Came::Refused(error),
        }
    }
}

/// Containers are opened even when they are known: what is in them may not be.
fn may_hold_files(path: &Path) -> bool {
    let ending = path.extension().map(OsStr::to_ascii_lowercase);
    ending.is_some_and(|end| {
        ["zip", "eml", "mbox", "mht", "mhtml"]
            .iter()
            .any(|one| end == *one)
    })
}

fn outcome(path: PathBuf, bytes: Vec<u8>, answer: Answer, depth: usize) -> (Outcome, Vec<Job>) {
    let member = |(name, taken_out)| Job {
        // Names of members are harmless: relative, and without a way up.
        path: path.join(name),
        taken_out: Some(if depth < DEEPEST_CONTAINER {
            taken_out
        } else {
            Err(Refusal::too_deep())
        }),
    };
    let members: Vec<Job> = answer.members.into_iter().map(member).collect();
    let came = match answer.agreement {
        Some(Ok(agreement)) => Came::New {
            bytes,
            agreement: Box::new(agreement),
        },
        Some(Err(refusal)) => Came::Refused(ReadingError::Refused {
            path: path.clone(),
            refusal,
        }),
        None => Came::Container,
    };
    (Outcome { path, came }, members)
}
