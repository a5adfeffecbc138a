//! `project.qde`: the XML of a REFI-QDA project, its elements in the order of the published schema.

mod remarks;

use super::super::plain::harmless;
use super::super::told;
use super::guid::guid;
use crate::domain::labels::Labels;
use crate::domain::review::Moment;
use crate::domain::review::event::{AnswerState, Assessment};
use crate::domain::summary::{Finding, Origin, Summary, Tag};
use crate::tr;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use remarks::remarks;

const NAMESPACE: &str = "urn:QDA-XML:project:1.0";

/// The project: users, codes, the text with its selections, notes, and where the journals stood.
pub(super) fn project(summary: &Summary, text: &str) -> String {
    let mut xml = Xml::new(summary);
    let title = summary.agreement.title.clone();
    let mut fields = vec![
        ("xmlns", NAMESPACE.to_owned()),
        ("name", title),
        ("origin", "rapporteur".to_owned()),
    ];
    fields.extend(
        summary
            .last_entry_at
            .map(|at| ("modifiedDateTime", time(at))),
    );
    xml.within("Project", &fields, |xml| {
        xml.users();
        xml.codes();
        xml.within("Sources", &[], |xml| xml.source(text));
        xml.notes();
        xml.words("Description", &described(summary));
    });
    xml.finish()
}

/// What stands at the project as a whole. The heads of the journals are ours and stay as they are.
fn described(summary: &Summary) -> String {
    let mut lines = vec![harmless(&told::banner(summary))];
    lines.extend(summary.journals.iter().map(|line| line.token.clone()));
    lines.extend(summary.checkpoint.clone());
    lines.join("\n")
}

struct Xml<'a> {
    writer: Writer<Vec<u8>>,
    summary: &'a Summary,
    labels: Labels,
}

impl<'a> Xml<'a> {
    fn new(summary: &'a Summary) -> Self {
        let mut xml = Self {
            writer: Writer::new_with_indent(Vec::new(), b' ', 1),
            summary,
            labels: Labels::new(summary.language),
        };
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml
    }

    fn finish(self) -> String {
        let xml = String::from_utf8(self.writer.into_inner());
        xml.expect("only texts were written") + "\n"
    }

    fn users(&mut self) {
        let summary = self.summary;
        if summary.reviewers.is_empty() {
            return;
        }
        self.within("Users", &[], |xml| {
            for one in &summary.reviewers {
                let fields = [
                    ("guid", user(&one.id)),
                    ("name", one.name.clone()),
                    ("id", one.id.clone()),
                ];
                xml.empty("User", &fields);
            }
        });
    }

    /// A book for each checklist, and one each for what is said of passages and of the agreement.
    fn codes(&mut self) {
        let summary = self.summary;
        self.within("CodeBook", &[], |xml| {
            xml.within("Codes", &[], |xml| {
                for list in &summary.checklists {
                    xml.checklist(&list.id, &format!("{} {}", list.title, list.version));
                }
                let of_passages = Assessment::ALL.map(|one| (one.name(), colour(one.name())));
                xml.scale("assessment", tr!("Assessment of a passage"), &of_passages);
                let of_agreement = AnswerState::ALL.map(|one| (one.name(), colour(one.name())));
                xml.scale("answer", tr!("Answer for the agreement"), &of_agreement);
            });
        });
    }

    fn checklist(&mut self, id: &str, title: &str) {
        let findings: Vec<&Finding> = self
            .summary
            .findings
            .iter()
            .filter(|one| one.checklist == id)
            .collect();
        self.code(&guid("checklist", &[id]), title, None, false, |xml| {
            let mut groups: Vec<&str> = Vec::new();
            for finding in &findings {
                if !groups.contains(&finding.group.as_str()) {
                    groups.push(&finding.group);
                }
            }
            for group in groups {
                let of_group = findings.iter().filter(|one| one.group == group);
                xml.code(&guid("group", &[id, group]), group, None, false, |xml| {
                    for finding in of_group {
                        xml.item(finding);
                    }
                });
            }
        });
    }

    fn item(&mut self, finding: &Finding) {
        let question = finding.question.clone();
        let name = format!("{} ({})", finding.name, finding.item);
        self.code(&item(finding), &name, None, true, |xml| {
            xml.words("Description", &harmless(&question));
        });
    }

    fn scale(&mut self, kind: &str, title: &str, values: &[(&str, &str)]) {
        self.code(&guid("scale", &[kind]), title, None, false, |xml| {
            for (name, colour) in values {
                let words = xml.labels.heading(&name.replace('_', " "));
                xml.code(&guid(kind, &[name]), &words, Some(colour), true, |_| {});
            }
        });
    }

    fn code(
        &mut self,
        guid: &str,
        name: &str,
        colour: Option<&str>,
        codable: bool,
        inside: impl FnOnce(&mut Self),
    ) {
        let mut fields = vec![
            ("guid", guid.to_owned()),
            ("name", name.to_owned()),
            ("isCodable", codable.to_string()),
        ];
        fields.extend(colour.map(|colour| ("color", colour.to_owned())));
        self.within("Code", &fields, inside);
    }

    fn source(&mut self, text: &str) {
        let summary = self.summary;
        let fields = [
            ("guid", text.to_owned()),
            ("name", summary.agreement.title.clone()),
            ("plainTextPath", format!("internal://{text}.txt")),
        ];
        self.within("TextSource", &fields, |xml| {
            for finding in &summary.findings {
                for tag in finding.tags.iter().filter(|tag| tag.fits) {
                    xml.selection(finding, tag);
                }
            }
            for (id, _, _) in remarks(summary) {
                xml.empty("NoteRef", &[("targetGUID", id)]);
            }
        });
    }

    fn selection(&mut self, finding: &Finding, tag: &Tag) {
        let (start, end) = (tag.start.to_string(), tag.end.to_string());
        let mut fields = vec![
            (
                "guid",
                guid(
                    "selection",
                    &[&finding.checklist, &finding.item, &start, &end],
                ),
            ),
            ("name", tag.clause.name.clone()),
            ("startPosition", start),
            ("endPosition", end),
        ];
        if let Some(first) = tag.judgements.first() {
            fields.extend(by("creatingUser", &first.origin));
        }
        self.within("PlainTextSelection", &fields, |xml| {
            if !tag.notes.is_empty() {
                xml.words("Description", &harmless(&told::notes(&tag.notes)));
            }
            for one in &tag.judgements {
                xml.coding(&item(finding), &one.origin);
                xml.coding(&guid("assessment", &[one.assessment.name()]), &one.origin);
            }
        });
    }

    /// One person's use of a code.
    fn coding(&mut self, code: &str, origin: &Origin) {
        let mut fields = vec![("guid", guid("coding", &[code, &origin.entry.to_string()]))];
        fields.extend(by("creatingUser", origin));
        self.within("Coding", &fields, |xml| {
            xml.empty("CodeRef", &[("targetGUID", code.to_owned())]);
        });
    }

    /// Answers, and what stands on no words of this text.
    fn notes(&mut self) {
        let summary = self.summary;
        let remarks = remarks(summary);
        if remarks.is_empty() {
            return;
        }
        self.within("Notes", &[], |xml| {
            for (id, finding, remark) in remarks {
                let mut fields = vec![
                    ("guid", id),
                    ("name", format!("{} ({})", finding.name, finding.item)),
                ];
                fields.extend(by("creatingUser", remark.origin()));
                let labels = xml.labels;
                xml.within("Note", &fields, |xml| {
                    xml.words(
                        "PlainTextContent",
                        &harmless(&remark.words(finding, labels)),
                    );
                    xml.coding(&item(finding), remark.origin());
                    xml.coding(&remark.code(), remark.origin());
                });
            }
        });
    }

    fn within(&mut self, name: &str, fields: &[(&str, String)], inside: impl FnOnce(&mut Self)) {
        self.write(Event::Start(start(name, fields)));
        inside(self);
        self.write(Event::End(BytesEnd::new(name)));
    }

    fn empty(&mut self, name: &str, fields: &[(&str, String)]) {
        self.write(Event::Empty(start(name, fields)));
    }

    /// An element that holds words, which must stand in XML as they are.
    fn words(&mut self, name: &str, words: &str) {
        self.write(Event::Start(BytesStart::new(name)));
        self.write(Event::Text(BytesText::new(words)));
        self.write(Event::End(BytesEnd::new(name)));
    }

    fn write(&mut self, event: Event<'_>) {
        self.writer
            .write_event(event)
            .expect("memory takes every byte");
    }
}

/// An element; what stands in its fields is made harmless here, and kept on one line.
fn start<'b>(name: &'b str, fields: &[(&str, String)]) -> BytesStart<'b> {
    let mut element = BytesStart::new(name);
    for (name, value) in fields {
        let value = harmless(value).replace(['\n', '\t'], " ");
        element.push_attribute((*name, value.as_str()));
    }
    element
}

fn item(finding: &Finding) -> String {
    guid("item", &[&finding.checklist, &finding.item])
}

fn user(id: &str) -> String {
    guid("user", &[id])
}

fn by(field: &'static str, origin: &Origin) -> [(&'static str, String); 2] {
    [
        (field, user(&origin.by.id)),
        ("creationDateTime", time(origin.at)),
    ]
}

/// A time without its milliseconds, which some readers stumble over.
fn time(at: Moment) -> String {
    let written = at.to_string();
    written
        .split('.')
        .next()
        .map_or_else(String::new, |whole| format!("{whole}Z"))
}

/// Colours like those of the reports: what worries is red, what is as it should be green.
fn colour(name: &str) -> &'static str {
    match name {
        "concern" => "#C0392B",
        "absent" => "#D68910",
        "withheld" => "#8E44AD",
        "unclear" => "#D4AC0D",
        "ok" | "satisfied" => "#1E8449",
        _ => "#7F8C8D",
    }
}
