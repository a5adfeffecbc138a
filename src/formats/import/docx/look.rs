//! How characters look, as far as it changes what a person reads: hidden, in capitals, white on
//! white, struck out, in a font of symbols.

use super::super::xml::Element;
use std::rc::Rc;

/// Every part of a colour above this, and it is white to the eye.
const WHITE: u32 = 0xF5;

/// What one place says about the look of characters; nothing where it is silent.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct RunLook {
    /// Not shown.
    pub hidden: Option<bool>,
    /// Shown in capitals.
    pub capitals: Option<bool>,
    /// Struck out by formatting, without a trace of who did it.
    pub struck: Option<bool>,
    /// In the colour of paper.
    pub white: Option<bool>,
    /// On a ground of another colour.
    pub shaded: Option<bool>,
    /// The language they are in.
    pub language: Option<Rc<str>>,
    /// The language of Chinese, Japanese and Korean signs among them.
    pub asian: Option<Rc<str>>,
    /// The font, when it may be one of symbols.
    pub font: Option<Rc<str>>,
}

impl RunLook {
    /// The look that a set of run properties gives.
    pub fn of(properties: &Element) -> Self {
        let fonts = properties.child("rFonts");
        let font = fonts.and_then(|fonts| fonts.attribute("hAnsi").or(fonts.attribute("ascii")));
        let struck = properties.switch("strike");
        Self {
            hidden: properties.switch("vanish"),
            capitals: properties.switch("caps"),
            struck: struck.or_else(|| properties.switch("dstrike")),
            white: properties.child("color").map(is_white),
            shaded: shaded(properties),
            language: properties.value("lang").map(Rc::from),
            asian: properties
                .child("lang")
                .and_then(|language| language.attribute("eastAsia"))
                .map(Rc::from),
            font: font.map(Rc::from),
        }
    }

    /// This look where it says something, the other elsewhere.
    pub fn or(self, other: Self) -> Self {
        Self {
            hidden: self.hidden.or(other.hidden),
            capitals: self.capitals.or(other.capitals),
            struck: self.struck.or(other.struck),
            white: self.white.or(other.white),
            shaded: self.shaded.or(other.shaded),
            language: self.language.or(other.language),
            asian: self.asian.or(other.asian),
            font: self.font.or(other.font),
        }
    }

    /// A character style on top of a paragraph style: what both switch on is off again.
    pub fn over(self, paragraph: Self) -> Self {
        let toggled = |own: Option<bool>, below: Option<bool>| match (own, below) {
            (Some(true), Some(true)) => Some(false),
            (Some(false), Some(true)) => Some(true),
            _ => own.or(below),
        };
        Self {
            hidden: toggled(self.hidden, paragraph.hidden),
            capitals: toggled(self.capitals, paragraph.capitals),
            struck: toggled(self.struck, paragraph.struck),
            ..self.or(paragraph)
        }
    }
}

fn is_white(color: &Element) -> bool {
    let value = color
        .attribute("val")
        .filter(|value| value.len() == 6)
        .and_then(|value| u32::from_str_radix(value, 16).ok());
    match value {
        Some(value) => [value >> 16, value >> 8 & 0xFF, value & 0xFF]
            .iter()
            .all(|part| *part >= WHITE),
        None => {
            matches!(
                color.attribute("themeColor"),
                Some("background1" | "light1")
            ) && color.attribute("themeShade").is_none()
        }
    }
}

/// Whether properties of a run, a paragraph, a cell or a table give a ground of its own colour.
pub fn shaded(properties: &Element) -> Option<bool> {
    let marked = properties
        .value("highlight")
        .map(|colour| !matches!(colour, "none" | "white"));
    let ground = properties.child("shd").map(|shade| {
        let plain = |name| {
            matches!(
                shade.attribute(name),
                None | Some("auto" | "FFFFFF" | "ffffff")
            )
        };
        let pattern = matches!(shade.attribute("val"), None | Some("clear" | "nil"));
        !(plain("fill") && (pattern || plain("color")) && shade.attribute("themeFill").is_none())
    });
    match (marked, ground) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (None, None) => None,
        _ => Some(false),
    }
}
