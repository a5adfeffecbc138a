//! Which words are forms of one word: `Parties` of `Party`, `Naručioca` of `Naručilac`.
//!
//! Goes by patterns of endings that are data; each pattern lists the endings of one declension, so
//! that `Part` is no form of `Party`. Knows nothing of documents.

use super::cues::Cues;
use crate::domain::words::Languages;

/// Bytes that must be left of a folded word when its ending is taken off.
pub(super) const STEM: usize = 3;

/// The patterns of the languages of one document.
pub(super) struct Inflection {
    patterns: Vec<&'static [String]>,
}

impl Inflection {
    pub(super) fn new(languages: Languages) -> Self {
        let mut patterns: Vec<&'static [String]> = Vec::new();
        for (language, rows) in &Cues::get().endings {
            for row in rows.iter().map(Vec::as_slice) {
                if languages.has(*language) && !patterns.contains(&row) {
                    patterns.push(row);
                }
            }
        }
        Self { patterns }
    }

    /// Whether two folded words are forms of one.
    pub(super) fn same(&self, one: &str, other: &str) -> bool {
        one == other
            || self
                .patterns
                .iter()
                .any(|pattern| is_form(one, other, pattern))
    }
}

fn is_form(one: &str, other: &str, pattern: &[String]) -> bool {
    let ends = |stem: &str| {
        let ending = other.strip_prefix(stem);
        ending.is_some_and(|ending| pattern.iter().any(|known| known == ending))
    };
    pattern.iter().any(|ending| {
        let stem = one.strip_suffix(ending.as_str());
        stem.is_some_and(|stem| stem.len() >= STEM && ends(stem))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fold::fold;

    #[test]
    fn forms_of_a_word_are_known_and_neighbours_are_not_taken_for_them() {
        for (tag, one, forms, others) in [
            ("en", "Party", "Parties", "Part Parts Partly"),
            ("en", "Service", "Services", "Servicing Serve"),
            (
                "sr-Latn",
                "Naručilac",
                "Naručioca Naručiocu Naručiocem Naručioci",
                "Narudžba Naručen",
            ),
            (
                "sr-Latn",
                "Usluga",
                "Usluge Uslugu Uslugama Usluzi",
                "Uslov Uslužan",
            ),
            (
                "sr-Latn",
                "Podatak",
                "Podatka Podaci Podataka Podacima",
                "Podnosilac",
            ),
            ("sr-Latn", "Kupac", "Kupca Kupcu Kupcem Kupci", "Kupovina"),
            ("sr-Cyrl", "Извођач", "Извођача Извођачу Извођачи", "Извод"),
            (
                "hr",
                "Naručitelj",
                "Naručitelja Naručitelju Naručitelji",
                "Narudžba",
            ),
            (
                "mk",
                "Нарачател",
                "Нарачателот Нарачатели Нарачателите",
                "Нарачка",
            ),
            ("mk", "Услуга", "Услугата Услуги Услугите", "Услов"),
            (
                "sq",
                "Furnizuesi",
                "Furnizuesit Furnizuesin Furnizues",
                "Furnizimi",
            ),
            ("sq", "Bashkia", "Bashkisë Bashkinë", "Bashkim"),
            ("sq", "Palët", "Palë Pala Palëve", "Pallati"),
            ("de", "Dienst", "Dienste Diensten Dienstes", "Dienstag"),
            ("fr", "Service", "Services", "Serveur"),
            ("it", "Fornitore", "Fornitori", "Fornitura"),
        ] {
            let language = crate::domain::language::Language::from_tag(tag).expect("a tag");
            let inflection = Inflection::new(Languages::one(language));
            let same = |other: &&str| inflection.same(&fold(one), &fold(other));
            let wrong: Vec<&str> = forms.split(' ').filter(|form| !same(form)).collect();
            assert_eq!(wrong, [""; 0], "forms of {one}");
            let wrong: Vec<&str> = others.split(' ').filter(same).collect();
            assert_eq!(wrong, [""; 0], "no forms of {one}");
        }
    }
}
