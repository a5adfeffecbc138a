//! The report of one agreement and of many, in every format: time, memory and size. Prints a table; never fails for being
//! slow, because machines differ.
//!
//! `cargo bench --bench exports`; `ITEMS` (60), `FINDINGS` (200), `AGREEMENTS` (500) and `EACH` (40, the findings in each of
//! many) set the size, `RUNS` (3) how often each is written, of which the quickest counts. The program itself is run, so that what
//! is told is what a person waits for: opening the workspace, proving nothing anew, writing the file. `nothing written` is the part
//! of it that has nothing to do with the format.
#![expect(clippy::print_stdout, reason = "a bench prints its table")]
#![expect(
    clippy::disallowed_methods,
    reason = "a bench starts programs and looks at what they wrote"
)]
#![expect(
    clippy::cast_precision_loss,
    reason = "figures are printed with few digits"
)]

mod made;

use made::Scale;
use rapporteur::domain::summary::ExportFormat;
use rapporteur::runtime::session::Folders;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Formats that hold many agreements.
const PORTFOLIO: [ExportFormat; 5] = [
    ExportFormat::Markdown,
    ExportFormat::Html,
    ExportFormat::Docx,
    ExportFormat::Pdf,
    ExportFormat::Xlsx,
];

fn main() {
    let runs = number("RUNS", 3).max(1);
    let one = Scale {
        agreements: 1,
        items: number("ITEMS", 60),
        findings: number("FINDINGS", 200),
    };
    let many = Scale {
        agreements: number("AGREEMENTS", 500),
        findings: number("EACH", 40),
        ..one
    };
    // Of a text no PDF can be marked.
    let formats = ExportFormat::ALL.into_iter();
    let formats = formats.filter(|format| *format != ExportFormat::AnnotatedPdf);
    table(one, runs, &formats.collect::<Vec<_>>(), &[]);
    table(many, runs, &PORTFOLIO, &["--portfolio"]);
}

fn number(name: &str, otherwise: usize) -> usize {
    let set = std::env::var(name).ok();
    set.and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Makes a workspace, writes it in these formats, and prints what each took.
fn table(scale: Scale, runs: usize, formats: &[ExportFormat], arguments: &[&str]) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let folders = Folders {
        workspace: folder.path().join("workspace"),
        home: folder.path().join("home"),
    };
    let begun = Instant::now();
    made::workspace(&folders, scale);
    println!(
        "\n{} agreements with {} items and {} findings each, made in {:.1?}",
        scale.agreements,
        scale.items,
        scale.findings,
        begun.elapsed()
    );
    println!("{:<18} {:>9} {:>9} {:>10}", "", "wall", "peak MB", "kB");
    // Once for what is remembered of the journals.
    run(&mut program(&folders, &["list"]));
    let list = quickest(runs, || run(&mut program(&folders, &["list"])));
    print("nothing written", &list, None);
    for format in formats {
        let file = folder.path().join(format!("report.{}", format.extension()));
        let path = file.to_str().expect("a temporary folder has a plain name");
        let mut asked = vec!["export", "--all", "--no-checkpoint", "--force", "--format"];
        asked.extend([format.name(), "--output", path]);
        asked.extend(arguments);
        let took = quickest(runs, || run(&mut program(&folders, &asked)));
        print(format.name(), &took, Some(size(&file)));
    }
}

fn program(folders: &Folders, arguments: &[&str]) -> Command {
    let mut command = Command::new(program_path());
    command
        .args(arguments)
        .env("RAPPORTEUR_WORKSPACE", &folders.workspace)
        .env("RAPPORTEUR_HOME", &folders.home)
        .env("RAPPORTEUR_REVIEWER", "Bench")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn program_path() -> PathBuf {
    let set = std::env::var_os("RAPPORTEUR_BIN").map(PathBuf::from);
    set.unwrap_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_rapporteur")))
}

/// What a run took.
struct Took {
    wall: Duration,
    /// The most memory it had, in MB; 0 where the system does not tell.
    peak: f64,
    done: bool,
}

fn quickest(runs: usize, run: impl Fn() -> Took) -> Took {
    let all = (0..runs).map(|_| run());
    all.min_by_key(|took| took.wall)
        .expect("is run at least once")
}

fn run(command: &mut Command) -> Took {
    let begun = Instant::now();
    let mut child = command.spawn().expect("the program starts");
    let peak = watch(&mut child);
    let wall = begun.elapsed();
    let done = child.wait().is_ok_and(|status| status.success());
    Took { wall, peak, done }
}

/// Waits for a program; its largest memory in MB, as far as the system tells.
fn watch(child: &mut Child) -> f64 {
    let mut peak = 0;
    while let Ok(None) = child.try_wait() {
        let status = format!("/proc/{}/status", child.id());
        let status = std::fs::read_to_string(status).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kb = line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
        peak = peak.max(kb.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(2));
    }
    peak as f64 / 1024.0
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |about| about.len())
}

fn print(name: &str, took: &Took, bytes: Option<u64>) {
    let size = match bytes {
        _ if !took.done => "failed".to_owned(),
        Some(bytes) => format!("{:.0}", bytes as f64 / 1000.0),
        None => String::new(),
    };
    println!(
        "{name:<18} {:>8.3}s {:>9.1} {size:>10}",
        took.wall.as_secs_f64(),
        took.peak
    );
}
