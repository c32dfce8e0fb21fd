//! Figures: a table with a cell for each box, which the finishing pass turns into a drawing.
//!
//! docx-rs has no groups of shapes. A table holds the paragraphs of the boxes, with all their fields, links and styles,
//! until `finish` puts them into shapes at their places.

use docx_rs::{Table as WordTable, TableCell, TableRow};

use super::builder::{Builder, Context};
use super::estimate;
use super::finish::{FigureNote, Note};
use super::role::ParagraphRole;
use crate::chart::{self, Room};
use crate::model::{Figure, FigureBox, plain_text};
use crate::units::Length;

/// Thickness of the lines.
const RULE: Length = Length::from_milli_pt(500);

impl Builder<'_> {
    /// Adds a figure to the body.
    pub(super) fn add_figure(&mut self, figure: &Figure, context: Context<'_>) {
        let text = self.text();
        let line = text.table_leading.at(text.table);
        let depths: Vec<usize> = figure.boxes.iter().map(|own| own.depth).collect();
        let room = Room {
            width: self.measure - self.basis.indent() * i32::from(context.depth),
            height: self.text_height.scale(9, 10),
            em: text.table,
            padding: text.cell_padding,
        };
        let charts = chart::draw(&depths, room, &mut |index, width| {
            // The words of the file have the room of `inset`; the estimate is high enough already.
            let lines = |words: String| estimate::lines(&words, text.table, width + text.cell_padding);
            line * figure.boxes[index].lines().map(|runs| lines(plain_text(runs))).sum() + text.cell_padding * 2
        });
        self.paragraph_roles.insert(ParagraphRole::Figure);
        for chart in charts {
            self.in_figure = true;
            let rows = chart.boxes.iter().map(|(index, _)| self.box_row(&figure.boxes[*index])).collect();
            self.in_figure = false;
            self.table_notes.push(Note::Figure(FigureNote {
                chart,
                description: figure.description(),
                style: ParagraphRole::Figure.naming().id,
                color: self.basis.style.colors.line.hex(),
                rule: RULE,
                // Less than our own layout leaves, so that a reader's font may be a little broader.
                inset: text.cell_padding / 2,
            }));
            self.push_table(WordTable::new(rows));
        }
    }

    fn box_row(&mut self, own: &FigureBox) -> TableRow {
        let mut cell = TableCell::new();
        for (at, runs) in own.lines().enumerate() {
            let role = if at == 0 { ParagraphRole::FigureName } else { ParagraphRole::FigureText };
            let mut word = self.paragraph(role);
            self.add_runs(&mut word, runs);
            cell = cell.add_paragraph(word);
        }
        TableRow::new(vec![cell])
    }
}
