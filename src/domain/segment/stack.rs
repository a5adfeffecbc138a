//! The clauses that are open at a place, and where a bare number belongs among them.
//!
//! A number goes to the list that it continues; a first number starts a list inside the clause that
//! is open; anything else opens nothing unless layout vouches for it.

use super::number::Value;
use super::opener::{Form, Opener, Signs, Wrap};

/// Depths of clauses with a word or a place of their own; bare numbers are deeper than all.
pub(super) mod rank {
    pub const ANNEX: u8 = 0;
    pub const PART: u8 = 1;
    pub const TITLE: u8 = 2;
    pub const CHAPTER: u8 = 3;
    pub const FRONT: u8 = 4;
    pub const SECTION: u8 = 4;
    pub const GROUP: u8 = 5;
    pub const ARTICLE: u8 = 6;
    pub const SUBSECTION: u8 = 7;
    pub const BARE: u8 = 10;
    /// A heading in capitals that nothing but its look gives away, and one in small letters.
    pub const SOFT: u8 = 20;
    pub const SOFTER: u8 = 21;
    pub const TEXT: u8 = 30;
}

/// A clause that is open.
#[derive(Debug, Clone)]
pub(super) struct Open {
    /// Its node.
    pub node: usize,
    /// Its depth among units.
    pub rank: u8,
    /// The shape of its number.
    pub form: Option<Form>,
    /// Its number.
    pub value: Option<Value>,
    /// Level of its heading in the source.
    pub heading: Option<u8>,
    /// Level of its automatic number.
    pub auto: Option<u8>,
    /// Blanks before it.
    pub indent: usize,
    /// Whether its number stands before a heading rather than before text.
    pub headed: bool,
    /// Whether it is a point of a list, which ends where running text goes on.
    pub point: bool,
    /// Lists inside it that running text interrupted.
    pub paused: Vec<(Form, Value)>,
}

impl Open {
    /// A clause without a number.
    pub(super) const fn unnumbered(node: usize, rank: u8) -> Self {
        Self {
            node,
            rank,
            form: None,
            value: None,
            heading: None,
            auto: None,
            indent: 0,
            headed: false,
            point: false,
            paused: Vec::new(),
        }
    }
}

/// What is known of the place of a bare number.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an independent fact about the place of a number"
)]
pub(super) struct Place {
    /// A paragraph starts there.
    pub starts: bool,
    /// The line before ends a sentence or announces a list.
    pub after_sentence: bool,
    /// The source itself numbers or styles it.
    pub certain: bool,
    /// The level of the automatic number.
    pub auto: Option<u8>,
    /// It stands inside a line: only the sequence of numbers can vouch for it.
    pub inside: bool,
    /// The next number of the same shape comes later.
    pub supported: bool,
    /// Blanks before it.
    pub indent: usize,
    /// A heading follows the number.
    pub headed: bool,
    /// The words after the number start in lower case.
    pub low: bool,
    /// A list inside the point that is open starts there: that list goes on after it.
    pub nested: bool,
}

/// The clauses that are open, outermost first.
#[derive(Debug, Default)]
pub(super) struct Stack {
    pub open: Vec<Open>,
}

impl Stack {
    /// The node into which the next clause goes.
    pub(super) fn top(&self) -> Option<usize> {
        self.open.last().map(|open| open.node)
    }

    /// Closes everything as deep as `rank` or deeper.
    pub(super) fn close_to(&mut self, rank: u8) {
        while self.open.last().is_some_and(|open| open.rank >= rank) {
            self.open.pop();
        }
    }

    /// Closes what a heading of the source closes: headings as low as itself, and text under them.
    pub(super) fn close_heading(&mut self, level: u8) {
        // An annex lasts until the next one, whatever its headings look like.
        while self.open.last().is_some_and(|open| {
            open.rank > rank::ANNEX && open.heading.is_none_or(|other| other >= level)
        }) {
            self.open.pop();
        }
    }

    /// Closes the lists that running text interrupts; they may go on after it.
    pub(super) fn pause_lists(&mut self) {
        let keep = self
            .open
            .iter()
            .rposition(|open| !open.point && open.rank != rank::TEXT)
            .map_or(0, |at| at + 1);
        let paused: Vec<(Form, Value)> = self
            .open
            .drain(keep..)
            .filter_map(|open| Some((open.form?, open.value?)))
            .collect();
        if let Some(last) = self.open.last_mut() {
            for list in paused {
                last.paused.retain(|(form, _)| *form != list.0);
                last.paused.push(list);
            }
        }
    }

    /// Index of the first open clause that bare numbers may continue: everything before is a unit.
    fn floor(&self) -> usize {
        self.open
            .iter()
            .rposition(|open| open.rank < rank::BARE)
            .map_or(0, |at| at + 1)
    }

    /// Where a bare number goes: closes what it ends and says which reading fits; nothing when it
    /// opens no clause.
    pub(super) fn place(&mut self, opener: &Opener, place: Place) -> Option<usize> {
        let dotted = opener.readings[0].value.parts().len() > 1;
        if dotted {
            return self.place_dotted(opener, place);
        }
        if !place.certain && !place.starts && !place.inside && place.low && !place.after_sentence {
            return None;
        }
        self.sibling(opener, place)
            .or_else(|| self.resumed(opener))
            .or_else(|| self.list_start(opener, place))
            .or_else(|| self.repeated(opener, place))
            .or_else(|| self.after_gap(opener, place))
            .or_else(|| self.vouched(opener, place))
    }

    fn matching(&self, form: Form) -> impl Iterator<Item = (usize, &Value)> {
        let floor = self.floor();
        let open = self.open.iter().enumerate().skip(floor).rev();
        open.filter_map(move |(at, open)| {
            let value = open.value.as_ref()?;
            same_list(open.form?, form).then_some((at, value))
        })
    }

    /// The list whose last number comes directly before this one.
    fn sibling(&mut self, opener: &Opener, place: Place) -> Option<usize> {
        let mut best: Option<(usize, usize, u8)> = None;
        for (index, reading) in opener.readings.iter().enumerate() {
            for (at, value) in self.matching(reading.form) {
                if !reading.value.follows(value) {
                    continue;
                }
                let open = &self.open[at];
                let fit = u8::from(open.headed == place.headed) * 2
                    + u8::from(open.indent.abs_diff(place.indent) <= 1);
                // `(v)` goes on after `(iv)` inside `(b)`, not after `(b)` as it does in Serbian.
                if best.is_none_or(|(inner, _, other)| (fit, at) > (other, inner)) {
                    best = Some((at, index, fit));
                }
            }
        }
        let (at, index, _) = best?;
        self.open.truncate(at);
        Some(index)
    }

    /// A list that running text interrupted and that goes on here.
    fn resumed(&mut self, opener: &Opener) -> Option<usize> {
        let floor = self.floor().saturating_sub(1);
        for at in (floor..self.open.len()).rev() {
            for (index, reading) in opener.readings.iter().enumerate() {
                let goes_on = self.open[at].paused.iter().any(|(form, value)| {
                    same_list(*form, reading.form) && reading.value.follows(value)
                });
                if goes_on {
                    self.open.truncate(at + 1);
                    return Some(index);
                }
            }
        }
        None
    }

    /// A first number starts a list.
    fn list_start(&mut self, opener: &Opener, place: Place) -> Option<usize> {
        let first = |(_, reading): &(usize, &super::opener::Reading)| reading.value.is_first();
        let (index, reading) = opener.readings.iter().enumerate().find(first)?;
        let weak = reading.form.wrap == Wrap::Blank;
        let open = self.matching(reading.form).next().is_some();
        let vouched = if place.inside {
            place.supported && !open
        } else if weak {
            place.supported && place.starts
        } else {
            place.starts || place.after_sentence || place.supported
        };
        if !(place.certain || vouched) {
            return None;
        }
        let short = reading.form.wrap != Wrap::Dot
            || !matches!(
                reading.form.signs,
                Signs::Digits | Signs::Whole | Signs::Chinese
            );
        let mut again = self.matching(reading.form).map(|(at, _)| at);
        // `(a)` again after `(c)`: a new list beside the old one, not inside its last point. `1.`
        // again after `3.` may be a list inside section 3, but no deeper than that.
        let beside = match (again.next(), again.next()) {
            (Some(at), None) if short => Some(at),
            (Some(at), Some(_)) => Some(at),
            _ => None,
        };
        drop(again);
        if let Some(at) = beside.filter(|_| !place.nested) {
            self.open.truncate(at);
        }
        Some(index)
    }

    /// The same number twice, which happens: it stands where a clause can start and after a sentence.
    fn repeated(&mut self, opener: &Opener, place: Place) -> Option<usize> {
        let sure = place.starts && place.after_sentence && !place.inside && !place.low;
        let (reading, at) = opener
            .readings
            .iter()
            .enumerate()
            .find_map(|(index, reading)| {
                let mut same = self.matching(reading.form);
                let (at, _) = same.find(|(_, value)| **value == reading.value)?;
                (sure && reading.form.wrap != Wrap::Blank && !reading.value.is_first())
                    .then_some((index, at))
            })?;
        self.open.truncate(at);
        Some(reading)
    }

    /// A number that comes later in a list that is open, with some missing between.
    fn after_gap(&mut self, opener: &Opener, place: Place) -> Option<usize> {
        if !(place.certain || place.starts) || place.inside {
            return None;
        }
        let (index, at) = opener
            .readings
            .iter()
            .enumerate()
            .find_map(|(index, reading)| {
                let (at, _) = self.matching(reading.form).find(|(_, value)| {
                    let step = reading.value.rank().saturating_sub(value.rank());
                    let near =
                        step <= 3 && !place.low || place.supported && step <= 10 || place.certain;
                    reading.value.is_after(value) && near && reading.form.wrap != Wrap::Blank
                })?;
                Some((index, at))
            })?;
        self.open.truncate(at);
        Some(index)
    }

    /// A number that continues nothing, but stands where only a clause can start.
    fn vouched(&mut self, opener: &Opener, place: Place) -> Option<usize> {
        let strong = place.starts
            && place.supported
            && !place.inside
            && opener.readings[0].form.wrap != Wrap::Blank;
        if !(place.certain || strong) {
            return None;
        }
        let back = opener
            .readings
            .iter()
            .any(|reading| self.matching(reading.form).next().is_some());
        if back && !place.certain {
            return None;
        }
        if let Some(level) = place.auto {
            let floor = self.floor();
            let deeper = |open: &Open| open.auto.is_none_or(|other| other >= level);
            while self.open.len() > floor && self.open.last().is_some_and(deeper) {
                self.open.pop();
            }
        }
        Some(0)
    }

    /// `5.2` goes into `5`, beside `5.1`.
    fn place_dotted(&mut self, opener: &Opener, place: Place) -> Option<usize> {
        let value = opener.value();
        let (last, prefix) = value.parts().split_last()?;
        let beside = |open: &Open| {
            let parts = open.value.as_ref().map_or(&[][..], Value::parts);
            parts.len() == prefix.len() + 1 && parts.starts_with(prefix)
        };
        let inside = |open: &Open| open.value.as_ref().is_some_and(|v| v.parts() == prefix);
        let sibling = self.open.iter().rposition(beside);
        let parent = self.open.iter().rposition(inside);
        let before = sibling.and_then(|at| self.open[at].value.clone());
        // `2.3` after `2.2` goes on beside it, even if a list inside `2.2` has reached its own `2.`.
        let goes_on = before.as_ref().is_some_and(|before| value.follows(before));
        let parent = parent.filter(|&at| !(goes_on && sibling.is_some_and(|other| other < at)));
        let paused = parent.and_then(|at| {
            let lists = self.open[at].paused.iter().rev();
            lists
                .map(|(_, value)| value)
                .find(|v| v.parts().len() > prefix.len())
                .cloned()
        });
        // `2.1` in point 2 of a list has nothing to do with the section 2.3 that the list stands in.
        let outside = parent
            .zip(sibling)
            .is_some_and(|(parent, sibling)| sibling < parent);
        let before = before.filter(|_| !outside).or(paused);
        let next = before
            .as_ref()
            .map_or(*last == 1, |before| value.follows(before));
        let on = before.as_ref().is_none_or(|before| {
            value.is_after(before) || (value == before && place.after_sentence)
        });
        let near = before
            .as_ref()
            .map_or(*last, |v| last.saturating_sub(v.rank()))
            <= 10;
        let sound = next || (place.starts && on && near && !place.inside) || place.certain;
        match (parent, sibling) {
            (Some(at), _) if sound => self.open.truncate(at + 1),
            (None, Some(at)) if sound => self.open.truncate(at),
            _ => return self.orphan_dotted(value, place),
        }
        Some(0)
    }

    /// A dotted number whose beginning was not found: the last one of the same depth is its sibling.
    fn orphan_dotted(&mut self, value: &Value, place: Place) -> Option<usize> {
        let depth = value.parts().len();
        let like = self.open.iter().rposition(|open| {
            open.form.is_some_and(|form| form.signs == Signs::Dotted)
                && open
                    .value
                    .as_ref()
                    .is_some_and(|v| v.parts().len() == depth)
        });
        let on = like
            .and_then(|at| self.open[at].value.as_ref())
            .is_none_or(|before| value.is_after(before));
        let step = value.parts()[0].saturating_sub(
            like.and_then(|at| self.open[at].value.as_ref()?.parts().first().copied())
                .unwrap_or(0),
        );
        let first = value.is_first() || place.supported;
        if !(place.certain
            || (place.starts && !place.inside && on && first && step <= 3 && !place.low))
        {
            return None;
        }
        match like {
            Some(at) => self.open.truncate(at),
            None => self.open.truncate(self.floor()),
        }
        Some(0)
    }
}

/// Whether numbers of two shapes can belong to one list: `1.` and `2` may.
pub(super) fn same_list(one: Form, other: Form) -> bool {
    let wrap = |form: Form| {
        if form.wrap == Wrap::Blank {
            Wrap::Dot
        } else {
            form.wrap
        }
    };
    one.signs == other.signs && wrap(one) == wrap(other)
}
