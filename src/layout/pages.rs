//! Pages: where each piece stands. Nothing is moved yet, so that page numbers are known before anything is printed.

use super::piece::{Keep, Piece, Stretch, distance};
use super::problems::Problems;
use crate::units::Length;

/// The place of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The page, from 0 in the document.
    pub(super) page: usize,
    /// From the upper edge of the text to the piece's.
    pub(super) y: Length,
    /// Whether the piece's opening is shown above it.
    pub(super) opened: bool,
}

/// Gives each piece of a stretch its place, the first on page `first_page`.
///
/// Pieces that keep together move to the next page together. If they do not fit on a page of their own, they are
/// parted where they hold together least.
pub(super) fn place(stretch: &Stretch, first_page: usize, problems: &mut Problems) -> Vec<Place> {
    let pieces = &stretch.pieces;
    let mut filler =
        Filler { height: stretch.page.text_height(), page: first_page, y: Length::ZERO, places: Vec::new() };
    let mut start = 0;
    while start < pieces.len() {
        let end = chain_end(pieces, start);
        if pieces[start].starts_page && !filler.is_empty() {
            filler.turn();
        }
        if filler.fitting(pieces, start, end) == end {
            filler.put(pieces, start, end);
            start = end;
        } else if !filler.is_empty() {
            filler.turn();
        } else {
            let fitting = filler.fitting(pieces, start, end);
            if fitting == start {
                problems.report_tall();
            }
            let parted = part(pieces, start, fitting.max(start + 1));
            filler.put(pieces, start, parted);
            filler.turn();
            start = parted;
        }
    }
    filler.places
}

/// Moves the pieces of each page to the middle between its upper and lower edge.
pub(super) fn centre(stretch: &Stretch, places: &mut [Place]) {
    let height = stretch.page.text_height();
    let mut pieces = stretch.pieces.iter();
    for page in places.chunk_by_mut(|above, below| above.page == below.page) {
        let lower = |(place, piece): (&Place, &Piece)| place.y + piece.height;
        let bottom = page.iter().zip(pieces.by_ref()).map(lower).max().unwrap_or(height);
        let free = (height - bottom).max(Length::ZERO);
        for place in page {
            place.y += free / 2;
        }
    }
}

/// One past the last piece that keeps together with the first.
fn chain_end(pieces: &[Piece], start: usize) -> usize {
    let kept = |at: &usize| pieces[*at].keep > Keep::Free && pieces.get(at + 1).is_some_and(|next| !next.starts_page);
    (start..pieces.len()).find(|at| !kept(at)).map_or(pieces.len(), |last| last + 1)
}

/// Where a chain that is too high is parted: after the last of its first pieces that does not hold firmly, else before
/// the limit.
fn part(pieces: &[Piece], start: usize, limit: usize) -> usize {
    (start..limit).rev().find(|&at| pieces[at].keep < Keep::Firm).map_or(limit, |last| last + 1)
}

struct Filler {
    /// The height of a page's text.
    height: Length,
    page: usize,
    /// The lower edge of what is there.
    y: Length,
    places: Vec<Place>,
}

impl Filler {
    fn is_empty(&self) -> bool {
        self.places.last().is_none_or(|last| last.page != self.page)
    }

    fn turn(&mut self) {
        self.page += 1;
        self.y = Length::ZERO;
    }

    /// The upper edge of a piece set below the one before it, or at the top of the page below its opening.
    fn top(pieces: &[Piece], at: usize, is_first: bool, y: Length) -> Length {
        if is_first {
            pieces[at].opening.as_ref().map_or(Length::ZERO, |opening| opening.height)
        } else {
            y + distance(&pieces[at - 1], &pieces[at])
        }
    }

    /// One past the last of the pieces that fits on the page together with those before it.
    fn fitting(&self, pieces: &[Piece], start: usize, end: usize) -> usize {
        let mut y = self.y;
        for at in start..end {
            y = Self::top(pieces, at, at == start && self.is_empty(), y) + pieces[at].height;
            if y > self.height {
                return at;
            }
        }
        end
    }

    fn put(&mut self, pieces: &[Piece], start: usize, end: usize) {
        for at in start..end {
            let is_first = self.is_empty();
            let y = Self::top(pieces, at, is_first, self.y);
            let opened = is_first && pieces[at].opening.is_some();
            self.places.push(Place { page: self.page, y, opened });
            self.y = y + pieces[at].height;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::piece::Opening;
    use crate::layout::tests::style;

    use std::rc::Rc;

    use Keep::{Firm, Free, Loose};

    /// A stretch on pages 100 high.
    fn stretch(pieces: Vec<Piece>) -> Stretch {
        let mut page = style().portrait;
        page.height = page.top + page.bottom + Length::from_milli_pt(100);
        Stretch { page, bare: false, pieces }
    }

    fn piece(height: i32, keep: Keep) -> Piece {
        Piece { height: Length::from_milli_pt(height), keep, ..Piece::default() }
    }

    /// Places pieces given by height and keep, and compares their pages and upper edges.
    #[track_caller]
    fn check(pieces: &[(i32, Keep)], expected: &[(usize, i32)]) {
        let pieces = pieces.iter().map(|&(height, keep)| piece(height, keep)).collect();
        assert_eq!(places(&stretch(pieces)), expected);
    }

    fn places(stretch: &Stretch) -> Vec<(usize, i32)> {
        let places = place(stretch, 0, &mut Problems::default());
        places.iter().map(|place| (place.page, place.y.milli_pt())).collect()
    }

    #[test]
    fn full_pages_turn() {
        check(&[(60, Free), (40, Free), (10, Free)], &[(0, 0), (0, 60), (1, 0)]);
    }

    #[test]
    fn pieces_that_keep_together_move_together() {
        check(&[(60, Free), (20, Firm), (30, Free)], &[(0, 0), (1, 0), (1, 20)]);
        check(&[(90, Free), (20, Firm), (30, Loose), (30, Free)], &[(0, 0), (1, 0), (1, 20), (1, 50)]);
    }

    #[test]
    fn chains_higher_than_a_page_part_where_they_hold_least() {
        check(&[(10, Firm), (40, Loose), (40, Firm), (50, Free)], &[(0, 0), (0, 10), (1, 0), (1, 40)]);
        check(&[(50, Firm), (40, Firm), (50, Free)], &[(0, 0), (0, 50), (1, 0)]);
        check(&[(150, Free), (10, Free)], &[(0, 0), (1, 0)]);
    }

    #[test]
    fn the_larger_distance_counts_and_none_at_the_top() {
        let mut pieces = vec![piece(30, Free), piece(30, Free), piece(50, Free)];
        pieces[0].after = Length::from_milli_pt(5);
        pieces[1].before = Length::from_milli_pt(8);
        pieces[2].before = Length::from_milli_pt(8);
        assert_eq!(places(&stretch(pieces)), [(0, 0), (0, 38), (1, 0)]);
    }

    #[test]
    fn openings_take_room_at_the_top() {
        let mut pieces = vec![piece(60, Free), piece(60, Free), piece(30, Free)];
        let opening = Rc::new(Opening { height: Length::from_milli_pt(20), items: Vec::new() });
        pieces.iter_mut().skip(1).for_each(|piece| piece.opening = Some(Rc::clone(&opening)));
        assert_eq!(places(&stretch(pieces)), [(0, 0), (1, 20), (2, 20)]);
    }

    #[test]
    fn what_is_centred_has_as_much_room_above_as_below() {
        let stretch = stretch(vec![piece(60, Free), piece(20, Free), piece(30, Free), piece(120, Free)]);
        let mut places = place(&stretch, 0, &mut Problems::default());
        centre(&stretch, &mut places);
        let found: Vec<_> = places.iter().map(|place| (place.page, place.y.milli_pt())).collect();
        assert_eq!(found, [(0, 10), (0, 70), (1, 35), (2, 0)]);
    }

    #[test]
    fn wanted_page_breaks_leave_no_empty_page() {
        let mut pieces = vec![piece(10, Firm), piece(10, Free)];
        for piece in &mut pieces {
            piece.starts_page = true;
        }
        assert_eq!(places(&stretch(pieces)), [(0, 0), (1, 0)]);
    }
}
