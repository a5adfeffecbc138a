//! What stands beside a clause, in words: short ones for the head of the clause, whole sentences for
//! the dialog and the command line.

use super::wording;
use crate::domain::agreement::Agreement;
use crate::domain::beside::Beside;
use crate::domain::clause::Clause;
use crate::domain::document::Severity;
use crate::domain::margin::{
    Change, ChangeKind, Comment, Furniture, FurnitureKind, PageRecord, Trust,
};
use crate::domain::text::Span;
use crate::domain::translate::dates::given_day;
use crate::domain::visible::visible_line;
use crate::{tr, trn};

/// Words of a change or comment that are shown, in characters.
const LONGEST: usize = 2000;
/// Words with deceiving letters that are named.
const MOST_NAMED: usize = 12;

/// What the head of a clause and its text show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Here {
    /// A few words each.
    pub badges: Vec<Badge>,
    /// Words that were put in.
    pub inserted: Vec<Span>,
    /// Places where words were taken out, in order.
    pub gaps: Vec<usize>,
    /// Letters that pass for letters of another alphabet.
    pub strangers: Vec<Span>,
}

/// A few words about a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// The words.
    pub words: String,
    /// Whether the text may be wrong or not whole.
    pub worrying: bool,
}

/// A part of the dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it lists.
    pub title: &'static str,
    /// Sentences; a worrying one is told from the others.
    pub lines: Vec<Badge>,
}

impl Here {
    /// What a clause and its head show.
    pub fn of(agreement: &Agreement, clause: &Clause) -> Self {
        let beside = Beside::of(agreement, clause);
        let spans = beside.changes.iter().map(|change| change.span);
        let (mut gaps, mut inserted) = (Vec::new(), Vec::new());
        for span in spans {
            if span.is_empty() {
                gaps.push(span.start);
            } else {
                inserted.push(span);
            }
        }
        gaps.sort_unstable();
        gaps.dedup();
        Self {
            badges: badges(&beside),
            inserted,
            gaps,
            strangers: beside.strangers,
        }
    }

    /// Whether there is anything to be told.
    pub const fn is_something(&self) -> bool {
        !self.badges.is_empty()
    }
}

fn badges(beside: &Beside<'_>) -> Vec<Badge> {
    let mut badges = page_badges(&beside.pages);
    let (changes, comments) = (beside.changes.len(), beside.comments.len());
    if changes > 0 {
        let words = trn!(changes, "{n} tracked change", "{n} tracked changes");
        badges.push(Badge::new(words, false));
    }
    if comments > 0 {
        let words = trn!(comments, "{n} comment", "{n} comments");
        badges.push(Badge::new(words, false));
    }
    let strangers = beside.strangers.len();
    if strangers > 0 {
        let words = trn!(
            strangers,
            "{n} letter of another alphabet",
            "{n} letters of another alphabet"
        );
        badges.push(Badge::new(words, true));
    }
    badges
}

/// Neighbouring pages that were read alike stand together.
fn page_badges(pages: &[&PageRecord]) -> Vec<Badge> {
    let mut groups: Vec<(&PageRecord, u32)> = Vec::new();
    for page in pages {
        if matches!(page.trust, Trust::Good | Trust::Blank) {
            continue;
        }
        match groups.last_mut() {
            Some((first, last))
                if first.trust == page.trust
                    && first.confidence == page.confidence
                    && *last + 1 == page.page =>
            {
                *last = page.page;
            }
            _ => groups.push((page, page.page)),
        }
    }
    let badge = |(page, last): (&PageRecord, u32)| {
        Badge::new(
            pages_words(page, last),
            page.trust == Trust::Unread || page.is_doubtful(),
        )
    };
    groups.into_iter().map(badge).collect()
}

/// How a page, and those up to `last` that are like it, were read: `page 7, recognised 93 %`.
fn pages_words(page: &PageRecord, last: u32) -> String {
    let first = page.page;
    let place = if last == first {
        tr!("page {last}", last)
    } else {
        tr!("pages {first}–{last}", first, last)
    };
    let check = if page.is_doubtful() {
        tr!(": check against the original")
    } else {
        ""
    };
    match (page.trust, page.confidence) {
        (Trust::Unread, _) if last == first => tr!("page {last} was not read", last),
        (Trust::Unread, _) => tr!("pages {first}–{last} were not read", first, last),
        (Trust::Recognised, Some(percent)) => tr!(
            "{place}, recognised {percent} %{check}",
            place,
            percent,
            check
        ),
        (Trust::Recognised, None) => tr!("{place}, recognised from a picture", place),
        (Trust::Good | Trust::Doubtful | Trust::Blank, _) => format!("{place}{check}"),
    }
}

impl Badge {
    const fn new(words: String, worrying: bool) -> Self {
        Self { words, worrying }
    }
}

/// Everything that stands beside a clause, for the dialog; nothing when there is nothing.
pub fn sections(agreement: &Agreement, clause: &Clause) -> Vec<Section> {
    let beside = Beside::of(agreement, clause);
    let plain = |words: String| Badge::new(words, false);
    let changes = beside.changes.iter().map(|one| plain(change_words(one)));
    let comments = beside.comments.iter().map(|one| plain(comment_words(one)));
    let furniture = beside
        .furniture
        .iter()
        .map(|one| plain(furniture_words(one)));
    let mut pages: Vec<Badge> = beside.pages.iter().map(|page| page_line(page)).collect();
    for remark in &beside.diagnostics {
        let worrying = remark.severity > Severity::Info;
        pages.push(Badge::new(wording::sentence(&remark.told()), worrying));
    }
    let strangers = stranger_words(agreement.text(), &beside.strangers);
    let sections = [
        (tr!("Tracked changes"), changes.collect()),
        (tr!("Comments"), comments.collect()),
        (
            tr!("Letters of another alphabet that look the same"),
            strangers,
        ),
        (tr!("How it was read"), pages),
        (
            tr!("Left out of the text on its pages"),
            furniture.collect(),
        ),
    ];
    let filled = sections
        .into_iter()
        .filter(|(_, lines): &(_, Vec<Badge>)| !lines.is_empty());
    filled
        .map(|(title, lines)| Section { title, lines })
        .collect()
}

/// What was done to which words, by whom and when.
pub fn change_words(change: &Change) -> String {
    let who = named(change.author.as_deref());
    let when = on_day(change.at.as_deref());
    let words = if change.words.trim().is_empty() {
        tr!("a line end or blanks").to_owned()
    } else {
        format!("“{}”", shortened(&change.words))
    };
    match change.kind {
        ChangeKind::Inserted => tr!("{who} put in{when}: {words}", who, when, words),
        ChangeKind::Deleted => tr!("{who} took out{when}: {words}", who, when, words),
        ChangeKind::MovedFrom => tr!("{who} moved away{when}: {words}", who, when, words),
        ChangeKind::MovedTo => tr!("{who} moved here{when}: {words}", who, when, words),
    }
}

/// Who remarked what, and when.
pub fn comment_words(comment: &Comment) -> String {
    if comment.author.is_none() && comment.at.is_none() {
        // Nobody in particular: what a form offers, or what a stamp says.
        return tr!(
            "Beside the text: “{words}”",
            words = shortened(&comment.text)
        );
    }
    let who = named(comment.author.as_deref());
    let when = on_day(comment.at.as_deref());
    tr!(
        "{who} remarked{when}: “{words}”",
        who,
        when,
        words = shortened(&comment.text)
    )
}

/// A line of page furniture, and what it is.
pub fn furniture_words(furniture: &Furniture) -> String {
    let kind = match furniture.kind {
        FurnitureKind::Header => tr!("running head"),
        FurnitureKind::Footer => tr!("running foot"),
        FurnitureKind::PageNumber => tr!("page number"),
        FurnitureKind::Stamp => tr!("stamp"),
        FurnitureKind::LineNumber => tr!("line numbers"),
    };
    let page = furniture.page;
    let page = page.map_or_else(String::new, |page| tr!(", page {page}", page));
    format!("{kind}{page}: “{}”", shortened(&furniture.text))
}

/// How a page was read.
pub fn page_words(page: &PageRecord) -> String {
    match page.trust {
        Trust::Good => tr!(
            "page {page}: nothing speaks against its text",
            page = page.page
        ),
        Trust::Blank => tr!("page {page} is blank", page = page.page),
        _ => pages_words(page, page.page),
    }
}

fn page_line(page: &PageRecord) -> Badge {
    let worrying = page.trust == Trust::Unread || page.is_doubtful();
    Badge::new(wording::sentence(&page_words(page)), worrying)
}

fn named(author: Option<&str>) -> String {
    let author = author.map(visible_line).unwrap_or_default();
    if author.trim().is_empty() {
        tr!("Somebody").to_owned()
    } else {
        author.trim().to_owned()
    }
}

/// The day of a time as the file gives it; what is no such time is shown as it stands.
fn on_day(at: Option<&str>) -> String {
    let Some(at) = at.map(str::trim).filter(|at| !at.is_empty()) else {
        return String::new();
    };
    let day = at.split_once('T').map_or(at, |(day, _)| day);
    let day: String = visible_line(day).chars().take(40).collect();
    tr!(" on {day}", day = given_day(&day))
}

fn shortened(words: &str) -> String {
    let words = visible_line(words.trim());
    if words.chars().count() <= LONGEST {
        return words;
    }
    let beginning: String = words.chars().take(LONGEST).collect();
    format!("{beginning}…")
}

/// The words with deceiving letters, each once, and the letters.
fn stranger_words(text: &str, strangers: &[Span]) -> Vec<Badge> {
    let mut found: Vec<(Span, String)> = Vec::new();
    for letter in strangers {
        let shown = letter.of(text);
        match found.last_mut() {
            Some((word, letters)) if word.covers(*letter) => {
                if !letters.contains(shown) {
                    letters.push_str(", ");
                    letters.push_str(shown);
                }
            }
            _ => found.push((word_around(text, *letter), shown.to_owned())),
        }
    }
    let mut lines: Vec<Badge> = Vec::new();
    for (word, letters) in found {
        let first = letters.chars().next();
        let word_shown = visible_line(word.of(text));
        let words = has_letters(&word_shown, first, &letters);
        let line = Badge::new(words, true);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let more = lines.len().saturating_sub(MOST_NAMED);
    lines.truncate(MOST_NAMED);
    if more > 0 {
        lines.push(Badge::new(
            trn!(more, "and {n} more words", "and {n} more words"),
            true,
        ));
    }
    lines
}

fn word_around(text: &str, letter: Span) -> Span {
    let before = text.get(..letter.start).unwrap_or_default();
    let after = text.get(letter.end..).unwrap_or_default();
    let other = |one: char| !one.is_alphabetic();
    let start = before
        .char_indices()
        .rev()
        .find(|(_, one)| other(*one))
        .map_or(0, |(at, one)| at + one.len_utf8());
    let length = after.find(other).unwrap_or(after.len());
    Span::new(start, letter.end + length)
}

fn has_letters(word: &str, first: Option<char>, letters: &str) -> String {
    match first {
        Some('\u{370}'..='\u{3ff}') => tr!("“{word}” has Greek {letters}", word, letters),
        Some('\u{400}'..='\u{52f}') => tr!("“{word}” has Cyrillic {letters}", word, letters),
        _ => tr!("“{word}” has Latin {letters}", word, letters),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(page: u32, trust: Trust, confidence: Option<u8>) -> PageRecord {
        PageRecord {
            page,
            trust,
            confidence,
            recognise: false,
        }
    }

    #[test]
    fn pages_are_told_together_when_they_were_read_alike() {
        let cases: [(&[PageRecord], &[&str]); 4] = [
            (&[page(1, Trust::Good, None)], &[]),
            (
                &[page(7, Trust::Recognised, Some(93))],
                &["page 7, recognised 93 %"],
            ),
            (
                &[
                    page(6, Trust::Doubtful, None),
                    page(7, Trust::Recognised, Some(61)),
                ],
                &[
                    "! page 6: check against the original",
                    "! page 7, recognised 61 %: check against the original",
                ],
            ),
            (
                &[
                    page(2, Trust::Unread, None),
                    page(3, Trust::Unread, None),
                    page(4, Trust::Blank, None),
                ],
                &["! pages 2–3 were not read"],
            ),
        ];
        for (pages, expected) in cases {
            let pages: Vec<&PageRecord> = pages.iter().collect();
            let told: Vec<String> = page_badges(&pages)
                .into_iter()
                .map(|badge| format!("{}{}", if badge.worrying { "! " } else { "" }, badge.words))
                .collect();
            assert_eq!(told, expected);
        }
    }

    #[test]
    fn changes_say_who_when_and_what() {
        let mut change = Change {
            kind: ChangeKind::Deleted,
            author: Some("Ana Petrović".to_owned()),
            at: Some("2024-03-01T10:00:00Z".to_owned()),
            span: Span::new(4, 4),
            words: "without\u{202e}\nnotice ".to_owned(),
        };
        assert_eq!(
            change_words(&change),
            "Ana Petrović took out on 2024-03-01: “without⟨U+202E⟩ notice”"
        );
        change.author = Some("\t".to_owned());
        change.at = None;
        change.words = "\n".to_owned();
        assert_eq!(
            change_words(&change),
            "Somebody took out: a line end or blanks"
        );
    }

    #[test]
    fn words_with_strange_letters_are_named_once() {
        let text = "Oвим пoдaци и пoдaци.";
        let strangers = crate::domain::visible::deceiving(text);
        let told: Vec<String> = stranger_words(text, &strangers)
            .into_iter()
            .map(|line| line.words)
            .collect();
        assert_eq!(told, ["“Oвим” has Latin O", "“пoдaци” has Latin o, a"]);
    }
}
