//! Blocks become pieces: paragraphs, lists and notes.

use super::compositor::{Area, Compositor};
use super::frame::{Item, NodeId, NodeKind};
use super::ink::{self, fill};
use super::measure::Setting;
use super::piece::{Keep, Piece, distance, shift};
use crate::model::{Block, List, ListItem, ListKind};
use crate::units::{Em, Length};

/// The bullet (・) before items without number.
pub(super) const BULLET: &str = "・";

/// The least space between the number of an item and its words.
const LABEL_GAP: Em = Em(350);

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
                Block::Note(blocks) => self.note(blocks, area, parent),
                Block::PageBreak => {
                    starts_page = true;
                    continue;
                }
            };
            if let (Block::List(_) | Block::Table(_), Some(introduction)) = (block, pieces.last_mut()) {
                introduction.keep = introduction.keep.max(Keep::Loose);
            }
            if let Some(first) = set.first_mut() {
                first.starts_page |= std::mem::take(&mut starts_page);
            }
            pieces.append(&mut set);
        }
        pieces
    }

    /// A list: numbers, bullets or check boxes hang in the indentation. It grows with the widest number up to double;
    /// a number wider than that pushes the words of its first line.
    fn list(&mut self, list: &List, setting: Setting, area: Area, parent: NodeId) -> Vec<Piece> {
        let node = self.tree.add(parent, NodeKind::List);
        let usual = self.text.indent.at(setting.size);
        let labels = list.items.iter().filter_map(|item| item.label.as_ref());
        let widest = labels.map(|label| self.label_width(&label.text, setting)).max().unwrap_or_default();
        let indent = if widest > usual * 2 { usual } else { widest.max(usual) };
        let inner = area.indented(indent, setting.size);
        let mut pieces = Vec::new();
        for item in &list.items {
            let item_node = self.tree.add(node, NodeKind::ListItem);
            pieces.append(&mut self.list_item(list.kind, item, setting, area, inner, item_node));
        }
        if let Some(last) = pieces.last_mut() {
            last.after = last.after.max(self.text.paragraph_after);
        }
        pieces
    }

    fn label_width(&mut self, label: &str, setting: Setting) -> Length {
        self.measure_words(label, setting).width() + LABEL_GAP.at(setting.size)
    }

    fn list_item(
        &mut self,
        kind: ListKind,
        item: &ListItem,
        setting: Setting,
        area: Area,
        inner: Area,
        node: NodeId,
    ) -> Vec<Piece> {
        let mut mark = Vec::new();
        let mut pushed = Length::ZERO;
        let has_label = item.label.is_some() || kind != ListKind::Ordered;
        if has_label {
            let label_node = self.tree.add(node, NodeKind::Label);
            match (&item.label, kind) {
                (Some(label), _) => {
                    let width = self.label_width(&label.text, setting);
                    pushed = (area.left + width - inner.left).max(Length::ZERO);
                    self.print_label(&label.text, setting, area.left, label_node, &mut mark);
                }
                (None, ListKind::Check) => {
                    let right = inner.left - LABEL_GAP.at(setting.size);
                    let color = self.style.colors.text;
                    mark.push(ink::check_box(right, Length::ZERO, setting, color, label_node));
                }
                (None, ListKind::Bullet | ListKind::Ordered) => {
                    let width = self.measure_words(BULLET, setting).width();
                    self.print_words(
                        BULLET,
                        setting,
                        inner.left - width - LABEL_GAP.at(setting.size),
                        label_node,
                        &mut mark,
                    );
                }
            }
        }
        let body = self.tree.add(node, NodeKind::ListBody);
        let (first, rest) = match item.blocks.split_first() {
            Some((Block::Paragraph(paragraph), rest)) => (Some(paragraph), rest),
            _ => (None, item.blocks.as_slice()),
        };
        let mut pieces = Vec::new();
        if let Some(paragraph) = first {
            let node = self.tree.add(body, NodeKind::Paragraph);
            let text = self.measure(&paragraph.runs, setting);
            pieces = self.set_text(text, inner, pushed, node);
        }
        if pieces.is_empty() && has_label {
            pieces.push(Piece { height: setting.line, ..Piece::default() });
        }
        if let Some(line) = pieces.first_mut() {
            line.items.splice(0..0, mark);
        }
        let mut rest = self.blocks(rest, setting, inner, body);
        if let Some(last) = pieces.last_mut() {
            last.after = self.text.item_after;
            if !rest.is_empty() {
                last.keep = last.keep.max(Keep::Loose);
            }
        }
        pieces.append(&mut rest);
        pieces
    }

    /// Prints the number of an item or a heading; whoever copies the text gets a space after it.
    pub(super) fn print_label(
        &mut self,
        label: &str,
        setting: Setting,
        left: Length,
        node: NodeId,
        items: &mut Vec<Item>,
    ) {
        let at = items.len();
        self.print_words(label, setting, left, node, items);
        if let Some(Item::Glyphs(run)) = items[at..].last_mut() {
            " ".clone_into(&mut run.trailing);
        }
    }

    /// Prints words of our own on one line whose upper edge is the piece's.
    fn print_words(&mut self, words: &str, setting: Setting, left: Length, node: NodeId, items: &mut Vec<Item>) {
        let text = self.measure_words(words, setting);
        ink::print_unbroken(text, left, Length::ZERO, Some(node), items);
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
            let ground = fill(area.left, Length::ZERO, area.width, piece.height, self.style.colors.shade);
            let bar = fill(area.left, Length::ZERO, BAR, piece.height, self.style.colors.line);
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
