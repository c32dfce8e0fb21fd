//! What a review and a sample add to documents that are done: a legend, the options not taken, what is to be confirmed,
//! and what stands where a company fills in its facts.
//!
//! All of it stands in the model, so that both writers print the same words; numbers and references are those of the
//! final documents.

mod note;
mod sample;

use std::collections::BTreeSet;

use self::note::Known;
use crate::diag::{Code, Diagnostic};
use crate::fields::{Catalogue, FieldPath};
use crate::markup::{self, Scene};
use crate::model::{Block, Document, Inline, Origin, OriginKind, Paragraph, Part, PartKind, Review, Run, plain_text};
use crate::number::for_runs;
use crate::profile::Values;
use crate::slots::Slots;
use crate::source::{Sources, Span};
use crate::template::{Remark, TemplateSet};

/// What remarks are made from.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The words.
    pub templates: &'a TemplateSet,
    /// The fields, their labels and options.
    pub catalogue: &'a Catalogue,
    /// What was chosen.
    pub values: &'a Values,
    /// Whether the document prints options in easy Japanese.
    pub plain: bool,
}

impl Desk<'_> {
    /// The words of a legend.
    #[must_use]
    pub fn legend(&self, sources: &Sources, legend: Remark, diagnostics: &mut Vec<Diagnostic>) -> Vec<Block> {
        let text = self.say(legend, &[], diagnostics);
        let Some(source) = self.templates.remark_source(legend) else { return Vec::new() };
        let scene = Scene {
            sources,
            source,
            fallback: Span::new(source, 0..1),
            kind: PartKind::Legend,
            slots: &Slots::default(),
            set: self.templates,
            catalogue: self.catalogue,
            alternatives: false,
            plain: false,
            status: &|_| None,
        };
        markup::parse(&text, scene).collect(diagnostics).unwrap_or_default()
    }

    /// Adds to a document what a review says of it: how to read it, after the first part of each chapter with a choice
    /// the options it did not take, and what the Word file needs to know of each field.
    pub fn review(&self, document: &mut Document, legend: Vec<Block>, diagnostics: &mut Vec<Diagnostic>) {
        let mut review = Review::default();
        let mut carried: Vec<FieldPath> = Vec::new();
        let mut told: BTreeSet<FieldPath> = BTreeSet::new();
        for part in &mut document.parts {
            if part.kind == PartKind::Chapter {
                told.clear();
            }
            let mut chosen: Vec<FieldPath> = Vec::new();
            for_runs(part, &mut |run| {
                let Some(path) = run.origin.kind.field() else { return };
                let Some(known) = Known::of(self, path) else { return };
                if !review.fields.contains_key(path) {
                    review.fields.insert(path.clone(), known.note(self, run.origin.kind.mark(), diagnostics));
                }
                if matches!(run.origin.kind, OriginKind::Choice { .. }) && !chosen.contains(path) {
                    chosen.push(path.clone());
                }
            });
            if matches!(part.kind, PartKind::Cover | PartKind::Revisions | PartKind::Contents) {
                carried.extend(chosen);
            } else {
                chosen.retain(|path| told.insert(path.clone()));
                part.blocks.extend(self.options(&chosen, diagnostics));
            }
        }
        let seen: BTreeSet<FieldPath> = carried.iter().cloned().collect();
        carried.retain({
            let mut left = seen;
            move |path| left.remove(path)
        });
        let mut blocks = legend;
        blocks.extend(self.options(&carried, diagnostics));
        add_legend(document, blocks);
        document.review = Some(review);
    }

    /// Gives a heading of a sample, where it is a name a company may choose, the name proposed.
    pub fn headline(&self, heading: &mut [Run]) {
        for run in heading {
            sample::propose(self, run);
        }
    }

    /// Turns a document into the sample before it is filled in, and says how to read it.
    pub fn sample(&self, document: &mut Document, legend: Vec<Block>) {
        sample::open(self, document);
        add_legend(document, legend);
    }

    /// A note with a line for each field that chose among options.
    fn options(&self, fields: &[FieldPath], diagnostics: &mut Vec<Diagnostic>) -> Option<Block> {
        let lines: Vec<Block> = fields
            .iter()
            .filter_map(|path| {
                let words = Known::of(self, path)?.options_not_taken(self, diagnostics)?;
                let origin = Origin { kind: OriginKind::Remark(None), span: None };
                let run = Run { content: Inline::Text(words), strong: false, origin, ruby: Vec::new() };
                Some(Block::Paragraph(Paragraph { runs: vec![run] }))
            })
            .collect();
        (!lines.is_empty()).then_some(Block::Note(lines))
    }

    /// The words of a remark, without spaces around them.
    fn say(&self, remark: Remark, words: &[(&str, &str)], diagnostics: &mut Vec<Diagnostic>) -> String {
        match self.templates.remark(remark, words) {
            Ok(text) => text.trim().to_owned(),
            Err(reason) => {
                diagnostics.push(Diagnostic::new(Code::Render, "下書きの注を作れません").label(reason));
                String::new()
            }
        }
    }
}

/// Puts the legend on the cover, or before everything else.
fn add_legend(document: &mut Document, blocks: Vec<Block>) {
    if blocks.is_empty() {
        return;
    }
    let on_cover = |part: &&Part| matches!(part.kind, PartKind::Cover | PartKind::Revisions);
    let at = document.parts.iter().take_while(on_cover).count();
    let legend = Part {
        key: format!("{}.legend", document.kind.as_str()),
        kind: PartKind::Legend,
        shape: None,
        starts_page: false,
        most_pages: None,
        heading: None,
        pictogram: None,
        blocks,
    };
    document.parts.insert(at, legend);
}

/// Whether a block is a remark, which a review adds and a final document lacks.
#[must_use]
pub fn is_remark(block: &Block) -> bool {
    let Block::Note(lines) = block else { return false };
    let remark = |run: &Run| matches!(run.origin.kind, OriginKind::Remark(_));
    lines.iter().all(|line| {
        matches!(line, Block::Paragraph(line) if !plain_text(&line.runs).is_empty() && line.runs.iter().all(remark))
    })
}
