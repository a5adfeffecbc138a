//! Real documents: how many clauses are found, against what their publishers list.
//!
//! Skipped, with a line that says so, where the documents are not at hand.
#![expect(
    clippy::print_stderr,
    reason = "the table is meant to be read with --nocapture"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "tests read sample documents from a folder"
)]

use super::tests::plain;
use super::*;
use crate::domain::clause::ClauseKind;
use std::collections::BTreeMap;
use std::path::PathBuf;

fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("RAPPORTEUR_CORPUS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"),
        PathBuf::from,
    );
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no documents at {}", folder.display());
    None
}

fn files(folder: &str, extension: &str) -> Vec<(String, String)> {
    let Some(corpus) = corpus() else {
        return Vec::new();
    };
    let entries = std::fs::read_dir(corpus.join(folder)).expect("the folder is there");
    let mut found: Vec<(String, String)> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == extension))
        .map(|path| {
            let bytes = std::fs::read(&path).expect("a readable file");
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect();
    found.sort();
    found
}

fn checked(name: &str, text: &str) -> Segmented {
    let document = plain(text);
    let done = segment(&document);
    assert_eq!(done.tree.defect(&document.text), None, "{name}");
    for clause in done.tree.clauses() {
        let id = clause.id.as_str();
        let fit = id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-./~".contains(&b));
        assert!(fit && id.len() <= 60, "{name}: {id}");
    }
    done
}

/// Labels of all articles in reading order, and a line of the table.
fn articles(folder: &str, name: &str, text: &str) -> Vec<String> {
    let done = checked(name, text);
    let articles: Vec<String> = done
        .tree
        .clauses()
        .iter()
        .filter(|clause| clause.kind == ClauseKind::Article)
        .map(|clause| {
            clause
                .id
                .as_str()
                .rsplit('/')
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .collect();
    eprintln!(
        "{folder:8} {:7} {:4} articles {:5} clauses {:2} remarks  {name}",
        done.language.tag(),
        articles.len(),
        done.tree.len(),
        done.diagnostics.len()
    );
    articles
}

/// The articles that the publisher of a law lists, as ids.
fn listed(folder: &str, name: &str) -> Vec<String> {
    let json = name.replace(".txt", ".articles.json");
    let (_, json) = files(folder, "json")
        .into_iter()
        .find(|(other, _)| *other == json)
        .expect("the list of articles is there");
    let law: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let numbers = law["articles"].as_array().expect("a list").iter();
    numbers
        .map(|article| {
            let number = article["article"].as_str().expect("a number");
            format!("art-{}", super::number::in_latin(number).replace('-', ""))
        })
        .collect()
}

#[test]
fn laws_have_the_articles_that_their_publishers_list() {
    for folder in ["laws-sr", "laws-hr"] {
        for (name, text) in files(folder, "txt") {
            if name == "LICENSE" {
                continue;
            }
            let found = articles(folder, &name, &text);
            let listed = listed(folder, &name);
            if name == "freedom-of-information.txt" {
                // Nine articles of amending laws follow the consolidated text.
                assert_eq!((found.len(), listed.len()), (61, 52), "{name}");
                continue;
            }
            assert_eq!(found.len(), listed.len(), "{name}");
            let without: Vec<&String> = listed.iter().filter(|id| !found.contains(id)).collect();
            assert!(without.is_empty(), "{name}: {without:?} not found");
        }
    }
}

#[test]
fn the_declaration_of_human_rights_has_thirty_articles_in_eight_languages() {
    for (name, text) in files("udhr", "txt") {
        let expected: Vec<String> = (1..=30).map(|number| format!("art-{number}")).collect();
        assert_eq!(articles("udhr", &name, &text), expected, "{name}");
        let tag = match name.trim_end_matches(".txt") {
            "als" => "sq",
            "bos_latn" => "bs",
            "cmn_hans" => "zh",
            "cnr" => "cnr",
            "eng" => "en",
            "mkd" => "mk",
            "srp_cyrl" => "sr-Cyrl",
            _ => "sr-Latn",
        };
        assert_eq!(detect_language(&text).tag(), tag, "{name}");
    }
}

#[test]
fn chinese_laws_have_an_article_for_every_line_that_starts_one() {
    for (name, text) in files("laws-zh", "md") {
        let lines = text.lines().filter(|line| {
            let head: String = line.chars().take(9).collect();
            head.starts_with('第') && head.contains('条')
        });
        assert_eq!(
            articles("laws-zh", &name, &text).len(),
            lines.count(),
            "{name}"
        );
    }
}

#[test]
fn bosnian_laws_are_cut_sensibly() {
    for (name, text) in files("laws-bs", "txt") {
        let found = articles("laws-bs", &name, &text).len();
        let expected = match name.as_str() {
            "advokatska-tarifa-rs.txt" => 16,
            "ustav-bih.txt" => 12,
            // Articles of amending laws follow those of the law.
            "zakon-o-pdv-bih.txt" => 91,
            _ => 36,
        };
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn a_privacy_statement_has_its_sections() {
    for (name, text) in files("eu-privacy-statement", "txt") {
        let done = checked(&name, &text);
        let sections = done
            .tree
            .clauses()
            .iter()
            .filter(|c| c.kind == ClauseKind::Section);
        let articles = done
            .tree
            .clauses()
            .iter()
            .any(|c| c.kind == ClauseKind::Article);
        assert_eq!(sections.count(), 8, "{name}");
        assert!(!articles, "{name}: references to articles open nothing");
    }
}

#[test]
fn software_licences_and_contracts_are_tiled() {
    for (name, text) in files("sec-software-licenses", "txt") {
        let done = checked(&name, &text);
        assert!(done.tree.len() > 40, "{name}: {} clauses", done.tree.len());
    }
    let Some(corpus) = corpus() else { return };
    let all = std::fs::read_to_string(corpus.join("cuad/contracts.jsonl")).expect("contracts");
    let (mut counts, mut characters) = (Vec::new(), 0);
    let mut remarks: BTreeMap<String, usize> = BTreeMap::new();
    // Twenty million characters take a minute without optimisation: a twentieth of them by default.
    let step = if std::env::var_os("RAPPORTEUR_FULL").is_some() {
        1
    } else {
        20
    };
    for line in all.lines().step_by(step) {
        let contract: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let text = contract["text"].as_str().expect("a text");
        let done = checked(&contract["id"].to_string(), text);
        characters += text.chars().count();
        counts.push(done.tree.len());
        for diagnostic in done.diagnostics {
            *remarks.entry(diagnostic.code).or_default() += 1;
        }
    }
    counts.sort_unstable();
    let median = counts[counts.len() / 2];
    eprintln!(
        "cuad     {} contracts, {characters} characters, median {median} clauses, {remarks:?}",
        counts.len()
    );
    assert_eq!(counts.len(), 371usize.div_ceil(step));
    assert!(median >= 60, "median {median}");
}

#[test]
fn the_same_document_is_cut_the_same_way_twice() {
    for (name, text) in files("laws-bs", "txt")
        .into_iter()
        .chain(files("udhr", "txt"))
    {
        let document = plain(&text);
        assert_eq!(segment(&document), segment(&document), "{name}");
    }
}
