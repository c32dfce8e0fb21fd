//! Readings over the words (ルビ, JLREQ 3.3): group ruby, half as large as its base, centred over it.
//!
//! A reading that is wider than its base overhangs the kana beside it a little and then spreads the base; a narrower
//! one is spread over it. No line ends within a group.

use std::ops::Range;

use super::frame::{Glyph, GlyphRun, Item, NodeId};
use super::measure::{Cluster, EndOfLine, Setting, Text};
use crate::style::Face;
use crate::units::{Em, Length};

/// The least distance between base lines of text with readings: the readings fill the room between the lines, and a
/// little is left between a reading and the line above.
const LEADING: Em = Em(1700);

/// How far a reading may reach over kana beside its base, relative to the base.
const OVERHANG: Em = Em(250);

/// From the upper edge of the square a reading's character fills to its base line, and from there to the lower edge.
const DESCENT: Em = Em(120);

/// A reading over some clusters.
#[derive(Clone, Debug)]
pub(super) struct Ruby {
    /// The clusters of its base.
    pub(super) clusters: Range<usize>,
    /// The look of the base; the next one is that of the reading.
    pub(super) look: usize,
    /// Its glyphs.
    pub(super) glyphs: Vec<RubyGlyph>,
    /// How far it reaches over what stands at the left and the right.
    overhang: (Length, Length),
}

/// A glyph of a reading.
#[derive(Clone, Debug)]
pub(super) struct RubyGlyph {
    /// The face that has it.
    pub(super) face: Face,
    /// The glyph.
    pub(super) id: u16,
    /// Its width.
    pub(super) advance: Length,
    /// The character.
    pub(super) character: char,
}

/// The type size of readings over words of a size.
pub(super) fn size(base: Length) -> Length {
    base / 2
}

impl Setting {
    /// The same setting with room for readings between the lines, if there are any.
    pub(super) fn with_ruby(self, ruby: bool) -> Self {
        if ruby { Self { ruby, line: self.line.max(LEADING.at(self.size)), ..self } } else { self }
    }

    /// From the upper edge of a line to that of its characters: half the leading, and room for readings.
    pub(super) fn above(&self) -> Length {
        let half = (self.line - self.size) / 2;
        if self.ruby { half.max(size(self.size)) } else { half }
    }
}

impl Ruby {
    /// A reading over clusters, which nothing has made room for yet.
    pub(super) fn new(clusters: Range<usize>, look: usize, glyphs: Vec<RubyGlyph>) -> Self {
        Self { clusters, look, glyphs, overhang: (Length::ZERO, Length::ZERO) }
    }

    /// The width of its glyphs set solid.
    fn width(&self) -> Length {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }
}

/// Makes room for the readings of a text whose gaps and breaks are known: keeps each group on one line, lets its
/// reading overhang, and spreads the base by what is still missing, with half as much at the ends as between.
pub(super) fn fit(text: &mut Text) {
    let limit = OVERHANG.at(text.setting.size);
    let mut covered = vec![false; text.clusters.len()];
    for ruby in &text.rubies {
        covered[ruby.clusters.clone()].fill(true);
    }
    let yields: Vec<bool> = text
        .clusters
        .iter()
        .zip(covered)
        .map(|(cluster, covered)| !covered && text.characters(cluster).chars().next().is_some_and(is_kana))
        .collect();
    for ruby in &mut text.rubies {
        let Range { start, end } = ruby.clusters;
        let group = &mut text.clusters[start..end];
        let Some((last, inner)) = group.split_last_mut() else { continue };
        for cluster in inner.iter_mut() {
            cluster.end_of_line = EndOfLine::Never;
        }
        let base = inner.iter().map(Cluster::pitch).sum::<Length>() + last.advance;
        let missing = ruby.width() - base;
        if missing <= Length::ZERO {
            continue;
        }
        let side = |at: Option<usize>| {
            let may = at.and_then(|at| yields.get(at)).is_some_and(|yields| *yields);
            if may { limit.min(missing / 2) } else { Length::ZERO }
        };
        ruby.overhang = (side(start.checked_sub(1)), side(Some(end)));
        let missing = (missing - ruby.overhang.0 - ruby.overhang.1).max(Length::ZERO);
        let count = i32::try_from(end - start).unwrap_or(i32::MAX);
        for cluster in group {
            cluster.advance += missing / count;
            cluster.before = missing / count / 2;
        }
    }
}

/// Prints the readings of the clusters of a line. `places` has the left end of each cluster in `range`.
pub(super) fn print(
    text: &Text,
    range: &Range<usize>,
    places: &[Length],
    baseline: Length,
    nodes: &[Option<NodeId>],
    items: &mut Vec<Item>,
) {
    let size = size(text.setting.size);
    let foot = baseline - super::ink::ASCENT.at(text.setting.size) - DESCENT.at(size);
    let right_of = |at: usize| places[at - range.start] + text.clusters[at].advance;
    for ruby in text.rubies.iter().filter(|ruby| range.contains(&ruby.clusters.start)) {
        let last = ruby.clusters.end.min(range.end) - 1;
        let (left, right) = (places[ruby.clusters.start - range.start], right_of(last));
        let slack = right - left - ruby.width();
        let count = i32::try_from(ruby.glyphs.len()).unwrap_or(i32::MAX).max(1);
        let (mut x, share) = if slack >= Length::ZERO {
            (left + slack / count / 2, slack / count)
        } else {
            let (over_left, over_right) = ruby.overhang;
            let over = (over_left + over_right).milli_pt();
            let part = if over == 0 { slack / 2 } else { slack.scale(over_left.milli_pt().into(), over.into()) };
            // Nothing reaches over the edges of the line.
            let latest = right_of(range.end - 1) - ruby.width();
            let earliest = places[0];
            ((left + part).min(latest.max(earliest)).max(earliest), Length::ZERO)
        };
        let look = &text.looks[ruby.look];
        let node = nodes[ruby.look + 1];
        for stretch in ruby.glyphs.chunk_by(|left, right| left.face == right.face) {
            let glyphs = stretch
                .iter()
                .map(|glyph| Glyph { id: glyph.id, advance: glyph.advance + share, text: glyph.character.to_string() })
                .collect();
            let (face, color, trailing) = (stretch[0].face, look.color, String::new());
            let run = GlyphRun { x, y: foot, face, size, color, glyphs, node, trailing };
            x += run.width();
            items.push(Item::Glyphs(run));
        }
    }
}

fn is_kana(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | 'ー')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::ink;
    use crate::layout::lines::break_lines;
    use crate::layout::look::Look;
    use crate::layout::measure::{Alignment, Measurer};
    use crate::layout::problems::Problems;
    use crate::layout::tests::OneEm;
    use crate::model::{self, Inline, Origin, OriginKind, Run};
    use crate::style::Color;

    /// Words in ten-point type, every character one em wide, with readings over some of them.
    fn text(words: &str, readings: &[(&str, &str)]) -> Text {
        let ruby = readings.iter().map(|(base, reading)| {
            let start = words.find(base).expect("the base is in the words");
            model::Ruby { range: start..start + base.len(), reading: (*reading).to_owned() }
        });
        let origin = Origin { kind: OriginKind::Template, span: None };
        let run = Run { content: Inline::Text(words.to_owned()), strong: false, origin, ruby: ruby.collect() };
        let look = Look { color: Color([0; 3]), mark: None, link: None };
        let (face, size) = (Face::Gothic, Length::from_milli_pt(10_000));
        let alignment = Alignment::Start;
        let setting = Setting { plain: face, strong: face, size, line: size, alignment, hangs: false, ruby: false };
        let setting = setting.with_ruby(true);
        Measurer::new(&OneEm).measure(&[run], vec![look], setting, &mut Problems::default())
    }

    /// The left ends and widths of readings, in 1/1000 pt, printed on lines of some ems.
    #[track_caller]
    fn check(words: &str, readings: &[(&str, &str)], ems: i32, expected: &[(i32, i32)]) {
        let mut text = text(words, readings);
        let size = text.setting.size;
        let nodes = vec![None; text.looks.len()];
        let mut items = Vec::new();
        for line in break_lines(&mut text, size * ems, Length::ZERO) {
            ink::print(&text, &line, Length::ZERO, Length::ZERO, &nodes, &mut items);
        }
        let runs = items.iter().filter_map(|item| match item {
            Item::Glyphs(run) if run.size < size => Some((run.x.milli_pt(), run.width().milli_pt())),
            _ => None,
        });
        assert_eq!(runs.collect::<Vec<_>>(), expected, "{words}");
    }

    #[test]
    fn readings_stand_in_the_middle() {
        check("情報を見る", &[("見", "み")], 10, &[(32_500, 10_000)]);
        check("権限を", &[("権限", "けんげん")], 10, &[(0, 20_000)]);
        // A short reading has half as much room at its ends as between its characters.
        check("仕事を", &[("仕事", "しご")], 10, &[(2500, 20_000)]);
    }

    #[test]
    fn long_readings_reach_over_kana_and_then_spread_the_base() {
        // Half an em too long: a quarter over each side.
        check("の承認の", &[("承認", "しょうにん")], 10, &[(7500, 25_000)]);
        // At the edge of the line it reaches over one side only, and the base is spread by what is left.
        check("承認の", &[("承認", "しょうにん")], 10, &[(0, 25_000)]);
        assert_eq!(text("承認の", &[("承認", "しょうにん")]).width(), Length::from_milli_pt(32_500));
        // Between kanji the base takes it all, and each kanji stands in the middle of its share.
        let spread = text("社承認者", &[("承認", "しょうにん")]);
        let places: Vec<i32> = spread.clusters.iter().map(|cluster| cluster.before.milli_pt()).collect();
        assert_eq!((spread.width(), places), (Length::from_milli_pt(45_000), vec![0, 1250, 1250, 0]));
    }

    #[test]
    fn no_line_ends_below_a_reading() {
        let mut text = text("報告の承認者の情報", &[("承認者", "しょうにんしゃ"), ("情報", "じょうほう")]);
        let size = text.setting.size;
        let lines = break_lines(&mut text, size * 5, Length::ZERO);
        let starts: Vec<usize> = lines.iter().map(|line| line.visible.start).collect();
        assert_eq!(starts, [0, 3, 7]);
    }

    #[test]
    fn lines_leave_room_above() {
        let text = text("情報", &[("情報", "じょうほう")]);
        assert_eq!(text.setting.line, Length::from_milli_pt(17_000));
        assert_eq!(text.setting.above(), Length::from_milli_pt(5000));
    }
}
