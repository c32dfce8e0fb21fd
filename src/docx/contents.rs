//! The contents: a field with its entries filled in, right when the file is first opened.
//!
//! docx-rs has contents of its own, but nests content controls that LibreOffice shows as field codes. Here the field
//! begins in the first entry and ends in the last, each entry is a link, and its page is a field with the number that
//! our own layout gives.

use std::collections::{BTreeMap, BTreeSet};

use docx_rs::{Hyperlink, HyperlinkType, ParagraphChild, Run};

use super::basis::Basis;
use super::builder::Builder;
use super::estimate;
use super::field::{Field, add, closing, text};
use super::part::heading_role;
use super::role::{FORM_LEVEL, ParagraphRole};
use crate::diag::{Code, Diagnostic};
use crate::model::{Document, Heading, NumberFormat, Part, plain_text};
use crate::units::{Em, Length};

/// The shape of number that stands for tables, forms and annexes.
const FORMS: NumberFormat = NumberFormat::AppendixTable;

/// Between a number and the words of an entry, relative to the size.
const LABEL_GAP: Em = Em(500);

impl Builder<'_> {
    /// Adds an entry for each listed heading.
    pub(super) fn add_contents(&mut self) {
        let mut entries = Vec::new();
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
            let is_form = heading.label.as_ref().is_some_and(|label| label.format.column() == FORMS);
            let form = ParagraphRole::ContentsForm(level);
            let has_column = is_form && self.basis.contents_tabs.contains_key(&form);
            entries.push((if has_column { form } else { ParagraphRole::ContentsEntry(level) }, link));
        }
        let last = entries.len().saturating_sub(1);
        for (index, (role, link)) in entries.into_iter().enumerate() {
            let mut word = self.paragraph(role);
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
}

/// The level of a heading's entry; none where its style is not one from which Word makes contents.
fn entry_level(part: &Part, heading: &Heading) -> Option<u8> {
    match heading_role(part.kind, heading) {
        ParagraphRole::Heading(level) => Some(level),
        ParagraphRole::FormHeading => Some(FORM_LEVEL),
        _ => None,
    }
}

/// Where the words of entries begin, from the edge of the text, by the role of the entries. Word uses the tabs of the
/// levels when a person has it make the contents anew.
pub(super) fn tabs(document: &Document, basis: &Basis<'_>) -> BTreeMap<ParagraphRole, BTreeSet<Length>> {
    let mut tabs: BTreeMap<ParagraphRole, BTreeSet<Length>> = BTreeMap::new();
    let columns = columns(document, basis);
    for (&(level, _), &stop) in &columns {
        tabs.entry(ParagraphRole::ContentsEntry(level)).or_default().insert(stop);
    }
    // A short number of a form would end before the column of other numbers, so forms have no tab there.
    for (&(level, format), &stop) in &columns {
        if format == FORMS && tabs.get(&ParagraphRole::ContentsEntry(level)).and_then(BTreeSet::first) != Some(&stop) {
            tabs.insert(ParagraphRole::ContentsForm(level), BTreeSet::from([stop]));
        }
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
