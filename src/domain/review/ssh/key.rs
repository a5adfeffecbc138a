//! Public keys as they stand in `id_ed25519.pub`: one line of type, base64 and comment.
//!
//! Only keys are read whose signatures can be checked here: ed25519, ECDSA on P-256 and P-384, RSA of
//! 2048 to 8192 bits, and keys in security keys (FIDO) of the types `sk-ssh-ed25519` and
//! `sk-ecdsa-sha2-nistp256`. Not read are DSA, ECDSA on P-521 and certificates of SSH.

use crate::domain::visible::{Sight, sight};
use ssh_key::public::KeyData;
use ssh_key::{EcdsaCurve, HashAlg};

/// The longest line that is read, in bytes.
const LONGEST_LINE: usize = 1 << 13;
/// The longest comment that is kept, in Unicode scalars.
const LONGEST_COMMENT: usize = 100;
/// RSA keys of which signatures are believed, in bits.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=8192;

/// Somebody's public key, with a comment that says nothing about whose it is.
#[derive(Debug, Clone)]
pub struct PublicKey {
    data: KeyData,
    kind: Kind,
    comment: String,
}

/// What a key is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `ssh-ed25519`
    Ed25519,
    /// `ecdsa-sha2-nistp256`
    EcdsaP256,
    /// `ecdsa-sha2-nistp384`
    EcdsaP384,
    /// `ssh-rsa`
    Rsa {
        /// Its length.
        bits: usize,
    },
    /// `sk-ssh-ed25519@openssh.com`, kept in a security key.
    SecurityKeyEd25519,
    /// `sk-ecdsa-sha2-nistp256@openssh.com`, kept in a security key.
    SecurityKeyP256,
}

/// Why a text is not a public key that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAKey {
    /// Something else.
    #[error(
        "This is not a public SSH key. It is one line that begins like `ssh-ed25519 AAAA`, as in a file that ends in `.pub`."
    )]
    Unreadable,
    /// A private key where a public one was expected.
    #[error(
        "This is a private SSH key. Keep it to yourself, and give the file beside it that ends in `.pub`."
    )]
    Private,
    /// A key whose signatures cannot be checked here.
    #[error(
        "Signatures of keys of the type {algorithm} cannot be checked here. An ed25519 key will do."
    )]
    Unsupported {
        /// What the key calls itself.
        algorithm: String,
    },
    /// An RSA key whose length is out of bounds.
    #[error("This RSA key has {bits} bits; it must have 2048 to 8192. An ed25519 key will do.")]
    Length {
        /// Its length.
        bits: usize,
    },
    /// A key that anyone can sign for.
    #[error("This key is broken: anyone could sign in its name.")]
    Weak,
}

impl PublicKey {
    /// Reads the line of a public key; blanks and line ends around it are passed over.
    pub fn parse(line: &str) -> Result<Self, NotAKey> {
        let line = line.trim();
        if line.contains("PRIVATE KEY") {
            return Err(NotAKey::Private);
        }
        if line.len() > LONGEST_LINE || line.contains(['\n', '\r']) {
            return Err(NotAKey::Unreadable);
        }
        let key = ssh_key::PublicKey::from_openssh(line).map_err(|_| NotAKey::Unreadable)?;
        Self::new(key.key_data().clone(), key.comment().as_str_lossy())
    }

    /// A key that was read elsewhere, after the same checks.
    pub(super) fn new(data: KeyData, comment: &str) -> Result<Self, NotAKey> {
        Ok(Self {
            kind: kind(&data)?,
            data,
            comment: tidied(comment),
        })
    }

    pub(super) const fn data(&self) -> &KeyData {
        &self.data
    }

    /// What it is made of.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// What its owner called it, on one line; may be empty. A claim of whoever wrote it.
    pub fn comment(&self) -> &str {
        &self.comment
    }

    /// Type and base64, which name the key.
    pub fn bare(&self) -> String {
        ssh_key::PublicKey::from(self.data.clone())
            .to_openssh()
            .expect("a key that was read can be written")
    }

    /// Type, base64 and comment, without a line end.
    pub fn line(&self) -> String {
        format!("{} {}", self.bare(), self.comment)
            .trim_end()
            .to_owned()
    }

    /// `SHA256:` and 43 letters and digits, as `ssh-keygen -l` shows it.
    pub fn fingerprint(&self) -> String {
        self.data.fingerprint(HashAlg::Sha256).to_string()
    }
}

/// Two keys are the same whatever their comments say.
impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.data == other.data
    }
}

impl Eq for PublicKey {}

impl Kind {
    /// Whether the private half lies in a security key that must be touched.
    pub const fn is_in_security_key(self) -> bool {
        matches!(self, Self::SecurityKeyEd25519 | Self::SecurityKeyP256)
    }
}

fn kind(data: &KeyData) -> Result<Kind, NotAKey> {
    let unsupported = || NotAKey::Unsupported {
        algorithm: data.algorithm().as_str().escape_debug().take(64).collect(),
    };
    match data {
        KeyData::Ed25519(key) => strong(&key.0).map(|()| Kind::Ed25519),
        KeyData::SkEd25519(key) => strong(&key.public_key().0).map(|()| Kind::SecurityKeyEd25519),
        KeyData::SkEcdsaSha2NistP256(_) => Ok(Kind::SecurityKeyP256),
        KeyData::Ecdsa(key) => match key.curve() {
            EcdsaCurve::NistP256 => Ok(Kind::EcdsaP256),
            EcdsaCurve::NistP384 => Ok(Kind::EcdsaP384),
            EcdsaCurve::NistP521 => Err(unsupported()),
        },
        KeyData::Rsa(key) => {
            let length = key.n().as_positive_bytes().map_or(0, <[u8]>::len);
            let bits = length * 8;
            RSA_BITS
                .contains(&bits)
                .then_some(Kind::Rsa { bits })
                .ok_or(NotAKey::Length { bits })
        }
        _ => Err(unsupported()),
    }
}

/// Of some points of the curve, every signature is one for every text.
fn strong(point: &[u8; 32]) -> Result<(), NotAKey> {
    let key = ed25519_dalek::VerifyingKey::from_bytes(point).map_err(|_| NotAKey::Unreadable)?;
    if key.is_weak() {
        return Err(NotAKey::Weak);
    }
    Ok(())
}

/// A comment on one line, without what is not seen, not too long.
fn tidied(comment: &str) -> String {
    let seen: String = comment
        .chars()
        .filter(|&character| character.is_whitespace() || sight(character) == Sight::Plain)
        .take(LONGEST_COMMENT)
        .collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}
