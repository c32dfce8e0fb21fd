//! Conditions and computed defaults in CEL over the values of a profile; the only place naming the CEL library.
//!
//! An expression is parsed once. Every chain of names that is a field's path becomes one variable, so that evaluation
//! needs only the values it mentions and the fields an expression depends on are known. Beside CEL's own functions
//! there are `has(x)`, x has a value (for a number in a row: the row has the cell, be it 0); `given(x)`, the profile
//! states x; `is_role(s)`; `sum(list)`; `duration(n, unit)`; `hours(x)`, the length of a duration or interval; and
//! `date_add(date, n, unit)`. `preset` stands for `derived.preset`, `law.name` for the words of a fact and
//! `law.name.number` for its number. Dates are text in ISO form, intervals and durations maps, a field without a value
//! is 0, "", false or [].

mod convert;
mod functions;
mod logic;

pub use logic::Logic;

use cel::common::ast::{CallExpr, EntryExpr, Expr as Ast, LiteralValue};
use cel::{Context, IdedExpr, Value as Cel};

use crate::diag::{Code, Diagnostic};
use crate::fields::{Catalogue, Data, ExprText, FieldDef, FieldKind, FieldPath, LAW, Value};
use crate::source::Span;
use convert::{from_cel, to_cel};

/// A parsed expression.
#[derive(Clone, Debug)]
pub struct Expr {
    ast: IdedExpr,
    span: Span,
    fields: Vec<FieldPath>,
    asked_given: Vec<FieldPath>,
    facts: Vec<FieldPath>,
}

/// What an expression asks about a field.
pub trait Lookup {
    /// The value, or none where the field has none.
    fn value(&self, path: &FieldPath) -> Option<&Data>;
    /// Whether the profile itself states the field.
    fn is_given(&self, path: &FieldPath) -> bool;
}

impl Expr {
    /// Parses an expression.
    ///
    /// # Errors
    /// [`Code::Expression`] when it is not CEL or names a field the catalogue lacks.
    pub fn parse(text: &ExprText, catalogue: &Catalogue) -> Result<Self, Diagnostic> {
        let failed =
            |message: String| Diagnostic::new(Code::Expression, "条件の式が読めません").at(text.span).label(message);
        let parsed = cel::parser::Parser::new().parse(&text.text);
        let mut ast = parsed.map_err(|errors| failed(errors.to_string().lines().next().unwrap_or("").to_owned()))?;
        let mut binder = Binder {
            catalogue,
            fields: Vec::new(),
            asked_given: Vec::new(),
            facts: Vec::new(),
            locals: Vec::new(),
            unknown: None,
        };
        binder.bind(&mut ast);
        if let Some(unknown) = binder.unknown {
            return Err(failed(format!("項目 {unknown} がありません")));
        }
        let [mut fields, mut asked_given, mut facts] = [binder.fields, binder.asked_given, binder.facts];
        for paths in [&mut fields, &mut asked_given, &mut facts] {
            paths.sort();
            paths.dedup();
        }
        Ok(Self { ast, span: text.span, fields, asked_given, facts })
    }

    /// The fields whose values the expression needs, without repetition.
    #[must_use]
    pub fn fields(&self) -> &[FieldPath] {
        &self.fields
    }

    /// The fields the expression mentions, whether it needs their values or only asks `given`.
    pub fn mentioned(&self) -> impl Iterator<Item = &FieldPath> {
        self.fields.iter().chain(&self.asked_given)
    }

    /// The facts of law the expression uses, without repetition.
    #[must_use]
    pub fn facts(&self) -> &[FieldPath] {
        &self.facts
    }

    /// Whether the expression holds.
    ///
    /// # Errors
    /// [`Code::Expression`] when it does not evaluate to true or false.
    pub fn holds(&self, catalogue: &Catalogue, lookup: &dyn Lookup) -> Result<bool, Diagnostic> {
        match self.evaluate(catalogue, lookup)? {
            Cel::Bool(truth) => Ok(truth),
            other => Err(self.failed(format!("真か偽ではなく {:?} になりました", other.type_of()))),
        }
    }

    /// The value of the expression as a value of a field; none for a date reckoned from one that is blank.
    ///
    /// # Errors
    /// [`Code::Expression`] when it does not evaluate or does not fit the field's type.
    pub fn value_for(
        &self,
        field: &FieldDef,
        catalogue: &Catalogue,
        lookup: &dyn Lookup,
    ) -> Result<Option<Value>, Diagnostic> {
        let value = self.evaluate(catalogue, lookup)?;
        if field.kind == FieldKind::Date && value == Cel::from("") {
            return Ok(None);
        }
        from_cel(&value, field.kind, Some(field))
            .map(|data| Some(Value::computed(data)))
            .ok_or_else(|| self.failed(format!("{}の型に合わない値 {value:?} になりました", field.label)))
    }

    fn failed(&self, message: String) -> Diagnostic {
        Diagnostic::new(Code::Expression, "条件の式を計算できません").at(self.span).label(message)
    }

    fn evaluate(&self, catalogue: &Catalogue, lookup: &dyn Lookup) -> Result<Cel, Diagnostic> {
        let mut context = Context::default();
        for path in &self.fields {
            let field = catalogue.field(path.as_str());
            let value = field.map_or(Cel::Null, |field| to_cel(lookup.value(path), field.kind, Some(field)));
            context.add_variable_from_value(path.as_str(), value);
            let has = lookup.value(path).is_some_and(|data| !data.is_empty());
            context.add_variable_from_value(presence(HAS, path), has);
        }
        for path in &self.asked_given {
            context.add_variable_from_value(presence(GIVEN, path), lookup.is_given(path));
        }
        functions::register(&mut context, catalogue);
        Cel::resolve(&self.ast, &context).map_err(|error| self.failed(error.to_string()))
    }
}

const HAS: &str = "has";
const GIVEN: &str = "given";

/// The variable that says whether a field has a value or was given; no name in an expression can be the same.
fn presence(question: &str, path: &FieldPath) -> String {
    format!("{question} {path}")
}

/// Turns chains of names into fields' variables.
struct Binder<'a> {
    catalogue: &'a Catalogue,
    fields: Vec<FieldPath>,
    asked_given: Vec<FieldPath>,
    facts: Vec<FieldPath>,
    locals: Vec<String>,
    unknown: Option<String>,
}

impl Binder<'_> {
    fn bind(&mut self, expr: &mut IdedExpr) {
        if let Some(path) = self.field(&expr.expr) {
            expr.expr = Ast::Ident(path.as_str().to_owned());
            self.fields.push(path);
            return;
        }
        if let Some(literal) = self.fact(&expr.expr) {
            expr.expr = Ast::Literal(literal);
            return;
        }
        match &mut expr.expr {
            Ast::Select(select) if select.test => {
                let mut chain = (*select).clone();
                chain.test = false;
                let inner = IdedExpr { id: expr.id, expr: Ast::Select(chain) };
                expr.expr = if let Some(path) = self.field(&inner.expr) {
                    let variable = presence(HAS, &path);
                    self.fields.push(path);
                    Ast::Ident(variable)
                } else {
                    self.bind(&mut select.operand);
                    let key = LiteralValue::String(select.field.clone().into());
                    let key = IdedExpr { id: expr.id, expr: Ast::Literal(key) };
                    let map = (*select.operand).clone();
                    Ast::Call(CallExpr { func_name: "filled".to_owned(), target: None, args: vec![map, key] })
                };
            }
            Ast::Select(select) => self.bind(&mut select.operand),
            Ast::Call(call) if call.func_name == GIVEN && call.args.len() == 1 => {
                match self.field(&call.args[0].expr) {
                    Some(path) => {
                        let variable = presence(GIVEN, &path);
                        self.asked_given.push(path);
                        expr.expr = Ast::Ident(variable);
                    }
                    None => self.unknown = chain(&call.args[0].expr).or(Some(GIVEN.to_owned())),
                }
            }
            Ast::Call(call) => {
                call.target.iter_mut().for_each(|target| self.bind(target));
                call.args.iter_mut().for_each(|argument| self.bind(argument));
            }
            Ast::Comprehension(comprehension) => {
                self.bind(&mut comprehension.iter_range);
                self.bind(&mut comprehension.accu_init);
                let depth = self.locals.len();
                self.locals.push(comprehension.iter_var.clone());
                self.locals.extend(comprehension.iter_var2.clone());
                self.locals.push(comprehension.accu_var.clone());
                self.bind(&mut comprehension.loop_cond);
                self.bind(&mut comprehension.loop_step);
                self.bind(&mut comprehension.result);
                self.locals.truncate(depth);
            }
            Ast::List(list) => list.elements.iter_mut().for_each(|element| self.bind(element)),
            Ast::Map(map) => {
                for entry in &mut map.entries {
                    if let EntryExpr::MapEntry(entry) = &mut entry.expr {
                        self.bind(&mut entry.key);
                        self.bind(&mut entry.value);
                    }
                }
            }
            Ast::Ident(name) => {
                if name == "preset" {
                    let path = FieldPath::new("derived.preset");
                    path.as_str().clone_into(name);
                    self.fields.push(path);
                } else if !self.locals.contains(name) && !name.starts_with('@') {
                    self.unknown = Some(name.clone());
                }
            }
            Ast::Literal(_) | Ast::Struct(_) | Ast::Unspecified => {}
        }
    }

    /// The words or the number of the fact of law that a chain of names spells.
    fn fact(&mut self, expr: &Ast) -> Option<LiteralValue> {
        let text = chain(expr).filter(|text| text.starts_with(LAW) && !self.locals.iter().any(|local| local == LAW))?;
        let (path, number) = match text.strip_suffix(".number") {
            Some(path) => (path, true),
            None => (text.as_str(), false),
        };
        let fact = self.catalogue.fact(path)?;
        self.facts.push(fact.path.clone());
        Some(if number {
            LiteralValue::Int(fact.number?.into())
        } else {
            LiteralValue::String(fact.value.clone().into())
        })
    }

    /// The field whose path a chain of names spells.
    fn field(&self, expr: &Ast) -> Option<FieldPath> {
        let text = chain(expr).filter(|text| text.contains('.'))?;
        let root = text.split('.').next()?;
        if self.locals.iter().any(|local| local == root) {
            return None;
        }
        self.catalogue.field(&text).map(|field| field.path.clone())
    }
}

/// The dotted text of a chain of names.
fn chain(expr: &Ast) -> Option<String> {
    match expr {
        Ast::Ident(name) => Some(name.clone()),
        Ast::Select(select) if !select.test => Some(format!("{}.{}", chain(&select.operand.expr)?, select.field)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::NaiveDate;

    use super::*;
    use crate::source::Sources;

    struct Facts(BTreeMap<&'static str, Data>, &'static [&'static str]);

    impl Lookup for Facts {
        fn value(&self, path: &FieldPath) -> Option<&Data> {
            self.0.get(path.as_str())
        }

        fn is_given(&self, path: &FieldPath) -> bool {
            self.1.contains(&path.as_str())
        }
    }

    const CATALOGUE: &str = r#"
[[role]]
id = "roles.officer"
label = "責任者"
[[field]]
id = "company.count"
colour = "fill-in"
label = "人数"
help = "人数"
type = "integer"
required = "no"
[[field]]
id = "company.name"
colour = "fill-in"
label = "名"
help = "名"
type = "text"
required = "no"
[[field]]
id = "company.enacted_on"
colour = "fill-in"
label = "日"
help = "日"
type = "date"
required = "no"
[[field]]
id = "cloud.services"
colour = "fill-in"
label = "表"
help = "表"
type = "table"
columns = [{ id = "name", label = "名", type = "text" }, { id = "count", label = "数", type = "integer" }]
required = "no"
[[fact]]
id = "law.final_report"
value = "30日"
number = 30
source = "規則8条"
verified_on = 2026-11-01
confidence = "H"
"#;

    #[track_caller]
    fn check(expression: &str, expected: Result<&str, &str>) {
        let mut sources = Sources::default();
        let file = sources.add("fields.toml", CATALOGUE);
        let catalogue = Catalogue::load(&sources, &[file]).value.expect("the catalogue is valid");
        let row = |name: &str, count: i64| {
            BTreeMap::from([
                ("name".to_owned(), Value::computed(Data::Text(name.to_owned()))),
                ("count".to_owned(), Value::computed(Data::Integer(count))),
            ])
        };
        let facts = Facts(
            BTreeMap::from([
                ("company.count", Data::Integer(8)),
                ("company.enacted_on", Data::Date(NaiveDate::from_ymd_opt(2026, 12, 1).expect("a date"))),
                ("cloud.services", Data::Table(vec![row("A", 1), row("", 2), row("B", 0), BTreeMap::new()])),
            ]),
            &["company.count"],
        );
        let text = ExprText { text: expression.to_owned(), span: Span::new(file, 0..1) };
        let result = Expr::parse(&text, &catalogue)
            .and_then(|expr| expr.evaluate(&catalogue, &facts))
            .map(|value| match value {
                Cel::String(text) => text.to_string(),
                other => format!("{other:?}"),
            })
            .map_err(|diagnostic| diagnostic.label.unwrap_or_default());
        assert_eq!(result.as_deref().map_err(String::as_str), expected);
    }

    #[test]
    fn fields_functions_and_absent_values() {
        check("company.count > 5 && company.name == ''", Ok("Bool(true)"));
        check("has(company.name) || given(company.name)", Ok("Bool(false)"));
        check("has(company.count) && given(company.count)", Ok("Bool(true)"));
        check("cloud.services.filter(c, has(c.count)).map(c, c.count) == [1, 2, 0]", Ok("Bool(true)"));
        check("cloud.services.exists(c, !has(c.count) && c.count == 0)", Ok("Bool(true)"));
        check("[{'count': 0}].exists(c, has(c.count) && !has(c.name))", Ok("Bool(true)"));
        check("cloud.services.exists(c, !has(c.name)) && size(cloud.services) == 4", Ok("Bool(true)"));
        check("sum(cloud.services.map(c, c.count))", Ok("Int(3)"));
        check("date_add(company.enacted_on, 1, 'year')", Ok("2027-12-01"));
        check("is_role('roles.officer') && !is_role('roles.clerk')", Ok("Bool(true)"));
        check("duration(3, 'year').amount", Ok("Int(3)"));
        check("hours(duration(6, 'month')) < hours(duration(1, 'year'))", Ok("Bool(true)"));
        check("hours(duration(7, 'day')) == hours({'every': 1, 'unit': 'week', 'also': ''})", Ok("Bool(true)"));
        check("hours(duration(36, 'hour'))", Ok("Int(36)"));
        check("'確報は' + law.final_report + '以内'", Ok("確報は30日以内"));
        check("law.final_report.number * 2", Ok("Int(60)"));
    }

    #[test]
    fn what_has_no_length_has_no_hours() {
        let failed = "Error executing function 'hours': 長さがありません";
        check("hours({'every': 0, 'unit': '', 'also': '契約を更新するとき'}) > 1", Err(failed));
        check("hours('7日') > 1", Err(failed));
    }

    #[test]
    fn unknown_names_are_reported() {
        check("company.nmae == ''", Err("項目 company がありません"));
        check("given(company.nmae)", Err("項目 company.nmae がありません"));
        check("law.final_reprot == ''", Err("項目 law がありません"));
    }
}
