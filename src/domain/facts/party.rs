//! The parties: the names that the head of an agreement puts before `(the "Supplier")`, after
//! `between`, or that end in a form of company.
//!
//! Part of `facts`.

use super::page::Page;
use super::vocabulary::Meaning;
use super::{Fact, FactKind};
use crate::domain::clause::{ClauseKind, ClauseTree};
use crate::domain::fold::fold;
use crate::domain::terms;
use crate::domain::text::Span;
use crate::domain::words::{Languages, WordKind};

/// Bytes at the head of a document in which parties are looked for.
const HEAD: usize = 8_000;
/// Words that may describe a party between its name and its bracket.
const DESCRIPTION: usize = 110;
/// Words that a name may have.
const LONGEST: usize = 14;
/// Parties that an agreement has at most.
const MOST: usize = 16;

/// A name, by positions of words, and what it is called from then on.
struct Name {
    start: usize,
    end: usize,
    role: Option<String>,
}

/// The parties, each at the first place that names it.
pub(super) fn parties(text: &str, tree: &ClauseTree, languages: Languages) -> Vec<Fact> {
    let head = head(text, tree);
    let page = Page::new(text, head, languages);
    let called = terms::names_within(text, head, languages);
    let mut names = described(&page, &called);
    for name in companies(&page, &called) {
        if names
            .iter()
            .all(|known| name.end <= known.start || known.end <= name.start)
        {
            names.push(name);
        }
    }
    names.sort_by_key(|name| name.start);
    let mut seen: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for name in names {
        let span = trimmed(text, page.span(name.start, name.end));
        let value: Vec<&str> = span.of(text).split_whitespace().collect();
        let value = value.join(" ");
        let key = fold(&value);
        if !seen.contains(&key) && found.len() < MOST && !value.is_empty() {
            seen.push(key);
            found.push(Fact {
                kind: FactKind::Party,
                span,
                clause: tree.index_at(span.start).unwrap_or(0),
                value,
                role: name.role,
            });
        }
    }
    found
}

/// Quotation marks around a name are not part of it.
fn trimmed(text: &str, span: Span) -> Span {
    let marks = ['"', '„', '“', '”', '«', '»', '*', '_', ' ', ','];
    let words = span.of(text);
    let start = span.start + words.len() - words.trim_start_matches(marks).len();
    let inner = Span::new(start, span.end).of(text);
    let whole = !inner.contains(['"', '„', '“', '”', '«', '»']);
    let kept = if whole {
        inner.trim_end_matches(marks)
    } else {
        inner
    };
    let kept = if whole && start > span.start {
        kept
    } else {
        words.trim_end_matches([',', ' '])
    };
    let start = if whole && start > span.start {
        start
    } else {
        span.start
    };
    Span::new(start, start + kept.len())
}

/// From the beginning to the first clause that is no longer about who and why.
fn head(text: &str, tree: &ClauseTree) -> Span {
    let clauses = tree.clauses();
    let parties = clauses
        .iter()
        .take(60)
        .filter(|clause| clause.kind == ClauseKind::Parties);
    let named = parties.map(|clause| clause.subtree_end).max().unwrap_or(0);
    let body = clauses.iter().find(|clause| {
        matches!(
            clause.kind,
            ClauseKind::Article | ClauseKind::Section | ClauseKind::Chapter
        ) && clause.span.start > named
    });
    let end = body
        .map_or(text.len(), |clause| clause.span.start)
        .max(named);
    let end = if end < 600 { HEAD / 2 } else { end };
    Span::new(0, text.floor_char_boundary(end.min(HEAD)))
}

/// Names that stand before what they are called from then on.
fn described(page: &Page, called: &[Span]) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::new();
    for &span in called {
        let at = page
            .words
            .partition_point(|word| word.span.end <= span.start);
        let first = at.saturating_sub(16);
        let Some(open) = (first..at).rev().find(|&at| page.is(at, &['(', '['])) else {
            continue;
        };
        if page.says(at, &Meaning::NotParty) > 0 {
            continue;
        }
        let taken = found.last().map_or(0, |name| name.end);
        let Some((start, sure)) = begins(page, open, taken) else {
            continue;
        };
        let Some(end) = ends(page, start, open) else {
            continue;
        };
        let formed = (start..end).any(|at| company(page, at) > 0);
        if sure || formed {
            found.push(Name {
                start,
                end,
                role: Some(words(span.of(page.text))),
            });
        }
    }
    found
}

/// Where the description before a bracket begins, and whether a word such as `between` says so.
fn begins(page: &Page, open: usize, taken: usize) -> Option<(usize, bool)> {
    let first = open.saturating_sub(DESCRIPTION).max(taken);
    let mut best = None;
    for at in (first..open).rev() {
        let name = |at: usize| {
            page.words.get(at).is_some_and(|word| {
                word.is_capital(page.text)
                    || word.kind == WordKind::Han
                    || word.is_any(&['"', '„', '“', '«', '*'])
            })
        };
        let between = page.say(at, |meaning| (*meaning == Meaning::Between).then_some(()));
        if let Some(((), len)) = between {
            let next = skip_label(page, at + len);
            if next < open && name(next) {
                return Some((next, true));
            }
        }
        let next = skip_label(page, at);
        if page.words[at].starts_line && next < open && name(next) {
            best = Some((next, page.is_digits(at) || page.is(at, &['(', '-'])));
            break;
        }
        if page.is(at, &[')', ';', '。']) && name(at + 1) {
            return Some((at + 1, false));
        }
    }
    best
}

/// Skips `1.`, `(a)`, `:` and articles before a name.
fn skip_label(page: &Page, mut at: usize) -> usize {
    for _ in 0..5 {
        let label = page.is_digits(at)
            || page.is(at, &['(', ')', '.', ':', ',', '-', '*'])
            || (page.word(at).len() <= 2 && page.is(at + 1, &[')', '.']))
            || matches!(page.word(at), "the" | "la" | "le" | "der" | "die" | "il");
        if !label || at >= page.words.len() {
            break;
        }
        at += 1;
    }
    at
}

/// Length of the form of company at a word. In small letters only those with full stops count
/// (`d.o.o.`), and of two letters only capitals: `as` and `se` are words.
fn company(page: &Page, at: usize) -> usize {
    let len = page.says(at, &Meaning::Company);
    let word = page.word(at);
    let capitals = page
        .words
        .get(at)
        .is_some_and(|word| word.is_capital(page.text));
    let known = match word.chars().count() {
        _ if len > 1 => true,
        1 | 2 => !word.chars().any(char::is_lowercase),
        3 | 4 => capitals || matches!(word, "doo" | "доо" | "shpk" | "plc"),
        _ => capitals || !word.is_ascii(),
    };
    if known { len } else { 0 }
}

/// Where a name ends that begins at `start`.
fn ends(page: &Page, start: usize, limit: usize) -> Option<usize> {
    let mut at = start;
    let mut capitals = 0;
    while at < limit.min(start + LONGEST) {
        let form = company(page, at);
        if form > 0 {
            capitals += 1;
            at += form;
            continue;
        }
        let word = page.words[at];
        let comma = page.is(at, &[',']);
        if comma && company(page, at + 1) == 0 {
            break;
        }
        let stop = page.says(at, &Meaning::Stop) > 0 && !word.is_capital(page.text);
        let ends = page.is(at, &['(', ')', ';', ':', '[', '。', '\t'])
            || (page.is(at, &['-']) && word.apart);
        let small = word.kind == WordKind::Letters && !word.is_capital(page.text);
        let joins = matches!(page.word(at), "of" | "and" | "for" | "the");
        if ends || (stop && !is_of(page, at)) || (small && page.is_strict() && !joins) {
            break;
        }
        capitals += usize::from(word.is_capital(page.text) || word.kind == WordKind::Han);
        at += 1;
    }
    let last = (start..at).rev().find(|&at| {
        let word = page.words[at];
        word.is_capital(page.text)
            || word.kind == WordKind::Han
            || word.is_any(&['.', '"', '”', '“', '»'])
            || page.is_digits(at)
            || (word.kind == WordKind::Letters && !page.is_strict())
    })?;
    (capitals > 0).then_some(last + 1)
}

/// `City of Upper Mill`.
fn is_of(page: &Page, at: usize) -> bool {
    page.word(at) == "of"
        && page
            .words
            .get(at + 1)
            .is_some_and(|next| next.is_capital(page.text))
}

/// Names that end in a form of company.
fn companies(page: &Page, called: &[Span]) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::new();
    let mut at = 0;
    while at < page.words.len() {
        let len = company(page, at);
        let Some(start) = (len > 0).then(|| company_start(page, at)).flatten() else {
            at += 1;
            continue;
        };
        let mut end = at + len;
        // `Pte. Ltd.`, `Co., Ltd.`
        loop {
            let comma = usize::from(page.is(end, &[',']));
            let more = company(page, end + comma);
            if more == 0 {
                break;
            }
            end += comma + more;
        }
        found.push(Name {
            start,
            end,
            role: None,
        });
        at = end;
    }
    for index in 0..found.len() {
        let from = page.words[found[index].end - 1].span.end;
        let to = found
            .get(index + 1)
            .map_or(usize::MAX, |next| page.words[next.start].span.start);
        let role = called
            .iter()
            .find(|span| span.start > from && span.start < to);
        found[index].role = role.map(|span| words(span.of(page.text)));
    }
    found
}

/// The first word of the name that ends in a form of company.
fn company_start(page: &Page, form: usize) -> Option<usize> {
    let mut start = form;
    let mut capitals = 0;
    for at in (form.saturating_sub(LONGEST)..form).rev() {
        let word = page.words[at];
        let joint = ["of", "and", "for", "de", "i", "za"].contains(&page.word(at));
        let part = match word.kind {
            WordKind::Letters => {
                word.is_capital(page.text)
                    || (joint
                        && page.words[..at]
                            .last()
                            .is_some_and(|before| before.is_capital(page.text)))
            }
            WordKind::Han => {
                page.word(form).chars().all(|letter| !letter.is_ascii())
                    && !"与和及由：".contains(page.word(at))
            }
            WordKind::Digits => true,
            WordKind::Mark(mark) => {
                matches!(
                    mark,
                    '&' | '-' | '\'' | '’' | '"' | '„' | '“' | '”' | '«' | '»' | '*'
                ) || (mark == ',' && at + 1 == form)
                    || (mark == '.'
                        && !page.touches(form.min(at + 1))
                        && page.word(at.saturating_sub(1)).len() <= 3)
                    || (mark == '.' && page.touches(at + 1))
            }
            WordKind::Tab => false,
        };
        if !part
            || (page.words[at + 1].starts_line
                && at + 1 < form
                && capitals > 0
                && word.kind != WordKind::Letters)
        {
            break;
        }
        if word.is_capital(page.text) || word.kind == WordKind::Han {
            capitals += 1;
            start = at;
        } else if word.is_any(&['"', '„', '“', '«']) && capitals > 0 {
            start = at;
        }
    }
    let the = page
        .word(form.saturating_sub(1))
        .eq_ignore_ascii_case("the");
    (capitals > 0 && !the).then_some(start)
}

fn words(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ")
}
