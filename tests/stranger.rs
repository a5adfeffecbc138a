//! A second verifier, `docs/verify-journal.py`, was written from `docs/journal-format.md` alone. On
//! sound and on damaged workspaces it must come to what `rapporteur verify` comes to: whether all
//! fits, how long each journal is and what its head is, and the first line that does not fit.
//!
//! Needs `python3`. A few dozen workspaces by default; `RAPPORTEUR_FULL=1` for a thousand sound ones
//! and ten thousand damaged ones.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "the test damages files, starts another program, and tells what it skipped and counted"
)]

mod common;

use common::Workplace;
use ed25519_dalek::{Signer, SigningKey};
use rapporteur::domain::digest::{Digest, to_hex};
use rapporteur::store::device::Home;
use rapporteur::store::verify::{verify, verify_against};
use rapporteur::store::workspace::Workspace;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Runs the script once for each line of arguments, and remembers which signatures it has checked: the
/// lines of damaged copies are for the most part the same.
const DRIVER: &str = r"
import contextlib, functools, io, json, sys
checked, cache = {}, functools.lru_cache
def remember(maxsize=None):
    def wrap(function):
        if function.__name__ != 'genuine':
            return cache(maxsize=maxsize)(function)
        def ask(*arguments):
            if arguments not in checked:
                checked[arguments] = function(*arguments)
            return checked[arguments]
        return ask
    return wrap
functools.lru_cache = remember
script = compile(open(sys.argv[1], encoding='utf-8').read(), sys.argv[1], 'exec')
for line in sys.stdin:
    sys.argv[1:], told = json.loads(line), io.StringIO()
    try:
        with contextlib.redirect_stdout(told):
            exec(script, {'__name__': '__main__'})
    except SystemExit as end:
        print(json.dumps([end.code, json.loads(told.getvalue())]), flush=True)
";

/// The other verifier.
struct Stranger {
    program: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Stranger {
    /// Nothing, and a line that says so, where there is no Python.
    fn start() -> Option<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/verify-journal.py");
        let mut command = Command::new("python3");
        command.args(["-c", DRIVER]).arg(script);
        let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let Ok(mut program) = started else {
            eprintln!("skipped: no python3 on this machine");
            return None;
        };
        Some(Self {
            ask: program.stdin.take().expect("it is piped"),
            answers: BufReader::new(program.stdout.take().expect("it is piped")),
            program,
        })
    }

    fn verdict(&mut self, workspace: &Path, export: Option<&Path>) -> Verdict {
        let mut arguments = vec![workspace.to_str().expect("is text"), "--json"];
        if let Some(export) = export {
            arguments.extend(["--against", export.to_str().expect("is text")]);
        }
        writeln!(self.ask, "{}", json!(arguments)).expect("it listens");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("it answers");
        let [code, said]: [Value; 2] = serde_json::from_str(&answer)
            .unwrap_or_else(|_| panic!("{}: {answer:?}", workspace.display()));
        let verdict = Verdict::of(said);
        assert_eq!(code, if verdict.ok { 0 } else { 5 }, "{verdict:?}");
        verdict
    }
}

impl Drop for Stranger {
    fn drop(&mut self) {
        let _ended = self.program.kill();
        let _ended = self.program.wait();
    }
}

/// What a verifier says.
#[derive(Debug, Clone, PartialEq)]
struct Verdict {
    ok: bool,
    /// Number of lines and hash of the last one, by writer.
    journals: BTreeMap<String, (u64, String)>,
    /// The first line of each journal that does not fit; nothing where it is none that is there.
    first: BTreeMap<String, u64>,
    said: Value,
}

impl Verdict {
    fn of(said: Value) -> Self {
        let list = |name: &str| said[name].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut journals = BTreeMap::new();
        for journal in list("journals") {
            let head = (
                journal["entries"].as_u64().expect("a number"),
                text(&journal["head"]),
            );
            journals.insert(text(&journal["writer"]), head);
        }
        let mut first = BTreeMap::new();
        for problem in list("problems") {
            let writer = text(&problem["writer"]);
            let length = journals.get(&writer).map_or(0, |&(length, _)| length);
            // A line that was cut short is told as one more line.
            let cut = matches!(
                text(&problem["code"]).as_str(),
                "torn-line" | "unended-line"
            );
            let there = |line: &u64| cut || *line <= length;
            if let Some(line) = problem["line"].as_u64().filter(there) {
                let known = first.entry(writer).or_insert(line);
                *known = line.min(*known);
            }
        }
        Self {
            ok: said["ok"].as_bool().expect("says whether all fits"),
            journals,
            first,
            said,
        }
    }

    /// What our own verifier says, without what this device remembers.
    fn ours(folder: &Path, export: Option<&Path>) -> Self {
        let workspace = Workspace::open(folder).expect("is a workspace");
        let verification = match export {
            None => verify(&workspace, None),
            Some(export) => {
                let text = fs::read_to_string(export).expect("is text");
                verify_against(&workspace, None, &text)
            }
        };
        let verification = verification.expect("can be read");
        Self::of(serde_json::to_value(verification).expect("is JSON"))
    }
}

/// Both verdicts, which must be the same; `damaged` names the journal in which the damage was done.
fn both(
    stranger: &mut Stranger,
    what: &str,
    workspace: &Path,
    export: Option<&Path>,
    damaged: Option<&str>,
) -> bool {
    let ours = Verdict::ours(workspace, export);
    let theirs = stranger.verdict(workspace, export);
    let both = format!("{what}\nours: {}\ntheirs: {}", ours.said, theirs.said);
    assert_eq!(ours.ok, theirs.ok, "{both}");
    if ours.ok {
        assert_eq!(ours.journals, theirs.journals, "{both}");
    } else if let Some(writer) = damaged {
        assert_eq!(ours.first.get(writer), theirs.first.get(writer), "{both}");
    }
    ours.ok
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides.max(1) as u64).expect("smaller than its sides")
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.roll(list.len())]
    }
}

/// Two reviewers, each with a device of their own, at work on the sample.
struct Desk {
    place: Workplace,
    agreement: String,
    clauses: Vec<String>,
}

const ITEMS: [&str; 4] = [
    "state-influence",
    "subcontractors-listed",
    "ultimate-owner-disclosed",
    "change-of-control-or-assignment",
];
const WORDS: [&str; 5] = [
    "fine",
    "tab\there",
    "“q”\u{2028}\u{7f}",
    "\u{1}\\ \"x\"",
    "合同 📄\nŠta",
];

impl Desk {
    fn new() -> Self {
        let place = Workplace::new();
        let agreement = place.import_sample();
        let listed = place.json(["clauses", &agreement, "--json"]);
        let clauses = listed["clauses"].as_array().expect("is a list").iter();
        let clauses = clauses
            .filter(|clause| clause["text"].as_str().is_some_and(|text| text.len() > 40))
            .map(|clause| clause["id"].as_str().expect("has an id").to_owned())
            .collect();
        Self {
            place,
            agreement,
            clauses,
        }
    }

    fn home(&self, second: bool) -> PathBuf {
        self.place.path(if second { "home-2" } else { "home" })
    }

    /// A command of one of the two; what it refuses is refused.
    fn run(&self, second: bool, arguments: &[&str]) {
        let mut command = self.place.command();
        if second {
            command.env("RAPPORTEUR_REVIEWER", "王 Boro");
        }
        let output = command
            .env("RAPPORTEUR_HOME", self.home(second))
            .args(arguments)
            .output()
            .expect("the program starts");
        let code = output.status.code();
        assert!(
            matches!(code, Some(0 | 1 | 2 | 4 | 6)),
            "{arguments:?}: {output:?}"
        );
    }

    /// One decision, drawn by lot.
    fn decide(&self, dice: &mut Dice) {
        let second = dice.roll(3) == 0;
        let agreement = self.agreement.as_str();
        let clause = dice.pick(&self.clauses).as_str();
        let item = *dice.pick(&ITEMS);
        let word = *dice.pick(&WORDS);
        let state = *dice.pick(&["concern", "unclear", "satisfied", "withheld", "none"]);
        let assessment = format!("--assessment={}", dice.pick(&["ok", "concern", "info"]));
        let arguments: Vec<&str> = match dice.roll(9) {
            0 => vec!["read", agreement, clause],
            1 => vec!["read", agreement, clause, "--unread"],
            2 => vec!["tag", agreement, clause, item, &assessment, "--note", word],
            3 => vec![
                "answer", agreement, item, state, "--note", word, "--reason", word,
            ],
            4 => vec![
                "note",
                agreement,
                word,
                "--clause",
                clause,
                "--confidential",
            ],
            5 => vec!["describe", agreement, "supplier", word, "--clause", clause],
            6 => vec!["undo"],
            7 => vec!["redo"],
            _ => vec!["sign-off", agreement, "--exception", word],
        };
        self.run(second, &arguments);
    }

    fn export(&self) -> PathBuf {
        let path = self.place.path("summary.md");
        let name = path.to_str().expect("is text");
        let agreement = self.agreement.as_str();
        self.run(
            false,
            &[
                "export", agreement, "--format", "markdown", "--force", "-o", name,
            ],
        );
        path
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("can be listed") {
        let path = entry.expect("can be listed").path();
        let target = to.join(path.file_name().expect("has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("can be copied");
        }
    }
}

/// Every file under a folder that ends so.
fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("can be listed") {
        let path = entry.expect("can be listed").path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
}

fn files_in(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    files(folder, ending, &mut found);
    found
}

fn lines_of(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("is text");
    text.lines().map(str::to_owned).collect()
}

fn write_lines(path: &Path, lines: &[String]) {
    fs::write(path, lines.join("\n") + "\n").expect("can be written");
}

fn change_byte(path: &Path, dice: &mut Dice) {
    let mut bytes = fs::read(path).expect("can be read");
    let at = dice.roll(bytes.len());
    bytes[at] ^= 1 << dice.roll(8);
    fs::write(path, bytes).expect("can be written");
}

/// The line, signed anew by the owner of the key.
fn seal(unsigned: &str, key: &SigningKey) -> String {
    let signature = key.sign(&[b"rapporteur-entry-v1\0", unsigned.as_bytes()].concat());
    format!("{unsigned},\"sig\":\"{}\"}}", to_hex(&signature.to_bytes()))
}

fn unsigned(line: &str) -> &str {
    line.rsplit_once(",\"sig\":\"").expect("is signed").0
}

/// The owner of a key changes an entry and signs everything behind it anew.
fn rewrite(lines: &[String], at: usize, from: &str, to: &str, key: &SigningKey) -> Vec<String> {
    let mut renamed: Vec<(String, String)> = Vec::new();
    let hash = |line: &str| Digest::of(line.as_bytes()).to_string();
    let rewritten = lines.iter().enumerate().map(|(index, line)| {
        let mut text = unsigned(line).to_owned();
        for (old, new) in &renamed {
            text = text.replace(old, new);
        }
        if index == at {
            text = text.replacen(from, to, 1);
        }
        let sealed = seal(&text, key);
        renamed.push((hash(line), hash(&sealed)));
        sealed
    });
    rewritten.collect()
}

/// What the owner of a key may sign, and what it comes to: from, to.
const RESIGNED: [(&str, &str); 18] = [
    ("\"name\":\"", "\"name\":\"Dr "),
    ("\"app\":\"rapporteur", "\"app\":\"r\\u0061pporteur"),
    ("{\"v\":1,", "{\"v\":2,"),
    ("{\"v\":1,", "{\"v\":1.0,"),
    ("{\"v\":1,", "{\"v\":1,\"v\":1,"),
    ("{\"v\":1,", "{ \"v\":1,"),
    ("\"by\":{", "\"clock\":\"back\",\"by\":{"),
    ("\"by\":{", "\"extra\":1,\"by\":{"),
    ("Z\",\"by\"", "+00:00\",\"by\""),
    ("\"at\":\"20", "\"at\":\"19"),
    ("\"seq\":", "\"seq\":1"),
    ("\"key\":\"", "\"key\":\"0"),
    ("\"writer\":\"", "\"writer\":\"x"),
    ("},\"key\"", "},\"supersedes\":[],\"key\""),
    ("\"quote\":\"", "\"quote\":\"x"),
    ("\"page\":", "\"page\":1"),
    ("\"label\":\"", "\"label\":\"x"),
    ("\"version\":\"", "\"version\":\"9"),
];

/// What is done outside the journals.
const ELSEWHERE: [usize; 3] = [8, 9, 12];

/// Damages a file that is no journal; gives what was done.
fn damage_elsewhere(folder: &Path, export: &Path, kind: usize, dice: &mut Dice) -> String {
    match kind {
        8 => {
            let files = files_in(&folder.join("agreements"), "");
            change_byte(&files[dice.roll(files.len())], dice);
            "a byte of an agreement".to_owned()
        }
        9 => {
            let checklists = files_in(&folder.join("checklists"), ".json");
            change_byte(&checklists[dice.roll(checklists.len())], dice);
            "a byte of a checklist".to_owned()
        }
        _ => {
            let text = fs::read_to_string(export).expect("is text");
            let head = text.match_indices("rapporteur-head/1").nth(dice.roll(2));
            let at = head.expect("has two heads").0 + 18 + dice.roll(170);
            let mut bytes = text.into_bytes();
            bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
            fs::write(export, bytes).expect("can be written");
            format!("byte {at} of an export")
        }
    }
}

/// Damages a journal; gives what was done, and the name of the journal.
fn damage_journal(desk: &Desk, folder: &Path, kind: usize, dice: &mut Dice) -> (String, String) {
    let journals = files_in(&folder.join("journal"), ".jsonl");
    let which = dice.roll(journals.len());
    let (path, other) = (&journals[which], &journals[1 - which]);
    let writer = path.file_stem().expect("has a name").to_string_lossy();
    let mut lines = lines_of(path);
    let (here, there) = (dice.roll(lines.len()), dice.roll(lines.len()));
    let resigned;
    let what = match kind {
        1 => {
            lines.remove(here);
            "a line taken out"
        }
        2 => {
            lines.insert(there, lines[here].clone());
            "a line repeated"
        }
        3 => {
            lines.swap(here, there);
            "two lines exchanged"
        }
        4 => {
            let mut others = lines_of(other);
            others.insert(dice.roll(others.len() + 1), lines.remove(here));
            write_lines(other, &others);
            "a line moved to the other journal"
        }
        5 => {
            lines.truncate(here.max(1));
            "the end cut off"
        }
        10 => {
            let home = Home::new(desk.home(!writer.starts_with("ana")));
            let (from, to) = *dice.pick(&RESIGNED);
            lines = rewrite(
                &lines,
                here,
                from,
                to,
                &home.device_key().expect("has a key"),
            );
            resigned = format!("signed anew: {from} → {to}");
            &resigned
        }
        11 => {
            let upper = lines[here]
                .rsplit_once(":\"")
                .map(|(head, sig)| format!("{head}:\"{}", sig.to_uppercase()));
            lines[here] = upper.expect("is signed");
            "a signature in capitals"
        }
        _ => "a file changed",
    };
    write_lines(path, &lines);
    match kind {
        0 => change_byte(path, dice),
        6 => {
            let bytes = fs::read(path).expect("can be read");
            let length = dice.roll(bytes.len()).max(1);
            fs::write(path, &bytes[..length]).expect("can be written");
        }
        7 => fs::write(path, lines.join("\r\n") + "\r\n").expect("can be written"),
        _ => {}
    }
    let path = path.display();
    let what = format!("{kind}: {what}, {path}, lines {here} and {there}, counted from 0");
    (what, writer.into_owned())
}

#[test]
fn two_verifiers_agree() {
    let Some(mut stranger) = Stranger::start() else {
        return;
    };
    let full = std::env::var_os("RAPPORTEUR_FULL").is_some();
    let (desks, decisions, mutants) = if full { (25, 40, 400) } else { (1, 24, 52) };
    let mut seen = BTreeMap::<bool, usize>::new();
    let (mut good, mut dice) = (0, Dice(0x5eed_0006));
    for _ in 0..desks {
        let desk = Desk::new();
        let workspace = desk.place.workspace();
        desk.run(true, &["read", &desk.agreement, &desk.clauses[0]]);
        for decision in 0..decisions {
            desk.decide(&mut dice);
            if full || decision % 8 == 0 {
                assert!(both(&mut stranger, "as it is", &workspace, None, None));
                good += 1;
            }
        }
        let export = desk.export();
        assert!(both(
            &mut stranger,
            "exported",
            &workspace,
            Some(&export),
            None
        ));
        for number in 0..mutants {
            let place = tempfile::tempdir().expect("a temporary folder can be made");
            let (folder, paper) = (place.path().join("w"), place.path().join("summary.md"));
            copy(&workspace, &folder);
            fs::copy(&export, &paper).expect("can be copied");
            let kind = number % 13;
            let (what, writer) = if ELSEWHERE.contains(&kind) {
                (damage_elsewhere(&folder, &paper, kind, &mut dice), None)
            } else {
                let (what, writer) = damage_journal(&desk, &folder, kind, &mut dice);
                (what, Some(writer))
            };
            let against = (kind == 12 || dice.roll(2) == 0).then_some(paper.as_path());
            let ok = both(&mut stranger, &what, &folder, against, writer.as_deref());
            *seen.entry(ok).or_default() += 1;
            // A cut end needs a witness; to exchange a line with itself, to sign what may be signed,
            // or to write digits in capitals changes nothing that is wrong.
            let may_pass = match kind {
                1 | 5 | 6 => against.is_none(),
                3 | 10 | 11 => true,
                _ => false,
            };
            assert!(!ok || may_pass, "{what} was not noticed");
        }
    }
    eprintln!("{good} sound states; damaged: {seen:?} (true: nothing inside it tells)");
}
