//! Figures: a group of shapes in a line of text (ECMA-376 part 1, 20.4; [MS-ODRAWXML] 2.28 and 2.30).
//!
//! The group stands in the text like a large character. Its boxes are shapes with text of their own, which a person can
//! go on writing in; its lines are shapes too. Programs that do not know groups are told to pass over it.

use super::FigureNote;
use super::tree::{Element, Node};
use crate::chart::Line;
use crate::units::Length;

pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const GROUP: &str = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup";
/// English Metric Units in a thousandth of a point, times ten.
const EMU_TIMES_10: i64 = 127;

/// Turns a table into the line of text that holds a figure. `shapes` counts the shapes of the document so far. Gives
/// whether there was a cell for each box.
pub(super) fn figure(table: &mut Element<'_>, note: &FigureNote, shapes: &mut u32) -> bool {
    let cells = cells(table);
    let fits = cells.len() == note.chart.boxes.len();
    let number = next(shapes);
    let (width, height) = (emu(note.chart.width), emu(note.chart.height));
    let extent = |name| Element::new(name).with("cx", &width).with("cy", &height);
    let origin = |name| Element::new(name).with("x", "0").with("y", "0");
    let frame = Element::new("a:xfrm")
        .holding(origin("a:off"))
        .holding(extent("a:ext"))
        .holding(origin("a:chOff"))
        .holding(extent("a:chExt"));
    let mut group = Element::new("wpg:wgp")
        .holding(Element::new("wpg:cNvGrpSpPr"))
        .holding(Element::new("wpg:grpSpPr").holding(frame));
    for line in &note.chart.lines {
        group.push(connector(line, note, shapes));
    }
    for (cell, (_, area)) in cells.into_iter().zip(&note.chart.boxes) {
        let place = [area.x, area.y, area.width, area.height];
        group.push(text_box(cell, place, note, shapes));
    }
    let inline = Element::new("wp:inline")
        .with("distT", "0")
        .with("distB", "0")
        .with("distL", "0")
        .with("distR", "0")
        .holding(extent("wp:extent"))
        .holding(Element::new("wp:effectExtent").with("l", "0").with("t", "0").with("r", "0").with("b", "0"))
        .holding(named("wp:docPr", number, "図").with("descr", &note.description))
        .holding(Element::new("wp:cNvGraphicFramePr"))
        .holding(
            Element::new("a:graphic")
                .with("xmlns:a", MAIN)
                .holding(Element::new("a:graphicData").with("uri", GROUP).holding(group)),
        );
    let choice = Element::new("mc:Choice").with("Requires", "wpg").holding(Element::new("w:drawing").holding(inline));
    let run = Element::new("w:r").holding(Element::new("mc:AlternateContent").holding(choice));
    let style = Element::new("w:pStyle").with("w:val", &note.style);
    *table = Element::new("w:p").holding(Element::new("w:pPr").holding(style)).holding(run);
    fits
}

/// The paragraphs of each cell of a table, which loses them.
fn cells<'a>(table: &mut Element<'a>) -> Vec<Vec<Node<'a>>> {
    let mut cells = Vec::new();
    table.visit(&mut |element| {
        if element.name == "w:tc" {
            let is_paragraph = |node: &Node<'_>| matches!(node, Node::Element(child) if child.name == "w:p");
            cells.push(std::mem::take(&mut element.children).into_iter().filter(is_paragraph).collect());
        }
    });
    cells
}

fn text_box<'a>(paragraphs: Vec<Node<'a>>, place: [Length; 4], note: &FigureNote, shapes: &mut u32) -> Element<'a> {
    let mut content = Element::new("w:txbxContent");
    content.children = paragraphs;
    let inset = emu(note.inset);
    let body = Element::new("wps:bodyPr")
        .with("wrap", "square")
        .with("lIns", &inset)
        .with("tIns", "0")
        .with("rIns", &inset)
        .with("bIns", "0")
        .with("anchor", "ctr")
        .holding(Element::new("a:noAutofit"));
    let ground = Element::new("a:noFill");
    Element::new("wps:wsp")
        .holding(named("wps:cNvPr", next(shapes), "枠"))
        .holding(Element::new("wps:cNvSpPr").with("txBox", "1"))
        .holding(properties("rect", place, Some(ground), note))
        .holding(Element::new("wps:txbx").holding(content))
        .holding(body)
}

fn connector<'a>(line: &Line, note: &FigureNote, shapes: &mut u32) -> Element<'a> {
    let place = [line.x, line.y, line.right() - line.x, line.bottom() - line.y];
    Element::new("wps:wsp")
        .holding(named("wps:cNvPr", next(shapes), "線"))
        .holding(Element::new("wps:cNvCnPr"))
        .holding(properties("line", place, None, note))
        .holding(Element::new("wps:bodyPr"))
}

/// The place, the shape, the ground and the outline.
fn properties<'a>(
    shape: &str,
    [x, y, width, height]: [Length; 4],
    ground: Option<Element<'a>>,
    note: &FigureNote,
) -> Element<'a> {
    let frame = Element::new("a:xfrm")
        .holding(Element::new("a:off").with("x", &emu(x)).with("y", &emu(y)))
        .holding(Element::new("a:ext").with("cx", &emu(width)).with("cy", &emu(height)));
    let color = Element::new("a:solidFill").holding(Element::new("a:srgbClr").with("val", &note.color));
    let mut properties = Element::new("wps:spPr")
        .holding(frame)
        .holding(Element::new("a:prstGeom").with("prst", shape).holding(Element::new("a:avLst")));
    if let Some(ground) = ground {
        properties.push(ground);
    }
    properties.push(Element::new("a:ln").with("w", &emu(note.rule)).holding(color));
    properties
}

/// What names a shape.
pub(super) fn named<'a>(element: &'a str, number: u32, kind: &str) -> Element<'a> {
    Element::new(element).with("id", &number.to_string()).with("name", &format!("{kind} {number}"))
}

pub(super) fn next(shapes: &mut u32) -> u32 {
    *shapes += 1;
    *shapes
}

/// A length in English Metric Units (1/12700 pt), rounded.
pub(super) fn emu(length: Length) -> String {
    (i64::from(length.milli_pt()) * EMU_TIMES_10 + 5).div_euclid(10).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Area, Chart};

    fn pt(points: i32) -> Length {
        Length::from_milli_pt(points * 1000)
    }

    fn note(boxes: usize) -> FigureNote {
        let area = |at: i32| Area { x: pt(0), y: pt(at * 20), width: pt(100), height: pt(10) };
        let places = [0, 1].map(area).into_iter().enumerate().take(boxes).collect();
        let line = Line { x: pt(50), y: pt(10), length: pt(10), upright: true };
        FigureNote {
            chart: Chart { width: pt(100), height: pt(30), boxes: places, lines: vec![line] },
            description: "長の下に\"部\"".to_owned(),
            style: "Figure".to_owned(),
            color: "808080".to_owned(),
            rule: Length::from_milli_pt(500),
            inset: pt(2),
        }
    }

    #[test]
    fn a_table_becomes_a_group_of_shapes() {
        let xml = "<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/><w:p><w:r>長</w:r></w:p></w:tc></w:tr>\
                   <w:tr><w:tc><w:p>部</w:p><w:p>氏名</w:p></w:tc></w:tr></w:tbl>";
        let mut table = Element::parse(xml).expect("well-formed");
        let note = note(2);
        let mut shapes = 6;
        assert!(figure(&mut table, &note, &mut shapes));
        assert_eq!(shapes, 10);
        let part = String::from_utf8(table.to_part()).expect("UTF-8");
        let found = |words: &str| part.matches(words).count();
        assert_eq!((found("<wps:wsp>"), found("w:tbl"), found("w:tcPr")), (3, 0, 0));
        assert_eq!(found(r#"<wp:docPr id="7" name="図 7" descr="長の下に&quot;部&quot;"/>"#), 1);
        assert_eq!(found(r#"<a:off x="635000" y="127000"/><a:ext cx="0" cy="127000"/>"#), 1);
        assert_eq!(found("<w:txbxContent><w:p>部</w:p><w:p>氏名</w:p></w:txbxContent>"), 1);
    }

    #[test]
    fn boxes_and_cells_must_agree() {
        let mut table = Element::parse("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>").expect("well-formed");
        assert!(!figure(&mut table, &note(2), &mut 0));
    }
}
