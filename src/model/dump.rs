//! A text dump of a document, for snapshots and for comparing with what the writers wrote.

use std::fmt::Write;

use super::block::{Alignment, Block, ListKind};
use super::document::Document;
use super::inline::{Inline, OriginKind, Run, ValueStatus};

impl Document {
    /// The document as text: structure, numbers, and where words came from. Fill-ins stand in `{}`, choices in `<>`,
    /// each with `?` after an unconfirmed default, `=` after a computed and `!` after a blank one; references in `[]`, and
    /// remarks of a review in `‹›`.
    #[must_use]
    pub fn dump(&self) -> String {
        let mut out = format!("{} 「{}」 {}\n", self.kind.as_str(), self.properties.title, self.properties.version);
        for part in &self.parts {
            let shape = part.shape.map(|shape| format!(" {shape:?}")).unwrap_or_default();
            let _ = write!(out, "\n== {:?}{shape} {}\n", part.kind, part.key);
            if let Some(heading) = &part.heading {
                let label = heading.label.as_ref().map(|label| format!("{} ", label.text)).unwrap_or_default();
                let _ = writeln!(out, "{} {label}{}", "#".repeat(usize::from(heading.level)), runs(&heading.runs));
            }
            if let Some(pictogram) = &part.pictogram {
                let _ = writeln!(out, "({})", pictogram.name);
            }
            blocks(&part.blocks, 0, &mut out);
        }
        out
    }
}

fn blocks(list: &[Block], depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    for block in list {
        match block {
            Block::Paragraph(paragraph) => {
                let _ = writeln!(out, "{indent}{}", runs(&paragraph.runs));
            }
            Block::List(list) => {
                for item in &list.items {
                    let mark = match (&item.label, list.kind) {
                        (Some(label), _) => label.text.as_str(),
                        (None, ListKind::Ordered) => "・",
                        (None, ListKind::Bullet) => "-",
                        (None, ListKind::Check) => "□",
                    };
                    let mut inner = String::new();
                    blocks(&item.blocks, depth + 1, &mut inner);
                    let _ = write!(out, "{indent}{mark} {}", inner.trim_start());
                }
            }
            Block::Table(table) => {
                let columns: Vec<String> = table
                    .columns
                    .iter()
                    .map(|column| {
                        let side = match column.alignment {
                            Alignment::Left => "",
                            Alignment::Center => "c",
                            Alignment::Right => "r",
                        };
                        format!("{}{side}", column.weight)
                    })
                    .collect();
                let _ = writeln!(out, "{indent}{:?} {}", table.kind, columns.join(" "));
                for (mark, row) in
                    table.head.iter().map(|row| ("!", row)).chain(table.rows.iter().map(|row| ("|", row)))
                {
                    let cells: Vec<String> = row.cells.iter().map(|cell| runs(&cell.runs)).collect();
                    let _ = writeln!(out, "{indent}{mark} {}", cells.join(" | "));
                }
            }
            Block::Figure(figure) => {
                let _ = writeln!(out, "{indent}{:?}", figure.kind);
                for own in &figure.boxes {
                    let lines: Vec<String> = own.lines().map(|line| runs(line)).collect();
                    let _ = writeln!(out, "{indent}{}+ {}", "  ".repeat(own.depth), lines.join(" | "));
                }
            }
            Block::Note(inner) => {
                let _ = writeln!(out, "{indent}>");
                blocks(inner, depth + 1, out);
            }
            Block::Panel(panel) => {
                let _ = writeln!(out, "{indent}{:?}", panel.kind);
                for (at, face) in panel.faces.iter().enumerate() {
                    if at > 0 {
                        let _ = writeln!(out, "{indent}:");
                    }
                    blocks(face, depth + 1, out);
                }
            }
            Block::PageBreak => {
                let _ = writeln!(out, "{indent}---");
            }
        }
    }
}

fn runs(runs: &[Run]) -> String {
    runs.iter()
        .map(|run| {
            let text = match &run.content {
                Inline::Text(text) => text.clone(),
                Inline::Break => "⏎".to_owned(),
                Inline::Reference { text, .. } => format!("[{text}]"),
            };
            let text = if run.strong { format!("**{text}**") } else { text };
            let mark = |status: &ValueStatus| match status {
                ValueStatus::Given => "",
                ValueStatus::Default => "?",
                ValueStatus::Derived => "=",
                ValueStatus::Blank => "!",
            };
            match &run.origin.kind {
                OriginKind::Template => text,
                OriginKind::FillIn { status, .. } => format!("{{{text}}}{}", mark(status)),
                OriginKind::Choice { status, .. } => format!("<{text}>{}", mark(status)),
                OriginKind::Remark(_) => format!("‹{text}›"),
            }
        })
        .collect()
}
