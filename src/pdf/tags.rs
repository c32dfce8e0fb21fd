//! The structure tree (ISO 32000-1, 14.7 and 14.8): what each piece of page content is.

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};

use crate::layout::{GlyphRun, Item, NodeId, NodeKind, Page, Pages};

use super::links::Annotation;
use super::object::{integer, points, text_string};
use super::tree::Tree;

/// Adds the structure tree and gives its root. `marks` names, per page, the node of each marked-content sequence.
pub(super) fn structure_tree(
    document: &mut Document,
    pages: &Pages,
    tree: &Tree,
    page_ids: &[ObjectId],
    marks: &[Vec<NodeId>],
    annotations: &[Annotation],
) -> ObjectId {
    let root = document.new_object_id();
    let mut ids = vec![root; pages.nodes.len().max(1)];
    for id in &tree.order {
        ids[id.0 as usize] = document.new_object_id();
    }
    let element = |node: NodeId| ids[node.0 as usize];

    let first_runs = first_runs(pages);
    let contents = Contents::gather(pages.nodes.len(), marks, annotations);
    let mut note_ids = Vec::new();
    for id in &tree.order {
        let node = &pages.nodes[id.0 as usize];
        let mut dictionary = dictionary! {
            "Type" => "StructElem",
            "S" => tag(&node.kind),
            "P" => tree.parent(*id).map_or(root, element),
        };
        contents.set_kids(&mut dictionary, *id, page_ids, node.children.iter().map(|child| element(*child)));
        set_attributes(&mut dictionary, *id, pages, &first_runs);
        if node.kind == NodeKind::Note {
            let name = Object::String(format!("note{:06}", id.0).into_bytes(), StringFormat::Literal);
            dictionary.set("ID", name.clone());
            note_ids.push((name, element(*id)));
        }
        document.set_object(element(*id), dictionary);
    }
    let top = match tree.order.first() {
        Some(top) => element(*top),
        None => document.add_object(dictionary! { "Type" => "StructElem", "S" => "Document", "P" => root }),
    };

    let keys = marks.len() + annotations.len();
    let mut numbers = Vec::with_capacity(keys * 2);
    for (key, nodes) in marks.iter().enumerate() {
        let elements: Vec<_> = nodes.iter().map(|node| Object::Reference(element(*node))).collect();
        numbers.extend([integer(key), Object::Array(elements)]);
    }
    for (index, annotation) in annotations.iter().enumerate() {
        numbers.extend([integer(marks.len() + index), Object::Reference(element(annotation.node))]);
    }
    let parent_tree = document.add_object(dictionary! { "Nums" => numbers });
    let mut dictionary = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => top,
        "ParentTree" => parent_tree,
        "ParentTreeNextKey" => integer(keys),
    };
    if !note_ids.is_empty() {
        note_ids.sort_by(|(left, _), (right, _)| left.as_str().ok().cmp(&right.as_str().ok()));
        let names: Vec<_> = note_ids.into_iter().flat_map(|(name, note)| [name, Object::Reference(note)]).collect();
        dictionary.set("IDTree", dictionary! { "Names" => names });
    }
    document.set_object(root, dictionary);
    root
}

/// The standard structure type of a node.
fn tag(kind: &NodeKind) -> &'static str {
    match kind {
        NodeKind::Document => "Document",
        NodeKind::Section => "Sect",
        NodeKind::Heading(level) => ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(&1, &6) - 1)],
        NodeKind::Paragraph => "P",
        NodeKind::List => "L",
        NodeKind::ListItem => "LI",
        NodeKind::Label => "Lbl",
        NodeKind::ListBody => "LBody",
        NodeKind::Table => "Table",
        NodeKind::TableRow => "TR",
        NodeKind::ColumnHead | NodeKind::RowHead => "TH",
        NodeKind::TableCell => "TD",
        NodeKind::Contents => "TOC",
        NodeKind::ContentsItem => "TOCI",
        NodeKind::Link => "Link",
        NodeKind::Note => "Note",
        NodeKind::Figure(_) => "Figure",
        NodeKind::Span => "Span",
        NodeKind::Ruby => "Ruby",
        NodeKind::RubyBase => "RB",
        NodeKind::RubyText => "RT",
    }
}

/// What stands directly in each node.
struct Contents {
    /// Page and number of each marked-content sequence, in page order.
    marks: Vec<Vec<(usize, usize)>>,
    /// Page and object of each annotation.
    annotations: Vec<Vec<(usize, ObjectId)>>,
}

impl Contents {
    fn gather(nodes: usize, marks: &[Vec<NodeId>], annotations: &[Annotation]) -> Self {
        let mut contents = Self { marks: vec![Vec::new(); nodes], annotations: vec![Vec::new(); nodes] };
        for (page, nodes) in marks.iter().enumerate() {
            for (number, node) in nodes.iter().enumerate() {
                contents.marks[node.0 as usize].push((page, number));
            }
        }
        for annotation in annotations {
            contents.annotations[annotation.node.0 as usize].push((annotation.page, annotation.id));
        }
        contents
    }

    /// Sets `K`, and `Pg` for the page most of it refers to: the node's own text, its annotations, then its children.
    fn set_kids(
        &self,
        dictionary: &mut Dictionary,
        node: NodeId,
        page_ids: &[ObjectId],
        children: impl Iterator<Item = ObjectId>,
    ) {
        let marks = &self.marks[node.0 as usize];
        let first_page = marks.first().map(|(page, _)| *page);
        let mut kids: Vec<Object> = Vec::new();
        for (page, number) in marks {
            kids.push(if Some(*page) == first_page {
                integer(*number)
            } else {
                Object::Dictionary(dictionary! { "Type" => "MCR", "Pg" => page_ids[*page], "MCID" => integer(*number) })
            });
        }
        for (page, id) in &self.annotations[node.0 as usize] {
            kids.push(Object::Dictionary(dictionary! { "Type" => "OBJR", "Pg" => page_ids[*page], "Obj" => *id }));
        }
        kids.extend(children.map(Object::Reference));
        if let Some(page) = first_page {
            dictionary.set("Pg", page_ids[page]);
        }
        match kids.len() {
            0 => {}
            1 => dictionary.set("K", kids.swap_remove(0)),
            _ => dictionary.set("K", kids),
        }
    }
}

/// Attributes by owner (ISO 32000-1, 14.8.5) and the words of figures.
fn set_attributes(dictionary: &mut Dictionary, node: NodeId, pages: &Pages, first_runs: &[Option<&GlyphRun>]) {
    match &pages.nodes[node.0 as usize].kind {
        NodeKind::ColumnHead => dictionary.set("A", dictionary! { "O" => "Table", "Scope" => "Column" }),
        NodeKind::RowHead => dictionary.set("A", dictionary! { "O" => "Table", "Scope" => "Row" }),
        NodeKind::List => {
            let label = first_label(node, pages).and_then(|label| first_runs[label.0 as usize]);
            let numbering = label.map_or("None", |run| numbering(&run.text()));
            dictionary.set("A", dictionary! { "O" => "List", "ListNumbering" => numbering });
        }
        NodeKind::Figure(words) => {
            dictionary.set("Alt", text_string(words));
            if let Some(area) = bounding_box(node, pages) {
                dictionary.set("A", dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => area });
            }
        }
        _ => {}
    }
}

/// The first run of each node.
fn first_runs(pages: &Pages) -> Vec<Option<&GlyphRun>> {
    let mut first_runs = vec![None; pages.nodes.len()];
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        if let Item::Glyphs(run) = item
            && let Some(node) = run.node
        {
            first_runs[node.0 as usize].get_or_insert(run);
        }
    }
    first_runs
}

/// The label of the first item of a list.
fn first_label(list: NodeId, pages: &Pages) -> Option<NodeId> {
    let first_child = |node: NodeId| pages.nodes[node.0 as usize].children.first().copied();
    let label = first_child(first_child(list)?)?;
    (pages.nodes[label.0 as usize].kind == NodeKind::Label).then_some(label)
}

/// The numbering of a list by its first label (ISO 32000-1, table 347). Kana have no name there.
fn numbering(label: &str) -> &'static str {
    let inner = label.trim_matches(|character: char| !character.is_alphanumeric());
    if !inner.is_empty() && inner.chars().all(char::is_numeric) {
        "Decimal"
    } else if matches!(label.trim(), "・" | "•" | "●") {
        "Disc"
    } else {
        "None"
    }
}

/// The box around a figure's own items on the first page that has any; text reaches one type size above its base line.
fn bounding_box(node: NodeId, pages: &Pages) -> Option<Object> {
    let corners = |item: &Item| match item {
        Item::Glyphs(run) if run.node == Some(node) => {
            let width: f64 = run.glyphs.iter().map(|glyph| glyph.advance.pt()).sum();
            Some([run.x.pt(), run.y.pt() - run.size.pt(), run.x.pt() + width, run.y.pt()])
        }
        Item::CheckBox(own) if own.node == node => {
            Some([own.x.pt(), own.y.pt(), own.x.pt() + own.side.pt(), own.y.pt() + own.side.pt()])
        }
        Item::Drawing(own) if own.node == node => {
            Some([own.x.pt(), own.y.pt(), own.x.pt() + own.width.pt(), own.y.pt() + own.height.pt()])
        }
        _ => None,
    };
    let around = |page: &Page| {
        let union = |[left, top, right, bottom]: [f64; 4], corners: [f64; 4]| {
            [left.min(corners[0]), top.min(corners[1]), right.max(corners[2]), bottom.max(corners[3])]
        };
        let [left, top, right, bottom] = page.items.iter().filter_map(corners).reduce(union)?;
        let height = page.height.pt();
        Some([left, height - bottom, right, height - top].map(|corner| Object::Real(points(corner))).to_vec())
    };
    pages.pages.iter().find_map(around).map(Object::Array)
}

#[cfg(test)]
mod tests {
    use super::numbering;

    #[test]
    fn labels_name_the_numbering() {
        for (label, expected) in [
            ("(1)", "Decimal"),
            ("2", "Decimal"),
            ("①", "Decimal"),
            ("・", "Disc"),
            ("ア", "None"),
            ("", "None"),
            ("()", "None"),
        ] {
            assert_eq!(numbering(label), expected, "{label}");
        }
    }
}
