//! What reviewers said on words of an agreement, one remark for each voice, in the order of the text.
//!
//! Only what the summary shows: an edition that holds something back holds it back here too. Answers for the whole
//! agreement have no place in its text; they stand in the summary.

use crate::domain::agreement::Agreement;
use crate::domain::clause::ClauseId;
use crate::domain::review::event::Assessment;
use crate::domain::review::{Moment, Reviewer};
use crate::domain::summary::{Finding, Judgement, Note, NotePlace, Origin, Summary, Tag};
use crate::domain::text::Span;
use crate::formats::export::report::{Tone, which_tag};
use crate::tr;

/// What one reviewer said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Its number in the text, counted from 1.
    pub number: usize,
    /// What it is about.
    pub on: On,
    /// The words that it is about; empty where it is about more than words.
    pub quote: String,
    /// The assessment; nothing when it is only a note.
    pub assessment: Option<Assessment>,
    /// Who said it.
    pub by: Reviewer,
    /// The claimed time.
    pub at: Moment,
    /// What the reviewer was asked; empty when it was nothing.
    pub question: String,
    /// What was said, a paragraph each.
    pub said: Vec<String>,
}

/// What a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum On {
    /// The agreement as a whole.
    Agreement,
    /// A clause, by its own bytes of the text.
    Clause(Span),
    /// Bytes of the text.
    Words(Span),
}

impl On {
    /// Where it stands among the others.
    const fn rank(self) -> (usize, usize) {
        match self {
            Self::Agreement => (0, 0),
            Self::Clause(span) => (span.start, 1),
            Self::Words(span) => (span.start, 2),
        }
    }
}

impl Remark {
    /// How it is to be taken.
    pub const fn tone(&self) -> Tone {
        match self.assessment {
            Some(Assessment::Ok) => Tone::Good,
            Some(Assessment::Concern) => Tone::Concern,
            Some(Assessment::Unclear) => Tone::Unclear,
            Some(Assessment::Info) | None => Tone::Neutral,
        }
    }

    /// The words that it is about, in bytes of the text.
    pub const fn words(&self) -> Option<Span> {
        match self.on {
            On::Words(span) => Some(span),
            On::Agreement | On::Clause(_) => None,
        }
    }

    /// Where it begins, in bytes of the text.
    pub const fn start(&self) -> usize {
        self.on.rank().0
    }

    /// All that it says, a paragraph each.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let question = (!self.question.is_empty()).then_some(self.question.as_str());
        question
            .into_iter()
            .chain(self.said.iter().map(String::as_str))
    }
}

/// All remarks, in the order of the text.
pub fn remarks(summary: &Summary, agreement: &Agreement) -> Vec<Remark> {
    let maker = Maker { agreement };
    let mut all = Vec::new();
    for finding in &summary.findings {
        for tag in &finding.tags {
            maker.tag(finding, tag, &mut all);
        }
    }
    for placed in &summary.notes {
        maker.notes(&placed.place, &placed.notes, &mut all);
    }
    all.sort_by_key(|remark: &Remark| remark.on.rank());
    for (before, remark) in all.iter_mut().enumerate() {
        remark.number = before + 1;
    }
    all
}

struct Maker<'a> {
    agreement: &'a Agreement,
}

impl Maker<'_> {
    fn tag(&self, finding: &Finding, tag: &Tag, all: &mut Vec<Remark>) {
        let on = self.place(tag.start, tag.end, &tag.quote, &tag.clause.id);
        let question = format!("{}: {}", finding.name, finding.question);
        for judgement in &tag.judgements {
            let mut said = vec![assessed(judgement)];
            if tag.disputed {
                said.push(tr!("Reviewers differ on these words.").to_owned());
            }
            let own = tag.notes.iter().filter(|note| is_by(note, judgement));
            said.extend(own.map(noted));
            let mut remark = remark(on, &tag.quote, &judgement.origin, said);
            remark.question.clone_from(&question);
            remark.assessment = Some(judgement.assessment);
            all.push(told(remark));
        }
        let judged = |note: &&Note| !tag.judgements.iter().any(|one| is_by(note, one));
        for note in tag.notes.iter().filter(judged) {
            let mut remark = remark(on, &tag.quote, &note.origin, vec![noted(note)]);
            remark.question.clone_from(&question);
            all.push(told(remark));
        }
    }

    fn notes(&self, place: &NotePlace, notes: &[Note], all: &mut Vec<Remark>) {
        let (on, quote, question) = match place {
            NotePlace::Agreement => (On::Agreement, "", String::new()),
            NotePlace::Clause { clause } => (self.clause(&clause.id), "", String::new()),
            NotePlace::Tag {
                item,
                removed,
                clause,
                start,
                end,
                quote,
            } => {
                let on = self.place(*start, *end, quote, &clause.id);
                let which = which_tag(*removed);
                (on, quote.as_str(), format!("{which}: {item}"))
            }
            // It is about no words of the agreement.
            NotePlace::Answer { .. } => return,
        };
        for note in notes {
            let mut remark = remark(on, quote, &note.origin, vec![noted(note)]);
            remark.question.clone_from(&question);
            all.push(told(remark));
        }
    }

    /// Where words stand. Words that were tagged in another reading of the file are looked for; what does not stand in
    /// this text exactly once is said at its clause.
    fn place(&self, start: usize, end: usize, quote: &str, clause: &ClauseId) -> On {
        let text = self.agreement.text();
        let there = self.agreement.to_bytes(Span::new(start, end));
        if let Some(span) = there.filter(|span| !span.is_empty() && span.of(text) == quote) {
            return On::Words(span.trimmed(text));
        }
        let mut found = text.match_indices(quote);
        if !quote.trim().is_empty()
            && let (Some((at, _)), None) = (found.next(), found.next())
        {
            return On::Words(Span::new(at, at + quote.len()).trimmed(text));
        }
        self.clause(clause)
    }

    fn clause(&self, id: &ClauseId) -> On {
        let clause = self.agreement.clauses.get(id);
        clause.map_or(On::Agreement, |clause| {
            On::Clause(clause.span.trimmed(self.agreement.text()))
        })
    }
}

/// A remark on words that do not stand in the text says them itself.
fn told(mut remark: Remark) -> Remark {
    if remark.words().is_none() && !remark.quote.trim().is_empty() {
        remark.said.push(the_words(&remark.quote));
    }
    remark
}

/// A sentence with the words themselves, for where they cannot be marked.
pub fn the_words(quote: &str) -> String {
    tr!("The words: “{quote}”", quote = quote)
}

fn remark(on: On, quote: &str, origin: &Origin, mut said: Vec<String>) -> Remark {
    if let Some(settled) = &origin.settled {
        said.push(tr!("Settled: {reason}", reason = settled.reason));
    }
    Remark {
        number: 0,
        on,
        quote: quote.to_owned(),
        assessment: None,
        by: origin.by.clone(),
        at: origin.at,
        question: String::new(),
        said,
    }
}

fn is_by(note: &Note, judgement: &Judgement) -> bool {
    note.origin.by.id == judgement.origin.by.id
}

fn assessed(judgement: &Judgement) -> String {
    let label = judgement.assessment.label();
    let said = tr!("Assessment: {label}", label = label);
    confidential(said, judgement.confidential)
}

fn noted(note: &Note) -> String {
    let said = tr!("Note: {text}", text = note.text);
    confidential(said, note.confidential)
}

fn confidential(said: String, marked: bool) -> String {
    if marked {
        tr!("{said} (confidential)", said = said)
    } else {
        said
    }
}
