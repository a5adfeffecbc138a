//! How long cutting takes, what it needs, and that its time grows with the length and no faster.

use crate::score::plain;
use rapporteur::domain::document::Document;
use rapporteur::domain::segment::segment;
use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

const MEGABYTE: f64 = 1_000_000.0;

/// Cuts made-up agreements of three lengths, and all contracts of CUAD.
pub fn report(corpus: &Path) {
    println!(
        "{:24} {:>8} {:>9} {:>9} {:>8} {:>9}",
        "text", "MB", "clauses", "s", "MB/s", "peak MB"
    );
    for articles in [1_000, 10_000, 100_000] {
        let Some(document) = plain(&agreement(articles)) else {
            println!("{articles} articles: not read");
            continue;
        };
        let (clauses, time) = timed(&document);
        row(
            &format!("{articles} articles"),
            document.text.len(),
            clauses,
            time,
        );
    }
    let Ok(lines) = std::fs::read_to_string(corpus.join("cuad/contracts.jsonl")) else {
        println!("skipped, not there: the contracts of CUAD");
        return;
    };
    let texts = lines.lines().filter_map(|line| {
        let contract: serde_json::Value = serde_json::from_str(line).ok()?;
        plain(contract["text"].as_str()?)
    });
    let (mut bytes, mut clauses, mut time, mut count) = (0, 0, Duration::ZERO, 0);
    for document in texts {
        let (some, took) = timed(&document);
        (bytes, clauses, time, count) = (
            bytes + document.text.len(),
            clauses + some,
            time + took,
            count + 1,
        );
    }
    row(&format!("{count} contracts of CUAD"), bytes, clauses, time);
}

fn timed(document: &Document) -> (usize, Duration) {
    let start = Instant::now();
    let clauses = segment(document).tree.len();
    (clauses, start.elapsed())
}

fn row(name: &str, bytes: usize, clauses: usize, time: Duration) {
    let (megabytes, seconds) = (bytes as f64 / MEGABYTE, time.as_secs_f64());
    let speed = megabytes / seconds.max(1e-9);
    let peak = peak().map_or("–".to_owned(), |peak| peak.to_string());
    println!("{name:24} {megabytes:8.2} {clauses:9} {seconds:9.3} {speed:8.1} {peak:>9}");
}

/// The most memory that this process has used so far, in megabytes; the system tells it on Linux.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1000)
}

/// A made-up agreement of so many articles, each with three paragraphs and a list.
fn agreement(articles: usize) -> String {
    let mut text = "AGREEMENT ON A MADE-UP PLATFORM\n\n".to_owned();
    for article in 1..=articles {
        let _ = writeln!(
            text,
            "Article {article}\n\n(1) The Supplier shall keep the records of Article {article} for as long as the City asks.\n\n\
             (2) It shall give them to nobody, and in particular not:\n\n(a) to its affiliates; or\n\n(b) to another customer.\n\n\
             (3) What is said in paragraph 2 holds for five years after the end.\n"
        );
    }
    text
}
