//! Words and their order: on columns and a table in two languages whose truth is known, and on PDFs
//! where two other programs agree.

use super::found::pdftotext;
use super::program::{Workspace, command, files, is_installed, run};
use super::words::{agreement, joined, order as in_order, typed, words};
use std::path::Path;

/// Two programs agree when the F1 of their words is above this.
const AGREED: f64 = 0.95;

/// A reader of PDFs: its name and its text of a file.
type Reader = (&'static str, fn(&Path) -> String);

const READERS: &[Reader] = &[
    ("rapporteur", |pdf| {
        Workspace::new().text_and_furniture(pdf).0
    }),
    ("pdftotext", |pdf| pdftotext(pdf, &[])),
    ("pdftotext -layout", |pdf| pdftotext(pdf, &["-layout"])),
    ("mutool", mutool),
];

fn mutool(pdf: &Path) -> String {
    let arguments = ["draw", "-q", "-F", "txt"];
    run(command("mutool", arguments).arg(pdf)).0
}

/// Those that can be asked here.
fn readers() -> impl Iterator<Item = &'static Reader> {
    let is_there = |name: &str| {
        let program = name.split(' ').next().unwrap_or(name);
        program == "rapporteur" || is_installed(program)
    };
    READERS.iter().filter(move |(name, _)| is_there(name))
}

/// Measures words and order.
pub fn order(corpus: &Path) {
    columns(corpus);
    table(corpus);
    println!();
    agreed(corpus);
}

fn columns(corpus: &Path) {
    let name = "formats/sr-Cyrl-2col-interleaved";
    let Ok(truth) = std::fs::read_to_string(corpus.join(format!("{name}.truth.txt"))) else {
        return;
    };
    println!(
        "Two columns (truth: words without page furniture; every text with hyphens at line ends joined)"
    );
    println!("{:<28}{:>10}{:>10}", "", "word F1", "order");
    for (reader, text) in readers() {
        let text = joined(&text(&corpus.join(format!("{name}.pdf"))));
        let (ours, truth) = (words(&text), words(&truth));
        let f1 = agreement(&ours, &truth).f1;
        println!("{reader:<28}{f1:>10.4}{:>10.4}", in_order(&ours, &truth));
    }
}

fn is_cyrillic(word: &&str) -> bool {
    word.chars().any(|c| ('\u{400}'..='\u{52f}').contains(&c))
}

fn is_latin(word: &&str) -> bool {
    !is_cyrillic(word) && word.chars().any(char::is_alphabetic)
}

fn table(corpus: &Path) {
    let sides = ["sr-Cyrl", "en"].map(|side| {
        let path = corpus.join(format!("formats/{side}.truth.txt"));
        std::fs::read_to_string(path).unwrap_or_default()
    });
    let pdf = corpus.join("formats/sr-en-parallel-table.pdf");
    if !pdf.is_file() || sides.iter().any(String::is_empty) {
        return;
    }
    println!(
        "\nTwo languages side by side (words in Cyrillic letters against the Serbian text, the other"
    );
    println!(
        "words with letters against the English one; together as F1 and order of both, weighed alike)"
    );
    println!("{:<28}{:>10}{:>10}", "", "word F1", "order");
    for (reader, text) in readers() {
        let text = joined(&text(&pdf));
        let (mut f1, mut order) = (0.0, 0.0);
        for (truth, belongs) in sides
            .iter()
            .zip([is_cyrillic as fn(&&str) -> bool, is_latin])
        {
            let three_times = format!("{truth}\n{truth}\n{truth}");
            let side = |text| -> Vec<_> { words(text).into_iter().filter(belongs).collect() };
            let (ours, truth) = (side(&text), side(&three_times));
            f1 += agreement(&ours, &truth).f1 / 2.0;
            order += in_order(&ours, &truth) / 2.0;
        }
        println!("{reader:<28}{f1:>10.4}{order:>10.4}");
    }
}

/// A row of the table: what is compared, and its F1 on each file.
type Row = (&'static str, Vec<f64>);

fn agreed(corpus: &Path) {
    if !is_installed("pdftotext") || !is_installed("mutool") {
        println!("No references: pdftotext and mutool are not both installed.");
        return;
    }
    let mut pdfs = Vec::new();
    for folder in ["pdf-fixtures", "laws-bs", "public-sector", "cuad/pdf"] {
        pdfs.extend(files(&corpus.join(folder), "pdf"));
    }
    let mut rows: Vec<Row> = [
        "rapporteur to pdftotext",
        "rapporteur to mutool",
        "  with furniture, to pdftotext",
        "  with furniture, to mutool",
        "pdftotext to mutool",
        "pdftotext -layout to mutool",
    ]
    .map(|name| (name, Vec::new()))
    .into();
    let mut low = Vec::new();
    for pdf in &pdfs {
        let clean = |text: String| joined(&typed(&text));
        let (poppler, mupdf) = (clean(pdftotext(pdf, &[])), clean(mutool(pdf)));
        let f1 = |a: &str, b: &str| agreement(&words(a), &words(b)).f1;
        let between = f1(&poppler, &mupdf);
        if between <= AGREED {
            continue;
        }
        let (text, furniture, _) = Workspace::new().text_and_furniture(pdf);
        let with = clean(format!("{text}\n{furniture}"));
        let text = clean(text);
        let layout = clean(pdftotext(pdf, &["-layout"]));
        let measured = [
            f1(&text, &poppler),
            f1(&text, &mupdf),
            f1(&with, &poppler),
            f1(&with, &mupdf),
            between,
            f1(&layout, &mupdf),
        ];
        if measured[2] <= AGREED {
            let name = pdf.file_name().unwrap_or_default().to_string_lossy();
            low.push(format!("{:.4} {name}", measured[2]));
        }
        for ((_, row), value) in rows.iter_mut().zip(measured) {
            row.push(value);
        }
    }
    println!(
        "Word F1 on those of {} PDFs where pdftotext and mutool agree (F1 above {AGREED}); quotes and dashes",
        pdfs.len()
    );
    println!(
        "folded, hyphens at line ends joined in every text. Page furniture is no part of our text;"
    );
    println!("with it put back the words of the whole page are compared.");
    println!(
        "{:<32}{:>8}{:>10}{:>10}{:>10}",
        "", "files", "mean", "≥ 0.95", "≥ 0.995"
    );
    for (name, values) in rows {
        let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
        let over = |least: f64| values.iter().filter(|it| **it >= least).count();
        let (all, good, best) = (values.len(), over(0.95), over(0.995));
        println!("{name:<32}{all:>8}{mean:>10.4}{good:>10}{best:>10}");
    }
    println!(
        "not above {AGREED}, with furniture, to pdftotext: {}",
        low.join("; ")
    );
}
