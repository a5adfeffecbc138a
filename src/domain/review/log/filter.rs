//! Selecting entries: whose, on what, of which kind, from when to when, with which words.

use super::about;
use super::kind::Kind;
use super::record::told_whole;
use crate::domain::agreement::AgreementId;
use crate::domain::fold::{Folded, fold};
use crate::domain::review::entry::StoredEntry;
use crate::domain::review::people::{Moment, WriterId};
use crate::domain::search::find;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const DAY: i64 = 24 * 60 * MINUTE;

/// What entries must be like to be shown. Without conditions all are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Who wrote them.
    pub by: Option<Who>,
    /// On which agreement.
    pub agreement: Option<AgreementId>,
    /// On which item: its id, or `CHECKLIST/ITEM`.
    pub item: Option<String>,
    /// Of which kind.
    pub kind: Option<Kind>,
    /// Claimed at this time or later.
    pub since: Option<Moment>,
    /// Claimed at this time or earlier.
    pub until: Option<Moment>,
    /// With all of these words, in any order.
    pub text: Words,
}

/// Words to look for, whatever script, case and accents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    typed: String,
    folded: Vec<String>,
}

impl Words {
    /// The words as they were typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The words of what was typed.
    pub fn of(typed: &str) -> Self {
        let folded = fold(typed);
        Self {
            typed: typed.trim().to_owned(),
            folded: folded.split_whitespace().map(str::to_owned).collect(),
        }
    }
}

/// Who wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// These reviewers, by id, on any device; and what they are called.
    Reviewers(BTreeSet<String>, String),
    /// One reviewer on one device.
    Writer(WriterId),
}

impl Who {
    /// Whom a person means: an id, a journal, a name in whatever script and case, or else the
    /// beginning of a part of a name. Nothing when nobody of that name has written.
    pub fn named(entries: &[StoredEntry], name: &str) -> Option<Self> {
        let name = name.trim();
        let wanted = fold(name);
        if wanted.trim().is_empty() {
            return None;
        }
        let people: BTreeSet<_> = entries.iter().map(|stored| &stored.entry.by).collect();
        let ids = |fits: &dyn Fn(&str, &str) -> bool| -> BTreeSet<String> {
            let people = people.iter().filter(|one| fits(&one.id, &one.name));
            people.map(|one| one.id.clone()).collect()
        };
        let exact = ids(&|id, called| id == name || fold(called) == wanted);
        if !exact.is_empty() {
            return Some(Self::Reviewers(exact, name.to_owned()));
        }
        if let Some(writer) = WriterId::parse(name)
            && entries.iter().any(|stored| stored.entry.writer == writer)
        {
            return Some(Self::Writer(writer));
        }
        let like = ids(&|_, called| !find(&Folded::new(called), name).is_empty());
        (!like.is_empty()).then(|| Self::Reviewers(like, name.to_owned()))
    }

    fn wrote(&self, stored: &StoredEntry) -> bool {
        match self {
            Self::Reviewers(ids, _) => ids.contains(&stored.entry.by.id),
            Self::Writer(writer) => stored.entry.writer == *writer,
        }
    }

    /// What they are called.
    pub fn name(&self) -> &str {
        match self {
            Self::Reviewers(_, name) => name,
            Self::Writer(writer) => writer.as_str(),
        }
    }
}

impl Filter {
    /// Whether all entries are shown.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether an entry is like that.
    pub fn lets_through(&self, stored: &StoredEntry) -> bool {
        let (entry, event) = (&stored.entry, &stored.entry.event);
        // What is cheap to tell comes first.
        self.since.is_none_or(|since| entry.at >= since)
            && self.until.is_none_or(|until| entry.at <= until)
            && self.kind.is_none_or(|kind| kind.has(event))
            && self.by.as_ref().is_none_or(|who| who.wrote(stored))
            && self
                .agreement
                .as_ref()
                .is_none_or(|id| event.agreement() == Some(id))
            && self.item.as_ref().is_none_or(|name| is_on(stored, name))
            && (self.text.folded.is_empty() || self.has_words(stored))
    }

    /// Those of an order that are like that, in the same order.
    pub fn select(&self, entries: &[StoredEntry], order: &[usize]) -> Vec<usize> {
        let fits = |at: &usize| entries.get(*at).is_some_and(|one| self.lets_through(one));
        order.iter().copied().filter(fits).collect()
    }

    fn has_words(&self, stored: &StoredEntry) -> bool {
        let told = told_whole(stored);
        let entry = &stored.entry;
        let quote = entry.event.passage().map(|passage| passage.quote.as_str());
        let label = about::clause(&entry.event).map(|(_, label)| label);
        let parts = [
            Some(told.what.as_str()),
            Some(told.before.as_str()),
            Some(told.after.as_str()),
            told.reason.as_deref(),
            quote,
            label,
            Some(entry.by.name.as_str()),
        ];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        let all = fold(&parts.join("\n"));
        self.text
            .folded
            .iter()
            .all(|word| all.contains(word.as_str()))
    }

    /// The conditions in words; empty when there are none. `title` names an agreement.
    pub fn words(&self, title: impl Fn(&AgreementId) -> String) -> String {
        let mut parts = Vec::new();
        if let Some(who) = &self.by {
            parts.push(tr!("by {who}", who = who.name()));
        }
        if let Some(kind) = self.kind {
            parts.push(kind.name().to_owned());
        }
        if let Some(id) = &self.agreement {
            parts.push(tr!("on {title}", title = title(id)));
        }
        if let Some(item) = &self.item {
            parts.push(tr!("item {item}", item));
        }
        if let Some(since) = self.since {
            parts.push(tr!("from {time}", time = written(since)));
        }
        if let Some(until) = self.until {
            parts.push(tr!("until {time}", time = written(until)));
        }
        if !self.text.folded.is_empty() {
            parts.push(tr!("with “{typed}”", typed = self.text.typed));
        }
        parts.join(", ")
    }
}

/// A time as briefly as it can be said and read again: a day that begins or ends there, a minute that
/// does, or else the moment.
pub fn written(moment: Moment) -> String {
    let within = |length: i64| moment.millis().rem_euclid(length);
    if [0, DAY - 1].contains(&within(DAY)) {
        moment.to_day()
    } else if [0, MINUTE - 1].contains(&within(MINUTE)) {
        moment.to_minute()
    } else {
        moment.to_string()
    }
}

/// Whether an entry is on an item, named by its id or as `CHECKLIST/ITEM`.
fn is_on(stored: &StoredEntry, name: &str) -> bool {
    let Some(item) = about::item(&stored.entry.event) else {
        return false;
    };
    match name.split_once('/') {
        Some((list, id)) => item.checklist == list && item.item == id,
        None => item.item == name,
    }
}

/// The beginning of what a person calls a time: a day, a minute, a second, all in UTC, or a moment
/// with its offset.
pub fn since(text: &str) -> Option<Moment> {
    time(text).map(|(start, _)| Moment::from_millis(start))
}

/// The last millisecond of the same.
pub fn until(text: &str) -> Option<Moment> {
    time(text).map(|(start, length)| Moment::from_millis(start + length - 1))
}

/// First millisecond and length of a day, a minute, a second or a moment.
fn time(text: &str) -> Option<(i64, i64)> {
    let text = text.trim();
    let plain = text.strip_suffix("UTC").unwrap_or(text).trim_end();
    let plain = plain.strip_suffix(['Z', 'z']).unwrap_or(plain);
    let length = match (plain.len(), plain.contains('.')) {
        (10, _) => DAY,
        (16, _) => MINUTE,
        (_, true) => 1,
        _ => SECOND,
    };
    if length == DAY {
        let day: Date = plain.parse().ok()?;
        return Some((millis(day.to_datetime(jiff::civil::Time::midnight()))?, DAY));
    }
    if let Ok(stamp) = text.parse::<Timestamp>() {
        return Some((stamp.as_millisecond(), length.min(SECOND)));
    }
    Some((millis(plain.parse().ok()?)?, length))
}

fn millis(time: DateTime) -> Option<i64> {
    let zoned = time.to_zoned(TimeZone::UTC).ok()?;
    Some(zoned.timestamp().as_millisecond())
}
