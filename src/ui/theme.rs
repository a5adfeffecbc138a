//! A few roles and how they look. Colour is never the only difference.
//!
//! Which theme is shown, and where a person's own themes lie, is not known here.

mod file;
mod style;

#[cfg(test)]
mod contrast;

pub use file::{Named, ThemeProblem, built_in, read, said_title};

/// The names of the themes that the program comes with.
pub const BUILT_IN: [&str; 5] = ["dark", "light", "high-contrast", "sixteen", "none"];

use crate::domain::review::event::Assessment;
use ratatui::style::Style;

/// Declares the roles: the name in theme files, and what each is for.
macro_rules! roles {
    ($($role:ident $name:literal $meaning:literal;)*) => {
        /// How each role looks.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub struct Theme {
            $(#[doc = $meaning] pub $role: Style,)*
            /// Whether everything but the words themselves is drawn with the signs of a typewriter.
            pub ascii: bool,
        }

        impl Theme {
            /// The names of all roles, and what each is for.
            pub const ROLES: &[(&str, &str)] = &[$(($name, $meaning),)*];

            /// How a role looks, by its name.
            pub fn role(&self, name: &str) -> Option<Style> {
                match name {
                    $($name => Some(self.$role),)*
                    _ => None,
                }
            }

            /// Changes how a role looks; says whether there is such a role.
            fn set(&mut self, name: &str, style: Style) -> bool {
                match name {
                    $($name => self.$role = style,)*
                    _ => return false,
                }
                true
            }
        }
    };
}

roles! {
    ground "ground" "The ground that everything stands on";
    text "text" "Ordinary text";
    panel "panel" "The ground of boxes over the screen";
    title "title" "Titles";
    muted "muted" "What is there but not now: context, explanations";
    frame "frame" "Rules and the frames of boxes";
    bar "bar" "How much of something is done";
    key "key" "Keys in the key line";
    selected "selected" "What the cursor is on; hides the colours of the row, so that it is of one piece";
    current "current" "The mark at the clause being read, and the part that the keys are for";
    link "link" "Words that lead to another clause or to a definition";
    hint "hint" "Words that a suggestion points to";
    tagged "tagged" "Words that are tagged";
    inserted "inserted" "Words that were put in as a tracked change";
    stranger "stranger" "Letters that pass for letters of another alphabet";
    found "found" "Places found by searching";
    found_here "found-here" "The place last gone to";
    matched "matched" "Letters of a name that were typed to find it";
    chosen "chosen" "Words being chosen";
    ok "ok" "As it should be";
    concern "concern" "Worrying, or something that did not work";
    unclear "unclear" "In doubt";
    info "info" "Worth knowing";
}

impl Theme {
    /// A theme that the program comes with.
    pub fn built_in(name: &str) -> Option<Self> {
        built_in(name).map(|named| named.theme)
    }

    /// How an assessment looks; a disagreement looks worrying.
    pub const fn assessment(&self, assessment: Option<Assessment>) -> Style {
        match assessment {
            Some(Assessment::Ok) => self.ok,
            Some(Assessment::Concern) | None => self.concern,
            Some(Assessment::Unclear) => self.unclear,
            Some(Assessment::Info) => self.info,
        }
    }
}
