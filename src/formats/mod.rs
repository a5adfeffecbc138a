//! Bytes to domain values and back.
//!
//! Knows file formats; knows no folders, no paths and no clock. Whoever has the bytes hands them in
//! together with the name under which they came.

pub mod import;

pub mod table;

pub mod export;
