//! The words of laid-out pages in the order of reading, for comparison with the document.

use super::frame::{Item, NodeId, NodeKind, Pages};
use super::list::BULLET;

impl Pages {
    /// The words in reading order as [`crate::model::Document::lines`] has them: a line for each heading, paragraph and
    /// cell, the number of an item before its first line. The contents, bullets, readings and all artifacts are left out.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut words = vec![String::new(); self.nodes.len()];
        for item in self.pages.iter().flat_map(|page| &page.items) {
            if let Item::Glyphs(run) = item
                && let Some(node) = run.node
            {
                let words = &mut words[node.0 as usize];
                run.glyphs.iter().for_each(|glyph| words.push_str(&glyph.text));
                words.push_str(&run.trailing);
            }
        }
        let mut lines = Vec::new();
        if !self.nodes.is_empty() {
            self.push_lines(NodeId(0), &words, &mut String::new(), &mut lines);
        }
        lines
    }

    fn push_lines(&self, id: NodeId, words: &[String], label: &mut String, lines: &mut Vec<String>) {
        let node = &self.nodes[id.0 as usize];
        match node.kind {
            NodeKind::Contents => {}
            NodeKind::Label => {
                let own = self.words_within(id, words);
                *label = if own == BULLET { String::new() } else { own };
            }
            NodeKind::Heading(_)
            | NodeKind::Paragraph
            | NodeKind::TableCell
            | NodeKind::ColumnHead
            | NodeKind::RowHead => lines.push(std::mem::take(label) + &self.words_within(id, words)),
            _ => node.children.iter().for_each(|&child| self.push_lines(child, words, label, lines)),
        }
    }

    /// The words of a node and of those within it.
    fn words_within(&self, id: NodeId, words: &[String]) -> String {
        let is_read = |child: &&NodeId| self.nodes[child.0 as usize].kind != NodeKind::RubyText;
        let children = self.nodes[id.0 as usize].children.iter().filter(is_read);
        children.fold(words[id.0 as usize].clone(), |all, &child| all + &self.words_within(child, words))
    }
}
