//! Keeps the house in order: imports run downward, modules say what they are for.
#![expect(clippy::disallowed_methods, reason = "this test reads the source tree")]

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the crate and the modules that each may use, besides itself.
const LAYERS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("formats", &["domain"]),
    ("store", &["domain"]),
    ("app", &["domain"]),
    ("ui", &["app", "domain"]),
    ("runtime", &["ui", "app", "store", "formats", "domain"]),
    (
        "cli",
        &["runtime", "ui", "app", "store", "formats", "domain"],
    ),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn all_sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    paths.sort();
    assert!(paths.len() > 20, "the source tree was found");
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source file can be read");
            (
                path.strip_prefix(&root).expect("lies below").to_owned(),
                text,
            )
        })
        .collect()
}

/// Names of our modules that a line of code mentions as `crate::NAME`.
fn mentioned(line: &str) -> impl Iterator<Item = &str> {
    line.split("crate::").skip(1).filter_map(|rest| {
        rest.split(|character: char| !character.is_ascii_alphanumeric() && character != '_')
            .next()
    })
}

#[test]
fn imports_point_downward() {
    let mut wrong = Vec::new();
    for (path, text) in all_sources() {
        let layer = path
            .components()
            .next()
            .and_then(|first| first.as_os_str().to_str())
            .unwrap_or_default()
            .trim_end_matches(".rs");
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == layer) else {
            assert!(
                matches!(layer, "main" | "lib"),
                "{layer} has no place in the order"
            );
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for name in mentioned(line) {
                let is_layer = LAYERS.iter().any(|(layer, _)| *layer == name);
                if is_layer && name != layer && !allowed.contains(&name) {
                    wrong.push(format!(
                        "{}:{}: {layer} uses {name}",
                        path.display(),
                        number + 1
                    ));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "imports that point upward:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<_> = all_sources()
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//!"))
        .map(|(path, _)| path)
        .collect();
    assert!(silent.is_empty(), "modules without `//!`: {silent:?}");
}

#[test]
fn the_middle_knows_no_files_clocks_or_terminals() {
    let forbidden = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::io::std",
        "SystemTime",
        "Instant::now",
        "Timestamp::now",
        "crossterm",
        "ratatui",
    ];
    for (path, text) in all_sources() {
        let is_test = path.components().any(|part| {
            part.as_os_str()
                .to_str()
                .is_some_and(|name| name.starts_with("tests") || name.contains("corpus"))
        });
        if !path.starts_with("domain") || is_test {
            continue;
        }
        let tests = text.find("#[cfg(test)]").unwrap_or(text.len());
        let code = text.get(..tests).unwrap_or_default();
        for word in forbidden {
            let found = code
                .lines()
                .any(|line| !line.trim_start().starts_with("//") && line.contains(word));
            assert!(!found, "{} mentions {word}", path.display());
        }
    }
}
