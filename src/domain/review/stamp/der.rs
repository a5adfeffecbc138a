//! As much of DER as time stamps need: values one after the other, each with its length in the
//! shortest form. What is inside a value is read by whoever knows what it is, so that no text makes
//! this go deeper than the rules of the format do.

use std::fmt::Write as _;

/// Tags that are read and written.
pub mod tag {
    pub const BOOLEAN: u8 = 0x01;
    pub const INTEGER: u8 = 0x02;
    pub const BIT_STRING: u8 = 0x03;
    pub const OCTET_STRING: u8 = 0x04;
    pub const NULL: u8 = 0x05;
    pub const OID: u8 = 0x06;
    pub const UTF8: u8 = 0x0c;
    pub const TIME: u8 = 0x18;
    pub const BMP: u8 = 0x1e;
    pub const SEQUENCE: u8 = 0x30;
    pub const SET: u8 = 0x31;

    /// A value marked by a number of its own, with others inside.
    pub const fn marked(number: u8) -> u8 {
        0xa0 | number
    }

    /// A value marked by a number of its own, without others inside.
    pub const fn plain_marked(number: u8) -> u8 {
        0x80 | number
    }
}

/// One value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Value<'a> {
    /// What it is.
    pub tag: u8,
    /// What is in it.
    pub content: &'a [u8],
    /// Its bytes with tag and length.
    pub whole: &'a [u8],
}

/// Values that are not read yet.
#[derive(Debug, Clone, Copy)]
pub struct Values<'a>(&'a [u8]);

impl<'a> Values<'a> {
    /// The values in some bytes.
    pub const fn of(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The values inside the one value that some bytes are.
    pub fn inside(bytes: &'a [u8], tag: u8) -> Option<Self> {
        let mut outer = Self(bytes);
        let inside = outer.take(tag)?;
        outer.end()?;
        Some(Self(inside))
    }

    /// The next value; nothing at the end and when what comes is no value.
    pub fn value(&mut self) -> Option<Value<'a>> {
        let (&tag, rest) = self.0.split_first()?;
        // Tags of more than one byte do not occur.
        if tag & 0x1f == 0x1f {
            return None;
        }
        let (length, rest) = length(rest)?;
        let (content, rest) = rest.split_at_checked(length)?;
        let whole = self.0.get(..self.0.len() - rest.len())?;
        self.0 = rest;
        Some(Value {
            tag,
            content,
            whole,
        })
    }

    /// The content of the next value, which must be of this kind.
    pub fn take(&mut self, tag: u8) -> Option<&'a [u8]> {
        self.value()
            .filter(|value| value.tag == tag)
            .map(|value| value.content)
    }

    /// The values in the next value, which must be of this kind.
    pub fn enter(&mut self, tag: u8) -> Option<Self> {
        self.take(tag).map(Self)
    }

    /// The content of the next value if it is of this kind; else nothing is read.
    pub fn take_if(&mut self, tag: u8) -> Option<&'a [u8]> {
        if self.0.first() == Some(&tag) {
            return self.take(tag);
        }
        None
    }

    /// Whether nothing is left.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Demands that nothing is left.
    pub fn end(&self) -> Option<()> {
        self.is_empty().then_some(())
    }

    /// A name made of numbers, written with dots.
    pub fn oid(&mut self) -> Option<String> {
        oid_text(self.take(tag::OID)?)
    }

    /// The name of an algorithm; its parameters must be absent or nothing.
    pub fn algorithm(&mut self) -> Option<String> {
        let mut inside = self.enter(tag::SEQUENCE)?;
        let name = inside.oid()?;
        if let Some(nothing) = inside.take_if(tag::NULL) {
            nothing.is_empty().then_some(())?;
        }
        inside.end()?;
        Some(name)
    }

    /// The bytes of a number that is not negative, without leading zeros.
    pub fn natural(&mut self) -> Option<&'a [u8]> {
        let bytes = self.take(tag::INTEGER)?;
        match bytes {
            [] => None,
            [0, second, ..] if second & 0x80 == 0 => None,
            [first, ..] if first & 0x80 != 0 => None,
            [0, rest @ ..] => Some(rest),
            _ => Some(bytes),
        }
    }

    /// A small number.
    pub fn small(&mut self) -> Option<u64> {
        let bytes = self.natural().filter(|bytes| bytes.len() < 8)?;
        Some(
            bytes
                .iter()
                .fold(0, |sum, &byte| sum << 8 | u64::from(byte)),
        )
    }
}

/// A length in its shortest form, and what comes behind it.
fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    if first < 0x80 {
        return Some((usize::from(first), rest));
    }
    let count = usize::from(first & 0x7f);
    if !(1..=3).contains(&count) {
        return None;
    }
    let (digits, rest) = rest.split_at_checked(count)?;
    let length = digits
        .iter()
        .fold(0, |sum, &byte| sum << 8 | usize::from(byte));
    let shortest = length >= 0x80 && digits.first() != Some(&0);
    shortest.then_some((length, rest))
}

/// Numbers with dots.
fn oid_text(bytes: &[u8]) -> Option<String> {
    if bytes.len() > 64 || bytes.last()? & 0x80 != 0 {
        return None;
    }
    let mut text = String::new();
    let mut number: u64 = 0;
    for &byte in bytes {
        number = number.checked_mul(128)? | u64::from(byte & 0x7f);
        if byte & 0x80 != 0 {
            continue;
        }
        if text.is_empty() {
            let first = (number / 40).min(2);
            text = format!("{first}.{}", number - first * 40);
        } else {
            let _ = write!(text, ".{number}");
        }
        number = 0;
    }
    Some(text)
}

/// A value with its tag and length.
pub fn write(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let mut bytes = vec![tag];
    match u8::try_from(content.len()) {
        Ok(short) if short < 0x80 => bytes.push(short),
        _ => {
            let digits = content.len().to_be_bytes();
            let zeros = digits.iter().take_while(|&&digit| digit == 0).count();
            let count = u8::try_from(digits.len() - zeros).expect("a length has at most 8 bytes");
            bytes.push(0x80 | count);
            bytes.extend(&digits[zeros..]);
        }
    }
    bytes.extend(content);
    bytes
}

/// A number that is not negative.
pub fn write_natural(bytes: &[u8]) -> Vec<u8> {
    let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
    let digits = &bytes[zeros..];
    let sign: &[u8] = match digits.first() {
        Some(first) if first & 0x80 == 0 => &[],
        _ => &[0],
    };
    write(tag::INTEGER, &[sign, digits])
}
