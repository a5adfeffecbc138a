//! What is known about a paragraph apart from its text.

use super::super::xml::Element;
use super::look::{RunLook, shaded};
use super::styles::{NumberRef, Styles, heading_level, seen};
use crate::domain::margin::View;

/// A paragraph's properties, with what its style adds.
#[derive(Debug, Default, Clone)]
pub struct Properties<'a> {
    /// Its style, or the default one.
    pub style: Option<String>,
    /// The list reference that it gives itself.
    pub number: NumberRef,
    /// Its heading level.
    pub heading: Option<u8>,
    /// Whether it stands in the middle of the line, as titles do.
    pub centered: bool,
    /// Whether it stands on a ground of another colour.
    pub shaded: bool,
    /// Its paragraph mark.
    pub mark: ParagraphMark<'a>,
    /// How its characters look where they do not say it themselves.
    pub look: RunLook,
    /// How its mark looks; so does its number.
    pub mark_look: RunLook,
}

/// What tracked changes and formatting say about a paragraph's end.
#[derive(Debug, Default, Clone)]
pub struct ParagraphMark<'a> {
    /// The changes it is under: put in, taken out, moved.
    pub changes: Vec<&'a Element>,
    /// It is not shown.
    pub hidden: bool,
    /// A style separator: the next paragraph runs on in the same line.
    pub runs_in: bool,
}

impl<'a> Properties<'a> {
    /// Reads a paragraph's properties.
    pub fn of(element: Option<&'a Element>, styles: &Styles, view: View) -> Self {
        let current = element.map(|properties| seen(properties, "pPrChange", view));
        let named = current.and_then(|properties| properties.value("pStyle"));
        let style = styles.effective(named).map(str::to_owned);
        let mut own = Self::of_style(style, styles);
        if let Some(properties) = current {
            let outline = properties
                .value("outlineLvl")
                .and_then(|value| value.parse().ok());
            own.number = NumberRef::of(properties, view);
            own.heading = outline.map_or(own.heading, heading_level);
            own.centered = properties.value("jc") == Some("center");
            own.shaded = shaded(properties).unwrap_or(own.shaded);
        }
        // A change of formatting does not repeat the mark's own properties.
        if let Some(mark) = element.and_then(|properties| properties.child("rPr")) {
            own.set_mark(mark, styles, view);
        }
        own
    }

    fn of_style(style: Option<String>, styles: &Styles) -> Self {
        let id = style.as_deref();
        let look = id.map(|id| styles.look(id)).unwrap_or_default();
        let look = look.or(styles.plain().clone());
        Self {
            heading: id.and_then(|id| styles.heading(id)),
            shaded: id.is_some_and(|id| styles.shaded(id)),
            mark_look: look.clone(),
            look,
            style,
            ..Self::default()
        }
    }

    fn set_mark(&mut self, mark: &'a Element, styles: &Styles, view: View) {
        let is_change =
            |change: &&Element| matches!(&*change.name, "ins" | "del" | "moveFrom" | "moveTo");
        let changes = mark.elements().filter(is_change).collect();
        let shape = seen(mark, "rPrChange", view);
        let named = shape.value("rStyle").map(|id| styles.look(id));
        let look = named.unwrap_or_default().over(self.look.clone());
        self.mark_look = RunLook::of(shape).or(look);
        self.mark = ParagraphMark {
            changes,
            hidden: shape.switch("vanish").unwrap_or(false),
            runs_in: shape.switch("specVanish").unwrap_or(false),
        };
    }
}
