//! Words in Word: runs with their looks, and the paragraphs around them.

use super::xml::Xml;
use crate::domain::language::Language;
use crate::formats::export::report::Tone;

/// How words look.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look<'a> {
    /// The character style by its id.
    pub style: Option<&'a str>,
    /// The language, where it is not that of the document.
    pub language: Option<Language>,
}

/// How a paragraph looks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shape<'a> {
    /// The paragraph style by its id.
    pub style: &'a str,
    /// How it is to be taken: what colour lies under it.
    pub tone: Option<Tone>,
    /// Whether the tone is a bar at its side instead.
    pub side: bool,
    /// Whether it begins on a new page.
    pub new_page: bool,
    /// Which list with numbers it belongs to.
    pub list: Option<usize>,
    /// How far it is moved in, in twentieths of a point.
    pub indent: usize,
}

/// A paragraph with what is in it.
pub fn paragraph(xml: &mut Xml, shape: Shape<'_>, inside: impl FnOnce(&mut Xml)) {
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| shape.write(xml));
        inside(xml);
    });
}

impl Shape<'_> {
    /// A paragraph in a style.
    pub const fn of(style: &str) -> Shape<'_> {
        Shape {
            style,
            tone: None,
            side: false,
            new_page: false,
            list: None,
            indent: 0,
        }
    }

    /// The order of these is that of the schema.
    fn write(self, xml: &mut Xml) {
        xml.value("w:pStyle", self.style);
        if self.new_page {
            xml.empty("w:pageBreakBefore", &[]);
        }
        if let Some(list) = self.list {
            xml.within("w:numPr", &[], |xml| {
                xml.value("w:ilvl", "0");
                xml.value("w:numId", &list.to_string());
            });
        }
        match self.tone {
            Some(tone) if self.side => xml.within("w:pBdr", &[], |xml| {
                let side = [
                    ("w:val", "single"),
                    ("w:sz", "36"),
                    ("w:space", "6"),
                    ("w:color", dark(tone)),
                ];
                xml.empty("w:left", &side);
            }),
            Some(tone) => shade(xml, tone),
            None => {}
        }
        if self.indent > 0 {
            xml.empty("w:ind", &[("w:left", &self.indent.to_string())]);
        }
    }
}

/// The colour under a paragraph or a cell.
pub fn shade(xml: &mut Xml, tone: Tone) {
    let shade = [
        ("w:val", "clear"),
        ("w:color", "auto"),
        ("w:fill", light(tone)),
    ];
    xml.empty("w:shd", &shade);
}

/// A run of words. Tabs and line breaks are those of Word.
pub fn run(xml: &mut Xml, words: &str, look: Look<'_>) {
    xml.within("w:r", &[], |xml| {
        properties(xml, look);
        for (number, line) in words.split('\n').enumerate() {
            if number > 0 {
                xml.empty("w:br", &[]);
            }
            for (number, words) in line.split('\t').enumerate() {
                if number > 0 {
                    xml.empty("w:tab", &[]);
                }
                if !words.is_empty() {
                    xml.within("w:t", &[("xml:space", "preserve")], |xml| xml.words(words));
                }
            }
        }
    });
}

fn properties(xml: &mut Xml, look: Look<'_>) {
    if look.style.is_none() && look.language.is_none() {
        return;
    }
    xml.within("w:rPr", &[], |xml| {
        if let Some(style) = look.style {
            xml.value("w:rStyle", style);
        }
        match look.language {
            // Nothing may be underlined as misspelt in a language that nobody knows.
            Some(Language::Undetermined) => xml.empty("w:noProof", &[]),
            Some(language) => spoken(xml, language),
            None => {}
        }
    });
}

/// A field that counts by itself, with what it shows until somebody counts.
pub fn field(xml: &mut Xml, code: &str, shown: &str) {
    let mark = |xml: &mut Xml, kind: &str| {
        xml.within("w:r", &[], |xml| {
            xml.empty("w:fldChar", &[("w:fldCharType", kind)]);
        });
    };
    mark(xml, "begin");
    xml.within("w:r", &[], |xml| {
        let space = [("xml:space", "preserve")];
        xml.within("w:instrText", &space, |xml| xml.words(code));
    });
    mark(xml, "separate");
    run(xml, shown, Look::default());
    mark(xml, "end");
}

/// The language of words, as Word wants to be told.
pub fn spoken(xml: &mut Xml, language: Language) {
    let tag = word_tag(language);
    match language {
        Language::Chinese => xml.empty("w:lang", &[("w:val", "en-GB"), ("w:eastAsia", tag)]),
        _ => xml.empty("w:lang", &[("w:val", tag), ("w:eastAsia", "zh-CN")]),
    }
}

/// The tag by which Word knows a language: always with a country.
pub const fn word_tag(language: Language) -> &'static str {
    match language {
        Language::English | Language::Undetermined => "en-GB",
        Language::SerbianLatin => "sr-Latn-RS",
        Language::SerbianCyrillic => "sr-Cyrl-RS",
        Language::Bosnian => "bs-Latn-BA",
        Language::Montenegrin => "sr-Latn-ME",
        Language::Croatian => "hr-HR",
        Language::Albanian => "sq-AL",
        Language::Macedonian => "mk-MK",
        Language::Chinese => "zh-CN",
        Language::German => "de-DE",
        Language::French => "fr-FR",
        Language::Italian => "it-IT",
    }
}

/// The colour that lies under words.
const fn light(tone: Tone) -> &'static str {
    match tone {
        Tone::Concern => "FADBD8",
        Tone::Absent => "FCE4D0",
        Tone::Withheld => "E6DDF3",
        Tone::Unclear => "FFF3CD",
        Tone::Good => "DCEFDC",
        Tone::Open => "E3E8EE",
        Tone::Neutral => "F2F2F2",
    }
}

/// The colour of bars.
pub const fn dark(tone: Tone) -> &'static str {
    match tone {
        Tone::Concern => "B3261E",
        Tone::Absent => "C2570C",
        Tone::Withheld => "6B4BA1",
        Tone::Unclear => "B38600",
        Tone::Good => "2E7D32",
        Tone::Open => "7A8794",
        Tone::Neutral => "A6A6A6",
    }
}
