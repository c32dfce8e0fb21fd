//! Places in the document: destinations by name, and the link annotations that lead there.

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};

use crate::layout::{Destination, Item, LinkArea, NodeId, Page, Pages};

use super::object::{integer, points, rectangle, text_string};

/// Where a destination leads (ISO 32000-1, 12.3.2.2): the page, scrolled to the height; left edge and zoom stay.
pub(super) fn place(destination: Destination, pages: &Pages, page_ids: &[ObjectId]) -> Object {
    let (Some(page), Some(page_id)) = (pages.pages.get(destination.page), page_ids.get(destination.page)) else {
        return Object::Null;
    };
    let top = points(page.height.pt() - destination.y.pt());
    Object::Array(vec![(*page_id).into(), "XYZ".into(), Object::Null, Object::Real(top), Object::Null])
}

/// The name tree of destinations (ISO 32000-1, 7.9.6): the keys of the parts, so that a link from outside may use them
/// too. `check` has found the keys to be unique.
pub(super) fn destinations(document: &mut Document, pages: &Pages, page_ids: &[ObjectId]) -> ObjectId {
    let mut sorted: Vec<_> =
        pages.destinations.iter().map(|(key, destination)| (key.as_bytes(), *destination)).collect();
    sorted.sort_unstable_by_key(|(key, _)| *key);
    let names = sorted.into_iter().flat_map(|(key, destination)| [name(key), place(destination, pages, page_ids)]);
    let names: Vec<_> = names.collect();
    document.add_object(dictionary! { "Names" => names })
}

/// A link annotation that has been added to the document.
#[derive(Debug)]
pub(super) struct Annotation {
    /// The link's node.
    pub(super) node: NodeId,
    /// The index of the page it is on.
    pub(super) page: usize,
    /// The annotation.
    pub(super) id: ObjectId,
}

/// Adds the annotations of all pages. Each gets the next key of the parent tree after those of the pages, so the
/// annotation at index i has key `pages + i`.
pub(super) fn annotations(
    document: &mut Document,
    pages: &Pages,
    page_ids: &[ObjectId],
) -> Result<Vec<Annotation>, lopdf::Error> {
    let mut annotations = Vec::new();
    for (index, (page, page_id)) in pages.pages.iter().zip(page_ids).enumerate() {
        let mut ids = Vec::new();
        for item in &page.items {
            let Item::Link(area) = item else { continue };
            let key = pages.pages.len() + annotations.len();
            let id = document.add_object(annotation(area, page, *page_id, key));
            ids.push(Object::Reference(id));
            annotations.push(Annotation { node: area.node, page: index, id });
        }
        let dictionary = document.get_object_mut(*page_id)?.as_dict_mut()?;
        if ids.is_empty() {
            dictionary.remove(b"Annots");
        } else {
            dictionary.set("Annots", ids);
        }
    }
    Ok(annotations)
}

/// The annotation of an area; printed with the page (flag 4, ISO 19005-2, 6.3.2), without a border.
fn annotation(area: &LinkArea, page: &Page, page_id: ObjectId, key: usize) -> Dictionary {
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => rectangle(page.height, area.x, area.y, area.width, area.height),
        "Border" => vec![0.into(), 0.into(), 0.into()],
        "F" => 4,
        "Dest" => name(area.target.as_bytes()),
        "Contents" => text_string(&area.description),
        "P" => page_id,
        "StructParent" => integer(key),
    }
}

fn name(key: &[u8]) -> Object {
    Object::String(key.to_vec(), StringFormat::Literal)
}
