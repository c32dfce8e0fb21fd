//! The plan of a chart: how wide its boxes are, and how what is subordinate to each of them stands.

use std::collections::BTreeMap;

use super::{BROADEST, DROP, GAP, INDENT, NARROWEST, Room, STEP};
use crate::units::{Em, Length};

/// How high a box is taken to be while planning, so that the plan does not depend on words.
const NOMINAL: Em = Em(4000);

/// A list counts as higher than it is by one part in so many: rows show better who stands beside whom.
const LIST_PENALTY: i32 = 3;

/// How what is subordinate to a box stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// In a row below it.
    Row,
    /// In rows of this many, joined by a line at their left.
    Rows(usize),
    /// Below each other, joined by a line at their left.
    List,
}

/// Whether the boxes come in reading order from the top down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// They need not: what stands below one box may stand beside what stands below another.
    Free,
    /// They do, so that the chart can be parted: only boxes with nothing below them stand beside each other.
    Down,
}

/// A chart whose boxes have no height yet.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// What is directly subordinate to each box.
    pub(super) children: Vec<Vec<usize>>,
    /// How that stands.
    pub(super) orders: Vec<Order>,
    /// The distances.
    pub(super) spacing: Spacing,
    room: Room,
}

/// The widths and distances of a chart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spacing {
    /// The width of every box.
    pub(super) width: Length,
    /// Between boxes beside each other.
    pub(super) gap: Length,
    /// Between a box and the row below it.
    pub(super) drop: Length,
    /// Between boxes below each other.
    pub(super) step: Length,
    /// How far lists and rows stand to the right of their line or box.
    pub(super) indent: Length,
}

/// How a box and all below it stand in some width.
#[derive(Clone, Debug)]
struct Fit {
    width: Length,
    /// The height with boxes of nominal height, and more for lists.
    cost: Length,
    orders: Vec<(usize, Order)>,
}

impl Plan {
    /// The plan with the lowest chart, and the broadest boxes among equals.
    pub(super) fn new(depths: &[usize], room: Room, reading: Reading) -> Self {
        let children = children(depths);
        let levels = i32::try_from(depths.iter().copied().max().unwrap_or(0)).unwrap_or(i32::MAX).max(1);
        let narrowest = (NARROWEST.at(room.em) + room.padding * 2).min(room.width);
        let broadest = (BROADEST.at(room.em) + room.padding * 2).clamp(narrowest, room.width);
        let indent = INDENT.at(room.em).min((room.width - narrowest) / levels);
        let spacing =
            |width| Spacing { width, gap: GAP.at(room.em), drop: DROP.at(room.em), step: STEP.at(room.em), indent };
        let mut best: Option<(Fit, Spacing)> = None;
        let mut width = broadest;
        loop {
            let spacing = spacing(width);
            let mut planner = Planner { children: &children, spacing, room, reading, known: BTreeMap::new() };
            let fit = planner.fit(0, room.width);
            let is_better = match &best {
                Some((best, _)) if best.width <= room.width => fit.width <= room.width && fit.cost < best.cost,
                _ => true,
            };
            if is_better {
                best = Some((fit, spacing));
            }
            if width == narrowest {
                break;
            }
            width = (width - room.em / 2).max(narrowest);
        }
        let (fit, spacing) = best.expect("at least one width has been tried");
        let mut orders = vec![Order::List; children.len()];
        for (index, order) in fit.orders {
            orders[index] = order;
        }
        Self { children, orders, spacing, room }
    }

    /// The width of the words in a box.
    pub(super) fn words_width(&self) -> Length {
        self.spacing.width - self.room.padding * 2
    }
}

/// What is directly below each box. A depth that skips levels counts as one deeper than the box before it.
fn children(depths: &[usize]) -> Vec<Vec<usize>> {
    let mut children = vec![Vec::new(); depths.len()];
    let mut above: Vec<usize> = Vec::new();
    for (index, &depth) in depths.iter().enumerate() {
        above.truncate(if index == 0 { 0 } else { depth.max(1) });
        if let Some(&parent) = above.last() {
            children[parent].push(index);
        }
        above.push(index);
    }
    children
}

struct Planner<'a> {
    children: &'a [Vec<usize>],
    spacing: Spacing,
    room: Room,
    reading: Reading,
    known: BTreeMap<(usize, Length), Fit>,
}

impl Planner<'_> {
    /// The lowest way in which a box and all below it stand in a width.
    fn fit(&mut self, index: usize, width: Length) -> Fit {
        if let Some(fit) = self.known.get(&(index, width)) {
            return fit.clone();
        }
        let fit = self.lowest(index, width);
        self.known.insert((index, width), fit.clone());
        fit
    }

    fn lowest(&mut self, index: usize, width: Length) -> Fit {
        let children = self.children[index].clone();
        let own = NOMINAL.at(self.room.em);
        if children.is_empty() {
            return Fit { width: self.spacing.width, cost: own, orders: Vec::new() };
        }
        let mut ways: Vec<(Order, Length, Length, Vec<Fit>)> = Vec::new();
        let Spacing { gap, drop, step, indent, .. } = self.spacing;
        let has_below = children.iter().any(|&child| !self.children[child].is_empty());
        let may_stand_beside = self.reading == Reading::Free || !has_below || children.len() == 1;
        if may_stand_beside && let Some(fits) = self.row(&children, width) {
            let cost = highest(&fits) + drop;
            ways.push((Order::Row, broad(&fits, gap), cost, fits));
        }
        if children.len() > 1 {
            let widest = children.iter().map(|&child| self.least(child)).max().unwrap_or_default();
            let counts = if may_stand_beside { 2..children.len() } else { 0..0 };
            for count in counts {
                let columns = i32::try_from(count).unwrap_or(i32::MAX);
                let cell = (width - indent - gap * (columns - 1)) / columns;
                if cell < widest {
                    break;
                }
                let fits: Vec<Fit> = children.iter().map(|&child| self.fit(child, cell)).collect();
                let cost = fits.chunks(count).map(|row| highest(row) + drop).sum();
                let cell = fits.iter().map(|fit| fit.width).max().unwrap_or_default();
                ways.push((Order::Rows(count), indent + cell * columns + gap * (columns - 1), cost, fits));
            }
            let fits: Vec<Fit> = children.iter().map(|&child| self.fit(child, width - indent)).collect();
            let height: Length = fits.iter().map(|fit| fit.cost + step).sum();
            let broadest = fits.iter().map(|fit| fit.width).max().unwrap_or_default();
            ways.push((Order::List, indent + broadest, height + height / LIST_PENALTY, fits));
        } else if ways.is_empty() {
            let fits = vec![self.fit(children[0], width)];
            ways.push((Order::Row, fits[0].width, fits[0].cost + drop, fits));
        }
        let lowest = ways.into_iter().reduce(|best, way| if way.2 < best.2 { way } else { best });
        let (order, inner, below, fits) = lowest.expect("a list is always a way");
        let mut orders = vec![(index, order)];
        orders.extend(fits.into_iter().flat_map(|fit| fit.orders));
        Fit { width: inner.max(self.spacing.width), cost: own + below, orders }
    }

    /// A row within a width, if all are narrow enough; whoever is highest may spread while there is room.
    fn row(&mut self, children: &[usize], width: Length) -> Option<Vec<Fit>> {
        let least: Vec<Length> = children.iter().map(|&child| self.least(child)).collect();
        let gaps = self.spacing.gap * (i32::try_from(children.len()).unwrap_or(i32::MAX) - 1);
        if least.iter().copied().sum::<Length>() + gaps > width {
            return None;
        }
        let mut fits: Vec<Fit> = children.iter().zip(least).map(|(&child, least)| self.fit(child, least)).collect();
        loop {
            let slack = width - broad(&fits, self.spacing.gap);
            let highest = highest(&fits);
            let at = fits.iter().position(|fit| fit.cost == highest)?;
            let mut more = Length::ZERO;
            let lower = loop {
                if more >= slack {
                    break None;
                }
                more = (more + self.spacing.width / 4).min(slack);
                let fit = self.fit(children[at], fits[at].width + more);
                if fit.cost < highest && fit.width <= fits[at].width + slack {
                    break Some(fit);
                }
            };
            match lower {
                Some(fit) => fits[at] = fit,
                None => return Some(fits),
            }
        }
    }

    /// The least width of a box and all below it.
    fn least(&self, index: usize) -> Length {
        match self.children[index].as_slice() {
            [] => self.spacing.width,
            [only] => self.least(*only),
            children => {
                let widest = children.iter().map(|&child| self.least(child)).max().unwrap_or_default();
                widest + self.spacing.indent
            }
        }
    }
}

fn highest(fits: &[Fit]) -> Length {
    fits.iter().map(|fit| fit.cost).max().unwrap_or_default()
}

/// The width of a row.
fn broad(fits: &[Fit], gap: Length) -> Length {
    let gaps = gap * (i32::try_from(fits.len()).unwrap_or(i32::MAX) - 1).max(0);
    fits.iter().map(|fit| fit.width).sum::<Length>() + gaps
}
