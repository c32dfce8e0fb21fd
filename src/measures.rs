//! What laying a document out has found and a writer without fonts cannot find by itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::units::Length;

/// What the pages tell the writer of the DOCX.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measures {
    /// The page, from 1, on which each part has its heading, by the part's key.
    pub parts: BTreeMap<String, usize>,
    /// The number of pages.
    pub total: usize,
    /// By how many steps the type was closed up.
    pub tightening: usize,
    /// The characters that the fonts of the text lack, so that they stand in the fallback face.
    pub lent: BTreeSet<char>,
    /// The tables in the order of the document, those within lists and boxes too.
    pub tables: Vec<TableMeasures>,
    /// The lists in the order of the document: how far the words of a list are set in whose numbers need more than the
    /// usual indentation.
    pub lists: Vec<Option<Length>>,
}

/// What is known of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableMeasures {
    /// The widths of its columns; what counts is their proportion.
    pub columns: Vec<Length>,
    /// Whether it is small enough to be kept on one page.
    pub is_small: bool,
}
