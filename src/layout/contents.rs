//! The contents (目次): an entry per listed heading, with leaders to the number of its page.
//!
//! The entries are set before any page is filled and take the same lines whatever the numbers are; the numbers are put
//! in once all pages are known.

use std::collections::BTreeMap;

use super::compositor::{Area, Compositor};
use super::frame::{Item, LinkArea, NodeId, NodeKind};
use super::ink;
use super::look::{Link, Look};
use super::measure::{Alignment, Setting, Text};
use super::piece::{Keep, Piece, Slot, keep_all};
use crate::model::{Document, Heading, NumberFormat, Part};
use crate::style::Face;
use crate::units::{Em, Length};

/// Room for the number of a page, which words leave free.
const NUMBER: Em = Em(2200);

/// Between the dots of a leader; their places count from the right edge, so that they stand below each other.
const DOT_PITCH: Em = Em(500);

/// Indentation of each further level.
const INDENT: Em = Em(1500);

impl Compositor<'_> {
    /// The entries of a document.
    pub(super) fn contents(&mut self, document: &Document, area: Area, section: NodeId) -> Vec<Piece> {
        let listed: Vec<(&Part, &Heading)> = document.listed().collect();
        let node = self.tree.add(section, NodeKind::Contents);
        let top = listed.iter().map(|(_, heading)| heading.level).min().unwrap_or(1);
        // Entries whose numbers have the same shape have their words below each other, as have tables, forms and annexes.
        let mut labels: BTreeMap<(usize, NumberFormat), Length> = BTreeMap::new();
        for (_, heading) in &listed {
            let depth = depth(heading, top);
            if let Some(label) = &heading.label {
                let setting = self.contents_setting(depth);
                let width = self.measure_words(&label.text, setting).width() + Em(750).at(setting.size);
                let widest = labels.entry((depth, label.format.column())).or_default();
                *widest = width.max(*widest);
            }
        }
        let mut pieces: Vec<Piece> = Vec::new();
        for (at, (part, heading)) in listed.iter().enumerate() {
            let depth = depth(heading, top);
            let label = heading.label.as_ref().and_then(|label| labels.get(&(depth, label.format.column())));
            let mut entry = self.entry(part, heading, depth, label.copied().unwrap_or_default(), area, node);
            let goes_deeper = listed.get(at + 1).is_some_and(|(_, next)| self::depth(next, top) > depth);
            if let (0, true, Some(last)) = (depth, goes_deeper, entry.last_mut()) {
                last.keep = Keep::Firm;
            }
            pieces.append(&mut entry);
        }
        pieces
    }

    fn contents_setting(&self, depth: usize) -> Setting {
        let plain = if depth == 0 { Face::Gothic } else { self.body().plain };
        let line = self.text.table_leading.at(self.text.body);
        Setting { plain, strong: plain, line, alignment: Alignment::Start, hangs: false, ruby: false, ..self.body() }
    }

    fn entry(
        &mut self,
        part: &Part,
        heading: &Heading,
        depth: usize,
        label_width: Length,
        area: Area,
        contents: NodeId,
    ) -> Vec<Piece> {
        let setting = self.contents_setting(depth);
        let item = self.tree.add(contents, NodeKind::ContentsItem);
        let node = self.tree.add(item, NodeKind::Link);
        let size = setting.size;
        let right = area.left + area.width;
        let least = self.least_line.at(size);
        let entry = area.indented(INDENT.at(size) * i32::try_from(depth).unwrap_or(0), least);
        let words = entry.indented(label_width, least);
        let words = Area { width: (words.width - NUMBER.at(size) - DOT_PITCH.at(size)).max(size), ..words };
        // The words of an entry are all one link; a reference within a heading leads nowhere else.
        let text = self.measure(&heading.runs, setting);
        let text = Text { looks: text.looks.into_iter().map(|look| Look { link: None, ..look }).collect(), ..text };
        let mut pieces = self.set_text(text, words, Length::ZERO, node);
        if pieces.is_empty() {
            pieces.push(Piece { height: setting.line, ..Piece::default() });
        }
        keep_all(&mut pieces, Keep::Firm);
        if let (Some(label), Some(first)) = (&heading.label, pieces.first_mut()) {
            let mut items = Vec::new();
            self.print_label(&label.text, setting, entry.left, node, &mut items);
            first.items.splice(0..0, items);
        }
        let link = Link::to(&part.key, &heading.text());
        for piece in &mut pieces {
            piece.items.push(Item::Link(LinkArea {
                x: entry.left,
                y: Length::ZERO,
                width: right - entry.left,
                height: setting.line,
                target: link.target.clone(),
                description: link.description.clone(),
                node,
            }));
        }
        if let (0, Some(first)) = (depth, pieces.first_mut()) {
            first.before = Em(400).at(size);
        }
        if let Some(last) = pieces.last_mut() {
            last.keep = Keep::Free;
            last.slot = Some(Slot { key: part.key.clone(), right, node });
        }
        pieces
    }

    /// Puts the number of a page into its slot, with a leader from the words to it.
    pub(super) fn fill_slot(&mut self, piece: &mut Piece, page_number: usize) {
        let Some(slot) = piece.slot.take() else { return };
        let setting = Setting { plain: Face::Gothic, ..self.contents_setting(1) };
        let number = self.measure_words(&page_number.to_string(), setting);
        let left = slot.right - number.width();
        self.leader(setting, left, slot.right, piece);
        ink::print_unbroken(number, left, Length::ZERO, Some(slot.node), &mut piece.items);
    }

    /// Dots from the end of the words to `left`, on places that count from `right`.
    fn leader(&mut self, setting: Setting, left: Length, right: Length, piece: &mut Piece) {
        let pitch = DOT_PITCH.at(setting.size);
        let ends = piece.items.iter().filter_map(|item| match item {
            Item::Glyphs(run) => Some(run.x + run.width()),
            _ => None,
        });
        let start = ends.max().unwrap_or_default() + pitch / 2;
        let places = |room: Length| room.milli_pt() / pitch.milli_pt();
        let first = places(right - start);
        let last = places(right - left + pitch / 2) + 1;
        let Ok(count @ 2..) = usize::try_from(first - last) else { return };
        let mut dots = self.measure_words(&".".repeat(count), Setting { plain: Face::Mincho, ..setting });
        for dot in &mut dots.clusters {
            dot.advance = pitch;
        }
        ink::print_unbroken(dots, right - pitch * first, Length::ZERO, None, &mut piece.items);
    }
}

/// How deep an entry stands below the outermost ones, at most two levels.
fn depth(heading: &Heading, top: u8) -> usize {
    usize::from(heading.level - top).min(2)
}
