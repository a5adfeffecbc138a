//! Agreements in two languages: which words say the same.
//!
//! Columns of a table, and paragraphs that take turns, are rows: one clause holds both languages.
//! Where longer stretches take turns, each language has clauses of its own. Judges by the languages
//! alone; the numbers that must agree are compared in `outline`.

use super::lines::Line;
use super::opener::recognise;
use crate::domain::detect_language::{are_siblings, closer, detect_language};
use crate::domain::document::BlockKind;
use crate::domain::language::Language;
use crate::domain::text::Span;
use std::collections::HashMap;

/// The two languages of a document, the one that comes first, first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tongues {
    pub first: Language,
    pub second: Language,
}

impl Tongues {
    fn of(first: Language, second: Language) -> Option<Self> {
        let known = first != Language::Undetermined && second != Language::Undetermined;
        (known && first != second && !are_siblings(first, second)).then_some(Self { first, second })
    }

    fn guess(self, words: &str) -> Option<Language> {
        closer(words, self.first, self.second)
    }
}

/// Fewest rows from which two languages are told.
const FEWEST_ROWS: usize = 3;

/// Joins what stands side by side or takes turns: the words of the second language hang on the line of
/// the first, and the line opens what they both say.
pub(super) fn join_rows(text: &str, lines: &mut Vec<Line>) -> Option<Tongues> {
    join_columns(text, lines).or_else(|| join_turns(text, lines))
}

/// Tables with one language in each of two columns.
fn join_columns(text: &str, lines: &mut [Line]) -> Option<Tongues> {
    let mut found: Option<(Tongues, Columns)> = None;
    for table in tables(lines) {
        let rows: Vec<Vec<Span>> = lines[table.clone()]
            .iter()
            .map(|line| cells(text, line.span))
            .collect();
        let short = rows.len() < FEWEST_ROWS;
        let columns = match (short, found) {
            (true, Some((tongues, columns))) => {
                goes_on(text, &rows, tongues, columns).then_some((tongues, columns))
            }
            _ => columns(text, &rows),
        };
        let Some((tongues, columns)) = columns else {
            continue;
        };
        if found.is_some_and(|(known, _)| known != tongues) {
            continue;
        }
        found = Some((tongues, columns));
        for (line, cells) in lines[table].iter_mut().zip(&rows) {
            set_row(text, line, cells, columns);
        }
    }
    found.map(|(tongues, _)| tongues)
}

/// Positions of the columns that hold the two languages.
type Columns = (usize, usize);

fn tables(lines: &[Line]) -> Vec<std::ops::Range<usize>> {
    let mut tables: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if line.kind != BlockKind::TableRow {
            continue;
        }
        match tables.last_mut() {
            Some(table) if table.end == at => table.end += 1,
            _ => tables.push(at..at + 1),
        }
    }
    tables
}

fn cells(text: &str, row: Span) -> Vec<Span> {
    let mut start = row.start;
    row.of(text)
        .split('\t')
        .map(|cell| {
            let span = Span::new(start, start + cell.len());
            start = span.end + 1;
            span.trimmed(text)
        })
        .collect()
}

fn filled(row: &[Span], column: usize) -> Option<Span> {
    row.get(column).copied().filter(|cell| !cell.is_empty())
}

/// The two neighbouring columns with most words, when each is in a language of its own.
fn columns(text: &str, rows: &[Vec<Span>]) -> Option<(Tongues, Columns)> {
    const MOST_COLUMNS: usize = 4;
    let count = rows.iter().map(Vec::len).max()?;
    if rows.len() < FEWEST_ROWS || !(2..=MOST_COLUMNS).contains(&count) {
        return None;
    }
    let size = |column: usize| -> usize {
        let cells = rows.iter().filter_map(|row| filled(row, column));
        cells.map(Span::len).sum()
    };
    let first = (0..count - 1).max_by_key(|&column| size(column) + size(column + 1))?;
    let both = rows
        .iter()
        .filter(|row| filled(row, first).is_some() && filled(row, first + 1).is_some());
    if both.count() * 10 < rows.len() * 6 {
        return None;
    }
    let words = |column: usize| -> String {
        let cells = rows.iter().filter_map(|row| filled(row, column));
        cells.flat_map(|cell| [cell.of(text), "\n"]).collect()
    };
    let tongues = Tongues::of(
        detect_language(&words(first)),
        detect_language(&words(first + 1)),
    )?;
    Some((tongues, (first, first + 1)))
}

/// Whether a row or two, cut off by the end of a page, go on with the table before.
fn goes_on(text: &str, rows: &[Vec<Span>], tongues: Tongues, columns: Columns) -> bool {
    let fits = |cell: Option<Span>, language| {
        cell.and_then(|cell| tongues.guess(cell.of(text)))
            .map(|guess| guess == language)
    };
    let judged: Vec<bool> = rows
        .iter()
        .flat_map(|row| {
            [
                fits(filled(row, columns.0), tongues.first),
                fits(filled(row, columns.1), tongues.second),
            ]
        })
        .flatten()
        .collect();
    !judged.is_empty() && judged.iter().all(|&fits| fits)
}

fn set_row(text: &str, line: &mut Line, cells: &[Span], columns: Columns) {
    line.kind = BlockKind::Paragraph;
    (line.first, line.alone, line.starts) = (true, true, true);
    line.beside = filled(cells, columns.1);
    if let Some(first) = filled(cells, columns.0) {
        line.span = Span::new(line.span.start, first.end);
        line.width = line.span.of(text).chars().count();
    }
}

/// A paragraph: its lines.
struct Paragraph {
    lines: std::ops::Range<usize>,
    span: Span,
}

fn paragraphs(lines: &[Line]) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match all.last_mut() {
            Some(open) if !line.starts && open.lines.end == at => {
                open.lines.end += 1;
                open.span.end = line.span.end;
            }
            _ => all.push(Paragraph {
                lines: at..at + 1,
                span: line.span,
            }),
        }
    }
    all
}

/// The two languages that share a text, if none of them has nearly all of it.
fn two_languages(text: &str, paragraphs: &[Paragraph]) -> Option<Tongues> {
    const WORDS: usize = 8;
    /// As many as tell the share of each language, however long the text is.
    const ENOUGH: usize = 500;
    let mut letters: HashMap<Language, usize> = HashMap::new();
    let mut order: Vec<Language> = Vec::new();
    for paragraph in paragraphs.iter().step_by(paragraphs.len() / ENOUGH + 1) {
        let words = paragraph.span.of(text);
        let long = words.split_whitespace().nth(WORDS).is_some() || words.len() > 60;
        let language = if long {
            detect_language(words)
        } else {
            continue;
        };
        if language == Language::Undetermined {
            continue;
        }
        let mut known = order.iter().copied();
        let language = known
            .find(|&other| are_siblings(other, language))
            .unwrap_or(language);
        if !order.contains(&language) {
            order.push(language);
        }
        *letters.entry(language).or_default() += words.len();
    }
    let all: usize = letters.values().sum();
    order.retain(|language| letters[language] * 5 >= all);
    match order.as_slice() {
        &[first, second] => Tongues::of(first, second),
        _ => None,
    }
}

/// Paragraphs that take turns, one in each language.
fn join_turns(text: &str, lines: &mut Vec<Line>) -> Option<Tongues> {
    const FEWEST_TURNS: usize = 6;
    let paragraphs = paragraphs(lines);
    let tongues = two_languages(text, &paragraphs)?;
    let guesses: Vec<Option<Language>> = paragraphs
        .iter()
        .map(|one| tongues.guess(one.span.of(text)))
        .collect();
    let (mut pairs, mut turns) = (0, 0);
    for pair in guesses.windows(2) {
        if let &[Some(this), Some(next)] = pair {
            pairs += 1;
            turns += usize::from(this != next);
        }
    }
    if turns < FEWEST_TURNS || turns * 100 < pairs * 85 {
        return None;
    }
    let mut gone = vec![false; lines.len()];
    let mut at = 0;
    while at + 1 < paragraphs.len() {
        let (this, next) = (&paragraphs[at], &paragraphs[at + 1]);
        let first = guesses[at].is_none_or(|guess| guess == tongues.first);
        let second = guesses[at + 1].is_none_or(|guess| guess == tongues.second);
        let told = guesses[at].is_some() || guesses[at + 1].is_some();
        if first && second && (told || say_the_same_number(text, this.span, next.span)) {
            lines[this.lines.start].beside = Some(next.span);
            gone[next.lines.clone()].fill(true);
            at += 1;
        }
        at += 1;
    }
    let mut gone = gone.into_iter();
    lines.retain(|_| !gone.next().unwrap_or(false));
    Some(tongues)
}

fn say_the_same_number(text: &str, one: Span, other: Span) -> bool {
    let value = |span| recognise(text, span).map(|opener| opener.value().clone());
    value(one).is_some_and(|number| Some(number) == value(other))
}

/// For every line whether it is in the second language, when stretches of two languages take turns
/// or one text follows the other.
pub(super) fn stretches(text: &str, lines: &[Line]) -> Option<(Tongues, Vec<bool>)> {
    let paragraphs = paragraphs(lines);
    let tongues = two_languages(text, &paragraphs)?;
    let mut second = vec![false; lines.len()];
    let guesses: Vec<Option<Language>> = paragraphs
        .iter()
        .map(|one| tongues.guess(one.span.of(text)))
        .collect();
    let mut now = tongues.first;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        // A number or a name says nothing: it goes with what follows when it could open that.
        let ahead = || guesses.iter().skip(at + 1).find_map(|guess| *guess);
        let opens = recognise(text, paragraph.span).is_some();
        let guess = guesses[at].or_else(|| if opens { ahead() } else { None });
        now = guess.unwrap_or(now);
        second[paragraph.lines.clone()].fill(now == tongues.second);
    }
    Some((tongues, second))
}
