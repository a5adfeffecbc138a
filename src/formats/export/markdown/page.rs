//! Blocks of Markdown, each set apart by a blank line.
//!
//! Takes Markdown that is ready, except where it says *untrusted*.

use super::escape::lines;
use crate::domain::visible::visible_line;

/// Two blanks at the end of a line keep the break and are not seen in plain text.
const HARD_BREAK: &str = "  \n";

/// A page that grows from top to bottom.
#[derive(Default)]
pub struct Page {
    text: String,
}

impl Page {
    /// A heading.
    pub fn heading(&mut self, level: usize, words: &str) {
        self.block(&format!("{} {words}", "#".repeat(level)));
    }

    /// A paragraph.
    pub fn paragraph(&mut self, words: &str) {
        self.block(words);
    }

    /// A list with dashes; nothing when it is empty.
    pub fn list(&mut self, points: &[String]) {
        let points: Vec<_> = points.iter().map(|point| format!("- {point}")).collect();
        self.block(&points.join("\n"));
    }

    /// A numbered list; nothing when it is empty.
    pub fn numbered(&mut self, points: &[String]) {
        let points = points.iter().enumerate();
        let points: Vec<_> = points
            .map(|(index, point)| format!("{}. {point}", index + 1))
            .collect();
        self.block(&points.join("\n"));
    }

    /// A block that stands out: a sentence and points under it.
    pub fn warning(&mut self, sentence: &str, points: &[String]) {
        let points: Vec<_> = points
            .iter()
            .map(|point| format!("\n> - {point}"))
            .collect();
        self.block(&format!("> {sentence}\n>{}", points.concat()));
    }

    /// Untrusted words as a quotation; their line breaks are kept, and they cannot leave it.
    pub fn quote(&mut self, words: &str) {
        let lines = lines(words);
        let first = lines.iter().position(|line| !line.is_empty());
        let last = lines.iter().rposition(|line| !line.is_empty());
        let (Some(first), Some(last)) = (first, last) else {
            return self.block("> (no words)");
        };
        let quoted = &lines[first..=last];
        let mut block = String::new();
        for (index, line) in quoted.iter().enumerate() {
            let next = quoted.get(index + 1);
            let end = match next {
                Some(next) if !line.is_empty() && !next.is_empty() => HARD_BREAK,
                Some(_) => "\n",
                None => "",
            };
            let blank = if line.is_empty() { "" } else { " " };
            block.extend([">", blank, line, end]);
        }
        self.block(&block);
    }

    /// A table; nothing when it has no rows.
    pub fn table(&mut self, head: &[&str], rows: &[Vec<String>]) {
        if rows.is_empty() {
            return;
        }
        let mut lines = vec![
            format!("| {} |", head.join(" | ")),
            format!("|{}", "---|".repeat(head.len())),
        ];
        lines.extend(rows.iter().map(|row| format!("| {} |", row.join(" | "))));
        self.block(&lines.join("\n"));
    }

    /// Lines that must stay as they are; a name in them that could end the block is defused.
    pub fn code(&mut self, lines: &[&str]) {
        let lines: Vec<_> = lines
            .iter()
            .map(|line| visible_line(line).replace('`', "'"))
            .collect();
        self.block(&format!("```text\n{}\n```", lines.join("\n")));
    }

    /// The page; ends in one line break.
    pub fn finish(self) -> String {
        let mut text = self.text;
        text.truncate(text.trim_end().len());
        text.push('\n');
        text
    }

    fn block(&mut self, block: &str) {
        if !block.is_empty() {
            self.text.push_str(block);
            self.text.push_str("\n\n");
        }
    }
}
