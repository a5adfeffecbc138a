//! What a document holds beside its running text: page furniture, tracked changes, comments,
//! attachments, and how far each page can be trusted.
//!
//! None of it is part of the text that positions count in; all of it is kept, so that a reader can
//! ask for it.

use super::text::Span;
use serde::{Deserialize, Serialize};

/// Everything beside the text. Empty for formats that know no such things.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Margin {
    /// Pages, in order, when the format has them.
    pub pages: Vec<PageRecord>,
    /// Running heads, footers, page numbers, stamps, line numbers: taken out of the text.
    pub furniture: Vec<Furniture>,
    /// Tracked insertions, deletions and moves, in the order of the text.
    pub changes: Vec<Change>,
    /// Comments and annotations, in the order of the text.
    pub comments: Vec<Comment>,
    /// Names of files attached inside the file.
    pub attachments: Vec<String>,
}

/// A rectangle on a page as it is displayed, in tenths of a point from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Distance of the left edge from the page's left edge.
    pub left: i32,
    /// Distance of the upper edge from the page's upper edge.
    pub top: i32,
    /// Distance of the right edge from the page's left edge.
    pub right: i32,
    /// Distance of the lower edge from the page's upper edge.
    pub bottom: i32,
}

/// How one page was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRecord {
    /// Which page, counted from 1.
    pub page: u32,
    /// How far its text can be trusted.
    pub trust: Trust,
    /// For a recognised page: how sure the recognition was, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
    /// Whether text recognition could read what was not, or not surely, read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub recognise: bool,
}

impl PageRecord {
    /// Recognised with this much confidence, in percent, a page can be read without its picture.
    pub const SURE: u8 = 80;

    /// Whether its words have to be compared with the original.
    pub fn is_doubtful(&self) -> bool {
        let unsure = self.confidence.is_some_and(|percent| percent < Self::SURE);
        self.trust == Trust::Doubtful || (self.trust == Trust::Recognised && unsure)
    }
}

impl Margin {
    /// The pages whose words are not in the text.
    pub fn unread_pages(&self) -> Vec<u32> {
        self.pages_that(|page| page.trust == Trust::Unread)
    }

    /// The pages whose words have to be compared with the original.
    pub fn doubtful_pages(&self) -> Vec<u32> {
        self.pages_that(PageRecord::is_doubtful)
    }

    fn pages_that(&self, wanted: impl Fn(&PageRecord) -> bool) -> Vec<u32> {
        let pages = self.pages.iter().filter(|page| wanted(page));
        pages.map(|page| page.page).collect()
    }
}

/// How far the text of a page can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Trust {
    /// Nothing speaks against it.
    Good,
    /// To be checked against the original; a diagnostic says why.
    Doubtful,
    /// Read from a picture by text recognition.
    Recognised,
    /// A picture, or letters that cannot be read: its words are not in the text.
    Unread,
    /// Nothing stands on it.
    Blank,
}

/// A line of page furniture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Furniture {
    /// What it is.
    pub kind: FurnitureKind,
    /// Page it stands on, counted from 1; nothing when the format has no pages.
    pub page: Option<u32>,
    /// Its words.
    pub text: String,
    /// Where it stands on the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Area>,
}

/// Kinds of page furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FurnitureKind {
    /// A running head.
    Header,
    /// A running foot.
    Footer,
    /// The number of the page.
    PageNumber,
    /// A mark of a signing service, a registry stamp, a watermark.
    Stamp,
    /// Numbers of lines in the margin.
    LineNumber,
}

/// A tracked change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What was done.
    pub kind: ChangeKind,
    /// Who did it, as the file says.
    pub author: Option<String>,
    /// When, as the file says; usually RFC 3339.
    pub at: Option<String>,
    /// Bytes of the document's text: the words put in; an empty span where words were taken out.
    pub span: Span,
    /// The words concerned.
    pub words: String,
}

/// Kinds of tracked change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Words put in.
    Inserted,
    /// Words taken out.
    Deleted,
    /// Words moved away from here.
    MovedFrom,
    /// Words moved to here.
    MovedTo,
}

/// A comment or annotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Who wrote it, as the file says.
    pub author: Option<String>,
    /// When, as the file says.
    pub at: Option<String>,
    /// Page it stands on, counted from 1.
    pub page: Option<u32>,
    /// Bytes of the document's text that it is about; an empty span where it is about a point;
    /// nothing when the place is not known.
    pub span: Option<Span>,
    /// Its words.
    pub text: String,
}

/// Which state of a document with tracked changes is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// Every change accepted: what the parties would sign. This is what is kept and reviewed.
    #[default]
    Final,
    /// Every change rejected: the text before the changes.
    Original,
    /// Both: what was taken out stands in the text too, and [`Margin::changes`] says where.
    Marked,
}
