//! Printing: results to standard output, problems to standard error.

use std::io::{IsTerminal, Write};

use super::args::MessageFormat;
use crate::diag::render::{self, Ink};
use crate::diag::{Diagnostic, Severity, sort};
use crate::source::Sources;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    /// All is fine.
    Fine = 0,
    /// There are errors in a profile or a template.
    Problems = 1,
    /// The arguments are wrong, or something cannot be read or written.
    Usage = 2,
}

/// Prints a result. A closed pipe is no problem.
pub(super) fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// Prints a complaint.
pub(super) fn complain(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Says what could not be read or written.
pub(super) fn io_error(error: &crate::workspace::IoError, format: MessageFormat) -> Exit {
    match format {
        MessageFormat::Text => complain(&format!("誤り[I001]: {error}\n")),
        MessageFormat::Json => {
            let object = serde_json::json!({
                "code": "I001", "severity": "error", "message": error.to_string(),
                "place": null, "label": null, "related": [], "notes": [], "hint": null,
            });
            print(&format!("{object}\n"));
        }
    }
    Exit::Usage
}

/// Raises warnings to errors when asked to, sorts, prints, and says whether there was an error.
pub(super) fn diagnostics(
    diagnostics: &mut Vec<Diagnostic>,
    sources: &Sources,
    format: MessageFormat,
    deny_warnings: bool,
) -> Exit {
    if deny_warnings {
        for diagnostic in diagnostics.iter_mut() {
            diagnostic.severity = Severity::Error;
        }
    }
    sort(diagnostics);
    show(diagnostics, sources, format);
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        Exit::Problems
    } else {
        Exit::Fine
    }
}

/// Prints problems.
pub(super) fn show(diagnostics: &[Diagnostic], sources: &Sources, format: MessageFormat) {
    let ink = if std::io::stderr().is_terminal() { Ink::Color } else { Ink::Plain };
    for diagnostic in diagnostics {
        match format {
            MessageFormat::Text => complain(&format!("{}\n\n", render::text(diagnostic, sources, ink))),
            MessageFormat::Json => print(&format!("{}\n", render::json(diagnostic, sources))),
        }
    }
}
