//! What the agreement refers to and does not hold: a question for each.

use super::Material;
use super::finding::Place;
use crate::domain::cite::cite;
use crate::domain::references::{Absentee, absentees, references};
use crate::domain::text::Span;
use serde::Serialize;

/// Something that is referred to and not in the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// As printed where it is named first.
    pub name: String,
    /// The clauses that refer to it, in the order of the text, each once.
    pub clauses: Vec<Place>,
    /// What to ask the ministry or city.
    pub question: String,
    /// The bytes of the agreement's text that name it, each with its clause's position in the tree.
    #[serde(skip)]
    pub(super) places: Vec<(Span, usize)>,
}

impl Material<'_> {
    pub(super) fn missing(&self) -> Vec<Missing> {
        let tree = &self.agreement.clauses;
        let found = references(&self.agreement.document.text, tree);
        absentees(&found)
            .iter()
            .map(|one| self.asked(one))
            .collect()
    }

    fn asked(&self, absentee: &Absentee) -> Missing {
        let tree = &self.agreement.clauses;
        let places = absentee.places.iter();
        let places: Vec<(Span, usize)> = places
            .filter_map(|place| Some((*place, tree.index_at(place.start)?)))
            .collect();
        let mut at: Vec<usize> = places.iter().map(|&(_, at)| at).collect();
        at.dedup();
        let cited = at.first().map_or_else(String::new, |&first| {
            let cited = cite(self.agreement, first);
            if cited.starts_with(|c: char| c.is_ascii_digit() || c == '(') {
                return format!("clause {cited}");
            }
            cited
        });
        let clauses = tree.clauses();
        Missing {
            name: absentee.name.clone(),
            question: absentee.question(&cited),
            clauses: at
                .into_iter()
                .map(|at| self.place(&clauses[at].id, &clauses[at].label))
                .collect(),
            places,
        }
    }
}
