//! Writing into the text of a checklist that a person answers for a translation, and nothing else:
//! every other byte stays as its author left it.

use super::json::{self, Node};
use super::names::or_list;
use super::validate::{self, Problem};
use super::write::quoted;
use super::{Checklist, Signature};
use crate::domain::text::Span;

/// Who answers for which translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signing<'a> {
    /// The tag of the language.
    pub language: &'a str,
    /// Who, and since when.
    pub signature: Signature,
    /// The version to raise the checklist to.
    pub version: Option<&'a str>,
}

/// Why a translation was not signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSigned {
    /// The checklist has mistakes.
    #[error("The checklist has mistakes.")]
    Mistakes(Vec<Problem>),
    /// With the signature it would have mistakes.
    #[error("With this signature the checklist would have mistakes.")]
    WouldMistake(Vec<Problem>),
    /// There is no such translation.
    #[error("The checklist has no translation \"{asked}\"{}", known(.tags))]
    NoTranslation {
        /// The tag that was asked for.
        asked: String,
        /// The tags that it has.
        tags: Vec<String>,
    },
}

fn known(tags: &[String]) -> String {
    let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
    match tags.as_slice() {
        [] => ": it has no translations.".to_owned(),
        tags => format!("; it has {}.", or_list(tags)),
    }
}

/// The bytes of the checklist with the signature in it, and the checklist that they make.
pub fn sign(bytes: &[u8], signing: &Signing<'_>) -> Result<(Vec<u8>, Checklist), NotSigned> {
    let checklist = validate::parse(bytes).map_err(NotSigned::Mistakes)?;
    let (mark, text) = text_of(bytes);
    let root = json::read(text).map_err(|problem| NotSigned::Mistakes(vec![problem]))?;
    let translations = root.get("translations");
    let Some(translation) = translations.and_then(|all| all.get(signing.language)) else {
        return Err(NotSigned::NoTranslation {
            asked: signing.language.to_owned(),
            tags: checklist.translations.into_keys().collect(),
        });
    };
    let mut changes = vec![signed(translation, text, &signing.signature)];
    if let Some((version, node)) = signing.version.zip(root.get("version")) {
        changes.push((node.span, quoted(version)));
    }
    let written = [mark, &spliced(text, changes)].concat().into_bytes();
    match validate::parse(&written) {
        Ok(checklist) => Ok((written, checklist)),
        Err(problems) => Err(NotSigned::WouldMistake(problems)),
    }
}

/// The byte order mark, if there is one, and the text behind it.
fn text_of(bytes: &[u8]) -> (&str, &str) {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    match text.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", text),
    }
}

/// The place of the signature in a translation, and what is to stand there.
fn signed(translation: &Node, text: &str, signature: &Signature) -> (Span, String) {
    let value = format!(
        "{{ \"by\": {}, \"on\": {} }}",
        quoted(&signature.by),
        quoted(&signature.on)
    );
    if let Some(old) = translation.get("signed") {
        return (old.span, value);
    }
    let inside = translation.span.start + 1;
    let place = Span::new(inside, inside);
    let rest = Span::new(inside, translation.span.end).of(text);
    let blank = rest.len() - rest.trim_start().len();
    let lead = Span::new(0, blank).of(rest);
    match translation.entries() {
        [] => (place, format!(" \"signed\": {value} ")),
        _ => (place, format!("{lead}\"signed\": {value},")),
    }
}

/// The text with other words in some places.
fn spliced(text: &str, mut changes: Vec<(Span, String)>) -> String {
    changes.sort_by_key(|(span, _)| span.start);
    let mut out = String::with_capacity(text.len() + 200);
    let mut from = 0;
    for (span, words) in changes {
        out.push_str(Span::new(from, span.start).of(text));
        out.push_str(&words);
        from = span.end;
    }
    out.push_str(Span::new(from, text.len()).of(text));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "{\"format\":\"rapporteur-checklist/1\", \"id\":\"a\",\r\n \"version\" : \"1\", \
        \"title\":\"A\", \"as_of\":\"2026-01-01\",\"groups\":[{\"id\":\"g\",\"title\":\"G\"}],\
        \"items\":[{\"id\":\"i\",\"group\":\"g\",\"kind\":\"fact\",\"severity\":\"low\",\"name\":\"N\",\"question\":\"Q?\"}],\
        \"translations\":{\r\n  \"sq\": {\r\n    \"title\": \"Ë\"\r\n  },\"mk\":{ }}}";

    fn signing(language: &str) -> Signing<'_> {
        Signing {
            language,
            signature: Signature {
                by: "A. \"B\"".to_owned(),
                on: "2026-11-22".to_owned(),
            },
            version: None,
        }
    }

    #[test]
    fn only_the_signature_and_the_version_change() {
        let marked = format!("\u{feff}{LIST}");
        let value = "\"signed\": { \"by\": \"A. \\\"B\\\"\", \"on\": \"2026-11-22\" }";
        let wanted = Signing {
            version: Some("2"),
            ..signing("sq")
        };
        let (bytes, list) = sign(marked.as_bytes(), &wanted).expect("it is a good checklist");
        let expected = marked
            .replace(
                "\"sq\": {\r\n    \"title\"",
                &format!("\"sq\": {{\r\n    {value},\r\n    \"title\""),
            )
            .replace("\"version\" : \"1\"", "\"version\" : \"2\"");
        assert_eq!(String::from_utf8(bytes.clone()).as_deref(), Ok(&*expected));
        assert_eq!(list.version, "2");

        let mut again = signing("sq");
        again.signature.by = "C".to_owned();
        let (bytes, list) = sign(&bytes, &again).expect("it is a good checklist");
        let signed = list.translations["sq"].signed.as_ref();
        assert_eq!(signed.map(|one| one.by.as_str()), Some("C"));
        assert_eq!(bytes.len(), expected.len() - "A. \\\"B\\\"".len() + 1);

        let (bytes, _) = sign(LIST.as_bytes(), &signing("mk")).expect("it is a good checklist");
        let text = String::from_utf8(bytes).expect("is text");
        assert!(text.contains(&format!("\"mk\":{{ {value}  }}")), "{text}");
    }

    #[test]
    fn what_cannot_be_signed_is_left_alone() {
        let error = sign(LIST.as_bytes(), &signing("hr")).expect_err("there is no Croatian");
        assert_eq!(
            error.to_string(),
            "The checklist has no translation \"hr\"; it has \"mk\" or \"sq\"."
        );
        let mut nobody = signing("sq");
        nobody.signature.by = " ".to_owned();
        let error = sign(LIST.as_bytes(), &nobody).expect_err("nobody signs");
        assert!(matches!(error, NotSigned::WouldMistake(_)), "{error}");
        let error = sign(b"{}", &signing("sq")).expect_err("is no checklist");
        assert!(matches!(error, NotSigned::Mistakes(_)), "{error}");
    }
}
