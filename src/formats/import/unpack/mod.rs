//! Files inside files: what a ZIP archive, a mailbox or an e-mail's attachments hold.
//!
//! Takes apart one layer only; whoever asked may ask again for each member, and decides how deep to
//! go. Names are made harmless and are only ever shown: nothing here or after it may use one as a
//! path. Everything that is unpacked is counted, whatever the container claims about itself.

mod archive;
mod names;

#[cfg(test)]
pub(in crate::formats) mod fixture;

pub use archive::{declared_kind, entry_names};
pub use names::{harmless, is_litter};

use super::detect::{self, Container};
use super::{LARGEST_FILE, Refused, Source, email};
use names::Names;

/// How many containers may stand inside one another.
pub const DEEPEST_CONTAINER: usize = 3;
/// The most that is unpacked from one container.
pub const MOST_UNPACKED: u64 = 256 * 1024 * 1024;
/// The most members that one container may have.
pub const MOST_MEMBERS: usize = 20_000;

/// A file inside a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its path inside, with forward slashes: never absolute, never upward, without control
    /// characters, and different from that of every other member. To be shown, never to be opened.
    pub name: String,
    /// What is in it; nothing when it could not be unpacked.
    pub bytes: Vec<u8>,
    /// Why it could not be unpacked, although the container around it could.
    pub refused: Option<Refused>,
}

/// Takes a container apart; nothing when the file is no container.
///
/// An e-mail is a document as well: its members are its attachments only. Files that systems leave
/// behind for themselves (`.DS_Store`, `__MACOSX/`) are left out.
pub fn unpack(source: &Source<'_>) -> Result<Option<Vec<Member>>, Refused> {
    if source.bytes.len() > LARGEST_FILE {
        return Err(Refused::oversized());
    }
    let Some(container) = detect::container(source) else {
        return Ok(None);
    };
    let mut members = match container {
        Container::Zip => archive::members(source.bytes)?,
        Container::Email => email::attachments(source.bytes)?,
        Container::Mailbox => email::messages(source.bytes)?,
    };
    let mut names = Names::default();
    for member in &mut members {
        member.name = names.unique(&member.name);
    }
    Ok(Some(members))
}

#[cfg(test)]
mod tests;
