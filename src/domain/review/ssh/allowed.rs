//! Whose keys count: the lines of `allowed_signers`, as `ssh-keygen -Y verify -f` reads them.
//!
//! ```text
//! ana-petrovic namespaces="checkpoint@rapporteur,device@rapporteur" ssh-ed25519 AAAA… COMMENT
//! ```
//!
//! To `ssh-keygen` the first field is a list of patterns, and lines may carry further options. Lines
//! written here name exactly one reviewer by letters, digits and hyphens, which mean nothing but
//! themselves there; lines spelled in any other way count for nothing here and are told.

use super::{Namespace, PublicKey};

/// The longest name of a reviewer, in bytes.
const LONGEST_PRINCIPAL: usize = 64;

/// One reviewer and one key of hers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    principal: String,
    key: PublicKey,
}

/// A reviewer's id that cannot stand in the list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{id}` cannot stand for a reviewer in the list of keys: only small letters a to z, digits and hyphens can."
)]
pub struct NotAPrincipal {
    /// The id, made safe to show.
    pub id: String,
}

/// What a list says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allowed {
    /// Reviewers and their keys, in the order of the list.
    pub signers: Vec<Signer>,
    /// Numbers of the lines, counted from 1, that are neither empty nor comments nor of ours. To
    /// `ssh-keygen` they may well mean something.
    pub unread: Vec<usize>,
}

impl Signer {
    /// Says that a key is a reviewer's. An id that `ssh-keygen` could read as a pattern, as several
    /// names or as a comment is refused, wherever it came from.
    pub fn new(principal: &str, key: PublicKey) -> Result<Self, NotAPrincipal> {
        let fits = (1..=LONGEST_PRINCIPAL).contains(&principal.len())
            // A program would take it for an option.
            && !principal.starts_with('-')
            && principal
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if fits {
            let principal = principal.to_owned();
            return Ok(Self { principal, key });
        }
        Err(NotAPrincipal {
            id: principal.escape_debug().take(LONGEST_PRINCIPAL).collect(),
        })
    }

    /// The reviewer's id.
    pub fn principal(&self) -> &str {
        &self.principal
    }

    /// Her key.
    pub const fn key(&self) -> &PublicKey {
        &self.key
    }

    /// The line of the list, without a line end.
    pub fn line(&self) -> String {
        format!("{} {} {}", self.principal, options(), self.key.line())
    }

    /// Reads a line that is spelled as [`Signer::line`] spells it.
    pub fn parse(line: &str) -> Option<Self> {
        let (principal, rest) = line.split_once(' ')?;
        let key = rest.strip_prefix(&options())?.strip_prefix(' ')?;
        let signer = Self::new(principal, PublicKey::parse(key).ok()?).ok()?;
        (signer.line() == line).then_some(signer)
    }
}

fn options() -> String {
    let namespaces = Namespace::ALL.map(Namespace::as_str).join(",");
    format!("namespaces=\"{namespaces}\"")
}

/// Reads a list; lines may end in CR LF.
pub fn parse_allowed(text: &str) -> Allowed {
    let mut allowed = Allowed::default();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        match Signer::parse(line) {
            Some(signer) => allowed.signers.push(signer),
            None => allowed.unread.push(number + 1),
        }
    }
    allowed
}

impl Allowed {
    /// Whether a key is this reviewer's.
    pub fn holds(&self, principal: &str, key: &PublicKey) -> bool {
        self.signers
            .iter()
            .any(|signer| signer.principal == principal && signer.key == *key)
    }

    /// The reviewers that a key belongs to; more than one is a reason to ask.
    pub fn principals_of(&self, key: &PublicKey) -> Vec<&str> {
        self.signers
            .iter()
            .filter(|signer| signer.key == *key)
            .map(Signer::principal)
            .collect()
    }

    /// The list as a file, each line ending in LF.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for signer in &self.signers {
            text.push_str(&signer.line());
            text.push('\n');
        }
        text
    }
}
