//! From glyph advances to the few numbers a line of page content needs.
//!
//! A reader moves the pen by each glyph's width, in whole 1/1000 em, plus the character spacing in force. Justified
//! lines are spaced nearly evenly, so the spacing is chosen to come close for the whole run, and an offset is written
//! only where the pen would stand visibly wrong.

use printpdf::{Codepoint, TextItem};

use crate::layout::GlyphRun;

use super::fonts::{Subset, UsedGlyph};
use super::object::float;

/// How far the pen may stray before it is put right, in 1/1000 pt: a sixth of a dot at 600 dpi.
const TOLERANCE: i64 = 20;
/// The gap from which readers may see a space between words, in 1/1000 em; poppler starts at 70 where a line is spaced
/// evenly.
const WORD_GAP: i64 = 50;
/// The least spacing worth a command, in 1/1000 pt; below it the rounding of advances would show up as spacing.
const LEAST_SPACING: i64 = 3;

/// A run as page content.
#[derive(Debug, PartialEq)]
pub(super) struct Shown {
    /// The character spacing, in 1/1000 pt.
    pub(super) spacing: i64,
    /// Words and offsets.
    pub(super) items: Vec<TextItem>,
    /// The last glyph with a character spacing of its own, in 1/1000 pt, if a gap follows it. So the gap belongs to
    /// the glyph, and poppler sees none between this node's text and the next's.
    pub(super) last: Option<(i64, TextItem)>,
}

/// Places the glyphs of a run. Products of 1/1000 em and 1/1000 pt, that is 1/1,000,000 pt, keep all sums exact.
pub(super) fn show(run: &GlyphRun, subset: &Subset) -> Shown {
    let size = i64::from(run.size.milli_pt()).max(1);
    let spacing = even_spacing(run, subset);
    let mut items = Vec::new();
    let mut last = None;
    let (mut pen, mut wanted) = (0_i64, 0_i64);
    for (index, glyph) in run.glyphs.iter().enumerate() {
        let Some(used) = subset.glyph(glyph.id) else { continue };
        if (wanted - pen).abs() > TOLERANCE * 1000 {
            let offset = -round_div(wanted - pen, size);
            if offset != 0 {
                items.push(TextItem::Offset(float(offset)));
                pen -= offset * size;
            }
        }
        let gap = added(i64::from(glyph.advance.milli_pt()), used, subset.units_per_em, size);
        if index + 1 == run.glyphs.len() && is_word_gap(gap, size) {
            last = Some((round_div(gap, 1000), item(used)));
        } else {
            push(&mut items, used);
        }
        pen += i64::from(used.width) * size + spacing * 1000;
        wanted += i64::from(glyph.advance.milli_pt()) * 1000;
    }
    Shown { spacing, items, last }
}

/// Whether readers may take a gap for a space; the gap is in 1/1,000,000 pt, the type size in 1/1000 pt.
pub(super) fn is_word_gap(gap: i64, size: i64) -> bool {
    gap > WORD_GAP * size
}

/// What layout added to a glyph's own advance, in 1/1,000,000 pt; advance and type size are in 1/1000 pt.
pub(super) fn added(advance: i64, used: &UsedGlyph, units_per_em: u16, size: i64) -> i64 {
    advance * 1000 - i64::from(used.advance) * size * 1000 / i64::from(units_per_em.max(1))
}

/// Appends a glyph: by its character where that is enough, since printpdf joins these into one string.
fn push(items: &mut Vec<TextItem>, used: &UsedGlyph) {
    match (items.last_mut(), item(used)) {
        (Some(TextItem::Text(words)), TextItem::Text(word)) => words.push_str(&word),
        (Some(TextItem::GlyphIds(codes)), TextItem::GlyphIds(code)) => codes.extend(code),
        (_, item) => items.push(item),
    }
}

fn item(used: &UsedGlyph) -> TextItem {
    if used.plain {
        TextItem::Text(used.text.clone())
    } else {
        TextItem::GlyphIds(vec![Codepoint::with_cid(used.code, 0.0, used.text.clone())])
    }
}

/// The middle one of the additions to all glyphs but the last, in 1/1000 pt. The last one's does not move any glyph.
fn even_spacing(run: &GlyphRun, subset: &Subset) -> i64 {
    let size = i64::from(run.size.milli_pt());
    let mut additions: Vec<_> = run
        .glyphs
        .iter()
        .take(run.glyphs.len().saturating_sub(1))
        .filter_map(|glyph| {
            let used = subset.glyph(glyph.id)?;
            Some(added(i64::from(glyph.advance.milli_pt()), used, subset.units_per_em, size))
        })
        .collect();
    if additions.len() < 2 {
        return 0;
    }
    let middle = additions.len() / 2;
    let spacing = round_div(*additions.select_nth_unstable(middle).1, 1000);
    if spacing.abs() < LEAST_SPACING { 0 } else { spacing }
}

/// `value / by`, rounded half away from zero.
fn round_div(value: i64, by: i64) -> i64 {
    (value + by / 2 * value.signum()) / by
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Fonts;
    use crate::layout::{Glyph, Item, Page, Pages};
    use crate::pdf::fonts::FontSet;
    use crate::style::{Color, Face};
    use crate::units::Length;

    const SIZE: i32 = 10_500;

    fn fonts() -> Fonts {
        let gothic: &'static [u8] = include_bytes!("../../templates/fonts/BIZUDPGothic-Regular.ttf");
        Fonts::new([gothic.into(), gothic.into(), gothic.into(), gothic.into()]).expect("the shipped font is valid")
    }

    /// A run whose glyphs each get their own advance and what `more` says, in 1/1000 pt.
    fn run(words: &str, more: impl Fn(usize) -> i32) -> (GlyphRun, FontSet) {
        let fonts = fonts();
        let file = fonts.file(Face::Gothic);
        let size = Length::from_milli_pt(SIZE);
        let glyph = |(index, character): (usize, char)| {
            let found = file.glyph(character, None).expect("is covered");
            let own = size.scale(i64::from(found.advance), i64::from(file.units_per_em));
            Glyph { id: found.id, advance: own + Length::from_milli_pt(more(index)), text: character.to_string() }
        };
        let run = GlyphRun {
            x: Length::ZERO,
            y: Length::ZERO,
            face: Face::Gothic,
            size,
            color: Color([0; 3]),
            glyphs: words.chars().enumerate().map(glyph).collect(),
            node: None,
            trailing: String::new(),
        };
        let page = Page { width: size, height: size, items: vec![Item::Glyphs(run.clone())] };
        let set = FontSet::collect(&Pages { pages: vec![page], ..Pages::default() }, &fonts).expect("can be subset");
        (run, set)
    }

    #[track_caller]
    fn check(words: &str, more: impl Fn(usize) -> i32, expected: &Shown) {
        let (run, set) = run(words, more);
        assert_eq!(&show(&run, set.subset(Face::Gothic).expect("is used")), expected);
    }

    fn text(words: &str) -> TextItem {
        TextItem::Text(words.to_owned())
    }

    #[test]
    fn plain_runs_are_one_string() {
        check("情報資産ABCの", |_| 0, &Shown { spacing: 0, items: vec![text("情報資産ABCの")], last: None });
    }

    #[test]
    fn even_slack_is_character_spacing() {
        let expected = Shown { spacing: 312, items: vec![text("情報資産を守る")], last: None };
        check("情報資産を守る", |index| if index < 6 { 312 } else { 0 }, &expected);
    }

    #[test]
    fn a_gap_is_an_offset() {
        let items = vec![text("第"), TextItem::Offset(-250.0), text("12条の定め")];
        check("第12条の定め", |index| if index == 0 { SIZE / 4 } else { 0 }, &Shown { spacing: 0, items, last: None });
    }

    #[test]
    fn a_gap_at_the_end_belongs_to_the_last_glyph() {
        let expected = Shown { spacing: 0, items: vec![text("定める")], last: Some((SIZE.into(), text("第"))) };
        check("定める第", |index| if index == 3 { SIZE } else { 0 }, &expected);
    }

    #[test]
    fn the_pen_stays_where_layout_put_it() {
        let words = "つくりかた・ひらがなのはばはまちまち、The quick brown foxもおなじ";
        let (run, set) = run(words, |index| [0, 40, 700, -35][index % 4]);
        let subset = set.subset(Face::Gothic).expect("is used");
        let shown = show(&run, subset);
        let items = shown.items.iter().chain(shown.last.as_ref().map(|(_, item)| item));
        let (mut pen, mut wanted, mut glyphs) = (0_i64, 0_i64, run.glyphs.iter());
        for item in items {
            match item {
                TextItem::Text(words) => {
                    for _ in words.chars() {
                        assert!((pen - wanted * 1000).abs() <= TOLERANCE * 1000);
                        let glyph = glyphs.next().expect("as many glyphs as characters");
                        let width = i64::from(subset.glyph(glyph.id).expect("is used").width);
                        pen += width * i64::from(SIZE) + shown.spacing * 1000;
                        wanted += i64::from(glyph.advance.milli_pt());
                    }
                }
                #[expect(clippy::cast_possible_truncation, reason = "offsets are whole numbers")]
                TextItem::Offset(offset) => pen -= *offset as i64 * i64::from(SIZE),
                TextItem::GlyphIds(_) => panic!("all glyphs are plain"),
            }
        }
        assert_eq!(glyphs.next(), None);
    }
}
