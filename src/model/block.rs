//! Blocks: paragraphs, lists, tables and notes.

use super::figure::{Figure, FigureBox};
use super::inline::{Run, plain_text};
use super::label::Label;
use super::panel::Panel;

/// A piece of a part that stands on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Running text. Markup: lines up to a blank one.
    Paragraph(Paragraph),
    /// Clauses, items or bullets. Markup: `1.`, `-` or `- [ ]` at line starts, nested by indentation.
    List(List),
    /// A grid. Markup: a pipe table.
    Table(Table),
    /// Boxes and lines. Markup: a fence with `chart`.
    Figure(Figure),
    /// A note to the reader, set apart. Markup: `>` at line starts.
    Note(Vec<Self>),
    /// A box or a card. Markup: a fence with `box` or `card`.
    Panel(Panel),
    /// What follows starts a new page. Markup: `---`.
    PageBreak,
}

impl Block {
    /// Adds the runs of the block in reading order.
    pub(super) fn push_runs<'a>(&'a self, runs: &mut Vec<&'a Run>) {
        match self {
            Self::Paragraph(paragraph) => runs.extend(&paragraph.runs),
            Self::List(list) => {
                list.items.iter().flat_map(|item| &item.blocks).for_each(|block| block.push_runs(runs));
            }
            Self::Table(table) => {
                let cells = table.head.iter().chain(&table.rows).flat_map(|row| &row.cells);
                runs.extend(cells.flat_map(|cell| &cell.runs));
            }
            Self::Figure(figure) => runs.extend(figure.boxes.iter().flat_map(super::FigureBox::lines).flatten()),
            Self::Note(blocks) => blocks.iter().for_each(|block| block.push_runs(runs)),
            Self::Panel(panel) => panel.blocks().for_each(|block| block.push_runs(runs)),
            Self::PageBreak => {}
        }
    }

    /// The words of the block in reading order, one line each for paragraphs and cells; labels come first in their
    /// line, with one space. The text dump and the checks of both writers compare against this.
    pub fn push_lines(&self, lines: &mut Vec<String>) {
        match self {
            Self::Paragraph(paragraph) => lines.push(plain_text(&paragraph.runs)),
            Self::List(list) => {
                for item in &list.items {
                    let first = lines.len();
                    item.blocks.iter().for_each(|block| block.push_lines(lines));
                    if let (Some(label), Some(line)) = (&item.label, lines.get_mut(first)) {
                        *line = format!("{} {line}", label.text);
                    }
                }
            }
            Self::Table(table) => {
                for row in table.head.iter().chain(&table.rows) {
                    lines.extend(row.cells.iter().map(|cell| plain_text(&cell.runs)));
                }
            }
            Self::Figure(figure) => {
                lines.extend(figure.boxes.iter().flat_map(FigureBox::lines).map(|runs| plain_text(runs)));
            }
            Self::Note(blocks) => blocks.iter().for_each(|block| block.push_lines(lines)),
            Self::Panel(panel) => panel.blocks().for_each(|block| block.push_lines(lines)),
            Self::PageBreak => {}
        }
    }
}

/// Running text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The words.
    pub runs: Vec<Run>,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// What stands before each item.
    pub kind: ListKind,
    /// The items in order.
    pub items: Vec<ListItem>,
}

/// What stands before the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// Numbers; markup `1.`. Clauses of an article at the outer level, items within a clause at the next.
    Ordered,
    /// Bullets; markup `-`.
    Bullet,
    /// Empty check boxes; markup `- [ ]`.
    Check,
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// The number of an ordered item; none for bullets, check boxes, and the only or first clause of an article where
    /// the numbering leaves it bare.
    pub label: Option<Label>,
    /// The first block is a paragraph; nested lists, tables and notes may follow.
    pub blocks: Vec<Block>,
}

/// A grid of cells. Every row has as many cells as there are columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The role of the table.
    pub kind: TableKind,
    /// One entry per column.
    pub columns: Vec<Column>,
    /// The head, repeated on each page; none for [`TableKind::Facts`].
    pub head: Option<Row>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// The role of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableKind {
    /// A list of things with a head row.
    Grid,
    /// Names in the first column and facts beside them; markup: an empty head row.
    Facts,
    /// To be written in by hand, with a head row; empty cells leave room to write. Markup: a grid in a form part.
    Form,
    /// Names in the first column and room to write beside them; markup: an empty head row in a form part.
    FormFacts,
}

impl TableKind {
    /// Whether the first cell of each row is the head of that row.
    #[must_use]
    pub fn has_row_heads(self) -> bool {
        matches!(self, Self::Facts | Self::FormFacts)
    }

    /// Whether people write in the table by hand.
    #[must_use]
    pub fn is_form(self) -> bool {
        matches!(self, Self::Form | Self::FormFacts)
    }
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The share of the width, relative to the other columns: the number of dashes below the head.
    pub weight: u32,
    /// How cells stand in the column.
    pub alignment: Alignment,
}

/// How cells stand in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// Markup `---`.
    Left,
    /// Markup `:-:`.
    Center,
    /// Markup `--:`.
    Right,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// One cell per column.
    pub cells: Vec<Cell>,
}

/// A cell; it may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The words.
    pub runs: Vec<Run>,
}
