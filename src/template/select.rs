//! Which parts a company has, and why it lacks the others.

use std::collections::{BTreeMap, BTreeSet};

use super::document::Chosen;
use super::front_matter::Tier;
use super::set::{PartTemplate, TemplateSet};
use crate::diag::Diagnostic;
use crate::expr::{Expr, Lookup};
use crate::fields::{Catalogue, FieldPath};
use crate::model::{DocumentKind, PartKind};
use crate::profile::Values;

/// The decisions about all parts for one company.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Why a part is dropped, by key; kept parts are absent.
    pub dropped: BTreeMap<String, Dropped>,
    /// The obligations stated, by the name of the template.
    pub duties: BTreeMap<String, BTreeSet<String>>,
    /// The editions of each document that are made, in order; a document that is not made has none.
    pub editions: BTreeMap<DocumentKind, Vec<Chosen>>,
    /// Which conditions of `{{#when}}` hold.
    pub conditions: BTreeMap<String, bool>,
}

/// Why a part is dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// What dropped it.
    pub cause: Cause,
    /// The fields that decided, the first being the most telling.
    pub fields: Vec<FieldPath>,
}

/// What dropped a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Its own condition.
    Condition,
    /// Its chapter's condition.
    Chapter,
    /// The depth: none of its obligations is stated.
    Depth,
    /// None of the articles that need it is kept.
    Articles,
    /// The document, or none of the editions that have it, is made.
    Document,
}

impl Selection {
    /// Whether the part with a key is kept.
    #[must_use]
    pub fn keeps(&self, key: &str) -> bool {
        !self.dropped.contains_key(key)
    }
}

/// Decides about all parts.
pub(super) fn select(
    set: &TemplateSet,
    catalogue: &Catalogue,
    values: &Values,
    lookup: &dyn Lookup,
    diagnostics: &mut Vec<Diagnostic>,
) -> Selection {
    let mut holds = |expr: &Expr| {
        expr.holds(catalogue, lookup).unwrap_or_else(|problem| {
            diagnostics.push(problem);
            true
        })
    };
    let mut selection = Selection::default();
    for (text, expr) in &set.conditions {
        selection.conditions.insert(text.clone(), holds(expr));
    }
    let absent = editions(set, &mut selection, &mut holds);
    let depth = match values.text("document.depth") {
        "lean" => Tier::Core,
        "full" => Tier::Detail,
        _ => Tier::Extended,
    };
    let mut chapters: BTreeMap<&str, Vec<FieldPath>> = BTreeMap::new();
    let is_chapter = |part: &&PartTemplate| part.front.kind == PartKind::Chapter;
    for part in set.parts.iter().filter(is_chapter) {
        if let Some(condition) = part.keep_if.as_ref().filter(|condition| !holds(condition)) {
            chapters.insert(&part.folder, condition.mentioned().cloned().collect::<Vec<_>>());
            let dropped =
                Dropped { cause: Cause::Condition, fields: condition.mentioned().cloned().collect::<Vec<_>>() };
            selection.dropped.insert(part.front.key.clone(), dropped);
        }
    }
    for part in set.parts.iter().filter(|part| !is_chapter(part)) {
        let mut duties = BTreeSet::new();
        for (obligation, (core_if, keep_if)) in part.front.obligations.iter().zip(&part.obligations) {
            let said = keep_if.as_ref().is_none_or(&mut holds);
            let deep_enough = obligation.tier <= depth || core_if.as_ref().is_some_and(&mut holds);
            if said && deep_enough {
                duties.insert(obligation.id.clone());
            }
        }
        let dropped = if let Some(fields) = chapters.get(part.folder.as_str()) {
            Some(Dropped { cause: Cause::Chapter, fields: fields.clone() })
        } else if let Some(condition) = part.keep_if.as_ref().filter(|condition| !holds(condition)) {
            Some(Dropped { cause: Cause::Condition, fields: condition.mentioned().cloned().collect::<Vec<_>>() })
        } else if !part.front.obligations.is_empty() && duties.is_empty() {
            Some(Dropped { cause: Cause::Depth, fields: vec![FieldPath::new("document.depth")] })
        } else {
            None
        };
        if let Some(dropped) = dropped {
            selection.dropped.insert(part.front.key.clone(), dropped);
        }
        selection.duties.insert(part.name.clone(), duties);
    }
    selection.dropped.extend(absent);
    for part in set.parts.iter().filter(|part| !part.front.articles.is_empty()) {
        let reasons: Option<Vec<&Dropped>> =
            part.front.articles.iter().map(|(article, _)| selection.dropped.get(article)).collect();
        if let Some(reasons) = reasons.filter(|_| selection.keeps(&part.front.key)) {
            let fields = reasons.iter().flat_map(|dropped| dropped.fields.clone()).collect();
            selection.dropped.insert(part.front.key.clone(), Dropped { cause: Cause::Articles, fields });
        }
    }
    selection
}

/// Chooses the editions of all documents; the parts that none of them has, with the fields that decided.
fn editions(
    set: &TemplateSet,
    selection: &mut Selection,
    holds: &mut dyn FnMut(&Expr) -> bool,
) -> BTreeMap<String, Dropped> {
    let mut absent = BTreeMap::new();
    for document in &set.documents {
        let made = document.keep_if.as_ref().is_none_or(&mut *holds);
        let places: Vec<usize> = (0..document.editions.len())
            .filter(|&at| made && document.editions[at].keep_if.as_ref().is_none_or(&mut *holds))
            .collect();
        let ids: Vec<&str> = places.iter().map(|&at| document.editions[at].edition.id.as_str()).collect();
        let own = set.parts.iter().filter(|part| part.document == document.kind);
        for part in own.filter(|part| !ids.iter().any(|id| part.front.belongs_to(id))) {
            let deciding: Vec<&Expr> = if made {
                document.editions.iter().filter_map(|edition| edition.keep_if.as_ref()).collect()
            } else {
                document.keep_if.iter().collect()
            };
            let mut fields: Vec<FieldPath> = deciding.into_iter().flat_map(Expr::mentioned).cloned().collect();
            fields.dedup();
            absent.insert(part.front.key.clone(), Dropped { cause: Cause::Document, fields });
        }
        let chosen = places.into_iter().map(|at| document.chosen(at, holds)).collect();
        selection.editions.insert(document.kind, chosen);
    }
    absent
}
