//! Files are read by a child process of the program itself, so that strange input can end the child
//! and never the program.
//!
//! The child gets a job and the file's bytes on standard input, sets itself limits on memory and
//! computing time, and answers in frames on standard output. The parent counts what comes, stops a
//! child that takes too long, and believes nothing that does not fit together.
//!
//! Of many files, those that are light and sound may be read by one child, one after the other: starting
//! a process takes longer than reading a short agreement. A child that has read a PDF, or anything that
//! was refused, is never used again; and what goes wrong in one that has read a file before is tried
//! again by a new one, so that no file bears the blame for another.

mod limits;

mod programs;

mod protocol;

mod permits;

mod recognition;

mod conversion;

mod serve;

mod child;

mod parent;

pub use child::Child;
pub use parent::{Answer, Cancel, Cancelled, Worker};
pub use permits::cores;
pub use programs::{Programs, Recogniser};
pub use protocol::{Candidate, Choice, Recognise, Refusal, Wish};
pub use recognition::Found;
pub use serve::{ARGUMENT, serve};
