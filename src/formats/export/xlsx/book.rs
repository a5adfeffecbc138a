//! A workbook of tables: how sheets look, and what may stand in a cell.
//!
//! Words of others go in as text and nothing else: no formula is ever written, and no link.

use super::super::CannotWrite;
use super::super::log::FORMULA;
use super::super::plain::{amount, day, harmless};
use super::super::report::Tone;
use crate::domain::review::Moment;
use crate::tr;
use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};
use std::collections::HashMap;
use unicode_width::UnicodeWidthStr;

/// UTF-16 units that a cell can hold, with room for the sentence that says where the rest is.
const MOST_UNITS: usize = 32_000;
/// Characters that a sheet's name can have.
const MOST_OF_NAME: usize = 31;
/// A4.
const PAPER: u8 = 9;
/// Points that a line of text takes, a row takes at most, and a row of upright headings takes.
const LINE: f64 = 15.0;
const TALLEST: f64 = 300.0;
const UPRIGHT: f64 = 150.0;
/// Characters beside a name on the front.
const PAIRED: f64 = 100.0;
/// Seconds of the day on which workbooks are dated that speak of no time: 1980-01-01.
const NO_TIME: i64 = 315_532_800;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words.
    Words(String),
    /// Words that stand out.
    Strong(String),
    /// Words of ours that stay as they are, for programs to find.
    Verbatim(String),
    /// Words on a colour that says the same.
    Toned(String, Tone),
    /// A number.
    Number(f64),
    /// A number on a colour that says what it counts.
    Count(f64, Tone),
    /// A sum of money and its currency: three capital letters.
    Money(f64, String),
    /// A day.
    Day(Date),
    /// A time.
    Time(Moment),
}

impl Cell {
    /// A value as what it is: a day, a sum, or words.
    pub(super) fn value(text: &str) -> Self {
        if let Some(day) = day(text) {
            return Self::Day(day);
        }
        amount(text).map_or_else(
            || Self::words(text),
            |(sum, currency)| Self::Money(sum, currency.to_owned()),
        )
    }

    /// Words, or nothing.
    pub(super) fn words(text: impl Into<String>) -> Self {
        match text.into() {
            text if text.is_empty() => Self::Empty,
            text => Self::Words(text),
        }
    }

    /// A count.
    pub(super) fn count(count: usize) -> Self {
        Self::Number(Self::small(count))
    }

    /// Lines that it takes in a column of this width.
    fn lines(&self, width: f64) -> u32 {
        match self {
            Self::Words(words) => lines(words, width, false),
            Self::Strong(words) | Self::Toned(words, _) => lines(words, width, true),
            Self::Verbatim(words) => lines(words, f64::INFINITY, false),
            _ => 1,
        }
    }

    /// A count as spreadsheets have numbers.
    pub(super) fn small(count: impl TryInto<u32>) -> f64 {
        count.try_into().unwrap_or(u32::MAX).into()
    }
}

/// A column: its heading and its width in characters.
pub(super) type Column = (String, f64);

/// A sheet with one table on it.
pub(super) struct Table {
    /// What the sheet is called.
    pub(super) name: &'static str,
    /// What stands above the table.
    pub(super) banner: String,
    /// The columns.
    pub(super) columns: Vec<Column>,
    /// Columns at the left that stay in sight.
    pub(super) frozen: u16,
    /// Whether the headings stand upright, so that many narrow columns fit.
    pub(super) upright: bool,
    /// Columns that are printed; all of them where nothing is said.
    pub(super) printed: Option<u16>,
    /// The rows: a cell for each column.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A workbook that is being written.
pub(super) struct Book {
    workbook: Workbook,
    looks: Looks,
}

impl Book {
    /// An empty workbook. The only time in its properties is that of the newest entry; nobody is named.
    pub(super) fn new(title: &str, dated: Option<Moment>) -> Result<Self, CannotWrite> {
        let seconds = dated.map_or(NO_TIME, |at| at.millis().div_euclid(1000));
        let created = ExcelDateTime::from_timestamp(seconds)
            .or_else(|_| ExcelDateTime::from_timestamp(NO_TIME))?;
        let properties = DocProperties::new()
            .set_title(text(title))
            .set_creation_datetime(&created);
        let mut workbook = Workbook::new();
        workbook.set_properties(&properties);
        Ok(Self {
            workbook,
            looks: Looks::new(),
        })
    }

    /// Adds a sheet with a table: filters, headings that stay in sight, pages that fit.
    pub(super) fn add(&mut self, table: &Table) -> Result<(), CannotWrite> {
        let sheet = self.workbook.add_worksheet();
        let last = u16::try_from(table.columns.len().saturating_sub(1))
            .map_err(|_| XlsxError::RowColumnLimitError)?;
        named(sheet, table.name)?;
        sheet.write_string_with_format(0, 0, text(&table.banner), &self.looks.banner)?;
        let heading = if table.upright {
            &self.looks.upright
        } else {
            &self.looks.heading
        };
        for (column, (title, width)) in (0..).zip(&table.columns) {
            let look = if column < table.frozen {
                &self.looks.heading
            } else {
                heading
            };
            sheet.write_string_with_format(1, column, text(title), look)?;
            sheet.set_column_width(column, *width)?;
        }
        let titles = table
            .columns
            .iter()
            .map(|(title, width)| lines(title, *width, true));
        let tall = height(titles.max().unwrap_or(1)).unwrap_or(LINE);
        sheet.set_row_height(1, if table.upright { UPRIGHT } else { tall })?;
        for (row, cells) in (2..).zip(&table.rows) {
            for (column, cell) in (0..).zip(cells) {
                self.looks.put(sheet, (row, column), cell)?;
            }
            // What is not printed is long: rows as tall as that would leave little of the rest in sight.
            let counted = table.printed.map_or(cells.len(), usize::from);
            let cells = cells.iter().take(counted).zip(&table.columns);
            let tallest = cells.map(|(cell, (_, width))| cell.lines(*width)).max();
            if let Some(height) = height(tallest.unwrap_or(1)) {
                sheet.set_row_height(row, height)?;
            }
        }
        let bottom =
            u32::try_from(table.rows.len() + 1).map_err(|_| XlsxError::RowColumnLimitError)?;
        if !table.columns.is_empty() {
            sheet.autofilter(1, 0, bottom.max(2), last)?;
        }
        sheet.set_freeze_panes(2, table.frozen)?;
        sheet.set_repeat_rows(0, 1)?;
        if let Some(printed) = table.printed {
            sheet.set_print_area(0, 0, bottom.max(2), printed.saturating_sub(1).min(last))?;
        }
        for_print(sheet);
        Ok(())
    }

    /// Adds a sheet of names and what they stand for, under each other.
    pub(super) fn add_pairs(
        &mut self,
        name: &'static str,
        banner: &str,
        pairs: &[(Cell, Cell)],
    ) -> Result<(), CannotWrite> {
        let sheet = self.workbook.add_worksheet();
        named(sheet, name)?;
        sheet.set_column_width(0, 34)?;
        sheet.set_column_width(1, PAIRED)?;
        sheet.write_string_with_format(0, 0, text(banner), &self.looks.banner)?;
        for (row, (name, value)) in (2..).zip(pairs) {
            self.looks.put(sheet, (row, 0), name)?;
            self.looks.put(sheet, (row, 1), value)?;
            if let Some(height) = height(value.lines(PAIRED)) {
                sheet.set_row_height(row, height)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        for_print(sheet);
        Ok(())
    }

    /// The bytes of the workbook.
    pub(super) fn bytes(mut self) -> Result<Vec<u8>, CannotWrite> {
        Ok(self.workbook.save_to_buffer()?)
    }
}

/// Lines that words take in a column of this width in characters. Programs know better, but not all of them look before
/// they show a sheet; bold letters are wider, and words are not cut.
fn lines(words: &str, width: f64, bold: bool) -> u32 {
    let fitting = width * if bold { 0.75 } else { 0.85 };
    let wrapped = words.lines().map(|line| {
        let taken = f64::from(u32::try_from(line.width()).unwrap_or(u32::MAX));
        (taken / fitting.max(1.0)).ceil().max(1.0)
    });
    let mut counted = 0;
    for lines in wrapped {
        let mut left = lines;
        while left > 0.0 && f64::from(counted) * LINE < TALLEST {
            counted += 1;
            left -= 1.0;
        }
    }
    counted
}

/// The height of a row with so many lines, in points; nothing where the usual one will do.
fn height(lines: u32) -> Option<f64> {
    (lines > 1).then(|| (f64::from(lines) * LINE).min(TALLEST))
}

/// Names a sheet; a translation may be too long, or have signs that names of sheets cannot have.
fn named(sheet: &mut Worksheet, name: &str) -> Result<(), XlsxError> {
    let fits = |one: &char| !"[]:*?/\\'".contains(*one);
    let name: String = name.chars().filter(fits).take(MOST_OF_NAME).collect();
    sheet.set_name(name)?;
    Ok(())
}

fn for_print(sheet: &mut Worksheet) {
    sheet.set_landscape();
    sheet.set_paper_size(PAPER);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_footer("&L&A&R&P / &N");
}

/// A text that a cell can hold: nothing hidden, and not too long. Escapes of the format's own are escaped by the library.
fn text(words: &str) -> String {
    let mut shown = harmless(words);
    let mut units = 0;
    let cut = shown.char_indices().find(|(_, one)| {
        units += one.len_utf16();
        units > MOST_UNITS
    });
    if let Some((at, _)) = cut {
        shown.truncate(at);
        shown.push_str(" […] ");
        shown.push_str(tr!(
            "The rest does not fit into a cell; it stands in the JSON."
        ));
    }
    shown
}

/// How cells look.
struct Looks {
    banner: Format,
    heading: Format,
    upright: Format,
    words: Format,
    guarded: Format,
    strong: Format,
    verbatim: Format,
    number: Format,
    day: Format,
    time: Format,
    toned: HashMap<Tone, Format>,
}

impl Looks {
    fn new() -> Self {
        let cell = || {
            Format::new()
                .set_align(FormatAlign::Top)
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0x00D0_D0D0))
        };
        let heading = || {
            cell()
                .set_bold()
                .set_text_wrap()
                .set_background_color(Color::RGB(0x001F_3A5F))
                .set_font_color(Color::White)
        };
        let words = cell().set_text_wrap().set_align(FormatAlign::Left);
        let toned = |(tone, colour)| {
            let format = words
                .clone()
                .set_bold()
                .set_background_color(Color::RGB(colour));
            (tone, format)
        };
        Self {
            banner: Format::new().set_bold().set_font_size(13),
            heading: heading(),
            upright: heading().set_rotation(90).set_align(FormatAlign::Bottom),
            guarded: words.clone().set_quote_prefix(),
            strong: words.clone().set_bold(),
            verbatim: cell().set_font_name("Courier New").set_font_size(9),
            number: cell().set_align(FormatAlign::Left),
            day: cell()
                .set_num_format("yyyy-mm-dd")
                .set_align(FormatAlign::Left),
            time: cell()
                .set_num_format("yyyy-mm-dd hh:mm")
                .set_align(FormatAlign::Left),
            toned: COLOURS.into_iter().map(toned).collect(),
            words,
        }
    }

    fn put(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        cell: &Cell,
    ) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => sheet.write_blank(row, column, &self.words)?,
            Cell::Words(words) => {
                let words = text(words);
                let begins = words.trim_start_matches(' ').starts_with(FORMULA);
                let look = if begins { &self.guarded } else { &self.words };
                sheet.write_string_with_format(row, column, words, look)?
            }
            Cell::Strong(words) => {
                sheet.write_string_with_format(row, column, text(words), &self.strong)?
            }
            Cell::Verbatim(words) => {
                sheet.write_string_with_format(row, column, words.as_str(), &self.verbatim)?
            }
            Cell::Toned(words, tone) => {
                let look = self.toned.get(tone).unwrap_or(&self.words);
                sheet.write_string_with_format(row, column, text(words), look)?
            }
            Cell::Number(number) => {
                sheet.write_number_with_format(row, column, *number, &self.number)?
            }
            Cell::Count(number, tone) => {
                let look = self.toned.get(tone).unwrap_or(&self.number);
                sheet.write_number_with_format(row, column, *number, look)?
            }
            Cell::Money(sum, currency) => {
                let look = self
                    .day
                    .clone()
                    .set_num_format(format!("#,##0.00 \"{currency}\""));
                sheet.write_number_with_format(row, column, *sum, &look)?
            }
            Cell::Day(day) => match excel_day(*day) {
                Some(value) => sheet.write_datetime_with_format(row, column, &value, &self.day)?,
                None => {
                    sheet.write_string_with_format(row, column, day.to_string(), &self.words)?
                }
            },
            Cell::Time(at) => match ExcelDateTime::from_timestamp(at.millis().div_euclid(1000)) {
                Ok(value) => sheet.write_datetime_with_format(row, column, &value, &self.time)?,
                Err(_) => {
                    sheet.write_string_with_format(row, column, at.to_string(), &self.words)?
                }
            },
        };
        Ok(())
    }
}

/// Light enough for black letters, far enough apart for most who see few colours; the words say the same.
const COLOURS: [(Tone, u32); 7] = [
    (Tone::Concern, 0x00F4_B6A6),
    (Tone::Absent, 0x00FA_D7A0),
    (Tone::Withheld, 0x00D7_C6E8),
    (Tone::Unclear, 0x00FC_F0A8),
    (Tone::Good, 0x00BF_E3C0),
    (Tone::Open, 0x00FF_FFFF),
    (Tone::Neutral, 0x00E6_E6E6),
];

/// Spreadsheets know no day before 1900.
fn excel_day(day: Date) -> Option<ExcelDateTime> {
    let part = |number: i8| u8::try_from(number).ok();
    let year = u16::try_from(day.year()).ok()?;
    ExcelDateTime::from_ymd(year, part(day.month())?, part(day.day())?).ok()
}

impl From<XlsxError> for CannotWrite {
    fn from(error: XlsxError) -> Self {
        Self {
            message: tr!("The workbook could not be written: {error}.", error),
            hint: tr!("Write it as CSV, which holds any number of rows.").to_owned(),
        }
    }
}
