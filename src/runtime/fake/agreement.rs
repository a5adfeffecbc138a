//! The made-up agreement, and others of the same kind.

use crate::domain::agreement::Agreement;
use crate::domain::clause::{Clause, ClauseId, ClauseKind, ClauseTree};
use crate::domain::digest::Digest;
use crate::domain::document::{Block, BlockKind, Document, Format};
use crate::domain::language::Language;
use crate::domain::margin::{
    Change, ChangeKind, Comment, Furniture, FurnitureKind, PageRecord, Trust,
};
use crate::domain::text::Span;

/// A made-up agreement; `#` makes a heading, a form feed a new page.
pub const SAMPLE: &str = "\
# Agreement on a city camera platform

The City of Novigrad (the “City”) and Clearview Harbour Systems Ltd. (the “Supplier”) agree as follows.

# Article 1 Subject

1.1 The Supplier delivers 240 cameras, the traffic platform and its maintenance for seven years.

1.2 “System Data” means all images, recordings, licence plates and statistics that the platform produces.

# Article 2 Networks and access

2.1 The platform is connected to the City's traffic network.

2.2 The Supplier may connect to the platform at any time for maintenance. Remote access from the Supplier's offices in any country is permitted without prior notice, and the Supplier may let its affiliates and subcontractors use the same connection.

2.3 The City may ask for a list of connections once a year.\u{c}

# Article 3 Data

3.1 System Data is stored in data centres chosen by the Supplier.

3.2 The Supplier may use System Data to improve its products, including biometric templates.

3.3 The Supplier may disclose System Data to any authority as required by law.

3.4 Podaci se brišu po isteku ugovora. Udaljeni pristup nije dozvoljen bez najave.

# Article 4 Payment

Year\tCameras\tPlatform\tMaintenance and support\n1\t1 200 000 EUR\t400 000 EUR\t90 000 EUR, payable in advance\n2–7\t–\t–\t110 000 EUR a year

4.2 Half of the price is paid from a grant of the regional development fund.

# Article 5 Confidentiality

5.1 The whole agreement is confidential. Neither party informs third parties, including auditors and the assembly, without written consent.

5.2 Annex C (security measures) is handed over after signature.

Signed in Novigrad, 12 May 2026\u{202e}

For the City: ________
For the Supplier: ________
";

/// The sample agreement with a second page that was recognised, tracked changes and a comment on 2.2
/// and on the clause after it, and a Cyrillic letter in a Latin word.
pub fn agreement_with_margin() -> Agreement {
    let mut agreement =
        agreement(&SAMPLE.replacen("without prior notice", "without pri\u{43e}r notice", 1));
    let text = agreement.document.text.clone();
    let place = |words: &str| {
        let start = text.find(words).expect("the sample has these words");
        Span::new(start, start + words.len())
    };
    let at = Some("2024-03-01T09:30:00Z".to_owned());
    let change = |kind, author: &str, span: Span, words: &str| Change {
        kind,
        author: Some(author.to_owned()),
        at: at.clone(),
        span,
        words: words.to_owned(),
    };
    let inserted = place("in any country");
    let gap = place(" for maintenance").start;
    let margin = &mut agreement.document.margin;
    margin.changes = vec![
        change(
            ChangeKind::Deleted,
            "Ana Petrović",
            Span::new(gap, gap),
            " after a written request",
        ),
        change(
            ChangeKind::Inserted,
            "Clearview",
            inserted,
            "in any country",
        ),
    ];
    margin.comments = vec![Comment {
        author: Some("Legal department".to_owned()),
        at,
        page: Some(1),
        span: Some(place("affiliates and subcontractors")),
        text: "Who are they? Ask for a list.".to_owned(),
    }];
    let page = |page, trust, confidence| PageRecord {
        page,
        trust,
        confidence,
        recognise: false,
    };
    margin.pages = vec![
        page(1, Trust::Recognised, Some(93)),
        page(2, Trust::Unread, None),
    ];
    margin.furniture = vec![Furniture {
        kind: FurnitureKind::Footer,
        page: Some(1),
        text: "City of Novigrad, file 12/2026".to_owned(),
        area: None,
    }];
    agreement
}

/// An agreement cut at blank lines.
pub fn agreement(source: &str) -> Agreement {
    let mut blocks = Vec::new();
    let mut clauses: Vec<Clause> = Vec::new();
    let mut text = String::new();
    let mut page = 1;
    let mut article = None;
    for paragraph in source.split("\n\n") {
        let start = text.len();
        let (paragraph, breaks) = match paragraph.strip_suffix('\u{c}') {
            Some(rest) => (rest, true),
            None => (paragraph, false),
        };
        let (words, heading) = match paragraph.strip_prefix("# ") {
            Some(words) => (words, true),
            None => (paragraph, false),
        };
        let words = words.trim_end_matches('\n');
        text.push_str(words);
        push_blocks(&mut blocks, words, start, heading, page);
        text.push_str("\n\n");
        let clause = clause(
            words,
            heading,
            article,
            clauses.len(),
            (start, text.len(), page),
        );
        if heading {
            article = Some(clauses.len());
        }
        clauses.push(clause);
        page += u32::from(breaks);
    }
    // Children stand after their parents.
    for at in (0..clauses.len()).rev() {
        let end = clauses[at].subtree_end;
        if let Some(parent) = clauses[at].parent {
            clauses[parent].subtree_end = clauses[parent].subtree_end.max(end);
        }
    }
    let title = blocks
        .first()
        .map_or("", |block: &Block| block.span.of(&text))
        .to_owned();
    let document = Document {
        title,
        format: Format::Text,
        blocks,
        pages: Some(page),
        diagnostics: Vec::new(),
        reader: "test".to_owned(),
        margin: crate::domain::margin::Margin::default(),
        text,
    };
    for index in 0..clauses.len() {
        if let Some(parent) = clauses[index].parent {
            clauses[parent].subtree_end = clauses[index].subtree_end;
        }
    }
    let tree = ClauseTree::new(clauses);
    assert_eq!(tree.defect(&document.text), None);
    let source = Digest::of(source.as_bytes());
    Agreement::new(
        "camera-platform.txt",
        source,
        document,
        Language::English,
        tree,
    )
}

fn push_blocks(blocks: &mut Vec<Block>, words: &str, start: usize, heading: bool, page: u32) {
    let mut at = start;
    let table = words.contains('\t');
    let lines: Vec<&str> = if table {
        words.split('\n').collect()
    } else {
        vec![words]
    };
    for line in lines {
        let kind = match (heading, table) {
            (true, _) => BlockKind::Heading(1),
            (_, true) => BlockKind::TableRow,
            _ => BlockKind::Paragraph,
        };
        blocks.push(Block {
            span: Span::new(at, at + line.len()),
            kind,
            page: Some(page),
            area: None,
            number: None,
        });
        at += line.len() + 1;
    }
}

fn clause(
    words: &str,
    heading: bool,
    article: Option<usize>,
    index: usize,
    (start, end, page): (usize, usize, u32),
) -> Clause {
    let parts: Vec<&str> = words.splitn(3, ' ').collect();
    let numbered =
        |word: &str| word.starts_with(|one: char| one.is_ascii_digit()) && word.contains('.');
    let (label, name) = match parts.as_slice() {
        ["Article", number, name] if heading => (format!("Article {number}"), (*name).to_owned()),
        _ if heading => (String::new(), words.to_owned()),
        [number, ..] if numbered(number) => ((*number).to_owned(), String::new()),
        _ => (String::new(), String::new()),
    };
    let id = if label.is_empty() {
        format!("p-{index}")
    } else {
        label.to_lowercase().replace(' ', "-")
    };
    Clause {
        id: ClauseId::new(id),
        parent: if heading { None } else { article },
        kind: if heading {
            ClauseKind::Article
        } else {
            ClauseKind::Paragraph
        },
        label,
        heading: name,
        level: u8::from(!heading && article.is_some()),
        span: Span::new(start, end),
        subtree_end: end,
        page: Some(page),
        language: crate::domain::language::Language::English,
        counterpart: None,
    }
}
