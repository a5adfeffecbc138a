//! The one place where the time is read.
#![expect(
    clippy::disallowed_methods,
    reason = "time enters the program here and is passed on as a value"
)]

use crate::domain::review::Moment;

/// The time now, as this machine claims it.
pub fn now() -> Moment {
    Moment::from_millis(jiff::Timestamp::now().as_millisecond())
}
