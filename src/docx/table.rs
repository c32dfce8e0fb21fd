//! Tables: a grid of fixed width whose look comes from a table style and whose cells from paragraph styles.

use docx_rs::{
    HeightRule, Paragraph, Table as WordTable, TableAlignmentType, TableCell, TableLayoutType, TableProperty, TableRow,
    WidthType,
};

use super::basis::{twips, twips_usize};
use super::builder::{Builder, Context};
use super::finish::{Note, TableNote};
use super::look::COVER_MARGIN;
use super::role::{CellAlignment, ParagraphRole, Surface, table_naming};
use crate::diag::{Code, Diagnostic};
use crate::model::{Cell, Row, Table};
use crate::units::Length;

impl Builder<'_> {
    /// Adds a table to the body.
    pub(super) fn add_table(&mut self, table: &Table, context: Context<'_>) {
        let on_cover = context.surface == Surface::Cover;
        let indent = self.basis.indent() * i32::from(context.depth);
        let available = self.measure - indent;
        let width = if on_cover { available.scale(100 - 2 * COVER_MARGIN, 100) } else { available };
        let count = table.head.iter().len() + table.rows.len();
        let measures = self.tables.next().filter(|measures| measures.columns.len() == table.columns.len());
        let Some(measures) = measures else {
            let message = format!("表の列の幅が決まりません: {}", context.heading);
            let fault = Diagnostic::new(Code::DocxWriter, message);
            self.diagnostics.push(fault.hint("プログラムの不具合です。作成元に知らせてください"));
            return;
        };
        if count == 0 {
            return;
        }
        let widths = share(width, &measures.columns);
        // The rows of a small table keep with the next one.
        let kept = if measures.is_small { count - 1 } else { 0 };
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

/// Shares a width in twips in proportion to measured widths; each right edge is rounded by itself, so the rounding never
/// adds up.
fn share(total: Length, measured: &[Length]) -> Vec<usize> {
    let sum: Length = measured.iter().copied().sum();
    let mut right = Length::ZERO;
    let edges = measured.iter().map(|&width| {
        right += width;
        twips_usize(total.scale(right.milli_pt().into(), i64::from(sum.milli_pt()).max(1)))
    });
    let mut left = 0;
    edges.map(|edge| edge - std::mem::replace(&mut left, edge)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_shared_as_measured() {
        let pt = |pt: &[f64]| pt.iter().map(|&pt| Length::from_pt(pt)).collect::<Vec<_>>();
        assert_eq!(share(Length::from_pt(100.0), &pt(&[50.0, 30.0, 20.0])), [1000, 600, 400]);
        assert_eq!(share(Length::from_pt(100.0), &pt(&[1.0, 1.0, 1.0])), [667, 666, 667]);
        assert_eq!(share(Length::from_pt(50.0), &pt(&[75.0, 25.0])), [750, 250]);
        assert_eq!(share(Length::from_pt(50.0), &[]), [0; 0]);
    }
}
