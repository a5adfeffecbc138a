//! What reading costs: Word files, long PDFs, many texts.

use super::made;
use super::program::{
    Cost, Workspace, agreements, command, files, is_installed, ours, peak_memory, run,
};
use super::terminal;
use super::words::share;
use std::path::{Path, PathBuf};

/// Runs of each program that are added up.
const ROUNDS: usize = 3;

fn temporary() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}

/// Measures Word files: a folder of them, and one process for each in the others.
pub fn docx(corpus: &Path) {
    let folder = temporary();
    let mut copies: Vec<PathBuf> = Vec::new();
    for set in ["docx-fixtures", "formats", "zh-model-contracts"] {
        for path in files(&corpus.join(set), "docx") {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let copy = folder.path().join(format!("{:03}-{name}", copies.len()));
            std::fs::copy(&path, &copy).expect("a file of the corpus can be copied");
            copies.push(copy);
        }
    }
    println!(
        "{} Word files, each program on all of them; milliseconds a file",
        copies.len()
    );
    println!("{:<44}{:>10}{:>10}", "", "wall", "CPU");
    let a_file = |name: &str, cost: Cost, times: usize| {
        let each = 1000.0 / (copies.len() * times).max(1) as f64;
        println!(
            "{name:<44}{:>10.1}{:>10.1}",
            cost.wall * each,
            cost.cpu * each
        );
    };
    let mut own = Cost::default();
    let mut read = 0;
    for _ in 0..ROUNDS {
        let (receipts, cost) = run(&mut Workspace::new().import(folder.path()));
        own += cost;
        read = agreements(&receipts).len();
    }
    a_file(
        &format!("rapporteur import FOLDER ({read} read)"),
        own,
        ROUNDS,
    );
    if is_installed("pandoc") {
        let mut peer = Cost::default();
        for copy in &copies {
            let arguments = ["--from=docx", "--to=plain"];
            peer += run(command("pandoc", arguments).arg(copy)).1;
        }
        a_file("pandoc, a process a file", peer, 1);
        let times = ROUNDS as f64;
        println!(
            "{:<44}{:>10.3}{:>10.3}",
            "    ratio, rapporteur to pandoc",
            own.wall / times / peer.wall,
            own.cpu / times / peer.cpu
        );
    }
    if is_installed("soffice") {
        let place = temporary();
        let profile = format!(
            "-env:UserInstallation=file://{}/profile",
            place.path().display()
        );
        // Its conversion is not bounded by itself, and the files are strange.
        let mut soffice = command("timeout", ["120", "soffice", &profile, "--headless"]);
        soffice.args(["--convert-to", "txt:Text (encoded):UTF8", "--outdir"]);
        let (_, cost) = run(soffice.arg(place.path()).args(&copies));
        let converted = files(place.path(), "txt").len();
        a_file(
            &format!("soffice, one process for all ({converted} read)"),
            cost,
            1,
        );
    }
}

/// Measures long PDFs.
pub fn pages(corpus: &Path) {
    let folder = temporary();
    let made = folder.path().join("made.pdf");
    std::fs::write(&made, made::contract(250)).expect("a temporary file can be written");
    println!("PDFs; seconds of {ROUNDS} runs each, one after the other in turn");
    println!(
        "{:<40}{:>8}{:>10}{:>12}{:>12}{:>10}{:>10}",
        "", "pages", "CPU", "pdftotext", "ratio CPU", "wall", "ratio"
    );
    let mut pdfs = vec![made.clone()];
    pdfs.extend(files(&corpus.join("laws-bs"), "pdf"));
    pdfs.push(corpus.join("formats/federal-register-2020-17221.pdf"));
    pdfs.iter()
        .filter(|pdf| pdf.is_file())
        .for_each(|pdf| beside_pdftotext(pdf));
    println!();
    let mut rows = vec![(
        "rapporteur",
        peak_memory(&mut Workspace::new().import(&made)),
    )];
    if is_installed("pdftotext") {
        let mut peer = command("pdftotext", [made.as_os_str(), "-".as_ref()]);
        rows.push(("pdftotext", peak_memory(&mut peer)));
    }
    for (name, peak) in rows {
        let peak = peak.map_or_else(
            || "not told here".to_owned(),
            |peak| format!("{peak:.0} MB"),
        );
        println!("peak memory of the largest process, {name}, 250 pages made here: {peak}");
    }
    let shown = |file: &Path, word: &str| {
        let mut times: Vec<_> = (0..9)
            .filter_map(|_| terminal::until_shown(file, word))
            .collect();
        times.sort_unstable();
        let of = |at: usize| {
            times
                .get(at)
                .map_or(f64::NAN, |time| 1000.0 * time.as_secs_f64())
        };
        (
            of(0),
            of(times.len() / 2),
            of(times.len().saturating_sub(1)),
        )
    };
    let (best, median, worst) = shown(&made, made::FIRST_PAGE);
    println!(
        "first page of 250 on the screen of a terminal: median {median:.0} ms ({best:.0} to {worst:.0} ms)"
    );
    let text = folder.path().join("one.txt");
    std::fs::write(
        &text,
        format!("Article 1 {}\n\nThe City buys.\n", made::FIRST_PAGE),
    )
    .expect("a temporary file can be written");
    let (best, median, worst) = shown(&text, made::FIRST_PAGE);
    println!(
        "a text of two lines, the same way: median {median:.0} ms ({best:.0} to {worst:.0} ms)"
    );
}

fn beside_pdftotext(pdf: &Path) {
    let (mut own, mut peer) = (Cost::default(), Cost::default());
    let mut pages = String::new();
    for _ in 0..ROUNDS {
        let (receipt, cost) = run(&mut Workspace::new().import(pdf));
        own += cost;
        let receipt: serde_json::Value = serde_json::from_str(receipt.trim()).unwrap_or_default();
        pages = receipt["pages"].to_string();
        if is_installed("pdftotext") {
            peer += run(command("pdftotext", [pdf]).arg("-")).1;
        }
    }
    let name = pdf.file_name().unwrap_or_default().to_string_lossy();
    println!(
        "{name:<40}{pages:>8}{:>10.2}{:>12.2}{:>12.2}{:>10.2}{:>10.2}",
        own.cpu,
        peer.cpu,
        own.cpu / peer.cpu,
        own.wall,
        own.wall / peer.wall
    );
}

/// Measures many texts in a folder, on all cores and on one.
pub fn folder(corpus: &Path) {
    let folder = temporary();
    let lines = std::fs::read_to_string(corpus.join("cuad/contracts.jsonl")).unwrap_or_default();
    let (mut count, mut bytes) = (0, 0);
    for line in lines.lines() {
        let contract: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
        let Some(text) = contract["text"].as_str() else {
            continue;
        };
        std::fs::write(folder.path().join(format!("{count:03}.txt")), text)
            .expect("a temporary file can be written");
        count += 1;
        bytes += text.len();
    }
    let cores = std::thread::available_parallelism().map_or(1, Into::into);
    println!(
        "{count} contracts as texts, {:.1} MB, in one folder",
        share(bytes, 1_000_000)
    );
    println!(
        "{:<44}{:>10}{:>10}{:>12}",
        "", "wall s", "CPU s", "CPU/wall"
    );
    let row = |name: String, cost: Cost| {
        let used = cost.cpu / cost.wall;
        println!(
            "{name:<44}{:>10.2}{:>10.2}{used:>12.2}",
            cost.wall, cost.cpu
        );
    };
    let places = [
        ("on disk", Some(Workspace::new()), Some(Workspace::new())),
        ("in memory", Workspace::in_memory(), Workspace::in_memory()),
    ];
    for (place, first, second) in places {
        let (Some(first), Some(second)) = (first, second) else {
            continue;
        };
        let (receipts, all) = run(&mut first.import(folder.path()));
        let read = agreements(&receipts).len();
        row(
            format!("workspace {place}, {cores} cores ({read} read)"),
            all,
        );
        if is_installed("taskset") {
            let mut one = command("taskset", ["-c", "0"]);
            one.arg(ours())
                .args(["import", "--json"])
                .arg(folder.path());
            let (_, one) = run(one.envs(second.environment()));
            row(format!("workspace {place}, one core"), one);
            println!(
                "{:<44}{:>10.2}",
                "    ratio of wall, one core to all",
                one.wall / all.wall
            );
        }
    }
}
