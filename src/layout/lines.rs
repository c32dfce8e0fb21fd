//! Lines: clusters are broken where they may be. Only widths and classes matter here, no fonts.
//!
//! Each line of justified text takes as much as fits once its spaces are reduced (追い込み), as long as that does not
//! show; what does not fit goes to the next, and the line is spread to the measure (追い出し), as JLREQ 3.8.2 prefers.

use std::ops::Range;

use super::justify::{Fit, shrinkability};
use super::kinsoku::{self, Class};
use super::measure::{Alignment, Cluster, EndOfLine, Setting, Text};
use super::ragged::{self, Room};
use crate::units::{Em, Length};

/// The least width of the last line of a paragraph of several, so that no character stands alone (JLREQ 3.5.4).
const LAST_LINE: Em = Em(2000);

/// The most that a line with its spaces as they are may leave empty, to be preferred to one with reduced spaces.
const WIDEST_SLACK: Em = Em(1500);

/// One line of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The clusters that print.
    pub(super) visible: Range<usize>,
    /// The spaces and the line feed its end swallowed.
    pub(super) swallowed: Range<usize>,
    /// From the left edge of the measure to the first cluster.
    pub(super) x: Length,
}

/// Breaks a paragraph into lines no wider than `measure`, but for a full stop or comma that hangs. The first line
/// starts `first_indent` to the right. Afterwards the gaps hold what justification gave.
pub(super) fn break_lines(text: &mut Text, measure: Length, first_indent: Length) -> Vec<Line> {
    let ends = match text.setting.alignment {
        Alignment::Justify => Vec::new(),
        Alignment::Start | Alignment::Center | Alignment::End => ragged::ends(text, measure, first_indent, Room::Tight),
    };
    break_at(text, measure, first_indent, &ends)
}

/// Breaks a paragraph into lines that end at some places; after the last of them, where they are full.
pub(super) fn break_at(text: &mut Text, measure: Length, first_indent: Length, ends: &[usize]) -> Vec<Line> {
    let setting = text.setting;
    let hangs = setting.hangs && setting.alignment == Alignment::Justify;
    let mut ends = ends.iter().copied();
    let mut lines = Vec::new();
    let mut start = 0;
    while start < text.clusters.len() {
        let indent = if start == 0 { first_indent } else { Length::ZERO };
        let width = measure - indent;
        let end = ends.next().unwrap_or_else(|| {
            let breaker = Breaker { clusters: &text.clusters, start, width, setting, hangs };
            let end = breaker.end();
            breaker.earlier_end(end).unwrap_or(end)
        });
        let visible = start..start + printed_len(&text.clusters[start..end]);
        let is_last = end == text.clusters.len() || text.clusters[end - 1].end_of_line == EndOfLine::Wanted;
        let mut fit = Fit { clusters: &mut text.clusters[visible.clone()], size: setting.size, hangs };
        let slack = fit.adjust(width, setting.alignment == Alignment::Justify && !is_last);
        let x = indent
            + match setting.alignment {
                Alignment::Start | Alignment::Justify => Length::ZERO,
                Alignment::Center => slack / 2,
                Alignment::End => slack,
            };
        lines.push(Line { swallowed: visible.end..end, visible, x });
        start = end;
    }
    lines
}

/// Whether a class prints nothing at the end of a line.
pub(super) fn vanishes(class: Class) -> bool {
    class.is_space() || class == Class::LineFeed
}

/// How many clusters are left when the spaces at the end vanish.
fn printed_len(clusters: &[Cluster]) -> usize {
    clusters.iter().rposition(|cluster| !vanishes(cluster.class)).map_or(0, |last| last + 1)
}

/// The width clusters have as a line of their own before it is fitted.
fn natural_width(clusters: &[Cluster]) -> Length {
    let printed = &clusters[..printed_len(clusters)];
    printed.iter().map(Cluster::pitch).sum::<Length>() - printed.last().map_or(Length::ZERO, |last| last.gap)
}

/// Finds the end of one line.
struct Breaker<'a> {
    clusters: &'a [Cluster],
    /// The first cluster of the line.
    start: usize,
    /// The room of the line.
    width: Length,
    setting: Setting,
    hangs: bool,
}

/// A place where the line could end: one past its last cluster, and the width printed up to there.
#[derive(Clone, Copy)]
struct Candidate {
    end: usize,
    width: Length,
}

impl Breaker<'_> {
    /// One past the last cluster of the line: as full as possible, unless that would reduce its spaces by more than half
    /// of what they can spare while the line can do well with less. Narrow spaces are seen at once, those that filling
    /// the line adds to every place are not (JLREQ 3.8.2 leaves the choice).
    fn end(&self) -> usize {
        let full = self.fill(true);
        let wide = self.fill(false);
        if wide == full {
            return full;
        }
        let printed = &self.clusters[self.start..full];
        let printed = &printed[..printed_len(printed)];
        let Some((last, inner)) = printed.split_last() else { return full };
        let room = self.width + if self.hangs && last.class == Class::Point { last.advance } else { Length::ZERO };
        let reduction = natural_width(printed) - room;
        let spare: Length = inner.iter().map(|cluster| shrinkability(cluster, self.setting.size)).sum();
        let slack = self.width - natural_width(&self.clusters[self.start..wide]);
        let leaves_little = natural_width(&self.clusters[wide..]) < LAST_LINE.at(self.setting.size);
        if reduction * 2 <= spare || slack > WIDEST_SLACK.at(self.setting.size) || leaves_little { full } else { wide }
    }

    /// One past the last cluster of a line as full as possible with its spaces reduced or not.
    fn fill(&self, reduced: bool) -> usize {
        let spare = |cluster: &Cluster| if reduced { shrinkability(cluster, self.setting.size) } else { Length::ZERO };
        let (mut allowed, mut seam, mut cut) = (None, None, None);
        // What is printed up to the last cluster that does not vanish, and what follows it; for both, as wide as usual
        // and by how much they may shrink.
        let (mut printed, mut printed_shrink) = (Length::ZERO, Length::ZERO);
        let (mut pending, mut pending_shrink) = (Length::ZERO, Length::ZERO);
        for (at, cluster) in self.clusters.iter().enumerate().skip(self.start) {
            if !vanishes(cluster.class) {
                let before = printed + pending - printed_shrink - pending_shrink;
                let may_hang = self.hangs && cluster.class == Class::Point && before <= self.width;
                if before + cluster.advance > self.width && !may_hang && at > self.start {
                    return self.choose(allowed, seam, cut).unwrap_or(at);
                }
                printed += pending + cluster.advance;
                printed_shrink += pending_shrink;
                (pending, pending_shrink) = (cluster.gap, spare(cluster));
            } else if cluster.class.is_space() {
                pending += cluster.advance;
                pending_shrink += spare(cluster);
            }
            let candidate = Some(Candidate { end: at + 1, width: printed });
            match cluster.end_of_line {
                EndOfLine::Wanted => return at + 1,
                EndOfLine::Allowed => allowed = candidate,
                EndOfLine::Seam => seam = candidate,
                EndOfLine::Cut if self.may_cut_after(at) => cut = candidate,
                EndOfLine::Cut | EndOfLine::Never => {}
            }
        }
        self.clusters.len()
    }

    fn may_cut_after(&self, at: usize) -> bool {
        let next = self.clusters.get(at + 1);
        next.is_none_or(|next| kinsoku::may_cut(self.clusters[at].class, next.class))
    }

    /// The best of the last candidates: a free break, unless it leaves a quarter of the line empty and there is a seam
    /// further on; a word is cut only when it is longer than the line.
    fn choose(&self, allowed: Option<Candidate>, seam: Option<Candidate>, cut: Option<Candidate>) -> Option<usize> {
        let full = allowed.filter(|allowed| allowed.width >= self.width.scale(3, 4));
        let later = seam.filter(|seam| allowed.is_none_or(|allowed| seam.end > allowed.end));
        full.or(later).or(allowed).or(cut).map(|candidate| candidate.end)
    }

    /// An earlier end of the line, when ending it at `end` would leave a single character to the last line and the
    /// line can spare a tenth of its width.
    fn earlier_end(&self, end: usize) -> Option<usize> {
        let least_rest = LAST_LINE.at(self.setting.size);
        let rest = &self.clusters[end..];
        if rest.is_empty() || rest.len() > 4 || natural_width(rest) >= least_rest {
            return None;
        }
        let is_free = |at: &usize| self.clusters[*at - 1].end_of_line == EndOfLine::Allowed;
        let earlier = (self.start + 1..end)
            .rev()
            .filter(is_free)
            .find(|&earlier| natural_width(&self.clusters[earlier..]) >= least_rest)?;
        let is_full = natural_width(&self.clusters[self.start..earlier]) >= self.width.scale(9, 10);
        (is_full && self.clusters[end - 1].end_of_line == EndOfLine::Allowed).then_some(earlier)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::layout::tests::text;

    /// The type size of [`text`].
    const SIZE: Length = Length::from_milli_pt(10_000);

    /// Breaks words in ten-point type, Japanese characters one em wide and ASCII half an em, and shows the lines.
    #[track_caller]
    fn check(words: &str, ems: i32, alignment: Alignment, expected: &[&str]) {
        let mut text = text(words, alignment);
        let lines = break_lines(&mut text, SIZE * ems, Length::ZERO);
        assert_eq!(lines.iter().map(|line| shown(&text, line)).collect::<Vec<_>>(), expected);
    }

    fn shown(text: &Text, line: &Line) -> String {
        text.clusters[line.visible.clone()].iter().map(|cluster| text.characters(cluster)).collect()
    }

    fn width(text: &Text, line: &Line) -> Length {
        line.x + text.clusters[line.visible.clone()].iter().map(Cluster::pitch).sum()
    }

    #[test]
    fn forbidden_characters_move_with_their_neighbours() {
        check("情報資産を「規程」で", 6, Alignment::Start, &["情報資産を", "「規程」で"]);
        check("情報資産の管理、運用", 7, Alignment::Start, &["情報資産の", "管理、運用"]);
        check("サーバーはデータを持つ", 3, Alignment::Start, &["サー", "バーは", "データ", "を持つ"]);
        check("本社～支社／課", 2, Alignment::Start, &["本", "社～", "支", "社／", "課"]);
        check("資料は第12条による", 5, Alignment::Start, &["資料は", "第12条", "による"]);
        check("容量は64 GB以上とする", 5, Alignment::Start, &["容量は", "64 GB", "以上とする"]);
    }

    #[test]
    fn points_hang_into_the_margin_only_where_lines_are_justified() {
        check("情報資産の管理、運用を行う", 7, Alignment::Justify, &["情報資産の管理、", "運用を行う"]);
        check("情報資産の管理、運用を行う", 7, Alignment::Start, &["情報資産の管", "理、運用を行う"]);
        check("情報資産の管理。」と", 7, Alignment::Justify, &["情報資産の管", "理。」と"]);
    }

    #[test]
    fn spaces_at_the_end_of_a_line_vanish() {
        check("secure access control", 4, Alignment::Start, &["secure", "access", "control"]);
        check("情報　資産", 2, Alignment::Start, &["情報", "資産"]);
        let mut text = text("secure access", Alignment::Start);
        let lines = break_lines(&mut text, SIZE * 4, Length::ZERO);
        assert_eq!(lines[0].swallowed, 6..7);
    }

    #[test]
    fn spaces_shrink_before_a_word_moves_on() {
        // Natural width: 3 Japanese ems, 2 gaps of a quarter em, one em of Latin: 4.5 em. Shrunk to eighths: 4.25 em.
        let mut text = text("情IT報の", Alignment::Justify);
        let lines = break_lines(&mut text, Length::from_milli_pt(42_500), Length::ZERO);
        assert_eq!(lines.len(), 1);
        assert_eq!(width(&text, &lines[0]), Length::from_milli_pt(42_500));
    }

    #[test]
    fn long_words_break_at_seams_and_then_anywhere() {
        check("送信先はinfo@example.jpである", 9, Alignment::Justify, &["送信先はinfo@", "example.jpである"]);
        check(&"a".repeat(25), 5, Alignment::Start, &["aaaaaaaaaa", "aaaaaaaaaa", "aaaaa"]);
        check("192.168.100.200", 5, Alignment::Start, &["192.168.10", "0.200"]);
    }

    #[test]
    fn breaks_in_a_value_end_lines() {
        check("東京都\n港区\n\n芝", 10, Alignment::Justify, &["東京都", "港区", "", "芝"]);
    }

    #[test]
    fn no_character_is_left_alone_on_the_last_line() {
        check(&"規".repeat(21), 20, Alignment::Justify, &[&"規".repeat(19), "規規"]);
        check("規程規程規程規", 3, Alignment::Justify, &["規程規", "程規程", "規"]);
    }

    #[test]
    fn alignment_places_lines() {
        let x = |alignment| {
            let mut text = text("規程", alignment);
            break_lines(&mut text, SIZE * 10, Length::ZERO)[0].x.milli_pt()
        };
        assert_eq!([x(Alignment::Start), x(Alignment::Center), x(Alignment::End)], [0, 40_000, 80_000]);
    }

    /// Phrases as policies have them; each may follow any other.
    const PHRASES: [&str; 24] = [
        "情報",
        "資産を",
        "「規程」",
        "第12条の",
        "(以下同じ。)",
        "5 GBの",
        "100%と",
        "……と",
        "サーバー",
        "2026年4月1日",
        "Microsoft 365",
        "及び、",
        "である。",
        "々",
        "ちょっと",
        "10,000円",
        "〒100-0001",
        "A～B",
        "『鍵』・『錠』",
        "【重要】",
        "1/2",
        "℃で",
        "なのか？",
        "SaaS",
    ];

    /// Characters not starting a line (JLREQ 3.1.7), written down again.
    const NO_START: &str = "）」』】〉》〕、。，．・：；？！ー々ゝヽぁぃぅぇぉっゃゅょァィゥェォッャュョ～／㎝";

    /// Characters not ending a line (JLREQ 3.1.8).
    const NO_END: &str = "（「『【〈《〔￥〒＃＠§(";

    proptest! {
        #[test]
        fn lines_keep_the_rules(
            phrases in prop::collection::vec(prop::sample::select(&PHRASES[..]), 1..60),
            milli_ems in 12_000..45_000_i32,
            justified in any::<bool>(),
        ) {
            let words = phrases.concat();
            let alignment = if justified { Alignment::Justify } else { Alignment::Start };
            let mut text = text(&words, alignment);
            let measure = Em(milli_ems).at(SIZE);
            let lines = break_lines(&mut text, measure, Length::ZERO);
            let mut all = String::new();
            for (at, line) in lines.iter().enumerate() {
                let shown = shown(&text, line);
                let last = &text.clusters[line.visible.end - 1];
                let hanging = if justified && last.class == Class::Point { last.advance } else { Length::ZERO };
                prop_assert!(width(&text, line) <= measure + hanging, "{shown} is too wide");
                prop_assert!(at == 0 || !shown.starts_with(|first| NO_START.contains(first)), "{shown} starts wrongly");
                prop_assert!(!shown.ends_with(|last| NO_END.contains(last)), "{shown} ends wrongly");
                all += &text.words[text.clusters[line.visible.start].start..text.clusters[line.visible.end.max(line.swallowed.end) - 1].end];
            }
            prop_assert_eq!(all, words);
        }

        #[test]
        fn any_text_breaks_without_loss(words in "\\PC{0,80}", ems in 1..12_i32) {
            let mut text = text(&words, Alignment::Justify);
            let lines = break_lines(&mut text, SIZE * ems, Length::ZERO);
            let ends: Vec<usize> = lines.iter().map(|line| line.swallowed.end).collect();
            prop_assert!(ends.is_sorted_by(|left, right| left < right));
            prop_assert_eq!(ends.last().copied().unwrap_or(0), text.clusters.len());
            let kept: String = text.clusters.iter().map(|cluster| text.characters(cluster)).collect();
            prop_assert_eq!(kept, words);
        }
    }
}
