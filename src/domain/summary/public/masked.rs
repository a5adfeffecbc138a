//! Texts that nobody marked and that a public edition masks all the same, because they repeat withheld words.
//!
//! It only tells of them; whether something is masked is decided in `redaction`.

/// Letters of a text that are shown.
const FIRST: usize = 60;

/// A text that is masked because it repeats withheld words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masked {
    /// The part of the summary that it stands in.
    pub part: Part,
    /// The item, the clause or the particular that it is about, by its id or name; empty for none.
    pub about: String,
    /// The text with the withheld words still in it: for the confidential eyes only.
    pub words: String,
}

/// Parts of a summary that people, files and agreements have a say in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Title and file names.
    Agreement,
    /// A particular.
    Particular,
    /// A sign-off and the reasons given with it.
    SignOff,
    /// What is still open, and who differs on what.
    Open,
    /// What is said under an item.
    Finding,
    /// What is referred to and is not there.
    Missing,
    /// A note that stands under no item.
    Note,
    /// A remark on how the file was read.
    Remark,
}

impl Part {
    /// What a person calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Agreement => tr!("title or file name"),
            Self::Particular => tr!("particular"),
            Self::SignOff => tr!("sign-off"),
            Self::Open => tr!("what is open"),
            Self::Finding => tr!("finding"),
            Self::Missing => tr!("missing document"),
            Self::Note => tr!("note"),
            Self::Remark => tr!("remark on the file"),
        }
    }
}

impl Masked {
    /// What it is and where, without any of its words: `finding, remote-access`.
    pub fn sentence(&self) -> String {
        match self.about.as_str() {
            "" => self.part.label().to_owned(),
            about => format!("{}, {about}", self.part.label()),
        }
    }

    /// Its first words.
    pub fn first_words(&self) -> String {
        first_words(&self.words)
    }
}

/// The first words of a text, on one line.
pub fn first_words(text: &str) -> String {
    let mut words = String::new();
    let mut letters = 0;
    for one in text.split_whitespace() {
        let length = one.chars().count();
        if letters + length > FIRST {
            if letters == 0 {
                words.extend(one.chars().take(FIRST));
            }
            words.push('…');
            break;
        }
        if letters > 0 {
            words.push(' ');
        }
        words.push_str(one);
        letters += length + 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_words_stay_on_one_short_line() {
        assert_eq!(first_words(" one\n two\t"), "one two");
        assert_eq!(first_words(""), "");
        let long = first_words(&"字".repeat(500));
        assert_eq!(long.chars().count(), FIRST + 1);
        let many = first_words(&"word ".repeat(100));
        assert!(
            many.ends_with("word…") && many.chars().count() <= FIRST + 1,
            "{many}"
        );
    }
}
