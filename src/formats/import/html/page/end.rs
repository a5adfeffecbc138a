//! What happens where an element ends: lists and rows are closed, menus left out, notes marked.

use super::super::elements::{Role, role};
use super::Page;
use super::element::{Element, is_inline};

impl Page {
    pub(super) fn end(&mut self, name: &str) {
        if self.beyond > 0 && !is_inline(name) {
            self.beyond -= 1;
            self.flush();
            return;
        }
        match name {
            "br" => self.put("\n"),
            "p" if !self.open.iter().any(|element| element.name == "p") => self.flush(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let heading = |known: &str| matches!(role(known), Role::Heading(_));
                self.pop_to(heading, |known| matches!(known, "td" | "th" | "table"));
            }
            _ => {
                let walls: &[&str] = if matches!(name, "table" | "html" | "body") {
                    &[]
                } else if matches!(name, "tr" | "td" | "th" | "tbody" | "thead" | "tfoot") {
                    &["table"]
                } else {
                    &["td", "th", "table"]
                };
                self.pop_to(|known| known == name, |known| walls.contains(&known));
            }
        }
    }

    /// Ends elements up to the innermost one that is wanted, unless a wall stands before it.
    pub(super) fn pop_to(&mut self, wanted: impl Fn(&str) -> bool, wall: impl Fn(&str) -> bool) {
        let mut found = None;
        for (index, element) in self.open.iter().enumerate().rev() {
            if wanted(&element.name) {
                found = Some(index);
                break;
            }
            if wall(&element.name) {
                break;
            }
        }
        if let Some(index) = found {
            while self.open.len() > index {
                self.pop();
            }
        }
    }

    pub(super) fn pop(&mut self) {
        if self
            .open
            .last()
            .is_some_and(|element| !is_inline(&element.name))
        {
            self.flush();
        }
        let Some(element) = self.open.pop() else {
            return;
        };
        if let Some(event) = element.event {
            self.mark(event);
        }
        if element.dropped || element.hidden {
            return;
        }
        match element.role {
            Role::List(_) => self.end_list(),
            Role::Item => self.bare_label(),
            Role::Cell => {
                self.bare_label();
                let content = self.outs.pop().unwrap_or_default();
                let (columns, rows) = element.spans;
                match self.tables.last_mut() {
                    Some(table) => table.cell(content, columns, rows),
                    None => self.extend(content),
                }
            }
            Role::Row => self.end_row(),
            Role::Table => {
                self.end_row();
                self.tables.pop();
            }
            Role::Menu => self.end_menu(&element),
            Role::Quote => self.put("”"),
            Role::Raised => self.raised(&element),
            _ => {}
        }
    }

    fn end_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            let row = table.row();
            self.extend(row);
        }
    }

    /// Gives the items of a list that counts down their numbers.
    fn end_list(&mut self) {
        self.bare_label();
        let Some(list) = self.lists.pop() else {
            return;
        };
        let Some(out) = self.outs.last_mut() else {
            return;
        };
        for (index, place) in list.waiting.iter().enumerate() {
            let label = out
                .get_mut(*place)
                .and_then(|strip| strip.piece.label.as_mut());
            if let Some(label) = label {
                label.text = list.late(index, list.waiting.len());
            }
        }
    }

    /// A menu is left out when most of its words are links.
    fn end_menu(&mut self, element: &Element) {
        let content = self.outs.pop().unwrap_or_default();
        let length: usize = content
            .iter()
            .map(|strip| strip.piece.text.chars().count())
            .sum();
        let linked = self.linked - element.before;
        if linked * 2 >= length {
            let words: Vec<&str> = content.iter().map(|strip| &*strip.piece.text).collect();
            self.menus.push(words.join(" · "));
        } else {
            self.extend(content);
        }
    }

    /// Raised figures stay apart from the word before them: marks of notes, which are links, stand
    /// in brackets; others become raised characters.
    fn raised(&mut self, element: &Element) {
        let Some(mark) = self.text.get(element.from..) else {
            return;
        };
        let digits = (1..=4).contains(&mark.len()) && mark.bytes().all(|b| b.is_ascii_digit());
        if !digits {
            return;
        }
        let raised = if self.linked > element.before {
            format!("[{mark}]")
        } else {
            mark.bytes().map(raised_digit).collect()
        };
        self.text.truncate(element.from);
        self.text.push_str(&raised);
        // What began or ended among the old letters ends with the new ones.
        let (start, end) = (element.from, self.text.len());
        for found in self.marks.iter_mut().filter(|found| found.at > start) {
            found.at = end;
        }
    }
}

fn raised_digit(digit: u8) -> char {
    let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let index = usize::from(digit.wrapping_sub(b'0'));
    digits.get(index).copied().unwrap_or(char::from(digit))
}
