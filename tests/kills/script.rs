//! What the scripted reviewer does next.

use crate::common::dice::Dice;

/// One run of the program.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name in times and messages.
    pub kind: &'static str,
    /// Arguments.
    pub arguments: Vec<String>,
    /// A word that the entry holds, when it is saved.
    pub token: Option<String>,
}

const CLAUSES: &[&str] = &["art-1", "art-2", "art-3", "art-4", "art-5", "art-6"];
const ITEMS: &[&str] = &[
    "eu-funds-used",
    "audit-right",
    "data-ownership",
    "exit-plan-and-switching",
];
const STATES: &[&str] = &["satisfied", "concern", "unclear", "not_applicable"];
const ASSESSMENTS: &[&str] = &["ok", "concern", "unclear", "info"];

/// The next step; `number` makes its words its own.
pub fn next(agreement: &str, number: usize, dice: &mut Dice) -> Step {
    let token = format!("word-{number}-{}", dice.roll(1_000_000));
    let words = |length: usize| format!("{token} {}", "x".repeat(length));
    let plain = |kind, arguments: &[&str]| Step {
        kind,
        arguments: arguments.iter().map(|&one| one.to_owned()).collect(),
        token: None,
    };
    let (clause, item) = (*dice.pick(CLAUSES), *dice.pick(ITEMS));
    let mut step = match dice.roll(100) {
        0..36 => plain("note", &["note", agreement, &words(dice.roll(400))]),
        // A write of many pages can be stopped between two of them.
        36..40 => plain("long note", &["note", agreement, &words(95_000)]),
        40..52 => {
            let assessment = *dice.pick(ASSESSMENTS);
            let tag = ["tag", agreement, clause, item, "--assessment", assessment];
            let why = ["--reason", "again", "--note", &words(10)];
            plain("tag", &[&tag[..], &why].concat())
        }
        52..64 => {
            let answer = ["answer", agreement, item, *dice.pick(STATES)];
            plain("answer", &[&answer[..], &["--note", &words(10)]].concat())
        }
        64..72 => return plain("read", &["read", agreement, clause]),
        72..75 => return plain("unread", &["read", agreement, "--all", "--unread"]),
        75..79 => return plain("read all", &["read", agreement, "--all"]),
        79..84 => return plain("undo", &["undo"]),
        84..86 => return plain("redo", &["redo"]),
        86..89 => plain(
            "sign off",
            &["sign-off", agreement, "--exception", &words(10)],
        ),
        89..91 => return plain("checkpoint", &["checkpoint", "make"]),
        91..95 => {
            return plain(
                "import",
                &["import", "--json", &format!("new/{number}.txt")],
            );
        }
        _ => {
            let export = ["export", agreement, "--force", "-o", "summary", "--format"];
            let format = *dice.pick(&["json", "markdown"]);
            return plain("export", &[&export[..], &[format]].concat());
        }
    };
    step.token = Some(token);
    step
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:", self.kind)?;
        let short = |text: &String| text.chars().take(40).collect::<String>();
        self.arguments
            .iter()
            .try_for_each(|one| write!(f, " {}", short(one)))
    }
}
