//! Random bytes, sizes and signals on the real program in a real terminal: it goes on, gives the terminal back
//! whole whenever it ends, and what it had written is proven.
//!
//! Four seconds by default; `RAPPORTEUR_SECONDS=n` makes it so many, `RAPPORTEUR_FULL=1` ten minutes.
#![cfg(unix)]

mod common;

use common::Workplace;
use common::dice::Dice;
use common::pty::Terminal;
use common::scale::{how_many, seed, tell};
use std::time::{Duration, Instant};

/// What terminals send: keys, halves of keys, the mouse, pasted text, letters of several scripts. Without Ctrl-Z, which
/// only a signal may stand for here, and without slashes, so that no summary is written anywhere else.
const SENT: [&str; 44] = [
    "\u{1b}[A",
    "\u{1b}[B",
    "\u{1b}[C",
    "\u{1b}[D",
    "\u{1b}[5~",
    "\u{1b}[6~",
    "\u{1b}[H",
    "\u{1b}[F",
    "\u{1b}OP",
    "\u{1b}[19~",
    "\u{1b}[20~",
    "\u{1b}[3~",
    "\u{1b}[1;2C",
    "\u{1b}[1;3D",
    "\u{1b}1",
    "\u{1b}f",
    "\u{1b}[",
    "\u{1b}O",
    "\u{1b}[<0;",
    "\u{1b}[200~",
    "\u{1b}[201~",
    "\u{1b}",
    "\r",
    "\t",
    "\u{7f}",
    " ",
    " ",
    " ",
    "\u{f}",
    "\u{12}",
    "\u{15}",
    "\u{7}",
    "j",
    "k",
    "1",
    "2",
    "t",
    "c",
    "a",
    "y",
    "]",
    "v",
    "ж",
    "第",
];

/// How long it goes on.
fn length() -> Duration {
    Duration::from_secs(how_many("RAPPORTEUR_SECONDS", 4, 600) as u64)
}

fn open(place: &Workplace, dice: &mut Dice) -> Terminal {
    let (columns, rows) = size(dice);
    let mut terminal = Terminal::open_with(
        place,
        columns,
        rows,
        &[concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/assets/sample/agreement.txt"
        )],
        &[("EDITOR", "true"), ("VISUAL", "true")],
    );
    terminal.wait("the first screen", |screen| !screen.trim().is_empty());
    terminal
}

fn size(dice: &mut Dice) -> (u16, u16) {
    let some = |most: usize, dice: &mut Dice| u16::try_from(dice.roll(most)).expect("small");
    (2 + some(198, dice), 1 + some(65, dice))
}

/// Some bytes as they may come.
fn noise(dice: &mut Dice) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..=dice.roll(12) {
        match dice.roll(12) {
            0 => {
                let (column, row) = size(dice);
                let end = *dice.pick(&['M', 'm']);
                let button = *dice.pick(&[0, 0, 0, 32, 64, 65]);
                bytes.extend(format!("\u{1b}[<{button};{column};{row}{end}").bytes());
            }
            1..=3 => {
                let byte = u8::try_from(dice.roll(256)).expect("a byte");
                // Ctrl-C ends the program, which takes a while to begin again.
                let often = byte == 3 && dice.roll(8) > 0;
                if !often && !matches!(byte, 0x1a | b'/' | b'\\') {
                    bytes.push(byte);
                }
            }
            4..=6 => {
                let letter = u8::try_from(dice.roll(26)).expect("a letter");
                bytes.push(b'a' + letter);
            }
            _ => bytes.extend(dice.pick(&SENT).bytes()),
        }
    }
    bytes
}

/// The terminal is as it was before the program came.
fn is_whole(terminal: &Terminal, before: &str) {
    assert!(terminal.is_left(), "the screen was not given back");
    assert_eq!(terminal.settings(), before, "the terminal is set otherwise");
}

#[test]
fn whatever_comes_the_terminal_is_given_back_and_the_journal_is_proven() {
    let place = Workplace::new();
    place.import_sample();
    // Files are not read in from wherever dice lead.
    place.write("home/keys.json", r#"{"desk":{"i":null}}"#);
    let before = Terminal::untouched(&place).settings();
    assert!(
        before.contains("icanon") && !before.contains("-icanon"),
        "{before}"
    );
    let (begun, length) = (Instant::now(), length());
    let (mut dice, mut bytes, mut signals, mut ends) = (Dice::new(seed()), 0, 0, 0);
    let mut terminal = open(&place, &mut dice);
    while begun.elapsed() < length {
        match dice.roll(24) {
            0 => {
                let (columns, rows) = size(&mut dice);
                terminal.resize(columns, rows);
            }
            1 => {
                terminal.signal("-WINCH");
                signals += 1;
            }
            2 if dice.roll(6) == 0 => {
                terminal.naps();
                signals += 2;
            }
            _ => {
                let noise = noise(&mut dice);
                bytes += noise.len();
                if !terminal.sends(&noise) {
                    terminal.end();
                    is_whole(&terminal, &before);
                    ends += 1;
                    terminal = open(&place, &mut dice);
                }
            }
        }
        terminal.listen(Duration::from_millis(2));
        if terminal.has_ended() {
            terminal.end();
            is_whole(&terminal, &before);
            ends += 1;
            terminal = open(&place, &mut dice);
        }
    }
    terminal.signal("-TERM");
    terminal.end();
    is_whole(&terminal, &before);
    let proof = place.json(["verify", "--json"]);
    assert_eq!(proof["ok"], true, "{proof}");
    let entries = proof["journals"][0]["entries"].as_u64().unwrap_or(0);
    tell(&format!(
        "{bytes} bytes, {signals} signals, {ends} ends, {entries} entries are proven"
    ));
    assert!(bytes > 0 && signals > 0);
}
