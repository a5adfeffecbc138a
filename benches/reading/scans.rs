//! Pages that are pictures: words recognised, and what it takes, beside `tesseract` called by hand with
//! the language named.

use super::program::{Cost, Workspace, command, files, is_installed, run};
use super::words::{agreement, joined, typed, words};
use std::path::Path;

/// A scan: the file, its truth, its language, its resolution and how its pages lie.
const SCANS: &[(&str, &str, &str, &str, &str)] = &[
    ("sr-Cyrl-scan-200dpi", "sr-Cyrl.truth", "srp", "200", "3"),
    (
        "ocrmypdf-rotated_skew",
        "ocrmypdf-rotated_skew.linn",
        "eng",
        "300",
        "1",
    ),
];

/// Measures scans.
pub fn scans(corpus: &Path) {
    if !is_installed("tesseract") {
        println!("Nothing measured: tesseract is not installed.");
        return;
    }
    println!(
        "Counted are words with a letter in them (clause numbers and bullets stand in the pictures or in the"
    );
    println!("truths alone), quotes and dashes folded. Hyphens at line ends are joined in all.");
    println!(
        "{:<36}{:>6}{:>10}{:>8}{:>8}{:>12}{:>11}",
        "", "pages", "precision", "recall", "F1", "wall s/page", "CPU s/page"
    );
    for scan in SCANS {
        let (name, truth, language, resolution, layout) = *scan;
        let pdf = corpus.join(format!("formats/{name}.pdf"));
        let Ok(truth) = std::fs::read_to_string(corpus.join(format!("formats/{truth}.txt"))) else {
            continue;
        };
        let pictures = tempfile::tempdir().expect("a temporary folder can be made");
        let (mut by_hand, mut cost, mut pages) = (String::new(), Cost::default(), 0);
        if is_installed("pdftoppm") {
            let mut paint = command("pdftoppm", ["-r", resolution, "-gray", "-png"]);
            cost += run(paint.arg(&pdf).arg(pictures.path().join("page"))).1;
            for picture in files(pictures.path(), "png") {
                let mut command = command("tesseract", [picture.as_os_str(), "stdout".as_ref()]);
                command.args(["-l", language, "--psm", layout]);
                let (text, one) = run(command.env("OMP_THREAD_LIMIT", "1"));
                by_hand += &text;
                cost += one;
                pages += 1;
            }
        }
        let (reading, own) = Workspace::new().read(&pdf);
        row(
            &format!("{name}, rapporteur"),
            &reading.text,
            &truth,
            pages,
            own,
        );
        if pages > 0 {
            row(
                &format!("  tesseract -l {language}, by hand"),
                &by_hand,
                &truth,
                pages,
                cost,
            );
        }
    }
}

fn lettered(text: &str) -> Vec<&str> {
    let mut words = words(text);
    words.retain(|word| word.chars().any(char::is_alphabetic));
    words
}

fn row(name: &str, text: &str, truth: &str, pages: usize, cost: Cost) {
    let (text, truth) = (joined(&typed(text)), joined(&typed(truth)));
    let (ours, truth) = (lettered(&text), lettered(&truth));
    let whole = agreement(&ours, &truth);
    let each = 1.0 / pages.max(1) as f64;
    println!(
        "{name:<36}{pages:>6}{:>10.4}{:>8.4}{:>8.4}{:>12.2}{:>11.2}",
        whole.precision,
        whole.recall,
        whole.f1,
        cost.wall * each,
        cost.cpu * each
    );
}
