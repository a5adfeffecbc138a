//! Signing with a person's own SSH key: by the program `ssh-keygen` where it is installed, which knows
//! agents, security keys and passphrases, otherwise in this process.
//!
//! The text to sign goes through a pipe and the signature comes back through one; nothing of either is
//! written to a disk. Whatever signed, the signature is checked before it is handed on. Does not know
//! what is signed, nor whether the key counts.

use super::files::{self, FileError};
use crate::domain::review::ssh::{self, BadSignature, CannotSign, Namespace, NotAKey, PublicKey};
use crate::tr;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

mod program;

/// The longest key file that is read, in bytes.
const LONGEST_KEY: u64 = 1 << 16;
/// The longest text that is signed, in bytes.
const LONGEST_MESSAGE: usize = 1 << 20;
/// Names of public keys in `~/.ssh`, the preferred ones first.
const NAMES: [&str; 5] = [
    "id_ed25519.pub",
    "id_ed25519_sk.pub",
    "id_ecdsa.pub",
    "id_ecdsa_sk.pub",
    "id_rsa.pub",
];

/// How to sign.
#[derive(Debug, Clone, Copy)]
pub struct Means<'a> {
    /// The key: its private file, or its public one when the private half lies beside it or in an agent.
    pub key: &'a Path,
    /// The program `ssh-keygen`; nothing when it is not installed.
    pub program: Option<&'a Path>,
    /// The key's passphrase, if it was asked for already.
    pub passphrase: Option<&'a str>,
    /// Whether the program may ask at the terminal. The caller has left its own screen before.
    pub may_ask: bool,
    /// A private folder where a helper may lie for as long as it takes; it never holds a secret.
    pub folder: &'a Path,
}

/// Why there is no signature.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// The key cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// It is no key, or none that can be used.
    #[error("{}: {source}", .path.display())]
    Key {
        /// The file.
        path: PathBuf,
        /// Why.
        source: NotAKey,
    },
    /// It cannot sign in this process, and the program is not there.
    #[error("{}: {source}", .path.display())]
    Here {
        /// The file.
        path: PathBuf,
        /// Why.
        source: CannotSign,
    },
    /// It is locked, and no passphrase or a wrong one was given.
    #[error("The passphrase of the key {} is missing or wrong.", .path.display())]
    Passphrase {
        /// The file.
        path: PathBuf,
    },
    /// The program could not be run or says no.
    #[error("ssh-keygen did not sign with {}: {said}", .path.display())]
    Program {
        /// The file.
        path: PathBuf,
        /// What it said, on one line, safe to show.
        said: String,
    },
    /// It did not come to an end.
    #[error("ssh-keygen has not signed with {} within {seconds} seconds.", .path.display())]
    Late {
        /// The file.
        path: PathBuf,
        /// How long it was waited for.
        seconds: u64,
    },
    /// The signature that came back is not one of this text.
    #[error("The signature made with {} does not fit: {source}", .path.display())]
    Unfit {
        /// The file.
        path: PathBuf,
        /// Why.
        source: BadSignature,
    },
    /// The text is too long to be signed.
    #[error("{}", tr!("A text of {length} bytes is too long to be signed; at most {longest_message} bytes are.", length = .length, longest_message = LONGEST_MESSAGE))]
    TooLong {
        /// Its length in bytes.
        length: usize,
    },
}

impl SignError {
    /// What to do next.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::File(error) => error.hint(),
            Self::Here {
                source: CannotSign::Locked | CannotSign::NeedsProgram,
                ..
            } => Some(tr!(
                "Install the OpenSSH client, which brings ssh-keygen, or sign the text elsewhere with `ssh-keygen -Y sign`."
            )),
            Self::Passphrase { .. } => {
                Some(tr!("Try again, or unlock the key with `ssh-add` first."))
            }
            Self::Late { .. } => Some(tr!(
                "If the key lies in a security key, touch it when it blinks. If an agent asks for consent, give it."
            )),
            Self::Program { .. } => Some(tr!(
                "See whether the key works: `ssh-keygen -Y sign -f KEY -n file FILE` signs any file."
            )),
            _ => None,
        }
    }
}

/// Signs a text; the armored signature ends in LF.
pub fn sign(means: &Means<'_>, namespace: Namespace, message: &[u8]) -> Result<String, SignError> {
    let length = message.len();
    if length > LONGEST_MESSAGE {
        return Err(SignError::TooLong { length });
    }
    let path = || means.key.to_owned();
    let expected = public_key(means.key)?;
    let armored = match means.program {
        Some(program) => program::sign(program, means, namespace, message)?,
        None => sign_here(means.key, namespace, message)?,
    };
    let unfit = |source| SignError::Unfit {
        path: path(),
        source,
    };
    let signed_by = ssh::verify(&armored, namespace, message).map_err(unfit)?;
    if signed_by != expected {
        return Err(unfit(BadSignature::DoesNotFit));
    }
    Ok(armored)
}

fn sign_here(key: &Path, namespace: Namespace, message: &[u8]) -> Result<String, SignError> {
    let path = private_path(key);
    let bytes = files::read(&path, LONGEST_KEY)?;
    ssh::sign(&bytes, namespace, message).map_err(|source| SignError::Here { path, source })
}

/// The public half of a key that is named by its private or its public file.
pub fn public_key(path: &Path) -> Result<PublicKey, SignError> {
    let beside = with_ending(path);
    let public = if is_public(path) { path } else { &beside };
    if let Some(bytes) = files::read_if_there(public, LONGEST_KEY)? {
        let text = String::from_utf8_lossy(&bytes);
        return PublicKey::parse(&text).map_err(|source| SignError::Key {
            path: public.to_owned(),
            source,
        });
    }
    let path = private_path(path);
    let bytes = files::read(&path, LONGEST_KEY)?;
    PublicKey::of_private(&bytes).map_err(|source| SignError::Here { path, source })
}

/// The public keys that a person usually has, the preferred first; `home` is her home folder.
pub fn default_keys(home: &Path) -> Vec<PathBuf> {
    let folder = home.join(".ssh");
    NAMES
        .iter()
        .map(|name| folder.join(name))
        .filter(|path| path.is_file())
        .collect()
}

fn is_public(path: &Path) -> bool {
    path.extension() == Some(OsStr::new("pub"))
}

fn private_path(path: &Path) -> PathBuf {
    if is_public(path) {
        return path.with_extension("");
    }
    path.to_owned()
}

fn with_ending(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".pub");
    name.into()
}

#[cfg(test)]
mod tests;
