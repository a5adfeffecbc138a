//! Files on their way in: a bar, the file being read, and the newest page whose words are known.

use super::canvas::Canvas;
use super::theme::Theme;
use super::widgets::{progress, wrapped};
use crate::app::arriving::Arriving;
use crate::tr;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws it. `seconds` have passed since the beginning.
pub fn draw(arriving: &Arriving, seconds: u64, theme: &Theme, frame: &mut Frame<'_>) {
    let area = frame.area();
    let mut canvas = Canvas::new(frame.buffer_mut(), theme);
    let inside = Rect::new(
        area.x + 1,
        area.y,
        area.width.saturating_sub(2),
        area.height,
    );
    canvas.put_cut(
        inside.x,
        inside.y,
        inside.width,
        tr!("Reading in"),
        theme.title,
    );
    let told = arriving.told(seconds);
    canvas.put_right(inside.x + 12, inside.right(), inside.y, &told, theme.muted);
    canvas.rule(area.x, area.y + 1, area.width);
    let (done, total) = (arriving.done, arriving.total);
    progress(
        &mut canvas,
        inside.x,
        area.y + 2,
        inside.width.saturating_sub(14),
        done,
        total,
    );
    let file = match arriving.page {
        Some((page, pages)) if pages > 1 => {
            tr!(
                "{file} · page {page} of {pages}",
                file = arriving.file,
                page,
                pages
            )
        }
        _ => arriving.file.clone(),
    };
    canvas.put_cut(inside.x, area.y + 3, inside.width, &file, theme.text);
    let words = Rect::new(
        inside.x,
        area.y + 5,
        inside.width,
        area.height.saturating_sub(7),
    );
    if let Some(page) = &arriving.words {
        let title = tr!(
            "Page {page} of {file}, as a first look",
            page = page.page,
            file = page.file
        );
        canvas.put_cut(inside.x, words.y, inside.width, &title, theme.muted);
        let text = Rect::new(
            words.x,
            words.y + 1,
            words.width,
            words.height.saturating_sub(1),
        );
        let lines = wrapped(&page.text, text.width);
        for (y, line) in (text.y..text.bottom()).zip(lines) {
            canvas.put(text.x, y, text.width, &line, theme.text);
        }
    }
    let last = area.bottom().saturating_sub(1);
    let words = if arriving.stopping {
        tr!("Stopping. What was read so far is kept.")
    } else {
        tr!("Esc stops: what was read so far is kept; read the same in again to go on.")
    };
    canvas.put_cut(inside.x, last, inside.width, words, theme.text);
    canvas.finish();
}
