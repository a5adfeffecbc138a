//! The particulars of the agreement, with what was recorded.

use crate::app::dialogs::DetailsDialog;
use crate::app::facts::offers_for;
use crate::app::message::Target;
use crate::app::model::Model;
use crate::app::reading::Reading;
use crate::app::wording;
use crate::domain::review::Detail;
use crate::ui::canvas::{Canvas, columns};
use crate::ui::widgets::{Popup, highlight_row, popup};
use crate::{tr, trn};
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::collections::BTreeSet;

/// Draws the dialog.
pub fn details(
    canvas: &mut Canvas<'_>,
    model: &Model,
    reading: &Reading,
    dialog: DetailsDialog,
    area: Rect,
) {
    let theme = canvas.theme;
    let count = u16::try_from(Detail::ALL.len()).unwrap_or(u16::MAX);
    let inside = popup(
        canvas,
        area,
        &Popup {
            title: tr!("Particulars of the agreement"),
            width: (area.width - 8).min(90),
            height: count + 2,
        },
    );
    // Columns of the names.
    let titles = Detail::ALL.map(|one| columns(one.title()));
    let names = titles.into_iter().max().unwrap_or(0) + 2;
    for (y, (at, detail)) in (inside.y..inside.bottom()).zip(Detail::ALL.into_iter().enumerate()) {
        let line = Rect::new(inside.x, y, inside.width, 1);
        canvas.put(line.x + 1, y, names, detail.title(), theme.title);
        let (words, style) = recorded(canvas, model, detail);
        let x = line.x + 1 + names;
        canvas.put_cut(x, y, line.right().saturating_sub(x), &words, style);
        highlight_row(canvas, line, at == dialog.cursor);
        canvas.target(line, Target::Row(at));
    }
    let found = dialog
        .detail()
        .map_or(0, |detail| offers_for(reading, detail).len());
    let hint = dialog.detail().and_then(|detail| hint(reading, detail));
    let words = match found {
        0 if hint.is_some() => hint.unwrap_or_default(),
        0 if reading.facts.is_none() => tr!("The text is still being looked through.").to_owned(),
        0 => tr!("Nothing was found in the text for this; type it in.").to_owned(),
        found => trn!(
            found,
            "{n} value found in the text; Enter shows what.",
            "{n} values found in the text; Enter shows what."
        ),
    };
    let y = inside.bottom() - 1;
    canvas.put_cut(inside.x + 1, y, inside.width - 1, &words, theme.muted);
    canvas.extent.list = Detail::ALL.len();
}

/// What belongs into a particular that is never found in the text.
fn hint(reading: &Reading, detail: Detail) -> Option<String> {
    match detail {
        Detail::AgreementType => {
            let lists = reading.lists.iter();
            let items = lists.flat_map(|list| &list.checklist.items);
            let whens = items.filter_map(|item| item.when.as_ref());
            let types: BTreeSet<&str> = whens
                .flat_map(|when| &when.agreement_types)
                .map(String::as_str)
                .collect();
            let types: Vec<&str> = types.into_iter().collect();
            (!types.is_empty()).then(|| tr!("One or more of: {types}.", types = types.join(", ")))
        }
        Detail::Country | Detail::HomeJurisdiction => Some(
            tr!("A country; what the sources and some questions mean depends on it.").to_owned(),
        ),
        _ => None,
    }
}

/// What was recorded, and that others recorded something else.
fn recorded(canvas: &Canvas<'_>, model: &Model, detail: Detail) -> (String, Style) {
    let theme = canvas.theme;
    let register = model
        .review()
        .and_then(|review| review.details.get(&detail));
    let Some(register) = register.filter(|register| register.is_set()) else {
        return (tr!("not recorded").to_owned(), theme.muted);
    };
    if let Some(value) = register.agreed() {
        let mark = wording::confidential(value.confidential);
        return (format!("{}{mark}", value.text), theme.text);
    }
    let standing = register.standing();
    let said = standing.iter().filter_map(|held| {
        let value = held.value.as_ref()?;
        Some(format!("{}: {}", held.by.name, value.text))
    });
    let said: Vec<String> = said.collect();
    (format!("≠ {}", said.join(" · ")), theme.concern)
}
