//! Names and attributes of tags, known by their local names.

use quick_xml::events::BytesStart;

/// The name without its prefix.
pub fn local<'a>(tag: &'a BytesStart<'_>) -> &'a str {
    let name: &str = tag.name().into_inner();
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of the first attribute of that local name.
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    value(tag, |key| key.rsplit(':').next() == Some(name))
}

/// The value of the attribute of exactly that name.
pub fn named(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    value(tag, |key| key == name)
}

fn value(tag: &BytesStart<'_>, is: impl Fn(&str) -> bool) -> Option<String> {
    for one in tag.attributes().with_checks(false).flatten() {
        if is(one.key.into_inner()) {
            return Some(one.value.into_owned());
        }
    }
    None
}
