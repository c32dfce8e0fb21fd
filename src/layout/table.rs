//! Tables become pieces: a row each, with rules, shaded heads and heads repeated on each page.

use std::rc::Rc;

use super::columns::{self, Need};
use super::compositor::{Area, Compositor};
use super::frame::{Item, NodeId, NodeKind};
use super::ink::{self, HAIRLINE, fill};
use super::lines::{Line, break_at};
use super::measure::{Alignment, EndOfLine, Setting, Text};
use super::piece::{Keep, Opening, Piece, height, shift};
use super::ragged::{self, Room};
use super::words::Joint;
use crate::measures::TableMeasures;
use crate::model::{self, Row, Table, TableKind};
use crate::style::Face;
use crate::units::Length;

/// What the rows of a table share.
struct Grid {
    kind: TableKind,
    /// Left edges of the columns and the right edge of the last.
    edges: Vec<Length>,
    /// Between the rules and the text, left and right; half of it above and below.
    padding: Length,
    /// The height of text on an empty page.
    page: Length,
}

/// A row whose cells are broken into lines.
struct SetRow {
    cells: Vec<SetCell>,
    /// Distance between base lines.
    line: Length,
    /// Most lines in a cell.
    lines: usize,
    /// The least height of the row.
    least: Length,
    is_head: bool,
}

struct SetCell {
    text: Text,
    lines: Vec<Line>,
    nodes: Vec<Option<NodeId>>,
}

impl Compositor<'_> {
    /// A table over the width of the area.
    pub(super) fn table_block(&mut self, table: &Table, area: Area, parent: NodeId) -> Vec<Piece> {
        let node = self.tree.add(parent, NodeKind::Table);
        let head = table.head.as_ref().map(|row| self.measure_row(table, row, true));
        let rows: Vec<Vec<Text>> = table.rows.iter().map(|row| self.measure_row(table, row, false)).collect();
        let padding = self.text.cell_padding;
        let widths = columns::widths(area.width, &needs(table, &head.iter().chain(&rows), area.width, padding));
        if widths.iter().any(|&width| width - padding * 2 < self.text.table) {
            self.problems.report_narrow(table);
        }
        let mut edges = vec![area.left];
        edges.extend(widths.iter().scan(area.left, |edge, &width| {
            *edge += width;
            Some(*edge)
        }));
        let grid = Grid { kind: table.kind, edges, padding, page: self.text_height };

        // Room for the rule above the first row on a page, which the row draws.
        let mut pieces = vec![Piece::space(HAIRLINE)];
        let mut opening = Opening { height: HAIRLINE, items: Vec::new() };
        if let Some(texts) = head {
            let row = self.set_row(&grid, texts, true, node);
            let mut head = self.row_pieces(&grid, &row, grid.page / 3);
            // A head that had to be split fills too much of a page to be shown on each.
            if let [head] = head.as_mut_slice() {
                head.keep = Keep::Firm;
                opening.items = ink::as_artifacts(&head.items);
                shift(&mut opening.items, Length::ZERO, HAIRLINE);
                opening.height += head.height;
            }
            pieces.append(&mut head);
        }
        let heads = pieces.len();
        let opening = Rc::new(opening);
        for texts in rows {
            let row = self.set_row(&grid, texts, false, node);
            // What remains of the page is for a heading, which must not stand alone.
            pieces.append(&mut self.row_pieces(&grid, &row, grid.page.scale(3, 4) - opening.height));
        }
        for piece in &mut pieces[heads..] {
            piece.opening = Some(Rc::clone(&opening));
        }
        let is_small = height(&pieces) * 3 <= grid.page;
        keep_together(&mut pieces, is_small);
        self.tables.push(TableMeasures { columns: widths, is_small });
        pieces[0].before = self.text.paragraph_after;
        if let Some(last) = pieces.last_mut() {
            last.after = self.text.paragraph_after * 2;
        }
        pieces
    }

    fn measure_row(&mut self, table: &Table, row: &Row, is_head: bool) -> Vec<Text> {
        let base = self.table();
        let setting = |column: &model::Column| match (is_head, column.alignment) {
            (true, _) => Setting { plain: Face::GothicBold, alignment: Alignment::Center, ..base },
            (false, model::Alignment::Left) => base,
            (false, model::Alignment::Center) => Setting { alignment: Alignment::Center, ..base },
            (false, model::Alignment::Right) => Setting { alignment: Alignment::End, ..base },
        };
        let cells = row.cells.iter().zip(&table.columns);
        cells.map(|(cell, column)| self.measure(&cell.runs, setting(column))).collect()
    }

    fn set_row(&mut self, grid: &Grid, texts: Vec<Text>, is_head: bool, table: NodeId) -> SetRow {
        let row_node = self.tree.add(table, NodeKind::TableRow);
        let widths = grid.edges.windows(2).map(|edges| edges[1] - edges[0] - grid.padding * 2);
        let ends = |text: &Text, width, room| ragged::ends(text, width, Length::ZERO, room);
        let tight: Vec<Vec<usize>> =
            texts.iter().zip(widths.clone()).map(|(text, width)| ends(text, width, Room::Tight)).collect();
        let lines = tight.iter().map(Vec::len).max().unwrap_or(0);
        let mut cells: Vec<SetCell> = Vec::new();
        for ((mut text, width), tight) in texts.into_iter().zip(widths).zip(tight) {
            let kind = match (is_head, cells.len()) {
                (true, _) => NodeKind::ColumnHead,
                (false, 0) if grid.kind.has_row_heads() => NodeKind::RowHead,
                (false, _) => NodeKind::TableCell,
            };
            let node = self.tree.add(row_node, kind);
            let nodes = self.word_nodes(node, &text);
            // The row has the room of its longest cell, so the others may take it.
            let ample = ends(&text, width, Room::Ample);
            let lines = break_at(&mut text, width, Length::ZERO, if ample.len() <= lines { &ample } else { &tight });
            cells.push(SetCell { text, lines, nodes });
        }
        let is_blank = cells.iter().any(|cell| cell.lines.is_empty());
        let least = if grid.kind.is_form() && is_blank && !is_head { self.text.form_row } else { Length::ZERO };
        SetRow { cells, line: self.table().line, lines, least, is_head }
    }

    /// A row as one piece, or as several when it is higher than `room`.
    fn row_pieces(&self, grid: &Grid, row: &SetRow, room: Length) -> Vec<Piece> {
        let lines = (room - grid.padding).milli_pt() / row.line.milli_pt();
        let lines = usize::try_from(lines).unwrap_or(0).max(1);
        let starts = (0..row.lines.max(1)).step_by(lines);
        starts.map(|start| self.row_piece(grid, row, start..row.lines.min(start + lines))).collect()
    }

    /// Some lines of a row with their ground and the rules around them. The rule above lies in the row above, which has
    /// drawn it too, since renderers let the ground spill over it.
    fn row_piece(&self, grid: &Grid, row: &SetRow, lines: std::ops::Range<usize>) -> Piece {
        let count = i32::try_from(lines.len().max(1)).unwrap_or(i32::MAX);
        let height = (row.line * count + grid.padding).max(row.least);
        let mut items = Vec::new();
        let (left, right) = (grid.edges[0], grid.edges[grid.edges.len() - 1]);
        let shaded = match (row.is_head, grid.kind.has_row_heads()) {
            (true, _) => Some(right),
            (false, true) => Some(grid.edges[1]),
            (false, false) => None,
        };
        if let Some(edge) = shaded {
            items.push(fill(left, Length::ZERO, edge - left, height, self.style.colors.shade));
        }
        for &edge in &grid.edges {
            let x = edge.min(right - HAIRLINE);
            items.push(fill(x, Length::ZERO, HAIRLINE, height, self.style.colors.line));
        }
        items.push(self.rule(grid, -HAIRLINE));
        items.push(self.rule(grid, height - HAIRLINE));
        for (cell, &edge) in row.cells.iter().zip(&grid.edges) {
            let from = lines.start.min(cell.lines.len());
            let shown = &cell.lines[from..lines.end.min(cell.lines.len())];
            let content = row.line * i32::try_from(shown.len()).unwrap_or(i32::MAX);
            let is_centred = grid.kind.is_form() || row.is_head;
            let mut top = if is_centred { (height - content) / 2 } else { grid.padding / 2 };
            for line in shown {
                ink::print(&cell.text, line, edge + grid.padding, top, &cell.nodes, &mut items);
                top += row.line;
            }
        }
        Piece { height, items, ..Piece::default() }
    }

    /// A rule over the width of the table.
    fn rule(&self, grid: &Grid, y: Length) -> Item {
        let (left, right) = (grid.edges[0], grid.edges[grid.edges.len() - 1]);
        fill(left, y, right - left, HAIRLINE, self.style.colors.line)
    }
}

/// What the columns ask for: room for their widest word, and at least for three characters, or one where that is all
/// they have.
fn needs<'a>(
    table: &Table,
    rows: &(impl Iterator<Item = &'a Vec<Text>> + Clone),
    total: Length,
    padding: Length,
) -> Vec<Need> {
    let need = |(at, column): (usize, &model::Column)| {
        let cells = rows.clone().map(|row| &row[at]).filter(|text| !text.clusters.is_empty());
        let longest = cells.clone().map(Text::width).max();
        let em = rows.clone().next().map_or(Length::ZERO, |row| row[at].setting.size);
        // Word processors need a hair more.
        let room = padding * 2 + em / 8;
        let widest = |joint| cells.clone().map(|text| widest_stretch(text, joint)).max().unwrap_or_default() + room;
        let floor = longest.map_or(em * 3, |longest| longest.clamp(em, em * 3)) + padding * 2;
        // A word may take a third of the table before it is cut.
        let least = widest(Joint::Letters).min(total / 3).max(floor);
        let whole = widest(Joint::Suffix).min(total / 3).max(least);
        Need { weight: column.weight, floor, least, whole }
    };
    table.columns.iter().enumerate().map(need).collect()
}

/// The width of the widest stretch without a place where a line may end that parts no more than `joint`.
fn widest_stretch(text: &Text, joint: Joint) -> Length {
    let (mut widest, mut width) = (Length::ZERO, Length::ZERO);
    for cluster in &text.clusters {
        if !cluster.class.is_space() {
            width += cluster.advance;
            widest = widest.max(width);
        }
        width += cluster.gap;
        if cluster.end_of_line >= EndOfLine::Allowed && cluster.joint >= joint {
            width = Length::ZERO;
        }
    }
    widest
}

/// Keeps a small table whole, and the last two rows of any other together.
fn keep_together(pieces: &mut [Piece], is_small: bool) {
    let count = pieces.len();
    for (at, piece) in pieces.iter_mut().enumerate() {
        if at + 1 < count && (is_small || at + 2 == count) {
            piece.keep = piece.keep.max(Keep::Loose);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_tables_stay_whole_and_others_end_in_two_rows() {
        use Keep::{Free, Loose};
        let keeps = |is_small| {
            let mut pieces = vec![Piece::default(); 4];
            keep_together(&mut pieces, is_small);
            pieces.iter().map(|piece| piece.keep).collect::<Vec<_>>()
        };
        assert_eq!(keeps(true), [Loose, Loose, Loose, Free]);
        assert_eq!(keeps(false), [Free, Free, Loose, Free]);
    }
}
