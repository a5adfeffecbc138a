//! What the words of a line say about its being page furniture: page numbers, marks of signing
//! services, and the patterns by which running heads are known again although their numbers change.

/// Letters that a running head has when only a page number in it changes.
const FEWEST_LETTERS: usize = 12;
/// Letters from which on a running head is known whatever its numbers.
const MANY_LETTERS: usize = 25;

/// A line's text as it is, and with each choice of its numbers told as distance from the page.
pub fn patterns(text: &str, page: usize) -> Vec<String> {
    let parts = parts(text);
    let numbers: Vec<usize> = (0..parts.len())
        .filter(|at| number(&parts[*at]).is_some())
        .collect();
    let mut patterns = vec![parts.concat()];
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    // `Annex 3` on the third page is a heading.
    if letters < FEWEST_LETTERS && !is_page_number(text) {
        return patterns;
    }
    // So many words do not repeat by chance, whatever happens to the numbers among them.
    if letters >= MANY_LETTERS {
        let told = parts
            .iter()
            .map(|part| if number(part).is_some() { "#" } else { part });
        patterns.push(told.collect());
    }
    for choice in 1..1_u32 << numbers.len().min(6) {
        let mut told = parts.clone();
        for (bit, &at) in numbers.iter().enumerate() {
            if let Some(value) = number(&parts[at]).filter(|_| choice >> bit & 1 == 1) {
                told[at] = format!("#{}#", value - i64::try_from(page).unwrap_or(0));
            }
        }
        patterns.push(told.concat());
    }
    patterns
}

fn number(part: &str) -> Option<i64> {
    part.parse().ok().filter(|_| part.len() <= 6)
}

/// Runs of digits and what stands between them, in lower case and without blanks.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for character in text
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
    {
        let digit = |c: char| c.is_ascii_digit();
        match parts.last_mut() {
            Some(part) if part.chars().next_back().map(digit) == Some(digit(character)) => {
                part.push(character);
            }
            _ => parts.push(character.to_string()),
        }
    }
    parts
}

/// `7`, `- 7 -`, `Page 7 of 12`, `7/12`, `Strana / Page 7`, `第7页`, `iv`.
pub fn is_page_number(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = [
        "page",
        "pages",
        "pg",
        "p",
        "strana",
        "stranica",
        "str",
        "страна",
        "страница",
        "стр",
        "faqe",
        "faqja",
        "seite",
        "of",
        "od",
        "од",
        "nga",
        "von",
        "de",
    ];
    let (mut numbers, mut joined, mut named) = (0, false, false);
    let parts = lower.split(|c: char| c.is_whitespace() || "-–—|/.第页共".contains(c));
    for part in parts.filter(|part| !part.is_empty()) {
        let digits = part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        let roman = part.len() <= 5 && part.chars().all(|c| "ivxl".contains(c));
        if digits || (roman && numbers == 0) {
            numbers += 1;
        } else if words.contains(&part) {
            joined |= numbers == 1;
            named = true;
        } else {
            return false;
        }
    }
    // A number with a full stop is a clause's.
    let clause = lower.contains('.') && !named;
    joined |= lower.contains(['/', '页', '|']);
    !clause && (numbers == 1 || (numbers == 2 && joined))
}

/// Marks that signing services print on every page: their name with an id, or a long id alone.
pub fn is_service_mark(text: &str) -> bool {
    if text.chars().count() >= 120 {
        return false;
    }
    let lower = text.to_lowercase();
    let named = [
        "docusign envelope id",
        "adobe sign transaction",
        "acrobat sign transaction",
        "signnow e-signature id",
        "pandadoc document ref",
        "document ref:",
        "hellosign",
        "dropbox sign",
        "envelope id:",
        "signature id:",
        "transaction number:",
        "e-signature id",
        "esign id",
    ];
    named.iter().any(|mark| lower.contains(mark)) && lower.split_whitespace().any(is_id)
        || lower.split_whitespace().count() <= 6 && lower.split_whitespace().any(is_long_id)
}

/// A word that only a machine writes.
fn is_id(word: &str) -> bool {
    word.len() >= 8 && word.bytes().any(|byte| byte.is_ascii_digit())
}

/// A long hexadecimal number or a UUID.
fn is_long_id(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let hex = word
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    word.len() >= 24 && hex && digits >= 6 && word.len() > digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_signing_services_are_known_by_their_ids() {
        for (text, is) in [
            (
                "DocuSign Envelope ID: 8A3F0C1D-11F2-4B7E-9C44-0A1B2C3D4E5F",
                true,
            ),
            ("Doc ID: 20d3f0c1d11f24b7e9c440a1b2c3d4e5f", true),
            ("Adobe Sign Transaction Number: CBJCHBCAABAA12345", true),
            ("The envelope id: see the certificate", false),
            ("Account 123456789012345678901234567890", false),
        ] {
            assert_eq!(is_service_mark(text), is, "{text}");
        }
    }

    #[test]
    fn page_numbers_and_clause_numbers_differ() {
        for (text, is) in [
            ("7", true),
            ("– 12 –", true),
            ("Page 3 of 10", true),
            ("3/10", true),
            ("iv", true),
            ("Страна 2", true),
            ("Strana / Page 2", true),
            ("str. 3", true),
            ("page", false),
            ("第7页", true),
            ("7.", false),
            ("1.1", false),
            ("2025 2026", false),
            ("Article 7", false),
            ("", false),
        ] {
            assert_eq!(is_page_number(text), is, "{text}");
        }
    }
}
