//! The contents: a field with its entries filled in, right when the file is first opened.
//!
//! docx-rs has contents of its own, but nests content controls that LibreOffice shows as field codes. Here the field
//! begins in the first entry and ends in the last, each entry is a link, and its page is a field with the number that
//! our own layout gives.

use std::collections::{BTreeMap, BTreeSet};

use docx_rs::{Hyperlink, HyperlinkType, ParagraphChild, Run, SpecialIndentType, Tab, TabValueType};

use super::basis::{Basis, twips_usize};
use super::builder::Builder;
use super::estimate;
use super::field::{Field, add, closing, text};
use super::part::heading_role;
use super::role::{FORM_LEVEL, ParagraphRole};
use crate::diag::{Code, Diagnostic};
use crate::model::{Document, Heading, Label, NumberFormat, Part, plain_text};
use crate::units::{Em, Length};

/// Between a number and the words of an entry, relative to the size.
const LABEL_GAP: Em = Em(500);

impl Builder<'_> {
    /// Adds an entry for each listed heading.
    pub(super) fn add_contents(&mut self) {
        let mut entries = Vec::new();
        let columns = columns(self.document, &self.basis);
        for (part, heading) in self.document.listed() {
            let Some(level) = entry_level(part, heading) else { continue };
            let Some(bookmark) = self.bookmarks.get(&part.key) else { continue };
            let Some(page) = self.measures.parts.get(&part.key) else {
                self.diagnostics.push(
                    Diagnostic::new(Code::DocxWriter, format!("目次に載せる頁が決まりません: {}", heading.text()))
                        .hint("プログラムの不具合です。作成元に知らせてください"),
                );
                continue;
            };
            let mut link = Hyperlink::new(bookmark.name.as_str(), HyperlinkType::Anchor);
            if let Some(label) = &heading.label {
                link = link.add_run(text(&label.text)).add_run(Run::new().add_tab());
            }
            link = link.add_run(text(&plain_text(&heading.runs))).add_run(Run::new().add_tab());
            for run in Field::PageOf(bookmark.name.clone()).runs(&page.to_string(), None) {
                link = link.add_run(run);
            }
            let label = heading.label.as_ref();
            let column = label.and_then(|label| Some((label, *columns.get(&(level, label.format.column()))?)));
            let passed = column.map(|(label, column)| (self.passed_stops(level, label, column), column));
            entries.push((level, link, passed));
        }
        let last = entries.len().saturating_sub(1);
        for (index, (level, link, passed)) in entries.into_iter().enumerate() {
            let mut word = self.paragraph(ParagraphRole::ContentsEntry(level));
            if let Some((stops, column)) = passed.filter(|(stops, _)| !stops.is_empty()) {
                let hanging = SpecialIndentType::Hanging((column - start(level, &self.basis)).twips());
                word = word.indent(Some(column.twips()), Some(hanging), None, None);
                for stop in stops {
                    word = word.add_tab(Tab::new().val(TabValueType::Clear).pos(twips_usize(stop)));
                }
            }
            if index == 0 {
                add(&mut word, Field::Contents { deepest: self.document.contents.deepest() }.opening());
            }
            word.children.push(ParagraphChild::Hyperlink(link));
            if index == last {
                add(&mut word, [closing()]);
            }
            self.push(word);
            self.in_contents = true;
        }
    }

    /// The stops of a level before `column` at which the tab after a label could end that belongs there: labels of one
    /// column differ in width, and the stops of other columns stand in between.
    fn passed_stops(&self, level: u8, label: &Label, column: Length) -> Vec<Length> {
        let size = self.basis.text.body;
        let reach = start(level, &self.basis) + estimate::width(&label.text, size) - LABEL_GAP.at(size);
        let stops = self.basis.contents_tabs.get(&level).into_iter().flatten().copied();
        let before: Vec<Length> = stops.filter(|&stop| stop < column).collect();
        if before.iter().any(|&stop| stop > reach) { before } else { Vec::new() }
    }
}

/// The level of a heading's entry; none where its style is not one from which Word makes contents.
fn entry_level(part: &Part, heading: &Heading) -> Option<u8> {
    match heading_role(part.kind, heading) {
        ParagraphRole::Heading(level) => Some(level),
        ParagraphRole::FormHeading => Some(FORM_LEVEL),
        _ => None,
    }
}

/// Where the words of entries begin, from the edge of the text, by level. Word uses the same tabs when a person has it
/// make the contents anew.
pub(super) fn tabs(document: &Document, basis: &Basis<'_>) -> BTreeMap<u8, BTreeSet<Length>> {
    let mut tabs: BTreeMap<u8, BTreeSet<Length>> = BTreeMap::new();
    for ((level, _), stop) in columns(document, basis) {
        tabs.entry(level).or_default().insert(stop);
    }
    tabs
}

/// The same by level and shape of number: one place for each shape, so that words stand below each other, but none
/// closer together than half a character.
fn columns(document: &Document, basis: &Basis<'_>) -> BTreeMap<(u8, NumberFormat), Length> {
    let size = basis.text.body;
    let gap = LABEL_GAP.at(size);
    let mut columns: BTreeMap<(u8, NumberFormat), Length> = BTreeMap::new();
    for (part, heading) in document.listed() {
        let (Some(level), Some(label)) = (entry_level(part, heading), &heading.label) else { continue };
        let stop = start(level, basis) + estimate::width(&label.text, size) + gap;
        let column = columns.entry((level, label.format.column())).or_default();
        *column = stop.max(*column);
    }
    let mut all: Vec<(u8, Length)> = columns.iter().map(|(&(level, _), &stop)| (level, stop)).collect();
    all.sort_unstable();
    // Of places that are too close together all but the last give way to the next.
    for pair in (1..all.len()).rev() {
        let (before, (level, stop)) = (all[pair - 1], all[pair]);
        if before.0 == level && stop - before.1 < gap {
            let moved = columns.iter_mut().filter(|((of, _), column)| *of == level && **column == before.1);
            moved.for_each(|(_, column)| *column = stop);
            all[pair - 1].1 = stop;
        }
    }
    columns
}

/// Where entries of a level begin.
fn start(level: u8, basis: &Basis<'_>) -> Length {
    basis.contents_indent() * i32::from(level - 1)
}
