//! Names of files inside files, made harmless.

use crate::domain::visible::{Sight, sight};
use std::collections::HashMap;

/// The longest name kept of a file or folder, in characters.
const LONGEST_STEP: usize = 120;
/// The most folders kept, innermost last.
const MOST_STEPS: usize = 12;

/// A path with forward slashes that leads nowhere but inward: no drive, no root, no way up, and
/// nothing in it that steers a terminal. Empty when nothing is left.
pub fn harmless(name: &str) -> String {
    let name = name.replace('\\', "/");
    let steps: Vec<String> = name.split('/').filter_map(step).collect();
    let first = steps.len().saturating_sub(MOST_STEPS);
    steps[first..].join("/")
}

fn step(step: &str) -> Option<String> {
    let clean: String = step
        .chars()
        .map(|letter| match letter {
            '\t' | '\n' | ':' | '\u{ad}' => '_',
            letter if sight(letter) != Sight::Plain => '_',
            letter => letter,
        })
        .collect();
    let clean = clean.trim();
    let drive = clean.len() == 2 && clean.ends_with('_') && step.trim().ends_with(':');
    if drive || clean.chars().all(|letter| letter == '.') {
        return None;
    }
    Some(shortened(clean))
}

/// Long names lose their middle: the end says what kind of file it is.
fn shortened(name: &str) -> String {
    let count = name.chars().count();
    if count <= LONGEST_STEP {
        return name.to_owned();
    }
    let tail = 16;
    let head = name.chars().take(LONGEST_STEP - tail - 1);
    let end = name.chars().skip(count - tail);
    head.chain(std::iter::once('…')).chain(end).collect()
}

/// Whether a file is one that a system or an office program keeps for itself.
pub fn is_litter(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    let known = ["thumbs.db", "desktop.ini", "ehthumbs.db"];
    name.split('/')
        .any(|step| step == "__MACOSX" || step.starts_with('.'))
        || base.starts_with("~$")
        || known.contains(&base.to_lowercase().as_str())
}

/// Gives every member a name of its own.
#[derive(Default)]
pub struct Names {
    /// Names given so far in lower case, each with the last number put behind it.
    taken: HashMap<String, u32>,
}

impl Names {
    /// The name, with a number where it is taken or missing.
    pub fn unique(&mut self, name: &str) -> String {
        let name = if name.is_empty() { "unnamed" } else { name };
        let key = name.to_lowercase();
        let Some(last) = self.taken.get(&key).copied() else {
            self.taken.insert(key, 1);
            return name.to_owned();
        };
        let (stem, end) = match name.rsplit_once('.') {
            Some((stem, end)) if !stem.is_empty() && !end.contains('/') => {
                (stem, format!(".{end}"))
            }
            _ => (name, String::new()),
        };
        let mut number = last;
        let numbered = loop {
            number = number.saturating_add(1);
            let numbered = format!("{stem} ({number}){end}");
            if self.taken.insert(numbered.to_lowercase(), 1).is_none() {
                break numbered;
            }
        };
        self.taken.insert(key, number);
        numbered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out() {
        for (name, safe) in [
            ("a/b.pdf", "a/b.pdf"),
            ("../../etc/passwd", "etc/passwd"),
            ("/etc/passwd", "etc/passwd"),
            ("C:\\Temp\\a.docx", "Temp/a.docx"),
            ("\\\\server\\share\\a", "server/share/a"),
            ("a/./..../b", "a/b"),
            ("ugovor\u{1b}[2J\u{202e}fdp.exe", "ugovor_[2J_fdp.exe"),
            ("a:b\n.txt", "a_b_.txt"),
            (" Уговор бр. 5.pdf ", "Уговор бр. 5.pdf"),
            ("..", ""),
        ] {
            assert_eq!(harmless(name), safe, "{name:?}");
        }
        let long = harmless(&format!("{}.pdf", "š".repeat(500)));
        assert_eq!(long.chars().count(), LONGEST_STEP);
        assert!(long.ends_with("š.pdf"));
    }

    #[test]
    fn litter_is_known_and_names_differ() {
        for name in [
            "__MACOSX/._a.pdf",
            "a/.DS_Store",
            "a/Thumbs.db",
            "~$govor.docx",
        ] {
            assert!(is_litter(name), "{name}");
        }
        assert!(!is_litter("a/ugovor.v2.docx"));
        let mut names = Names::default();
        let given = ["a.pdf", "A.pdf", "a.pdf", "", ""].map(|name| names.unique(name));
        assert_eq!(
            given,
            ["a.pdf", "A (2).pdf", "a (3).pdf", "unnamed", "unnamed (2)"]
        );
    }
}
