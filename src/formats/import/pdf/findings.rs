//! What must be said about a PDF: pages without text, letters that are wrong, parts that are
//! missing.

use super::super::Refused;
use super::engine::{PageContent, PageSource};
use super::hidden;
use super::trust::{Doubt, Judge, Judged, number};
use crate::domain::document::{Diagnostic, Severity};

/// Observations, page by page. Pages are counted from 1.
#[derive(Debug, Default)]
pub struct Findings {
    whole: bool,
    claimed: usize,
    pages: usize,
    /// Lines taken out as page furniture.
    pub furniture: usize,
    /// The first of them.
    pub furniture_sample: String,
    incomplete: Vec<u32>,
}

impl Findings {
    /// Nothing seen yet.
    pub fn new(whole: bool, claimed: usize, pages: usize) -> Self {
        Self {
            whole,
            claimed,
            pages,
            ..Self::default()
        }
    }

    /// Looks at one page, counted from 0.
    pub fn look(&mut self, index: usize, content: &PageContent) {
        if content.incomplete {
            self.incomplete.push(number(index));
        }
    }

    /// Why there is nothing at all.
    pub fn nothing(&self, source: &dyn PageSource) -> Refused {
        let pictures = (0..self.pages.min(50)).any(|index| source.picture_share(index) > 0.4);
        if !self.whole && !pictures {
            return Refused::Truncated { what: "a PDF" };
        }
        if self.pages == 0 {
            return Refused::Damaged {
                what: "a PDF",
                detail: "it has no pages".to_owned(),
            };
        }
        if !self.incomplete.is_empty() && !pictures {
            return Refused::Damaged {
                what: "a PDF",
                detail: "what stands on its pages cannot be read".to_owned(),
            };
        }
        Refused::Scan {
            pages: u32::try_from(self.pages).unwrap_or(u32::MAX),
        }
    }

    /// What the reader must be told.
    pub fn diagnostics(&self, judge: &Judge<'_>) -> Vec<Diagnostic> {
        let mut all = self.missing();
        for kind in KINDS {
            all.extend(kind.told(&judge.pages));
        }
        all.extend(hidden::diagnostics(&judge.hidden));
        all.extend(recognised(&judge.pages));
        if self.furniture > 0 {
            let sample: String = self.furniture_sample.chars().take(60).collect();
            let message = format!(
                "{} lines of running heads, page numbers and signing marks were left out of the text. \
                 The first reads: “{sample}”.",
                self.furniture
            );
            all.push(Diagnostic::new(Severity::Info, "page-furniture", message));
        }
        all
    }

    fn missing(&self) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        if !self.whole {
            let message = "The file is cut off before its end mark; what could be saved was read. Get the whole file.";
            all.push(Diagnostic::new(Severity::Error, "truncated", message));
        }
        if self.claimed > self.pages {
            let message = format!(
                "The file says it has {} pages, but only {} could be found.",
                self.claimed, self.pages
            );
            all.push(Diagnostic::new(Severity::Error, "pages-missing", message));
        }
        for (first, last) in ranges(&self.incomplete) {
            let message = format!("Part of {} could not be read.", place(first, last));
            all.push(Diagnostic::new(Severity::Error, "content-skipped", message).on_page(first));
        }
        all
    }
}

/// Something to be said about pages.
struct Kind {
    code: &'static str,
    severity: Severity,
    about: fn(&Judged) -> bool,
    says: fn(&str, &Judged) -> String,
}

impl Kind {
    /// One diagnostic for each range of pages.
    fn told(&self, pages: &[Judged]) -> Vec<Diagnostic> {
        let concerned = pages
            .iter()
            .enumerate()
            .filter(|(_, page)| (self.about)(page));
        let numbers: Vec<u32> = concerned.map(|(index, _)| number(index)).collect();
        let told = |(first, last): (u32, u32)| {
            let page = usize::try_from(first - 1)
                .ok()
                .and_then(|index| pages.get(index))?;
            let message = (self.says)(&place(first, last), page);
            Some(Diagnostic::new(self.severity, self.code, message).on_page(first))
        };
        ranges(&numbers).into_iter().filter_map(told).collect()
    }
}

fn has(page: &Judged, doubt: &Doubt) -> bool {
    page.doubts.contains(doubt)
}

/// In the order in which they are told: what is missing before what may be wrong.
const KINDS: [Kind; 11] = [
    Kind {
        code: "page-unread",
        severity: Severity::Error,
        about: |page| has(page, &Doubt::Picture),
        says: |place, _| {
            format!(
                "The words on {place} are pictures and were not read: they are missing from the text. \
                 Install `tesseract-ocr` and its package for the language, such as `tesseract-ocr-srp`, \
                 and import the file again, or read the original."
            )
        },
    },
    Kind {
        code: "letters-useless",
        severity: Severity::Error,
        about: |page| has(page, &Doubt::Useless),
        says: |place, _| {
            format!(
                "The letters on {place} cannot be read: the file does not say which letters its signs \
                 stand for. They are missing from the text; read the original."
            )
        },
    },
    Kind {
        code: "unreadable-letters",
        severity: Severity::Warning,
        about: |page| has(page, &Doubt::Letters),
        says: |place, _| {
            format!(
                "Many letters on {place} cannot be read: the file does not say which letters its signs \
                 stand for. Compare it with the original."
            )
        },
    },
    Kind {
        code: "unlikely-words",
        severity: Severity::Warning,
        about: |page| has(page, &Doubt::Words),
        says: |place, _| {
            format!(
                "The text of {place} is of no language: the file says wrongly which letters its signs \
                 stand for. Do not rely on it; read the original."
            )
        },
    },
    Kind {
        code: "wrong-text-layer",
        severity: Severity::Warning,
        about: |page| has(page, &Doubt::WrongLayer),
        says: |place, _| {
            format!(
                "The text laid over the picture of {place} does not say what the picture shows; it was \
                 probably recognised in the wrong language. Do not rely on it; read the picture."
            )
        },
    },
    Kind {
        code: "letters-of-the-font",
        severity: Severity::Warning,
        about: |page| has(page, &Doubt::FontLetters),
        says: |place, _| {
            format!(
                "The file does not say, or says wrongly, which letters the signs on {place} stand for. \
                 They were taken from the font itself. Compare them with the original."
            )
        },
    },
    Kind {
        code: "letters-replaced",
        severity: Severity::Warning,
        about: |page| replaced(page).is_some(),
        says: |place, page| {
            format!(
                "Letters with marks became other letters on {place}, for example in “{}”. Searching for \
                 such words finds nothing; compare them with the original.",
                replaced(page).unwrap_or_default()
            )
        },
    },
    Kind {
        code: "letters-without-marks",
        severity: Severity::Warning,
        about: |page| has(page, &Doubt::LostMarks),
        says: |place, _| {
            format!(
                "The letters č, ć, ž, š and đ are almost missing from the text of {place}. Compare it \
                 with the original."
            )
        },
    },
    Kind {
        code: "engines-differ",
        severity: Severity::Warning,
        about: |page| has(page, &Doubt::Differ),
        says: |place, _| {
            format!(
                "Two ways of reading {place} gave different words. Check it against the original."
            )
        },
    },
    Kind {
        code: "invisible-text",
        severity: Severity::Warning,
        about: |page| page.layer && !has(page, &Doubt::WrongLayer),
        says: |place, _| {
            format!(
                "The text of {place} is not visible; it was probably recognised from a picture (OCR). \
                 Compare it with the picture."
            )
        },
    },
    Kind {
        code: "page-blank",
        severity: Severity::Info,
        about: |page| page.blank,
        says: |place, _| format!("Nothing stands on {place}."),
    },
];

fn replaced(page: &Judged) -> Option<&str> {
    page.doubts.iter().find_map(|doubt| match doubt {
        Doubt::ReplacedMarks(words) => Some(words.as_str()),
        _ => None,
    })
}

/// Pages read by recognition: the sure ones in ranges, each of the others by itself.
fn recognised(pages: &[Judged]) -> Vec<Diagnostic> {
    let confidence = |page: u32| {
        let index = usize::try_from(page - 1).ok()?;
        pages.get(index)?.recognised.as_ref()
    };
    let is_unsure = |page: &Judged| {
        page.doubts
            .iter()
            .any(|doubt| matches!(doubt, Doubt::Unsure(_)))
    };
    let mut all = Vec::new();
    let mut sure = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        match &page.recognised {
            Some((percent, _)) if is_unsure(page) => {
                let message = format!(
                    "The words on page {} were recognised in a picture with a confidence of only \
                     {percent} %. Compare them with the original.",
                    number(index)
                );
                let warning = Diagnostic::new(Severity::Warning, "recognised-unsurely", message);
                all.push(warning.on_page(number(index)));
            }
            Some(_) => sure.push(number(index)),
            None => {}
        }
    }
    for (first, last) in ranges(&sure) {
        let found = || (first..=last).filter_map(confidence);
        let least = found().map(|(percent, _)| *percent).min().unwrap_or(0);
        let reader = found().next().map_or("", |(_, reader)| reader.as_str());
        let message = format!(
            "The words on {} were recognised in pictures by {reader}, with a confidence of {least} % or more.",
            place(first, last)
        );
        all.push(Diagnostic::new(Severity::Info, "recognised", message).on_page(first));
    }
    all
}

/// Neighbouring pages as ranges.
fn ranges(pages: &[u32]) -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for &page in pages {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => ranges.push((page, page)),
        }
    }
    ranges
}

fn place(first: u32, last: u32) -> String {
    if first == last {
        format!("page {first}")
    } else {
        format!("pages {first} to {last}")
    }
}
