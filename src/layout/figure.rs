//! Figures become pieces: boxes with their words in the middle, and the lines between them.

use super::compositor::{Area, Compositor};
use super::frame::{Drawing, Fill, Item, NodeId, NodeKind};
use super::ink::{self, HAIRLINE};
use super::lines::break_lines;
use super::measure::{Alignment, Setting, Text};
use super::piece::Piece;
use crate::chart::{self, Chart, Room};
use crate::model::{Figure, FigureBox};
use crate::style::Face;
use crate::units::Length;

impl Compositor<'_> {
    /// A figure in the middle of the area: one piece, or several when it is higher than a page.
    pub(super) fn figure(&mut self, figure: &Figure, area: Area, parent: NodeId) -> Vec<Piece> {
        let node = self.tree.add(parent, NodeKind::Figure(figure.description()));
        let plain = Setting { alignment: Alignment::Center, ..self.table() };
        let texts: Vec<Vec<Text>> = figure.boxes.iter().map(|own| self.measure_box(own, plain)).collect();
        let depths: Vec<usize> = figure.boxes.iter().map(|own| own.depth).collect();
        let padding = self.text.cell_padding;
        // What remains of the page is for a heading, which must not stand alone.
        let room = Room { width: area.width, height: self.text_height.scale(9, 10), em: plain.size, padding };
        let charts = chart::draw(&depths, room, &mut |index, width| {
            let lines = |text: &Text| break_lines(&mut text.clone(), width, Length::ZERO).len();
            words_height(texts[index].iter().map(lines).sum(), plain) + padding * 2
        });
        let mut texts = texts.into_iter();
        let mut pieces: Vec<Piece> = Vec::new();
        for chart in charts {
            let left = area.left + (area.width - chart.width) / 2;
            let mut items = vec![Item::Drawing(self.drawing(&chart, left, node))];
            for (index, place) in &chart.boxes {
                if place.height > self.text_height {
                    self.problems.report_tall_box(&figure.boxes[*index]);
                }
                let texts = texts.next().unwrap_or_default();
                self.print_box(texts, &chart::Area { x: left + place.x, ..*place }, node, &mut items);
            }
            pieces.push(Piece { height: chart.height, items, ..Piece::default() });
        }
        if let Some(first) = pieces.first_mut() {
            first.before = self.text.paragraph_after;
        }
        if let Some(last) = pieces.last_mut() {
            last.after = self.text.paragraph_after * 2;
        }
        pieces
    }

    /// The name of a box and the lines below it.
    fn measure_box(&mut self, own: &FigureBox, plain: Setting) -> Vec<Text> {
        let name = Setting { plain: Face::GothicBold, ..plain };
        let settings = std::iter::once(name).chain(std::iter::repeat(plain));
        own.lines().zip(settings).map(|(runs, setting)| self.measure(runs, setting)).collect()
    }

    /// Prints the words of a box in its middle, a paragraph for each line of the model.
    fn print_box(&mut self, texts: Vec<Text>, place: &chart::Area, figure: NodeId, items: &mut Vec<Item>) {
        let width = place.width - self.text.cell_padding * 2;
        let mut broken = Vec::new();
        for mut text in texts {
            let node = self.tree.add(figure, NodeKind::Paragraph);
            let nodes = self.word_nodes(node, &text);
            let lines = break_lines(&mut text, width, Length::ZERO);
            broken.push((text, lines, nodes));
        }
        let Some(setting) = broken.first().map(|(text, ..)| text.setting) else { return };
        let height = words_height(broken.iter().map(|(_, lines, _)| lines.len()).sum(), setting);
        let mut top = place.y + (place.height - height) / 2;
        for (text, lines, nodes) in &broken {
            for line in lines {
                ink::print(text, line, place.x + self.text.cell_padding, top, nodes, items);
                top += setting.line;
            }
        }
    }

    /// The frames of the boxes and the lines between them.
    fn drawing(&self, chart: &Chart, left: Length, node: NodeId) -> Drawing {
        let color = self.style.colors.line;
        let fill = |x: Length, y: Length, width, height| Fill { x: left + x, y, width, height, color };
        let (right, bottom) = (chart.width - HAIRLINE, chart.height - HAIRLINE);
        let mut fills = Vec::new();
        for line in &chart.lines {
            let middle = |at: Length, last: Length| (at - HAIRLINE / 2).min(last).max(Length::ZERO);
            let (x, y) = (middle(line.x, right), middle(line.y, bottom));
            fills.push(if line.upright {
                fill(x, line.y, HAIRLINE, line.length)
            } else {
                // The ends reach over the lines they meet.
                fill(x, y, line.length + HAIRLINE, HAIRLINE)
            });
        }
        for (_, place) in &chart.boxes {
            let (right, bottom) = (place.right() - HAIRLINE, place.bottom() - HAIRLINE);
            fills.push(fill(place.x, place.y, place.width, HAIRLINE));
            fills.push(fill(place.x, bottom, place.width, HAIRLINE));
            fills.push(fill(place.x, place.y, HAIRLINE, place.height));
            fills.push(fill(right, place.y, HAIRLINE, place.height));
        }
        Drawing { x: left, y: Length::ZERO, width: chart.width, height: chart.height, fills, node }
    }
}

/// The height of some lines.
fn words_height(lines: usize, setting: Setting) -> Length {
    setting.line * i32::try_from(lines).unwrap_or(i32::MAX / setting.line.milli_pt().max(1))
}
