//! How documents look: pages, type sizes, colours, font files and the review marks.
//!
//! The numbers come from `style.toml`; this module only reads them. Both writers use the same ones, which is what
//! keeps their pages alike.

use serde::Deserialize;

use crate::model::{PageShape, TypeSize};
use crate::units::{Em, Length};

/// Whether fill-ins and choices are marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marks {
    /// All black; nothing may be blank.
    #[default]
    Final,
    /// Fill-ins red, choices blue, unconfirmed defaults underlined as well, blanks as 【label】; with a legend and the
    /// options not taken.
    Review,
    /// The sample before it is filled in: 〇〇 for fill-ins in red, all alternatives of a choice in blue.
    Sample,
}

/// An RGB colour, eight bits a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub [u8; 3]);

impl Color {
    /// The six hexadecimal digits, upper case.
    #[must_use]
    pub fn hex(self) -> String {
        let [red, green, blue] = self.0;
        format!("{red:02X}{green:02X}{blue:02X}")
    }
}

/// Which face a run is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Face {
    /// Body text (明朝).
    Mincho,
    /// Tables, handbook, headers and footers (ゴシック).
    Gothic,
    /// Headings and emphasis (太いゴシック).
    GothicBold,
    /// Single characters that the others lack; nothing is set in it on purpose.
    Fallback,
}

impl Face {
    /// All faces, in the order of their numbers in the files.
    pub const ALL: [Self; 4] = [Self::Mincho, Self::Gothic, Self::GothicBold, Self::Fallback];
}

/// The look of all documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// Pages standing upright.
    pub portrait: PageStyle,
    /// Pages lying.
    pub landscape: PageStyle,
    /// Upright pages of regulations that are to take few pages.
    pub compact_portrait: PageStyle,
    /// Type in the policy and the regulations.
    pub standard: TextStyle,
    /// Type in regulations that are to take few pages.
    pub compact: TextStyle,
    /// Type in the handbook.
    pub handbook: TextStyle,
    /// Type in the handbook for readers who need large print.
    pub handbook_large: TextStyle,
    /// Type on sheets read from a distance.
    pub poster: TextStyle,
    /// How type closes up, step by step, to keep a document within its pages.
    pub tightenings: Vec<Tightening>,
    /// Colours.
    pub colors: Colors,
    /// The fonts of each face, in the order of [`Face::ALL`].
    pub fonts: [FontName; 4],
}

impl Style {
    /// The type of a document, closed up by as many steps.
    #[must_use]
    pub fn text(&self, size: TypeSize, steps: usize) -> TextStyle {
        let text = match size {
            TypeSize::Standard => self.standard,
            TypeSize::Compact => self.compact,
            TypeSize::Handbook => self.handbook,
            TypeSize::HandbookLarge => self.handbook_large,
            TypeSize::Poster => self.poster,
        };
        match steps.checked_sub(1).and_then(|step| self.tightenings.get(step)) {
            Some(tightening) => text.tightened(*tightening),
            None => text,
        }
    }

    /// The face of running text: the handbook and posters are read on screens and walls and are set in Gothic throughout.
    #[must_use]
    pub fn body_face(size: TypeSize) -> Face {
        match size {
            TypeSize::Standard | TypeSize::Compact => Face::Mincho,
            TypeSize::Handbook | TypeSize::HandbookLarge | TypeSize::Poster => Face::Gothic,
        }
    }

    /// The pages of a shape in a document with type of a size.
    #[must_use]
    pub fn page(&self, shape: PageShape, size: TypeSize) -> &PageStyle {
        match (shape, size) {
            (PageShape::Portrait, TypeSize::Compact) => &self.compact_portrait,
            (PageShape::Portrait, _) => &self.portrait,
            (PageShape::Landscape, _) => &self.landscape,
        }
    }

    /// The least room above and below the text of pages of a shape: what stands farther out is a header or a footer.
    #[must_use]
    pub fn least_margins(&self, shape: PageShape) -> (Length, Length) {
        match shape {
            PageShape::Portrait => {
                let (usual, compact) = (&self.portrait, &self.compact_portrait);
                (usual.top.min(compact.top), usual.bottom.min(compact.bottom))
            }
            PageShape::Landscape => (self.landscape.top, self.landscape.bottom),
        }
    }

    /// The fonts of a face.
    #[must_use]
    pub fn font(&self, face: Face) -> &FontName {
        &self.fonts[face as usize]
    }

    /// Reads `style.toml`.
    ///
    /// # Errors
    /// The reader's message, when a key is missing, unknown or of the wrong type.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        let raw: RawStyle = toml::from_str(text)?;
        Ok(Self {
            portrait: raw.page.portrait.page(Length::from_mm(210.0), Length::from_mm(297.0)),
            landscape: raw.page.landscape.page(Length::from_mm(297.0), Length::from_mm(210.0)),
            compact_portrait: raw.page.compact.page(Length::from_mm(210.0), Length::from_mm(297.0)),
            standard: raw.text.standard.text(),
            compact: raw.text.compact.text(),
            handbook: raw.text.handbook.text(),
            handbook_large: raw.text.handbook_large.text(),
            poster: raw.text.poster.text(),
            tightenings: raw.tightening,
            colors: Colors {
                text: raw.color.text.0,
                fill_in: raw.color.fill_in.0,
                choice: raw.color.choice.0,
                line: raw.color.line.0,
                shade: raw.color.shade.0,
            },
            fonts: [raw.font.mincho, raw.font.gothic, raw.font.gothic_bold, raw.font.fallback],
        })
    }
}

/// A page: its size and margins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageStyle {
    /// Width of the paper.
    pub width: Length,
    /// Height of the paper.
    pub height: Length,
    /// From the upper edge to the text.
    pub top: Length,
    /// From the text to the lower edge.
    pub bottom: Length,
    /// From the left edge to the text.
    pub left: Length,
    /// From the text to the right edge.
    pub right: Length,
    /// From the upper edge to the header's text.
    pub header: Length,
    /// From the footer's text to the lower edge.
    pub footer: Length,
}

impl PageStyle {
    /// The width of the text.
    #[must_use]
    pub fn measure(&self) -> Length {
        self.width - self.left - self.right
    }

    /// The height of the text.
    #[must_use]
    pub fn text_height(&self) -> Length {
        self.height - self.top - self.bottom
    }
}

/// The side of a pictogram beside a heading, how far it stands above the line of the heading, and the thickness of its
/// lines.
pub const PICTOGRAM: Length = Length::from_milli_pt(42_000);
/// See [`PICTOGRAM`].
pub const PICTOGRAM_RISE: Length = Length::from_milli_pt(10_000);
/// See [`PICTOGRAM`].
pub const PICTOGRAM_RULE: Length = Length::from_milli_pt(2_250);

/// The side of the pictogram on the line along which a card is cut out, how far it stands from the left edge of the card,
/// and the thickness of its lines.
pub const SCISSORS: Length = Length::from_milli_pt(15_000);
/// See [`SCISSORS`].
pub const SCISSORS_LEFT: Length = Length::from_milli_pt(9_000);
/// See [`SCISSORS`].
pub const SCISSORS_RULE: Length = Length::from_milli_pt(1_000);

/// The width and height of a face of a card to be cut out: those of a bank card (ISO/IEC 7810, ID-1), for wallets.
pub const CARD_FACE: (Length, Length) = (Length::from_milli_pt(242_646), Length::from_milli_pt(153_014));

/// Type sizes and distances of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// Size of body text.
    pub body: Length,
    /// Distance between base lines of body text, relative to its size.
    pub leading: Em,
    /// Size of text in tables.
    pub table: Length,
    /// Distance between base lines in tables, relative to their size.
    pub table_leading: Em,
    /// Size of notes, headers, footers and the colophon.
    pub small: Length,
    /// Size of a document's title.
    pub title: Length,
    /// Sizes of headings by level.
    pub heading: [Length; 3],
    /// Space above headings by level.
    pub heading_before: [Length; 3],
    /// Space below headings by level.
    pub heading_after: [Length; 3],
    /// Space below a paragraph.
    pub paragraph_after: Length,
    /// Space below a list item.
    pub item_after: Length,
    /// Indentation per list level, relative to the body size; the number hangs in it.
    pub indent: Em,
    /// Space between the rules and the text of a cell, left and right; half of it above and below.
    pub cell_padding: Length,
    /// Least height of a row to be written in by hand.
    pub form_row: Length,
    /// Whether the text stands in the middle between the upper and the lower edge.
    pub centred: bool,
}

impl TextStyle {
    /// The sizes and distances on a card: those of small type.
    #[must_use]
    pub fn on_card(self) -> Self {
        let (body, table, leading) = (self.small, self.small, self.table_leading);
        let (paragraph_after, item_after) = (self.paragraph_after / 2, self.item_after / 2);
        Self { body, leading, table, paragraph_after, item_after, ..self }
    }
}

impl TextStyle {
    /// The type closed up. Sizes go down by half points, which is what Word counts in.
    fn tightened(self, by: Tightening) -> Self {
        let half = Length::from_pt(0.5);
        let ratio = |length: Length, ratio: f64| Length::from_pt(f64::from(length.milli_pt()) / 1000.0 * ratio);
        let size = |length: Length| {
            let halves = (ratio(length, by.size).milli_pt() + half.milli_pt() / 2) / half.milli_pt();
            half * halves
        };
        let space = |length: Length| ratio(length, by.space);
        let leading = |em: Em| Em(ratio(Length::from_milli_pt(em.0), by.leading).milli_pt());
        Self {
            body: size(self.body),
            leading: leading(self.leading),
            table: size(self.table),
            table_leading: self.table_leading,
            small: self.small,
            title: size(self.title),
            heading: self.heading.map(size),
            heading_before: self.heading_before.map(space),
            heading_after: self.heading_after.map(space),
            paragraph_after: space(self.paragraph_after),
            item_after: space(self.item_after),
            cell_padding: space(self.cell_padding),
            indent: self.indent,
            form_row: self.form_row,
            centred: self.centred,
        }
    }
}

/// One step of closing up: what sizes, distances between lines and distances between paragraphs are multiplied by.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tightening {
    /// Sizes of type.
    pub size: f64,
    /// Distances between base lines.
    pub leading: f64,
    /// Distances around paragraphs, headings and cells.
    pub space: f64,
}

/// The colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colors {
    /// Text.
    pub text: Color,
    /// Fill-ins in review.
    pub fill_in: Color,
    /// Choices in review.
    pub choice: Color,
    /// Rules of tables, headers and footers.
    pub line: Color,
    /// Background of heads of tables and of notes.
    pub shade: Color,
}

/// The fonts of a face.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FontName {
    /// The file in the folder of fonts, embedded into PDFs.
    pub file: String,
    /// The family as Word on Windows calls it.
    pub word: String,
    /// Families for machines without it.
    pub alternatives: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStyle {
    page: RawPages,
    text: RawTexts,
    tightening: Vec<Tightening>,
    color: RawColors,
    font: RawFonts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPages {
    portrait: RawPage,
    landscape: RawPage,
    compact: RawPage,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the keys of style.toml name their unit")]
struct RawPage {
    top_mm: f64,
    bottom_mm: f64,
    left_mm: f64,
    right_mm: f64,
    header_mm: f64,
    footer_mm: f64,
}

impl RawPage {
    fn page(&self, width: Length, height: Length) -> PageStyle {
        PageStyle {
            width,
            height,
            top: Length::from_mm(self.top_mm),
            bottom: Length::from_mm(self.bottom_mm),
            left: Length::from_mm(self.left_mm),
            right: Length::from_mm(self.right_mm),
            header: Length::from_mm(self.header_mm),
            footer: Length::from_mm(self.footer_mm),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTexts {
    standard: RawText,
    compact: RawText,
    handbook: RawText,
    handbook_large: RawText,
    poster: RawText,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawText {
    body_pt: f64,
    leading: f64,
    table_pt: f64,
    table_leading: f64,
    small_pt: f64,
    title_pt: f64,
    heading_pt: [f64; 3],
    heading_before_pt: [f64; 3],
    heading_after_pt: [f64; 3],
    paragraph_after_pt: f64,
    item_after_pt: f64,
    indent_em: f64,
    cell_padding_mm: f64,
    form_row_mm: f64,
    #[serde(default)]
    centred: bool,
}

impl RawText {
    fn text(&self) -> TextStyle {
        let em = |ratio: f64| Em(Length::from_pt(ratio).milli_pt());
        TextStyle {
            body: Length::from_pt(self.body_pt),
            leading: em(self.leading),
            table: Length::from_pt(self.table_pt),
            table_leading: em(self.table_leading),
            small: Length::from_pt(self.small_pt),
            title: Length::from_pt(self.title_pt),
            heading: self.heading_pt.map(Length::from_pt),
            heading_before: self.heading_before_pt.map(Length::from_pt),
            heading_after: self.heading_after_pt.map(Length::from_pt),
            paragraph_after: Length::from_pt(self.paragraph_after_pt),
            item_after: Length::from_pt(self.item_after_pt),
            indent: em(self.indent_em),
            cell_padding: Length::from_mm(self.cell_padding_mm),
            form_row: Length::from_mm(self.form_row_mm),
            centred: self.centred,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawColors {
    text: RawColor,
    fill_in: RawColor,
    choice: RawColor,
    line: RawColor,
    shade: RawColor,
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct RawColor(Color);

impl TryFrom<String> for RawColor {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let message = || format!("色は RRGGBB の6桁で書く: {text}");
        if text.len() != 6 || !text.is_ascii() {
            return Err(message());
        }
        let channel = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).map_err(|_| message());
        Ok(Self(Color([channel(0)?, channel(2)?, channel(4)?])))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFonts {
    mincho: FontName,
    gothic: FontName,
    gothic_bold: FontName,
    fallback: FontName,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_style_reads() {
        let style = Style::from_toml(include_str!("../templates/style.toml")).expect("style.toml is valid");
        assert_eq!(style.portrait.measure().twips(), Length::from_mm(160.0).twips());
        let compact = style.page(PageShape::Portrait, TypeSize::Compact);
        assert_eq!(compact.measure().twips(), Length::from_mm(174.0).twips());
        assert_eq!(style.text(TypeSize::Compact, 0).body, Length::from_pt(9.5));
        assert_eq!(style.colors.fill_in.hex(), "C00000");
        assert_eq!(style.font(Face::GothicBold).file, "BIZUDPGothic-Bold.ttf");
    }
}
