//! What stands beside the text, as kept in `document.json`.

use crate::domain::margin::{Change, ChangeKind, Comment, Furniture, Margin, PageRecord};
use crate::domain::text::{ScalarIndex, Span};
use serde::{Deserialize, Serialize};

/// A [`Margin`] with positions in Unicode scalar values.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarginRecord {
    /// Pages and how far each can be trusted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<PageRecord>,
    /// What was taken out of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub furniture: Vec<Furniture>,
    /// Tracked changes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<ChangeRecord>,
    /// Comments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<CommentRecord>,
    /// Names of attached files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<String>,
}

/// A tracked change as others read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRecord {
    /// What was done.
    pub kind: ChangeKind,
    /// Who did it.
    pub author: Option<String>,
    /// When.
    pub at: Option<String>,
    /// First position.
    pub start: usize,
    /// Position after the last one.
    pub end: usize,
    /// The words concerned.
    pub words: String,
}

/// A comment as others read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentRecord {
    /// Who wrote it.
    pub author: Option<String>,
    /// When.
    pub at: Option<String>,
    /// Page it stands on.
    pub page: Option<u32>,
    /// First position of what it is about.
    pub start: Option<usize>,
    /// Position after the last one.
    pub end: Option<usize>,
    /// Its words.
    pub text: String,
}

impl MarginRecord {
    /// What stands beside `text`.
    pub fn of(margin: &Margin, text: &str, scalars: &ScalarIndex) -> Self {
        let place = |span: Span| scalars.to_scalars(text, span);
        let change = |change: &Change| {
            let place = place(change.span);
            ChangeRecord {
                kind: change.kind,
                author: change.author.clone(),
                at: change.at.clone(),
                start: place.start,
                end: place.end,
                words: change.words.clone(),
            }
        };
        let comment = |comment: &Comment| {
            let place = comment.span.map(place);
            CommentRecord {
                author: comment.author.clone(),
                at: comment.at.clone(),
                page: comment.page,
                start: place.map(|place| place.start),
                end: place.map(|place| place.end),
                text: comment.text.clone(),
            }
        };
        Self {
            pages: margin.pages.clone(),
            furniture: margin.furniture.clone(),
            changes: margin.changes.iter().map(change).collect(),
            comments: margin.comments.iter().map(comment).collect(),
            attachments: margin.attachments.clone(),
        }
    }

    /// Whether there is nothing beside the text.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The margin of `text`; nothing when a place does not lie in it.
    pub fn margin(self, text: &str, scalars: &ScalarIndex) -> Option<Margin> {
        let span = |start, end| {
            (start <= end)
                .then(|| scalars.to_bytes(text, Span::new(start, end)))
                .flatten()
        };
        let change = |record: ChangeRecord| {
            Some(Change {
                kind: record.kind,
                author: record.author,
                at: record.at,
                span: span(record.start, record.end)?,
                words: record.words,
            })
        };
        let comment = |record: CommentRecord| {
            Some(Comment {
                author: record.author,
                at: record.at,
                page: record.page,
                span: match (record.start, record.end) {
                    (Some(start), Some(end)) => Some(span(start, end)?),
                    _ => None,
                },
                text: record.text,
            })
        };
        Some(Margin {
            pages: self.pages,
            furniture: self.furniture,
            changes: self
                .changes
                .into_iter()
                .map(change)
                .collect::<Option<_>>()?,
            comments: self
                .comments
                .into_iter()
                .map(comment)
                .collect::<Option<_>>()?,
            attachments: self.attachments,
        })
    }
}
