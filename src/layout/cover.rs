//! The cover: the title in the upper third, the company below it, the facts in the lower half.

use super::compositor::{Area, Compositor};
use super::frame::NodeId;
use super::ink::{HAIRLINE, fill};
use super::measure::{Alignment, Setting};
use super::piece::{Keep, Piece, height, keep_all};
use crate::model::{Block, Part};
use crate::style::Face;
use crate::units::Em;

impl Compositor<'_> {
    /// Everything of a cover.
    pub(super) fn cover(&mut self, part: &Part, area: Area, section: NodeId) -> Vec<Piece> {
        let page = self.text_height;
        let mut pieces = vec![Piece::space(page.scale(20, 100))];
        if let Some(heading) = &part.heading {
            let node = self.tree.add_title(section);
            let setting = self.display(self.text.title, Alignment::Center);
            pieces.append(&mut self.set(&heading.runs, setting, area, node));
            pieces.push(self.title_rule(area));
        }
        let facts = part.blocks.iter().position(|block| matches!(block, Block::Table(_))).unwrap_or(part.blocks.len());
        let (company, facts) = part.blocks.split_at(facts);
        let setting = self.company_setting();
        pieces.append(&mut self.blocks(company, setting, area, section));
        keep_all(&mut pieces, Keep::Firm);
        let gap = page.scale(55, 100) - height(&pieces);
        pieces.push(Piece::space(gap.max(self.text.title)));
        pieces.append(&mut self.blocks(facts, self.small(), Self::facts_area(area), section));
        pieces
    }

    /// Where the tables of a cover stand: in the middle, somewhat narrower than the text of other pages.
    pub(super) fn facts_area(area: Area) -> Area {
        let margin = area.width.scale(14, 100);
        Area { left: area.left + margin, width: area.width - margin * 2 }
    }

    /// A short rule between title and company.
    fn title_rule(&self, area: Area) -> Piece {
        let width = area.width / 3;
        let size = self.text.title;
        let rule = fill(area.left + area.width / 3, size / 2, width, HAIRLINE * 2, self.style.colors.line);
        Piece { height: size + size / 2, items: vec![rule], ..Piece::default() }
    }

    fn company_setting(&self) -> Setting {
        let size = self.text.heading[1];
        let line = Em(1600).at(size);
        Setting { plain: Face::Gothic, size, line, alignment: Alignment::Center, hangs: false, ..self.body() }
    }
}
