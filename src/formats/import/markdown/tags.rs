//! What is no text inside Markdown: tags, and the attribute lists of some dialects.

/// Attribute lists that some Markdown dialects hang on to blocks: `{: .note}`.
pub(super) fn is_attribute_line(line: &str) -> bool {
    line.starts_with("{:") && line.ends_with('}') && !line.contains('\n')
}

pub(super) fn without_attributes(line: &str) -> &str {
    match line.rfind("{:") {
        Some(at) if line.ends_with('}') => line.get(..at).unwrap_or(line).trim_end(),
        _ => line,
    }
}

/// Text without HTML tags and comments, and with the commonest entities as characters.
pub(super) fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        text.push_str(before);
        let end = if tag.starts_with("<!--") {
            tag.find("-->").map(|end| end + 3)
        } else if tag
            .chars()
            .nth(1)
            .is_some_and(|c| c.is_ascii_alphabetic() || c == '/')
        {
            tag.find('>').map(|end| end + 1)
        } else {
            None
        };
        let Some(end) = end else {
            text.push('<');
            rest = tag.get(1..).unwrap_or_default();
            continue;
        };
        rest = tag.get(end..).unwrap_or_default();
    }
    text.push_str(rest);
    let entities = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ];
    entities
        .iter()
        .fold(text, |text, (entity, plain)| text.replace(entity, plain))
}
