//! The formats that a summary can be written in, declared once. Writing them is `formats::export`.

use std::fmt;

/// A format of the summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExportFormat {
    /// For people: reads as plain text, renders as a page.
    Markdown,
    /// For people: one page for a browser.
    Html,
    /// For people: a document to go on editing.
    Docx,
    /// The agreement's own Word file with comments, or its text as one.
    AnnotatedDocx,
    /// The agreement's own PDF with highlights.
    AnnotatedPdf,
    /// The agreement's text as a page with remarks in the margin.
    AnnotatedHtml,
    /// For people: to print, to keep, to have read aloud.
    Pdf,
    /// For programs: see `docs/summary-json.md`.
    Json,
    /// For people who sort and count: a workbook.
    Xlsx,
    /// For programs that read tables: the findings.
    Csv,
    /// W3C Web Annotation, JSON-LD: every judgement with its words, for other tools that annotate.
    WebAnnotation,
    /// REFI-QDA project, for programs of qualitative research.
    Qdpx,
    /// UIMA CAS JSON, for tools of computational linguistics.
    CasJson,
    /// Open Contracting Data Standard: the particulars of the agreement.
    Ocds,
}

/// What must be said about a format, once.
struct Declaration {
    name: &'static str,
    extension: &'static str,
    about: &'static str,
    needs_source: bool,
    is_text: bool,
}

impl ExportFormat {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 14] = [
        Self::Markdown,
        Self::Html,
        Self::Docx,
        Self::Pdf,
        Self::Xlsx,
        Self::Csv,
        Self::AnnotatedDocx,
        Self::AnnotatedPdf,
        Self::AnnotatedHtml,
        Self::Json,
        Self::WebAnnotation,
        Self::Qdpx,
        Self::CasJson,
        Self::Ocds,
    ];

    const fn declaration(self) -> Declaration {
        match self {
            Self::Markdown => Declaration {
                name: "markdown",
                extension: "md",
                about: text!("Markdown, to read and print"),
                needs_source: false,
                is_text: true,
            },
            Self::Html => Declaration {
                name: "html",
                extension: "html",
                about: text!("HTML, one page for any browser"),
                needs_source: false,
                is_text: true,
            },
            Self::Docx => Declaration {
                name: "docx",
                extension: "docx",
                about: text!("Word document, to go on editing"),
                needs_source: false,
                is_text: false,
            },
            Self::AnnotatedDocx => Declaration {
                name: "annotated-docx",
                extension: "docx",
                about: text!("The agreement as a Word file with comments on the words"),
                needs_source: true,
                is_text: false,
            },
            Self::AnnotatedPdf => Declaration {
                name: "annotated-pdf",
                extension: "pdf",
                about: text!("The agreement's own PDF with highlights on the paragraphs"),
                needs_source: true,
                is_text: false,
            },
            Self::AnnotatedHtml => Declaration {
                name: "annotated-html",
                extension: "html",
                about: text!("The agreement as a page with remarks in the margin"),
                needs_source: false,
                is_text: true,
            },
            Self::Pdf => Declaration {
                name: "pdf",
                extension: "pdf",
                about: text!("PDF, to print and to keep"),
                needs_source: false,
                is_text: false,
            },
            Self::Json => Declaration {
                name: "json",
                extension: "json",
                about: text!("JSON, for programs"),
                needs_source: false,
                is_text: true,
            },
            Self::Xlsx => Declaration {
                name: "xlsx",
                extension: "xlsx",
                about: text!("Workbook, to sort and count"),
                needs_source: false,
                is_text: false,
            },
            Self::Csv => Declaration {
                name: "csv",
                extension: "csv",
                about: text!("Table of findings"),
                needs_source: false,
                is_text: true,
            },
            Self::WebAnnotation => Declaration {
                name: "web-annotation",
                extension: "jsonld",
                about: text!("W3C Web Annotation, for other tools"),
                needs_source: false,
                is_text: true,
            },
            Self::Qdpx => Declaration {
                name: "qdpx",
                extension: "qdpx",
                about: text!("REFI-QDA, for NVivo, MAXQDA, ATLAS.ti"),
                needs_source: false,
                is_text: false,
            },
            Self::CasJson => Declaration {
                name: "cas-json",
                extension: "cas.json",
                about: text!("UIMA CAS JSON, for INCEpTION"),
                needs_source: false,
                is_text: true,
            },
            Self::Ocds => Declaration {
                name: "ocds",
                extension: "ocds.json",
                about: text!("OCDS release, for open contracting data"),
                needs_source: false,
                is_text: true,
            },
        }
    }

    /// The name used on the command line.
    pub const fn name(self) -> &'static str {
        self.declaration().name
    }

    /// How its files end, without the dot.
    pub const fn extension(self) -> &'static str {
        self.declaration().extension
    }

    /// What a person calls it, and what it is good for.
    pub fn about(self) -> &'static str {
        crate::domain::translate::translated(self.declaration().about)
    }

    /// Whether it is made from the agreement's file as it was received.
    pub const fn needs_source(self) -> bool {
        self.declaration().needs_source
    }

    /// Whether its files are text that a terminal can show.
    pub const fn is_text(self) -> bool {
        self.declaration().is_text
    }

    /// The format with this name or ending, in any case.
    pub fn parse(name: &str) -> Option<Self> {
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        let mut all = Self::ALL.into_iter();
        all.find(|format| is(format.name()) || is(format.extension()))
    }

    /// The one that is offered after this one.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|one| *one == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

impl fmt::Display for ExportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
