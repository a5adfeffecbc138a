//! Words that text recognition found in a picture of a page.
//!
//! Reads the table that `tesseract` writes, and makes runs of its words, so that lines, columns and
//! paragraphs come from the same code as those of any other page. Starts no program.

use super::super::aids::{RecognisedPage, RecognisedWord};
use super::engine::{PageContent, Run};
use super::frame::Frame;
use super::lines::is_ideograph;
use super::picture::PictureFrame;
use crate::domain::detect_language::share_of_common_words;
use crate::domain::language::Language;
use crate::domain::margin::Area;
use std::collections::BTreeMap;

/// The most words taken from one page.
const MOST_WORDS: usize = 20_000;
/// The most letters of one word.
const LONGEST_WORD: usize = 200;
/// Confidence under which a mark without a letter or digit is taken for dirt, in percent.
const DIRT: f32 = 50.0;

/// A page from the table that `tesseract` writes with its setting `tsv`.
///
/// Places count on the picture as it was given to `tesseract`; they become tenths of a point.
pub fn page(page: u32, frame: PictureFrame, tsv: &str, reader: &str) -> RecognisedPage {
    let rows = tsv.lines().filter_map(Row::parse);
    let words: Vec<RecognisedWord> = rows
        .filter_map(|row| row.word(frame))
        .take(MOST_WORDS)
        .collect();
    RecognisedPage {
        page,
        confidence: confidence(&words),
        reader: reader.to_owned(),
        words,
    }
}

/// One row of the table: a word.
struct Row<'a> {
    line: (u32, u32, u32),
    /// Left, top, width and height in dots.
    place: [u32; 4],
    confidence: f32,
    text: &'a str,
}

impl<'a> Row<'a> {
    /// Level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
    fn parse(line: &'a str) -> Option<Self> {
        let mut cells = line.splitn(12, '\t');
        let mut number = || cells.next()?.trim().parse::<u32>().ok();
        let level = number()?;
        let numbers = [number()?, number()?, number()?, number()?, number()?];
        let place = [number()?, number()?, number()?, number()?];
        let confidence: f32 = cells.next()?.trim().parse().ok()?;
        let text = cells.next()?.trim();
        let [_, block, paragraph, line, _] = numbers;
        (level == 5 && confidence >= 0.0 && !text.is_empty()).then_some(Self {
            line: (block, paragraph, line),
            place,
            confidence: confidence.min(100.0),
            text,
        })
    }

    fn word(&self, frame: PictureFrame) -> Option<RecognisedWord> {
        let letters = self.text.chars().filter(|c| !c.is_control());
        let text: String = letters.take(LONGEST_WORD).collect();
        let meaningful = text.chars().any(char::is_alphanumeric);
        if text.is_empty() || (!meaningful && self.confidence < DIRT) {
            return None;
        }
        let tenths = |dots: u32| {
            let tenths = u64::from(dots) * 720 / u64::from(frame.dpi.max(1));
            i32::try_from(tenths).unwrap_or(i32::MAX)
        };
        let [left, top, width, height] = self.place;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 100"
        )]
        let confidence = self.confidence.round() as u8;
        Some(RecognisedWord {
            text,
            area: Area {
                left: tenths(left),
                top: tenths(top),
                right: tenths(left.saturating_add(width)),
                bottom: tenths(top.saturating_add(height)),
            },
            line: self.line,
            confidence,
        })
    }
}

/// The confidence of words, each as heavy as it has letters.
fn confidence(words: &[RecognisedWord]) -> u8 {
    let letters = |word: &RecognisedWord| word.text.chars().count();
    let all: usize = words.iter().map(letters).sum();
    let sum: usize = words
        .iter()
        .map(|word| letters(word) * usize::from(word.confidence))
        .sum();
    u8::try_from(sum / all.max(1)).unwrap_or(100)
}

/// How well a page was recognised as this language; the best of several attempts is the right one.
///
/// A wrong model is often sure of itself, so common words of the language count as much as its own
/// confidence. Attempts without words give 0.
pub fn score(page: &RecognisedPage, language: Language) -> f32 {
    let text: Vec<&str> = page.words.iter().map(|word| word.text.as_str()).collect();
    let share = share_of_common_words(&text.join(" "), language);
    f32::from(page.confidence) / 100.0 * (0.02 + share)
}

/// The page's words as runs, the lower left corner of a page of that size at nought.
pub fn content(page: &RecognisedPage, (width, height): (f32, f32)) -> PageContent {
    let mut lines: BTreeMap<(u32, u32, u32), Vec<&RecognisedWord>> = BTreeMap::new();
    for word in &page.words {
        lines.entry(word.line).or_default().push(word);
    }
    let usual = usual_size(&page.words);
    let mut runs = Vec::new();
    for words in lines.values() {
        let size = snapped(usual_size(words.iter().copied()), usual);
        let baseline = height - baseline(words);
        runs.extend(words.iter().map(|word| run(word, baseline, size)));
    }
    PageContent {
        frame: Frame::displayed(width, height),
        runs,
        ..PageContent::default()
    }
}

fn points(tenths: i32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "pages are far smaller")]
    let points = tenths as f32 / 10.0;
    points
}

/// Size of the letters of most of the words. A word's box is as high as its highest and lowest
/// letter, which on average is three quarters of the size.
fn usual_size<'a>(words: impl IntoIterator<Item = &'a RecognisedWord>) -> f32 {
    let heights = words
        .into_iter()
        .filter(|word| word.text.chars().any(char::is_alphanumeric));
    let mut heights: Vec<i32> = heights
        .map(|word| word.area.bottom - word.area.top)
        .collect();
    heights.sort_unstable();
    heights
        .get(heights.len() / 2)
        .map_or(10.0, |height| points(*height).max(1.0) / 0.75)
}

/// Sizes of lines differ by the letters that happen to stand in them; only great differences mean
/// that they were printed in different sizes.
fn snapped(size: f32, usual: f32) -> f32 {
    let times = (size / usual).clamp(0.1, 10.0);
    if (0.7..1.35).contains(&times) {
        usual
    } else {
        usual * (times * 3.0).round().max(1.0) / 3.0
    }
}

/// Distance of a line's baseline from the upper edge, told by words that do not reach below it.
fn baseline(words: &[&RecognisedWord]) -> f32 {
    let reaches = |word: &&&RecognisedWord| {
        word.text
            .contains(|c| "gjpqyQJ,;()[]{}|/_јруфцщџ".contains(c))
    };
    let bottoms = |words: Vec<&&RecognisedWord>| -> Vec<i32> {
        let mut bottoms: Vec<i32> = words.iter().map(|word| word.area.bottom).collect();
        bottoms.sort_unstable();
        bottoms
    };
    let (low, level): (Vec<_>, Vec<_>) = words.iter().partition(reaches);
    let found = if level.is_empty() {
        bottoms(low)
    } else {
        bottoms(level)
    };
    found
        .get(found.len() / 2)
        .map_or(0.0, |bottom| points(*bottom))
}

/// Adds a sentence of ours in the middle of a page, where nothing takes it for a running head.
pub fn say(content: &mut PageContent, sentence: &str) {
    let middle = f32::midpoint(content.frame.bottom, content.frame.top);
    content.runs.push(Run {
        text: sentence.to_owned(),
        left: 50.0,
        right: 300.0,
        baseline: middle,
        size: 10.0,
        ..Run::default()
    });
}

fn run(word: &RecognisedWord, baseline: f32, size: f32) -> Run {
    let mut text = word.text.clone();
    // Words stand apart however narrow the gap; signs of scripts without blanks do not.
    if !text.chars().next_back().is_some_and(is_ideograph) {
        text.push(' ');
    }
    Run {
        text,
        left: points(word.area.left),
        right: points(word.area.right),
        baseline,
        size,
        ..Run::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: PictureFrame = PictureFrame {
        width: 2480,
        height: 3508,
        dpi: 300,
    };

    #[test]
    fn rows_become_words_with_places_and_dirt_does_not() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
            1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t\n\
            5\t1\t2\t1\t3\t1\t300\t600\t150\t30\t96.5\tЧлан\n\
            5\t1\t2\t1\t3\t2\t460\t600\t20\t30\t40.0\t1\n\
            5\t1\t2\t1\t3\t3\t490\t600\t20\t30\t12.0\t~\n\
            5\t1\t2\t1\t3\t4\t520\t600\t20\t30\t99.0\t \n\
            5\tx\t2\n5\t1\t2\t1\t3\t5\t99999999999\t0\t0\t0\t50\tfar\n";
        let page = page(7, FRAME, table, "tesseract 5");
        let words: Vec<_> = page.words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!((page.page, words), (7, vec!["Члан", "1"]));
        let area = page.words[0].area;
        assert_eq!(
            (area.left, area.top, area.right, area.bottom),
            (720, 1440, 1080, 1512)
        );
        assert_eq!(page.words[0].line, (2, 1, 3));
        // Four letters at 97 % and one at 40 %.
        assert_eq!(page.confidence, 85);
    }

    #[test]
    fn the_right_language_scores_best_though_the_wrong_one_is_sure() {
        let read = |text: &str, confidence: u8| RecognisedPage {
            page: 1,
            confidence,
            reader: String::new(),
            words: text
                .split(' ')
                .map(|word| RecognisedWord {
                    text: word.to_owned(),
                    area: Area {
                        left: 0,
                        top: 0,
                        right: 10,
                        bottom: 10,
                    },
                    line: (1, 1, 1),
                    confidence,
                })
                .collect(),
        };
        let right = read(
            "Naručilac ima pravo da u svako vreme zahteva izveštaj o merama koje su na snazi",
            88,
        );
        let wrong = read(
            "Narucilac ima pravo da u svako vreme zahteva izveStaj o merama koje su na snazi",
            93,
        );
        assert!(score(&right, Language::SerbianLatin) > score(&wrong, Language::English));
        let right = read(
            "Нарачателот има право во секое време да бара извештај за мерките што се преземени",
            85,
        );
        let wrong = read(
            "Нарачателот има право во секое време да бара извештај за мерките што се преземени",
            85,
        );
        assert!(score(&right, Language::Macedonian) > score(&wrong, Language::SerbianCyrillic));
        assert!(score(&read("", 0), Language::English) < 0.001);
    }

    #[test]
    fn words_stand_on_one_baseline_whatever_their_letters() {
        let word = |text: &str, left: i32, top: i32, bottom: i32| RecognisedWord {
            text: text.to_owned(),
            area: Area {
                left,
                top,
                right: left + 400,
                bottom,
            },
            line: (1, 1, 1),
            confidence: 90,
        };
        let page = RecognisedPage {
            page: 1,
            confidence: 90,
            reader: String::new(),
            words: vec![
                word("pages", 0, 1000, 1100),
                word("had", 450, 970, 1070),
                word("no", 900, 1000, 1069),
            ],
        };
        let content = content(&page, (600.0, 800.0));
        let baselines: Vec<f32> = content.runs.iter().map(|run| run.baseline).collect();
        assert!(
            baselines
                .iter()
                .all(|baseline| (baseline - 693.0).abs() < 0.2),
            "{baselines:?}"
        );
    }
}
