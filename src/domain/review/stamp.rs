//! Time stamps of RFC 3161: what is sent to an authority, and what its answer proves.
//!
//! The request names a SHA-256 and nothing else of the workspace; it can travel by any channel, and so
//! can the answer (`openssl ts -query` and `-reply` write the same files). Read from an answer are the
//! time, whose stamp it is, and whether it is one of ours; checked is besides the signature, with the
//! certificate that the answer brings. **Whether that certificate may be trusted is not decided here**:
//! `openssl ts -verify -in ANSWER -queryfile REQUEST -CAfile AUTHORITY` does, with the authority's
//! certificate from a source of the person's own.
//!
//! Only DER is read, and at most [`LONGEST_ANSWER`] bytes of it. Checked are signatures by RSA (PKCS #1
//! v1.5, 2048 to 8192 bits) and by ECDSA on P-256 and P-384, with SHA-256, SHA-384 or SHA-512.

use super::people::Moment;
use crate::domain::digest::Digest;

mod certificate;
mod der;
mod name;
mod request;
mod signature;
mod signed;
mod token;

pub use request::{NONCE, Request};

/// The longest answer that is read, in bytes; one with all certificates up to the root has some 10 000.
pub const LONGEST_ANSWER: usize = 1 << 18;

/// What an answer says, and how much of it was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// When the authority saw the hash, by its own clock.
    pub at: Moment,
    /// The hash that it saw.
    pub imprint: Digest,
    /// Its rules for making stamps, as numbers with dots.
    pub policy: String,
    /// Number of the stamp, as hexadecimal digits.
    pub serial: String,
    /// What the stamp calls the authority, if it does; safe to show.
    pub authority: Option<String>,
    /// What was checked of its signature.
    pub checked: Checked,
}

/// How much the signature of a stamp is worth. A signature that does not fit is an error instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// The signature fits the certificate that the answer brings, which is one for time stamps.
    Fits {
        /// Whose certificate it is, by its own word; safe to show.
        by: String,
        /// SHA-256 of the certificate, as `openssl x509 -fingerprint -sha256` shows it.
        certificate: Digest,
    },
    /// Not checked: the answer does not bring the certificate.
    NoCertificate,
    /// Not checked: made in a way that is not known here.
    Unknown {
        /// How, as numbers with dots.
        algorithm: String,
    },
}

/// Why an answer is no stamp.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoStamp {
    /// Not an answer at all.
    #[error("This file is not the answer of a time stamp authority (RFC 3161), or it is damaged.")]
    Unreadable,
    /// Longer than [`LONGEST_ANSWER`].
    #[error(
        "This file has {length} bytes; the answer of a time stamp authority has at most {LONGEST_ANSWER}."
    )]
    TooLong {
        /// Its length in bytes.
        length: usize,
    },
    /// The authority refused.
    #[error("The time stamp authority refused the request (status {status}): {said}")]
    Refused {
        /// Its status: 2 is a rejection, others are rare.
        status: u64,
        /// What it says, safe to show.
        said: String,
    },
    /// A stamp of another text.
    #[error("The time stamp is of another text than this one.")]
    OtherImprint,
    /// An answer to another request.
    #[error("The time stamp answers another request than the one that was sent.")]
    OtherRequest,
    /// The signature does not fit.
    #[error("The signature of the time stamp does not fit: it was changed, or it is forged.")]
    BadSignature,
    /// The certificate is one for other purposes.
    #[error("The time stamp is signed with a certificate that is not made for time stamps ({by}).")]
    NotForStamps {
        /// Whose certificate; safe to show.
        by: String,
    },
}

/// Reads the answer to a request: the whole answer, or the bare stamp in it.
pub fn read_answer(answer: &[u8], request: &Request) -> Result<Stamp, NoStamp> {
    read(answer, request.imprint(), Some(request.nonce()))
}

/// Reads an answer or a bare stamp of a text with this SHA-256 whose request is no longer at hand.
pub fn read_stamp(answer: &[u8], imprint: &Digest) -> Result<Stamp, NoStamp> {
    read(answer, imprint, None)
}

fn read(answer: &[u8], imprint: &Digest, nonce: Option<&[u8]>) -> Result<Stamp, NoStamp> {
    let length = answer.len();
    if length > LONGEST_ANSWER {
        return Err(NoStamp::TooLong { length });
    }
    let token = token::token_in(answer)?;
    let signed = signed::read(token).ok_or(NoStamp::Unreadable)?;
    let info = token::read_info(signed.content).ok_or(NoStamp::Unreadable)?;
    if info.imprint.as_ref() != Some(imprint) {
        return Err(NoStamp::OtherImprint);
    }
    if nonce.is_some() && info.nonce != nonce {
        return Err(NoStamp::OtherRequest);
    }
    Ok(Stamp {
        checked: signed.check()?,
        at: info.at,
        imprint: *imprint,
        policy: info.policy,
        serial: info.serial,
        authority: info.authority,
    })
}

#[cfg(test)]
mod tests;
