//! A workspace in which the reviewer works on, however often her program is killed.

use crate::common::Workplace;
use crate::common::dice::Dice;
use crate::script::{self, Step};
use serde_json::Value;
use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A short agreement: what takes time is to be the writing, not the reading.
const AGREEMENT: &str = "AGREEMENT on a traffic platform\n\n\
    Article 1\n\nThe City buys a traffic platform.\n\n\
    Article 2\n\nThe Supplier keeps all data in the country.\n\n\
    Article 3\n\nThe City may audit the Supplier at any time.\n\n\
    Article 4\n\nThis Agreement is paid from funds of the European Union.\n\n\
    Article 5\n\nAt the end the Supplier hands over all data.\n\n\
    Article 6\n\nThe law of the State of Averonia governs.\n";

/// What came of many kills.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Runs that were killed before they ended.
    pub kills: usize,
    /// Runs that ended before their kill.
    pub ended: usize,
    /// Kills that struck when the journal had grown.
    pub after_writing: usize,
    /// Of those, how many before the program had said so.
    pub unsaid: usize,
    /// Entries that the program called saved.
    pub acknowledged: usize,
    /// Journals whose last line a kill left unfinished.
    pub torn: usize,
    /// Last lines that were cut here, at a random byte, before the program had called them saved.
    pub cut: usize,
    /// Unfinished lines that the program moved aside and journalled.
    pub recovered: usize,
    /// Temporary files that were left lying.
    pub left_over: usize,
}

impl Tally {
    pub fn add(&mut self, other: &Self) {
        self.kills += other.kills;
        self.ended += other.ended;
        self.after_writing += other.after_writing;
        self.unsaid += other.unsaid;
        self.acknowledged += other.acknowledged;
        self.torn += other.torn;
        self.cut += other.cut;
        self.recovered += other.recovered;
        self.left_over += other.left_over;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} kills ({} after the journal had grown, {} of them before anything was said), {} runs \
             ended first; {} entries called saved, 0 lost; {} last lines torn by a kill and {} by hand, \
             {} moved aside and journalled; {} temporary files left lying",
            self.kills,
            self.after_writing,
            self.unsaid,
            self.ended,
            self.acknowledged,
            self.torn,
            self.cut,
            self.recovered,
            self.left_over
        )
    }
}

/// The workspace, and what must be in it.
pub struct Life {
    pub place: Workplace,
    pub agreement: String,
    pub tally: Tally,
    /// The whole lines of the journal as they were last seen; they must never change.
    known: Vec<u8>,
    /// How long each kind of step takes when nothing stops it.
    typical: HashMap<&'static str, Duration>,
    /// Every unfinished line that was seen.
    torn: Vec<Vec<u8>>,
    steps: usize,
}

impl Life {
    pub fn new(on_disk: bool, dice: &mut Dice) -> Self {
        let place = if on_disk {
            Workplace::new()
        } else {
            Workplace::in_memory()
        };
        place.write("agreement.txt", AGREEMENT);
        let receipt = place.json(["import", "agreement.txt", "--json"]);
        let agreement = receipt["agreement"].as_str().expect("has an id").to_owned();
        let mut life = Self {
            place,
            agreement,
            tally: Tally::default(),
            known: Vec::new(),
            typical: HashMap::new(),
            torn: Vec::new(),
            steps: dice.roll(1000),
        };
        life.look();
        life
    }

    /// Runs the next step of the script and kills it, unless it is the first of its kind: that one
    /// shows how long it takes.
    pub fn step(&mut self, dice: &mut Dice) {
        self.steps += 1;
        let step = script::next(&self.agreement, self.steps, dice);
        if step.kind == "import" {
            let words = format!("Article 1\n\nThe City buys {}.\n", self.steps);
            self.place.write(&format!("new/{}.txt", self.steps), words);
        }
        let before = self.length();
        let began = Instant::now();
        let mut child = self.start(&step);
        let known = self.typical.get(step.kind).copied();
        match known {
            None => {}
            Some(typical) if dice.roll(2) == 0 => {
                let thousandths = u32::try_from(dice.roll(1100)).expect("is small");
                std::thread::sleep(typical * thousandths / 1000);
                let _ = child.kill();
            }
            Some(_) => {
                self.wait_for_growth(&mut child, before);
                let pause = Duration::from_micros(dice.roll(3000) as u64);
                let end = Instant::now() + pause;
                while Instant::now() < end {
                    std::hint::spin_loop();
                }
                let _ = child.kill();
            }
        }
        let (mut out, mut err) = (String::new(), String::new());
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let reads = [
            stdout.expect("is piped").read_to_string(&mut out),
            stderr.expect("is piped").read_to_string(&mut err),
        ];
        assert!(reads.iter().all(Result::is_ok), "output is UTF-8");
        let status = child.wait().expect("the program ends");
        assert!(!err.contains("panicked"), "{step}: {err}");
        let killed = status.signal() == Some(9);
        if !killed {
            self.typical.insert(step.kind, began.elapsed());
            // There may be nothing to undo or to sign, and no summary is made of a journal that must be mended.
            let refused = matches!(step.kind, "undo" | "redo" | "sign off")
                || step.kind == "export" && status.code() == Some(5) && err.contains("unfinished");
            assert!(status.success() || refused, "{step}: {status}: {out}{err}");
        }
        self.judge(&step, killed, before, &out);
        if killed {
            self.tear(dice);
        }
        self.verify();
    }

    fn start(&self, step: &Step) -> Child {
        self.place
            .command()
            .args(&step.arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts")
    }

    fn wait_for_growth(&self, child: &mut Child, before: u64) {
        while self.length() <= before && matches!(child.try_wait(), Ok(None)) {
            std::thread::yield_now();
        }
    }

    fn journal(&self) -> PathBuf {
        self.place.journal()
    }

    fn length(&self) -> u64 {
        fs::metadata(self.journal()).map_or(0, |about| about.len())
    }

    /// Leaves an unfinished line behind the last one.
    pub fn append_torn(&mut self, line: &str) {
        let bytes = [&self.known[..], line.as_bytes()].concat();
        fs::write(self.journal(), bytes).expect("can be written");
    }

    /// Counts a run after holding what the program said against what is there.
    fn judge(&mut self, step: &Step, killed: bool, before: u64, out: &str) {
        let grown = self.length() > before;
        let said = self.judge_said(step, out);
        if step.kind == "export" {
            self.export_is_whole(step);
        }
        if killed {
            self.tally.kills += 1;
            self.tally.after_writing += usize::from(grown);
            self.tally.unsaid += usize::from(grown && said == 0);
        } else {
            self.tally.ended += 1;
        }
    }

    /// Holds what the program said against what is there; gives how many entries it called saved.
    pub fn judge_said(&mut self, step: &Step, out: &str) -> usize {
        self.look();
        let text = String::from_utf8_lossy(&self.known).into_owned();
        let lines: Vec<&str> = text.lines().collect();
        let mut said = 0;
        for line in out
            .split_inclusive('\n')
            .filter(|line| line.ends_with('\n'))
        {
            if let Some(rest) = line.strip_prefix("Saved #") {
                let number = rest.split(':').next().and_then(|text| text.parse().ok());
                let number: usize = number.expect("the line names a number");
                let entry = lines.get(number - 1);
                let entry = entry.unwrap_or_else(|| panic!("lost: {step} said: {line}"));
                assert!(entry.contains(&format!("\"seq\":{number},")), "{entry}");
                if let Some(token) = step.token.as_ref().filter(|token| line.contains(*token)) {
                    assert!(entry.contains(token), "lost: {step} said: {line}");
                }
                said += 1;
            } else if step.kind == "import" && !line.starts_with(' ') {
                let receipt: Value = serde_json::from_str(line).expect("a receipt is JSON");
                let id = receipt["agreement"].as_str().expect("it was read in");
                let known = format!("\"type\":\"agreement_imported\",\"agreement\":\"{id}\"");
                assert!(text.contains(&known), "lost: {step} said: {line}");
                said += 1;
            }
        }
        self.tally.acknowledged += said;
        said
    }

    /// An export is the old one or the new one, never a part.
    fn export_is_whole(&self, step: &Step) {
        let Ok(summary) = fs::read_to_string(self.place.path("summary")) else {
            return;
        };
        let json = summary.starts_with('{');
        let whole = json && serde_json::from_str::<Value>(&summary).is_ok()
            || summary.starts_with('#') && summary.ends_with('\n');
        assert!(whole && summary.contains("rapporteur-head/1"), "{step}");
    }

    /// Reads the journal: what was there before is there still.
    fn look(&mut self) {
        let bytes = fs::read(self.journal()).expect("is there");
        assert!(
            bytes.starts_with(&self.known),
            "lines that were there before were changed or lost"
        );
        let whole = bytes.iter().rposition(|&byte| byte == b'\n');
        let whole = whole.map_or(0, |last| last + 1);
        let torn = &bytes[whole..];
        if !torn.is_empty() && self.torn.last().is_none_or(|last| last != torn) {
            self.tally.torn += 1;
            self.torn.push(torn.to_vec());
        }
        self.known = bytes[..whole].to_vec();
    }

    /// What a kill leaves of a write is mostly all or nothing. So now and then the end of what was
    /// never called saved is cut here, as a power cut would; but not what the device already
    /// remembers, which happens after the sync.
    fn tear(&mut self, dice: &mut Dice) {
        let bytes = fs::read(self.journal()).expect("is there");
        if !bytes.ends_with(b"\n") {
            return;
        }
        let remembered = self.remembered();
        let ends: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at] == b'\n').collect();
        let Some(&kept) = ends.get(remembered.saturating_sub(1)) else {
            return;
        };
        if ends.len() <= remembered || dice.roll(4) == 0 {
            return;
        }
        let cut = kept + 1 + dice.roll(bytes.len() - kept - 1);
        fs::write(self.journal(), &bytes[..cut]).expect("can be cut");
        self.tally.cut += usize::from(!bytes[..cut].ends_with(b"\n"));
        let torn = self.tally.torn;
        self.known.truncate(kept + 1);
        self.look();
        self.tally.torn = torn;
    }

    /// How many entries this device remembers.
    fn remembered(&self) -> usize {
        let states = fs::read_dir(self.place.home().join("state")).expect("is there");
        states
            .flat_map(|state| fs::read_dir(state.expect("can be listed").path()).expect("is one"))
            .map(|file| file.expect("can be listed").path())
            .filter_map(|path| match path.extension()?.to_str()? {
                "json" | "last" => serde_json::from_slice::<Value>(&fs::read(path).ok()?).ok(),
                _ => None,
            })
            .filter_map(|heads| match &heads {
                Value::Object(heads) => heads.values().next()?[0].as_u64(),
                head => head[0].as_u64(),
            })
            .map(|seq| usize::try_from(seq).expect("is small"))
            .max()
            .unwrap_or(0)
    }

    /// Looks at what a kill left, and lets the program prove it.
    pub fn reopen(&mut self) {
        self.look();
        self.verify();
    }

    /// The program proves the journal; nothing may be wrong but an unfinished last line.
    pub fn verify(&self) {
        let run = self.place.run(["verify", "--json"]);
        let proof: Value = serde_json::from_str(&run.out).expect("is JSON");
        let problems = proof["problems"].as_array().expect("is a list");
        let unfinished = |problem: &Value| {
            matches!(problem["code"].as_str(), Some("torn-line" | "unended-line"))
        };
        assert!(problems.iter().all(unfinished), "{proof}");
        assert_eq!(run.code, if problems.is_empty() { 0 } else { 5 }, "{run:?}");
    }

    /// The last run is not killed: the journal opens, is written to, and tells of every recovery.
    pub fn end(mut self) -> Tally {
        let agreement = self.agreement.clone();
        let out = self.place.ok(["note", &agreement, "the last word"]);
        assert!(out.contains("the last word"), "{out}");
        self.look();
        assert_eq!(self.place.run(["verify"]).code, 0);
        let log = self.place.ok(["log", "--json"]);
        assert_eq!(
            log.lines().count(),
            self.known.split_inclusive(|&byte| byte == b'\n').count()
        );
        let told = log.matches("\"type\":\"journal_recovered\"").count();
        let aside = self.aside();
        assert_eq!(told, aside.len(), "each unfinished line is journalled once");
        // One that is a whole entry but for its LF is not moved: it gets its LF.
        let text = String::from_utf8_lossy(&self.known);
        for torn in &self.torn {
            let ended = text.contains(&format!("{}\n", String::from_utf8_lossy(torn)));
            assert!(
                aside.contains(torn) || ended,
                "{} bytes are gone",
                torn.len()
            );
        }
        self.tally.recovered += told;
        self.tally.left_over += left_over(&self.place.path(""));
        self.tally
    }

    fn aside(&self) -> Vec<Vec<u8>> {
        let folder = fs::read_dir(self.place.workspace().join("journal")).expect("is there");
        folder
            .map(|entry| entry.expect("can be listed").path())
            .filter(|path| path.to_string_lossy().contains(".torn-"))
            .map(|path| fs::read(path).expect("can be read"))
            .collect()
    }
}

/// Temporary files and folders below a folder.
pub fn left_over(folder: &std::path::Path) -> usize {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    entries
        .map(|entry| entry.expect("can be listed"))
        .map(|entry| {
            let ours = entry.file_name().to_string_lossy().contains(".part-");
            usize::from(ours) + left_over(&entry.path())
        })
        .sum()
}
