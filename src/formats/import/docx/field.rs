//! Fields: places where Word puts in a number, a date, a title, and keeps what it put in last.
//!
//! What was put in last is what a person sees, so it is kept. Only where there is nothing, or an
//! error, is a reference to a numbered paragraph worked out here.

use super::super::xml::Element;
use super::body::Body;
use super::line::Line;
use super::look::RunLook;
use super::properties::Properties;
use super::reference::Reference;

/// The longest code kept of a field, and the longest result.
const LONGEST: usize = 400;

/// A field that has begun and not ended; it may span paragraphs.
#[derive(Debug, Default)]
pub struct Field {
    code: String,
    /// What it shows, as far as it was read.
    result: String,
    /// Where its result begins in the line.
    from: usize,
    in_result: bool,
    /// Whether Word would work it out anew when it opens the file.
    stale: bool,
}

impl<'a> Body<'a> {
    /// Notes a piece of a field's code.
    pub(super) fn field_code(&mut self, element: &Element) {
        if !self.state.shown_in(self.view) {
            return;
        }
        let open = self.fields.last_mut().filter(|field| !field.in_result);
        if let Some(field) = open.filter(|field| field.code.len() < LONGEST) {
            field.code.push_str(&element.text());
        }
    }

    /// Notes words that a field shows.
    pub(super) fn note_result(&mut self, words: &str) {
        let open = self.fields.last_mut().filter(|field| field.in_result);
        if let Some(field) = open.filter(|field| field.result.len() < LONGEST) {
            field.result.push_str(words);
        }
    }

    /// Reads one of the marks at the beginning, in the middle and at the end of a field.
    pub(super) fn field_mark(&mut self, element: &Element, look: &RunLook, line: &mut Line) {
        if !self.state.shown_in(self.view) {
            return;
        }
        match element.attribute("fldCharType") {
            Some("begin") => {
                if let Some(words) = form_field(element) {
                    self.put(&words, look, line);
                }
                self.codes += 1;
                self.fields.push(Field {
                    stale: is_on(element, "dirty"),
                    ..Field::default()
                });
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut().filter(|field| !field.in_result) {
                    field.in_result = true;
                    field.from = line.text.len();
                    self.codes = self.codes.saturating_sub(1);
                }
            }
            Some("end") => {
                if let Some(field) = self.fields.pop() {
                    self.codes -= usize::from(!field.in_result && self.codes > 0);
                    self.close(&field, look, line);
                }
            }
            _ => {}
        }
    }

    /// Reads a field whose code is an attribute.
    pub(super) fn simple_field(
        &mut self,
        element: &'a Element,
        own: &Properties<'_>,
        line: &mut Line,
    ) {
        self.fields.push(Field {
            code: element.attribute("instr").unwrap_or_default().to_owned(),
            from: line.text.len(),
            in_result: true,
            stale: is_on(element, "dirty"),
            ..Field::default()
        });
        self.inline(element, own, line);
        if let Some(field) = self.fields.pop() {
            self.close(&field, &own.look, line);
        }
    }

    /// Fields that do not end their code with their paragraph are broken; better show what follows.
    pub(super) fn mend_fields(&mut self) {
        if self.codes > 0 {
            self.fields.retain(|field| field.in_result);
            self.codes = 0;
        }
        for field in &mut self.fields {
            field.from = 0;
        }
    }

    fn close(&mut self, field: &Field, look: &RunLook, line: &mut Line) {
        let Some(reference) = Reference::of(&field.code) else {
            if field.result.is_empty() {
                let number = self.auto_numbers.next(&field.code, self.heading);
                self.put(number.as_deref().unwrap_or_default(), look, line);
            }
            return;
        };
        let missing = field.stale || is_missing(&field.result);
        let words = self
            .targets
            .as_ref()
            .and_then(|targets| targets.resolve(&reference, self.paragraphs));
        if let Some(words) = words.filter(|_| missing) {
            if line.text.get(field.from..) == Some(&field.result) {
                line.cut_back(field.from);
            }
            self.put(&words, look, line);
        }
        self.references.push(Asked {
            reference,
            paragraph: self.paragraphs,
            shown: field.result.clone(),
            missing,
        });
    }
}

/// A reference that was met.
#[derive(Debug)]
pub struct Asked {
    /// What it refers to.
    pub reference: Reference,
    /// The paragraph it stands in.
    pub paragraph: usize,
    /// What the file says it shows.
    pub shown: String,
    /// Whether that is nothing, or known to be wrong.
    pub missing: bool,
}

/// Whether a field shows nothing, or says that it does not know.
fn is_missing(result: &str) -> bool {
    const ERRORS: [&str; 10] = [
        "Error",
        "Fehler!",
        "Erreur",
        "Greška",
        "Грешка",
        "Ошибка",
        "Pogreška",
        "Gabim",
        "错误",
        "¡Error",
    ];
    let result = result.trim();
    result.is_empty() || ERRORS.iter().any(|error| result.starts_with(error))
}

fn is_on(element: &Element, name: &str) -> bool {
    matches!(element.attribute(name), Some("1" | "true" | "on"))
}

/// Check boxes and lists of the old form fields have no result of their own.
fn form_field(element: &Element) -> Option<String> {
    let data = element.child("ffData")?;
    if let Some(check_box) = data.child("checkBox") {
        let checked = check_box
            .switch("checked")
            .or_else(|| check_box.switch("default"));
        let sign = if checked == Some(true) { "☒" } else { "☐" };
        return Some(sign.to_owned());
    }
    let choice = data.child("ddList")?;
    let index = choice.numeral("result").unwrap_or(0) as usize;
    let mut entries = choice
        .elements()
        .filter(|entry| &*entry.name == "listEntry");
    Some(entries.nth(index)?.attribute("val")?.to_owned())
}
