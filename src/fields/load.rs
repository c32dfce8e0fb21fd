//! From the catalogue's files to the catalogue.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::catalogue::{
    Catalogue, ColumnDef, DefaultDef, ExprText, FieldDef, Ink, OptionDef, Required, RoleDef, Topic,
};
use super::fact;
use super::kind::FieldKind;
use super::path::FieldPath;
use super::read::{Reader, Shape};
use super::value::Value;
use crate::diag::{Code, Diagnostic, Outcome};
use crate::source::{SourceId, Sources, Span};

const FIELD_KEYS: [&str; 22] = [
    "id",
    "colour",
    "label",
    "help",
    "type",
    "options",
    "plain",
    "columns",
    "unit",
    "default",
    "presets",
    "presets_from",
    "default_expr",
    "default_from",
    "computed",
    "required",
    "required_if",
    "chapters",
    "articles",
    "sections",
    "form",
    "starter",
];

impl Catalogue {
    /// Reads the files of the catalogue, which must be in the order in which topics shall stand.
    #[must_use]
    pub fn load(sources: &Sources, files: &[SourceId]) -> Outcome<Self> {
        let mut diagnostics = Vec::new();
        let tables: Vec<_> = files
            .iter()
            .filter_map(|&file| match DeTable::parse(&sources.get(file).text) {
                Ok(table) => Some((file, table.into_inner())),
                Err(error) => {
                    let span = Span::new(file, error.span().unwrap_or(0..0));
                    diagnostics.push(
                        Diagnostic::new(Code::Catalogue, "項目の一覧がTOMLとして読めません")
                            .at(span)
                            .label(error.message().to_owned()),
                    );
                    None
                }
            })
            .collect();
        let mut catalogue = Self::default();
        for (file, table) in &tables {
            for role in entries(table, "role") {
                if let Some(role) = read_role(*file, role, &mut diagnostics) {
                    catalogue.roles.push(role);
                }
            }
        }
        let roles: Vec<String> = catalogue.roles.iter().map(|role| role.id.clone()).collect();
        for (file, table) in &tables {
            let first = catalogue.fields.len();
            let mut loader = Loader { sources, file: *file, roles: &roles, diagnostics: &mut diagnostics };
            catalogue.fields.extend(entries(table, "field").filter_map(|entry| loader.field(entry)));
            catalogue
                .facts
                .extend(entries(table, "fact").filter_map(|entry| fact::read(*file, entry, &mut diagnostics)));
            let label = table.get("topic").and_then(|topic| topic.get_ref().as_str()).unwrap_or_default();
            if first < catalogue.fields.len() {
                catalogue.topics.push(Topic { label: label.to_owned(), first, end: catalogue.fields.len() });
            }
        }
        for (at, field) in catalogue.fields.iter().enumerate() {
            if let Some(earlier) = catalogue.index.insert(field.path.as_str().to_owned(), at) {
                diagnostics.push(
                    Diagnostic::new(Code::Catalogue, format!("項目 {} が二度定義されています", field.path))
                        .at(field.span)
                        .related(catalogue.fields[earlier].span, "初めの定義"),
                );
            }
        }
        for (at, fact) in catalogue.facts.iter().enumerate() {
            if let Some(earlier) = catalogue.facts[..at].iter().find(|earlier| earlier.path == fact.path) {
                diagnostics.push(
                    Diagnostic::new(Code::Catalogue, format!("事実 {} が二度定義されています", fact.path))
                        .at(fact.span)
                        .related(earlier.span, "初めの定義"),
                );
            }
        }
        catalogue.check_links(&mut diagnostics);
        Outcome::with(catalogue, diagnostics)
    }

    /// Reports names of fields that no field has.
    fn check_links(&self, diagnostics: &mut Vec<Diagnostic>) {
        for field in &self.fields {
            let named = field.default.from.iter().chain(field.default.presets_from.values());
            for path in named.filter(|path| self.field(path.as_str()).is_none()) {
                diagnostics.push(
                    Diagnostic::new(Code::Catalogue, format!("{}の既定が指す項目 {path} がありません", field.label))
                        .at(field.span),
                );
            }
        }
        for role in &self.roles {
            let named = [&role.label_field, &role.title_field, &role.name_field];
            for path in named.into_iter().flatten().filter(|path| self.field(path.as_str()).is_none()) {
                diagnostics
                    .push(Diagnostic::new(Code::Catalogue, format!("役割 {} が指す項目 {path} がありません", role.id)));
            }
        }
    }
}

/// The tables of an array of tables, with their places.
fn entries<'t, 'i>(
    table: &'t DeTable<'i>,
    key: &str,
) -> impl Iterator<Item = (&'t DeTable<'i>, std::ops::Range<usize>)> {
    table
        .get(key)
        .and_then(|value| value.get_ref().as_array())
        .into_iter()
        .flat_map(|array| array.iter())
        .filter_map(|entry| entry.get_ref().as_table().map(|table| (table, entry.span())))
}

fn read_role(
    file: SourceId,
    (table, span): (&DeTable<'_>, std::ops::Range<usize>),
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<RoleDef> {
    let text = |key: &str| table.get(key).and_then(|value| value.get_ref().as_str()).map(str::to_owned);
    let path = |key: &str| text(key).map(|path| FieldPath::new(&path));
    if let (Some(id), Some(label)) = (text("id"), text("label")) {
        Some(RoleDef {
            id,
            label,
            label_field: path("label_field"),
            title_field: path("title_field"),
            name_field: path("name_field"),
        })
    } else {
        diagnostics.push(Diagnostic::new(Code::Catalogue, "役割には id と label が要ります").at(Span::new(file, span)));
        None
    }
}

struct Loader<'a> {
    sources: &'a Sources,
    file: SourceId,
    roles: &'a [String],
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Loader<'_> {
    fn problem(&mut self, span: std::ops::Range<usize>, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(Code::Catalogue, message).at(Span::new(self.file, span)));
    }

    fn field(&mut self, (table, span): (&DeTable<'_>, std::ops::Range<usize>)) -> Option<FieldDef> {
        for key in table.keys().filter(|key| !FIELD_KEYS.contains(&key.get_ref().as_ref())) {
            self.problem(key.span(), format!("項目の定義に「{}」はありません", key.get_ref()));
        }
        let (Some(id), Some(label), Some(help), Some(kind)) =
            (self.text(table, "id"), self.text(table, "label"), self.text(table, "help"), self.text(table, "type"))
        else {
            self.problem(span, "項目には id、label、help、type が要ります");
            return None;
        };
        let Some(kind) = FieldKind::from_name(&kind) else {
            self.problem(span, format!("型 {kind} はありません"));
            return None;
        };
        let ink = match self.text(table, "colour").as_deref() {
            Some("fill-in") => Ink::FillIn,
            Some("choice") => Ink::Choice,
            _ => {
                self.problem(span, format!("{id} の colour は fill-in か choice です"));
                return None;
            }
        };
        let options = self.options(table);
        let columns = self.columns(table);
        let plain = self.plain(table);
        let shape = Shape { label: &label, kind, options: &options, columns: &columns };
        let default = self.default(table, shape);
        let required = match (self.text(table, "required").as_deref(), self.expr(table, "required_if")) {
            (Some("always"), None) => Required::Always,
            (Some("no"), None) => Required::No,
            (Some("if"), Some(expr)) => Required::If(expr),
            _ => {
                self.problem(span.clone(), format!("{id} の required は always、if（required_if と共に）、no です"));
                Required::No
            }
        };
        if matches!(kind, FieldKind::Choice | FieldKind::Choices) && options.is_empty() {
            self.problem(span.clone(), format!("{id} に選択肢がありません"));
        }
        if kind == FieldKind::Table && columns.is_empty() {
            self.problem(span.clone(), format!("{id} に列がありません"));
        }
        let strings = |key: &str| -> Vec<String> {
            items(table, key).filter_map(|item| item.get_ref().as_str().map(str::to_owned)).collect()
        };
        let chapters = items(table, "chapters")
            .filter_map(|item| item.get_ref().as_integer().and_then(|number| number.as_str().parse().ok()))
            .collect();
        Some(FieldDef {
            path: FieldPath::new(&id),
            ink,
            help,
            kind,
            unit: self.text(table, "unit"),
            default,
            required,
            starter: table.get("starter").and_then(|value| value.get_ref().as_bool()).unwrap_or(false),
            chapters,
            articles: strings("articles"),
            sections: strings("sections"),
            span: Span::new(self.file, span),
            label,
            options,
            columns,
            plain,
        })
    }

    fn text(&mut self, table: &DeTable<'_>, key: &str) -> Option<String> {
        let value = table.get(key)?;
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.problem(value.span(), format!("{key} は文字列です"));
        }
        text
    }

    fn expr(&mut self, table: &DeTable<'_>, key: &str) -> Option<ExprText> {
        let span = table.get(key)?.span();
        self.text(table, key).map(|text| ExprText { text, span: Span::new(self.file, span) })
    }

    fn options(&mut self, table: &DeTable<'_>) -> Vec<OptionDef> {
        items(table, "options")
            .filter_map(|item| {
                let option = item.get_ref().as_table().and_then(|option| {
                    let text = |key: &str| option.get(key).and_then(|value| value.get_ref().as_str());
                    let plain = text("plain").map(str::to_owned);
                    Some(OptionDef { value: text("value")?.to_owned(), label: text("label")?.to_owned(), plain })
                });
                match &option {
                    Some(OptionDef { label, plain: Some(plain), .. }) => self.same_numbers(item.span(), label, plain),
                    Some(_) => {}
                    None => self.problem(item.span(), "選択肢には value と label が要ります"),
                }
                option
            })
            .collect()
    }

    /// The words of defaults in easy Japanese. What stands in none of the defaults would never be printed.
    fn plain(&mut self, table: &DeTable<'_>) -> BTreeMap<String, String> {
        let source = &self.sources.get(self.file).text;
        let values = ["default", "default_expr"].iter().filter_map(|key| table.get(*key)).map(Spanned::span);
        let texts: Vec<&str> = values
            .chain(pairs(table, "presets").map(|(_, value)| value.span()))
            .filter_map(|span| source.get(span))
            .collect();
        let literals: Vec<&str> = texts.iter().flat_map(|text| text.split('"').skip(1).step_by(2)).collect();
        let mut found = BTreeMap::new();
        for (words, plain) in pairs(table, "plain") {
            let span = plain.span();
            let Some(plain) = plain.get_ref().as_str() else {
                self.problem(span, "plain には、言葉とやさしい言い方を文字列で並べます");
                continue;
            };
            if !is_joined(&words, &literals) {
                self.problem(span.clone(), format!("「{words}」は既定の言葉にありません"));
            }
            self.same_numbers(span, &words, plain);
            found.insert(words, plain.to_owned());
        }
        found
    }

    /// Reports numbers that only one of two wordings states.
    fn same_numbers(&mut self, span: std::ops::Range<usize>, words: &str, plain: &str) {
        if numbers(words) != numbers(plain) {
            self.problem(span, format!("「{words}」とやさしい言い方で数が違います"));
        }
    }

    fn columns(&mut self, table: &DeTable<'_>) -> Vec<ColumnDef> {
        items(table, "columns")
            .filter_map(|item| {
                let column = item.get_ref().as_table().and_then(|column| {
                    let text = |key: &str| column.get(key).and_then(|value| value.get_ref().as_str());
                    Some(ColumnDef {
                        id: text("id")?.to_owned(),
                        label: text("label")?.to_owned(),
                        kind: FieldKind::from_name(text("type")?)?,
                        options: self.options(column),
                    })
                });
                if column.is_none() {
                    self.problem(item.span(), "列には id、label、正しい type が要ります");
                }
                column
            })
            .collect()
    }

    fn value(&mut self, shape: Shape<'_>, value: &Spanned<DeValue<'_>>) -> Option<Value> {
        Reader::new(self.file, self.roles, self.diagnostics).read(shape, value)
    }

    fn default(&mut self, table: &DeTable<'_>, shape: Shape<'_>) -> DefaultDef {
        let mut presets = BTreeMap::new();
        let mut presets_from = BTreeMap::new();
        for (key, value) in pairs(table, "presets") {
            presets.extend(self.value(shape, value).map(|value| (key.clone(), value)));
        }
        for (key, value) in pairs(table, "presets_from") {
            presets_from.extend(value.get_ref().as_str().map(|path| (key.clone(), FieldPath::new(path))));
        }
        DefaultDef {
            computed: self.expr(table, "computed"),
            presets,
            presets_from,
            expr: self.expr(table, "default_expr"),
            from: self.text(table, "default_from").map(|path| FieldPath::new(&path)),
            value: table.get("default").and_then(|value| self.value(shape, value)),
        }
    }
}

/// The items of an array, or nothing.
pub(crate) fn items<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> impl Iterator<Item = &'t Spanned<DeValue<'i>>> {
    table.get(key).and_then(|value| value.get_ref().as_array()).into_iter().flat_map(|array| array.iter())
}

/// Whether words can be put together from some of the literals.
fn is_joined(words: &str, literals: &[&str]) -> bool {
    let mut ends = BTreeSet::from([0]);
    while let Some(end) = ends.pop_first() {
        if end == words.len() {
            return true;
        }
        let next = literals.iter().filter(|literal| !literal.is_empty() && words[end..].starts_with(**literal));
        ends.extend(next.map(|literal| end + literal.len()));
    }
    false
}

/// The numbers in some words, in order of size.
fn numbers(words: &str) -> Vec<&str> {
    let mut numbers: Vec<&str> = words.split(|letter: char| !letter.is_numeric()).collect();
    numbers.retain(|number| !number.is_empty());
    numbers.sort_unstable();
    numbers
}

/// The keys and values of a sub-table, or nothing.
fn pairs<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> impl Iterator<Item = (String, &'t Spanned<DeValue<'i>>)> {
    table
        .get(key)
        .and_then(|value| value.get_ref().as_table())
        .into_iter()
        .flat_map(|table| table.iter())
        .map(|(key, value)| (key.get_ref().to_string(), value))
}
