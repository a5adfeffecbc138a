//! Word files with comments put into them, read back by our own reader.

use super::super::tests::{commented, on, read};
use super::*;
use crate::formats::import::corpus;
use std::io::Read;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A package around a body, with what an agreement may have beside it.
fn package(body: &str, comments: Option<&str>) -> Vec<u8> {
    let r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |role: &str, target: &str| {
        format!("<Relationship Id='{role}' Type='{r}/{role}' Target='{target}'/>")
    };
    let mut related =
        relation("footnotes", "footnotes.xml") + &relation("numbering", "numbering.xml");
    if comments.is_some() {
        related += &relation("comments", "comments.xml");
    }
    let part = |root: &str, inside: &str| format!("<w:{root} xmlns:w='{W}'>{inside}</w:{root}>");
    let spaces = "xmlns='http://schemas.openxmlformats.org/package/2006/relationships'";
    let mut parts = vec![
        (
            "[Content_Types].xml",
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='xml' ContentType='application/xml'/></Types>".to_owned(),
        ),
        (
            "_rels/.rels",
            format!("<Relationships {spaces}>{}</Relationships>", relation("officeDocument", "word/document.xml")),
        ),
        (
            "word/_rels/document.xml.rels",
            format!("<Relationships {spaces}>{related}</Relationships>"),
        ),
        ("word/document.xml", part("document", &format!("<w:body>{body}</w:body>"))),
        (
            "word/footnotes.xml",
            part("footnotes", "<w:footnote w:id='3'><w:p><w:r><w:t>Only in working hours.</w:t></w:r></w:p></w:footnote>"),
        ),
        (
            "word/numbering.xml",
            part("numbering", "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='Article %1.'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"),
        ),
        ("word/media/thing.bin", "untouched".to_owned()),
    ];
    if let Some(comments) = comments {
        parts.push(("word/comments.xml", part("comments", comments)));
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, entry()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const BODY: &str = "\
<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>\
<w:r><w:rPr><w:b/></w:rPr><w:t>The supplier has remote</w:t></w:r><w:r><w:t xml:space='preserve'> access</w:t></w:r>\
<w:r><w:footnoteReference w:id='3'/></w:r><w:del w:id='9'><w:r><w:delText> never and</w:delText></w:r></w:del>\
<w:ins w:id='10'><w:r><w:t xml:space='preserve'> at any time</w:t></w:r></w:ins><w:r><w:t>, R&amp;D included.</w:t></w:r></w:p>\
<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>\
<w:r><w:t>The city has remote access too; nobody else has remote access.</w:t></w:r></w:p>\
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Price</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>remote access: free</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
<w:p><w:hyperlink><w:r><w:t>Data lie abroad.</w:t></w:r></w:hyperlink>\
<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>A box with words.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>";

/// The span of the occurrence with this number.
fn nth(agreement: &Agreement, words: &str, number: usize) -> Span {
    let found = agreement.text().match_indices(words).nth(number);
    let start = found
        .unwrap_or_else(|| panic!("{words} in {}", agreement.text()))
        .0;
    Span::new(start, start + words.len())
}

fn parts_of(bytes: &[u8]) -> HashMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = HashMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        parts.insert(name, content);
    }
    parts
}

#[test]
fn comments_stand_on_the_words_and_nothing_else_changes() {
    for comments in [
        None,
        Some(
            "<w:comment w:id='7' w:author='Old'><w:p><w:r><w:t>Old one</w:t></w:r></w:p></w:comment>",
        ),
    ] {
        let source = package(BODY, comments);
        let agreement = read(&source, "sample.docx").unwrap();
        let words = [
            ("supplier has remote access", 0),
            ("remote access", 0),
            ("remote access", 1),
            ("remote access.", 0),
            ("remote access: free", 0),
            ("at any time, R&D included.", 0),
            ("Data lie abroad", 0),
        ];
        let remarks: Vec<Remark> = words
            .iter()
            .enumerate()
            .map(|(number, (words, which))| on(&agreement, number, nth(&agreement, words, *which)))
            .collect();
        let bytes = in_place(&agreement, &source, &remarks, None).unwrap();
        let (again, found) = commented(&bytes).unwrap();
        assert_eq!(again.text(), agreement.text());
        for ((number, words, ..), remark) in found.iter().zip(&remarks) {
            assert_eq!(
                (*number, words.as_str()),
                (remark.number, remark.quote.as_str())
            );
        }
        assert_eq!(found.len(), remarks.len());
        let (before, after) = (parts_of(&source), parts_of(&bytes));
        let written = [
            "[Content_Types].xml",
            "word/document.xml",
            "word/_rels/document.xml.rels",
            "word/comments.xml",
        ];
        for (name, content) in &before {
            assert!(
                written.contains(&name.as_str()) || after.get(name) == Some(content),
                "{name}"
            );
        }
        let all = String::from_utf8(after["word/comments.xml"].clone()).unwrap();
        assert_eq!(all.contains("Old one"), comments.is_some());
        assert_eq!(
            all.matches("<w:comment ").count(),
            remarks.len() + usize::from(comments.is_some())
        );
        assert_eq!(
            bytes,
            in_place(&agreement, &source, &remarks, None).unwrap()
        );
    }
}

#[test]
fn words_that_cannot_be_marked_are_said_nearby() {
    let source = package(BODY, None);
    let agreement = read(&source, "sample.docx").unwrap();
    let boxed = on(&agreement, 0, nth(&agreement, "box with", 0));
    let noted = on(&agreement, 1, nth(&agreement, "working hours", 0));
    let mut foreign = on(&agreement, 2, nth(&agreement, "Price", 0));
    foreign.on = On::Agreement;
    let bytes = in_place(&agreement, &source, &[boxed, noted, foreign], None).unwrap();
    let (again, found) = commented(&bytes).unwrap();
    assert_eq!((again.text(), found.len()), (agreement.text(), 3));
    assert!(found[0].2.contains("“box with”"), "{found:?}");
    assert!(found[1].2.contains("“working hours”"), "{found:?}");
}

#[test]
fn blanks_that_did_not_count_do_not_begin_to() {
    let source = package(
        "<w:p><w:r><w:t>  The city pays all bills</w:t></w:r></w:p>",
        None,
    );
    let agreement = read(&source, "sample.docx").unwrap();
    let remarks = [on(&agreement, 0, nth(&agreement, "pays", 0))];
    let bytes = in_place(&agreement, &source, &remarks, None).unwrap();
    let document = String::from_utf8(parts_of(&bytes)["word/document.xml"].clone()).unwrap();
    let looks = document.contains("<w:t xml:space=\"preserve\">The city </w:t>");
    assert!(looks, "{document}");
    assert!(
        document.contains("<w:t xml:space=\"preserve\">pays</w:t>"),
        "{document}"
    );
}

/// Spans in the middle of blocks, and from one block into the next.
fn some_words(agreement: &Agreement) -> Vec<Span> {
    let (blocks, text) = (&agreement.document.blocks, agreement.text());
    let middle = |span: Span| {
        let mut at = span.start + span.len() / 3;
        while !text.is_char_boundary(at) {
            at += 1;
        }
        at
    };
    let step = blocks.len() / 40 + 1;
    let ours = OurStream::of(agreement);
    let mut words = Vec::new();
    for (number, block) in blocks.iter().enumerate().step_by(step) {
        let mut end = middle(Span::new(middle(block.span), block.span.end));
        if number % 5 == 0
            && let Some(next) = blocks.get(number + 1)
        {
            end = middle(next.span);
        }
        let span = Span::new(middle(block.span), end).trimmed(text);
        // Automatic numbers stand in no file.
        if ours.needle(span)[0].len() > 2 {
            words.push(span);
        }
    }
    words
}

#[test]
fn comments_stand_on_the_words_of_real_files() {
    let Some(root) = corpus::corpus() else { return };
    let mut files = Vec::new();
    corpus::files(&root, &["docx"], &mut files);
    corpus::keep_quick(&mut files);
    let (mut all, mut exact, mut wider, mut told) = (0, 0, 0, 0);
    let (mut wrong, mut nearby) = (Vec::new(), Vec::new());
    for path in &files {
        let source = corpus::bytes(path);
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(agreement) = read(&source, &name) else {
            continue;
        };
        let words = some_words(&agreement).into_iter().enumerate();
        let remarks: Vec<Remark> = words
            .map(|(number, span)| on(&agreement, number, span))
            .collect();
        let bytes = match in_place(&agreement, &source, &remarks, None) {
            Ok(bytes) => bytes,
            Err(error) => {
                wrong.push(format!("{name}: {error}"));
                continue;
            }
        };
        let Some((again, found)) = commented(&bytes) else {
            wrong.push(format!("{name}: what was written cannot be read"));
            continue;
        };
        if again.text() != agreement.text() {
            wrong.push(format!("{name}: its text is another one"));
        }
        let (ours, theirs) = (OurStream::of(&agreement), OurStream::of(&again));
        for remark in &remarks {
            all += 1;
            let Some((_, words, said, span)) = found.iter().find(|one| one.0 == remark.number)
            else {
                wrong.push(format!("{name}: remark {} is lost", remark.number));
                continue;
            };
            let wanted = ours.needle(remark.words().unwrap());
            let is = theirs.needle(span.unwrap_or(Span::new(0, 0)));
            if is[0] == wanted[0] || is[1] == wanted[1] {
                exact += 1;
            } else if said.contains(&remark.quote) {
                told += 1;
                nearby.push(format!("{name}: {}", remark.quote));
            } else if is[1].contains(&wanted[1]) {
                // A formula is marked as a whole.
                wider += 1;
            } else {
                wrong.push(format!("{name}: {words:?} for {:?}", remark.quote));
            }
        }
    }
    #[expect(clippy::print_stderr, reason = "figures for whoever asks for them")]
    {
        eprintln!(
            "{} files: {exact} of {all} on the words, {wider} on more than the words, {told} said nearby, {} wrong
{}",
            files.len(),
            wrong.len(),
            nearby.join("
")
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(told * 20 <= all, "{told} of {all} could not be marked");
}
