//! Folding: letters made comparable whatever their case, script or diacritics.

/// The text in lower case.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}
