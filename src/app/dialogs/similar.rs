//! Passages of other agreements that are like the clause, how they were judged, and one of them beside
//! the clause word by word.

use super::{Dialog, Page};
use crate::app::action::Action;
use crate::app::elsewhere::{self, Judged};
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::app::screens::moved;
use crate::domain::cite::cite_in_sentence;
use crate::domain::elsewhere::{Question, judged};
use crate::domain::passages::Comparison;
use crate::tr;
use std::sync::Arc;

/// The list of passages, or one of them beside the clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimilarDialog {
    /// What is asked.
    pub question: Arc<Question>,
    /// The clause that it is about, as it is cited.
    pub about: String,
    /// How far it is.
    pub looking: Looking,
    /// The cursor, in what was found.
    pub cursor: usize,
    /// The passage under the cursor beside the clause, while they are compared.
    pub compared: Option<Compared>,
}

/// How far a search is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looking {
    /// Agreements are being read.
    Reading {
        /// Those that were read.
        done: usize,
        /// All of them; 0 while that is not known.
        total: usize,
    },
    /// It cannot be done, and why.
    Failed(String),
    /// What was found.
    Found {
        /// The passages, the nearest first.
        finds: Vec<Judged>,
        /// Agreements that were searched.
        searched: usize,
        /// Agreements that could not be searched.
        left_out: usize,
    },
}

/// Two passages word by word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// What they share and do not share.
    pub comparison: Comparison,
    /// How far it was scrolled.
    pub page: Page,
}

impl SimilarDialog {
    /// What was found so far.
    pub fn finds(&self) -> &[Judged] {
        match &self.looking {
            Looking::Found { finds, .. } => finds,
            _ => &[],
        }
    }

    /// The passage under the cursor.
    pub fn chosen(&self) -> Option<&Judged> {
        self.finds().get(self.cursor)
    }

    fn compare(&mut self) {
        let find = self.chosen().map(|judged| &judged.find);
        self.compared = find.map(|find| Compared {
            comparison: Comparison::of(&self.question.words, &find.words),
            page: Page::default(),
        });
    }
}

/// Asks for passages like the words chosen, or like what is on the screen.
pub fn show(model: &mut Model) -> Vec<Effect> {
    let Some(reading) = &model.reading else {
        return Vec::new();
    };
    let Some((clause, words)) = reading.passage() else {
        return Vec::new();
    };
    let at = reading.agreement.clauses.index_of(&clause.id);
    let about = cite_in_sentence(&reading.agreement, at.unwrap_or(reading.at));
    let judged = judged(model.state());
    let question = match words {
        Some(words) => Question::new(&reading.agreement, words, judged),
        None => Question::on_clause(&reading.agreement, clause, judged),
    };
    if question.is_too_short() {
        model.say(tr!(
            "These are too few words to be compared. Go to a clause that says something, or choose more words."
        ));
        return Vec::new();
    }
    let question = Arc::new(question);
    model.dialog = Some(Dialog::Similar(Box::new(SimilarDialog {
        question: Arc::clone(&question),
        about,
        looking: Looking::Reading { done: 0, total: 0 },
        cursor: 0,
        compared: None,
    })));
    vec![Effect::LookElsewhere(question)]
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let Some(Dialog::Similar(dialog)) = &mut model.dialog else {
        return Vec::new();
    };
    let last = dialog.finds().len().saturating_sub(1);
    match (action, &mut dialog.compared) {
        (Action::Cancel, Some(_)) => dialog.compared = None,
        (Action::Cancel, None) => {
            model.dialog = None;
            return vec![Effect::StopLooking];
        }
        (Action::GoThere, _) => {
            let find = dialog.chosen().map(|judged| judged.find.clone());
            return find.map_or_else(Vec::new, |find| elsewhere::go_there(model, &find));
        }
        (Action::NextMatch, Some(_)) => {
            dialog.cursor = (dialog.cursor + 1).min(last);
            dialog.compare();
        }
        (Action::PreviousMatch, Some(_)) => {
            dialog.cursor = dialog.cursor.saturating_sub(1);
            dialog.compare();
        }
        (_, Some(compared)) => compared.page.act(action, page),
        (Action::Compare, None) => dialog.compare(),
        (_, None) => {
            let to = moved(dialog.cursor, last + 1, page, action);
            dialog.cursor = to.unwrap_or(dialog.cursor);
        }
    }
    Vec::new()
}
