//! Lines with a unit word or a number: which clause they open, and under which one.
//!
//! Part of the walk in `walk`; where a bare number belongs is decided in `stack`.

use super::front::Front;
use super::headings::{Headed, tidy_span};
use super::lines::{ends_sentence, starts_low};
use super::number::Value;
use super::opener::{Form, Opener, Sign, Signs, Wrap};
use super::pieces::{ends_abbreviated, names_a_unit};
use super::stack::{Open, Place, rank, same_list};
use super::vocabulary::UnitKind;
use super::walk::Builder;
use crate::domain::clause::ClauseKind;
use crate::domain::document::BlockKind;
use crate::domain::text::Span;

impl Builder<'_> {
    /// An article whose heading stands in the line above it.
    pub(super) fn titled_article(&mut self, line: usize, article: usize) -> usize {
        let Some(opener) = &self.page.openers[article] else {
            return line + 1;
        };
        let Sign::Unit(unit) = opener.sign else {
            return line + 1;
        };
        let title = Span::new(self.line(line).span.start, self.line(article - 1).span.end);
        let headed = Headed {
            heading: tidy_span(self.page.text, title),
            ..Headed::default()
        };
        self.open_unit(self.line(line).span.start, article, opener, unit, &headed);
        article + 1
    }

    pub(super) fn unit_line(&mut self, line: usize, opener: &Opener, unit: usize) -> Option<usize> {
        let kind = opener.unit()?;
        if kind == UnitKind::Annex {
            let in_front = self.front != Front::Done
                && self.places.first_clause.is_none_or(|first| line < first);
            if in_front || self.is_same_annex(unit, opener) {
                return None;
            }
        }
        let headed = self.page.heading_of(line, opener);
        let more = headed.more_lines;
        self.open_unit(opener.label.start, line, opener, unit, &headed);
        Some(line + 1 + more)
    }

    /// A running head repeats the annex that is open.
    pub(super) fn is_same_annex(&self, unit: usize, opener: &Opener) -> bool {
        self.stack.open.first().is_some_and(|open| {
            let node = &self.outline.nodes[open.node];
            node.unit == Some(unit) && node.value.as_ref() == Some(opener.value())
        })
    }

    pub(super) fn open_unit(
        &mut self,
        start: usize,
        line: usize,
        opener: &Opener,
        unit: usize,
        headed: &Headed,
    ) {
        let Some(kind) = opener.unit() else { return };
        self.end_front();
        self.signing = false;
        if kind == UnitKind::Annex {
            self.chapter = None;
        }
        if let BlockKind::Heading(level) = self.line(line).kind {
            self.stack.close_heading(level);
        }
        let depth = self.unit_rank(kind, opener.value());
        self.stack.close_to(depth);
        let node = self.push_opened(start, line, opener, clause_kind(kind), headed);
        self.outline.nodes[node].unit = Some(unit);
        self.push_open(node, depth, line, opener, 0, headed);
    }

    pub(super) fn unit_rank(&self, kind: UnitKind, value: &Value) -> u8 {
        match kind {
            UnitKind::Annex => rank::ANNEX,
            UnitKind::Part => rank::PART,
            UnitKind::Title => rank::TITLE,
            UnitKind::Chapter => rank::CHAPTER,
            UnitKind::Article => rank::ARTICLE,
            UnitKind::Section if value.parts().len() > 1 || !self.sections_outside => {
                rank::SUBSECTION
            }
            UnitKind::Section => rank::SECTION,
        }
    }

    pub(super) fn bare_line(&mut self, line: usize, opener: &Opener) -> Option<usize> {
        if (self.signing && self.line(line).number.is_none()) || self.is_cut_reference(line) {
            return None;
        }
        let before_units = self.places.first_unit.is_none_or(|first| line < first);
        let recital = self
            .places
            .operative
            .is_some_and(|operative| line < operative);
        let announced = self.places.announced.is_some_and(|at| at < line);
        let lettered = !is_counted(opener) && !announced;
        let in_front = matches!(self.front, Front::Parties | Front::Preamble | Front::Loose)
            && (self.places.first_unit.is_some() && before_units || lettered || recital);
        let headed = self.page.heading_of(line, opener);
        if self.is_chapter(line, opener, &headed) {
            return Some(self.open_chapter(line, opener, &headed));
        }
        if matches!(self.front, Front::Title | Front::Between)
            && self.places.first_clause.is_some_and(|first| line < first)
        {
            return None;
        }
        let place = self.place(line, opener, &headed);
        let keep = self.stack.open.clone();
        if !in_front && self.front != Front::Done {
            self.stack.open.clear();
        }
        let announced = self.announce(opener);
        let Some(reading) = self.stack.place(opener, place) else {
            self.stack.open = keep;
            return None;
        };
        if announced.is_some() && !opener.readings[reading].value.is_first() {
            // The list was announced by nobody: the paragraph before it is not its parent.
            self.stack.open.retain(|open| Some(open.node) != announced);
        }
        if !in_front {
            self.end_front_state();
        }
        if let BlockKind::Heading(level) = self.line(line).kind {
            self.stack.close_heading(level);
        }
        let more = headed.more_lines;
        self.open_bare(opener.label.start, line, opener, reading, &headed);
        Some(line + 1 + more)
    }

    /// Puts the paragraph that announces a list on the stack, when the list starts.
    pub(super) fn announce(&mut self, opener: &Opener) -> Option<usize> {
        let node = self.announcing.take()?;
        let starts = opener
            .readings
            .iter()
            .any(|reading| reading.value.is_first());
        let parent = self.outline.nodes[node].parent;
        // At the top, "the parties agree as follows:" announces sections, not points of its own.
        let sections = parent.is_none() && is_counted(opener);
        if !starts || sections || is_dotted(opener) || parent != self.stack.top() {
            return None;
        }
        self.stack.open.push(Open::unnumbered(node, rank::TEXT));
        Some(node)
    }

    pub(super) fn place(&self, line: usize, opener: &Opener, headed: &Headed) -> Place {
        let this = self.line(line);
        let before = self.last_line.map(|last| self.line(last));
        let rest = opener.rest.of(self.page.text);
        Place {
            starts: this.starts,
            after_sentence: before.is_none_or(|before| before.ends_sentence(self.page.text)),
            certain: this.number.is_some(),
            auto: this.number.map(|number| number.level),
            inside: this.weak,
            supported: self.supported[line],
            indent: this.indent,
            headed: !headed.heading.is_empty() && !headed.has_text,
            low: starts_low(rest),
            nested: self.is_nested(line, opener),
        }
    }

    /// Whether the list of the point that is open goes on after the list that `line` would start.
    fn is_nested(&self, line: usize, opener: &Opener) -> bool {
        const FAR: usize = 60;
        let starts = opener
            .readings
            .iter()
            .find(|reading| reading.value.is_first());
        let (Some(starts), Some(open)) = (starts, self.stack.open.last()) else {
            return false;
        };
        let (Some(form), Some(value), true) = (open.form, &open.value, open.point) else {
            return false;
        };
        if same_list(form, starts.form) {
            return false;
        }
        let mut last = starts.value.clone();
        for next in self.page.openers.iter().skip(line + 1).take(FAR).flatten() {
            let mut readings = next.readings.iter();
            if let Some(on) =
                readings.find(|one| same_list(one.form, starts.form) && one.value.follows(&last))
            {
                last = on.value.clone();
                continue;
            }
            if next.sign != Sign::Bullet {
                let mut readings = next.readings.iter();
                return readings.any(|one| same_list(one.form, form) && one.value.follows(value));
            }
        }
        false
    }

    /// Whether the line before ends in a word that a number must follow, as in `under clause`.
    fn is_cut_reference(&self, line: usize) -> bool {
        let Some(before) = line.checked_sub(1).map(|before| self.page.words(before)) else {
            return false;
        };
        let this = self.line(line);
        let goes_on = !ends_sentence(before) || ends_abbreviated(before);
        !this.first && goes_on && names_a_unit(Some(before))
    }

    /// `II. НАЧЕЛА` in a document of articles is a chapter.
    pub(super) fn is_chapter(&self, line: usize, opener: &Opener, headed: &Headed) -> bool {
        let Some(reading) = roman_reading(opener) else {
            return false;
        };
        let value = &opener.readings[reading].value;
        let next = self
            .chapter
            .as_ref()
            .is_some_and(|before| value.follows(before));
        let opens_article =
            (line + 1..line + 5).any(|l| self.page.unit(l) == Some(UnitKind::Article));
        let titled = !headed.has_text && !headed.heading.is_empty();
        let vouched = next || opens_article || (value.is_first() && self.line(line).alone);
        self.articles && self.line(line).starts && titled && vouched
    }

    pub(super) fn open_chapter(&mut self, line: usize, opener: &Opener, headed: &Headed) -> usize {
        self.end_front();
        if let BlockKind::Heading(level) = self.line(line).kind {
            self.stack.close_heading(level);
        }
        self.stack.close_to(rank::CHAPTER);
        let reading = roman_reading(opener).unwrap_or(0);
        self.chapter = Some(opener.readings[reading].value.clone());
        let node = self.push_opened(
            opener.label.start,
            line,
            opener,
            ClauseKind::Chapter,
            headed,
        );
        self.outline.nodes[node].value.clone_from(&self.chapter);
        self.push_open(node, rank::CHAPTER, line, opener, reading, headed);
        line + 1 + headed.more_lines
    }

    pub(super) fn open_bare(
        &mut self,
        start: usize,
        line: usize,
        opener: &Opener,
        reading: usize,
        headed: &Headed,
    ) {
        let form = opener.readings[reading].form;
        let parent = self.stack.top().map(|node| self.outline.nodes[node].kind);
        let kind = bare_kind(form, parent, self.articles);
        let node = self.push_opened(start, line, opener, kind, headed);
        self.outline.nodes[node].value = Some(opener.readings[reading].value.clone());
        self.push_open(node, rank::BARE, line, opener, reading, headed);
        self.label_waits = !headed.has_text && headed.heading.is_empty();
    }

    pub(super) fn push_open(
        &mut self,
        node: usize,
        depth: u8,
        line: usize,
        opener: &Opener,
        reading: usize,
        headed: &Headed,
    ) {
        let this = self.line(line);
        let reading = &opener.readings[reading];
        self.stack.open.push(Open {
            node,
            rank: depth,
            form: Some(reading.form),
            value: Some(reading.value.clone()),
            heading: match this.kind {
                BlockKind::Heading(level) => Some(level),
                _ => None,
            },
            auto: this.number.map(|number| number.level),
            indent: this.indent,
            headed: !headed.heading.is_empty() && !headed.has_text,
            point: self.outline.nodes[node].kind == ClauseKind::Point,
            paused: Vec::new(),
        });
    }
}

const fn clause_kind(kind: UnitKind) -> ClauseKind {
    match kind {
        UnitKind::Article => ClauseKind::Article,
        UnitKind::Section => ClauseKind::Section,
        UnitKind::Chapter => ClauseKind::Chapter,
        UnitKind::Title | UnitKind::Part => ClauseKind::Part,
        UnitKind::Annex => ClauseKind::Annex,
    }
}

/// What a bare number opens, by its shape and by what it stands in.
fn bare_kind(form: Form, parent: Option<ClauseKind>, articles: bool) -> ClauseKind {
    use ClauseKind as Kind;
    let outer = matches!(
        parent,
        None | Some(Kind::Part | Kind::Chapter | Kind::Annex | Kind::Other | Kind::Title)
    );
    let numbered = matches!(parent, Some(Kind::Article | Kind::Section));
    match (form.signs, form.wrap) {
        (Signs::Dotted, _) => Kind::Paragraph,
        (Signs::Digits | Signs::Whole | Signs::Chinese, Wrap::Dot | Wrap::Blank) if outer => {
            Kind::Section
        }
        (Signs::Chinese, Wrap::Both) if parent == Some(Kind::Article) => Kind::Point,
        (Signs::Digits | Signs::Chinese, _) if outer || numbered => Kind::Paragraph,
        (Signs::RomanUpper, Wrap::Dot) if outer && articles => Kind::Chapter,
        (Signs::Upper | Signs::RomanUpper, Wrap::Dot) if outer => Kind::Section,
        _ => Kind::Point,
    }
}

fn is_dotted(opener: &Opener) -> bool {
    opener.value().parts().len() > 1
}

/// Numbers that can start the operative text, as against letters of recitals.
fn is_counted(opener: &Opener) -> bool {
    let form = opener.readings[0].form;
    let counted = matches!(
        form.signs,
        Signs::Digits | Signs::Whole | Signs::Dotted | Signs::Chinese
    );
    counted && form.wrap != Wrap::Both
}

fn roman_reading(opener: &Opener) -> Option<usize> {
    opener.readings.iter().position(|reading| {
        reading.form.signs == Signs::RomanUpper && reading.form.wrap == Wrap::Dot
    })
}
