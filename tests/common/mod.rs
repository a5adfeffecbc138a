//! A workplace for one test: a temporary workspace, a temporary home, and the program itself.
#![allow(dead_code, reason = "each test program uses its part of this")]
#![expect(
    clippy::disallowed_methods,
    reason = "tests run the program and read what it wrote"
)]

pub mod dice;
#[cfg(unix)]
pub mod pty;
pub mod scale;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Temporary folders and the program run in them.
pub struct Workplace {
    folder: tempfile::TempDir,
    workspace: Option<PathBuf>,
}

/// What a run of the program gave.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Workplace {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder can be made"),
            workspace: None,
        }
    }

    /// In memory, where that is to be had: for tests that start the program very often.
    pub fn in_memory() -> Self {
        tempfile::tempdir_in("/dev/shm").map_or_else(
            |_| Self::new(),
            |folder| Self {
                folder,
                workspace: None,
            },
        )
    }

    /// The same with the workspace in another folder.
    pub fn with_workspace(mut self, workspace: PathBuf) -> Self {
        self.workspace = Some(workspace);
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn workspace(&self) -> PathBuf {
        let elsewhere = self.workspace.clone();
        elsewhere.unwrap_or_else(|| self.path("workspace"))
    }

    pub fn home(&self) -> PathBuf {
        self.path("home")
    }

    /// Writes a file beside the workspace.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).expect("a folder can be made");
        }
        std::fs::write(&path, bytes).expect("a file can be written");
        path
    }

    /// The program in this workplace, as the reviewer Ana, with nothing of the outer environment.
    pub fn command(&self) -> Command {
        let mut command = Command::new(program());
        command
            .env_remove("NO_COLOR")
            .env("RAPPORTEUR_WORKSPACE", self.workspace())
            .env("RAPPORTEUR_HOME", self.home())
            .env("RAPPORTEUR_REVIEWER", "Ana")
            .current_dir(self.folder.path());
        command
    }

    pub fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Run {
        Run::from(
            self.command()
                .args(arguments)
                .output()
                .expect("the program starts"),
        )
    }

    /// Runs, expects exit code 0 and gives standard output.
    pub fn ok<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{run:?}");
        run.out
    }

    /// The same, read as one JSON object.
    pub fn json<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
    ) -> serde_json::Value {
        serde_json::from_str(&self.ok(arguments)).expect("the result is JSON")
    }

    /// Runs, expects another exit code and reads standard output as one JSON object.
    pub fn json_with_code<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
        code: i32,
    ) -> serde_json::Value {
        let run = self.run(arguments);
        assert_eq!(run.code, code, "{run:?}");
        serde_json::from_str(&run.out).expect("the result is JSON")
    }

    /// Imports the made-up sample agreement and gives its id.
    pub fn import_sample(&self) -> String {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/agreement.txt");
        let receipt = self.json([
            OsStr::new("import"),
            sample.as_os_str(),
            OsStr::new("--json"),
        ]);
        receipt["agreement"].as_str().expect("has an id").to_owned()
    }

    /// The one journal of the workspace.
    pub fn journal(&self) -> PathBuf {
        let mut journals: Vec<_> = std::fs::read_dir(self.workspace().join("journal"))
            .expect("there is a journal folder")
            .map(|entry| entry.expect("can be listed").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "jsonl"))
            .collect();
        assert_eq!(journals.len(), 1, "{journals:?}");
        journals.remove(0)
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }
}

/// The program; long runs may name a faster build.
pub fn program() -> PathBuf {
    let named = std::env::var_os("RAPPORTEUR_BIN");
    named.map_or_else(|| env!("CARGO_BIN_EXE_rapporteur").into(), PathBuf::from)
}

/// The folder of real documents, when it is there; says so when it is not.
pub fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("RAPPORTEUR_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"),
        PathBuf::from,
    );
    if folder.is_dir() {
        return Some(folder);
    }
    #[expect(clippy::print_stderr, reason = "a skipped test says so")]
    {
        eprintln!(
            "skipped: no corpus at {} (set RAPPORTEUR_CORPUS)",
            folder.display()
        );
    }
    None
}

/// A PDF of these objects, numbered from 1; the first is the catalogue.
pub fn pdf(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut entries = String::new();
    for (index, object) in objects.iter().enumerate() {
        entries += &[&format!("{:010}", file.len()), " 00000 n \n"].concat();
        file += &[&(index + 1).to_string(), " 0 obj\n", object, "\nendobj\n"].concat();
    }
    let (start, size) = (file.len(), objects.len() + 1);
    let tail = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{entries}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    );
    [file, tail].concat().into_bytes()
}

/// A stream object with this in its dictionary.
pub fn stream(dictionary: &str, content: &str) -> String {
    format!(
        "<<{dictionary}/Length {}>>\nstream\n{content}\nendstream",
        content.len()
    )
}
