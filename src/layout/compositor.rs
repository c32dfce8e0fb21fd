//! The compositor: what all steps share, and the setting of paragraphs.

use std::collections::BTreeSet;

use super::frame::{NodeId, NodeKind};
use super::ink;
use super::lines::break_lines;
use super::look::Look;
use super::measure::{Alignment, Measurer, Metrics, Setting, Text};
use super::piece::{Keep, Piece};
use super::problems::Problems;
use super::tree::Tree;
use crate::measures::TableMeasures;
use crate::model::{Document, Inline, Origin, OriginKind, Part, Run};
use crate::style::{Face, Marks, Style, TextStyle};
use crate::units::{Em, Length};

/// What all steps of laying out one document share.
pub(super) struct Compositor<'a> {
    /// The look of documents.
    pub(super) style: &'a Style,
    /// The type of this document.
    pub(super) text: TextStyle,
    /// The tags so far.
    pub(super) tree: Tree,
    /// What was found wrong.
    pub(super) problems: Problems,
    /// The tables so far.
    pub(super) tables: Vec<TableMeasures>,
    /// The lists so far, with the indentation of each that is wider than usual.
    pub(super) lists: Vec<Option<Length>>,
    /// Whether the outermost headings are those of chapters, which have a rule below.
    pub(super) rules_chapters: bool,
    /// What indentation leaves of a line at least, relative to the size; deeper lists stand below each other.
    pub(super) least_line: Em,
    /// The height of text on the pages being filled.
    pub(super) text_height: Length,
    measurer: Measurer<'a>,
    marks: Marks,
    body_face: Face,
    /// Whether readings stand over words of this document.
    has_ruby: bool,
    /// The parts of this document, to which references lead.
    targets: BTreeSet<&'a str>,
}

/// A column of text on a page, from the left edge of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    /// Its left edge.
    pub(super) left: Length,
    /// Its width.
    pub(super) width: Length,
}

impl Area {
    /// The same column with its left edge moved to the right, as long as `least` remains.
    pub(super) fn indented(self, by: Length, least: Length) -> Self {
        let by = by.min(self.width - least).max(Length::ZERO);
        Self { left: self.left + by, width: self.width - by }
    }
}

impl<'a> Compositor<'a> {
    /// A compositor at the start of a document.
    pub(super) fn new(
        document: &'a Document,
        style: &'a Style,
        tightening: usize,
        marks: Marks,
        metrics: &'a dyn Metrics,
    ) -> Self {
        let is_chapter = |part: &Part| {
            part.kind.starts_page() && part.heading.as_ref().is_some_and(|heading| heading.listed && heading.level == 1)
        };
        let has_place = |part: &&Part| part.heading.is_some() || !part.blocks.is_empty();
        Self {
            style,
            text: style.text(document.type_size, tightening),
            tree: Tree::new(),
            problems: Problems::default(),
            tables: Vec::new(),
            lists: Vec::new(),
            rules_chapters: document.parts.iter().any(is_chapter),
            least_line: Em(20_000),
            text_height: style.page(document.shape, document.type_size).text_height(),
            measurer: Measurer::new(metrics),
            marks,
            body_face: Style::body_face(document.type_size),
            has_ruby: document.has_ruby(),
            targets: document.parts.iter().filter(has_place).map(|part| part.key.as_str()).collect(),
        }
    }

    /// Running text.
    pub(super) fn body(&self) -> Setting {
        Setting {
            plain: self.body_face,
            strong: Face::GothicBold,
            size: self.text.body,
            line: self.text.leading.at(self.text.body),
            alignment: Alignment::Justify,
            hangs: true,
            ruby: false,
        }
        .with_ruby(self.has_ruby)
    }

    /// Text in tables.
    pub(super) fn table(&self) -> Setting {
        Setting {
            plain: Face::Gothic,
            strong: Face::GothicBold,
            size: self.text.table,
            line: self.text.table_leading.at(self.text.table),
            alignment: Alignment::Start,
            hangs: false,
            ruby: false,
        }
        .with_ruby(self.has_ruby)
    }

    /// Notes and the colophon.
    pub(super) fn small(&self) -> Setting {
        self.furniture_setting().with_ruby(self.has_ruby)
    }

    /// Headers and footers.
    pub(super) fn furniture_setting(&self) -> Setting {
        let size = self.text.small;
        let line = self.text.table_leading.at(size);
        Setting { size, line, alignment: Alignment::Justify, ruby: false, ..self.table() }
    }

    /// Headings and titles of a size.
    pub(super) fn display(&self, size: Length, alignment: Alignment) -> Setting {
        let face = Face::GothicBold;
        let line = Em(1400).at(size);
        Setting { plain: face, strong: face, size, line, alignment, hangs: false, ruby: false }.with_ruby(self.has_ruby)
    }

    /// Measures runs.
    pub(super) fn measure(&mut self, runs: &[Run], setting: Setting) -> Text {
        let look = |run| Look::of(run, self.marks, &self.style.colors, &self.targets);
        let looks = runs.iter().map(look).collect();
        self.measurer.measure(runs, looks, setting, &mut self.problems)
    }

    /// Measures words of our own, such as numbers and headers.
    pub(super) fn measure_words(&mut self, words: &str, setting: Setting) -> Text {
        let origin = Origin { kind: OriginKind::Template, span: None };
        self.measure(
            &[Run { content: Inline::Text(words.to_owned()), strong: false, origin, ruby: Vec::new() }],
            setting,
        )
    }

    /// The node of each look of a paragraph: its own, unless there are links or readings, which then have nodes of their
    /// own and leave the words around them in spans, so that the order of nodes is the order of reading.
    pub(super) fn word_nodes(&mut self, parent: NodeId, text: &Text) -> Vec<Option<NodeId>> {
        if text.rubies.is_empty() && text.looks.iter().all(|look| look.link.is_none()) {
            return vec![Some(parent); text.looks.len()];
        }
        let mut has_words = vec![text.rubies.is_empty(); text.looks.len()];
        text.clusters.iter().for_each(|cluster| has_words[cluster.look] = true);
        let mut nodes = vec![None; text.looks.len()];
        let mut rubies = text.rubies.iter().map(|ruby| ruby.look).peekable();
        let mut span = None;
        for (at, look) in text.looks.iter().enumerate() {
            if rubies.next_if_eq(&at).is_some() {
                span = None;
                let ruby = self.tree.add(parent, NodeKind::Ruby);
                nodes[at] = Some(self.tree.add(ruby, NodeKind::RubyBase));
                nodes[at + 1] = Some(self.tree.add(ruby, NodeKind::RubyText));
            } else if !has_words[at] {
                // A reading has its node already, and what prints nothing needs none.
            } else if look.link.is_some() {
                span = None;
                nodes[at] = Some(self.tree.add(parent, NodeKind::Link));
            } else {
                nodes[at] = Some(*span.get_or_insert_with(|| self.tree.add(parent, NodeKind::Span)));
            }
        }
        nodes
    }

    /// Sets runs as the words of `node`, a piece per line.
    pub(super) fn set(&mut self, runs: &[Run], setting: Setting, area: Area, node: NodeId) -> Vec<Piece> {
        let text = self.measure(runs, setting);
        self.set_text(text, area, Length::ZERO, node)
    }

    /// Sets measured words as the words of `node`, a piece per line, the first line indented. Neither the first nor
    /// the last line of several stands alone on its page.
    pub(super) fn set_text(&mut self, mut text: Text, area: Area, first_indent: Length, node: NodeId) -> Vec<Piece> {
        let nodes = self.word_nodes(node, &text);
        let lines = break_lines(&mut text, area.width, first_indent);
        let count = lines.len();
        let piece = |(at, line)| {
            let mut items = Vec::new();
            ink::print(&text, line, area.left, Length::ZERO, &nodes, &mut items);
            let keep = if at + 1 < count && (at == 0 || at + 2 == count) { Keep::Loose } else { Keep::Free };
            Piece { height: text.setting.line, keep, items, ..Piece::default() }
        };
        lines.iter().enumerate().map(piece).collect()
    }
}
