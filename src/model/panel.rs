//! Panels: blocks in a frame, to be seen first or to be cut out.

use std::sync::Arc;

use super::block::Block;
use super::pictogram::Pictogram;

/// Blocks in a frame. Markup: a fence with `box` or `card`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// What the frame is for.
    pub kind: PanelKind,
    /// What stands in it, at least one; faces stand beside each other. Only a card has several, parted by `---`: it is
    /// folded between them.
    pub faces: Vec<Vec<Block>>,
    /// What is drawn on the line along which a card is cut out.
    pub pictogram: Option<Arc<Pictogram>>,
}

/// What a frame is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PanelKind {
    /// What to do now, set off by a line and a ground.
    Box,
    /// A card to be cut out along its dashed line and carried.
    Card,
}

impl Panel {
    /// All blocks in reading order.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.faces.iter().flatten()
    }
}
