//! Checkpoints in letters, minutes, exports and whatever else they were pasted into: quoted, wrapped,
//! indented, with other blanks and dashes and line ends than they were made with.
//!
//! A checkpoint has no blank inside any of its parts, so that only the order of the parts counts. What
//! was read is written anew in the one spelling; the signature then tells whether it is what was
//! signed.

use super::{
    Checkpoint, MARK, MOST_SIGNATURES, NoteSignature, read_root, read_signature, read_size,
    read_workspace,
};
use crate::domain::review::people::WriterId;
use crate::domain::visible::{Sight, sight};
use std::collections::BTreeSet;

/// Length of a root in base64.
const ROOT: usize = 44;
/// Length of an ed25519 signature with its key's id in base64.
const SIGNATURE: usize = 92;
/// The most pieces that one part may be broken into.
const MOST_PIECES: usize = 16;
/// The longest tag that is passed over, in bytes.
const LONGEST_TAG: usize = 200;
/// What mail programs and typewriters make of an em dash, and it itself.
const DASHES: [&str; 8] = ["—", "–", "―", "-", "--", "---", "&mdash;", "\\u2014"];

/// What was found in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Each different checkpoint once, sorted; whether a signature fits is not known yet.
    pub checkpoints: Vec<Checkpoint>,
    /// How many begin as a checkpoint does and cannot be read.
    pub unreadable: usize,
}

/// Every checkpoint in a text, whatever stands around and between its parts.
pub fn find(text: &str) -> Found {
    let plain = plain(text);
    let parts: Vec<&str> = plain
        .split_whitespace()
        .map(|part| part.trim_matches(['`', '|', '"', '\'', '*']))
        .filter(|part| !part.is_empty())
        .collect();
    let mut found = BTreeSet::new();
    let mut unreadable = 0;
    for (place, part) in parts.iter().enumerate() {
        if begins(part) {
            match read(&parts[place + 1..]) {
                Some(checkpoint) => {
                    found.insert(checkpoint);
                }
                None => unreadable += 1,
            }
        }
    }
    Found {
        checkpoints: found.into_iter().collect(),
        unreadable,
    }
}

/// The text without marks of quotation at the beginning of its lines and without what is not seen;
/// escaped line ends and tags, as in JSON and HTML, become blanks.
fn plain(text: &str) -> String {
    let text = text.replace("\\r", " ").replace("\\n", " ");
    let text = text.replace("&nbsp;", " ");
    let mut plain = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.trim_start_matches(|character: char| {
            character.is_whitespace() || matches!(character, '>' | '|')
        });
        add_without_tags(line, &mut plain);
        plain.push('\n');
    }
    plain
}

fn add_without_tags(line: &str, plain: &mut String) {
    let mut rest = line;
    while let Some(character) = rest.chars().next() {
        if let Some(length) = tag_length(rest) {
            plain.push(' ');
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        if character.is_whitespace() || is_seen(character) {
            plain.push(character);
        }
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
    }
}

/// Length in bytes of the tag that a text begins with.
fn tag_length(text: &str) -> Option<usize> {
    let (b'<', [b'/' | b'a'..=b'z' | b'A'..=b'Z', rest @ ..]) = text.as_bytes().split_first()?
    else {
        return None;
    };
    let end = rest
        .iter()
        .take(LONGEST_TAG)
        .position(|&byte| byte == b'>')?;
    Some(end + 3)
}

fn is_seen(character: char) -> bool {
    sight(character) == Sight::Plain && character != '\u{ad}'
}

/// Whether a part ends as a checkpoint begins. Writing programs like a capital there.
fn begins(part: &str) -> bool {
    let Some((before, end)) = part
        .len()
        .checked_sub(MARK.len())
        .and_then(|start| part.split_at_checked(start))
    else {
        return false;
    };
    let joined = |last: char| last.is_alphanumeric() || matches!(last, '/' | '-' | '_' | '.');
    end.eq_ignore_ascii_case(MARK) && !before.ends_with(joined)
}

/// The checkpoint in the parts behind its mark.
fn read(parts: &[&str]) -> Option<Checkpoint> {
    let mut parts = Parts(parts);
    let workspace = read_workspace(parts.next()?)?;
    let writer = WriterId::parse(&parts.name()?)?;
    let size = read_size(parts.next()?)?;
    let root = read_root(&parts.coded(ROOT)?)?;
    let mut signatures = Vec::new();
    while signatures.len() < MOST_SIGNATURES {
        let Some(signature) = parts.signature() else {
            break;
        };
        signatures.push(signature);
    }
    (!signatures.is_empty()).then_some(Checkpoint {
        workspace,
        writer,
        size,
        root,
        signatures,
    })
}

/// The parts that are not read yet.
#[derive(Clone, Copy)]
struct Parts<'a>(&'a [&'a str]);

impl<'a> Parts<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    /// A name, also one that was broken behind a hyphen.
    fn name(&mut self) -> Option<String> {
        let mut name = self.next()?.to_owned();
        for _ in 0..MOST_PIECES {
            if !name.ends_with('-') {
                break;
            }
            name.push_str(self.next()?);
        }
        Some(name)
    }

    /// So many letters of base64, also when they were broken into lines; what is behind the `=` that
    /// ends them, such as a quotation mark, is dropped.
    fn coded(&mut self, length: usize) -> Option<String> {
        let mut coded = String::new();
        for _ in 0..MOST_PIECES {
            coded.push_str(self.next()?);
            if coded.len() >= length {
                break;
            }
        }
        coded.get(..length).map(str::to_owned)
    }

    /// One signature line; nothing, and nothing read, when there is none.
    fn signature(&mut self) -> Option<NoteSignature> {
        let mut ahead = *self;
        if !DASHES.contains(&ahead.next()?) {
            return None;
        }
        let name = ahead.name()?;
        let next = *ahead.0.first()?;
        let whole = (next.len() >= SIGNATURE).then(|| read_signature(&name, next));
        let signature = match whole.flatten() {
            Some(signature) => {
                ahead.next();
                signature
            }
            None => read_signature(&name, &ahead.coded(SIGNATURE)?)?,
        };
        *self = ahead;
        Some(signature)
    }
}
