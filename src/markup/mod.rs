//! From rendered text to blocks; the only place naming pulldown-cmark.
//!
//! Only the small subset of docs/templates.md is known; anything else is an error with its line. Values come back from
//! their tokens here, after parsing, so that no value can be markup.

mod chart;
mod panel;
mod runs;
mod table;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::diag::{Code, Diagnostic, Outcome};
use crate::fields::{Catalogue, FieldPath};
use crate::model::{Block, Cell, List, ListItem, ListKind, PanelKind, Paragraph, PartKind, Run, ValueStatus};
use crate::slots::Slots;
use crate::source::{SourceId, Sources, Span};
use crate::template::TemplateSet;
use runs::Runs;
use table::TableBuilder;

/// What parsing needs to know beside the text.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// All loaded texts.
    pub sources: &'a Sources,
    /// The template's text.
    pub source: SourceId,
    /// The place to name when no line is known.
    pub fallback: Span,
    /// The role of the part, since tables in forms are for writing.
    pub kind: PartKind,
    /// The values behind the tokens.
    pub slots: &'a Slots,
    /// The keys behind references.
    pub set: &'a TemplateSet,
    /// The fields behind choices.
    pub catalogue: &'a Catalogue,
    /// Whether all wordings of a choice are there, so that something must stand between them.
    pub alternatives: bool,
    /// Whether the words of the catalogue are printed in easy Japanese.
    pub plain: bool,
    /// How each field's value came about.
    pub status: &'a dyn Fn(&FieldPath) -> Option<ValueStatus>,
}

impl std::fmt::Debug for Scene<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Scene").field("source", &self.source).finish_non_exhaustive()
    }
}

impl Scene<'_> {
    /// The place of a line of the template, without its indentation.
    fn line(&self, line: usize) -> Option<Span> {
        let text = &self.sources.get(self.source).text;
        let mut start = 0;
        for (index, content) in text.split_inclusive('\n').enumerate() {
            if index + 1 == line {
                let indent = content.len() - content.trim_start().len();
                return Some(Span::new(self.source, start + indent..start + content.trim_end().len()));
            }
            start += content.len();
        }
        None
    }

    fn choice(&self, index: usize) -> Option<(FieldPath, ValueStatus)> {
        let field = self.catalogue.fields().get(index)?;
        Some((field.path.clone(), runs::choice_status((self.status)(&field.path))))
    }
}

/// Parses the body of a part.
#[must_use]
pub fn parse(text: &str, scene: Scene<'_>) -> Outcome<Vec<Block>> {
    let (blocks, builder) = read(text, scene, Runs::new(scene), false);
    Outcome::with(blocks, builder.diagnostics)
}

/// Reads some text whose first words belong to what `runs` has open.
fn read<'t, 'a>(text: &'t str, scene: Scene<'a>, runs: Runs<'a>, in_panel: bool) -> (Vec<Block>, Builder<'t, 'a>) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    let mut builder = Builder {
        text,
        scene,
        runs,
        frames: vec![Frame::Blocks(Vec::new())],
        table: None,
        fence: None,
        in_panel,
        check: false,
        diagnostics: Vec::new(),
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        builder.event(event, range);
    }
    builder.flush();
    let blocks = match builder.frames.pop() {
        Some(Frame::Blocks(blocks)) => blocks,
        _ => Vec::new(),
    };
    (blocks, builder)
}

/// Parses a heading, which is one line of inline text.
#[must_use]
pub fn parse_inline(text: &str, scene: Scene<'_>) -> Vec<Run> {
    let mut runs = Runs::new(scene);
    runs.text(text);
    let mut done = runs.take();
    for run in &mut done {
        run.origin.span = run.origin.span.or(Some(scene.fallback));
    }
    done
}

/// What is being gathered.
#[derive(Debug)]
enum Frame {
    /// Blocks of the part or of a note.
    Blocks(Vec<Block>),
    /// Items of a list; whether it is numbered.
    List(bool, Vec<(bool, ListItem)>),
    /// Blocks of an item.
    Item(Vec<Block>),
}

/// What the lines between backticks are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fence {
    Chart,
    Panel(PanelKind),
}

impl Fence {
    /// The fence that says this after its backticks.
    fn named(info: &str) -> Option<Self> {
        match info {
            "chart" => Some(Self::Chart),
            "box" => Some(Self::Panel(PanelKind::Box)),
            "card" => Some(Self::Panel(PanelKind::Card)),
            _ => None,
        }
    }
}

struct Builder<'t, 'a> {
    text: &'t str,
    scene: Scene<'a>,
    runs: Runs<'a>,
    frames: Vec<Frame>,
    table: Option<TableBuilder>,
    /// The fence that is open, and the text in it.
    fence: Option<(Fence, String)>,
    /// Whether a panel is being read, in which no other may stand.
    in_panel: bool,
    /// Whether the item that is open has a check box.
    check: bool,
    diagnostics: Vec<Diagnostic>,
}

impl Builder<'_, '_> {
    fn event(&mut self, event: Event<'_>, range: std::ops::Range<usize>) {
        match event {
            Event::Text(text) => {
                if let Some((_, inner)) = &mut self.fence {
                    inner.push_str(&text);
                } else if crate::slots::scan(&text)
                    .any(|piece| matches!(piece, crate::slots::Piece::Text(words) if words.contains('*')))
                {
                    self.runs.text(&text[..text.find('*').unwrap_or(0)]);
                    self.unsupported(
                        "強調の ** が閉じていません",
                        "** は「」や句読点に接すると閉じません。語の中だけを囲んでください",
                    );
                } else {
                    self.runs.text(&text);
                }
            }
            Event::SoftBreak => self.runs.soft_break(),
            Event::TaskListMarker(_) => self.check = true,
            Event::Rule => {
                self.flush();
                self.push(Block::PageBreak);
            }
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::HardBreak => self.unsupported("行末の改行記号は使えません", "段落を分けてください"),
            Event::Code(_) => self.unsupported("` ` は使えません", "「」で囲んでください"),
            Event::Html(_) | Event::InlineHtml(_) => {
                self.unsupported("HTMLは使えません", "< と > は全角で書くか、言葉に直してください");
            }
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.unsupported("この記法は使えません", "docs/templates.md にある記法だけを使ってください");
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: std::ops::Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::TableHead | Tag::TableRow | Tag::TableCell | Tag::HtmlBlock => {}
            Tag::BlockQuote(_) => {
                self.flush();
                self.frames.push(Frame::Blocks(Vec::new()));
            }
            Tag::List(start) => {
                self.flush();
                self.frames.push(Frame::List(start.is_some(), Vec::new()));
            }
            Tag::Item => {
                self.check = false;
                self.frames.push(Frame::Item(Vec::new()));
            }
            Tag::Table(alignments) => {
                self.flush();
                self.table = Some(TableBuilder::new(&alignments, &self.text[range]));
            }
            Tag::Strong => self.runs.strong += 1,
            Tag::Heading { .. } => self.unsupported(
                "本文に見出しは書けません",
                "見出しは前書きの heading に書き、小見出しは **強調** の段落にしてください",
            ),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => match Fence::named(info.trim()) {
                Some(fence) => {
                    self.flush();
                    self.fence = Some((fence, String::new()));
                }
                None => {
                    self.unsupported("この囲みは使えません", "囲みの初めの行は ```chart、```box、```card のどれかです");
                }
            },
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                self.unsupported("行頭の空白が多すぎます", "字下げは、項の下では3文字にしてください");
            }
            _ => self.unsupported("この記法は使えません", "docs/templates.md にある記法だけを使ってください"),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::BlockQuote(_) => {
                self.flush();
                if let Some(Frame::Blocks(blocks)) = self.frames.pop()
                    && !blocks.is_empty()
                {
                    self.push(Block::Note(blocks));
                }
            }
            TagEnd::Item => {
                let checked = self.check;
                self.flush();
                if let Some(Frame::Item(blocks)) = self.frames.pop()
                    && let Some(Frame::List(_, items)) = self.frames.last_mut()
                    && !blocks.is_empty()
                {
                    items.push((checked, ListItem { label: None, blocks }));
                }
            }
            TagEnd::List(_) => {
                if let Some(Frame::List(numbered, items)) = self.frames.pop()
                    && !items.is_empty()
                {
                    let kind = match (numbered, items.iter().any(|(checked, _)| *checked)) {
                        (true, _) => ListKind::Ordered,
                        (false, true) => ListKind::Check,
                        (false, false) => ListKind::Bullet,
                    };
                    let items = items.into_iter().map(|(_, item)| item).collect();
                    self.push(Block::List(List { kind, items }));
                }
                self.check = false;
            }
            TagEnd::TableCell => {
                let runs = self.runs.take();
                if let Some(table) = &mut self.table {
                    table.cells.push(Cell { runs });
                }
            }
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    table.head = Some(table.end_row());
                }
            }
            TagEnd::TableRow => {
                if let Some(table) = &mut self.table {
                    let row = table.end_row();
                    table.rows.push(row);
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    let form = matches!(self.scene.kind, PartKind::Form);
                    let table = table.finish(form);
                    if table.rows.is_empty() {
                        self.report(Code::TableShape, "表に行がありません", "表を {{#if 並び}} で包んでください");
                    } else {
                        self.push(Block::Table(table));
                    }
                }
            }
            TagEnd::CodeBlock => match self.fence.take() {
                Some((Fence::Chart, text)) => self.chart(&text),
                Some((Fence::Panel(kind), text)) => self.panel(kind, &text),
                None => {}
            },
            TagEnd::Strong => self.runs.strong = self.runs.strong.saturating_sub(1),
            _ => {}
        }
    }

    fn unsupported(&mut self, message: &str, hint: &str) {
        self.report(Code::Unsupported, message, hint);
    }

    fn report(&mut self, code: Code, message: &str, hint: &str) {
        self.diagnostics.push(Diagnostic::new(code, message).at(self.runs.place()).hint(hint));
    }

    /// Ends the paragraph that is open, if it says anything.
    fn flush(&mut self) {
        let runs = self.runs.take();
        if !runs.is_empty() {
            self.push(Block::Paragraph(Paragraph { runs }));
        }
    }

    fn push(&mut self, block: Block) {
        match self.frames.last_mut() {
            Some(Frame::Blocks(blocks) | Frame::Item(blocks)) => blocks.push(block),
            Some(Frame::List(..)) | None => {}
        }
    }
}
