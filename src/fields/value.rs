//! Values as checked: what a profile states or a default gives, with their places.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::source::Span;

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The value.
    pub data: Data,
    /// Its place in the profile or the catalogue; none for computed values.
    pub span: Option<Span>,
}

/// What a value is. How it prints depends on the field's kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// Text, the value of a choice, or the id of a role.
    Text(String),
    /// A number or a month.
    Integer(i64),
    /// Yes or no.
    Boolean(bool),
    /// A date.
    Date(NaiveDate),
    /// A repetition: every so many units, and what else; or only words.
    Interval {
        /// How many units lie between, and the unit; none when only `on` is given.
        every: Option<(i64, String)>,
        /// When it is done as well, or all that is said when there is no number.
        also: String,
    },
    /// A stretch of time.
    Duration {
        /// How many units.
        amount: i64,
        /// The unit.
        unit: String,
    },
    /// Some of several options, items or months.
    List(Vec<Value>),
    /// The parts of a contact by key, or nothing.
    Record(BTreeMap<String, Value>),
    /// Rows by column.
    Table(Vec<BTreeMap<String, Value>>),
}

impl Value {
    /// A value that was computed.
    #[must_use]
    pub fn computed(data: Data) -> Self {
        Self { data, span: None }
    }
}

impl Data {
    /// Whether there is nothing to print: empty text, an empty list, a contact without parts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Table(rows) => rows.is_empty(),
            Self::Record(parts) => parts.values().all(|part| part.data.is_empty()),
            Self::Interval { every, also } => every.is_none() && also.is_empty(),
            Self::Integer(_) | Self::Boolean(_) | Self::Date(_) | Self::Duration { .. } => false,
        }
    }

    /// The text, when it is text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}
