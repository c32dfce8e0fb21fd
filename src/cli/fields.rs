//! `kitei fields`: the catalogue as text, as JSON, and as the JSON Schema of a profile.

use std::fmt::Write;

use serde_json::{Map, Value as Json, json};

use super::args::{FieldsArgs, FieldsFormat};
use super::load;
use super::report::{self, Exit};
use crate::fields::{
    CONTACT_KEYS, Catalogue, ColumnDef, DURATION_UNITS, FieldDef, FieldKind, INTERVAL_UNITS, Ink, OptionDef, Required,
    to_toml,
};

/// Runs the command.
pub(super) fn run(args: &FieldsArgs) -> Exit {
    let (_, kit) = match load::kit(&args.shared, None) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    match args.format {
        FieldsFormat::Text => report::print(&text(&kit.catalogue, args.words.as_deref())),
        FieldsFormat::Json => report::print(&format!("{:#}\n", list(&kit.catalogue))),
        FieldsFormat::Schema => report::print(&format!("{:#}\n", schema(&kit.catalogue))),
    }
    Exit::Fine
}

/// One line a field, or all about the fields that match.
fn text(catalogue: &Catalogue, words: Option<&str>) -> String {
    let mut out = String::new();
    for topic in catalogue.topics() {
        let fields: Vec<&FieldDef> = catalogue
            .fields_of(topic)
            .iter()
            .filter(|field| field.is_stated())
            .filter(|field| {
                words.is_none_or(|words| {
                    [field.path.as_str(), &field.label, &field.help].iter().any(|text| text.contains(words))
                })
            })
            .collect();
        if fields.is_empty() {
            continue;
        }
        let _ = writeln!(out, "■ {}", topic.label);
        for field in fields {
            if words.is_none() {
                let _ = writeln!(out, "  {}  {}（{}）", field.path, field.label, field.kind.label());
            } else {
                describe(field, &mut out);
            }
        }
        out.push('\n');
    }
    if out.is_empty() {
        let _ = writeln!(out, "「{}」を含む項目はありません", words.unwrap_or_default());
    }
    out
}

fn describe(field: &FieldDef, out: &mut String) {
    let _ = writeln!(out, "  {}  {}", field.path, field.label);
    let _ = writeln!(out, "    {}", field.help);
    let _ = writeln!(out, "    型: {}  書き方: {}", field.kind.label(), field.kind.example_with(&field.options));
    for option in &field.options {
        let _ = writeln!(out, "    選択肢: \"{}\"  {}", option.value, option.label);
    }
    for column in &field.columns {
        let _ = writeln!(out, "    列: {}  {}（{}）", column.id, column.label, column.kind.label());
    }
    if let Some(value) = &field.default.value {
        let default = to_toml(&value.data, &field.columns).replace('\n', "\n      ");
        let _ = writeln!(out, "    既定: {default}");
    } else if !field.default.presets.is_empty() || field.default.expr.is_some() {
        let _ = writeln!(out, "    既定: 規模やほかの項目から決まる");
    }
    let required = match &field.required {
        Required::Always => "必須",
        Required::If(_) => "条件により必須",
        Required::No => "任意",
    };
    let _ = writeln!(out, "    {required}");
}

fn list(catalogue: &Catalogue) -> Json {
    let fields = catalogue.topics().iter().flat_map(|topic| {
        catalogue.fields_of(topic).iter().map(|field| {
            json!({
                "id": field.path.as_str(),
                "topic": topic.label,
                "label": field.label,
                "help": field.help,
                "colour": match field.ink { Ink::FillIn => "fill-in", Ink::Choice => "choice" },
                "type": field.kind.as_str(),
                "unit": field.unit,
                "options": options(&field.options),
                "columns": field.columns.iter().map(|column| json!({
                    "id": column.id, "label": column.label, "type": column.kind.as_str(),
                    "options": options(&column.options),
                })).collect::<Vec<_>>(),
                "required": match &field.required {
                    Required::Always => "always", Required::If(_) => "if", Required::No => "no",
                },
                "stated": field.is_stated(),
                "chapters": field.chapters,
                "articles": field.articles,
                "sections": field.sections,
            })
        })
    });
    Json::Array(fields.collect())
}

fn options(options: &[OptionDef]) -> Json {
    options.iter().map(|option| json!({ "value": option.value, "label": option.label })).collect()
}

/// The JSON Schema of a profile, for editors that know TOML schemas.
fn schema(catalogue: &Catalogue) -> Json {
    let mut root = group();
    for field in catalogue.fields().iter().filter(|field| field.is_stated()) {
        let mut object = &mut root;
        let mut segments = field.path.as_str().split('.').peekable();
        while let Some(segment) = segments.next() {
            let Some(properties) = object.get_mut("properties").and_then(Json::as_object_mut) else { break };
            if segments.peek().is_none() {
                let mut leaf = shape(field.kind, &field.options, &field.columns);
                if let Some(leaf) = leaf.as_object_mut() {
                    leaf.insert("title".to_owned(), Json::from(field.label.as_str()));
                    leaf.insert("description".to_owned(), Json::from(field.help.as_str()));
                }
                properties.insert(segment.to_owned(), leaf);
                break;
            }
            object = properties.entry(segment.to_owned()).or_insert_with(group);
        }
    }
    if let Some(root) = root.as_object_mut() {
        root.insert("$schema".to_owned(), Json::from("https://json-schema.org/draft/2020-12/schema"));
        root.insert("title".to_owned(), Json::from("kitei の会社情報"));
    }
    root
}

fn group() -> Json {
    json!({ "type": "object", "properties": {}, "additionalProperties": false })
}

fn shape(kind: FieldKind, of_options: &[OptionDef], columns: &[ColumnDef]) -> Json {
    let values = || of_options.iter().map(|option| option.value.as_str()).collect::<Vec<_>>();
    match kind {
        FieldKind::Text | FieldKind::RoleRef => json!({ "type": "string" }),
        FieldKind::Integer => json!({ "type": "integer", "minimum": 0 }),
        FieldKind::Month => json!({ "type": "integer", "minimum": 1, "maximum": 12 }),
        FieldKind::Months => json!({ "type": "array", "items": { "type": "integer", "minimum": 1, "maximum": 12 } }),
        FieldKind::Date => json!({ "type": "string", "format": "date" }),
        FieldKind::Boolean => json!({ "type": "boolean" }),
        FieldKind::Choice => json!({ "enum": values() }),
        FieldKind::Choices => json!({ "type": "array", "items": { "enum": values() } }),
        FieldKind::List => json!({ "type": "array", "items": { "type": "string" } }),
        FieldKind::Interval => json!({
            "type": "object", "additionalProperties": false,
            "properties": {
                "every": { "type": "integer", "minimum": 1 }, "unit": { "enum": INTERVAL_UNITS },
                "also": { "type": "string" }, "on": { "type": "string" },
            },
        }),
        FieldKind::Duration => json!({
            "type": "object", "additionalProperties": false, "required": ["amount", "unit"],
            "properties": { "amount": { "type": "integer", "minimum": 1 }, "unit": { "enum": DURATION_UNITS } },
        }),
        FieldKind::Contact => {
            let parts: Map<String, Json> = CONTACT_KEYS
                .iter()
                .map(|(key, label)| ((*key).to_owned(), json!({ "type": "string", "title": label })))
                .collect();
            json!({ "type": "object", "additionalProperties": false, "properties": parts })
        }
        FieldKind::Table => {
            let cells: Map<String, Json> = columns
                .iter()
                .map(|column| {
                    let mut cell = shape(column.kind, &column.options, &[]);
                    if let Some(cell) = cell.as_object_mut() {
                        cell.insert("title".to_owned(), Json::from(column.label.as_str()));
                    }
                    (column.id.clone(), cell)
                })
                .collect();
            json!({
                "type": "array",
                "items": { "type": "object", "additionalProperties": false, "properties": cells },
            })
        }
    }
}
