//! Whether a signature fits: RSA (PKCS #1 v1.5) and ECDSA over the hashes that stamps are signed with.

use super::certificate::Key;
use super::der::{Values, tag};
use super::token::SHA256;
use rsa::pkcs1v15;
use rsa::signature::hazmat::PrehashVerifier;
use rsa::{BoxedUint, RsaPublicKey};
use sha2::{Digest as _, Sha256, Sha384, Sha512};

/// RSA whose hash is named beside it.
const RSA: &str = "1.2.840.113549.1.1.1";
/// RSA keys of which signatures are believed, in bytes.
const RSA_BYTES: std::ops::RangeInclusive<usize> = 256..=1024;

/// The hashes that stamps are signed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// A hash by its name in numbers.
    pub fn named(oid: &str) -> Option<Self> {
        Some(match oid {
            SHA256 => Self::Sha256,
            "2.16.840.1.101.3.4.2.2" => Self::Sha384,
            "2.16.840.1.101.3.4.2.3" => Self::Sha512,
            _ => return None,
        })
    }

    /// The hash of some bytes.
    pub fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sha384 => Sha384::digest(bytes).to_vec(),
            Self::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }
}

/// The hash of a kind of signature, if it is one that this key makes.
pub fn hash_of(algorithm: &str, key: &Key<'_>, beside: Hash) -> Option<Hash> {
    let is_rsa = matches!(key, Key::Rsa { .. });
    Some(match algorithm {
        RSA if is_rsa => beside,
        "1.2.840.113549.1.1.11" if is_rsa => Hash::Sha256,
        "1.2.840.113549.1.1.12" if is_rsa => Hash::Sha384,
        "1.2.840.113549.1.1.13" if is_rsa => Hash::Sha512,
        "1.2.840.10045.4.3.2" if !is_rsa => Hash::Sha256,
        "1.2.840.10045.4.3.3" if !is_rsa => Hash::Sha384,
        "1.2.840.10045.4.3.4" if !is_rsa => Hash::Sha512,
        _ => return None,
    })
}

/// Whether a signature of a key fits some bytes.
pub fn verifies(key: &Key<'_>, hash: Hash, signed: &[u8], signature: &[u8]) -> Option<()> {
    let digest = hash.of(signed);
    match key {
        Key::Rsa { modulus, exponent } => rsa_verifies(modulus, exponent, hash, &digest, signature),
        Key::P256(point) => {
            let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(point).ok()?;
            let numbers = two_numbers::<32>(signature)?;
            let signature = p256::ecdsa::Signature::from_slice(&numbers).ok()?;
            key.verify_prehash(&digest, &signature).ok()
        }
        Key::P384(point) => {
            let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(point).ok()?;
            let numbers = two_numbers::<48>(signature)?;
            let signature = p384::ecdsa::Signature::from_slice(&numbers).ok()?;
            key.verify_prehash(&digest, &signature).ok()
        }
        Key::Unknown(_) => None,
    }
}

fn rsa_verifies(
    modulus: &[u8],
    exponent: &[u8],
    hash: Hash,
    digest: &[u8],
    signature: &[u8],
) -> Option<()> {
    if !RSA_BYTES.contains(&modulus.len()) || exponent.len() > 5 || signature.len() != modulus.len()
    {
        return None;
    }
    let number = BoxedUint::from_be_slice_vartime;
    let key = RsaPublicKey::new(number(modulus), number(exponent)).ok()?;
    let signature = pkcs1v15::Signature::try_from(signature).ok()?;
    match hash {
        Hash::Sha256 => {
            pkcs1v15::VerifyingKey::<Sha256>::new(key).verify_prehash(digest, &signature)
        }
        Hash::Sha384 => {
            pkcs1v15::VerifyingKey::<Sha384>::new(key).verify_prehash(digest, &signature)
        }
        Hash::Sha512 => {
            pkcs1v15::VerifyingKey::<Sha512>::new(key).verify_prehash(digest, &signature)
        }
    }
    .ok()
}

/// The two numbers of an ECDSA signature one after the other, each of so many bytes.
fn two_numbers<const SIZE: usize>(signature: &[u8]) -> Option<Vec<u8>> {
    let mut values = Values::inside(signature, tag::SEQUENCE)?;
    let mut both = Vec::with_capacity(SIZE * 2);
    for _ in 0..2 {
        let number = values.natural()?;
        let missing = SIZE.checked_sub(number.len())?;
        both.extend(std::iter::repeat_n(0, missing));
        both.extend(number);
    }
    values.end()?;
    Some(both)
}
