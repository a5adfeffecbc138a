//! The parts of a message: MIME, as mail programs and browsers write it.
//!
//! Parts are found in one pass for each level, levels and parts are bounded, and nothing is decoded
//! that nobody asks for.

use super::super::Refused;
use super::headers::{Header, Headers, Parameters};
use super::transfer;
use std::borrow::Cow;

/// How deep parts may stand in parts.
const DEEPEST: usize = 20;
/// How many parts a message may have.
const MOST_PARTS: usize = 20_000;

/// A part without parts of its own.
#[derive(Debug)]
pub struct Part<'a> {
    /// Its own headers.
    pub headers: Headers,
    /// Its type in lower case, such as `text/plain`.
    pub kind: String,
    /// What is said with its type.
    pub parameters: Parameters,
    /// Its bytes as they were sent.
    raw: &'a [u8],
    /// Which choice it belongs to, where the message offers the same words in several formats.
    pub choice: Option<usize>,
    /// Whether it belongs to a page, as pictures do.
    pub related: bool,
}

/// A message: its headers and all its parts, in order.
#[derive(Debug)]
pub struct Message<'a> {
    /// The headers of the message as a whole.
    pub headers: Headers,
    /// All parts that hold something.
    pub parts: Vec<Part<'a>>,
}

impl<'a> Message<'a> {
    /// Takes a message apart.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Refused> {
        let (headers, body) = Headers::split(bytes);
        let mut walk = Walk::default();
        let place = Place {
            kind_if_none: "text/plain",
            choice: None,
            related: false,
        };
        walk.part(headers.clone(), body, place, 0)?;
        Ok(Self {
            headers,
            parts: walk.parts,
        })
    }
}

impl Part<'_> {
    /// Its bytes as they were before they were sent.
    pub fn content(&self) -> Cow<'_, [u8]> {
        let coding = self.headers.plain("content-transfer-encoding");
        match coding.as_deref().map(str::trim) {
            Some(name) if name.eq_ignore_ascii_case("base64") => {
                Cow::Owned(transfer::base64(self.raw))
            }
            Some(name) if name.eq_ignore_ascii_case("quoted-printable") => {
                Cow::Owned(transfer::quoted_printable(self.raw, false))
            }
            _ => Cow::Borrowed(self.raw),
        }
    }

    /// The name it was given, if any.
    pub fn file_name(&self) -> Option<String> {
        let disposition = self.disposition();
        let given = disposition.parameters.get("filename");
        let name = given.or_else(|| self.parameters.get("name"))?;
        Some(name.to_owned()).filter(|name| !name.trim().is_empty())
    }

    /// Whether the sender meant it to be shown or to be saved.
    pub fn disposition(&self) -> Header {
        let value = self.headers.raw("content-disposition");
        Header::parse(value.unwrap_or_default())
    }
}

/// Where a part stands.
#[derive(Clone, Copy)]
struct Place {
    kind_if_none: &'static str,
    choice: Option<usize>,
    related: bool,
}

#[derive(Default)]
struct Walk<'a> {
    parts: Vec<Part<'a>>,
    choices: usize,
}

impl<'a> Walk<'a> {
    fn part(
        &mut self,
        headers: Headers,
        body: &'a [u8],
        place: Place,
        depth: usize,
    ) -> Result<(), Refused> {
        let kind = Header::parse(headers.raw("content-type").unwrap_or_default());
        let name = kind.value.to_lowercase();
        let boundary = kind.parameters.get("boundary").map(str::to_owned);
        if let (Some(subtype), Some(boundary)) = (name.strip_prefix("multipart/"), boundary) {
            let parts = split(body, boundary.as_bytes());
            if !parts.is_empty() {
                return self.parts_of(subtype, &parts, place, depth);
            }
        }
        if self.parts.len() >= MOST_PARTS {
            return Err(too_large("number of parts", &format!("{MOST_PARTS} parts")));
        }
        let named = !name.is_empty() && name.contains('/') && !name.starts_with("multipart/");
        self.parts.push(Part {
            headers,
            kind: if named {
                name
            } else {
                place.kind_if_none.to_owned()
            },
            parameters: kind.parameters,
            raw: body,
            choice: place.choice,
            related: place.related,
        });
        Ok(())
    }

    fn parts_of(
        &mut self,
        subtype: &str,
        parts: &[&'a [u8]],
        place: Place,
        depth: usize,
    ) -> Result<(), Refused> {
        if depth >= DEEPEST {
            return Err(too_large("nesting of parts", &format!("{DEEPEST} levels")));
        }
        let mut inside = place;
        inside.kind_if_none = "text/plain";
        match subtype {
            "alternative" => {
                self.choices += 1;
                inside.choice = inside.choice.or(Some(self.choices));
            }
            "related" => inside.related = true,
            "digest" => inside.kind_if_none = "message/rfc822",
            _ => {}
        }
        for part in parts {
            let (headers, body) = Headers::split(part);
            self.part(headers, body, inside, depth + 1)?;
        }
        Ok(())
    }
}

fn too_large(what: &str, limit: &str) -> Refused {
    Refused::TooLarge {
        what: format!("The e-mail's {what}"),
        limit: limit.to_owned(),
    }
}

/// What stands between the lines that name the boundary.
fn split<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    for line in body.split_inclusive(|&byte| byte == b'\n') {
        let mark = line
            .strip_prefix(b"--")
            .and_then(|rest| rest.strip_prefix(boundary));
        if let Some(rest) = mark {
            let rest = rest.trim_ascii_end();
            if rest.is_empty() || rest == b"--" {
                if let Some(start) = open {
                    parts.push(without_line_end(&body[start..at]));
                }
                open = rest.is_empty().then_some(at + line.len());
                if open.is_none() {
                    break;
                }
            }
        }
        at += line.len();
    }
    // A message that was cut off has no last boundary.
    parts.extend(open.map(|start| &body[start.min(body.len())..]));
    parts
}

/// The line end before a boundary belongs to the boundary.
fn without_line_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}
