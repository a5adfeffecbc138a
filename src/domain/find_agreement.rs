//! Which agreement a person means: by id, by the beginning of one, or by words of its title.

use super::agreement::AgreementId;
use super::fold::fold;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// Why no agreement was found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotFound {
    /// None fits.
    #[error("No agreement fits “{query}”")]
    None {
        /// What was asked for.
        query: String,
    },
    /// Several fit.
    #[error("“{query}” fits {} agreements: {}", candidates.len(), candidates.join("; "))]
    Several {
        /// What was asked for.
        query: String,
        /// Id and title of those that fit.
        candidates: Vec<String>,
    },
}

/// Whether an agreement, by id and title, is meant.
type Test<'t> = &'t dyn Fn(&AgreementId, &str) -> bool;

/// The one agreement that `query` names among `(id, title)`.
///
/// An id wins over the beginning of one, that over words of a title, and those over letters
/// scattered through a title.
pub fn find<'a>(
    query: &str,
    agreements: impl IntoIterator<Item = (&'a AgreementId, &'a str)>,
) -> Result<AgreementId, NotFound> {
    let agreements: Vec<_> = agreements.into_iter().collect();
    let wanted = fold(query.trim());
    let query_id = query.to_ascii_lowercase();
    let matcher = SkimMatcherV2::default();
    let tests: [Test<'_>; 4] = [
        &|id, _| id.as_str() == query_id,
        &|id, _| !query.is_empty() && id.as_str().starts_with(&query_id),
        &|_, title| !wanted.is_empty() && fold(title).contains(&wanted),
        &|_, title| !wanted.is_empty() && matcher.fuzzy_match(&fold(title), &wanted).is_some(),
    ];
    for fits in tests {
        let found: Vec<_> = agreements
            .iter()
            .filter(|(id, title)| fits(id, title))
            .collect();
        match found.as_slice() {
            [] => {}
            [(id, _)] => return Ok((*id).clone()),
            several => {
                return Err(NotFound::Several {
                    query: query.to_owned(),
                    candidates: several
                        .iter()
                        .map(|(id, title)| format!("{id} {title}"))
                        .collect(),
                });
            }
        }
    }
    Err(NotFound::None {
        query: query.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_beat_titles_and_words_beat_letters() {
        let ids = [
            AgreementId::new("aa11"),
            AgreementId::new("aa22"),
            AgreementId::new("bb33"),
        ];
        let titles = ["Уговор о камерама", "Camera contract", "Parking"];
        let find = |query| find(query, ids.iter().zip(titles));
        assert_eq!(find("aa22"), Ok(ids[1].clone()));
        assert_eq!(find("b"), Ok(ids[2].clone()));
        assert_eq!(find("AA22"), Ok(ids[1].clone()));
        assert!(matches!(find(" "), Err(NotFound::None { .. })));
        assert_eq!(find("kamerama"), Ok(ids[0].clone()));
        assert_eq!(find("prkng"), Ok(ids[2].clone()));
        assert!(
            matches!(find("aa"), Err(NotFound::Several { candidates, .. }) if candidates.len() == 2)
        );
        assert!(matches!(find("zzz"), Err(NotFound::None { .. })));
    }
}
