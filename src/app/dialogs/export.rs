//! Writing the summary, or the log as the journal shows it, to a file.

use super::{Dialog, Page};
use crate::app::action::Action;
use crate::app::data::{ExportRequest, LogRequest, Preview, PreviewRequest, Previewed};
use crate::app::editor::Editor;
use crate::app::message::Effect;
use crate::app::mode::Mode;
use crate::app::model::Model;
use crate::app::reading::Reading;
use crate::domain::language::Language;
use crate::domain::redaction::{HeldBack, withheld};
use crate::domain::review::log::LogFormat;
use crate::domain::summary::{Edition, ExportFormat};
use crate::domain::translate::{SPOKEN, spoken};
use crate::tr;

/// Where to, and in which format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportDialog {
    /// What is written, and in which format.
    pub what: Exported,
    /// How much a summary shows.
    pub edition: Edition,
    /// The language that a summary is written in.
    pub language: Language,
    /// What a public edition would hold back.
    pub held_back: Vec<HeldBack>,
    /// The beginning of what would be written.
    pub glimpse: Glimpse,
    /// What is being made in the background; never more than one at a time.
    making: Option<PreviewRequest>,
    /// How far the preview was scrolled.
    pub page: Page,
    /// The file.
    pub path: Editor,
    /// Whether the person is asked if a file may be replaced.
    pub replacing: bool,
}

/// The beginning of what would be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Glimpse {
    /// It is not there yet.
    #[default]
    Awaited,
    /// It looks like this.
    Seen {
        /// What it was made for.
        of: PreviewRequest,
        /// The beginning.
        preview: Preview,
    },
    /// It cannot be written.
    Failed {
        /// What it was made for.
        of: PreviewRequest,
        /// Why, in a sentence.
        why: String,
    },
}

impl Glimpse {
    /// What it was made for.
    const fn of(&self) -> Option<&PreviewRequest> {
        match self {
            Self::Awaited => None,
            Self::Seen { of, .. } | Self::Failed { of, .. } => Some(of),
        }
    }
}

impl ExportDialog {
    /// Takes the format in this row; says whether there is one.
    pub(super) fn point_at(&mut self, row: usize) -> bool {
        let what = match self.what {
            Exported::Summary(_) => ExportFormat::ALL.get(row).copied().map(Exported::Summary),
            Exported::Log(_) => LogFormat::ALL.get(row).copied().map(Exported::Log),
        };
        if let Some(what) = what {
            take_format(self, what);
        }
        what.is_some()
    }
}

/// What is written, and in which format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exported {
    /// The summary of the agreement that is being read.
    Summary(ExportFormat),
    /// The entries that the journal shows.
    Log(LogFormat),
}

impl Exported {
    /// What a person calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Summary(_) => tr!("summary"),
            Self::Log(_) => tr!("log"),
        }
    }

    /// What can be chosen: whether it is chosen, and what it is good for.
    pub fn choices(self) -> Vec<(bool, &'static str)> {
        match self {
            Self::Summary(chosen) => {
                let all = ExportFormat::ALL.into_iter();
                all.map(|one| (one == chosen, one.about())).collect()
            }
            Self::Log(chosen) => {
                let all = LogFormat::ALL.into_iter();
                all.map(|one| (one == chosen, one.about())).collect()
            }
        }
    }

    pub(super) const fn mode(self) -> Mode {
        match self {
            Self::Summary(_) => Mode::Export,
            Self::Log(_) => Mode::ExportLog,
        }
    }

    const fn extension(self) -> &'static str {
        match self {
            Self::Summary(format) => format.extension(),
            Self::Log(format) => format.extension(),
        }
    }

    fn next(self) -> Self {
        match self {
            Self::Summary(format) => Self::Summary(format.next()),
            Self::Log(format) => Self::Log(format.next()),
        }
    }

    /// The one that is offered before this one.
    fn previous(self) -> Self {
        let mut before = self;
        while before.next() != self {
            before = before.next();
        }
        before
    }
}

/// Opens the dialog for the log.
pub fn ask_log(model: &mut Model) {
    let what = Exported::Log(LogFormat::Markdown);
    let scope = model.journal.scope.as_ref();
    let reading = model.reading.as_ref().filter(|_| scope.is_some());
    let name = reading.map_or_else(String::new, |reading| stem(reading) + "-");
    open(model, what, &format!("{name}log"));
}

/// Opens the dialog for the summary.
pub fn ask(model: &mut Model) {
    let Some(reading) = &model.reading else {
        return;
    };
    let name = stem(reading) + "-summary";
    open(model, Exported::Summary(ExportFormat::Markdown), &name);
}

fn open(model: &mut Model, what: Exported, name: &str) {
    let reading = model.reading.as_ref();
    let id = reading.map(|reading| &reading.agreement.id);
    let marked = id.zip(model.review());
    let held_back = marked.map_or_else(Vec::new, |(id, review)| withheld(review, id));
    model.dialog = Some(Dialog::Export(ExportDialog {
        what,
        edition: Edition::Confidential,
        language: spoken(),
        held_back,
        glimpse: Glimpse::default(),
        making: None,
        page: Page::default(),
        path: Editor::new(format!("{name}.{}", what.extension())),
        replacing: false,
    }));
}

/// The name of the agreement's file without its ending, as far as it is safe in a name.
fn stem(reading: &Reading) -> String {
    let file = &reading.agreement.file_name;
    let stem = file
        .rsplit_once('.')
        .map_or(file.as_str(), |(stem, _)| stem);
    // A file name is somebody else's text; only what a name can safely have is proposed.
    stem.chars()
        .map(|one| match one {
            one if one.is_alphanumeric() || "-_. ".contains(one) => one,
            _ => '-',
        })
        .collect()
}

/// What the preview should show and does not, once nothing else is being made: however fast somebody goes through the
/// formats, only what she stays at is made.
pub fn preview_wanted(model: &mut Model) -> Option<Effect> {
    let wanted = wanted(model)?;
    let Some(Dialog::Export(export)) = &mut model.dialog else {
        return None;
    };
    if export.making.is_some() || export.glimpse.of() == Some(&wanted) {
        return None;
    }
    export.making = Some(wanted.clone());
    Some(Effect::Preview(wanted))
}

/// What the preview should show.
fn wanted(model: &Model) -> Option<PreviewRequest> {
    let Some(Dialog::Export(export)) = &model.dialog else {
        return None;
    };
    Some(match export.what {
        Exported::Log(format) => PreviewRequest::Log {
            filter: model.journal.selection(),
            format,
        },
        Exported::Summary(format) => PreviewRequest::Summary {
            agreement: model.reading.as_ref()?.agreement.id.clone(),
            format,
            edition: export.edition,
            language: export.language,
        },
    })
}

/// The beginning was made; what comes late and is wanted no more is dropped.
pub fn previewed(model: &mut Model, previewed: Previewed) {
    let Previewed { of, outcome } = previewed;
    let fits = wanted(model).as_ref() == Some(&of);
    let Some(Dialog::Export(export)) = &mut model.dialog else {
        return;
    };
    if export.making.as_ref() == Some(&of) {
        export.making = None;
    }
    if !fits {
        return;
    }
    export.glimpse = match outcome {
        Ok(preview) => Glimpse::Seen { of, preview },
        Err(why) => Glimpse::Failed { of, why },
    };
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let rows = model.extent.list;
    let Some(Dialog::Export(export)) = &mut model.dialog else {
        return Vec::new();
    };
    if export.replacing {
        match action {
            Action::Confirm => return write(model, true),
            Action::Cancel => export.replacing = false,
            _ => {}
        }
        return Vec::new();
    }
    match action {
        Action::Cancel => model.dialog = None,
        Action::Save => return write(model, false),
        Action::ScrollDown | Action::ScrollUp | Action::Down | Action::Up => {
            export.page.act(action, rows);
        }
        Action::ChangeFormat => take_format(export, export.what.next()),
        Action::PreviousFormat => take_format(export, export.what.previous()),
        Action::ChangeEdition => {
            export.edition = match export.edition {
                Edition::Confidential => Edition::Public,
                Edition::Public => Edition::Confidential,
            };
            export.page = Page::default();
        }
        Action::ChangeLanguage => {
            let at = SPOKEN.iter().position(|one| *one == export.language);
            export.language = SPOKEN[at.map_or(0, |at| (at + 1) % SPOKEN.len())];
            export.page = Page::default();
        }
        other => {
            export.path.act(other);
        }
    }
    Vec::new()
}

/// Takes another format; the extension follows when it was that of the format.
fn take_format(export: &mut ExportDialog, what: Exported) {
    let before = export.what.extension();
    export.what = what;
    export.page = Page::default();
    let path = export.path.text();
    if let Some(stem) = path.strip_suffix(before)
        && stem.ends_with('.')
    {
        export.path = Editor::new(format!("{stem}{}", export.what.extension()));
    }
}

fn write(model: &mut Model, overwrite: bool) -> Vec<Effect> {
    let Some(Dialog::Export(export)) = &model.dialog else {
        return Vec::new();
    };
    let path = export.path.text().trim().to_owned();
    let (what, edition, language) = (export.what, export.edition, export.language);
    if path.is_empty() {
        model.complain(tr!("Type the name of the file to write."));
        return Vec::new();
    }
    match (what, &model.reading) {
        (Exported::Log(format), _) => vec![Effect::ExportLog(LogRequest {
            filter: model.journal.selection(),
            format,
            path,
            overwrite,
        })],
        (Exported::Summary(format), Some(reading)) => vec![Effect::Export(ExportRequest {
            agreement: reading.agreement.id.clone(),
            format,
            edition,
            language,
            path,
            overwrite,
        })],
        (Exported::Summary(_), None) => Vec::new(),
    }
}
