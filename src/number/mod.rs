//! Numbers and references across all documents of a company, resolved after parts have dropped.
//!
//! `assign` walks the parts and gives headings, clauses and items their numbers; `refs` fills in what references print.
//! Writers never count.

mod assign;
mod refs;
mod scheme;

pub use scheme::{Numbering, NumberingStyle, Scheme};

use crate::diag::{Diagnostic, Outcome};
use crate::fields::Catalogue;
use crate::model::{
    Block, ContentsDepth, Document, DocumentKind, Edition, FigureBox, PageShape, Part, Properties, Run, TypeSize,
};
use crate::template::{Selection, TemplateSet};

/// A document before its numbers are known.
#[derive(Debug)]
pub struct Draft {
    /// Which document.
    pub kind: DocumentKind,
    /// Which of its editions.
    pub edition: Edition,
    /// The shape of its pages.
    pub shape: PageShape,
    /// The sizes of its type.
    pub type_size: TypeSize,
    /// How deep its contents go.
    pub contents: ContentsDepth,
    /// The most pages it may have.
    pub most_pages: Option<usize>,
    /// What the file says about itself.
    pub properties: Properties,
    /// Its parts in order.
    pub parts: Vec<DraftPart>,
}

/// A part before its number is known.
#[derive(Debug)]
pub struct DraftPart {
    /// Its place in [`TemplateSet::parts`].
    pub template: usize,
    /// The words of its heading.
    pub heading: Option<Vec<Run>>,
    /// What it says.
    pub blocks: Vec<Block>,
    /// The most pages it may take.
    pub most_pages: Option<usize>,
    /// Whether it was dropped and a sentence stands in its place.
    pub dropped: bool,
}

/// Gives all parts of all drafts their numbers and all references their words.
#[must_use]
pub fn resolve(
    drafts: Vec<Draft>,
    set: &TemplateSet,
    selection: &Selection,
    catalogue: &Catalogue,
    scheme: Scheme,
) -> Outcome<Vec<Document>> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut documents: Vec<Document> = drafts
        .into_iter()
        .map(|draft| Document {
            kind: draft.kind,
            edition: draft.edition,
            shape: draft.shape,
            type_size: draft.type_size,
            contents: draft.contents,
            most_pages: draft.most_pages,
            properties: draft.properties,
            parts: assign::parts(draft.parts, set, scheme, &mut diagnostics),
            review: None,
        })
        .collect();
    refs::fill(&mut documents, set, selection, catalogue, &mut diagnostics);
    Outcome::with(documents, diagnostics)
}

/// Calls `each` for all runs of a part, in reading order.
pub(crate) fn for_runs(part: &mut Part, each: &mut dyn FnMut(&mut Run)) {
    if let Some(heading) = &mut part.heading {
        heading.runs.iter_mut().for_each(&mut *each);
    }
    part.blocks.iter_mut().for_each(|block| for_block_runs(block, each));
}

/// Calls `each` for all runs of a block, in reading order.
pub(crate) fn for_block_runs(block: &mut Block, each: &mut dyn FnMut(&mut Run)) {
    match block {
        Block::Paragraph(paragraph) => paragraph.runs.iter_mut().for_each(&mut *each),
        Block::List(list) => {
            for item in &mut list.items {
                item.blocks.iter_mut().for_each(|block| for_block_runs(block, each));
            }
        }
        Block::Table(table) => {
            for row in table.head.iter_mut().chain(&mut table.rows) {
                for cell in &mut row.cells {
                    cell.runs.iter_mut().for_each(&mut *each);
                }
            }
        }
        Block::Figure(figure) => {
            figure.boxes.iter_mut().flat_map(FigureBox::lines_mut).flatten().for_each(&mut *each);
        }
        Block::Note(blocks) => blocks.iter_mut().for_each(|block| for_block_runs(block, each)),
        Block::Panel(panel) => panel.faces.iter_mut().flatten().for_each(|block| for_block_runs(block, each)),
        Block::PageBreak => {}
    }
}
