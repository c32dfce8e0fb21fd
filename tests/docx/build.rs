//! Short ways to write documents in tests.

use chrono::NaiveDate;
use kitei::fields::FieldPath;
use kitei::model::{
    Alignment, Block, Cell, Column, ContentsDepth, Document, DocumentKind, Edition, Figure, FigureBox, FigureKind,
    Heading, Inline, Label, List, ListItem, ListKind, NumberFormat, Origin, OriginKind, PageShape, Panel, PanelKind,
    Paragraph, Part, PartKind, Properties, Row, Run, Table, TableKind, TypeSize, ValueStatus,
};

pub(crate) fn run(content: Inline) -> Run {
    Run { content, strong: false, origin: Origin { kind: OriginKind::Template, span: None }, ruby: Vec::new() }
}

pub(crate) fn text(words: &str) -> Run {
    run(Inline::Text(words.to_owned()))
}

pub(crate) fn strong(words: &str) -> Run {
    Run { strong: true, ..text(words) }
}

pub(crate) fn line_break() -> Run {
    run(Inline::Break)
}

pub(crate) fn fill_in(words: &str, status: ValueStatus) -> Run {
    let kind = OriginKind::FillIn { field: FieldPath::new("company.name"), status };
    Run { origin: Origin { kind, span: None }, ..text(words) }
}

pub(crate) fn choice(words: &str, status: ValueStatus) -> Run {
    let kind = OriginKind::Choice { field: FieldPath::new("access.method"), status };
    Run { origin: Origin { kind, span: None }, ..text(words) }
}

pub(crate) fn reference(target: &str, words: &str) -> Run {
    run(Inline::Reference { target: target.to_owned(), bare: false, text: words.to_owned() })
}

pub(crate) fn paragraph(runs: Vec<Run>) -> Block {
    Block::Paragraph(Paragraph { runs })
}

pub(crate) fn words(words: &str) -> Block {
    paragraph(if words.is_empty() { vec![] } else { vec![text(words)] })
}

pub(crate) fn label(format: NumberFormat, ordinals: &[u32]) -> Label {
    Label { format, ordinals: ordinals.to_vec(), text: format.text(ordinals) }
}

/// An ordered list; a number of 0 leaves the item bare.
pub(crate) fn ordered(format: NumberFormat, items: Vec<(u32, Vec<Block>)>) -> Block {
    let items = items
        .into_iter()
        .map(|(number, blocks)| ListItem { label: (number > 0).then(|| label(format, &[number])), blocks })
        .collect();
    Block::List(List { kind: ListKind::Ordered, items })
}

pub(crate) fn unordered(kind: ListKind, items: Vec<Vec<Block>>) -> Block {
    let items = items.into_iter().map(|blocks| ListItem { label: None, blocks }).collect();
    Block::List(List { kind, items })
}

pub(crate) fn cell(words: &str) -> Cell {
    Cell { runs: if words.is_empty() { vec![] } else { vec![text(words)] } }
}

pub(crate) fn row(cells: &[&str]) -> Row {
    Row { cells: cells.iter().map(|words| cell(words)).collect() }
}

pub(crate) fn table(kind: TableKind, weights: &[u32], head: Option<&[&str]>, rows: &[&[&str]]) -> Block {
    let columns = weights.iter().map(|&weight| Column { weight, alignment: Alignment::Left }).collect();
    let rows = rows.iter().map(|cells| row(cells)).collect();
    Block::Table(Table { kind, columns, head: head.map(row), rows })
}

/// A chart from the depth, the name and the other lines of each box.
pub(crate) fn chart(boxes: Vec<(usize, Vec<Run>, Vec<Vec<Run>>)>) -> Block {
    let boxes = boxes.into_iter().map(|(depth, name, details)| FigureBox { depth, name, details }).collect();
    Block::Figure(Figure { kind: FigureKind::Chart, boxes })
}

pub(crate) fn panel(kind: PanelKind, faces: Vec<Vec<Block>>) -> Block {
    Block::Panel(Panel { kind, faces, pictogram: None })
}

pub(crate) fn heading(level: u8, label: Option<Label>, words: &str) -> Heading {
    Heading { level, label, runs: vec![text(words)], listed: true }
}

pub(crate) fn part(key: &str, kind: PartKind, heading: Option<Heading>, blocks: Vec<Block>) -> Part {
    Part {
        key: key.to_owned(),
        kind,
        shape: None,
        starts_page: kind.starts_page(),
        most_pages: None,
        heading,
        pictogram: None,
        blocks,
    }
}

pub(crate) fn unlisted(mut part: Part) -> Part {
    if let Some(heading) = &mut part.heading {
        heading.listed = false;
    }
    part
}

pub(crate) fn landscape(part: Part) -> Part {
    Part { shape: Some(PageShape::Landscape), ..part }
}

pub(crate) fn document(kind: DocumentKind, parts: Vec<Part>) -> Document {
    let title = match kind {
        DocumentKind::BasicPolicy => "情報セキュリティ基本方針",
        DocumentKind::Handbook => "情報セキュリティハンドブック",
        DocumentKind::Regulations => "情報セキュリティ関連規程",
        DocumentKind::MyNumberPolicy => "特定個人情報の基本方針",
    };
    Document {
        kind,
        edition: Edition::default(),
        most_pages: None,
        shape: if kind == DocumentKind::Handbook { PageShape::Landscape } else { PageShape::Portrait },
        type_size: TypeSize::of(kind),
        contents: ContentsDepth::default(),
        properties: Properties {
            title: title.to_owned(),
            company: "株式会社青葉製作所".to_owned(),
            version: "1.0".to_owned(),
            subject: "情報セキュリティ対策の規程".to_owned(),
            keywords: vec!["情報セキュリティ".to_owned(), "規程".to_owned()],
            enacted_on: NaiveDate::from_ymd_opt(2025, 4, 1).expect("a date"),
            revised_on: NaiveDate::from_ymd_opt(2026, 10, 1).expect("a date"),
        },
        parts,
        review: None,
    }
}
