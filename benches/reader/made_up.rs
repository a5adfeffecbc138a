//! Agreements that nobody has concluded: a very long one, and very many.

use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Clauses of the long agreement.
const CLAUSES: usize = 10_000;
/// Bytes of the long agreement, about.
const BYTES: usize = 5_000_000;

/// Sentences that clauses are made of; some of them are pointed at by the checklist.
const SENTENCES: [&str; 8] = [
    "The supplier delivers the equipment that the annex names and keeps it in working order.",
    "Remote access from any country is permitted for maintenance without prior notice to the public body.",
    "The parties meet once a year and write down what they have agreed.",
    "Data of the platform are stored in data centres chosen by the supplier.",
    "The public body pays within thirty days of the invoice.",
    "The supplier may disclose data to any authority as required by law.",
    "A list of spare parts is kept in the office of the public body.",
    "Disputes are settled by the courts at the seat of the public body.",
];

/// Writes the long agreement; its first words are the title.
pub fn large(folder: &Path) -> PathBuf {
    let mut text = String::with_capacity(BYTES + 1000);
    text.push_str("AGREEMENT ON A MADE-UP PLATFORM\n\n");
    let each = BYTES / CLAUSES;
    for number in 1..=CLAUSES {
        if number % 20 == 1 {
            let article = number / 20 + 1;
            write!(text, "Article {article}\n\nMade-up matters {article}\n\n").expect("fits");
        }
        let start = text.len();
        write!(text, "{}.{}", number / 20 + 1, number).expect("fits");
        let mut at = number;
        while text.len() - start < each - 80 {
            text.push(' ');
            text.push_str(SENTENCES[at % SENTENCES.len()]);
            at += 3;
        }
        text.push_str("\n\n");
    }
    let path = folder.join("large.txt");
    std::fs::write(&path, text).expect("can be written");
    path
}

/// Writes many short agreements into a folder of their own.
pub fn many(folder: &Path, count: usize) -> PathBuf {
    let all = folder.join("many");
    std::fs::create_dir_all(&all).expect("can be made");
    for number in 1..=count {
        let mut text = format!("AGREEMENT {number} ON A MADE-UP SERVICE\n\n");
        for clause in 1..=12 {
            let sentence = SENTENCES[(clause * number) % SENTENCES.len()];
            write!(text, "Article {clause}\n\n{clause}.1 {sentence}\n\n").expect("fits");
        }
        std::fs::write(all.join(format!("agreement-{number:04}.txt")), text)
            .expect("can be written");
    }
    all
}
