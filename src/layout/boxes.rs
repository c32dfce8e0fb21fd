//! Blocks become pieces: paragraphs and notes; lists, tables and figures have files of their own.

use super::compositor::{Area, Compositor};
use super::frame::{NodeId, NodeKind};
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
                Block::PageBreak => {
                    starts_page = true;
                    continue;
                }
            };
            if let (Block::List(_) | Block::Table(_) | Block::Figure(_), Some(introduction)) =
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
        for at in 0..pieces.len() {
            let above = match at.checked_sub(1) {
                Some(above) => distance(&pieces[above], &pieces[at]),
                None => padding / 2,
            };
            let below = if at + 1 == pieces.len() { padding / 2 } else { Length::ZERO };
            let piece = &mut pieces[at];
            shift(&mut piece.items, Length::ZERO, above);
            piece.height += above + below;
            // The ground runs a little below the line, so that renderers show no seam between two.
            let ground_height = piece.height + if below > Length::ZERO { Length::ZERO } else { HAIRLINE };
            let ground = fill(area.left, Length::ZERO, area.width, ground_height, self.style.colors.shade);
            let bar = fill(area.left, Length::ZERO, BAR, ground_height, self.style.colors.line);
            piece.items.splice(0..0, [ground, bar]);
        }
        let last = pieces.len().saturating_sub(1);
        for (at, piece) in pieces.iter_mut().enumerate() {
            let outer = |is_edge: bool| if is_edge { self.text.paragraph_after } else { Length::ZERO };
            (piece.before, piece.after) = (outer(at == 0), outer(at == last));
        }
        pieces
    }
}
