//! Where the words of a remark stand on the pages of a PDF, sign by sign.
//!
//! The text that was reviewed and the signs of a page are compared by letters and digits alone: blanks, hyphens at
//! the ends of lines, ligatures and accents that are painted apart make no difference. Of equal words those count
//! that have the same words around them. What cannot be found is not guessed.

use super::frame::Frame;
use crate::domain::margin::Area;
use crate::formats::import::{PlacedLetter, PlacedPage};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The corners of a place on a page, in its own coordinates: upper left and right, lower left and right.
pub type Corners = [f32; 8];

/// How many letters before and after tell words from equal ones.
const AROUND: usize = 200;
/// The fewest letters that are looked for alone, where words do not stand together.
const PIECE: usize = 5;
/// One in so many letters may be missing on the page.
const MISSING: usize = 12;
/// How far outside its box a block's signs may stand, in tenths of a point.
const MARGIN: i32 = 25;

/// Pages on which words may stand.
pub struct Sheets<'a> {
    /// The page on which their block begins, with the block's box there.
    pub first: Option<(&'a PlacedPage, Frame, Option<Area>)>,
    /// The pages on which it may go on.
    pub more: Vec<&'a PlacedPage>,
}

/// A sign with its page.
type Sign<'a> = (u32, &'a PlacedLetter);

/// Where words stand that are part of a block, a place for each line, with the page; nothing when they were not found.
pub fn find(sheets: &Sheets<'_>, block: &str, words: Range<usize>) -> Option<Vec<(u32, Corners)>> {
    let wanted = Wanted::of(block, words)?;
    for by_fonts in [false, true] {
        for within in [true, false] {
            let hay = Hay::of(sheets.signs(by_fonts, within));
            if let Some(found) = wanted.find(&hay) {
                return Some(lines(&hay, &found));
            }
        }
    }
    None
}

impl<'a> Sheets<'a> {
    /// The signs of the pages; `within` those of the first in the block's box only.
    fn signs(&self, by_fonts: bool, within: bool) -> Vec<Sign<'a>> {
        let letters = |page: &'a PlacedPage| {
            if by_fonts {
                page.by_fonts.iter()
            } else {
                page.letters.iter()
            }
            .map(|letter| (page.page, letter))
        };
        let mut signs = Vec::new();
        if let Some((page, frame, area)) = &self.first {
            let area = area.filter(|_| within);
            let inside = |sign: &Sign<'_>| area.is_none_or(|area| is_in(sign.1, frame, area));
            signs.extend(letters(page).filter(inside));
        }
        signs.extend(self.more.iter().flat_map(|page| letters(page)));
        signs
    }
}

fn is_in(letter: &PlacedLetter, frame: &Frame, area: Area) -> bool {
    let (across, down) = frame.seen(middle(letter));
    let between = |least: i32, value: f32, most: i32| {
        let (least, most) = (least - MARGIN, most + MARGIN);
        super::frame::points(least) <= value && value <= super::frame::points(most)
    };
    between(area.left, across, area.right) && between(area.top, down, area.bottom)
}

/// The middle of a letter, a quarter of its size above the baseline.
fn middle(letter: &PlacedLetter) -> (f32, f32) {
    let along = direction(letter);
    let rise = 0.25 * letter.size;
    (
        f32::midpoint(letter.from.0, letter.to.0) - along.1 * rise,
        f32::midpoint(letter.from.1, letter.to.1) + along.0 * rise,
    )
}

/// The direction of its baseline.
fn direction(letter: &PlacedLetter) -> (f32, f32) {
    let (x, y) = (letter.to.0 - letter.from.0, letter.to.1 - letter.from.1);
    let length = x.hypot(y);
    if length > 0.001 {
        (x / length, y / length)
    } else {
        (1.0, 0.0)
    }
}

/// Letters and digits, without accents, small.
fn folded(text: &str) -> impl Iterator<Item = char> {
    let letters = text.nfkd().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase)
}

/// Whether there is anything to be looked for.
pub fn has_letters(words: &str) -> bool {
    folded(words).next().is_some()
}

/// Words with those around them.
struct Wanted {
    letters: Vec<char>,
    before: Vec<char>,
    after: Vec<char>,
    /// Signs right before and after that are no letters, such as quotation marks.
    opening: Vec<char>,
    closing: Vec<char>,
}

impl Wanted {
    fn of(block: &str, words: Range<usize>) -> Option<Self> {
        let text = block.get(words.clone())?;
        let letters: Vec<char> = folded(text).collect();
        let mut before: Vec<char> = folded(block.get(..words.start)?).collect();
        before.drain(..before.len().saturating_sub(AROUND));
        let after = folded(block.get(words.end..)?).take(AROUND).collect();
        let sign = |c: &char| !c.is_alphanumeric();
        let ink = |c: &char| !c.is_whitespace();
        let opening = text.chars().filter(ink).take_while(sign).collect();
        let closing = text.chars().rev().filter(ink).take_while(sign);
        let mut closing: Vec<char> = closing.collect();
        closing.reverse();
        (!letters.is_empty()).then_some(Self {
            letters,
            before,
            after,
            opening,
            closing,
        })
    }

    /// The signs of the words, in stretches.
    fn find(&self, hay: &Hay<'_>) -> Option<Vec<Range<usize>>> {
        let here = hay.occurrences(&self.letters);
        let best = here.rev().max_by_key(|at| self.fit(hay, *at));
        if let Some(at) = best {
            let signs = hay.signs_of(at..at + self.letters.len());
            return Some(vec![self.with_marks(hay, signs)]);
        }
        self.in_pieces(hay)
    }

    /// How much of what stands around agrees.
    fn fit(&self, hay: &Hay<'_>, at: usize) -> usize {
        let same = |(a, b): &(&char, &char)| a == b;
        let before = hay.letters[..at].iter().rev();
        let after = hay.letters[at + self.letters.len()..].iter();
        before
            .zip(self.before.iter().rev())
            .take_while(same)
            .count()
            + after.zip(&self.after).take_while(same).count()
    }

    /// Words that do not stand together, because they go on over the page or in another cell: the longest stretches.
    fn in_pieces(&self, hay: &Hay<'_>) -> Option<Vec<Range<usize>>> {
        let most = self.letters.len() / MISSING;
        let (mut missing, mut at, mut last) = (0, 0, 0);
        let mut found: Vec<Range<usize>> = Vec::new();
        while at < self.letters.len() {
            let rest = &self.letters[at..];
            let (place, length) = hay.longest(rest, last)?;
            if length >= PIECE.min(rest.len()) {
                found.push(hay.signs_of(place..place + length));
                at += length;
                last = place + length;
            } else {
                at += 1;
                missing += 1;
                if missing > most {
                    return None;
                }
            }
        }
        (!found.is_empty()).then_some(found)
    }

    /// The signs with the quotation marks and points that belong to the words.
    fn with_marks(&self, hay: &Hay<'_>, signs: Range<usize>) -> Range<usize> {
        let is = |at: usize, mark: char| {
            let sign = hay.signs.get(at);
            sign.is_some_and(|(_, letter)| letter.text.chars().eq([mark]))
        };
        let (mut start, mut end) = (signs.start, signs.end);
        for mark in self.opening.iter().rev() {
            if start == 0 || !is(start - 1, *mark) {
                break;
            }
            start -= 1;
        }
        for mark in &self.closing {
            if !is(end, *mark) {
                break;
            }
            end += 1;
        }
        start..end
    }
}

/// Signs as letters to be searched.
struct Hay<'a> {
    signs: Vec<Sign<'a>>,
    letters: Vec<char>,
    /// For each letter the number of its sign.
    of: Vec<usize>,
}

impl<'a> Hay<'a> {
    fn of(signs: Vec<Sign<'a>>) -> Self {
        let (mut letters, mut of) = (Vec::new(), Vec::new());
        for (number, (_, sign)) in signs.iter().enumerate() {
            for letter in folded(&sign.text) {
                letters.push(letter);
                of.push(number);
            }
        }
        Self { signs, letters, of }
    }

    fn occurrences(&self, wanted: &[char]) -> impl DoubleEndedIterator<Item = usize> {
        let windows = self.letters.windows(wanted.len()).enumerate();
        windows
            .filter(move |(_, window)| *window == wanted)
            .map(|(at, _)| at)
    }

    fn signs_of(&self, letters: Range<usize>) -> Range<usize> {
        self.of[letters.start]..self.of[letters.end - 1] + 1
    }

    /// Where most of the first letters of `wanted` stand together, and how many; of equal ones the first behind `last`.
    fn longest(&self, wanted: &[char], last: usize) -> Option<(usize, usize)> {
        let length = |at: usize| {
            let here = self.letters[at..].iter().zip(wanted);
            here.take_while(|(a, b)| a == b).count()
        };
        let all = (0..self.letters.len()).map(|at| (at, length(at)));
        all.max_by_key(|(at, length)| (*length, *at >= last, self.letters.len() - at))
    }
}

/// A place for each line of the signs.
fn lines(hay: &Hay<'_>, found: &[Range<usize>]) -> Vec<(u32, Corners)> {
    let mut lines: Vec<(u32, Line)> = Vec::new();
    for signs in found {
        let mut open = false;
        for (page, letter) in &hay.signs[signs.clone()] {
            let on = lines.last_mut().filter(|(here, _)| open && here == page);
            if !on.is_some_and(|(_, line)| line.take(letter)) {
                lines.push((*page, Line::of(letter)));
            }
            open = true;
        }
    }
    let corners = lines.iter().map(|(page, line)| (*page, line.corners()));
    corners.collect()
}

/// Signs on one baseline.
struct Line {
    along: (f32, f32),
    start: (f32, f32),
    /// From where to where, along the baseline from the start.
    reach: (f32, f32),
    size: f32,
    /// How far the baseline of the largest signs is above the start.
    rise: f32,
}

impl Line {
    fn of(letter: &PlacedLetter) -> Self {
        let (x, y) = (letter.to.0 - letter.from.0, letter.to.1 - letter.from.1);
        Self {
            along: direction(letter),
            start: letter.from,
            reach: (0.0, x.hypot(y)),
            size: letter.size,
            rise: 0.0,
        }
    }

    /// Takes a sign that stands on this line.
    fn take(&mut self, letter: &PlacedLetter) -> bool {
        let at = |point: (f32, f32)| {
            let (x, y) = (point.0 - self.start.0, point.1 - self.start.1);
            (
                x * self.along.0 + y * self.along.1,
                y * self.along.0 - x * self.along.1,
            )
        };
        let ((from, rise), (to, _)) = (at(letter.from), at(letter.to));
        let size = self.size.max(letter.size);
        let turned = direction(letter);
        let same = turned.0 * self.along.0 + turned.1 * self.along.1 > 0.99;
        let near = from > self.reach.1 - 2.0 * size && from < self.reach.1 + 3.0 * size;
        if !(same && near && (rise - self.rise).abs() < 0.6 * size) {
            return false;
        }
        self.reach = (self.reach.0.min(from), self.reach.1.max(to));
        if letter.size > self.size {
            (self.size, self.rise) = (letter.size, rise);
        }
        true
    }

    fn corners(&self) -> Corners {
        let at = |along: f32, rise: f32| {
            (
                self.start.0 + along * self.along.0 - rise * self.along.1,
                self.start.1 + along * self.along.1 + rise * self.along.0,
            )
        };
        let (above, below) = (self.rise + 0.78 * self.size, self.rise - 0.22 * self.size);
        let a = at(self.reach.0, above);
        let b = at(self.reach.1, above);
        let c = at(self.reach.0, below);
        let d = at(self.reach.1, below);
        [a.0, a.1, b.0, b.1, c.0, c.1, d.0, d.1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of lines, a letter five points wide; blanks take room and are no signs.
    fn page(number: u32, rows: &[(f32, f32, &str)]) -> PlacedPage {
        let mut letters = Vec::new();
        for (left, height, text) in rows {
            let mut x = *left;
            for letter in text.chars() {
                if letter != ' ' {
                    letters.push(PlacedLetter {
                        text: letter.to_string(),
                        from: (x, *height),
                        to: (x + 5.0, *height),
                        size: 10.0,
                    });
                }
                x += 5.0;
            }
        }
        PlacedPage {
            page: number,
            letters,
            by_fonts: Vec::new(),
        }
    }

    const FRAME: Frame = Frame {
        left: 0.0,
        bottom: 0.0,
        right: 600.0,
        top: 800.0,
        turn: 0,
    };

    /// From where to where the words stand, and how high, on each line.
    fn places(
        first: &PlacedPage,
        area: Option<Area>,
        more: Vec<&PlacedPage>,
        block: &str,
        words: &str,
    ) -> Option<Vec<(u32, f32, f32, f32)>> {
        let sheets = Sheets {
            first: Some((first, FRAME, area)),
            more,
        };
        let start = block.rfind(words).unwrap();
        let found = find(&sheets, block, start..start + words.len())?;
        let of =
            |(page, corners): &(u32, Corners)| (*page, corners[0], corners[2], corners[5] + 2.2);
        Some(found.iter().map(of).collect())
    }

    #[test]
    fn lines_are_covered_from_the_first_word_to_the_last() {
        let page = page(
            1,
            &[
                (50.0, 700.0, "1. The supplier may at any"),
                (50.0, 688.0, "time read what the cit-"),
                (50.0, 676.0, "izens write. End."),
            ],
        );
        let block = "1. The supplier may at any time read what the citizens write. End.";
        let all = |words| places(&page, None, Vec::new(), block, words).unwrap();
        assert_eq!(all("supplier"), [(1, 85.0, 125.0, 700.0)]);
        assert_eq!(
            all("at any time read"),
            [(1, 150.0, 180.0, 700.0), (1, 50.0, 95.0, 688.0)]
        );
        // A word parted at the end of a line, and the point that belongs to the words.
        assert_eq!(
            all("citizens write."),
            [(1, 145.0, 165.0, 688.0), (1, 50.0, 110.0, 676.0)]
        );
    }

    #[test]
    fn of_equal_words_those_count_that_stand_in_the_block_and_between_the_same_words() {
        let page = page(
            1,
            &[
                (50.0, 700.0, "The date is fixed."),
                (50.0, 600.0, "The date: a day; no date later."),
            ],
        );
        let area = Area {
            left: 500,
            top: 1900,
            right: 3000,
            bottom: 2030,
        };
        let block = "The date: a day; no date later.";
        let all = |area, words| places(&page, area, Vec::new(), block, words).unwrap();
        assert_eq!(all(Some(area), "date"), [(1, 150.0, 170.0, 600.0)]);
        assert_eq!(all(None, "date"), [(1, 150.0, 170.0, 600.0)]);
        assert_eq!(all(Some(area), "The date"), [(1, 50.0, 90.0, 600.0)]);
    }

    #[test]
    fn words_go_on_over_the_page_and_its_foot() {
        let first = page(
            1,
            &[(50.0, 60.0, "The supplier keeps"), (300.0, 20.0, "Page 1")],
        );
        let next = page(
            2,
            &[
                (50.0, 780.0, "Agreement"),
                (50.0, 740.0, "all copies forever."),
            ],
        );
        let block = "The supplier keeps all copies forever.";
        let found = places(&first, None, vec![&next], block, "keeps all copies");
        assert_eq!(
            found.unwrap(),
            [(1, 115.0, 140.0, 60.0), (2, 50.0, 100.0, 740.0)]
        );
    }

    #[test]
    fn cells_far_apart_are_no_line_and_what_is_not_there_is_not_guessed() {
        let page = page(1, &[(50.0, 700.0, "Price"), (300.0, 700.0, "12 000 EUR")]);
        let block = "Price\t12 000 EUR\tper month";
        let all = |words| places(&page, None, Vec::new(), block, words);
        assert_eq!(
            all("Price\t12 000 EUR").unwrap(),
            [(1, 50.0, 75.0, 700.0), (1, 300.0, 350.0, 700.0)]
        );
        assert_eq!(all("per month"), None);
        assert_eq!(all("12 000 EUR\tper month"), None);
        // Signs without letters have no place of their own.
        assert_eq!(all("\t"), None);
    }

    #[test]
    fn letters_are_compared_without_accents_and_ligatures() {
        let page = page(1, &[(50.0, 700.0, "nac\u{30C}in kos \u{FB01}le")]);
        let found = places(&page, None, Vec::new(), "način kos file", "file");
        assert_eq!(found.unwrap(), [(1, 105.0, 120.0, 700.0)]);
        let found = places(&page, None, Vec::new(), "način kos file", "način");
        assert_eq!(found.unwrap(), [(1, 50.0, 80.0, 700.0)]);
    }

    #[test]
    fn text_across_the_page_is_covered_along_its_own_direction() {
        let mut turned = page(1, &[(0.0, 0.0, "up here")]);
        for letter in &mut turned.letters {
            letter.from = (100.0, 200.0 + letter.from.0);
            letter.to = (100.0, 200.0 + letter.to.0);
        }
        let sheets = Sheets {
            first: Some((&turned, FRAME, None)),
            more: Vec::new(),
        };
        let found = find(&sheets, "up here", 3..7).unwrap();
        let corners = [92.2, 215.0, 92.2, 235.0, 102.2, 215.0, 102.2, 235.0];
        assert_eq!(found.len(), 1);
        for (a, b) in found[0].1.iter().zip(corners) {
            assert!((a - b).abs() < 0.01, "{found:?}");
        }
    }
}
