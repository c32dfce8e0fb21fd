//! The data a template sees: every field under its path, values as tokens.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::usage::has_suffix;
use crate::fields::{CONTACT_KEYS, Catalogue, Data, FactDef, FieldDef, FieldKind, FieldPath, Ink, OptionDef, Value};
use crate::model::ValueStatus;
use crate::profile::{Resolved, Values};
use crate::slots::{OPEN, Slot, Slots};
use crate::wording::{DateStyle, RolePart, Wording};

/// The data of one company before the decisions about its parts are added.
#[derive(Clone, Debug)]
pub(crate) struct TemplateData {
    /// The fields as nested objects.
    pub fields: Map<String, Json>,
    /// What the tokens stand for.
    pub slots: Slots,
    /// For each token its raw value and its field's place in the catalogue.
    pub raw: Vec<Json>,
}

/// Builds the data of one company; for a sample, with [`OPEN`] in place of its facts.
pub(crate) fn build(catalogue: &Catalogue, values: &Values, sample: bool) -> TemplateData {
    let mut builder = Builder {
        catalogue,
        values,
        sample,
        dates: DateStyle::of(values),
        data: TemplateData { fields: Map::new(), slots: Slots::default(), raw: Vec::new() },
    };
    for (index, field) in catalogue.fields().iter().enumerate() {
        if let Some(resolved) = values.get(&field.path) {
            builder.field(index, field, resolved);
        }
    }
    for fact in catalogue.facts() {
        builder.fact(fact);
    }
    builder.data
}

struct Builder<'a> {
    catalogue: &'a Catalogue,
    values: &'a Values,
    sample: bool,
    dates: DateStyle,
    data: TemplateData,
}

/// The field or column a leaf belongs to.
#[derive(Clone, Copy)]
struct Leaf<'a> {
    index: usize,
    path: &'a FieldPath,
    ink: Ink,
    status: ValueStatus,
    kind: FieldKind,
    options: &'a [OptionDef],
    /// Whether it follows from other fields, so that nobody fills it in.
    computed: bool,
}

impl Leaf<'_> {
    /// The words in a sample: those of a choice and what follows from other fields, else [`OPEN`].
    fn open(&self, text: String) -> String {
        let chooses = !self.options.is_empty() && !text.is_empty();
        if self.computed || chooses { text } else { OPEN.to_owned() }
    }
}

impl<'a> Builder<'a> {
    fn field(&mut self, index: usize, field: &'a FieldDef, resolved: &Resolved) {
        let leaf = Leaf {
            index,
            path: &field.path,
            ink: field.ink,
            status: resolved.status,
            kind: field.kind,
            options: &field.options,
            computed: !field.is_stated(),
        };
        let value = resolved.value.as_ref();
        let json = match (field.kind, value) {
            (FieldKind::Boolean, value) => {
                Json::Bool(matches!(value.map(|value| &value.data), Some(Data::Boolean(true))))
            }
            (FieldKind::Table, value) => self.rows(leaf, field, value),
            (FieldKind::Choices | FieldKind::List, value) => self.items(leaf, &field.label, value),
            (FieldKind::Months, Some(value)) => self.months(leaf, value),
            (FieldKind::Contact, value) => self.contact(leaf, value),
            (_, Some(value)) => self.leaf(leaf, value),
            (_, None) if resolved.status == ValueStatus::Blank => self.blank(leaf, &field.label),
            (_, None) if self.sample && !leaf.computed => {
                Json::String(self.token(leaf, String::new(), String::new(), None))
            }
            (_, None) => Json::String(String::new()),
        };
        self.insert(field.path.as_str(), json);
        for suffix in ["_also", "_title", "_name"] {
            if has_suffix(field.kind, suffix) {
                let companion = value.map_or_else(String::new, |value| self.companion(leaf, value, suffix));
                self.insert(&format!("{}{suffix}", field.path), Json::String(companion));
            }
        }
    }

    /// A fact of law; its words stand where the template says.
    fn fact(&mut self, fact: &FactDef) {
        let raw = fact.number.map_or_else(|| fact.value.clone(), |number| number.to_string());
        self.data.raw.push(Json::Array(vec![Json::String(raw.clone()), Json::Null]));
        let slot = Slot {
            field: fact.path.clone(),
            ink: None,
            status: ValueStatus::Given,
            text: fact.value.clone(),
            plain: None,
            raw,
            span: None,
        };
        let token = self.data.slots.add(slot);
        self.insert(fact.path.as_str(), Json::String(token));
    }

    fn insert(&mut self, path: &str, json: Json) {
        let mut object = &mut self.data.fields;
        let mut segments = path.split('.').peekable();
        while let Some(segment) = segments.next() {
            if segments.peek().is_none() {
                object.insert(segment.to_owned(), json);
                return;
            }
            let inner = object.entry(segment.to_owned()).or_insert_with(|| Json::Object(Map::new()));
            match inner {
                Json::Object(inner) => object = inner,
                _ => return,
            }
        }
    }

    fn token(&mut self, leaf: Leaf<'_>, text: String, raw: String, span: Option<crate::source::Span>) -> String {
        self.data.raw.push(Json::Array(vec![Json::String(raw.clone()), Json::from(leaf.index)]));
        // A sample shows what a company may choose, in the words of the catalogue.
        let field = self.catalogue.fields().get(leaf.index).filter(|_| !self.sample);
        let plain = field.and_then(|field| self.catalogue.plain(field, leaf.options, &text)).map(str::to_owned);
        let (text, status, span) =
            if self.sample { (leaf.open(text), ValueStatus::Given, None) } else { (text, leaf.status, span) };
        let slot = Slot { field: leaf.path.clone(), ink: Some(leaf.ink), status, text, plain, raw, span };
        self.data.slots.add(slot)
    }

    fn wording(&self, leaf: Leaf<'a>) -> Wording<'a> {
        Wording {
            kind: leaf.kind,
            options: leaf.options,
            catalogue: self.catalogue,
            values: self.values,
            dates: self.dates,
        }
    }

    /// A single value: its token, or nothing when it prints nothing.
    fn leaf(&mut self, leaf: Leaf<'a>, value: &Value) -> Json {
        let text = self.wording(leaf).text(&value.data);
        let raw = match &value.data {
            Data::Text(text) => text.clone(),
            Data::Integer(number) => number.to_string(),
            Data::Date(date) => date.to_string(),
            _ => text.clone(),
        };
        if text.is_empty() && raw.is_empty() {
            return Json::String(String::new());
        }
        Json::String(self.token(leaf, text, raw, value.span))
    }

    fn companion(&mut self, leaf: Leaf<'a>, value: &Value, suffix: &str) -> String {
        let text = companion_words(&self.wording(leaf), &value.data, suffix);
        if text.is_empty() { text } else { self.token(leaf, text.clone(), text, value.span) }
    }

    /// The token of a blank, which reads 【label】 in a review.
    fn blank(&mut self, leaf: Leaf<'_>, label: &str) -> Json {
        Json::String(self.token(leaf, format!("【{label}】"), String::new(), None))
    }

    fn items(&mut self, leaf: Leaf<'a>, label: &str, value: Option<&Value>) -> Json {
        if value.is_none() && leaf.status == ValueStatus::Blank {
            return Json::Array(vec![self.blank(leaf, label)]);
        }
        let items = match value.map(|value| &value.data) {
            Some(Data::List(items)) => items.as_slice(),
            _ => &[],
        };
        match items.split_first() {
            Some((first, _)) if self.sample && !leaf.computed => match leaf.options {
                [] => Json::Array(vec![self.leaf(leaf, first)]),
                options => Json::Array(options.iter().map(|option| self.option(leaf, option, items)).collect()),
            },
            _ => Json::Array(items.iter().map(|item| self.leaf(leaf, item)).collect()),
        }
    }

    /// An option in a sample, which shows those not taken as well; conditions see only what was taken.
    fn option(&mut self, leaf: Leaf<'a>, option: &OptionDef, taken: &[Value]) -> Json {
        let taken = taken.iter().find(|item| item.data.as_text() == Some(option.value.as_str()));
        let raw = if taken.is_some() { option.value.clone() } else { String::new() };
        Json::String(self.token(leaf, option.label.clone(), raw, taken.and_then(|item| item.span)))
    }

    /// Months print as one phrase.
    fn months(&mut self, leaf: Leaf<'a>, value: &Value) -> Json {
        let words: Vec<String> = match &value.data {
            Data::List(items) => items.iter().map(|item| self.wording(leaf).text(&item.data)).collect(),
            _ => Vec::new(),
        };
        let text = crate::wording::enumerate(&words, "及び");
        if text.is_empty() {
            return Json::String(text);
        }
        Json::String(self.token(leaf, text.clone(), text, value.span))
    }

    fn contact(&mut self, leaf: Leaf<'a>, value: Option<&Value>) -> Json {
        let parts = match value.map(|value| &value.data) {
            Some(Data::Record(parts)) => Some(parts),
            _ => None,
        };
        let mut object = Map::new();
        for (key, _) in CONTACT_KEYS {
            let part = parts.and_then(|parts| parts.get(key));
            let json = part.map_or_else(|| Json::String(String::new()), |part| self.leaf(leaf, part));
            object.insert(key.to_owned(), json);
        }
        Json::Object(object)
    }

    fn rows(&mut self, leaf: Leaf<'a>, field: &'a FieldDef, value: Option<&Value>) -> Json {
        let rows = match value.map(|value| &value.data) {
            Some(Data::Table(rows)) => rows.as_slice(),
            _ => &[],
        };
        let columns: Vec<FieldPath> =
            field.columns.iter().map(|column| FieldPath::new(&format!("{}.{}", field.path, column.id))).collect();
        let mut json = Vec::new();
        let blank = [BTreeMap::new()];
        let is_blank = value.is_none() && leaf.status == ValueStatus::Blank;
        for row in if is_blank { &blank } else { rows } {
            let mut object = Map::new();
            for (column, path) in field.columns.iter().zip(&columns) {
                let cell = row.get(&column.id);
                if column.kind == FieldKind::Boolean {
                    let truth = matches!(cell.map(|cell| &cell.data), Some(Data::Boolean(true)));
                    object.insert(column.id.clone(), Json::Bool(truth));
                    continue;
                }
                let (text, companions) = self.cell(leaf, column.kind, &column.options, path, cell);
                object.insert(column.id.clone(), text);
                for (suffix, companion) in companions {
                    object.insert(format!("{}{suffix}", column.id), Json::String(companion));
                }
            }
            if let Some(first) = field.columns.first().filter(|_| is_blank) {
                object.insert(first.id.clone(), self.blank(leaf, &field.label));
            }
            json.push(Json::Object(object));
        }
        Json::Array(json)
    }

    /// A cell of a table, with its companions.
    fn cell(
        &mut self,
        leaf: Leaf<'a>,
        kind: FieldKind,
        options: &'a [OptionDef],
        path: &FieldPath,
        cell: Option<&Value>,
    ) -> (Json, Vec<(&'static str, String)>) {
        // The path of a column lives no longer than this call, so words are made first and tokens after.
        let wording = self.wording(Leaf { kind, options, ..leaf });
        let mut make = |text: String, raw: String, span| {
            if text.is_empty() && raw.is_empty() {
                return String::new();
            }
            self.token(Leaf { path, kind, options, ..leaf }, text, raw, span)
        };
        let mut companions = Vec::new();
        for suffix in ["_also", "_title", "_name"] {
            if has_suffix(kind, suffix) {
                let text = cell.map_or_else(String::new, |cell| companion_words(&wording, &cell.data, suffix));
                companions.push((suffix, make(text.clone(), text, cell.and_then(|cell| cell.span))));
            }
        }
        let words = cell.map_or_else(String::new, |cell| match &cell.data {
            Data::List(items) => {
                let words: Vec<String> = items.iter().map(|item| wording.text(&item.data)).collect();
                words.join("、")
            }
            data => wording.text(data),
        });
        let raw = match cell.map(|cell| &cell.data) {
            Some(Data::Text(text)) => text.clone(),
            Some(Data::Integer(number)) => number.to_string(),
            _ => words.clone(),
        };
        (Json::String(make(words, raw, cell.and_then(|cell| cell.span))), companions)
    }
}

/// The words beside a value: when an interval is due as well, the post or the person behind a role.
fn companion_words(wording: &Wording<'_>, data: &Data, suffix: &str) -> String {
    match (data, suffix) {
        (Data::Interval { every: Some(_), also }, "_also") => also.clone(),
        (Data::Text(role), "_title") => wording.role(role, RolePart::Title),
        (Data::Text(role), "_name") => wording.role(role, RolePart::Name),
        _ => String::new(),
    }
}
