//! XML written element by element, with every character that XML or a reader cannot bear as a visible mark.
//!
//! Knows nothing of Word.

use crate::domain::visible::visible;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::borrow::Cow;

/// An XML part being written.
pub struct Xml(Writer<Vec<u8>>);

/// The attributes of an element.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// A part with its declaration.
    pub fn part() -> Self {
        let mut part = Self::fragment();
        let declaration = BytesDecl::new("1.0", Some("UTF-8"), Some("yes"));
        part.event(Event::Decl(declaration));
        part
    }

    /// Elements that go into a part written by somebody else.
    pub fn fragment() -> Self {
        Self(Writer::new(Vec::new()))
    }

    /// What was written, in bytes of UTF-8.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner()
    }

    /// What was written.
    pub fn into_text(self) -> String {
        String::from_utf8(self.into_bytes()).expect("only text was written")
    }

    /// An element with what is in it.
    pub fn within(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        inside: impl FnOnce(&mut Self),
    ) {
        self.event(Event::Start(start(name, attributes)));
        inside(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// An element with one attribute, `w:val`, which is how Word says most things.
    pub fn value(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// Words, with marks for what cannot stand in XML.
    pub fn words(&mut self, words: &str) {
        let words = legal(words);
        self.event(Event::Text(BytesText::new(&words)));
    }

    /// Elements that are XML already.
    pub fn raw(&mut self, xml: &str) {
        self.event(Event::Text(BytesText::from_escaped(xml)));
    }

    fn event(&mut self, event: Event<'_>) {
        self.0.write_event(event).expect("memory takes every byte");
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'a>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        let value = legal(value);
        start.push_attribute((*key, &*value));
    }
    start
}

/// Words in which every character can stand in XML: what steers or hides is a mark.
pub fn legal(words: &str) -> Cow<'_, str> {
    let shown = visible(words);
    if !shown.contains(['\u{fffe}', '\u{ffff}']) {
        return shown;
    }
    let marked = shown.replace('\u{fffe}', "⟨U+FFFE⟩");
    Cow::Owned(marked.replace('\u{ffff}', "⟨U+FFFF⟩"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_legal_and_none_is_markup() {
        let mut xml = Xml::part();
        xml.within("a", &[("b", "\"<\u{1}>\"")], |xml| {
            xml.words("1 < 2 & \u{0}\u{c}\u{ffff}\u{202e}\r");
        });
        assert_eq!(
            xml.into_text(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
             <a b=\"&quot;&lt;⟨U+0001⟩&gt;&quot;\">1 &lt; 2 &amp; ⟨U+0000⟩⟨U+000C⟩⟨U+FFFF⟩⟨U+202E⟩⟨U+000D⟩</a>"
        );
    }
}
