//! The answer around a stamp, and what the stamp itself says (`TSTInfo` of RFC 3161, section 2.4.2).

use super::NoStamp;
use super::der::{Values, tag};
use super::name;
use crate::domain::digest::{Digest, to_hex};
use crate::domain::review::people::Moment;

/// SHA-256.
pub const SHA256: &str = "2.16.840.1.101.3.4.2.1";
/// The longest number of a stamp or request, in bytes; 20 are usual.
const LONGEST_NUMBER: usize = 64;
/// How much of what an authority says is shown, in Unicode scalars.
const MOST_SAID: usize = 300;

/// What a stamp says.
#[derive(Debug)]
pub struct Info<'a> {
    /// Of which text; nothing when it is not named by its SHA-256.
    pub imprint: Option<Digest>,
    pub nonce: Option<&'a [u8]>,
    pub at: Moment,
    pub policy: String,
    pub serial: String,
    pub authority: Option<String>,
}

/// The stamp in an answer, or the bytes themselves when they are a bare stamp.
pub fn token_in(answer: &[u8]) -> Result<&[u8], NoStamp> {
    let mut values = Values::inside(answer, tag::SEQUENCE).ok_or(NoStamp::Unreadable)?;
    let first = values.value().ok_or(NoStamp::Unreadable)?;
    if first.tag == tag::OID {
        return Ok(answer);
    }
    if first.tag != tag::SEQUENCE {
        return Err(NoStamp::Unreadable);
    }
    let mut about = Values::of(first.content);
    let status = about.small().ok_or(NoStamp::Unreadable)?;
    // 0 is granted, 1 is granted with changes, which the imprint and the nonce show.
    if status > 1 {
        let said = said(about).unwrap_or_else(|| "it gives no reason.".to_owned());
        return Err(NoStamp::Refused { status, said });
    }
    let token = values.value().ok_or(NoStamp::Unreadable)?;
    values.end().ok_or(NoStamp::Unreadable)?;
    Ok(token.whole)
}

/// What an authority says of its refusal.
fn said(mut about: Values<'_>) -> Option<String> {
    let mut texts = about.enter(tag::SEQUENCE)?;
    let mut said = Vec::new();
    while let Some(text) = texts.take(tag::UTF8) {
        said.push(String::from_utf8_lossy(text));
    }
    let said = name::shown(&said.join(" "), MOST_SAID);
    (!said.is_empty()).then_some(said)
}

/// Reads what a stamp says.
pub fn read_info(content: &[u8]) -> Option<Info<'_>> {
    let mut values = Values::inside(content, tag::SEQUENCE)?;
    if values.small()? != 1 {
        return None;
    }
    let policy = values.oid()?;
    let mut imprint = values.enter(tag::SEQUENCE)?;
    let is_sha256 = imprint.algorithm()? == SHA256;
    let hash = imprint.take(tag::OCTET_STRING)?;
    imprint.end()?;
    let serial = number(&mut values)?;
    let at = moment(values.take(tag::TIME)?)?;
    // How exact the clock is and whether stamps are in order: not used here.
    values.take_if(tag::SEQUENCE);
    values.take_if(tag::BOOLEAN);
    let ahead = values;
    let nonce = number(&mut values);
    if nonce.is_none() {
        values = ahead;
    }
    let authority = values.take_if(tag::marked(0)).map(name::general);
    values.take_if(tag::marked(1));
    values.end()?;
    Some(Info {
        imprint: Digest::from_bytes(hash).filter(|_| is_sha256),
        nonce,
        at,
        policy,
        serial: to_hex(if serial.is_empty() { &[0] } else { serial }),
        authority,
    })
}

fn number<'a>(values: &mut Values<'a>) -> Option<&'a [u8]> {
    values
        .natural()
        .filter(|bytes| bytes.len() <= LONGEST_NUMBER)
}

/// `20261122093000.25Z`; what is finer than a millisecond is dropped.
fn moment(bytes: &[u8]) -> Option<Moment> {
    let text = std::str::from_utf8(bytes).ok()?.strip_suffix('Z')?;
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 14 || !digits(whole) || part.is_empty() || !digits(part) {
        return None;
    }
    let field = |from: usize, to: usize| whole.get(from..to).unwrap_or_default();
    let [year, month, day] = [field(0, 4), field(4, 6), field(6, 8)];
    let [hour, minute, second] = [field(8, 10), field(10, 12), field(12, 14)];
    let millis: String = part.chars().chain("00".chars()).take(3).collect();
    Moment::parse(&format!(
        "{year}-{month}-{day}T{hour}:{minute}:{second}.{millis}Z"
    ))
}
