//! From the compiled templates and one company's values to rendered text.

use std::collections::BTreeSet;

use handlebars::{Context, RenderError};
use serde_json::{Map, Value as Json, json};

use super::context;
use super::document::{Chosen, EditionTemplate};
use super::front_matter::Origin;
use super::helpers::{ALL, EDITION, HIDDEN};
use super::select::{Cause, Dropped, Selection, select};
use super::set::{DROPPED, HEADING, PartTemplate, SUBJECT, TITLE, TemplateSet};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::fields::{Catalogue, FieldPath};
use crate::model::{DocumentKind, PartKind};
use crate::profile::{Profile, Values};
use crate::slots::{Piece, Slots, Token, scan};
use crate::source::Span;

/// All parts of one company as text with tokens.
#[derive(Debug)]
pub struct Rendered {
    /// What the tokens stand for.
    pub slots: Slots,
    /// The documents that have templates.
    pub documents: Vec<RenderedDocument>,
    /// Which parts were dropped and why.
    pub selection: Selection,
}

impl Rendered {
    /// The facts of law that the documents print.
    #[must_use]
    pub fn facts(&self) -> BTreeSet<FieldPath> {
        let texts = self.documents.iter().flat_map(|document| {
            let parts = document.parts.iter().flat_map(|part| part.heading.iter().chain([&part.body]));
            parts.chain([&document.title, &document.subject])
        });
        texts
            .flat_map(|text| scan(text))
            .filter_map(|piece| match piece {
                Piece::Token(Token::Value(id)) => self.slots.get(id).filter(|slot| slot.ink.is_none()),
                _ => None,
            })
            .map(|slot| slot.field.clone())
            .collect()
    }
}

/// One document as text with tokens.
#[derive(Debug)]
pub struct RenderedDocument {
    /// Which document.
    pub kind: DocumentKind,
    /// Which of its editions, and how it looks.
    pub chosen: Chosen,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub subject: String,
    /// Its parts in order; dropped ones are there when something is said in their place.
    pub parts: Vec<RenderedPart>,
}

/// One part as text with tokens.
#[derive(Debug)]
pub struct RenderedPart {
    /// Its place in [`TemplateSet::parts`].
    pub template: usize,
    /// Its heading.
    pub heading: Option<String>,
    /// Its body, or the sentence said in its place.
    pub body: String,
    /// Whether it was dropped and only the sentence remains.
    pub dropped: bool,
}

impl TemplateSet {
    /// Renders all parts for one company, either with its values or as the sample is before they are filled in.
    #[must_use]
    pub fn render(&self, catalogue: &Catalogue, profile: &Profile, values: &Values, sample: bool) -> Outcome<Rendered> {
        let mut diagnostics = Vec::new();
        let selection = select(self, catalogue, values, &(values, profile), &mut diagnostics);
        let data = context::build(catalogue, values, sample);
        let mut root = data.fields;
        root.insert(HIDDEN.to_owned(), hidden(self, &selection, data.raw, sample));
        let mut context = Context::from(Json::Object(root));
        let mut documents = Vec::new();
        let made = self.documents.iter().flat_map(|document| {
            selection.editions.get(&document.kind).into_iter().flatten().map(move |chosen| (document, chosen))
        });
        for (document, chosen) in made {
            let EditionTemplate { edition, titled, .. } = &document.editions[chosen.edition];
            if let Some(Json::Object(hidden)) = context.data_mut().get_mut(HIDDEN) {
                hidden.insert(EDITION.to_owned(), json!({ edition.id.as_str(): true }));
            }
            let mut render = |name: &str, span: Span| match self.registry.render_with_context(name, &context) {
                Ok(text) => text,
                Err(error) => {
                    diagnostics.push(failure(&error, span));
                    String::new()
                }
            };
            let name = format!("{}/document.toml", document.kind.as_str());
            let title = if *titled { format!("{name}{TITLE}:{}", edition.id) } else { format!("{name}{TITLE}") };
            let mut parts = Vec::new();
            let mut place = None;
            let own = self.parts.iter().enumerate().filter(|(_, part)| part.document == document.kind);
            for (index, part) in own.filter(|(_, part)| part.front.belongs_to(&edition.id)) {
                let span = part.front.key_span;
                place.get_or_insert(span);
                let dropped = selection.dropped.get(&part.front.key);
                if dropped.is_some_and(|dropped| !leaves_a_line(part, dropped)) {
                    continue;
                }
                let dropped = dropped.is_some();
                let body = match (dropped, &part.front.dropped) {
                    (true, None) => String::new(),
                    (true, Some(_)) => render(&format!("{}{DROPPED}", part.name), span),
                    (false, _) => render(&part.name, span),
                };
                parts.push(RenderedPart {
                    template: index,
                    heading: part.front.heading.as_ref().map(|_| render(&format!("{}{HEADING}", part.name), span)),
                    body,
                    dropped,
                });
            }
            let Some(span) = place else { continue };
            documents.push(RenderedDocument {
                kind: document.kind,
                chosen: *chosen,
                title: render(&title, span),
                subject: render(&format!("{name}{SUBJECT}"), span),
                parts,
            });
        }
        Outcome::with(Rendered { slots: data.slots, documents, selection }, diagnostics)
    }
}

/// Whether a dropped part leaves its heading behind (N-07): one that says so, and an article of the sample, unless the
/// depth or its whole chapter dropped it.
fn leaves_a_line(part: &PartTemplate, dropped: &Dropped) -> bool {
    let of_sample = part.front.kind == PartKind::Article && part.front.origin == Origin::Sample;
    dropped.cause == Cause::Condition && (part.front.dropped.is_some() || of_sample)
}

fn hidden(set: &TemplateSet, selection: &Selection, raw: Vec<Json>, sample: bool) -> Json {
    let kept = set.parts.iter().map(|part| {
        let key = part.front.key.clone();
        let keeps = selection.keeps(&key);
        (key, Json::Bool(keeps))
    });
    let when = selection.conditions.iter().map(|(text, holds)| (text.clone(), Json::Bool(*holds)));
    let duty = selection.duties.iter().map(|(name, duties)| {
        let stated: Map<String, Json> = duties.iter().map(|duty| (duty.clone(), Json::Bool(true))).collect();
        (name.clone(), Json::Object(stated))
    });
    Json::Object(Map::from_iter([
        (ALL.to_owned(), Json::Bool(sample)),
        ("slots".to_owned(), Json::Array(raw)),
        ("kept".to_owned(), Json::Object(kept.collect())),
        ("when".to_owned(), Json::Object(when.collect())),
        ("duty".to_owned(), Json::Object(duty.collect())),
    ]))
}

fn failure(error: &RenderError, span: Span) -> Diagnostic {
    let line = error.line_no.map(|line| format!("本文の{line}行目: ")).unwrap_or_default();
    Diagnostic::new(Code::Render, "ひな形に値を差し込めません").at(span).label(format!("{line}{}", error.reason()))
}
