//! Lays strips on pages.
//!
//! Knows nothing of what is on them. Every strip is laid once, in order, whatever its height; the time it takes grows with
//! their number.

use super::strip::{Keep, Strip};

/// A strip on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// Which one.
    pub strip: usize,
    /// How far below the top of the text it begins.
    pub y: f32,
    /// Whether it is shown again here, as the head of a table that goes on.
    pub again: bool,
}

/// The strips of each page.
pub fn flow(strips: &[Strip], room: f32) -> Vec<Vec<Placed>> {
    let mut flow = Flow {
        strips,
        room,
        pages: vec![Vec::new()],
        y: 0.0,
    };
    let mut at = 0;
    while at < strips.len() {
        let end = flow.end(at, |keep| keep != Keep::Free);
        if !flow.lay(at, end) {
            flow.lay_in_parts(at, end);
        }
        at = end;
    }
    flow.pages
}

struct Flow<'a> {
    strips: &'a [Strip],
    room: f32,
    pages: Vec<Vec<Placed>>,
    y: f32,
}

impl Flow<'_> {
    /// Behind the last strip that stays with this one.
    fn end(&self, at: usize, stays: impl Fn(Keep) -> bool) -> usize {
        let rest = self.strips.get(at..).unwrap_or_default();
        let stay = rest.iter().take_while(|strip| stays(strip.keep)).count();
        (at + stay + 1).min(self.strips.len())
    }

    fn is_new(&self) -> bool {
        self.pages.last().is_none_or(Vec::is_empty)
    }

    /// Lays strips on one page; says whether that could be.
    fn lay(&mut self, at: usize, end: usize) -> bool {
        if self.strips[at].new_page && !self.is_new() {
            self.turn();
        }
        let height = self.height(at, end);
        let above = if self.is_new() {
            0.0
        } else {
            self.strips[at].above
        };
        if self.y + above + height > self.room {
            if self.head(at) + height > self.room {
                return false;
            }
            self.turn_to(at);
        }
        for strip in at..end {
            self.put(strip);
        }
        true
    }

    /// What is higher than a page: as much as must be together, page by page.
    fn lay_in_parts(&mut self, mut at: usize, end: usize) {
        while at < end {
            let part = self.end(at, |keep| keep == Keep::Hard).min(end);
            if !self.lay(at, part) {
                for strip in at..part {
                    if !self.lay(strip, strip + 1) {
                        self.turn_unless_new(strip);
                        self.put(strip);
                    }
                }
            }
            at = part;
        }
    }

    /// How high strips are together, without the distance above the first.
    fn height(&self, at: usize, end: usize) -> f32 {
        let strips = self.strips.get(at..end).unwrap_or_default();
        let heights = strips.iter().map(|strip| strip.above + strip.height);
        heights.sum::<f32>() - strips.first().map_or(0.0, |strip| strip.above)
    }

    /// How high the head is that is shown again above a strip.
    fn head(&self, at: usize) -> f32 {
        let head = self.strips[at].head.filter(|head| *head != at);
        let height = head.map_or(0.0, |head| self.strips[head].height);
        if height > self.room / 3.0 {
            0.0
        } else {
            height
        }
    }

    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = 0.0;
    }

    fn turn_unless_new(&mut self, at: usize) {
        if !self.is_new() {
            self.turn_to(at);
        }
    }

    /// Begins a page for a strip, with the head of its table.
    fn turn_to(&mut self, at: usize) {
        self.turn();
        let height = self.head(at);
        if height > 0.0
            && let Some(head) = self.strips[at].head
        {
            self.place(head, true);
            self.y = height;
        }
    }

    fn put(&mut self, at: usize) {
        let strip = &self.strips[at];
        if !self.is_new() {
            self.y += strip.above;
        }
        self.place(at, false);
        self.y += strip.height;
    }

    fn place(&mut self, strip: usize, again: bool) {
        let y = self.y;
        if let Some(page) = self.pages.last_mut() {
            page.push(Placed { strip, y, again });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn strip(height: f32, keep: Keep) -> Strip {
        Strip {
            kind: "",
            above: 1.0,
            height,
            inset: 0.0,
            keep,
            new_page: false,
            head: None,
            bands: Vec::new(),
            marks: Vec::new(),
        }
    }

    fn pages(strips: &[Strip], room: f32) -> Vec<Vec<usize>> {
        let pages = flow(strips, room).into_iter();
        let numbers = pages.map(|page| page.iter().map(|placed| placed.strip).collect());
        numbers.collect()
    }

    #[test]
    fn what_belongs_together_is_on_one_page() {
        let strips = [
            strip(50.0, Keep::Free),
            strip(30.0, Keep::Hard),
            strip(30.0, Keep::Soft),
            strip(30.0, Keep::Free),
            strip(30.0, Keep::Free),
        ];
        assert_eq!(pages(&strips, 100.0), [vec![0], vec![1, 2, 3], vec![4]]);
        // Higher than a page together: only what must is.
        assert_eq!(pages(&strips, 80.0), [vec![0], vec![1, 2], vec![3, 4]]);
    }

    #[test]
    fn the_head_of_a_table_is_shown_again_on_each_page() {
        let mut strips: Vec<Strip> = (0..7).map(|_| strip(20.0, Keep::Free)).collect();
        strips[0].keep = Keep::Hard;
        for strip in &mut strips {
            strip.above = 0.0;
            strip.head = Some(0);
        }
        let laid = flow(&strips, 60.0);
        let shown: Vec<Vec<(usize, bool)>> = laid
            .iter()
            .map(|page| page.iter().map(|one| (one.strip, one.again)).collect())
            .collect();
        assert_eq!(
            shown,
            [
                vec![(0, false), (1, false), (2, false)],
                vec![(0, true), (3, false), (4, false)],
                vec![(0, true), (5, false), (6, false)],
            ]
        );
    }

    proptest! {
        #[test]
        fn every_strip_is_laid_once_and_in_order(
            heights in prop::collection::vec((0.0_f32..150.0, 0_u8..3, any::<bool>()), 0..60)
        ) {
            let strips: Vec<Strip> = heights.iter().enumerate().map(|(place, (height, keep, headed))| {
                let keep = [Keep::Free, Keep::Soft, Keep::Hard][usize::from(*keep)];
                let head = headed.then_some(place / 2);
                Strip { head, ..strip(*height, keep) }
            }).collect();
            let laid = flow(&strips, 100.0);
            let order = laid.iter().flatten().filter(|one| !one.again).map(|one| one.strip);
            prop_assert_eq!(order.collect::<Vec<_>>(), (0..strips.len()).collect::<Vec<_>>());
            for page in &laid {
                let mut end = 0.0;
                for (place, one) in page.iter().enumerate() {
                    let height = strips[one.strip].height;
                    prop_assert!(one.y >= end);
                    end = one.y + height;
                    prop_assert!(end <= 100.01 || place == 0 || page[0].again);
                }
            }
        }
    }
}
