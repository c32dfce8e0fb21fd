//! Short ways to write documents in tests.

use chrono::NaiveDate;

use crate::fields::FieldPath;
use crate::model::{
    Alignment, Block, Cell, Column, ContentsDepth, Document, DocumentKind, Edition, Figure, FigureBox, FigureKind,
    Heading, Inline, Label, List, ListItem, ListKind, NumberFormat, Origin, OriginKind, PageShape, Panel, PanelKind,
    Paragraph, Part, PartKind, Properties, Row, Run, Table, TableKind, TypeSize, ValueStatus,
};

/// Runs written in a small notation: `**strong**`, `{fill-in}`, `[default fill-in]`, `<choice>`, `@key|text@` for a
/// reference and a line feed for a break.
pub(super) fn runs(notation: &str) -> Vec<Run> {
    let field = FieldPath::new("company.name");
    let mut runs = Vec::new();
    let mut strong = false;
    for (at, piece) in notation.split("**").enumerate() {
        if at > 0 {
            strong = !strong;
        }
        let mut rest = piece;
        while let Some(first) = rest.chars().next() {
            let (kind, close) = match first {
                '{' => (OriginKind::FillIn { field: field.clone(), status: ValueStatus::Given }, Some('}')),
                '[' => (OriginKind::FillIn { field: field.clone(), status: ValueStatus::Default }, Some(']')),
                '<' => (OriginKind::Choice { field: field.clone(), status: ValueStatus::Given }, Some('>')),
                '@' => (OriginKind::Template, Some('@')),
                _ => (OriginKind::Template, None),
            };
            let origin = Origin { kind, span: None };
            let (content, after) = match close.and_then(|close| rest[1..].split_once(close)) {
                Some((words, after)) => match words.split_once('|').filter(|_| first == '@') {
                    Some((target, text)) => {
                        (Inline::Reference { target: target.to_owned(), bare: false, text: text.to_owned() }, after)
                    }
                    None => (Inline::Text(words.to_owned()), after),
                },
                None if first == '\n' => (Inline::Break, &rest[1..]),
                None => {
                    let end = rest[first.len_utf8()..].find(['{', '[', '<', '@', '\n']);
                    let end = end.map_or(rest.len(), |end| end + first.len_utf8());
                    (Inline::Text(rest[..end].to_owned()), &rest[end..])
                }
            };
            runs.push(Run { content, strong, origin, ruby: Vec::new() });
            rest = after;
        }
    }
    runs
}

pub(super) fn paragraph(notation: &str) -> Block {
    Block::Paragraph(Paragraph { runs: runs(notation) })
}

pub(super) fn label(format: NumberFormat, ordinals: &[u32]) -> Label {
    Label { format, ordinals: ordinals.to_vec(), text: format.text(ordinals) }
}

/// An ordered list numbered in a shape; each item is a paragraph and what is nested in it.
pub(super) fn ordered(format: NumberFormat, items: Vec<Vec<Block>>) -> Block {
    let item = |(at, blocks): (usize, Vec<Block>)| {
        let ordinal = u32::try_from(at + 1).expect("few items");
        ListItem { label: Some(label(format, &[ordinal])), blocks }
    };
    Block::List(List { kind: ListKind::Ordered, items: items.into_iter().enumerate().map(item).collect() })
}

pub(super) fn unordered(kind: ListKind, items: &[&str]) -> Block {
    let item = |notation: &&str| ListItem { label: None, blocks: vec![paragraph(notation)] };
    Block::List(List { kind, items: items.iter().map(item).collect() })
}

fn row(notation: &str) -> Row {
    Row { cells: notation.split('|').map(|cell| Cell { runs: runs(cell.trim()) }).collect() }
}

/// A table from its weights and rows with `|` between cells; grids and forms have their head first.
pub(super) fn table(kind: TableKind, weights: &[u32], rows: &[&str]) -> Block {
    let column = |&weight: &u32| Column { weight, alignment: Alignment::Left };
    let mut rows: Vec<Row> = rows.iter().map(|notation| row(notation)).collect();
    let head = (!kind.has_row_heads()).then(|| rows.remove(0));
    Block::Table(Table { kind, columns: weights.iter().map(column).collect(), head, rows })
}

/// A chart: each line is a box, two spaces deeper for each level, with `|` between its name and its other lines.
pub(super) fn chart(lines: &[&str]) -> Block {
    let own = |line: &&str| {
        let words = line.trim_start();
        let mut parts = words.split('|').map(runs);
        let name = parts.next().expect("a name");
        FigureBox { depth: (line.len() - words.len()) / 2, name, details: parts.collect() }
    };
    Block::Figure(Figure { kind: FigureKind::Chart, boxes: lines.iter().map(own).collect() })
}

pub(super) fn heading(level: u8, label: impl Into<Option<Label>>, notation: &str) -> Heading {
    Heading { level, label: label.into(), runs: runs(notation), listed: true }
}

pub(super) fn part(key: &str, kind: PartKind, heading: impl Into<Option<Heading>>, blocks: Vec<Block>) -> Part {
    Part {
        key: key.to_owned(),
        kind,
        shape: None,
        starts_page: kind.starts_page(),
        most_pages: None,
        heading: heading.into(),
        pictogram: None,
        blocks,
    }
}

pub(super) fn document(kind: DocumentKind, parts: Vec<Part>) -> Document {
    let shape = if kind == DocumentKind::Handbook { PageShape::Landscape } else { PageShape::Portrait };
    let day = NaiveDate::from_ymd_opt(2026, 4, 1).expect("a day");
    let properties = Properties {
        title: kind.file_stem()["01_".len()..].to_owned(),
        company: "株式会社青葉精工".to_owned(),
        version: "1.0".to_owned(),
        subject: String::new(),
        keywords: Vec::new(),
        enacted_on: day,
        revised_on: day,
    };
    Document {
        kind,
        edition: Edition::default(),
        shape,
        type_size: TypeSize::of(kind),
        contents: ContentsDepth::default(),
        most_pages: None,
        properties,
        parts,
        review: None,
    }
}

/// A box, or a card with some faces.
pub(super) fn panel(kind: PanelKind, faces: Vec<Vec<Block>>) -> Block {
    Block::Panel(Panel { kind, faces, pictogram: None })
}
