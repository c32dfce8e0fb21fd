//! Boxes and cards: blocks in a fence.

use super::{Builder, Runs, read};
use crate::diag::Code;
use crate::model::{Block, Panel, PanelKind};

/// How many faces a card has at most.
const FACES: usize = 2;

impl Builder<'_, '_> {
    /// Ends a panel: its text is read like that of a part.
    pub(super) fn panel(&mut self, kind: PanelKind, text: &str) {
        if self.in_panel {
            self.unsupported("枠の中に枠は置けません", "```box と ```card は、外に並べて置いてください");
            return;
        }
        let runs = std::mem::replace(&mut self.runs, Runs::new(self.scene));
        let (blocks, inner) = read(text, self.scene, runs, true);
        let mut found = inner.diagnostics;
        let is_whole = found.is_empty();
        self.diagnostics.append(&mut found);
        // What is open and the line last seen hold behind the fence too.
        self.runs = inner.runs;
        let faces: Vec<Vec<Block>> = blocks
            .split(|block| *block == Block::PageBreak)
            .filter(|face| !face.is_empty())
            .map(<[Block]>::to_vec)
            .collect();
        let most = if kind == PanelKind::Card { FACES } else { 1 };
        if faces.is_empty() && !is_whole {
            // What was wrong is why there is nothing.
        } else if faces.is_empty() {
            let hint = "囲みの中に文を書き、文がないこともある枠は {{#if}} で包んでください";
            self.report(Code::FigureShape, "枠の中が空です", hint);
        } else if faces.len() > most {
            let hint = "--- は ```card の中の、折り目に一つだけ書けます";
            self.report(Code::FigureShape, "枠の中の --- が多すぎます", hint);
        } else {
            let pictogram = if kind == PanelKind::Card { self.scene.set.scissors() } else { None };
            self.push(Block::Panel(Panel { kind, faces, pictogram }));
        }
    }
}
