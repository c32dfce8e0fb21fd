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
            entries.push((level, link));
        }
        let last = entries.len().saturating_sub(1);
        for (index, (level, link)) in entries.into_iter().enumerate() {
            let mut word = self.paragraph(ParagraphRole::ContentsEntry(level));
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

/// Where the words of entries begin, from the edge of the text, by level: one place for each shape of number, so that
/// words stand below each other, but none closer together than half a character. Word uses the same tabs when a person has it make the contents anew.
pub(super) fn tabs(document: &Document, basis: &Basis<'_>) -> BTreeMap<u8, BTreeSet<Length>> {
    let size = basis.text.body;
    let mut widest: BTreeMap<(u8, NumberFormat), Length> = BTreeMap::new();
    for (part, heading) in document.listed() {
        let (Some(level), Some(label)) = (entry_level(part, heading), &heading.label) else { continue };
        let width = widest.entry((level, label.format)).or_default();
        *width = estimate::width(&label.text, size).max(*width);
    }
    let mut tabs: BTreeMap<u8, BTreeSet<Length>> = BTreeMap::new();
    for ((level, _), width) in widest {
        let left = basis.contents_indent() * i32::from(level - 1);
        tabs.entry(level).or_default().insert(left + width + LABEL_GAP.at(size));
    }
    for stops in tabs.values_mut() {
        let all: Vec<Length> = stops.iter().copied().collect();
        let next = |at: usize| all.get(at + 1).is_some_and(|next| *next - all[at] < LABEL_GAP.at(size));
        *stops = all.iter().enumerate().filter(|(at, _)| !next(*at)).map(|(_, stop)| *stop).collect();
    }
    tabs
}
