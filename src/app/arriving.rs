//! Files on their way in: what a person sees while they are read.
//!
//! The first page of a file is shown as soon as it is read, so that reading can begin with the eyes
//! before it can begin with the keys.

use crate::{tr, trn};

/// The most characters of a page kept for showing.
const LONGEST_PAGE: usize = 20_000;

/// Files on their way in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arriving {
    /// Files that are finished.
    pub done: usize,
    /// Files known by now.
    pub total: usize,
    /// Files among the finished ones that could not be read.
    pub refused: usize,
    /// The file being read.
    pub file: String,
    /// The page of it read last, and how many it has.
    pub page: Option<(u32, u32)>,
    /// The newest page whose words are known: its file, its number, its text.
    pub words: Option<Words>,
    /// Whether it was asked to stop.
    pub stopping: bool,
}

/// The words of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The file.
    pub file: String,
    /// The page, counted from 1.
    pub page: u32,
    /// The text.
    pub text: String,
}

impl Arriving {
    /// Nothing finished yet of so many files.
    pub fn of(total: usize) -> Self {
        Self {
            total,
            ..Self::default()
        }
    }

    /// A file is being looked at.
    pub fn began(&mut self, file: &str) {
        file.clone_into(&mut self.file);
        self.page = None;
    }

    /// A page was read; its words are told with some pages only. Says whether they were.
    pub fn page(&mut self, file: &str, page: u32, pages: u32, text: Option<&str>) -> bool {
        file.clone_into(&mut self.file);
        self.page = Some((page, pages));
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
            return false;
        };
        self.words = Some(Words {
            file: file.to_owned(),
            page,
            text: text.chars().take(LONGEST_PAGE).collect(),
        });
        true
    }

    /// So many files are finished.
    pub const fn finished(&mut self, done: usize, total: usize, refused: bool) {
        self.done = done;
        self.total = total;
        if refused {
            self.refused += 1;
        }
    }

    /// How far it is, in one sentence. `seconds` have passed since the beginning.
    pub fn told(&self, seconds: u64) -> String {
        let refused = match self.refused {
            0 => String::new(),
            refused => trn!(
                refused,
                " · {n} could not be read",
                " · {n} could not be read"
            ),
        };
        let left = (self.total - self.done.min(self.total)) as u64;
        let rest = match (seconds * left).checked_div(self.done as u64) {
            Some(rest) if seconds >= 2 && left > 0 => rest,
            _ => 0,
        };
        let rest = match rest {
            0 => String::new(),
            1..100 => tr!(" · about {rest} s left", rest),
            _ => tr!(" · about {minutes} min left", minutes = rest.div_ceil(60)),
        };
        trn!(
            self.total,
            "{done} of {n} files{refused}{rest}",
            "{done} of {n} files{refused}{rest}",
            done = self.done,
            refused,
            rest
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_told_how_far_it_is_and_what_the_first_page_says() {
        let mut arriving = Arriving::of(4);
        assert_eq!(arriving.told(10), "0 of 4 files");
        arriving.began("a.pdf");
        assert!(!arriving.page("a.pdf", 1, 9, Some(" \n")));
        assert!(arriving.page("a.pdf", 2, 9, Some("Article 1")));
        assert!(!arriving.page("a.pdf", 3, 9, None));
        assert_eq!(arriving.page, Some((3, 9)));
        assert_eq!(arriving.words.as_ref().unwrap().page, 2);
        arriving.finished(1, 5, true);
        assert_eq!(
            arriving.told(3),
            "1 of 5 files · 1 could not be read · about 12 s left"
        );
        arriving.finished(4, 5, false);
        assert_eq!(arriving.told(1), "4 of 5 files · 1 could not be read");
        assert_eq!(
            arriving.told(4000),
            "4 of 5 files · 1 could not be read · about 17 min left"
        );
    }
}
