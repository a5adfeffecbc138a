//! A summary as a report: a tree of blocks in the language that is spoken, from which every format for people is written.
//!
//! What a report says, and in which order, is decided here alone; the writers of formats only know how it looks. It knows
//! nothing of files.

mod block;

pub use block::{Bar, Bars, Block, Cell, Heading, Line, Piece, Quote, Report, Table, Tone};
