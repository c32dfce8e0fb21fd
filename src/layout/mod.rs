//! From a document to positioned items: measure, break, place.
//!
//! Layout knows no PDF. It yields a display list with absolute positions and the tree of tags that says what each item
//! is, and the exporter only translates it.

mod frame;

pub use frame::{
    CheckBox, Destination, Fill, Glyph, GlyphRun, Item, LinkArea, Node, NodeId, NodeKind, OutlineEntry, Page, Pages,
};
