//! Numbers of things in sentences: one clause, two clauses.

/// A number and what is counted, in the plural unless it is one.
pub fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_no_plural() {
        let all = [0, 1, 2].map(|count| counted(count, "page"));
        assert_eq!(all, ["0 pages", "1 page", "2 pages"]);
    }
}
