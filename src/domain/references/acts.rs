//! Whose clause a reference means: this document's, or that of another law, treaty or agreement.
//!
//! Looks at the words behind a reference (`of the GDPR`, `ovog ugovora`, `të ligjit nr. 5`) and
//! before it (`the Code, Section 5`, `《…法》第五条`).

use super::mention::Grammar;
use crate::domain::fold::is_han;
use crate::domain::segment::reading::{self, folded};
use crate::domain::text::Span;
use std::cell::RefCell;
use std::collections::HashSet;

/// Words of a name that are looked through.
const NAME: usize = 9;

/// Whose clause it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The document says that it is its own.
    Own,
    /// Another act is named.
    Other,
}

/// What a document calls itself.
#[derive(Debug, Default)]
pub(super) struct SelfName {
    /// The folded title.
    pub title: String,
    /// First letters of the title's words.
    pub initials: String,
    /// Whether it changes another agreement, so that `the Agreement` is that one.
    pub amends: bool,
    /// Words that the text has used of itself so far: `zakona`, after `ovog zakona`.
    pub said: RefCell<HashSet<String>>,
}

impl SelfName {
    pub(super) fn of(title: &str) -> Self {
        let title = folded(title);
        let words = title.split(|c: char| !c.is_alphanumeric());
        let small = ["of", "and", "the", "for", "to"];
        let initials = words
            .clone()
            .filter(|word| !small.contains(word))
            .filter_map(|word| word.chars().next())
            .collect();
        let amends = words.clone().any(|word| {
            matches!(
                word,
                "amendment" | "amendments" | "aneks" | "анекс" | "avenant" | "dodatak"
            )
        });
        Self {
            title,
            initials,
            amends,
            said: RefCell::default(),
        }
    }
}

impl Grammar<'_> {
    /// What the words behind a reference say.
    pub(super) fn side_behind(&self, mention: Span, own: &SelfName) -> Option<Side> {
        let end = self.past_brackets(mention.end);
        let language = self.head(mention.start).map_or(0, |head| head.language);
        let dot = self.char_at(end) == Some('.');
        let mut at = self.skip_blanks(end + usize::from(dot));
        let comma = self.char_at(at) == Some(',');
        if comma {
            at = self.skip_blanks(at + 1);
        }
        let (first, after) = reading::word(self.text, at)?;
        if self.words.here.contains(&first) {
            return Some(Side::Own);
        }
        if matches!(first.as_str(), "thereof" | "thereto" | "thereunder") {
            return Some(Side::Other);
        }
        let (next, glue) = self.past_glue(at, language);
        if glue.is_some() && dot && self.text.get(at..)?.starts_with(char::is_uppercase) {
            // A new sentence.
            return None;
        }
        let (word, after_word) = match glue {
            Some(_) => reading::word(self.text, next)?,
            None => (first, after),
        };
        if self.words.this.contains(&word) {
            return self.this_act(after_word, own);
        }
        // `Abs. 1 BGB`, but not `Section 1 ABC shall`.
        let german = mention.of(self.text).starts_with('§')
            || mention.of(self.text).contains("Abs.")
            || mention.of(self.text).contains("Artikel")
            || mention.of(self.text).contains("Art.");
        let acronyms = match glue {
            Some(Glue { the, of }) => the && of && !comma,
            None => german && !comma && !dot,
        };
        self.named(next, glue.is_some(), acronyms, own)
    }

    /// Past a closing bracket and past a title: `Section 5 (Fees) of the Lease`.
    fn past_brackets(&self, end: usize) -> usize {
        if self.char_at(end) == Some(')') {
            return end + 1;
        }
        let at = self.skip_blanks(end);
        let rest = self.text.get(at..).unwrap_or_default();
        if !rest.starts_with('(') {
            return end;
        }
        let close = rest.char_indices().take(80).find(|&(_, c)| c == ')');
        close.map_or(end, |(offset, _)| at + offset + 1)
    }

    /// Past `of the`, `de la`, `des`.
    fn past_glue(&self, mut at: usize, language: usize) -> (usize, Option<Glue>) {
        let mut glue: Option<Glue> = None;
        for _ in 0..3 {
            let Some((word, after)) = reading::word(self.text, at) else {
                break;
            };
            let article =
                glue.is_some() && matches!(word.as_str(), "the" | "any" | "its" | "our" | "their");
            if !(self.words.is_of(&word, language) || article) {
                break;
            }
            let so_far = glue.unwrap_or(Glue {
                of: !matches!(word.as_str(), "to" | "in" | "under" | "from"),
                the: false,
            });
            glue = Some(Glue {
                // `des`, `della` and the like say both.
                the: so_far.the || word == "the" || !matches!(word.as_str(), "of" | "any"),
                ..so_far
            });
            at = if matches!(self.char_at(after), Some('\'' | '’')) {
                after + self.char_at(after).map_or(1, char::len_utf8)
            } else {
                self.skip_blanks(after)
            };
        }
        (at, glue)
    }

    /// `this Agreement`, `ovog zakona`, also with a word or two between.
    fn this_act(&self, mut at: usize, own: &SelfName) -> Option<Side> {
        for _ in 0..5 {
            at = self.skip_blanks(at);
            let (word, after) = reading::word(self.text, at)?;
            if self.words.own.contains(&word)
                || self.words.acts.contains(&word)
                || self.words.agreements.contains(&word)
            {
                own.said.borrow_mut().insert(word);
                return Some(Side::Own);
            }
            at = after;
        }
        None
    }

    /// A name that ends in a word for an act.
    fn named(&self, mut at: usize, glued: bool, acronyms: bool, own: &SelfName) -> Option<Side> {
        let start = at;
        let mut that = false;
        for place in 0..NAME {
            let (word, after) = match reading::word(self.text, at) {
                Some(found) => found,
                // `Regulation (EU) 2016/679` comes after its word; `U.S. Code` has dots.
                None if self.char_at(at).is_some_and(|c| c.is_ascii_digit()) && place > 0 => {
                    let next = self.text.get(at..)?.find(char::is_whitespace)?;
                    at = self.skip_blanks(at + next);
                    continue;
                }
                None if place == 0 && matches!(self.char_at(at), Some('"' | '“' | '„' | '«')) =>
                {
                    at += self.char_at(at).map_or(1, char::len_utf8);
                    continue;
                }
                None => return None,
            };
            let printed = self.text.get(at..after)?;
            let capital = printed.starts_with(char::is_uppercase);
            if self.words.that.contains(&word) && !capital {
                that = true;
            } else if self.is_act(&word, capital, glued || that) {
                return self.judge(start, after, &word, that, own);
            } else if place == 0 && acronyms && acronym(printed) && !self.shouts(after) {
                let mine = own.initials.contains(&word) && word.len() > 1;
                return Some(if mine { Side::Own } else { Side::Other });
            } else if !(capital
                || (place > 0 && matches!(word.as_str(), "and" | "of" | "u"))
                || adjective(&word))
            {
                return None;
            }
            at = after;
            while self.char_at(at) == Some('.')
                || self.char_at(at) == Some('\'')
                || self.char_at(at) == Some('’')
            {
                at += self.char_at(at).map_or(1, char::len_utf8);
            }
            at = self.skip_blanks(at);
        }
        None
    }

    /// Whether a word names an act where it stands.
    fn is_act(&self, word: &str, capital: bool, glued: bool) -> bool {
        let known = self.words.acts.contains(word);
        let written = capital || self.words.small_acts.contains(word);
        let joined = glued || self.words.bare_acts.contains(word) || short_name(word);
        known && written && joined
    }

    /// Whether the words behind a byte are all in capitals.
    fn shouts(&self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or_default();
        let mut letters = rest.chars().filter(|c| c.is_alphabetic()).take(6);
        letters.all(char::is_uppercase)
    }

    fn judge(
        &self,
        start: usize,
        end: usize,
        word: &str,
        that: bool,
        own: &SelfName,
    ) -> Option<Side> {
        if that {
            return Some(Side::Other);
        }
        let name = folded(self.text.get(start..end)?);
        let alone = name == word;
        if self.words.agreements.contains(word) {
            let mine = !own.amends && (alone || own.title.contains(&name));
            return Some(if mine { Side::Own } else { Side::Other });
        }
        // `Article 5 of the Law` in a text that speaks of `this Law`.
        let itself = alone && own.said.borrow().contains(word) && !self.is_named(end);
        let mine = itself || (!alone && name.len() > 8 && own.title.starts_with(&name));
        Some(if mine { Side::Own } else { Side::Other })
    }

    /// Whether a name or a number follows the word for an act.
    fn is_named(&self, end: usize) -> bool {
        let at = self.skip_blanks(end);
        let rest = self.text.get(at..).unwrap_or_default();
        let rest = rest.trim_start_matches(['-', '–', ' ', '„', '"', '“', '«', '\u{201e}']);
        let numbered = rest.starts_with(|c: char| c.is_ascii_digit() || c == '(' || c == '№');
        let word = reading::word(self.text, at).map(|(word, _)| word);
        numbered
            || rest.starts_with(char::is_uppercase)
            || word.is_some_and(|word| {
                matches!(
                    word.as_str(),
                    "o" | "о"
                        | "on"
                        | "nr"
                        | "za"
                        | "за"
                        | "per"
                        | "sur"
                        | "relative"
                        | "br"
                        | "бр"
                )
            })
    }

    /// What the words before a reference say.
    pub(super) fn side_before(&self, start: usize) -> Option<Side> {
        let mut end = self.back_blanks(start);
        if self
            .text
            .get(..end)?
            .ends_with(|c: char| is_han(c) || c == '》')
        {
            return self.han_side(end);
        }
        let comma = self.text.get(..end)?.ends_with(',');
        if comma {
            end = self.back_blanks(end - 1);
        }
        let tail: String = self
            .text
            .get(..end)?
            .chars()
            .rev()
            .take(12)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        let last = tail.split_whitespace().next_back()?;
        let plain: String = last
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        if matches!(plain.as_str(), "usc" | "cfr" | "usca" | "ucc") {
            return Some(Side::Other);
        }
        let numbered = last.starts_with(|c: char| c.is_ascii_digit()) && last.contains('/');
        if comma && numbered {
            return Some(Side::Other);
        }
        let (word, at) = self.word_before(end)?;
        let printed = self.text.get(at..end)?;
        let capital = printed.starts_with(char::is_uppercase);
        let act = self.words.acts.contains(&word) && !self.words.agreements.contains(&word);
        let gap = self.back_blanks(at);
        let own = self
            .word_before(gap)
            .is_some_and(|(before, _)| self.words.this.contains(&before));
        (act && capital && !own && self.head(at).is_none()).then_some(Side::Other)
    }

    /// `本法第五条`, `《…法》第五条`, `民法典第五条`.
    fn han_side(&self, end: usize) -> Option<Side> {
        let before = self.text.get(..end)?;
        if before.ends_with('》') {
            return Some(Side::Other);
        }
        if before.ends_with('）') || before.ends_with(')') {
            return None;
        }
        let own = self
            .words
            .han_own
            .iter()
            .find(|word| before.ends_with(word.as_str()));
        if let Some(own) = own {
            let rest = before.get(..before.len() - own.len())?;
            if rest.ends_with('本') {
                return Some(Side::Own);
            }
        }
        let act = self
            .words
            .han_acts
            .iter()
            .find(|word| before.ends_with(word.as_str()))?;
        let rest = before.get(..before.len() - act.len())?;
        // 依法, 按照规定: no name stands before.
        let named = rest.ends_with(is_han)
            && !rest.ends_with(['依', '按', '照', '合', '违', '守', '反', '的', '有']);
        if act == "规定" || act == "决定" || act == "解释" {
            return None;
        }
        named.then_some(Side::Other)
    }
}

/// Words between a reference and the name of an act that belong to the name in the languages that
/// decline: `Porodičnog zakona`, `Opće uredbe`.
fn adjective(word: &str) -> bool {
    ["og", "eg", "ih", "ог", "ег", "их", "oga", "ога"]
        .iter()
        .any(|end| word.ends_with(end) && word.chars().count() > 4)
}

/// Names of acts that everybody knows by their letters, so that no `of` need stand before them.
fn short_name(word: &str) -> bool {
    matches!(
        word,
        "gdpr" | "dsgvo" | "ds-gvo" | "rgpd" | "bgb" | "hgb" | "stgb" | "bdsg" | "aeuv" | "euv"
    )
}

/// What joins a reference to the name of an act.
#[derive(Clone, Copy)]
struct Glue {
    /// It says whose the clause is, not where something else goes.
    of: bool,
    /// A definite article stands in it.
    the: bool,
}

/// `GDPR`, `DSGVO`, `GmbHG`: two capitals at least, and not a word in capitals.
fn acronym(printed: &str) -> bool {
    let capitals = printed.chars().filter(|c| c.is_uppercase()).count();
    let length = printed.chars().count();
    (3..=6).contains(&length) && capitals >= 3 && printed.chars().all(char::is_alphabetic)
}
