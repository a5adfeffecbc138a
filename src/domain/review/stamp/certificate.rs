//! As much of a certificate (RFC 5280) as the check of a stamp needs. Dates, chains and revocation are
//! left to programs that know which authorities are trusted.

use super::der::{Values, tag};
use super::name;

const RSA: &str = "1.2.840.113549.1.1.1";
const CURVES: &str = "1.2.840.10045.2.1";
const P256: &str = "1.2.840.10045.3.1.7";
const P384: &str = "1.3.132.0.34";
const KEY_IDENTIFIER: &str = "2.5.29.14";
const PURPOSES: &str = "2.5.29.37";
const TIME_STAMPS: &str = "1.3.6.1.5.5.7.3.8";

/// A certificate that an answer brings.
#[derive(Debug)]
pub struct Certificate<'a> {
    pub whole: &'a [u8],
    /// Issuer with tag and length.
    pub issuer: &'a [u8],
    pub serial: &'a [u8],
    pub key_identifier: Option<&'a [u8]>,
    /// Whether it is made for time stamps.
    pub is_for_stamps: bool,
    /// Whose it is, safe to show.
    pub subject: String,
    pub key: Key<'a>,
}

/// A public key.
#[derive(Debug, PartialEq, Eq)]
pub enum Key<'a> {
    Rsa {
        modulus: &'a [u8],
        exponent: &'a [u8],
    },
    P256(&'a [u8]),
    P384(&'a [u8]),
    Unknown(String),
}

/// Reads a certificate, given with tag and length.
pub fn read(whole: &[u8]) -> Option<Certificate<'_>> {
    let mut outer = Values::inside(whole, tag::SEQUENCE)?;
    let mut values = outer.enter(tag::SEQUENCE)?;
    values.take_if(tag::marked(0));
    let serial = values.take(tag::INTEGER)?;
    values.take(tag::SEQUENCE)?;
    let issuer = values.value().filter(|name| name.tag == tag::SEQUENCE)?;
    values.take(tag::SEQUENCE)?;
    let subject = name::full(values.take(tag::SEQUENCE)?);
    let key = read_key(values.enter(tag::SEQUENCE)?)?;
    values.take_if(tag::plain_marked(1));
    values.take_if(tag::plain_marked(2));
    let mut certificate = Certificate {
        whole,
        issuer: issuer.whole,
        serial,
        key_identifier: None,
        is_for_stamps: false,
        subject,
        key,
    };
    if let Some(extensions) = values.take_if(tag::marked(3)) {
        let mut extensions = Values::inside(extensions, tag::SEQUENCE)?;
        while !extensions.is_empty() {
            certificate.add(extensions.enter(tag::SEQUENCE)?)?;
        }
    }
    Some(certificate)
}

impl<'a> Certificate<'a> {
    fn add(&mut self, mut extension: Values<'a>) -> Option<()> {
        let name = extension.oid()?;
        extension.take_if(tag::BOOLEAN);
        let value = extension.take(tag::OCTET_STRING)?;
        match name.as_str() {
            KEY_IDENTIFIER => {
                self.key_identifier = Some(Values::of(value).take(tag::OCTET_STRING)?);
            }
            PURPOSES => {
                let mut purposes = Values::inside(value, tag::SEQUENCE)?;
                while !purposes.is_empty() {
                    self.is_for_stamps |= purposes.oid()? == TIME_STAMPS;
                }
            }
            _ => {}
        }
        Some(())
    }
}

fn read_key(mut values: Values<'_>) -> Option<Key<'_>> {
    let mut algorithm = values.enter(tag::SEQUENCE)?;
    let name = algorithm.oid()?;
    // The first byte says how many bits are not used at the end.
    let (0, bits) = values.take(tag::BIT_STRING)?.split_first()? else {
        return None;
    };
    if name == RSA {
        let mut numbers = Values::inside(bits, tag::SEQUENCE)?;
        let (modulus, exponent) = (numbers.natural()?, numbers.natural()?);
        return Some(Key::Rsa { modulus, exponent });
    }
    if name != CURVES {
        return Some(Key::Unknown(name));
    }
    Some(match algorithm.oid() {
        Some(curve) if curve == P256 => Key::P256(bits),
        Some(curve) if curve == P384 => Key::P384(bits),
        Some(curve) => Key::Unknown(curve),
        None => Key::Unknown(name),
    })
}
