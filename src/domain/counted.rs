//! Numbers of things in sentences: one clause, two clauses, one entry, two entries.

use std::fmt::Display;

/// A number and what is counted, in the plural unless it is one.
pub fn counted(count: impl TryInto<u64> + Display + Copy, what: &str) -> String {
    if is_one(count) {
        return format!("1 {what}");
    }
    match what.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{count} {stem}ies"),
        _ => format!("{count} {what}s"),
    }
}

/// The same with the verb after it: `1 clause is`, `2 clauses are`.
pub fn counted_are(count: impl TryInto<u64> + Display + Copy, what: &str) -> String {
    let verb = if is_one(count) { "is" } else { "are" };
    format!("{} {verb}", counted(count, what))
}

fn is_one(count: impl TryInto<u64>) -> bool {
    matches!(count.try_into(), Ok(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_no_plural() {
        let all = [0, 1, 2].map(|count| counted(count, "page"));
        assert_eq!(all, ["0 pages", "1 page", "2 pages"]);
        let all = [1_u64, 2].map(|count| counted_are(count, "entry"));
        assert_eq!(all, ["1 entry is", "2 entries are"]);
        assert_eq!(counted(3, "day"), "3 days");
    }
}
