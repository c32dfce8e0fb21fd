//! Consistency rules between the values of a profile: which of them a company breaks, and where it says so.
//!
//! The rules are data, `templates/rules.toml`; `load` reads them. A rule is a condition in CEL that is true when it is
//! broken, or a sentence saying by what it holds in every pack. A rule with several faces has several entries with the
//! same id, so that each message says one thing. Rules judge what is written: they change no value.

mod load;

use crate::diag::{Code, Diagnostic, Severity};
use crate::expr::Expr;
use crate::fields::{Catalogue, Data, FieldDef, FieldPath};
use crate::model::ValueStatus;
use crate::profile::{Profile, Values};
use crate::source::{Sources, Span};
use crate::wording::{DateStyle, Wording};

/// All rules, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    rules: Vec<Rule>,
}

/// One rule, or one face of it.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What it is called, for example E-07.
    pub id: String,
    /// Whether breaking it stops the documents.
    pub severity: Severity,
    /// How it is decided.
    pub basis: Basis,
    /// What contradicts what, in a short sentence.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// The fields to show; the first that the profile states is the place.
    pub fields: Vec<FieldPath>,
    /// Where it is defined.
    pub span: Span,
}

/// How a rule is decided.
#[derive(Clone, Debug)]
pub enum Basis {
    /// It is broken when this is true.
    When(Expr),
    /// It always holds, and by what.
    Held(String),
}

impl RuleSet {
    /// The rules in order.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The conditions of the rules.
    pub fn exprs(&self) -> impl Iterator<Item = &Expr> {
        self.rules.iter().filter_map(|rule| match &rule.basis {
            Basis::When(expr) => Some(expr),
            Basis::Held(_) => None,
        })
    }

    /// One problem for each rule the company breaks.
    ///
    /// A rule is not judged while a field it asks about is blank: that is a problem of its own ([`Code::Blank`]), and
    /// what is not known contradicts nothing. Nor is a warning given that concerns only values nobody wrote: defaults
    /// are ours to get right, and are listed as unconfirmed anyway.
    #[must_use]
    pub fn check(
        &self,
        sources: &Sources,
        catalogue: &Catalogue,
        profile: &Profile,
        values: &Values,
    ) -> Vec<Diagnostic> {
        let scene = Scene { sources, catalogue, profile, values };
        self.rules.iter().filter_map(|rule| scene.judge(rule)).collect()
    }
}

/// What judging needs.
#[derive(Clone, Copy)]
struct Scene<'a> {
    sources: &'a Sources,
    catalogue: &'a Catalogue,
    profile: &'a Profile,
    values: &'a Values,
}

impl Scene<'_> {
    fn judge(self, rule: &Rule) -> Option<Diagnostic> {
        let Basis::When(expr) = &rule.basis else { return None };
        let resolved = |path: &FieldPath| self.values.get(path);
        let is_blank = |path: &FieldPath| resolved(path).is_some_and(|value| value.status == ValueStatus::Blank);
        if expr.fields().iter().any(is_blank) {
            return None;
        }
        match expr.holds(self.catalogue, &(self.values, self.profile)) {
            Ok(true) => {}
            Ok(false) => return None,
            // What asks for the length or the parts of an optional value that is not there finds nothing wrong.
            Err(_) if expr.fields().iter().any(|path| resolved(path).is_none_or(|value| value.value.is_none())) => {
                return None;
            }
            Err(problem) => return Some(problem),
        }
        let is_written = |path: &FieldPath| self.profile.given(path).is_some();
        if rule.severity == Severity::Warning && !rule.fields.iter().any(is_written) {
            return None;
        }
        Some(self.report(rule))
    }

    fn report(self, rule: &Rule) -> Diagnostic {
        let code = match rule.severity {
            Severity::Error => Code::Contradiction,
            Severity::Warning => Code::Doubtful,
        };
        let mut diagnostic = Diagnostic::new(code, format!("{}（規則{}）", rule.message, rule.id));
        let mut is_placed = false;
        for field in rule.fields.iter().filter_map(|path| self.catalogue.field(path.as_str())) {
            let place = self.profile.given(&field.path).and_then(|value| value.span);
            let words = self.words(field);
            match place.map(|span| self.first_line(span)) {
                Some(span) if is_placed => diagnostic = diagnostic.related(span, words),
                Some(span) => {
                    diagnostic = diagnostic.at(span).label(words);
                    is_placed = true;
                }
                None => diagnostic = self.unwritten(field).into_iter().fold(diagnostic, Diagnostic::note),
            }
        }
        if !is_placed {
            let group = rule.fields.first().and_then(|path| path.as_str().rsplit_once('.'));
            let span = group.and_then(|(group, _)| self.profile.group(group));
            diagnostic = diagnostic.at(span.unwrap_or(Span::new(self.profile.source, 0..0)));
        }
        diagnostic.hint.clone_from(&rule.hint);
        diagnostic
    }

    /// The label and the value of a field that the profile states.
    fn words(self, field: &FieldDef) -> String {
        match self.value(field) {
            Some(value) => format!("{}は{value}", field.label),
            None => format!("{}は空", field.label),
        }
    }

    /// What a field is that the profile does not state; nothing for one that does not apply.
    fn unwritten(self, field: &FieldDef) -> Option<String> {
        let resolved = self.values.get(&field.path).filter(|resolved| resolved.asked)?;
        Some(match self.value(field) {
            _ if resolved.value.is_none() => format!("{}は書かれていません", field.label),
            Some(value) if field.is_stated() => format!("{}は書かれていないので、既定の{value}です", field.label),
            Some(value) => format!("{}は{value}です", field.label),
            None => format!("{}は書かれていないので、既定のままです", field.label),
        })
    }

    /// The value of a field in words, if it has some.
    fn value(self, field: &FieldDef) -> Option<String> {
        let data = self.values.data(field.path.as_str())?;
        let wording = Wording {
            kind: field.kind,
            options: &field.options,
            catalogue: self.catalogue,
            values: self.values,
            dates: DateStyle::of(self.values),
        };
        match data {
            data if data.is_empty() => Some("「なし」".to_owned()),
            Data::Table(rows) => Some(format!("{}行", rows.len())),
            Data::List(items) => {
                let words: Vec<String> = items.iter().map(|item| wording.text(&item.data)).collect();
                Some(format!("「{}」", words.join("、")))
            }
            Data::Record(_) => None,
            data => Some(format!("「{}{}」", wording.text(data), field.unit.as_deref().unwrap_or_default())),
        }
    }

    /// Where a place begins, so that a table of many rows is not drawn whole: its header, or its opening bracket.
    fn first_line(self, span: Span) -> Span {
        let text = &self.sources.get(span.source).text[span.range()];
        let length = match text.find('\n') {
            None => text.len(),
            Some(_) if text.starts_with("[[") => text.find("]]").map_or(1, |end| end + 2),
            Some(_) => text.chars().next().map_or(0, char::len_utf8),
        };
        Span::new(span.source, span.range().start..span.range().start + length)
    }
}
