//! Redaction: what a public edition must not show of one agreement and its review, and where else the
//! same words stand.
//!
//! Withheld is what reviewers marked: the agreement as a whole, passages, tags, answers with their
//! values, notes and particulars. The same words elsewhere are found by their place in the text where
//! they are words of it, and by `echoes` in everything that people wrote. **An entry stays known by its
//! hash**: the SHA-256 of its line in the journal, which ends in an ed25519 signature. The hash of a
//! short passage alone could be found by trying words; nobody can try signatures. The confidential
//! edition prints the same hash beside the same passage, so that both can be shown to come from one
//! review.
//!
//! Knows nothing of summaries and formats. The checklist's own texts are published anyway: a gap in a
//! question that everybody can read elsewhere would tell the word that was withheld.

mod echoes;
mod entries;
mod marks;
mod text;

use super::agreement::{Agreement, AgreementId};
use super::checklist::Checklist;
use super::checklist::ItemRef;
use super::clause::ClauseId;
use super::digest::Digest;
use super::review::detail::Detail;
use super::review::state::Held;
use super::review::{AgreementReview, Moment, Passage, Reviewer, StoredEntry, WriterId};
use super::text::Span;
pub use entries::marks_something;

use echoes::{Echoes, Gathered, joined};
use marks::Marks;
use std::sync::Arc;

/// What stands in the place of withheld words, in the language that is spoken.
pub fn mark() -> &'static str {
    tr!("[withheld]")
}

/// What is withheld of one agreement.
#[derive(Debug)]
pub struct Redaction {
    agreement: AgreementId,
    held: Vec<HeldBack>,
    whole: bool,
    /// Bytes of the agreement's text that are withheld, also where they repeat what was marked; in
    /// order and apart.
    blanks: Vec<Span>,
    /// The same in scalars.
    scalars: Vec<Span>,
    text_sha256: Digest,
    echoes: Echoes,
    /// Every passage that is marked or once was: its text, and its place in scalars.
    ever: Vec<(Digest, Span)>,
    /// The same as `echoes` with passages that once were marked, for journals.
    past: Option<Echoes>,
}

/// Something that somebody marked as confidential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldBack {
    /// What it is.
    pub kind: HeldKind,
    /// The clause that it is about, and its label as printed.
    pub clause: Option<(ClauseId, String)>,
    /// The item that it is about.
    pub item: Option<ItemRef>,
    /// The particular that it is.
    pub detail: Option<Detail>,
    /// What is held back, in its own words: for confidential eyes only. Nothing where the agreement as a whole is
    /// marked, or an answer without a value.
    pub words: Option<String>,
    /// Who marked it.
    pub by: Reviewer,
    /// The claimed time.
    pub at: Moment,
    /// The journal.
    pub writer: WriterId,
    /// Number of the entry there.
    pub seq: u64,
    /// Hash of the entry.
    pub entry: Digest,
}

/// Kinds of what can be held back, in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeldKind {
    /// The agreement as a whole.
    Agreement,
    /// Words of the agreement by themselves.
    Passage,
    /// A tag, with its words.
    Tag,
    /// An answer, with its value.
    Answer,
    /// A note.
    Note,
    /// A particular of the agreement.
    Particular,
}

impl HeldKind {
    /// What a person calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Agreement => tr!("the whole agreement"),
            Self::Passage => tr!("words"),
            Self::Tag => tr!("tag"),
            Self::Answer => tr!("answer"),
            Self::Note => tr!("note"),
            Self::Particular => tr!("particular"),
        }
    }
}

impl HeldBack {
    fn of<V>(kind: HeldKind, held: &Held<V>) -> Self {
        Self {
            kind,
            clause: None,
            item: None,
            detail: None,
            words: None,
            by: held.by.clone(),
            at: held.at,
            writer: held.writer.clone(),
            seq: held.seq,
            entry: held.entry,
        }
    }

    fn at_clause(mut self, clause: &ClauseId, label: &str) -> Self {
        self.clause = Some((clause.clone(), label.to_owned()));
        self
    }

    fn saying(mut self, words: Option<&str>) -> Self {
        self.words = words.map(str::to_owned);
        self
    }

    fn at_passage(self, passage: Option<&Passage>) -> Self {
        match passage {
            Some(passage) => {
                let words = self.words.clone();
                let words = words.unwrap_or_else(|| passage.quote.clone());
                let told = self.at_clause(&passage.clause, &passage.label);
                told.saying(Some(&words))
            }
            None => self,
        }
    }

    fn on_item(mut self, item: &ItemRef) -> Self {
        self.item = Some(item.clone());
        self
    }

    /// What it is and where, in a few words without any of its own: `tag, Article 5, remote-access`.
    pub fn sentence(&self) -> String {
        let mut words = vec![self.kind.label().to_owned()];
        if let Some((id, label)) = &self.clause {
            let label = label.trim_end_matches(['.', ':']);
            words.push(match label {
                "" => id.to_string(),
                label => format!("{label} ({id})"),
            });
        }
        words.extend(self.item.as_ref().map(|item| item.item.clone()));
        words.extend(self.detail.map(|detail| detail.name().to_owned()));
        words.join(", ")
    }
}

/// What a public edition would hold back, in the order in which it is told.
pub fn withheld(review: &AgreementReview, id: &AgreementId) -> Vec<HeldBack> {
    Marks::of(&[review], &[], id).held
}

impl Redaction {
    /// What is withheld of an agreement, by its review and by all entries that the review came from. For
    /// a review as it stood once, both that one and the present one have their say.
    pub fn of(
        agreement: &Agreement,
        checklists: &[Arc<Checklist>],
        reviews: &[&AgreementReview],
        entries: &[StoredEntry],
    ) -> Self {
        let marks = Marks::of(reviews, entries, &agreement.id);
        let ever = marks.passages.iter().chain(&marks.past);
        let ever = ever.map(|one| (one.text_sha256, Span::new(one.start, one.end)));
        let ever = ever.collect();
        let (echoes, blanks) = found(agreement, checklists, &marks.passages, &marks);
        let past = (!marks.past.is_empty()).then(|| {
            let all: Vec<&Passage> = marks.passages.iter().chain(&marks.past).copied().collect();
            found(agreement, checklists, &all, &marks).0
        });
        Self {
            agreement: agreement.id.clone(),
            text_sha256: agreement.text_sha256,
            scalars: blanks
                .iter()
                .map(|&one| agreement.to_scalars(one))
                .collect(),
            held: marks.held,
            whole: marks.whole,
            blanks,
            echoes,
            ever,
            past,
        }
    }

    /// The agreement.
    pub const fn agreement(&self) -> &AgreementId {
        &self.agreement
    }

    /// What is held back, in the order in which it is told.
    pub fn held(&self) -> &[HeldBack] {
        &self.held
    }

    /// Whether the agreement as a whole is confidential, so that there is no public edition of it.
    pub const fn is_whole(&self) -> bool {
        self.whole
    }

    /// Whether no word is withheld.
    pub fn is_empty(&self) -> bool {
        !self.whole && self.blanks.is_empty() && self.echoes.is_empty() && self.ever.is_empty()
    }

    /// Whether some of these bytes of the agreement's text are withheld.
    pub fn hides(&self, bytes: Span) -> bool {
        !text::within(&self.blanks, bytes).is_empty()
    }

    /// Whether these places of a text, in scalars, were ever marked.
    pub fn ever_marked(&self, text: Digest, scalars: Span) -> bool {
        let marked = |one: &(Digest, Span)| one.0 == text && one.1.overlaps(scalars);
        self.ever.iter().any(marked)
    }

    /// Whether these places, in scalars, were ever marked or repeat what is.
    pub fn ever_hid(&self, text: Digest, scalars: Span) -> bool {
        let here = text == self.text_sha256 && !text::within(&self.scalars, scalars).is_empty();
        here || self.ever_marked(text, scalars)
    }

    /// The label of a clause: its number stays, unless it has withheld words in it.
    pub fn label(&self, label: &str) -> String {
        text::label(self, label)
    }

    /// Words of the agreement with a mark in the place of what is withheld.
    pub fn words(&self, agreement: &Agreement, bytes: Span) -> String {
        text::cut_out(agreement.text(), bytes, &self.blanks)
    }

    /// A text with a mark wherever it repeats withheld words; nothing when it does not.
    pub fn masked(&self, text: &str) -> Option<String> {
        let found = self.echoes.find(text);
        let all = Span::new(0, text.len());
        (!found.is_empty()).then(|| text::cut_out(text, all, &found))
    }

    /// The agreement as a public edition may show it: same positions in scalars, withheld characters
    /// made one sign, and nothing of what stands beside the text.
    pub fn open_agreement(&self, agreement: &Agreement) -> Agreement {
        text::blacked_out(agreement, self)
    }

    /// The heading of a clause, as far as it may be shown: all of it or nothing.
    pub fn shows_heading(&self, agreement: &Agreement, clause: usize) -> bool {
        text::shows_heading(agreement, clause, self)
    }
}

/// What withheld words are recognised by, and where they stand in the agreement.
fn found(
    agreement: &Agreement,
    checklists: &[Arc<Checklist>],
    passages: &[&Passage],
    marks: &Marks<'_>,
) -> (Echoes, Vec<Span>) {
    let mut gathered = Gathered::default();
    let mut places = Vec::new();
    for passage in passages {
        gathered.passage(&passage.quote);
        if passage.text_sha256 == agreement.text_sha256 {
            places.extend(agreement.to_bytes(Span::new(passage.start, passage.end)));
        }
    }
    for value in &marks.values {
        // Most are taken from the agreement, word for word.
        gathered.passage(value);
    }
    for note in &marks.notes {
        gathered.written(note);
    }
    // What repeats the whole of it is withheld too, and opens none of its words.
    places.extend(gathered.whole().find(agreement.text()));
    let places = joined(places);
    gathered.open(agreement.text(), &places);
    for text in checklists.iter().flat_map(|list| published(list)) {
        gathered.open(text, &[]);
    }
    let echoes = gathered.finish();
    let mut blanks = echoes.find(agreement.text());
    blanks.extend(places);
    (echoes, joined(blanks))
}

/// Texts of a checklist, which everybody can read.
fn published(checklist: &Checklist) -> impl Iterator<Item = &str> {
    checklist.items.iter().flat_map(|item| {
        [
            item.name.as_str(),
            &item.question,
            &item.why_it_matters,
            &item.follow_up_question,
        ]
    })
}

#[cfg(test)]
mod tests;
