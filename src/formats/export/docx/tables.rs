//! Tables, facts in two columns, and bars as tables whose shaded cells are as long as their numbers.

use super::body::Body;
use super::sheet::WIDTH;
use super::words::{Shape, dark, paragraph, run, shade};
use super::xml::Xml;
use crate::domain::fold::is_han;
use crate::formats::export::report::{Bars, Cell, Line, Table, Tone};

/// Word refuses tables with more columns than 63; wider ones are parted, and each part begins with the first column.
const MOST_COLUMNS: usize = 60;
/// How many steps a bar may be long.
const STEPS: usize = 40;
/// How wide the names and the numbers of bars are, in twentieths of a point.
const NAME: usize = 2800;
const NUMBER: usize = 900;
/// About how wide a letter and the room beside the words of a cell are, in twentieths of a point.
const LETTER: usize = 112;
const CELL: usize = 236;
/// Longer words may be broken.
const LONGEST_WORD: usize = 16;
/// How wide the names of facts are.
const FACT: usize = 2600;

impl Body<'_> {
    /// A table with a heading that every page repeats.
    pub(super) fn table(&mut self, table: &Table) {
        let count = table.columns.len();
        if count <= MOST_COLUMNS {
            return self.part_of_table(table, &(0..count).collect::<Vec<_>>());
        }
        for start in (1..count).step_by(MOST_COLUMNS - 1) {
            let end = count.min(start + MOST_COLUMNS - 1);
            let columns: Vec<usize> = std::iter::once(0).chain(start..end).collect();
            self.part_of_table(table, &columns);
        }
    }

    fn part_of_table(&mut self, table: &Table, columns: &[usize]) {
        if columns.is_empty() {
            return;
        }
        self.turn_page();
        let shares: Vec<usize> = columns
            .iter()
            .map(|at| usize::from(table.columns[*at].1.max(1)))
            .collect();
        let words = columns.iter().map(|at| longest_word(table, *at));
        let widths = widths(&shares, &words.collect::<Vec<_>>());
        self.open("ReportTable", "firstRow", None, &widths, |body| {
            body.row(true, |body| {
                for (at, width) in columns.iter().zip(&widths) {
                    let name = Line::text(table.columns[*at].0.as_str());
                    body.cell(*width, 1, None, &name);
                }
            });
            for row in &table.rows {
                body.row(false, |body| {
                    for (at, width) in columns.iter().zip(&widths) {
                        let nothing = Cell::default();
                        let cell = row.get(*at).unwrap_or(&nothing);
                        body.cell(*width, 1, cell.tone, &cell.line);
                    }
                });
            }
        });
        self.gap();
    }

    /// Names and what they stand for.
    pub(super) fn facts(&mut self, facts: &[(String, Line)]) {
        if facts.is_empty() {
            return;
        }
        self.turn_page();
        let widths = [FACT, WIDTH - FACT];
        self.open("FactsTable", "firstColumn", None, &widths, |body| {
            for (name, value) in facts {
                body.row(false, |body| {
                    body.cell(widths[0], 1, None, &Line::text(name.as_str()));
                    body.cell(widths[1], 1, None, value);
                });
            }
        });
        self.gap();
    }

    /// Bars. Names and numbers stand beside them as words.
    pub(super) fn bars(&mut self, bars: &Bars) {
        self.line("Caption", &Line::text(bars.title.as_str()));
        if bars.bars.is_empty() {
            return;
        }
        let most = bars.bars.iter().map(|bar| bar.count).max().unwrap_or(0);
        let step = (WIDTH - NAME - NUMBER) / STEPS;
        let mut widths = vec![NAME];
        widths.extend([step; STEPS]);
        widths.push(NUMBER);
        let said = bars
            .bars
            .iter()
            .map(|bar| format!("{}: {}", bar.name, bar.count));
        let said = format!("{} {}", bars.title, said.collect::<Vec<_>>().join("; "));
        self.open("BarsTable", "firstColumn", Some(&said), &widths, |body| {
            for bar in &bars.bars {
                let long = length(bar.count, most);
                body.row(false, |body| {
                    body.cell(NAME, 1, None, &Line::text(bar.name.as_str()));
                    if long > 0 {
                        body.filled(step * long, long, bar.tone);
                    }
                    let number = Line::text(crate::domain::translate::number(bar.count));
                    let rest = STEPS - long;
                    body.cell(step * rest + NUMBER, rest + 1, None, &number);
                });
            }
        });
        self.gap();
    }

    /// A page that a table begins with is begun before it.
    fn turn_page(&mut self) {
        let shape = self.shape("AfterTable");
        if shape.new_page {
            paragraph(&mut self.xml, shape, |_| {});
        }
    }

    fn open(
        &mut self,
        style: &str,
        special: &str,
        said: Option<&str>,
        widths: &[usize],
        rows: impl FnOnce(&mut Self),
    ) {
        let outer = std::mem::replace(&mut self.xml, Xml::fragment());
        rows(self);
        let inside = std::mem::replace(&mut self.xml, outer).into_text();
        let xml = &mut self.xml;
        xml.within("w:tbl", &[], |xml| {
            xml.within("w:tblPr", &[], |xml| {
                xml.value("w:tblStyle", style);
                let whole = widths.iter().sum::<usize>().to_string();
                xml.empty("w:tblW", &[("w:w", &whole), ("w:type", "dxa")]);
                xml.empty("w:tblLayout", &[("w:type", "fixed")]);
                look(xml, special);
                if let Some(said) = said {
                    xml.value("w:tblDescription", said);
                }
            });
            xml.within("w:tblGrid", &[], |xml| {
                for width in widths {
                    xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
                }
            });
            xml.raw(&inside);
        });
    }

    fn row(&mut self, heading: bool, cells: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.xml, Xml::fragment());
        cells(self);
        let inside = std::mem::replace(&mut self.xml, outer).into_text();
        self.xml.within("w:tr", &[], |xml| {
            xml.within("w:trPr", &[], |xml| {
                xml.empty("w:cantSplit", &[]);
                if heading {
                    xml.empty("w:tblHeader", &[]);
                }
            });
            xml.raw(&inside);
        });
    }

    fn cell(&mut self, width: usize, span: usize, tone: Option<Tone>, line: &Line) {
        let outer = std::mem::replace(&mut self.xml, Xml::fragment());
        self.pieces(line);
        let inside = std::mem::replace(&mut self.xml, outer).into_text();
        self.xml.within("w:tc", &[], |xml| {
            xml.within("w:tcPr", &[], |xml| {
                measure(xml, width, span);
                if let Some(tone) = tone {
                    shade(xml, tone);
                }
            });
            paragraph(xml, Shape::of("TableText"), |xml| xml.raw(&inside));
        });
    }

    /// A cell that is a bar.
    fn filled(&mut self, width: usize, span: usize, tone: Tone) {
        self.xml.within("w:tc", &[], |xml| {
            xml.within("w:tcPr", &[], |xml| {
                measure(xml, width, span);
                // White lines above and below keep bars apart.
                xml.within("w:tcBorders", &[], |xml| {
                    for side in ["w:top", "w:bottom"] {
                        let line = [
                            ("w:val", "single"),
                            ("w:sz", "24"),
                            ("w:space", "0"),
                            ("w:color", "FFFFFF"),
                        ];
                        xml.empty(side, &line);
                    }
                });
                let fill = [
                    ("w:val", "clear"),
                    ("w:color", "auto"),
                    ("w:fill", dark(tone)),
                ];
                xml.empty("w:shd", &fill);
            });
            paragraph(xml, Shape::of("TableText"), |xml| {
                run(xml, "", super::words::Look::default());
            });
        });
    }
}

fn measure(xml: &mut Xml, width: usize, span: usize) {
    xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
    if span > 1 {
        xml.value("w:gridSpan", &span.to_string());
    }
}

/// Which row or column a style treats differently.
fn look(xml: &mut Xml, special: &str) {
    let is = |name| if special == name { "1" } else { "0" };
    let value = if special == "firstRow" {
        "0620"
    } else {
        "0680"
    };
    let look = [
        ("w:val", value),
        ("w:firstRow", is("firstRow")),
        ("w:lastRow", "0"),
        ("w:firstColumn", is("firstColumn")),
        ("w:lastColumn", "0"),
        ("w:noHBand", "1"),
        ("w:noVBand", "1"),
    ];
    xml.empty("w:tblLook", &look);
}

/// How many steps long a bar is: none only where nothing is counted.
fn length(count: usize, most: usize) -> usize {
    if count == 0 {
        return 0;
    }
    (count.saturating_mul(STEPS) / most.max(1)).clamp(1, STEPS)
}

/// How many letters the longest word of a column has; Chinese may break anywhere. Capitals, as verdicts have them, are a
/// third wider.
fn longest_word(table: &Table, column: usize) -> usize {
    let cells = table.rows.iter().filter_map(|row| row.get(column));
    let texts = cells.map(|cell| cell.line.plain());
    let texts = texts.chain([table.columns[column].0.clone()]);
    let longest = |text: String| {
        let words = text.split_whitespace();
        let words = words.filter(|word| !word.chars().any(is_han));
        let wide = |word: &str| {
            let capitals = word.chars().filter(|c| c.is_uppercase()).count();
            word.chars().count() + capitals.div_ceil(3)
        };
        words.map(wide).max().unwrap_or(0)
    };
    texts.map(longest).max().unwrap_or(0).min(LONGEST_WORD)
}

/// The width between the margins in these shares, but no column narrower than its longest word where there is room for
/// that; what is left over goes to the last.
fn widths(shares: &[usize], words: &[usize]) -> Vec<usize> {
    let least: Vec<usize> = words.iter().map(|word| word * LETTER + CELL).collect();
    let mut narrow = vec![false; shares.len()];
    let mut widths = Vec::new();
    // Each round finds a column that is too narrow, or is the last.
    for _ in 0..=shares.len() {
        let kept = |pick: bool, of: &[usize]| -> usize {
            let all = of.iter().zip(&narrow);
            all.filter(|(_, is)| **is == pick)
                .map(|(one, _)| *one)
                .sum()
        };
        let (room, all) = (
            WIDTH.saturating_sub(kept(true, &least)),
            kept(false, shares),
        );
        let width = |at: usize| {
            if narrow[at] {
                least[at]
            } else {
                room * shares[at] / all.max(1)
            }
        };
        widths = (0..shares.len()).map(width).collect();
        let fits = least.iter().sum::<usize>() <= WIDTH;
        let next = (0..shares.len()).find(|at| fits && widths[*at] < least[*at]);
        match next {
            Some(at) => narrow[at] = true,
            None => break,
        }
    }
    let used: usize = widths.iter().sum();
    if let Some(last) = widths.last_mut() {
        *last += WIDTH.saturating_sub(used);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_keep_their_words_whole_where_there_is_room() {
        assert_eq!(widths(&[1, 1], &[3, 3]), [4649, 4649]);
        let verdict = Table {
            columns: vec![("Исход".to_owned(), 1)],
            rows: vec![vec![Line::text("БЕЗ ОДГОВОРА").into()]],
        };
        assert_eq!(longest_word(&verdict, 0), 11);
        let narrow = widths(&[1, 20, 20], &[8, 5, 5]);
        assert_eq!(narrow[0], 8 * LETTER + CELL);
        assert_eq!(narrow.iter().sum::<usize>(), WIDTH);
        let crowded = widths(&[1; 30], &[14; 30]);
        assert_eq!(crowded.iter().sum::<usize>(), WIDTH);
    }
}
