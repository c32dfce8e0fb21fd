//! All templates of a run, compiled once and shared by every profile.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use handlebars::{Handlebars, Template};
use rayon::prelude::*;

use super::document::{self, DocumentTemplate};
use super::front_matter::FrontMatter;
use super::helpers;
use super::lines::Marked;
use super::pictogram;
use super::remark;
use super::usage::{Shape, Usage, Walker};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::expr::Expr;
use crate::fields::{Catalogue, ExprText, FieldPath};
use crate::model::{DocumentKind, Pictogram};
use crate::source::{SourceId, Sources, Span};

/// The templates of all documents.
pub struct TemplateSet {
    pub(super) registry: Handlebars<'static>,
    pub(super) documents: Vec<DocumentTemplate>,
    pub(super) parts: Vec<PartTemplate>,
    pub(super) keys: Arc<BTreeMap<String, usize>>,
    pub(super) key_list: Vec<String>,
    pub(super) conditions: BTreeMap<String, Expr>,
    pub(super) usage: Usage,
    /// The files of remarks by their names.
    pub(super) remarks: BTreeMap<String, SourceId>,
    /// The drawing on the line along which cards are cut out.
    pub(super) scissors: Option<Arc<Pictogram>>,
}

/// One compiled template.
#[derive(Clone, Debug)]
pub struct PartTemplate {
    /// The path within the folder of templates; its name in the registry.
    pub name: String,
    /// The drawing beside its heading.
    pub pictogram: Option<Arc<Pictogram>>,
    /// The document it belongs to.
    pub document: DocumentKind,
    /// The folder it stands in, which is the chapter it belongs to.
    pub folder: String,
    /// Its head.
    pub front: FrontMatter,
    /// Its text.
    pub source: SourceId,
    /// The condition in `keep_if`.
    pub keep_if: Option<Expr>,
    /// The conditions of its obligations: core if, and said if.
    pub obligations: Vec<(Option<Expr>, Option<Expr>)>,
}

/// The fields that steer the program instead of being printed.
const ENGINE_FIELDS: [&str; 8] = [
    "document.numbering",
    "document.numbering_style",
    "document.date_style",
    "document.output_stage",
    "document.density",
    "document.contents",
    "handbook.furigana",
    "handbook.furigana_level",
];

/// The suffixes under which the templates in a front matter stand in the registry.
pub(super) const HEADING: &str = "#heading";
pub(super) const DROPPED: &str = "#dropped";
pub(super) const TITLE: &str = "#title";
pub(super) const SUBJECT: &str = "#subject";

/// A template of the registry before it is registered.
struct Compiled {
    name: String,
    source: SourceId,
    template: Template,
    map: Places,
}

/// How places in a compiled template lead back to its file.
pub(super) enum Places {
    /// A body with line tokens.
    Body(Marked),
    /// A text in the front matter, which is one place.
    Inline(Span),
}

impl TemplateSet {
    /// Compiles the templates. `files` are paths within the folder of templates and their texts, in any order.
    ///
    /// There is a set only when nothing is wrong that would make rendering fail.
    #[must_use]
    pub fn compile(sources: &Sources, files: &[(String, SourceId)], catalogue: &Catalogue) -> Outcome<Self> {
        let mut diagnostics = Vec::new();
        let mut files: Vec<_> = files.to_vec();
        files.sort();
        let mut documents: Vec<DocumentTemplate> = Vec::new();
        let mut inline = Vec::new();
        for kind in DocumentKind::ALL {
            let name = format!("{}/document.toml", kind.as_str());
            if let Some((_, source)) = files.iter().find(|(path, _)| *path == name) {
                match document::read(sources, *source, kind, catalogue) {
                    Ok((document, texts)) => {
                        documents.push(document);
                        inline.extend(texts);
                    }
                    Err(problems) => diagnostics.extend(problems),
                }
            }
        }
        let heads: Vec<_> = files
            .iter()
            .filter(|(path, _)| path.ends_with(".md.hbs"))
            .filter_map(|(path, source)| {
                let document =
                    DocumentKind::ALL.into_iter().find(|kind| path.split('/').next() == Some(kind.as_str()))?;
                Some((path, *source, document))
            })
            .collect();
        let pictograms = match files.iter().find(|(path, _)| path == pictogram::FILE) {
            Some((_, source)) => pictogram::read(sources, *source).unwrap_or_else(|problems| {
                diagnostics.extend(problems);
                BTreeMap::new()
            }),
            None => BTreeMap::new(),
        };
        let mut parts = Vec::new();
        for (path, source, document) in heads {
            match FrontMatter::parse(sources, source) {
                Ok(front) => parts.push(PartTemplate {
                    name: path.clone(),
                    pictogram: pictogram::find(&pictograms, front.pictogram.as_ref(), &mut diagnostics),
                    document,
                    folder: path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned(),
                    keep_if: None,
                    obligations: Vec::new(),
                    source,
                    front,
                }),
                Err(problems) => diagnostics.extend(problems),
            }
        }
        for part in &mut parts {
            conditions(part, catalogue, &mut diagnostics);
        }
        let partials: Vec<_> = files
            .iter()
            .filter_map(|(path, source)| {
                let name = path.strip_prefix("partials/")?.strip_suffix(".md.hbs")?;
                Some((name.to_owned(), *source))
            })
            .collect();
        let remarks: BTreeMap<String, SourceId> = files
            .iter()
            .filter(|(path, _)| path.starts_with(remark::FOLDER) && path.ends_with(".md.hbs"))
            .cloned()
            .collect();
        let whole: Vec<_> = partials.iter().cloned().chain(remarks.clone()).collect();
        let (mut compiled, problems) = compile_all(sources, &parts, inline, &whole);
        diagnostics.extend(problems);
        compiled.sort_by(|left, right| left.name.cmp(&right.name));

        let mut keys = BTreeMap::new();
        for (index, part) in parts.iter().enumerate() {
            if let Some(earlier) = keys.insert(part.front.key.clone(), index) {
                let earlier: &PartTemplate = &parts[earlier];
                diagnostics.push(
                    Diagnostic::new(Code::DuplicateKey, format!("キー {} が二度使われています", part.front.key))
                        .at(part.front.key_span)
                        .related(earlier.front.key_span, "初めの使用"),
                );
            }
        }
        check_articles(&parts, &keys, &mut diagnostics);
        check_editions(&parts, &documents, &mut diagnostics);

        let partial_names: Vec<String> = partials.into_iter().map(|(name, _)| name).collect();
        let mut usage = Usage::default();
        for part in &compiled {
            let owner = parts.iter().find(|candidate| candidate.name == part.name);
            let folder = part.name.split('/').next().unwrap_or_default();
            let editions = documents.iter().filter(|document| document.kind.as_str() == folder);
            let mut walker = Walker {
                sources,
                source: part.source,
                places: &part.map,
                catalogue,
                keys: &keys,
                partials: &partial_names,
                part: owner,
                editions: editions.flat_map(DocumentTemplate::ids).collect(),
                usage: &mut usage,
                diagnostics: &mut diagnostics,
                scopes: Vec::from_iter(remarks.contains_key(&part.name).then(|| ("review".to_owned(), Shape::Remark))),
                duties: Vec::new(),
            };
            walker.template(&part.template);
            walker.finish();
        }
        let mut conditions = BTreeMap::new();
        for text in &usage.conditions {
            match Expr::parse(text, catalogue) {
                Ok(expr) => {
                    usage.fields.extend(expr.mentioned().cloned());
                    usage.facts.extend(expr.facts().iter().cloned());
                    conditions.insert(text.text.clone(), expr);
                }
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
        for expr in documents.iter().flat_map(DocumentTemplate::exprs) {
            usage.fields.extend(expr.mentioned().cloned());
            usage.facts.extend(expr.facts().iter().cloned());
        }
        for part in &parts {
            let of_obligations = part.obligations.iter().flat_map(|(core, keep)| [core, keep]);
            for expr in std::iter::once(&part.keep_if).chain(of_obligations).flatten() {
                usage.fields.extend(expr.mentioned().cloned());
                usage.facts.extend(expr.facts().iter().cloned());
            }
        }
        let key_list: Vec<String> = parts.iter().map(|part| part.front.key.clone()).collect();
        let keys = Arc::new(keys);
        let mut registry = helpers::registry(Arc::clone(&keys));
        for part in compiled {
            registry.register_template(&part.name, part.template);
        }
        let scissors = pictograms.get(pictogram::CUT).cloned();
        let set = Self { registry, documents, parts, keys, key_list, conditions, usage, remarks, scissors };
        Outcome::with(set, diagnostics)
    }

    /// The parts of all documents in the order of their files.
    #[must_use]
    pub fn parts(&self) -> &[PartTemplate] {
        &self.parts
    }

    /// The documents that have templates.
    #[must_use]
    pub fn documents(&self) -> &[DocumentTemplate] {
        &self.documents
    }

    /// The drawing on the line along which cards are cut out, if there is one.
    #[must_use]
    pub fn scissors(&self) -> Option<Arc<Pictogram>> {
        self.scissors.clone()
    }

    /// The key with an id.
    #[must_use]
    pub fn key(&self, id: usize) -> Option<&str> {
        self.key_list.get(id).map(String::as_str)
    }

    /// The part with a key.
    #[must_use]
    pub fn part(&self, key: &str) -> Option<&PartTemplate> {
        self.keys.get(key).map(|&at| &self.parts[at])
    }

    /// One warning for each field and each fact that neither a template nor one of these expressions uses.
    #[must_use]
    pub fn unused<'e>(&self, catalogue: &Catalogue, exprs: impl Iterator<Item = &'e Expr>) -> Vec<Diagnostic> {
        let exprs: Vec<&Expr> = exprs.collect();
        let fields: BTreeSet<&FieldPath> = exprs.iter().flat_map(|expr| expr.mentioned()).collect();
        let facts: BTreeSet<&FieldPath> = exprs.iter().flat_map(|expr| expr.facts()).collect();
        let unused_facts = catalogue
            .facts()
            .iter()
            .filter(|fact| !self.usage.facts.contains(&fact.path) && !facts.contains(&fact.path))
            .map(|fact| {
                let words = format!("法令の事実 {}（{}）を使うひな形がありません", fact.path, fact.value);
                Diagnostic::new(Code::UnusedField, words).at(fact.span)
            });
        catalogue
            .fields()
            .iter()
            .filter(|field| !self.usage.fields.contains(&field.path) && !fields.contains(&field.path))
            .filter(|field| !ENGINE_FIELDS.contains(&field.path.as_str()))
            .map(|field| {
                Diagnostic::new(
                    Code::UnusedField,
                    format!("項目 {}（{}）を使うひな形がありません", field.path, field.label),
                )
                .at(field.span)
            })
            .chain(unused_facts)
            .collect()
    }

    /// Whether some template prints or tests the field.
    #[must_use]
    pub fn uses(&self, path: &FieldPath) -> bool {
        self.usage.fields.contains(path)
    }
}

/// Parses the conditions of a part.
fn conditions(part: &mut PartTemplate, catalogue: &Catalogue, diagnostics: &mut Vec<Diagnostic>) {
    let mut parse = |text: &Option<ExprText>| {
        text.as_ref().and_then(|text| Expr::parse(text, catalogue).map_err(|problem| diagnostics.push(problem)).ok())
    };
    part.keep_if = parse(&part.front.keep_if);
    part.obligations = part
        .front
        .obligations
        .iter()
        .map(|obligation| (parse(&obligation.core_if), parse(&obligation.keep_if)))
        .collect();
}

/// Compiles bodies, headings and partials, in parallel.
fn compile_all(
    sources: &Sources,
    parts: &[PartTemplate],
    inline: Vec<(String, SourceId, ExprText)>,
    partials: &[(String, SourceId)],
) -> (Vec<Compiled>, Vec<Diagnostic>) {
    let mut jobs: Vec<(String, SourceId, String, Places)> = Vec::new();
    for part in parts {
        let marked = Marked::new(&sources.get(part.source).text, part.front.body);
        jobs.push((part.name.clone(), part.source, marked.text.clone(), Places::Body(marked)));
        for (suffix, text) in [(HEADING, &part.front.heading), (DROPPED, &part.front.dropped)] {
            if let Some(text) = text {
                let name = format!("{}{suffix}", part.name);
                jobs.push((name, part.source, text.text.clone(), Places::Inline(text.span)));
            }
        }
    }
    for (name, source, text) in inline {
        jobs.push((name, source, text.text, Places::Inline(text.span)));
    }
    for (name, source) in partials {
        let text = &sources.get(*source).text;
        let whole = Span::new(*source, 0..text.len().min(1));
        jobs.push((name.clone(), *source, text.clone(), Places::Inline(whole)));
    }
    let results: Vec<Result<Compiled, Diagnostic>> = jobs
        .into_par_iter()
        .map(|(name, source, text, map)| match Template::compile(&text) {
            Ok(mut template) => {
                template.name = Some(name.clone());
                Ok(Compiled { name, source, template, map })
            }
            Err(error) => {
                let (line, column) = error.pos().unwrap_or((1, 1));
                let span = span(&map, sources, source, line, column);
                let reason = error.reason().to_string();
                Err(Diagnostic::new(Code::TemplateSyntax, "ひな形の書き方に誤りがあります").at(span).label(reason))
            }
        })
        .collect();
    let mut compiled = Vec::new();
    let mut problems = Vec::new();
    for result in results {
        match result {
            Ok(template) => compiled.push(template),
            Err(problem) => problems.push(problem),
        }
    }
    (compiled, problems)
}

/// The place in the file of a place in a compiled template.
pub(super) fn span(places: &Places, sources: &Sources, source: SourceId, line: usize, column: usize) -> Span {
    match places {
        Places::Inline(span) => *span,
        Places::Body(marked) => {
            let file = &sources.get(source).text;
            let start = marked.byte(file, line, column);
            let rest = &file[start..];
            let length = if rest.starts_with("{{") {
                rest.find("}}").map_or(2, |end| end + 2)
            } else {
                rest.chars().next().map_or(0, char::len_utf8)
            };
            Span::new(source, start..start + length)
        }
    }
}

/// Reports forms that name articles which do not exist.
fn check_articles(parts: &[PartTemplate], keys: &BTreeMap<String, usize>, diagnostics: &mut Vec<Diagnostic>) {
    for part in parts {
        for (article, span) in &part.front.articles {
            if !keys.contains_key(article) {
                diagnostics
                    .push(Diagnostic::new(Code::UnknownReference, format!("条 {article} がありません")).at(*span));
            }
        }
    }
}

/// Reports parts for editions that their document does not have.
fn check_editions(parts: &[PartTemplate], documents: &[DocumentTemplate], diagnostics: &mut Vec<Diagnostic>) {
    for part in parts {
        let document = documents.iter().find(|document| document.kind == part.document);
        for (edition, span) in &part.front.editions {
            if !document.is_some_and(|document| document.ids().any(|id| id == edition)) {
                diagnostics.push(Diagnostic::new(Code::FrontMatter, format!("版 {edition} がありません")).at(*span));
            }
        }
    }
}
