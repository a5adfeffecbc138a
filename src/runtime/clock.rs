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

/// A day before anybody had this program: 2025-01-01. A clock that says an earlier one has lost its
/// battery.
pub const RELEASED: Moment = Moment::from_millis(1_735_689_600_000);
