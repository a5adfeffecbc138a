//! The package around what is written: parts in a ZIP archive, the same bytes every time.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// How every entry is written: compressed, and with the oldest time that the format knows, because no clock is read.
pub fn entry() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}

/// A package with these parts, by name, in this order.
pub fn package(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, entry())
            .expect("names are ours and differ");
        zip.write_all(content).expect("memory takes every byte");
    }
    let written = zip.finish().expect("memory takes every byte");
    written.into_inner()
}
