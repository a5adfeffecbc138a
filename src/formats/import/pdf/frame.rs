//! Where things stand on a page: in the direction of reading, and as the page is displayed.
//!
//! Text may run another way than the page is shown. Lines and columns are found in the direction of
//! reading; what is kept for the reader counts from the upper left corner of the page as displayed.

use crate::domain::margin::Area;
use pdfboss_core::Page;

/// The edges of a page's visible part, turned so that most of its text reads from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Frame {
    /// The left edge.
    pub left: f32,
    /// The lower edge.
    pub bottom: f32,
    /// The right edge.
    pub right: f32,
    /// The upper edge.
    pub top: f32,
    /// Quarter turns, in degrees, from the direction of reading to the page as displayed.
    pub turn: i32,
}

impl Frame {
    /// The frame of a page most of whose text reads upright under this turn.
    pub fn of(page: &Page, turn: i32) -> Self {
        let seen = page.crop_box;
        let (a, b) = (
            upright(turn, seen.x0, seen.y0),
            upright(turn, seen.x1, seen.y1),
        );
        Self {
            left: a.0.min(b.0),
            bottom: a.1.min(b.1),
            right: a.0.max(b.0),
            top: a.1.max(b.1),
            turn: (page.rotate - turn).rem_euclid(360),
        }
    }

    /// The frame of a page of that width and height that is read as it is displayed.
    pub const fn displayed(width: f32, height: f32) -> Self {
        Self {
            left: 0.0,
            bottom: 0.0,
            right: width,
            top: height,
            turn: 0,
        }
    }

    /// A rectangle in the direction of reading, told for the page as displayed.
    pub fn area(&self, left: f32, bottom: f32, right: f32, top: f32) -> Area {
        let turned = |x0: f32, y0: f32, x1: f32, y1: f32| {
            let (a, b) = (upright(self.turn, x0, y0), upright(self.turn, x1, y1));
            (a.0.min(b.0), a.1.min(b.1), a.0.max(b.0), a.1.max(b.1))
        };
        let edge = turned(self.left, self.bottom, self.right, self.top);
        let it = turned(left, bottom, right, top);
        Area {
            left: tenths(it.0 - edge.0),
            top: tenths(edge.3 - it.3),
            right: tenths(it.2 - edge.0),
            bottom: tenths(edge.3 - it.1),
        }
    }

    /// The same frame for text that stands across by these degrees.
    pub fn across(&self, turn: i32) -> Self {
        let (a, b) = (
            upright(turn, self.left, self.bottom),
            upright(turn, self.right, self.top),
        );
        Self {
            left: a.0.min(b.0),
            bottom: a.1.min(b.1),
            right: a.0.max(b.0),
            top: a.1.max(b.1),
            turn: (self.turn - turn).rem_euclid(360),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "pages are far smaller than i32 tenths of a point, and the cast saturates"
)]
fn tenths(points: f32) -> i32 {
    (points * 10.0).round() as i32
}

/// A point of the page as it lies when text of that direction reads from left to right.
pub fn upright(turn: i32, x: f32, y: f32) -> (f32, f32) {
    match turn.rem_euclid(360) {
        90 => (y, -x),
        180 => (-x, -y),
        270 => (-y, x),
        _ => (x, y),
    }
}

/// The smallest area that holds both.
pub fn union(a: Area, b: Area) -> Area {
    Area {
        left: a.left.min(b.left),
        top: a.top.min(b.top),
        right: a.right.max(b.right),
        bottom: a.bottom.max(b.bottom),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_from_the_corner_of_the_page_as_displayed() {
        // A page 600 wide and 800 high; a line of text near its upper left corner as it reads.
        for (turn, expected) in [
            (0, (500, 900, 1500, 1000)),
            (90, (7000, 500, 7100, 1500)),
            (180, (4500, 7000, 5500, 7100)),
            (270, (900, 4500, 1000, 5500)),
        ] {
            let frame = Frame {
                left: 0.0,
                bottom: 0.0,
                right: 600.0,
                top: 800.0,
                turn,
            };
            let area = frame.area(50.0, 700.0, 150.0, 710.0);
            assert_eq!(
                (area.left, area.top, area.right, area.bottom),
                expected,
                "{turn}"
            );
        }
    }

    #[test]
    fn a_line_across_the_page_lies_where_it_is_seen() {
        let frame = Frame {
            left: 0.0,
            bottom: 0.0,
            right: 600.0,
            top: 800.0,
            turn: 0,
        };
        // Text that runs upwards along the left edge reads upright under a quarter turn.
        let (left, bottom) = upright(90, 20.0, 100.0);
        let (right, top) = upright(90, 10.0, 300.0);
        let area = frame.across(90).area(left, bottom, right, top);
        assert_eq!(
            (area.left, area.top, area.right, area.bottom),
            (100, 5000, 200, 7000)
        );
    }
}
