//! Files are read by a child process of the program itself, so that strange input can end the child
//! and never the program.
//!
//! The child gets one job and the file's bytes on standard input, sets itself limits on memory and
//! computing time, and answers in frames on standard output. The parent counts what comes, stops a
//! child that takes too long, and believes nothing that does not fit together.

mod limits;

mod programs;

mod protocol;

mod permits;

mod recognition;

mod conversion;

mod serve;

mod parent;

pub use parent::{Answer, Cancel, Cancelled, Worker};
pub use permits::cores;
pub use programs::{Programs, Recogniser};
pub use protocol::{Candidate, Choice, Recognise, Refusal, Wish};
pub use recognition::Found;
pub use serve::{ARGUMENT, serve};
