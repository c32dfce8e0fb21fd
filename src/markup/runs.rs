//! Inline text: from words and tokens to runs that know where they came from.

use super::Scene;
use crate::fields::Ink;
use crate::model::{Inline, Origin, OriginKind, Run, ValueStatus};
use crate::slots::{MARKS, Piece, Token, scan};
use crate::source::Span;

/// Gathers runs; the choice, the emphasis and the template line that are open apply to what comes.
#[derive(Debug)]
pub(super) struct Runs<'a> {
    scene: Scene<'a>,
    done: Vec<Run>,
    /// Nesting of `**`.
    pub strong: usize,
    open: Vec<Open>,
    /// The choice whose wording has just ended.
    closed: Option<usize>,
    line: Option<Span>,
    soft_break: bool,
}

/// What the words that come belong to.
#[derive(Clone, Copy, Debug)]
enum Open {
    /// A wording that the field with this place in the catalogue selects.
    Choice(usize),
    /// A word of a legend that shows the mark with this place.
    Shown(usize),
}

/// What stands between the wordings of one choice, where all are printed.
const ALTERNATIVE: &str = "／";

impl<'a> Runs<'a> {
    pub(super) fn new(scene: Scene<'a>) -> Self {
        Self { scene, done: Vec::new(), strong: 0, open: Vec::new(), closed: None, line: None, soft_break: false }
    }

    /// The place of the template line last seen.
    pub(super) fn place(&self) -> Span {
        self.line.unwrap_or(self.scene.fallback)
    }

    /// Adds rendered text.
    pub(super) fn text(&mut self, text: &str) {
        for piece in scan(text) {
            match piece {
                Piece::Text(words) => {
                    let kind = self.template_origin();
                    self.push(words, kind, self.template_span());
                }
                Piece::Token(Token::Line(line)) => self.line = self.scene.line(line),
                Piece::Token(Token::Open(field)) => {
                    self.open.push(Open::Choice(field));
                    if self.closed.take() == Some(field) && self.scene.alternatives {
                        self.push(ALTERNATIVE, self.template_origin(), self.template_span());
                    }
                }
                Piece::Token(Token::Shown(mark)) => self.open.push(Open::Shown(mark)),
                Piece::Token(Token::Close(_)) => {
                    self.closed = match self.open.pop() {
                        Some(Open::Choice(field)) => Some(field),
                        Some(Open::Shown(_)) | None => None,
                    };
                }
                Piece::Token(token @ (Token::Reference(id) | Token::Number(id))) => {
                    let target = self.scene.set.key(id).unwrap_or_default().to_owned();
                    let origin = Origin { kind: self.template_origin(), span: self.template_span() };
                    self.closed = None;
                    let bare = matches!(token, Token::Number(_));
                    let content = Inline::Reference { target, bare, text: String::new() };
                    self.join_lines('1');
                    self.done.push(Run { content, strong: self.strong > 0, origin, ruby: Vec::new() });
                }
                Piece::Token(Token::Value(id)) => {
                    if let Some(slot) = self.scene.slots.get(id) {
                        let (field, status) = (slot.field.clone(), slot.status);
                        let kind = match slot.ink {
                            Some(Ink::FillIn) => OriginKind::FillIn { field, status },
                            Some(Ink::Choice) => OriginKind::Choice { field, status },
                            None => self.template_origin(),
                        };
                        // In a sample the values of a choice must stay apart from the wordings around them.
                        let is_value = self.scene.alternatives && slot.ink.is_some();
                        let line = if is_value { None } else { self.template_span() };
                        self.push(slot.words(self.scene.plain), kind, slot.span.or(line));
                    }
                }
            }
        }
    }

    /// A line end within a paragraph of the template.
    pub(super) fn soft_break(&mut self) {
        self.soft_break = true;
    }

    /// The runs gathered since the last call; open choices stay open.
    pub(super) fn take(&mut self) -> Vec<Run> {
        self.soft_break = false;
        self.closed = None;
        std::mem::take(&mut self.done)
    }

    fn template_origin(&self) -> OriginKind {
        match self.open.last() {
            Some(Open::Choice(index)) => match self.scene.choice(*index) {
                Some((field, status)) => OriginKind::Choice { field, status },
                None => OriginKind::Template,
            },
            Some(Open::Shown(index)) => OriginKind::Remark(MARKS.get(*index).map(|(_, mark)| *mark)),
            None => OriginKind::Template,
        }
    }

    /// The place of the template's own words. In a sample all have one, which tells them from values.
    fn template_span(&self) -> Option<Span> {
        if self.scene.alternatives { Some(self.place()) } else { self.line }
    }

    /// Adds words, with a break for each line end in them.
    fn push(&mut self, words: &str, kind: OriginKind, span: Option<Span>) {
        let origin = Origin { kind, span };
        self.closed = None;
        for (index, line) in words.split('\n').enumerate() {
            if index > 0 {
                self.done.push(Run {
                    content: Inline::Break,
                    strong: self.strong > 0,
                    origin: origin.clone(),
                    ruby: Vec::new(),
                });
            }
            let Some(first) = line.chars().next() else { continue };
            self.join_lines(first);
            match self.done.last_mut() {
                Some(Run { content: Inline::Text(text), strong, origin: last, .. })
                    if *last == origin && *strong == (self.strong > 0) =>
                {
                    text.push_str(line);
                }
                _ => self.done.push(Run {
                    content: Inline::Text(line.to_owned()),
                    strong: self.strong > 0,
                    origin: origin.clone(),
                    ruby: Vec::new(),
                }),
            }
        }
    }

    /// Joins what comes to what is there across a line end of the template: without a space beside full-width text.
    fn join_lines(&mut self, next: char) {
        if !std::mem::take(&mut self.soft_break) {
            return;
        }
        let last = self.done.last().and_then(|run| run.content.as_text().chars().last());
        let narrow = |character: char| character.is_ascii_graphic();
        if last.is_some_and(narrow) && narrow(next) {
            let origin = Origin { kind: self.template_origin(), span: self.line };
            self.done.push(Run {
                content: Inline::Text(" ".to_owned()),
                strong: self.strong > 0,
                origin,
                ruby: Vec::new(),
            });
        }
    }
}

/// The status of the field behind a choice mark.
pub(super) fn choice_status(status: Option<ValueStatus>) -> ValueStatus {
    status.unwrap_or(ValueStatus::Default)
}
