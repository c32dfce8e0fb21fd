//! The DOCX writer: the only place naming docx-rs, quick-xml and zip.
//!
//! A document is written in two steps. First its parts become paragraphs and tables of docx-rs, all formatted through
//! named styles (`role`, `look`, `styles`) and numbered by Word's own lists (`numbering`). Then `finish` brings what
//! docx-rs builds into the order of the schema, completes what it cannot say, and zips it. The writer never counts: the
//! model's numbers are the truth, and lists are chosen so that Word comes to the same ones.

mod basis;
mod block;
mod bookmark;
mod builder;
mod contents;
mod estimate;
mod field;
mod figure;
mod finish;
mod furniture;
mod headings;
mod look;
mod numbering;
mod panel;
mod part;
mod pattern;
mod pictogram;
mod reference;
mod review;
mod role;
mod ruby;
mod run;
mod section;
mod styles;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use docx_rs::Docx;

use self::basis::{Basis, twips_usize};
use self::bookmark::Bookmarks;
use self::builder::Builder;
use self::finish::Parts;
use self::furniture::Furniture;
use self::headings::Headings;
use self::numbering::Numbering;
use self::reference::Targets;
use self::role::{ParagraphRole, Surface};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::measures::Measures;
use crate::model::Document;
use crate::style::{Marks, Style};
use crate::units::Length;

/// Writes a document as DOCX. Equal input gives equal bytes, whatever has been written before in the process.
///
/// # Errors
/// [`Code::DocxWriter`] when a listed heading has no page or a table no widths, or when docx-rs builds something the writer does not know.
#[must_use]
pub fn write(document: &Document, style: &Style, marks: Marks, measures: &Measures) -> Outcome<Vec<u8>> {
    let bookmarks = Bookmarks::of(document);
    let targets = Targets::of(document, &bookmarks);
    let mut numbering = Numbering::new();
    let headings = Headings::of(document, &mut numbering);
    let basis = Basis {
        style,
        text: style.text(document.type_size, measures.tightening),
        body_face: Style::body_face(document.type_size),
        shape: document.shape,
        type_size: document.type_size,
        measure: style.page(document.shape, document.type_size).measure(),
        headings: &headings,
        contents_tabs: &BTreeMap::new(),
        has_ruby: document.has_ruby(),
    };
    let contents_tabs = contents::tabs(document, &basis);
    let mut builder = Builder {
        document,
        basis: Basis { contents_tabs: &contents_tabs, ..basis },
        marks,
        measures,
        tables: measures.tables.iter(),
        lists: measures.lists.iter(),
        targets: &targets,
        bookmarks: &bookmarks,
        numbering,
        measure: basis.measure,
        text_height: style.page(document.shape, document.type_size).text_height(),
        paragraph_role: ParagraphRole::Normal,
        paragraph_size: Length::ZERO,
        page_break: false,
        in_contents: false,
        body: Vec::new(),
        table_notes: Vec::new(),
        pictures: Vec::new(),
        controls: Vec::new(),
        comments: Vec::new(),
        commented: BTreeSet::new(),
        in_figure: false,
        paragraph_roles: BTreeSet::from([ParagraphRole::Text(Surface::Page, 0)]),
        run_roles: BTreeSet::new(),
        table_kinds: BTreeSet::new(),
        panel_kinds: BTreeSet::new(),
        diagnostics: Vec::new(),
    };
    let sections = section::divide(document);
    let furniture = Furniture::of(document.kind, measures.total);
    let mut docx = Docx::new().default_tab_stop(twips_usize(builder.text().body));
    for (index, section) in sections.iter().enumerate() {
        let page = style.page(section.frame.shape, document.type_size);
        builder.measure = page.measure();
        builder.text_height = page.text_height();
        for part in section.parts.clone() {
            builder.add_part(part, &document.parts[part], part == section.parts.start);
        }
        let properties = section::properties(document, &sections, index, page, furniture);
        if index + 1 == sections.len() {
            docx.document.section_property = properties;
        } else {
            builder.end_section(properties);
        }
    }
    builder.paragraph_roles.extend(furniture.roles());
    let Builder { basis, numbering, body, table_notes, pictures, controls, comments, .. } = builder;
    let Builder { paragraph_roles, run_roles, table_kinds, panel_kinds, diagnostics, .. } = builder;
    docx.document.children = body;
    docx.styles = basis.build(&paragraph_roles, &run_roles, &table_kinds, &panel_kinds);
    docx.numberings = numbering.build(&basis);
    let frames = section::frames(&sections);
    let namings = paragraph_roles.iter().map(|role| role.naming());
    let namings = namings.chain(run_roles.iter().map(|role| role.naming()));
    let namings = namings.chain(table_kinds.iter().map(|kind| role::table_naming(*kind)));
    let namings = namings.chain(panel_kinds.iter().map(|kind| role::panel_naming(*kind)));
    let own_styles = namings.filter(|naming| !naming.built_in).map(|naming| naming.id).collect();
    let parts = Parts {
        headers: furniture.headers(document, style, &frames),
        footers: furniture.footers(document, style, &frames, measures.total),
        table_notes,
        pictures,
        controls,
        comments,
        own_styles,
        lent: measures.lent.clone(),
    };
    match finish::finish(&docx.build(), &parts, document, style, measures.total) {
        Ok(bytes) => Outcome::with(bytes, diagnostics),
        Err(fault) => {
            let fault = Diagnostic::new(Code::DocxWriter, format!("Word 文書を作れません: {fault}"));
            Outcome::failed(diagnostics.into_iter().chain([fault]).collect())
        }
    }
}
