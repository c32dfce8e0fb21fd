//! `kitei check`: everything `build` would find, and what is wrong with the templates, without writing anything.

use std::path::Path;

use super::args::{CheckArgs, MessageFormat};
use super::report::{self, Exit};
use crate::pipeline::Kit;
use crate::workspace::{self, Input};

/// Runs the command.
pub(super) fn run(args: &CheckArgs) -> Exit {
    let format = args.message_format;
    let overlay = args.templates.as_ref().and_then(Option::as_deref);
    if args.profiles.is_empty() && args.templates.is_none() {
        report::complain(
            "誤り: 調べるものがありません\nヒント: kitei check 会社.toml か、kitei check --templates と書いてください\n",
        );
        return Exit::Usage;
    }
    let inputs = match workspace::inputs(&args.profiles) {
        Ok(inputs) => inputs,
        Err(error) => return report::io_error(&error, format),
    };
    let bundle = match workspace::bundle(overlay, args.fallback_font.as_deref()) {
        Ok(bundle) => bundle,
        Err(error) => return report::io_error(&error, format),
    };
    let (sources, outcome) = bundle.kit();
    let mut problems = outcome.diagnostics;
    if let Some(kit) = outcome.value.as_ref().filter(|_| inputs.is_empty()) {
        problems.extend(kit.unused());
    }
    let mut exit = report::diagnostics(&mut problems, &sources, format, args.deny_warnings);
    match outcome.value {
        Some(kit) if exit == Exit::Fine => {
            if inputs.is_empty() && format == MessageFormat::Text {
                let advice = match problems.len() {
                    0 => String::new(),
                    count => format!("、注意 {count}"),
                };
                report::print(&format!("ひな形 {}件に誤りはありません{advice}\n", kit.templates.parts().len()));
            }
            for input in &inputs {
                exit = exit.max(profile(args, &kit, input));
            }
            exit
        }
        _ => Exit::Problems,
    }
}

/// Checks one profile as far as the pages.
fn profile(args: &CheckArgs, kit: &Kit, input: &Input) -> Exit {
    let text = match workspace::read_profile(input) {
        Ok(text) => text,
        Err(error) => return report::io_error(&error, args.message_format),
    };
    let mut sources = kit.sources.clone();
    let source = sources.add(shown(&input.path), text);
    let marks = args.marks.marks();
    let mut diagnostics = Vec::new();
    if let Some(pack) = kit.compile(&sources, source, None, marks).collect(&mut diagnostics) {
        for document in &pack.documents {
            diagnostics.extend(kit.layout(document, marks).diagnostics);
        }
    }
    let exit = report::diagnostics(&mut diagnostics, &sources, args.message_format, args.deny_warnings);
    if exit == Exit::Fine && args.message_format == MessageFormat::Text {
        report::print(&format!("{}: 誤りはありません\n", input.name));
    }
    exit
}

fn shown(path: &Path) -> String {
    if path.as_os_str() == "-" { "標準入力".to_owned() } else { path.display().to_string() }
}
