//! Where the boxes of a chart stand, and the lines between them.
//!
//! Only sizes matter here: neither fonts nor words. The plan (`plan`) depends on the tree and the room alone, the
//! places (`place`) also on the heights of the boxes. Both writers draw from the same plan, so that their charts look
//! alike although only one of them can measure words.

mod place;
mod plan;

use crate::units::{Em, Length};

use self::plan::{Plan, Reading};

/// The least width of the words in a box, relative to the type size.
const NARROWEST: Em = Em(9000);
/// The greatest width of the words in a box.
const BROADEST: Em = Em(14_000);
/// Between boxes beside each other.
const GAP: Em = Em(1000);
/// Between a box and the row below it; the line across lies in the middle.
const DROP: Em = Em(1600);
/// Between boxes below each other.
const STEP: Em = Em(600);
/// How far boxes below each other stand to the right of the one above them all.
const INDENT: Em = Em(1500);

/// The room of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// The greatest width.
    pub width: Length,
    /// The greatest height before it is parted.
    pub height: Length,
    /// The type size of the words in the boxes.
    pub em: Length,
    /// Between the edges of a box and its words, on all sides.
    pub padding: Length,
}

/// A chart, or a part of one that is too high for the page. Its upper left corner is the origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The width from the left edge of the leftmost box or line to the right edge of the rightmost.
    pub width: Length,
    /// The height.
    pub height: Length,
    /// The boxes with their numbers in reading order.
    pub boxes: Vec<(usize, Area)>,
    /// The lines between them.
    pub lines: Vec<Line>,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Left edge.
    pub x: Length,
    /// Upper edge.
    pub y: Length,
    /// Width.
    pub width: Length,
    /// Height.
    pub height: Length,
}

impl Area {
    /// The right edge.
    #[must_use]
    pub fn right(&self) -> Length {
        self.x + self.width
    }

    /// The lower edge.
    #[must_use]
    pub fn bottom(&self) -> Length {
        self.y + self.height
    }
}

/// A line without thickness, level or upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Left or upper end.
    pub x: Length,
    /// Left or upper end.
    pub y: Length,
    /// How far it goes.
    pub length: Length,
    /// Whether it goes down; otherwise to the right.
    pub upright: bool,
}

impl Line {
    /// The right end.
    #[must_use]
    pub fn right(&self) -> Length {
        if self.upright { self.x } else { self.x + self.length }
    }

    /// The lower end.
    #[must_use]
    pub fn bottom(&self) -> Length {
        if self.upright { self.y + self.length } else { self.y }
    }
}

/// Draws a tree of boxes, given by the depth of each in reading order: the first is 0, and none is more than one deeper
/// than the one before it. `height` says how high a box must be when its words have a width.
///
/// All boxes are equally wide, at least nine characters. What is subordinate to a box stands in a row below it, in
/// several rows along a line at their left, or in a list below each other, whichever makes the chart low. A chart higher
/// than the room is drawn in reading order from the top down and parted between rows.
#[must_use]
pub fn draw(depths: &[usize], room: Room, height: &mut dyn FnMut(usize, Length) -> Length) -> Vec<Chart> {
    if depths.is_empty() {
        return Vec::new();
    }
    let plan = Plan::new(depths, room, Reading::Free);
    let chart = plan.place(&measured(depths.len(), plan.words_width(), height));
    if chart.height <= room.height {
        return vec![chart];
    }
    let plan = Plan::new(depths, room, Reading::Down);
    plan.place(&measured(depths.len(), plan.words_width(), height)).part(room.height)
}

fn measured(count: usize, words: Length, height: &mut dyn FnMut(usize, Length) -> Length) -> Vec<Length> {
    (0..count).map(|index| height(index, words)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const EM: Length = Length::from_milli_pt(9_000);
    const PADDING: Length = Length::from_milli_pt(4_000);

    fn room(ems: i32, height: i32) -> Room {
        Room { width: EM * ems, height: EM * height, em: EM, padding: PADDING }
    }

    fn overlap(left: &Area, right: &Area) -> bool {
        left.x < right.right() && right.x < left.right() && left.y < right.bottom() && right.y < left.bottom()
    }

    /// Whether a line runs through the inside of a box.
    fn crosses(line: &Line, area: &Area) -> bool {
        line.x < area.right()
            && area.x < line.right().max(line.x + Length::from_milli_pt(1))
            && line.y < area.bottom()
            && area.y < line.bottom().max(line.y + Length::from_milli_pt(1))
            && !(line.upright && (line.bottom() <= area.y || line.y >= area.bottom()))
            && !(line.upright && (line.x <= area.x || line.x >= area.right()))
            && !(!line.upright && (line.y <= area.y || line.y >= area.bottom()))
    }

    fn touches(line: &Line, area: &Area) -> bool {
        line.x <= area.right() && area.x <= line.right() && line.y <= area.bottom() && area.y <= line.bottom()
    }

    /// What must hold for every chart.
    #[track_caller]
    fn check(depths: &[usize], room: Room, heights: &[Length]) -> Vec<Chart> {
        let mut width = Length::ZERO;
        let charts = draw(depths, room, &mut |index, words| {
            width = words;
            heights[index]
        });
        assert!(width >= NARROWEST.at(EM), "boxes are too narrow: {}", width.pt());
        let seen: Vec<usize> = charts.iter().flat_map(|chart| &chart.boxes).map(|(index, _)| *index).collect();
        assert_eq!(seen, (0..depths.len()).collect::<Vec<_>>(), "boxes are lost or out of order");
        let highest = heights.iter().copied().max().unwrap_or_default();
        for chart in &charts {
            assert!(chart.width <= room.width, "{} is too wide", chart.width.pt());
            assert!(charts.len() == 1 || chart.height <= room.height.max(highest) + DROP.at(EM), "a part is too high");
            for (at, (index, area)) in chart.boxes.iter().enumerate() {
                assert!(area.x >= Length::ZERO && area.right() <= chart.width, "{area:?} leaves the chart");
                assert!(area.y >= Length::ZERO && area.bottom() <= chart.height, "{area:?} leaves the chart");
                assert!(area.height >= heights[*index]);
                assert_eq!(area.width, width + PADDING * 2);
                let other = chart.boxes[at + 1..].iter().find(|(_, other)| overlap(area, other));
                assert_eq!(other, None, "boxes overlap: {area:?}");
                let line = chart.lines.iter().find(|line| crosses(line, area));
                assert_eq!(line, None, "a line crosses {area:?}");
                let has_line = depths.len() == 1 || chart.lines.iter().any(|line| touches(line, area));
                assert!(has_line, "nothing leads to {area:?}");
            }
            for line in &chart.lines {
                assert!(line.length > Length::ZERO && line.x >= Length::ZERO && line.y >= Length::ZERO);
                assert!(line.right() <= chart.width && line.bottom() <= chart.height, "{line:?} leaves the chart");
            }
        }
        charts
    }

    /// The boxes of a chart as a drawing of letters: a row per upper edge, a letter per box, by its left edge.
    #[track_caller]
    fn shape(depths: &[usize], ems: i32) -> String {
        let charts = check(depths, room(ems, 200), &vec![EM * 4; depths.len()]);
        let [chart] = charts.as_slice() else { panic!("one chart") };
        let mut tops: Vec<Length> = chart.boxes.iter().map(|(_, area)| area.y).collect();
        tops.sort();
        tops.dedup();
        let row = |top: Length| {
            let mut found: Vec<_> = chart.boxes.iter().filter(|(_, area)| area.y == top).collect();
            found.sort_by_key(|(_, area)| area.x);
            let letter = |(index, _): &(usize, Area)| char::from(b'a' + u8::try_from(*index).expect("few boxes"));
            found.into_iter().map(letter).collect::<String>()
        };
        tops.into_iter().map(row).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(draw(&[], room(50, 50), &mut |_, _| EM), []);
    }

    #[test]
    fn rows_as_long_as_they_fit() {
        assert_eq!(shape(&[0], 50), "a");
        assert_eq!(shape(&[0, 1, 1, 1], 50), "a/bcd");
        assert_eq!(shape(&[0, 1, 2, 2, 2, 2], 50), "a/b/cdef");
        assert_eq!(shape(&[0, 1, 2, 2, 1, 2, 2], 50), "a/be/cdfg");
    }

    #[test]
    fn more_rows_where_one_is_too_long() {
        assert_eq!(shape(&[0, 1, 1, 1, 1, 1], 50), "a/bcd/ef");
        assert_eq!(shape(&[0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 50), "a/bcde/fghi/jklm");
    }

    #[test]
    fn a_committee_with_officers_and_an_auditor_beside_them() {
        assert_eq!(shape(&[0, 1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 2], 50), "a/b/cl/def/ghi/jk");
    }

    #[test]
    fn lists_where_nothing_else_fits() {
        assert_eq!(shape(&[0, 1, 1, 1], 12), "a/b/c/d");
        assert_eq!(shape(&[0, 1, 2, 2, 1, 2, 2, 1, 2, 2, 1, 2, 2], 50), "a/behk/cfil/dgjm");
    }

    #[test]
    fn a_chart_higher_than_the_room_is_parted_in_reading_order() {
        let depths: Vec<usize> = std::iter::once(0).chain(std::iter::repeat_n(1, 39)).collect();
        let charts = check(&depths, room(50, 60), &[EM * 4; 40]);
        assert_eq!(charts.len(), 1, "forty boxes fit on a page");
        let charts = check(&depths, room(50, 20), &[EM * 4; 40]);
        assert_eq!(charts.iter().map(|chart| chart.boxes.len()).collect::<Vec<_>>(), [9, 12, 12, 7]);
    }

    #[test]
    fn the_deepest_tree_fits_the_narrowest_column() {
        check(&[0, 1, 2, 3, 4, 5, 5], room(20, 200), &[EM * 2; 7]);
    }

    fn depths() -> impl Strategy<Value = Vec<usize>> {
        prop::collection::vec(0..6_usize, 0..44).prop_map(|steps| {
            let mut depths = vec![0];
            for step in steps {
                let last = depths.last().copied().unwrap_or(0);
                depths.push((step + 1).min(last + 1).min(5));
            }
            depths
        })
    }

    proptest! {
        #[test]
        fn any_tree_is_drawn(
            depths in depths(),
            ems in 20..80_i32,
            height in 12..90_i32,
            lines in prop::collection::vec(1..9_i32, 45),
        ) {
            let heights: Vec<Length> = lines.iter().take(depths.len()).map(|lines| EM * *lines).collect();
            check(&depths, room(ems, height), &heights);
        }
    }
}
