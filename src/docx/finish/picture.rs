//! Pictograms: the placeholders of [`crate::docx::pictogram`] become drawings anchored at the right of their paragraph
//! (ECMA-376 part 1, 20.4.2.3 and 20.1.9.8). They are marked as decoration, as the heading says the same in words.

use super::drawing::{MAIN, emu, named, next};
use super::tree::Element;
use crate::docx::pictogram::PLACEHOLDER;
use crate::model::{GRID, Outline, Pictogram};
use crate::units::Length;

const SHAPE: &str = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape";
const DECORATIVE: &str = "http://schemas.microsoft.com/office/drawing/2017/decorative";
/// What marks the extension that says that a drawing is decoration.
const DECORATIVE_ID: &str = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}";

/// How a pictogram is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::docx) struct Picture {
    /// The drawing.
    pub(in crate::docx) pictogram: std::sync::Arc<Pictogram>,
    /// The length of its side.
    pub(in crate::docx) side: Length,
    /// How far it stands from the left edge of its column; none at the right edge.
    pub(in crate::docx) left: Option<Length>,
    /// How far it stands above its paragraph; below it if negative.
    pub(in crate::docx) rise: Length,
    /// The thickness of its lines.
    pub(in crate::docx) rule: Length,
    /// Its colour as six digits.
    pub(in crate::docx) color: String,
}

/// Makes a drawing of a run that is a placeholder for one of the pictures.
pub(super) fn complete(run: &mut Element<'_>, pictures: &[Picture], shapes: &mut u32) {
    let Some(picture) = run.elements_mut().find_map(|child| place_of(child)).and_then(|at| pictures.get(at)) else {
        return;
    };
    let number = next(shapes);
    let side = emu(picture.side);
    let extent = |name| Element::new(name).with("cx", &side).with("cy", &side);
    let extension = Element::new("a:ext")
        .with("uri", DECORATIVE_ID)
        .holding(Element::new("adec:decorative").with("xmlns:adec", DECORATIVE).with("val", "1"));
    let name =
        named("wp:docPr", number, "絵記号").holding(Element::new("a:extLst").with("xmlns:a", MAIN).holding(extension));
    let mut paths = Element::new("a:pathLst");
    picture.pictogram.outlines.iter().for_each(|outline| paths.push(path(outline)));
    let geometry = Element::new("a:custGeom")
        .holding(Element::new("a:avLst"))
        .holding(Element::new("a:gdLst"))
        .holding(Element::new("a:ahLst"))
        .holding(Element::new("a:cxnLst"))
        .holding(Element::new("a:rect").with("l", "0").with("t", "0").with("r", "r").with("b", "b"))
        .holding(paths);
    let color = || Element::new("a:solidFill").holding(Element::new("a:srgbClr").with("val", &picture.color));
    let frame =
        Element::new("a:xfrm").holding(Element::new("a:off").with("x", "0").with("y", "0")).holding(extent("a:ext"));
    let shape = Element::new("wps:wsp")
        .holding(Element::new("wps:cNvSpPr"))
        .holding(
            Element::new("wps:spPr")
                .holding(frame)
                .holding(geometry)
                .holding(color())
                .holding(Element::new("a:ln").with("w", &emu(picture.rule)).holding(color())),
        )
        .holding(Element::new("wps:bodyPr"));
    let from = |name, relative: &str| Element::new(name).with("relativeFrom", relative);
    let anchor = Element::new("wp:anchor")
        .with("distT", "0")
        .with("distB", "0")
        .with("distL", "0")
        .with("distR", "0")
        .with("simplePos", "0")
        .with("relativeHeight", &number.to_string())
        .with("behindDoc", "1")
        .with("locked", "0")
        .with("layoutInCell", "1")
        .with("allowOverlap", "1")
        .holding(Element::new("wp:simplePos").with("x", "0").with("y", "0"))
        .holding(from("wp:positionH", "column").holding(match picture.left {
            Some(left) => Element::new("wp:posOffset").saying(&emu(left)),
            None => Element::new("wp:align").saying("right"),
        }))
        .holding(from("wp:positionV", "paragraph").holding(Element::new("wp:posOffset").saying(&emu(-picture.rise))))
        .holding(extent("wp:extent"))
        .holding(Element::new("wp:effectExtent").with("l", "0").with("t", "0").with("r", "0").with("b", "0"))
        .holding(Element::new("wp:wrapNone"))
        .holding(name)
        .holding(Element::new("wp:cNvGraphicFramePr"))
        .holding(
            Element::new("a:graphic")
                .with("xmlns:a", MAIN)
                .holding(Element::new("a:graphicData").with("uri", SHAPE).holding(shape)),
        );
    let choice = Element::new("mc:Choice").with("Requires", "wps").holding(Element::new("w:drawing").holding(anchor));
    run.children.clear();
    run.push(Element::new("mc:AlternateContent").holding(choice));
}

fn path<'a>(outline: &Outline) -> Element<'a> {
    let grid = GRID.milli_pt().to_string();
    let mut path = Element::new("a:path").with("w", &grid).with("h", &grid);
    path.set(if outline.filled { "stroke" } else { "fill" }, if outline.filled { "0" } else { "none" });
    for (at, (x, y)) in outline.points.iter().enumerate() {
        let point = Element::new("a:pt").with("x", &x.milli_pt().to_string()).with("y", &y.milli_pt().to_string());
        path.push(Element::new(if at == 0 { "a:moveTo" } else { "a:lnTo" }).holding(point));
    }
    if outline.closed {
        path.push(Element::new("a:close"));
    }
    path
}

/// The picture that a placeholder stands for.
fn place_of(child: &Element<'_>) -> Option<usize> {
    let is_placeholder = child.name == "w:sym" && child.attribute("w:font") == Some(PLACEHOLDER);
    child.attribute("w:char").filter(|_| is_placeholder)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_becomes_a_drawing() {
        let point = |x: i32, y: i32| (Length::from_milli_pt(x), Length::from_milli_pt(y));
        let outlines = vec![
            Outline { points: vec![point(0, 0), point(24_000, 12_000)], closed: false, filled: false },
            Outline { points: vec![point(0, 0), point(9, 0), point(9, 9)], closed: true, filled: true },
        ];
        let picture = Picture {
            pictogram: std::sync::Arc::new(Pictogram { name: "x".to_owned(), outlines }),
            side: Length::from_milli_pt(10_000),
            left: None,
            rise: Length::from_milli_pt(1000),
            rule: Length::from_milli_pt(1000),
            color: "000000".to_owned(),
        };
        let xml = r#"<w:r><w:sym w:font="kitei:pictogram" w:char="0"/></w:r>"#;
        let mut run = Element::parse(xml).expect("well-formed");
        let mut shapes = 4;
        complete(&mut run, &[picture], &mut shapes);
        let part = String::from_utf8(run.to_part()).expect("UTF-8");
        let found = |words: &str| part.matches(words).count();
        assert_eq!((found("w:sym"), found("<a:moveTo>"), found("<a:lnTo>"), found("<a:close/>")), (0, 2, 3, 1));
        assert_eq!(found(r#"<wp:docPr id="5" name="絵記号 5">"#), 1);
        assert_eq!(found("<wp:posOffset>-12700</wp:posOffset>"), 1);
        assert_eq!(found(r#"<a:path w="24000" h="24000" fill="none">"#), 1);
    }
}
