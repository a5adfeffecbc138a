//! The agreement's text as a new Word document, with remarks as comments on exactly the words they are about.
//!
//! For agreements that did not come as a Word file. It looks like none of them; its words are those that were reviewed.

use super::comments::{begin, comment, end};
use super::flow::{Para, Style, paragraphs, pieces, reaches};
use super::remarks::{On, Remark};
use crate::domain::agreement::Agreement;
use crate::domain::summary::Summary;
use crate::formats::export::docx::{Look, Shape, Sheet, Xml, paragraph, run};
use crate::tr;

/// How far a level is moved in, in twentieths of a point.
const STEP: usize = 340;

/// The bytes of a Word document.
pub fn written_again(summary: &Summary, agreement: &Agreement, remarks: &[Remark]) -> Vec<u8> {
    let paras = paragraphs(agreement);
    let reaches = reaches(&paras, remarks);
    let mut body = Xml::fragment();
    for (place, para) in paras.iter().enumerate() {
        if let Some(page) = para.page {
            paragraph(&mut body, Shape::of("PageMark"), |xml| {
                run(xml, &tr!("Page {page}", page = page), Look::default());
            });
        }
        let whole = remarks
            .iter()
            .zip(&reaches)
            .enumerate()
            .filter(|(_, (remark, reach))| remark.words().is_none() && reach.0 == place)
            .map(|(id, _)| id)
            .collect::<Vec<_>>();
        write(&mut body, para, agreement, remarks, &whole);
    }
    let mut comments = Xml::fragment();
    for (id, remark) in remarks.iter().enumerate() {
        comment(&mut comments, id, remark, &[], &[]);
    }
    let foot = tr!(
        "Written from the text that was reviewed; it is not the file as received. SHA-256 of that file: {hash}",
        hash = agreement.source_sha256
    );
    let sheet = Sheet {
        title: &agreement.document.title,
        language: agreement.language,
        stamp: (!summary.complete).then_some(tr!("REVIEW INCOMPLETE")),
        foot: &foot,
        date: summary.last_entry_at,
        body,
        footnotes: None,
        comments: (!remarks.is_empty()).then_some(comments),
        lists: 0,
    };
    sheet.write()
}

/// A paragraph; `whole` are the remarks that are about all of it.
fn write(body: &mut Xml, para: &Para, agreement: &Agreement, remarks: &[Remark], whole: &[usize]) {
    let style = match para.style {
        Style::Title => "Title".to_owned(),
        Style::Heading(level) => format!("Heading{level}"),
        Style::Body(_) => "Normal".to_owned(),
        Style::Row => "TableText".to_owned(),
    };
    let indent = match para.style {
        Style::Body(level) => usize::from(level) * STEP,
        _ => 0,
    };
    let shape = Shape {
        indent,
        ..Shape::of(&style)
    };
    let clause = agreement.clauses.clauses().get(para.clause);
    let language = clause.map(|clause| clause.language);
    let look = Look {
        language: language.filter(|language| *language != agreement.language),
        ..Look::default()
    };
    paragraph(body, shape, |xml| {
        for id in whole {
            begin(xml, *id, &[]);
        }
        for piece in pieces(para.span, remarks) {
            let begins = |id: &&usize| match remarks[**id].on {
                On::Words(words) => words.start == piece.span.start,
                _ => false,
            };
            for id in piece.about.iter().filter(begins) {
                begin(xml, *id, &[]);
            }
            run(xml, piece.span.of(agreement.text()), look);
            let ends = |id: &&usize| match remarks[**id].on {
                On::Words(words) => words.end == piece.span.end,
                _ => false,
            };
            for id in piece.about.iter().filter(ends) {
                end(xml, *id, &[]);
            }
        }
        for id in whole {
            end(xml, *id, &[]);
        }
    });
}
