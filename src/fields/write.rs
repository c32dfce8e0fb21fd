//! From values to the TOML a profile would state them with.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::catalogue::ColumnDef;
use super::kind::CONTACT_KEYS;
use super::value::{Data, Value};

/// A value as TOML on one line; tables with one row a line.
#[must_use]
pub fn to_toml(data: &Data, columns: &[ColumnDef]) -> String {
    match data {
        Data::Text(text) => quoted(text),
        Data::Integer(number) => number.to_string(),
        Data::Boolean(truth) => truth.to_string(),
        Data::Date(day) => day.to_string(),
        Data::Interval { every: Some((every, unit)), also } if also.is_empty() => {
            format!("{{ every = {every}, unit = {} }}", quoted(unit))
        }
        Data::Interval { every: Some((every, unit)), also } => {
            format!("{{ every = {every}, unit = {}, also = {} }}", quoted(unit), quoted(also))
        }
        Data::Interval { every: None, also } => format!("{{ on = {} }}", quoted(also)),
        Data::Duration { amount, unit } => format!("{{ amount = {amount}, unit = {} }}", quoted(unit)),
        Data::List(items) => {
            let items: Vec<String> = items.iter().map(|item| to_toml(&item.data, &[])).collect();
            format!("[{}]", items.join(", "))
        }
        Data::Record(parts) => inline(CONTACT_KEYS.iter().map(|(key, _)| *key), parts),
        Data::Table(rows) if rows.is_empty() => "[]".to_owned(),
        Data::Table(rows) => {
            let mut text = "[\n".to_owned();
            for row in rows {
                let _ = writeln!(text, "  {},", inline(columns.iter().map(|column| column.id.as_str()), row));
            }
            text.push(']');
            text
        }
    }
}

/// An inline table with its keys in the order given.
fn inline<'k>(keys: impl Iterator<Item = &'k str>, parts: &BTreeMap<String, Value>) -> String {
    let entries: Vec<String> =
        keys.filter_map(|key| Some(format!("{key} = {}", to_toml(&parts.get(key)?.data, &[])))).collect();
    if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
}

/// A basic string.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
