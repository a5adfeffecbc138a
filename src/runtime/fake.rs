//! Services in memory, with a made-up agreement, for tests of screens and of the loop.

mod lists;
mod proving;

use crate::app::search::Searchable;
use crate::app::{
    DeskRow, ExportProblem, ExportRequest, LogRequest, Opened, OpenedList, Place, Received, Remark,
    Written,
};
use crate::domain::absence::{Absence, Place as Found};
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::checklist::{
    CheckedScope, Checklist, Citation, Confidence, GroundRule, Group, Item, ItemKind, ItemSeverity,
    Source, Table,
};
use crate::domain::clause::{Clause, ClauseId, ClauseKind, ClauseTree};
use crate::domain::digest::Digest;
use crate::domain::document::{Block, BlockKind, Document, Format, Severity};
use crate::domain::facts::FactKind;
use crate::domain::language::Language;
use crate::domain::margin::{
    Change, ChangeKind, Comment, Furniture, FurnitureKind, PageRecord, Trust,
};
use crate::domain::pointer::{ItemPointers, Pointer, Reason};
use crate::domain::review::entry::{Entry, FORMAT};
use crate::domain::review::{Draft, Moment, ReviewState, Reviewer, Stage, StoredEntry, WriterId};
use crate::domain::text::Span;
use crate::runtime::Services;
use crate::runtime::services::Prover;
use std::collections::HashMap;
use std::sync::Arc;

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

/// Services in memory.
pub struct Fake {
    /// The agreement.
    pub agreement: Agreement,
    /// The journal.
    pub entries: Vec<StoredEntry>,
    /// What the last append answers, when it is to fail.
    pub failure: Option<String>,
    /// The place that was kept.
    pub place: Option<Place>,
    /// Whether the receipt was looked at.
    pub receipt_seen: bool,
    /// Letters of a step; 0 for clause by clause.
    pub mouthful: usize,
    /// How everything looks, as it was kept.
    pub look: Option<(String, bool)>,
    /// Files that were written.
    pub files: Vec<String>,
    /// Checklists that are kept, besides the sample.
    pub kept: Vec<Checklist>,
    /// Drafts of next versions.
    pub drafts: Vec<Checklist>,
    /// The reviews as they stood, while they are looked at.
    pub visiting: Option<Arc<ReviewState>>,
    /// The first entry that is not proven.
    pub altered: Option<u64>,
    /// The log that was last written.
    pub log: Option<LogRequest>,
}

impl Fake {
    /// With the sample agreement and an empty journal.
    pub fn new() -> Self {
        Self::with(agreement(SAMPLE))
    }

    /// With another agreement.
    pub const fn with(agreement: Agreement) -> Self {
        Self {
            agreement,
            entries: Vec::new(),
            failure: None,
            place: None,
            receipt_seen: false,
            mouthful: 0,
            look: None,
            files: Vec::new(),
            kept: Vec::new(),
            drafts: Vec::new(),
            visiting: None,
            altered: None,
            log: None,
        }
    }

    /// Where words stand in the agreement, in Unicode scalar values.
    fn scalars_of(&self, words: &str) -> Option<Span> {
        let start = self.agreement.text().find(words)?;
        let place = Span::new(start, start + words.len());
        Some(self.agreement.to_scalars(place))
    }

    fn store(&self, draft: Draft, minute: i64) -> StoredEntry {
        let number = self.entries.len() + 1;
        let seq = u64::try_from(number).expect("fits");
        let prev = self
            .entries
            .last()
            .map_or(Digest::of(b"start"), |last| last.hash);
        let millis = 1_795_252_200_000 + 60_000 * minute;
        let entry = Entry {
            v: FORMAT,
            app: "rapporteur test".to_owned(),
            writer: writer(),
            seq,
            prev,
            at: Moment::from_millis(millis),
            clock: None,
            by: reviewer(),
            seen: HashMap::new().into_iter().collect(),
            event: draft.event,
            supersedes: draft.supersedes,
            key: "7f3a9c00112233447f3a9c0011223344".to_owned(),
        };
        let line = serde_json::to_string(&entry).expect("an entry has only text keys");
        StoredEntry {
            hash: Digest::of(line.as_bytes()),
            entry,
        }
    }
}

impl Services for Fake {
    fn desk(&mut self) -> Result<Vec<DeskRow>, String> {
        let known = self.known().len();
        Ok(vec![
            DeskRow {
                id: self.agreement.id.clone(),
                title: self.agreement.document.title.clone(),
                language: self.agreement.language.name().to_owned(),
                pages: self.agreement.document.pages,
                pages_unread: self.agreement.document.margin.unread_pages().len(),
                pages_doubtful: self.agreement.document.margin.doubtful_pages().len(),
                clauses: self.agreement.clauses.len(),
                read: known.min(self.agreement.clauses.len()),
                items: 6,
                answered: known / 3,
                concerns: known / 2,
                stage: Stage::InReview,
                stage_words: String::new(),
                disputed: 0,
                problem: None,
            },
            DeskRow {
                id: AgreementId::new("0123456789abcdef"),
                title: "Ugovor o nabavci softvera za školsku upravu".to_owned(),
                language: "Serbian (Latin)".to_owned(),
                pages: None,
                pages_unread: 0,
                pages_doubtful: 0,
                clauses: 41,
                read: 41,
                items: 6,
                answered: 6,
                concerns: 2,
                stage: Stage::SignedOff,
                stage_words: "signed off by Ana and Bojan".to_owned(),
                disputed: 0,
                problem: None,
            },
            DeskRow {
                id: AgreementId::new("fedcba9876543210"),
                title: "Споразум о сарадњи болнице и добављача".to_owned(),
                language: "Serbian (Cyrillic)".to_owned(),
                pages: Some(118),
                pages_unread: 0,
                pages_doubtful: 0,
                clauses: 214,
                read: 7,
                items: 6,
                answered: 0,
                concerns: 0,
                stage: Stage::Open,
                stage_words: String::new(),
                disputed: 0,
                problem: Some(
                    "clauses.json of this agreement cannot be read. Import the file again."
                        .to_owned(),
                ),
            },
        ])
    }

    fn open(&mut self, id: &AgreementId) -> Result<Opened, String> {
        if *id != self.agreement.id {
            return Err(format!("There is no agreement {id} in this workspace."));
        }
        let lists = self.chosen_lists().into_iter().map(|checklist| {
            let pointers = pointers(&self.agreement, &checklist);
            OpenedList {
                absences: absences(&self.agreement, &checklist, &pointers),
                checklist: Arc::new(checklist),
                pointers,
            }
        });
        Ok(Opened {
            agreement: Arc::new(self.agreement.clone()),
            lists: lists.collect(),
            place: self.place.clone(),
            mouthful: self.mouthful,
            receipt: Received {
                headline: "Read as text: 2 pages, 24 clauses, 2113 characters.".to_owned(),
                remarks: vec![
                    Remark {
                        page: Some(2),
                        ..remark(
                            Severity::Warning,
                            "One character that reorders text was found; it is shown as a mark",
                        )
                    },
                    Remark {
                        place: self.scalars_of("Annex C"),
                        ..remark(
                            Severity::Warning,
                            "Annex C is cited but is not part of the file",
                        )
                    },
                    remark(Severity::Info, "2 page numbers were left out of the text"),
                ],
                seen: self.receipt_seen,
            },
        })
    }

    fn append(&mut self, drafts: Vec<Draft>) -> Result<Vec<StoredEntry>, String> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        // One go a minute, from a fixed morning on.
        let minute = i64::try_from(self.entries.len() + 1).expect("fits");
        let mut stored = Vec::new();
        for draft in drafts {
            let entry = self.store(draft, minute);
            self.entries.push(entry.clone());
            stored.push(entry);
        }
        Ok(stored)
    }

    fn save_receipt_seen(&mut self, _: &AgreementId) -> Result<(), String> {
        self.receipt_seen = true;
        Ok(())
    }

    fn save_mouthful(&mut self, letters: usize) -> Result<(), String> {
        self.mouthful = letters;
        Ok(())
    }

    fn save_look(&mut self, theme: &str, ascii: bool) -> Result<(), String> {
        self.look = Some((theme.to_owned(), ascii));
        Ok(())
    }

    fn save_place(&mut self, place: &Place) -> Result<(), String> {
        self.place = Some(place.clone());
        Ok(())
    }

    fn export(&mut self, request: &ExportRequest) -> Result<Written, ExportProblem> {
        if request.path.starts_with('/') {
            return Err(ExportProblem::Failed(format!(
                "{} cannot be written: permission denied. Choose another folder.",
                request.path
            )));
        }
        if self.files.contains(&request.path) && !request.overwrite {
            return Err(ExportProblem::Exists);
        }
        self.files.push(request.path.clone());
        Ok(Written {
            path: request.path.clone(),
            entries: Vec::new(),
        })
    }

    fn export_log(&mut self, request: &LogRequest) -> Result<Written, ExportProblem> {
        if self.files.contains(&request.path) && !request.overwrite {
            return Err(ExportProblem::Exists);
        }
        self.files.push(request.path.clone());
        self.log = Some(request.clone());
        Ok(Written {
            path: request.path.clone(),
            entries: Vec::new(),
        })
    }

    fn visit(&mut self, state: Option<Arc<ReviewState>>) {
        self.visiting = state;
    }

    fn prover(&self) -> Prover {
        let proof = self.proof();
        Box::new(move || Ok(proof))
    }

    fn journal_notice(&self) -> Option<String> {
        None
    }
}

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

fn remark(severity: Severity, words: &str) -> Remark {
    Remark {
        severity,
        words: words.to_owned(),
        page: None,
        place: None,
    }
}

/// Who reviews.
pub fn reviewer() -> Reviewer {
    Reviewer::named("Ana Petrović").expect("has letters")
}

/// Her journal.
pub fn writer() -> WriterId {
    WriterId::new(&reviewer(), "7f3a9c0011223344")
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

/// A checklist of six items.
pub fn checklist() -> Checklist {
    use ItemKind::{Fact, RedFlag, Safeguard};
    let items = [
        (
            "network-scope",
            Safeguard,
            "Network access limited",
            "Does the agreement limit exactly which public networks, systems and interfaces the supplier may connect to?",
            &["network", "may connect"][..],
        ),
        (
            "remote-access",
            RedFlag,
            "Remote access from abroad",
            "Can staff or systems of the supplier reach the network or the data from another country?",
            &["remote access", "in any country", "udaljeni pristup"],
        ),
        (
            "foreign-disclosure",
            RedFlag,
            "Disclosure to foreign authorities",
            "Does the agreement let the supplier disclose data to any authority “as required by law” without further limits?",
            &["as required by law", "any authority"],
        ),
        (
            "biometrics",
            Safeguard,
            "Legal basis of biometric use",
            "Does the agreement name the law that allows each biometric use, and its limits?",
            &["biometric"],
        ),
        (
            "funding",
            Fact,
            "EU or donor money used",
            "Is EU, World Bank or other donor money used, and do its rules on suppliers apply?",
            &["grant", "fund"],
        ),
        (
            "audit",
            Safeguard,
            "Right to audit",
            "May the public body, or somebody it names, inspect the supplier's systems and records?",
            &["audit right", "inspect"],
        ),
    ];
    Checklist {
        groups: vec![Group {
            id: "access".to_owned(),
            title: "Access".to_owned(),
        }],
        items: items
            .into_iter()
            .map(|(id, kind, name, question, words)| Item {
                name: name.to_owned(),
                follow_up_question: "Where is this written, and who agreed to it?".to_owned(),
                indicators: [(
                    "en".to_owned(),
                    words.iter().map(|&word| word.to_owned()).collect(),
                )]
                .into(),
                facts: facts_for(kind),
                ..item_with_sources(id, kind, question)
            })
            .collect(),
        // What answers must rest on is shown by screens of its own.
        relaxed_rules: GroundRule::ALL.to_vec(),
        sources: sources(),
        ..Checklist::new("sample", "1", "Municipal data access", "2026-11-21")
    }
}

/// One item stands on sources of every sort, and on the laws of the supplier's country.
fn item_with_sources(id: &str, kind: ItemKind, question: &str) -> Item {
    let item = Item::new(id, "access", kind, ItemSeverity::Critical, question);
    if id != "foreign-disclosure" {
        return item;
    }
    let cited = |id: &str| Citation {
        id: id.to_owned(),
        citation: None,
        pin: None,
        confidence: None,
        checked_scope: None,
        binding_in: Vec::new(),
    };
    Item {
        why_it_matters: "A supplier that must obey an authority abroad cannot keep what it has \
                         promised here."
            .to_owned(),
        what_to_look_for: vec![
            "disclosure “as required by law” without saying whose law".to_owned(),
            "notice to the public body before anything is disclosed".to_owned(),
        ],
        sources: [
            "sample-union",
            "sample-own",
            "sample-guide",
            "sample-unlisted",
        ]
        .map(cited)
        .to_vec(),
        table: Some(Table::ForeignAccessLaws),
        ..item
    }
}

/// Sources of every sort; made up.
fn sources() -> Vec<Source> {
    let source =
        |id: &str, citation: &str, confidence, checked_scope, binding_in: &[&str]| Source {
            id: id.to_owned(),
            citation: citation.to_owned(),
            pin: None,
            title: None,
            title_local: None,
            date: None,
            requires: None,
            status: None,
            url: None,
            confidence,
            checked_scope,
            binding_in: binding_in.iter().map(|&code| code.to_owned()).collect(),
        };
    let (seen, exists) = (Some(CheckedScope::Text), Some(CheckedScope::Existence));
    vec![
        Source {
            pin: Some("Art. 48".to_owned()),
            title: Some("Sample regulation on data".to_owned()),
            date: Some("2016-04-27".to_owned()),
            status: Some("in force".to_owned()),
            requires: Some(
                "A judgment of another country is no ground to hand data over unless a treaty says so."
                    .to_owned(),
            ),
            url: Some("https://law.example/2016".to_owned()),
            ..source("sample-union", "Sample Regulation 2016/1", Confidence::Checked, seen, &["EU"])
        },
        Source {
            title_local: Some("Uzorak zakona o podacima".to_owned()),
            ..source("sample-own", "Sample Gazette 1/2018", Confidence::Checked, exists, &["RS"])
        },
        source("sample-guide", "Sample Recommendations 1/2020", Confidence::Memory, None, &[]),
    ]
}

/// The kinds of fact that may answer an item of the sample checklist.
fn facts_for(kind: ItemKind) -> Vec<FactKind> {
    if kind == ItemKind::Fact {
        vec![FactKind::Amount, FactKind::Date]
    } else {
        Vec::new()
    }
}

fn pointers(agreement: &Agreement, checklist: &Checklist) -> Vec<ItemPointers> {
    let searchable = Searchable::new(agreement.text());
    let point = |item: &Item| {
        let mut pointers: Vec<Pointer> = Vec::new();
        for indicator in item.indicators.values().flatten() {
            for span in searchable.find(indicator) {
                let Some(clause) = agreement.clauses.index_at(span.start) else {
                    continue;
                };
                let reason = Reason {
                    indicator: indicator.clone(),
                    span,
                };
                match pointers.iter_mut().find(|one| one.clause == clause) {
                    Some(pointer) => {
                        pointer.score += 1;
                        pointer.reasons.push(reason);
                    }
                    None => pointers.push(Pointer {
                        clause,
                        score: 1,
                        span,
                        reasons: vec![reason],
                    }),
                }
            }
        }
        ItemPointers {
            item: item.id.clone(),
            pointers,
        }
    };
    checklist.items.iter().map(point).collect()
}

fn absences(
    agreement: &Agreement,
    checklist: &Checklist,
    pointers: &[ItemPointers],
) -> HashMap<String, Absence> {
    let near: Vec<Found> = agreement
        .clauses
        .clauses()
        .iter()
        .filter_map(|clause| {
            let at = clause.span.of(agreement.text()).find("audit")?;
            let start = clause.span.start + at;
            Some(Found {
                clause: clause.id.clone(),
                words: vec![Span::new(start, start + "audit".len())],
            })
        })
        .collect();
    let hit = |one: &Pointer| Found {
        clause: agreement.clauses.clauses()[one.clause].id.clone(),
        words: one.reasons.iter().map(|reason| reason.span).collect(),
    };
    let items = checklist.items.iter().zip(pointers);
    items
        .map(|(item, pointers)| {
            let absence = Absence {
                terms: item.indicators.values().flatten().cloned().collect(),
                languages: vec!["en".to_owned()],
                hits: pointers.pointers.iter().map(hit).collect(),
                near_misses: if item.id == "audit" {
                    near.clone()
                } else {
                    Vec::new()
                },
            };
            (item.id.clone(), absence)
        })
        .collect()
}
