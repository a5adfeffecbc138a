//! The signs of a page with their places, for marking words in the file itself.
//!
//! A document keeps the places of blocks only; where a single word stands is asked again when somebody wants to see
//! it marked. Signs come in the order of painting, in the page's own coordinates, without blanks and without what
//! nobody can see.

use super::painted::{Painted, Why};
use super::second::{self, PaintSource as _, Second};
use serde::{Deserialize, Serialize};

/// A sign of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlacedLetter {
    /// What it stands for; several letters for a ligature, none when nobody knows.
    pub text: String,
    /// Where it begins on its baseline.
    pub from: (f32, f32),
    /// Where the next one would begin.
    pub to: (f32, f32),
    /// Its size in points.
    pub size: f32,
}

/// The signs of a page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PlacedPage {
    /// Which page, counted from 1.
    pub page: u32,
    /// Its signs with the letters that the file names.
    pub letters: Vec<PlacedLetter>,
    /// The same with the letters that the fonts themselves hold; empty where they say the same.
    pub by_fonts: Vec<PlacedLetter>,
}

/// The signs of these pages of a PDF, counted from 1. What cannot be read is left out.
pub fn letters(bytes: &[u8], pages: &[u32]) -> Vec<PlacedPage> {
    let Some(pdf) = second::open(bytes) else {
        return Vec::new();
    };
    let second = Second::new(&pdf);
    let of = |page: &u32| {
        let index = usize::try_from(*page).ok()?.checked_sub(1)?;
        let letters = placed(second.page(index)?);
        let by_fonts = second.page_by_fonts(index).map(placed);
        let by_fonts = by_fonts.filter(|by_fonts| *by_fonts != letters);
        Some(PlacedPage {
            page: *page,
            letters,
            by_fonts: by_fonts.unwrap_or_default(),
        })
    };
    pages.iter().filter_map(of).collect()
}

fn placed(painted: Painted) -> Vec<PlacedLetter> {
    let seen = painted
        .letters
        .into_iter()
        .filter(|letter| matches!(letter.hidden, None | Some(Why::Layer)));
    seen.map(|letter| PlacedLetter {
        text: letter.text,
        from: letter.from,
        to: letter.to,
        size: letter.size,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::pdf;
    use super::*;

    #[test]
    fn signs_come_with_their_places_and_pages_that_are_not_there_are_left_out() {
        let file = pdf(&[vec![(50, 700, 10, "No. 7")], vec![(60, 600, 12, "Ab")]]);
        let pages = letters(&file, &[2, 1, 9]);
        assert_eq!(pages.iter().map(|it| it.page).collect::<Vec<_>>(), [2, 1]);
        let first = &pages[1].letters;
        let text: String = first.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(text, "No.7");
        assert_eq!(first[0].from, (50.0, 700.0));
        assert!((first[0].size - 10.0).abs() < 0.1);
        // The next sign begins where this one ends, and a blank lies between the point and the number.
        assert!((first[0].to.0 - first[1].from.0).abs() < 0.1);
        assert!(first[3].from.0 - first[2].to.0 > 2.0);
        assert!(letters(b"no PDF", &[1]).is_empty());
    }
}
