//! The signed envelope around a stamp (`SignedData` of RFC 5652) and the check of its signature.

use super::certificate::{self, Certificate, Key};
use super::der::{Value, Values, tag, write};
use super::signature::{Hash, hash_of, verifies};
use super::token::SHA256;
use super::{Checked, NoStamp};
use crate::domain::digest::Digest;

const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
const STAMP: &str = "1.2.840.113549.1.9.16.1.4";
const CONTENT_TYPE: &str = "1.2.840.113549.1.9.3";
const MESSAGE_DIGEST: &str = "1.2.840.113549.1.9.4";
const SIGNING_CERTIFICATE: &str = "1.2.840.113549.1.9.16.2.47";

/// The envelope of a stamp.
#[derive(Debug)]
pub struct Signed<'a> {
    /// What was signed: the stamp itself.
    pub content: &'a [u8],
    certificates: &'a [u8],
    signer: Signer<'a>,
}

#[derive(Debug)]
struct Signer<'a> {
    /// Issuer and serial number of the certificate, or the id of its key.
    who: Value<'a>,
    hash: String,
    /// The inside of the signed attributes.
    attributes: &'a [u8],
    algorithm: String,
    signature: &'a [u8],
}

/// Reads a stamp's envelope; it must have exactly one signer.
pub fn read(token: &[u8]) -> Option<Signed<'_>> {
    let mut outer = Values::inside(token, tag::SEQUENCE)?;
    if outer.oid()? != SIGNED_DATA {
        return None;
    }
    let mut values = Values::inside(outer.take(tag::marked(0))?, tag::SEQUENCE)?;
    outer.end()?;
    values.small()?;
    values.take(tag::SET)?;
    let mut envelope = values.enter(tag::SEQUENCE)?;
    if envelope.oid()? != STAMP {
        return None;
    }
    let mut content = envelope.enter(tag::marked(0))?;
    envelope.end()?;
    let stamp = content.take(tag::OCTET_STRING)?;
    content.end()?;
    let certificates = values.take_if(tag::marked(0)).unwrap_or_default();
    values.take_if(tag::marked(1));
    let mut signers = values.enter(tag::SET)?;
    let signer = read_signer(signers.enter(tag::SEQUENCE)?)?;
    signers.end()?;
    values.end()?;
    Some(Signed {
        content: stamp,
        certificates,
        signer,
    })
}

fn read_signer(mut values: Values<'_>) -> Option<Signer<'_>> {
    values.small()?;
    let who = values.value()?;
    let hash = values.algorithm()?;
    let attributes = values.take(tag::marked(0))?;
    let mut algorithm = values.enter(tag::SEQUENCE)?;
    Some(Signer {
        who,
        hash,
        attributes,
        // Some have parameters; those are not known here, and so the algorithm is not.
        algorithm: algorithm.oid()?,
        signature: values.take(tag::OCTET_STRING)?,
    })
}

impl Signed<'_> {
    /// Checks what can be checked without knowing whom to trust.
    pub fn check(&self) -> Result<Checked, NoStamp> {
        let signer = &self.signer;
        let unknown = |algorithm: &str| {
            let algorithm = algorithm.to_owned();
            Ok(Checked::Unknown { algorithm })
        };
        let Some(hash) = Hash::named(&signer.hash) else {
            return unknown(&signer.hash);
        };
        let attributes = Attributes::read(signer.attributes).ok_or(NoStamp::BadSignature)?;
        if attributes.content_type != STAMP || hash.of(self.content) != attributes.digest {
            return Err(NoStamp::BadSignature);
        }
        let Some(certificate) = self.certificate() else {
            return Ok(Checked::NoCertificate);
        };
        if !attributes.fits(&certificate) {
            return Err(NoStamp::BadSignature);
        }
        let Some(hash) = hash_of(&signer.algorithm, &certificate.key, hash) else {
            return unknown(&signer.algorithm);
        };
        if let Key::Unknown(algorithm) = &certificate.key {
            return unknown(algorithm);
        }
        // Signed as the set that they are, though marked otherwise where they stand.
        let set = write(tag::SET, &[signer.attributes]);
        verifies(&certificate.key, hash, &set, signer.signature).ok_or(NoStamp::BadSignature)?;
        let by = certificate.subject;
        if !certificate.is_for_stamps {
            return Err(NoStamp::NotForStamps { by });
        }
        let certificate = Digest::of(certificate.whole);
        Ok(Checked::Fits { by, certificate })
    }

    fn certificate(&self) -> Option<Certificate<'_>> {
        let mut values = Values::of(self.certificates);
        while let Some(value) = values.value() {
            let read = certificate::read(value.whole);
            if let Some(read) = read.filter(|read| self.signer.is(read)) {
                return Some(read);
            }
        }
        None
    }
}

impl Signer<'_> {
    fn is(&self, certificate: &Certificate<'_>) -> bool {
        if self.who.tag == tag::plain_marked(0) {
            return certificate.key_identifier == Some(self.who.content);
        }
        let mut values = Values::of(self.who.content);
        let issuer = values.value().map(|name| name.whole);
        issuer == Some(certificate.issuer) && values.take(tag::INTEGER) == Some(certificate.serial)
    }
}

/// What is signed besides the stamp.
struct Attributes<'a> {
    content_type: String,
    digest: &'a [u8],
    /// Name of a hash and the hash of the certificate.
    certificate: Option<(String, &'a [u8])>,
}

impl<'a> Attributes<'a> {
    /// Each may stand once, with one value.
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let (mut content_type, mut digest, mut certificate) = (None, None, None);
        let mut values = Values::of(bytes);
        while !values.is_empty() {
            let mut attribute = values.enter(tag::SEQUENCE)?;
            let name = attribute.oid()?;
            let mut inside = attribute.enter(tag::SET)?;
            let is_repeated = match name.as_str() {
                CONTENT_TYPE => content_type.replace(inside.oid()?).is_some(),
                MESSAGE_DIGEST => digest.replace(inside.take(tag::OCTET_STRING)?).is_some(),
                SIGNING_CERTIFICATE => certificate
                    .replace(signing_certificate(inside.enter(tag::SEQUENCE)?)?)
                    .is_some(),
                _ => continue,
            };
            if is_repeated || !inside.is_empty() {
                return None;
            }
        }
        Some(Self {
            content_type: content_type?,
            digest: digest?,
            certificate,
        })
    }

    /// Whether the certificate is the one that the signer named, where that can be told.
    fn fits(&self, certificate: &Certificate<'_>) -> bool {
        let Some((name, named)) = &self.certificate else {
            return true;
        };
        Hash::named(name).is_none_or(|hash| hash.of(certificate.whole) == *named)
    }
}

/// The first certificate of `SigningCertificateV2` (RFC 5035), which is the signer's.
fn signing_certificate(mut values: Values<'_>) -> Option<(String, &[u8])> {
    let mut first = values.enter(tag::SEQUENCE)?.enter(tag::SEQUENCE)?;
    let mut ahead = first;
    let hash = match ahead.algorithm() {
        Some(hash) => {
            first = ahead;
            hash
        }
        None => SHA256.to_owned(),
    };
    Some((hash, first.take(tag::OCTET_STRING)?))
}
