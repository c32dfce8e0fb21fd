//! Justification: a line is fitted to its measure by reducing or expanding the spaces between its clusters, in the
//! orders of JLREQ 3.8.3 and 3.8.4, which restate JIS X 4051.

use super::kinsoku::{self, Class};
use super::measure::Cluster;
use crate::units::{Em, Length};

/// By how much the space of or after a cluster may shrink (JLREQ 3.8.3): word spaces to a quarter em, the space
/// between Japanese and Western text to an eighth.
pub(super) fn shrinkability(cluster: &Cluster, size: Length) -> Length {
    if cluster.class == Class::Space { (cluster.advance - Em(250).at(size)).max(Length::ZERO) } else { cluster.gap / 2 }
}

/// The printed clusters of one line, to be fitted to its width.
pub(super) struct Fit<'a> {
    /// The clusters.
    pub(super) clusters: &'a mut [Cluster],
    /// Their type size.
    pub(super) size: Length,
    /// Whether the last may hang into the margin.
    pub(super) hangs: bool,
}

impl Fit<'_> {
    /// Fits the line to `width`, fills it when `justified`, and gives what is left over at its end.
    pub(super) fn adjust(&mut self, width: Length, justified: bool) -> Length {
        let Some(last) = self.clusters.last_mut() else { return width };
        last.gap = Length::ZERO;
        let last = *last;
        let natural: Length = self.clusters.iter().map(Cluster::pitch).sum();
        let inner = &self.clusters[..self.clusters.len() - 1];
        let shrink: Vec<Length> = inner.iter().map(|cluster| shrinkability(cluster, self.size)).collect();
        let narrowest = natural - shrink.iter().copied().sum();
        let hung =
            if self.hangs && last.class == Class::Point && narrowest > width { last.advance } else { Length::ZERO };
        let slack = width + hung - natural;
        if slack < Length::ZERO {
            self.distribute(slack, &shrink);
            Length::ZERO
        } else if justified {
            self.spread(slack)
        } else {
            slack
        }
    }

    /// How much each place may grow in the stages of JLREQ 3.8.4: spaces between Western words to half an em, the space between Japanese
    /// and Western text to a third (the narrower of its two limits), and then every place where neighbours may part, up
    /// to half an em each: a line that would need more stays ragged.
    fn stretch_stages(&self) -> [Vec<Length>; 3] {
        let (third, half) = (Em(333).at(self.size), Em(500).at(self.size));
        let grow = |room: &dyn Fn(&Cluster, &Cluster) -> Length| {
            self.clusters.windows(2).map(|pair| room(&pair[0], &pair[1]).max(Length::ZERO)).collect()
        };
        let if_so = |condition: bool, room: Length| if condition { room } else { Length::ZERO };
        let words = |at: usize| {
            let is_western = |at: usize| self.clusters.get(at).is_some_and(|near| near.class.is_western());
            at > 0 && self.clusters[at].class == Class::Space && is_western(at - 1) && is_western(at + 1)
        };
        let spaces = (0..self.clusters.len().saturating_sub(1))
            .map(|at| if_so(words(at), half - self.clusters[at].advance).max(Length::ZERO));
        [
            spaces.collect(),
            grow(&|before, _| if_so(before.gap > Length::ZERO, third - before.gap)),
            grow(&|before, after| if_so(kinsoku::may_part(before.class, after.class), half)),
        ]
    }

    /// Spreads `slack` over the stages, one after the other; if they cannot take it all, the line stays as it is.
    fn spread(&mut self, slack: Length) -> Length {
        let stages = self.stretch_stages();
        let room: Length = stages.iter().flatten().copied().sum();
        if slack > room {
            return slack;
        }
        let mut left = slack;
        for stage in &stages {
            let share = left.min(stage.iter().copied().sum());
            self.distribute(share, stage);
            left -= share;
        }
        left
    }

    /// Adds `amount` to the gaps in proportion to `weights`, exactly: the places get the differences of a running
    /// total.
    fn distribute(&mut self, amount: Length, weights: &[Length]) {
        let total: Length = weights.iter().copied().sum();
        if total == Length::ZERO {
            return;
        }
        let (mut weight, mut given) = (Length::ZERO, Length::ZERO);
        for (cluster, own) in self.clusters.iter_mut().zip(weights) {
            weight += *own;
            let due = amount.scale(i64::from(weight.milli_pt()), i64::from(total.milli_pt()));
            cluster.gap += due - given;
            given = due;
        }
    }
}
