//! Lines of ragged text: cells, heads and headings.
//!
//! All breaks of a paragraph are chosen together (as Knuth and Plass do for justified text): few lines, ends between
//! phrases and words, and lines of like length. A line more is better than a foreign word cut in two.

use super::justify::shrinkability;
use super::kinsoku;
use super::lines::vanishes;
use super::measure::{Cluster, EndOfLine, Text};
use super::words::Joint;
use crate::units::{Em, Length};

/// How many lines a paragraph may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// Few; a line more only where a foreign word would be cut in two.
    Tight,
    /// What reads best, since there is room anyway.
    Ample,
}

impl Room {
    /// What a line costs.
    fn line(self) -> i64 {
        match self {
            Self::Tight => 900,
            Self::Ample => 150,
        }
    }
}

/// What an empty line would cost for its emptiness; less empty ones cost less by the square.
const EMPTY: i64 = 500;

/// What a last line costs that holds less than [`SHORTEST`] of a text of several lines.
const SHORT: i64 = 400;

/// The least width of a last line, so that no character stands alone.
const SHORTEST: Em = Em(2000);

/// What a line costs that ends where it must not, because nothing else fits.
const FORCED: i64 = 100_000;

/// What reducing the spaces of a line costs.
const REDUCED: i64 = 50;

/// What it costs to end a line at a place; none where it must not.
fn cost(clusters: &[Cluster], at: usize) -> Option<i64> {
    match clusters[at].end_of_line {
        EndOfLine::Wanted => Some(0),
        EndOfLine::Allowed => Some(match clusters[at].joint {
            Joint::Pause => 0,
            Joint::Phrases => 100,
            Joint::Compound => 250,
            Joint::Suffix | Joint::Particle => 450,
            Joint::Characters => 700,
            Joint::Letters => 2600,
        }),
        EndOfLine::Seam => Some(2700),
        EndOfLine::Cut => {
            let next = clusters.get(at + 1)?;
            kinsoku::may_cut(clusters[at].class, next.class).then_some(10_000)
        }
        EndOfLine::Never => None,
    }
}

/// The best way to set the clusters before a place.
#[derive(Clone, Copy, Debug)]
struct Best {
    cost: i64,
    /// Where its last line starts.
    start: usize,
}

/// One past the last cluster of each line, for lines no wider than `measure`, the first of which starts `first_indent`
/// to the right. A single cluster may be wider.
pub(super) fn ends(text: &Text, measure: Length, first_indent: Length, room: Room) -> Vec<usize> {
    let line_cost = room.line();
    let clusters = &text.clusters;
    let mut best: Vec<Option<Best>> = vec![None; clusters.len() + 1];
    best[0] = Some(Best { cost: 0, start: 0 });
    for start in 0..clusters.len() {
        let Some(Best { cost: before, .. }) = best[start] else { continue };
        let room = (measure - if start == 0 { first_indent } else { Length::ZERO }).max(Length::ZERO);
        let mut line = Extent::default();
        let mut reaches = false;
        for (at, cluster) in clusters.iter().enumerate().skip(start) {
            line.add(cluster, text.setting.size);
            let ending = if line.width - line.shrink > room && at > start {
                if reaches {
                    break;
                }
                Some((at, FORCED))
            } else if at + 1 == clusters.len() {
                let is_short = start > 0 && line.width < SHORTEST.at(text.setting.size);
                Some((at + 1, if is_short { SHORT } else { 0 }))
            } else {
                let is_wanted = cluster.end_of_line == EndOfLine::Wanted;
                cost(clusters, at).map(|cost| (at + 1, cost + if is_wanted { 0 } else { emptiness(line.width, room) }))
            };
            let Some((end, own)) = ending else { continue };
            reaches = true;
            let cost = before + line_cost + own + if line.width > room { REDUCED } else { 0 };
            if best[end].is_none_or(|found| cost < found.cost) {
                best[end] = Some(Best { cost, start });
            }
            if end == at || cluster.end_of_line == EndOfLine::Wanted {
                break;
            }
        }
    }
    let mut ends = Vec::new();
    let mut at = clusters.len();
    while at > 0 {
        ends.push(at);
        at = best[at].expect("every line goes on to another or to the end").start;
    }
    ends.reverse();
    ends
}

/// How wide a line is.
#[derive(Clone, Copy, Debug, Default)]
struct Extent {
    /// What is printed.
    width: Length,
    /// By how much its spaces may shrink.
    shrink: Length,
    /// What follows the last cluster that prints, and by how much that may shrink.
    pending: (Length, Length),
}

impl Extent {
    /// Adds the next cluster.
    fn add(&mut self, cluster: &Cluster, size: Length) {
        let own = shrinkability(cluster, size);
        if vanishes(cluster.class) {
            self.pending = (self.pending.0 + cluster.advance, self.pending.1 + own);
        } else {
            self.width += self.pending.0 + cluster.advance;
            self.shrink += self.pending.1;
            self.pending = (cluster.gap, own);
        }
    }
}

/// What the empty end of a line costs.
fn emptiness(width: Length, room: Length) -> i64 {
    let empty = i64::from((room - width).max(Length::ZERO).milli_pt());
    let share = empty * 100 / i64::from(room.milli_pt().max(1));
    EMPTY * share * share / 10_000
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::measure::Alignment;
    use crate::layout::tests::text;

    /// Breaks words in ten-point type, Japanese characters one em wide and ASCII half an em.
    #[track_caller]
    fn check(words: &str, ems: i32, expected: &[&str]) {
        let text = text(words, Alignment::Start);
        let ends = ends(&text, Length::from_milli_pt(10_000) * ems, Length::ZERO, Room::Tight);
        let mut start = 0;
        let lines = ends.iter().map(|&end| {
            let line = &text.clusters[start..end];
            start = end;
            line.iter().map(|cluster| text.characters(cluster)).collect::<String>()
        });
        assert_eq!(lines.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn lines_end_between_words() {
        check("登録日（更新日）", 6, &["登録日", "（更新日）"]);
        check("スマートフォンなど", 8, &["スマートフォン", "など"]);
        check("情報セキュリティ責任者", 7, &["情報", "セキュリティ", "責任者"]);
        check("返却時の確認（付属品・消去・解除）", 13, &["返却時の確認", "（付属品・消去・解除）"]);
        check("品質課 情報システム担当", 9, &["品質課 ", "情報システム担当"]);
        check("緊急又は重要なものは直ちに着手し", 6, &["緊急又は", "重要なものは", "直ちに着手し"]);
        check("消灯・火気", 4, &["消灯・", "火気"]);
        check("多くの人に送るとき", 6, &["多くの人に", "送るとき"]);
        check("置くことができる情報", 8, &["置くことができる", "情報"]);
    }

    #[test]
    fn what_has_no_place_to_break_is_cut() {
        check("パスワードマネージャー", 4, &["パスワー", "ドマネー", "ジャー"]);
        check("、、、、", 2, &["、、", "、、"]);
        check("「", 1, &["「"]);
        check("", 1, &[]);
    }

    #[test]
    fn no_character_is_left_alone_on_the_last_line() {
        check("規程規程規程規", 3, &["規程", "規程", "規程規"]);
    }
}
