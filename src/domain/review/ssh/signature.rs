//! Signatures of SSH keys over texts: the format SSHSIG of OpenSSH (`PROTOCOL.sshsig`), which
//! `ssh-keygen -Y sign` writes and `ssh-keygen -Y verify` checks.

use super::{Kind, Namespace, NotAKey, PublicKey};
use ssh_key::{HashAlg, LineEnding, PrivateKey, SshSig};

/// The longest signature that is read, in bytes; of the keys known here none makes one of 4 KiB.
const LONGEST_SIGNATURE: usize = 1 << 14;
/// The longest private key that is read, in bytes.
const LONGEST_KEY: usize = 1 << 16;

/// Why a signature proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadSignature {
    /// Not a signature at all.
    #[error("This is not an SSH signature: it must begin with `-----BEGIN SSH SIGNATURE-----`.")]
    Unreadable,
    /// By a key of a kind that is not known here.
    #[error(transparent)]
    Key(#[from] NotAKey),
    /// For another purpose.
    #[error("The signature was made for `{found}`, not for `{expected}`.")]
    Namespace {
        /// What it must be for.
        expected: Namespace,
        /// What it says that it is for.
        found: String,
    },
    /// Of another text, or damaged.
    #[error("The signature does not fit: the text or the signature was changed.")]
    DoesNotFit,
}

/// Why a private key cannot sign here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotSign {
    /// Not a private key in the format of OpenSSH.
    #[error("This is not a private SSH key in the format of OpenSSH.")]
    Unreadable,
    /// Locked with a passphrase.
    #[error("This SSH key has a passphrase, and only the program ssh-keygen can ask for it.")]
    Locked,
    /// Of a kind that only the program signs with.
    #[error("With this kind of SSH key only the program ssh-keygen can sign.")]
    NeedsProgram,
    /// A key that is not accepted.
    #[error(transparent)]
    Key(#[from] NotAKey),
}

/// Checks a signature over a text and says whose key made it. Whether that key counts is for the
/// caller to find out, in [`super::Allowed`].
pub fn verify(
    armored: &str,
    namespace: Namespace,
    message: &[u8],
) -> Result<PublicKey, BadSignature> {
    let armored = armored.trim();
    if armored.len() > LONGEST_SIGNATURE {
        return Err(BadSignature::Unreadable);
    }
    let signature = SshSig::from_pem(armored).map_err(|_| BadSignature::Unreadable)?;
    if signature.version() != SshSig::VERSION || !signature.reserved().is_empty() {
        return Err(BadSignature::Unreadable);
    }
    let key = PublicKey::new(signature.public_key().clone(), "")?;
    if signature.namespace() != namespace.as_str() {
        return Err(BadSignature::Namespace {
            expected: namespace,
            found: signature.namespace().escape_debug().take(100).collect(),
        });
    }
    ssh_key::PublicKey::from(key.data().clone())
        .verify(namespace.as_str(), message, &signature)
        .map_err(|_| BadSignature::DoesNotFit)?;
    Ok(key)
}

/// Signs a text with the contents of a private key file; the signature is armored and ends in LF.
///
/// Only for ed25519 and ECDSA keys without a passphrase. RSA keys are left to `ssh-keygen`: signing
/// with them in this process would take a time that tells something about the key.
pub fn sign(
    private_key: &[u8],
    namespace: Namespace,
    message: &[u8],
) -> Result<String, CannotSign> {
    let key = read_private(private_key)?;
    if key.is_encrypted() {
        return Err(CannotSign::Locked);
    }
    match PublicKey::new(key.public_key().key_data().clone(), "")?.kind() {
        Kind::Ed25519 | Kind::EcdsaP256 | Kind::EcdsaP384 => {}
        _ => return Err(CannotSign::NeedsProgram),
    }
    let signature = key
        .sign(namespace.as_str(), HashAlg::Sha512, message)
        .map_err(|_| CannotSign::Unreadable)?;
    let mut armored = signature
        .to_pem(LineEnding::LF)
        .map_err(|_| CannotSign::Unreadable)?;
    if !armored.ends_with('\n') {
        armored.push('\n');
    }
    Ok(armored)
}

impl PublicKey {
    /// The public half of a private key file, also of one with a passphrase.
    pub fn of_private(private_key: &[u8]) -> Result<Self, CannotSign> {
        let key = read_private(private_key)?;
        let public = key.public_key();
        Ok(Self::new(
            public.key_data().clone(),
            public.comment().as_str_lossy(),
        )?)
    }
}

fn read_private(bytes: &[u8]) -> Result<PrivateKey, CannotSign> {
    if bytes.len() > LONGEST_KEY {
        return Err(CannotSign::Unreadable);
    }
    PrivateKey::from_openssh(bytes.trim_ascii()).map_err(|_| CannotSign::Unreadable)
}
