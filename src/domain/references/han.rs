//! References in Chinese, where the unit follows its number and nothing stands between words:
//! `第五条第二款`, `第三条至第六条`, `本条`, `前款第一项`, `附件一`.

use super::build::{Build, Mention, Step};
use super::mention::Grammar;
use super::words::{Level, Unit};
use crate::domain::segment::reading::{self, Numeral};
use crate::domain::text::Span;

/// Groups in one reference beyond which nobody reads.
const LONGEST: usize = 60;

impl Grammar<'_> {
    /// The reference that starts with the Chinese character at a byte.
    pub(super) fn han_mention(&self, at: usize) -> Option<Mention> {
        let mut build = Build::default();
        let mut end = self.han_first(at, &mut build)?;
        for _ in 0..LONGEST {
            let Some(next) = self.han_further(end, &mut build) else {
                break;
            };
            end = next;
        }
        Some(build.done(at, end))
    }

    fn starts(&self, at: usize, word: &str) -> bool {
        self.text
            .get(at..)
            .is_some_and(|rest| rest.starts_with(word))
    }

    fn han_unit(&self, at: usize, level: impl Fn(Level) -> bool) -> Option<(&Unit, usize)> {
        self.words
            .han
            .iter()
            .find(|(word, unit)| level(unit.level) && self.starts(at, word))
            .map(|(word, unit)| (unit, at + word.len()))
    }

    fn han_first(&self, at: usize, build: &mut Build) -> Option<usize> {
        match self.char_at(at)? {
            '第' => self.han_numbered(at, build, 0, false),
            '本' => self.han_this(at, build),
            '前' | '上' => self.han_previous(at, build),
            _ => self.han_annex(at, build),
        }
    }

    /// `第五条`, `第五、六条`, `第十条之一`, `第（二）项`.
    fn han_numbered(
        &self,
        at: usize,
        build: &mut Build,
        keep: usize,
        through: bool,
    ) -> Option<usize> {
        if self.char_at(at) != Some('第') {
            return None;
        }
        let mut numerals: Vec<(Numeral, usize)> = Vec::new();
        let mut next = self.skip_blanks(at + '第'.len_utf8());
        loop {
            let numeral = reading::numeral(self.text, next)?;
            let end = self.skip_blanks(numeral.end);
            numerals.push((numeral, next));
            let more = matches!(self.char_at(end), Some('、' | '和' | '至'));
            if !more || numerals.len() > LONGEST {
                next = end;
                break;
            }
            next = self.skip_blanks(end + '、'.len_utf8());
            if self.char_at(next) == Some('第') {
                return None;
            }
        }
        let (unit, mut end) = self.han_unit(next, |level| level != Level::Annex)?;
        // 第一条款 and 第三项目 are other words.
        if self.starts(end, "款") && unit.level == Level::Article {
            return None;
        }
        if self.char_at(end) == Some('之')
            && let Some(more) = reading::numeral(self.text, end + '之'.len_utf8())
            && let (Some((last, _)), Some(key)) = (numerals.last_mut(), more.keys.first())
        {
            last.keys = last.keys.iter().map(|own| format!("{own}-{key}")).collect();
            end = more.end;
        }
        for (numeral, start) in numerals {
            let start = if build.leaves.is_empty() { at } else { start };
            let step = Step::Numbered {
                level: unit.level,
                series: vec![unit.series.clone()],
                numeral,
                start,
            };
            build.push_below(step, Span::new(start, end), through, keep);
        }
        Some(end)
    }

    /// `本条`, `本附件`.
    fn han_this(&self, at: usize, build: &mut Build) -> Option<usize> {
        let (unit, end) = self.han_unit(at + '本'.len_utf8(), |_| true)?;
        // 本项目, 本条例 and 本条款 are other words.
        if self.starts(end, "目") || self.starts(end, "例") || self.starts(end, "款") {
            return None;
        }
        let step = Step::This {
            level: unit.level,
            series: vec![unit.series.clone()],
        };
        build.push(step, Span::new(at, end), false);
        Some(end)
    }

    /// `前款`, `前两款`.
    fn han_previous(&self, at: usize, build: &mut Build) -> Option<usize> {
        let next = at + '前'.len_utf8();
        let (count, next) = match reading::numeral(self.text, next) {
            Some(numeral) => (usize::try_from(*numeral.parts.first()?).ok()?, numeral.end),
            None => (1, next),
        };
        let inner = |level| matches!(level, Level::Article | Level::Paragraph | Level::Point);
        let (unit, end) = self.han_unit(next, inner)?;
        if self.starts(end, "目") || count == 0 || count > 20 {
            return None;
        }
        let step = Step::Previous {
            level: unit.level,
            series: vec![unit.series.clone()],
            count,
        };
        build.push(step, Span::new(at, end), false);
        Some(end)
    }

    /// `附件一`, `附件A`.
    fn han_annex(&self, at: usize, build: &mut Build) -> Option<usize> {
        let (unit, end) = self.han_unit(at, |level| level == Level::Annex)?;
        let numeral = reading::numeral(self.text, self.skip_blanks(end))?;
        let end = numeral.end;
        let step = Step::Numbered {
            level: unit.level,
            series: vec![unit.series.clone()],
            numeral,
            start: at,
        };
        build.push(step, Span::new(at, end), false);
        Some(end)
    }

    fn han_further(&self, end: usize, build: &mut Build) -> Option<usize> {
        let mut at = self.skip_blanks(end);
        if self.starts(at, "的") || self.starts(at, "中") {
            at += '的'.len_utf8();
        }
        let depth = build.depth();
        let last = build.leaves.last()?.path.last()?.level()?;
        // 第五条第二款
        if let Some(level) = self.level_at(at)
            && level > last
        {
            return self.han_numbered(at, build, depth, false);
        }
        let (next, through) = self.han_link(at)?;
        let level = self.level_at(next)?;
        if level == Level::Annex {
            return None;
        }
        let keep = build
            .leaves
            .last()?
            .path
            .iter()
            .take_while(|step| step.level().is_some_and(|own| own < level))
            .count();
        let first = build.leaves.first()?.path.first()?.level()?;
        // A further article is more of the same list; so is a further paragraph of this article.
        if level < first {
            return None;
        }
        self.han_numbered(next, build, keep, through)
    }

    /// The unit of `第…` at a byte.
    fn level_at(&self, at: usize) -> Option<Level> {
        let mut probe = Build::default();
        self.han_numbered(at, &mut probe, 0, false)?;
        probe.leaves.first()?.path.first()?.level()
    }

    fn han_link(&self, at: usize) -> Option<(usize, bool)> {
        for to in ["至", "到", "－", "—", "-"] {
            if self.starts(at, to) {
                return Some((at + to.len(), true));
            }
        }
        let mut next = at;
        for _ in 0..2 {
            let word = self
                .words
                .han_and
                .iter()
                .find(|word| self.starts(next, word));
            match word {
                Some(word) => next += word.len(),
                None => break,
            }
        }
        (next > at).then_some((next, false))
    }
}
