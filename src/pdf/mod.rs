//! The PDF writer: the only place naming printpdf, lopdf, subsetter and flate2.
//!
//! The display list comes in, a finished file goes out. `check` refuses lists that would make a bad file; `fonts`
//! gathers the glyphs in use and subsets the faces; `paint` turns items into page content, where `text` places glyphs;
//! printpdf translates both. What printpdf cannot say is added to its objects: `tags` writes the structure tree,
//! `links` annotations and named destinations, `outline` the bookmarks, `metadata` the properties, `intent` the colour
//! space, and `finish` ties them to the catalogue, compresses and saves. The result is PDF 1.7 and meets PDF/A-2a
//! (ISO 19005-2) and PDF/UA-1 (ISO 14289-1).
//!
//! The writer decides nothing about looks: positions, colours and reading order are in the list.

mod check;
mod error;
mod finish;
mod fonts;
mod intent;
mod links;
mod metadata;
mod object;
mod outline;
mod paint;
mod piece;
mod seal;
mod tags;
mod text;
mod tree;

use printpdf::{PdfDocument, PdfParseErrorSeverity, PdfSaveOptions};

use crate::diag::Outcome;
use crate::fonts::Fonts;
use crate::layout::Pages;
use crate::model::Properties;
use crate::style::Style;

use error::Error;
use fonts::FontSet;
use paint::PaintedPage;
use tree::Tree;

/// Writes a laid-out document as a PDF file.
///
/// The bytes depend on the arguments only, whatever ran before and however many threads run.
///
/// # Errors
/// [`Code::PdfWriter`](crate::diag::Code::PdfWriter) when the list breaks a rule of [`Pages`] that a valid file relies
/// on (a heading level that is skipped, a link to nowhere, an item of a node that does not exist …) or when a library
/// fails. There is no value then.
#[must_use]
pub fn write(properties: &Properties, pages: &Pages, style: &Style, fonts: &Fonts) -> Outcome<Vec<u8>> {
    let mut problems = Vec::new();
    let tree = Tree::read(&pages.nodes, &mut problems);
    check::check(properties, pages, &tree, fonts, &mut problems);
    if !problems.is_empty() {
        return Outcome::failed(problems);
    }
    match assemble(properties, pages, &tree, style, fonts) {
        Ok(bytes) => Outcome::ok(bytes),
        Err(error) => Outcome::failed(vec![error.into()]),
    }
}

/// Writes a list that has passed the checks.
fn assemble(
    properties: &Properties,
    pages: &Pages,
    tree: &Tree,
    style: &Style,
    fonts: &Fonts,
) -> Result<Vec<u8>, Error> {
    let font_set = FontSet::collect(pages, fonts)?;
    let mut printed = PdfDocument::default();
    font_set.embed(&mut printed.resources.fonts);
    let mut marks = Vec::with_capacity(pages.pages.len());
    for page in &pages.pages {
        let PaintedPage { page, nodes } = paint::paint(page, tree, style, &font_set);
        printed.pages.push(page);
        marks.push(nodes);
    }
    let mut warnings = Vec::new();
    let document = printed.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    if let Some(warning) = warnings.into_iter().find(|warning| warning.severity == PdfParseErrorSeverity::Error) {
        return Err(Error::Printpdf(warning.msg));
    }
    finish::finish(document, properties, pages, tree, &marks, &font_set)
}
