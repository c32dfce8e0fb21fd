//! Templates: compiled and checked once, rendered for each company; the only place naming handlebars.
//!
//! `set` compiles, `document` reads what holds for a document and its editions, `usage` walks the compiled templates and finds what is wrong without a profile, `select` decides
//! which parts a company has, `context` builds the data with tokens for values, `render` yields text. Values never
//! meet the Markdown parser: they return from their tokens in `markup`.

mod context;
mod document;
mod front_matter;
mod helpers;
mod lines;
mod pictogram;
mod remark;
mod render;
mod select;
mod set;
mod usage;

pub use document::{Chosen, DocumentTemplate, EditionTemplate};
pub use front_matter::{FrontMatter, Obligation, Origin, Tier};
pub use remark::Remark;
pub use render::{Rendered, RenderedDocument, RenderedPart};
pub use select::{Cause, Dropped, Selection};
pub use set::{PartTemplate, TemplateSet};
