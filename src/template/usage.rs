//! Walks compiled templates without a profile: what they use, and what they use wrongly.

use std::collections::{BTreeMap, BTreeSet};

use handlebars::template::{BlockParam, DecoratorTemplate, HelperTemplate, Parameter, Subexpression, TemplateElement};
use handlebars::{Path, Template};
use serde_json::Value as Json;

use super::helpers::{BLOCK_HELPERS, VALUE_HELPERS};
use super::remark::WORDS;
use super::set::{PartTemplate, Places, span};
use crate::diag::{Code, Diagnostic};
use crate::fields::{
    CONTACT_KEYS, Catalogue, ColumnDef, ExprText, FieldDef, FieldKind, FieldPath, LAW, OptionDef, nearest,
};
use crate::source::{SourceId, Sources, Span};

/// What templates use.
#[derive(Clone, Debug, Default)]
pub(super) struct Usage {
    /// The fields printed or tested.
    pub fields: BTreeSet<FieldPath>,
    /// The facts of law printed or used in conditions.
    pub facts: BTreeSet<FieldPath>,
    /// The texts of `{{#when}}`.
    pub conditions: Vec<ExprText>,
    /// The keys referred to, with the places.
    pub references: Vec<(String, Span)>,
}

/// One walk over one template.
pub(super) struct Walker<'a> {
    pub sources: &'a Sources,
    pub source: SourceId,
    pub places: &'a Places,
    pub catalogue: &'a Catalogue,
    pub keys: &'a BTreeMap<String, usize>,
    pub partials: &'a [String],
    /// The part whose body this is; none for headings and partials.
    pub part: Option<&'a PartTemplate>,
    /// The editions of the document it belongs to.
    pub editions: Vec<&'a str>,
    pub usage: &'a mut Usage,
    pub diagnostics: &'a mut Vec<Diagnostic>,
    pub scopes: Vec<(String, Shape<'a>)>,
    pub duties: Vec<String>,
}

/// What a path stands for.
#[derive(Clone, Copy)]
pub(super) enum Shape<'a> {
    /// Words to print, with the options they come from.
    Words(&'a [OptionDef]),
    /// Yes or no.
    Truth,
    /// Something to join or walk over.
    Items(&'a FieldDef),
    /// A row of a table.
    Row(&'a FieldDef),
    /// A contact, of which a part must be named.
    Contact,
    /// What a remark is about.
    Remark,
    /// Nothing known; already reported.
    Unknown,
}

impl<'a> Walker<'a> {
    /// Walks a whole template.
    pub(super) fn template(&mut self, template: &Template) {
        self.elements(template, None);
    }

    /// Walks the elements of a template or of a branch, which stands at `branch`.
    fn elements(&mut self, template: &Template, branch: Option<Span>) {
        for (index, element) in template.elements.iter().enumerate() {
            // The block that `{{else if}}` makes has no place of its own in the compiled template.
            let at = match (template.mapping.get(index), branch) {
                (Some(place), _) => span(self.places, self.sources, self.source, place.0, place.1),
                (None, Some(branch)) => branch,
                (None, None) => span(self.places, self.sources, self.source, 1, 1),
            };
            match element {
                TemplateElement::Expression(helper) | TemplateElement::HtmlExpression(helper) => {
                    self.expression(helper, at);
                }
                TemplateElement::HelperBlock(helper) => self.block(helper, at),
                TemplateElement::PartialExpression(partial) | TemplateElement::PartialBlock(partial) => {
                    self.partial(partial, at);
                }
                TemplateElement::DecoratorExpression(_) | TemplateElement::DecoratorBlock(_) => {
                    self.report(Code::UnknownHelper, at, "{{* }} は使えません", None);
                }
                _ => {}
            }
        }
    }

    /// Reports obligations that no `{{#duty}}` of the part states.
    pub(super) fn finish(&mut self) {
        let Some(part) = self.part else { return };
        for obligation in &part.front.obligations {
            if !self.duties.contains(&obligation.id) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::Obligation,
                        format!("義務 {}（{}）を述べる部分がありません", obligation.id, obligation.note),
                    )
                    .at(obligation.span)
                    .hint(format!("本文の項を {{{{#duty \"{}\"}}}} で包んでください", obligation.id)),
                );
            }
        }
    }

    fn report(&mut self, code: Code, at: Span, message: impl Into<String>, hint: Option<String>) {
        let diagnostic = Diagnostic::new(code, message).at(at);
        self.diagnostics.push(match hint {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        });
    }

    fn expression(&mut self, helper: &HelperTemplate, at: Span) {
        let name = name_of(&helper.name);
        if helper.params.is_empty() && !VALUE_HELPERS.iter().any(|(known, ..)| *known == name) {
            match self.path(&name, at) {
                Shape::Words(_) | Shape::Unknown => {}
                Shape::Truth => self.report(
                    Code::UnknownHelper,
                    at,
                    format!("{name} は「はい・いいえ」なので印字できません"),
                    Some(format!("{{{{#if {name}}}}}…{{{{/if}}}} で文を出し入れしてください")),
                ),
                Shape::Items(_) => self.report(
                    Code::UnknownHelper,
                    at,
                    format!("{name} は並びなので、そのまま印字できません"),
                    Some(format!("{{{{join {name} \"、\"}}}} か {{{{#each {name} as |…|}}}} を使ってください")),
                ),
                Shape::Row(_) | Shape::Contact | Shape::Remark => self.report(
                    Code::UnknownHelper,
                    at,
                    format!("{name} の何を印字するかを書いてください"),
                    Some(format!("例: {{{{{name}.name}}}}")),
                ),
            }
            return;
        }
        self.value_helper(&name, &helper.params, at);
    }

    fn value_helper(&mut self, name: &str, params: &[Parameter], at: Span) -> bool {
        let Some((_, least, greatest)) = VALUE_HELPERS.iter().find(|(known, ..)| *known == name) else {
            let known = VALUE_HELPERS.iter().chain(&BLOCK_HELPERS).map(|(known, ..)| *known);
            let hint = nearest(name, known).map(|near| format!("「{near}」のことですか"));
            self.report(Code::UnknownHelper, at, format!("助け語 {name} はありません"), hint);
            return false;
        };
        self.count(name, params, *least, *greatest, at);
        match (name, params) {
            ("ref" | "num", [Parameter::Literal(Json::String(key))]) => self.reference(key, at),
            ("ref" | "num", _) => {
                self.report(Code::UnknownHelper, at, format!("{name} には条のキーを \" で囲んで書きます"), None);
            }
            ("eq" | "ne" | "has", [first, rest @ ..]) => {
                let shape = self.param(first, at);
                self.check_options(shape, rest, at);
            }
            ("join" | "and_list" | "or_list" | "len", [first, rest @ ..]) => {
                if !matches!(self.param(first, at), Shape::Items(_) | Shape::Unknown) {
                    self.report(Code::UnknownHelper, at, format!("{name} には並びを渡します"), None);
                }
                for param in rest {
                    self.param(param, at);
                }
            }
            _ => {
                for param in params {
                    self.param(param, at);
                }
            }
        }
        true
    }

    fn count(&mut self, name: &str, params: &[Parameter], least: usize, greatest: usize, at: Span) {
        if !(least..=greatest).contains(&params.len()) {
            self.report(Code::UnknownHelper, at, format!("{name} に渡す数が違います（{}個）", params.len()), None);
        }
    }

    /// Reports literals that are no option of the field they are compared with.
    fn check_options(&mut self, shape: Shape<'a>, literals: &[Parameter], at: Span) {
        let options = match shape {
            Shape::Words(options) => options,
            Shape::Items(field) => &field.options,
            _ => &[],
        };
        for literal in literals {
            match literal {
                Parameter::Literal(Json::String(text)) if !options.is_empty() => {
                    if !options.iter().any(|option| option.value == *text) {
                        let known: Vec<&str> = options.iter().map(|option| option.value.as_str()).collect();
                        self.report(
                            Code::UnknownOption,
                            at,
                            format!("選択肢「{text}」はありません"),
                            Some(format!("次から選んでください: {}", known.join("、"))),
                        );
                    }
                }
                Parameter::Literal(_) => {}
                other => {
                    self.param(other, at);
                }
            }
        }
    }

    fn reference(&mut self, key: &str, at: Span) {
        if !self.keys.contains_key(key) {
            let hint = nearest(key, self.keys.keys().map(String::as_str)).map(|near| format!("「{near}」のことですか"));
            self.report(Code::UnknownReference, at, format!("参照先 {key} がありません"), hint);
        }
        self.usage.references.push((key.to_owned(), at));
    }

    fn param(&mut self, param: &Parameter, at: Span) -> Shape<'a> {
        match param {
            Parameter::Path(path) => self.path(raw(path), at),
            Parameter::Name(name) => self.path(name, at),
            Parameter::Subexpression(Subexpression { element, .. }) => {
                if let TemplateElement::Expression(helper) | TemplateElement::HtmlExpression(helper) = element.as_ref()
                {
                    self.value_helper(&name_of(&helper.name), &helper.params, at);
                }
                Shape::Unknown
            }
            _ => Shape::Unknown,
        }
    }

    fn block(&mut self, helper: &HelperTemplate, at: Span) {
        let name = name_of(&helper.name);
        let Some((_, least, greatest)) = BLOCK_HELPERS.iter().find(|(known, ..)| *known == name) else {
            let hint = nearest(&name, BLOCK_HELPERS.iter().map(|(known, ..)| *known))
                .map(|near| format!("「{near}」のことですか"));
            self.report(Code::UnknownHelper, at, format!("助け語 #{name} はありません"), hint);
            return;
        };
        self.count(&name, &helper.params, *least, *greatest, at);
        let depth = self.scopes.len();
        match (name.as_str(), helper.params.as_slice()) {
            ("each", [list]) => self.each(helper, list, at),
            ("when", [Parameter::Literal(Json::String(text))]) => {
                self.usage.conditions.push(ExprText { text: text.clone(), span: at });
            }
            ("when", _) => self.report(Code::UnknownHelper, at, "when には式を ' で囲んで書きます", None),
            ("kept", [Parameter::Literal(Json::String(key))]) => {
                if !self.keys.contains_key(key) {
                    let hint = nearest(key, self.keys.keys().map(String::as_str))
                        .map(|near| format!("「{near}」のことですか"));
                    self.report(Code::UnknownReference, at, format!("参照先 {key} がありません"), hint);
                }
            }
            ("duty", duties) => self.duty(duties, at),
            ("edition", editions) => self.edition(editions, at),
            ("choice", [field, options @ ..]) => self.choice(helper, field, options, at),
            (_, params) => {
                for param in params {
                    self.param(param, at);
                }
            }
        }
        if let Some(template) = &helper.template {
            self.elements(template, Some(at));
        }
        self.scopes.truncate(depth);
        if let Some(template) = &helper.inverse {
            self.elements(template, Some(at));
        }
    }

    fn each(&mut self, helper: &HelperTemplate, list: &Parameter, at: Span) {
        let shape = self.param(list, at);
        let Some(BlockParam::Single(Parameter::Name(name)) | BlockParam::Pair((Parameter::Name(name), _))) =
            &helper.block_param
        else {
            self.report(
                Code::UnknownHelper,
                at,
                "each には行の名前が要ります",
                Some("{{#each 並び as |名前|}} と書いてください".to_owned()),
            );
            return;
        };
        let row = match shape {
            Shape::Items(field) if field.kind == FieldKind::Table => Shape::Row(field),
            Shape::Items(field) => Shape::Words(&field.options),
            Shape::Unknown => Shape::Unknown,
            _ => {
                self.report(Code::UnknownHelper, at, "each には並びを渡します", None);
                Shape::Unknown
            }
        };
        self.scopes.push((name.clone(), row));
    }

    fn duty(&mut self, duties: &[Parameter], at: Span) {
        for duty in duties {
            let Parameter::Literal(Json::String(id)) = duty else {
                self.report(Code::UnknownHelper, at, "duty には義務の記号を \" で囲んで書きます", None);
                continue;
            };
            let listed =
                self.part.is_some_and(|part| part.front.obligations.iter().any(|obligation| obligation.id == *id));
            if !listed {
                self.report(
                    Code::Obligation,
                    at,
                    format!("義務 {id} が前書きにありません"),
                    Some("前書きに [[obligation]] を加えてください".to_owned()),
                );
            }
            self.duties.push(id.clone());
        }
    }

    fn edition(&mut self, editions: &[Parameter], at: Span) {
        for edition in editions {
            match edition {
                Parameter::Literal(Json::String(id)) if self.editions.contains(&id.as_str()) => {}
                Parameter::Literal(Json::String(id)) => {
                    let hint = nearest(id, self.editions.iter().copied()).map(|near| format!("「{near}」のことですか"));
                    self.report(Code::UnknownOption, at, format!("この文書に版 {id} はありません"), hint);
                }
                _ => self.report(Code::UnknownHelper, at, "edition には版の id を \" で囲んで書きます", None),
            }
        }
    }

    fn choice(&mut self, helper: &HelperTemplate, field: &Parameter, options: &[Parameter], at: Span) {
        let shape = self.param(field, at);
        let chooses = match shape {
            Shape::Words(options) => !options.is_empty(),
            Shape::Items(field) => !field.options.is_empty(),
            Shape::Unknown => true,
            _ => false,
        };
        if chooses {
            self.check_options(shape, options, at);
        } else {
            self.report(Code::UnbalancedChoice, at, "choice には選択の項目を渡します", None);
        }
        let empty = |template: &Option<Template>| {
            template.as_ref().is_none_or(|template| {
                template
                    .elements
                    .iter()
                    .all(|element| matches!(element, TemplateElement::RawString(text) if text.trim().is_empty()))
            })
        };
        if empty(&helper.template) && empty(&helper.inverse) {
            self.report(Code::UnbalancedChoice, at, "choice の中に言葉がありません", None);
        }
    }

    fn partial(&mut self, partial: &DecoratorTemplate, at: Span) {
        let name = name_of(&partial.name);
        if !self.partials.contains(&name) {
            let hint =
                nearest(&name, self.partials.iter().map(String::as_str)).map(|near| format!("「{near}」のことですか"));
            self.report(Code::UnknownPartial, at, format!("部品 {name} がありません"), hint);
        }
        for param in &partial.params {
            self.param(param, at);
        }
    }

    /// What a path stands for; an unknown one is reported.
    fn path(&mut self, path: &str, at: Span) -> Shape<'a> {
        if path.starts_with('@') {
            return Shape::Words(&[]);
        }
        let (head, tail) = path.split_once('.').map_or((path, None), |(head, tail)| (head, Some(tail)));
        if let Some((_, shape)) = self.scopes.iter().rev().find(|(name, _)| name == head) {
            return match (*shape, tail) {
                (Shape::Row(field), Some(column)) => self.column(field, column, path, at),
                (Shape::Remark, Some(word)) if WORDS.contains(&word) => Shape::Words(&[]),
                (shape, None) => shape,
                (Shape::Unknown, _) => Shape::Unknown,
                (_, Some(_)) => self.unknown(path, at),
            };
        }
        let catalogue = self.catalogue;
        if let Some(field) = catalogue.field(path) {
            self.usage.fields.insert(field.path.clone());
            return shape_of(field);
        }
        if let Some(fact) = catalogue.fact(path) {
            self.usage.facts.insert(fact.path.clone());
            return Shape::Words(&[]);
        }
        for suffix in ["_also", "_title", "_name"] {
            let stem = path.strip_suffix(suffix).and_then(|stem| catalogue.field(stem));
            if let Some(field) = stem.filter(|field| has_suffix(field.kind, suffix)) {
                self.usage.fields.insert(field.path.clone());
                return Shape::Words(&[]);
            }
        }
        if let Some((stem, key)) = path.rsplit_once('.')
            && let Some(field) = catalogue.field(stem)
            && field.kind == FieldKind::Contact
            && CONTACT_KEYS.iter().any(|(known, _)| *known == key)
        {
            self.usage.fields.insert(field.path.clone());
            return Shape::Words(&[]);
        }
        self.unknown(path, at)
    }

    fn unknown(&mut self, path: &str, at: Span) -> Shape<'a> {
        let is_fact = path.split('.').next() == Some(LAW);
        let fields = self.catalogue.fields().iter().map(|field| &field.path).filter(|_| !is_fact);
        let facts = self.catalogue.facts().iter().map(|fact| &fact.path).filter(|_| is_fact);
        let hint =
            nearest(path, fields.chain(facts).map(FieldPath::as_str)).map(|near| format!("「{near}」のことですか"));
        let what = if is_fact { "法令の事実" } else { "項目" };
        self.report(Code::UnknownField, at, format!("{what} {path} がありません"), hint);
        Shape::Unknown
    }

    fn column(&mut self, field: &'a FieldDef, name: &str, path: &str, at: Span) -> Shape<'a> {
        if let Some(ColumnDef { kind, options, .. }) = field.column(name) {
            return match kind {
                FieldKind::Boolean => Shape::Truth,
                _ => Shape::Words(options),
            };
        }
        for suffix in ["_also", "_title", "_name"] {
            let column = name.strip_suffix(suffix).and_then(|stem| field.column(stem));
            if column.is_some_and(|column| has_suffix(column.kind, suffix)) {
                return Shape::Words(&[]);
            }
        }
        let hint = nearest(name, field.columns.iter().map(|column| column.id.as_str()))
            .map(|near| format!("「{near}」のことですか"));
        self.report(Code::UnknownField, at, format!("{}に列 {path} がありません", field.label), hint);
        Shape::Unknown
    }
}

fn shape_of(field: &FieldDef) -> Shape<'_> {
    match field.kind {
        FieldKind::Boolean => Shape::Truth,
        FieldKind::Choices | FieldKind::List | FieldKind::Table => Shape::Items(field),
        FieldKind::Contact => Shape::Contact,
        _ => Shape::Words(&field.options),
    }
}

/// Whether values of the kind have a companion with the suffix, such as the title behind a role.
pub(super) fn has_suffix(kind: FieldKind, suffix: &str) -> bool {
    match suffix {
        "_also" => kind == FieldKind::Interval,
        _ => kind == FieldKind::RoleRef,
    }
}

fn raw(path: &Path) -> &str {
    match path {
        Path::Relative((_, raw)) | Path::Local((_, _, raw)) => raw,
    }
}

fn name_of(name: &Parameter) -> String {
    match name {
        Parameter::Name(name) => name.clone(),
        Parameter::Path(path) => raw(path).to_owned(),
        Parameter::Literal(Json::String(text)) => text.clone(),
        _ => String::new(),
    }
}
