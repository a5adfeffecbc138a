//! Which quoted expressions are being defined: by the words after them, by the words before them,
//! or by the brackets around them.

use super::page::Page;
use super::quotes::Quote;
use crate::domain::text::Span;
use crate::domain::words::{Word, WordKind};

/// Words that may stand between a name and its verb when the sentence begins with the name.
const BEFORE_VERB: usize = 24;
/// The same for a verb such as `is`, which is found everywhere.
const BEFORE_COPULA: usize = 9;
/// Words between a name and the bracket or announcement before it.
const RUN: usize = 14;

/// Names in quotation marks that the clause defines, in order.
pub(super) fn names(page: &Page) -> Vec<Span> {
    let look = Look {
        page,
        before: befores(page),
    };
    let mut after = After::default();
    let mut found = Vec::new();
    for (index, quote) in page.quotes.iter().enumerate().rev() {
        after = look.after(index, after);
        let name = look.without_article(quote);
        if look.defines(index, after) && look.is_name(name, look.before[index]) {
            found.push(name);
        }
    }
    found.reverse();
    found
}

/// What stands before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Before {
    /// Nothing that defines.
    #[default]
    Nothing,
    /// The first word of a sentence or entry.
    Start,
    /// A bracket, or a comma and an article inside brackets.
    Bracket,
    /// Words that ask for a name: `the term`.
    Ask,
    /// Words that announce a name: `hereinafter`.
    Announce,
}

/// What stands after a name, other names with it passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct After {
    /// A verb that defines.
    verb: bool,
    /// A closing bracket.
    bracket: bool,
}

struct Look<'a> {
    page: &'a Page<'a>,
    before: Vec<Before>,
}

impl Look<'_> {
    fn defines(&self, index: usize, after: After) -> bool {
        match self.before[index] {
            Before::Announce => true,
            Before::Bracket => after.bracket || after.verb,
            Before::Start => after.verb || self.in_list(index),
            Before::Ask | Before::Nothing => after.verb,
        }
    }

    fn after(&self, index: usize, next: After) -> After {
        let page = self.page;
        let quote = page.quotes[index];
        let start = page.plain_from(quote.close + 1);
        // `"Licensor" or "Supplier" means`: the last one has the verb.
        let follower = page.quotes.get(index + 1);
        if follower.is_some_and(|follower| self.connected(quote.close + 1, follower.open)) {
            return next;
        }
        After {
            verb: self.verb(index, start),
            bracket: self.closes(start),
        }
    }

    fn connected(&self, from: usize, to: usize) -> bool {
        to.saturating_sub(from) <= 8
            && (from..to).all(|at| {
                let word = self.page.words[at];
                self.page.is_glue(at) || word.is_any(&[',', '(', ')', '/', '*', '_', '、', '&'])
            })
    }

    fn closes(&self, start: usize) -> bool {
        let words = &self.page.words;
        let end = (start..words.len().min(start + 5)).find(|&at| words[at].is(')'));
        end.is_some_and(|end| {
            (start..end).all(|at| {
                let word = words[at];
                word.kind == WordKind::Letters || word.is_any(&[',', '*', '_', '.'])
            })
        })
    }

    fn verb(&self, index: usize, start: usize) -> bool {
        let page = self.page;
        let before = self.before[index];
        let opened = matches!(before, Before::Start | Before::Ask);
        let at = start + usize::from(page.words.get(start).is_some_and(|w| w.is_any(&[',', ':'])));
        if page.is_verb(at) || page.is_verb(start) {
            return true;
        }
        if !opened {
            return false;
        }
        // Sense of a sentence that begins with the name: `"Fee" as used in this Agreement means`.
        let copula = page.is_list || before == Before::Ask || page.languages_are_terse();
        // `»Data«, in the sense of this law, are …`
        let near = (start..page.words.len().min(start + BEFORE_COPULA))
            .take_while(|&at| !ends_sentence(&page.words[at]));
        if copula && near.clone().any(|at| page.is_copula(at)) {
            return true;
        }
        let rest = page.words.iter().enumerate().skip(start).take(BEFORE_VERB);
        let mut rest = rest.take_while(|(_, word)| !ends_sentence(word));
        rest.any(|(at, _)| page.is_verb(at))
    }

    /// `"Data" – any …`, `"Data": any …`, `„Daten“ alle …` in a list of definitions.
    fn in_list(&self, index: usize) -> bool {
        let page = self.page;
        if !page.is_list {
            return false;
        }
        let quote = page.quotes[index];
        let start = page.plain_from(quote.close + 1);
        let Some(next) = page.words.get(start) else {
            return false;
        };
        match next.kind {
            WordKind::Mark(mark) => matches!(mark, ':' | '-' | '=' | '：') && next.apart_or(mark),
            WordKind::Tab => true,
            WordKind::Letters => {
                page.words[quote.open].starts_line && !next.starts_line && !page.is_glue(start)
                    || page.is_copula(start)
            }
            _ => false,
        }
    }

    /// The name in `“the City”`.
    fn without_article(&self, quote: &Quote) -> Span {
        let words = self
            .page
            .words
            .get(quote.open..quote.close)
            .unwrap_or_default();
        let first = words
            .iter()
            .position(|word| word.span.start == quote.name.start);
        let bare = first.and_then(|first| {
            let next = words.get(first + 1)?;
            let capital = next.span.of(self.page.text).starts_with(char::is_uppercase);
            let article = quote
                .name
                .of(self.page.text)
                .starts_with(char::is_lowercase);
            let glue = self.page.is_glue(quote.open + first);
            (glue && article && capital).then(|| Span::new(next.span.start, quote.name.end))
        });
        bare.unwrap_or(quote.name)
    }

    fn is_name(&self, name: Span, before: Before) -> bool {
        let text = name.of(self.page.text);
        let lower = text.starts_with(char::is_lowercase);
        !lower || before == Before::Announce || !self.page.needs_capitals()
    }
}

fn befores(page: &Page) -> Vec<Before> {
    let depth = depths(&page.words);
    let mut found: Vec<Before> = Vec::with_capacity(page.quotes.len());
    for (index, quote) in page.quotes.iter().enumerate() {
        let before = index
            .checked_sub(1)
            .map(|last| (page.quotes[last], found[last]));
        found.push(before_one(page, quote.open, &depth, before));
    }
    found
}

fn before_one(page: &Page, open: usize, depth: &[bool], last: Option<(Quote, Before)>) -> Before {
    let run = run_before(page, open, depth, last);
    if matches!(run, Before::Announce | Before::Bracket) || !page.starts_entry(open) {
        return run;
    }
    let asks = (0..open).rev().take(3).any(|at| page.ends_ask(at));
    if asks { Before::Ask } else { Before::Start }
}

/// What the words before a name come from, articles and the like passed over.
fn run_before(page: &Page, open: usize, depth: &[bool], last: Option<(Quote, Before)>) -> Before {
    let (mut glue, mut announced) = (0, false);
    for at in (open.saturating_sub(RUN)..open).rev() {
        let word = page.words[at];
        if announced && !page.is_announce(at) {
            return Before::Announce;
        }
        match last {
            Some((quote, before)) if quote.close == at => return before,
            _ => {}
        }
        if page.is_introduction(at) {
            return Before::Announce;
        }
        if page.is_announce(at) {
            announced = true;
        } else if page.ends_ask(at) {
            return Before::Ask;
        } else if page.is_glue(at) {
            glue += 1;
        } else if !word.is_any(&['*', '_', ':']) {
            let goes_on = glue > 0 && depth[at] && word.is_any(&[',', ';', '-']);
            let opens = word.is('(') || goes_on;
            return if opens {
                Before::Bracket
            } else {
                Before::Nothing
            };
        }
    }
    if announced {
        Before::Announce
    } else {
        Before::Nothing
    }
}

/// For every word, whether it stands inside round or square brackets that opened not long ago.
fn depths(words: &[Word]) -> Vec<bool> {
    const FAR: usize = 120;
    let mut opened: Vec<usize> = Vec::new();
    let mut inside = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        if word.is_any(&['(', '[']) {
            opened.push(at);
        } else if word.is_any(&[')', ']']) {
            opened.pop();
        }
        // Brackets that never close must not count for the rest of a clause.
        inside.push(opened.last().is_some_and(|&open| at - open < FAR));
    }
    inside
}

fn ends_sentence(word: &Word) -> bool {
    word.is_any(&['.', ';', '。', '；', '!', '?']) || word.kind == WordKind::Tab
}

impl Word {
    /// A dash that joins words is no dash between a name and its meaning.
    fn apart_or(self, mark: char) -> bool {
        mark != '-' || self.apart
    }
}
