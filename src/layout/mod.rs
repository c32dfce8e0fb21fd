//! From a document to positioned items: measure, break, place.
//!
//! Runs are measured into clusters (`measure`) with the breaks kinsoku allows (`kinsoku`) and broken into justified
//! lines (`lines`, `justify`). Blocks become pieces, each a line or a row of a table (`boxes`, `list`, `table`, `figure`), and parts become
//! stretches of pieces (`parts`, `cover`, `contents`). Pieces get their places on pages (`pages`); only then are
//! page numbers put in, headers and footers added (`furniture`) and everything printed. There is no second pass.
//!
//! Layout knows no PDF. It yields a display list with absolute positions and the tree of tags that says what each item
//! is, and the exporter only translates it.

mod boxes;
mod characters;
mod columns;
mod compositor;
mod contents;
mod cover;
mod figure;
mod frame;
mod furniture;
mod ink;
mod justify;
mod kinsoku;
mod latin;
mod limits;
mod lines;
mod list;
mod look;
mod measure;
mod pages;
mod panel;
mod parts;
mod piece;
mod problems;
mod ragged;
mod reading;
mod ruby;
mod table;
mod tree;
mod words;

#[cfg(test)]
mod tests;

pub use frame::{
    CheckBox, Destination, Drawing, Fill, Glyph, GlyphRun, Item, LinkArea, Node, NodeId, NodeKind, OutlineEntry, Page,
    Pages, Picture,
};

use compositor::Compositor;
use furniture::Folio;
use measure::Metrics;
use pages::Place;
use piece::{Anchor, Stretch, shift};

use crate::diag::Outcome;
use crate::fonts::Fonts;
use crate::model::Document;
use crate::style::{Marks, Style};

/// Lays a document out.
///
/// The pages are complete even if there are problems: a character without a glyph prints as 〓.
///
/// # Errors
/// `L001` for each character no face covers, `L002` for what is wider or higher than the page, `L003` (a warning) for a
/// document or a part that takes more pages than it may.
#[must_use]
pub fn layout(document: &Document, style: &Style, marks: Marks, fonts: &Fonts) -> Outcome<Pages> {
    lay_out(document, style, marks, fonts)
}

/// Lays a document out, with its type closed up step by step until it stays within its pages.
fn lay_out(document: &Document, style: &Style, marks: Marks, metrics: &dyn Metrics) -> Outcome<Pages> {
    let limited = document.most_pages.is_some() && document.review.is_none();
    let last = if limited { style.tightenings.len() } else { 0 };
    let attempts = (0..last).find_map(|tightening| attempt(document, style, tightening, marks, metrics, false));
    attempts.or_else(|| attempt(document, style, last, marks, metrics, true)).expect("the last attempt counts")
}

/// Lays a document out with its type closed up by as many steps; nothing if it is too long, unless that must do.
fn attempt(
    document: &Document,
    style: &Style,
    tightening: usize,
    marks: Marks,
    metrics: &dyn Metrics,
    must_do: bool,
) -> Option<Outcome<Pages>> {
    let mut compositor = Compositor::new(document, style, tightening, marks, metrics);
    let mut stretches = compositor.stretches(document);
    let mut places: Vec<Vec<Place>> = Vec::new();
    let mut total = 0;
    for stretch in &stretches {
        let filled = pages::place(stretch, total, &mut compositor.problems);
        total = filled.last().map_or(total, |last| last.page + 1);
        places.push(filled);
    }

    let line = compositor.body().line;
    if !must_do && !limits::is_comfortable(document, &stretches, &places, line) {
        return None;
    }
    limits::check(document, &stretches, &places, line, &mut compositor.problems);
    if compositor.text.centred {
        stretches.iter().zip(&mut places).for_each(|(stretch, places)| pages::centre(stretch, places));
    }
    let mut pages = Pages { tightening, ..Pages::default() };
    find_destinations(&stretches, &places, &mut pages);
    for piece in stretches.iter_mut().flat_map(|stretch| &mut stretch.pieces) {
        if let Some(number) = piece.slot.as_ref().and_then(|slot| pages.page_number(&slot.key)) {
            compositor.fill_slot(piece, number);
        }
    }
    let chapters = chapters(&stretches, &places, total);
    for (mut stretch, places) in stretches.into_iter().zip(&places) {
        let pieces = std::mem::take(&mut stretch.pieces);
        for (mut piece, place) in pieces.into_iter().zip(places) {
            if place.page == pages.pages.len() {
                let chapter = chapters[place.page].as_deref();
                let folio = Folio { number: place.page + 1, total, chapter };
                let is_bare = stretch.bare && places[0].page == place.page;
                let items = if is_bare { Vec::new() } else { compositor.furniture(document, &stretch, folio) };
                pages.pages.push(Page { width: stretch.page.width, height: stretch.page.height, items });
            }
            let items = &mut pages.pages[place.page].items;
            let y = stretch.page.top + place.y;
            if let Some(opening) = piece.opening.filter(|_| place.opened) {
                let mut repeated = opening.items.clone();
                shift(&mut repeated, stretch.page.left, y - opening.height);
                items.append(&mut repeated);
            }
            shift(&mut piece.items, stretch.page.left, y);
            items.append(&mut piece.items);
        }
    }
    pages.nodes = compositor.tree.finish();
    pages.tables = compositor.tables;
    pages.lists = compositor.lists;
    Some(Outcome::with(pages, compositor.problems.found))
}

/// The chapter that the header of each page names: the first that starts on it, else the last before.
fn chapters(stretches: &[Stretch], places: &[Vec<Place>], total: usize) -> Vec<Option<String>> {
    let mut named: Vec<Option<String>> = vec![None; total];
    let mut current: Option<&String> = None;
    let mut next = 0;
    for (piece, place) in stretches.iter().zip(places).flat_map(|(stretch, places)| stretch.pieces.iter().zip(places)) {
        let Some(Anchor { entry: Some((_, title)), is_chapter: true, .. }) = &piece.anchor else { continue };
        if let Some(between) = named.get_mut(next..place.page) {
            between.fill(current.cloned());
        }
        named[place.page].get_or_insert_with(|| title.clone());
        next = place.page + 1;
        current = Some(title);
    }
    named[next..].fill(current.cloned());
    named
}

/// Notes where each part starts, and the outline.
fn find_destinations(stretches: &[Stretch], places: &[Vec<Place>], pages: &mut Pages) {
    for (stretch, places) in stretches.iter().zip(places) {
        for (piece, place) in stretch.pieces.iter().zip(places) {
            let Some(anchor) = &piece.anchor else { continue };
            let destination = Destination { page: place.page, y: stretch.page.top + place.y };
            pages.destinations.push((anchor.key.clone(), destination));
            if let Some((level, title)) = &anchor.entry {
                pages.outline.push(OutlineEntry { level: *level, title: title.clone(), destination });
            }
        }
    }
}
