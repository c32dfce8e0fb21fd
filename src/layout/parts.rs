//! Parts become stretches of pieces: which part starts a page, and how its heading looks.

use std::sync::Arc;

use super::compositor::{Area, Compositor};
use super::frame::{Item, NodeId, Picture};
use super::ink::{HAIRLINE, fill};
use super::measure::{Alignment, Setting};
use super::piece::{Anchor, Keep, Piece, Stretch, keep_all, shift};
use crate::model::{Document, Heading, PageShape, Part, PartKind};
use crate::style::{PICTOGRAM, PICTOGRAM_RISE, PICTOGRAM_RULE};
use crate::units::{Em, Length};

impl Compositor<'_> {
    /// All parts of a document.
    pub(super) fn stretches(&mut self, document: &Document) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut open: Option<(PageShape, PartKind)> = None;
        for part in &document.parts {
            let shape = part.shape.unwrap_or(document.shape);
            if open.is_none_or(|(open_shape, first)| open_shape != shape || starts_stretch(first, part)) {
                let page = *self.style.page(shape, document.type_size);
                self.text_height = page.text_height();
                let bare = part.kind == PartKind::Cover;
                stretches.push(Stretch { page, bare, pieces: Vec::new() });
                open = Some((shape, part.kind));
            }
            let stretch = stretches.last_mut().expect("the first part opens a stretch");
            let area = Area { left: Length::ZERO, width: stretch.page.measure() };
            let follows_cover = stretch.bare && part.kind == PartKind::Revisions;
            let area = if follows_cover { Self::facts_area(area) } else { area };
            stretch.pieces.append(&mut self.part(document, part, area));
        }
        stretches.retain(|stretch| !stretch.pieces.is_empty());
        stretches
    }

    fn part(&mut self, document: &Document, part: &Part, area: Area) -> Vec<Piece> {
        let section = match (&part.heading, part.kind) {
            (
                _,
                PartKind::Cover
                | PartKind::Title
                | PartKind::Revisions
                | PartKind::Signature
                | PartKind::Colophon
                | PartKind::Legend,
            ) => self.tree.add_front_section(),
            (Some(heading), _) => self.tree.add_section(heading.level),
            (None, _) => self.tree.add_plain_section(),
        };
        let mut pieces = match part.kind {
            PartKind::Cover => self.cover(part, area, section),
            PartKind::Title => self.title(part, area, section),
            _ => self.heading(part, area, section),
        };
        let entry = part.heading.as_ref().map(|heading| (self.tree.outline_level(), heading.text()));
        let mut rest = match part.kind {
            PartKind::Cover => Vec::new(),
            PartKind::Signature => self.signature(part, area, section),
            PartKind::Colophon => self.colophon(part, area, section),
            _ => self.blocks(&part.blocks, self.body(), area, section),
        };
        if part.kind == PartKind::Contents {
            rest.append(&mut self.contents(document, area, section));
        }
        if part.kind == PartKind::Revisions {
            // The table goes to the next page as a whole if it does not fit below the facts of the cover.
            let last = rest.len().saturating_sub(1);
            keep_all(&mut rest[..last], Keep::Loose);
        }
        pieces.append(&mut rest);
        if let Some(first) = pieces.first_mut() {
            let is_chapter = part.kind.starts_page() && part.heading.as_ref().is_some_and(|heading| heading.level == 1);
            first.anchor = Some(Anchor { key: part.key.clone(), entry, is_chapter });
        }
        pieces
    }

    /// The title of a document without a cover, in the middle.
    fn title(&mut self, part: &Part, area: Area, section: NodeId) -> Vec<Piece> {
        let Some(heading) = &part.heading else { return Vec::new() };
        let node = self.tree.add_title(section);
        let setting = self.display(self.text.title, Alignment::Center);
        let mut pieces = self.set(&heading.runs, setting, area, node);
        finish_heading(&mut pieces, Length::ZERO, self.text.title);
        pieces
    }

    /// A heading with its number hanging; parts that start a page have a rule below, and what stands beside chapters.
    fn heading(&mut self, part: &Part, area: Area, section: NodeId) -> Vec<Piece> {
        let Some(heading) = &part.heading else { return Vec::new() };
        let node = self.tree.add_heading(section);
        let is_minor = matches!(part.kind, PartKind::Revisions | PartKind::Signature | PartKind::Colophon);
        let level = if is_minor { 3 } else { usize::from(heading.level.clamp(1, 3)) };
        let setting = self.display(self.text.heading[level - 1], Alignment::Start);
        let room = if part.pictogram.is_some() { PICTOGRAM + setting.size } else { Length::ZERO };
        let words = Area { width: area.width - room, ..area };
        let mut pieces = self.labelled(heading, setting, words, node);
        if let (Some(pictogram), Some(first)) = (&part.pictogram, pieces.first_mut()) {
            first.items.push(Item::Picture(Picture {
                x: area.left + area.width - PICTOGRAM,
                y: -PICTOGRAM_RISE,
                side: PICTOGRAM,
                rule: PICTOGRAM_RULE,
                color: self.style.colors.text,
                pictogram: Arc::clone(pictogram),
            }));
        }
        let mut after = self.text.heading_after[level - 1];
        let is_ruled = part.kind.starts_page() || heading.listed && self.rules_chapters;
        if let (1, true, Some(last)) = (level, is_ruled, pieces.last_mut()) {
            let gap = after / 4;
            last.items.push(fill(area.left, last.height + gap, area.width, HAIRLINE * 2, self.style.colors.line));
            last.height += gap + HAIRLINE * 2;
            after -= gap;
        }
        finish_heading(&mut pieces, self.text.heading_before[level - 1], after);
        pieces
    }

    /// A heading whose words stand beside its number.
    fn labelled(&mut self, heading: &Heading, setting: Setting, area: Area, node: NodeId) -> Vec<Piece> {
        let Some(label) = &heading.label else { return self.set(&heading.runs, setting, area, node) };
        let gap = Em(750).at(setting.size);
        let width = self.measure_words(&label.text, setting).width() + gap;
        let mut items = Vec::new();
        self.print_label(&label.text, setting, area.left, node, &mut items);
        // However few characters remain, the words stand beside the number and not over it.
        let words = Area { left: area.left + width, width: area.width - width };
        let mut pieces = self.set(&heading.runs, setting, words, node);
        if pieces.is_empty() {
            pieces.push(Piece { height: setting.line, ..Piece::default() });
        }
        pieces[0].items.splice(0..0, items);
        pieces
    }

    /// Date, company, title and name, at the right and on one page.
    fn signature(&mut self, part: &Part, area: Area, section: NodeId) -> Vec<Piece> {
        let setting = Setting { alignment: Alignment::End, ..self.body() };
        let mut pieces = self.blocks(&part.blocks, setting, area, section);
        let last = pieces.len().saturating_sub(1);
        keep_all(&mut pieces[..last], Keep::Firm);
        if let Some(first) = pieces.first_mut() {
            first.before = setting.line;
        }
        pieces
    }

    /// Small type under a rule.
    fn colophon(&mut self, part: &Part, area: Area, section: NodeId) -> Vec<Piece> {
        let setting = self.small();
        let mut pieces = self.blocks(&part.blocks, setting, area, section);
        if let (Some(first), None) = (pieces.first_mut(), &part.heading) {
            let gap = setting.size / 2;
            shift(&mut first.items, Length::ZERO, gap);
            first.height += gap;
            first.items.insert(0, fill(area.left, Length::ZERO, area.width, HAIRLINE, self.style.colors.line));
            first.before = setting.line * 2;
        }
        pieces
    }
}

/// Whether a part cannot follow on the pages opened by `first`.
fn starts_stretch(first: PartKind, part: &Part) -> bool {
    let may_follow_cover = matches!(part.kind, PartKind::Revisions | PartKind::Colophon | PartKind::Legend);
    part.starts_page || part.kind == PartKind::Cover || first == PartKind::Cover && !may_follow_cover
}

/// Keeps the lines of a heading together and with what follows, and sets the distances around it.
fn finish_heading(pieces: &mut [Piece], before: Length, after: Length) {
    keep_all(pieces, Keep::Firm);
    if let Some(first) = pieces.first_mut() {
        first.before = before;
    }
    if let Some(last) = pieces.last_mut() {
        last.after = after;
    }
}
