//! A checklist out of a table as committees keep them: one question a row, columns known by their
//! heads in whatever order and language.
//!
//! Nothing is left out or guessed silently: every row, column and value that was not understood is
//! told. Knows nothing of files; tables are read in `formats`.

mod layout;
mod words;

pub use words::Column;

use super::remarks::is_cyrillic;
use super::{Checklist, Group, Item, ItemKind, ItemSeverity, item::NAME_LENGTH};
use crate::domain::detect_language::detect_language;
use crate::domain::fold::fold;
use crate::domain::language::Language;
use crate::domain::review::people::slug;
use crate::domain::visible::says_something;
use layout::Layout;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use words::Words;

/// The longest id, in bytes.
const LONGEST_ID: usize = 64;

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its number, as the program shows it that the table was made with, or its line in a text.
    pub number: usize,
    /// Its cells, from the first column on.
    pub cells: Vec<String>,
}

/// What the new checklist is called.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The language that it is written in; found out when not given.
    pub language: Option<Language>,
    /// Today, `YYYY-MM-DD`.
    pub as_of: &'a str,
}

/// A checklist and what should be known about how it came to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromTable {
    /// The checklist.
    pub checklist: Checklist,
    /// What was not understood, left out or supposed; one sentence each.
    pub remarks: Vec<String>,
}

/// There is no question in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("There is no question in this table.")]
pub struct NoQuestions;

/// Makes a checklist of a table.
pub fn checklist(rows: &[Row], wanted: &Wanted<'_>) -> Result<FromTable, NoQuestions> {
    let (layout, mut remarks) = Layout::of(rows);
    let mut making = Making::new(wanted);
    for row in &layout.rows {
        making.row(row, &layout);
    }
    if making.checklist.items.is_empty() {
        return Err(NoQuestions);
    }
    making.settle_language(wanted.language);
    remarks.extend(making.told());
    Ok(FromTable {
        checklist: making.checklist,
        remarks,
    })
}

/// A checklist being made.
struct Making {
    checklist: Checklist,
    /// Ids of groups by their folded titles.
    groups: HashMap<String, String>,
    /// The group of the row before.
    group: Option<String>,
    ids: HashSet<String>,
    group_ids: HashSet<String>,
    /// Rows by what is to be said about them.
    notes: BTreeMap<String, Vec<usize>>,
}

impl Making {
    fn new(wanted: &Wanted<'_>) -> Self {
        Self {
            checklist: Checklist::new(wanted.id, "1", wanted.title, wanted.as_of),
            groups: HashMap::new(),
            group: None,
            ids: HashSet::new(),
            group_ids: HashSet::new(),
            notes: BTreeMap::new(),
        }
    }

    fn note(&mut self, row: &Row, what: String) {
        self.notes.entry(what).or_default().push(row.number);
    }

    fn row(&mut self, row: &Row, layout: &Layout<'_>) {
        let cell = |column| one_line(layout.cell(row, column));
        let group = cell(Column::Group);
        if says_something(&group) {
            self.group = Some(self.group_called(&group));
        }
        let question = cell(Column::Question);
        if !says_something(&question) {
            let only_a_heading = says_something(&group)
                && row
                    .cells
                    .iter()
                    .filter(|cell| !cell.trim().is_empty())
                    .count()
                    == 1;
            if !only_a_heading {
                self.note(row, "left out: no question".to_owned());
            }
            return;
        }
        let group = match (&self.group, !says_something(&group)) {
            (Some(id), false) => id.clone(),
            (Some(id), true) => {
                let id = id.clone();
                if layout.has(Column::Group) {
                    self.note(
                        row,
                        "no group: put into the group of the row above".to_owned(),
                    );
                }
                id
            }
            (None, _) => self.group_called(&self.checklist.title.clone()),
        };
        let kind = self.kind(row, layout);
        let severity = self.severity(row, layout);
        let id = self.id(row, &question, &cell(Column::Id));
        let name = Some(cell(Column::Name)).filter(|name| says_something(name));
        self.checklist.items.push(Item {
            name: name.unwrap_or_else(|| beginning(&question)),
            why_it_matters: cell(Column::Why),
            what_to_look_for: points(layout.cell(row, Column::LookFor)),
            follow_up_question: cell(Column::FollowUp),
            ..Item::new(&id, &group, kind, severity, &question)
        });
    }

    fn group_called(&mut self, title: &str) -> String {
        if let Some(id) = self.groups.get(&fold(title)) {
            return id.clone();
        }
        let id = unique(&slug(title, LONGEST_ID), "group", &mut self.group_ids);
        self.groups.insert(fold(title), id.clone());
        self.checklist.groups.push(Group {
            id: id.clone(),
            title: title.to_owned(),
        });
        id
    }

    fn kind(&mut self, row: &Row, layout: &Layout<'_>) -> ItemKind {
        let text = one_line(layout.cell(row, Column::Kind));
        let known = Words::known().kind(&text);
        if known.is_none() {
            self.supposed(row, layout, Column::Kind, &text, "safeguard");
        }
        known.unwrap_or(ItemKind::Safeguard)
    }

    fn severity(&mut self, row: &Row, layout: &Layout<'_>) -> ItemSeverity {
        let text = one_line(layout.cell(row, Column::Severity));
        let known = Words::known().severity(&text);
        if known.is_none() {
            self.supposed(row, layout, Column::Severity, &text, "medium");
        }
        known.unwrap_or(ItemSeverity::Medium)
    }

    fn supposed(
        &mut self,
        row: &Row,
        layout: &Layout<'_>,
        column: Column,
        text: &str,
        as_what: &str,
    ) {
        let name = column.name();
        if says_something(text) {
            let text = brief(text);
            self.note(
                row,
                format!("“{text}” is no {name} that is known here: taken as {as_what}"),
            );
        } else if layout.has(column) {
            self.note(row, format!("no {name}: taken as {as_what}"));
        }
    }

    fn id(&mut self, row: &Row, question: &str, given: &str) -> String {
        let wanted = if given.is_empty() { question } else { given };
        let made = shortened(&slug(wanted, 4 * LONGEST_ID));
        let id = unique(&made, "item", &mut self.ids);
        if !given.is_empty() && id != given {
            self.note(row, format!("the id “{}” became “{id}”", brief(given)));
        }
        id
    }

    fn settle_language(&mut self, given: Option<Language>) {
        let language = given.unwrap_or_else(|| {
            let questions = self
                .checklist
                .items
                .iter()
                .map(|item| item.question.as_str());
            let questions = questions.collect::<Vec<_>>().join("\n");
            match detect_language(&questions) {
                Language::Undetermined | Language::English if is_cyrillic(&questions) => {
                    cyrillic_language(&questions)
                }
                Language::Undetermined => Language::English,
                language => language,
            }
        });
        self.checklist.language = Some(language.tag().to_owned());
    }

    fn told(&self) -> Vec<String> {
        let mut notes: Vec<_> = self.notes.iter().collect();
        notes.sort_by_key(|(_, rows)| rows.first().copied());
        let sentence =
            |(what, rows): (&String, &Vec<usize>)| format!("{}: {what}.", rows_named(rows));
        notes.into_iter().map(sentence).collect()
    }
}

/// `Row 3`, or `Rows 3, 4 and 9`, shortened where there are many.
fn rows_named(rows: &[usize]) -> String {
    const MOST: usize = 12;
    let shown: Vec<String> = rows.iter().take(MOST).map(usize::to_string).collect();
    let more = rows.len().saturating_sub(MOST);
    match (shown.split_last(), more) {
        (Some((only, [])), _) => format!("Row {only}"),
        (_, more) if more > 0 => format!("Rows {} and {more} more", shown.join(", ")),
        (Some((last, rest)), _) => format!("Rows {} and {last}", rest.join(", ")),
        (None, _) => "No row".to_owned(),
    }
}

/// The beginning of a text that is only mentioned.
fn brief(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

/// The words of a cell on one line, without characters that steer.
fn one_line(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The points that a cell lists, one a line or with semicolons between, without their bullets.
fn points(text: &str) -> Vec<String> {
    let bullet = |letter: char| matches!(letter, '-' | '–' | '—' | '•' | '*' | '·' | '▪');
    let points = text.split(['\n', '\r', ';']);
    points
        .map(|point| one_line(one_line(point).trim_start_matches(bullet)))
        .filter(|point| !point.is_empty())
        .collect()
}

/// The first words of a question, as many as a narrow column has room for.
fn beginning(question: &str) -> String {
    if question.chars().count() <= NAME_LENGTH {
        return question.to_owned();
    }
    let mut name = String::new();
    for word in question.split(' ') {
        let length = name.chars().count() + word.chars().count();
        // One place for the blank before the word, one for the dots behind it.
        if length + usize::from(!name.is_empty()) + 1 > NAME_LENGTH {
            break;
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word);
    }
    if name.is_empty() {
        name = question.chars().take(NAME_LENGTH - 1).collect();
    }
    format!("{}…", name.trim_end_matches([',', ';', ':']))
}

/// An id that is cut at the end of a word where it is too long.
fn shortened(id: &str) -> String {
    let Some(cut) = id.get(..LONGEST_ID).filter(|_| id.len() > LONGEST_ID) else {
        return id.to_owned();
    };
    let goes_on = id.as_bytes().get(LONGEST_ID) != Some(&b'-');
    match cut.rsplit_once('-') {
        Some((words, _)) if goes_on && words.len() > LONGEST_ID / 2 => words.to_owned(),
        _ => cut.trim_end_matches('-').to_owned(),
    }
}

/// The id, with a number behind it where it is taken or says nothing.
fn unique(id: &str, nameless: &str, taken: &mut HashSet<String>) -> String {
    let base = if id.is_empty() { nameless } else { id };
    if !id.is_empty() && taken.insert(base.to_owned()) {
        return base.to_owned();
    }
    let from = if id.is_empty() { 1 } else { 2 };
    let numbered = (from..).map(|number: usize| {
        let tail = format!("-{number}");
        let head = base.get(..base.len().min(LONGEST_ID - tail.len()));
        format!("{}{tail}", head.unwrap_or(base).trim_end_matches('-'))
    });
    let mut free = numbered.filter(|id| !taken.contains(id));
    let id = free.next().expect("there are more numbers than rows");
    taken.insert(id.clone());
    id
}

/// Macedonian where a letter stands that only it has, else Serbian: too little text to say more.
fn cyrillic_language(text: &str) -> Language {
    let macedonian = |letter: char| matches!(letter, 'ѓ' | 'ќ' | 'ѕ' | 'Ѓ' | 'Ќ' | 'Ѕ');
    if text.contains(macedonian) {
        Language::Macedonian
    } else {
        Language::SerbianCyrillic
    }
}

#[cfg(test)]
mod tests;
