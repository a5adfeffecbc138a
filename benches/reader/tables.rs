//! What is measured, and the tables.

use super::made_up;
use super::program::{Program, Row};
use portable_pty::CommandBuilder;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Narrow as a terminal ever was, and a usual window.
const SIZES: [(u16, u16); 2] = [(80, 24), (140, 45)];
/// Starts of which the quickest is printed.
const STARTS: usize = 5;
/// Agreements on the desk.
const AGREEMENTS: usize = 1000;

/// Where everything made up lies.
struct Place {
    folder: tempfile::TempDir,
    program: PathBuf,
}

impl Place {
    fn new() -> Self {
        let named = std::env::var_os("RAPPORTEUR_BIN");
        let program = named.map_or_else(|| env!("CARGO_BIN_EXE_rapporteur").into(), PathBuf::from);
        Self {
            folder: tempfile::tempdir().expect("a temporary folder can be made"),
            program,
        }
    }

    fn variables(&self, workspace: &str) -> [(&'static str, PathBuf); 3] {
        [
            ("RAPPORTEUR_WORKSPACE", self.folder.path().join(workspace)),
            ("RAPPORTEUR_HOME", self.folder.path().join("home")),
            ("RAPPORTEUR_REVIEWER", PathBuf::from("Bench")),
        ]
    }

    /// The interface on a workspace, with a file to open or on the desk.
    fn opens(&self, workspace: &str, file: Option<&Path>, size: (u16, u16)) -> Option<Program> {
        let mut command = CommandBuilder::new(&self.program);
        command.args(file);
        for (name, value) in self.variables(workspace) {
            command.env(name, value);
        }
        Program::start(command, size)
    }

    /// Reads files in by a command of its own, and says how long it took.
    fn reads_in(&self, workspace: &str, path: &Path) {
        if self.folder.path().join(workspace).exists() {
            return;
        }
        let begun = Instant::now();
        let mut command = Command::new(&self.program);
        command
            .arg("import")
            .arg(path)
            .envs(self.variables(workspace));
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let done = command.status().expect("the program starts");
        assert!(done.success(), "{} is read in", path.display());
        println!(
            "{:<52} {:>10.1?}",
            "    read in by `import`",
            begun.elapsed()
        );
    }
}

/// Prints what was asked for, or everything.
pub fn print() {
    let arguments = std::env::args()
        .skip(1)
        .filter(|one| !one.starts_with("--"));
    let asked: Vec<String> = arguments.collect();
    let parts = ["law", "large", "desk", "start"];
    let file = asked.iter().find(|one| !parts.contains(&one.as_str()));
    let wants = |part: &str| asked.is_empty() || asked.iter().any(|one| one == part);
    let place = Place::new();
    println!("{}", place.program.display());
    let law = file.map_or_else(longest, PathBuf::from);
    // A program in a terminal begins in another folder.
    let law = law.canonicalize().expect("the file is there");
    if wants("law") || file.is_some() {
        reading(&place, "law", &law);
    }
    let large = made_up::large(place.folder.path());
    if wants("large") {
        reading(&place, "large", &large);
    }
    if wants("desk") {
        desk(&place);
    }
    if wants("start") {
        starts(&place, "law", &law);
        starts(&place, "large", &large);
    }
}

/// The longest law of the corpus, or the sample.
fn longest() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = std::env::var_os("RAPPORTEUR_CORPUS")
        .map_or_else(|| root.join("../shared/corpus"), PathBuf::from);
    let law = corpus.join("laws-sr/public-procurement.txt");
    if law.is_file() {
        law
    } else {
        root.join("assets/sample/agreement.txt")
    }
}

fn title(what: &str, file: &Path) {
    let bytes = std::fs::metadata(file).map_or(0, |about| about.len());
    println!("\n{what}: {bytes} bytes of {}", file.display());
}

/// Words that stand on the screen when the beginning of a file is shown.
fn first_words(file: &Path) -> String {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let lines = text.lines().map(str::trim);
    let first = lines.into_iter().find(|line| !line.is_empty());
    let words = first.unwrap_or_default().split_whitespace().take(2);
    words.collect::<Vec<_>>().join(" ")
}

/// Key to frame in the reader, beside `less` on the same text.
fn reading(place: &Place, workspace: &str, file: &Path) {
    title("key to frame", file);
    place.reads_in(workspace, file);
    println!("{}", Row::head());
    for size in SIZES {
        let named = |name: &str| format!("{name}, {}×{}", size.0, size.1);
        let Some(mut program) = place.opens(workspace, Some(file), size) else {
            return;
        };
        program.shows(&first_words(file));
        // The window before was left far in: near the end there would be nothing to step to.
        program.presses("g");
        let stepping = program.measures(&["j"], named("next clause"));
        println!("{}", stepping.told());
        if let Some(mut less) = Program::start(of("less", file), size) {
            less.shows(&first_words(file));
            let peer = less.measures(&["j"], named("less, next line"));
            println!("{}", peer.told());
            let ratio = stepping.median.as_secs_f64() / peer.median.as_secs_f64();
            println!(
                "{:<52} {ratio:>10.2}",
                "    ratio of medians, rapporteur to less"
            );
        }
        for (keys, name) in [
            (&["k"][..], "previous clause"),
            (&["G", "g"], "to the end and to the beginning"),
            (&[" "], "read and go on, synced to disk"),
        ] {
            println!("{}", program.measures(keys, named(name)).told());
        }
        memory(&program, &named("peak memory"));
    }
}

/// Key to frame on a desk with many agreements.
fn desk(place: &Place) {
    let wanted = std::env::var("RAPPORTEUR_AGREEMENTS").ok();
    let count = wanted.and_then(|wanted| wanted.parse().ok());
    let count = count.unwrap_or(AGREEMENTS);
    println!("\nkey to frame on a desk with {count} agreements");
    place.reads_in("desk", &made_up::many(place.folder.path(), count));
    println!("{}", Row::head());
    for size in SIZES {
        let named = |name: &str| format!("{name}, {}×{}", size.0, size.1);
        let Some(mut program) = place.opens("desk", None, size) else {
            return;
        };
        let Some(first) = program.shows("AGREEMENT 1") else {
            println!("the desk did not come");
            return;
        };
        println!("{:<52} {first:>10.1?}", named("start to first frame"));
        let down = program.measures(&["\u{1b}[B"], named("one agreement down"));
        println!("{}", down.told());
        let ends = program.measures(&["\u{1b}[F", "\u{1b}[H"], named("to the end and back"));
        println!("{}", ends.told());
        program.presses("/");
        let typing = ["a", "g", "r", "\u{7f}", "\u{7f}", "\u{7f}"];
        println!(
            "{}",
            program
                .measures(&typing, named("a letter of a title"))
                .told()
        );
        memory(&program, &named("peak memory"));
    }
}

/// Start to first frame of the same text in several programs, the quickest of some starts.
fn starts(place: &Place, workspace: &str, file: &Path) {
    title("start to first frame", file);
    place.reads_in(workspace, file);
    let words = first_words(file);
    let size = SIZES[0];
    let own = || place.opens(workspace, Some(file), size);
    // The first one keeps what the next ones use, and is not counted.
    if own()
        .and_then(|mut program| program.shows(&words))
        .is_none()
    {
        println!("rapporteur did not show “{words}”");
        return;
    }
    first_frame("rapporteur", &words, own);
    for (name, arguments) in [("less", &[][..]), ("vim", &["-R"]), ("hx", &[])] {
        first_frame(&[&[name], arguments].concat().join(" "), &words, || {
            let mut command = CommandBuilder::new(name);
            command.args(arguments);
            command.arg(file);
            Program::start(command, size)
        });
    }
}

fn first_frame(name: &str, words: &str, start: impl Fn() -> Option<Program>) {
    let (mut best, mut peak) = (None, None);
    for _ in 0..STARTS {
        let Some(mut program) = start() else {
            println!("{name:<52} is not installed");
            return;
        };
        let shown = program.shows(words);
        best = [best, shown].into_iter().flatten().min();
        peak = peak.max(program.peak());
    }
    let peak = peak.map_or_else(|| "–".to_owned(), |peak| format!("{} MB", peak / 1000));
    match best {
        Some(best) => println!("{name:<52} {best:>10.1?} {peak:>10}"),
        None => println!("{name:<52} did not show “{words}”"),
    }
}

fn of(name: &str, file: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(name);
    command.arg(file);
    command
}

fn memory(program: &Program, name: &str) {
    if let Some(peak) = program.peak() {
        println!("{name:<52} {:>7} MB", peak / 1000);
    }
}
