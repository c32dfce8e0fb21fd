//! Blocks become pieces: paragraphs and notes; lists, tables and figures have files of their own.

use super::compositor::{Area, Compositor};
use super::frame::{Item, NodeId, NodeKind};
use super::ink::{HAIRLINE, fill};
use super::measure::Setting;
use super::piece::{Keep, Piece, distance, shift};
use crate::model::Block;
use crate::units::Length;

impl Compositor<'_> {
    /// Sets blocks below each other as children of `parent`.
    pub(super) fn blocks(&mut self, blocks: &[Block], setting: Setting, area: Area, parent: NodeId) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut starts_page = false;
        for block in blocks {
            let mut set = match block {
                Block::Paragraph(paragraph) => {
                    let node = self.tree.add(parent, NodeKind::Paragraph);
                    let mut lines = self.set(&paragraph.runs, setting, area, node);
                    if let Some(last) = lines.last_mut() {
                        last.after = self.text.paragraph_after;
                    }
                    lines
                }
                Block::List(list) => self.list(list, setting, area, parent),
                Block::Table(table) => self.table_block(table, area, parent),
                Block::Figure(figure) => self.figure(figure, area, parent),
                Block::Note(blocks) => self.note(blocks, area, parent),
                Block::Panel(panel) => self.panel(panel, area, parent),
                Block::PageBreak => {
                    starts_page = true;
                    continue;
                }
            };
            if let (Block::List(_) | Block::Table(_) | Block::Figure(_) | Block::Panel(_), Some(introduction)) =
                (block, pieces.last_mut())
            {
                introduction.keep = introduction.keep.max(Keep::Loose);
            }
            if let Some(first) = set.first_mut() {
                first.starts_page |= std::mem::take(&mut starts_page);
            }
            pieces.append(&mut set);
        }
        pieces
    }

    /// A note: small type on a shaded ground with a bar at its left.
    fn note(&mut self, blocks: &[Block], area: Area, parent: NodeId) -> Vec<Piece> {
        const BAR: Length = Length::from_milli_pt(2000);
        let node = self.tree.add(parent, NodeKind::Note);
        let setting = self.small();
        let padding = setting.size;
        let inner = Area { left: area.left + padding, width: area.width - padding * 2 };
        // Rows of tables within must leave room for the ground around them.
        let text_height = self.text_height;
        self.text_height = text_height - padding - self.text.paragraph_after * 2;
        let mut pieces = self.blocks(blocks, setting, inner, node);
        self.text_height = text_height;
        let colors = &self.style.colors;
        grounded(&mut pieces, padding / 2, self.text.paragraph_after, &|height, _| {
            let ground = fill(area.left, Length::ZERO, area.width, height, colors.shade);
            vec![ground, fill(area.left, Length::ZERO, BAR, height, colors.line)]
        });
        pieces
    }
}

/// Which edges of a ground a piece has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edges {
    /// Whether it is the first.
    pub(super) top: bool,
    /// Whether it is the last.
    pub(super) bottom: bool,
}

/// Puts a ground behind each piece, so that together they look like one: `padding` above the first and below the last,
/// `outer` around all. `draw` gives what lies behind a piece of a height.
pub(super) fn grounded(
    pieces: &mut [Piece],
    padding: Length,
    outer: Length,
    draw: &dyn Fn(Length, Edges) -> Vec<Item>,
) {
    let last = pieces.len().saturating_sub(1);
    for at in 0..pieces.len() {
        let edges = Edges { top: at == 0, bottom: at == last };
        let above = if edges.top { padding } else { distance(&pieces[at - 1], &pieces[at]) };
        let below = if edges.bottom { padding } else { Length::ZERO };
        let piece = &mut pieces[at];
        shift(&mut piece.items, Length::ZERO, above);
        piece.height += above + below;
        // The ground runs a little below the line, so that renderers show no seam between two.
        let height = piece.height + if edges.bottom { Length::ZERO } else { HAIRLINE };
        piece.items.splice(0..0, draw(height, edges));
    }
    for (at, piece) in pieces.iter_mut().enumerate() {
        let outer = |is_edge: bool| if is_edge { outer } else { Length::ZERO };
        (piece.before, piece.after) = (outer(at == 0), outer(at == last));
    }
}
