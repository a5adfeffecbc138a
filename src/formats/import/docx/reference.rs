//! References to numbered paragraphs: `REF name \r` and its kin, worked out from the numbers as
//! they are shown.

use std::collections::HashMap;

/// What a field refers to, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The bookmark on the paragraph.
    pub bookmark: String,
    /// How much of the number is wanted.
    pub how: How,
    /// Whether "above" or "below" is added.
    pub position: bool,
}

/// How much of a paragraph's number a reference shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The number as it stands there: `(a)`.
    Own,
    /// As much as is needed from where the reference stands: `1(a)` or `(a)`.
    Relative,
    /// All of it: `1(a)`.
    Full,
    /// Only where it stands.
    Position,
}

/// The number of a paragraph with those above it, outermost first. Each entry is the label of one
/// level without a full stop at its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chain {
    /// The list definition that the number comes from.
    pub definition: u32,
    /// Labels, with the level each belongs to.
    pub links: Vec<(usize, String)>,
}

/// Numbered paragraphs that have a name, and the numbers of paragraphs that refer to them.
#[derive(Debug, Default)]
pub struct Targets {
    /// By name: the paragraph and its number.
    pub named: HashMap<String, (usize, Chain)>,
    /// Numbers of paragraphs with references in them.
    pub sources: HashMap<usize, Chain>,
}

impl Reference {
    /// The reference in a field's code, when it is one to a paragraph's number or position.
    pub fn of(code: &str) -> Option<Self> {
        let mut words = code.split_whitespace();
        if !words.next()?.eq_ignore_ascii_case("REF") {
            return None;
        }
        let bookmark = words.next().filter(|name| !name.starts_with('\\'))?;
        let mut how = None;
        let mut position = false;
        for word in words {
            match word {
                "\\n" | "\\N" => how = Some(How::Own),
                "\\r" | "\\R" => how = Some(How::Relative),
                "\\w" | "\\W" => how = Some(How::Full),
                "\\p" | "\\P" => position = true,
                _ => {}
            }
        }
        let how = how.or(position.then_some(How::Position))?;
        Some(Self {
            bookmark: bookmark.trim_matches('"').to_owned(),
            how,
            position,
        })
    }
}

impl Targets {
    /// What a reference shows that stands in this paragraph.
    pub fn resolve(&self, reference: &Reference, from: usize) -> Option<String> {
        let (paragraph, chain) = self.named.get(&reference.bookmark)?;
        let number = match reference.how {
            How::Own => chain.links.last().map(|(_, label)| label.clone()),
            How::Full => chain.joined(0),
            How::Relative => chain.joined(self.shared(chain, from)),
            How::Position => Some(String::new()),
        }?;
        let position = match (reference.position, *paragraph < from) {
            (false, _) => "",
            (true, true) => "above",
            (true, false) => "below",
        };
        Some(format!("{number} {position}").trim().to_owned())
    }

    /// The full number that a reference leads to, when what it shows is no part of it.
    pub fn contradicts(&self, reference: &Reference, shown: &str) -> Option<String> {
        let (_, chain) = self.named.get(&reference.bookmark)?;
        let full = chain.joined(0)?;
        let plain = |text: &str| -> String {
            let letters = text.chars().filter(|c| c.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect()
        };
        let shown = plain(shown);
        let own = plain(chain.links.last().map_or("", |(_, label)| label));
        let fits = shown.contains(&own) || plain(&full).ends_with(&shown);
        (!shown.is_empty() && !own.is_empty() && reference.how != How::Position && !fits)
            .then_some(full)
    }

    /// How many labels need not be repeated, because the reference stands under them too.
    fn shared(&self, target: &Chain, from: usize) -> usize {
        let Some(source) = self.sources.get(&from) else {
            return 0;
        };
        if source.definition != target.definition {
            return 0;
        }
        let pairs = source.links.iter().zip(&target.links);
        let same = pairs
            .take_while(|(source, target)| source == target)
            .count();
        same.min(target.links.len().saturating_sub(1))
    }
}

impl Chain {
    /// Labels from this one on, as one number.
    fn joined(&self, skip: usize) -> Option<String> {
        let mut joined = String::new();
        for (_, label) in self.links.get(skip..)? {
            let meets = |text: Option<char>| text.is_some_and(char::is_alphanumeric);
            if meets(joined.chars().last()) && meets(label.chars().next()) {
                joined.push('.');
            }
            joined.push_str(label);
        }
        (!joined.is_empty()).then_some(joined)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_show_as_much_as_they_say() {
        let chain = |labels: &[&str]| Chain {
            definition: 1,
            links: labels
                .iter()
                .enumerate()
                .map(|(level, label)| (level, (*label).to_owned()))
                .collect(),
        };
        let mut targets = Targets::default();
        targets
            .named
            .insert("_Ref1".to_owned(), (3, chain(&["1", "(a)", "ii"])));
        targets.sources.insert(5, chain(&["1", "(b)"]));
        for (code, from, shown) in [
            (" REF _Ref1 \\n \\h ", 0, Some("ii")),
            ("REF _Ref1 \\r \\h", 0, Some("1(a)ii")),
            ("ref _Ref1 \\r", 5, Some("(a)ii")),
            ("REF _Ref1 \\w \\p", 5, Some("1(a)ii above")),
            ("REF _Ref1 \\p", 1, Some("below")),
            ("REF _Ref1 \\h", 0, None),
            ("REF _Ref9 \\r", 0, None),
            ("PAGEREF _Ref1 \\r", 0, None),
        ] {
            let found = Reference::of(code).and_then(|reference| targets.resolve(&reference, from));
            assert_eq!(found.as_deref(), shown, "{code}");
        }
    }
}
