//! The finishing pass: from what docx-rs builds to a file the schema allows.
//!
//! Each part is read into a small tree ([`tree`]), completed with what docx-rs cannot say ([`complete`]), brought into
//! schema order ([`order`]) and written again. Properties and fonts are written afresh ([`properties`]), and everything
//! is zipped with fixed dates ([`package`]). Nothing here knows the model's blocks.

mod complete;
mod drawing;
mod lent;
mod order;
mod package;
mod picture;
mod properties;
mod review;
mod ruby;
mod tree;

use std::collections::BTreeSet;

use docx_rs::XMLDocx;

use self::package::Package;
pub(super) use self::picture::Picture;
pub(super) use self::review::{Comment, Control};
use self::tree::Element;
use super::section::{footer_id, header_id};
use crate::chart::Chart;
use crate::model::Document;
use crate::style::{Face, Style};
use crate::units::Length;

/// What docx-rs does not carry.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    /// The headers, in the order of [`super::section::frames`].
    pub(super) headers: Vec<Vec<u8>>,
    /// The footers, in the same order.
    pub(super) footers: Vec<Vec<u8>>,
    /// One entry per table, in the order of the body.
    pub(super) table_notes: Vec<Note>,
    /// The pictograms, in the order of the body.
    pub(super) pictures: Vec<Picture>,
    /// One entry per content control, in the order of the body.
    pub(super) controls: Vec<Control>,
    /// The comments, in the order of their numbers.
    pub(super) comments: Vec<Comment>,
    /// The identifiers of the styles Word does not know.
    pub(super) own_styles: BTreeSet<String>,
    /// The characters to stand in the fallback font.
    pub(super) lent: BTreeSet<char>,
}

/// What a table is to become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Note {
    /// A table, completed.
    Table(TableNote),
    /// A figure; the cells of the table hold the words of its boxes.
    Figure(FigureNote),
}

/// How a figure is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FigureNote {
    /// Its boxes, in the order of the cells, and its lines.
    pub(super) chart: Chart,
    /// The figure in words, for readers who cannot see it.
    pub(super) description: String,
    /// The identifier of the style of the line that holds it.
    pub(super) style: String,
    /// The colour of its lines as six digits.
    pub(super) color: String,
    /// The thickness of its lines.
    pub(super) rule: Length,
    /// What the words keep from the left and right edge of their box.
    pub(super) inset: Length,
}

/// What docx-rs cannot say about a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TableNote {
    /// What the table is about, for readers who cannot see it.
    pub(super) title: String,
    /// Whether its first row is a head that is repeated on each page.
    pub(super) has_head: bool,
    /// Whether the first cells of its rows are their heads.
    pub(super) has_row_heads: bool,
}

/// Why the file cannot be finished: docx-rs has built something this pass does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    /// A part is not the XML it should be.
    #[error("XML として読めません ({0})")]
    Syntax(String),
    /// An element has no place in the order of its parent.
    #[error("{parent} の中の {child} の順序が決まっていません")]
    Unplaced {
        /// The element it stands in.
        parent: String,
        /// The element.
        child: String,
    },
    /// There are more or fewer tables than were built.
    #[error("表の数が合いません")]
    Tables,
    /// There are more or fewer content controls than were built.
    #[error("入力欄の数が合いません")]
    Controls,
    /// The archive cannot be written.
    #[error("ZIP にまとめられません ({0})")]
    Zip(String),
}

/// Makes the file from what docx-rs has built.
pub(super) fn finish(
    built: &XMLDocx,
    parts: &Parts,
    document: &Document,
    style: &Style,
    pages: usize,
) -> Result<Vec<u8>, Fault> {
    let fallback = style.font(Face::Fallback).word.as_str();
    let completed = |part: &mut Element<'_>, notes: &[Note], pictures: &[Picture], controls: &[Control]| {
        complete::body(part, notes, pictures, controls)?;
        lent::lend(part, &parts.lent, fallback);
        Ok(())
    };
    let centred = style.text(document.type_size, 0).centred;
    let body = |part: &mut Element<'_>| {
        if centred {
            complete::centred(part);
        }
        completed(part, &parts.table_notes, &parts.pictures, &parts.controls)
    };
    let no_tables = |part: &mut Element<'_>| completed(part, &[], &[], &[]);
    let styles = |part: &mut Element<'_>| {
        complete::styles(part, &parts.own_styles, &style.colors.shade.hex());
        Ok(())
    };
    let numbering = |part: &mut Element<'_>| {
        complete::numbering(part);
        Ok(())
    };
    let settings = |part: &mut Element<'_>| {
        complete::settings(part);
        Ok(())
    };
    let mut package = Package::default();
    package.add_main("word/document.xml", normalise(&built.document, body)?);
    package.add("rIdStyles", "styles", "word/styles.xml", normalise(&built.styles, styles)?);
    package.add("rIdNumbering", "numbering", "word/numbering.xml", normalise(&built.numberings, numbering)?);
    package.add("rIdSettings", "settings", "word/settings.xml", normalise(&built.settings, settings)?);
    package.add("rIdFonts", "fontTable", "word/fontTable.xml", properties::fonts(style, !parts.lent.is_empty()));
    for (index, header) in parts.headers.iter().enumerate() {
        let path = format!("word/header{}.xml", index + 1);
        package.add(&header_id(index), "header", &path, normalise(header, no_tables)?);
    }
    for (index, footer) in parts.footers.iter().enumerate() {
        let path = format!("word/footer{}.xml", index + 1);
        package.add(&footer_id(index), "footer", &path, normalise(footer, no_tables)?);
    }
    if !parts.comments.is_empty() {
        let comments = review::comments(&parts.comments, document.properties.revised_on);
        package.add("rIdComments", "comments", "word/comments.xml", comments);
    }
    package.add_core("docProps/core.xml", properties::core(&document.properties));
    package.add_extended("docProps/app.xml", properties::app(&document.properties, pages));
    package.add_custom("docProps/custom.xml", properties::custom(&document.properties));
    package.zip()
}

/// Completes a part and brings it into order.
fn normalise(part: &[u8], complete: impl FnOnce(&mut Element<'_>) -> Result<(), Fault>) -> Result<Vec<u8>, Fault> {
    let xml = std::str::from_utf8(part).map_err(|error| Fault::Syntax(error.to_string()))?;
    let mut root = Element::parse(xml)?;
    complete(&mut root)?;
    order::arrange(&mut root)?;
    Ok(root.to_part())
}
