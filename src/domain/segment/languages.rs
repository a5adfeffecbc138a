//! The language of every clause, and which clauses say the same in two languages.
//!
//! Knows the finished list of clauses and what `outline` saw of two languages.

use super::outline::Outline;
use super::tongues::Tongues;
use crate::domain::clause::{Clause, Counterpart};
use crate::domain::detect_language::{
    are_siblings, closer, detect_language, share_of_common_words,
};
use crate::domain::language::Language;
use std::collections::{HashMap, HashSet};

/// Names the language of every clause, the one most of the text is in being there already, and pairs
/// the clauses of an agreement in two languages.
pub(super) fn name_languages(text: &str, outline: &Outline, clauses: &mut [Clause]) {
    match outline.tongues {
        None => name_strangers(text, clauses),
        Some(tongues) if outline.nodes.iter().any(|node| node.second) => {
            for (clause, node) in clauses.iter_mut().zip(&outline.nodes) {
                clause.language = if node.second {
                    tongues.second
                } else {
                    tongues.first
                };
            }
            pair(clauses, tongues);
        }
        Some(tongues) => {
            for (clause, node) in clauses.iter_mut().zip(&outline.nodes) {
                clause.language = tongues.first;
                clause.counterpart = node.beside.clone().map(|(label, heading)| Counterpart {
                    language: tongues.second,
                    clause: None,
                    label,
                    heading,
                });
            }
        }
    }
}

/// Clauses that are surely in another language than most of the text, such as an annex.
fn name_strangers(text: &str, clauses: &mut [Clause]) {
    const WORDS: usize = 8;
    const SURE: f32 = 0.15;
    for clause in clauses {
        let words = clause.span.of(text);
        let long = words.split_whitespace().nth(WORDS).is_some() || words.len() > 90;
        let own = if long {
            detect_language(words)
        } else {
            continue;
        };
        // A name or two from elsewhere does not make a clause foreign.
        let sure = || share_of_common_words(words, own) >= SURE;
        let other = own != Language::Undetermined
            && own != clause.language
            && !are_siblings(own, clause.language);
        if other && closer(words, own, clause.language) == Some(own) && sure() {
            clause.language = own;
        }
    }
}

/// Pairs clauses whose names differ only in the language, and below a pair those that are as many in
/// one language as in the other, such as points а), б), в) and a), b), c).
fn pair(clauses: &mut [Clause], tongues: Tongues) {
    let prefix = format!("{}/", super::ids::tag(tongues.second));
    let by_name: HashMap<String, usize> = clauses
        .iter()
        .enumerate()
        .filter(|(_, clause)| !clause.id.as_str().starts_with(&prefix))
        .map(|(at, clause)| (clause.id.as_str().to_owned(), at))
        .collect();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (at, clause) in clauses.iter().enumerate() {
        let name = clause.id.as_str().strip_prefix(&prefix);
        if let Some(&first) = name.and_then(|name| by_name.get(name)) {
            pairs.push((first, at));
        }
    }
    let mut children: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, clause) in clauses.iter().enumerate() {
        if let Some(parent) = clause.parent {
            children.entry(parent).or_default().push(at);
        }
    }
    let mut paired: HashSet<usize> = pairs.iter().flat_map(|&(one, two)| [one, two]).collect();
    let mut next = 0;
    while let Some(&(first, second)) = pairs.get(next) {
        next += 1;
        let mut unpaired = [first, second].map(|parent| {
            let children = children.get(&parent).into_iter().flatten().copied();
            children
                .filter(|child| !paired.contains(child))
                .collect::<Vec<_>>()
        });
        if unpaired[0].len() == unpaired[1].len() {
            let [ours, theirs] = std::mem::take(&mut unpaired);
            paired.extend(ours.iter().chain(&theirs));
            pairs.extend(ours.into_iter().zip(theirs));
        }
    }
    for (first, second) in pairs {
        clauses[first].counterpart = Some(counterpart(&clauses[second], second));
        clauses[second].counterpart = Some(counterpart(&clauses[first], first));
    }
}

fn counterpart(clause: &Clause, at: usize) -> Counterpart {
    Counterpart {
        language: clause.language,
        clause: Some(at),
        label: clause.label.clone(),
        heading: clause.heading.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::segment;
    use super::super::tests::plain;
    use crate::domain::clause::{Clause, ClauseTree};
    use crate::domain::document::{Block, BlockKind, Document};
    use crate::domain::text::Span;

    const ARTICLES: [[[&str; 2]; 6]; 3] = [
        [
            ["Члан 1.", "Article 1"],
            ["Предмет", "Subject"],
            [
                "Добављач ће Граду предати камере које су наведене у овом уговору:",
                "The Supplier shall deliver to the City the cameras which are listed in this agreement:",
            ],
            ["а) за школе;", "a) for the schools;"],
            ["б) за путеве;", "b) for the roads;"],
            ["в) за болнице.", "c) for the hospitals."],
        ],
        [
            ["Члан 2.", "Article 2"],
            ["Подаци", "Data"],
            [
                "Подаци се чувају у Републици Србији и не преносе се у другу државу.",
                "The data shall be kept in the Republic of Serbia and not be moved to another state.",
            ],
            ["а) снимци;", "a) the recordings;"],
            ["б) слике;", "b) the pictures;"],
            ["в) записи о приступу.", "c) the records of access."],
        ],
        [
            ["Члан 3.", "Article 3"],
            ["Трајање", "Term"],
            [
                "Овај уговор траје три године од дана када је потписан.",
                "This agreement is in force for three years from the day on which it was signed.",
            ],
            ["а) може се продужити;", "a) it may be extended;"],
            ["б) може се пренети;", "b) it may be assigned;"],
            ["в) може се раскинути.", "c) it may be ended."],
        ],
    ];

    fn side(article: &[[&str; 2]; 6], side: usize) -> String {
        article.map(|row| row[side]).join("\n\n")
    }

    fn cut(document: &Document) -> ClauseTree {
        let done = segment(document);
        assert_eq!(done.tree.defect(&document.text), None);
        done.tree
    }

    fn clause<'a>(tree: &'a ClauseTree, id: &str) -> &'a Clause {
        let found = tree
            .clauses()
            .iter()
            .find(|clause| clause.id.as_str() == id);
        found.unwrap_or_else(|| panic!("no {id} in {:?}", ids(tree)))
    }

    fn ids(tree: &ClauseTree) -> Vec<&str> {
        tree.clauses()
            .iter()
            .map(|clause| clause.id.as_str())
            .collect()
    }

    #[test]
    fn languages_that_take_turns_by_the_paragraph_or_in_columns_share_their_clauses() {
        let rows: Vec<[&str; 2]> = ARTICLES.concat();
        let turns = plain(
            &rows
                .iter()
                .map(|row| row.join("\n\n"))
                .collect::<Vec<_>>()
                .join("\n\n"),
        );
        let mut columns = plain(
            &rows
                .iter()
                .map(|row| row.join("\t"))
                .collect::<Vec<_>>()
                .join("\n"),
        );
        let mut at = 0;
        columns.blocks = columns
            .text
            .split_inclusive('\n')
            .map(|row| {
                let start = at;
                at += row.len();
                Block {
                    span: Span::new(start, start + row.trim_end().len()),
                    kind: BlockKind::TableRow,
                    page: None,
                    area: None,
                    number: None,
                }
            })
            .collect();
        for document in [turns, columns] {
            let tree = cut(&document);
            let article = clause(&tree, "art-2");
            assert_eq!(
                (article.label.as_str(), article.heading.as_str()),
                ("Члан 2.", "Подаци")
            );
            assert_eq!(article.language.tag(), "sr-Cyrl");
            let other = article.counterpart.as_ref().expect("the English side");
            assert_eq!((other.language.tag(), other.clause), ("en", None));
            assert_eq!(
                (other.label.as_str(), other.heading.as_str()),
                ("Article 2", "Data")
            );
            let point = clause(&tree, "art-2/v");
            assert!(point.span.of(&document.text).contains("records of access"));
            assert_eq!(
                point.counterpart.as_ref().map(|other| other.label.as_str()),
                Some("c)")
            );
        }
    }

    #[test]
    fn languages_that_take_turns_by_the_article_or_follow_each_other_are_paired() {
        let both = |article: &[[&str; 2]; 6]| side(article, 0) + "\n\n" + &side(article, 1);
        let turns = ARTICLES.each_ref().map(both).join("\n\n");
        let of = |which| {
            ARTICLES
                .each_ref()
                .map(|article| side(article, which))
                .join("\n\n")
        };
        for text in [turns, of(0) + "\n\n" + &of(1)] {
            let document = plain(&text);
            let tree = cut(&document);
            for (here, there) in [("art-2", "en/art-2"), ("art-3/v", "en/art-3/c")] {
                let (one, two) = (clause(&tree, here), clause(&tree, there));
                assert_eq!((one.language.tag(), two.language.tag()), ("sr-Cyrl", "en"));
                let pair =
                    |clause: &Clause| clause.counterpart.as_ref().and_then(|other| other.clause);
                assert_eq!(pair(one), tree.index_of(&two.id));
                assert_eq!(pair(two), tree.index_of(&one.id));
            }
        }
    }

    #[test]
    fn an_annex_in_another_language_is_no_translation() {
        let english = "ANNEX A\n\n1. The Supplier shall keep the records of the City for the term of the contract.\n\n\
            2. The Supplier shall not give any of them to another person without the consent of the City.";
        let serbian = ARTICLES
            .each_ref()
            .map(|article| side(article, 0))
            .join("\n\n");
        let document = plain(&format!("{serbian}\n\n{english}"));
        let tree = cut(&document);
        assert!(
            tree.clauses()
                .iter()
                .all(|clause| clause.counterpart.is_none())
        );
        assert_eq!(clause(&tree, "annex-a/sec-2").language.tag(), "en");
        assert_eq!(clause(&tree, "art-1").language.tag(), "sr-Cyrl");
    }
}
