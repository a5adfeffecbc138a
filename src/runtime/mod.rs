//! Where the parts come together: the session that joins store, formats and rules, and the loop
//! that runs the interface.

pub mod clock;

pub mod settings;

pub mod reading;

pub mod receipt;

pub mod session;

pub mod desk;

pub mod export;
