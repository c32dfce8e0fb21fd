//! What layout can find wrong: characters without a glyph, and things too large for the page.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic};
use crate::model::{FigureBox, OriginKind, Run, Table};
use crate::source::Span;

/// The problems found in one document.
#[derive(Debug, Default)]
pub(super) struct Problems {
    /// The problems in the order found.
    pub(super) found: Vec<Diagnostic>,
    uncovered: BTreeSet<char>,
    has_tall: bool,
}

impl Problems {
    /// A character of a run has no glyph in any face; each character is reported once.
    pub(super) fn report_uncovered(&mut self, character: char, run: &Run) {
        if !self.uncovered.insert(character) {
            return;
        }
        let message = format!("「{character}」(U+{:04X}) の字形がどの書体にもありません", u32::from(character));
        let mut diagnostic = Diagnostic::new(Code::Uncovered, message)
            .hint("別の字に替えるか、この字のある TrueType 書体を --fallback-font で指定してください");
        if let Some(span) = run.origin.span {
            diagnostic = diagnostic.at(span);
        }
        if let OriginKind::FillIn { field, .. } | OriginKind::Choice { field, .. } = &run.origin.kind {
            diagnostic = diagnostic.label(format!("{field} の値"));
        }
        self.found.push(diagnostic);
    }

    /// A table has columns narrower than one character.
    pub(super) fn report_narrow(&mut self, table: &Table) {
        let cells = table.head.iter().chain(&table.rows).flat_map(|row| &row.cells);
        let span = cells.flat_map(|cell| &cell.runs).find_map(|run| run.origin.span);
        let diagnostic = Diagnostic::new(Code::Overfull, "表の列が多すぎて紙面に入りません")
            .hint("列を減らすか、横置きのページに置いてください");
        self.found.push(span.into_iter().fold(diagnostic, Diagnostic::at));
    }

    /// A box of a figure is higher than a page.
    pub(super) fn report_tall_box(&mut self, own: &FigureBox) {
        let span = own.lines().flatten().find_map(|run| run.origin.span);
        let diagnostic = Diagnostic::new(Code::Overfull, "図の枠が高すぎて1ページに入りません")
            .hint("枠の言葉を短くするか、図の前の文に移してください");
        self.found.push(span.into_iter().fold(diagnostic, Diagnostic::at));
    }

    /// A document or a part takes more pages than it may, by about as many lines.
    pub(super) fn report_long(&mut self, words: &str, most: usize, lines: i32, place: Option<Span>) {
        let message = format!("「{words}」が{most}ページに収まりません（約{lines}行のはみ出し）");
        let diagnostic = Diagnostic::new(Code::TooLong, message).hint("載せる項目か言葉を減らしてください");
        self.found.push(place.into_iter().fold(diagnostic, Diagnostic::at));
    }

    /// The pages are too low for a single line; reported once, since it is the style's fault.
    pub(super) fn report_tall(&mut self) {
        if !std::mem::replace(&mut self.has_tall, true) {
            let message = "本文の領域が低すぎて1行も入りません";
            self.found.push(
                Diagnostic::new(Code::Overfull, message).hint("style.toml の余白か文字の大きさを減らしてください"),
            );
        }
    }
}
