//! Every field's value: stated, by default, or computed.

use std::collections::BTreeMap;

use super::parse::Profile;
use crate::diag::{Code, Diagnostic, Outcome};
use crate::expr::{Expr, Logic, Lookup};
use crate::fields::{Catalogue, Data, FieldDef, FieldPath, Required, Value};
use crate::model::ValueStatus;
use crate::source::Span;

/// The values of all fields for one company.
#[derive(Clone, Debug)]
pub struct Values {
    resolved: BTreeMap<FieldPath, Resolved>,
}

/// A field's value and how it came about.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The value; none when the field has none.
    pub value: Option<Value>,
    /// How it came about; [`ValueStatus::Blank`] when it must have a value and has none.
    pub status: ValueStatus,
    /// Whether the field applies to this company; a field that is not asked for is neither printed nor checked.
    pub asked: bool,
}

impl Values {
    /// Resolves all fields. The outcome always has a value; blanks are no problem here, see [`Values::blanks`].
    #[must_use]
    pub fn resolve(profile: &Profile, catalogue: &Catalogue, logic: &Logic) -> Outcome<Self> {
        let mut resolver = Resolver {
            profile,
            catalogue,
            logic,
            resolved: BTreeMap::new(),
            open: Vec::new(),
            diagnostics: Vec::new(),
        };
        for field in catalogue.fields() {
            resolver.ensure(field);
        }
        Outcome::with(Self { resolved: resolver.resolved }, resolver.diagnostics)
    }

    /// The value of a field and how it came about.
    #[must_use]
    pub fn get(&self, path: &FieldPath) -> Option<&Resolved> {
        self.resolved.get(path)
    }

    /// The data of a field by its dotted path.
    #[must_use]
    pub fn data(&self, path: &str) -> Option<&Data> {
        self.resolved.get(&FieldPath::new(path)).and_then(|resolved| resolved.value.as_ref()).map(|value| &value.data)
    }

    /// The text of a field by its dotted path; empty when it has none.
    #[must_use]
    pub fn text(&self, path: &str) -> &str {
        self.data(path).and_then(Data::as_text).unwrap_or_default()
    }

    /// One error for each field that must have a value and has none.
    #[must_use]
    pub fn blanks(&self, profile: &Profile, catalogue: &Catalogue) -> Vec<Diagnostic> {
        catalogue
            .fields()
            .iter()
            .filter(|field| self.get(&field.path).is_some_and(|resolved| resolved.status == ValueStatus::Blank))
            .map(|field| {
                let (group, name) = field.path.as_str().rsplit_once('.').unwrap_or(("", field.path.as_str()));
                let stated = profile.given(&field.path).and_then(|value| value.span);
                let span = stated.or_else(|| profile.group(group));
                Diagnostic::new(Code::Blank, format!("{}が書かれていません", field.label))
                    .at(span.unwrap_or(Span::new(profile.source, 0..0)))
                    .hint(format!("[{group}] に {name} = {} の形で書いてください。{}", example(field), field.help))
            })
            .collect()
    }

    /// The fields whose value is a default or computed and not confirmed by the profile.
    pub fn unconfirmed<'a>(&'a self, catalogue: &'a Catalogue) -> impl Iterator<Item = &'a FieldDef> {
        catalogue.fields().iter().filter(|field| {
            field.is_stated()
                && self.get(&field.path).is_some_and(|resolved| {
                    resolved.asked && matches!(resolved.status, ValueStatus::Default | ValueStatus::Derived)
                })
        })
    }
}

/// How a value of the field is written; what to write instead of the dots its help says.
fn example(field: &FieldDef) -> String {
    if field.kind == crate::fields::FieldKind::Text {
        return "\"…\"".to_owned();
    }
    field.kind.example_with(&field.options)
}

struct Resolver<'a> {
    profile: &'a Profile,
    catalogue: &'a Catalogue,
    logic: &'a Logic,
    resolved: BTreeMap<FieldPath, Resolved>,
    open: Vec<FieldPath>,
    diagnostics: Vec<Diagnostic>,
}

impl Lookup for Resolver<'_> {
    fn value(&self, path: &FieldPath) -> Option<&Data> {
        self.resolved.get(path).and_then(|resolved| resolved.value.as_ref()).map(|value| &value.data)
    }

    fn is_given(&self, path: &FieldPath) -> bool {
        is_given(self.profile, path)
    }
}

fn is_given(profile: &Profile, path: &FieldPath) -> bool {
    profile.given(path).is_some_and(|value| !value.data.is_empty())
}

impl Lookup for (&Values, &Profile) {
    fn value(&self, path: &FieldPath) -> Option<&Data> {
        self.0.get(path).and_then(|resolved| resolved.value.as_ref()).map(|value| &value.data)
    }

    fn is_given(&self, path: &FieldPath) -> bool {
        is_given(self.1, path)
    }
}

impl Resolver<'_> {
    fn ensure(&mut self, field: &FieldDef) {
        if self.resolved.contains_key(&field.path) {
            return;
        }
        if self.open.contains(&field.path) {
            let chain: Vec<&str> = self.open.iter().map(FieldPath::as_str).collect();
            self.diagnostics.push(
                Diagnostic::new(Code::Catalogue, "項目の既定が互いを指していて決まりません")
                    .at(field.span)
                    .label(chain.join(" → ")),
            );
            self.resolved
                .insert(field.path.clone(), Resolved { value: None, status: ValueStatus::Default, asked: true });
            return;
        }
        self.open.push(field.path.clone());
        let resolved = self.resolve(field);
        self.open.pop();
        self.resolved.entry(field.path.clone()).or_insert(resolved);
    }

    fn resolve(&mut self, field: &FieldDef) -> Resolved {
        let logic = self.logic;
        let some = |value: Value, status| Resolved { value: Some(value), status, asked: true };
        if let Some(expr) = logic.computed.get(&field.path) {
            let value = self.compute(field, expr);
            return Resolved { value, status: ValueStatus::Derived, asked: true };
        }
        let asked = match logic.required.get(&field.path) {
            Some(condition) => self.condition(condition),
            None => true,
        };
        let must = asked && !matches!(field.required, Required::No);
        if let Some(value) = self.profile.given(&field.path) {
            let says_nothing = value.data.is_empty() || value.data.as_text().is_some_and(|text| text.trim().is_empty());
            if !says_nothing {
                return some(value.clone(), ValueStatus::Given);
            }
            // An empty list may be an answer, 「なし」, where the catalogue itself gives none by default.
            let may_be_empty = || field.default.value.as_ref().is_some_and(|default| default.data.is_empty());
            let status = if must && !may_be_empty() { ValueStatus::Blank } else { ValueStatus::Given };
            return Resolved { value: None, status, asked };
        }
        if !asked {
            return Resolved { value: None, status: ValueStatus::Default, asked };
        }
        match self.default(field) {
            Some((value, status)) => some(value, status),
            None => {
                Resolved { value: None, status: if must { ValueStatus::Blank } else { ValueStatus::Default }, asked }
            }
        }
    }

    fn default(&mut self, field: &FieldDef) -> Option<(Value, ValueStatus)> {
        let default = &field.default;
        if !default.presets.is_empty() || !default.presets_from.is_empty() {
            let preset = self.preset();
            if let Some(value) = default.presets.get(&preset) {
                return Some((value.clone(), ValueStatus::Default));
            }
            if let Some(value) = default.presets_from.get(&preset).and_then(|path| self.value_of(path)) {
                return Some((value, ValueStatus::Derived));
            }
        }
        if let Some(expr) = self.logic.defaults.get(&field.path)
            && let Some(value) = self.compute(field, expr)
        {
            return Some((value, ValueStatus::Derived));
        }
        if let Some(value) = default.from.as_ref().and_then(|path| self.value_of(path)) {
            return Some((value, ValueStatus::Derived));
        }
        default.value.clone().map(|value| (value, ValueStatus::Default))
    }

    fn preset(&mut self) -> String {
        let path = FieldPath::new("derived.preset");
        self.value_of(&path).and_then(|value| value.data.as_text().map(str::to_owned)).unwrap_or_default()
    }

    fn value_of(&mut self, path: &FieldPath) -> Option<Value> {
        self.ensure(self.catalogue.field(path.as_str())?);
        self.resolved.get(path)?.value.clone()
    }

    fn ensure_mentioned(&mut self, expr: &Expr) {
        for path in expr.fields() {
            if let Some(field) = self.catalogue.field(path.as_str()) {
                self.ensure(field);
            }
        }
    }

    fn condition(&mut self, expr: &Expr) -> bool {
        self.ensure_mentioned(expr);
        expr.holds(self.catalogue, self).unwrap_or_else(|diagnostic| {
            self.diagnostics.push(diagnostic);
            true
        })
    }

    fn compute(&mut self, field: &FieldDef, expr: &Expr) -> Option<Value> {
        self.ensure_mentioned(expr);
        match expr.value_for(field, self.catalogue, self) {
            Ok(value) => value,
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }
}
