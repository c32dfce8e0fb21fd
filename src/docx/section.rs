//! Sections: stretches of pages of one shape with the same header and footer.

use std::ops::Range;

use docx_rs::{FooterReference, HeaderReference, PageMargin, PageOrientationType, PageSize, SectionProperty};

use super::basis::twips;
use super::furniture::Furniture;
use super::part::{heading_role, starts_page};
use super::role::ParagraphRole;
use crate::model::{Document, DocumentKind, PageShape, Part, PartKind};
use crate::style::PageStyle;

/// A section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// What its header and footer say, and the shape of its pages.
    pub(super) frame: Frame,
    /// Its parts.
    pub(super) parts: Range<usize>,
}

/// What headers and footers depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// The shape of the pages, which sets their tabs.
    pub(super) shape: PageShape,
    /// Whether the header names the chapter.
    pub(super) chapter: bool,
    /// Whether it names it with its number.
    pub(super) numbered: bool,
}

/// The sections of a document, at least one.
pub(super) fn divide(document: &Document) -> Vec<Section> {
    let is_chapter = |part: &Part| part.kind == PartKind::Chapter && is_top(part);
    let first_chapter = match document.kind {
        DocumentKind::Regulations => document.parts.iter().position(is_chapter),
        DocumentKind::BasicPolicy | DocumentKind::MyNumberPolicy | DocumentKind::Handbook => None,
    };
    let mut sections: Vec<Section> = Vec::new();
    for (index, (part, numbered)) in document.parts.iter().zip(numbered(document)).enumerate() {
        let shape = part.shape.unwrap_or(document.shape);
        let chapter = first_chapter.is_some_and(|first| first <= index);
        let frame = Frame { shape, chapter, numbered: chapter && numbered };
        match sections.last_mut() {
            Some(section) if section.frame == frame => section.parts.end = index + 1,
            _ => sections.push(Section { frame, parts: index..index + 1 }),
        }
    }
    if sections.is_empty() {
        sections.push(Section { frame: Frame { shape: document.shape, chapter: false, numbered: false }, parts: 0..0 });
    }
    sections
}

/// For each part, whether every heading that the header of its pages may name has a number; Word prints 0 where there
/// is none. Where chapters with and without share a page, all are named without.
fn numbered(document: &Document) -> Vec<bool> {
    let has_number = |part: &Part| part.heading.as_ref().is_some_and(|heading| heading.label.is_some());
    let mut current = None;
    let mut share_page = false;
    let mut found = Vec::new();
    for (index, part) in document.parts.iter().enumerate() {
        if is_top(part) {
            let own = has_number(part);
            share_page |= current.is_some_and(|current| current != own) && !starts_page(&document.parts, index);
            current = Some(own);
        }
        found.push(current.unwrap_or(true));
    }
    if share_page { vec![false; found.len()] } else { found }
}

/// Whether a part's heading has the style by which headers find the chapter.
fn is_top(part: &Part) -> bool {
    part.heading.as_ref().is_some_and(|heading| heading_role(part.kind, heading) == ParagraphRole::Heading(1))
}

/// The different frames of the sections, in order of use.
pub(super) fn frames(sections: &[Section]) -> Vec<Frame> {
    let mut frames = Vec::new();
    for section in sections {
        if !frames.contains(&section.frame) {
            frames.push(section.frame);
        }
    }
    frames
}

/// The properties of a section. Headers and footers go on from the section before unless they change; the page of a
/// cover has none.
pub(super) fn properties(
    document: &Document,
    sections: &[Section],
    index: usize,
    page: &PageStyle,
    furniture: Furniture,
) -> SectionProperty {
    let frame = sections[index].frame;
    let size = PageSize::new().size(twips(page.width), twips(page.height));
    let margin = PageMargin {
        top: page.top.twips(),
        left: page.left.twips(),
        bottom: page.bottom.twips(),
        right: page.right.twips(),
        header: page.header.twips(),
        footer: page.footer.twips(),
        gutter: 0,
    };
    let mut properties = SectionProperty::new().page_size(size).page_margin(margin);
    if frame.shape == PageShape::Landscape {
        properties = properties.page_orient(PageOrientationType::Landscape);
    }
    let is_new = index.checked_sub(1).is_none_or(|before| sections[before].frame != frame);
    if is_new {
        let known = frames(sections).iter().position(|known| *known == frame).unwrap_or(0);
        if furniture == Furniture::Both {
            properties.header_reference = Some(HeaderReference::new("default", header_id(known)));
        }
        if furniture != Furniture::None {
            properties.footer_reference = Some(FooterReference::new("default", footer_id(known)));
        }
    }
    let opens_with_cover = document.parts.first().is_some_and(|part| part.kind == PartKind::Cover);
    if index == 0 && opens_with_cover { properties.title_pg() } else { properties }
}

/// The identifier of a header by the place of its frame among [`frames`].
pub(super) fn header_id(index: usize) -> String {
    format!("rIdHeader{}", index + 1)
}

/// The identifier of a footer by the place of its frame among [`frames`].
pub(super) fn footer_id(index: usize) -> String {
    format!("rIdFooter{}", index + 1)
}
