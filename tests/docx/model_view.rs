//! What a reader should see of a document: each paragraph and cell with its number, straight from the model.

use kitei::model::{Block, Document, FigureBox, List, ListKind, plain_text};

/// A paragraph or cell as it should be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) number: Option<String>,
    pub(crate) words: String,
}

/// All lines in order; `signs` says whether bullets and check boxes count as numbers.
pub(crate) fn lines(document: &Document) -> Vec<Line> {
    let mut lines = Vec::new();
    for part in &document.parts {
        if let Some(heading) = &part.heading {
            let number = heading.label.as_ref().map(|label| label.text.clone());
            lines.push(Line { number, words: plain_text(&heading.runs) });
        }
        part.blocks.iter().for_each(|block| add(block, &mut lines));
    }
    lines
}

fn add(block: &Block, lines: &mut Vec<Line>) {
    let plain = |words| Line { number: None, words };
    match block {
        Block::Paragraph(paragraph) => lines.push(plain(plain_text(&paragraph.runs))),
        Block::List(list) => add_list(list, lines),
        Block::Table(table) => {
            for row in table.head.iter().chain(&table.rows) {
                lines.extend(row.cells.iter().map(|cell| plain(plain_text(&cell.runs))));
            }
        }
        Block::Figure(figure) => {
            lines.extend(figure.boxes.iter().flat_map(FigureBox::lines).map(|runs| plain(plain_text(runs))));
        }
        Block::Note(blocks) => blocks.iter().for_each(|block| add(block, lines)),
        Block::Panel(panel) => panel.blocks().for_each(|block| add(block, lines)),
        Block::PageBreak => {}
    }
}

fn add_list(list: &List, lines: &mut Vec<Line>) {
    for item in &list.items {
        let first = lines.len();
        item.blocks.iter().for_each(|block| add(block, lines));
        lines[first].number = match list.kind {
            ListKind::Ordered => item.label.as_ref().map(|label| label.text.clone()),
            ListKind::Bullet => Some("・".to_owned()),
            ListKind::Check => Some("□".to_owned()),
        };
    }
}
