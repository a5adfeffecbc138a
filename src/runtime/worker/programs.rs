//! Programs of the system that can help: text recognition and an office program. Both are optional.
#![expect(
    clippy::disallowed_methods,
    reason = "programs are looked for in the environment and asked what they can do"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where Windows and macOS keep programs that are not on the search path.
const USUAL_PLACES: &[&str] = &[
    "/Applications/LibreOffice.app/Contents/MacOS",
    "/opt/homebrew/bin",
    "/usr/local/bin",
    r"C:\Program Files\LibreOffice\program",
    r"C:\Program Files\Tesseract-OCR",
    r"C:\Windows\System32\OpenSSH",
];

/// The programs found on this machine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Programs {
    /// Text recognition.
    pub tesseract: Option<Recogniser>,
    /// LibreOffice.
    pub office: Option<PathBuf>,
}

/// tesseract and the languages it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recogniser {
    /// The program.
    pub program: PathBuf,
    /// Its version, such as `5.3.0`.
    pub version: String,
    /// Its languages, as it calls them.
    pub languages: Vec<String>,
}

impl Programs {
    /// Looks for the programs.
    pub fn find() -> Self {
        Self {
            tesseract: find("tesseract").and_then(Recogniser::ask),
            office: Self::office(),
        }
    }

    /// Looks for LibreOffice.
    pub fn office() -> Option<PathBuf> {
        find("soffice").or_else(|| find("libreoffice"))
    }

    /// Looks for the program that signs with SSH keys.
    pub fn ssh_keygen() -> Option<PathBuf> {
        find("ssh-keygen")
    }
}

impl Recogniser {
    /// Asks the program for its version and languages; nothing when it does not answer.
    fn ask(program: PathBuf) -> Option<Self> {
        let version = first_line(&program, "--version")?;
        let version = version.split_whitespace().nth(1)?.trim_start_matches('v');
        let listed = said(&program, "--list-langs")?;
        let languages = listed
            .lines()
            .skip(1)
            .map(|line| line.trim().to_owned())
            .filter(|language| !language.is_empty())
            .collect();
        Some(Self {
            version: version.to_owned(),
            program,
            languages,
        })
    }

    /// Whether it can read a language, by tesseract's name for it.
    pub fn knows(&self, language: &str) -> bool {
        self.languages.iter().any(|known| known == language)
    }
}

/// The first line that a program says about itself.
pub fn first_line(program: &Path, argument: &str) -> Option<String> {
    said(program, argument)?.lines().next().map(str::to_owned)
}

fn said(program: &Path, argument: &str) -> Option<String> {
    let output = Command::new(program)
        .arg(argument)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
    if said.trim().is_empty() {
        said = String::from_utf8_lossy(&output.stderr).into_owned();
    }
    Some(said)
}

fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path)
        // A program in the folder one happens to be in is not the system's.
        .filter(|folder| folder.is_absolute())
        .chain(USUAL_PLACES.iter().map(PathBuf::from))
        .map(|folder| folder.join(&name))
        .find(|program| program.is_file())
}
