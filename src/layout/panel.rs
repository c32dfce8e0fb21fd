//! Panels become pieces: a box line by line on its ground, a card as one.

use std::sync::Arc;

use super::boxes::{Edges, grounded};
use super::compositor::{Area, Compositor};
use super::frame::{Item, NodeId, NodeKind, Picture};
use super::ink::{HAIRLINE, fill};
use super::measure::{Alignment, Setting};
use super::piece::{Keep, Piece, distance, keep_all, shift};
use crate::model::{Block, Panel, PanelKind};
use crate::style::{CARD_FACE, Color, SCISSORS, SCISSORS_LEFT, SCISSORS_RULE};
use crate::units::{Em, Length};

/// The line around a box.
const FRAME: Length = Length::from_milli_pt(1000);
/// What lists on a card leave of a line at least, relative to the size: a face is narrower than a page.
const LEAST_LINE: Em = Em(10_000);
/// The line along which a card is cut out, and that along which it is folded.
const CUT: Dashes = Dashes { thickness: Length::from_milli_pt(750), dash: 4000, gap: 2500 };
const FOLD: Dashes = Dashes { thickness: HAIRLINE, dash: 1000, gap: 2500 };

/// A dashed line; lengths in thousandths of a point.
#[derive(Clone, Copy)]
struct Dashes {
    thickness: Length,
    dash: i32,
    gap: i32,
}

impl Compositor<'_> {
    /// A box or a card.
    pub(super) fn panel(&mut self, panel: &Panel, area: Area, parent: NodeId) -> Vec<Piece> {
        match panel.kind {
            PanelKind::Box => self.boxed(&panel.faces, area, parent),
            PanelKind::Card => vec![self.card(panel, area, parent)],
        }
    }

    /// What to do now: running text on a shaded ground with a line around it.
    fn boxed(&mut self, faces: &[Vec<Block>], area: Area, parent: NodeId) -> Vec<Piece> {
        let node = self.tree.add(parent, NodeKind::Section);
        let padding = self.text.cell_padding * 2;
        let inner = Area { left: area.left + padding, width: area.width - padding * 2 };
        let text_height = self.text_height;
        self.text_height = text_height - padding * 2;
        let mut pieces = self.blocks(&faces.concat(), self.within_lines(), inner, node);
        self.text_height = text_height;
        let colors = &self.style.colors;
        let (left, right) = (area.left, area.left + area.width - FRAME);
        grounded(&mut pieces, self.text.cell_padding, self.text.paragraph_after, &|height, Edges { top, bottom }| {
            let rule = |y| fill(left, y, area.width, FRAME, colors.line);
            let side = |x| fill(x, Length::ZERO, FRAME, height, colors.line);
            let ground = fill(left, Length::ZERO, area.width, height, colors.shade);
            let mut items = vec![ground, side(left), side(right)];
            items.extend(top.then(|| rule(Length::ZERO)));
            items.extend(bottom.then(|| rule(height - FRAME)));
            items
        });
        let last = pieces.len().saturating_sub(1);
        keep_all(&mut pieces[..last], Keep::Loose);
        if let Some(last) = pieces.last_mut() {
            last.after = self.text.paragraph_after * 2;
        }
        pieces
    }

    /// Running text whose points stay within the line around it.
    fn within_lines(&self) -> Setting {
        Setting { hangs: false, ..self.body() }
    }

    /// A card to be cut out: small type in faces of equal size, and scissors on the line above.
    fn card(&mut self, Panel { faces, pictogram, .. }: &Panel, area: Area, parent: NodeId) -> Piece {
        let node = self.tree.add(parent, NodeKind::Section);
        let count = i32::try_from(faces.len()).unwrap_or(1).max(1);
        let width = (area.width / count).min(CARD_FACE.0);
        let left = area.left + (area.width - width * count) / 2;
        let padding = self.text.cell_padding * 2;
        let text = self.text;
        self.text = text.on_card();
        let least_line = std::mem::replace(&mut self.least_line, LEAST_LINE);
        // Short lines spread from edge to edge would look letter-spaced.
        let setting = Setting { alignment: Alignment::Start, ..self.within_lines() };
        let mut items = Vec::new();
        let mut height = CARD_FACE.1;
        let mut at = left;
        for face in faces {
            let inner = Area { left: at + padding, width: width - padding * 2 };
            let pieces = self.blocks(face, setting, inner, node);
            height = height.max(stack(pieces, padding, &mut items) + padding);
            at += width;
        }
        self.text = text;
        self.least_line = least_line;
        let color = self.style.colors.line;
        let right = left + width * count;
        let mut lines = Vec::new();
        let mut level = |from, to, y| CUT.lay(from, to, color, &mut lines, |x, length| (x, y, length, CUT.thickness));
        let picture = pictogram.as_ref().map(|pictogram| Picture {
            x: left + SCISSORS_LEFT,
            y: (CUT.thickness - SCISSORS) / 2,
            side: SCISSORS,
            rule: SCISSORS_RULE,
            color,
            pictogram: Arc::clone(pictogram),
        });
        match &picture {
            Some(picture) => {
                level(left, picture.x, Length::ZERO);
                level(picture.x + SCISSORS, right, Length::ZERO);
            }
            None => level(left, right, Length::ZERO),
        }
        level(left, right, height - CUT.thickness);
        for x in [left, right - CUT.thickness] {
            CUT.lay(Length::ZERO, height, color, &mut lines, |y, length| (x, y, CUT.thickness, length));
        }
        for fold in 1..count {
            let x = left + width * fold - FOLD.thickness / 2;
            FOLD.lay(Length::ZERO, height, color, &mut lines, |y, length| (x, y, FOLD.thickness, length));
        }
        lines.extend(picture.map(Item::Picture));
        items.splice(0..0, lines);
        let room = if pictogram.is_some() { SCISSORS / 2 } else { Length::ZERO };
        let (before, after) = (self.text.paragraph_after.max(room), self.text.paragraph_after * 2);
        Piece { height, before, after, items, ..Piece::default() }
    }
}

impl Dashes {
    /// Adds the dashes from one place to another; `place` turns the start and the length of one into a rectangle.
    fn lay(
        self,
        from: Length,
        to: Length,
        color: Color,
        items: &mut Vec<Item>,
        place: impl Fn(Length, Length) -> (Length, Length, Length, Length),
    ) {
        let (dash, period) = (Length::from_milli_pt(self.dash), Length::from_milli_pt(self.dash + self.gap));
        let mut at = from;
        while at < to {
            let (x, y, width, height) = place(at, dash.min(to - at));
            items.push(fill(x, y, width, height, color));
            at += period;
        }
    }
}

/// Sets pieces below each other from a place on and gives where they end.
fn stack(pieces: Vec<Piece>, top: Length, items: &mut Vec<Item>) -> Length {
    let mut bottom = top;
    let mut before: Option<Piece> = None;
    for mut piece in pieces {
        bottom += before.as_ref().map_or(Length::ZERO, |before| distance(before, &piece));
        shift(&mut piece.items, Length::ZERO, bottom);
        items.append(&mut piece.items);
        bottom += piece.height;
        before = Some(piece);
    }
    bottom
}
