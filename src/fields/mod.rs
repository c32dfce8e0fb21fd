//! The catalogue: every fact and choice a profile may state, defined once.

mod path;

pub use path::FieldPath;
