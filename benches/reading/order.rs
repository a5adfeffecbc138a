//! Words and their order: on columns and a table in two languages whose truth is known, and on PDFs
//! where two other programs agree.

use super::found::pdftotext;
use super::program::{Workspace, command, files, is_installed, run};
use super::words::{agreement, common, joined, lacking, order as in_order, plain, typed, words};
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// Two programs agree when the F1 of their words is above this.
const AGREED: f64 = 0.95;
/// How well two readers agree who read the same page without fault.
const GOOD: f64 = 0.995;

/// A reader of PDFs: its name and its text of a file.
type Reader = (&'static str, fn(&Path) -> String);

const READERS: &[Reader] = &[
    ("rapporteur", |pdf| Workspace::new().read(pdf).0.text),
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

const ROWS: [&str; 7] = [
    "rapporteur to pdftotext",
    "rapporteur to mutool",
    "  whole page, to pdftotext",
    "  whole page, to mutool",
    "  whole page, to both at once",
    "pdftotext to mutool",
    "pdftotext -layout to mutool",
];

/// The row by which files are called low.
const JUDGED: usize = 4;

/// What the table compares, in words for its reader.
const HEADING: &str = "\
Word F1 on the PDFs where pdftotext and mutool agree. Compared are words between blanks, Chinese and
Japanese signs one by one, in composed letters with quotes, dashes and raised digits folded. A line's end
does not tell whether a hyphen there belongs to the word, so words are compared without the hyphens inside them.
Whole page: the text with what was taken out of it on purpose and told, that is page furniture, and of
hidden words and annotations those that both others have. To both at once: a word is lacking when both
others have it, and too many when neither has it; where only one has it, it counts for nobody.
Left out: a bomb, which the others never finish, and a scan whose hidden text layer is wrong on purpose.";

fn agreed(corpus: &Path) {
    if !is_installed("pdftotext") || !is_installed("mutool") {
        println!("No references: pdftotext and mutool are not both installed.");
        return;
    }
    let pdfs = references(corpus);
    let mut rows: Vec<Row> = ROWS.map(|name| (name, Vec::new())).into();
    let mut low = Vec::new();
    for pdf in &pdfs {
        let Some(measured) = compared(pdf) else {
            continue;
        };
        if measured[JUDGED] < GOOD {
            let name = pdf.file_name().unwrap_or_default().to_string_lossy();
            low.push(format!("{:.4} {name}", measured[JUDGED]));
        }
        for ((_, row), value) in rows.iter_mut().zip(measured) {
            row.push(value);
        }
    }
    println!("{HEADING}");
    println!(
        "Of {} PDFs, the F1 of the two is above {AGREED}:",
        pdfs.len()
    );
    println!(
        "{:<32}{:>8}{:>10}{:>10}{:>10}",
        "", "files", "mean", "≥ 0.95", "≥ 0.995"
    );
    for (name, values) in rows {
        let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
        let over = |least: f64| values.iter().filter(|it| **it >= least).count();
        let (all, good, best) = (values.len(), over(AGREED), over(GOOD));
        println!("{name:<32}{all:>8}{mean:>10.4}{good:>10}{best:>10}");
    }
    println!(
        "under {GOOD}, whole page to both at once: {}",
        low.join("; ")
    );
}

/// The PDFs whose words are compared.
fn references(corpus: &Path) -> Vec<PathBuf> {
    let folders = [
        "formats",
        "pdf-fixtures",
        "laws-bs",
        "public-sector",
        "model-agreements",
        "cuad/pdf",
    ];
    let mut pdfs: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| files(&corpus.join(folder), "pdf"))
        .collect();
    pdfs.retain(|pdf| {
        let name = pdf.file_name().unwrap_or_default().to_string_lossy();
        !name.starts_with("bomb-") && !name.contains("wrong-ocr-layer")
    });
    pdfs
}

/// The value of each row for one PDF, when the two others agree on it.
fn compared(pdf: &Path) -> Option<[f64; ROWS.len()]> {
    let clean = |text: String| plain(&typed(&text.nfc().collect::<String>()));
    let (poppler, mupdf) = (clean(pdftotext(pdf, &[])), clean(mutool(pdf)));
    let (poppler, mupdf) = (words(&poppler), words(&mupdf));
    let f1 = |a: &[&str], b: &[&str]| agreement(a, b).f1;
    let between = f1(&poppler, &mupdf);
    if between <= AGREED {
        return None;
    }
    let reading = Workspace::new().read(pdf).0;
    let text = clean(reading.text.clone());
    let page = clean(format!("{}\n{}", reading.text, reading.furniture));
    let beside = clean(reading.comments);
    let layout = clean(pdftotext(pdf, &["-layout"]));
    let both = common(&poppler, &mupdf);
    let mut whole = words(&page);
    whole.extend(common(&words(&beside), &lacking(&both, &whole)));
    // What both others have, and of what only one has as much as we have too.
    let one = lacking(&poppler, &both);
    let other = lacking(&mupdf, &both);
    let ours = lacking(&whole, &both);
    let mut truth = both;
    truth.extend(common(&ours, &[one, other].concat()));
    let text = words(&text);
    Some([
        f1(&text, &poppler),
        f1(&text, &mupdf),
        f1(&whole, &poppler),
        f1(&whole, &mupdf),
        f1(&whole, &truth),
        between,
        f1(&words(&layout), &mupdf),
    ])
}
