//! Tables: a grid of fixed width whose look comes from a table style and whose cells from paragraph styles.

use docx_rs::{
    HeightRule, Paragraph, Table as WordTable, TableAlignmentType, TableCell, TableLayoutType, TableProperty, TableRow,
    WidthType,
};

use super::basis::twips;
use super::builder::{Builder, Context};
use super::columns;
use super::estimate;
use super::finish::{Note, TableNote};
use super::look::COVER_MARGIN;
use super::role::{CellAlignment, ParagraphRole, Surface, table_naming};
use crate::model::{Cell, Row, Table, plain_text};
use crate::units::Length;

impl Builder<'_> {
    /// Adds a table to the body.
    pub(super) fn add_table(&mut self, table: &Table, context: Context<'_>) {
        let on_cover = context.surface == Surface::Cover;
        let indent = self.basis.indent() * i32::from(context.depth);
        let available = self.measure - indent;
        let width = if on_cover { available.scale(100 - 2 * COVER_MARGIN, 100) } else { available };
        let widths = columns::widths(table, width, self.text().table, self.text().cell_padding);
        let count = table.head.iter().len() + table.rows.len();
        if count == 0 {
            return;
        }
        // Rows keep with the next one where the table is small enough to stand on one page as a whole.
        let kept = if self.estimated_height(table, &widths) * 3 <= self.text_height { count - 1 } else { 0 };
        let all = table.head.iter().map(|row| (row, true)).chain(table.rows.iter().map(|row| (row, false)));
        let rows = all.enumerate().map(|(at, (row, is_head))| self.row(table, row, is_head, at < kept, &widths));
        let rows: Vec<TableRow> = rows.collect();
        let mut property = TableProperty::without_borders()
            .style(table_naming(table.kind).id)
            .width(widths.iter().sum(), WidthType::Dxa)
            .layout(TableLayoutType::Fixed);
        if on_cover {
            property = property.align(TableAlignmentType::Center);
        } else if context.depth > 0 {
            property = property.indent(indent.twips());
        }
        let word = WordTable { property, ..WordTable::new(rows).set_grid(widths) };
        self.table_notes.push(Note::Table(TableNote {
            title: context.heading.to_owned(),
            has_head: table.head.is_some(),
            has_row_heads: table.kind.has_row_heads(),
        }));
        self.table_kinds.insert(table.kind);
        self.push_table(word);
    }

    /// The height of a table, estimated on the high side.
    fn estimated_height(&self, table: &Table, widths: &[usize]) -> Length {
        let text = self.text();
        let padding = text.cell_padding;
        let room = |width: usize| Length::from_milli_pt(i32::try_from(width * 50).unwrap_or(i32::MAX)) - padding * 2;
        let lines = |(cell, width): (&Cell, &usize)| {
            estimate::lines(&plain_text(&cell.runs), text.table, room(*width).max(text.table))
        };
        let height = |(row, is_head): (&Row, bool)| {
            let most = row.cells.iter().zip(widths).map(lines).max().unwrap_or(1);
            let least = if to_write_in(table, row, is_head) { text.form_row } else { Length::ZERO };
            (text.table_leading.at(text.table) * most + padding).max(least)
        };
        let head = table.head.iter().map(|row| height((row, true)));
        head.chain(table.rows.iter().map(|row| height((row, false)))).sum()
    }

    fn row(&mut self, table: &Table, row: &Row, is_head: bool, keeps: bool, widths: &[usize]) -> TableRow {
        let mut cells = Vec::with_capacity(row.cells.len());
        for (index, (cell, width)) in row.cells.iter().zip(widths).enumerate() {
            let role = if is_head {
                ParagraphRole::ColumnHead
            } else if index == 0 && table.kind.has_row_heads() {
                ParagraphRole::RowHead
            } else {
                ParagraphRole::Cell(CellAlignment::from(table.columns[index].alignment))
            };
            cells.push(TableCell::new().width(*width, WidthType::Dxa).add_paragraph(self.cell(cell, role, keeps)));
        }
        let word = TableRow::new(cells).cant_split();
        if to_write_in(table, row, is_head) {
            word.row_height(row_height(self.text().form_row)).height_rule(HeightRule::AtLeast)
        } else {
            word
        }
    }

    fn cell(&mut self, cell: &Cell, role: ParagraphRole, keeps: bool) -> Paragraph {
        let mut word = self.paragraph(role);
        if keeps && role != ParagraphRole::ColumnHead {
            word.property.keep_next = Some(true);
        }
        self.add_runs(&mut word, &cell.runs);
        word
    }
}

/// Whether a row has cells to be written in by hand.
fn to_write_in(table: &Table, row: &Row, is_head: bool) -> bool {
    table.kind.is_form() && !is_head && row.cells.iter().any(|cell| cell.runs.is_empty())
}

/// A row's height as docx-rs takes it: twips in a float, which holds whole numbers of this size exactly.
#[expect(clippy::cast_precision_loss, reason = "a height in twips is far below the limit")]
pub(super) fn row_height(height: Length) -> f32 {
    twips(height) as f32
}
