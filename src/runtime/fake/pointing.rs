//! Where the items of a checklist point to in an agreement, found by their words alone.

use crate::domain::absence::{Absence, Place as Found};
use crate::domain::agreement::Agreement;
use crate::domain::checklist::{Checklist, Item};
use crate::domain::fold::Folded;
use crate::domain::pointer::{ItemPointers, Pointer, Reason, ReasonKind};
use crate::domain::search::find;
use crate::domain::text::Span;
use std::collections::HashMap;

pub(super) fn pointers(agreement: &Agreement, checklist: &Checklist) -> Vec<ItemPointers> {
    let folded = Folded::new(agreement.text());
    let point = |item: &Item| {
        let mut pointers: Vec<Pointer> = Vec::new();
        for indicator in item.indicators.values().flatten() {
            for span in find(&folded, indicator) {
                let Some(clause) = agreement.clauses.index_at(span.start) else {
                    continue;
                };
                let reason = Reason {
                    kind: ReasonKind::Words,
                    indicator: indicator.clone(),
                    span,
                };
                match pointers.iter_mut().find(|one| one.clause == clause) {
                    Some(pointer) => {
                        pointer.score += 1;
                        pointer.reasons.push(reason);
                    }
                    None => pointers.push(Pointer {
                        clause,
                        score: 1,
                        is_likelihood: false,
                        span,
                        reasons: vec![reason],
                        like: None,
                    }),
                }
            }
        }
        ItemPointers {
            item: item.id.clone(),
            pointers,
        }
    };
    checklist.items.iter().map(point).collect()
}

pub(super) fn absences(
    agreement: &Agreement,
    checklist: &Checklist,
    pointers: &[ItemPointers],
) -> HashMap<String, Absence> {
    let near: Vec<Found> = agreement
        .clauses
        .clauses()
        .iter()
        .filter_map(|clause| {
            let at = clause.span.of(agreement.text()).find("audit")?;
            let start = clause.span.start + at;
            Some(Found {
                clause: clause.id.clone(),
                words: vec![Span::new(start, start + "audit".len())],
            })
        })
        .collect();
    let hit = |one: &Pointer| Found {
        clause: agreement.clauses.clauses()[one.clause].id.clone(),
        words: one.reasons.iter().map(|reason| reason.span).collect(),
    };
    let items = checklist.items.iter().zip(pointers);
    items
        .map(|(item, pointers)| {
            let absence = Absence {
                terms: item.indicators.values().flatten().cloned().collect(),
                languages: vec!["en".to_owned()],
                hits: pointers.pointers.iter().map(hit).collect(),
                near_misses: if item.id == "audit" {
                    near.clone()
                } else {
                    Vec::new()
                },
            };
            (item.id.clone(), absence)
        })
        .collect()
}
