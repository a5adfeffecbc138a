//! Page furniture: running heads, page numbers and marks of signing services.
//!
//! They would break sentences that go on over a page, so they are taken out and counted. What
//! repeats at the same height on three pages is furniture. Its numbers must repeat too, or count
//! with the pages: `Article 10` at the top of one page and `Article 24` at the top of another are
//! no running heads.

use super::lines::Line;
use std::collections::{HashMap, HashSet};

/// Pages on which a line must repeat.
const FEWEST_PAGES: usize = 3;
/// Letters that a running head has when only a page number in it changes.
const FEWEST_LETTERS: usize = 12;
/// Letters from which on a running head is known whatever its numbers.
const MANY_LETTERS: usize = 25;
/// Share of a page's height, at its top and bottom, where furniture stands.
const MARGIN: f32 = 0.14;

/// A page's frame: how high its lower and upper edge are.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// The lower edge.
    pub bottom: f32,
    /// The upper edge.
    pub top: f32,
}

impl Frame {
    fn in_margin(self, line: &Line) -> bool {
        let depth = (self.top - self.bottom) * MARGIN;
        line.baseline > self.top - depth || line.baseline < self.bottom + depth
    }

    /// Height from the lower edge in steps of four points, twice, so that neighbours meet.
    fn steps(self, line: &Line) -> [i32; 2] {
        let height = (line.baseline - self.bottom) / 4.0;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "pages are far smaller than i32 points"
        )]
        let steps = [height.floor() as i32, height.round() as i32 - 1_000_000];
        steps
    }
}

/// For every page, which of its lines are furniture.
pub fn find(pages: &[(Frame, Vec<Line>)]) -> Vec<HashSet<usize>> {
    let mut seen: HashMap<(String, i32), HashSet<usize>> = HashMap::new();
    for (number, (frame, lines)) in pages.iter().enumerate() {
        for line in lines.iter().filter(|line| frame.in_margin(line)) {
            for key in keys(*frame, line, number) {
                seen.entry(key).or_default().insert(number);
            }
        }
    }
    let repeats = |frame: Frame, line: &Line, number: usize| {
        let mut keys = keys(frame, line, number).into_iter();
        keys.any(|key| seen.get(&key).is_some_and(|on| on.len() >= FEWEST_PAGES))
    };
    let on_page = |(number, (frame, lines)): (usize, &(Frame, Vec<Line>))| -> HashSet<usize> {
        let furniture = |(index, line): (usize, &Line)| {
            let outermost = index == 0 || index + 1 == lines.len();
            let margin = frame.in_margin(line);
            let found = is_service_mark(&line.text)
                || (margin && (line.artifact || repeats(*frame, line, number)))
                || (margin && outermost && is_page_number(&line.text));
            found.then_some(index)
        };
        lines.iter().enumerate().filter_map(furniture).collect()
    };
    pages.iter().enumerate().map(on_page).collect()
}

/// What must be the same on several pages.
fn keys(frame: Frame, line: &Line, page: usize) -> Vec<(String, i32)> {
    let steps = frame.steps(line);
    let patterns = patterns(&line.text, page);
    patterns
        .into_iter()
        .flat_map(|pattern| steps.map(|step| (pattern.clone(), step)))
        .collect()
}

/// A line's text as it is, and with each choice of its numbers told as distance from the page.
fn patterns(text: &str, page: usize) -> Vec<String> {
    let parts = parts(text);
    let numbers: Vec<usize> = (0..parts.len())
        .filter(|at| number(&parts[*at]).is_some())
        .collect();
    let mut patterns = vec![parts.concat()];
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    // `Annex 3` on the third page is a heading.
    if letters < FEWEST_LETTERS && !is_page_number(text) {
        return patterns;
    }
    // So many words do not repeat by chance, whatever happens to the numbers among them.
    if letters >= MANY_LETTERS {
        let told = parts
            .iter()
            .map(|part| if number(part).is_some() { "#" } else { part });
        patterns.push(told.collect());
    }
    for choice in 1..1_u32 << numbers.len().min(6) {
        let mut told = parts.clone();
        for (bit, &at) in numbers.iter().enumerate() {
            if let Some(value) = number(&parts[at]).filter(|_| choice >> bit & 1 == 1) {
                told[at] = format!("#{}#", value - i64::try_from(page).unwrap_or(0));
            }
        }
        patterns.push(told.concat());
    }
    patterns
}

fn number(part: &str) -> Option<i64> {
    part.parse().ok().filter(|_| part.len() <= 6)
}

/// Runs of digits and what stands between them, in lower case and without blanks.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for character in text
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
    {
        let digit = |c: char| c.is_ascii_digit();
        match parts.last_mut() {
            Some(part) if part.chars().next_back().map(digit) == Some(digit(character)) => {
                part.push(character);
            }
            _ => parts.push(character.to_string()),
        }
    }
    parts
}

/// `7`, `- 7 -`, `Page 7 of 12`, `7/12`, `Strana 7`, `第7页`, `iv`.
fn is_page_number(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut rest = lower.as_str();
    for word in [
        "page",
        "strana",
        "stranica",
        "страна",
        "страница",
        "faqe",
        "seite",
        "第",
        "-",
        "–",
        "—",
    ] {
        rest = rest.trim().trim_start_matches(word);
    }
    let rest = rest.trim().trim_end_matches(['-', '–', '—', '页']).trim();
    let parts: Vec<&str> = rest
        .split(['/', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let number =
        |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    match parts.as_slice() {
        [one] => number(one) || (one.len() <= 5 && one.chars().all(|c| "ivxl".contains(c))),
        [one, last] => number(one) && number(last) && rest.contains('/'),
        [one, "of" | "od" | "од" | "nga" | "von" | "de", last] => number(one) && number(last),
        _ => false,
    }
}

/// Marks that signing services print on every page.
fn is_service_mark(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "docusign envelope id",
        "adobe sign transaction",
        "acrobat sign transaction",
        "signnow e-signature id",
    ]
    .iter()
    .any(|mark| lower.contains(mark) && text.chars().count() < 120)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, baseline: f32) -> Line {
        Line {
            text: text.to_owned(),
            left: 50.0,
            right: 300.0,
            baseline,
            size: 10.0,
            bold: false,
            artifact: false,
        }
    }

    #[test]
    fn repeated_heads_and_page_numbers_go_and_text_stays() {
        let frame = Frame {
            bottom: 0.0,
            top: 800.0,
        };
        let page = |number: u32| {
            let lines = vec![
                line(&format!("Agreement 12/2025 – sheet {number}"), 780.0),
                line("Same words in the middle", 400.0),
                line(
                    &format!("text {}", ["one", "two", "three"][number as usize]),
                    100.0,
                ),
                line(&format!("- {number} -"), 20.0),
            ];
            (frame, lines)
        };
        let found = find(&[page(0), page(1), page(2)]);
        assert!(
            found.iter().all(|on| *on == HashSet::from([0, 3])),
            "{found:?}"
        );
    }

    #[test]
    fn headings_at_the_top_of_pages_stay() {
        let frame = Frame {
            bottom: 0.0,
            top: 800.0,
        };
        for tops in [
            ["Član 10", "Član 24", "Član 29"],
            ["Annex 1", "Annex 2", "Annex 3"],
        ] {
            let page = |top: &str| (frame, vec![line(top, 780.0), line("text", 400.0)]);
            let found = find(&tops.map(page));
            assert!(found.iter().all(HashSet::is_empty), "{tops:?}");
        }
    }

    #[test]
    fn page_numbers_and_clause_numbers_differ() {
        for (text, is) in [
            ("7", true),
            ("– 12 –", true),
            ("Page 3 of 10", true),
            ("3/10", true),
            ("iv", true),
            ("Страна 2", true),
            ("第7页", true),
            ("7.", false),
            ("1.1", false),
            ("2025 2026", false),
            ("Article 7", false),
            ("", false),
        ] {
            assert_eq!(is_page_number(text), is, "{text}");
        }
    }
}
