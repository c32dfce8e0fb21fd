//! Lists become pieces: numbers, bullets and check boxes hang in the indentation.

use super::compositor::{Area, Compositor};
use super::frame::{Item, NodeId, NodeKind};
use super::ink;
use super::measure::Setting;
use super::piece::{Keep, Piece};
use crate::model::{Block, List, ListItem, ListKind};
use crate::units::{Em, Length};

/// The bullet (・) before items without number.
pub(super) const BULLET: &str = "・";

/// The least space between the number of an item and its words.
const LABEL_GAP: Em = Em(200);

/// The space between a bullet or a check box and the words.
const SIGN_GAP: Em = Em(350);

/// What the items of a list share.
#[derive(Clone, Copy)]
struct Hang {
    kind: ListKind,
    setting: Setting,
    /// Where numbers stand.
    outer: Area,
    /// Where words stand.
    inner: Area,
}

impl Compositor<'_> {
    /// A list. Its indentation grows with the widest number up to double; a number wider than that pushes the words of
    /// its first line. Bullets and check boxes stand close to the words.
    pub(super) fn list(&mut self, list: &List, setting: Setting, area: Area, parent: NodeId) -> Vec<Piece> {
        let node = self.tree.add(parent, NodeKind::List);
        let usual = self.text.indent.at(setting.size);
        let labels = list.items.iter().filter_map(|item| item.label.as_ref());
        let widest = labels.map(|label| self.label_width(&label.text, setting)).max().unwrap_or_default();
        let indent = if widest > usual * 2 { usual } else { widest.max(usual) };
        let inner = area.indented(indent, self.least_line.at(setting.size));
        self.lists.push((indent > usual).then_some(indent));
        let hang = Hang { kind: list.kind, setting, outer: area, inner };
        let mut pieces = Vec::new();
        for item in &list.items {
            pieces.append(&mut self.list_item(item, hang, node));
        }
        if let Some(last) = pieces.last_mut() {
            last.after = last.after.max(self.text.paragraph_after);
        }
        pieces
    }

    fn label_width(&mut self, label: &str, setting: Setting) -> Length {
        self.measure_words(label, setting).width() + LABEL_GAP.at(setting.size)
    }

    fn list_item(&mut self, item: &ListItem, hang: Hang, list: NodeId) -> Vec<Piece> {
        let Hang { setting, outer, inner, .. } = hang;
        let node = self.tree.add(list, NodeKind::ListItem);
        let mark = self.mark(item, hang, node);
        let body = self.tree.add(node, NodeKind::ListBody);
        let (mut pieces, rest) = match item.blocks.split_first() {
            Some((Block::Paragraph(paragraph), rest)) => {
                let node = self.tree.add(body, NodeKind::Paragraph);
                let text = self.measure(&paragraph.runs, setting);
                let label = item.label.as_ref().map_or(Length::ZERO, |label| self.label_width(&label.text, setting));
                let pushed = (outer.left + label - inner.left).max(Length::ZERO);
                (self.set_text(text, inner, pushed, node), rest)
            }
            _ => (Vec::new(), item.blocks.as_slice()),
        };
        if pieces.is_empty() && !mark.is_empty() {
            pieces.push(Piece { height: setting.line, ..Piece::default() });
        }
        if let Some(first) = pieces.first_mut() {
            first.items.splice(0..0, mark);
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

    /// The number, bullet or check box of an item, for its first line; nothing for a clause that goes without.
    fn mark(&mut self, item: &ListItem, hang: Hang, node: NodeId) -> Vec<Item> {
        let setting = hang.setting;
        let end = hang.inner.left - SIGN_GAP.at(setting.size);
        let mut items = Vec::new();
        match (&item.label, hang.kind) {
            (Some(label), _) => {
                let label_node = self.tree.add(node, NodeKind::Label);
                self.print_label(&label.text, setting, hang.outer.left, label_node, &mut items);
            }
            (None, ListKind::Bullet) => {
                let label_node = self.tree.add(node, NodeKind::Label);
                let bullet = self.measure_words(BULLET, setting);
                let left = end - bullet.width();
                ink::print_unbroken(bullet, left, Length::ZERO, Some(label_node), &mut items);
            }
            (None, ListKind::Check) => {
                let label_node = self.tree.add(node, NodeKind::Label);
                items.push(ink::check_box(end, Length::ZERO, setting, self.style.colors.text, label_node));
            }
            (None, ListKind::Ordered) => {}
        }
        items
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
        let text = self.measure_words(label, setting);
        let at = items.len();
        ink::print_unbroken(text, left, Length::ZERO, Some(node), items);
        if let Some(Item::Glyphs(run)) = items[at..].last_mut() {
            " ".clone_into(&mut run.trailing);
        }
    }
}
