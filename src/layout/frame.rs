//! The display list: pages of positioned items, and the tree that gives them meaning.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::measures::{Measures, TableMeasures};
use crate::model::Pictogram;
use crate::style::{Color, Face};
use crate::units::Length;

/// A document laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pages {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// The tree of tags; the first node is the document. Children are in reading order.
    pub nodes: Vec<Node>,
    /// The outline (しおり) in reading order; nesting by level.
    pub outline: Vec<OutlineEntry>,
    /// Where each part's heading stands, or its first line if it has none, by its key, in reading order.
    pub destinations: Vec<(String, Destination)>,
    /// By how many steps the type was closed up to keep the document within its pages.
    pub tightening: usize,
    /// The tables in the order of the document.
    pub tables: Vec<TableMeasures>,
    /// The lists in the order of the document: the indentation of each that is wider than usual.
    pub lists: Vec<Option<Length>>,
}

impl Pages {
    /// The number of the page, from 1, on which the part with this key has its heading.
    #[must_use]
    pub fn page_number(&self, key: &str) -> Option<usize> {
        self.destinations.iter().find(|(part, _)| part == key).map(|(_, destination)| destination.page + 1)
    }

    /// What a writer without fonts wants to know.
    #[must_use]
    pub fn measures(&self) -> Measures {
        Measures {
            parts: self.destinations.iter().map(|(key, destination)| (key.clone(), destination.page + 1)).collect(),
            total: self.pages.len(),
            tightening: self.tightening,
            lent: self.characters(Face::Fallback),
            tables: self.tables.clone(),
            lists: self.lists.clone(),
        }
    }

    /// The characters set in a face.
    #[must_use]
    pub fn characters(&self, face: Face) -> BTreeSet<char> {
        let runs = self.pages.iter().flat_map(|page| &page.items).filter_map(|item| match item {
            Item::Glyphs(run) if run.face == face => Some(run),
            _ => None,
        });
        runs.flat_map(|run| run.glyphs.iter().flat_map(|glyph| glyph.text.chars())).collect()
    }
}

/// One page. The origin is its upper left corner; y grows downwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Width of the paper.
    pub width: Length,
    /// Height of the paper.
    pub height: Length,
    /// What stands on it, in painting order, which within one node is reading order.
    pub items: Vec<Item>,
}

/// Something at a place on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// Text in one face, size and colour on one line.
    Glyphs(GlyphRun),
    /// A filled rectangle: a rule, an underline or a background. An artifact, unless it is part of a drawing.
    Fill(Fill),
    /// An area that leads to another place in the document when clicked.
    Link(LinkArea),
    /// A check box, drawn since the fonts have none.
    CheckBox(CheckBox),
    /// The lines of a figure.
    Drawing(Drawing),
    /// A pictogram: an artifact, since the heading beside it says the same in words.
    Picture(Picture),
}

/// A pictogram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Left edge.
    pub x: Length,
    /// Upper edge.
    pub y: Length,
    /// Length of a side.
    pub side: Length,
    /// Thickness of the lines.
    pub rule: Length,
    /// The colour.
    pub color: Color,
    /// What is drawn.
    pub pictogram: Arc<Pictogram>,
}

/// Text in one face, size and colour on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlyphRun {
    /// Left end of the first glyph.
    pub x: Length,
    /// The base line.
    pub y: Length,
    /// The face.
    pub face: Face,
    /// The type size.
    pub size: Length,
    /// The colour.
    pub color: Color,
    /// The glyphs from left to right.
    pub glyphs: Vec<Glyph>,
    /// The node the text belongs to; none for artifacts such as headers and footers.
    pub node: Option<NodeId>,
    /// Text that ends the run when extracted but prints nothing: spaces that a line end swallowed, the line feed of a
    /// break within a value, or the space after a number.
    pub trailing: String,
}

impl GlyphRun {
    /// The words of the run.
    #[must_use]
    pub fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }

    /// The width of the run.
    #[must_use]
    pub fn width(&self) -> Length {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }
}

/// One glyph and the text it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// The glyph's number in the font file.
    pub id: u16,
    /// From its left end to the next glyph's, with what justification added.
    pub advance: Length,
    /// The characters it prints: a base character with its variation selector, or one character.
    pub text: String,
}

/// A filled rectangle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fill {
    /// Left edge.
    pub x: Length,
    /// Upper edge.
    pub y: Length,
    /// Width.
    pub width: Length,
    /// Height.
    pub height: Length,
    /// The colour.
    pub color: Color,
}

/// An area that leads to another place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkArea {
    /// Left edge.
    pub x: Length,
    /// Upper edge.
    pub y: Length,
    /// Width.
    pub width: Length,
    /// Height.
    pub height: Length,
    /// The key of the part it leads to.
    pub target: String,
    /// Words for readers who cannot see it, for example 第12条へ移動.
    pub description: String,
    /// The link node it belongs to.
    pub node: NodeId,
}

/// An empty check box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckBox {
    /// Left edge.
    pub x: Length,
    /// Upper edge.
    pub y: Length,
    /// Length of a side.
    pub side: Length,
    /// The colour of its lines.
    pub color: Color,
    /// The node it belongs to.
    pub node: NodeId,
}

/// The lines of a figure, without its words, which are glyphs of nodes below the figure's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Left edge of the figure, words included.
    pub x: Length,
    /// Upper edge.
    pub y: Length,
    /// Width.
    pub width: Length,
    /// Height.
    pub height: Length,
    /// The lines, at their places on the page; there is at least one.
    pub fills: Vec<Fill>,
    /// The figure's node.
    pub node: NodeId,
}

/// A node's place in [`Pages::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// One tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// The nodes within it, in reading order. A node's own items come before its children's.
    pub children: Vec<NodeId>,
}

/// What a node is, as tagged PDF names it (ISO 32000-1, 14.8.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// The document.
    Document,
    /// A part with its heading.
    Section,
    /// A heading of level 1 to 6; the title of the document is level 1 and everything else one lower where it exists.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list.
    List,
    /// An item of a list.
    ListItem,
    /// The number, bullet or check box of an item.
    Label,
    /// The words of an item.
    ListBody,
    /// A table.
    Table,
    /// A row.
    TableRow,
    /// A cell that heads its column.
    ColumnHead,
    /// A cell that heads its row.
    RowHead,
    /// Any other cell.
    TableCell,
    /// The contents.
    Contents,
    /// An entry of the contents.
    ContentsItem,
    /// A link.
    Link,
    /// A note set apart.
    Note,
    /// A figure with words for readers who cannot see it.
    Figure(String),
    /// A stretch within a line.
    Span,
    /// Words with a reading over them; holds one base and one reading.
    Ruby,
    /// The words that the reading is for.
    RubyBase,
    /// The reading.
    RubyText,
}

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    /// 1 for the outermost.
    pub level: u8,
    /// The heading as printed.
    pub title: String,
    /// Where it leads.
    pub destination: Destination,
}

/// A place in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The page, from 0.
    pub page: usize,
    /// The upper edge of what is there.
    pub y: Length,
}
