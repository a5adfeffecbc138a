//! Writing the summary to a file.

use super::Dialog;
use crate::app::action::Action;
use crate::app::data::ExportRequest;
use crate::app::editor::Editor;
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::domain::summary::ExportFormat;

/// Where to, and in which format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportDialog {
    /// The format.
    pub format: ExportFormat,
    /// The file.
    pub path: Editor,
    /// Whether the person is asked if a file may be replaced.
    pub replacing: bool,
}

/// Opens the dialog.
pub fn ask(model: &mut Model) {
    let Some(reading) = &model.reading else {
        return;
    };
    let format = ExportFormat::Markdown;
    let file = &reading.agreement.file_name;
    let stem = file
        .rsplit_once('.')
        .map_or(file.as_str(), |(stem, _)| stem);
    // A file name is somebody else's text; only what a name can safely have is proposed.
    let safe: String = stem
        .chars()
        .map(|one| match one {
            one if one.is_alphanumeric() || "-_. ".contains(one) => one,
            _ => '-',
        })
        .collect();
    model.dialog = Some(Dialog::Export(ExportDialog {
        format,
        path: Editor::new(format!("{safe}-summary.{}", format.extension())),
        replacing: false,
    }));
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
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
        Action::ChangeFormat => change_format(export),
        other => {
            export.path.act(other);
        }
    }
    Vec::new()
}

/// Takes the other format; the extension follows when it was that of the format.
fn change_format(export: &mut ExportDialog) {
    let before = export.format.extension();
    export.format = export.format.next();
    let path = export.path.text();
    if let Some(stem) = path.strip_suffix(before)
        && stem.ends_with('.')
    {
        export.path = Editor::new(format!("{stem}{}", export.format.extension()));
    }
}

fn write(model: &mut Model, overwrite: bool) -> Vec<Effect> {
    let Some(Dialog::Export(export)) = &model.dialog else {
        return Vec::new();
    };
    let path = export.path.text().trim().to_owned();
    let format = export.format;
    if path.is_empty() {
        model.complain("Type the name of the file to write.");
        return Vec::new();
    }
    let Some(reading) = &model.reading else {
        return Vec::new();
    };
    vec![Effect::Export(ExportRequest {
        agreement: reading.agreement.id.clone(),
        format,
        path,
        overwrite,
    })]
}
