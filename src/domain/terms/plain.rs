//! Which expressions without quotation marks are being defined: after words that announce a name,
//! and in lists of definitions.

use super::page::Page;
use super::quotes::LONGEST_NAME;
use crate::domain::text::Span;
use crate::domain::words::{Word, WordKind};

/// Words that a name may have.
const LONGEST: usize = 9;
/// Words that a name in a list of definitions may have.
const LONGEST_LISTED: usize = 12;
/// Words of an entry of a list that are looked at for what parts the name from its meaning.
const LONGEST_ENTRY: usize = 18;
/// Chinese characters that a name may have.
const LONGEST_HAN: usize = 20;

/// Names without quotation marks that the clause defines, in order.
pub(super) fn names(page: &Page) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut entry = 0;
    while at < page.words.len() {
        let len = page.announcement(at);
        if len > 0 {
            found.extend(announced(page, at, at + len));
            at += len;
            continue;
        }
        if page.words[at].kind == WordKind::Han {
            found.extend(chinese(page, at));
        } else if starts(page, at, &mut entry)
            && let Some(name) = listed(page, at)
        {
            found.extend(apart(page, at, name));
        }
        at += 1;
    }
    found
}

/// `u daljem tekstu: Naručilac`, `ci-après dénommée la Société`.
fn announced(page: &Page, start: usize, end: usize) -> Option<Span> {
    let words = &page.words;
    let mut at = end;
    let mut colon = false;
    while let Some(word) = words.get(at) {
        let mark = word.is_any(&[':', '-', '*', '_', ',', '\'', '’']);
        if !(mark || page.is_announce(at) || page.is_glue(at)) || at > end + 10 {
            break;
        }
        colon |= word.is_any(&[':', '-']);
        at += 1;
    }
    let first = *words.get(at)?;
    if !first.is_word() {
        return None;
    }
    let han = first.kind == WordKind::Han;
    let longest = if han { LONGEST_HAN } else { LONGEST };
    let stop = (at..words.len().min(at + longest + 1)).find(|&at| stops(page, at, han))?;
    let bracket = words[..start]
        .last()
        .is_some_and(|word| word.is_any(&['(', '[', ',', '-']));
    let closed = words[stop].is_any(&[')', ']']);
    let sure = han
        || [bracket, closed, colon]
            .iter()
            .filter(|&&sign| sign)
            .count()
            > 1;
    let capital = first.is_capital(page.text);
    // A language that capitalises terms must do so here, unless brackets leave no doubt.
    if !(sure || (capital && colon)) && !(capital && (bracket || page.needs_capitals())) {
        return None;
    }
    if page.needs_capitals() && !capital && !han {
        return None;
    }
    name(page, at, stop)
}

/// Where an announced name ends.
fn stops(page: &Page, at: usize, han: bool) -> bool {
    let word = page.words[at];
    match word.kind {
        WordKind::Mark(mark) => {
            !matches!(mark, '-' | '/' | '*' | '_' | '\'' | '’' | '&') || (mark == '-' && word.apart)
        }
        WordKind::Tab => true,
        WordKind::Letters => han || page.words[at].starts_line || page.is_announce(at),
        WordKind::Digits => false,
        WordKind::Han => !han,
    }
}

/// Whether an entry of a list may start at a word.
fn starts(page: &Page, at: usize, entry: &mut u32) -> bool {
    let word = page.words[at];
    let label = page
        .words
        .get(at + 1)
        .is_some_and(|next| next.is_any(&[')', '.']));
    if word.kind != WordKind::Letters || (label && word.span.len() <= 4) {
        return false;
    }
    if word.starts_line {
        return true;
    }
    let before = |back: usize| at.checked_sub(back).map(|at| page.words[at]);
    let (Some(mark), Some(number)) = (before(1), before(2)) else {
        return true;
    };
    // `… sustava 2. CSIRT je kratica`: the next number goes on with the list.
    if page.is_list && mark.is_any(&['.', ')']) && number.kind == WordKind::Digits {
        let value = number.span.of(page.text).parse().unwrap_or(0);
        if value == *entry + 1 || value == 1 {
            *entry = value;
            return true;
        }
    }
    page.starts_entry(at)
}

/// `Data means …`, `podatak je …`, `Data – any …`, `Term TAB meaning`.
fn listed(page: &Page, start: usize) -> Option<Span> {
    let words = &page.words;
    let capital = words[start].is_capital(page.text);
    if !page.is_list && !capital {
        return None;
    }
    let mut at = start + 1;
    // What the brackets behind a name announce is a further name, found for itself.
    let mut bracket = None;
    while at < words.len().min(start + LONGEST_ENTRY) {
        let end = bracket.unwrap_or(at);
        let verb = page.is_verb(at) && all_capital(page, start, end);
        let entry = page.is_list && parts_entry(page, at);
        if verb || (entry && (!page.needs_capitals() || all_capital(page, start, end))) {
            let single = end == start + 1;
            let pronoun = page.is_determiner(end - 1) || (single && page.is_ordinary(start));
            let full = end - start <= LONGEST_LISTED
                && !page.introduces(start, at)
                && (!single || words[start].span.len() > 2)
                && !pronoun;
            return full.then(|| name(page, start, end)).flatten();
        }
        if words[at].is('(') && page.announcement(at + 1) > 0 {
            bracket = Some(at);
            at = closing(page, at)? + 1;
        } else if bracket.is_some() || !continues(page, at) {
            return None;
        } else {
            at += 1;
        }
    }
    None
}

/// Whether a word stands between the name and the meaning in an entry of a list.
fn parts_entry(page: &Page, at: usize) -> bool {
    let word = page.words[at];
    let after = page.words.get(at + 1);
    let copula = page.is_verb(at) || (page.is_copula(at) && !page.needs_capitals());
    let dash = word.is('-') && word.apart && after.is_some_and(|next| next.apart);
    let colon = word.is(':') && after.is_some_and(|next| !next.starts_line);
    copula || dash || colon || word.kind == WordKind::Tab
}

/// Whether a name may go on with a word; over the end of a line only in small letters.
fn continues(page: &Page, at: usize) -> bool {
    let word = page.words[at];
    match word.kind {
        WordKind::Letters => !word.starts_line || !word.is_capital(page.text),
        WordKind::Digits => !word.starts_line,
        WordKind::Mark(mark) => {
            matches!(mark, '-' | '/' | '&' | '\'' | '’' | '(' | ')' | '*' | '_')
        }
        _ => false,
    }
}

/// The bracket that closes the one at a word.
fn closing(page: &Page, open: usize) -> Option<usize> {
    let end = page.words.len().min(open + LONGEST_ENTRY);
    (open..end).find(|&at| page.words[at].is(')'))
}

/// A name, or a name and the short one in brackets behind it: `information system (IS)`.
fn apart(page: &Page, start: usize, name: Span) -> Vec<Span> {
    let end = page
        .words
        .partition_point(|word| word.span.start < name.end);
    let open = (start + 1..end).find(|&at| page.words[at].is('('));
    let closed = page.words[end - 1].is(')');
    let (Some(open), true) = (open, closed) else {
        return vec![name];
    };
    let parts = [(start, open), (open + 1, end - 1)];
    let parts = parts
        .into_iter()
        .filter_map(|(from, to)| self::name(page, from, to));
    parts.collect()
}

/// Whether words are a capitalised expression: `Date of Delivery`.
fn all_capital(page: &Page, start: usize, end: usize) -> bool {
    let words = page.words.get(start..end).unwrap_or_default();
    let small = |word: &Word| word.span.len() <= 3 || !word.is_word();
    let article = page.is_glue(start) || page.is_asking(start);
    !article
        && words.first().is_some_and(|word| word.is_capital(page.text))
        && words
            .iter()
            .all(|word| word.is_capital(page.text) || small(word))
}

/// `本合同所称数据，是指…`: the name stands between what comes before and the verb.
fn chinese(page: &Page, at: usize) -> Option<Span> {
    let words = &page.words;
    let long = words
        .get(at + 1)
        .is_some_and(|next| next.kind == WordKind::Han);
    let verb = page.is_verb(at) && page.is_verb_of_two(at);
    if !long || !(verb || page.is_copula(at)) {
        return None;
    }
    let mut end = at;
    if words[..end]
        .last()
        .is_some_and(|word| word.is_any(&[',', ':']))
    {
        end -= 1;
    }
    let mut start = end;
    while let Some(before) = start
        .checked_sub(1)
        .filter(|before| end - before <= LONGEST_HAN)
    {
        if words[before].kind != WordKind::Han || page.ends_ask(before) {
            break;
        }
        start = before;
    }
    // `前款所称人员，包括…`: without a verb of its own it must be asked for.
    let asked = start
        .checked_sub(1)
        .is_some_and(|before| page.ends_ask(before));
    if !verb && !asked {
        return None;
    }
    // 第二条 stands before a name without any mark; a blank parts them.
    let gap = (start + 1..end)
        .rev()
        .find(|&at| words[at].apart && words[at].kind == WordKind::Han);
    let start = gap.unwrap_or(start);
    let ordinary = page.is_ordinary(start);
    (end - start >= 2 && !ordinary)
        .then(|| name(page, start, end))
        .flatten()
}

fn name(page: &Page, start: usize, end: usize) -> Option<Span> {
    let words = page.words.get(start..end)?;
    let last = words
        .iter()
        .rposition(|word| !matches!(word.kind, WordKind::Mark(mark) if mark != ')'))?;
    let span = Span::new(words.first()?.span.start, words[last].span.end);
    let letters = words
        .iter()
        .filter(|word| word.is_word())
        .map(|word| word.span.len())
        .sum::<usize>();
    (letters >= 2 && span.len() <= LONGEST_NAME).then_some(span)
}
