//! Pieces: what pages are filled with, each indivisible.

use std::rc::Rc;

use super::frame::{Item, NodeId};
use crate::style::PageStyle;
use crate::units::Length;

/// A line of text, a row of a table or a space; it stands on one page as a whole.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    /// Its height.
    pub(super) height: Length,
    /// The least distance to the piece above on the same page.
    pub(super) before: Length,
    /// The least distance to the piece below on the same page; of two distances the larger counts.
    pub(super) after: Length,
    /// How firmly it stays with the next piece.
    pub(super) keep: Keep,
    /// Whether it starts a page.
    pub(super) starts_page: bool,
    /// What it shows, from the left edge of the text and its own upper edge.
    pub(super) items: Vec<Item>,
    /// What is shown again above it when it is the first on a page.
    pub(super) opening: Option<Rc<Opening>>,
    /// The part that starts here.
    pub(super) anchor: Option<Anchor>,
    /// The page number it wants.
    pub(super) slot: Option<Slot>,
}

impl Piece {
    /// An empty piece, which keeps its height at the top of a page too.
    pub(super) fn space(height: Length) -> Self {
        Self { height, keep: Keep::Firm, ..Self::default() }
    }
}

/// How firmly a piece stays on one page with the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Keep {
    /// They may be parted.
    #[default]
    Free,
    /// They may be parted when the pieces that belong together fill more than a page: widows, orphans, small tables.
    Loose,
    /// Even then other places are tried first: headings.
    Firm,
}

/// What is shown again on each page: the head of a table, or only its upper rule.
#[derive(Debug)]
pub(super) struct Opening {
    /// Its height.
    pub(super) height: Length,
    /// What it shows; all artifacts.
    pub(super) items: Vec<Item>,
}

/// The start of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    /// The part's key.
    pub(super) key: String,
    /// Its heading as printed and the level in the outline, if it has one.
    pub(super) entry: Option<(u8, String)>,
    /// Whether headers name it from here on.
    pub(super) is_chapter: bool,
}

/// A place for a page number, known once all pages are filled, on the line of the piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// The part whose page is wanted.
    pub(super) key: String,
    /// The right end of the number.
    pub(super) right: Length,
    /// The node the number belongs to.
    pub(super) node: NodeId,
}

/// Pieces whose pages look alike; the first starts a page.
#[derive(Debug)]
pub(super) struct Stretch {
    /// The pages.
    pub(super) page: PageStyle,
    /// Whether the first page has neither header nor footer.
    pub(super) bare: bool,
    /// What fills the pages.
    pub(super) pieces: Vec<Piece>,
}

/// Keeps pieces together with each other, and the last with what follows.
pub(super) fn keep_all(pieces: &mut [Piece], keep: Keep) {
    for piece in pieces {
        piece.keep = piece.keep.max(keep);
    }
}

/// The distance between two pieces on the same page.
pub(super) fn distance(above: &Piece, below: &Piece) -> Length {
    above.after.max(below.before)
}

/// The height of pieces set below each other.
pub(super) fn height(pieces: &[Piece]) -> Length {
    pieces.iter().map(|piece| piece.height).sum::<Length>()
        + pieces.windows(2).map(|pair| distance(&pair[0], &pair[1])).sum()
}

/// Moves items by a distance.
pub(super) fn shift(items: &mut [Item], right: Length, down: Length) {
    for item in items {
        let (x, y) = match item {
            Item::Glyphs(run) => (&mut run.x, &mut run.y),
            Item::Fill(fill) => (&mut fill.x, &mut fill.y),
            Item::Link(area) => (&mut area.x, &mut area.y),
            Item::CheckBox(check_box) => (&mut check_box.x, &mut check_box.y),
            Item::Picture(picture) => (&mut picture.x, &mut picture.y),
            Item::Drawing(drawing) => {
                for fill in &mut drawing.fills {
                    fill.x += right;
                    fill.y += down;
                }
                (&mut drawing.x, &mut drawing.y)
            }
        };
        *x += right;
        *y += down;
    }
}
