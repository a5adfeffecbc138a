//! Slips of the fingers: how far what was typed is from a word.
//!
//! A letter too many, too few, wrong, or swapped with its neighbour is one slip. Knows letters only;
//! folding is done before.

/// The most letters of a word that are compared.
const MOST: usize = 32;
/// The most slips that are ever forgiven.
const MOST_SLIPS: usize = 2;

/// How many slips are forgiven in something typed, by its letters: in short words every other word
/// would be near.
pub const fn forgiven(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => MOST_SLIPS,
    }
}

/// The fewest slips between what was typed and a word or the beginning of one, and the bytes of that
/// beginning; nothing when they are more than `most`.
///
/// Of beginnings that are equally near the longest counts. Takes time linear in the letters typed.
pub fn slips(typed: &str, word: &str, most: usize) -> Option<(usize, usize)> {
    let most = most.min(MOST_SLIPS);
    let typed: Vec<char> = typed.chars().take(MOST + 1).collect();
    let word: Vec<char> = word.chars().take(typed.len() + most).collect();
    if typed.is_empty() || typed.len() > MOST || word.len() + most < typed.len() {
        return None;
    }
    let far = most + 1;
    // The last three rows of the table of distances; beyond the band everything is too far.
    let mut before: Vec<usize> = vec![far; word.len() + 1];
    let mut last: Vec<usize> = (0..=word.len()).map(|at| at.min(far)).collect();
    for (row, letter) in (1..).zip(&typed) {
        let mut now = vec![far; word.len() + 1];
        now[0] = row.min(far);
        let band = row.saturating_sub(most).max(1)..=(row + most).min(word.len());
        for at in band {
            let other = word[at - 1];
            let wrong = last[at - 1] + usize::from(*letter != other);
            let mut fewest = wrong.min(last[at] + 1).min(now[at - 1] + 1);
            let swapped = row > 1 && at > 1 && typed[row - 2] == other && word[at - 2] == *letter;
            if swapped {
                fewest = fewest.min(before[at - 2] + 1);
            }
            now[at] = fewest.min(far);
        }
        if now.iter().all(|&distance| distance >= far) {
            return None;
        }
        before = std::mem::replace(&mut last, now);
    }
    let (end, distance) = last
        .iter()
        .enumerate()
        .rev()
        .min_by_key(|(_, distance)| **distance)?;
    let bytes = word.iter().take(end).map(|letter| letter.len_utf8()).sum();
    (*distance <= most).then_some((*distance, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        for (typed, word, wanted) in [
            ("network", "network", Some((0, 7))),
            ("newtork", "networks", Some((1, 7))),
            ("netwerk", "network", Some((1, 7))),
            ("ntwork", "network", Some((1, 7))),
            ("nettwork", "network", Some((1, 7))),
            ("bimoetrij", "biometrijskih", Some((1, 9))),
            ("confidnetila", "confidentiality", Some((2, 12))),
            ("confedentail", "confidentiality", Some((2, 12))),
            ("vendor", "network", None),
            ("data", "day", Some((2, 2))),
            ("", "day", None),
            ("日本", "日木", Some((1, 6))),
        ] {
            let found = slips(typed, word, 2);
            let distance = |one: Option<(usize, usize)>| one.map(|(distance, _)| distance);
            assert_eq!(
                distance(found),
                distance(wanted),
                "{typed} {word} {found:?}"
            );
            if let (Some((_, bytes)), Some((_, most))) = (found, wanted) {
                assert!(
                    word.is_char_boundary(bytes) && bytes <= most.max(word.len()),
                    "{word}"
                );
            }
        }
        assert_eq!(slips("newtork", "networks", 1), Some((1, 7)));
        assert_eq!(slips("newtork", "networks", 0), None);
        assert_eq!([forgiven(3), forgiven(4), forgiven(8)], [0, 1, 2]);
    }
}
