//! Tables and facts as strips: one for each line of a row, so that a row higher than a page can go on on the next one.

use super::super::report::{Cell, Line, Table};
use super::compose::{Composer, Lines};
use super::looks::{self, Setting};
use super::strip::{Band, Keep, Mark};
use krilla::tagging::{TableHeaderScope, Tag, TagKind};

/// Between the edge of a column and its words.
const PAD: f32 = 5.0;
/// Above and below the words of a row.
const ROOM: f32 = 3.5;
/// Below the name in a row that is filled in by hand, such as one to sign in.
const FOR_A_HAND: f32 = 18.0;

/// Where a column stands.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Column {
    x: f32,
    width: f32,
}

impl Composer<'_> {
    /// A table; its head is shown again on each page.
    pub(super) fn table(&mut self, table: &Table) {
        let columns = columns(table);
        if columns.is_empty() || table.rows.is_empty() && table.columns.is_empty() {
            return;
        }
        self.emit("space", 0.0, 8.0, Vec::new(), Keep::Soft);
        self.tree.open(Tag::Table);
        if !table.columns.is_empty() {
            self.tree.open(Tag::THead);
            self.head(&columns, table);
            self.tree.close();
        }
        self.tree.open(Tag::TBody);
        for row in &table.rows {
            self.row(&columns, row, looks::OF_CELL, None);
        }
        self.tree.close();
        self.tree.close();
        self.head = None;
        self.emit("space", 0.0, 6.0, Vec::new(), Keep::Free);
    }

    /// Names on the left, what they stand for on the right.
    pub(super) fn facts(&mut self, facts: &[(String, Line)]) {
        if facts.is_empty() {
            return;
        }
        let split = looks::WIDTH * 0.3;
        let columns = [
            Column {
                x: looks::LEFT,
                width: split,
            },
            Column {
                x: looks::LEFT + split,
                width: looks::WIDTH - split,
            },
        ];
        self.emit("space", 0.0, 6.0, Vec::new(), Keep::Soft);
        self.tree.open(Tag::Table);
        for (name, value) in facts {
            let row = [Line::text(name.as_str()).into(), value.clone().into()];
            self.row(&columns, &row, looks::OF_CELL, Some(looks::OF_FACT));
        }
        self.tree.close();
        self.emit("space", 0.0, 6.0, Vec::new(), Keep::Free);
    }

    fn head(&mut self, columns: &[Column], table: &Table) {
        self.band(looks::LEFT, looks::WIDTH, looks::SHADE);
        self.tree.open(Tag::TR);
        let mut cells = Vec::new();
        for (place, column) in columns.iter().enumerate() {
            let words = table.columns.get(place).map_or("", |column| &column.0);
            let tag = Tag::TH(TableHeaderScope::Column).into();
            cells.push(self.cell(tag, *column, &Line::text(words), looks::OF_HEAD));
        }
        self.tree.close();
        let lines = beside(cells);
        let count = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let height = looks::OF_HEAD.leading * f32::from(count);
        let mut marks = Vec::new();
        let mut y = ROOM;
        for line in lines {
            marks.extend(line.into_iter().map(|mark| mark.lowered(y)));
            y += looks::OF_HEAD.leading;
        }
        self.emit("head", 0.0, height + 2.0 * ROOM, marks, Keep::Hard);
        self.bands.clear();
        self.head = Some(self.strips.len() - 1);
    }

    fn row(&mut self, columns: &[Column], row: &[Cell], setting: Setting, name: Option<Setting>) {
        self.tree.open(Tag::TR);
        let mut cells = Vec::new();
        let empty = Cell::default();
        for (place, column) in columns.iter().enumerate() {
            let cell = row.get(place).unwrap_or(&empty);
            let (tag, mut setting): (TagKind, Setting) = match name {
                Some(name) if place == 0 => (Tag::TH(TableHeaderScope::Row).into(), name),
                _ => (Tag::TD.into(), setting),
            };
            if let Some(tone) = cell.tone {
                setting.colour = looks::colour(tone);
                setting.strong = true;
                self.bands.push(Band {
                    x: column.x,
                    width: column.width,
                    colour: looks::tint(tone),
                });
            }
            cells.push(self.cell(tag, *column, &cell.line, setting));
        }
        self.tree.close();
        let written = |cell: &Cell| !cell.line.plain().trim().is_empty();
        let by_hand = name.is_none() && row.len() > 1 && !row.iter().skip(1).any(written);
        let lines = beside(cells);
        let count = lines.len();
        for (place, mut marks) in lines.into_iter().enumerate() {
            let (is_first, is_last) = (place == 0, place + 1 == count);
            let above = if is_first { ROOM } else { 0.0 };
            let below = match (is_last, by_hand) {
                (false, _) => 0.0,
                (true, false) => ROOM,
                (true, true) => FOR_A_HAND,
            };
            let height = above + setting.leading + below;
            marks = marks.into_iter().map(|mark| mark.lowered(above)).collect();
            if is_last {
                let rule = Self::box_at(looks::LEFT, looks::WIDTH, 0.5, looks::RULE);
                marks.push(rule.lowered(height - 0.5));
            }
            let keep = if is_last { Keep::Free } else { Keep::Soft };
            self.emit("row", 0.0, height, marks, keep);
        }
        self.bands.clear();
    }

    fn cell(&mut self, tag: TagKind, column: Column, line: &Line, setting: Setting) -> Lines {
        self.tree.open(tag);
        let width = (column.width - 2.0 * PAD).max(1.0);
        let lines = self.set(line, column.x + PAD, width, setting);
        self.tree.close();
        lines
    }
}

/// The lines of cells that stand beside each other.
fn beside(cells: Vec<Lines>) -> Vec<Vec<Mark>> {
    let mut beside: Vec<Vec<Mark>> = Vec::new();
    for cell in cells {
        for (place, marks) in cell.lines.into_iter().enumerate() {
            match beside.get_mut(place) {
                Some(line) => line.extend(marks),
                None => beside.push(marks),
            }
        }
    }
    beside
}

/// Widths by the shares, but no column so narrow that common words are torn while others have room to spare.
fn columns(table: &Table) -> Vec<Column> {
    let count = table.rows.iter().map(Vec::len).max().unwrap_or_default();
    let count = count.max(table.columns.len());
    let shares: Vec<f32> = (0..count)
        .map(|place| {
            table
                .columns
                .get(place)
                .map_or(1.0, |one| f32::from(one.1.max(1)))
        })
        .collect();
    let total: f32 = shares.iter().sum();
    let wanted: Vec<f32> = shares
        .iter()
        .map(|share| looks::WIDTH * share / total)
        .collect();
    let least = least(table, count);
    let missing: f32 = wanted
        .iter()
        .zip(&least)
        .map(|(has, least)| (least - has).max(0.0))
        .sum();
    let spare: f32 = wanted
        .iter()
        .zip(&least)
        .map(|(has, least)| (has - least).max(0.0))
        .sum();
    let given = if spare > 0.0 {
        (missing / spare).min(1.0)
    } else {
        0.0
    };
    let mut x = looks::LEFT;
    let mut columns = Vec::with_capacity(count);
    for (has, least) in wanted.into_iter().zip(least) {
        let width = if has < least {
            least
        } else {
            has - (has - least) * given
        };
        columns.push(Column { x, width });
        x += width;
    }
    columns
}

/// The least widths of columns: of the longest word, where there is room for that.
fn least(table: &Table, count: usize) -> Vec<f32> {
    let words: Vec<f32> = (0..count)
        .map(|place| longest_word(table, place).min(looks::WIDTH / 4.0))
        .collect();
    if words.iter().sum::<f32>() <= looks::WIDTH {
        return words;
    }
    let most = looks::WIDTH / f32::from(u16::try_from(count.max(1)).unwrap_or(u16::MAX));
    words.into_iter().map(|word| word.min(most)).collect()
}

/// About how wide a column must be for its longest word; capitals, as verdicts have them, are wide.
fn longest_word(table: &Table, place: usize) -> f32 {
    let head = table.columns.get(place).map(|column| column.0.clone());
    let cells = table.rows.iter().filter_map(|row| row.get(place));
    let texts = head.into_iter().chain(cells.map(|cell| cell.line.plain()));
    let longest = |text: String| {
        let words = text.split_whitespace().map(|word| {
            // Chinese may be parted anywhere.
            let letters = word.chars().filter(|letter| *letter < '\u{2e80}');
            letters.fold(0.0, |width: f32, letter| {
                width + if letter.is_uppercase() { 0.8 } else { 0.68 }
            })
        });
        words.fold(0.0, f32::max)
    };
    texts.map(longest).fold(0.0, f32::max) * looks::OF_CELL.size + 2.0 * PAD
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_width_and_leave_room_for_words() {
        let table = |columns: &[(&str, u16)], rows: &[&[&str]]| Table {
            columns: columns
                .iter()
                .map(|one| (one.0.to_owned(), one.1))
                .collect(),
            rows: rows
                .iter()
                .map(|row| row.iter().map(|cell| Line::text(*cell).into()).collect())
                .collect(),
        };
        let cases = [
            table(&[("a", 1), ("b", 3)], &[&["x", "y"]]),
            table(
                &[("a", 1), ("b", 9), ("c", 0)],
                &[&["extraordinarily", "y"]],
            ),
            table(&[], &[&["one"], &["two", "three", "four"]]),
            table(
                &[("a", u16::MAX), ("b", 1)],
                &[&[&"w".repeat(900), &"v".repeat(900)]],
            ),
        ];
        for table in &cases {
            let columns = columns(table);
            let width: f32 = columns.iter().map(|column| column.width).sum();
            assert!((width - looks::WIDTH).abs() < 0.5, "{columns:?}");
            assert!(
                columns.iter().all(|column| column.width > 10.0),
                "{columns:?}"
            );
        }
        let columns = self::columns(&cases[1]);
        assert!(columns[0].width > 70.0, "{columns:?}");
        // The result of a review, in the language with the longest verdict.
        let verdicts = table(
            &[
                ("бр", 4),
                ("Одговор", 13),
                ("Тежина", 8),
                ("Вид", 9),
                ("Прашање", 40),
                ("Место", 22),
            ],
            &[&["60", "НЕОДГОВОРЕНО", "критична", "заштита", "Дали?", "–"]],
        );
        let columns = self::columns(&verdicts);
        assert!(columns[1].width > 90.0, "{columns:?}");
        assert!(columns[4].width > 130.0, "{columns:?}");
    }
}
