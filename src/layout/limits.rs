//! How many pages a document and its parts may take, and by how much they take more.

use super::pages::Place;
use super::piece::{Piece, Stretch};
use super::problems::Problems;
use crate::model::{Document, Heading, OriginKind, Part, Run};
use crate::source::Span;
use crate::units::Length;

/// Whether a document stays within its pages with some room to spare, since Word breaks lines a little differently.
pub(super) fn is_comfortable(document: &Document, stretches: &[Stretch], places: &[Vec<Place>], line: Length) -> bool {
    let Some(most) = document.most_pages else { return true };
    let last = stretches.iter().zip(places).next_back();
    let Some((stretch, page)) = last.and_then(|(stretch, places)| Some((stretch, places.last()?.page))) else {
        return true;
    };
    let room = stretch.page.text_height() - bottom(all(stretches, places), page);
    page + 1 < most || page + 1 == most && room >= line
}

/// Reports a document and parts that take more pages than they may, unless a review has added remarks. `line` is what a
/// line of text takes.
pub(super) fn check(
    document: &Document,
    stretches: &[Stretch],
    places: &[Vec<Place>],
    line: Length,
    problems: &mut Problems,
) {
    if document.review.is_some() {
        return;
    }
    let over = |pieces: &[(&Piece, &Place)], most: usize| {
        let first = pieces.first().map_or(0, |(_, place)| place.page);
        let last = pieces.last().map_or(0, |(_, place)| place.page);
        let pieces = pieces.iter().copied();
        let height: Length = (first + most..=last).map(|page| bottom(pieces.clone(), page)).sum();
        height.milli_pt().div_euclid(line.milli_pt().max(1)) + i32::from(height.milli_pt() % line.milli_pt().max(1) > 0)
    };
    let pieces: Vec<(&Piece, &Place)> = all(stretches, places).collect();
    let title = &document.properties.title;
    if let Some(most) = document.most_pages {
        let lines = over(&pieces, most);
        if lines > 0 {
            problems.report_long(&format!("{title}{}", document.edition.suffix), most, lines, None);
        }
    }
    for part in &document.parts {
        let Some(most) = part.most_pages else { continue };
        let anchored = |piece: &Piece| piece.anchor.as_ref().map(|anchor| anchor.key == part.key);
        let Some(start) = pieces.iter().position(|(piece, _)| anchored(piece) == Some(true)) else { continue };
        let end = pieces[start + 1..].iter().position(|(piece, _)| piece.anchor.is_some());
        let own = &pieces[start..end.map_or(pieces.len(), |end| start + 1 + end)];
        let lines = over(own, most);
        if lines > 0 {
            let heading = part.heading.as_ref().map(Heading::text).unwrap_or_default();
            problems.report_long(&format!("{title} {heading}"), most, lines, place(part));
        }
    }
}

/// All pieces with their places, in order.
fn all<'a>(stretches: &'a [Stretch], places: &'a [Vec<Place>]) -> impl Iterator<Item = (&'a Piece, &'a Place)> + Clone {
    stretches.iter().zip(places).flat_map(|(stretch, places)| stretch.pieces.iter().zip(places))
}

/// The lower edge of what pieces fill of a page.
fn bottom<'a>(pieces: impl Iterator<Item = (&'a Piece, &'a Place)>, page: usize) -> Length {
    let own = pieces.filter(|(_, place)| place.page == page);
    own.map(|(piece, place)| place.y + piece.height).max().unwrap_or(Length::ZERO)
}

/// Where the template of a part is.
fn place(part: &Part) -> Option<Span> {
    let ours = |run: &&Run| run.origin.kind == OriginKind::Template;
    part.heading.as_ref()?.runs.iter().find(ours)?.origin.span
}
