//! Where the journals stood when a summary was written: the only proof against a tail that was cut
//! off later.

use crate::domain::digest::Digest;
use crate::domain::review::WriterId;
use serde::Serialize;

/// First word of a token line.
const TOKEN: &str = "rapporteur-head/1";

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
                token: head.token(workspace),
                head,
            })
            .collect()
    }
}

impl JournalHead {
    /// The line that stands in every export: `rapporteur-head/1 WORKSPACE WRITER SEQ HEAD ROOT`.
    pub fn token(&self, workspace: &str) -> String {
        format!(
            "{TOKEN} {workspace} {} {} {} {}",
            self.writer, self.entries, self.head, self.root
        )
    }

    /// Workspace and head from one token; nothing when it is not spelled the one way.
    pub fn parse_token(token: &str) -> Option<(String, Self)> {
        let mut words = token.strip_prefix(TOKEN)?.strip_prefix(' ')?.split(' ');
        let workspace = words.next().filter(|word| !word.is_empty())?.to_owned();
        let head = Self {
            writer: WriterId::parse(words.next()?)?,
            entries: words.next()?.parse().ok()?,
            head: Digest::parse(words.next()?)?,
            root: Digest::parse(words.next()?)?,
        };
        (head.token(&workspace) == token).then_some((workspace, head))
    }

    /// The tokens of an export, whether Markdown or JSON, in their order.
    ///
    /// Only a token that fills its line counts, or that is the value of `token` on a line of JSON:
    /// words of a document or a note never stand like that in our exports, so a forged token in an
    /// agreement is not taken for ours.
    pub fn tokens_in(export: &str) -> Vec<(String, Self)> {
        let tokens = export.lines().filter_map(|line| {
            let json = line.trim_start().strip_prefix("\"token\": \"");
            let token = json.map_or(line, |rest| rest.trim_end_matches(['"', ',']));
            Self::parse_token(token)
        });
        tokens.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> JournalHead {
        JournalHead {
            writer: WriterId::parse("ana-7f3a9c00").expect("fits"),
            entries: 12,
            head: Digest::of(b"head"),
            root: Digest::of(b"root"),
        }
    }

    #[test]
    fn a_token_is_read_back_and_has_one_spelling() {
        let token = head().token("w-1");
        assert!(token.starts_with("rapporteur-head/1 w-1 ana-7f3a9c00 12 "));
        assert_eq!(
            JournalHead::parse_token(&token),
            Some(("w-1".to_owned(), head()))
        );
        for wrong in [
            token.replace(" 12 ", " 012 "),
            token.replace(" 12 ", " +12 "),
            token.replace("head/1", "head/2"),
            token.replace("w-1 ", ""),
            format!("{token} more"),
            format!(" {token}"),
        ] {
            assert_eq!(JournalHead::parse_token(&wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_lines_of_our_own_count() {
        let token = head().token("w");
        let export = format!(
            "> {token}\n| {token} |\n{token}\n      \"token\": \"{token}\"\n  \"quote\": \"{token}\","
        );
        assert_eq!(JournalHead::tokens_in(&export).len(), 2);
    }
}
