//! What every command works with: where things are, who the person is, where output goes.
#![expect(
    clippy::disallowed_methods,
    reason = "the environment and the person's settings enter the program here"
)]

use super::args::Common;
use super::failure::{Exit, Failure};
use super::output::Output;
use super::output::say;
use crate::domain::agreement::AgreementId;
use crate::domain::checklist::Checklist;
use crate::domain::cite::cite;
use crate::domain::clause::Clause;
use crate::domain::find_agreement;
use crate::domain::fold::fold;
use crate::domain::language::Language;
use crate::domain::review::Reviewer;
use crate::runtime::looks::{Asked, Looks, Terminal};
use crate::runtime::session::{Folders, Opened, Session, SessionError};
use crate::runtime::settings::Settings;
use crate::store::workspace::{Workspace, WorkspaceError};
use crate::tr;
use directories::ProjectDirs;
use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// What every command works with.
#[derive(Debug)]
pub struct Context {
    /// Where the workspace and this device's memory are.
    pub folders: Folders,
    /// Where results and messages go.
    pub output: Output,
    /// The language of summaries that a person asked for.
    pub language: Option<Language>,
    /// How everything is to look this time.
    pub look: Asked,
    reviewer: Option<String>,
}

impl Context {
    /// From the options of every command, the environment and the platform's folders.
    pub fn new(common: &Common) -> Result<Self, Failure> {
        let platform = ProjectDirs::from("", "", "rapporteur");
        let data = platform
            .as_ref()
            .map(|folders| folders.data_dir().to_owned());
        let folder = |given: &Option<PathBuf>, name: &str| {
            given
                .clone()
                .or_else(|| data.as_ref().map(|data| data.join(name)))
                .ok_or_else(|| {
                    Failure::usage("This account has no home folder to keep things in.").hint(
                        format!(
                            "Name a folder with --workspace DIR and set RAPPORTEUR_HOME ({name})."
                        ),
                    )
                })
        };
        Ok(Self {
            folders: Folders {
                workspace: folder(&common.workspace, "workspace")?,
                home: folder(&common.home, "device")?,
            },
            output: Output::standard(),
            language: common.lang.as_deref().and_then(Language::from_tag),
            look: Asked {
                theme: common.theme.clone(),
                ascii: common.ascii,
            },
            reviewer: common.reviewer.clone(),
        })
    }

    /// The themes, and the one that is shown.
    pub fn looks(&self) -> Result<Looks, Failure> {
        Looks::load(&self.folders.home, Terminal::here(), &self.look).map_err(|error| {
            Failure::usage(format!("{error}.")).hint(
                "Choose one with --theme NAME or RAPPORTEUR_THEME; auto lets the terminal say.",
            )
        })
    }

    /// The SSH key with which the person signs on this device.
    pub fn person_key(&self) -> Option<PathBuf> {
        Settings::load(&self.folders.home).person_key
    }

    /// Whether it is known who writes without asking anybody.
    pub fn knows_reviewer(&self) -> bool {
        self.reviewer.is_some() || Settings::load(&self.folders.home).reviewer.is_some()
    }

    /// The workspace, for reading.
    pub fn reading(&self) -> Result<Session, Failure> {
        Ok(Session::for_reading(&self.folders)?)
    }

    /// The workspace, for decisions in the name of the reviewer. None is made where none is: there
    /// is nothing in it to decide on, and a misspelt name must not leave a folder behind.
    pub fn deciding(&self) -> Result<Session, Failure> {
        Workspace::open(&self.folders.workspace).map_err(SessionError::from)?;
        self.writing()
    }

    /// The workspace, for writing in the name of the reviewer; made when it is not there.
    pub fn writing(&self) -> Result<Session, Failure> {
        let reviewer = self.reviewer()?;
        let session = Session::for_writing(&self.folders, reviewer)?;
        if let Some(recovery) = session.journal().and_then(|journal| journal.recovery()) {
            say(recovery.to_string());
        }
        if let Some(doubt) = session.clock_remark() {
            say(doubt);
        }
        Ok(session)
    }

    /// Who writes: as named on the command line or in the environment, else as settled before,
    /// else as answered now, else as the account is called.
    pub fn reviewer(&self) -> Result<Reviewer, Failure> {
        if let Some(name) = &self.reviewer {
            return named(name);
        }
        let mut settings = Settings::load(&self.folders.home);
        if let Some(name) = &settings.reviewer {
            return named(name);
        }
        if std::io::stdin().is_terminal() && std::io::stderr().is_terminal() {
            let reviewer = ask(&self.folders.workspace)?;
            settings.reviewer = Some(reviewer.name.clone());
            settings.save(&self.folders.home).map_err(Failure::failed)?;
            return Ok(reviewer);
        }
        let account = ["USER", "LOGNAME", "USERNAME"]
            .iter()
            .find_map(|name| std::env::var(name).ok())
            .and_then(|name| Reviewer::named(&name));
        let Some(account) = account else {
            return Err(Failure::usage("The journal needs to know who decides.")
                .hint("Name yourself with --reviewer NAME or RAPPORTEUR_REVIEWER."));
        };
        say(format!(
            "Writing as “{}”, the name of this account; --reviewer NAME says otherwise.",
            account.name
        ));
        Ok(account)
    }
}

/// The id of the agreement that a person means.
pub fn agreement_id(session: &Session, query: &str) -> Result<AgreementId, Failure> {
    let listed = session.agreements()?;
    let names = listed.iter().map(|one| {
        let title = one
            .summary
            .as_ref()
            .map_or("", |summary| summary.title.as_str());
        (&one.id, title)
    });
    find_agreement::find(query, names).map_err(|error| {
        let exit = match error {
            find_agreement::NotFound::None { .. } => Exit::NothingFound,
            find_agreement::NotFound::Several { .. } => Exit::Usage,
        };
        Failure::new(exit, format!("{error}."))
            .hint("`rapporteur list` shows the agreements and their ids.")
    })
}

/// The agreement that a person means, with its checklist.
pub fn open_named(session: &Session, query: &str) -> Result<Opened, Failure> {
    let id = agreement_id(session, query)?;
    Ok(session.open(&id)?)
}

/// The clause that a person means: by id, else by its printed label.
pub fn clause<'a>(opened: &'a Opened, query: &str) -> Result<&'a Clause, Failure> {
    let clauses = opened.agreement.clauses.clauses();
    if let Some(clause) = clauses.iter().find(|clause| clause.id.as_str() == query) {
        return Ok(clause);
    }
    let wanted = label(query);
    let fitting: Vec<_> = clauses
        .iter()
        .filter(|clause| !clause.label.is_empty() && label(&clause.label) == wanted)
        .collect();
    // As it is cited, such as `Article 6 (2)`.
    let cited = || {
        let same = |text: &str| label(text).split_whitespace().collect::<String>();
        let wanted = same(query);
        let places = 0..clauses.len();
        let mut found = places.filter(|&at| same(&cite(&opened.agreement, at)) == wanted);
        found.next().filter(|_| found.next().is_none())
    };
    if fitting.is_empty()
        && let Some(at) = cited()
    {
        return Ok(&clauses[at]);
    }
    match fitting.as_slice() {
        [clause] => Ok(clause),
        [] => Err(Failure::new(
            Exit::NothingFound,
            format!(
                "“{}” has no clause {query}.",
                opened.agreement.document.title
            ),
        )
        .hint("`rapporteur clauses AGREEMENT` lists the clauses and their ids.")),
        several => Err(Failure::usage(format!(
            "“{query}” fits {} clauses: {}.",
            several.len(),
            several
                .iter()
                .map(|clause| clause.id.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        ))
        .hint("Name the one you mean by its id.")),
    }
}

/// An item of one of an agreement's checklists: by its id, or `CHECKLIST/ITEM`.
pub fn item<'a>(opened: &'a Opened, name: &str) -> Result<(&'a Checklist, &'a str), Failure> {
    let has = |list: &&std::sync::Arc<Checklist>| list.item(name).is_some();
    let several: Vec<_> = opened.checklists.iter().filter(has).collect();
    if let [first, _, ..] = several.as_slice() {
        return Err(
            Failure::usage(format!("Several checklists have an item {name}.")).hint(format!(
                "Name the one you mean, such as {}/{name}.",
                first.id
            )),
        );
    }
    let found = opened.with_item(name);
    let found = found.map(|(checklist, item)| (&**checklist, item));
    found.ok_or_else(|| {
        let lists = opened.checklists.iter();
        let ids: Vec<&str> = lists.map(|list| list.id.as_str()).collect();
        let which = match ids.as_slice() {
            [one] => format!("The checklist {one} has"),
            several => format!("The checklists {} have", several.join(", ")),
        };
        Failure::new(Exit::NothingFound, format!("{which} no item {name}.")).hint(format!(
            "`rapporteur checklist show {}` lists the items.",
            ids.first().unwrap_or(&"")
        ))
    })
}

fn label(text: &str) -> String {
    fold(text)
        .trim_matches(|character: char| character == '.' || character.is_whitespace())
        .to_owned()
}

fn named(name: &str) -> Result<Reviewer, Failure> {
    Reviewer::named(name).ok_or_else(|| {
        Failure::usage(format!(
            "“{name}” cannot be a reviewer's name: it has no letter or digit."
        ))
        .hint("Name yourself with --reviewer NAME.")
    })
}

/// Asks for a name, once, before anything is written: the first that somebody sees of the program.
fn ask(workspace: &Path) -> Result<Reviewer, Failure> {
    let mut screen = std::io::stderr().lock();
    let welcome = [
        tr!("You are using rapporteur for the first time on this computer.").to_owned(),
        tr!(
            "Agreements, decisions and their journal are kept here and nowhere else: {folder}",
            folder = workspace.display()
        ),
        tr!("Every decision stands in the journal with the name of who made it.").to_owned(),
    ];
    for line in welcome {
        writeln!(screen, "{line}")?;
    }
    loop {
        write!(screen, "{} ", tr!("Your name, then Enter:"))?;
        screen.flush()?;
        let mut line = String::new();
        if std::io::stdin().lock().read_line(&mut line)? == 0 {
            return Err(Failure::usage("No name was given, so nothing was opened."));
        }
        if let Some(reviewer) = Reviewer::named(&line) {
            return Ok(reviewer);
        }
        let words = tr!("A name needs at least one letter or digit.");
        writeln!(screen, "{words}")?;
    }
}

impl From<SessionError> for Failure {
    fn from(error: SessionError) -> Self {
        if let SessionError::Workspace(WorkspaceError::Missing { path }) = &error {
            let message = format!("There is no workspace at {} yet.", path.display());
            return Self::new(Exit::NothingFound, message)
                .hint("`rapporteur import FILE` makes one and reads a file into it.");
        }
        let exit = if error.is_about_integrity() {
            Exit::Integrity
        } else if matches!(
            &error,
            SessionError::Agreement(crate::store::agreements::AgreementError::Unknown { .. })
        ) {
            Exit::NothingFound
        } else {
            Exit::Failed
        };
        let failure = Self::new(exit, &error);
        match error.hint() {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}
