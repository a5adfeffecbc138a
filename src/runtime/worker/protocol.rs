//! What parent and child say to each other.
//!
//! All of it is frames: a letter, the length in four bytes (little-endian), the content. The parent
//! writes a job and the bytes of the file. The child answers; its last frame is always `End`, and an
//! answer without it was cut off. A child that says that it is ready may be given another job.

use crate::domain::language::Language;
use crate::domain::margin::View;
use crate::formats::import::{PageRead, PlacedPage, RecognisedPage, Refused};
use crate::formats::table::NoTable;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::path::PathBuf;

/// The most bytes of one frame.
const LARGEST_FRAME: u32 = 512 << 20;

/// What a child is to do with the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// The name that the file came under.
    pub file_name: String,
    /// What is wanted.
    pub task: Task,
}

/// What is wanted of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Task {
    /// The agreement in it, and the files in it.
    Read {
        /// The state of tracked changes.
        view: Wanted,
        /// Pages that were recognised before.
        recognised: Vec<RecognisedPage>,
    },
    /// What text recognition finds on one page.
    Recognise(Recognise),
    /// The table in it.
    Table {
        /// The sheet of a workbook; the first when not given.
        sheet: Option<String>,
    },
    /// The signs of some of its pages with their places.
    Letters {
        /// Which pages, counted from 1.
        pages: Vec<u32>,
    },
}

/// A page for text recognition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognise {
    /// The recognition program.
    pub program: PathBuf,
    /// Its version.
    pub version: String,
    /// Which page, counted from 1.
    pub page: u32,
    /// What is wanted.
    pub wish: Wish,
}

/// What is wanted of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wish {
    /// Which of these models suits the page, by parts of it.
    Choose {
        /// The models.
        candidates: Vec<Candidate>,
        /// Whether the program can tell scripts apart.
        tells_scripts: bool,
        /// Whether the words of the page are wanted too.
        with_words: bool,
    },
    /// Its words.
    Words {
        /// The model.
        model: String,
    },
}

/// A model of the recognition program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Its name, as the program calls it.
    pub model: String,
    /// Its language.
    pub language: Language,
    /// Its script, as the program calls it.
    pub script: String,
}

/// What a page is written in, as far as parts of it tell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The name of the script, such as `Cyrillic`, when it was looked for and found.
    pub script: Option<String>,
    /// The model that suits it best; nothing when there are hardly any words, or no model for the script.
    pub model: Option<String>,
}

/// A [`View`] on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// See [`View::Final`].
    Final,
    /// See [`View::Original`].
    Original,
    /// See [`View::Marked`].
    Marked,
}

/// Why a file was not read, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// A stable name for programs.
    pub code: String,
    /// One sentence for a person.
    pub message: String,
    /// What to do next.
    pub hint: String,
    /// How many pages text recognition could read.
    pub scanned_pages: Option<u32>,
}

/// One thing that a child says.
#[derive(Debug, Clone, PartialEq)]
pub enum Frame {
    /// A page was read.
    Page(PageRead),
    /// What `document.json` will hold.
    Document(Vec<u8>),
    /// What `clauses.json` will hold.
    Clauses(Vec<u8>),
    /// Name of a file inside the file; its bytes follow.
    MemberName(String),
    /// The bytes of the file named before.
    MemberBytes(Vec<u8>),
    /// Why the file named before could not be taken out.
    MemberRefused(Refusal),
    /// What a page is written in.
    Choice(Choice),
    /// The words of a page.
    Recognised(RecognisedPage),
    /// A table, as JSON.
    Table(Vec<u8>),
    /// The signs of a page.
    Letters(PlacedPage),
    /// The file was not read.
    Refused(Refusal),
    /// That was all.
    End {
        /// Whether the child waits for another job.
        ready: bool,
    },
}

impl From<View> for Wanted {
    fn from(view: View) -> Self {
        match view {
            View::Final => Self::Final,
            View::Original => Self::Original,
            View::Marked => Self::Marked,
        }
    }
}

impl From<Wanted> for View {
    fn from(wanted: Wanted) -> Self {
        match wanted {
            Wanted::Final => Self::Final,
            Wanted::Original => Self::Original,
            Wanted::Marked => Self::Marked,
        }
    }
}

impl From<&NoTable> for Refusal {
    fn from(refused: &NoTable) -> Self {
        Self {
            code: refused.code().to_owned(),
            message: refused.to_string(),
            hint: refused.hint().to_owned(),
            scanned_pages: None,
        }
    }
}

impl From<&Refused> for Refusal {
    fn from(refused: &Refused) -> Self {
        Self {
            code: refused.code().to_owned(),
            message: refused.to_string(),
            hint: refused.hint().to_owned(),
            scanned_pages: refused.pages_to_recognise(),
        }
    }
}

impl Refusal {
    /// A file that lies in too many containers inside one another.
    pub fn too_deep() -> Self {
        Self {
            code: "too-deep".to_owned(),
            message: "The file lies in archives inside archives inside archives, and was not read."
                .to_owned(),
            hint: "Unpack the archives, and import the files in them.".to_owned(),
            scanned_pages: None,
        }
    }
}

impl Job {
    /// Writes the job and the file.
    pub fn write(&self, bytes: &[u8], output: &mut impl Write) -> io::Result<()> {
        put(output, b'J', &serde_json::to_vec(self)?)?;
        put(output, b'F', bytes)?;
        output.flush()
    }

    /// Reads a job and the file that belongs to it.
    pub fn read(input: &mut impl Read) -> io::Result<(Self, Vec<u8>)> {
        let ((b'J', job), (b'F', bytes)) = (get(input)?, get(input)?) else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        Ok((serde_json::from_slice(&job)?, bytes))
    }
}

impl Frame {
    /// Writes one frame.
    pub fn write(&self, output: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Page(page) => put(output, b'P', &serde_json::to_vec(page)?)?,
            Self::Document(bytes) => put(output, b'D', bytes)?,
            Self::Clauses(bytes) => put(output, b'C', bytes)?,
            Self::MemberName(name) => put(output, b'N', name.as_bytes())?,
            Self::MemberBytes(bytes) => put(output, b'B', bytes)?,
            Self::Choice(choice) => put(output, b'S', &serde_json::to_vec(choice)?)?,
            Self::Recognised(page) => put(output, b'R', &serde_json::to_vec(page)?)?,
            Self::MemberRefused(refusal) => put(output, b'Y', &serde_json::to_vec(refusal)?)?,
            Self::Table(bytes) => put(output, b'T', bytes)?,
            Self::Letters(page) => put(output, b'L', &serde_json::to_vec(page)?)?,
            Self::Refused(refusal) => put(output, b'X', &serde_json::to_vec(refusal)?)?,
            Self::End { ready } => put(output, b'E', &[u8::from(*ready)])?,
        }
        output.flush()
    }

    /// Reads one frame.
    pub fn read(input: &mut impl Read) -> io::Result<Self> {
        let (letter, content) = get(input)?;
        Ok(match letter {
            b'P' => Self::Page(serde_json::from_slice(&content)?),
            b'D' => Self::Document(content),
            b'C' => Self::Clauses(content),
            b'N' => Self::MemberName(String::from_utf8_lossy(&content).into_owned()),
            b'B' => Self::MemberBytes(content),
            b'S' => Self::Choice(serde_json::from_slice(&content)?),
            b'R' => Self::Recognised(serde_json::from_slice(&content)?),
            b'Y' => Self::MemberRefused(serde_json::from_slice(&content)?),
            b'T' => Self::Table(content),
            b'L' => Self::Letters(serde_json::from_slice(&content)?),
            b'X' => Self::Refused(serde_json::from_slice(&content)?),
            b'E' => Self::End {
                ready: content == [1],
            },
            _ => return Err(io::ErrorKind::InvalidData.into()),
        })
    }

    /// How many bytes of content it carries, about.
    pub fn weight(&self) -> usize {
        match self {
            Self::Document(bytes)
            | Self::Clauses(bytes)
            | Self::MemberBytes(bytes)
            | Self::Table(bytes) => bytes.len(),
            // A sign with its places takes about so much.
            Self::Letters(page) => 64 * (page.letters.len() + page.by_fonts.len()),
            _ => 256,
        }
    }
}

fn put(output: &mut impl Write, letter: u8, content: &[u8]) -> io::Result<()> {
    let length = u32::try_from(content.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
    output.write_all(&[letter])?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(content)
}

fn get(input: &mut impl Read) -> io::Result<(u8, Vec<u8>)> {
    let mut head = [0; 5];
    input.read_exact(&mut head)?;
    let length = u32::from_le_bytes([head[1], head[2], head[3], head[4]]);
    if length > LARGEST_FRAME {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut content = Vec::new();
    input.take(u64::from(length)).read_to_end(&mut content)?;
    if content.len() < usize::try_from(length).unwrap_or(usize::MAX) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok((head[0], content))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::import::PlacedLetter;

    #[test]
    fn what_is_said_is_understood_and_what_is_cut_off_is_not() {
        let job = Job {
            file_name: "уговор.pdf".to_owned(),
            task: Task::Read {
                view: Wanted::Original,
                recognised: Vec::new(),
            },
        };
        let mut bytes = Vec::new();
        job.write(b"%PDF", &mut bytes).unwrap();
        let read = Job::read(&mut bytes.as_slice()).unwrap();
        assert_eq!(read, (job, b"%PDF".to_vec()));

        let refused = Refused::Scan { pages: 4 };
        let frames = [
            Frame::Page(PageRead {
                page: 1,
                pages: 2,
                text: None,
            }),
            Frame::Document(vec![1, 2]),
            Frame::Clauses(Vec::new()),
            Frame::MemberName("a/b.txt".to_owned()),
            Frame::MemberBytes(vec![0; 300]),
            Frame::MemberRefused(Refusal::from(&refused)),
            Frame::Letters(PlacedPage {
                page: 3,
                letters: vec![PlacedLetter {
                    text: "Њ".to_owned(),
                    from: (1.0, 0.1),
                    to: (f32::MIN_POSITIVE, -7.25),
                    size: 10.0,
                }],
                by_fonts: Vec::new(),
            }),
            Frame::Choice(Choice {
                script: Some("Cyrillic".to_owned()),
                model: None,
            }),
            Frame::Refused(Refusal::from(&refused)),
            Frame::End { ready: true },
        ];
        let mut bytes = Vec::new();
        for frame in &frames {
            frame.write(&mut bytes).unwrap();
        }
        let mut input = bytes.as_slice();
        for frame in &frames {
            assert_eq!(Frame::read(&mut input).unwrap(), *frame);
        }
        assert!(Frame::read(&mut input).is_err());
        let mut cut = &bytes[..9];
        assert!(Frame::read(&mut cut).is_err());
        let mut huge: &[u8] = b"D\xFF\xFF\xFF\xFFx";
        assert!(Frame::read(&mut huge).is_err());
    }
}
