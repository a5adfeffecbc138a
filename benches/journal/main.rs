//! Opening, proving and appending to a large workspace, beside peers in the same run: `sha256sum` on the
//! same files, and `SQLite` (WAL, synchronous=FULL) with the same lines on the same disk. Prints a table;
//! never fails for being slow, because machines differ.
//!
//! `cargo bench --bench journal`; `ENTRIES` (5000), `WRITERS` (4), `AGREEMENTS` (50) and `APPENDS`
//! (200) set the size, `BENCH_FOLDER` the disk, where with `KEEP` everything stays.
#![expect(clippy::print_stdout, reason = "a bench prints its table")]
#![expect(
    clippy::disallowed_methods,
    reason = "a bench starts programs, and writes its files itself"
)]
#![expect(
    clippy::cast_precision_loss,
    reason = "figures are printed with few digits"
)]

mod appending;
mod made;

use made::Scale;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// What the programs have to read.
struct Load {
    megabytes: f64,
    entries: f64,
}

fn main() {
    let scale = Scale {
        entries: number("ENTRIES", 5_000),
        writers: number("WRITERS", 4),
        agreements: number("AGREEMENTS", 50),
    };
    let root = std::env::var_os("BENCH_FOLDER").map_or_else(std::env::temp_dir, PathBuf::from);
    let mut folder = tempfile::tempdir_in(root).expect("a temporary folder can be made");
    folder.disable_cleanup(std::env::var_os("KEEP").is_some());
    let place = folder.path().join("workspace");
    let begun = Instant::now();
    let workspace = made::workspace(&place, &scale);
    let journals = journals(&workspace.journal_folder());
    let bytes = journals.iter().map(|path| size(path)).sum::<u64>();
    let load = Load {
        megabytes: bytes as f64 / 1e6,
        entries: scale.entries as f64,
    };
    println!(
        "{} entries in {} journals on {} agreements, {:.0} MB, made in {:.1?}",
        scale.entries,
        scale.writers,
        scale.agreements,
        load.megabytes,
        begun.elapsed()
    );
    println!(
        "{:<52} {:>9} {:>9} {:>9} {:>10} {:>8}",
        "", "wall", "cpu", "MB/s", "entries/s", "peak MB"
    );
    let mut peer = Command::new("sha256sum");
    peer.args(&journals).stdout(std::process::Stdio::null());
    row("sha256sum on the journals", &mut peer, &load);
    let device = folder.path().join("device");
    let rapporteur = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        command
            .args(arguments)
            .env("RAPPORTEUR_WORKSPACE", &place)
            .env("RAPPORTEUR_HOME", &device)
            .env("RAPPORTEUR_REVIEWER", "Bench")
            .stdout(std::process::Stdio::null());
        command
    };
    let tell = |what: &str, arguments: &[&str]| row(what, &mut rapporteur(arguments), &load);
    tell("list, nothing proven before", &["list"]);
    tell("verify --anew", &["verify", "--anew"]);
    tell("verify, all proven before", &["verify"]);
    tell("list, all proven before, no row kept", &["list"]);
    tell("list, all proven before", &["list"]);
    appending::run(
        &workspace,
        folder.path(),
        number("APPENDS", 200),
        &journals[0],
    );
}

fn number(name: &str, otherwise: usize) -> usize {
    let set = std::env::var(name).ok();
    set.and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

fn journals(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).expect("the folder was just made");
    let mut paths: Vec<PathBuf> = files.flatten().map(|file| file.path()).collect();
    paths.sort();
    paths
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |about| about.len())
}

/// Runs a program once, with the files in the system's memory, and prints what it took.
fn row(what: &str, command: &mut Command, load: &Load) {
    let begun = Instant::now();
    let Ok(mut child) = command.spawn() else {
        println!("{what:<52} not on this machine");
        return;
    };
    let (peak, cpu) = watch(&mut child);
    let wall = begun.elapsed();
    println!(
        "{what:<52} {:>8.2}s {:>8.2}s {:>9.0} {:>10.0} {peak:>8}",
        wall.as_secs_f64(),
        cpu.as_secs_f64(),
        load.megabytes / wall.as_secs_f64(),
        load.entries / wall.as_secs_f64()
    );
}

/// Waits for a program; its largest memory in MB and its processor time, as far as the system tells.
fn watch(child: &mut std::process::Child) -> (u64, Duration) {
    let (mut peak, mut cpu) = (0, Duration::ZERO);
    let of =
        |file: &str, id| std::fs::read_to_string(format!("/proc/{id}/{file}")).unwrap_or_default();
    while let Ok(None) = child.try_wait() {
        let status = of("status", child.id());
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kb = line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
        peak = peak.max(kb.unwrap_or(0) / 1024);
        let stat = of("stat", child.id());
        let fields = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
        let ticks = fields.split(' ').skip(11).take(2);
        let ticks: u64 = ticks.filter_map(|one| one.parse::<u64>().ok()).sum();
        // Linux counts in hundredths of a second everywhere that this bench runs.
        cpu = cpu.max(Duration::from_millis(ticks * 10));
        std::thread::sleep(Duration::from_millis(2));
    }
    (peak, cpu)
}
