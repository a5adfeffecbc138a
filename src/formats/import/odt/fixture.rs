//! Small `OpenDocument` packages made in memory, for tests.

use super::super::unpack::fixture::zip;

/// A package with this text, these styles and these pages.
pub fn document(text: &str, styles: &str, masters: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:text>{text}</office:text></office:body></office:document-content>"
    );
    let pages = format!(
        "<office:document-styles><office:master-styles>{masters}</office:master-styles>\
         </office:document-styles>"
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", pages.as_bytes()),
    ])
}
