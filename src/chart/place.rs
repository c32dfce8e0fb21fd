//! The places of the boxes of a planned chart, its lines, and where it can be parted.

use super::plan::{Order, Plan, Spacing};
use super::{Area, Chart, Line};
use crate::units::Length;

/// A box with all below it, from their common upper left corner.
#[derive(Clone, Debug, Default)]
struct Branch {
    width: Length,
    height: Length,
    boxes: Vec<(usize, Area)>,
    lines: Vec<Line>,
}

impl Branch {
    /// The box above all others.
    fn top(&self) -> Area {
        self.boxes[0].1
    }

    /// Where a line from above meets the first box.
    fn anchor(&self) -> Length {
        let top = self.top();
        top.x + top.width / 2
    }

    fn shift(&mut self, right: Length, down: Length) {
        for (_, area) in &mut self.boxes {
            area.x += right;
            area.y += down;
        }
        for line in &mut self.lines {
            line.x += right;
            line.y += down;
        }
    }

    /// Takes in what stands below.
    fn absorb(&mut self, mut other: Self, right: Length, down: Length) {
        other.shift(right, down);
        self.width = self.width.max(right + other.width);
        self.height = self.height.max(down + other.height);
        self.boxes.append(&mut other.boxes);
        self.lines.append(&mut other.lines);
    }

    fn across(&mut self, from: Length, to: Length, y: Length) {
        let (x, length) = (from.min(to), (to - from).max(from - to));
        self.line(Line { x, y, length, upright: false });
    }

    fn down(&mut self, x: Length, from: Length, to: Length) {
        self.line(Line { x, y: from, length: to - from, upright: true });
    }

    fn line(&mut self, line: Line) {
        if line.length > Length::ZERO {
            self.lines.push(line);
        }
    }
}

impl Plan {
    /// Places the boxes. Those of one row are equally high.
    pub(super) fn place(&self, heights: &[Length]) -> Chart {
        let mut heights = heights.to_vec();
        let Branch { width, height, boxes, lines } = self.branch(0, &mut heights);
        Chart { width, height, boxes, lines }
    }

    fn branch(&self, index: usize, heights: &mut [Length]) -> Branch {
        let children = &self.children[index];
        let own = Area { x: Length::ZERO, y: Length::ZERO, width: self.spacing.width, height: heights[index] };
        let branch = Branch { width: own.width, height: own.height, boxes: vec![(index, own)], lines: Vec::new() };
        if children.is_empty() {
            return branch;
        }
        match self.orders[index] {
            Order::List => self.list(branch, children, heights),
            Order::Row => self.rows(branch, children, children.len(), heights),
            Order::Rows(count) => self.rows(branch, children, count, heights),
        }
    }

    fn list(&self, mut branch: Branch, children: &[usize], heights: &mut [Length]) -> Branch {
        let Spacing { step, indent, .. } = self.spacing;
        let spine = indent / 2;
        let start = branch.height;
        let mut end = start;
        for &child in children {
            let below = self.branch(child, heights);
            let down = branch.height + step;
            let top = below.top();
            end = down + top.y + top.height / 2;
            branch.across(spine, indent + top.x, end);
            branch.absorb(below, indent, down);
        }
        branch.down(spine, start, end);
        branch
    }

    /// Rows of `count`; several are joined by a line at their left.
    fn rows(&self, mut branch: Branch, children: &[usize], count: usize, heights: &mut [Length]) -> Branch {
        let Spacing { gap, drop, indent, .. } = self.spacing;
        for row in children.chunks(count) {
            let highest = row.iter().map(|&child| heights[child]).max().unwrap_or_default();
            for &child in row {
                heights[child] = highest;
            }
        }
        let below: Vec<Branch> = children.iter().map(|&child| self.branch(child, heights)).collect();
        let is_several = children.len() > count;
        // Several rows have common columns; a single one is as narrow as it can be.
        let cell = below.iter().map(|branch| branch.width).max().filter(|_| is_several);
        let left = if is_several { indent } else { Length::ZERO };
        let first: Vec<Length> = below.iter().take(count).map(|branch| cell.unwrap_or(branch.width)).collect();
        let span = first.iter().map(|width| *width + gap).sum::<Length>() - gap;
        let (start, mut bus) = (branch.height, Length::ZERO);
        let mut below = below.into_iter();
        for row in 0..children.len().div_ceil(count) {
            let top = branch.height + drop;
            bus = top - drop / 2;
            let mut x = left;
            let mut anchors = Vec::new();
            for next in below.by_ref().take(count) {
                let width = cell.unwrap_or(next.width);
                let right = x + (width - next.width) / 2;
                let anchor = right + next.anchor();
                branch.down(anchor, bus, top);
                branch.absorb(next, right, top);
                anchors.push(anchor);
                x += width + gap;
            }
            let (Some(&leftmost), Some(&rightmost)) = (anchors.first(), anchors.last()) else { continue };
            if row == 0 {
                let anchor = (leftmost + rightmost) / 2;
                branch.boxes[0].1.x = anchor - self.spacing.width / 2;
                branch.down(anchor, start, bus);
            }
            branch.across(if is_several { Length::ZERO } else { leftmost }, rightmost, bus);
        }
        if is_several {
            branch.down(Length::ZERO, start + drop / 2, bus);
        }
        branch.width = branch.width.max(left + span);
        branch
    }
}

impl Chart {
    /// Parts a chart whose boxes come in reading order from the top down into parts no higher than `limit`, unless a row
    /// of boxes is.
    pub(super) fn part(self, limit: Length) -> Vec<Self> {
        let mut parts: Vec<Self> = Vec::new();
        let mut from = Length::ZERO;
        // The last place where the part that is open can end, and how many boxes stand above it.
        let mut end: Option<(usize, Length)> = None;
        let mut taken = 0;
        let mut bottom = Length::ZERO;
        for (at, (_, area)) in self.boxes.iter().enumerate() {
            if at > 0 && area.y > bottom {
                // Above the line across a row; the lines down are seen in both parts.
                end = Some((at, bottom + (area.y - bottom) / 4));
            }
            bottom = bottom.max(area.bottom());
            if let Some((count, to)) = end.filter(|(count, _)| bottom - from > limit && *count > taken) {
                parts.push(self.cut(taken..count, from, to));
                (from, taken) = (to, count);
            }
        }
        parts.push(self.cut(taken..self.boxes.len(), from, self.height));
        parts
    }

    /// What stands between two heights.
    fn cut(&self, boxes: std::ops::Range<usize>, from: Length, to: Length) -> Self {
        let mut boxes = self.boxes[boxes].to_vec();
        for (_, area) in &mut boxes {
            area.y -= from;
        }
        let clip = |line: &Line| {
            let (top, bottom) = (line.y.max(from), line.bottom().min(to));
            let length = if line.upright { bottom - top } else { line.length };
            (top <= bottom && length > Length::ZERO).then_some(Line { y: top - from, length, ..*line })
        };
        let lines = self.lines.iter().filter_map(clip).collect();
        Self { width: self.width, height: to - from, boxes, lines }
    }
}
