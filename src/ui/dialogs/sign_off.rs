//! Signing the agreement off.

use super::finder::input;
use crate::app::dialogs::SignOffDialog;
use crate::app::reading::Reading;
use crate::domain::visible::visible_line;
use crate::tr;
use crate::ui::canvas::Canvas;
use crate::ui::widgets::{Popup, popup, wrapped};
use ratatui::layout::Rect;
use ratatui::style::Style;

pub fn sign_off(canvas: &mut Canvas<'_>, reading: &Reading, dialog: &SignOffDialog, area: Rect) {
    let width = area.width.saturating_sub(8).min(76);
    let lines = lines(canvas, reading, dialog, width.saturating_sub(4));
    let field = if dialog.asks_why() { 2 } else { 0 };
    let most = area.height.saturating_sub(6);
    let height = u16::try_from(lines.len())
        .unwrap_or(most)
        .saturating_add(field + 2);
    let popped = Popup {
        title: tr!("Sign the review off"),
        width,
        height: height.min(most),
    };
    let inside = popup(canvas, area, &popped);
    let room = inside.height.saturating_sub(field);
    for (y, (line, style)) in (inside.y..inside.y + room).zip(lines) {
        canvas.put_cut(inside.x, y, inside.width, &line, style);
    }
    if dialog.asks_why() {
        let place = Rect::new(inside.x, inside.bottom() - 1, inside.width, 1);
        input(canvas, tr!("Why: "), &dialog.words, place);
    }
}

/// What is to be known before signing, wrapped.
fn lines(
    canvas: &Canvas<'_>,
    reading: &Reading,
    dialog: &SignOffDialog,
    width: u16,
) -> Vec<(String, Style)> {
    let theme = canvas.theme;
    let mut lines = Vec::new();
    let mut say = |words: &str, style: Style| {
        let wrapped = wrapped(&visible_line(words), width).into_iter();
        lines.extend(wrapped.map(|line| (line, style)));
    };
    say(&reading.agreement.document.title, theme.title);
    for sentence in &dialog.signed {
        say(sentence, theme.text);
    }
    if dialog.withdrawing {
        let words = tr!(
            "You have signed this, and nothing was changed since. To take your sign-off back, type why, and press Enter."
        );
        say(words, theme.text);
    } else if dialog.open.is_empty() {
        let words = tr!(
            "Nothing is open: every clause was read, and every item has an answer with its grounds."
        );
        say(words, theme.ok);
        say(tr!("Enter signs the review off in your name."), theme.text);
    } else {
        say(tr!("The review is not complete:"), theme.unclear);
        for point in &dialog.open {
            say(&format!("  {point}"), theme.unclear);
        }
        let words = tr!(
            "To sign it off all the same, type why this stays open, and press Enter. The reason stands in the journal and in the summary."
        );
        say(words, theme.text);
    }
    lines
}
