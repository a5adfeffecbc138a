//! The formats of a log as a file: what each is called and how its files end. How they are written is not
//! known here.

/// A format of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// A report to read and print.
    Markdown,
    /// A page for a browser.
    Html,
    /// For spreadsheets.
    Csv,
    /// For programs.
    Jsonl,
    /// The signed lines of the journals as they stand.
    Lines,
}

impl LogFormat {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Markdown,
        Self::Html,
        Self::Csv,
        Self::Jsonl,
        Self::Lines,
    ];

    /// Name, ending without the dot, and what it is good for.
    const fn declaration(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Markdown => (
                "markdown",
                "md",
                text!("Markdown: a report to read and print"),
            ),
            Self::Html => (
                "html",
                "html",
                text!("HTML: the report as a page for a browser"),
            ),
            Self::Csv => ("csv", "csv", text!("CSV, for spreadsheets")),
            Self::Jsonl => ("jsonl", "jsonl", text!("JSON Lines, for programs")),
            Self::Lines => (
                "lines",
                "lines.jsonl",
                text!("The signed lines as the journals have them"),
            ),
        }
    }

    /// The name used on the command line.
    pub const fn name(self) -> &'static str {
        self.declaration().0
    }

    /// How its files end, without the dot.
    pub const fn extension(self) -> &'static str {
        self.declaration().1
    }

    /// What a person calls it, and what it is good for.
    pub fn about(self) -> &'static str {
        crate::domain::translate::translated(self.declaration().2)
    }

    /// The format of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The one that is offered after this one.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|one| *one == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}
