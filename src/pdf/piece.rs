//! From the items of a page to the pieces that are marked as one, in reading order.

use crate::layout::{CheckBox, Drawing, Fill, GlyphRun, Item, NodeId, Page, Picture};
use crate::units::Length;

use super::fonts::FontSet;
use super::text::{added, is_word_gap};
use super::tree::Tree;

/// How far two runs may overlap and still follow each other, in 1/1000 pt.
const OVERLAP: i64 = 10;

/// What one marked-content sequence holds.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'a> {
    /// Rules and backgrounds.
    Fills(Vec<&'a Fill>),
    /// Text that belongs to the page rather than the document: headers, footers, repeated heads of tables.
    Furniture(Vec<&'a GlyphRun>),
    /// Text of one node on one base line, without gaps.
    Line(NodeId, Vec<&'a GlyphRun>),
    /// A pictogram.
    Picture(&'a Picture),
    /// A check box.
    CheckBox(&'a CheckBox),
    /// The lines of a figure.
    Drawing(&'a Drawing),
}

/// The pieces of a page: what lies below the text first, then the upper furniture, the text in reading order, and the
/// lower furniture. Items of one node keep their order.
pub(super) fn pieces<'a>(page: &'a Page, tree: &Tree) -> Vec<Piece<'a>> {
    let mut fills = Vec::new();
    let mut pictures = Vec::new();
    let mut texts = Vec::new();
    for item in &page.items {
        match item {
            Item::Fill(fill) if fill.width > Length::ZERO && fill.height > Length::ZERO => fills.push(fill),
            Item::Picture(picture) => pictures.push(Piece::Picture(picture)),
            Item::Glyphs(run) if !run.glyphs.is_empty() => texts.push((place(page, run, tree), Text::Run(run))),
            Item::CheckBox(check_box) => {
                texts.push(((Zone::Body, tree.rank(check_box.node)), Text::CheckBox(check_box)));
            }
            Item::Drawing(drawing) => {
                texts.push(((Zone::Body, tree.rank(drawing.node)), Text::Drawing(drawing)));
            }
            Item::Fill(_) | Item::Glyphs(_) | Item::Link(_) => {}
        }
    }
    texts.sort_by_key(|(place, _)| *place);

    let mut pieces = Vec::new();
    if !fills.is_empty() {
        pieces.push(Piece::Fills(fills));
    }
    pieces.append(&mut pictures);
    for (_, text) in texts {
        match (text, pieces.last_mut()) {
            (Text::CheckBox(check_box), _) => pieces.push(Piece::CheckBox(check_box)),
            (Text::Drawing(drawing), _) => pieces.push(Piece::Drawing(drawing)),
            (Text::Run(run), Some(Piece::Line(node, runs)))
                if run.node == Some(*node) && runs.last().is_some_and(|last| follows(last, run)) =>
            {
                runs.push(run);
            }
            (Text::Run(run), Some(Piece::Furniture(runs)))
                if run.node.is_none() && runs.last().is_some_and(|last| follows(last, run)) =>
            {
                runs.push(run);
            }
            (Text::Run(run), _) => pieces.push(match run.node {
                Some(node) => Piece::Line(node, vec![run]),
                None => Piece::Furniture(vec![run]),
            }),
        }
    }
    pieces
}

/// The words a line must carry beside its glyphs (ISO 32000-1, 14.9.4), if the glyphs alone would be read wrongly:
/// because a space was swallowed at a line end, because a gap looks like a space, because spaces would be merged, or
/// because a glyph stands for other words elsewhere.
pub(super) fn actual_text(runs: &[&GlyphRun], fonts: &FontSet) -> Option<String> {
    let words = || runs.iter().map(|run| run.text() + &run.trailing).collect::<String>();
    let apart = |pair: &[&GlyphRun]| is_word_gap(gap(pair[0], pair[1]) * 1000, i64::from(pair[1].size.milli_pt()));
    let misread = runs.iter().any(|run| !run.trailing.is_empty())
        || runs.windows(2).any(apart)
        || runs.iter().any(|run| misread_glyphs(run, fonts))
        || misread_spaces(&words());
    misread.then(words)
}

fn misread_glyphs(run: &GlyphRun, fonts: &FontSet) -> bool {
    let Some(subset) = fonts.subset(run.face) else { return false };
    let size = i64::from(run.size.milli_pt());
    run.glyphs.iter().filter_map(|glyph| Some((glyph, subset.glyph(glyph.id)?))).any(|(glyph, used)| {
        let gap = added(i64::from(glyph.advance.milli_pt()), used, subset.units_per_em, size);
        used.ambiguous || !used.plain || is_word_gap(gap, size)
    })
}

/// Whether there are spaces that extraction changes: at either end, several in a row, or other than U+0020.
fn misread_spaces(words: &str) -> bool {
    words.starts_with(' ')
        || words.ends_with(' ')
        || words.contains("  ")
        || words.contains(|character: char| character != ' ' && character.is_whitespace())
}

/// Whether a run goes on where the one before ended, at most half an em further.
fn follows(before: &GlyphRun, run: &GlyphRun) -> bool {
    before.y == run.y && (-OVERLAP..=i64::from(run.size.milli_pt()) / 2).contains(&gap(before, run))
}

/// From the end of a run to the start of the next, in 1/1000 pt.
fn gap(before: &GlyphRun, run: &GlyphRun) -> i64 {
    let width: i64 = before.glyphs.iter().map(|glyph| i64::from(glyph.advance.milli_pt())).sum();
    i64::from(run.x.milli_pt()) - i64::from(before.x.milli_pt()) - width
}

/// An item of a node.
enum Text<'a> {
    Run(&'a GlyphRun),
    CheckBox(&'a CheckBox),
    Drawing(&'a Drawing),
}

/// A part of a page in the order it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Zone {
    UpperFurniture,
    Body,
    LowerFurniture,
}

fn place(page: &Page, run: &GlyphRun, tree: &Tree) -> (Zone, Option<usize>) {
    match run.node {
        Some(node) => (Zone::Body, tree.rank(node)),
        None if run.y < page.height / 2 => (Zone::UpperFurniture, None),
        None => (Zone::LowerFurniture, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Glyph, Node, NodeKind};
    use crate::style::{Color, Face};

    fn run(node: Option<u32>, x: i32, y: i32, advance: i32) -> GlyphRun {
        GlyphRun {
            x: Length::from_milli_pt(x),
            y: Length::from_milli_pt(y),
            face: Face::Mincho,
            size: Length::from_milli_pt(10_000),
            color: Color([0; 3]),
            glyphs: vec![Glyph { id: 1, advance: Length::from_milli_pt(advance), text: "字".into() }],
            node: node.map(NodeId),
            trailing: String::new(),
        }
    }

    /// Paints on a page of 100 pt for a document with paragraphs 2 and 1, in this order.
    #[track_caller]
    fn check(items: Vec<Item>, expected: &str) {
        let node = |kind, children: &[u32]| Node { kind, children: children.iter().copied().map(NodeId).collect() };
        let nodes = [node(NodeKind::Document, &[2, 1]), node(NodeKind::Paragraph, &[]), node(NodeKind::Paragraph, &[])];
        let tree = Tree::read(&nodes, &mut Vec::new());
        let side = Length::from_milli_pt(100_000);
        let page = Page { width: side, height: side, items };
        let described: Vec<_> = pieces(&page, &tree)
            .iter()
            .map(|piece| match piece {
                Piece::Fills(fills) => format!("{} fills", fills.len()),
                Piece::Furniture(runs) => format!("furniture of {}", runs.len()),
                Piece::Line(node, runs) => format!("line of {} in {}", runs.len(), node.0),
                Piece::Picture(_) => "picture".to_owned(),
                Piece::CheckBox(check_box) => format!("box in {}", check_box.node.0),
                Piece::Drawing(drawing) => format!("{} lines in {}", drawing.fills.len(), drawing.node.0),
            })
            .collect();
        assert_eq!(described.join(", "), expected);
    }

    #[test]
    fn order_is_ground_header_text_footer() {
        let rule = |width| {
            let (zero, width) = (Length::ZERO, Length::from_milli_pt(width));
            Fill { x: zero, y: zero, width, height: Length::from_milli_pt(1), color: Color([0; 3]) }
        };
        let fill = |width| Item::Fill(rule(width));
        let side = Length::from_milli_pt(9_000);
        let check_box = CheckBox { x: side, y: side, side, color: Color([0; 3]), node: NodeId(1) };
        let (width, height) = (side, side);
        let drawing = Drawing { x: side, y: side, width, height, fills: vec![rule(1), rule(2)], node: NodeId(2) };
        check(
            vec![
                Item::Glyphs(run(None, 0, 90_000, 10_000)),
                Item::CheckBox(check_box),
                Item::Glyphs(run(Some(1), 0, 50_000, 10_000)),
                fill(1),
                fill(0),
                Item::Drawing(drawing),
                Item::Glyphs(run(Some(2), 0, 60_000, 10_000)),
                Item::Glyphs(run(None, 0, 5_000, 10_000)),
                fill(2),
            ],
            "2 fills, furniture of 1, 2 lines in 2, line of 1 in 2, box in 1, line of 1 in 1, furniture of 1",
        );
    }

    #[test]
    fn runs_that_touch_are_one_line() {
        let runs = |second: GlyphRun| vec![Item::Glyphs(run(Some(1), 0, 50_000, 10_000)), Item::Glyphs(second)];
        check(runs(run(Some(1), 10_000, 50_000, 10_000)), "line of 2 in 1");
        check(runs(run(Some(1), 15_000, 50_000, 10_000)), "line of 2 in 1");
        check(runs(run(Some(1), 15_001, 50_000, 10_000)), "line of 1 in 1, line of 1 in 1");
        check(runs(run(Some(1), 9_000, 50_000, 10_000)), "line of 1 in 1, line of 1 in 1");
        check(runs(run(Some(1), 10_000, 50_001, 10_000)), "line of 1 in 1, line of 1 in 1");
        check(runs(run(Some(2), 10_000, 50_000, 10_000)), "line of 1 in 2, line of 1 in 1");
    }

    #[test]
    fn spaces_that_extraction_changes() {
        for (words, misread) in
            [("a b", false), (" a", true), ("a ", true), ("a  b", true), ("規　程", true), ("規程", false)]
        {
            assert_eq!(misread_spaces(words), misread, "{words:?}");
        }
    }
}
