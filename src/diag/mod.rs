//! One problem, where it is, and what to do about it.
//!
//! Every stage yields an [`Outcome`]: perhaps a value, and all the problems found on the way. Nothing stops at the
//! first problem. Drawing happens only in `render`, at the edge.

mod code;
pub mod render;

pub use code::{Code, Severity};

use crate::source::Span;

/// One problem as an office clerk should read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of problem; tests compare this first.
    pub code: Code,
    /// Whether it stops the document.
    pub severity: Severity,
    /// One short Japanese sentence without 。, using labels rather than paths.
    pub message: String,
    /// Where it is, when it is anywhere.
    pub primary: Option<Span>,
    /// A few words under the carets of `primary`.
    pub label: Option<String>,
    /// Further places with a few words each; what is without a place is a note.
    pub related: Vec<(Option<Span>, String)>,
    /// What to type or do.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A problem with the severity its code has.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            primary: None,
            label: None,
            related: Vec::new(),
            hint: None,
        }
    }

    /// The same problem, at a place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.primary = Some(span);
        self
    }

    /// The same problem, with words under the carets.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The same problem, with a further place.
    #[must_use]
    pub fn related(mut self, span: Span, words: impl Into<String>) -> Self {
        self.related.push((Some(span), words.into()));
        self
    }

    /// The same problem, with something to know that has no place, such as a value that nobody wrote.
    #[must_use]
    pub fn note(mut self, words: impl Into<String>) -> Self {
        self.related.push((None, words.into()));
        self
    }

    /// The words of `related` that have no place.
    pub fn notes(&self) -> impl Iterator<Item = &str> {
        self.related.iter().filter(|(span, _)| span.is_none()).map(|(_, words)| words.as_str())
    }

    /// The further places with their words.
    pub fn places(&self) -> impl Iterator<Item = (Span, &str)> {
        self.related.iter().filter_map(|(span, words)| Some(((*span)?, words.as_str())))
    }

    /// The same problem, with advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// Perhaps a value, and everything that was found wrong on the way.
#[derive(Clone, Debug)]
pub struct Outcome<T> {
    /// The value, if it could be made.
    pub value: Option<T>,
    /// All problems, in the order found.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Outcome<T> {
    /// A value without problems.
    #[must_use]
    pub fn ok(value: T) -> Self {
        Self { value: Some(value), diagnostics: Vec::new() }
    }

    /// A value with what was noticed while making it.
    #[must_use]
    pub fn with(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value: Some(value), diagnostics }
    }

    /// No value, only problems.
    #[must_use]
    pub fn failed(diagnostics: Vec<Diagnostic>) -> Self {
        Self { value: None, diagnostics }
    }

    /// Whether a problem stops the document.
    #[must_use]
    pub fn has_error(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Hands the problems to `sink` and keeps the value.
    pub fn collect(self, sink: &mut Vec<Diagnostic>) -> Option<T> {
        sink.extend(self.diagnostics);
        self.value
    }
}

/// Orders problems by file, offset and code, keeps the order found where these are equal, and drops repetitions.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by_key(|diagnostic| (diagnostic.primary, diagnostic.code));
    diagnostics.dedup();
}
