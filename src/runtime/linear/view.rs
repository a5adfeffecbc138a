//! What is to be seen, as lines in the order in which they are read out.

use crate::app::inspection;
use crate::app::message::{Extent, Target};
use crate::app::mode::Mode;
use crate::app::model::{Model, Said};
use crate::app::reading::Reading;
use crate::app::wording::sentence;
use crate::domain::cite::cite_with_heading;
use crate::tr;
use crate::ui::sanitise::clean;
use crate::ui::{Drawn, Theme, draw};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Modifier;

/// What is written at once: where the person is, what just happened, and what stands there.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct View {
    said: Option<String>,
    notice: Option<String>,
    place: String,
    lines: Vec<String>,
}

impl View {
    /// What the model shows, and how much of it.
    pub fn of(model: &Model) -> (Self, Extent) {
        let area = Rect::new(0, 0, model.size.width, model.size.height);
        let backend = TestBackend::new(area.width, area.height);
        let mut terminal = Terminal::new(backend).expect("memory always takes it");
        let mut drawn = Drawn::default();
        let theme = Theme::built_in("none").expect("is built in");
        let frame = terminal
            .draw(|frame| drawn = draw(model, &theme, frame))
            .expect("memory always takes it");
        let mode = model.mode();
        let mut extent = drawn.extent;
        let lines = match &model.reading {
            Some(reading) if matches!(mode, Mode::Reader | Mode::Words) => {
                // All of the clause is written, however long it is.
                extent.at_end = true;
                let inspected = inspection::told(model);
                let mut lines: Vec<String> = inspected.into_iter().collect();
                lines.extend(clause(reading));
                lines
            }
            _ => grid(frame.buffer, &drawn, model, area),
        };
        let said = match &model.said {
            Said::Nothing => None,
            Said::Info(words) => Some(words.clone()),
            Said::Problem(words) => Some(tr!("Problem: {words}", words)),
        };
        let view = Self {
            said,
            notice: model.notice.clone(),
            place: place(model, mode),
            lines,
        };
        (view, extent)
    }

    /// The lines that were not there before.
    pub fn since(&self, before: &Self) -> Vec<&str> {
        let mut new: Vec<&str> = self.said.as_deref().into_iter().collect();
        if self.notice != before.notice {
            new.extend(self.notice.as_deref());
        }
        let moved = self.place != before.place;
        if moved {
            new.push(&self.place);
        }
        if moved || self.lines != before.lines {
            new.extend(self.lines.iter().map(String::as_str));
        }
        new
    }
}

/// Where the person is, and in the reader how far the review has come.
fn place(model: &Model, mode: Mode) -> String {
    let title = mode.title();
    let Some(reading) = model.reading.as_ref().filter(|_| mode == Mode::Reader) else {
        return tr!("{title} (type ? for help)", title);
    };
    let coverage = &reading.marks.coverage;
    let rank = reading.rank_words();
    let rank = rank.map_or_else(String::new, |words| format!(" {}", sentence(&words)));
    tr!(
        "{title} (type ? for help). {agreement}. Clause {number} of {count}, {read} read; {answered} of {asked} items answered.",
        title,
        agreement = clean(&reading.agreement.document.title),
        number = reading.at + 1,
        count = reading.agreement.clauses.len(),
        read = coverage.read(),
        answered = coverage.answered(),
        asked = coverage.asked()
    ) + &rank
}

/// The clauses of the step with everything that was decided on them, and what is suggested.
fn clause(reading: &Reading) -> Vec<String> {
    let agreement = &*reading.agreement;
    let text = agreement.text();
    let mut lines = Vec::new();
    for badge in &reading.here.badges {
        lines.push(clean(&badge.words).into_owned());
    }
    for at in reading.step.clone() {
        let Some(clause) = agreement.clauses.clauses().get(at) else {
            continue;
        };
        let cited = (!clause.label.is_empty()).then(|| cite_with_heading(agreement, at));
        let page = clause.page.map(|page| tr!("page {page}", page));
        let read = reading.is_read(at).then(|| tr!("read").to_owned());
        let facts = [cited, page, read].into_iter().flatten();
        let facts = facts.collect::<Vec<_>>().join(", ");
        if !facts.is_empty() {
            lines.push(clean(&facts).into_owned());
        }
        let words = clause.span.of(text).lines().map(str::trim_end);
        let words = words.filter(|line| !line.is_empty());
        lines.extend(words.map(|line| clean(line).into_owned()));
        for note in reading
            .marks_on(at)
            .map(|marks| marks.notes.as_slice())
            .unwrap_or_default()
        {
            lines.push(tr!("Note: {note}", note = clean(note)));
        }
    }
    for tag in reading.tags_here() {
        let stands = tag.assessment.map_or_else(
            || tr!("reviewers differ").to_owned(),
            |assessment| assessment.label().to_owned(),
        );
        lines.push(tr!(
            "Tagged {item}: {stands}, on “{words}”",
            item = reading.item_name(&tag.key.item),
            stands,
            words = clean(&tag.span.of(text).replace('\n', " "))
        ));
        lines.extend(
            tag.notes
                .iter()
                .map(|note| tr!("Note: {note}", note = clean(note))),
        );
    }
    if let Some(words) = &reading.words {
        let chosen = words.chosen().of(text).replace('\n', " ");
        lines.push(tr!("Chosen: “{words}”", words = clean(&chosen)));
    }
    for (number, suggestion) in (1_usize..).zip(reading.suggestions_here()) {
        let Some(item) = reading.checklist.items.get(suggestion.item) else {
            continue;
        };
        let reasons = suggestion.pointer.reasons.iter();
        let reasons = reasons.map(|reason| reason.span.of(text).replace('\n', " "));
        lines.push(tr!(
            "{number}. {item}, because of: {reasons}",
            number,
            item = clean(&item.name),
            reasons = clean(&reasons.collect::<Vec<_>>().join("; "))
        ));
    }
    lines
}

/// A screen or dialog as it would be drawn, row by row, with the numbers by which rows are chosen.
fn grid(buffer: &Buffer, drawn: &Drawn, model: &Model, area: Rect) -> Vec<String> {
    let inside = dialog(drawn, area).unwrap_or_else(|| body(model, drawn, area));
    let mut lines: Vec<String> = Vec::new();
    let mut last = None;
    for y in inside.top()..inside.bottom() {
        let target = drawn.target_at(inside.x + 1, y).and_then(number);
        let row: Vec<&Cell> = (inside.left()..inside.right())
            .map(|x| &buffer[(x, y)])
            .collect();
        let words: String = row.iter().map(|cell| cell.symbol()).collect();
        // Rules and the frame of a dialog say nothing.
        let words = words.trim_matches(|sign: char| sign.is_whitespace() || "─│┬╭╮".contains(sign));
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            last = None;
            continue;
        }
        let is_chosen = row
            .iter()
            .filter(|cell| cell.symbol() != " ")
            .all(|cell| cell.modifier.contains(Modifier::REVERSED));
        let mark = if is_chosen { tr!("chosen: ") } else { "" };
        match target {
            // A row of several lines has one number.
            Some(number) if last == Some(number) => {
                if let Some(line) = lines.last_mut() {
                    line.push(' ');
                    line.push_str(&words);
                }
            }
            Some(number) => lines.push(format!("{number}. {mark}{words}")),
            None => lines.push(format!("{mark}{words}")),
        }
        last = target;
    }
    lines
}

/// The inside of the dialog that lies over everything.
fn dialog(drawn: &Drawn, area: Rect) -> Option<Rect> {
    let over = drawn
        .targets
        .iter()
        .rposition(|(place, target)| *place == area && *target == Target::Nothing)?;
    let (frame, _) = drawn.targets.get(over + 1)?;
    Some(Rect {
        x: frame.x + 1,
        width: frame.width.saturating_sub(2),
        ..*frame
    })
}

/// What stands between header and footer; of the reader only the part that the keys are for.
fn body(model: &Model, drawn: &Drawn, area: Rect) -> Rect {
    let wanted = match model.mode() {
        Mode::Items => |target: Target| matches!(target, Target::Item(_)),
        Mode::Outline => |target: Target| matches!(target, Target::Outline(_) | Target::Fold(_)),
        _ => |_: Target| false,
    };
    let mut rows = drawn
        .targets
        .iter()
        .filter(|(place, target)| wanted(*target) && place.height < 4);
    let all = rows
        .next()
        .map(|(first, _)| rows.fold(*first, |all, (place, _)| all.union(*place)));
    all.unwrap_or(Rect {
        y: area.y + 2,
        height: area.height.saturating_sub(4),
        ..area
    })
}

/// The number by which a row is chosen.
const fn number(target: Target) -> Option<usize> {
    match target {
        Target::Row(at) | Target::Item(at) | Target::Outline(at) | Target::Fold(at) => Some(at + 1),
        _ => None,
    }
}
