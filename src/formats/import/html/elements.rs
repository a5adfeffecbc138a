//! What the elements of a page mean for its text.

/// What an element does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Stands on lines of its own.
    Block,
    /// A heading.
    Heading(u8),
    /// A list: numbered or not.
    List(bool),
    /// An item of a list.
    Item,
    /// A table, a row of it, a cell.
    Table,
    /// A row.
    Row,
    /// A cell.
    Cell,
    /// Text whose line ends count.
    Plain,
    /// Holds nothing to be read.
    Dropped,
    /// Perhaps a menu.
    Menu,
    /// Words put in or taken out.
    Change(bool),
    /// What the page calls itself.
    Title,
    /// A link.
    Link,
    /// Small and raised, as the marks of notes are.
    Raised,
    /// A quotation inside a line.
    Quote,
    /// Nothing of the kind.
    Inline,
}

/// What an element does, by its name.
pub fn role(name: &str) -> Role {
    match name {
        "h1" => Role::Heading(1),
        "h2" => Role::Heading(2),
        "h3" => Role::Heading(3),
        "h4" => Role::Heading(4),
        "h5" => Role::Heading(5),
        "h6" => Role::Heading(6),
        "ol" => Role::List(true),
        "ul" | "menu" | "dir" => Role::List(false),
        "li" => Role::Item,
        "table" => Role::Table,
        "tr" => Role::Row,
        "td" | "th" => Role::Cell,
        "pre" | "listing" | "textarea" | "xmp" | "plaintext" => Role::Plain,
        "script" | "style" | "noscript" | "template" | "iframe" | "noframes" | "noembed"
        | "svg" | "object" | "video" | "audio" | "canvas" | "button" | "select" | "datalist"
        | "map" => Role::Dropped,
        "nav" => Role::Menu,
        "ins" => Role::Change(true),
        "del" => Role::Change(false),
        "title" => Role::Title,
        "a" => Role::Link,
        "sup" => Role::Raised,
        "q" => Role::Quote,
        "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "aside" | "body"
        | "html" | "head" | "blockquote" | "center" | "address" | "details" | "summary"
        | "dialog" | "dl" | "dt" | "dd" | "fieldset" | "legend" | "figure" | "figcaption"
        | "form" | "hgroup" | "tbody" | "thead" | "tfoot" | "caption" | "colgroup" | "optgroup"
        | "option" | "search" => Role::Block,
        _ => Role::Inline,
    }
}

/// Elements that never hold anything.
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "basefont"
            | "frame"
            | "keygen"
    )
}

/// Which open elements a new one ends, and which others it cannot see beyond.
pub fn ends(name: &str) -> Option<(&'static [&'static str], &'static [&'static str])> {
    Some(match name {
        "li" => (&["li"], &["ol", "ul", "menu", "dir", "td", "th", "table"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl", "td", "th", "table"]),
        "tr" => (&["tr"], &["table"]),
        "td" | "th" => (&["td", "th"], &["table", "tr"]),
        "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot", "tr"], &["table"]),
        "option" | "optgroup" => (&["option"], &["select", "datalist"]),
        _ => return None,
    })
}

/// Whether a style written at an element hides it.
pub fn style_hides(style: &str) -> bool {
    let plain: String = style
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(4_000)
        .collect::<String>()
        .to_ascii_lowercase();
    plain.split(';').any(|rule| {
        let rule = rule.trim_end_matches("!important");
        matches!(
            rule,
            "display:none" | "visibility:hidden" | "visibility:collapse"
        ) || rule == "mso-hide:all"
    })
}
