//! What every field of a checklist must look like: one table for each kind of object.
//!
//! The tables say again what the types of `checklist` say, because a type can report only the
//! first mistake; a test holds the two together.

use super::Checklist;
use super::names::advice;
use crate::domain::language::Language;
use crate::domain::visible::says_something;

/// A field of an object.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) shape: Shape,
}

/// What a value must be.
pub(super) enum Shape {
    /// A text that keeps a rule.
    Text(Rule),
    /// A text that keeps a rule, or null.
    TextOrNull(Rule),
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A list of texts that keep a rule.
    Texts(Rule),
    /// A list of some of a few words.
    Choices(&'static [&'static str]),
    /// Lists of indicators by language.
    Indicators,
    /// An object.
    Object(&'static [Field]),
    /// Objects by language.
    ByLanguage(&'static [Field]),
    /// Texts by id.
    TextsById,
    /// Objects by id.
    ObjectsById(&'static [Field]),
    /// A list of objects.
    Objects(&'static [Field]),
}

/// What a text must be.
#[derive(Clone, Copy)]
pub(super) enum Rule {
    /// Anything but blanks.
    Filled,
    /// Anything.
    Any,
    /// The name of the format.
    Format,
    /// A name for programs.
    Id,
    /// A version.
    Version,
    /// A day.
    Date,
    /// A country code.
    Country,
    /// A language tag.
    Language,
    /// An indicator.
    Indicator,
}

const fn must(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        required: true,
        shape,
    }
}

const fn may(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        required: false,
        shape,
    }
}

/// Fields of a checklist.
pub(super) const CHECKLIST: &[Field] = &[
    may("$schema", Shape::Text(Rule::Any)),
    must("format", Shape::Text(Rule::Format)),
    must("id", Shape::Text(Rule::Id)),
    must("version", Shape::Text(Rule::Version)),
    must("title", Shape::Text(Rule::Filled)),
    may("about", Shape::Text(Rule::Any)),
    must("as_of", Shape::Text(Rule::Date)),
    may("language", Shape::Text(Rule::Language)),
    must("groups", Shape::Objects(GROUP)),
    may("profiles", Shape::Objects(PROFILE)),
    may(
        "relaxed_rules",
        Shape::Choices(&[
            "grounds",
            "clauses_read",
            "near_misses_read",
            "missing_named",
        ]),
    ),
    may("sources", Shape::Objects(SOURCE)),
    must("items", Shape::Objects(ITEM)),
    may("retired", Shape::Objects(RETIRED)),
    may("translations", Shape::ByLanguage(TRANSLATION)),
];

const PROFILE: &[Field] = &[
    must("id", Shape::Text(Rule::Id)),
    must("title", Shape::Text(Rule::Filled)),
    must("items", Shape::Texts(Rule::Filled)),
];

const RETIRED: &[Field] = &[
    must("id", Shape::Text(Rule::Id)),
    must("reason", Shape::Text(Rule::Filled)),
];

const TRANSLATION: &[Field] = &[
    may("signed", Shape::Object(SIGNATURE)),
    may("title", Shape::Text(Rule::Filled)),
    may("about", Shape::Text(Rule::Any)),
    may("groups", Shape::TextsById),
    may("profiles", Shape::TextsById),
    may("items", Shape::ObjectsById(ITEM_TEXTS)),
];

const SIGNATURE: &[Field] = &[
    must("by", Shape::Text(Rule::Filled)),
    must("on", Shape::Text(Rule::Date)),
];

const ITEM_TEXTS: &[Field] = &[
    may("name", Shape::Text(Rule::Filled)),
    may("question", Shape::Text(Rule::Filled)),
    may("why_it_matters", Shape::Text(Rule::Any)),
    may("what_to_look_for", Shape::Texts(Rule::Filled)),
    may("follow_up_question", Shape::Text(Rule::Any)),
];

const GROUP: &[Field] = &[
    must("id", Shape::Text(Rule::Id)),
    must("title", Shape::Text(Rule::Filled)),
];

const ITEM: &[Field] = &[
    must("id", Shape::Text(Rule::Id)),
    must("group", Shape::Text(Rule::Filled)),
    must("kind", Shape::Choice(&["safeguard", "red_flag", "fact"])),
    must(
        "severity",
        Shape::Choice(&["critical", "high", "medium", "low"]),
    ),
    must("name", Shape::Text(Rule::Filled)),
    must("question", Shape::Text(Rule::Filled)),
    may("why_it_matters", Shape::Text(Rule::Any)),
    may("what_to_look_for", Shape::Texts(Rule::Filled)),
    may("follow_up_question", Shape::Text(Rule::Any)),
    may("when", Shape::Object(WHEN)),
    may("sources", Shape::Objects(CITATION)),
    may("indicators", Shape::Indicators),
    may(
        "facts",
        Shape::Choices(&[
            "party",
            "date",
            "amount",
            "duration",
            "notice_period",
            "governing_law",
            "percentage",
        ]),
    ),
    may("table", Shape::Choice(&["foreign_access_laws"])),
    may("cuad", Shape::TextOrNull(Rule::Filled)),
];

const WHEN: &[Field] = &[
    may("agreement_types", Shape::Texts(Rule::Id)),
    may("countries", Shape::Texts(Rule::Country)),
    may(
        "supplier_outside",
        Shape::Choice(&["own_country", "eu", "eu_adequacy"]),
    ),
];

const CITATION: &[Field] = &[
    must("id", Shape::Text(Rule::Id)),
    may("citation", Shape::Text(Rule::Filled)),
    may("pin", Shape::Text(Rule::Filled)),
    may("confidence", Shape::Choice(&["checked", "memory"])),
    may("checked_scope", Shape::Choice(&["text", "existence"])),
    may("binding_in", Shape::Texts(Rule::Country)),
];

const SOURCE: &[Field] = &[
    must("id", Shape::Text(Rule::Id)),
    must("citation", Shape::Text(Rule::Filled)),
    may("pin", Shape::Text(Rule::Filled)),
    may("title", Shape::Text(Rule::Filled)),
    may("title_local", Shape::Text(Rule::Filled)),
    may("date", Shape::Text(Rule::Filled)),
    may("requires", Shape::Text(Rule::Filled)),
    may("status", Shape::Text(Rule::Filled)),
    may("url", Shape::Text(Rule::Filled)),
    must("confidence", Shape::Choice(&["checked", "memory"])),
    may("checked_scope", Shape::Choice(&["text", "existence"])),
    may("binding_in", Shape::Texts(Rule::Country)),
];

impl Rule {
    /// What is wrong with a text, in a sentence.
    pub(super) fn complaint(self, text: &str) -> Option<String> {
        match self {
            Self::Any => None,
            Self::Filled => (!says_something(text)).then(|| "This must not be empty.".to_owned()),
            Self::Format => format_complaint(text),
            Self::Id => (!is_id(text)).then(|| {
                format!(
                    "\"{text}\" is not a name for programs: use lower-case letters a to z, digits and \
                     hyphens, begin with a letter or digit, at most 64 characters."
                )
            }),
            Self::Version => (!is_version(text)).then(|| {
                format!("\"{text}\" is not a version: use letters, digits, dots and hyphens, such as 1 or 2.1.")
            }),
            Self::Date => (!is_date(text)).then(|| {
                format!("\"{text}\" is not a day: write it as year-month-day, such as 2026-11-21.")
            }),
            Self::Country => (!is_country(text)).then(|| {
                format!("\"{text}\" is not a country code: use two capital letters, such as RS, or EU.")
            }),
            Self::Language => language_complaint(text),
            Self::Indicator => indicator_complaint(text),
        }
    }
}

/// The number of a checklist format newer than the one understood here.
pub(super) fn newer_format(text: &str) -> Option<u32> {
    let (name, known) = Checklist::FORMAT.rsplit_once('/')?;
    let number: u32 = text.strip_prefix(name)?.strip_prefix('/')?.parse().ok()?;
    (number > known.parse().ok()?).then_some(number)
}

fn format_complaint(text: &str) -> Option<String> {
    if let Some(number) = newer_format(text) {
        return Some(format!(
            "This checklist is written in format {number}, which is newer than this program \
             understands. Use a newer version of rapporteur to read it."
        ));
    }
    (text != Checklist::FORMAT).then(|| {
        format!(
            "The format must be \"{}\", not \"{text}\".",
            Checklist::FORMAT
        )
    })
}

/// What is wrong with a language tag.
pub(super) fn language_complaint(tag: &str) -> Option<String> {
    let tags = language_tags();
    (!tags.contains(&tag)).then(|| {
        format!(
            "\"{tag}\" is not a language known here{}",
            advice(tag, &tags)
        )
    })
}

fn indicator_complaint(text: &str) -> Option<String> {
    let star_inside = text
        .split_whitespace()
        .any(|word| word.strip_suffix('*').unwrap_or(word).contains('*'));
    if star_inside {
        return Some(format!(
            "In \"{text}\" a * stands inside a word or twice: it may only end a word, once."
        ));
    }
    let letters = text
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .count();
    (letters < 2).then(|| {
        format!("\"{text}\" would match almost everything: an indicator needs two letters or more.")
    })
}

fn is_id(text: &str) -> bool {
    text.len() <= 64
        && text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn is_version(text: &str) -> bool {
    text.len() <= 32
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-')
        && !text.ends_with('.')
}

fn is_date(text: &str) -> bool {
    text.len() == "2026-11-21".len() && jiff::civil::Date::strptime("%Y-%m-%d", text).is_ok()
}

fn is_country(text: &str) -> bool {
    text.len() == 2 && text.chars().all(|c| c.is_ascii_uppercase())
}

/// The tags under which indicators and translations may stand.
pub(super) fn language_tags() -> Vec<&'static str> {
    Language::ALL
        .iter()
        .map(|language| language.tag())
        .collect()
}
