//! From positioned items to the operations of one page; the only place that turns y upside down in page content.

use std::collections::BTreeMap;

use printpdf::xobject::DictItem;
use printpdf::{
    Color as Ink, Greyscale, Line, LinePoint, Op, PaintMode, PdfFontHandle, PdfPage, Point, Polygon, PolygonRing, Pt,
    Rect, Rgb, TextMatrix, TextRenderingMode, WindingOrder,
};

use crate::layout::{CheckBox, Fill, GlyphRun, NodeId, Page, Picture};
use crate::model::{GRID, PageShape};
use crate::style::{Color, Face, Style};
use crate::units::Length;

use super::fonts::{CHECK_BOX, FontSet, font_id};
use super::object::{float, points, utf16};
use super::piece::{Piece, actual_text, pieces};
use super::text::show;
use super::tree::Tree;

/// The width of a check box's lines, as a part of its side.
const CHECK_BOX_LINE: i32 = 14;

/// A page as printpdf wants it.
#[derive(Debug)]
pub(super) struct PaintedPage {
    /// The page.
    pub(super) page: PdfPage,
    /// The node of each marked-content sequence, by its number (MCID).
    pub(super) nodes: Vec<NodeId>,
}

/// Paints one page. `style` tells headers and footers from other furniture by the margins.
pub(super) fn paint(page: &Page, tree: &Tree, style: &Style, fonts: &FontSet) -> PaintedPage {
    let mut painter = Painter { page, style, fonts, ops: Vec::new(), nodes: Vec::new(), state: State::default() };
    for piece in pieces(page, tree) {
        painter.piece(&piece);
    }
    painter.end_text();
    let sheet = rect(0.0, 0.0, page.width.pt(), page.height.pt(), None);
    let page = PdfPage { media_box: sheet.clone(), trim_box: sheet.clone(), crop_box: sheet, ops: painter.ops };
    PaintedPage { page, nodes: painter.nodes }
}

struct Painter<'a> {
    page: &'a Page,
    style: &'a Style,
    fonts: &'a FontSet,
    ops: Vec<Op>,
    nodes: Vec<NodeId>,
    state: State,
}

/// What is in force at this point of the page content.
#[derive(Default)]
struct State {
    in_text: bool,
    font: Option<(Face, Length)>,
    fill: Option<Color>,
    stroke: Option<Color>,
    line_width: Option<i32>,
    spacing: i64,
}

impl Painter<'_> {
    fn piece(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Fills(fills) => {
                self.begin_artifact(&[("Type", "Layout")]);
                for fill in fills {
                    self.fill(fill);
                }
            }
            Piece::Furniture(runs) => {
                self.begin_text();
                self.begin_artifact(&self.furniture_kind(runs));
                let words = actual_text(runs, self.fonts);
                if let Some(words) = &words {
                    self.begin_marked("Span", BTreeMap::from([actual_text_entry(words)]));
                }
                for run in runs {
                    self.run(run);
                }
                if words.is_some() {
                    self.ops.push(Op::EndMarkedContentWithProperties);
                }
            }
            Piece::Line(node, runs) => {
                self.begin_text();
                self.begin_node(*node, actual_text(runs, self.fonts).as_deref());
                for run in runs {
                    self.run(run);
                }
            }
            Piece::Picture(picture) => {
                self.end_text();
                self.begin_artifact(&[("Type", "Layout")]);
                self.picture(picture);
            }
            Piece::CheckBox(check_box) => {
                self.end_text();
                self.begin_node(check_box.node, Some(&CHECK_BOX.to_string()));
                self.unseen_square(check_box);
                self.check_box(check_box);
            }
            Piece::Drawing(drawing) => {
                self.end_text();
                self.begin_node(drawing.node, None);
                for fill in &drawing.fills {
                    self.fill(fill);
                }
            }
        }
        self.ops.push(Op::EndMarkedContentWithProperties);
    }

    /// The properties of an artifact of text (ISO 32000-1, 14.8.2.2.2): header, footer, or something else, such as a
    /// head of a table that is repeated.
    fn furniture_kind(&self, runs: &[&GlyphRun]) -> Vec<(&'static str, &'static str)> {
        let lying = self.page.width > self.page.height;
        let shape = if lying { PageShape::Landscape } else { PageShape::Portrait };
        let (top, bottom) = self.style.least_margins(shape);
        let y = runs.first().map_or(0.0, |run| run.y.pt());
        if y < top.pt() {
            vec![("Type", "Pagination"), ("Subtype", "Header")]
        } else if y > self.page.height.pt() - bottom.pt() {
            vec![("Type", "Pagination"), ("Subtype", "Footer")]
        } else {
            vec![("Type", "Pagination")]
        }
    }

    fn begin_artifact(&mut self, properties: &[(&str, &str)]) {
        let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
        let map = properties.iter().map(|(key, value)| ((*key).to_owned(), name(value))).collect();
        self.begin_marked("Artifact", map);
    }

    /// Opens a marked-content sequence of a node. The tag is always `Span`: the structure tree says what the node is,
    /// and poppler heeds `ActualText` on no other tag.
    fn begin_node(&mut self, node: NodeId, actual_text: Option<&str>) {
        let number = i64::try_from(self.nodes.len()).unwrap_or(i64::MAX);
        self.nodes.push(node);
        let mut map = BTreeMap::from([("MCID".to_owned(), DictItem::Int(number))]);
        map.extend(actual_text.map(actual_text_entry));
        self.begin_marked("Span", map);
    }

    fn begin_marked(&mut self, tag: &str, map: BTreeMap<String, DictItem>) {
        let properties = DictItem::Dict { map };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties });
    }

    fn begin_text(&mut self) {
        if !self.state.in_text {
            self.ops.push(Op::StartTextSection);
            self.state.in_text = true;
        }
    }

    fn end_text(&mut self) {
        if self.state.in_text {
            self.ops.push(Op::EndTextSection);
            self.state.in_text = false;
        }
    }

    fn run(&mut self, run: &GlyphRun) {
        let Some(subset) = self.fonts.subset(run.face) else { return };
        if self.state.font != Some((run.face, run.size)) {
            let font = PdfFontHandle::External(font_id(run.face));
            self.ops.push(Op::SetFont { font, size: Pt(points(run.size.pt())) });
            self.state.font = Some((run.face, run.size));
        }
        self.fill_color(run.color);
        let shown = show(run, subset);
        let (x, y) = (points(run.x.pt()), points(self.page.height.pt() - run.y.pt()));
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, x, y]) });
        if !shown.items.is_empty() {
            self.spacing(shown.spacing);
            self.ops.push(Op::ShowText { items: shown.items });
        }
        if let Some((spacing, item)) = shown.last {
            self.spacing(spacing);
            self.ops.push(Op::ShowText { items: vec![item] });
            // Poppler takes the spacing in force at the end of marked text off its width.
            self.spacing(0);
        }
    }

    fn spacing(&mut self, spacing: i64) {
        if self.state.spacing != spacing {
            self.ops.push(Op::SetCharacterSpacing { multiplier: float(spacing) / 1000.0 });
            self.state.spacing = spacing;
        }
    }

    fn fill(&mut self, fill: &Fill) {
        self.fill_color(fill.color);
        let bottom = self.page.height.pt() - fill.y.pt() - fill.height.pt();
        let rectangle = rect(fill.x.pt(), bottom, fill.width.pt(), fill.height.pt(), Some(PaintMode::Fill));
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    /// Puts a square that is not painted where a check box is: readers that look for glyphs find it.
    fn unseen_square(&mut self, check_box: &CheckBox) {
        let Some((face, glyph)) = &self.fonts.check_box else { return };
        let base_line = check_box.y.milli_pt().saturating_add(check_box.side.milli_pt() / 8 * 7);
        self.begin_text();
        self.ops.push(Op::SetTextRenderingMode { mode: TextRenderingMode::Invisible });
        self.run(&GlyphRun {
            x: check_box.x,
            y: Length::from_milli_pt(base_line),
            face: *face,
            size: check_box.side,
            color: check_box.color,
            glyphs: vec![glyph.clone()],
            node: Some(check_box.node),
            trailing: String::new(),
        });
        self.ops.push(Op::SetTextRenderingMode { mode: TextRenderingMode::Fill });
        self.end_text();
    }

    fn check_box(&mut self, check_box: &CheckBox) {
        let line = check_box.side.milli_pt() / CHECK_BOX_LINE;
        self.stroke(check_box.color, line);
        let (side, inset) = (check_box.side.pt(), f64::from(line) / 2000.0);
        let bottom = self.page.height.pt() - check_box.y.pt() - side;
        let (x, y, length) = (check_box.x.pt() + inset, bottom + inset, side - 2.0 * inset);
        self.ops.push(Op::DrawRectangle { rectangle: rect(x, y, length, length, Some(PaintMode::Stroke)) });
    }

    fn picture(&mut self, picture: &Picture) {
        self.stroke(picture.color, picture.rule.milli_pt());
        self.fill_color(picture.color);
        let scaled = |at: Length| at.scale(i64::from(picture.side.milli_pt()), i64::from(GRID.milli_pt()));
        for outline in &picture.pictogram.outlines {
            let place = |&(x, y): &(Length, Length)| {
                let (x, y) = (picture.x + scaled(x), picture.y + scaled(y));
                let p = Point { x: Pt(points(x.pt())), y: Pt(points(self.page.height.pt() - y.pt())) };
                LinePoint { p, bezier: false }
            };
            let points = outline.points.iter().map(place).collect();
            self.ops.push(if outline.filled {
                let (mode, winding_order) = (PaintMode::Fill, WindingOrder::NonZero);
                Op::DrawPolygon { polygon: Polygon { rings: vec![PolygonRing { points }], mode, winding_order } }
            } else {
                Op::DrawLine { line: Line { points, is_closed: outline.closed } }
            });
        }
    }

    /// The colour and the width, in thousandths of a point, of lines.
    fn stroke(&mut self, color: Color, width: i32) {
        if self.state.stroke != Some(color) {
            self.ops.push(Op::SetOutlineColor { col: ink(color) });
            self.state.stroke = Some(color);
        }
        if self.state.line_width != Some(width) {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(points(f64::from(width) / 1000.0)) });
            self.state.line_width = Some(width);
        }
    }

    fn fill_color(&mut self, color: Color) {
        if self.state.fill != Some(color) {
            self.ops.push(Op::SetFillColor { col: ink(color) });
            self.state.fill = Some(color);
        }
    }
}

/// The property that says what is read instead of the glyphs.
fn actual_text_entry(words: &str) -> (String, DictItem) {
    ("ActualText".to_owned(), DictItem::String { data: utf16(words), literal: true })
}

/// Grey is written as grey, so that printers use black ink alone.
fn ink(Color([red, green, blue]): Color) -> Ink {
    let channel = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    if red == green && green == blue {
        Ink::Greyscale(Greyscale::new(channel(red), None))
    } else {
        Ink::Rgb(Rgb::new(channel(red), channel(green), channel(blue), None))
    }
}

/// A rectangle from its lower left corner, in points.
fn rect(x: f64, y: f64, width: f64, height: f64, mode: Option<PaintMode>) -> Rect {
    Rect {
        x: Pt(points(x)),
        y: Pt(points(y)),
        width: Pt(points(width)),
        height: Pt(points(height)),
        mode,
        winding_order: Some(WindingOrder::NonZero),
    }
}
