//! Values of fields as CEL values, and back.

use std::collections::BTreeMap;

use cel::Value as Cel;
use cel::objects::Key;

use crate::fields::{CONTACT_KEYS, ColumnDef, Data, FieldDef, FieldKind, Value};

/// A field's data; without any the kind's empty value.
pub(super) fn to_cel(data: Option<&Data>, kind: FieldKind, field: Option<&FieldDef>) -> Cel {
    match (data, kind) {
        (Some(Data::Text(text)), _) => Cel::from(text.as_str()),
        (Some(Data::Integer(number)), _) => Cel::Int(*number),
        (Some(Data::Boolean(truth)), _) => Cel::Bool(*truth),
        (Some(Data::Date(day)), _) => Cel::from(day.to_string().as_str()),
        (Some(Data::Interval { every, also }), _) => {
            let (every, unit) = every.clone().unwrap_or((0, String::new()));
            map_of([("every", Cel::Int(every)), ("unit", Cel::from(unit.as_str())), ("also", Cel::from(also.as_str()))])
        }
        (Some(Data::Duration { amount, unit }), _) => {
            map_of([("amount", Cel::Int(*amount)), ("unit", Cel::from(unit.as_str()))])
        }
        (Some(Data::List(items)), _) => {
            let items: Vec<Cel> = items.iter().map(|item| to_cel(Some(&item.data), FieldKind::Text, None)).collect();
            Cel::List(items.into())
        }
        (Some(Data::Record(parts)), _) => map_of(
            CONTACT_KEYS.map(|(key, _)| (key, to_cel(parts.get(key).map(|part| &part.data), FieldKind::Text, None))),
        ),
        (Some(Data::Table(rows)), _) => {
            let columns = field.map(|field| field.columns.as_slice()).unwrap_or_default();
            let rows: Vec<Cel> = rows
                .iter()
                .map(|row| {
                    let cell = |column: &ColumnDef| row.get(&column.id).map(|cell| &cell.data);
                    let present = columns.iter().map(|own| (own.id.clone(), to_cel(cell(own), own.kind, None)));
                    let missing = columns.iter().filter(|own| cell(own).is_none());
                    map_of(present.chain(missing.map(|own| (absence(&own.id), Cel::Bool(true)))))
                })
                .collect();
            Cel::List(rows.into())
        }
        (None, FieldKind::Integer | FieldKind::Month) => Cel::Int(0),
        (None, FieldKind::Boolean) => Cel::Bool(false),
        (None, FieldKind::List | FieldKind::Choices | FieldKind::Months | FieldKind::Table) => {
            Cel::List(Vec::new().into())
        }
        (None, FieldKind::Interval) => {
            map_of([("every", Cel::Int(0)), ("unit", Cel::from("")), ("also", Cel::from(""))])
        }
        (None, FieldKind::Duration) => map_of([("amount", Cel::Int(0)), ("unit", Cel::from(""))]),
        (None, FieldKind::Contact) => map_of(CONTACT_KEYS.map(|(key, _)| (key, Cel::from("")))),
        (None, FieldKind::Text | FieldKind::Date | FieldKind::RoleRef | FieldKind::Choice) => Cel::from(""),
    }
}

/// A CEL map.
pub(super) fn map_of<K: Into<String>>(entries: impl IntoIterator<Item = (K, Cel)>) -> Cel {
    #[expect(clippy::disallowed_types, reason = "the CEL library's map is a hash map; nothing iterates over it")]
    let map: std::collections::HashMap<String, Cel> =
        entries.into_iter().map(|(key, value)| (key.into(), value)).collect();
    map.into()
}

/// The key that says a row lacks a cell, whose own key has the kind's empty value; no column has such a name.
fn absence(column: &str) -> String {
    format!("?{column}")
}

/// Whether a map has something under a key: a number always, if its row has the cell.
pub(super) fn is_filled(map: &Cel, key: &str) -> bool {
    get(map, &absence(key)).is_none()
        && get(map, key).is_some_and(|value| matches!(value, Cel::Int(_)) || has_content(value))
}

fn has_content(value: &Cel) -> bool {
    match value {
        Cel::String(text) => !text.is_empty(),
        Cel::List(items) => !items.is_empty(),
        Cel::Int(number) => *number != 0,
        Cel::Map(map) => map.map.values().any(has_content),
        Cel::Null => false,
        _ => true,
    }
}

fn get<'m>(value: &'m Cel, key: &str) -> Option<&'m Cel> {
    match value {
        Cel::Map(map) => map.map.get(&Key::from(key)),
        _ => None,
    }
}

fn text(value: Option<&Cel>) -> Option<String> {
    match value {
        Some(Cel::String(text)) => Some(text.to_string()),
        _ => None,
    }
}

/// The count and the unit of a duration or an interval.
pub(super) fn length_of(value: &Cel) -> Option<(i64, String)> {
    match get(value, "amount").or_else(|| get(value, "every"))? {
        Cel::Int(count) => Some((*count, text(get(value, "unit"))?)),
        _ => None,
    }
}

/// A CEL value as data of a kind, if it fits.
pub(super) fn from_cel(value: &Cel, kind: FieldKind, field: Option<&FieldDef>) -> Option<Data> {
    Some(match (kind, value) {
        (FieldKind::Text | FieldKind::RoleRef, Cel::String(text)) => Data::Text(text.to_string()),
        (FieldKind::Choice, Cel::String(text)) => {
            field.is_none_or(|field| field.option_label(text).is_some()).then(|| Data::Text(text.to_string()))?
        }
        (FieldKind::Integer | FieldKind::Month, Cel::Int(number)) => Data::Integer(*number),
        (FieldKind::Boolean, Cel::Bool(truth)) => Data::Boolean(*truth),
        (FieldKind::Date, Cel::String(text)) => Data::Date(text.parse().ok()?),
        (FieldKind::Choices | FieldKind::List | FieldKind::Months, Cel::List(items)) => {
            let item_kind = match kind {
                FieldKind::Choices => FieldKind::Choice,
                FieldKind::Months => FieldKind::Month,
                _ => FieldKind::Text,
            };
            let items: Option<Vec<Value>> =
                items.iter().map(|item| from_cel(item, item_kind, field).map(Value::computed)).collect();
            Data::List(items?)
        }
        (FieldKind::Interval, map) => Data::Interval {
            every: match (get(map, "every")?, text(get(map, "unit"))) {
                (Cel::Int(every), Some(unit)) if *every > 0 => Some((*every, unit)),
                _ => None,
            },
            also: text(get(map, "also")).unwrap_or_default(),
        },
        (FieldKind::Duration, map) => match (get(map, "amount")?, text(get(map, "unit"))?) {
            (Cel::Int(amount), unit) => Data::Duration { amount: *amount, unit },
            _ => return None,
        },
        (FieldKind::Contact, map @ Cel::Map(_)) => Data::Record(
            CONTACT_KEYS
                .into_iter()
                .filter_map(|(key, _)| Some((key.to_owned(), Value::computed(Data::Text(text(get(map, key))?)))))
                .collect(),
        ),
        (FieldKind::Table, Cel::List(rows)) => {
            let columns = field.map(|field| field.columns.as_slice()).unwrap_or_default();
            let rows: Vec<BTreeMap<String, Value>> = rows
                .iter()
                .map(|row| {
                    columns
                        .iter()
                        .filter_map(|column| {
                            let cell = from_cel(get(row, &column.id)?, column.kind, None)?;
                            Some((column.id.clone(), Value::computed(cell)))
                        })
                        .collect()
                })
                .collect();
            Data::Table(rows)
        }
        _ => return None,
    })
}
