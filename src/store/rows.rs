//! What the desk showed last: `cache/desk-DEVICE.json`, so that it need not be worked out again from every
//! entry. What is in it, and whether it still holds, is not known here.
//!
//! It lies in the workspace, because it holds words of agreements: what is sealed or removed takes it along. It
//! is signed with the device's key, so that nobody who can write to the folder can put other rows there. One
//! that anybody else wrote or that was damaged counts as none, which costs time and nothing else.

use super::device::Home;
use super::files::{self, FileError};
use super::workspace::Workspace;
use crate::domain::digest::{Digest, parse_hex, to_hex};
use ed25519_dalek::{Signature, Signer, SigningKey};
use std::path::PathBuf;

/// The longest file that is read, in bytes.
const LONGEST: u64 = 1 << 28;
/// What stands before the hash that is signed.
const SIGNED_PREFIX: &[u8] = b"rapporteur-desk-v1\0";

/// Where it is kept.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    workspace: &'a Workspace,
    home: &'a Home,
}

impl<'a> Rows<'a> {
    /// Of a workspace, as this device saw it.
    pub const fn new(workspace: &'a Workspace, home: &'a Home) -> Self {
        Self { workspace, home }
    }

    /// The file; nothing while the device has no key.
    pub fn path(&self) -> Option<PathBuf> {
        let key = self.home.known_key_id().ok()??;
        let name = format!("desk-{}.json", key.get(..8)?);
        Some(self.workspace.cache_folder().join(name))
    }

    /// What was kept, as text; nothing when nothing was, or nothing that counts.
    pub fn load(&self) -> Option<String> {
        let bytes = files::read_if_there(&self.path()?, LONGEST).ok()??;
        let text = String::from_utf8(bytes).ok()?;
        let (sig, json) = text.split_once('\n')?;
        let signature = Signature::from_bytes(&parse_hex::<64>(sig)?);
        let key = self.home.device_key().ok()?.verifying_key();
        let signed = signed_bytes(self.workspace.id(), json);
        key.verify_strict(&signed, &signature).ok()?;
        Some(json.to_owned())
    }

    /// Keeps a text in the place of what was kept before. Where it cannot be kept, nothing is said: it only
    /// spares time. A device without a key keeps nothing.
    pub fn keep(&self, json: &str) {
        if let (Some(path), Ok(key)) = (self.path(), self.home.device_key()) {
            drop(self.write(&path, json, &key));
        }
    }

    fn write(&self, path: &std::path::Path, json: &str, key: &SigningKey) -> Result<(), FileError> {
        let signature = key.sign(&signed_bytes(self.workspace.id(), json));
        let text = [&to_hex(&signature.to_bytes()), "\n", json].concat();
        files::create_folder(files::folder_of(path))?;
        files::replace(path, text.as_bytes())
    }
}

/// What is signed: which workspace it is about, and the hash of the text.
fn signed_bytes(workspace: &str, json: &str) -> Vec<u8> {
    let hash = Digest::of(json.as_bytes());
    [SIGNED_PREFIX, workspace.as_bytes(), b"\0", hash.bytes()].concat()
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "tests do to files what other programs do"
)]
mod tests {
    use super::*;
    use crate::domain::review::Moment;
    use std::fs;

    #[test]
    fn only_what_this_device_wrote_for_this_workspace_counts() {
        let folder = tempfile::tempdir().unwrap();
        let now = Moment::from_millis(1_795_252_200_000);
        let workspace = Workspace::open_or_create(&folder.path().join("w"), now).unwrap();
        let home = Home::new(folder.path().join("h"));
        let rows = Rows::new(&workspace, &home);
        rows.keep("early");
        assert_eq!(rows.load(), None, "a device without a key keeps nothing");
        home.device_key().unwrap();
        rows.keep("{\"a\":1}");
        assert_eq!(rows.load().as_deref(), Some("{\"a\":1}"));
        let path = rows.path().unwrap();
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut other = whole.clone();
            other[at] ^= 1;
            fs::write(&path, other).unwrap();
            assert_eq!(rows.load(), None, "byte {at}");
        }
        fs::write(&path, &whole).unwrap();
        let other = Workspace::open_or_create(&folder.path().join("x"), now).unwrap();
        let there = Rows::new(&other, &home);
        fs::create_dir_all(other.cache_folder()).unwrap();
        fs::write(there.path().unwrap(), &whole).unwrap();
        assert_eq!(there.load(), None, "of another workspace");
        let stranger = Home::new(folder.path().join("s"));
        stranger.device_key().unwrap();
        let theirs = Rows::new(&workspace, &stranger);
        fs::write(theirs.path().unwrap(), &whole).unwrap();
        assert_eq!(theirs.load(), None, "by another device");
        fs::remove_dir_all(workspace.cache_folder()).unwrap();
        assert_eq!(rows.load(), None);
    }
}
