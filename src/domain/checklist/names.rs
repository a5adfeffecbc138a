//! Advice on misspelt names: the nearest known one, or all that may be used.

/// How a sentence about an unknown name ends: with the nearest known one, or with all of them.
pub(super) fn advice(name: &str, known: &[&str]) -> String {
    if known.is_empty() {
        return ".".to_owned();
    }
    match nearest(name, known) {
        Some(near) => format!("; did you mean \"{near}\"?"),
        None => format!("; use {}.", or_list(known)),
    }
}

/// Names as a person lists them when one is to be chosen.
pub(super) fn or_list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// The known name that was probably meant: one that goes on where this one stops, or else the one
/// that takes the fewest changes to reach, if those are few for its length.
pub(super) fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let longer = known
        .iter()
        .find(|word| name.len() > 1 && word.starts_with(name));
    if let Some(word) = longer {
        return Some(word);
    }
    let distances = known.iter().map(|word| (distance(name, word), *word));
    let (changes, word) = distances.min_by_key(|(changes, _)| *changes)?;
    (changes * 5 <= word.len() * 2).then_some(word)
}

/// Letters to insert, drop or replace on the way from one word to another, whatever their case.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (index, letter) in from.to_lowercase().chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (column, other) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_one_that_could_have_been_meant() {
        let known = ["severity", "title", "kind", "sr-Latn", "hr", "id"];
        let cases = [
            ("severty", Some("severity")),
            ("Titel", Some("title")),
            ("sr", Some("sr-Latn")),
            ("kinds", Some("kind")),
            ("question", None),
            ("xx", None),
            ("", None),
        ];
        for (name, expected) in cases {
            assert_eq!(nearest(name, &known), expected, "{name}");
        }
        assert_eq!(advice("kinds", &known), "; did you mean \"kind\"?");
        assert_eq!(
            advice("x", &["a", "b", "c"]),
            "; use \"a\", \"b\" or \"c\"."
        );
        assert_eq!(advice("x", &[]), ".");
    }
}
