//! Who writes, and when: reviewers, writers and moments.

use crate::domain::digest::Digest;
use crate::domain::fold::fold;
use crate::domain::translate::dates;
use crate::domain::visible::{Sight, sight};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A person who reviews.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reviewer {
    /// Name for programs, made from the name for people.
    pub id: String,
    /// Name for people.
    pub name: String,
}

impl Reviewer {
    /// A reviewer by her name; nothing when the name has no letter or digit.
    ///
    /// Characters that are not seen are no part of a name: two names that look the same are the same.
    pub fn named(name: &str) -> Option<Self> {
        let seen: String = name
            .chars()
            .filter(|&character| character.is_whitespace() || sight(character) == Sight::Plain)
            .collect();
        let name = seen.split_whitespace().collect::<Vec<_>>().join(" ");
        let id = match slug(&name, 40) {
            id if !id.is_empty() => id,
            _ if name.chars().any(char::is_alphanumeric) => unspelt(&name),
            _ => return None,
        };
        Some(Self { id, name })
    }
}

/// One reviewer on one device; the name of a journal file without its ending.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WriterId(String);

impl WriterId {
    /// The writer for a reviewer on the device with this key id.
    pub fn new(reviewer: &Reviewer, key: &str) -> Self {
        let device: String = key.chars().take(8).collect();
        Self(format!("{}-{device}", reviewer.id))
    }

    /// Reads the name of a journal file; nothing when it cannot be one of ours.
    pub fn parse(name: &str) -> Option<Self> {
        let fits = (1..=64).contains(&name.len())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        fits.then(|| Self(name.to_owned()))
    }

    /// The writer as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WriterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A claimed time with millisecond precision, written `2026-11-21T09:30:00.000Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(i64);

impl Moment {
    /// A moment from milliseconds since 1970-01-01T00:00:00Z.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Reads the one spelling that [`Moment`] writes; anything else is nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let moment = Self(text.parse::<Timestamp>().ok()?.as_millisecond());
        (moment.to_string() == text).then_some(moment)
    }

    /// Day and minute in UTC, for people: `2026-11-21 09:30 UTC`, and on a screen as is customary in the language spoken.
    pub fn to_minute(self) -> String {
        dates::minute(self.in_utc())
    }

    /// The same in a column, without saying that it is UTC; always [`dates::SHORT`] columns.
    pub fn to_short_minute(self) -> String {
        dates::short_minute(self.in_utc())
    }

    /// The day in UTC.
    pub fn to_day(self) -> String {
        dates::day(self.in_utc().date())
    }

    fn in_utc(self) -> DateTime {
        Offset::UTC.to_datetime(self.stamp())
    }

    fn stamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.stamp().strftime("%Y-%m-%dT%H:%M:%S.%3fZ"))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom("a time is written like 2026-11-21T09:30:00.000Z")
        })
    }
}

/// The id for a name in a script that has no plain letters here, such as Chinese.
fn unspelt(name: &str) -> String {
    let digest = Digest::of(name.as_bytes()).to_string();
    format!("reviewer-{}", digest.chars().take(8).collect::<String>())
}

/// Lower-case ASCII letters, digits and single hyphens from any text, at most `most` of them.
pub fn slug(text: &str, most: usize) -> String {
    let mut slug = String::new();
    for character in fold(text).chars() {
        if slug.len() >= most {
            break;
        }
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_one_spelling() {
        let moment = Moment::from_millis(1_795_252_200_007);
        assert_eq!(moment.to_string(), "2026-11-21T09:10:00.007Z");
        assert_eq!(Moment::parse("2026-11-21T09:10:00.007Z"), Some(moment));
        assert_eq!(Moment::parse("2026-11-21T10:10:00.007+01:00"), None);
        assert_eq!(Moment::parse("2026-11-21T09:10:00Z"), None);
    }

    #[test]
    fn a_name_in_any_script_makes_a_writer() {
        let reviewer = Reviewer::named("  Ана   Петровић ").expect("has letters");
        assert_eq!(reviewer.name, "Ана Петровић");
        assert_eq!(reviewer.id, "ana-petrovic");
        let writer = WriterId::new(&reviewer, "7f3a9c0011223344");
        assert_eq!(writer.as_str(), "ana-petrovic-7f3a9c00");
        assert_eq!(WriterId::parse(writer.as_str()), Some(writer));
        assert_eq!(WriterId::parse("../etc"), None);
        assert_eq!(Reviewer::named(" – "), None);
        assert_eq!(Reviewer::named("🏙"), None);
        let unspelt = Reviewer::named("李伟").expect("has letters");
        assert_eq!(unspelt.id, "reviewer-5ed4d58e");
        assert_ne!(unspelt.id, Reviewer::named("王伟").expect("has letters").id);
        let steering = Reviewer::named("A\u{1b}na\u{202e}").expect("has letters");
        assert_eq!(steering.name, "Ana");
    }
}
