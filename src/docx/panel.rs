//! Panels: a table of one row, with a cell for each face, whose borders are the frame.

use std::sync::Arc;

use docx_rs::{
    DocumentChild, Shading, Table as WordTable, TableAlignmentType, TableCell, TableCellContent, TableLayoutType,
    TableProperty, TableRow, WidthType,
};

use super::basis::{twips, twips_usize};
use super::builder::{Builder, Context};
use super::finish::{Note, TableNote};
use super::role::{ParagraphRole, Surface, panel_naming};
use crate::model::{Block, Panel, PanelKind, Pictogram};
use crate::style::{CARD_FACE, SCISSORS};
use crate::units::Length;

impl Builder<'_> {
    /// Adds a box or a card to the body.
    pub(super) fn add_panel(&mut self, panel: &Panel, context: Context<'_>) {
        let indent = self.basis.indent() * i32::from(context.depth);
        let count = i32::try_from(panel.faces.len()).unwrap_or(1).max(1);
        let available = (self.measure - indent) / count;
        let is_card = panel.kind == PanelKind::Card;
        let width = if is_card { available.min(CARD_FACE.0) } else { available };
        let surface = if is_card { Surface::Card } else { Surface::Page };
        self.panel_kinds.insert(panel.kind);
        self.open_panel(panel.pictogram.as_ref(), width * count);
        // The frame comes before the tables in it.
        let title = context.heading.to_owned();
        self.table_notes.push(Note::Table(TableNote { title, has_head: false, has_row_heads: false }));
        let cells: Vec<TableCell> = panel
            .faces
            .iter()
            .map(|face| {
                let cell = self.face(face, width, Context { surface, depth: 0, ..context });
                let shade = Shading::new().fill(self.basis.style.colors.shade.hex());
                if is_card { cell } else { cell.shading(shade) }
            })
            .collect();
        let mut row = TableRow::new(cells).cant_split();
        if is_card {
            row = row.row_height(super::table::row_height(CARD_FACE.1)).height_rule(docx_rs::HeightRule::AtLeast);
        }
        let mut property = TableProperty::without_borders()
            .style(panel_naming(panel.kind).id)
            .width(twips_usize(width * count), WidthType::Dxa)
            .layout(TableLayoutType::Fixed);
        if is_card {
            property = property.align(TableAlignmentType::Center);
        } else if context.depth > 0 {
            property = property.indent(indent.twips());
        }
        let grid = vec![twips(width) as usize; panel.faces.len()];
        let word = WordTable { property, ..WordTable::new(vec![row]).set_grid(grid) };
        self.push_table(word);
    }

    /// The empty line before a panel: to start a page, or to hold the scissors of a card. After a table there is one.
    fn open_panel(&mut self, scissors: Option<&Arc<Pictogram>>, width: Length) {
        let after_table = matches!(self.body.as_slice(), [.., DocumentChild::Table(_), DocumentChild::Paragraph(_)]);
        let look = self.basis.look(ParagraphRole::Gap);
        let mut room = look.leading.at(look.size);
        if self.page_break {
            self.start_page_with_gap();
        } else if after_table {
            room += look.after;
        } else if scissors.is_some() {
            let gap = self.paragraph(ParagraphRole::Gap);
            self.push(gap);
            // The scissors reach into the space below what comes before.
            let more = (SCISSORS / 2 - self.text().paragraph_after - room).max(Length::ZERO);
            self.leave_below_last(more);
            room += more;
        }
        let Some(pictogram) = scissors else { return };
        let run = self.scissors(pictogram, width, room);
        if let Some(DocumentChild::Paragraph(gap)) = self.body.last_mut() {
            **gap = std::mem::take(&mut **gap).add_run(run).keep_next(true);
        }
    }

    /// A cell with some blocks.
    fn face(&mut self, blocks: &[Block], width: Length, context: Context<'_>) -> TableCell {
        let body = std::mem::take(&mut self.body);
        let inner = width - self.text().cell_padding * 4;
        let measure = std::mem::replace(&mut self.measure, inner);
        self.add_blocks(blocks, context);
        // The room above the line of the frame is that of the cell alone.
        self.leave_below_last(Length::ZERO);
        self.measure = measure;
        let built = std::mem::replace(&mut self.body, body);
        let mut cell = TableCell::new().width(twips_usize(width), WidthType::Dxa);
        cell.children = built
            .into_iter()
            .filter_map(|child| match child {
                DocumentChild::Paragraph(paragraph) => Some(TableCellContent::Paragraph(paragraph)),
                DocumentChild::Table(table) => Some(TableCellContent::Table(table)),
                _ => None,
            })
            .collect();
        cell
    }
}
