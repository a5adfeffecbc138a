//! A whole Word document around a body: styles, lists, header and footer, notes, comments, properties.

use super::package::package;
use super::words::{Look, Shape, field, paragraph, run, spoken};
use super::xml::Xml;
use crate::domain::language::Language;
use crate::domain::review::Moment;
use crate::domain::visible::visible_line;
use crate::tr;

const STYLES: &str = include_str!("parts/styles.xml");
const NUMBERING: &str = include_str!("parts/numbering.xml");
const SETTINGS: &str = include_str!("parts/settings.xml");
const FONTS: &str = include_str!("parts/fonts.xml");

/// The namespace of what Word writes.
pub const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
/// What the types of Word's parts begin with.
pub const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/// The width between the margins, in twentieths of a point.
pub const WIDTH: usize = 9298;
/// Lists with numbers come after those that every document has.
const FIRST_LIST: usize = 4;
/// A title longer than this is cut in the header.
const LONGEST_IN_HEADER: usize = 80;

/// What a document is made from.
pub struct Sheet<'a> {
    /// Its title.
    pub title: &'a str,
    /// The language of its words.
    pub language: Language,
    /// What stands in red at the head of every page.
    pub stamp: Option<&'a str>,
    /// What stands at the foot of every page.
    pub foot: &'a str,
    /// The only date that it carries.
    pub date: Option<Moment>,
    /// Paragraphs and tables.
    pub body: Xml,
    /// Footnotes; nothing when there are none.
    pub footnotes: Option<Xml>,
    /// Comments; nothing when there are none.
    pub comments: Option<Xml>,
    /// How many lists with numbers of their own there are.
    pub lists: usize,
}

/// The number of a list, counted from 0, in the numbering part.
pub const fn list_number(list: usize) -> usize {
    FIRST_LIST + list
}

/// Footnotes and comments are relations of the document; nothing else differs from one document to another.
const PARTS: [(&str, &str); 6] = [
    ("styles", "styles"),
    ("numbering", "numbering"),
    ("settings", "settings"),
    ("fontTable", "fontTable"),
    ("header", "header1"),
    ("footer", "footer1"),
];

impl Sheet<'_> {
    /// The bytes of the file.
    pub fn write(self) -> Vec<u8> {
        let mut related = PARTS.to_vec();
        if self.footnotes.is_some() {
            related.push(("footnotes", "footnotes"));
        }
        if self.comments.is_some() {
            related.push(("comments", "comments"));
        }
        let (header, footer) = (self.header(), self.footer());
        let core = self.core();
        let styles = STYLES.replace("LANGUAGE", &language_of(self.language));
        let mut parts = vec![
            ("[Content_Types].xml", content_types(&related)),
            ("_rels/.rels", top_relations()),
            ("docProps/core.xml", core),
            ("word/_rels/document.xml.rels", relations(&related)),
            ("word/document.xml", document(self.body)),
            ("word/styles.xml", styles.into_bytes()),
            ("word/numbering.xml", numbering(self.lists).into_bytes()),
            (
                "word/settings.xml",
                self::settings(self.footnotes.is_some()),
            ),
            ("word/fontTable.xml", FONTS.as_bytes().to_vec()),
            ("word/header1.xml", header),
            ("word/footer1.xml", footer),
        ];
        if let Some(notes) = self.footnotes {
            parts.push(("word/footnotes.xml", footnotes(notes)));
        }
        if let Some(comments) = self.comments {
            let comments = comments.into_text();
            parts.push((
                "word/comments.xml",
                rooted("w:comments", |xml| xml.raw(&comments)),
            ));
        }
        package(&parts)
    }

    fn header(&self) -> Vec<u8> {
        rooted("w:hdr", |xml| {
            paragraph(xml, Shape::of("Header"), |xml| {
                run(xml, &shortened(self.title), Look::default());
                let Some(stamp) = self.stamp else { return };
                xml.within("w:r", &[], |xml| {
                    xml.within("w:rPr", &[], |xml| {
                        xml.empty("w:b", &[]);
                        xml.value("w:color", "B00020");
                        xml.value("w:sz", "20");
                    });
                    xml.empty("w:tab", &[]);
                    xml.within("w:t", &[("xml:space", "preserve")], |xml| {
                        xml.words(&visible_line(stamp));
                    });
                });
            });
        })
    }

    fn footer(&self) -> Vec<u8> {
        rooted("w:ftr", |xml| {
            paragraph(xml, Shape::of("Footer"), |xml| {
                run(xml, &visible_line(self.foot), Look::default());
                run(xml, "\t", Look::default());
                field(xml, " PAGE ", "1");
                run(xml, " / ", Look::default());
                field(xml, " NUMPAGES ", "1");
            });
        })
    }

    /// Title, language and date; nobody's name and no path.
    fn core(&self) -> Vec<u8> {
        let mut xml = Xml::part();
        let names = [
            (
                "xmlns:cp",
                "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
            ),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ];
        xml.within("cp:coreProperties", &names, |xml| {
            xml.within("dc:title", &[], |xml| xml.words(&visible_line(self.title)));
            xml.within("dc:creator", &[], |xml| xml.words("rapporteur"));
            xml.within("dc:language", &[], |xml| xml.words(self.language.tag()));
            let Some(date) = self.date else { return };
            let kind = [("xsi:type", "dcterms:W3CDTF")];
            for name in ["dcterms:created", "dcterms:modified"] {
                xml.within(name, &kind, |xml| xml.words(&to_second(date)));
            }
        });
        xml.into_bytes()
    }
}

/// A time as Word writes it, without parts of a second.
pub fn to_second(moment: Moment) -> String {
    let whole = moment.to_string();
    let (second, _) = whole.split_once('.').unwrap_or((&whole, ""));
    format!("{second}Z")
}

fn language_of(language: Language) -> String {
    let mut xml = Xml::fragment();
    spoken(&mut xml, language);
    xml.into_text()
}

/// A part with this root.
fn rooted(root: &str, inside: impl FnOnce(&mut Xml)) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.within(root, &[("xmlns:w", W), ("xmlns:r", R)], inside);
    xml.into_bytes()
}

fn document(body: Xml) -> Vec<u8> {
    let body = body.into_text();
    rooted("w:document", |xml| {
        xml.within("w:body", &[], |xml| {
            xml.raw(&body);
            xml.within("w:sectPr", &[], section);
        });
    })
}

/// A4 with 2.3 cm at the sides.
fn section(xml: &mut Xml) {
    for (name, part) in [
        ("w:headerReference", "header1"),
        ("w:footerReference", "footer1"),
    ] {
        let id = format!("r-{part}");
        xml.empty(name, &[("w:type", "default"), ("r:id", &id)]);
    }
    xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
    let margins = [
        ("w:top", "1361"),
        ("w:right", "1304"),
        ("w:bottom", "1247"),
        ("w:left", "1304"),
        ("w:header", "624"),
        ("w:footer", "567"),
        ("w:gutter", "0"),
    ];
    xml.empty("w:pgMar", &margins);
}

/// Each list with numbers begins at 1.
fn numbering(lists: usize) -> String {
    let mut xml = Xml::fragment();
    for list in 0..lists {
        let number = list_number(list).to_string();
        xml.within("w:num", &[("w:numId", &number)], |xml| {
            xml.value("w:abstractNumId", "1");
            xml.within("w:lvlOverride", &[("w:ilvl", "0")], |xml| {
                xml.value("w:startOverride", "1");
            });
        });
    }
    NUMBERING.replace("LISTS", &xml.into_text())
}

/// Word looks for the separators of footnotes where the settings speak of them.
fn settings(notes: bool) -> Vec<u8> {
    const SEPARATORS: &str =
        r#"<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>"#;
    if notes {
        return SETTINGS.as_bytes().to_vec();
    }
    SETTINGS.replace(SEPARATORS, "").into_bytes()
}

fn footnotes(notes: Xml) -> Vec<u8> {
    let notes = notes.into_text();
    rooted("w:footnotes", |xml| {
        for (id, kind) in [("-1", "separator"), ("0", "continuationSeparator")] {
            xml.within("w:footnote", &[("w:type", kind), ("w:id", id)], |xml| {
                paragraph(xml, Shape::of("FootnoteText"), |xml| {
                    xml.within("w:r", &[], |xml| xml.empty(&format!("w:{kind}"), &[]));
                });
            });
        }
        xml.raw(&notes);
    })
}

fn content_types(related: &[(&str, &str)]) -> Vec<u8> {
    let mut xml = Xml::part();
    let types = format!("{PACKAGE}/content-types");
    xml.within("Types", &[("xmlns", &types)], |xml| {
        let relations = "application/vnd.openxmlformats-package.relationships+xml";
        xml.empty(
            "Default",
            &[("Extension", "rels"), ("ContentType", relations)],
        );
        xml.empty(
            "Default",
            &[("Extension", "xml"), ("ContentType", "application/xml")],
        );
        let core = "application/vnd.openxmlformats-package.core-properties+xml";
        let main = format!("{TYPE}.document.main+xml");
        let mut named = |part: &str, kind: &str| {
            xml.empty("Override", &[("PartName", part), ("ContentType", kind)]);
        };
        named("/docProps/core.xml", core);
        named("/word/document.xml", &main);
        for (role, part) in related {
            named(&format!("/word/{part}.xml"), &format!("{TYPE}.{role}+xml"));
        }
    });
    xml.into_bytes()
}

fn top_relations() -> Vec<u8> {
    let core = format!("{PACKAGE}/relationships/metadata/core-properties");
    let main = format!("{R}/officeDocument");
    relations_of(&[
        ("r-main".to_owned(), main, "word/document.xml".to_owned()),
        ("r-core".to_owned(), core, "docProps/core.xml".to_owned()),
    ])
}

fn relations(related: &[(&str, &str)]) -> Vec<u8> {
    let relations: Vec<_> = related
        .iter()
        .map(|(role, part)| {
            (
                format!("r-{part}"),
                format!("{R}/{role}"),
                format!("{part}.xml"),
            )
        })
        .collect();
    relations_of(&relations)
}

fn relations_of(relations: &[(String, String, String)]) -> Vec<u8> {
    let mut xml = Xml::part();
    let names = format!("{PACKAGE}/relationships");
    xml.within("Relationships", &[("xmlns", &names)], |xml| {
        for (id, kind, target) in relations {
            xml.empty(
                "Relationship",
                &[("Id", id), ("Type", kind), ("Target", target)],
            );
        }
    });
    xml.into_bytes()
}

fn shortened(title: &str) -> String {
    let title = visible_line(title);
    if title.chars().count() <= LONGEST_IN_HEADER {
        return title;
    }
    let start: String = title.chars().take(LONGEST_IN_HEADER).collect();
    format!("{}…", start.trim_end())
}

/// What a list of contents is headed with.
pub fn contents_heading() -> &'static str {
    tr!("Contents")
}
