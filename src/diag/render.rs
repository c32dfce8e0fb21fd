//! Problems drawn for people and as JSON; the only place naming annotate-snippets.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value as Json, json};

use super::{Diagnostic, Severity};
use crate::source::{Sources, Span};

/// Whether drawings use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// For a terminal.
    Color,
    /// For a file or a pipe.
    Plain,
}

/// The problem as text with the lines it is about.
#[must_use]
pub fn text(diagnostic: &Diagnostic, sources: &Sources, ink: Ink) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name("誤り"),
        Severity::Warning => Level::WARNING.with_name("注意"),
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    let places = diagnostic.primary.iter().map(|span| (*span, AnnotationKind::Primary, diagnostic.label.as_deref()));
    let related = diagnostic.places().map(|(span, words)| (span, AnnotationKind::Context, Some(words)));
    let places: Vec<_> = places.chain(related).collect();
    let mut files: Vec<_> = places.iter().map(|(span, ..)| span.source).collect();
    files.dedup();
    for file in files {
        let source = sources.get(file);
        let mut snippet = Snippet::source(source.text.as_str()).path(source.name.as_str()).fold(true);
        for (span, kind, label) in places.iter().filter(|(span, ..)| span.source == file) {
            snippet = snippet.annotation(kind.span(clamp(*span, &source.text)).label(*label));
        }
        group = group.element(snippet);
    }
    for note in diagnostic.notes() {
        group = group.element(Level::NOTE.with_name("補足").message(note));
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.with_name("ヒント").message(hint.as_str()));
    }
    let renderer = match ink {
        Ink::Color => Renderer::styled().decor_style(DecorStyle::Unicode),
        Ink::Plain => Renderer::plain(),
    };
    renderer.render(&[group])
}

/// A span as a range of whole characters within a text.
fn clamp(span: Span, text: &str) -> std::ops::Range<usize> {
    let mut range = span.range();
    range.end = range.end.min(text.len());
    range.start = range.start.min(range.end);
    while !text.is_char_boundary(range.start) {
        range.start -= 1;
    }
    while !text.is_char_boundary(range.end) {
        range.end += 1;
    }
    range
}

/// The problem as one JSON object; lines and columns start at 1 and count characters.
#[must_use]
pub fn json(diagnostic: &Diagnostic, sources: &Sources) -> Json {
    let place = |span: Span| {
        let (line, column) = sources.position(span);
        let end = Span { start: span.end, ..span };
        let (end_line, end_column) = sources.position(end);
        json!({
            "file": sources.get(span.source).name,
            "line": line, "column": column, "end_line": end_line, "end_column": end_column,
        })
    };
    json!({
        "code": diagnostic.code.as_str(),
        "severity": match diagnostic.severity { Severity::Error => "error", Severity::Warning => "warning" },
        "message": diagnostic.message,
        "place": diagnostic.primary.map(place),
        "label": diagnostic.label,
        "related": diagnostic.places().map(|(span, words)| json!({
            "place": place(span), "words": words,
        })).collect::<Vec<_>>(),
        "notes": diagnostic.notes().collect::<Vec<_>>(),
        "hint": diagnostic.hint,
    })
}
