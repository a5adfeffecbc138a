//! What a remark on a file is about, in the language that is spoken.
//!
//! Remarks are kept as they were written when the file was read, in English. Their kind is known by their code, so that a
//! report in another language says at least what each is about.

use super::Diagnostic;
use crate::domain::language::Language;
use crate::domain::translate::spoken;

impl Diagnostic {
    /// What it is about, in a word or two; nothing for a code that is not known.
    pub fn kind(&self) -> Option<&'static str> {
        Some(match self.code.as_str() {
            "left-out" | "content-skipped" | "truncated" | "pages-missing"
            | "page-without-text" => tr!("not read in full"),
            "hidden-text"
            | "hidden-text-white"
            | "hidden-text-covered"
            | "hidden-text-outside"
            | "hidden-text-tiny"
            | "hidden-text-invisible"
            | "hidden-fields"
            | "white-text" => tr!("hidden words"),
            "hidden-characters"
            | "direction-characters"
            | "control-characters"
            | "look-alike"
            | "look-alike-letters" => tr!("characters that hide or deceive"),
            "letters-of-the-font"
            | "letters-replaced"
            | "replacement-characters"
            | "wrong-text-layer" => tr!("doubtful letters"),
            "recognised" | "recognised-unsurely" | "recognition-impossible" => {
                tr!("pages read by recognition")
            }
            "tracked-changes" | "struck-text" => tr!("changes tracked in the file"),
            "number-twice" | "number-gap" | "numbers-with-deletions" => tr!("numbering"),
            "wrong-reference" | "missing-clause" | "missing-annex" => tr!("references"),
            "term-undefined" | "term-unused" => tr!("defined terms"),
            "page-furniture" | "menus" => tr!("running heads and the like"),
            "attachments" | "pictures" | "comments" | "embedded-text" => {
                tr!("beside the text")
            }
            "encoding" | "converted" | "mislabelled" => tr!("kind of file"),
            _ => return None,
        })
    }

    /// The remark; where another language than English is spoken, after what it is about, and marked as English.
    pub fn told(&self) -> String {
        if spoken() == Language::English {
            return self.message.clone();
        }
        match self.kind() {
            Some(kind) => format!("{kind}: [en] {}", self.message),
            None => format!("[en] {}", self.message),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::document::Severity;
    use crate::domain::translate::speaking;

    #[test]
    fn a_remark_says_what_it_is_about_in_another_language() {
        let remark = Diagnostic::new(Severity::Warning, "hidden-text", "Words are hidden.");
        let english = speaking(Language::English, || remark.told());
        assert_eq!(english, "Words are hidden.");
        let chinese = speaking(Language::Chinese, || remark.told());
        assert!(chinese.ends_with(": [en] Words are hidden."), "{chinese}");
        let unknown = Diagnostic::new(Severity::Info, "odd", "Odd.");
        assert_eq!(speaking(Language::Chinese, || unknown.told()), "[en] Odd.");
    }
}
