//! How far reading in has come: a bar on the terminal, nothing where messages go to a file.

use crate::domain::visible::visible;
use crate::formats::import::PageRead;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::Path;

/// Bar, files so far, rate, time left, and the file that is being read.
const TEMPLATE: &str = "{bar:24} {pos} of {len} files  {per_sec}, {eta} left  {wide_msg}";

/// A bar on standard error.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar; a hidden one when standard error is no terminal, or nothing is to be waited for.
    pub fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(style.progress_chars("##-"));
        }
        Self { bar }
    }

    /// A file is being looked at.
    pub fn began(&self, path: &Path) {
        self.bar.set_message(name(path));
    }

    /// A page was read.
    pub fn page(&self, path: &Path, page: &PageRead) {
        if page.pages > 1 {
            let of = format!("{}  page {} of {}", name(path), page.page, page.pages);
            self.bar.set_message(of);
        }
    }

    /// So many files are finished.
    pub fn done(&self, done: usize, total: usize) {
        self.bar.set_length(total as u64);
        self.bar.set_position(done as u64);
    }

    /// Prints lines above the bar.
    pub fn above<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// A file's name, safe for a terminal.
fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    visible(&name.to_string_lossy()).to_string()
}
