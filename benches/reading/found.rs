//! Passages that lawyers marked in contracts, looked for in the text of the same contracts' PDFs.

use super::program::{Workspace, command, is_installed, run};
use super::words::{bare, folded, share, typed};
use std::path::Path;

/// What is told of each way to compare.
const WAYS: [&str; 4] = ["white space", "+ quotes", "no space", "+ quotes"];

/// How many passages there are, and how many are found in each way.
type Found = [usize; 5];

/// Measures the share of passages found.
pub fn passages(corpus: &Path) {
    let lines = std::fs::read_to_string(corpus.join("cuad/contracts.jsonl")).unwrap_or_default();
    let mut rows: Vec<(&str, Found)> = vec![("rapporteur", [0; 5])];
    if is_installed("pdftotext") {
        rows.push(("pdftotext", [0; 5]));
        rows.push(("pdftotext -layout", [0; 5]));
    }
    let mut contracts = 0;
    for line in lines.lines() {
        let contract: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
        let id = contract["id"].as_str().unwrap_or_default();
        let pdf = corpus.join("cuad/pdf").join(format!("{id}.pdf"));
        if !pdf.is_file() {
            continue;
        }
        contracts += 1;
        let marked = contract["annotations"].as_array().into_iter().flatten();
        let marked: Vec<&str> = marked.filter_map(|one| one["text"].as_str()).collect();
        for (name, sum) in &mut rows {
            let text = match *name {
                "rapporteur" => Workspace::new().read(&pdf).0.text,
                "pdftotext" => pdftotext(&pdf, &[]),
                _ => pdftotext(&pdf, &["-layout"]),
            };
            for (sum, found) in sum.iter_mut().zip(found(&marked, &text)) {
                *sum += found;
            }
        }
    }
    println!(
        "Share of the marked passages of {contracts} contracts found in the text of their PDFs:"
    );
    println!("white space folded; quotes and dashes folded too; white space ignored; both");
    print!("{:<28}{:>10}", "", "passages");
    for way in WAYS {
        print!("{way:>14}");
    }
    println!();
    for (name, [all, ways @ ..]) in rows {
        print!("{name:<28}{all:>10}");
        for found in ways {
            print!("{:>12.2} %", 100.0 * share(found, all));
        }
        println!();
    }
}

/// What `pdftotext` reads.
pub fn pdftotext(pdf: &Path, options: &[&str]) -> String {
    let mut command = command("pdftotext", options);
    run(command.arg(pdf).arg("-")).0
}

fn found(passages: &[&str], text: &str) -> Found {
    let ways: [fn(&str) -> String; 4] = [
        folded,
        |text| folded(&typed(text)),
        bare,
        |text| bare(&typed(text)),
    ];
    let mut found = [passages.len(), 0, 0, 0, 0];
    for (way, count) in ways.iter().zip(found.iter_mut().skip(1)) {
        let text = way(text);
        *count = passages
            .iter()
            .filter(|passage| text.contains(&way(passage)))
            .count();
    }
    found
}
