//! The tree of tags while it grows, and the levels of headings in it.

use super::frame::{Node, NodeId, NodeKind};

/// The nodes so far; the first is the document.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// The open sections from the outermost, with the level of their headings.
    sections: Vec<(u8, NodeId)>,
    /// Whether the document's title took level 1.
    titled: bool,
}

impl Tree {
    /// The document's node.
    pub(super) const ROOT: NodeId = NodeId(0);

    /// Only the document.
    pub(super) fn new() -> Self {
        let document = Node { kind: NodeKind::Document, children: Vec::new() };
        Self { nodes: vec![document], sections: Vec::new(), titled: false }
    }

    /// Adds a node as the last child of `parent`.
    pub(super) fn add(&mut self, parent: NodeId, kind: NodeKind) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node { kind, children: Vec::new() });
        self.nodes[parent.0 as usize].children.push(id);
        id
    }

    /// Opens a section of its own beside all others, for the document's title and what stands outside its order.
    pub(super) fn add_front_section(&mut self) -> NodeId {
        self.sections.clear();
        self.add(Self::ROOT, NodeKind::Section)
    }

    /// The section of a part under a heading of `level`, within the section of the next heading above.
    pub(super) fn add_section(&mut self, level: u8) -> NodeId {
        self.sections.retain(|&(open, _)| open < level);
        let section = self.add_plain_section();
        self.sections.push((level, section));
        section
    }

    /// The section of a part without heading, within the one that is open.
    pub(super) fn add_plain_section(&mut self) -> NodeId {
        let parent = self.sections.last().map_or(Self::ROOT, |&(_, section)| section);
        self.add(parent, NodeKind::Section)
    }

    /// The document's title, always level 1.
    pub(super) fn add_title(&mut self, section: NodeId) -> NodeId {
        self.titled = true;
        self.add(section, NodeKind::Heading(1))
    }

    /// The heading of the section opened last, one level lower where the document has a title. The level is the depth
    /// of the section, so that none is skipped whatever the document says, as PDF/UA demands (ISO 14289-1, 7.4.2).
    pub(super) fn add_heading(&mut self, section: NodeId) -> NodeId {
        let level = self.outline_level() + u8::from(self.titled);
        self.add(section, NodeKind::Heading(level))
    }

    /// The level of that heading in the outline: the title is not above the chapters there, so that they show at once.
    pub(super) fn outline_level(&self) -> u8 {
        u8::try_from(self.sections.len()).unwrap_or(u8::MAX).max(1)
    }

    /// All nodes.
    pub(super) fn finish(self) -> Vec<Node> {
        self.nodes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The levels in the tree and in the outline of headings given by their level in the document.
    #[track_caller]
    fn check(titled: bool, levels: &[u8], expected: &[(u8, u8)]) {
        let mut tree = Tree::new();
        if titled {
            let section = tree.add_front_section();
            tree.add_title(section);
        }
        let mut found = Vec::new();
        for &level in levels {
            let section = tree.add_section(level);
            let heading = tree.add_heading(section);
            let NodeKind::Heading(own) = tree.nodes[heading.0 as usize].kind else { panic!("a heading was added") };
            found.push((own, tree.outline_level()));
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn headings_stand_below_the_title_and_skip_no_level() {
        check(false, &[1, 2, 3, 1, 3, 3], &[(1, 1), (2, 2), (3, 3), (1, 1), (2, 2), (2, 2)]);
        check(true, &[1, 2, 3, 1], &[(2, 1), (3, 2), (4, 3), (2, 1)]);
        check(true, &[2, 2, 3], &[(2, 1), (2, 1), (3, 2)]);
        check(false, &[2, 1], &[(1, 1), (1, 1)]);
    }

    #[test]
    fn sections_nest_by_level() {
        let mut tree = Tree::new();
        let chapter = tree.add_section(1);
        let article = tree.add_section(2);
        let text = tree.add_plain_section();
        let next = tree.add_section(2);
        let nodes = tree.finish();
        assert_eq!(nodes[0].children, [chapter]);
        assert_eq!(nodes[chapter.0 as usize].children, [article, next]);
        assert_eq!(nodes[article.0 as usize].children, [text]);
    }
}
