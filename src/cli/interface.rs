//! Opening the terminal interface: on the desk, on files, or on the sample.
#![expect(
    clippy::disallowed_methods,
    reason = "the locale is read here, and the sample is unpacked to its throw-away folder"
)]

use super::args::Common;
use super::checklists;
use super::context::Context;
use super::failure::{Exit, Failure};
use super::imports;
use super::output::say;
use crate::app::Start;
use crate::app::key::Size;
use crate::app::keymap::Keymap;
use crate::app::look::Look;
use crate::domain::agreement::AgreementId;
use crate::domain::language::Language;
use crate::domain::review::{Reviewer, StoredEntry, WriterId};
use crate::domain::translate::speak;
use crate::runtime::arriving::ArrivingError;
use crate::runtime::clock;
use crate::runtime::desk::{Glance, glance};
use crate::runtime::event_loop::{Left, Settings, Stage};
use crate::runtime::importing::End;
use crate::runtime::linear;
use crate::runtime::live::{Live, row};
use crate::runtime::looks::Looks;
use crate::runtime::opening::Early;
use crate::runtime::receipt::{Receipt, Status};
use crate::runtime::session::{Folders, Session, SessionError, default_checklist_bytes};
use crate::runtime::settings as device;
use crate::store::device::Home;
use crate::store::files::FileError;
use crate::store::journal::Identity;
use crate::store::scratch::{self, Scratch};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// The made-up agreement that comes with the program.
const SAMPLE: &str = include_str!("../../assets/sample/agreement.txt");

/// Opens the interface; with paths, reads them in first and opens the first.
pub fn open(
    context: &Context,
    paths: &[PathBuf],
    checklist: Option<&str>,
    linear: bool,
) -> Result<Exit, Failure> {
    must_be_there(paths)?;
    if !linear {
        must_be_a_terminal()?;
    }
    choose_language(context);
    let looks = context.looks()?;
    let looks = (!linear).then_some(looks);
    let mut left = begin(context, paths, checklist, looks.clone())?;
    while left == Left::ForTour {
        take_tour(context, context.reviewer()?, looks.clone())?;
        left = begin(context, &[], checklist, looks.clone())?;
    }
    Ok(Exit::Done)
}

/// Opens the interface on some files, or on the desk: of a large workspace before everything is read.
fn begin(
    context: &Context,
    paths: &[PathBuf],
    checklist: Option<&str>,
    looks: Option<Looks>,
) -> Result<Left, Failure> {
    if let Some(looks) = looks.as_ref().filter(|_| paths.is_empty() && checklist.is_none())
        // What is in the way of a glance is told where everything is read.
        && let Ok(Some(seen)) = glance(&context.folders)
    {
        return show_early(context, seen, looks.clone());
    }
    let session = context.writing()?;
    let checklist = checklists::for_import(&session, checklist)?;
    let offers = Offers { tour: false, looks };
    show(session, paths, &checklist, offers)
}

/// How the interface is opened.
struct Offers {
    /// Whether the tour is offered.
    tour: bool,
    /// How it looks; nothing for plain lines.
    looks: Option<Looks>,
}

/// Opens the interface on the sample. Whatever workspace is named, everything goes to a folder that
/// is removed at the end. It lies in this device's own folder: what is typed into it is nobody else's.
pub fn demo(context: &Context, common: &Common) -> Result<Exit, Failure> {
    if !common.linear {
        must_be_a_terminal()?;
    }
    choose_language(context);
    let name = common.reviewer.as_deref().unwrap_or("Demo Reviewer");
    let reviewer = Reviewer::named(name)
        .ok_or_else(|| Failure::usage(format!("“{name}” cannot be a reviewer's name.")))?;
    let looks = context.looks()?;
    take_tour(context, reviewer, (!common.linear).then_some(looks))?;
    Ok(Exit::Done)
}

/// Opens the interface on the sample, with the tour on offer.
fn take_tour(context: &Context, reviewer: Reviewer, looks: Option<Looks>) -> Result<(), Failure> {
    let home = Home::new(&context.folders.home);
    scratch::sweep_home(&home, clock::now());
    let folder = Scratch::make(home.root(), "demo-").map_err(no_folder)?;
    let shown = show_sample(folder.path(), reviewer, looks);
    folder.remove().map_err(no_folder)?;
    shown.map(drop)
}

/// Lets the interface speak the language that is asked for, else the one chosen before on this device, else that of
/// the environment; the first of them that it can speak.
fn choose_language(context: &Context) {
    let kept = device::Settings::load(&context.folders.home).language;
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    let around = locale.and_then(|locale| Language::of_locale(&locale));
    let mut wanted = [context.language, kept, around].into_iter().flatten();
    wanted.find(|language| speak(*language));
}

fn show_sample(folder: &Path, reviewer: Reviewer, looks: Option<Looks>) -> Result<Left, Failure> {
    let folders = Folders {
        workspace: folder.join("workspace"),
        home: folder.join("device"),
    };
    let sample = folder.join("sample agreement.txt");
    std::fs::write(&sample, SAMPLE)
        .map_err(|error| Failure::failed(format!("The sample cannot be unpacked: {error}.")))?;
    let session = Session::for_writing(&folders, reviewer)?;
    let offers = Offers { tour: true, looks };
    show(session, &[sample], default_checklist_bytes(), offers)
}

/// The interface as plain lines: on the desk, or on the first agreement in some files.
fn tell(mut session: Session, paths: &[PathBuf], checklist: &[u8]) -> Result<Left, Failure> {
    let open = if paths.is_empty() {
        None
    } else {
        imports::read_in(&mut session, paths, checklist)?
    };
    let start = start(&session, open)?;
    let (mut input, mut output) = (std::io::stdin().lock(), std::io::stdout().lock());
    linear::run(&mut Live::new(session), start, &mut input, &mut output)
        .map_err(|error| unusable(&error))
}

fn no_folder(error: FileError) -> Failure {
    Failure::failed(error).hint("Name a folder of your own with RAPPORTEUR_HOME.")
}

/// Shows the interface, on the desk or on the first agreement in some files; without looks, as plain lines.
fn show(
    mut session: Session,
    paths: &[PathBuf],
    checklist: &[u8],
    offers: Offers,
) -> Result<Left, Failure> {
    let Some(looks) = offers.looks else {
        return tell(session, paths, checklist);
    };
    let settings = Settings { looks, mouse: true };
    let mut stage = Stage::take(settings).map_err(|error| unusable(&error))?;
    let mut refused = Vec::new();
    let open = if paths.is_empty() {
        None
    } else {
        let worker = imports::worker(&session)?;
        let ahead = session.read_ahead();
        let arrived = stage.read_in(&mut session, &worker, paths, checklist);
        let arrived = arrived.map_err(|error| match error {
            ArrivingError::Session(error) => Failure::from(error),
            ArrivingError::Terminal(error) => unusable(&error),
        })?;
        if let Some(ahead) = ahead {
            session.have_at_hand(ahead);
        }
        let first = arrived
            .receipts
            .iter()
            .find_map(|one| one.agreement.clone());
        let is_refused = |one: &Receipt| one.status == Status::Refused;
        refused = arrived.receipts.into_iter().filter(is_refused).collect();
        match (first, arrived.end) {
            (Some(first), _) => Some(first),
            (None, end) => {
                drop(stage);
                name(&refused);
                return Err(match end {
                    End::Stopped { left } => imports::stopped(left),
                    End::Complete => imports::nothing_to_open(),
                });
            }
        }
    };
    let start = Start {
        tour: offers.tour,
        ..start(&session, open)?
    };
    let left = stage
        .run(&mut Live::new(session), start)
        .map_err(|error| unusable(&error))?;
    // The screen is given back only now, so that this can be read.
    name(&refused);
    Ok(left)
}

/// Shows the desk of a large workspace at once, and the rest when its entries are read.
fn show_early(context: &Context, seen: Glance, looks: Looks) -> Result<Left, Failure> {
    let identity = Identity {
        reviewer: context.reviewer()?,
        key: Home::new(&context.folders.home)
            .device_key()
            .map_err(SessionError::from)?,
    };
    let early = Early {
        start: beginning(
            identity.reviewer.clone(),
            identity.writer(),
            Vec::new(),
            None,
        ),
        rows: seen.standings.into_iter().map(row).collect(),
        entries: seen.entries,
    };
    let folders = context.folders.clone();
    let open = move || {
        let session = Session::for_writing(&folders, identity.reviewer)?;
        let entries = session.entries().to_vec();
        Ok::<_, SessionError>((session, entries))
    };
    let settings = Settings { looks, mouse: true };
    let mut stage = Stage::take(settings).map_err(|error| unusable(&error))?;
    let opened = stage.desk_while(early, open);
    let Some(opened) = opened.map_err(|error| unusable(&error))? else {
        return Ok(Left::ForGood);
    };
    let (session, entries) = match opened {
        Ok(opened) => opened,
        Err(error) => {
            drop(stage);
            return Err(error.into());
        }
    };
    let start = started(&session, entries, None)?;
    stage
        .run(&mut Live::new(session), start)
        .map_err(|error| unusable(&error))
}

fn name(refused: &[Receipt]) {
    refused.iter().flat_map(Receipt::lines).for_each(say);
}

fn unusable(error: &std::io::Error) -> Failure {
    Failure::failed(format!("The terminal cannot be used: {error}."))
}

fn start(session: &Session, open: Option<AgreementId>) -> Result<Start, Failure> {
    started(session, session.entries().to_vec(), open)
}

fn started(
    session: &Session,
    entries: Vec<StoredEntry>,
    open: Option<AgreementId>,
) -> Result<Start, Failure> {
    let journal = session
        .journal()
        .ok_or_else(|| Failure::failed("There is no journal to write to."))?;
    let (reviewer, writer) = (journal.reviewer().clone(), journal.writer().clone());
    Ok(beginning(reviewer, writer, entries, open))
}

fn beginning(
    reviewer: Reviewer,
    writer: WriterId,
    entries: Vec<StoredEntry>,
    open: Option<AgreementId>,
) -> Start {
    Start {
        size: Size::new(80, 24),
        reviewer,
        writer,
        entries,
        open,
        keymap: Keymap::default(),
        look: Look::default(),
        tour: false,
    }
}

/// A mistyped command looks like a file that is not there; nothing is opened or made for it.
fn must_be_there(paths: &[PathBuf]) -> Result<(), Failure> {
    let Some(first) = paths
        .first()
        .filter(|_| !paths.iter().any(|path| path.exists()))
    else {
        return Ok(());
    };
    let looks_like_a_file = first.extension().is_some() || first.components().count() > 1;
    let exit = if looks_like_a_file {
        Exit::Refused
    } else {
        Exit::Usage
    };
    Err(Failure::new(
        exit,
        format!(
            "There is no file and no command called {}.",
            first.display()
        ),
    )
    .hint("Check the name and the folder; `rapporteur --help` lists the commands."))
}

fn must_be_a_terminal() -> Result<(), Failure> {
    if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        return Ok(());
    }
    Err(Failure::usage("The interface needs a terminal, and this is none.").hint(
        "Without one, use the commands: `rapporteur import FILE`, `rapporteur suggest AGREEMENT`, `rapporteur export …`; `rapporteur --help` lists all of them.",
    ))
}
