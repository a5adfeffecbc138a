//! What belongs to this device and not to any workspace: its signing key and its memory.

use super::files::{self, FileError};
use crate::domain::digest::{parse_hex, to_hex};
use crate::domain::review::entry::key_id;
use crate::tr;
use ed25519_dalek::SigningKey;
use std::path::{Path, PathBuf};

/// The folder of this device and account, outside all workspaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    root: PathBuf,
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file is not a key.
    #[error("{} is not a signing key of rapporteur: it must hold 64 hexadecimal digits.", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// The system gave no random bytes.
    #[error("{}", tr!("The system gives no random numbers, so that no signing key can be made: {source}.", source = .source))]
    NoRandomness {
        /// Why.
        source: getrandom::Error,
    },
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
}

impl KeyError {
    /// What to do next.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Damaged { .. } => Some(tr!(
                "Bring it back from a backup. Without one, move it away: a new key, and with it a new journal, will be begun."
            )),
            Self::NoRandomness { .. } => None,
            Self::File(error) => error.hint(),
        }
    }
}

impl Home {
    /// The home at a path; nothing is made yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the device remembers what it saw of a workspace.
    pub fn state_folder(&self, workspace: &str) -> PathBuf {
        self.root.join("state").join(workspace)
    }

    /// The id of the device's key; nothing where none was made yet.
    pub fn known_key_id(&self) -> Result<Option<String>, KeyError> {
        let path = self.root.join("device.key");
        match files::read_if_there(&path, 1 << 10)? {
            Some(_) => self.device_key_id().map(Some),
            None => Ok(None),
        }
    }

    /// The device's signing key, made at first use.
    pub fn device_key(&self) -> Result<SigningKey, KeyError> {
        let path = self.root.join("device.key");
        if files::read_if_there(&path, 1 << 10)?.is_none() {
            files::create_folder(&self.root)?;
            // If another process was quicker, its key is the key.
            files::write_new(&path, new_key()?.as_bytes())?;
        }
        files::make_private(&path)?;
        let bytes = files::read(&path, 1 << 10)?;
        let seed = std::str::from_utf8(&bytes)
            .ok()
            .and_then(|text| parse_hex::<32>(text.trim_end()));
        match seed {
            Some(seed) => Ok(SigningKey::from_bytes(&seed)),
            None => Err(KeyError::Damaged { path }),
        }
    }

    /// Puts the device's key aside and makes a new one at the next use; says where the old one is kept.
    pub fn renew_device_key(&self) -> Result<PathBuf, KeyError> {
        let id: String = self.device_key_id()?.chars().take(8).collect();
        let path = self.root.join("device.key");
        let aside = self.root.join(format!("device-{id}.key"));
        files::rename(&path, &aside)?;
        Ok(aside)
    }

    /// The id of the device's key, made at first use.
    pub fn device_key_id(&self) -> Result<String, KeyError> {
        Ok(key_id(&self.device_key()?.verifying_key()))
    }
}

fn new_key() -> Result<String, KeyError> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|source| KeyError::NoRandomness { source })?;
    Ok(format!("{}\n", to_hex(&seed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_kept_private() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().join("home"));
        let key = home.device_key().unwrap();
        assert_eq!(home.device_key().unwrap().to_bytes(), key.to_bytes());
        assert_eq!(home.device_key_id().unwrap(), key_id(&key.verifying_key()));
        let path = home.root().join("device.key");
        assert_eq!(files::read(&path, 100).unwrap().len(), 65);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let open = std::fs::Permissions::from_mode(0o644);
            std::fs::set_permissions(&path, open).unwrap();
            home.device_key().unwrap();
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_damaged_key_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        let path = folder.path().join("device.key");
        files::replace(&path, b"not a key").unwrap();
        assert!(matches!(home.device_key(), Err(KeyError::Damaged { .. })));
        assert_eq!(files::read(&path, 100).unwrap(), b"not a key");
    }
}
