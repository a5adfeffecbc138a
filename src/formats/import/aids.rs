//! What an import may be given beside the file: a choice of view, words recognised from pictures of
//! pages, another program's services.
//!
//! Importers start no programs and read no files of their own; whatever comes from outside comes
//! through here.

use crate::domain::margin::{Area, View};
use serde::{Deserialize, Serialize};

/// What an import may be given beside the file.
#[derive(Clone, Copy)]
pub struct Aids<'a> {
    /// Which state of tracked changes is wanted.
    pub view: View,
    /// Pages that text recognition has read.
    pub recognised: &'a [RecognisedPage],
    /// A program that reads what we do not read ourselves.
    pub converter: Option<&'a dyn Converter>,
    /// Is told of each page as it is read, in order.
    pub on_page: &'a dyn Fn(&PageRead),
}

impl Default for Aids<'_> {
    fn default() -> Self {
        Self {
            view: View::Final,
            recognised: &[],
            converter: None,
            on_page: &|_| (),
        }
    }
}

/// A page that has just been read, as a first look; the document may join its lines otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRead {
    /// Which page, counted from 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
    /// Its lines. Only the first page with text brings them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A page as text recognition read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecognisedPage {
    /// Which page, counted from 1.
    pub page: u32,
    /// How sure the recognition was on the whole page, in percent.
    pub confidence: u8,
    /// What recognised it: program, version, languages.
    pub reader: String,
    /// Its words in reading order.
    pub words: Vec<RecognisedWord>,
}

/// One recognised word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecognisedWord {
    /// Its letters.
    pub text: String,
    /// Where it stands.
    pub area: Area,
    /// Block, paragraph and line it belongs to, counted on its page.
    pub line: (u32, u32, u32),
    /// How sure the recognition was, in percent.
    pub confidence: u8,
}

/// A program that can turn a file that we do not read ourselves into one that we do.
pub trait Converter {
    /// Gives the file as DOCX, with tracked changes kept.
    fn to_docx(&self, bytes: &[u8], extension: &str) -> Result<Conversion, String>;
}

/// A converted file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversion {
    /// The DOCX file.
    pub bytes: Vec<u8>,
    /// Program and version.
    pub program: String,
}
