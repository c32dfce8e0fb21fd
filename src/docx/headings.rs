//! What must be known of all headings before the first paragraph is built: their numbers and their page breaks.

use std::collections::{BTreeMap, BTreeSet};

use super::numbering::{Numbering, Place};
use super::part::{heading_role, starts_page};
use super::role::ParagraphRole;
use crate::model::Document;

/// The headings of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Headings {
    /// The place that numbers each part's heading, by the index of the part.
    pub(super) places: BTreeMap<usize, Place>,
    /// The places that the heading styles take over, by level from 1.
    pub(super) tied: BTreeMap<u8, Place>,
    /// The levels of listed headings that start a page wherever they stand.
    pub(super) page_starters: BTreeSet<u8>,
    /// Whether the outermost headings are those of chapters, which have a rule below.
    pub(super) ruled: bool,
}

impl Headings {
    /// The headings of a document, numbered by lists of `numbering`.
    pub(super) fn of(document: &Document, numbering: &mut Numbering) -> Self {
        let mut headings = Self::default();
        let mut others = BTreeSet::new();
        for (index, part) in document.parts.iter().enumerate() {
            let Some(heading) = &part.heading else { continue };
            let role = heading_role(part.kind, heading);
            let place = heading.label.as_ref().map(|label| numbering.heading(label));
            headings.places.extend(place.map(|place| (index, place)));
            let ParagraphRole::Heading(level) = role else { continue };
            headings.ruled |= level == 1 && part.kind.starts_page();
            if starts_page(&document.parts, index) {
                headings.page_starters.insert(level);
            } else {
                others.insert(level);
            }
            if let Some(place) = place
                && !headings.tied.contains_key(&level)
                && numbering.tie(place, &role.naming().id)
            {
                headings.tied.insert(level, place);
            }
        }
        headings.page_starters.retain(|level| !others.contains(level));
        headings
    }
}
