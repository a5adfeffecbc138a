//! Formulas, written on one line: `a/b`, `x^2`, `√(a+b)`.
//!
//! Only what a contract may turn on: that one half does not become twelve.

use super::super::xml::Element;
use super::body::Body;
use super::line::Line;
use super::properties::Properties;
use super::run::change_kind;

impl<'a> Body<'a> {
    /// Reads a formula, or a part of one.
    pub(super) fn formula(&mut self, parent: &'a Element, own: &Properties<'_>, line: &mut Line) {
        for element in parent.elements() {
            match &*element.name {
                name if change_kind(name).is_some() => {
                    let outer = self.enter(element);
                    self.formula(element, own, line);
                    self.state = outer;
                }
                "r" => self.run(element, own, line),
                "f" => {
                    // Without a bar it is no fraction: n over k, for choices.
                    let bare = property(element, "fPr", "type") == Some("noBar");
                    let parts = [("", "num"), (if bare { " " } else { "/" }, "den")];
                    self.shape(element, &parts, own, line);
                }
                "sSup" => self.shape(element, &[("", "e"), ("^", "sup")], own, line),
                "sSub" => self.shape(element, &[("", "e"), ("_", "sub")], own, line),
                "sSubSup" => {
                    let parts = [("", "e"), ("_", "sub"), ("^", "sup")];
                    self.shape(element, &parts, own, line);
                }
                "sPre" => {
                    let parts = [("_", "sub"), ("^", "sup"), ("", "e")];
                    self.shape(element, &parts, own, line);
                }
                "rad" => self.shape(element, &[("", "deg"), ("√", "e")], own, line),
                "func" => self.shape(element, &[("", "fName"), (" ", "e")], own, line),
                "limLow" => self.shape(element, &[("", "e"), ("_", "lim")], own, line),
                "limUpp" => self.shape(element, &[("", "e"), ("^", "lim")], own, line),
                "nary" => {
                    let sign = property(element, "naryPr", "chr").unwrap_or("∫");
                    let parts = [(sign, ""), ("_", "sub"), ("^", "sup"), (" ", "e")];
                    self.shape(element, &parts, own, line);
                }
                "d" => self.fenced(element, own, line),
                "m" | "eqArr" => self.rows(element, own, line),
                // Runs of ordinary text, links and properties of the formula.
                "fldSimple" | "hyperlink" | "sdt" => self.inline(element, own, line),
                name if name.ends_with("Pr") => {}
                _ => self.formula(element, own, line),
            }
        }
    }

    /// Parts with signs between them; without the signs where the shape itself was taken out.
    fn shape(
        &mut self,
        element: &'a Element,
        parts: &[(&str, &str)],
        own: &Properties<'_>,
        line: &mut Line,
    ) {
        for (sign, name) in parts {
            let part = element.child(name);
            let mut inside = Line::default();
            if let Some(part) = part {
                self.formula(part, own, &mut inside);
            }
            if name.is_empty() || !inside.is_blank() {
                self.sign(element, sign, own, line);
            }
            let group = inside.text.chars().count() > 1 && !sign.trim().is_empty()
                || (*name == "num" && inside.text.contains(['+', '-', '−', ' ', '/']));
            if group && !is_fenced(&inside.text) {
                self.sign(element, "(", own, line);
                line.append(&inside);
                self.sign(element, ")", own, line);
            } else {
                line.append(&inside);
            }
        }
    }

    fn fenced(&mut self, element: &'a Element, own: &Properties<'_>, line: &mut Line) {
        let sign = |name| property(element, "dPr", name);
        self.sign(element, sign("begChr").unwrap_or("("), own, line);
        let parts = element.elements().filter(|part| &*part.name == "e");
        for (index, part) in parts.enumerate() {
            if index > 0 {
                self.sign(element, sign("sepChr").unwrap_or("|"), own, line);
            }
            self.formula(part, own, line);
        }
        self.sign(element, sign("endChr").unwrap_or(")"), own, line);
    }

    fn rows(&mut self, element: &'a Element, own: &Properties<'_>, line: &mut Line) {
        let rows = element
            .elements()
            .filter(|row| matches!(&*row.name, "mr" | "e"));
        for (index, row) in rows.enumerate() {
            if index > 0 {
                self.sign(element, "; ", own, line);
            }
            let cells = row.elements().filter(|cell| &*cell.name == "e");
            for (column, cell) in cells.enumerate() {
                if column > 0 {
                    self.sign(element, " ", own, line);
                }
                self.formula(cell, own, line);
            }
            if &*row.name == "e" {
                self.formula(row, own, line);
            }
        }
    }

    /// A sign that stands for the shape; it is under the changes of the shape.
    fn sign(&mut self, shape: &Element, sign: &str, own: &Properties<'_>, line: &mut Line) {
        let outer = self.state;
        let control = shape
            .elements()
            .filter(|part| part.name.ends_with("Pr"))
            .find_map(|properties| properties.child("ctrlPr"));
        for change in control.iter().flat_map(|control| control.elements()) {
            self.enter(change);
            for inner in change.elements() {
                self.enter(inner);
            }
        }
        self.put(sign, &own.look, line);
        self.state = outer;
    }
}

fn property<'a>(element: &'a Element, group: &str, name: &str) -> Option<&'a str> {
    element.child(group)?.child(name)?.attribute("val")
}

/// Whether a text stands in brackets already.
fn is_fenced(text: &str) -> bool {
    let ends = text.starts_with('(') && text.ends_with(')');
    ends && text.matches('(').count() == 1
}
