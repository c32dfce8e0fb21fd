//! Tables: cells, column widths and roles.

use crate::model::{Alignment, Cell, Column, Row, Table, TableKind};

/// A table while its events pass.
#[derive(Debug)]
pub(super) struct TableBuilder {
    pub columns: Vec<Column>,
    pub head: Option<Row>,
    pub rows: Vec<Row>,
    pub cells: Vec<Cell>,
}

impl TableBuilder {
    /// A table with the alignments the parser found, and the widths in its Markdown.
    pub(super) fn new(alignments: &[pulldown_cmark::Alignment], markdown: &str) -> Self {
        let dashes = markdown.lines().nth(1).unwrap_or_default();
        let weights: Vec<u32> = dashes
            .trim()
            .trim_matches('|')
            .split('|')
            .map(|cell| u32::try_from(cell.matches('-').count()).unwrap_or(1).max(1))
            .collect();
        let columns = alignments
            .iter()
            .enumerate()
            .map(|(index, alignment)| Column {
                weight: weights.get(index).copied().unwrap_or(3),
                alignment: match alignment {
                    pulldown_cmark::Alignment::Center => Alignment::Center,
                    pulldown_cmark::Alignment::Right => Alignment::Right,
                    pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Alignment::Left,
                },
            })
            .collect();
        Self { columns, head: None, rows: Vec::new(), cells: Vec::new() }
    }

    /// Ends the head or a row.
    pub(super) fn end_row(&mut self) -> Row {
        Row { cells: std::mem::take(&mut self.cells) }
    }

    /// The table. An empty head means that the first column heads the rows.
    pub(super) fn finish(self, in_form: bool) -> Table {
        let head = self.head.filter(|head| head.cells.iter().any(|cell| !cell.runs.is_empty()));
        let kind = match (head.is_some(), in_form) {
            (true, true) => TableKind::Form,
            (true, false) => TableKind::Grid,
            (false, true) => TableKind::FormFacts,
            (false, false) => TableKind::Facts,
        };
        Table { kind, columns: self.columns, head, rows: self.rows }
    }
}
