//! Numbers of list items, as a browser shows them.

use super::super::numerals;

/// The furthest a list may count from nought.
const LARGEST: i64 = 1_000_000;

/// A list that is open.
#[derive(Debug)]
pub struct List {
    style: Style,
    next: i64,
    /// Counts down from the number of items, which is only known at the end.
    from_the_end: bool,
    step: i64,
    /// Items counted from the end, with the number each would have counted from 0.
    pub waiting: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Nothing,
    Bullet,
    Number(&'static str),
}

impl List {
    /// A list with these attributes.
    pub fn new(ordered: bool, attribute: impl Fn(&str) -> Option<String>) -> Self {
        let start = attribute("start").and_then(|start| start.trim().parse::<i64>().ok());
        let reversed = ordered && attribute("reversed").is_some();
        let css = attribute("style").unwrap_or_default().to_ascii_lowercase();
        let kind = attribute("type").unwrap_or_default();
        Self {
            style: by_css(&css).unwrap_or_else(|| by_type(&kind, ordered)),
            next: start.unwrap_or(1).clamp(-LARGEST, LARGEST),
            from_the_end: reversed && start.is_none(),
            step: if reversed { -1 } else { 1 },
            waiting: Vec::new(),
        }
    }

    /// What stands before the next item; nothing when there is no mark at all. The second value
    /// says whether it is a bullet.
    pub fn next(&mut self, value: Option<i64>, kind: Option<&str>) -> Option<(String, bool)> {
        if let Some(value) = value {
            self.next = value.clamp(-LARGEST, LARGEST);
            self.from_the_end = false;
        }
        let number = self.next;
        self.next += self.step;
        let style = match kind {
            Some(kind) if matches!(self.style, Style::Number(_)) => by_type(kind, true),
            _ => self.style,
        };
        match style {
            Style::Nothing => None,
            Style::Bullet => Some(("•".to_owned(), true)),
            Style::Number(format) => Some((written(number, format), false)),
        }
    }

    /// Whether items wait for the end of the list to know their numbers.
    pub const fn waits(&self) -> bool {
        self.from_the_end
    }

    /// The number of an item counted from the end, `index` counting from 0.
    pub fn late(&self, index: usize, count: usize) -> String {
        let number = i64::try_from(count - index).unwrap_or(LARGEST);
        match self.style {
            Style::Number(format) => written(number, format),
            Style::Nothing | Style::Bullet => String::new(),
        }
    }
}

fn by_type(kind: &str, ordered: bool) -> Style {
    match kind.trim() {
        _ if !ordered => Style::Bullet,
        "a" => Style::Number("lowerLetter"),
        "A" => Style::Number("upperLetter"),
        "i" => Style::Number("lowerRoman"),
        "I" => Style::Number("upperRoman"),
        _ => Style::Number("decimal"),
    }
}

fn by_css(css: &str) -> Option<Style> {
    let (_, rest) = css.split_once("list-style")?;
    let value = rest.split(';').next().unwrap_or_default();
    let value = value.split_once(':').map_or("", |(_, value)| value);
    let mut words = value.split_whitespace();
    words.find_map(|word| {
        Some(match word {
            "none" => Style::Nothing,
            "disc" | "circle" | "square" => Style::Bullet,
            "decimal" => Style::Number("decimal"),
            "decimal-leading-zero" => Style::Number("decimalZero"),
            "lower-alpha" | "lower-latin" => Style::Number("lowerLetter"),
            "upper-alpha" | "upper-latin" => Style::Number("upperLetter"),
            "lower-roman" => Style::Number("lowerRoman"),
            "upper-roman" => Style::Number("upperRoman"),
            "cjk-ideographic" | "simp-chinese-informal" => Style::Number("chineseCountingThousand"),
            _ => return None,
        })
    })
}

/// A number with the full stop that browsers put behind it; below one, all formats are digits.
fn written(number: i64, format: &str) -> String {
    match u32::try_from(number).ok().filter(|number| *number > 0) {
        Some(number) if format == "lowerLetter" || format == "upperLetter" => {
            let letters = alphabetic(number);
            if format == "upperLetter" {
                format!("{}.", letters.to_uppercase())
            } else {
                format!("{letters}.")
            }
        }
        Some(number) => format!("{}.", numerals::format(number, format, None)),
        None => format!("{number}."),
    }
}

/// a … z, aa, ab …: browsers count on where word processors repeat the letter.
fn alphabetic(number: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = number;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}
