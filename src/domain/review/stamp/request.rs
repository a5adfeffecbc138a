//! What is sent to a time stamp authority.

use super::der::{Values, tag, write, write_natural};
use crate::domain::digest::Digest;

/// The name of SHA-256 in DER: 2.16.840.1.101.3.4.2.1.
const SHA256: [u8; 9] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
/// Length of the number that ties an answer to its request, in bytes.
pub const NONCE: usize = 16;

/// A request for a stamp; kept until the answer comes, because the answer must repeat its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    imprint: Digest,
    nonce: Vec<u8>,
}

impl Request {
    /// Asks for a stamp of a text with this SHA-256. The number is made of random bytes.
    pub fn new(imprint: Digest, random: [u8; NONCE]) -> Self {
        let zeros = random.iter().take_while(|&&byte| byte == 0).count();
        Self {
            imprint,
            nonce: random[zeros..].to_vec(),
        }
    }

    /// The hash that is to be stamped.
    pub const fn imprint(&self) -> &Digest {
        &self.imprint
    }

    pub(super) fn nonce(&self) -> &[u8] {
        &self.nonce
    }

    /// The request as a file (`.tsq`, `application/timestamp-query`). It asks for the authority's
    /// certificate too.
    pub fn to_der(&self) -> Vec<u8> {
        let algorithm = write(
            tag::SEQUENCE,
            &[&write(tag::OID, &[&SHA256]), &write(tag::NULL, &[])],
        );
        let imprint = write(
            tag::SEQUENCE,
            &[
                &algorithm,
                &write(tag::OCTET_STRING, &[self.imprint.bytes()]),
            ],
        );
        let parts: [&[u8]; 4] = [
            &write_natural(&[1]),
            &imprint,
            &write_natural(&self.nonce),
            &write(tag::BOOLEAN, &[&[0xff]]),
        ];
        write(tag::SEQUENCE, &parts)
    }

    /// Reads a request that was written by [`Request::to_der`]; nothing when it is any other.
    pub fn parse(der: &[u8]) -> Option<Self> {
        let mut values = Values::inside(der, tag::SEQUENCE)?;
        values.small()?;
        let mut imprint = values.enter(tag::SEQUENCE)?;
        imprint.algorithm()?;
        let request = Self {
            imprint: Digest::from_bytes(imprint.take(tag::OCTET_STRING)?)?,
            nonce: values.natural()?.to_vec(),
        };
        (request.nonce.len() <= NONCE && request.to_der() == der).then_some(request)
    }
}
