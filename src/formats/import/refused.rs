//! Why a file was not read: a stable code, a sentence, and what to do next.

use std::fmt;

/// A file that was not read.
///
/// `Display` is a sentence for a person; [`Refused::code`] is for programs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Nothing in it, or nothing but blanks.
    #[error("The file is empty: it holds no text at all.")]
    Empty,
    /// Protected with a password.
    #[error("The file is {what} protected with a password.")]
    Encrypted {
        /// What kind of file, with its article.
        what: &'static str,
    },
    /// Pictures of pages.
    #[error("The PDF has no text: {} to be scanned.", pages_seem(*.pages))]
    Scan {
        /// Pages looked at.
        pages: u32,
    },
    /// Cut off, and nothing could be saved.
    #[error("The file is cut off: {what} ends before its end mark, and no text could be saved.")]
    Truncated {
        /// What kind of file, with its article.
        what: &'static str,
    },
    /// Named as something that can be read, but something else.
    #[error("The file name ends in .{claim}, but the file is {is}.")]
    Mislabelled {
        /// The extension, in lower case, without the dot.
        claim: String,
        /// What it really is.
        is: Foreign,
    },
    /// Something that is not read yet.
    #[error("The file is {is}, which cannot be read.")]
    Unsupported {
        /// What it is.
        is: Foreign,
    },
    /// More than any agreement needs, or than the machine should bear.
    #[error("{what} is too large: the limit is {limit}.")]
    TooLarge {
        /// What is too large.
        what: String,
        /// The limit, with its unit.
        limit: String,
    },
    /// Broken beyond reading.
    #[error("The file is {what}, but it is damaged: {detail}.")]
    Damaged {
        /// What kind of file, with its article.
        what: &'static str,
        /// What was found.
        detail: String,
    },
    /// Text whose letters nobody can tell.
    #[error(
        "The file is {what} whose letters cannot be read: it does not say which letters its signs stand for."
    )]
    Unreadable {
        /// What kind of file, with its article.
        what: &'static str,
        /// How many pages it has.
        pages: u32,
    },
    /// XML that brings its own definitions, which no honest document does.
    #[error("The document defines XML entities of its own (DOCTYPE in {part}).")]
    Doctype {
        /// The part inside the package.
        part: String,
    },
    /// Something that only another program reads, and that is not there.
    #[error(
        "The file is {what}, which is read with the help of LibreOffice, and LibreOffice was not found."
    )]
    NeedsProgram {
        /// What kind of file, with its article.
        what: &'static str,
    },
    /// Something that only another program reads, and that it could not read.
    #[error("The file is {what}, and the program that reads such files could not: {detail}.")]
    NotConverted {
        /// What kind of file, with its article.
        what: &'static str,
        /// What the program said.
        detail: String,
    },
}

impl Refused {
    /// A stable name for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Encrypted { .. } => "encrypted",
            Self::Scan { .. } => "scan",
            Self::Truncated { .. } => "truncated",
            Self::Mislabelled { .. } => "mislabelled",
            Self::Unsupported { .. } => "unsupported",
            Self::TooLarge { .. } => "too-large",
            Self::Damaged { .. } => "damaged",
            Self::Unreadable { .. } => "unreadable",
            Self::Doctype { .. } => "doctype",
            Self::NeedsProgram { .. } => "needs-program",
            Self::NotConverted { .. } => "not-converted",
        }
    }

    /// How many pages text recognition would have to read for the file to be imported; nothing when
    /// recognition would not help.
    pub const fn pages_to_recognise(&self) -> Option<u32> {
        match self {
            Self::Scan { pages } | Self::Unreadable { pages, .. } => Some(*pages),
            _ => None,
        }
    }

    /// What to do next.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Empty => "Check that the file was copied completely, and ask for it again.",
            Self::Encrypted { .. } => {
                "Open it with its password, save a copy without one, and import the copy."
            }
            Self::Scan { .. } => {
                "Install `tesseract-ocr` and its packages for the languages of your agreements, such as `tesseract-ocr-srp`, `tesseract-ocr-srp-latn` or `tesseract-ocr-sqi`, and import the file again."
            }
            Self::Unreadable { .. } => {
                "Install `tesseract-ocr` and its packages for the languages of your agreements, such as `tesseract-ocr-srp`, so that its pages can be read as pictures, and import the file again."
            }
            Self::Truncated { .. } => "Copy or download the file again.",
            Self::Mislabelled { is, .. } | Self::Unsupported { is } => is.hint(),
            Self::TooLarge { .. } => "Split it into smaller files and import those.",
            Self::Damaged { .. } => {
                "Open it in the program that made it, save it again as DOCX or PDF, and import that."
            }
            Self::Doctype { .. } => {
                "Do not trust this file. Open it in a word processor, save it again as DOCX, and import that."
            }
            Self::NeedsProgram { .. } => {
                "Install LibreOffice Writer (on Debian and Ubuntu the package `libreoffice-writer`) and import the file again; or save it as DOCX elsewhere and import that."
            }
            Self::NotConverted { .. } => {
                "Open it in the program that made it, save it as DOCX or PDF, and import that."
            }
        }
    }

    /// A file with more bytes than are looked at.
    pub(super) fn oversized() -> Self {
        Self::TooLarge {
            what: "The file".to_owned(),
            limit: "100 MB".to_owned(),
        }
    }
}

fn pages_seem(pages: u32) -> String {
    match pages {
        1 => "its only page seems".to_owned(),
        _ => format!("all {pages} pages seem"),
    }
}

/// What a file that cannot be read turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// Any other file of old Office programs.
    LegacyOffice,
    /// An Office package behind a password.
    ProtectedOffice,
    /// A message as Outlook keeps it.
    OutlookMessage,
    /// A bundle of attachments as Outlook sends it.
    OutlookBundle,
    /// A mailbox with many messages.
    Mailbox,
    /// Apple Pages.
    Pages,
    /// `WordPerfect`.
    WordPerfect,
    /// Microsoft Works, or Word before 6.
    Works,
    /// Any `OpenDocument` file that is no text.
    OpenDocument,
    /// Excel.
    Xlsx,
    /// `PowerPoint`.
    Pptx,
    /// An electronic book.
    Epub,
    /// XML of some kind.
    Xml,
    /// A table as text.
    Csv,
    /// Data for programs.
    Json,
    /// A picture.
    Image,
    /// PostScript.
    PostScript,
    /// A ZIP archive without a document in it.
    Zip,
    /// Another kind of archive.
    Archive,
    /// A file that only a passphrase or a private key opens; workspaces are sealed in such files.
    Sealed,
    /// A program.
    Program,
    /// Bytes that are no text.
    Binary,
}

impl Foreign {
    const fn hint(self) -> &'static str {
        match self {
            Self::Image => {
                "Make a PDF of it with text recognition (OCR), for example with `ocrmypdf`, and import that."
            }
            Self::Zip | Self::Archive | Self::Mailbox => {
                "Unpack it and import the documents in it."
            }
            Self::OutlookMessage | Self::OutlookBundle => {
                "In Outlook, save the message as text or HTML and its attachments as files, and import those."
            }
            Self::Csv | Self::Json | Self::Xml => {
                "This holds data and is no agreement. If there is one in it, save its text as DOCX, PDF or plain text (.txt), and import that."
            }
            Self::Program | Self::Binary => {
                "Check that this is the right file; ask for it as DOCX or PDF."
            }
            Self::Sealed => {
                "If it is a workspace, `rapporteur open FILE --into FOLDER` opens it; `age -d FILE` opens anything else."
            }
            Self::ProtectedOffice => {
                "Open it with its password, save a copy without one, and import the copy."
            }
            _ => {
                "Open it in an office program or a browser, save it as DOCX or PDF, and import that."
            }
        }
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::LegacyOffice => "a legacy Office file",
            Self::OutlookMessage => "an Outlook message (.msg)",
            Self::OutlookBundle => "a bundle of Outlook attachments (winmail.dat)",
            Self::Mailbox => "a mailbox with several e-mail messages",
            Self::Pages => "an Apple Pages document",
            Self::WordPerfect => "a WordPerfect document",
            Self::Works => "a document of Microsoft Works or of a very old Word",
            Self::ProtectedOffice => "a password-protected Office file",
            Self::OpenDocument => "an OpenDocument file that is no text",
            Self::Xlsx => "an Excel workbook (XLSX)",
            Self::Pptx => "a PowerPoint presentation (PPTX)",
            Self::Epub => "an electronic book (EPUB)",
            Self::Xml => "an XML file",
            Self::Csv => "a table of values (CSV)",
            Self::Json => "a data file (JSON)",
            Self::Image => "an image",
            Self::PostScript => "a PostScript file",
            Self::Zip => "a ZIP archive",
            Self::Archive => "a packed archive",
            Self::Sealed => "a sealed file, such as a sealed workspace (age)",
            Self::Program => "a program",
            Self::Binary => "binary data, not text",
        })
    }
}
