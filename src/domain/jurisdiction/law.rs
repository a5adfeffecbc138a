//! Laws that can oblige a supplier to give data or help, with the same fields for every
//! jurisdiction, and what the European Commission found about their data protection.
//!
//! The fields say what a text says, not how it is applied. What is not in the data is unknown,
//! which is not the same as: there is none.

use super::country::{Country, all};
use crate::domain::checklist::Confidence;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

const DATA: &str = include_str!("../../../assets/laws/foreign-access-laws.json");

static LAWS: LazyLock<Written> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("the laws that are built in can be read"));

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    as_of: String,
    #[serde(rename = "note")]
    _note: String,
    laws: Vec<AccessLaw>,
}

/// A law that can oblige a supplier to give data or help. `None` means: not stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessLaw {
    /// Its name for programs.
    pub id: String,
    /// The code of the country, or `EU`.
    pub jurisdiction: String,
    /// What it is called.
    pub law: String,
    /// The articles.
    pub article: String,
    /// The year of the law, or of the change that is meant.
    pub year: u16,
    /// What the power is for.
    pub purpose: String,
    /// What it compels.
    pub what_it_compels: String,
    /// Who is bound.
    pub who_is_bound: String,
    /// Whether a court or judge decides, by the text.
    pub judicial_control: JudicialControl,
    /// More about that.
    pub judicial_control_note: Option<String>,
    /// Whether those who are asked must be silent.
    pub gag_or_secrecy: Option<String>,
    /// What it reaches abroad.
    pub extraterritorial_reach: Option<String>,
    /// Limits and remedies in the text.
    pub safeguards_in_text: Option<String>,
    /// Other provisions that go with it.
    pub related_provisions: Vec<String>,
    /// What the European Commission found about the country.
    pub eu_adequacy: EuAdequacy,
    /// Whether it was seen or is cited from memory.
    pub confidence: Confidence,
    /// How it was seen; nothing when it is cited from memory.
    pub checked_via: Option<CheckedVia>,
    /// Where it can be read.
    pub source_url: Option<String>,
    /// What else a reader should know, such as parts cited from memory.
    pub note: Option<String>,
}

impl AccessLaw {
    /// Whether it is law of the European Union, not of one state.
    pub fn is_eu(&self) -> bool {
        self.jurisdiction == "EU"
    }

    /// Whether nobody has seen its text.
    pub fn is_from_memory(&self) -> bool {
        self.confidence == Confidence::Memory
    }

    /// How sure it is, in words.
    pub fn sureness(&self) -> &'static str {
        match (self.confidence, self.checked_via) {
            (Confidence::Memory, _) => tr!("from memory: to be verified"),
            (Confidence::Checked, Some(CheckedVia::Primary)) => {
                tr!("checked against the text or an official page")
            }
            (Confidence::Checked, _) => {
                tr!("checked through another source that quotes or describes it")
            }
        }
    }
}

/// Whether a court or judge decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JudicialControl {
    /// Yes.
    Yes,
    /// For some powers, or only afterwards.
    Partly,
    /// No.
    No,
}

impl JudicialControl {
    /// What a person calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => tr!("yes"),
            Self::Partly => tr!("partly"),
            Self::No => tr!("no"),
        }
    }
}

/// How a law was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckedVia {
    /// In its text, or on an official page.
    Primary,
    /// In a source that quotes or describes it.
    Secondary,
}

/// What the European Commission found about the data protection of a country, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EuAdequacy {
    /// The decision, where there is one.
    pub decision: Option<String>,
    /// Its year.
    pub year: Option<u16>,
    /// What it covers.
    pub scope: String,
}

/// Whether personal data may go to a country as they may inside the European Union.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adequacy {
    /// A member state, where the law of the Union holds.
    InEu,
    /// The Commission found it adequate.
    Adequate {
        /// The decision.
        decision: &'static str,
        /// Its year.
        year: u16,
        /// What it covers.
        scope: &'static str,
        /// As sure as the entry of the law in which it stands.
        confidence: Confidence,
    },
    /// No decision was found.
    None {
        /// Where it was looked for.
        scope: &'static str,
    },
    /// The data say nothing about the country.
    Unknown,
}

impl Country {
    /// Whether personal data may go there as they may inside the European Union.
    pub fn adequacy(&self) -> Adequacy {
        if self.in_eu() {
            return Adequacy::InEu;
        }
        let Some(law) = LAWS.laws.iter().find(|law| law.jurisdiction == self.code()) else {
            return Adequacy::Unknown;
        };
        let EuAdequacy {
            decision,
            year,
            scope,
        } = &law.eu_adequacy;
        match (decision, year) {
            (Some(decision), Some(year)) => Adequacy::Adequate {
                decision,
                year: *year,
                scope,
                confidence: law.confidence,
            },
            _ => Adequacy::None { scope },
        }
    }
}

/// The day on which the data were put together.
pub fn as_of() -> &'static str {
    &LAWS.as_of
}

/// The laws of a country; those of the European Union follow for a member state.
pub fn laws_of(country: &Country) -> Vec<&'static AccessLaw> {
    let own = |law: &&AccessLaw| law.jurisdiction == country.code();
    let union = |law: &&AccessLaw| law.is_eu() && country.in_eu() && !country.is_union();
    let laws = &LAWS.laws;
    laws.iter()
        .filter(own)
        .chain(laws.iter().filter(union))
        .collect()
}

/// The countries, and the Union, that have laws of their own in the data, by code.
pub fn with_data() -> Vec<&'static Country> {
    let has_law = |country: &&Country| {
        LAWS.laws
            .iter()
            .any(|law| law.jurisdiction == country.code())
    };
    all().iter().filter(has_law).collect()
}
