//! Comments in the margin of a Word document, and their answers.

use super::super::xml::Element;
use super::body::Body;
use super::ledger::Note;
use super::line::Para;
use std::collections::HashMap;

/// Reads the comments, each with the id that the text knows it by.
///
/// Which comment answers which stands in a part of its own, under the name of each comment's last
/// paragraph.
pub fn read<'a>(
    part: &'a Element,
    extended: Option<&Element>,
    reader: &mut Body<'a>,
) -> Vec<(String, Note)> {
    let comments: Vec<&Element> = part
        .elements()
        .filter(|comment| &*comment.name == "comment")
        .collect();
    let mut by_paragraph = HashMap::new();
    for (index, comment) in comments.iter().enumerate() {
        for paragraph in comment.elements() {
            if let Some(name) = paragraph.attribute("paraId") {
                by_paragraph.insert(name, index);
            }
        }
    }
    let mut answers = HashMap::new();
    for entry in extended.iter().flat_map(|part| part.elements()) {
        let at = |name| by_paragraph.get(entry.attribute(name)?).copied();
        if let (Some(answer), Some(asked)) = (at("paraId"), at("paraIdParent")) {
            answers.insert(answer, asked);
        }
    }
    let mut notes: Vec<(String, Note)> = Vec::new();
    for (index, comment) in comments.iter().enumerate() {
        let own = |name| comment.attribute(name).map(str::to_owned);
        let paras = reader.flow(comment);
        let asked = answers.get(&index).copied().filter(|asked| *asked < index);
        let answers = asked.map(|asked| to_first(asked, &notes));
        let mut text = words(paras);
        if let Some((_, asked)) = asked.and_then(|asked| notes.get(asked)) {
            let whom = asked.author.as_deref().unwrap_or("a comment");
            text = format!("Reply to {whom}: {text}");
        }
        let note = Note {
            author: own("author"),
            at: own("date"),
            text,
            answers,
        };
        notes.push((own("id").unwrap_or_default(), note));
    }
    notes
}

/// The comment that began the talk.
fn to_first(asked: usize, notes: &[(String, Note)]) -> usize {
    let first = notes.get(asked).and_then(|(_, note)| note.answers);
    first.unwrap_or(asked)
}

/// Blocks as the lines of one text.
pub fn words(paras: Vec<Para>) -> String {
    let line = |para: Para| match para.piece.label {
        Some(label) => format!("{} {}", label.text, para.piece.text),
        None => para.piece.text,
    };
    let lines: Vec<String> = paras.into_iter().map(line).collect();
    lines.join("\n")
}
