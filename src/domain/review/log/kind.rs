//! Kinds of entries in plain words. A new kind of event gets its name in one of these families, and
//! is found, filtered and printed under it; until then it is among the others.

use crate::domain::review::event::Event;

/// Kinds of events that a person thinks of together.
#[derive(Debug, PartialEq, Eq)]
pub struct Family {
    /// What it is called.
    pub name: &'static str,
    /// What belongs to it, for help.
    pub about: &'static str,
    /// The types of events, as they stand in journals.
    types: &'static [&'static str],
}

/// All families, in the order in which they are offered.
pub const FAMILIES: &[Family] = &[
    family("reading", text!("clauses read"), &["clause_read"]),
    family(
        "tags",
        text!("passages held against items"),
        &["clause_tagged"],
    ),
    family(
        "rejections",
        text!("suggestions that did not fit"),
        &["suggestion_rejected"],
    ),
    family("answers", text!("items answered"), &["item_answered"]),
    family("notes", text!("notes"), &["note_written"]),
    family(
        "particulars",
        text!("parties, value, dates"),
        &["agreement_described"],
    ),
    family(
        "confidentiality",
        text!("what stays out of public editions"),
        &["marked_confidential"],
    ),
    family(
        "checklists",
        text!("checklists chosen"),
        &["checklist_chosen"],
    ),
    family(
        "imports",
        text!("agreements read in"),
        &["agreement_imported"],
    ),
    family(
        "sign-off",
        text!("agreements signed off"),
        &["agreement_signed_off"],
    ),
    family(
        "keys",
        text!("devices and keys"),
        &["device_certified", "key_vouched", "key_revoked"],
    ),
    family(
        "checkpoints",
        text!("checkpoints and time stamps"),
        &["checkpoint_made", "checkpoint_signed", "checkpoint_stamped"],
    ),
    family(
        "journals",
        text!("journals begun or mended"),
        &["journal_started", "journal_recovered"],
    ),
    OTHER,
];

/// What no other family has.
const OTHER: Family = family("other", text!("everything else"), &[]);

const fn family(name: &'static str, about: &'static str, types: &'static [&'static str]) -> Family {
    Family { name, about, types }
}

impl Family {
    /// What it is called on screens.
    pub fn label(&self) -> &'static str {
        match self.name {
            "reading" => tr!("reading"),
            "tags" => tr!("tags"),
            "rejections" => tr!("rejections"),
            "answers" => tr!("answers"),
            "notes" => tr!("notes"),
            "particulars" => tr!("particulars"),
            "confidentiality" => tr!("confidentiality"),
            "checklists" => tr!("checklists"),
            "imports" => tr!("imports"),
            "sign-off" => tr!("sign-off"),
            "keys" => tr!("keys"),
            "checkpoints" => tr!("checkpoints"),
            "journals" => tr!("journals"),
            "other" => tr!("other"),
            name => name,
        }
    }

    /// The family of an event.
    pub fn of(event: &Event) -> &'static Self {
        Self::of_type(event.type_name())
    }

    fn of_type(name: &str) -> &'static Self {
        let mut families = FAMILIES.iter();
        families
            .find(|family| family.types.contains(&name))
            .unwrap_or(&OTHER)
    }
}

/// A kind of entries to look for: a family, or one type of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// All of a family.
    Family(&'static Family),
    /// One type.
    Type(&'static str),
}

impl Kind {
    /// The kind with this name: `answers`, `item_answered`.
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        let mut families = FAMILIES.iter();
        if let Some(family) = families.find(|family| family.name == name) {
            return Some(Self::Family(family));
        }
        let mut types = FAMILIES.iter().flat_map(|family| family.types);
        types.find(|one| **one == name).map(|one| Self::Type(one))
    }

    /// Whether an event is of this kind.
    pub fn has(self, event: &Event) -> bool {
        match self {
            Self::Family(family) => Family::of(event) == family,
            Self::Type(name) => event.type_name() == name,
        }
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Family(family) => family.name,
            Self::Type(name) => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_to_its_kind() {
        for family in FAMILIES {
            assert_eq!(Kind::parse(family.name), Some(Kind::Family(family)));
            for name in family.types {
                assert_eq!(Kind::parse(name), Some(Kind::Type(name)));
                assert_eq!(Family::of_type(name), family);
            }
        }
        assert_eq!(Kind::parse(" Answers "), Kind::parse("answers"));
        assert_eq!(Kind::parse("gossip"), None);
        assert_eq!(Family::of_type("thing_yet_unknown").name, "other");
    }
}
