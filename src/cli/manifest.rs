//! `manifest.json`: what a pack holds, from what it was made, and what was decided on the way.

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use crate::bundle::hex;
use crate::diag::{Diagnostic, render};
use crate::fields::{Catalogue, Data, FieldDef};
use crate::model::{DocumentKind, ValueStatus};
use crate::pipeline::{Kit, Pack};
use crate::source::Sources;
use crate::style::Marks;
use crate::template::Cause;
use crate::wording::{DateStyle, Wording};
use crate::workspace::PackFile;

/// What a manifest is made from.
pub(super) struct Parts<'a> {
    /// The templates.
    pub kit: &'a Kit,
    /// A hash over the templates.
    pub templates: &'a str,
    /// The name of the profile.
    pub name: &'a str,
    /// The documents and decisions.
    pub pack: &'a Pack,
    /// All texts.
    pub sources: &'a Sources,
    /// Whether fill-ins are marked.
    pub marks: Marks,
    /// The files of the pack.
    pub files: &'a [Made],
    /// Problems that did not stop the pack.
    pub diagnostics: &'a [Diagnostic],
}

/// A file of the pack and the document it holds.
pub(super) struct Made {
    /// The file.
    pub file: PackFile,
    /// Which document.
    pub document: DocumentKind,
    /// Which of its editions; empty where there are none.
    pub edition: String,
    /// Its title.
    pub title: String,
    /// How many pages it has.
    pub pages: usize,
}

/// The manifest as a file of the pack.
pub(super) fn write(parts: &Parts<'_>) -> PackFile {
    let Parts { kit, pack, sources, .. } = parts;
    let files: Vec<Json> = parts
        .files
        .iter()
        .map(|Made { file, document, edition, title, pages }| {
            json!({
                "name": file.name, "document": document.as_str(), "edition": edition, "title": title, "pages": pages,
                "bytes": file.bytes.len(), "sha256": hex(&Sha256::digest(&file.bytes)),
            })
        })
        .collect();
    let dropped: Vec<Json> = kit
        .templates
        .parts()
        .iter()
        .filter_map(|part| {
            let dropped = pack.selection.dropped.get(&part.front.key)?;
            let cause = match dropped.cause {
                Cause::Condition => "condition",
                Cause::Chapter => "chapter",
                Cause::Depth => "depth",
                Cause::Articles => "articles",
                Cause::Document => "document",
            };
            let fields: Vec<&str> = dropped.fields.iter().map(crate::fields::FieldPath::as_str).collect();
            Some(json!({ "key": part.front.key, "template": part.name, "cause": cause, "fields": fields }))
        })
        .collect();
    let unconfirmed: Vec<Json> = pack
        .values
        .unconfirmed(&kit.catalogue)
        .filter(|field| kit.templates.uses(&field.path))
        .map(|field| unconfirmed(field, &kit.catalogue, pack))
        .collect();
    let manifest = json!({
        "generator": { "name": "kitei", "version": env!("CARGO_PKG_VERSION") },
        "guideline_edition": pack.values.text("document.guideline_edition"),
        "profile": {
            "name": parts.name,
            "sha256": hex(&Sha256::digest(sources.get(pack.profile.source).text.as_bytes())),
        },
        "templates": { "sha256": parts.templates },
        "marks": match parts.marks { Marks::Final => "final", Marks::Review => "review", Marks::Sample => "sample" },
        "files": files,
        "dropped": dropped,
        "unconfirmed": unconfirmed,
        "facts": facts(kit, pack),
        "diagnostics": parts.diagnostics.iter().map(|diagnostic| render::json(diagnostic, sources)).collect::<Vec<_>>(),
    });
    PackFile { name: crate::workspace::MANIFEST.to_owned(), bytes: format!("{manifest:#}\n").into_bytes() }
}

/// The facts of law printed, with their sources.
fn facts(kit: &Kit, pack: &Pack) -> Vec<Json> {
    let printed = kit.catalogue.facts().iter().filter(|fact| pack.facts.contains(&fact.path));
    printed
        .map(|fact| {
            json!({
                "fact": fact.path.as_str(), "value": fact.value, "source": fact.source,
                "verified_on": fact.verified_on.to_string(),
            })
        })
        .collect()
}

/// A field nobody stated: its default or computed value, or that it is left to be written by hand.
fn unconfirmed(field: &FieldDef, catalogue: &Catalogue, pack: &Pack) -> Json {
    let resolved = pack.values.get(&field.path);
    let wording = Wording {
        kind: field.kind,
        options: &field.options,
        catalogue,
        values: &pack.values,
        dates: DateStyle::of(&pack.values),
    };
    let value = resolved.and_then(|resolved| resolved.value.as_ref()).map(|value| match &value.data {
        Data::List(items) => Json::from(items.iter().map(|item| wording.text(&item.data)).collect::<Vec<_>>()),
        Data::Table(rows) => json!({ "rows": rows.len() }),
        Data::Record(parts) => parts.iter().map(|(key, part)| (key.clone(), wording.text(&part.data))).collect(),
        data => Json::from(wording.text(data)),
    });
    let status = match resolved.map(|resolved| resolved.status) {
        Some(ValueStatus::Derived) => "derived",
        _ if value.is_none() => "by_hand",
        _ => "default",
    };
    json!({ "field": field.path.as_str(), "label": field.label, "status": status, "value": value })
}
