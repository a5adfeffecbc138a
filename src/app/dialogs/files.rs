//! Choosing files to read in, one folder at a time, found by typing; and what came of it.
//!
//! Knows what a folder holds because it is told; looking into folders happens outside.

use super::{Dialog, Page};
use crate::app::action::Action;
use crate::app::data::{Folder, FolderEntry, ReadIn};
use crate::app::editor::Editor;
use crate::app::matching::{Choice, Match, matches};
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::app::screens::moved;
use crate::{tr, trn};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The folders of the computer, and what is marked in them.
#[derive(Debug, Clone, Default)]
pub struct FilesDialog {
    /// The folder that is shown; nothing before one was looked into.
    pub folder: Option<Folder>,
    /// Whether another one is being looked into.
    pub is_waiting: bool,
    /// What was typed to find a name.
    pub typed: Editor,
    /// What is shown, from the top.
    pub rows: Vec<FilesRow>,
    /// The cursor, in the rows.
    pub cursor: usize,
    /// What is marked, in this folder and in others.
    pub marked: BTreeSet<PathBuf>,
    keys: Vec<Choice>,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilesRow {
    /// The folder above.
    Above,
    /// Everything in the folder that is shown, and in the folders in it.
    Everything,
    /// A file or a folder: its position in the folder, and the letters that were typed.
    Entry(Match),
}

/// Why files were not read in.
#[derive(Debug, Clone, Default)]
pub struct RefusedDialog {
    /// A paragraph for each file.
    pub reasons: Vec<String>,
    /// Whether all other files were read in, and there were some.
    pub others: bool,
    /// How far it was scrolled.
    pub page: Page,
}

impl FilesDialog {
    /// The file or folder in a row.
    pub fn entry(&self, row: &FilesRow) -> Option<&FolderEntry> {
        match row {
            FilesRow::Entry(found) => self.folder.as_ref()?.entries.get(found.at),
            FilesRow::Above | FilesRow::Everything => None,
        }
    }

    /// Types a part of a name.
    pub(super) fn type_text(&mut self, typed: &str) {
        self.typed.insert_line(typed);
        self.narrow();
        self.cursor = 0;
    }

    fn show(&mut self, folder: Folder) {
        let came_from = self.folder.take().map(|before| before.path);
        let names = folder.entries.iter();
        self.keys = names.map(|entry| Choice::new(&entry.name, "")).collect();
        self.folder = Some(folder);
        self.is_waiting = false;
        self.typed = Editor::default();
        self.narrow();
        // Whoever goes up stands on the folder that she left.
        let of = |row: &FilesRow| self.entry(row).map(|entry| entry.path.clone());
        let left = self.rows.iter().position(|row| of(row) == came_from);
        let first = || {
            let mut rows = self.rows.iter();
            rows.position(|row| matches!(row, FilesRow::Entry(_)))
        };
        let at = left.filter(|_| came_from.is_some()).or_else(first);
        self.cursor = at.unwrap_or(0);
    }

    fn narrow(&mut self) {
        let Some(folder) = &self.folder else {
            return;
        };
        let everything = self.typed.text().trim().is_empty();
        self.rows.clear();
        if everything {
            self.rows
                .extend(folder.above.as_ref().map(|_| FilesRow::Above));
            let any = !folder.entries.is_empty();
            self.rows.extend(any.then_some(FilesRow::Everything));
        }
        let found = matches(&self.keys, self.typed.text(), &[]);
        self.rows.extend(found.into_iter().map(FilesRow::Entry));
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
    }

    fn go_up(&mut self) -> Vec<Effect> {
        let above = self.folder.as_ref().and_then(|one| one.above.clone());
        above.map_or_else(Vec::new, |above| self.look_into(above))
    }

    fn look_into(&mut self, path: PathBuf) -> Vec<Effect> {
        self.is_waiting = true;
        vec![Effect::LookInto(Some(path))]
    }

    /// Marks what is under the cursor, or unmarks it.
    fn mark(&mut self) {
        let Some(entry) = self.rows.get(self.cursor).and_then(|row| self.entry(row)) else {
            return;
        };
        let path = entry.path.clone();
        if !self.marked.remove(&path) {
            self.marked.insert(path);
        }
        self.cursor = (self.cursor + 1).min(self.rows.len().saturating_sub(1));
    }

    /// What Enter means: another folder, or files to be read in.
    fn choose(&mut self) -> Vec<Effect> {
        let Some(row) = self.rows.get(self.cursor).cloned() else {
            return Vec::new();
        };
        let folder = self.folder.as_ref().map(|folder| folder.path.clone());
        let entry = self.entry(&row).cloned();
        match (row, entry) {
            (FilesRow::Above, _) => self.go_up(),
            (FilesRow::Entry(_), Some(entry)) if entry.is_folder => self.look_into(entry.path),
            (FilesRow::Everything, _) if self.marked.is_empty() => {
                vec![Effect::ReadIn(folder.into_iter().collect())]
            }
            (_, Some(entry)) if self.marked.is_empty() => vec![Effect::ReadIn(vec![entry.path])],
            _ => vec![Effect::ReadIn(self.marked.iter().cloned().collect())],
        }
    }
}

/// Asks which files to read in, beginning in the folder that was shown last.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    if let Some(why) = model.notice.clone() {
        model.complain(why);
        return Vec::new();
    }
    model.dialog = Some(Dialog::Files(Box::new(FilesDialog {
        is_waiting: true,
        ..FilesDialog::default()
    })));
    vec![Effect::LookInto(model.folder.clone())]
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let Some(Dialog::Files(files)) = &mut model.dialog else {
        return Vec::new();
    };
    if action == Action::Cancel && !files.typed.text().is_empty() {
        let here = files.rows.get(files.cursor);
        let here = here.and_then(|row| files.entry(row)).cloned();
        files.typed = Editor::default();
        files.narrow();
        let mut rows = files.rows.iter();
        let again = rows.position(|row| here.is_some() && files.entry(row) == here.as_ref());
        files.cursor = again.unwrap_or(files.cursor);
        return Vec::new();
    }
    if action == Action::Cancel {
        model.dialog = None;
        return Vec::new();
    }
    if files.is_waiting {
        return Vec::new();
    }
    if let Some(cursor) = moved(files.cursor, files.rows.len(), page, action) {
        files.cursor = cursor;
        return Vec::new();
    }
    match action {
        Action::Accept => return files.choose(),
        Action::ChooseFile => files.mark(),
        Action::EraseLeft if files.typed.text().is_empty() => return files.go_up(),
        other => {
            if files.typed.act(other) {
                files.narrow();
            }
        }
    }
    Vec::new()
}

/// A folder was looked into, or not.
pub fn looked_into(model: &mut Model, outcome: Result<Folder, String>) {
    let Some(Dialog::Files(files)) = &mut model.dialog else {
        // The dialog was closed meanwhile.
        return;
    };
    match outcome {
        Ok(folder) => {
            model.folder = Some(folder.path.clone());
            files.show(folder);
        }
        Err(why) => {
            files.is_waiting = false;
            model.complain(why);
        }
    }
}

/// Files were read in, or nothing could be kept. A single agreement is opened at once.
pub fn read_in(model: &mut Model, outcome: Result<Box<ReadIn>, String>) -> Vec<Effect> {
    let came = match outcome {
        Ok(came) => *came,
        Err(why) => {
            model.complain(why);
            return Vec::new();
        }
    };
    model.dialog = None;
    for entry in came.entries.iter().cloned() {
        model.record.add(entry);
    }
    model.refresh();
    model.say(told(&came));
    if !came.refused.is_empty() {
        model.dialog = Some(Dialog::Refused(RefusedDialog {
            others: !came.agreements.is_empty() && came.left == 0,
            reasons: came.refused,
            page: Page::default(),
        }));
    }
    match came.agreements.as_slice() {
        [only] if model.dialog.is_none() => vec![Effect::LoadDesk, Effect::Open(only.clone())],
        _ => vec![Effect::LoadDesk],
    }
}

/// What came of it, in a sentence or several.
fn told(came: &ReadIn) -> String {
    let new = came.agreements.len() - came.unchanged;
    let mut words = if new == 0 {
        tr!("No agreement was read in.").to_owned()
    } else {
        trn!(
            new,
            "{n} agreement was read in.",
            "{n} agreements were read in."
        )
    };
    if came.unchanged > 0 {
        let more = trn!(
            came.unchanged,
            "{n} was here already.",
            "{n} were here already."
        );
        words = format!("{words} {more}");
    }
    if came.left > 0 {
        let more = trn!(
            came.left,
            "{n} file was not looked at; read it in again to go on.",
            "{n} files were not looked at; read them in again to go on."
        );
        words = format!("{words} {more}");
    }
    if came.agreements.is_empty() && came.left == 0 && came.refused.is_empty() {
        tr!("There is no file to read in there. Hidden files are left out.").clone_into(&mut words);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(path: &str, names: &[&str]) -> Folder {
        let entry = |name: &&str| FolderEntry {
            name: (*name).to_owned(),
            path: PathBuf::from(path).join(name),
            is_folder: !name.contains('.'),
            bytes: 1,
        };
        Folder {
            path: PathBuf::from(path),
            above: Some(PathBuf::from("/")),
            entries: names.iter().map(entry).collect(),
            more: 0,
        }
    }

    fn dialog() -> FilesDialog {
        let mut files = FilesDialog::default();
        files.show(folder("/in", &["older", "leasing.pdf", "уговор.docx"]));
        files
    }

    #[test]
    fn enter_goes_into_a_folder_and_reads_a_file_in() {
        let mut files = dialog();
        let older = vec![Effect::LookInto(Some(PathBuf::from("/in/older")))];
        assert_eq!(files.choose(), older);
        files.cursor += 1;
        let file = vec![Effect::ReadIn(vec![PathBuf::from("/in/leasing.pdf")])];
        assert_eq!(files.choose(), file);
        files.cursor = 1;
        assert_eq!(files.rows[1], FilesRow::Everything);
        let all = vec![Effect::ReadIn(vec![PathBuf::from("/in")])];
        assert_eq!(files.choose(), all);
    }

    #[test]
    fn marks_outlast_another_folder_and_are_read_in_together() {
        let mut files = dialog();
        files.cursor = 3;
        files.mark();
        files.show(folder("/in/older", &["b.pdf"]));
        files.mark();
        let both = ["/in/older/b.pdf", "/in/leasing.pdf"].map(PathBuf::from);
        let Some(Effect::ReadIn(mut paths)) = files.choose().pop() else {
            panic!("nothing is read in");
        };
        paths.sort();
        let mut both = both.to_vec();
        both.sort();
        assert_eq!(paths, both);
    }

    #[test]
    fn a_name_is_found_in_another_script_and_the_folder_that_was_left_is_under_the_cursor() {
        let mut files = dialog();
        files.type_text("ugovor");
        assert_eq!(files.rows.len(), 1);
        let found = files.entry(&files.rows[0]).map(|entry| entry.name.as_str());
        assert_eq!(found, Some("уговор.docx"));
        files.show(folder("/in/older", &[]));
        files.show(folder("/in", &["leasing.pdf", "older"]));
        let here = files.entry(&files.rows[files.cursor]);
        assert_eq!(here.map(|entry| entry.name.as_str()), Some("older"));
    }
}
