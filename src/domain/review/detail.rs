//! The particulars of an agreement: who, with whom, for how much, from when to when.
//!
//! They are decisions like all others: somebody recorded them, and may name the words they rest on.

use super::passage::Passage;
use crate::domain::agreement::AgreementId;
use crate::domain::facts::{Fact, FactKind};
use serde::{Deserialize, Serialize};

/// One particular of an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// Who concludes it.
    Parties,
    /// Who delivers.
    Supplier,
    /// The country whose law can compel the supplier.
    HomeJurisdiction,
    /// Who buys.
    PublicBody,
    /// The country of the public body.
    Country,
    /// What the agreement is about, such as cameras or a cloud; checklists ask by it.
    AgreementType,
    /// What is paid.
    Value,
    /// The day on which it was signed.
    SignedOn,
    /// The day from which it holds.
    InForceFrom,
    /// The day on which it ends.
    EndsOn,
    /// The law that governs it.
    GoverningLaw,
}

impl Detail {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::Parties,
        Self::Supplier,
        Self::HomeJurisdiction,
        Self::PublicBody,
        Self::Country,
        Self::AgreementType,
        Self::Value,
        Self::SignedOn,
        Self::InForceFrom,
        Self::EndsOn,
        Self::GoverningLaw,
    ];

    /// The name used in JSON and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Parties => "parties",
            Self::Supplier => "supplier",
            Self::HomeJurisdiction => "home_jurisdiction",
            Self::PublicBody => "public_body",
            Self::Country => "country",
            Self::AgreementType => "agreement_type",
            Self::Value => "value",
            Self::SignedOn => "signed_on",
            Self::InForceFrom => "in_force_from",
            Self::EndsOn => "ends_on",
            Self::GoverningLaw => "governing_law",
        }
    }

    /// What a person calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Parties => tr!("Parties"),
            Self::Supplier => tr!("Supplier"),
            Self::HomeJurisdiction => tr!("Supplier's home jurisdiction"),
            Self::PublicBody => tr!("Public body"),
            Self::Country => tr!("Country of the public body"),
            Self::AgreementType => tr!("Type of agreement"),
            Self::Value => tr!("Value"),
            Self::SignedOn => tr!("Signed on"),
            Self::InForceFrom => tr!("In force from"),
            Self::EndsOn => tr!("Ends on"),
            Self::GoverningLaw => tr!("Governing law"),
        }
    }

    /// The detail with this name; `in-force-from` is understood too.
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.replace('-', "_");
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// The facts of the text that may be its value: those that are said to be it first, each time in
    /// the order of the text.
    pub fn proposals(self, facts: &[Fact]) -> Vec<&Fact> {
        let (kinds, roles) = self.asks_for();
        let fits = |fact: &&Fact| kinds.contains(&fact.kind);
        let mut found: Vec<&Fact> = facts.iter().filter(fits).collect();
        let said = |fact: &Fact| {
            fact.role
                .as_deref()
                .is_some_and(|role| roles.contains(&role))
        };
        found.sort_by_key(|fact| !said(fact));
        found
    }

    /// Kinds of fact, and what they are said to be where they are the one meant. The home jurisdiction
    /// of a supplier is not the law that governs the agreement; nothing is offered for it.
    const fn asks_for(self) -> (&'static [FactKind], &'static [&'static str]) {
        match self {
            Self::Parties | Self::Supplier | Self::PublicBody => (&[FactKind::Party], &[]),
            Self::HomeJurisdiction | Self::Country | Self::AgreementType => (&[], &[]),
            Self::Value => (&[FactKind::Amount], &[]),
            Self::SignedOn => (&[FactKind::Date], &["signature", "agreement"]),
            Self::InForceFrom => (&[FactKind::Date], &["effective"]),
            Self::EndsOn => (&[FactKind::Date, FactKind::Duration], &["expiry"]),
            Self::GoverningLaw => (&[FactKind::GoverningLaw], &[]),
        }
    }
}

/// A particular of one agreement as the subject of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DetailSubject {
    /// The agreement.
    pub agreement: AgreementId,
    /// The particular.
    pub detail: Detail,
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DetailValue {
    /// The value, on one line.
    pub text: String,
    /// The words that it was taken from, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
    /// Whether it must stay out of a public edition.
    #[serde(default, skip_serializing_if = "super::event::is_false")]
    pub confidential: bool,
}
