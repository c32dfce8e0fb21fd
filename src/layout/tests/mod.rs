//! Tests of whole documents; what can be tested lower stands beside the code.

mod build;
mod invariants;
mod left_edges;
mod line_setting;
mod problems;
mod samples;
mod snapshots;

use std::borrow::Cow;
use std::sync::OnceLock;

use super::look::Look;
use super::measure::{Alignment, Measurer, Metrics, Setting, Text};
use super::problems::Problems;
use crate::fonts::{FontGlyph, Fonts};
use crate::model::{Inline, Origin, OriginKind, Run};
use crate::style::{Color, Face, Style};
use crate::units::Length;

/// A font in which every character is one em wide, except that ASCII is half an em; the glyph's number is the
/// character's. It lacks everything beyond the basic plane.
#[derive(Debug)]
pub(super) struct OneEm;

impl Metrics for OneEm {
    fn glyph(&self, _: Face, base: char, _: Option<char>) -> Option<FontGlyph> {
        let id = u16::try_from(u32::from(base)).ok()?;
        Some(FontGlyph { id, advance: if base.is_ascii() { 500 } else { 1000 } })
    }

    fn units_per_em(&self, _: Face) -> u16 {
        1000
    }
}

/// Words measured with the one-em font in ten-point type.
pub(super) fn text(words: &str, alignment: Alignment) -> Text {
    let origin = Origin { kind: OriginKind::Template, span: None };
    let run = Run { content: Inline::Text(words.to_owned()), strong: false, origin, ruby: Vec::new() };
    let look = Look { color: Color([0, 0, 0]), mark: None, link: None };
    let size = Length::from_milli_pt(10_000);
    let face = Face::Mincho;
    let setting = Setting { plain: face, strong: face, size, line: size * 2, alignment, hangs: true, ruby: false };
    Measurer::new(&OneEm).measure(&[run], vec![look], setting, &mut Problems::default())
}

/// The shipped style.
pub(super) fn style() -> &'static Style {
    static STYLE: OnceLock<Style> = OnceLock::new();
    STYLE.get_or_init(|| {
        Style::from_toml(include_str!("../../../templates/style.toml")).expect("the shipped style is valid")
    })
}

/// The shipped fonts.
pub(super) fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| {
        let files: [&'static [u8]; 4] = [
            include_bytes!("../../../templates/fonts/BIZUDPMincho-Regular.ttf"),
            include_bytes!("../../../templates/fonts/BIZUDPGothic-Regular.ttf"),
            include_bytes!("../../../templates/fonts/BIZUDPGothic-Bold.ttf"),
            include_bytes!("../../../templates/fonts/NotoSerifJP-Names.ttf"),
        ];
        Fonts::new(files.map(Cow::Borrowed)).expect("the shipped fonts are valid")
    })
}
