//! Reading the templates for a command, with all that is wrong with them printed.

use std::path::Path;

use super::args::SharedArgs;
use super::report::{self, Exit};
use crate::bundle::Bundle;
use crate::pipeline::Kit;
use crate::workspace;

/// The files of a run and what they compile to.
///
/// # Errors
/// How the program ends when they cannot be read or are wrong.
pub(super) fn kit(shared: &SharedArgs, fallback: Option<&Path>) -> Result<(Bundle, Kit), Exit> {
    let bundle = workspace::bundle(shared.templates.as_deref(), fallback)
        .map_err(|error| report::io_error(&error, shared.message_format))?;
    let (sources, outcome) = bundle.kit();
    let mut problems = outcome.diagnostics;
    let exit = report::diagnostics(&mut problems, &sources, shared.message_format, shared.deny_warnings);
    match outcome.value {
        Some(kit) if exit == Exit::Fine => Ok((bundle, kit)),
        _ => Err(Exit::Problems),
    }
}
