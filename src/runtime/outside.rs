//! A text given to the person's own editor, and taken back.
//!
//! It lies in a folder of its own inside the workspace, so that what the editor puts beside it (swap
//! files, backups) lies there too and goes with it. Knows nothing of notes.
#![expect(
    clippy::disallowed_methods,
    reason = "the person's editor is named in the environment, and started here"
)]

use crate::store::files::{self, FileError};
use crate::store::scratch::Scratch;
use crate::tr;
use std::io;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

/// Bytes of a text that is taken back, at most.
const LONGEST: u64 = 1 << 20;
/// How long an editor that is asked to end may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often a waiting program looks around.
pub const GLANCE: Duration = Duration::from_millis(40);
/// What is looked for where no editor is named.
const USUAL: &str = if cfg!(windows) { "notepad.exe" } else { "nano" };

/// What the editor gave back.
#[derive(Debug, PartialEq, Eq)]
pub struct Edited {
    /// The text, without the line end that editors put at its end.
    pub text: String,
    /// Why the file could not be removed, as a sentence, if so.
    pub left: Option<String>,
}

/// What is to be done while the editor is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meanwhile {
    /// Wait on.
    Wait,
    /// Sleep, as the editor does.
    Sleep,
    /// End the editor, and take what it has saved.
    End,
}

/// Why a text did not come back.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// No editor is named.
    #[error("{}", tr!("No editor is named. Set VISUAL or EDITOR, such as EDITOR=nano, and start the program again."))]
    NoEditor,
    /// What names it has a quotation mark too few.
    #[error("{}", tr!("The name of the editor, {name}, has a quotation mark without its other half.", name = .name))]
    Unclosed {
        /// What names it.
        name: String,
    },
    /// It cannot be started.
    #[error("{}", tr!("The editor {program} cannot be started: {why}. It is named in VISUAL or EDITOR.", program = .program, why = .why))]
    NotStarted {
        /// The program.
        program: String,
        /// Why.
        why: String,
    },
    /// It ended with an error.
    #[error("{}", tr!("The editor {program} {how}, so what it wrote was not taken over.", program = .program, how = .how))]
    Failed {
        /// The program.
        program: String,
        /// How it ended.
        how: String,
    },
    /// It left no text.
    #[error("{}", tr!("The editor left no text that can be read: {why}.", why = .why))]
    NoText {
        /// Why.
        why: &'static str,
    },
    /// A file could not be written or read.
    #[error(transparent)]
    File(#[from] FileError),
}

/// Gives a text to the editor that the environment names, in a folder below `above`, and waits for it.
pub fn edit(
    text: &str,
    above: &Path,
    meanwhile: &mut dyn FnMut() -> Meanwhile,
) -> Result<Edited, EditError> {
    edit_with(&editor()?, text, above, meanwhile)
}

fn edit_with(
    editor: &[String],
    text: &str,
    above: &Path,
    meanwhile: &mut dyn FnMut() -> Meanwhile,
) -> Result<Edited, EditError> {
    let above = std::path::absolute(above).unwrap_or_else(|_| above.to_owned());
    let folder = Scratch::make(&above, "edit-")?;
    let path = folder.path().join("note.txt");
    let line_end = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    files::write_new(&path, format!("{text}{line_end}").as_bytes())?;
    let text = run(editor, &path, meanwhile).and_then(|()| take(&path));
    let removed = folder.remove();
    Ok(Edited {
        text: text?,
        left: removed.err().map(|error| error.to_string()),
    })
}

/// The editor's words: the program, and what it is always given.
pub fn editor() -> Result<Vec<String>, EditError> {
    let named = ["VISUAL", "EDITOR"].iter().find_map(|name| {
        let value = std::env::var(name).ok()?;
        (!value.trim().is_empty()).then_some(value)
    });
    match named {
        Some(name) => words(&name).ok_or(EditError::Unclosed { name }),
        None => usual().ok_or(EditError::NoEditor),
    }
}

/// The editor that most systems have and everybody gets out of again.
fn usual() -> Option<Vec<String>> {
    let path = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .any(|folder| folder.join(USUAL).is_file());
    found.then(|| vec![USUAL.to_owned()])
}

/// A command in words, as a shell takes it apart: by blanks, but for what stands in quotation marks.
fn words(command: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut letters = command.chars();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(mark), _) if letter == mark => quote = None,
            (None, '"' | '\'') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            // On Windows this sign stands between folders.
            (None | Some('"'), '\\') if !cfg!(windows) => {
                word.get_or_insert_default().push(letters.next()?);
            }
            (None, _) if letter.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    (quote.is_none() && !words.is_empty()).then_some(words)
}

fn run(
    editor: &[String],
    path: &Path,
    meanwhile: &mut dyn FnMut() -> Meanwhile,
) -> Result<(), EditError> {
    let (program, given) = editor.split_first().ok_or(EditError::NoEditor)?;
    let not_started = |error: &io::Error| EditError::NotStarted {
        program: program.clone(),
        why: files::reason(error),
    };
    let folder = files::folder_of(path);
    let mut command = Command::new(program);
    command.args(given).arg(path);
    // What it needs for a moment lies where it is removed.
    for name in ["TMPDIR", "TMP", "TEMP"] {
        command.env(name, folder);
    }
    let child = command.spawn().map_err(|error| not_started(&error))?;
    let mut child = Open(child);
    loop {
        if let Some(status) = child.0.try_wait().map_err(|error| not_started(&error))? {
            return ended(program, status);
        }
        match meanwhile() {
            Meanwhile::Wait => {}
            // The shell has stopped the editor too, and wakes both.
            Meanwhile::Sleep => drop(super::signals::sleep()),
            Meanwhile::End => {
                child.end();
                return Ok(());
            }
        }
    }
}

fn ended(program: &str, status: ExitStatus) -> Result<(), EditError> {
    if status.success() {
        return Ok(());
    }
    Err(EditError::Failed {
        program: program.to_owned(),
        how: match status.code() {
            Some(code) => tr!("ended with the error {code}", code),
            None => tr!("was ended before it was done").to_owned(),
        },
    })
}

/// An editor that does not outlive its text.
struct Open(Child);

impl Open {
    /// Asks it to end, and ends it when it does not.
    fn end(&mut self) {
        #[cfg(unix)]
        if let Some(id) = i32::try_from(self.0.id())
            .ok()
            .and_then(rustix::process::Pid::from_raw)
        {
            let _ = rustix::process::kill_process(id, rustix::process::Signal::TERM);
            let began = Instant::now();
            while began.elapsed() < PATIENCE && matches!(self.0.try_wait(), Ok(None)) {
                std::thread::sleep(GLANCE);
            }
        }
        if !matches!(self.0.try_wait(), Ok(Some(_))) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        if !matches!(self.0.try_wait(), Ok(Some(_))) {
            self.end();
        }
    }
}

fn take(path: &Path) -> Result<String, EditError> {
    let bytes = files::read_if_there(path, LONGEST)?;
    let bytes = bytes.ok_or(EditError::NoText {
        why: tr!("the file is gone"),
    })?;
    let text = String::from_utf8(bytes).map_err(|_| EditError::NoText {
        why: tr!("it is not saved as UTF-8"),
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(text.replace("\r\n", "\n").trim_end_matches('\n').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_taken_apart_as_a_shell_does() {
        let cases: [(&str, Option<&[&str]>); 7] = [
            ("vim", Some(&["vim"])),
            ("  code   --wait ", Some(&["code", "--wait"])),
            (
                "\"/opt/My Editor/run\" -w",
                Some(&["/opt/My Editor/run", "-w"]),
            ),
            ("'a b'c \"\"", Some(&["a bc", ""])),
            ("a \"b", None),
            ("", None),
            ("é 'д и'", Some(&["é", "д и"])),
        ];
        for (command, wanted) in cases {
            let wanted = wanted.map(|words| words.iter().map(ToString::to_string).collect());
            assert_eq!(words(command), wanted, "{command}");
        }
        #[cfg(unix)]
        assert_eq!(words("a\\ b"), Some(vec!["a b".to_owned()]));
    }

    #[cfg(unix)]
    fn by(script: &str, text: &str) -> (Result<Edited, EditError>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let editor = ["sh", "-c", script, "editor"].map(str::to_owned);
        let mut wait = || {
            std::thread::sleep(Duration::from_millis(5));
            Meanwhile::Wait
        };
        let edited = edit_with(&editor, text, folder.path(), &mut wait);
        (edited, files::names_in(folder.path()).unwrap())
    }

    #[test]
    #[cfg(unix)]
    fn a_text_comes_back_and_nothing_stays() {
        let script = r#"cp "$1" "$1~" && touch "$(dirname "$1")/.note.txt.swp" "$TMPDIR/x" && printf 'and more\r\n\n' >> "$1""#;
        let (edited, left) = by(script, "Čega nema");
        assert_eq!(edited.unwrap().text, "Čega nema\nand more");
        assert!(left.is_empty(), "{left:?}");
        let private = r#"stat -c '%a' "$1" "$(dirname "$1")" > "$1.new" && mv "$1.new" "$1""#;
        let (edited, _) = by(private, "");
        assert_eq!(edited.unwrap().text, "600\n700");
    }

    #[test]
    #[cfg(unix)]
    fn an_editor_that_fails_is_told_of_and_leaves_nothing() {
        let cases = [
            ("exit 3", "ended with the error 3"),
            ("kill -9 $$", "was ended before"),
            (r#"rm "$1""#, "the file is gone"),
            (r#"printf '\377' > "$1""#, "not saved as UTF-8"),
        ];
        for (script, wanted) in cases {
            let (edited, left) = by(script, "x");
            let told = edited.unwrap_err().to_string();
            assert!(told.contains(wanted), "{script}: {told}");
            assert!(left.is_empty(), "{left:?}");
        }
        let folder = tempfile::tempdir().unwrap();
        let missing = ["no-such-editor-here".to_owned()];
        let edited = edit_with(&missing, "x", folder.path(), &mut || Meanwhile::Wait);
        let told = edited.unwrap_err().to_string();
        assert!(
            told.contains("cannot be started: it does not exist"),
            "{told}"
        );
        assert!(files::names_in(folder.path()).unwrap().is_empty());
    }

    #[test]
    #[cfg(unix)]
    fn an_editor_that_is_to_end_ends_and_what_it_saved_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let script = r#"echo saved > "$1"; touch "$2"; sleep 60"#;
        let sign = folder.path().join("sign");
        let sign_text = sign.to_str().unwrap();
        // The text's path comes last, so the sign is put behind it by the script.
        let script = script.replace("$2", sign_text);
        let editor = ["sh", "-c", &script, "editor"].map(str::to_owned);
        let mut until = || {
            std::thread::sleep(Duration::from_millis(5));
            if sign.exists() {
                Meanwhile::End
            } else {
                Meanwhile::Wait
            }
        };
        let edited = edit_with(&editor, "x", folder.path(), &mut until).unwrap();
        assert_eq!(edited.text, "saved");
        assert_eq!(files::names_in(folder.path()).unwrap(), ["sign"]);
    }
}
