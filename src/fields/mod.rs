//! The catalogue: every fact and choice a profile may state, and the facts of law that templates print, defined once.
//!
//! `load` reads `templates/fields/*.toml` and `templates/facts.toml` into a [`Catalogue`]; `read` checks values against it, for defaults and for
//! profiles alike. The catalogue holds expressions as text only: evaluating them is the business of `expr`.

mod catalogue;
mod fact;
mod kind;
mod load;
mod path;
mod read;
mod value;
mod write;

pub use catalogue::{Catalogue, ColumnDef, DefaultDef, ExprText, FieldDef, Ink, OptionDef, Required, RoleDef, Topic};
pub use fact::{Confidence, FactDef, LAW, doubts};
pub use kind::{CONTACT_KEYS, DURATION_UNITS, FieldKind, INTERVAL_UNITS};
pub(crate) use load::items;
pub use path::FieldPath;
pub use read::{Reader, Shape, is_noncharacter, nearest};
pub use value::{Data, Value};
pub use write::to_toml;
