//! Markdown and the lines that come of it.

use super::*;

fn lines(markdown: &str) -> Vec<String> {
    let source = Source {
        file_name: "a.md",
        bytes: markdown.as_bytes(),
    };
    let document = read(&source).unwrap();
    let line = |block: &crate::domain::document::Block| {
        let number = block
            .number
            .map(|n| format!("{}:{}|", n.label.of(&document.text), n.level));
        let kind = match block.kind {
            BlockKind::Heading(level) => format!("h{level} "),
            BlockKind::TableRow => "row ".to_owned(),
            BlockKind::Paragraph => String::new(),
        };
        format!(
            "{kind}{}{}",
            number.unwrap_or_default(),
            block.span.of(&document.text)
        )
    };
    document.blocks.iter().map(line).collect()
}

#[test]
fn the_marks_go_and_the_words_stay() {
    let markdown = "# Data <b>Agreement</b> {#top}\nOne *two*\n[three](http://x).  \nfour<br>five\n\
        {: .note}\n<!-- INFO END -->\n\n| A | B |\n|---|---|\n| 1 | `2` |\n\n- point\n\n<p>Raw &amp; text</p>\n\nTitle\n=====\n";
    assert_eq!(
        lines(markdown),
        [
            "h1 Data Agreement {#top}",
            "One two three.\nfour\nfive {: .note}",
            "row A\tB",
            "row 1\t2",
            "• point",
            "Raw & text",
            "h1 Title"
        ]
        .map(|line| line.replace("\nfive {: .note}", "\nfive"))
    );
}

#[test]
fn list_numbers_stay_as_printed() {
    let markdown = "1. <span class=\"h\">Processing</span>\n\n    1. Provider.\n\n        a. One thing.\n\n            \
        ii. Deeper <span>thing</span>.\n\n    2. Customer.\n\n3. Next\n   goes on\n\n   and on\n\n12) Last\n\n13) 1. Inner\n";
    assert_eq!(
        lines(markdown),
        [
            "1.:0|1. Processing",
            "1.:1|1. Provider.",
            "a.:2|a. One thing.",
            "ii.:3|ii. Deeper thing.",
            "2.:1|2. Customer.",
            "3.:0|3. Next goes on",
            "and on",
            "12):0|12) Last",
            "13):0|13)",
            "1.:1|1. Inner",
        ]
    );
}

#[test]
fn chapters_of_chinese_laws_are_headings() {
    assert_eq!(
        lines("# 数据安全法\n\n## 第一章 总  则\n\n第一条 为了规范\n"),
        ["h1 数据安全法", "h2 第一章 总 则", "第一条 为了规范"]
    );
}

#[test]
fn nothing_but_marks_is_empty() {
    let source = Source {
        file_name: "a.md",
        bytes: b"<!-- -->\n\n---\n",
    };
    assert_eq!(read(&source), Err(Refused::Empty));
}
