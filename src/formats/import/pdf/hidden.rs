//! Hidden words: taken out of the text, and told.
//!
//! The second engine says which letters nobody can see; here the first engine's runs lose them. What
//! was recognised in a picture is not hidden: the picture shows it.

use super::engine::{PageContent, Run};
use super::painted::{Letter, Why};
use crate::domain::document::{Diagnostic, Severity};
use crate::domain::margin::Comment;
use std::collections::HashMap;

/// Letters quoted in a diagnostic.
const QUOTE: usize = 200;
/// Letters kept of the hidden words of one page and kind.
const KEPT: usize = 20_000;
/// The most comparisons of letters with runs on a page.
const MOST_WORK: usize = 20_000_000;

/// Words of one page that nobody can see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// Which page, counted from 1.
    pub page: u32,
    /// Why nobody sees them.
    pub why: Why,
    /// The words.
    pub words: String,
}

/// What the reader must be told: words that repeat from page to page once.
pub fn diagnostics(hidden: &[Hidden]) -> Vec<Diagnostic> {
    let mut pages: HashMap<(Why, String), Vec<u32>> = HashMap::new();
    for words in hidden {
        pages.entry(words.key()).or_default().push(words.page);
    }
    let first =
        |words: &&Hidden| pages.get(&words.key()).and_then(|on| on.first()) == Some(&words.page);
    let told = hidden.iter().filter(first);
    told.map(|words| words.diagnostic(pages.get(&words.key()).map_or(1, Vec::len)))
        .collect()
}

impl Hidden {
    /// The beginning of its words without numbers, which change from page to page.
    fn key(&self) -> (Why, String) {
        let letters = self.words.chars().filter(|c| c.is_alphabetic());
        (self.why, letters.take(40).collect())
    }

    fn diagnostic(&self, pages: usize) -> Diagnostic {
        let (code, how) = match self.why {
            Why::Ground => (
                "hidden-text-white",
                "has the colour of the paper or of its ground",
            ),
            Why::Covered => (
                "hidden-text-covered",
                "lies under something painted over it",
            ),
            Why::Outside => (
                "hidden-text-outside",
                "lies outside what is shown of the page",
            ),
            Why::Small => ("hidden-text-tiny", "is too small to be read"),
            Why::Off => ("hidden-text-layer", "lies on a layer that is switched off"),
            Why::Unpainted | Why::Layer => ("hidden-text-invisible", "is never painted"),
        };
        let mut quote: String = self.words.chars().take(QUOTE).collect();
        if quote.len() < self.words.len() {
            quote.push('…');
        }
        let more = match pages {
            0 | 1 => String::new(),
            2 => " The same stands on one more page.".to_owned(),
            _ => format!(" The same stands on {} more pages.", pages - 1),
        };
        let message = format!(
            "Page {} holds text that {how}. It was left out of the text and is kept as a comment: \
             “{quote}”.{more}",
            self.page
        );
        Diagnostic::new(Severity::Warning, code, message).on_page(self.page)
    }

    /// The words as a comment beside the text.
    pub fn comment(&self) -> Comment {
        Comment {
            author: None,
            at: None,
            page: Some(self.page),
            span: None,
            text: format!("Hidden text: {}", self.words),
        }
    }
}

/// Takes hidden words out of a page's runs, and gives them.
pub fn take_out(content: &mut PageContent, letters: &[Letter], page: u32) -> Vec<Hidden> {
    let layer = is_layer(letters);
    let hidden = |letter: &Letter| letter.hidden.filter(|why| is_told(*why, layer));
    let overprinted = |letter: &Letter| is_overprinted(letter, letters);
    let total = letters
        .iter()
        .filter(|letter| hidden(letter).is_some())
        .count();
    if total == 0 || total.saturating_mul(letters.len()) > MOST_WORK {
        return Vec::new();
    }
    let seen: Vec<(&Letter, Option<Why>)> = letters
        .iter()
        .map(|letter| (letter, hidden(letter).filter(|_| !overprinted(letter))))
        .collect();
    cut(&mut content.runs, &seen);
    told(&seen, page)
}

/// Marks the runs that were recognised in a picture lying over them.
pub fn mark_layer(content: &mut PageContent, letters: &[Letter]) {
    let under = letters
        .iter()
        .filter(|letter| letter.hidden == Some(Why::Layer))
        .count();
    if under * 2 > letters.len() {
        for run in &mut content.runs {
            run.invisible = true;
        }
    }
}

/// The page with its words spelled by these letters, one run for each stretch without a gap.
pub fn spelled_by(content: &PageContent, letters: &[Letter]) -> Option<PageContent> {
    let all: Vec<(&Letter, Option<Why>)> = letters.iter().map(|letter| (letter, None)).collect();
    let turn = turn(&content.runs, &all);
    let like = content.runs.first()?;
    let mut runs: Vec<Run> = Vec::new();
    for letter in letters.iter().filter(|letter| is_read(letter)) {
        let (left, baseline) = turned(turn, letter.from);
        let (right, _) = turned(turn, letter.to);
        let name = if letter.text.is_empty() {
            "\u{FFFD}"
        } else {
            letter.text.as_str()
        };
        let goes_on = runs.last().is_some_and(|run| {
            let gap = (left - run.right) / letter.size;
            (run.baseline - baseline).abs() < 0.1 * letter.size
                && (run.size - letter.size).abs() < 0.1 * letter.size
                && (-0.3..0.15).contains(&gap)
        });
        match runs.last_mut().filter(|_| goes_on) {
            Some(run) => {
                run.text.push_str(name);
                run.right = right;
            }
            None => runs.push(Run {
                text: name.to_owned(),
                left,
                right,
                baseline,
                size: letter.size.max(0.1),
                bold: false,
                ..like.clone()
            }),
        }
    }
    Some(PageContent {
        frame: content.frame,
        rules: content.rules.clone(),
        notes: Vec::new(),
        runs,
        incomplete: content.incomplete,
    })
}

/// Whether a letter belongs to what is read.
fn is_read(letter: &Letter) -> bool {
    matches!(letter.hidden, None | Some(Why::Layer))
}

/// Whether nothing but unpainted text stands on the page: then it is the page's text.
fn is_layer(letters: &[Letter]) -> bool {
    letters
        .iter()
        .all(|letter| matches!(letter.hidden, Some(Why::Unpainted | Why::Layer)))
}

const fn is_told(why: Why, layer: bool) -> bool {
    match why {
        Why::Layer => false,
        Why::Unpainted => !layer,
        _ => true,
    }
}

/// Whether the same letter is painted again, for all to see, in the same place.
fn is_overprinted(letter: &Letter, letters: &[Letter]) -> bool {
    let near = 0.3 * letter.size;
    letters.iter().any(|other| {
        other.hidden.is_none()
            && (other.from.0 - letter.from.0).abs() < near
            && (other.from.1 - letter.from.1).abs() < near
            && other.text == letter.text
    })
}

/// Removes hidden letters from runs. Where a run and its letters do not match one to one, the run
/// stays whole: better words too many, with a warning, than words too few.
fn cut(runs: &mut Vec<Run>, letters: &[(&Letter, Option<Why>)]) {
    let turn = turn(runs, letters);
    let mut placed: Vec<(f32, f32, f32, &Letter, bool)> = letters
        .iter()
        .map(|(letter, why)| {
            let (left, height) = turned(turn, letter.from);
            let (right, _) = turned(turn, letter.to);
            (height, left, right, *letter, why.is_some())
        })
        .collect();
    placed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let old = std::mem::take(runs);
    for run in old {
        let reach = 0.25 * run.size;
        let start = placed.partition_point(|letter| letter.0 < run.baseline - reach);
        let near = placed
            .iter()
            .skip(start)
            .take_while(|letter| letter.0 <= run.baseline + reach);
        let mut on: Vec<Piece> = near
            .filter(|letter| letter.1 > run.left - reach && letter.1 < run.right - 0.01)
            .map(|(_, left, right, letter, hidden)| Piece {
                left: *left,
                right: *right,
                letters: letter.text.chars().count().max(1),
                hidden: *hidden,
            })
            .collect();
        on.sort_by(|a, b| a.left.total_cmp(&b.left));
        if on.is_empty() || on.iter().all(|piece| !piece.hidden) {
            runs.push(run);
        } else if !on.iter().all(|piece| piece.hidden) {
            runs.extend(visible_parts(run, &on));
        }
    }
}

/// A letter on a run.
struct Piece {
    left: f32,
    right: f32,
    letters: usize,
    hidden: bool,
}

fn visible_parts(run: Run, on: &[Piece]) -> Vec<Run> {
    let letters: usize = on.iter().map(|piece| piece.letters).sum();
    let count = run.text.chars().filter(|c| !c.is_whitespace()).count();
    if letters != count {
        return vec![run];
    }
    let flags: Vec<&Piece> = on
        .iter()
        .flat_map(|piece| std::iter::repeat_n(piece, piece.letters))
        .collect();
    let mut parts: Vec<Run> = Vec::new();
    let mut open = false;
    let mut next = flags.iter();
    for character in run.text.chars() {
        if character.is_whitespace() {
            if let Some(part) = parts.last_mut().filter(|_| open) {
                part.text.push(character);
            }
            continue;
        }
        let Some(piece) = next.next().filter(|piece| !piece.hidden) else {
            open = false;
            continue;
        };
        if let Some(part) = parts.last_mut().filter(|_| open) {
            part.text.push(character);
            part.right = piece.right;
        } else {
            parts.push(Run {
                text: character.to_string(),
                left: piece.left,
                right: piece.right,
                ..run.clone()
            });
            open = true;
        }
    }
    parts
}

/// A place as it lies when text of that direction reads from left to right.
fn turned(turn: i32, (x, y): (f32, f32)) -> (f32, f32) {
    match turn {
        90 => (y, -x),
        180 => (-x, -y),
        270 => (-y, x),
        _ => (x, y),
    }
}

/// The direction in which the runs were turned: the one in which most letters lie on runs.
fn turn(runs: &[Run], letters: &[(&Letter, Option<Why>)]) -> i32 {
    let fits = |turn: i32| {
        let sample = letters.iter().step_by(letters.len() / 40 + 1);
        let on_run = |place: (f32, f32)| {
            runs.iter().any(|run| {
                let reach = 0.25 * run.size;
                (run.baseline - place.1).abs() < reach
                    && place.0 > run.left - reach
                    && place.0 < run.right + reach
            })
        };
        sample
            .filter(|(letter, _)| on_run(turned(turn, letter.from)))
            .count()
    };
    // Upright wins a tie.
    [270, 180, 90, 0]
        .into_iter()
        .max_by_key(|turn| fits(*turn))
        .unwrap_or(0)
}

/// Hidden words of a page, by the reason why.
fn told(letters: &[(&Letter, Option<Why>)], page: u32) -> Vec<Hidden> {
    let mut found: Vec<Hidden> = Vec::new();
    for why in [
        Why::Ground,
        Why::Covered,
        Why::Outside,
        Why::Unpainted,
        Why::Small,
    ] {
        let mut words = String::new();
        let mut last: Option<&Letter> = None;
        for (letter, _) in letters.iter().filter(|(_, other)| *other == Some(why)) {
            let gap = last.is_some_and(|last| {
                let (x, y) = (letter.from.0 - last.to.0, letter.from.1 - last.to.1);
                x.hypot(y) > 0.15 * letter.size
            });
            if gap {
                words.push(' ');
            }
            if words.len() < KEPT {
                words.push_str(&letter.text);
            }
            last = Some(letter);
        }
        // A lone sign, such as a bullet clipped away, says nothing.
        if words.chars().filter(|c| c.is_alphanumeric()).count() >= 2 {
            found.push(Hidden { page, why, words });
        }
    }
    found
}
