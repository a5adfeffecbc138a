//! Where things stand on a page of a PDF: as it is displayed, and in its own coordinates.

use crate::domain::margin::Area;
use lopdf::{Document, Object, ObjectId};

/// A page says of itself what its ancestors may say too; so many of them are asked.
const MOST_ANCESTORS: usize = 64;
/// How large the sign of a remark is that has no box, in points.
const SIGN: f32 = 20.0;

/// The part of a page that is displayed, in its own coordinates, and how it is turned.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// The left edge.
    pub left: f32,
    /// The lower edge.
    pub bottom: f32,
    /// The right edge.
    pub right: f32,
    /// The upper edge.
    pub top: f32,
    /// By how many degrees it is turned when it is displayed.
    pub turn: i64,
}

impl Frame {
    /// The frame of a page.
    pub fn of(document: &Document, page: ObjectId) -> Self {
        let media = rectangle(document, page, b"MediaBox").unwrap_or([0.0, 0.0, 612.0, 792.0]);
        let crop = rectangle(document, page, b"CropBox").unwrap_or(media);
        let turn = inherited(document, page, b"Rotate");
        let turn = turn.and_then(|turn| turn.as_i64().ok()).unwrap_or(0);
        Self {
            left: crop[0].max(media[0]),
            bottom: crop[1].max(media[1]),
            right: crop[2].min(media[2]),
            top: crop[3].min(media[3]),
            turn: turn.rem_euclid(360),
        }
    }

    /// A place of the page as displayed, from its upper left corner, in the page's own coordinates.
    fn at(&self, across: f32, down: f32) -> (f32, f32) {
        match self.turn {
            90 => (self.left + down, self.bottom + across),
            180 => (self.right - across, self.bottom + down),
            270 => (self.right - down, self.top - across),
            _ => (self.left + across, self.top - down),
        }
    }

    /// A place in the page's own coordinates as it is displayed: how far across and down from its upper left corner.
    pub fn seen(&self, (x, y): (f32, f32)) -> (f32, f32) {
        match self.turn {
            90 => (y - self.bottom, x - self.left),
            180 => (self.right - x, y - self.bottom),
            270 => (self.top - y, self.right - x),
            _ => (x - self.left, self.top - y),
        }
    }

    /// The corners of an area in the order in which readers want them: upper ones first.
    pub fn corners(&self, area: Area) -> [f32; 8] {
        let (left, right) = (points(area.left), points(area.right));
        let (top, bottom) = (points(area.top), points(area.bottom));
        let a = self.at(left, top);
        let b = self.at(right, top);
        let c = self.at(left, bottom);
        let d = self.at(right, bottom);
        [a.0, a.1, b.0, b.1, c.0, c.1, d.0, d.1]
    }

    /// A smaller one in the upper right corner.
    pub fn clip(&self) -> [f32; 4] {
        let turned = self.turn % 180 != 0;
        let (wide, high) = (self.right - self.left, self.top - self.bottom);
        let width = if turned { high } else { wide };
        let (a, b) = (
            self.at(width - SIGN, SIGN / 2.0),
            self.at(width - SIGN / 2.0, SIGN * 1.4),
        );
        [a.0.min(b.0), a.1.min(b.1), a.0.max(b.0), a.1.max(b.1)]
    }

    /// A small square in the upper left corner.
    pub fn corner(&self) -> [f32; 4] {
        let (a, b) = (self.at(SIGN, SIGN), self.at(2.0 * SIGN, 2.0 * SIGN));
        [a.0.min(b.0), a.1.min(b.1), a.0.max(b.0), a.1.max(b.1)]
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "places on a page are far below what a float holds"
)]
/// Tenths of a point as points.
pub fn points(tenths: i32) -> f32 {
    tenths as f32 / 10.0
}

/// What a page or one of its ancestors says.
fn inherited(document: &Document, page: ObjectId, key: &[u8]) -> Option<Object> {
    let mut at = document.get_dictionary(page).ok()?;
    for _ in 0..MOST_ANCESTORS {
        if let Ok(value) = at.get(key) {
            let (_, value) = document.dereference(value).ok()?;
            return Some(value.clone());
        }
        let parent = at.get(b"Parent").and_then(Object::as_reference).ok()?;
        at = document.get_dictionary(parent).ok()?;
    }
    None
}

/// A rectangle with its lower left corner first.
fn rectangle(document: &Document, page: ObjectId, key: &[u8]) -> Option<[f32; 4]> {
    let value = inherited(document, page, key)?;
    let mut all = Vec::new();
    for one in value.as_array().ok()? {
        let (_, one) = document.dereference(one).ok()?;
        all.push(one.as_float().ok()?);
    }
    let [a, b, c, d] = *all.as_slice() else {
        return None;
    };
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_on_a_turned_page_are_where_they_are_seen() {
        let frame = |turn| Frame {
            left: 10.0,
            bottom: 20.0,
            right: 110.0,
            top: 220.0,
            turn,
        };
        for (turn, at) in [
            (0, (15.0, 213.0)),
            (90, (17.0, 25.0)),
            (180, (105.0, 27.0)),
            (270, (103.0, 215.0)),
        ] {
            assert_eq!(frame(turn).at(5.0, 7.0), at, "{turn}");
            assert_eq!(frame(turn).seen(at), (5.0, 7.0), "{turn}");
        }
    }
}
