//! Finding the checklist that a person names: built in, kept in the workspace, or a file.

use crate::cli::failure::{Exit, Failure};
use crate::domain::checklist::validate::{self, Problem};
use crate::domain::checklist::{Checklist, built_in, built_in_texts};
use crate::runtime::reading;
use crate::runtime::session::{Session, SessionError, default_checklist_bytes};
use crate::store::checklists::Checklists;
use std::path::Path;

/// A checklist and the bytes it was read from.
#[derive(Debug)]
pub struct Named {
    /// The checklist.
    pub checklist: Checklist,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The checklist with a name: the id of a built-in one, a kept one by id or `ID@VERSION`, or a file.
pub fn find(session: Option<&Session>, name: &str) -> Result<Named, Failure> {
    let bytes = bytes(session, name)?;
    let checklist = parse(name, &bytes)?;
    Ok(Named { checklist, bytes })
}

/// What the checklist with a name is written with, whether it is a good one or not.
pub fn bytes(session: Option<&Session>, name: &str) -> Result<Vec<u8>, Failure> {
    for (text, checklist) in built_in_texts().iter().zip(built_in()) {
        if name == checklist.id || name == format!("{}@{}", checklist.id, checklist.version) {
            return Ok(text.as_bytes().to_vec());
        }
    }
    if let Some(session) = session
        && let Some((id, version)) = kept(session, name)?
    {
        let file = session
            .workspace()
            .checklists_folder()
            .join(format!("{id}@{version}.json"));
        return file_bytes(&file);
    }
    let path = Path::new(name);
    if !path.exists() {
        return Err(Failure::new(
            Exit::NothingFound,
            format!("There is no checklist and no file called {name}."),
        )
        .hint("`rapporteur checklist list` shows the checklists that are known here."));
    }
    file_bytes(path)
}

/// The bytes of the checklist for new agreements.
pub fn for_import(session: &Session, name: Option<&str>) -> Result<Vec<u8>, Failure> {
    match name {
        Some(name) => Ok(find(Some(session), name)?.bytes),
        None => Ok(default_checklist_bytes().to_vec()),
    }
}

/// The bytes of a file that a person names.
pub fn file_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    reading::bytes(path).map_err(|error| Failure::failed(&error).hint(error.hint()))
}

/// Id and version of a checklist kept in the workspace; the newest kept when no version is named.
fn kept(session: &Session, name: &str) -> Result<Option<(String, String)>, Failure> {
    let known = Checklists::of(session.workspace())
        .list()
        .map_err(SessionError::from)?;
    Ok(known
        .into_iter()
        .rfind(|(id, version)| name == id || name == format!("{id}@{version}")))
}

/// Reads a checklist, or tells all its mistakes.
pub fn parse(name: &str, bytes: &[u8]) -> Result<Checklist, Failure> {
    validate::parse(bytes).map_err(|problems| with_mistakes(name, &problems))
}

/// A checklist that cannot be used, with everything that is wrong with it.
pub fn with_mistakes(name: &str, problems: &[Problem]) -> Failure {
    let told: Vec<String> = problems
        .iter()
        .map(|problem| format!("  {problem}"))
        .collect();
    let told = format!(
        "The checklist {name} has {}:\n{}",
        mistakes(problems),
        told.join("\n")
    );
    Failure::new(Exit::Refused, told).hint(
        "Mend the file and try again; `rapporteur checklist validate FILE` checks it without using it.",
    )
}

/// How many mistakes there are.
pub fn mistakes(problems: &[Problem]) -> String {
    match problems.len() {
        1 => "one mistake".to_owned(),
        many => format!("{many} mistakes"),
    }
}
