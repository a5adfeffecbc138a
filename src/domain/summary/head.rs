//! Where the journals stood when a summary was written: the only proof against a tail that was cut
//! off later.

use crate::domain::digest::Digest;
use crate::domain::review::WriterId;
use crate::domain::review::heads::format_head;
use serde::Serialize;

/// How long a journal is and what it ends in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct JournalHead {
    /// Whose journal it is.
    pub writer: WriterId,
    /// Number of entries.
    pub entries: u64,
    /// Hash of the last entry.
    pub head: Digest,
    /// RFC 6962 root over all of them.
    pub root: Digest,
}

/// A head with the line that programs look for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct JournalLine {
    /// The head.
    #[serde(flatten)]
    pub head: JournalHead,
    /// `rapporteur-head/1 WORKSPACE WRITER SEQ HEAD ROOT`.
    pub token: String,
}

impl JournalLine {
    pub(super) fn all(heads: &[JournalHead], workspace: &str) -> Vec<Self> {
        let mut heads = heads.to_vec();
        heads.sort();
        heads
            .into_iter()
            .map(|head| Self {
                token: format_head(
                    workspace,
                    &head.writer,
                    head.entries,
                    &head.head,
                    &head.root,
                ),
                head,
            })
            .collect()
    }
}
