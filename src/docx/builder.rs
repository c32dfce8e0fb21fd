//! What the steps of building a document share: what has been built, and what was used for it.

use std::collections::BTreeSet;

use docx_rs::{DocumentChild, Paragraph, ParagraphProperty, SectionProperty, Table};

use super::basis::{Basis, twips};
use super::bookmark::Bookmarks;
use super::finish::{Comment, Control, Note, Picture};
use super::numbering::Numbering;
use super::reference::Targets;
use super::role::{ParagraphRole, RunRole, Surface};
use crate::diag::Diagnostic;
use crate::measures::{Measures, TableMeasures};
use crate::model::{Document, PanelKind, TableKind};
use crate::style::{Marks, TextStyle};
use crate::units::Length;

/// A document while it is being built.
pub(super) struct Builder<'a> {
    /// What is to be written.
    pub(super) document: &'a Document,
    /// The look.
    pub(super) basis: Basis<'a>,
    /// Whether fill-ins and choices are marked.
    pub(super) marks: Marks,
    /// What our own layout has found: the pages of the headings, and how many there are.
    pub(super) measures: &'a Measures,
    /// The tables still to come, as our own layout has measured them.
    pub(super) tables: std::slice::Iter<'a, TableMeasures>,
    /// The lists still to come, with the indentation of each that is wider than usual.
    pub(super) lists: std::slice::Iter<'a, Option<Length>>,
    /// Where references lead.
    pub(super) targets: &'a Targets,
    /// The places in the file by the keys of the parts.
    pub(super) bookmarks: &'a Bookmarks,
    /// The lists.
    pub(super) numbering: Numbering,
    /// The width of the text in the section being built.
    pub(super) measure: Length,
    /// The height of the text on its pages.
    pub(super) text_height: Length,
    /// The role of the last paragraph.
    pub(super) paragraph_role: ParagraphRole,
    /// The type size of the last paragraph.
    pub(super) paragraph_size: Length,
    /// Whether the next paragraph starts a page.
    pub(super) page_break: bool,
    /// Whether the last paragraph is an entry of the contents.
    pub(super) in_contents: bool,
    /// What has been built.
    pub(super) body: Vec<DocumentChild>,
    /// What docx-rs cannot say about the tables, in the order of the body.
    pub(super) table_notes: Vec<Note>,
    /// The pictograms, in the order of the body.
    pub(super) pictures: Vec<Picture>,
    /// The content controls of a review, in the order of the body.
    pub(super) controls: Vec<Control>,
    /// The comments of a review.
    pub(super) comments: Vec<Comment>,
    /// The fields that have one.
    pub(super) commented: BTreeSet<&'a str>,
    /// Whether words go into a box of a figure.
    pub(super) in_figure: bool,
    /// The styles used.
    pub(super) paragraph_roles: BTreeSet<ParagraphRole>,
    /// The styles of runs used.
    pub(super) run_roles: BTreeSet<RunRole>,
    /// The styles of tables used.
    pub(super) table_kinds: BTreeSet<TableKind>,
    /// The styles of boxes and cards used.
    pub(super) panel_kinds: BTreeSet<PanelKind>,
    /// What went wrong.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Where a block stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    /// What it stands on.
    pub(super) surface: Surface,
    /// The number of lists around it.
    pub(super) depth: u8,
    /// The heading it belongs to, which names its tables for readers who cannot see them.
    pub(super) heading: &'a str,
}

impl Builder<'_> {
    /// The sizes and distances of the document.
    pub(super) fn text(&self) -> TextStyle {
        self.basis.text
    }

    /// An empty paragraph in a role.
    pub(super) fn paragraph(&mut self, role: ParagraphRole) -> Paragraph {
        self.paragraph_roles.insert(role);
        self.paragraph_role = role;
        self.paragraph_size = self.basis.look(role).size;
        Paragraph::new().style(&role.naming().id)
    }

    /// Adds a paragraph to the body, on a new page if one is due.
    pub(super) fn push(&mut self, mut paragraph: Paragraph) {
        if std::mem::take(&mut self.page_break) {
            paragraph = paragraph.page_break_before(true);
        } else if paragraph.property.line_spacing.is_none() {
            self.drop_gap(self.basis.room_above(self.paragraph_role));
        }
        self.in_contents = false;
        self.body.push(DocumentChild::Paragraph(Box::new(paragraph)));
    }

    /// Drops the empty line after a table or a note where what follows brings as much room above: the line would be
    /// added to that.
    fn drop_gap(&mut self, room: Length) {
        let look = self.basis.look(ParagraphRole::Gap);
        let id = ParagraphRole::Gap.naming().id;
        let is_gap = |property: &ParagraphProperty| property.style.as_ref().is_some_and(|style| style.val == id);
        if let Some(DocumentChild::Paragraph(last)) = self.body.last()
            && is_gap(&last.property)
            && last.property.section_property.is_none()
            && room >= look.leading.at(look.size) + look.after
        {
            self.body.pop();
        }
    }

    /// Keeps the last paragraph on the page of what it introduces, a list or a table; after a table it is the empty
    /// line, which has nothing to introduce.
    pub(super) fn keep_last_with_next(&mut self) {
        if let [.., before, DocumentChild::Paragraph(last)] = self.body.as_mut_slice()
            && !matches!(before, DocumentChild::Table(_))
        {
            last.property.keep_next = Some(true);
        }
    }

    /// Adds a table to the body. A table cannot start a page by itself, nor end a document or stand directly before
    /// another, so an empty line comes after it and, for a page break, before it.
    pub(super) fn push_table(&mut self, table: Table) {
        self.start_page_with_gap();
        self.body.push(DocumentChild::Table(Box::new(table)));
        let gap = self.paragraph(ParagraphRole::Gap);
        self.push(gap);
    }

    /// Starts a page that is due with an empty line, for a table.
    pub(super) fn start_page_with_gap(&mut self) {
        if self.page_break {
            let gap = self.paragraph(ParagraphRole::Gap);
            self.push(gap);
            self.leave_below_last(Length::ZERO);
        }
    }

    /// Sets the space below the last paragraph of the body.
    pub(super) fn leave_below_last(&mut self, room: Length) {
        if let Some(DocumentChild::Paragraph(last)) = self.body.last_mut() {
            let spacing = last.property.line_spacing.take().unwrap_or_default();
            last.property.line_spacing = Some(spacing.after(twips(room)));
        }
    }

    /// Ends a section with the last paragraph of the body, or with an empty one where that cannot take it. Entries of
    /// the contents cannot: LibreOffice reads headers and footers where the section ends, and drops the fields in them
    /// while that of the contents is still open.
    pub(super) fn end_section(&mut self, properties: SectionProperty) {
        let takes_it = match self.body.last() {
            Some(DocumentChild::Paragraph(last)) => last.property.section_property.is_none() && !self.in_contents,
            _ => false,
        };
        if !takes_it {
            let end = self.paragraph(ParagraphRole::SectionEnd);
            self.push(end);
        }
        if let Some(DocumentChild::Paragraph(last)) = self.body.last_mut() {
            last.property.section_property = Some(properties);
        }
    }
}
