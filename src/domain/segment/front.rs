//! What stands before the first clause and after the last: title, parties, preamble, signatures.
//!
//! Knows the fixed words of the vocabulary; the tree is built in `outline`.

use super::fold::folded;
use super::headings::Page;
use super::lines::{ends_sentence, is_titlelike};
use super::opener::{Sign, Signs, Wrap};
use super::vocabulary::{UnitKind, Vocabulary};
use crate::domain::document::BlockKind;
use crate::domain::fold::is_letter;
use crate::domain::text::Span;

/// How far the front matter has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Front {
    /// Nothing but the title so far.
    Title,
    /// The title has ended.
    Between,
    /// Inside the block that names the parties.
    Parties,
    /// Inside text that nothing announces: a preamble, unless one is announced later.
    Loose,
    /// Inside preamble or recitals.
    Preamble,
    /// The operative text has begun.
    Done,
}

/// What a line of the front matter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FrontLine {
    /// More of the title.
    Title,
    /// The parties start here.
    Parties,
    /// A heading of preamble or recitals.
    PreambleHeading,
    /// Preamble or recitals start here without a heading.
    Preamble,
    /// None of these.
    Text,
}

/// Fixed places of one document.
pub(super) struct Places {
    /// Whether no unit and no number opens the operative text: headings do.
    pub unnumbered: bool,
    /// Line that announces the operative text, as `… agree as follows:` does.
    pub announced: Option<usize>,
    /// Line that announces the operative text after numbered recitals.
    pub operative: Option<usize>,
    /// Line of the first clause of the operative text, if there is one.
    pub first_clause: Option<usize>,
    /// Line of the first article, section or chapter with a unit word.
    pub first_unit: Option<usize>,
    /// For every line, whether a clause of the main text still follows before the next annex.
    pub goes_on: Vec<bool>,
}

impl Places {
    pub(super) fn of(page: &Page) -> Self {
        let all = 0..page.lines.len();
        let is_unit = |line: usize| page.unit(line).is_some_and(|kind| kind != UnitKind::Annex);
        let first_number = all.clone().find(|&line| starts_numbering(page, line));
        let heading = first_heading(page);
        // Numbers of an annex say nothing of an agreement that has only headings.
        let first_number = first_number.filter(|&number| {
            let before = heading.map_or(number, |heading| heading + 1)..number;
            !before.clone().any(|line| is_bare_annex(page, line))
        });
        // Units of an annex say nothing of how the agreement itself is built.
        let annex = first_number.and_then(|first| {
            let mut later = all.clone().skip(first);
            later.find(|&line| page.unit(line) == Some(UnitKind::Annex))
        });
        let first_unit = all.clone().find(|&line| is_unit(line));
        let first_unit = first_unit.filter(|&unit| annex.is_none_or(|annex| unit < annex));
        let operative = first_number.and_then(|first| numbered_front(page, first));
        let first_number = match operative {
            Some(operative) => all
                .clone()
                .skip(operative)
                .find(|&line| starts_numbering(page, line)),
            None => first_number,
        };
        let mut goes_on = vec![false; page.lines.len()];
        let mut on = false;
        for line in all.rev() {
            goes_on[line] = on;
            match page.unit(line) {
                Some(UnitKind::Annex) => on = false,
                Some(_) => on = true,
                None => {}
            }
        }
        let first_clause = [first_unit, first_number].into_iter().flatten().min();
        Self {
            unnumbered: first_clause.is_none(),
            announced: announcement(page),
            operative,
            first_clause: first_clause.or(heading),
            first_unit,
            goes_on,
        }
    }
}

/// Whether a line is the word for an annex and nothing else.
pub(super) fn is_bare_annex(page: &Page, line: usize) -> bool {
    let words = folded(page.words(line));
    let vocabulary = Vocabulary::get();
    let unit = vocabulary.words.get(bare(&words));
    unit.is_some_and(|&unit| vocabulary.units[unit].kind == UnitKind::Annex)
}

/// Words without the marks that stand around a heading.
fn bare(words: &str) -> &str {
    words.trim_matches(['#', '*', ' ', ':', '.', '_'])
}

/// Whether folded words begin a preamble or recitals.
fn opens_recitals(words: &str) -> bool {
    let phrases = &Vocabulary::get().phrases;
    phrases.preamble.iter().any(|phrase| phrase == bare(words))
        || starts_with_any(words, &phrases.recitals)
}

/// Whether parties, preamble or recitals begin in a line.
fn opens_front(page: &Page, line: usize) -> bool {
    let words = folded(block_start(page, line));
    let parties = &Vocabulary::get().phrases.parties;
    opens_recitals(&words) || names_parties(&words, bare(&words), parties)
}

/// Whether folded words say that the operative text follows: `agree as follows:`.
fn announces(words: &str) -> bool {
    let phrases = &Vocabulary::get().phrases.operative;
    phrases.iter().any(|phrase| words.contains(phrase.as_str()))
}

/// The first line near the top that announces the operative text.
fn announcement(page: &Page) -> Option<usize> {
    const NEAR: usize = 300;
    (0..page.lines.len().min(NEAR)).find(|&line| announces(&folded(page.words(line))))
}

/// The first heading after the parties or recitals of an agreement without numbers.
fn first_heading(page: &Page) -> Option<usize> {
    const NEAR: usize = 40;
    let mut after_front = false;
    (0..page.lines.len().min(NEAR)).find(|&line| {
        if opens_front(page, line) {
            after_front = true;
            return false;
        }
        after_front && !page.contents[line] && page.is_guessed_heading(line)
    })
}

/// The last line before the operative text when parties or recitals are numbered like clauses: a line
/// that announces recitals or the operative text, with a first number before it and another after.
fn numbered_front(page: &Page, first_number: usize) -> Option<usize> {
    /// Parties and recitals are no longer than this, in lines.
    const LONGEST: usize = 300;
    if first_number > LONGEST || !(0..first_number).any(|line| opens_front(page, line)) {
        return None;
    }
    let end = page.lines.len().min(first_number + LONGEST);
    let again = (first_number + 1..end).find(|&line| starts_numbering(page, line))?;
    let is_dotted = |line: usize| {
        page.opener(line)
            .is_some_and(|o| o.value().parts().len() > 1)
    };
    if (first_number..again).any(is_dotted) {
        return None;
    }
    (first_number + 1..again).rev().find(|&line| {
        let words = folded(block_start(page, line));
        opens_recitals(&words) || announces(&words)
    })
}

/// Whether a line starts the numbering of an agreement without unit words.
fn starts_numbering(page: &Page, line: usize) -> bool {
    let this = &page.lines[line];
    let Some(opener) = page.opener(line) else {
        return false;
    };
    let counted = opener.readings.iter().any(|reading| {
        let signs = matches!(
            reading.form.signs,
            Signs::Digits | Signs::Whole | Signs::Dotted | Signs::RomanUpper | Signs::Chinese
        );
        signs && reading.form.wrap == Wrap::Dot && reading.value.is_first()
    });
    counted && (this.starts || this.weak || this.number.is_some())
}

/// What a line of the front matter is, given how far it has come.
pub(super) fn front_line(
    page: &Page,
    line: usize,
    front: Front,
    first_clause: Option<usize>,
) -> FrontLine {
    let phrases = &Vocabulary::get().phrases;
    let words = folded(block_start(page, line));
    let bare = bare(&words);
    let opens_next = page.opener(line + 1).is_some_and(|o| o.unit().is_some());
    if phrases.preamble.iter().any(|phrase| phrase == bare) && !opens_next {
        return FrontLine::PreambleHeading;
    }
    if front != Front::Preamble && starts_with_any(&words, &phrases.recitals) {
        return FrontLine::Preamble;
    }
    let before_clauses = first_clause.is_none_or(|first| line < first);
    if matches!(front, Front::Title | Front::Between | Front::Loose)
        && before_clauses
        && names_parties(&words, bare, &phrases.parties)
    {
        return FrontLine::Parties;
    }
    let words = block_words(page, line);
    let goes_on = line > 0 && !ends_sentence(&words) && words.chars().count() < 120;
    let short = is_titlelike(&words, 220) || goes_on;
    let heading = matches!(page.lines[line].kind, BlockKind::Heading(_));
    if front == Front::Title && (short || heading) && line < 14 {
        return FrontLine::Title;
    }
    FrontLine::Text
}

/// Phrases of several words anywhere in the paragraph; single words only where they start it.
fn names_parties(words: &str, bare: &str, phrases: &[String]) -> bool {
    phrases.iter().any(|phrase| {
        let several = phrase.contains(' ');
        bare == phrase
            || (several && words.contains(phrase.as_str()))
            || starts_with_word(words, phrase)
    })
}

fn starts_with_any(words: &str, phrases: &[String]) -> bool {
    phrases.iter().any(|phrase| starts_with_word(words, phrase))
}

fn starts_with_word(words: &str, phrase: &str) -> bool {
    let han = || phrase.chars().any(super::fold::is_han);
    words
        .strip_prefix(phrase)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric) || han())
}

/// Bytes at the beginning of a line in which a phrase and what little may follow it stand.
const BEGINNING: usize = 400;

/// Whether a line starts the signature block.
pub(super) fn is_signature(page: &Page, line: usize, goes_on: bool) -> bool {
    let this = &page.lines[line];
    if goes_on || !this.starts || this.furniture || line * 4 < page.lines.len() {
        return false;
    }
    if has_lines_to_sign(page, line) {
        return true;
    }
    let words = this.span.of(page.text);
    let (beginning, _) = words.split_at(words.floor_char_boundary(BEGINNING));
    let words = folded(beginning);
    let phrases = &Vocabulary::get().phrases.signature;
    let words = words.trim_start_matches(['#', '*', ' ', '_', '"', '[', '(']);
    phrases.iter().any(|phrase| {
        let whole = || phrase.contains(' ') || words.chars().count() <= phrase.chars().count() + 25;
        starts_with_word(words, phrase) && whole()
    })
}

/// Whether a short line after a sentence stands right above lines to sign on, or is one itself, and
/// no number comes after it: `For the City    For the Supplier`.
fn has_lines_to_sign(page: &Page, line: usize) -> bool {
    const NEAR: usize = 3;
    const SHORT: usize = 90;
    /// Lines that are looked through for a number; an annex after them is no matter.
    const FAR: usize = 400;
    let to_sign = |line: &usize| {
        let words = page.words(*line);
        words.contains("____") && words.chars().filter(|c| is_letter(*c)).count() <= SHORT
    };
    let after = line
        .checked_sub(1)
        .is_none_or(|before| ends_sentence(page.words(before)));
    let title = is_titlelike(page.words(line), SHORT) || to_sign(&line);
    let last = page.lines.len();
    let signed = line + 1 < last && (line..last.min(line + NEAR)).any(|one| to_sign(&one));
    if !(after && title && signed && page.opener(line).is_none()) {
        return false;
    }
    let annex = |line: &usize| page.unit(*line) != Some(UnitKind::Annex);
    let mut rest = (line..last).take(FAR).take_while(annex);
    !rest.any(|line| page.opener(line).is_some_and(|o| o.sign == Sign::Bare))
}

/// The first letters of the paragraph that starts in `line`.
fn block_start<'a>(page: &Page<'a>, line: usize) -> &'a str {
    let span = block_span(page, line);
    let text = page.text;
    let mut end = span.end.min(span.start + 900);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Span::new(span.start, end).of(text)
}

fn block_words(page: &Page, line: usize) -> String {
    block_start(page, line)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// From a line to the last line before the next paragraph; at most thirty lines.
fn block_span(page: &Page, line: usize) -> Span {
    let start = page.lines[line].span.start;
    let last = page
        .lines
        .iter()
        .enumerate()
        .skip(line + 1)
        .take(30)
        .take_while(|(at, next)| {
            !next.starts && page.opener(*at).is_none_or(|o| o.unit().is_none())
        })
        .last()
        .map_or(line, |(at, _)| at);
    Span::new(start, page.lines[last].span.end)
}
