//! Excel workbooks (XLSX): the texts of one sheet, cell by cell.
//!
//! Reads what the file says is in a cell, without styles: numbers and days stand as they are kept.
//! Of merged cells the first has the text. Unpacked parts and their elements are counted with the
//! same limits as those of Word documents, but smaller ones.

use super::{MOST_COLUMNS, NoTable, Rows, Table, WORKBOOK};
use crate::domain::checklist::from_table::Row;
use crate::formats::import::Refused;
use crate::formats::import::docx::package::{Budget, Package};
use crate::formats::import::xml::Element;
use std::collections::BTreeMap;

/// The most bytes that are unpacked from a workbook.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;
/// The most elements and texts that are read from it.
const MOST_NODES: usize = 1_000_000;

/// Reads the named sheet, or the first.
pub(super) fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Table, NoTable> {
    let mut budget = Budget::new(MOST_UNPACKED, MOST_NODES);
    let mut package = Package::open(bytes, &mut budget)?;
    let workbook = package.main_part()?;
    let sheets = sheets(&workbook);
    let names: Vec<String> = sheets.iter().map(|(name, _)| name.clone()).collect();
    let chosen =
        match sheet {
            None => sheets.first(),
            Some(asked) => Some(sheets.iter().find(|(name, _)| name == asked).ok_or_else(
                || NoTable::NoSheet {
                    asked: asked.to_owned(),
                    sheets: names.clone(),
                },
            )?),
        };
    let Some((name, relation)) = chosen else {
        return Err(NoTable::Empty);
    };
    let part = package
        .relations()
        .iter()
        .find(|known| &known.id == relation && !known.outer)
        .map(|known| known.target.clone())
        .ok_or(damaged("the sheet has no part of its own"))?;
    let shared = package.related("sharedStrings")?;
    let shared: Vec<String> = shared
        .iter()
        .flat_map(Element::elements)
        .filter(|element| &*element.name == "si")
        .map(text_of)
        .collect();
    let content = package
        .part(&part)?
        .ok_or(damaged("the part of the sheet is missing"))?;
    Ok(Table {
        rows: rows(&content, &shared)?,
        sheet: Some(name.clone()),
        other_sheets: names.into_iter().filter(|other| other != name).collect(),
        remarks: Vec::new(),
    })
}

/// Names of the sheets in the order of their tabs, and how their parts are referred to.
fn sheets(workbook: &Element) -> Vec<(String, String)> {
    let sheets = workbook.child("sheets").into_iter();
    let sheets = sheets.flat_map(Element::elements);
    let named = sheets.filter_map(|sheet| {
        // `sheetId` is another attribute than `r:id`, and prefixes are dropped.
        let (name, relation) = (sheet.attribute("name")?, sheet.attribute("id")?);
        Some((name.to_owned(), relation.to_owned()))
    });
    named.collect()
}

fn rows(sheet: &Element, shared: &[String]) -> Result<Vec<Row>, NoTable> {
    let mut rows = Rows::default();
    let data = sheet.child("sheetData").into_iter();
    let mut number = 0;
    for row in data.flat_map(Element::elements) {
        let said = row.number("r").and_then(|said| usize::try_from(said).ok());
        number = said.unwrap_or(number + 1);
        let mut cells: BTreeMap<usize, String> = BTreeMap::new();
        let mut next = 0;
        for cell in row.elements().filter(|cell| &*cell.name == "c") {
            let at = cell.attribute("r").and_then(column).unwrap_or(next);
            next = at.saturating_add(1);
            let text = value(cell, shared);
            if text.trim().is_empty() {
                continue;
            }
            if at >= MOST_COLUMNS {
                let what = format!("Row {number} of the table");
                return Err(NoTable::too_large(what, format!("{MOST_COLUMNS} columns")));
            }
            cells.insert(at, text);
        }
        let width = cells.last_key_value().map_or(0, |(last, _)| last + 1);
        let cells = (0..width).map(|at| cells.remove(&at).unwrap_or_default());
        rows.push(number, cells.collect())?;
    }
    Ok(rows.0)
}

/// The column of a place such as `AB12`, counted from 0.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.fold(0_usize, |sum, letter| {
        let digit = usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        sum.saturating_mul(26).saturating_add(digit)
    });
    number.checked_sub(1)
}

fn value(cell: &Element, shared: &[String]) -> String {
    let kept = || cell.child("v").map(Element::text).unwrap_or_default();
    match cell.attribute("t") {
        Some("s") => {
            let index: Option<usize> = kept().trim().parse().ok();
            let text = index.and_then(|index| shared.get(index));
            text.cloned().unwrap_or_default()
        }
        Some("inlineStr") => cell.child("is").map(text_of).unwrap_or_default(),
        // A formula that failed says nothing.
        Some("e") => String::new(),
        _ => kept(),
    }
}

/// The words of a text with its runs of differing looks, without the readings of Chinese signs.
fn text_of(text: &Element) -> String {
    let mut words = String::new();
    for part in text.elements() {
        match &*part.name {
            "t" => words.push_str(&part.text()),
            "r" => words.extend(part.child("t").map(Element::text)),
            _ => {}
        }
    }
    words
}

fn damaged(detail: &str) -> Refused {
    Refused::Damaged {
        what: WORKBOOK,
        detail: detail.to_owned(),
    }
}
