//! Words that a document quotes in full, such as the new text of an article that it amends.
//!
//! The articles inside are not articles of this document. Knows quotation marks alone.

use super::lines::Line;
use crate::domain::document::BlockKind;

/// A quotation that has not ended after so many lines is none.
const LONGEST: usize = 400;

/// Marks the lines of quotations that a colon announces.
pub(super) fn mark_quoted(text: &str, lines: &mut [Line]) {
    let mut announced = false;
    let mut at = 0;
    while at < lines.len() {
        let words = lines[at].span.of(text);
        if lines[at].furniture || lines[at].kind == BlockKind::TableRow {
            at += 1;
            continue;
        }
        if let Some((opened, end)) = opens(text, lines, at, announced) {
            // The line that announces the quotation is the document's own.
            let first = if opened == 0 { at } else { at + 1 };
            for line in &mut lines[first..=end] {
                line.quoted = true;
            }
            announced = false;
            at = end + 1;
            continue;
        }
        announced = words.ends_with([':', '：']);
        at += 1;
    }
}

/// Where in a line a quotation opens that ends further down, and the line where it ends.
fn opens(text: &str, lines: &[Line], at: usize, announced: bool) -> Option<(usize, usize)> {
    let words = lines[at].span.of(text);
    let start = if announced && words.chars().next().is_some_and(|c| closers(c).is_some()) {
        0
    } else {
        let colon = words.rfind([':', '：'])?;
        let rest = words
            .get(colon..)?
            .trim_start_matches([':', '：', ' ', '\u{a0}']);
        words.len() - rest.len()
    };
    let quotation = words.get(start..)?;
    let mark = quotation.chars().next()?;
    let closers = closers(mark)?;
    let (mut depth, mut inside) = (0_i32, 0);
    let last = lines.len().min(at + LONGEST);
    for (line, this) in lines.iter().enumerate().take(last).skip(at) {
        let words = if line == at {
            quotation
        } else {
            this.span.of(text)
        };
        for c in words.chars() {
            if c == mark && !(closers.contains(&c) && depth > 0) {
                depth += 1;
            } else if closers.contains(&c) {
                depth -= 1;
            }
        }
        inside += usize::from(line > at);
        let ended = words.trim_end_matches(['.', ';', ',', '。', '；', ' ', ')']);
        if depth <= 0 {
            let closed = ended.ends_with(closers);
            return (closed && (inside > 0 || start == 0)).then_some((start, line));
        }
    }
    None
}

/// The marks that end what a quotation mark begins.
const fn closers(mark: char) -> Option<&'static [char]> {
    match mark {
        '„' => Some(&['“', '”', '"']),
        '“' => Some(&['”']),
        '«' => Some(&['»']),
        '»' => Some(&['«']),
        '"' => Some(&['"']),
        '「' => Some(&['」']),
        '『' => Some(&['』']),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::segment;
    use super::super::tests::{plain, sketch};

    #[test]
    fn articles_inside_a_quotation_are_not_the_documents_own() {
        for (text, articles) in [
            (
                "Član 1.\n\nU ugovoru član 5. mijenja se i glasi:\n\n„Član 5.\n\n(1) Naknada je sto eura.\n\n(2) Plaća se u junu.“\n\nČlan 2.\n\nOvaj aneks stupa na snagu danas.",
                ["art-1", "art-2"],
            ),
            (
                "Article 1\n\nArticle 9 of the Agreement is replaced by: “Article 9\n\n1. The term \"site\" means a bridge.\n\n2. Fees are due.”\n\nArticle 2\n\nThis amendment is in force.",
                ["art-1", "art-2"],
            ),
            (
                "第一条\n\n合同第九条修改为：\n\n“第九条 费用\n\n（一）按月支付。”\n\n第二条\n\n本协议自签字之日起生效。",
                ["art-1", "art-2"],
            ),
        ] {
            let done = segment(&plain(text));
            let found: Vec<&str> = done
                .tree
                .clauses()
                .iter()
                .filter(|clause| clause.parent.is_none())
                .map(|clause| clause.id.as_str())
                .collect();
            assert_eq!(found, articles, "{}", sketch(&done));
            assert!(!sketch(&done).contains("| (1)"), "{}", sketch(&done));
        }
    }

    #[test]
    fn definitions_in_quotation_marks_are_no_quotations() {
        let text = "1. Definitions\n\nIn this Agreement:\n\n\"Data\" means all records.\n\n2. Fees\n\nThe \"Fees\" are due.";
        let done = segment(&plain(text));
        let own: Vec<&str> = done
            .tree
            .clauses()
            .iter()
            .map(|clause| clause.id.as_str())
            .collect();
        assert!(own.contains(&"sec-2"), "{}", sketch(&done));
    }
}
