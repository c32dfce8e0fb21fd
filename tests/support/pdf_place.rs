//! Where a PDF puts its glyphs and rules: the operators of the page content, followed as ISO 32000-1, 9.4 says.

use std::collections::{BTreeMap, BTreeSet};

use pdf::content::{Op, TextDrawAdjusted, TextMode};
use pdf::primitive::Primitive;

use super::pdf_text::PdfFile;

/// How far the em box of Japanese type reaches above and below the base line, in ems.
const ABOVE: f32 = 0.88;
const BELOW: f32 = 0.12;

/// A box on a page in points, from the upper left corner of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) right: f32,
    pub(crate) bottom: f32,
}

/// A glyph on a page.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    /// What it stands for by its character map; nothing if the map lacks it.
    pub(crate) words: Option<String>,
    /// Its em box.
    pub(crate) area: Area,
    /// From the upper edge of the page.
    pub(crate) base_line: f32,
    /// The type size.
    pub(crate) size: f32,
    /// The number of its marked content; none in an artifact.
    pub(crate) number: Option<i32>,
    /// Whether it is painted and paints nothing, or is the glyph for what a font lacks.
    pub(crate) blank: bool,
}

/// What stands on a page.
#[derive(Debug, Default)]
pub(crate) struct PlacedPage {
    /// Width and height.
    pub(crate) size: (f32, f32),
    /// The glyphs in painting order.
    pub(crate) glyphs: Vec<Placed>,
    /// The filled rectangles in painting order.
    pub(crate) fills: Vec<Area>,
}

/// What placing must know of a font.
#[derive(Debug, Default)]
struct Widths {
    default: f32,
    own: BTreeMap<u16, f32>,
    map: BTreeMap<u16, String>,
    /// The glyphs without an outline.
    hollow: BTreeSet<u16>,
}

impl Area {
    /// The box around both.
    pub(crate) fn around(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Whether two boxes share more than a sliver.
    pub(crate) fn overlaps(&self, other: &Self, sliver: f32) -> bool {
        self.left.max(other.left) + sliver < self.right.min(other.right)
            && self.top.max(other.top) + sliver < self.bottom.min(other.bottom)
    }
}

impl PdfFile {
    /// What stands where on all pages.
    pub(crate) fn placed(&self) -> Vec<PlacedPage> {
        let mut fonts = BTreeMap::new();
        (0..).zip(&self.pages).map(|(index, page)| self.placed_page(index, page.size, &mut fonts)).collect()
    }

    fn placed_page(&self, index: u32, size: (f32, f32), known: &mut BTreeMap<String, Widths>) -> PlacedPage {
        let resources = self.dictionary(self.page_dictionary(index).get("Resources").expect("pages have resources"));
        let fonts = self.dictionary(resources.get("Font").expect("pages have fonts"));
        for (name, font) in fonts.iter() {
            if !known.contains_key(name.as_str()) {
                known.insert(name.as_str().to_owned(), self.widths(index, name.as_str(), font));
            }
        }
        let mut page = PlacedPage { size, ..PlacedPage::default() };
        let mut pen = Pen::default();
        let mut marks: Vec<Option<i32>> = Vec::new();
        let mut path: Vec<(f32, f32)> = Vec::new();
        for operation in self.operations(index) {
            match operation {
                Op::BeginMarkedContent { properties, .. } => {
                    let number = match properties {
                        Some(Primitive::Dictionary(properties)) => properties.get("MCID").cloned(),
                        _ => None,
                    };
                    let number = number.and_then(|number| number.as_integer().ok());
                    marks.push(number.or(marks.last().copied().flatten()));
                }
                Op::EndMarkedContent => drop(marks.pop()),
                Op::TextFont { name, size } => pen.font = Some((name.as_str().to_owned(), size)),
                Op::CharSpacing { char_space } => pen.spacing = char_space,
                Op::TextRenderMode { mode } => pen.unseen = mode == TextMode::Invisible,
                Op::SetTextMatrix { matrix } => {
                    assert_eq!((matrix.a, matrix.b, matrix.c, matrix.d), (1.0, 0.0, 0.0, 1.0), "text stands upright");
                    (pen.x, pen.y) = (matrix.e, size.1 - matrix.f);
                }
                Op::TextDraw { text } => pen.show(text.as_bytes(), known, marks.last().copied().flatten(), &mut page),
                Op::TextDrawAdjusted { array } => {
                    for part in array {
                        match part {
                            TextDrawAdjusted::Text(text) => {
                                pen.show(text.as_bytes(), known, marks.last().copied().flatten(), &mut page);
                            }
                            TextDrawAdjusted::Spacing(offset) => {
                                pen.x -= offset / 1000.0 * pen.font.as_ref().expect("a font is set").1;
                            }
                        }
                    }
                }
                Op::MoveTo { p } | Op::LineTo { p } => path.push((p.x, size.1 - p.y)),
                Op::Rect { rect } => {
                    let (top, bottom) = (size.1 - rect.y - rect.height, size.1 - rect.y);
                    path.extend([(rect.x, top), (rect.x + rect.width, bottom)]);
                }
                Op::Fill { .. } => page.fills.extend(bounds(&std::mem::take(&mut path))),
                Op::Stroke | Op::EndPath => path.clear(),
                Op::Transform { .. } | Op::MoveTextPosition { .. } | Op::TextNewline | Op::TextRise { .. } => {
                    panic!("not written by this program")
                }
                _ => {}
            }
        }
        page
    }

    /// The widths, words and hollow glyphs of a font (9.7.4.3).
    fn widths(&self, page: u32, name: &str, font: &Primitive) -> Widths {
        let font = self.dictionary(font);
        let descendants = self.array(&font, "DescendantFonts");
        let descendant = self.dictionary(descendants.first().expect("composite fonts have a descendant"));
        let mut widths = Widths {
            default: self.entry(&descendant, "DW").as_number().unwrap_or(1000.0),
            map: self.character_maps(&self.page_dictionary(page)).remove(name).unwrap_or_default(),
            ..Widths::default()
        };
        let code = |number: &Primitive| u16::try_from(number.as_integer().expect("a code")).expect("two bytes");
        let entries = self.array(&descendant, "W");
        let mut at = 0;
        while let Some(first) = entries.get(at).map(code) {
            match &entries[at + 1] {
                Primitive::Array(list) => {
                    let list = list.iter().map(|width| self.resolve(width).as_number().expect("a width"));
                    widths.own.extend((first..).zip(list));
                    at += 2;
                }
                last => {
                    let width = entries[at + 2].as_number().expect("a width");
                    widths.own.extend((first..=code(last)).map(|code| (code, width)));
                    at += 3;
                }
            }
        }
        let descriptor = self.dictionary(descendant.get("FontDescriptor").expect("fonts have a descriptor"));
        let program = self.stream(descriptor.get("FontFile2").expect("fonts are embedded"));
        let face = ttf_parser::Face::parse(&program, 0).expect("the program can be read");
        let hollow = |id: &u16| face.glyph_bounding_box(ttf_parser::GlyphId(*id)).is_none();
        widths.hollow = (0..face.number_of_glyphs()).filter(hollow).collect();
        widths
    }
}

/// The state of text (9.3).
#[derive(Default)]
struct Pen {
    x: f32,
    y: f32,
    spacing: f32,
    font: Option<(String, f32)>,
    unseen: bool,
}

impl Pen {
    fn show(&mut self, codes: &[u8], fonts: &BTreeMap<String, Widths>, number: Option<i32>, page: &mut PlacedPage) {
        let (name, size) = self.font.as_ref().expect("a font is set");
        let (font, size) = (&fonts[name], *size);
        for code in codes.chunks_exact(2) {
            let code = u16::from_be_bytes([code[0], code[1]]);
            let width = font.own.get(&code).copied().unwrap_or(font.default) / 1000.0 * size;
            let words = font.map.get(&code).cloned();
            let prints = words.as_ref().is_some_and(|words| !words.chars().all(is_unseen));
            page.glyphs.push(Placed {
                area: Area {
                    left: self.x,
                    top: self.y - ABOVE * size,
                    right: self.x + width,
                    bottom: self.y + BELOW * size,
                },
                base_line: self.y,
                size,
                number,
                blank: code == 0 || (prints && !self.unseen && font.hollow.contains(&code)),
                words,
            });
            self.x += width + self.spacing;
        }
    }
}

/// Whether a character prints nothing.
pub(crate) fn is_unseen(character: char) -> bool {
    character.is_whitespace() || character.is_control() || matches!(character, '\u{200B}'..='\u{200F}' | '\u{FEFF}')
}

fn bounds(path: &[(f32, f32)]) -> Option<Area> {
    path.iter().map(|&(x, y)| Area { left: x, top: y, right: x, bottom: y }).reduce(|area, point| area.around(&point))
}
