//! A summary as Markdown: reads well as plain text, renders well as a page.
//!
//! Words of documents, notes and checklists are untrusted: they pass through `escape` and can make
//! no heading, link, picture or HTML of their own. White space is evened out; the exact text is in
//! the JSON.

mod escape;
mod findings;
mod front;
mod log;
mod page;
mod sections;

use crate::domain::summary::Summary;
use page::Page;

pub use log::log;

/// The summary as Markdown; ends in a line break.
pub fn markdown(summary: &Summary) -> String {
    let mut page = Page::default();
    front::title(&mut page, summary);
    front::about(&mut page, summary);
    front::result(&mut page, summary);
    findings::all(&mut page, summary);
    sections::questions(&mut page, summary);
    sections::notes(&mut page, summary);
    sections::unread(&mut page, summary);
    sections::document(&mut page, summary);
    sections::method(&mut page, summary);
    sections::sign_offs(&mut page, summary);
    sections::journals(&mut page, summary);
    page.finish()
}
