//! What the interface needs from outside, and how an effect becomes a message.

use super::arriving::{ArrivingError, Tell};
use super::checklists::{Checklists, perform as perform_lists};
use super::elsewhere::{self, Place};
use super::everywhere;
use super::importing::{End, Step};
use super::receipt::{Receipt, outcome};
use super::worker::Worker;
use super::{folders, reading};
use crate::app::links::LookedThrough;
use crate::app::pointed::FoundPointers;
use crate::app::ready::ReadyText;
use crate::app::taught::{Learning, Taught};
use crate::app::{
    Arrived, DeskRow, Effect, ExportProblem, ExportRequest, LogRequest, Message, Opened,
    Place as LeftAt, Preview, PreviewRequest, Previewed, ReadIn, Written,
};
use crate::domain::agreement::AgreementId;
use crate::domain::language::Language;
use crate::domain::review::log::Proof;
use crate::domain::review::{Draft, ReviewState, StoredEntry};
use crate::store::follow::{Follower, News};
use crate::tr;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Checks the journals; takes its time.
pub type Prover = Box<dyn FnOnce() -> Result<Proof, String> + Send>;

/// Makes the beginning of what would be written; takes its time.
pub type Previewer = Box<dyn FnOnce() -> Result<Preview, String> + Send>;

/// Learns from the team's decisions; takes its time. Nothing when it is not wanted any more.
pub type Teaching = Box<dyn FnOnce() -> Option<Taught> + Send>;

/// What the interface needs from outside. Every problem is a sentence for the person.
pub trait Services: Checklists {
    /// All agreements with their progress.
    fn desk(&mut self) -> Result<Vec<DeskRow>, String>;

    /// An agreement with everything needed to review it.
    fn open(&mut self, id: &AgreementId) -> Result<Opened, String>;

    /// Appends to this writer's journal. When it returns, the entries are safe on the disk.
    fn append(&mut self, drafts: Vec<Draft>) -> Result<Vec<StoredEntry>, String>;

    /// Keeps the place to come back to.
    fn save_place(&mut self, place: &LeftAt) -> Result<(), String>;

    /// Keeps in mind that the warnings about an agreement's file were looked at.
    fn save_receipt_seen(&mut self, id: &AgreementId) -> Result<(), String>;

    /// Keeps how long a step through an agreement may be, in letters.
    fn save_mouthful(&mut self, letters: usize) -> Result<(), String>;

    /// Keeps how everything looks: the name of the theme, and whether only plain signs are drawn.
    fn save_look(&mut self, theme: &str, ascii: bool) -> Result<(), String>;

    /// Keeps whether what the team decided in other agreements points too.
    fn save_team(&mut self, _learns: bool) -> Result<(), String> {
        Ok(())
    }

    /// What learns from the team's decisions, to be run in the background.
    fn teacher(&self, _learning: Learning) -> Teaching {
        Box::new(|| None)
    }

    /// Keeps which language the program speaks.
    fn save_language(&mut self, language: Language) -> Result<(), String>;

    /// Writes a summary, with a checkpoint where one can be made.
    fn export(&mut self, request: &ExportRequest) -> Result<Written, ExportProblem>;

    /// Writes the log: some entries of the journals, with what is proven of them.
    fn export_log(&mut self, request: &LogRequest) -> Result<Written, ExportProblem>;

    /// What reads files, to be cancelled by whoever has the keys.
    fn worker(&self) -> Result<Worker, String> {
        Err(tr!("Nothing can be read in here.").to_owned())
    }

    /// Reads files in, telling each step; gives what was journalled.
    fn read_in(
        &mut self,
        _worker: &Worker,
        _files: Vec<PathBuf>,
        _tell: &mut Tell<'_>,
    ) -> Result<(End, Vec<StoredEntry>), ArrivingError> {
        Ok((End::Complete, Vec::new()))
    }

    /// What makes the beginning of a file that is not written yet, to be run in the background.
    fn previewer(&self, request: &PreviewRequest) -> Previewer;

    /// Shows the reviews as they stood, until this is called with nothing.
    fn visit(&mut self, state: Option<Arc<ReviewState>>);

    /// What checks the journals, to be run in the background.
    fn prover(&self) -> Prover;

    /// Where passages and words are looked for.
    fn elsewhere(&self) -> Place;

    /// Where a text lies while the person's own editor has it; nothing when there is no such place.
    fn cache(&self) -> Option<PathBuf> {
        None
    }

    /// Whether a signature waits for a passphrase, which is asked for at the terminal itself.
    fn wants_the_terminal(&self) -> bool {
        false
    }

    /// Asks for it, and gives what was written. The interface has left the terminal before.
    fn ask_at_the_terminal(&mut self) -> Vec<StoredEntry> {
        Vec::new()
    }

    /// Why nothing can be saved, when that is so.
    fn journal_notice(&self) -> Option<String>;

    /// What stands on the desk of these agreements.
    fn rows(&mut self, ids: &BTreeSet<AgreementId>) -> Vec<DeskRow> {
        let mut rows = self.desk().unwrap_or_default();
        rows.retain(|row| ids.contains(&row.id));
        rows
    }

    /// What follows the workspace while it is open; nothing where nobody else can write to it.
    fn follower(&self) -> Option<Follower> {
        None
    }

    /// What has to be known from the beginning, in sentences.
    fn remarks(&self) -> Vec<String> {
        Vec::new()
    }

    /// Takes in what changed in the workspace; gives what the interface has to know of it.
    fn take_in(&mut self, news: News) -> Arrived {
        Arrived {
            entries: news.entries,
            warnings: news.warnings,
            ..Arrived::default()
        }
    }

    /// Entries that were found when the journal was opened again, each once.
    fn found(&mut self) -> Vec<StoredEntry> {
        Vec::new()
    }
}

/// Performs an effect that does not concern the terminal; gives what came of it.
pub(super) fn perform(services: &mut dyn Services, effect: Effect) -> Vec<Message> {
    match effect {
        Effect::LoadDesk => vec![
            Message::DeskLoaded(services.desk()),
            Message::Notice(services.journal_notice()),
        ],
        Effect::Open(id) => vec![
            Message::Opened(services.open(&id).map(Box::new)),
            Message::Notice(services.journal_notice()),
        ],
        // The loop does this in the background; nothing is lost by waiting for it.
        Effect::Point(agreement, lists) => {
            let found = Box::new(FoundPointers::of(&agreement, &lists));
            vec![Message::Pointed(found)]
        }
        Effect::ReadySearch(agreement) => vec![Message::SearchReady(ReadyText::of(&agreement))],
        Effect::LookThrough(agreement) => {
            let found = Box::new(LookedThrough::of(&agreement));
            vec![Message::LookedThrough(found)]
        }
        // And this, with the terminal in its hands.
        Effect::LookInto(path) => vec![Message::LookedInto(folders::look_into(path.as_deref()))],
        Effect::ReadIn(paths) => vec![Message::ReadIn(read_in(services, &paths).map(Box::new))],
        // The loop does this in the background, where it can be stopped.
        Effect::LookElsewhere(question) => {
            let answer = elsewhere::answer(&services.elsewhere(), question);
            vec![Message::Elsewhere(Box::new(answer))]
        }
        Effect::SearchEverywhere(asked) => {
            let report = everywhere::report(&services.elsewhere(), asked);
            vec![Message::Everywhere(Box::new(report))]
        }
        Effect::Append(drafts) => {
            let outcome = match services.append(drafts) {
                Ok(entries) => Message::Saved(entries),
                Err(why) => Message::NotSaved(why),
            };
            let found = arrived(services.found());
            let notice = Message::Notice(services.journal_notice());
            found.into_iter().chain([outcome, notice]).collect()
        }
        Effect::LoadRows(ids) => vec![Message::RowsLoaded(services.rows(&ids))],
        Effect::SavePlace(place) => not_kept(services.save_place(&place)),
        Effect::SaveReceiptSeen(id) => not_kept(services.save_receipt_seen(&id)),
        Effect::SaveMouthful(letters) => not_kept(services.save_mouthful(letters)),
        Effect::SaveLook { theme, ascii } => not_kept(services.save_look(&theme, ascii)),
        Effect::SaveTeam(learns) => not_kept(services.save_team(learns)),
        // The loop does this in the background as well.
        Effect::Learn(learning) => {
            let taught = services.teacher(learning)();
            let taught = taught.map(|taught| Message::Taught(Box::new(taught)));
            taught.into_iter().collect()
        }
        Effect::SaveLanguage(language) => not_kept(services.save_language(language)),
        Effect::Export(request) => vec![
            Message::Exported(services.export(&request)),
            Message::Notice(services.journal_notice()),
        ],
        Effect::ExportLog(request) => vec![Message::Exported(services.export_log(&request))],
        // The loop does this in the background too.
        Effect::Preview(request) => {
            let outcome = services.previewer(&request)();
            let of = request;
            vec![Message::Previewed(Box::new(Previewed { of, outcome }))]
        }
        Effect::Prove => vec![Message::Proven(services.prover()().map(Arc::new))],
        Effect::AsItStood(state, effect) => {
            services.visit(Some(state));
            let messages = perform(services, *effect);
            services.visit(None);
            messages
        }
        Effect::Lists(task) => perform_lists(services, task),
        // The loop does this: it has the terminal.
        Effect::StopLooking
        | Effect::EditOutside(_)
        | Effect::Suspend
        | Effect::Copy(_)
        | Effect::Redraw
        | Effect::Quit => Vec::new(),
    }
}

/// Lets the person type a passphrase at the terminal, which is hers now; gives what came of it.
pub(super) fn ask_at_the_terminal(services: &mut dyn Services) -> Vec<Message> {
    let signed = arrived(services.ask_at_the_terminal());
    let notice = Message::Notice(services.journal_notice());
    signed.into_iter().chain([notice]).collect()
}

/// Takes in what changed in the workspace.
pub(super) fn take_in(services: &mut dyn Services, news: News) -> Vec<Message> {
    let arrived = services.take_in(news);
    vec![
        Message::Notice(services.journal_notice()),
        Message::Arrived(Box::new(arrived)),
    ]
}

fn arrived(entries: Vec<StoredEntry>) -> Option<Message> {
    let arrived = Arrived {
        entries,
        ..Arrived::default()
    };
    (!arrived.entries.is_empty()).then(|| Message::Arrived(Box::new(arrived)))
}

pub(super) fn not_kept(outcome: Result<(), String>) -> Vec<Message> {
    outcome
        .err()
        .map(Message::PlaceNotSaved)
        .into_iter()
        .collect()
}

/// Reads files in without showing how far it is.
fn read_in(services: &mut dyn Services, paths: &[PathBuf]) -> Result<ReadIn, String> {
    let worker = services.worker()?;
    let mut receipts: Vec<Receipt> = Vec::new();
    let mut tell = |step: Step<'_>| {
        if let Step::Done { receipt, .. } = step {
            receipts.extend(receipt.map(|receipt| *receipt));
        }
        Ok(())
    };
    let came = services.read_in(&worker, reading::files(paths), &mut tell);
    let (end, entries) = came.map_err(|error| error.to_string())?;
    Ok(outcome(receipts, end, entries))
}
