//! The order of elements the schema demands (ECMA-376 part 1, annex A), which docx-rs does not keep.
//!
//! The table lists what this writer produces, no more. An element that is not listed is a fault: it means that docx-rs
//! writes something new, and somebody has to look where it belongs.

use super::Fault;
use super::tree::{Element, Node};

/// What may stand in an element, in order.
#[rustfmt::skip]
const ORDER: &[(&str, &[&str])] = &[
    // CT_PPr, 17.3.1.26
    ("w:pPr", &["w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:widowControl", "w:numPr", "w:pBdr",
        "w:shd", "w:tabs", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE",
        "w:autoSpaceDN", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:textAlignment", "w:outlineLvl", "w:rPr",
        "w:sectPr"]),
    // CT_RPr, 17.3.2.28
    ("w:rPr", &["w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:color", "w:spacing", "w:sz", "w:szCs", "w:u",
        "w:lang"]),
    // CT_Ruby and CT_RubyPr, 17.3.3.25 and 17.3.3.27
    ("w:ruby", &["w:rubyPr", "w:rt", "w:rubyBase"]),
    ("w:rubyPr", &["w:rubyAlign", "w:hps", "w:hpsRaise", "w:hpsBaseText", "w:lid"]),
    // CT_NumPr, 17.3.1.19
    ("w:numPr", &["w:ilvl", "w:numId"]),
    // CT_PBdr, 17.3.1.24
    ("w:pBdr", &["w:top", "w:left", "w:bottom", "w:right", "w:between"]),
    // CT_SectPr, 17.6.17
    ("w:sectPr", &["w:headerReference", "w:footerReference", "w:type", "w:pgSz", "w:pgMar", "w:cols", "w:vAlign",
        "w:titlePg"]),
    // CT_TblPr, 17.4.60, and CT_TblPrBase
    ("w:tblPr", &["w:tblStyle", "w:tblW", "w:jc", "w:tblInd", "w:tblBorders", "w:tblLayout", "w:tblCellMar",
        "w:tblLook", "w:tblCaption", "w:tblDescription"]),
    // CT_TblBorders, 17.4.39
    ("w:tblBorders", &["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"]),
    // CT_TblCellMar, 17.4.43
    ("w:tblCellMar", &["w:top", "w:left", "w:bottom", "w:right"]),
    // CT_TrPr, 17.4.81, leaves the order free; this one is for equal bytes
    ("w:trPr", &["w:cantSplit", "w:trHeight", "w:tblHeader"]),
    // CT_TcPr, 17.4.70
    ("w:tcPr", &["w:tcW", "w:shd", "w:vAlign"]),
    // CT_Style, 17.7.4.17
    ("w:style", &["w:name", "w:basedOn", "w:next", "w:uiPriority", "w:semiHidden", "w:unhideWhenUsed", "w:qFormat",
        "w:pPr", "w:rPr", "w:tblPr", "w:tcPr", "w:tblStylePr"]),
    // CT_AbstractNum, 17.9.1
    ("w:abstractNum", &["w:nsid", "w:multiLevelType", "w:lvl"]),
    // CT_Lvl, 17.9.6
    ("w:lvl", &["w:start", "w:numFmt", "w:pStyle", "w:suff", "w:lvlText", "w:lvlJc", "w:pPr", "w:rPr"]),
    // CT_SdtRun, 17.5.2.31, and CT_SdtPr, 17.5.2.38
    ("w:sdt", &["w:sdtPr", "w:sdtContent"]),
    ("w:sdtPr", &["w:alias", "w:tag", "w:id", "w:dropDownList"]),
    // CT_Settings, 17.15.1.78
    ("w:settings", &["w:zoom", "w:defaultTabStop", "w:characterSpacingControl", "w:noLineBreaksAfter",
        "w:noLineBreaksBefore", "w:compat", "w:themeFontLang"]),
];

/// Containers that say nothing when they are empty; docx-rs writes many of them.
const PRUNED: &[&str] = &["w:rPr", "w:pPr", "w:trPr", "w:tcPr", "w:tblBorders"];

/// Brings an element and all within it into schema order and drops containers that say nothing.
pub(super) fn arrange(element: &mut Element<'_>) -> Result<(), Fault> {
    for child in element.elements_mut() {
        arrange(child)?;
    }
    element.children.retain(|node| match node {
        Node::Element(child) => !(child.children.is_empty() && PRUNED.contains(&child.name.as_ref())),
        Node::Text(_) => true,
    });
    let Some((_, order)) = ORDER.iter().find(|(name, _)| element.name == *name) else {
        return Ok(());
    };
    let rank = |node: &Node<'_>| match node {
        Node::Element(child) => order.iter().position(|name| child.name == *name),
        Node::Text(_) => None,
    };
    for node in &element.children {
        if rank(node).is_none() {
            let child = match node {
                Node::Element(child) => child.name.to_string(),
                Node::Text(text) => text.to_string(),
            };
            return Err(Fault::Unplaced { parent: element.name.to_string(), child });
        }
    }
    element.children.sort_by_key(rank);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expected: &str) {
        let mut element = Element::parse(xml).expect("well-formed");
        arrange(&mut element).expect("all elements are known");
        assert_eq!(element, Element::parse(expected).expect("well-formed"));
    }

    #[test]
    fn children_come_into_order() {
        check(
            "<w:p><w:pPr><w:rPr/><w:ind/><w:numPr><w:numId/><w:ilvl/></w:numPr><w:pStyle/></w:pPr></w:p>",
            "<w:p><w:pPr><w:pStyle/><w:numPr><w:ilvl/><w:numId/></w:numPr><w:ind/></w:pPr></w:p>",
        );
        check(
            "<w:style><w:rPr><w:sz/><w:rFonts/></w:rPr><w:name/></w:style>",
            "<w:style><w:name/><w:rPr><w:rFonts/><w:sz/></w:rPr></w:style>",
        );
    }

    #[test]
    fn equal_names_keep_their_order() {
        check(
            r#"<w:sectPr><w:pgSz/><w:headerReference x="2"/><w:headerReference x="1"/></w:sectPr>"#,
            r#"<w:sectPr><w:headerReference x="2"/><w:headerReference x="1"/><w:pgSz/></w:sectPr>"#,
        );
    }

    #[test]
    fn unknown_elements_are_faults() {
        let mut element = Element::parse("<w:pPr><w:new/></w:pPr>").expect("well-formed");
        assert_eq!(
            arrange(&mut element),
            Err(Fault::Unplaced { parent: "w:pPr".to_owned(), child: "w:new".to_owned() }),
        );
    }
}
