//! What a reading thread does with one file. Touches neither the journal nor the screen.

use super::queue::Job;
use super::{Event, Report};
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::digest::Digest;
use crate::domain::margin::View;
use crate::formats::import::DEEPEST_CONTAINER;
use crate::runtime::reading::{self, Came, ReadingError};
use crate::runtime::worker::{Answer, Cancelled, Refusal, Worker};
use crate::store::agreements::{AgreementError, Agreements};
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

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
}

impl Reader<'_> {
    /// Reads one file; gives what came of it and the files in it.
    pub fn read(
        &self,
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
        let name = reading::file_name(&path);
        let mut on_page = |page| report(Event::Page(path.clone(), page));
        let answer = self
            .worker
            .read(&name, &bytes, View::Final, Vec::new(), &mut on_page)?;
        Ok(outcome(path, bytes, answer, depth))
    }

    /// The agreement that was read from these bytes before, kept and journalled.
    fn known(&self, bytes: &[u8]) -> Result<Option<Agreement>, AgreementError> {
        match self.agreements.find_by_source(&Digest::of(bytes))? {
            Some(id) if self.journalled.contains(&id) => {
                Ok(Some(self.agreements.load(&id)?.agreement))
            }
            _ => Ok(None),
        }
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
