//! What references print.

use std::collections::BTreeMap;

use super::for_runs;
use crate::diag::{Code, Diagnostic};
use crate::fields::Catalogue;
use crate::model::{Document, DocumentKind, Inline, Part, PartKind, plain_text};
use crate::template::{Selection, TemplateSet};

/// Fills in all references; one to a part this company lacks is an error.
pub(super) fn fill(
    documents: &mut [Document],
    set: &TemplateSet,
    selection: &Selection,
    catalogue: &Catalogue,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // Editions of one document share their keys; from outside a reference leads to the first.
    let mut targets: BTreeMap<String, (DocumentKind, String)> = BTreeMap::new();
    let mut titles: BTreeMap<DocumentKind, String> = BTreeMap::new();
    for document in documents.iter() {
        titles.entry(document.kind).or_insert_with(|| document.properties.title.clone());
        for part in document.parts.iter().filter(|part| selection.keeps(&part.key)) {
            targets.entry(part.key.clone()).or_insert_with(|| (document.kind, words(part)));
        }
    }
    for document in documents {
        let kind = document.kind;
        let kept = document.parts.iter().filter(|part| selection.keeps(&part.key));
        let own: BTreeMap<String, String> = kept.map(|part| (part.key.clone(), words(part))).collect();
        for part in &mut document.parts {
            for_runs(part, &mut |run| {
                let place = run.origin.span;
                let Inline::Reference { target, bare, text } = &mut run.content else { return };
                if let Some(words) = own.get(target) {
                    text.clone_from(words);
                    return;
                }
                match targets.get(target) {
                    Some((home, words)) if *home == kind || *bare => text.clone_from(words),
                    Some((home, words)) => {
                        let title = titles.get(home).map(String::as_str).unwrap_or_default();
                        *text = format!("『{title}』{words}");
                    }
                    None => diagnostics.push(dropped(target, place, set, selection, catalogue)),
                }
            });
        }
    }
}

/// The number of a part in running text; its heading where it has none.
fn words(part: &Part) -> String {
    let Some(heading) = &part.heading else { return part.key.clone() };
    match (&heading.label, part.kind) {
        (Some(label), PartKind::Chapter) => {
            format!("第{}章", label.ordinals.last().copied().unwrap_or_default())
        }
        (Some(label), _) => label.text.clone(),
        (None, _) => format!("「{}」", plain_text(&heading.runs)),
    }
}

fn dropped(
    target: &str,
    place: Option<crate::source::Span>,
    set: &TemplateSet,
    selection: &Selection,
    catalogue: &Catalogue,
) -> Diagnostic {
    let fields: Vec<String> = selection
        .dropped
        .get(target)
        .into_iter()
        .flat_map(|dropped| &dropped.fields)
        .map(|path| match catalogue.field(path.as_str()) {
            Some(field) => format!("{path}（{}）", field.label),
            None => path.to_string(),
        })
        .collect();
    let mut diagnostic =
        Diagnostic::new(Code::DroppedReference, format!("参照先 {target} はこの会社の文書にありません"))
            .hint(format!("ひな形の参照を {{{{#kept \"{target}\"}}}} で包んでください"));
    if !fields.is_empty() {
        diagnostic = diagnostic.label(format!("落とした項目: {}", fields.join("、")));
    }
    if let Some(place) = place {
        diagnostic = diagnostic.at(place);
    }
    match set.part(target) {
        Some(part) => diagnostic.related(part.front.key_span, "参照先"),
        None => diagnostic,
    }
}
