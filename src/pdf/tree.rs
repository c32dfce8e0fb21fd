//! The tree of tags in reading order, with the rules of tagged PDF on who may stand in whom.

use crate::diag::Diagnostic;
use crate::layout::{Node, NodeId, NodeKind};

use super::error::broken_list;

/// What the flat list of nodes says as a tree. Nodes that the document does not reach are left out.
#[derive(Debug)]
pub(super) struct Tree {
    /// The reachable nodes, parents before children, in reading order.
    pub(super) order: Vec<NodeId>,
    /// Each node's parent; none for the document and for nodes out of reach.
    parents: Vec<Option<NodeId>>,
    /// Each node's place in `order`.
    ranks: Vec<Option<usize>>,
}

impl Tree {
    /// Reads the tree and reports what is not a tree, or not one that tagged PDF allows.
    pub(super) fn read(nodes: &[Node], problems: &mut Vec<Diagnostic>) -> Self {
        let mut tree = Self {
            order: Vec::with_capacity(nodes.len()),
            parents: vec![None; nodes.len()],
            ranks: vec![None; nodes.len()],
        };
        let Some(root) = nodes.first() else { return tree };
        if root.kind != NodeKind::Document {
            problems.push(broken_list("文書の構造の先頭が文書ではありません"));
        }
        let mut pending = vec![(NodeId(0), None)];
        while let Some((id, parent)) = pending.pop() {
            let (Some(node), Some(rank)) = (nodes.get(id.0 as usize), tree.ranks.get_mut(id.0 as usize)) else {
                problems.push(broken_list(format!("文書の構造に無い要素を指しています: {}", id.0)));
                continue;
            };
            if rank.is_some() {
                problems.push(broken_list(format!("文書の構造で要素が二度使われています: {}", id.0)));
                continue;
            }
            *rank = Some(tree.order.len());
            tree.order.push(id);
            tree.parents[id.0 as usize] = parent;
            if let Some(parent) = parent {
                check_nesting(&nodes[parent.0 as usize].kind, &node.kind, problems);
            }
            pending.extend(node.children.iter().rev().map(|child| (*child, Some(id))));
        }
        check_headings(nodes, &tree.order, problems);
        tree
    }

    /// The node's place in reading order, if the document reaches it.
    pub(super) fn rank(&self, id: NodeId) -> Option<usize> {
        self.ranks.get(id.0 as usize).copied().flatten()
    }

    /// The node above.
    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.parents.get(id.0 as usize).copied().flatten()
    }
}

/// Whether items may stand directly in a node of this kind. Grouping elements hold elements only (ISO 32000-1, 14.8.4).
pub(super) fn holds_items(kind: &NodeKind) -> bool {
    !matches!(
        kind,
        NodeKind::Document
            | NodeKind::Section
            | NodeKind::List
            | NodeKind::ListItem
            | NodeKind::Table
            | NodeKind::TableRow
            | NodeKind::Contents
            | NodeKind::Ruby
    )
}

/// Lists, tables and contents have a fixed inner order (ISO 32000-1, 14.8.4.3; ISO 14289-1, 7.2).
fn check_nesting(parent: &NodeKind, child: &NodeKind, problems: &mut Vec<Diagnostic>) {
    use NodeKind::{
        ColumnHead, Contents, ContentsItem, Document, Label, List, ListBody, ListItem, Note, RowHead, Ruby, RubyBase,
        RubyText, Table, TableCell, TableRow,
    };
    let allowed = match child {
        Document => false,
        ListItem => *parent == List,
        Label => matches!(parent, ListItem | ContentsItem | Note),
        ListBody => *parent == ListItem,
        TableRow => *parent == Table,
        ColumnHead | RowHead | TableCell => *parent == TableRow,
        ContentsItem => *parent == Contents,
        List => !matches!(parent, ListItem | Table | TableRow | Contents),
        Contents => !matches!(parent, List | ListItem | Table | TableRow),
        RubyBase | RubyText => *parent == Ruby,
        _ => !matches!(parent, List | ListItem | Table | TableRow | Contents | Ruby),
    };
    if !allowed {
        problems.push(broken_list(format!("{parent:?} の中に {child:?} は置けません")));
    }
}

/// Headings start at level 1 and go down one level at a time (ISO 14289-1, 7.4.2).
fn check_headings(nodes: &[Node], order: &[NodeId], problems: &mut Vec<Diagnostic>) {
    let mut above = 0;
    for id in order {
        let NodeKind::Heading(level) = nodes[id.0 as usize].kind else { continue };
        if !(1..=6).contains(&level) {
            problems.push(broken_list(format!("見出しの段は1から6までです: {level}")));
            continue;
        }
        if level > above + 1 {
            problems.push(broken_list(format!("見出しの段が飛んでいます: {above}の次に{level}")));
        }
        above = level;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(kind: NodeKind, children: &[u32]) -> Node {
        Node { kind, children: children.iter().copied().map(NodeId).collect() }
    }

    #[track_caller]
    fn check(nodes: &[Node], messages: &[&str]) -> Tree {
        let mut problems = Vec::new();
        let tree = Tree::read(nodes, &mut problems);
        let found: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(found, messages);
        tree
    }

    #[test]
    fn order_is_parents_first() {
        use NodeKind::{Document, Heading, Paragraph, Section, Span};
        let nodes = [
            node(Document, &[2, 1]),
            node(Paragraph, &[]),
            node(Section, &[4, 3]),
            node(Span, &[]),
            node(Heading(1), &[]),
            node(Span, &[]),
        ];
        let tree = check(&nodes, &[]);
        assert_eq!(tree.order, [0, 2, 4, 3, 1].map(NodeId));
        assert_eq!(tree.parent(NodeId(3)), Some(NodeId(2)));
        assert_eq!(tree.rank(NodeId(5)), None);
        assert_eq!(tree.rank(NodeId(9)), None);
    }

    #[test]
    fn broken_trees_are_reported() {
        use NodeKind::{Document, Heading, List, ListItem, Paragraph};
        check(&[node(Paragraph, &[])], &["文書の構造の先頭が文書ではありません"]);
        check(&[node(Document, &[7])], &["文書の構造に無い要素を指しています: 7"]);
        check(&[node(Document, &[1]), node(Paragraph, &[1])], &["文書の構造で要素が二度使われています: 1"]);
        check(
            &[node(Document, &[1]), node(List, &[2]), node(ListItem, &[3]), node(Paragraph, &[])],
            &["ListItem の中に Paragraph は置けません"],
        );
        check(
            &[node(Document, &[1, 2]), node(Heading(1), &[]), node(Heading(3), &[])],
            &["見出しの段が飛んでいます: 1の次に3"],
        );
        check(&[node(Document, &[1]), node(Heading(0), &[])], &["見出しの段は1から6までです: 0"]);
    }
}
