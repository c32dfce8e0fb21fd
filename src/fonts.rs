//! The font files as given, and what layout must know of them; the only place naming ttf-parser.

use std::borrow::Cow;

use ttf_parser::GlyphId;

use crate::style::Face;

/// The font files of all faces.
#[derive(Debug)]
pub struct Fonts {
    files: [FontFile; 4],
}

/// A font file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{fault}")]
pub struct FontError {
    /// The face it was meant for.
    pub face: Face,
    fault: Fault,
}

/// What is wrong with a font file.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("書体として読めません ({0})")]
    Parsing(#[from] ttf_parser::FaceParsingError),
    /// The PDF writer embeds TrueType only.
    #[error("TrueType の輪郭がありません")]
    Outlines,
    /// The file forbids embedding (OS/2 fsType), which a PDF/A cannot do without.
    #[error("埋め込みが許されていません")]
    Restricted,
}

/// One font file with its look-up tables.
#[derive(Debug)]
pub struct FontFile {
    bytes: Cow<'static, [u8]>,
    /// Glyph by code unit of the basic plane, 0 where there is none.
    basic: Vec<u16>,
    /// Advance by glyph, in font units.
    advances: Vec<u16>,
    /// Font units per em.
    pub units_per_em: u16,
    /// Height above the base line, in font units.
    pub ascender: i16,
    /// Depth below the base line, in font units, negative.
    pub descender: i16,
    /// Height of capital letters, in font units.
    pub capital_height: i16,
    /// The box around all glyphs, in font units: left, bottom, right, top.
    pub bounding_box: [i16; 4],
    /// The name used inside PDF files.
    pub postscript_name: String,
    /// How bold it is, 400 being regular.
    pub weight: u16,
}

/// A glyph found for a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FontGlyph {
    /// Its number in the file.
    pub id: u16,
    /// Its advance in font units.
    pub advance: u16,
}

impl Fonts {
    /// Takes the files in the order of [`Face::ALL`].
    ///
    /// # Errors
    /// If one of them is not a TrueType font that may be embedded.
    pub fn new(files: [Cow<'static, [u8]>; 4]) -> Result<Self, FontError> {
        let read = |face, bytes| FontFile::new(bytes).map_err(|fault| FontError { face, fault });
        let [mincho, gothic, gothic_bold, fallback] = files;
        Ok(Self {
            files: [
                read(Face::Mincho, mincho)?,
                read(Face::Gothic, gothic)?,
                read(Face::GothicBold, gothic_bold)?,
                read(Face::Fallback, fallback)?,
            ],
        })
    }

    /// The file of a face.
    #[must_use]
    pub fn file(&self, face: Face) -> &FontFile {
        &self.files[face as usize]
    }
}

impl FontFile {
    fn new(bytes: Cow<'static, [u8]>) -> Result<Self, Fault> {
        let face = ttf_parser::Face::parse(&bytes, 0)?;
        if face.tables().glyf.is_none() {
            return Err(Fault::Outlines);
        }
        if face.permissions() == Some(ttf_parser::Permissions::Restricted) {
            return Err(Fault::Restricted);
        }
        let mut basic = vec![0; 0x1_0000];
        for subtable in
            face.tables().cmap.iter().flat_map(|cmap| cmap.subtables).filter(ttf_parser::cmap::Subtable::is_unicode)
        {
            subtable.codepoints(|codepoint| {
                if let (Some(slot), Some(glyph)) = (basic.get_mut(codepoint as usize), subtable.glyph_index(codepoint))
                {
                    *slot = glyph.0;
                }
            });
        }
        let advances =
            (0..face.number_of_glyphs()).map(|id| face.glyph_hor_advance(GlyphId(id)).unwrap_or(0)).collect();
        let bounds = face.global_bounding_box();
        let postscript_name = face
            .names()
            .into_iter()
            .filter(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME)
            .find_map(|name| name.to_string())
            .unwrap_or_else(|| "Unnamed".to_owned());
        Ok(Self {
            basic,
            advances,
            units_per_em: face.units_per_em(),
            ascender: face.ascender(),
            descender: face.descender(),
            capital_height: face.capital_height().unwrap_or(face.ascender()),
            bounding_box: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max],
            postscript_name,
            weight: face.weight().to_number(),
            bytes,
        })
    }

    /// The file itself.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The glyph of a character, with a variation selector if one follows it; a sequence the font does not know falls
    /// back to the bare character.
    #[must_use]
    pub fn glyph(&self, base: char, selector: Option<char>) -> Option<FontGlyph> {
        let plain = match self.basic.get(base as usize) {
            Some(0) => None,
            Some(&id) => Some(id),
            None => self.face_glyph(|face| face.glyph_index(base)),
        };
        let varied = selector.and_then(|selector| self.face_glyph(|face| face.glyph_variation_index(base, selector)));
        let id = varied.or(plain)?;
        Some(FontGlyph { id, advance: self.advance(id) })
    }

    /// The advance of a glyph, in font units.
    #[must_use]
    pub fn advance(&self, id: u16) -> u16 {
        self.advances.get(id as usize).copied().unwrap_or(0)
    }

    /// How many glyphs the file has.
    #[must_use]
    pub fn glyph_count(&self) -> u16 {
        u16::try_from(self.advances.len()).unwrap_or(u16::MAX)
    }

    fn face_glyph(&self, find: impl Fn(&ttf_parser::Face<'_>) -> Option<GlyphId>) -> Option<u16> {
        ttf_parser::Face::parse(&self.bytes, 0).ok().and_then(|face| find(&face)).map(|glyph| glyph.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_characters_variations_and_gaps() {
        let mincho: &'static [u8] = include_bytes!("../templates/fonts/BIZUDPMincho-Regular.ttf");
        let file = FontFile::new(mincho.into()).expect("the shipped font is valid");
        let glyph = file.glyph('規', None).expect("is covered");
        assert_eq!(glyph.advance, file.units_per_em);
        assert_ne!(file.glyph('葛', Some('\u{E0100}')), None);
        let varied = (0xE0100..0xE0110).filter_map(char::from_u32).map(|selector| file.glyph('辻', Some(selector)));
        assert!(varied.into_iter().any(|glyph| glyph != file.glyph('辻', None)));
        assert_eq!(file.glyph('𠮷', None), None);
        assert_eq!(file.postscript_name, "BIZUDPMincho-Regular");
        let names: &'static [u8] = include_bytes!("../templates/fonts/NotoSerifJP-Names.ttf");
        let file = FontFile::new(names.into()).expect("the shipped font is valid");
        for character in "𠮷槗𠩤吳𫝆㐧".chars() {
            assert_eq!(file.glyph(character, None).map(|glyph| glyph.advance), Some(file.units_per_em), "{character}");
        }
        assert_eq!(file.glyph('規', None), None);
    }
}
