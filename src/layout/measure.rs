//! Measuring: the words of runs become clusters, each with its glyph, its width and the break allowed after it.

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::characters::{is_invisible, is_mark, is_selector, stand_in, voiced};
use super::kinsoku::{self, Class};
use super::latin;
use super::look::Look;
use super::problems::Problems;
use super::ruby::{self, Ruby, RubyGlyph};
use super::words::{Joint, Words};
use crate::fonts::{FontGlyph, Fonts};
use crate::model::Run;
use crate::style::Face;
use crate::units::Length;

/// What measuring must know of fonts; the only way layout sees them.
pub(super) trait Metrics {
    /// The glyph of a character in a face, with a variation selector if one follows it.
    fn glyph(&self, face: Face, base: char, selector: Option<char>) -> Option<FontGlyph>;

    /// Font units per em of a face.
    fn units_per_em(&self, face: Face) -> u16;
}

impl Metrics for Fonts {
    fn glyph(&self, face: Face, base: char, selector: Option<char>) -> Option<FontGlyph> {
        self.file(face).glyph(base, selector)
    }

    fn units_per_em(&self, face: Face) -> u16 {
        self.file(face).units_per_em
    }
}

/// How the words of a paragraph are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    /// Face of plain words.
    pub(super) plain: Face,
    /// Face of emphasised words.
    pub(super) strong: Face,
    /// Type size.
    pub(super) size: Length,
    /// Distance between base lines.
    pub(super) line: Length,
    /// Where lines stand.
    pub(super) alignment: Alignment,
    /// Whether full stops and commas may hang into the margin (ぶら下げ, JLREQ 3.8.2).
    pub(super) hangs: bool,
    /// Whether readings stand over the words.
    pub(super) ruby: bool,
}

/// Where the lines of a paragraph stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alignment {
    /// At the left edge, with a ragged right one.
    Start,
    /// From edge to edge, except for the last line.
    Justify,
    /// In the middle.
    Center,
    /// At the right edge.
    End,
}

/// The words of a paragraph, ready to be broken into lines.
#[derive(Clone, Debug)]
pub(super) struct Text {
    /// All words; clusters point into them.
    pub(super) words: String,
    /// The clusters in reading order.
    pub(super) clusters: Vec<Cluster>,
    /// The looks of the clusters and readings.
    pub(super) looks: Vec<Look>,
    /// The readings in order.
    pub(super) rubies: Vec<Ruby>,
    /// How the words are set.
    pub(super) setting: Setting,
}

impl Cluster {
    /// From its left end to the next cluster's.
    pub(super) fn pitch(&self) -> Length {
        self.advance + self.gap
    }
}

impl Text {
    /// The characters a cluster stands for.
    pub(super) fn characters(&self, cluster: &Cluster) -> &str {
        &self.words[cluster.start..cluster.end]
    }

    /// The width on one line without justification.
    pub(super) fn width(&self) -> Length {
        self.clusters.iter().map(Cluster::pitch).sum()
    }
}

/// One glyph and the characters it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cluster {
    /// First byte in the words.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// The glyph.
    pub(super) glyph: u16,
    /// The face that has it.
    pub(super) face: Face,
    /// Which of the looks it has.
    pub(super) look: usize,
    /// How it behaves in a line.
    pub(super) class: Class,
    /// Its own width.
    pub(super) advance: Length,
    /// From its left end to its glyph, where a reading spreads its base.
    pub(super) before: Length,
    /// The space to the next cluster when both stand on one line; after breaking, what its line has there, which is
    /// less than nothing where a word space was reduced.
    pub(super) gap: Length,
    /// Whether a line may end after it.
    pub(super) end_of_line: EndOfLine,
    /// What a break after it would part; only known in ragged text.
    pub(super) joint: Joint,
}

/// Whether a line may end after a cluster, from worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EndOfLine {
    /// The next cluster is a mark on this one, or has the same reading over it, or a long address is better cut
    /// elsewhere.
    Never,
    /// Only to cut a word that is longer than a line.
    Cut,
    /// At a seam of an address or a Latin name, when nothing better is near.
    Seam,
    /// Freely.
    Allowed,
    /// The text wants it.
    Wanted,
}

/// Turns runs into clusters.
pub(super) struct Measurer<'a> {
    metrics: &'a dyn Metrics,
    segmenter: LineSegmenterBorrowed<'static>,
    words: Words,
}

impl<'a> Measurer<'a> {
    /// A measurer with some fonts, breaking lines as Unicode's rules in their strict form (UAX #14) and kinsoku allow.
    pub(super) fn new(metrics: &'a dyn Metrics) -> Self {
        let mut options = LineBreakOptions::default();
        options.strictness = Some(LineBreakStrictness::Strict);
        Self { metrics, segmenter: LineSegmenter::new_for_non_complex_scripts(options), words: Words::new() }
    }

    /// Measures runs; `looks` has one look per run.
    pub(super) fn measure(&self, runs: &[Run], looks: Vec<Look>, setting: Setting, problems: &mut Problems) -> Text {
        let mut text =
            Text { words: String::new(), clusters: Vec::new(), looks: Vec::new(), rubies: Vec::new(), setting };
        let mut bases = Vec::new();
        for (look, run) in looks.into_iter().zip(runs) {
            text.looks.push(look);
            let words = run.content.as_text();
            let mut done = 0;
            for ruby in run.ruby.iter().filter(|_| setting.ruby) {
                self.add(&words[done..ruby.range.start], run, &mut text, &mut bases, problems);
                // The base and the reading have looks of their own, so that they can be told apart from what is around.
                let look = text.looks[text.looks.len() - 1].clone();
                text.looks.push(look.clone());
                let start = text.clusters.len();
                self.add(&words[ruby.range.clone()], run, &mut text, &mut bases, problems);
                let base = text.looks.len() - 1;
                let glyphs = ruby.reading.chars().map(|character| self.ruby_glyph(character, run, setting, problems));
                let clusters = start..text.clusters.len();
                if !clusters.is_empty() {
                    text.rubies.push(Ruby::new(clusters, base, glyphs.collect()));
                }
                text.looks.extend([look.clone(), look]);
                done = ruby.range.end;
            }
            self.add(&words[done..], run, &mut text, &mut bases, problems);
        }
        self.rule(&mut text, &bases);
        if setting.alignment != Alignment::Justify {
            self.part(&mut text);
        }
        ruby::fit(&mut text);
        text
    }

    /// Adds words of a run with the last look.
    fn add(&self, words: &str, run: &Run, text: &mut Text, bases: &mut Vec<char>, problems: &mut Problems) {
        let size = text.setting.size;
        let look = text.looks.len() - 1;
        let face = if run.strong { text.setting.strong } else { text.setting.plain };
        let mut characters = words.chars().peekable();
        while let Some(base) = characters.next() {
            let start = text.words.len();
            text.words.push(base);
            let selector = characters.next_if(|&next| is_selector(next));
            text.words.extend(selector);
            if self.join(text, bases, base) {
                continue;
            }
            let (face, glyph, advance) = self.set(face, base, selector, size).unwrap_or_else(|| {
                problems.report_uncovered(base, run);
                self.substitute(face, size)
            });
            let class = if is_invisible(base) { Class::Punctuation } else { Class::of(base) };
            let (end, gap, before, end_of_line) = (text.words.len(), Length::ZERO, Length::ZERO, EndOfLine::Cut);
            let joint = Joint::Letters;
            text.clusters.push(Cluster {
                start,
                end,
                glyph,
                face,
                look,
                class,
                advance,
                before,
                gap,
                end_of_line,
                joint,
            });
            bases.push(base);
        }
    }

    /// A character of a reading, always in the plain face: half as large, the bold one is hard to read.
    fn ruby_glyph(&self, character: char, run: &Run, setting: Setting, problems: &mut Problems) -> RubyGlyph {
        let size = ruby::size(setting.size);
        let plain = if setting.plain == Face::GothicBold { Face::Gothic } else { setting.plain };
        let (face, id, advance) = self.set(plain, character, None, size).unwrap_or_else(|| {
            problems.report_uncovered(character, run);
            self.substitute(plain, size)
        });
        RubyGlyph { face, id, advance, character }
    }

    /// Adds the character that now ends the words to the cluster before it, if it prints nothing or is a voicing mark
    /// that makes one letter with the kana there.
    fn join(&self, text: &mut Text, bases: &[char], character: char) -> bool {
        let end = text.words.len();
        let Some((last, &base)) = text.clusters.last_mut().zip(bases.last()) else { return false };
        if last.class == Class::LineFeed {
            return false;
        }
        if !is_invisible(character) {
            let letter = voiced(base, character);
            let Some(set) = letter.and_then(|letter| self.set(last.face, letter, None, text.setting.size)) else {
                return false;
            };
            (last.face, last.glyph, last.advance) = set;
        }
        last.end = end;
        true
    }

    /// The face, the glyph and the width a character is set with; none if no face covers it.
    fn set(&self, face: Face, base: char, selector: Option<char>, size: Length) -> Option<(Face, u16, Length)> {
        if base == '\n' || base == '\t' || is_invisible(base) {
            let width = if base == '\t' { size } else { Length::ZERO };
            return self.find(face, ' ', None).map(|(face, blank)| (face, blank.id, width));
        }
        let own = self.find(face, base, selector);
        let (face, glyph) = own.or_else(|| self.find(face, stand_in(base)?, None))?;
        Some((face, glyph.id, self.advance(face, glyph, size)))
    }

    /// The glyph of a character in the wanted face or, failing that, in any other.
    fn find(&self, face: Face, base: char, selector: Option<char>) -> Option<(Face, FontGlyph)> {
        std::iter::once(face)
            .chain(Face::ALL)
            .find_map(|face| self.metrics.glyph(face, base, selector).map(|glyph| (face, glyph)))
    }

    /// The geta (〓), which printers put where they lack a sort; failing that, nothing but its room.
    fn substitute(&self, face: Face, size: Length) -> (Face, u16, Length) {
        self.set(face, '〓', None, size).or_else(|| self.set(face, ' ', None, size)).unwrap_or((face, 0, size))
    }

    fn advance(&self, face: Face, glyph: FontGlyph, size: Length) -> Length {
        size.scale(i64::from(glyph.advance), i64::from(self.metrics.units_per_em(face)))
    }

    /// Writes what breaks between the clusters would part.
    fn part(&self, text: &mut Text) {
        let mut joints = self.words.joints(&text.words).into_iter().peekable();
        for cluster in &mut text.clusters {
            while joints.next_if(|(offset, _)| *offset < cluster.end).is_some() {}
            cluster.joint = joints.peek().map_or(Joint::Letters, |(_, joint)| *joint);
        }
    }

    /// Writes gaps and breaks between the clusters; `bases` has the first character of each.
    fn rule(&self, text: &mut Text, bases: &[char]) {
        let mut breaks = self.segmenter.segment_str(&text.words).peekable();
        for at in 1..=text.clusters.len() {
            let (done, rest) = text.clusters.split_at_mut(at);
            let before = done.last_mut().expect("`at` counts from 1");
            while breaks.next_if(|&offset| offset < before.end).is_some() {}
            let Some(after) = rest.first() else {
                if before.class == Class::LineFeed {
                    before.end_of_line = EndOfLine::Wanted;
                }
                break;
            };
            before.gap = kinsoku::gap(before.class, after.class).at(text.setting.size);
            before.end_of_line = if before.class == Class::LineFeed {
                EndOfLine::Wanted
            } else if is_mark(bases[at]) {
                EndOfLine::Never
            } else if breaks.peek() == Some(&before.end) && kinsoku::may_break(bases, at) {
                EndOfLine::Allowed
            } else if kinsoku::is_seam(bases, at) {
                EndOfLine::Seam
            } else if latin::is_within_dotted(bases, at) {
                EndOfLine::Never
            } else {
                EndOfLine::Cut
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::tests::{OneEm, text};

    /// The texts of the clusters.
    #[track_caller]
    fn check(words: &str, expected: &[&str]) {
        let text = text(words, Alignment::Start);
        let shown: Vec<&str> = text.clusters.iter().map(|cluster| text.characters(cluster)).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn what_prints_nothing_joins_the_cluster_before() {
        check("葛\u{E0100}城", &["葛\u{E0100}", "城"]);
        check("A\u{200E}社\u{FEFF}", &["A\u{200E}", "社\u{FEFF}"]);
        check("\u{202A}社", &["\u{202A}", "社"]);
        check("行\n\u{200B}次", &["行", "\n", "\u{200B}", "次"]);
        assert_eq!(text("\u{202A}社", Alignment::Start).width(), Length::from_milli_pt(10_000));
    }

    #[test]
    fn voiced_kana_print_as_one_letter() {
        check("か\u{3099}く", &["か\u{3099}", "く"]);
        let split = text("か\u{3099}", Alignment::Start);
        let joined = text("が", Alignment::Start);
        assert_eq!(split.clusters[0].glyph, joined.clusters[0].glyph);
    }

    #[test]
    fn a_mark_never_leaves_its_base() {
        let text = text("漢\u{308}字", Alignment::Start);
        let ends: Vec<EndOfLine> = text.clusters.iter().map(|cluster| cluster.end_of_line).collect();
        assert_eq!(ends, [EndOfLine::Never, EndOfLine::Allowed, EndOfLine::Cut]);
    }

    #[test]
    fn tabs_are_one_em_wide() {
        assert_eq!(text("\t", Alignment::Start).width(), Length::from_milli_pt(10_000));
        assert_eq!(text(" ", Alignment::Start).width(), Length::from_milli_pt(5000));
    }

    /// A font with some characters in the Mincho face and all of [`OneEm`] in the others.
    struct Partial;

    impl Metrics for Partial {
        fn glyph(&self, face: Face, base: char, selector: Option<char>) -> Option<FontGlyph> {
            if face == Face::Mincho && base != '規' { None } else { OneEm.glyph(face, base, selector) }
        }

        fn units_per_em(&self, face: Face) -> u16 {
            OneEm.units_per_em(face)
        }
    }

    #[test]
    fn another_face_lends_what_the_wanted_one_lacks() {
        let model = text("規程", Alignment::Start);
        let runs = [Run {
            content: crate::model::Inline::Text("規程".to_owned()),
            strong: false,
            origin: crate::model::Origin { kind: crate::model::OriginKind::Template, span: None },
            ruby: Vec::new(),
        }];
        let mut problems = Problems::default();
        let text = Measurer::new(&Partial).measure(&runs, model.looks, model.setting, &mut problems);
        let faces: Vec<Face> = text.clusters.iter().map(|cluster| cluster.face).collect();
        assert_eq!(faces, [Face::Mincho, Face::Gothic]);
        assert_eq!(problems.found, []);
    }
}
