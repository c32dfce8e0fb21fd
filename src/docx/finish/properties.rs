//! The small parts written afresh: what the file says about itself, and the fonts it names.

use super::tree::Element;
use crate::model::Properties;
use crate::style::{Face, Style};

/// The language of the documents.
const LANGUAGE: &str = "ja-JP";
/// What makes the files, as their properties say.
const APPLICATION: &str = "kitei";
/// The name of the property with the version.
const VERSION: &str = "版";
/// The format of custom properties, the same in all files ([MS-OSHARED] 2.3.3.2.2).
const CUSTOM_FORMAT: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";
/// The character set of Japanese fonts (ECMA-376 part 1, 17.8.3.2: SHIFTJIS_CHARSET).
const JAPANESE: &str = "80";

/// `docProps/core.xml`: title, company, subject, keywords and dates (ECMA-376 part 2, 11.1).
pub(super) fn core(properties: &Properties) -> Vec<u8> {
    let date = |name, date: chrono::NaiveDate| {
        Element::new(name).with("xsi:type", "dcterms:W3CDTF").saying(&format!("{}T00:00:00Z", date.format("%Y-%m-%d")))
    };
    Element::new("cp:coreProperties")
        .with("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties")
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .with("xmlns:dcterms", "http://purl.org/dc/terms/")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .holding(Element::new("dc:title").saying(&properties.title))
        .holding(Element::new("dc:subject").saying(&properties.subject))
        .holding(Element::new("dc:creator").saying(&properties.company))
        .holding(Element::new("cp:keywords").saying(&properties.keywords.join(", ")))
        .holding(Element::new("cp:lastModifiedBy").saying(&properties.company))
        .holding(date("dcterms:created", properties.enacted_on))
        .holding(date("dcterms:modified", properties.revised_on))
        .holding(Element::new("dc:language").saying(LANGUAGE))
        .holding(Element::new("cp:version").saying(&properties.version))
        .to_part()
}

/// `docProps/app.xml`: pages and company (ECMA-376 part 1, 22.2).
pub(super) fn app(properties: &Properties, pages: usize) -> Vec<u8> {
    Element::new("Properties")
        .with("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")
        .holding(Element::new("Pages").saying(&pages.to_string()))
        .holding(Element::new("Application").saying(APPLICATION))
        .holding(Element::new("Company").saying(&properties.company))
        .to_part()
}

/// `docProps/custom.xml`: the version, where fields in the text can find it (22.3).
pub(super) fn custom(properties: &Properties) -> Vec<u8> {
    // Numbers of properties begin with 2; 0 and 1 are reserved.
    let version = Element::new("property")
        .with("fmtid", CUSTOM_FORMAT)
        .with("pid", "2")
        .with("name", VERSION)
        .holding(Element::new("vt:lpwstr").saying(&properties.version));
    Element::new("Properties")
        .with("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties")
        .with("xmlns:vt", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes")
        .holding(version)
        .to_part()
}

/// `word/fontTable.xml`: the families, with what to take instead on a machine without them (17.8.3); the fallback only
/// where it is used.
pub(super) fn fonts(style: &Style, lends: bool) -> Vec<u8> {
    let mut table =
        Element::new("w:fonts").with("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
    let mut known: Vec<&str> = Vec::new();
    for face in Face::ALL.into_iter().filter(|face| lends || *face != Face::Fallback) {
        let font = style.font(face);
        if known.contains(&font.word.as_str()) {
            continue;
        }
        known.push(&font.word);
        let family = if matches!(face, Face::Mincho | Face::Fallback) { "roman" } else { "swiss" };
        table.push(
            Element::new("w:font")
                .with("w:name", &font.word)
                .holding(Element::new("w:altName").with("w:val", &font.alternatives.join(",")))
                .holding(Element::new("w:charset").with("w:val", JAPANESE))
                .holding(Element::new("w:family").with("w:val", family))
                .holding(Element::new("w:pitch").with("w:val", "variable")),
        );
    }
    table.to_part()
}
