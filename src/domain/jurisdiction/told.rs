//! Laws and findings in words: the same names in the same order for every country.

use super::country::Country;
use super::law::{AccessLaw, Adequacy, EuAdequacy};
use crate::domain::checklist::Confidence;
use crate::domain::translate::translated;

/// What stands where a law or what was seen of it says nothing.
const NOT_STATED: &str = text!("not stated");

/// What stands where there is nothing to add.
const NONE: &str = text!("none");

/// Countries whose name stands behind an article in a sentence.
const WITH_ARTICLE: [&str; 10] = ["AE", "EU", "GB", "KR", "KY", "NL", "PH", "RU", "US", "VG"];

impl Country {
    /// Its name inside a sentence: `Serbia`, `the United States`.
    pub fn in_sentence(&self) -> String {
        if WITH_ARTICLE.contains(&self.code()) {
            return tr!("the {country}", country = self.name());
        }
        self.name().to_owned()
    }
}

impl AccessLaw {
    /// The names of [`Self::fields`], in their order.
    pub const FIELDS: [&'static str; 16] = [
        text!("Law"),
        text!("Law of"),
        text!("Article"),
        text!("Year"),
        text!("Purpose"),
        text!("Compels"),
        text!("Who is bound"),
        text!("Judicial control"),
        text!("Secrecy"),
        text!("Reach abroad"),
        text!("Safeguards"),
        text!("Related"),
        text!("EU adequacy"),
        text!("Confidence"),
        text!("Note"),
        text!("Text at"),
    ];

    /// Everything that is known of it, in words: every field of every law, also those about which
    /// nothing is stated.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let or = |text: &Option<String>| {
            text.clone()
                .unwrap_or_else(|| translated(NOT_STATED).to_owned())
        };
        let of = Country::by_code(&self.jurisdiction);
        let control = match &self.judicial_control_note {
            Some(note) => format!("{}. {note}", self.judicial_control.name()),
            None => self.judicial_control.name().to_owned(),
        };
        let related = match self.related_provisions.as_slice() {
            [] => translated(NONE).to_owned(),
            some => some.join("; "),
        };
        let words = [
            self.law.clone(),
            of.map_or_else(|| self.jurisdiction.clone(), |of| of.name().to_owned()),
            self.article.clone(),
            self.year.to_string(),
            self.purpose.clone(),
            self.what_it_compels.clone(),
            self.who_is_bound.clone(),
            control,
            or(&self.gag_or_secrecy),
            or(&self.extraterritorial_reach),
            or(&self.safeguards_in_text),
            related,
            self.eu_adequacy.words(),
            self.sureness().to_owned(),
            self.note
                .clone()
                .unwrap_or_else(|| translated(NONE).to_owned()),
            or(&self.source_url),
        ];
        Self::FIELDS.into_iter().zip(words).collect()
    }
}

impl EuAdequacy {
    /// The decision with its year, and what it covers.
    pub fn words(&self) -> String {
        match (&self.decision, self.year) {
            (Some(decision), Some(year)) => format!("{decision}, {year}: {}", self.scope),
            (Some(decision), None) => format!("{decision}: {}", self.scope),
            (None, _) => self.scope.clone(),
        }
    }
}

impl Adequacy {
    /// What the European Commission found, as a sentence.
    pub fn sentence(self) -> String {
        match self {
            Self::InEu => tr!("In the European Union: its data protection law holds.").to_owned(),
            Self::Adequate {
                decision,
                year,
                scope,
                confidence,
            } => {
                let doubt = match confidence {
                    Confidence::Checked => "",
                    Confidence::Memory => tr!(" From memory: to be verified."),
                };
                tr!(
                    "Adequate by {decision}, {year}; it covers: {scope}.{doubt}",
                    decision,
                    year,
                    scope,
                    doubt
                )
            }
            Self::None { scope } => tr!("None found: {scope}.", scope),
            Self::Unknown => tr!("Unknown: the program has no data about it.").to_owned(),
        }
    }
}
