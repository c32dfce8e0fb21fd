//! `kitei build`: profiles in, packs out. Companies are independent: one bad profile stops none of the others.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::args::{BuildArgs, Format, MessageFormat};
use super::load;
use super::manifest::{self, Made};
use super::report::{self, Exit};
use crate::diag::{Diagnostic, Severity, sort};
use crate::model::{Document, DocumentKind};
use crate::pipeline::{Kit, Pack};
use crate::source::Sources;
use crate::style::Marks;
use crate::workspace::{self, Input, IoError, Overwrite, PackFile};

/// What became of one company.
struct Result {
    name: String,
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
    written: std::result::Result<Option<Written>, IoError>,
}

/// A pack that was written.
struct Written {
    folder: PathBuf,
    documents: usize,
    files: usize,
    pages: usize,
    unconfirmed: usize,
}

/// Runs the command.
pub(super) fn run(args: &BuildArgs) -> Exit {
    let format = args.shared.message_format;
    let inputs = match workspace::inputs(&args.profiles) {
        Ok(inputs) => inputs,
        Err(error) => return report::io_error(&error, format),
    };
    let (bundle, kit) = match load::kit(&args.shared, args.fallback_font.as_deref()) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let templates = bundle.hash();
    let results: Vec<Result> = inputs.into_par_iter().map(|input| company(args, &kit, &templates, &input)).collect();
    let mut exit = Exit::Fine;
    let mut done = 0;
    for result in &results {
        let of_one = show(result, format);
        exit = exit.max(of_one);
        done += usize::from(of_one == Exit::Fine);
    }
    if format == MessageFormat::Text && results.len() > 1 {
        report::print(&format!("{}社: 作成 {done}、失敗 {}\n", results.len(), results.len() - done));
    }
    exit
}

fn show(result: &Result, format: MessageFormat) -> Exit {
    report::show(&result.diagnostics, &result.sources, format);
    match &result.written {
        Ok(Some(written)) => {
            if format == MessageFormat::Text {
                let unconfirmed = match written.unconfirmed {
                    0 => String::new(),
                    count => format!("、既定のままの項目 {count}（manifest.json に一覧）"),
                };
                report::print(&format!(
                    "{}: {}文書 {}ファイル {}頁{unconfirmed} → {}\n",
                    result.name,
                    written.documents,
                    written.files,
                    written.pages,
                    written.folder.display()
                ));
            }
            Exit::Fine
        }
        Ok(None) => {
            if format == MessageFormat::Text {
                let errors =
                    result.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
                report::print(&format!("{}: 誤りが{errors}件あるので、何も書き出しません\n", result.name));
            }
            Exit::Problems
        }
        Err(error) => report::io_error(error, format),
    }
}

/// Builds the pack of one company.
fn company(args: &BuildArgs, kit: &Kit, templates: &str, input: &Input) -> Result {
    let mut sources = kit.sources.clone();
    let mut diagnostics = Vec::new();
    let written = workspace::read_profile(input).and_then(|text| {
        let profile = sources.add(input.path.display().to_string(), text);
        let marks = args.marks.marks();
        let pack = kit.compile(&sources, profile, args.date, marks).collect(&mut diagnostics);
        let files = pack.as_ref().map(|pack| documents(args, kit, pack, marks, &mut diagnostics));
        if args.shared.deny_warnings {
            for diagnostic in &mut diagnostics {
                diagnostic.severity = Severity::Error;
            }
        }
        sort(&mut diagnostics);
        let sound = diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error);
        match (pack, files) {
            (Some(pack), Some(files)) if sound => {
                let parts = manifest::Parts {
                    kit,
                    templates,
                    name: &input.name,
                    pack: &pack,
                    sources: &sources,
                    marks,
                    files: &files,
                    diagnostics: &diagnostics,
                };
                write(args, &parts, &args.out).map(Some)
            }
            _ => Ok(None),
        }
    });
    Result { name: input.name.clone(), sources, diagnostics, written }
}

/// Lays out and writes the documents asked for, in parallel.
fn documents(args: &BuildArgs, kit: &Kit, pack: &Pack, marks: Marks, diagnostics: &mut Vec<Diagnostic>) -> Vec<Made> {
    let wanted = |kind: DocumentKind| args.only.is_empty() || args.only.iter().any(|only| only.kind() == kind);
    let written: Vec<_> = pack
        .documents
        .par_iter()
        .filter(|document| wanted(document.kind))
        .map(|document| one(args, kit, document, marks))
        .collect();
    let mut files = Vec::new();
    for (of_one, problems) in written {
        files.extend(of_one);
        diagnostics.extend(problems);
    }
    files
}

/// What the names of a sample's folder and files end with, so that it can stand beside the company's own documents.
fn suffix(marks: Marks) -> &'static str {
    match marks {
        Marks::Sample => "_見本",
        Marks::Review | Marks::Final => "",
    }
}

fn one(args: &BuildArgs, kit: &Kit, document: &Document, marks: Marks) -> (Vec<Made>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut files = Vec::new();
    let wanted = |format: Format| args.format.is_empty() || args.format.contains(&format);
    if let Some(pages) = kit.layout(document, marks).collect(&mut diagnostics) {
        let mut add = |extension: &str, bytes: Option<Vec<u8>>| {
            let name = format!("{}{}.{extension}", document.file_stem(), suffix(marks));
            files.extend(bytes.map(|bytes| Made {
                file: PackFile { name, bytes },
                document: document.kind,
                edition: document.edition.id.clone(),
                title: document.properties.title.clone(),
                pages: pages.pages.len(),
            }));
        };
        let (docx, pdf) = rayon::join(
            || wanted(Format::Docx).then(|| kit.docx(document, &pages, marks)),
            || wanted(Format::Pdf).then(|| kit.pdf(document, &pages)),
        );
        for (extension, written) in [("docx", docx), ("pdf", pdf)] {
            if let Some(written) = written {
                add(extension, written.collect(&mut diagnostics));
            }
        }
    }
    (files, diagnostics)
}

fn write(args: &BuildArgs, parts: &manifest::Parts<'_>, out: &Path) -> std::result::Result<Written, IoError> {
    let manifest = manifest::write(parts);
    let of_documents = parts.files.iter().map(|made| ((made.document, made.edition.as_str()), made.pages));
    let of_documents: BTreeMap<_, usize> = of_documents.collect();
    let (documents, pages) = (of_documents.len(), of_documents.values().sum());
    let mut files: Vec<PackFile> = parts.files.iter().map(|made| made.file.clone()).collect();
    let count = files.len();
    files.push(manifest);
    let overwrite = if args.overwrite { Overwrite::Replace } else { Overwrite::Refuse };
    let name = format!("{}{}", parts.name, suffix(parts.marks));
    let folder = workspace::write_pack(out, &name, &files, overwrite)?;
    let uses = |path: &crate::fields::FieldPath| parts.kit.templates.uses(path);
    let unconfirmed = parts.pack.values.unconfirmed(&parts.kit.catalogue).filter(|field| uses(&field.path)).count();
    Ok(Written { folder, documents, files: count, pages, unconfirmed })
}
