//! Readings become annotations of the runs of a document.

use std::collections::{BTreeMap, BTreeSet};

use super::find::Found;
use super::{Level, Readings, is_kanji};
use crate::diag::{Code, Diagnostic};
use crate::model::{Block, Document, FigureBox, Inline, OriginKind, PartKind, Ruby, Run, ValueStatus};
use crate::source::Span;

/// Puts readings over the kanji of a document.
///
/// A stretch of kanji gets readings only if the list covers it whole. In what a company wrote itself, single kanji and
/// affixes do not count as covered, and names of people and things get no reading at all: nobody can guess them.
///
/// # Errors
/// One [`Code::Unread`] with all words of the templates and the catalogue that the list does not cover.
#[must_use]
pub fn annotate(document: &mut Document, readings: &Readings, level: Level) -> Option<Diagnostic> {
    let own_keys = document.parts.iter().map(|part| part.key.clone()).collect();
    let mut annotator = Annotator { readings, level, own_keys, unread: BTreeMap::new() };
    for part in document.parts.iter_mut().filter(|part| part.kind != PartKind::Legend) {
        if let Some(heading) = &mut part.heading {
            annotator.runs(&mut heading.runs);
        }
        annotator.blocks(&mut part.blocks);
    }
    annotator.problem()
}

struct Annotator<'a> {
    readings: &'a Readings,
    level: Level,
    /// The parts of the document, whose references are numbers that lead there.
    own_keys: BTreeSet<String>,
    /// What the list lacks, in the order found, with the first place of each.
    unread: BTreeMap<String, (usize, Option<Span>)>,
}

/// How far the words of a run may be read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// Words of ours: the list must have them.
    Full,
    /// Words of a company: only what cannot be part of a name.
    Careful,
    /// Names, and numbers that lead elsewhere.
    Never,
}

impl Annotator<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.runs(&mut paragraph.runs),
                Block::List(list) => list.items.iter_mut().for_each(|item| self.blocks(&mut item.blocks)),
                Block::Table(table) => {
                    let cells = table.head.iter_mut().chain(&mut table.rows).flat_map(|row| &mut row.cells);
                    cells.for_each(|cell| self.runs(&mut cell.runs));
                }
                Block::Figure(figure) => {
                    figure.boxes.iter_mut().flat_map(FigureBox::lines_mut).for_each(|runs| self.runs(runs));
                }
                Block::Note(blocks) => self.blocks(blocks),
                Block::Panel(panel) => panel.faces.iter_mut().for_each(|face| self.blocks(face)),
                Block::PageBreak => {}
            }
        }
    }

    /// Annotates the runs of a paragraph. Words stay within a run, but what stands beside them may be in the next.
    fn runs(&mut self, runs: &mut [Run]) {
        let text: Vec<char> = runs.iter().flat_map(|run| run.content.as_text().chars()).collect();
        if !text.iter().any(|&character| is_kanji(character)) {
            return;
        }
        let mut starts = vec![0];
        for run in &*runs {
            starts.push(starts.last().copied().unwrap_or(0) + run.content.as_text().chars().count());
        }
        let found = self.readings.find(&text, &starts.iter().copied().collect());
        for (run, bounds) in runs.iter_mut().zip(starts.windows(2)) {
            let (start, end) = (bounds[0], bounds[1]);
            let trust = self.trust(run);
            let own = found.iter().filter(|word| word.range.start >= start && word.range.end <= end);
            let own: Vec<&Found<'_>> = own.filter(|word| trust == Trust::Full || word.is_sure).collect();
            if trust == Trust::Never {
                continue;
            }
            let gaps = gaps(&text, start..end, &own);
            if trust == Trust::Full {
                for gap in &gaps {
                    let (word, order) = (text[gap.clone()].iter().collect(), self.unread.len());
                    self.unread.entry(word).or_insert((order, run.origin.span));
                }
            }
            let is_whole =
                |word: &&&Found<'_>| gaps.iter().all(|gap| word.range.end <= gap.start || gap.end <= word.range.start);
            let is_wanted = |word: &&&Found<'_>| {
                let kanji = text[word.range.clone()].iter().filter(|&&character| is_kanji(character));
                kanji.into_iter().any(|&kanji| self.readings.grades.wants_reading(kanji, self.level))
            };
            let offset = |at: usize| text[start..at].iter().map(|character| character.len_utf8()).sum::<usize>();
            run.ruby = own
                .iter()
                .filter(is_whole)
                .filter(is_wanted)
                .flat_map(|word| &word.segments)
                .map(|(range, reading)| Ruby {
                    range: offset(range.start)..offset(range.end),
                    reading: (*reading).to_owned(),
                })
                .collect();
        }
    }

    fn trust(&self, run: &Run) -> Trust {
        match (&run.content, &run.origin.kind) {
            (Inline::Break, _) => Trust::Never,
            (Inline::Reference { target, .. }, _) if self.own_keys.contains(target) => Trust::Never,
            (_, OriginKind::FillIn { field, .. }) if is_name(field.as_str()) => Trust::Never,
            (_, OriginKind::Remark(_)) => Trust::Never,
            (
                _,
                OriginKind::FillIn { status: ValueStatus::Default, .. }
                | OriginKind::Choice { .. }
                | OriginKind::Template,
            ) => Trust::Full,
            (_, OriginKind::FillIn { .. }) => Trust::Careful,
        }
    }

    fn problem(self) -> Option<Diagnostic> {
        let mut unread: Vec<(String, (usize, Option<Span>))> = self.unread.into_iter().collect();
        unread.sort_by_key(|(_, (order, _))| *order);
        let (_, (_, span)) = unread.first()?;
        let words: Vec<&str> = unread.iter().map(|(word, _)| word.as_str()).collect();
        let message = format!("ふりがなの読みが分からない語があります: {}", words.join("、"));
        let hint = "重ねるフォルダの readings/ にTOMLファイルを置き、[general] の下に語と読みを書いてください";
        let diagnostic = Diagnostic::new(Code::Unread, message).hint(hint);
        Some(span.iter().fold(diagnostic, |diagnostic, span| diagnostic.at(*span)))
    }
}

/// Whether a field holds the name of a person, a company or a thing.
fn is_name(field: &str) -> bool {
    field.rsplit('.').next().is_some_and(|last| last == "name" || last.ends_with("_name"))
}

/// The stretches of kanji in a range that some words do not cover whole.
fn gaps(text: &[char], range: std::ops::Range<usize>, words: &[&Found<'_>]) -> Vec<std::ops::Range<usize>> {
    let is_covered = |at: usize| words.iter().any(|word| word.range.contains(&at));
    let mut gaps = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let len = text[at..range.end].iter().take_while(|&&character| is_kanji(character)).count();
        if !(at..at + len).all(is_covered) {
            gaps.push(at..at + len);
        }
        at += len.max(1);
    }
    gaps
}
