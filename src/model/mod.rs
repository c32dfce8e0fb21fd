//! The document as meaning: what is said and in which role, never how it looks.
//!
//! `markup` yields drafts, `number::resolve` turns them into [`Document`]s, and the writers only read. The tree knows
//! no page, no colour and no file format.

mod block;
mod document;
mod dump;
mod figure;
mod inline;
mod label;
mod panel;
mod pictogram;
mod review;

pub use block::{Alignment, Block, Cell, Column, List, ListItem, ListKind, Paragraph, Row, Table, TableKind};
pub use document::{
    ContentsDepth, Document, DocumentKind, Edition, Heading, PageShape, Part, PartKind, Properties, TypeSize,
};
pub use figure::{Figure, FigureBox, FigureKind};
pub use inline::{Inline, Mark, Origin, OriginKind, Ruby, Run, ValueStatus, plain_text};
pub use label::{Label, NumberFormat};
pub use panel::{Panel, PanelKind};
pub use pictogram::{GRID, Outline, Pictogram};
pub use review::{FieldNote, Review};
