//! Programs run and weighed: ours in a workspace of its own, and the others. Knows nothing of texts.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Ticks of `/proc/*/stat` in a second: `USER_HZ`, the same on every common Linux.
const TICKS: f64 = 100.0;
/// How often the memory of a process is looked at.
const GLANCE: Duration = Duration::from_millis(3);

/// What a run took, in seconds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    /// Time on the wall.
    pub wall: f64,
    /// Computing time of the program and its children; time on the wall where the system does not
    /// tell it.
    pub cpu: f64,
}

impl std::ops::AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        self.wall += other.wall;
        self.cpu += other.cpu;
    }
}

/// A workspace that is thrown away, and the program in it.
pub struct Workspace(tempfile::TempDir);

/// The program that is measured.
pub fn ours() -> PathBuf {
    std::env::var_os("RAPPORTEUR_BIN").map_or_else(
        || PathBuf::from(env!("CARGO_BIN_EXE_rapporteur")),
        PathBuf::from,
    )
}

/// Whether a program is on the search path.
pub fn is_installed(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

/// A program with its arguments; what it says of itself is not listened to.
pub fn command<S: AsRef<OsStr>>(name: &str, arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(name);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Runs a program to its end; what it printed, and what it took. A refusal is an answer too.
pub fn run(command: &mut Command) -> (String, Cost) {
    let (cpu, start) = (children_cpu(), Instant::now());
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .stdout(Stdio::piped())
        .output()
        .expect("a program that is installed starts");
    let wall = start.elapsed().as_secs_f64();
    let cost = Cost {
        wall,
        cpu: cpu
            .zip(children_cpu())
            .map_or(wall, |(before, after)| after - before),
    };
    (String::from_utf8_lossy(&output.stdout).into_owned(), cost)
}

/// Computing time of all children waited for so far, and of theirs; Linux only.
fn children_cpu() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name before it may hold anything, but ends with the last bracket.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(13);
    let user: f64 = times.next()?.parse().ok()?;
    let system: f64 = times.next()?.parse().ok()?;
    Some((user + system) / TICKS)
}

/// Peak memory in MB of the largest process that a program becomes or starts; Linux only.
pub fn peak_memory(command: &mut Command) -> Option<f64> {
    let mut child = command.stdout(Stdio::null()).spawn().ok()?;
    let mut peak = 0;
    while matches!(child.try_wait(), Ok(None)) {
        for process in family(child.id()) {
            peak = peak.max(high_water(process).unwrap_or(0));
        }
        std::thread::sleep(GLANCE);
    }
    (peak > 0).then_some(peak as f64 / 1024.0)
}

/// A process and all below it.
fn family(first: u32) -> Vec<u32> {
    let parents: Vec<(u32, u32)> = std::fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let id: u32 = entry.ok()?.file_name().to_str()?.parse().ok()?;
            let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
            let (_, fields) = stat.rsplit_once(')')?;
            Some((id, fields.split_whitespace().nth(1)?.parse().ok()?))
        })
        .collect();
    let mut family = vec![first];
    let mut next = 0;
    while let Some(&parent) = family.get(next) {
        let below = parents.iter().filter(|(_, of)| *of == parent);
        family.extend(below.map(|(id, _)| id));
        next += 1;
    }
    family
}

/// The most memory a process ever had, in KiB.
fn high_water(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

impl Workspace {
    /// A new and empty one.
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder can be made"))
    }

    /// A new and empty one in memory, where syncing takes no time; nothing where that is not known.
    pub fn in_memory() -> Option<Self> {
        tempfile::tempdir_in("/dev/shm").ok().map(Self)
    }

    /// The environment that the program needs to work here.
    pub fn environment(&self) -> [(&'static str, PathBuf); 3] {
        [
            ("RAPPORTEUR_WORKSPACE", self.0.path().join("workspace")),
            ("RAPPORTEUR_HOME", self.0.path().join("home")),
            ("RAPPORTEUR_REVIEWER", PathBuf::from("Bench")),
        ]
    }

    /// The command that reads files in.
    pub fn import(&self, path: &Path) -> Command {
        let mut command = Command::new(ours());
        command.arg("import").arg("--json").arg(path);
        command.stdin(Stdio::null()).stderr(Stdio::null());
        command.envs(self.environment());
        command
    }

    /// The agreement in a file, read into an empty workspace. All is empty when it is refused.
    pub fn read(&self, file: &Path) -> (Reading, Cost) {
        let (receipts, cost) = run(&mut self.import(file));
        let ids: Vec<String> = agreements(&receipts);
        let mut reading = Reading::default();
        for id in ids {
            let path = self.0.path().join("workspace/agreements").join(&id);
            let document = std::fs::read_to_string(path.join("document.json")).unwrap_or_default();
            let document: serde_json::Value = serde_json::from_str(&document).unwrap_or_default();
            let words = |of: &serde_json::Value| {
                let words = of["text"].as_str().unwrap_or_default();
                format!("{words}\n")
            };
            let all = |list: &serde_json::Value| -> String {
                list.as_array().into_iter().flatten().map(words).collect()
            };
            reading.text += &words(&document);
            reading.furniture += &all(&document["margin"]["furniture"]);
            reading.comments += &all(&document["margin"]["comments"]);
        }
        (reading, cost)
    }
}

/// What was read of a file.
#[derive(Debug, Default)]
pub struct Reading {
    /// The text of the agreement.
    pub text: String,
    /// Its page furniture, a line each.
    pub furniture: String,
    /// What stands beside the text: comments, hidden words, values that no page shows; a line each.
    pub comments: String,
}

/// The ids in receipts; what was refused has none.
pub fn agreements(receipts: &str) -> Vec<String> {
    let ids = receipts.lines().filter_map(|line| {
        let receipt: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(receipt["agreement"].as_str()?.to_owned())
    });
    ids.collect()
}

/// The files below a folder whose name ends so, in order.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
