//! The outline (しおり): nested bookmarks.

use lopdf::{Document, Object, ObjectId, dictionary};

use crate::layout::{OutlineEntry, Pages};

use super::links::place;
use super::object::{integer, text_string};

/// Adds the outline and gives its root; none if there are no entries. Entries with others below them are closed, so
/// that a long document shows its chapters first (ISO 32000-1, 12.3.3).
pub(super) fn outline(document: &mut Document, pages: &Pages, page_ids: &[ObjectId]) -> Option<ObjectId> {
    let family = nest(&pages.outline);
    let last_entry = family.len().checked_sub(1)?;
    let last = std::iter::successors(Some(last_entry), |entry| family[*entry].parent).last()?;
    let root = document.new_object_id();
    let ids: Vec<_> = family.iter().map(|_| document.new_object_id()).collect();
    let mut outermost = 0;
    for (index, (entry, kin)) in pages.outline.iter().zip(&family).enumerate() {
        let mut item = dictionary! {
            "Title" => text_string(&entry.title),
            "Parent" => kin.parent.map_or(root, |parent| ids[parent]),
            "Dest" => place(entry.destination, pages, page_ids),
        };
        for (key, relative) in
            [("Prev", kin.previous), ("Next", kin.next), ("First", kin.first_child), ("Last", kin.last_child)]
        {
            if let Some(relative) = relative {
                item.set(key, ids[relative]);
            }
        }
        if kin.children > 0 {
            item.set("Count", -kin.children);
        }
        outermost += usize::from(kin.parent.is_none());
        document.set_object(ids[index], item);
    }
    let dictionary = dictionary! {
        "Type" => "Outlines",
        "First" => ids[0],
        "Last" => ids[last],
        "Count" => integer(outermost),
    };
    document.set_object(root, Object::Dictionary(dictionary));
    Some(root)
}

/// The relatives of an entry, by index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Kin {
    parent: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
    first_child: Option<usize>,
    last_child: Option<usize>,
    children: i64,
}

/// Nests entries by level: the parent is the nearest entry before that is further out.
fn nest(entries: &[OutlineEntry]) -> Vec<Kin> {
    let mut family = vec![Kin::default(); entries.len()];
    let mut open: Vec<usize> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let mut previous = None;
        while let Some(candidate) = open.pop_if(|candidate| entries[*candidate].level >= entry.level) {
            previous = Some(candidate);
        }
        family[index].parent = open.last().copied();
        family[index].previous = previous;
        if let Some(previous) = previous {
            family[previous].next = Some(index);
        }
        if let Some(parent) = open.last() {
            let parent = &mut family[*parent];
            parent.first_child.get_or_insert(index);
            parent.last_child = Some(index);
            parent.children += 1;
        }
        open.push(index);
    }
    family
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Destination;
    use crate::units::Length;

    #[track_caller]
    fn check(levels: &[u8], parents: &[Option<usize>], previous: &[Option<usize>]) {
        let entry = |level: &u8| OutlineEntry {
            level: *level,
            title: String::new(),
            destination: Destination { page: 0, y: Length::ZERO },
        };
        let family = nest(&levels.iter().map(entry).collect::<Vec<_>>());
        assert_eq!(family.iter().map(|kin| kin.parent).collect::<Vec<_>>(), parents);
        assert_eq!(family.iter().map(|kin| kin.previous).collect::<Vec<_>>(), previous);
        for (index, kin) in family.iter().enumerate() {
            let children: Vec<_> = (0..levels.len()).filter(|child| family[*child].parent == Some(index)).collect();
            assert_eq!((kin.first_child, kin.last_child), (children.first().copied(), children.last().copied()));
            assert_eq!(kin.children, i64::try_from(children.len()).unwrap());
            assert!(kin.next.is_none_or(|next| family[next].previous == Some(index)));
        }
    }

    #[test]
    fn levels_nest() {
        check(&[1, 2, 2, 1, 2], &[None, Some(0), Some(0), None, Some(3)], &[None, None, Some(1), Some(0), None]);
    }

    #[test]
    fn skipped_levels_nest_below_the_nearest() {
        check(&[2, 4, 3, 1], &[None, Some(0), Some(0), None], &[None, None, Some(1), Some(0)]);
    }
}
