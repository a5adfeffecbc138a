//! `suggest --by-weight`: the clauses that something points at, the heaviest first.

use super::args::Suggest;
use super::context::Context;
use super::failure::{Exit, Failure};
use crate::domain::agreement::Agreement;
use crate::domain::checklist::Checklist;
use crate::domain::cite::cite_with_heading;
use crate::domain::pointer::ItemPointers;
use crate::domain::review::{AgreementReview, Coverage};
use crate::domain::visible::visible_line;
use crate::domain::weight::{Weighed, by_weight};
use serde_json::{Value, json};

/// What is listed.
pub struct Listing<'a> {
    agreement: &'a Agreement,
    checklist: &'a Checklist,
    coverage: Coverage,
}

impl<'a> Listing<'a> {
    /// Of an agreement under a checklist, as far as it was reviewed.
    pub fn new(
        agreement: &'a Agreement,
        checklist: &'a Checklist,
        review: &AgreementReview,
    ) -> Self {
        Self {
            agreement,
            checklist,
            coverage: Coverage::of(agreement, checklist, review),
        }
    }

    /// Lists the clauses in the order in which the reader steps by weight, and what is left of each.
    pub fn print(
        &self,
        context: &Context,
        pointed: &[ItemPointers],
        arguments: &Suggest,
    ) -> Result<Exit, Failure> {
        let weighed = by_weight(self.checklist, pointed);
        let shown = (1..).zip(weighed.iter().take(arguments.top.unwrap_or(usize::MAX)));
        if arguments.json {
            let clauses: Vec<Value> = shown.map(|(rank, one)| self.json(rank, one)).collect();
            context.output.json(
                &json!({"agreement": self.agreement.id, "checklist": self.checklist.id,
                "count": weighed.len(), "clauses": clauses}),
            )?;
            return Ok(Exit::Done);
        }
        for (rank, one) in shown {
            context.output.line(self.line(rank, one))?;
        }
        if weighed.is_empty() {
            return Err(Failure::new(
                Exit::NothingFound,
                "No clause is pointed at; that proves nothing.",
            )
            .hint("Read the agreement in order."));
        }
        Ok(Exit::Done)
    }

    fn line(&self, rank: usize, one: &Weighed) -> String {
        let items = one.shares.iter().filter_map(|share| {
            let item = self.checklist.items.get(share.item)?;
            let answered = if self.is_answered(share.item) {
                ", answered"
            } else {
                ""
            };
            let (kind, severity) = (item.kind.name(), item.severity.name());
            Some(format!("{} ({severity} {kind}{answered})", item.id))
        });
        let items: Vec<String> = items.collect();
        let clause = &self.agreement.clauses.clauses()[one.clause];
        let name = visible_line(&cite_with_heading(self.agreement, one.clause));
        let read = if self.is_read(one.clause) {
            " [read]"
        } else {
            ""
        };
        format!(
            "{rank:>4}  {:<20} {name}{read}: {}",
            clause.id,
            items.join(", ")
        )
    }

    fn json(&self, rank: usize, one: &Weighed) -> Value {
        let items = one.shares.iter().filter_map(|share| {
            let item = self.checklist.items.get(share.item)?;
            Some(
                json!({"item": item.id, "kind": item.kind, "severity": item.severity,
                "weight": share.weight, "answered": self.is_answered(share.item)}),
            )
        });
        let items: Vec<Value> = items.collect();
        let clause = &self.agreement.clauses.clauses()[one.clause];
        json!({"rank": rank, "clause": clause.id, "label": clause.label, "weight": one.weight,
            "read": self.is_read(one.clause), "items": items})
    }

    /// Whether an item has an answer that holds.
    fn is_answered(&self, item: usize) -> bool {
        !self.coverage.unanswered.contains(&item) && !self.coverage.to_confirm.contains(&item)
    }

    fn is_read(&self, clause: usize) -> bool {
        self.coverage.unread.binary_search(&clause).is_err()
    }
}
