//! Serbian and Montenegrin in Latin script out of Cyrillic, letter by letter, as the two alphabets
//! are defined. The way back is not unique and is not offered.

/// The text with every letter of the Serbian and Montenegrin Cyrillic alphabets in Latin script;
/// everything else stays as it is.
pub fn latin(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut latin = String::with_capacity(text.len());
    for (at, &letter) in letters.iter().enumerate() {
        let lower = letter.to_lowercase().next().unwrap_or(letter);
        let Some(written) = in_latin(lower) else {
            latin.push(letter);
            continue;
        };
        if lower == letter {
            latin.push_str(written);
            continue;
        }
        // LJUBAV but Ljubav: the second letter of a pair is large among large letters only.
        let large = |at: Option<usize>| {
            let other = at.and_then(|at| letters.get(at));
            other.is_some_and(|other| other.is_uppercase())
        };
        let mut parts = written.chars();
        latin.extend(parts.next().into_iter().flat_map(char::to_uppercase));
        let among_large =
            large(Some(at + 1)) || (!is_small(letters.get(at + 1)) && large(at.checked_sub(1)));
        for part in parts {
            if among_large {
                latin.extend(part.to_uppercase());
            } else {
                latin.push(part);
            }
        }
    }
    latin
}

fn is_small(letter: Option<&char>) -> bool {
    letter.is_some_and(|letter| letter.is_lowercase())
}

const fn in_latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'ђ' => "đ",
        'е' => "e",
        'ж' => "ž",
        'з' => "z",
        'и' => "i",
        'ј' => "j",
        'к' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'њ' => "nj",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'ћ' => "ć",
        'у' => "u",
        'ф' => "f",
        'х' => "h",
        'ц' => "c",
        'ч' => "č",
        'џ' => "dž",
        'ш' => "š",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::latin;

    #[test]
    fn letters_pairs_and_capitals() {
        let cases = [
            ("Члан 5. Приступ мрежи", "Član 5. Pristup mreži"),
            ("Љубав и ЉУБАВ, Њ. Џ", "Ljubav i LJUBAV, Nj. Dž"),
            ("ИКТ систем, VPN и API", "IKT sistem, VPN i API"),
            ("ПУЊЕЊЕ", "PUNJENJE"),
            ("ПАЊ", "PANJ"),
            ("ђак, ћуприја, џеп", "đak, ćuprija, džep"),
        ];
        for (cyrillic, expected) in cases {
            assert_eq!(latin(cyrillic), expected);
        }
    }
}
