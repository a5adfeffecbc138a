//! Headers of a message and of its parts: names, words in other alphabets, parameters.

use super::super::encoding;
use super::transfer;

/// Headers beyond these are not read.
const MOST_HEADERS: usize = 1_000;
/// The longest header read, in bytes.
const LONGEST: usize = 64 * 1024;

/// Header lines, as they stand: names in lower case, folded lines joined.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers {
    lines: Vec<(String, Vec<u8>)>,
}

impl Headers {
    /// Parts the headers from what follows the first empty line.
    pub fn split(bytes: &[u8]) -> (Self, &[u8]) {
        let mut headers = Self::default();
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = rest.iter().position(|&byte| byte == b'\n');
            let (line, after) = rest.split_at(length.map_or(rest.len(), |length| length + 1));
            let text = line.trim_ascii_end();
            if text.is_empty() {
                return (headers, after);
            }
            if !headers.line(text) {
                // No header at all: the text has begun without an empty line.
                return (headers, rest);
            }
            rest = after;
        }
        (headers, rest)
    }

    /// Takes a line in; false when it is none of a header.
    fn line(&mut self, line: &[u8]) -> bool {
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            if let Some((_, value)) = self.lines.last_mut().filter(|last| last.1.len() < LONGEST) {
                value.push(b' ');
                value.extend_from_slice(line.trim_ascii_start());
            }
            return true;
        }
        let Some((name, value)) = named(line) else {
            // Mailboxes put an envelope line in front.
            return self.lines.is_empty() && line.starts_with(b"From ")
                || line.starts_with(b">From ");
        };
        if self.lines.len() < MOST_HEADERS {
            let value = value.get(..LONGEST).unwrap_or(value);
            self.lines.push((name, value.to_vec()));
        }
        true
    }

    /// The bytes of the first header of that name.
    pub fn raw(&self, name: &str) -> Option<&[u8]> {
        let line = self.lines.iter().find(|(known, _)| known == name);
        line.map(|(_, value)| &**value)
    }

    /// The words of the first header of that name, as they stand.
    pub fn plain(&self, name: &str) -> Option<String> {
        self.raw(name).map(encoding::short)
    }

    /// The words of the first header of that name, as a person reads them.
    pub fn words(&self, name: &str) -> Option<String> {
        let text = decoded(self.raw(name)?);
        let words: Vec<&str> = text.split_whitespace().collect();
        Some(words.join(" ")).filter(|words| !words.is_empty())
    }

    /// How many headers there are.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|(name, _)| &**name)
    }
}

/// The name and value of a header line.
pub fn named(line: &[u8]) -> Option<(String, &[u8])> {
    let colon = line.iter().take(80).position(|&byte| byte == b':')?;
    let name = line.get(..colon)?.trim_ascii_end();
    let fits = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-' || *byte == b'_';
    let good = !name.is_empty() && name.iter().all(fits);
    let value = line.get(colon + 1..)?.trim_ascii();
    good.then(|| (String::from_utf8_lossy(name).to_lowercase(), value))
}

/// A header with a value and parameters: `text/plain; charset=utf-8`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// What stands before the first semicolon.
    pub value: String,
    /// What stands after it.
    pub parameters: Parameters,
}

/// Named values.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// The value of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| &**value)
    }
}

impl Header {
    /// Reads a header with parameters.
    pub fn parse(line: &[u8]) -> Self {
        let mut pieces = pieces(line).into_iter();
        let value = pieces.next().unwrap_or_default();
        let mut found: Vec<Given> = pieces.filter_map(|piece| Given::parse(&piece)).collect();
        // Long values come in numbered pieces, and pieces may come in any order.
        found.sort_by(|one, other| (&one.name, one.number).cmp(&(&other.name, other.number)));
        Self {
            value: encoding::short(value.trim_ascii()),
            parameters: Parameters(joined(found)),
        }
    }
}

/// One parameter, or one piece of one.
struct Given {
    name: String,
    number: u32,
    /// Whether its bytes are written as `%C4%8D`, and it begins with the name of an encoding.
    coded: bool,
    value: Vec<u8>,
}

impl Given {
    fn parse(piece: &[u8]) -> Option<Self> {
        let equals = piece.iter().position(|&byte| byte == b'=')?;
        let name = encoding::short(piece.get(..equals)?.trim_ascii()).to_lowercase();
        let value = unquoted(piece.get(equals + 1..)?.trim_ascii());
        let (name, coded) = match name.strip_suffix('*') {
            Some(name) => (name, true),
            None => (&*name, false),
        };
        let numbered = name
            .rsplit_once('*')
            .and_then(|(name, number)| Some((name, number.parse().ok()?)));
        let (name, number) = numbered.unwrap_or((name, 0));
        Some(Self {
            name: name.to_owned(),
            number,
            coded,
            value,
        })
    }
}

fn joined(pieces: Vec<Given>) -> Vec<(String, String)> {
    let mut groups: Vec<(String, bool, Vec<u8>)> = Vec::new();
    for piece in pieces {
        let bytes = if piece.coded {
            unescaped(&piece.value)
        } else {
            piece.value
        };
        match groups.last_mut() {
            Some((name, _, value)) if *name == piece.name => value.extend(bytes),
            _ => groups.push((piece.name, piece.coded, bytes)),
        }
    }
    let text = |(name, coded, value): (String, bool, Vec<u8>)| {
        let mut marks = value.splitn(3, |&byte| byte == b'\'');
        let marked = match (marks.next(), marks.next(), marks.next()) {
            (Some(label), Some(_), Some(rest)) if coded => {
                encoding::decode_as(rest, Some(&encoding::short(label)))
            }
            _ => None,
        };
        let words = marked.map_or_else(|| decoded(&value), |marked| marked.text);
        (name, words)
    };
    groups.into_iter().map(text).collect()
}

fn unescaped(value: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut at = 0;
    while let Some(&byte) = value.get(at) {
        let digit = |index: usize| value.get(index).and_then(|&byte| transfer::hex(byte));
        if let (b'%', Some(high), Some(low)) = (byte, digit(at + 1), digit(at + 2)) {
            bytes.push(high << 4 | low);
            at += 3;
        } else {
            bytes.push(byte);
            at += 1;
        }
    }
    bytes
}

/// Splits at semicolons that do not stand between quotes.
fn pieces(line: &[u8]) -> Vec<Vec<u8>> {
    let mut pieces = vec![Vec::new()];
    let (mut quoted, mut escaped) = (false, false);
    for &byte in line {
        let breaks = byte == b';' && !quoted;
        if byte == b'"' && !escaped {
            quoted = !quoted;
        }
        escaped = byte == b'\\' && !escaped;
        match pieces.last_mut() {
            Some(last) if !breaks => last.push(byte),
            _ => pieces.push(Vec::new()),
        }
    }
    pieces
}

fn unquoted(value: &[u8]) -> Vec<u8> {
    let Some(inner) = value.strip_prefix(b"\"") else {
        return value.to_vec();
    };
    let inner = inner.strip_suffix(b"\"").unwrap_or(inner);
    let mut bytes = Vec::with_capacity(inner.len());
    let mut escaped = false;
    for &byte in inner {
        // A backslash before a letter is a Windows path, not an escape.
        if byte == b'\\' && !escaped {
            escaped = true;
            continue;
        }
        if escaped && byte != b'"' && byte != b'\\' {
            bytes.push(b'\\');
        }
        escaped = false;
        bytes.push(byte);
    }
    bytes
}

/// A header's words, with `=?utf-8?B?…?=` written out.
pub fn decoded(value: &[u8]) -> String {
    let mut text = String::new();
    let mut rest = value;
    let mut after_word = false;
    while let Some(at) = rest.windows(2).position(|pair| pair == b"=?") {
        let (before, word) = rest.split_at(at);
        // Blanks between two such words are only there to part them.
        if !(after_word && before.trim_ascii().is_empty()) {
            text.push_str(&encoding::short(before));
        }
        if let Some((words, length)) = encoded_word(word) {
            text.push_str(&words);
            rest = word.get(length..).unwrap_or_default();
            after_word = true;
        } else {
            text.push_str("=?");
            rest = word.get(2..).unwrap_or_default();
            after_word = false;
        }
    }
    text.push_str(&encoding::short(rest));
    text
}

/// The word at the start of some bytes, and how long it is there.
fn encoded_word(bytes: &[u8]) -> Option<(String, usize)> {
    let mut marks = bytes.get(2..)?.splitn(3, |&byte| byte == b'?');
    let (label, method, rest) = (marks.next()?, marks.next()?, marks.next()?);
    let length = rest.windows(2).take(2_000).position(|pair| pair == b"?=")?;
    let coded = rest.get(..length)?;
    let content = match method {
        b"B" | b"b" => transfer::base64(coded),
        b"Q" | b"q" => transfer::quoted_printable(coded, true),
        _ => return None,
    };
    let label = encoding::short(label);
    // A language may follow the encoding's name.
    let label = label.split('*').next().unwrap_or_default();
    let words = encoding::decode_as(&content, Some(label))?.text;
    Some((
        words,
        2 + label_length(bytes)? + 1 + method.len() + 1 + length + 2,
    ))
}

fn label_length(bytes: &[u8]) -> Option<usize> {
    bytes.get(2..)?.iter().position(|&byte| byte == b'?')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_other_alphabets_are_written_out() {
        for (coded, words) in [
            ("=?utf-8?B?0KPQs9C+0LLQvtGA?= br. 5", "Уговор br. 5"),
            ("=?UTF-8?Q?=C4=8Clan_1?= =?utf-8?q?_i_2?=", "Član 1 i 2"),
            ("=?windows-1250?Q?=E8lan?=", "član"),
            ("plain =? text", "plain =? text"),
            ("=?utf-8?X?a?=", "=?utf-8?X?a?="),
        ] {
            assert_eq!(decoded(coded.as_bytes()), words);
        }
    }

    #[test]
    fn parameters_are_read_in_all_their_ways() {
        let name = |line: &str| {
            let header = Header::parse(line.as_bytes());
            header.parameters.get("filename").map(str::to_owned)
        };
        for (line, value) in [
            ("attachment; filename=a.pdf", "a.pdf"),
            ("attachment; FileName=\"a; b.pdf\"", "a; b.pdf"),
            ("attachment; filename*=UTF-8''%D0%A3%D0%B3.pdf", "Уг.pdf"),
            (
                "attachment; filename*1=\"b.pdf\"; filename*0=\"a\"",
                "ab.pdf",
            ),
            (
                "attachment; filename=\"=?utf-8?B?0KPQsw==?=.pdf\"",
                "Уг.pdf",
            ),
            (
                "attachment; filename=\"C:\\dir\\a \\\"b\\\".pdf\"",
                "C:\\dir\\a \"b\".pdf",
            ),
        ] {
            assert_eq!(name(line).as_deref(), Some(value), "{line}");
        }
        assert_eq!(name("inline"), None);
    }
}
