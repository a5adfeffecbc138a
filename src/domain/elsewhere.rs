//! Elsewhere: which passages of all agreements of a workspace are most like one, and how they were
//! judged there.
//!
//! A shelf holds what is needed to find passages, not the agreements themselves, so that hundreds fit.
//! Knows nothing of where agreements are kept or of how two passages differ word by word.

use super::agreement::{Agreement, AgreementId};
use super::checklist::ItemRef;
use super::cite::cite_with_heading;
use super::clause::{Clause, ClauseId};
use super::digest::Digest;
use super::everywhere::Words;
use super::fold::is_han;
use super::likeness::Likeness;
use super::passages::Comparison;
use super::review::event::Assessment;
use super::review::{AgreementReview, ReviewState};
use super::text::Span;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

/// Passages that are shown at most.
pub const MOST: usize = 20;
/// Passages among which these are chosen.
const CANDIDATES: usize = 256;
/// Likeness from which a passage is shown, in thousandths: below it chance is as good.
const LEAST: u32 = 350;
/// Words that a passage must have to be compared; a heading is like every other heading.
const LEAST_WORDS: usize = 6;
/// Bytes of a clause with all that it holds, up to which it counts as one passage too.
const LONGEST_WHOLE: usize = 6_000;
/// How many times longer than what is found the passage asked about may be: a line that stands under every
/// page is not like the clause that a page break cut in two.
const TIMES_LONGER: usize = 3;
/// Bytes of a passage that are kept to be shown and compared.
const LONGEST: usize = 60_000;
/// Bytes of text that are put on a shelf; what comes later is left out, and it is said.
const ROOM: usize = 400_000_000;

/// A passage that is looked for elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Where it stands.
    pub agreement: AgreementId,
    /// The text it stands in; the same text under another id is no find in itself.
    pub text_sha256: Digest,
    /// Its bytes there.
    pub span: Span,
    /// Its words.
    pub words: String,
    /// Clauses that somebody has tagged, in all agreements.
    pub judged: BTreeSet<(AgreementId, ClauseId)>,
}

/// The passages of many agreements.
#[derive(Debug, Default)]
pub struct Shelf {
    volumes: Vec<Volume>,
    known: HashSet<AgreementId>,
    likeness: Likeness<(u32, u32)>,
    /// Bytes of text so far.
    bytes: usize,
    /// The words of all texts, for those who search for words.
    pub words: Words,
}

/// What a shelf knows of an agreement.
#[derive(Debug)]
struct Volume {
    id: AgreementId,
    text_sha256: Digest,
    passages: Vec<Placed>,
}

/// A passage in its agreement.
#[derive(Debug)]
struct Placed {
    clause: usize,
    id: ClauseId,
    span: Span,
}

/// A passage that is like the one asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// Its agreement.
    pub agreement: AgreementId,
    /// Position of its clause.
    pub clause: usize,
    /// Its bytes: those of the clause, or of the clause with all that it holds.
    pub span: Span,
    /// How much it is like it: 1000 for the same words. Not a likelihood.
    pub thousandths: u32,
}

/// The same with everything that a person needs to see of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Find {
    /// Its agreement.
    pub agreement: AgreementId,
    /// The agreement's title.
    pub title: String,
    /// SHA-256 of the agreement's text.
    pub text_sha256: Digest,
    /// Its clause.
    pub clause: ClauseId,
    /// How the clause is cited.
    pub label: String,
    /// The page it begins on.
    pub page: Option<u32>,
    /// Its place, in Unicode scalar values.
    pub place: Span,
    /// Its words; of a very long one the beginning.
    pub words: String,
    /// How much it is like what was asked about, in thousandths.
    pub thousandths: u32,
}

/// How a reviewer judged words of a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Judgement {
    /// The item.
    pub item: ItemRef,
    /// The assessment.
    pub assessment: Assessment,
    /// The reviewer's name.
    pub by: String,
}

impl Question {
    /// About words of an agreement.
    pub fn new(
        agreement: &Agreement,
        span: Span,
        judged: BTreeSet<(AgreementId, ClauseId)>,
    ) -> Self {
        let span = span.trimmed(agreement.text());
        Self {
            agreement: agreement.id.clone(),
            text_sha256: agreement.text_sha256,
            span,
            words: beginning(span.of(agreement.text())).to_owned(),
            judged,
        }
    }

    /// About a clause: its own words, or with all that it holds where these alone say nothing.
    pub fn on_clause(
        agreement: &Agreement,
        clause: &Clause,
        judged: BTreeSet<(AgreementId, ClauseId)>,
    ) -> Self {
        let own = clause.span;
        let is_heading = has_few_words(own.of(agreement.text()));
        let span = if is_heading { clause.reach() } else { own };
        Self::new(agreement, span, judged)
    }

    /// Whether it has too few words to be told from any other.
    pub fn is_too_short(&self) -> bool {
        has_few_words(&self.words)
    }
}

impl Shelf {
    /// Whether an agreement stands on it.
    pub fn has(&self, id: &AgreementId) -> bool {
        self.known.contains(id)
    }

    /// How many agreements stand on it.
    pub const fn len(&self) -> usize {
        self.volumes.len()
    }

    /// Whether it is empty.
    pub const fn is_empty(&self) -> bool {
        self.volumes.is_empty()
    }

    /// Puts an agreement on it, in time linear in its text; says whether there was room.
    pub fn add(&mut self, agreement: &Agreement) -> bool {
        let text = agreement.text();
        if self.has(&agreement.id) {
            return true;
        }
        if self.bytes + text.len() > ROOM {
            return false;
        }
        self.bytes += text.len();
        let volume = u32::try_from(self.volumes.len()).unwrap_or(u32::MAX);
        let clauses = agreement.clauses.clauses().iter().enumerate();
        let places = clauses.flat_map(|(at, clause)| {
            let spans = [Some(clause.span), whole(clause)].into_iter().flatten();
            spans.map(move |span| (at, clause, span.trimmed(text)))
        });
        let mut passages: Vec<Placed> = Vec::new();
        for (clause, of, span) in places.filter(|(.., span)| !has_few_words(span.of(text))) {
            let number = u32::try_from(passages.len()).unwrap_or(u32::MAX);
            self.likeness
                .add((volume, number), beginning(span.of(text)));
            let id = of.id.clone();
            passages.push(Placed { clause, id, span });
        }
        self.known.insert(agreement.id.clone());
        self.volumes.push(Volume {
            id: agreement.id.clone(),
            text_sha256: agreement.text_sha256,
            passages,
        });
        true
    }

    /// The passages most like the one asked about, the nearest first; of equals, what was judged first.
    /// Overlapping ones are one. The same text under several ids is listed once, and that of the
    /// question's own agreement not at all, unless it was judged there.
    pub fn nearest(&self, question: &Question) -> Vec<Near> {
        let found = self.likeness.nearest(&question.words, CANDIDATES);
        let mut found: Vec<_> = found
            .into_iter()
            .filter(|near| near.thousandths >= LEAST)
            .filter_map(|near| {
                let volume = self.volumes.get(near.key.0 as usize)?;
                let placed = volume.passages.get(near.key.1 as usize)?;
                if TIMES_LONGER * placed.span.len() < question.words.len() {
                    return None;
                }
                let tagged = (volume.id.clone(), placed.id.clone());
                let is_judged = question.judged.contains(&tagged);
                Some((near, volume, placed, is_judged))
            })
            .collect();
        found.sort_by_key(|(near, _, _, is_judged)| {
            (Reverse(near.thousandths), !is_judged, near.key)
        });
        let mut seen = HashSet::new();
        let mut nearest: Vec<Near> = Vec::new();
        for (near, volume, placed, is_judged) in found {
            let own = volume.id == question.agreement;
            let copy = !own && volume.text_sha256 == question.text_sha256;
            let overlaps =
                |other: &Near| other.agreement == volume.id && other.span.overlaps(placed.span);
            let is_itself = own && placed.span.overlaps(question.span);
            // A copy that nobody has judged says nothing that the first one does not say.
            let again = !seen.insert((volume.text_sha256, placed.span));
            if is_itself || ((copy || again) && !is_judged) || nearest.iter().any(overlaps) {
                continue;
            }
            nearest.push(Near {
                agreement: volume.id.clone(),
                clause: placed.clause,
                span: placed.span,
                thousandths: near.thousandths,
            });
            if nearest.len() == MOST {
                break;
            }
        }
        nearest
    }
}

impl Find {
    /// What is to be seen of a passage like `asked`; nothing when the agreement does not have it.
    pub fn of(agreement: &Agreement, near: &Near, asked: &str) -> Option<Self> {
        let clause = agreement.clauses.clauses().get(near.clause)?;
        let words = beginning(agreement.text().get(near.span.start..near.span.end)?);
        // Likeness forgets order and signs: only what says the same is wholly alike.
        let differs = near.thousandths == 1000 && !Comparison::of(asked, words).is_equal();
        Some(Self {
            agreement: agreement.id.clone(),
            title: agreement.document.title.clone(),
            text_sha256: agreement.text_sha256,
            clause: clause.id.clone(),
            label: cite_with_heading(agreement, near.clause),
            page: agreement.document.page_at(near.span.start).or(clause.page),
            place: agreement.to_scalars(near.span),
            words: words.to_owned(),
            thousandths: near.thousandths - u32::from(differs),
        })
    }

    /// How it was judged: by whom and under which items, in the order of items and times.
    pub fn judgements(&self, state: &ReviewState) -> Vec<Judgement> {
        let review = state.agreement(&self.agreement);
        let tags = review.into_iter().flat_map(AgreementReview::standing_tags);
        let mut tags: Vec<_> = tags
            .filter(|(tag, _)| {
                let words = Span::new(tag.passage.start, tag.passage.end);
                tag.passage.text_sha256 == self.text_sha256 && words.overlaps(self.place)
            })
            .collect();
        tags.sort_by_key(|(tag, _)| (&tag.item, tag.passage.start));
        let mut judgements: Vec<Judgement> = Vec::new();
        for (tag, register) in tags {
            for held in register.standing() {
                let Some(value) = &held.value else {
                    continue;
                };
                let judgement = Judgement {
                    item: tag.item.clone(),
                    assessment: value.assessment,
                    by: held.by.name.clone(),
                };
                if !judgements.contains(&judgement) {
                    judgements.push(judgement);
                }
            }
        }
        judgements
    }

    /// How much it is like what was asked about, in percent.
    pub const fn percent(&self) -> u32 {
        self.thousandths / 10
    }
}

/// The clauses of all agreements that somebody has tagged.
pub fn judged(state: &ReviewState) -> BTreeSet<(AgreementId, ClauseId)> {
    let reviews = state.agreements().filter_map(|id| state.agreement(id));
    let tags = reviews.flat_map(AgreementReview::standing_tags);
    tags.map(|(tag, _)| (tag.passage.agreement.clone(), tag.passage.clause.clone()))
        .collect()
}

/// A clause with all that it holds, where that is more than its own words and not too long.
fn whole(clause: &Clause) -> Option<Span> {
    let all = Span::new(clause.span.start, clause.subtree_end);
    (all.end > clause.span.end && all.len() <= LONGEST_WHOLE).then_some(all)
}

fn has_few_words(text: &str) -> bool {
    // Chinese has no blanks; two of its signs are about a word.
    let han = |word: &str| word.chars().filter(|letter| is_han(*letter)).count();
    let mut words = text.split_whitespace().map(|word| 1 + han(word) / 2);
    let mut count = 0;
    words.all(|word| {
        count += word;
        count < LEAST_WORDS
    })
}

/// The beginning of a very long passage.
fn beginning(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::agreement;

    const ACCESS: &str = "The Supplier may connect to the platform at any time for maintenance.";

    fn text(number: usize, access: &str) -> String {
        format!(
            "Agreement {number}\n\nArticle 1 Subject\n\n1.1 The parties build a network number {number} in the city of Novigrad together.\n\nArticle 2 Access\n\n2.1 {access}\n\n2.2 Invoices are paid within thirty days of receipt, in euro.\n"
        )
    }

    fn shelf(texts: &[String]) -> (Shelf, Vec<Agreement>) {
        let agreements: Vec<Agreement> = texts.iter().map(|text| agreement(text)).collect();
        let mut shelf = Shelf::default();
        for agreement in &agreements {
            assert!(shelf.add(agreement) && shelf.has(&agreement.id));
        }
        (shelf, agreements)
    }

    fn question(agreement: &Agreement, words: &str) -> Question {
        let start = agreement.text().find(words).expect(words);
        let span = Span::new(start, start + words.len());
        Question::new(agreement, span, BTreeSet::new())
    }

    #[test]
    fn the_nearest_come_first_and_the_passage_itself_not_at_all() {
        let (shelf, agreements) = shelf(&[
            text(1, ACCESS),
            text(
                2,
                "The Supplier may connect to the platform only after written notice.",
            ),
            text(3, ACCESS),
            text(
                4,
                "Nothing is said here of any such matter by anybody at all.",
            ),
        ]);
        let found = shelf.nearest(&question(&agreements[0], ACCESS));
        let order: Vec<&AgreementId> = found.iter().map(|near| &near.agreement).collect();
        assert_eq!(order, [&agreements[2].id, &agreements[1].id]);
        assert!(found[0].thousandths > 900 && found[1].thousandths < found[0].thousandths);
        let find = Find::of(&agreements[2], &found[0], ACCESS).expect("it has it");
        assert!(find.words.contains(ACCESS), "{find:?}");
        assert!(find.label.contains("2.1"), "{find:?}");
        let scalars = agreements[2].to_bytes(find.place).expect("a place in it");
        assert_eq!(scalars.of(agreements[2].text()), find.words);
    }

    #[test]
    fn copies_are_finds_only_where_they_were_judged() {
        let same = text(1, ACCESS);
        let mut copies = [agreement(&same), agreement(&same), agreement(&same)];
        for (copy, id) in copies.iter_mut().zip(["a", "b", "c"]) {
            copy.id = AgreementId::new(id);
        }
        let mut shelf = Shelf::default();
        assert!(copies.iter().all(|copy| shelf.add(copy)));
        let mut asked = question(&copies[0], ACCESS);
        assert_eq!(shelf.nearest(&asked), [], "nothing but copies");
        let other = agreement(&text(
            2,
            "The parties agree on everything else in a separate letter.",
        ));
        let mut from_other = question(&other, "The parties agree on everything else");
        from_other.words = ACCESS.to_owned();
        assert_eq!(shelf.nearest(&from_other).len(), 1, "copies are one");
        let near = &shelf.nearest(&from_other)[0];
        let clause = copies[0].clauses.clauses()[near.clause].id.clone();
        asked.judged = BTreeSet::from([(AgreementId::new("b"), clause.clone())]);
        let found = shelf.nearest(&asked);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].agreement, AgreementId::new("b"));
        from_other.judged = BTreeSet::from([(AgreementId::new("c"), clause)]);
        let found = shelf.nearest(&from_other);
        assert_eq!(
            found[0].agreement,
            AgreementId::new("c"),
            "what was judged stands for all"
        );
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn headings_and_the_like_are_too_short() {
        let kept = agreement(&text(1, ACCESS));
        assert!(question(&kept, "Article 2 Access").is_too_short());
        assert!(!question(&kept, ACCESS).is_too_short());
        assert!(!has_few_words("供应商可以随时连接平台进行维护"));
        assert!(has_few_words(""));
    }
}
