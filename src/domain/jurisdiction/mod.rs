//! Countries, and the laws of theirs that can oblige a supplier to give data or help.
//!
//! All of it is data in `assets/laws`. It concerns the law of countries, in the same words for
//! each, and never the people of them. Does not know agreements, checklists or who asks.

mod country;
mod law;
mod told;

pub use country::{Country, all};
pub use law::{
    AccessLaw, Adequacy, CheckedVia, EuAdequacy, JudicialControl, as_of, laws_of, with_data,
};

#[cfg(test)]
mod tests;
