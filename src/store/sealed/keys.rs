//! For whom a workspace is sealed, and who opens it: keys and passphrases of the `age` format.

use super::MAGIC;
use age::secrecy::{ExposeSecret, SecretString};
use age::{Callbacks, Identity, Recipient, scrypt, ssh, x25519};
use age_core::format::{FileKey, Stanza};
use std::cell::RefCell;
use std::collections::HashSet;
use std::io::BufReader;
use std::sync::Arc;

/// Two to this power is the work of guessing a passphrase once; the stock program takes the same.
const WORK: u8 = if cfg!(test) { 4 } else { 18 };
/// More is not done for a file that somebody else made: 1 GiB of memory.
const MOST_WORK: u8 = 20;

/// Asks for a passphrase with these words; nothing when none is given.
pub type AskPassphrase = Arc<dyn Fn(&str) -> Option<SecretString> + Send + Sync>;

/// What a workspace is sealed with.
pub enum Key {
    /// Whoever knows it can open the file.
    Passphrase(SecretString),
    /// Whoever has the private key of one of them can open the file.
    Public(Vec<PublicKey>),
}

/// The public key of somebody who can open the file.
pub struct PublicKey {
    recipient: Box<dyn Recipient>,
    /// The key as it was given, without the comment.
    pub text: String,
}

/// Why a text is no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// A private key where a public one belongs.
    #[error(
        "That is a private key. Nobody else may see it; take the public key that belongs to it."
    )]
    Private,
    /// An SSH key of a kind that cannot be sealed to.
    #[error(
        "Nothing can be sealed to an SSH key of the kind {kind}; ssh-ed25519 and ssh-rsa keys of 2048 bits and more work."
    )]
    Kind {
        /// The kind.
        kind: String,
    },
    /// No key at all.
    #[error(
        "“{start}” is no key: it must be an age1… key, or the text of an ssh-ed25519 or ssh-rsa public key."
    )]
    NoKey {
        /// How it begins.
        start: String,
    },
    /// A line of a file is no key.
    #[error("Line {line}: {source}")]
    Line {
        /// The number of the line, from 1.
        line: usize,
        /// Why.
        source: Box<KeyError>,
    },
    /// No key in it.
    #[error("There is no key in it.")]
    None,
    /// A private key that cannot be used.
    #[error("It holds a private key that cannot be used here: {why}.")]
    Unusable {
        /// Why.
        why: String,
    },
}

impl PublicKey {
    /// A key, from its text.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        let words: Vec<&str> = text.split_whitespace().collect();
        if text.contains("PRIVATE KEY") || text.starts_with("AGE-SECRET-KEY-") {
            return Err(KeyError::Private);
        }
        let start = || text.chars().take(24).collect();
        match words.as_slice() {
            [key] if key.starts_with("age1") => match key.parse::<x25519::Recipient>() {
                Ok(recipient) => Ok(Self {
                    recipient: Box::new(recipient),
                    text: (*key).to_owned(),
                }),
                Err(_) => Err(KeyError::NoKey { start: start() }),
            },
            [kind, key, ..]
                if kind.starts_with("ssh-") || kind.contains('@') || kind.starts_with("ecdsa-") =>
            {
                let text = format!("{kind} {key}");
                match text.parse::<ssh::Recipient>() {
                    Ok(recipient) => Ok(Self {
                        recipient: Box::new(recipient),
                        text,
                    }),
                    Err(ssh::ParseRecipientKeyError::Invalid(_))
                        if *kind == "ssh-ed25519" || *kind == "ssh-rsa" =>
                    {
                        Err(KeyError::NoKey { start: start() })
                    }
                    Err(_) => Err(KeyError::Kind {
                        kind: (*kind).to_owned(),
                    }),
                }
            }
            _ => Err(KeyError::NoKey { start: start() }),
        }
    }
}

/// The keys of a file: one a line, with comments behind `#`.
pub fn public_keys(text: &str) -> Result<Vec<PublicKey>, KeyError> {
    let mut keys = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let key = PublicKey::parse(line).map_err(|source| KeyError::Line {
            line: at + 1,
            source: Box::new(source),
        })?;
        keys.push(key);
    }
    if keys.is_empty() {
        return Err(KeyError::None);
    }
    Ok(keys)
}

impl Key {
    /// What puts the key of a file under this lock, and remembers it for reading the file back.
    pub(super) fn encryptor(&self) -> Result<(age::Encryptor, AtHand), age::EncryptError> {
        let kept = RefCell::new(None);
        let own;
        let recipients: Vec<&dyn Recipient> = match self {
            Self::Passphrase(passphrase) => {
                let mut recipient = scrypt::Recipient::new(passphrase.clone());
                recipient.set_work_factor(WORK);
                own = recipient;
                vec![&own]
            }
            Self::Public(keys) => keys.iter().map(|key| &*key.recipient).collect(),
        };
        let watched: Vec<Watched<'_>> = recipients
            .into_iter()
            .map(|inner| Watched { inner, kept: &kept })
            .collect();
        let all = watched.iter().map(|one| one as &dyn Recipient);
        let encryptor = age::Encryptor::with_recipients(all)?;
        let kept = kept.take().ok_or(age::EncryptError::MissingRecipients)?;
        Ok((encryptor, AtHand(kept)))
    }

    /// What reads the sealed file back: the passphrase itself, or the key of the file.
    pub(super) fn reader(&self, at_hand: AtHand) -> Box<dyn Identity> {
        match self {
            Self::Passphrase(passphrase) => Box::new(by_passphrase(passphrase.clone())),
            Self::Public(_) => Box::new(at_hand),
        }
    }
}

fn by_passphrase(passphrase: SecretString) -> scrypt::Identity {
    let mut identity = scrypt::Identity::new(passphrase);
    identity.set_max_work_factor(MOST_WORK);
    identity
}

/// Keeps the key of the file that is handed to somebody's key.
struct Watched<'a> {
    inner: &'a dyn Recipient,
    kept: &'a RefCell<Option<FileKey>>,
}

impl Recipient for Watched<'_> {
    fn wrap_file_key(
        &self,
        key: &FileKey,
    ) -> Result<(Vec<Stanza>, HashSet<String>), age::EncryptError> {
        self.kept.replace(Some(copy(key)));
        self.inner.wrap_file_key(key)
    }
}

/// The key of one file, for reading it back where its private keys are in other hands.
pub(super) struct AtHand(FileKey);

impl Identity for AtHand {
    fn unwrap_stanza(&self, _stanza: &Stanza) -> Option<Result<FileKey, age::DecryptError>> {
        Some(Ok(copy(&self.0)))
    }
}

fn copy(key: &FileKey) -> FileKey {
    FileKey::init_with_mut(|copy| copy.copy_from_slice(key.expose_secret()))
}

/// Who opens a sealed file.
pub struct Opener {
    identities: Vec<Box<dyn Identity>>,
    by_passphrase: bool,
}

impl Opener {
    /// With a passphrase.
    pub fn passphrase(passphrase: SecretString) -> Self {
        Self {
            identities: vec![Box::new(by_passphrase(passphrase))],
            by_passphrase: true,
        }
    }

    /// With private keys; none of them yet.
    pub const fn keys() -> Self {
        Self {
            identities: Vec::new(),
            by_passphrase: false,
        }
    }

    /// Takes the private keys of a file: those that `age-keygen` makes, or an SSH key. One that is
    /// itself under a passphrase asks for it when it is needed.
    pub fn take(&mut self, bytes: &[u8], name: &str, ask: &AskPassphrase) -> Result<(), KeyError> {
        let unusable = |why: &dyn std::fmt::Display| KeyError::Unusable {
            why: why.to_string(),
        };
        let name_of_file = Some(name.to_owned());
        let asking = Asking {
            ask: Arc::clone(ask),
            name: name.to_owned(),
        };
        if bytes.starts_with(MAGIC) {
            let owned = std::io::Cursor::new(bytes.to_vec());
            let key =
                age::encrypted::Identity::from_buffer(owned, name_of_file, asking, Some(MOST_WORK));
            let key = key.map_err(|_| unusable(&"it is damaged"))?;
            let key =
                key.ok_or_else(|| unusable(&"it is sealed itself, and not by a passphrase"))?;
            self.identities.push(Box::new(key));
            return Ok(());
        }
        if bytes.windows(11).any(|window| window == b"PRIVATE KEY") {
            let key = ssh::Identity::from_buffer(BufReader::new(bytes), name_of_file)
                .map_err(|_| unusable(&"it is no SSH key that can be read"))?;
            if let ssh::Identity::Unsupported(_) = &key {
                return Err(unusable(
                    &"only ssh-ed25519 and ssh-rsa keys work, and none that lie in a security key",
                ));
            }
            self.identities.push(Box::new(key.with_callbacks(asking)));
            return Ok(());
        }
        let text = std::str::from_utf8(bytes).map_err(|_| KeyError::None)?;
        let before = self.identities.len();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let key = line.parse::<x25519::Identity>();
            // What stands there may be secret, so it is not repeated.
            let key =
                key.map_err(|_| unusable(&format_args!("line {} is no private key", at + 1)))?;
            self.identities.push(Box::new(key));
        }
        if self.identities.len() == before {
            return Err(KeyError::None);
        }
        Ok(())
    }

    pub(super) fn identities(&self) -> impl Iterator<Item = &dyn Identity> {
        self.identities.iter().map(|one| &**one)
    }

    pub(super) const fn is_by_passphrase(&self) -> bool {
        self.by_passphrase
    }

    /// Whether there is nothing to open with.
    pub(super) fn is_empty(&self) -> bool {
        self.identities.is_empty()
    }
}

/// Asks for the passphrase of a private key.
#[derive(Clone)]
struct Asking {
    ask: AskPassphrase,
    name: String,
}

impl Callbacks for Asking {
    fn display_message(&self, _message: &str) {}

    fn confirm(&self, _message: &str, _yes: &str, _no: Option<&str>) -> Option<bool> {
        None
    }

    fn request_public_string(&self, _description: &str) -> Option<String> {
        None
    }

    fn request_passphrase(&self, _description: &str) -> Option<SecretString> {
        (self.ask)(&format!("Passphrase of the key {}", self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made for this test and used nowhere else.
    const ED25519: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKVsrmhcS3aYDl2JA0VxkYz0JvXTvXxS0MGlGTdDqg4p test";

    #[test]
    fn keys_are_told_from_what_is_none() {
        let age = x25519::Identity::generate();
        assert!(PublicKey::parse(&format!(" {} ", age.to_public())).is_ok());
        let key = PublicKey::parse(ED25519).map(|key| key.text);
        assert_eq!(key.as_deref(), Ok(ED25519.trim_end_matches(" test")));
        let secret = age.to_string();
        let private = PublicKey::parse(secret.expose_secret());
        assert_eq!(private.err(), Some(KeyError::Private));
        for odd in ["", "age1qqqq", "ssh-ed25519", "ssh-ed25519 AAAA", "Ana"] {
            let error = PublicKey::parse(odd).err();
            assert!(
                matches!(error, Some(KeyError::NoKey { .. })),
                "{odd}: {error:?}"
            );
        }
        for kind in [
            "ecdsa-sha2-nistp256",
            "sk-ssh-ed25519@openssh.com",
            "ssh-dss",
        ] {
            let error = PublicKey::parse(&format!("{kind} AAAAE2Vj")).err();
            assert!(
                matches!(error, Some(KeyError::Kind { .. })),
                "{kind}: {error:?}"
            );
        }
    }

    #[test]
    fn a_file_of_keys_has_comments_and_names_the_line_that_is_wrong() {
        let list = format!("# the committee\n\n{ED25519}\n");
        assert_eq!(public_keys(&list).map(|keys| keys.len()), Ok(1));
        assert_eq!(public_keys("# none\n").err(), Some(KeyError::None));
        let error = public_keys(&format!("{list}oops\n")).err();
        assert!(
            matches!(error, Some(KeyError::Line { line: 4, .. })),
            "{error:?}"
        );
    }
}
