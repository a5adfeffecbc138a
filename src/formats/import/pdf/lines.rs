//! Runs of text to lines: what stands on one baseline, with blanks where there are gaps.

use super::engine::{Rule, Run};
use super::frame::Frame;
use crate::domain::margin::Area;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// A line of text, or the part of it that lies in one column.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its text, single blanks between words.
    pub text: String,
    /// Where it starts.
    pub left: f32,
    /// Where it ends.
    pub right: f32,
    /// Its height on the page; greater is higher.
    pub baseline: f32,
    /// Size of most of its letters.
    pub size: f32,
    /// Whether all its letters are bold.
    pub bold: bool,
    /// Whether the file says it is a running head or the like.
    pub artifact: bool,
    /// The level of the heading that the file says it belongs to.
    pub heading: Option<u8>,
    /// Page it stands on, counted from 1.
    pub page: u32,
    /// Where it stands on that page.
    pub area: Option<Area>,
}

impl Line {
    /// The same line with its place on the page.
    #[must_use]
    pub fn placed(mut self, page: u32, frame: &Frame) -> Self {
        self.page = page;
        let (below, above) = (0.22 * self.size, 0.78 * self.size);
        self.area = Some(frame.area(
            self.left,
            self.baseline - below,
            self.right,
            self.baseline + above,
        ));
        self
    }
}

/// The most letters of a raised or lowered mark.
const LONGEST_MARK: usize = 3;

/// A row of runs on one baseline.
pub type Row = Vec<Run>;

/// Groups runs that share a baseline, top line first; in a line, from left to right.
pub fn by_baseline(mut runs: Vec<Run>) -> Vec<Row> {
    runs.sort_by(|a, b| b.baseline.total_cmp(&a.baseline));
    let mut rows: Vec<Row> = Vec::new();
    // The largest letters say where the line is.
    let mut largest = 0;
    for run in runs {
        let line = rows.last_mut();
        if let Some(row) = line.filter(|row| are_on_a_line(&row[largest], &run)) {
            if run.size > row[largest].size * 1.1 {
                largest = row.len();
            }
            row.push(run);
        } else {
            largest = 0;
            rows.push(vec![run]);
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
        row.dedup_by(|second, first| is_overprint(first, second));
        part_spaced(row);
        raise_digits(row);
    }
    rows
}

/// Whether two runs stand on one line. Raised and lowered marks are smaller than the line they belong
/// to, and the shortest of them, the numbers of notes, stand up to half a letter higher.
fn are_on_a_line(one: &Run, other: &Run) -> bool {
    let (small, large) = if one.size < other.size {
        (one, other)
    } else {
        (other, one)
    };
    let is_mark = (0.45..0.8).contains(&(small.size / large.size))
        && small.text.chars().count() <= LONGEST_MARK;
    let reach = if is_mark {
        0.45 * large.size
    } else {
        (0.4 * large.size).min(0.6 * small.size)
    };
    (one.baseline - other.baseline).abs() <= reach
}

/// Writes digits that are raised behind a number or before a line as raised digits, so that the note 1
/// to 750 is not read as 7501, and the note 1 of 2021 not as 12021.
fn raise_digits(row: &mut Row) {
    let is_above = |mark: &Run, other: &Run| {
        mark.size < 0.8 * other.size && mark.baseline - other.baseline > 0.2 * other.size
    };
    for at in 0..row.len() {
        let run = &row[at];
        let is_raised = match at.checked_sub(1).map(|at| &row[at]) {
            Some(before) => {
                before.text.ends_with(|c: char| c.is_ascii_digit())
                    && (run.left - before.right).abs() < 0.25 * before.size
                    && is_above(run, before)
            }
            None => row.get(1).is_some_and(|next| is_above(run, next)),
        };
        let digits = run.text.trim();
        let is_short = (1..=LONGEST_MARK).contains(&digits.len());
        let raised: Option<String> = digits.chars().map(raised_digit).collect();
        if let Some(raised) = raised.filter(|_| is_raised && is_short) {
            row[at].text = raised;
        }
    }
}

fn raised_digit(digit: char) -> Option<char> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let value = usize::try_from(digit.to_digit(10)?).ok()?;
    RAISED.get(value).copied()
}

/// Parts runs whose letters are set so far apart that the next run begins between them: some
/// producers write two columns of numbers as one word with wide spacing.
fn part_spaced(row: &mut Row) {
    let advance = |run: &Run| {
        #[expect(clippy::cast_precision_loss, reason = "runs are short")]
        let letters = run.text.chars().count().max(1) as f32;
        (run.right - run.left) / letters
    };
    // Where a blank is in it, the blank alone may be wide.
    let spaced = |run: &Run| run.text.is_ascii() && !run.text.contains(' ');
    let wide = |run: &Run| spaced(run) && advance(run) > 0.95 * run.size;
    let overlap =
        |pair: &[Run]| wide(&pair[0]) && pair[0].right > pair[1].left + 0.5 * pair[0].size;
    // Numbers alone are never set so wide for their looks.
    let digits = |run: &Run| {
        run.text.bytes().all(|byte| byte.is_ascii_digit()) && advance(run) > 1.6 * run.size
    };
    let overlapping = row.windows(2).any(overlap);
    if !overlapping && !row.iter().any(digits) {
        return;
    }
    let mut parted: Row = Vec::with_capacity(row.len());
    for run in row.iter() {
        if !(digits(run) || (overlapping && wide(run))) {
            parted.push(run.clone());
            continue;
        }
        let step = advance(run);
        let mut left = run.left;
        for letter in run.text.chars() {
            if !letter.is_whitespace() {
                parted.push(Run {
                    text: letter.to_string(),
                    left,
                    right: left + 0.5 * run.size,
                    ..run.clone()
                });
            }
            left += step;
        }
    }
    parted.sort_by(|a, b| a.left.total_cmp(&b.left));
    *row = parted;
}

/// Whether a run is the same words printed again to look bold.
fn is_overprint(first: &Run, second: &Run) -> bool {
    let near = 0.15 * first.size;
    first.text == second.text
        && (first.left - second.left).abs() < near
        && (first.baseline - second.baseline).abs() < near
}

/// Joins runs that stand next to each other, so that what is left apart is parted by more than a
/// blank or by a drawn line.
pub fn joined(row: Row, rules: &[Rule]) -> Row {
    let mut bars = Vec::new();
    if let Some(first) = row.first() {
        let middle = first.baseline + 0.3 * first.size;
        let upright = |rule: &&Rule| rule.to.0 - rule.from.0 < rule.to.1 - rule.from.1;
        let through = |rule: &&Rule| rule.from.1 <= middle && rule.to.1 >= middle;
        let here = rules.iter().filter(upright).filter(through);
        bars.extend(here.map(|rule| rule.from.0));
        bars.sort_by(f32::total_cmp);
    }
    let cell = |run: &Run| {
        let middle = f32::midpoint(run.left, run.right);
        bars.partition_point(|bar| *bar < middle)
    };
    let mut joined: Row = Vec::with_capacity(row.len());
    for run in row {
        let Some(last) = joined.last_mut() else {
            joined.push(run);
            continue;
        };
        let gap = run.left - last.right;
        let near = gap < 0.5 * last.size.min(run.size) && last.artifact == run.artifact;
        if near && (bars.is_empty() || cell(last) == cell(&run)) {
            if is_blank_wide(gap, &run, &last.text) {
                last.text.push(' ');
            }
            let letters = |run: &Run| run.text.chars().any(char::is_alphabetic);
            last.bold = (last.bold || !letters(last)) && (run.bold || !letters(&run));
            if run.text.len() > last.text.len() {
                last.size = run.size;
                last.baseline = run.baseline;
            }
            last.text.push_str(&run.text);
            last.right = last.right.max(run.right);
            last.heading = last.heading.or(run.heading);
            last.invisible &= run.invisible;
        } else {
            joined.push(run);
        }
    }
    joined
}

/// Makes a line of runs that stand on one baseline.
pub fn line(runs: &[Run]) -> Option<Line> {
    let first = runs.first()?;
    let mut text = String::new();
    let mut right = first.left;
    let mut baseline = (first.baseline, 0_usize);
    let mut size = (first.size, 0_usize);
    for run in runs {
        let gap = run.left - right;
        if !text.is_empty() && is_blank_wide(gap, run, &text) {
            text.push(' ');
        }
        text.push_str(&run.text);
        right = right.max(run.right);
        if run.text.len() > size.1 {
            size = (run.size, run.text.len());
            baseline = (run.baseline, run.text.len());
        }
    }
    let text = tidy(&text);
    (!text.is_empty()).then(|| Line {
        text,
        left: first.left,
        right,
        baseline: baseline.0,
        size: size.0,
        bold: runs
            .iter()
            .all(|run| run.bold || !run.text.chars().any(char::is_alphabetic)),
        artifact: runs.iter().all(|run| run.artifact),
        heading: runs.iter().find_map(|run| run.heading),
        page: 0,
        area: None,
    })
}

fn is_blank_wide(gap: f32, run: &Run, before: &str) -> bool {
    let last = before.chars().next_back();
    let next = run.text.chars().next();
    let between_signs = last.is_some_and(is_ideograph) && next.is_some_and(is_ideograph);
    let share = if between_signs { 0.6 } else { 0.15 };
    gap > share * run.size
}

/// Whether a character belongs to a script that writes no blanks.
pub fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}')
}

/// Whether composing cannot change a letter: most letters of our languages, told without tables.
const fn is_composed(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{2FF}' | '\u{400}'..='\u{482}' | '\u{48A}'..='\u{52F}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '€' | '\u{4E00}'..='\u{9FFF}')
}

/// Composed letters, no ligatures, single blanks; a soft hyphen only where the line ends.
fn tidy(text: &str) -> String {
    if text.is_ascii() {
        let words = text.split(|c: char| c.is_ascii_whitespace() || c == '\0');
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        return words.join(" ");
    }
    let composed = if text.chars().all(is_composed) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    };
    let mut clean = String::with_capacity(text.len());
    for character in composed.chars() {
        match character {
            'ﬀ' => clean.push_str("ff"),
            'ﬁ' => clean.push_str("fi"),
            'ﬂ' => clean.push_str("fl"),
            'ﬃ' => clean.push_str("ffi"),
            'ﬄ' => clean.push_str("ffl"),
            'ﬅ' | 'ﬆ' => clean.push_str("st"),

            // Dots, squares and arrows of symbol fonts.
            '\u{F0A7}' | '\u{F0A8}' | '\u{F0B7}' | '\u{F0D8}' | '\u{F076}' | '\u{F06E}' => {
                clean.push('•');
            }
            c if c.is_whitespace() || c == '\0' => {
                if !clean.ends_with(' ') && !clean.is_empty() {
                    clean.push(' ');
                }
            }
            c => clean.push(c),
        }
    }
    let soft_end = clean.trim_end().ends_with('\u{AD}');
    let mut clean: String = clean
        .trim_end()
        .chars()
        .filter(|c| *c != '\u{AD}')
        .collect();
    if soft_end {
        clean.push('\u{AD}');
    }
    clean
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A run of ten-point text with letters five points wide.
    pub fn run(text: &str, left: f32, baseline: f32) -> Run {
        let letters = u16::try_from(text.chars().count()).unwrap();
        Run {
            text: text.to_owned(),
            left,
            right: left + 5.0 * f32::from(letters),
            baseline,
            size: 10.0,
            ..Run::default()
        }
    }

    #[test]
    fn a_raised_mark_belongs_to_its_number_and_does_not_change_it() {
        let mark = |text: &str, left: f32, baseline: f32| Run {
            size: 6.0,
            ..run(text, left, baseline)
        };
        let texts = |runs: Vec<Run>| -> Vec<String> {
            let rows = by_baseline(runs).into_iter();
            rows.filter_map(|row| Some(line(&row)?.text)).collect()
        };
        // Four points of ten higher, as some producers set it.
        assert_eq!(
            texts(vec![run("1,500", 50.0, 700.0), mark("2", 75.0, 704.2)]),
            ["1,500²"]
        );
        assert_eq!(
            texts(vec![run("days", 50.0, 700.0), mark("2", 70.0, 704.2)]),
            ["days2"]
        );
        assert_eq!(
            texts(vec![run("1,500", 50.0, 700.0), mark("2", 75.0, 700.0)]),
            ["1,5002"]
        );
        assert_eq!(
            texts(vec![mark("1", 50.0, 704.2), run("2021", 53.0, 700.0)]),
            ["¹2021"]
        );
        // Small print above a line is a line of its own.
        assert_eq!(
            texts(vec![run("Total", 50.0, 700.0), mark("gross", 50.0, 704.2)]),
            ["gross", "Total"]
        );
    }

    #[test]
    fn gaps_become_blanks_and_overprints_vanish() {
        let runs = vec![
            run("con", 50.0, 700.0),
            run("tract", 65.0, 700.0),
            run("1.1", 10.0, 700.4),
            run("shall", 93.0, 699.8),
            run("shall", 93.3, 699.8),
            run("o\u{FB03}ce\u{AD}", 50.0, 688.0),
        ];
        let rows = by_baseline(runs);
        let texts: Vec<_> = rows.iter().map(|row| line(row).unwrap().text).collect();
        assert_eq!(texts, ["1.1 contract shall", "office\u{AD}"]);
    }

    #[test]
    fn numbers_written_as_one_word_with_wide_spacing_are_parted() {
        // `02` is the end of one column and the beginning of the next, as some spreadsheets print it.
        let wide = |text: &str, left: f32, right: f32| Run {
            right,
            ..run(text, left, 700.0)
        };
        let runs = vec![
            wide("02", 400.0, 450.0),
            wide(",", 430.0, 452.0),
            wide("248", 432.5, 447.5),
        ];
        let rows = by_baseline(runs);
        assert_eq!(line(&rows[0]).unwrap().text, "0 2,248");
    }

    #[test]
    fn wide_blanks_part_no_letters() {
        // A blank so wide that it reaches under the next run, as justified lines have them.
        let wide = |text: &str, left: f32, right: f32| Run {
            right,
            ..run(text, left, 40.0)
        };
        let runs = vec![
            wide("Rev. ", 54.0, 118.0),
            wide("09/2020", 80.0, 115.0),
            wide("   Contract ", 126.0, 300.0),
            wide("No. 7", 262.0, 287.0),
        ];
        let rows = by_baseline(runs);
        assert_eq!(line(&rows[0]).unwrap().text, "Rev. 09/2020 Contract No. 7");
    }

    #[test]
    fn letters_are_composed_and_ligatures_undone() {
        for (drawn, read) in [
            ("s\u{30C}tampa", "štampa"),
            ("nac\u{30C}in i c\u{301}ud", "način i ćud"),
            ("e\u{FB03}cient \u{FB01}le", "efficient file"),
            ("Члан  1.", "Члан 1."),
            ("\u{F0B7} point", "• point"),
        ] {
            assert_eq!(tidy(drawn), read);
        }
        for letter in (0..0x2_0000)
            .filter_map(char::from_u32)
            .filter(|c| is_composed(*c))
        {
            let alone: String = letter.to_string().nfc().collect();
            assert_eq!(alone, letter.to_string());
            assert_eq!(
                unicode_normalization::char::canonical_combining_class(letter),
                0
            );
        }
    }

    #[test]
    fn raised_marks_stay_in_their_line() {
        let mut mark = run("2", 75.0, 703.5);
        mark.size = 6.0;
        let rows = by_baseline(vec![
            run("days,", 50.0, 700.0),
            mark,
            run("next", 50.0, 688.0),
        ]);
        let texts: Vec<_> = rows.iter().map(|row| line(row).unwrap().text).collect();
        assert_eq!(texts, ["days,2", "next"]);
    }
}
