//! The company profile: what the TOML states, checked against the catalogue, and what follows from it.
//!
//! [`Profile`] holds what was written; [`Values`] adds defaults and computed facts and knows which is which.

mod parse;
mod values;

pub use parse::Profile;
pub use values::{Resolved, Values};
