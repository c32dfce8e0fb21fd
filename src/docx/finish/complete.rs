//! What docx-rs cannot say, added to what it builds: one function per part of the package.
//!
//! docx-rs numbers paragraphs from a counter of its thread (`w14:paraId`). The attribute is optional and only ties
//! comments to paragraphs, so it is removed, and with it the only trace of what was written before.

use std::collections::BTreeSet;

use super::tree::{Element, Node};
use super::{Control, Fault, Note, Picture, TableNote, drawing, picture, review, ruby};
use crate::docx::role::table_naming;
use crate::model::TableKind;

/// The identifier docx-rs gives to a list of its own, which no paragraph uses.
const FOREIGN_LIST: &str = "1";
/// Styles that hold where no other is named.
const DEFAULT_STYLES: [&str; 3] = ["Normal", "DefaultParagraphFont", "TableNormal"];
/// Characters that do not end a line: opening brackets and signs that belong to what follows (JIS X 4051; the last
/// four are the additions our own layout makes).
const NOT_AT_LINE_END: &str = "$([\\{£¥‘“〈《「『【〔＄（［｛｢￡￥§〒＃＠";
/// Characters that do not begin a line: closing brackets, punctuation, small kana and marks of repetition (JIS X 4051,
/// the strict set; the last ones are the additions our own layout makes).
const NOT_AT_LINE_START: &str = "!%),.:;?]}¢°’”‰′″℃、。々〉》」』】〕ぁぃぅぇぉっゃゅょゎ゛゜ゝゞァィゥェォッャュョヮヵヶ・ーヽヾ！％），．：；？］｝｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ￠―～／｜㎝㎏㌔";

/// Completes a body, a header or a footer: the tables get their head rows, looks and titles, or become figures, and
/// content controls get their names.
pub(super) fn body(
    root: &mut Element<'_>,
    notes: &[Note],
    pictures: &[Picture],
    controls: &[Control],
) -> Result<(), Fault> {
    let mut left = notes.iter();
    let mut met = 0;
    let mut fits = true;
    let mut shapes = 0;
    root.visit(&mut |element| match element.name.as_ref() {
        "w:p" => element.unset("w14:paraId"),
        "w:tbl" => match left.next() {
            Some(Note::Table(note)) => table(element, note),
            Some(Note::Figure(note)) => fits &= drawing::figure(element, note, &mut shapes),
            None => fits = false,
        },
        "w:r" => {
            ruby::complete(element);
            picture::complete(element, pictures, &mut shapes);
        }
        "w:sdt" => {
            if let Some(control) = controls.get(met) {
                review::control(element, control, met + 1);
            }
            met += 1;
        }
        "w:instrText" => element.set("xml:space", "preserve"),
        _ => {}
    });
    match (fits && left.next().is_none(), met == controls.len()) {
        (false, _) => Err(Fault::Tables),
        (true, false) => Err(Fault::Controls),
        (true, true) => Ok(()),
    }
}

/// Sets the text of all sections in the middle between the upper and the lower edge (17.6.22).
pub(super) fn centred(root: &mut Element<'_>) {
    root.visit(&mut |element| {
        if element.name == "w:sectPr" {
            element.push(Element::new("w:vAlign").with("w:val", "center"));
        }
    });
}

fn table(table: &mut Element<'_>, note: &TableNote) {
    let flag = |is_set: bool| if is_set { "1" } else { "0" };
    // The bits are those of ECMA-376 part 1, 17.4.55: first row, first column, no bands of rows or columns.
    let bits = 0x0600 | if note.has_head { 0x20 } else { 0 } | if note.has_row_heads { 0x80 } else { 0 };
    let look = Element::new("w:tblLook")
        .with("w:val", &format!("{bits:04X}"))
        .with("w:firstRow", flag(note.has_head))
        .with("w:lastRow", "0")
        .with("w:firstColumn", flag(note.has_row_heads))
        .with("w:lastColumn", "0")
        .with("w:noHBand", "1")
        .with("w:noVBand", "1");
    let properties = table.child("w:tblPr");
    properties.push(look);
    if !note.title.is_empty() {
        properties.push(Element::new("w:tblCaption").with("w:val", &note.title));
    }
    for grid in table.elements_mut().filter(|element| element.name == "w:tblGrid") {
        grid.elements_mut().for_each(|column| column.unset("w:type"));
    }
    if note.has_head
        && let Some(row) = table.elements_mut().find(|element| element.name == "w:tr")
    {
        row.child("w:trPr").push(Element::new("w:tblHeader"));
    }
}

/// Completes the styles: language and line breaking for all text, which styles are defaults and which are our own, and
/// the shading of heads.
pub(super) fn styles(root: &mut Element<'_>, own: &BTreeSet<String>, shade: &str) {
    let defaults = root.child("w:docDefaults");
    defaults
        .child("w:rPrDefault")
        .child("w:rPr")
        .push(Element::new("w:lang").with("w:val", "en-US").with("w:eastAsia", "ja-JP").with("w:bidi", "ar-SA"));
    let paragraph = defaults.child("w:pPrDefault").child("w:pPr");
    for name in ["w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:autoSpaceDE", "w:autoSpaceDN"] {
        paragraph.push(Element::new(name));
    }
    // docx-rs writes an empty Normal before ours.
    let mut normals = 0;
    root.children.retain(|node| {
        let is_normal = matches!(node, Node::Element(style) if style.attribute("w:styleId") == Some("Normal"));
        normals += usize::from(is_normal);
        !is_normal || normals > 1
    });
    for style in root.elements_mut().filter(|element| element.name == "w:style") {
        let id = style.attribute("w:styleId").unwrap_or_default().to_owned();
        if DEFAULT_STYLES.contains(&id.as_str()) {
            style.set("w:default", "1");
        }
        if own.contains(&id) {
            style.set("w:customStyle", "1");
        }
        if let Some(properties) = style.elements_mut().find(|element| element.name == "w:tblPr") {
            // A style has no width, though docx-rs gives it one.
            properties.children.retain(|node| !matches!(node, Node::Element(width) if width.name == "w:tblW"));
        }
        for kind in [TableKind::Grid, TableKind::Facts, TableKind::Form, TableKind::FormFacts] {
            if id == table_naming(kind).id {
                style.push(heads(if kind.has_row_heads() { "firstCol" } else { "firstRow" }, shade));
            }
        }
    }
}

/// The shading of the heads of a table (17.7.6.6).
fn heads<'a>(place: &str, shade: &str) -> Element<'a> {
    let shading = Element::new("w:shd").with("w:val", "clear").with("w:color", "auto").with("w:fill", shade);
    let mut cells = Element::new("w:tcPr").holding(shading);
    if place == "firstRow" {
        cells.push(Element::new("w:vAlign").with("w:val", "center"));
    }
    Element::new("w:tblStylePr").with("w:type", place).holding(cells)
}

/// Completes the lists: identifiers that keep them apart when text is pasted, and without the one docx-rs adds.
pub(super) fn numbering(root: &mut Element<'_>) {
    root.children.retain(|node| match node {
        Node::Element(list) => {
            list.attribute("w:abstractNumId") != Some(FOREIGN_LIST) && list.attribute("w:numId") != Some(FOREIGN_LIST)
        }
        Node::Text(_) => true,
    });
    for list in root.elements_mut().filter(|element| element.name == "w:abstractNum") {
        let id: u32 = list.attribute("w:abstractNumId").and_then(|id| id.parse().ok()).unwrap_or_default();
        list.push(Element::new("w:nsid").with("w:val", &format!("{:08X}", 0x4B49_0000 + id)));
    }
}

/// Completes the settings: Japanese line breaking.
pub(super) fn settings(root: &mut Element<'_>) {
    root.push(Element::new("w:characterSpacingControl").with("w:val", "doNotCompress"));
    for (name, characters) in [("w:noLineBreaksAfter", NOT_AT_LINE_END), ("w:noLineBreaksBefore", NOT_AT_LINE_START)] {
        root.push(Element::new(name).with("w:lang", "ja-JP").with("w:val", characters));
    }
    root.push(Element::new("w:themeFontLang").with("w:val", "en-US").with("w:eastAsia", "ja-JP"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note() -> Note {
        Note::Table(TableNote { title: "役割".to_owned(), has_head: true, has_row_heads: false })
    }

    #[track_caller]
    fn check(mut found: Element<'_>, expected: &str, change: impl FnOnce(&mut Element<'_>)) {
        change(&mut found);
        assert_eq!(found, Element::parse(expected).expect("well-formed"));
    }

    #[test]
    fn tables_get_what_is_noted() {
        let xml = concat!(
            r#"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="1" w:type="dxa"/></w:tblGrid>"#,
            r#"<w:tr><w:tc><w:p w14:paraId="00000007"/></w:tc></w:tr><w:tr/></w:tbl>"#,
        );
        let expected = concat!(
            r#"<w:tbl><w:tblPr><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" "#,
            r#"w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="役割"/></w:tblPr>"#,
            r#"<w:tblGrid><w:gridCol w:w="1"/></w:tblGrid>"#,
            r#"<w:tr><w:tc><w:p/></w:tc><w:trPr><w:tblHeader/></w:trPr></w:tr><w:tr/></w:tbl>"#,
        );
        check(Element::parse(xml).expect("well-formed"), expected, |table| {
            body(table, &[note()], &[], &[]).expect("there is one table and one note");
        });
    }

    #[test]
    fn tables_and_notes_must_agree() {
        let mut none = Element::new("w:body");
        assert_eq!(body(&mut none, &[note()], &[], &[]), Err(Fault::Tables));
        let mut one = Element::new("w:body").holding(Element::new("w:tbl"));
        assert_eq!(body(&mut one, &[], &[], &[]), Err(Fault::Tables));
    }

    #[test]
    fn the_list_of_docx_rs_is_dropped() {
        let xml = concat!(
            r#"<w:numbering><w:abstractNum w:abstractNumId="1"/><w:abstractNum w:abstractNumId="2"/>"#,
            r#"<w:num w:numId="1"/><w:num w:numId="2"/></w:numbering>"#,
        );
        let expected = concat!(
            r#"<w:numbering><w:abstractNum w:abstractNumId="2"><w:nsid w:val="4B490002"/></w:abstractNum>"#,
            r#"<w:num w:numId="2"/></w:numbering>"#,
        );
        check(Element::parse(xml).expect("well-formed"), expected, numbering);
    }

    #[test]
    fn our_normal_replaces_that_of_docx_rs() {
        let xml = concat!(
            r#"<w:styles><w:style w:styleId="Normal" x="theirs"/><w:style w:styleId="Normal" x="ours"/>"#,
            r#"<w:style w:styleId="Clause"/><w:style w:styleId="FactsTable"><w:tblPr><w:tblW/></w:tblPr></w:style></w:styles>"#,
        );
        let mut part = Element::parse(xml).expect("well-formed");
        styles(&mut part, &BTreeSet::from(["Clause".to_owned()]), "F0F0F0");
        part.children.retain(|node| !matches!(node, Node::Element(element) if element.name == "w:docDefaults"));
        let expected = concat!(
            r#"<w:styles><w:style w:styleId="Normal" x="ours" w:default="1"/>"#,
            r#"<w:style w:styleId="Clause" w:customStyle="1"/>"#,
            r#"<w:style w:styleId="FactsTable"><w:tblPr/><w:tblStylePr w:type="firstCol"><w:tcPr>"#,
            r#"<w:shd w:val="clear" w:color="auto" w:fill="F0F0F0"/></w:tcPr></w:tblStylePr></w:style></w:styles>"#,
        );
        assert_eq!(part, Element::parse(expected).expect("well-formed"));
    }
}
