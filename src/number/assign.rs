//! One pass over the parts of a document: headings, clauses and items get their numbers.

use super::DraftPart;
use super::scheme::{Numbering, NumberingStyle, Scheme};
use crate::diag::{Code, Diagnostic};
use crate::model::{
    Block, DocumentKind, Heading, Inline, Label, ListKind, NumberFormat, Origin, OriginKind, Part, PartKind, Run,
};
use crate::source::Span;
use crate::template::{PartTemplate, TemplateSet};

/// Gives the parts their numbers; parts that leave no line are gone afterwards.
pub(super) fn parts(
    drafts: Vec<DraftPart>,
    set: &TemplateSet,
    scheme: Scheme,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Part> {
    let mut counters = Counters::default();
    let mut level = 0;
    let mut below_dropped = false;
    let mut parts = Vec::new();
    for draft in gather(drafts, set) {
        let template = &set.parts()[draft.template];
        if draft.dropped && scheme.numbering == Numbering::Compact {
            continue;
        }
        let (label, own_level) = counters.number(template, scheme);
        let heading = draft.heading.map(|mut runs| {
            if draft.dropped {
                runs.push(not_applicable(template));
            }
            Heading { level: own_level, label, runs, listed: template.front.listed }
        });
        if let Some(heading) = &heading {
            if heading.level > level + 1 {
                diagnostics.push(
                    Diagnostic::new(Code::HeadingLevel, "見出しの段が飛んでいます")
                        .at(template.front.key_span)
                        .hint("前書きの level を直すか、上の段の見出しを置いてください"),
                );
            }
            level = heading.level;
        }
        let runs_on = below_dropped || scheme.runs_on && !template.front.gathers_forms;
        let starts_page = starts_page(template.front.kind, parts.last(), runs_on);
        below_dropped = draft.dropped && template.front.kind == PartKind::Chapter;
        let mut blocks = draft.blocks;
        let mut clauses = Clauses { style: scheme.style, article: false, place: template.front.key_span, diagnostics };
        clauses.article = template.front.kind == PartKind::Article;
        clauses.number(&mut blocks);
        parts.push(Part {
            key: template.front.key.clone(),
            kind: template.front.kind,
            shape: template.front.shape,
            starts_page,
            most_pages: draft.most_pages,
            heading,
            pictogram: template.pictogram.clone(),
            blocks,
        });
    }
    parts
}

/// Moves tables, annexes and forms, in this order, behind the chapter that gathers them, if the company has one; those of
/// a kind stay in the order in which they stood.
fn gather(drafts: Vec<DraftPart>, set: &TemplateSet) -> Vec<DraftPart> {
    let front = |draft: &DraftPart| &set.parts()[draft.template].front;
    if !drafts.iter().any(|draft| front(draft).gathers_forms) {
        return drafts;
    }
    let is_attachment = |draft: &DraftPart| front(draft).kind.is_attachment();
    let (mut attachments, mut rest): (Vec<_>, Vec<_>) = drafts.into_iter().partition(is_attachment);
    attachments.sort_by_key(|draft| match front(draft).kind {
        PartKind::AppendixTable => 0,
        PartKind::Annex => 1,
        _ => 2,
    });
    let behind = rest.iter().position(|draft| front(draft).gathers_forms).map_or(rest.len(), |chapter| chapter + 1);
    rest.splice(behind..behind, attachments);
    rest
}

/// Whether a part starts a page. A chapter runs on where the regulations are short, and below the line that a dropped
/// chapter leaves; but a form, a topic and the contents keep their page to themselves.
fn starts_page(kind: PartKind, before: Option<&Part>, runs_on: bool) -> bool {
    let is_sheet = |part: &Part| matches!(part.kind, PartKind::Form | PartKind::Annex | PartKind::Topic);
    match kind {
        PartKind::Chapter => {
            let is_front = |part: &Part| matches!(part.kind, PartKind::Cover | PartKind::Contents);
            before.is_none_or(|part| is_front(part) || is_sheet(part)) || !runs_on
        }
        _ => kind.starts_page(),
    }
}

/// The words beside the heading of a dropped chapter or article (N-07).
fn not_applicable(template: &PartTemplate) -> Run {
    Run {
        content: Inline::Text("（該当なし）".to_owned()),
        strong: false,
        origin: Origin { kind: OriginKind::Template, span: Some(template.front.key_span) },
        ruby: Vec::new(),
    }
}

/// Where the numbering of headings stands.
#[derive(Debug, Default)]
struct Counters {
    /// The number of the chapter; none before the first and in one without a number.
    chapter: Option<u32>,
    /// Whether the chapter has no number.
    unnumbered: bool,
    /// The number of the last chapter that has one.
    last_chapter: Option<u32>,
    /// Sections and articles of the chapter.
    second: u32,
    /// Articles of the section, while one is open.
    third: Option<u32>,
    section: u32,
    /// Articles through all chapters.
    running: u32,
    topic: u32,
    item: u32,
    table: u32,
    form: u32,
    annex: u32,
}

impl Counters {
    fn number(&mut self, template: &PartTemplate, scheme: Scheme) -> (Option<Label>, u8) {
        let article_style = scheme.style == NumberingStyle::Article;
        let chapter = self.chapter.unwrap_or(0);
        match template.front.kind {
            PartKind::Chapter if !template.front.numbered => {
                let (last_chapter, running) = (self.last_chapter, self.running);
                *self = Self { unnumbered: true, last_chapter, running, ..Self::default() };
                (None, 1)
            }
            PartKind::Chapter => {
                // Nothing stands in the place of a block that the handbook lacks, so its numbers always close up.
                let closes_up = scheme.numbering == Numbering::Compact || template.document == DocumentKind::Handbook;
                let own = match (closes_up, self.last_chapter, template.front.number) {
                    (true, Some(last), _) => last + 1,
                    (_, _, Some(number)) => number,
                    (_, last, None) => last.map_or(1, |last| last + 1),
                };
                let running = self.running;
                *self = Self { chapter: Some(own), last_chapter: Some(own), running, ..Self::default() };
                let label = match (article_style, own, template.document) {
                    (true, 0, _) => None,
                    (true, _, DocumentKind::Regulations) => Some(label(NumberFormat::Chapter, vec![own])),
                    _ => Some(label(NumberFormat::Decimal, vec![own])),
                };
                (label, 1)
            }
            PartKind::Section => {
                self.second += 1;
                self.section += 1;
                self.third = Some(0);
                let label = if article_style {
                    label(NumberFormat::Section, vec![self.section])
                } else {
                    label(NumberFormat::Dotted, vec![chapter, self.second])
                };
                (Some(label).filter(|_| article_style || !self.unnumbered), 2)
            }
            PartKind::Article => {
                match template.front.level {
                    Some(2) => self.third = None,
                    Some(3) if self.second > 0 => self.third = self.third.or(Some(0)),
                    _ => {}
                }
                self.running += 1;
                let (ordinals, level) = if let Some(third) = &mut self.third {
                    *third += 1;
                    (vec![chapter, self.second, *third], 3)
                } else {
                    self.second += 1;
                    (vec![chapter, self.second], 2)
                };
                let label = if article_style {
                    label(NumberFormat::Article, vec![self.running])
                } else {
                    label(NumberFormat::Dotted, ordinals)
                };
                (Some(label).filter(|_| article_style || !self.unnumbered), level)
            }
            PartKind::Item => {
                self.item += 1;
                (Some(label(NumberFormat::Decimal, vec![self.item])), 2)
            }
            PartKind::Topic => {
                self.topic += 1;
                let label = match self.chapter {
                    Some(chapter) => Some(label(NumberFormat::Hyphenated, vec![chapter, self.topic])),
                    None if self.unnumbered => Some(label(NumberFormat::Appendix, vec![self.topic])),
                    None => None,
                };
                let level = if label.is_some() { 2 } else { 1 };
                (label, template.front.level.unwrap_or(level))
            }
            PartKind::AppendixTable => {
                self.table += 1;
                (Some(self.attachment(NumberFormat::AppendixTable, self.table)), 2)
            }
            PartKind::Form => {
                self.form += 1;
                (Some(self.attachment(NumberFormat::Form, self.form)), 2)
            }
            PartKind::Annex => {
                self.annex += 1;
                (Some(self.attachment(NumberFormat::Annex, self.annex)), 2)
            }
            PartKind::Cover
            | PartKind::Revisions
            | PartKind::Contents
            | PartKind::Title
            | PartKind::Text
            | PartKind::Signature
            | PartKind::Colophon
            | PartKind::Legend => (None, template.front.level.unwrap_or(1)),
        }
    }

    /// The number of a table, a form or an annex: after its chapter's, or alone where the chapter has none.
    fn attachment(&self, format: NumberFormat, own: u32) -> Label {
        let ordinals = if self.unnumbered { vec![own] } else { vec![self.chapter.unwrap_or(0), own] };
        label(format, ordinals)
    }
}

fn label(format: NumberFormat, ordinals: Vec<u32>) -> Label {
    Label { format, text: format.text(&ordinals), ordinals }
}

/// Numbers the lists of one part.
struct Clauses<'a> {
    style: NumberingStyle,
    article: bool,
    place: Span,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Clauses<'_> {
    fn number(&mut self, blocks: &mut [Block]) {
        let clauses: usize = blocks
            .iter()
            .filter_map(|block| match block {
                Block::List(list) if list.kind == ListKind::Ordered => Some(list.items.len()),
                _ => None,
            })
            .sum();
        let (article, style) = (self.article, self.style);
        let bare = move |own: u32| match (article, style) {
            (true, NumberingStyle::Decimal) => clauses == 1,
            (true, NumberingStyle::Article) => own == 1,
            (false, _) => false,
        };
        let mut own = 0;
        let format = if self.article { self.style.clause(0) } else { NumberingStyle::Decimal.clause(0) };
        for block in blocks {
            match block {
                Block::List(list) => {
                    let ordered = list.kind == ListKind::Ordered;
                    for item in &mut list.items {
                        if ordered {
                            own += 1;
                            item.label = format.filter(|_| !bare(own)).map(|format| label(format, vec![own]));
                        }
                    }
                    for item in &mut list.items {
                        self.nested(&mut item.blocks, usize::from(ordered));
                    }
                }
                Block::Note(blocks) => self.nested(blocks, 0),
                Block::Panel(panel) => panel.faces.iter_mut().for_each(|face| self.nested(face, 0)),
                Block::Paragraph(_) | Block::Table(_) | Block::Figure(_) | Block::PageBreak => {}
            }
        }
    }

    /// Numbers lists within items, each from 1.
    fn nested(&mut self, blocks: &mut [Block], level: usize) {
        let style = if self.article { self.style } else { NumberingStyle::Decimal };
        for block in blocks {
            match block {
                Block::List(list) => {
                    let ordered = list.kind == ListKind::Ordered;
                    if ordered {
                        let Some(format) = style.clause(level) else {
                            self.diagnostics.push(
                                Diagnostic::new(Code::Unsupported, "番号の段が深すぎます")
                                    .at(self.place)
                                    .hint("番号は三段までにしてください"),
                            );
                            continue;
                        };
                        for (index, item) in list.items.iter_mut().enumerate() {
                            let own = u32::try_from(index + 1).unwrap_or(u32::MAX);
                            item.label = Some(label(format, vec![own]));
                        }
                    }
                    for item in &mut list.items {
                        self.nested(&mut item.blocks, level + usize::from(ordered));
                    }
                }
                Block::Note(blocks) => self.nested(blocks, level),
                Block::Panel(panel) => panel.faces.iter_mut().for_each(|face| self.nested(face, level)),
                Block::Paragraph(_) | Block::Table(_) | Block::Figure(_) | Block::PageBreak => {}
            }
        }
    }
}
