//! The glyphs a document uses, and the subsets of the faces that are embedded.

use std::collections::BTreeMap;

use printpdf::{FontId, FontMetrics, FontType, ParsedFont, PdfFont, PdfFontMap, PdfFontMetricsStub};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::fonts::{FontFile, Fonts};
use crate::layout::{Glyph, Item, Pages};
use crate::style::Face;
use crate::units::Length;

use super::error::Error;

/// The words of an empty check box.
pub(super) const CHECK_BOX: char = '□';
/// The face whose square stands, unseen, under check boxes.
const CHECK_BOX_FACE: Face = Face::Gothic;

/// The faces a document uses.
#[derive(Debug)]
pub(super) struct FontSet {
    subsets: Vec<(Face, Subset)>,
    /// The square that readers find where a check box is drawn, if there are check boxes and the face has it.
    pub(super) check_box: Option<(Face, Glyph)>,
}

/// The part of a face that a document uses.
#[derive(Debug)]
pub(super) struct Subset {
    /// The name in the file, with the tag of six letters that marks a subset (ISO 32000-1, 9.6.4).
    pub(super) name: String,
    /// Height of capital letters, in 1/1000 em.
    pub(super) capital_height: i16,
    /// Font units per em.
    pub(super) units_per_em: u16,
    glyphs: GlyphTable,
    program: Vec<u8>,
    metrics: FontMetrics,
    box_metrics: PdfFontMetricsStub,
}

/// A glyph in use.
#[derive(Debug)]
pub(super) struct UsedGlyph {
    /// Its number in the subset.
    pub(super) code: u16,
    /// Its exact advance, in font units.
    pub(super) advance: u16,
    /// Its advance as readers see it, in whole 1/1000 em.
    pub(super) width: u16,
    /// What it prints, as the character map says.
    pub(super) text: String,
    /// Whether it is the glyph of the single character in `text`, so that the character can stand for it.
    pub(super) plain: bool,
    /// Whether it prints other words elsewhere, so that the character map is wrong there.
    pub(super) ambiguous: bool,
}

impl FontSet {
    /// Gathers the glyphs of all pages and subsets the faces.
    pub(super) fn collect(pages: &Pages, fonts: &Fonts) -> Result<Self, Error> {
        let mut tables: BTreeMap<Face, GlyphTable> = BTreeMap::new();
        let mut check_box = None;
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            match item {
                Item::Glyphs(run) => tables.entry(run.face).or_default().add(&run.glyphs),
                Item::CheckBox(_) if check_box.is_none() => {
                    check_box = fonts.file(CHECK_BOX_FACE).glyph(CHECK_BOX, None).map(|found| Glyph {
                        id: found.id,
                        advance: Length::ZERO,
                        text: CHECK_BOX.to_string(),
                    });
                }
                Item::CheckBox(_) | Item::Drawing(_) | Item::Picture(_) | Item::Fill(_) | Item::Link(_) => {}
            }
        }
        if let Some(glyph) = &check_box {
            tables.entry(CHECK_BOX_FACE).or_default().add(std::slice::from_ref(glyph));
        }
        tables.retain(|_, table| !table.used.is_empty());
        let subset = |(face, table)| Ok((face, Subset::new(fonts.file(face), table)?));
        let subsets = tables.into_iter().map(subset).collect::<Result<_, Error>>()?;
        Ok(Self { subsets, check_box: check_box.map(|glyph| (CHECK_BOX_FACE, glyph)) })
    }

    /// The part of a face in use, if any is.
    pub(super) fn subset(&self, face: Face) -> Option<&Subset> {
        self.subsets.iter().find(|(used, _)| *used == face).map(|(_, subset)| subset)
    }

    /// All faces in use.
    pub(super) fn subsets(&self) -> impl Iterator<Item = &Subset> {
        self.subsets.iter().map(|(_, subset)| subset)
    }

    /// Hands the faces to printpdf.
    pub(super) fn embed(&self, map: &mut PdfFontMap) {
        for (face, subset) in &self.subsets {
            map.map.insert(font_id(*face), PdfFont::new(subset.parsed_font()));
        }
    }
}

/// The name of a face in page content; printpdf would draw a random one.
pub(super) fn font_id(face: Face) -> FontId {
    let name = match face {
        Face::Mincho => "M",
        Face::Gothic => "G",
        Face::GothicBold => "B",
        Face::Fallback => "F",
    };
    FontId(name.to_owned())
}

impl Subset {
    fn new(file: &FontFile, mut glyphs: GlyphTable) -> Result<Self, Error> {
        let ids = glyphs.sorted_ids();
        let remapper = GlyphRemapper::new_from_glyphs(&ids);
        let program = subsetter::subset(file.bytes(), 0, &remapper)
            .map_err(|error| Error::Subset(file.postscript_name.clone(), error))?;
        for (id, glyph) in glyphs.entries() {
            glyph.code = remapper.get(id).unwrap_or(0);
            glyph.advance = file.advance(id);
            glyph.width = per_mille(i32::from(glyph.advance), file.units_per_em).try_into().unwrap_or(u16::MAX);
        }
        let scale = |units: i16| clamp(per_mille(i32::from(units), file.units_per_em));
        let [x_min, y_min, x_max, y_max] = file.bounding_box.map(scale);
        Ok(Self {
            name: format!("{}+{}", subset_tag(&ids, &file.postscript_name), file.postscript_name),
            capital_height: scale(file.capital_height),
            units_per_em: file.units_per_em,
            glyphs,
            program,
            metrics: FontMetrics { ascent: scale(file.ascender), descent: scale(file.descender) },
            box_metrics: PdfFontMetricsStub {
                units_per_em: 1000,
                x_min,
                y_min,
                x_max,
                y_max,
                caret_slope_rise: 1,
                caret_slope_run: 0,
                us_weight_class: file.weight,
            },
        })
    }

    /// A glyph by its number in the font file.
    pub(super) fn glyph(&self, id: u16) -> Option<&UsedGlyph> {
        self.glyphs.get(id)
    }

    /// The face as printpdf wants it. All measures are in 1/1000 em already: printpdf would cut the remainder off
    /// where this module rounds.
    fn parsed_font(&self) -> ParsedFont {
        let used = || self.glyphs.used.iter().map(|(_, glyph)| glyph);
        ParsedFont {
            original_bytes: self.program.clone(),
            font_index: 0,
            font_name: Some(self.name.clone()),
            codepoint_to_glyph: used()
                .filter(|glyph| glyph.plain)
                .filter_map(|glyph| Some((u32::from(glyph.text.chars().next()?), glyph.code)))
                .collect(),
            glyph_widths: used().map(|glyph| (glyph.code, glyph.width)).collect(),
            units_per_em: 1000,
            font_metrics: self.metrics.clone(),
            font_type: FontType::TrueType,
            pdf_font_metrics: self.box_metrics.clone(),
        }
    }
}

/// The glyphs of one face in use, found by their number in the font file.
#[derive(Debug)]
struct GlyphTable {
    /// For each glyph of the file its place in `used` plus one, or 0.
    places: Vec<u16>,
    used: Vec<(u16, UsedGlyph)>,
    /// The glyph of each character that prints alone.
    characters: BTreeMap<char, u16>,
}

impl Default for GlyphTable {
    fn default() -> Self {
        Self { places: vec![0; 0x1_0000], used: Vec::new(), characters: BTreeMap::new() }
    }
}

impl GlyphTable {
    fn add(&mut self, glyphs: &[Glyph]) {
        for glyph in glyphs {
            let place = self.places[glyph.id as usize];
            if place != 0 {
                let known = &mut self.used[place as usize - 1].1;
                known.ambiguous |= known.text != glyph.text;
                continue;
            }
            let mut characters = glyph.text.chars();
            let plain = match (characters.next(), characters.next()) {
                (Some(character), None) => *self.characters.entry(character).or_insert(glyph.id) == glyph.id,
                _ => false,
            };
            let text = glyph.text.clone();
            self.used.push((glyph.id, UsedGlyph { code: 0, advance: 0, width: 0, text, plain, ambiguous: false }));
            // At most 65,535 glyphs can be used: `check` refuses number 0.
            self.places[glyph.id as usize] = u16::try_from(self.used.len()).unwrap_or(u16::MAX);
        }
    }

    fn get(&self, id: u16) -> Option<&UsedGlyph> {
        let place = self.places.get(id as usize).copied().filter(|place| *place != 0)?;
        self.used.get(place as usize - 1).map(|(_, glyph)| glyph)
    }

    fn sorted_ids(&self) -> Vec<u16> {
        let mut ids: Vec<_> = self.used.iter().map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids
    }

    fn entries(&mut self) -> impl Iterator<Item = (u16, &mut UsedGlyph)> {
        self.used.iter_mut().map(|(id, glyph)| (*id, glyph))
    }
}

/// Font units in 1/1000 em, rounded half away from zero.
fn per_mille(units: i32, units_per_em: u16) -> i32 {
    let em = i32::from(units_per_em).max(1);
    (units * 1000 + em / 2 * units.signum()) / em
}

fn clamp(value: i32) -> i16 {
    i16::try_from(value).unwrap_or(if value < 0 { i16::MIN } else { i16::MAX })
}

/// Six letters that differ with the glyphs.
fn subset_tag(ids: &[u16], name: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(name.as_bytes());
    for id in ids {
        hasher.update(id.to_be_bytes());
    }
    hasher.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn font_units_round_half_away_from_zero() {
        assert_eq!(per_mille(2048, 2048), 1000);
        assert_eq!(per_mille(1025, 2048), 500);
        assert_eq!(per_mille(1, 2000), 1);
        assert_eq!(per_mille(-1, 2000), -1);
        assert_eq!(per_mille(1, 2001), 0);
    }

    #[test]
    fn tags_follow_the_glyphs() {
        let tag = subset_tag(&[1, 2], "A");
        assert!(tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase()));
        assert_eq!(tag, subset_tag(&[1, 2], "A"));
        assert_ne!(tag, subset_tag(&[1, 3], "A"));
        assert_ne!(tag, subset_tag(&[1, 2], "B"));
    }
}
