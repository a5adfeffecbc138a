//! How everything looks, as far as it can be chosen: which theme, and which signs.
//!
//! Knows the themes by name only; what they look like is known where things are drawn.

/// A theme that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its name in the settings and on the command line.
    pub name: String,
    /// What a person calls it.
    pub title: String,
}

/// How everything looks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// The themes that can be chosen, in their order.
    pub themes: Vec<Choice>,
    /// The one that is shown, in those.
    pub at: usize,
    /// Whether only the signs of a typewriter are drawn, for terminals that have no others.
    pub ascii: bool,
    /// What is wrong with the person's own settings, in sentences; told until they were looked at.
    pub problems: Vec<String>,
}

impl Look {
    /// The name of the theme that is shown.
    pub fn theme(&self) -> &str {
        self.themes.get(self.at).map_or("", |one| &one.name)
    }

    /// Rows of the settings: the themes, and the signs below them.
    pub const fn rows(&self) -> usize {
        self.themes.len() + 1
    }
}
