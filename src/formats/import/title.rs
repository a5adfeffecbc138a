//! What to call a document that does not say it itself.

/// The longest title kept.
const LONGEST: usize = 160;

/// A title from a file name: no extension, blanks for underscores.
pub fn from_file_name(file_name: &str) -> String {
    let base = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let stem = match base.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.len() <= 9 => stem,
        _ => base,
    };
    let clean = tidy(&stem.replace('_', " "));
    if clean.is_empty() {
        "Untitled".to_owned()
    } else {
        clean
    }
}

/// A title that a document claims for itself, or nothing when it is of no use.
///
/// Word processors fill this field by themselves with file names and template names.
pub fn sensible(claim: &str) -> Option<String> {
    let clean = tidy(claim);
    let lower = clean.to_lowercase();
    let letters = clean.chars().filter(|c| c.is_alphabetic()).count();
    let automatic = [
        "microsoft word",
        "untitled",
        "document",
        "normal.dot",
        "untitled document",
    ];
    let file_like = [
        ".doc", ".docx", ".pdf", ".rtf", ".odt", ".html", ".htm", ".dot", ".dotx",
    ];
    let useless = letters < 3
        || automatic.iter().any(|known| lower == *known)
        || lower.starts_with("microsoft word -")
        || lower.contains("://")
        || file_like.iter().any(|end| lower.ends_with(end));
    (!useless).then_some(clean)
}

/// One line, single blanks, no control characters, bounded.
pub fn tidy(text: &str) -> String {
    let mut clean = String::new();
    let spaced = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    for word in spaced.collect::<String>().split_whitespace() {
        if !clean.is_empty() {
            clean.push(' ');
        }
        clean.push_str(word);
    }
    if clean.chars().count() > LONGEST {
        clean = clean.chars().take(LONGEST - 1).collect();
        clean.push('…');
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_become_titles() {
        for (name, title) in [
            ("ugovor_o_nabavci.pdf", "ugovor o nabavci"),
            ("a/b\\Contract  v1.2.docx", "Contract v1.2"),
            (".md", ".md"),
            ("", "Untitled"),
        ] {
            assert_eq!(from_file_name(name), title);
        }
    }

    #[test]
    fn automatic_titles_are_not_believed() {
        for claim in [
            "Microsoft Word - x.doc",
            "Untitled",
            "a.pdf",
            "",
            "12",
            "http://x.y/z",
        ] {
            assert_eq!(sensible(claim), None, "{claim}");
        }
        assert_eq!(
            sensible(" Уговор\no услугама "),
            Some("Уговор o услугама".to_owned())
        );
    }
}
