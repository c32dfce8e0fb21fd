//! What the look of a document depends on, and the distances several steps share.

use std::collections::{BTreeMap, BTreeSet};

use super::headings::Headings;
use super::role::{Marker, ParagraphRole};
use crate::model::{PageShape, TypeSize};
use crate::style::{Face, Style, TextStyle};
use crate::units::{Em, Length};

/// Indentation per level of the contents, relative to the size.
const CONTENTS_INDENT: Em = Em(1500);
/// How far bullets and check boxes hang to the left of the words of their items, relative to the size.
const BULLET_HANGS: Em = Em(850);
const CHECK_HANGS: Em = Em(1350);

/// What the definitions depend on besides `Style`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Basis<'a> {
    /// The look of all documents.
    pub(super) style: &'a Style,
    /// The sizes and distances of the document.
    pub(super) text: TextStyle,
    /// The face of running text.
    pub(super) body_face: Face,
    /// The shape of the document's own pages.
    pub(super) shape: PageShape,
    /// The sizes of its type.
    pub(super) type_size: TypeSize,
    /// The width of the text on them, which sets the tabs of the contents.
    pub(super) measure: Length,
    /// The headings.
    pub(super) headings: &'a Headings,
    /// Where the words of entries of the contents begin, after their numbers, by the role of the entries.
    pub(super) contents_tabs: &'a BTreeMap<ParagraphRole, BTreeSet<Length>>,
    /// Whether readings stand over words of the document.
    pub(super) has_ruby: bool,
}

impl Basis<'_> {
    /// The sizes and distances of the document.
    pub(super) fn text(&self) -> &TextStyle {
        &self.text
    }

    /// The face of running text.
    pub(super) fn body_face(&self) -> Face {
        self.body_face
    }

    /// Indentation per level of a list.
    pub(super) fn indent(&self) -> Length {
        self.text().indent.at(self.text().body)
    }

    /// Distance between the edge of a note and its text.
    pub(super) fn note_inset(&self) -> Length {
        self.text().small
    }

    /// What the ground of a note leaves above and below its text.
    pub(super) fn note_padding(&self) -> Length {
        self.text().small / 2
    }

    /// How far what stands before an item hangs to the left of its words. Signs stand close to the words, numbers at
    /// the left edge of their level.
    pub(super) fn hanging(&self, marker: Marker) -> Length {
        match marker {
            Marker::Number => self.indent(),
            Marker::Bullet => BULLET_HANGS.at(self.text().body),
            Marker::Check => CHECK_HANGS.at(self.text().body),
        }
    }

    /// Indentation per level of the contents.
    pub(super) fn contents_indent(&self) -> Length {
        CONTENTS_INDENT.at(self.text().body)
    }
}

/// A distance in twips; distances are never negative.
pub(super) fn twips(length: Length) -> u32 {
    u32::try_from(length.twips()).unwrap_or(0)
}

/// A length in twips where docx-rs takes it as an index.
pub(super) fn twips_usize(length: Length) -> usize {
    usize::try_from(length.twips()).unwrap_or(0)
}

/// A type size in half points.
pub(super) fn half_points(size: Length) -> usize {
    usize::try_from(size.half_points()).unwrap_or(0)
}
