//! Remarks as comments of Word.

use super::remarks::Remark;
use crate::formats::export::docx::{Look, Shape, Xml, paragraph, run, to_second};

/// Longest initials.
const MOST_INITIALS: usize = 3;

/// A comment with this number. `names` is put on the element: its namespace where the part does not declare it.
pub fn comment(
    xml: &mut Xml,
    id: usize,
    remark: &Remark,
    further: &[String],
    names: &[(&str, &str)],
) {
    let (id, at) = (id.to_string(), to_second(remark.at));
    let initials = initials(&remark.by.name);
    let own = [
        ("w:id", id.as_str()),
        ("w:author", remark.by.name.as_str()),
        ("w:date", at.as_str()),
        ("w:initials", initials.as_str()),
    ];
    let attributes: Vec<(&str, &str)> = names.iter().copied().chain(own).collect();
    xml.within("w:comment", &attributes, |xml| {
        let lines = remark.lines().chain(further.iter().map(String::as_str));
        for (number, line) in lines.enumerate() {
            paragraph(xml, Shape::of("CommentText"), |xml| {
                if number == 0 {
                    xml.within("w:r", &[], |xml| xml.empty("w:annotationRef", &[]));
                }
                run(xml, line, Look::default());
            });
        }
    });
}

/// The mark at which the words of a comment begin.
pub fn begin(xml: &mut Xml, id: usize, names: &[(&str, &str)]) {
    point(xml, "w:commentRangeStart", id, names);
}

/// The mark at which they end, with the reference to the comment.
pub fn end(xml: &mut Xml, id: usize, names: &[(&str, &str)]) {
    point(xml, "w:commentRangeEnd", id, names);
    xml.within("w:r", names, |xml| {
        point(xml, "w:commentReference", id, &[]);
    });
}

fn point(xml: &mut Xml, name: &str, id: usize, names: &[(&str, &str)]) {
    let id = id.to_string();
    let own = [("w:id", id.as_str())];
    let attributes: Vec<(&str, &str)> = names.iter().copied().chain(own).collect();
    xml.empty(name, &attributes);
}

/// `Ana Marija Perić` is `AMP`.
fn initials(name: &str) -> String {
    let first = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    first
        .take(MOST_INITIALS)
        .flat_map(char::to_uppercase)
        .collect()
}
