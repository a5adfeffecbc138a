//! How a person cites a clause in the whole agreement.

use super::agreement::Agreement;

/// Where a clause stands, as a person cites it: `Article 6 (1)` rather than `(1)`. A number that
/// only counts inside something is told together with it; a clause without one by its words.
pub fn cite(agreement: &Agreement, clause: usize) -> String {
    let clauses = agreement.clauses.clauses();
    let Some(found) = clauses.get(clause) else {
        return String::new();
    };
    if found.label.is_empty() {
        return agreement.clause_name(found);
    }
    let path = agreement.clauses.path(clause);
    let labels: Vec<&str> = path
        .iter()
        .map(|&at| clauses[at].label.trim_end_matches(['.', ':']))
        .filter(|label| !label.is_empty())
        .collect();
    let from = labels.iter().rposition(|label| stands_alone(label));
    labels
        .get(from.unwrap_or(0)..)
        .unwrap_or_default()
        .join(" ")
}

/// Whether a label names its clause in the whole agreement: `Article 6`, `2.1`, but not `(1)`.
fn stands_alone(label: &str) -> bool {
    let dotted = label.split('.').filter(|part| !part.is_empty()).count() > 1;
    !label.contains(')') && (dotted || begins_with_a_word(label))
}

/// Whether a label begins with a word, like `Article 6`.
pub fn begins_with_a_word(label: &str) -> bool {
    label
        .chars()
        .take(2)
        .filter(|one| one.is_alphabetic())
        .count()
        == 2
}

/// The same in the middle of a sentence: `Article 6 (1)`, `clause 2.1`, or the first words in
/// quotation marks.
pub fn cite_in_sentence(agreement: &Agreement, clause: usize) -> String {
    let cited = cite(agreement, clause);
    match agreement.clauses.clauses().get(clause) {
        Some(found) if found.label.is_empty() => format!("“{cited}”"),
        Some(_) if !begins_with_a_word(&cited) => tr!("clause {cited}", cited),
        _ => cited,
    }
}

/// Where a clause is, in a few words: `in Article 6`, the nearest that has a number; else
/// `on page 2`; else by its first words.
pub fn whereabouts(agreement: &Agreement, clause: usize) -> String {
    let clauses = agreement.clauses.clauses();
    let Some(found) = clauses.get(clause) else {
        return String::new();
    };
    let path = agreement.clauses.path(clause);
    let numbered = path.iter().rev().find(|&&at| !clauses[at].label.is_empty());
    match (numbered, found.page) {
        (Some(&at), _) => tr!("in {clause}", clause = cite_in_sentence(agreement, at)),
        (None, Some(page)) => tr!("on page {page}", page),
        (None, None) => tr!("in {clause}", clause = cite_in_sentence(agreement, clause)),
    }
}

/// The same with the clause's heading, where it has one.
pub fn cite_with_heading(agreement: &Agreement, clause: usize) -> String {
    let cited = cite(agreement, clause);
    match agreement.clauses.clauses().get(clause) {
        Some(found) if !found.label.is_empty() && !found.heading.is_empty() => {
            format!("{cited} {}", found.heading)
        }
        _ => cited,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_stands_alone_when_it_names_one_clause() {
        let cases = [
            ("Article 6", true),
            ("Члан 2", true),
            ("第一条", true),
            ("2.1", true),
            ("II", true),
            ("(1)", false),
            ("1", false),
            ("a)", false),
            ("A", false),
            ("ii)", false),
        ];
        for (label, wanted) in cases {
            assert_eq!(stands_alone(label), wanted, "{label}");
        }
    }
}
