//! From TOML with places to checked values, for profiles and for the catalogue's defaults alike.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::catalogue::{ColumnDef, OptionDef};
use super::kind::{CONTACT_KEYS, DURATION_UNITS, FieldKind, INTERVAL_UNITS};
use super::value::{Data, Value};
use crate::diag::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// What a value must look like.
#[derive(Clone, Copy, Debug)]
pub struct Shape<'a> {
    /// What the value is called in messages.
    pub label: &'a str,
    /// Its type.
    pub kind: FieldKind,
    /// The options of a choice.
    pub options: &'a [OptionDef],
    /// The columns of a table.
    pub columns: &'a [ColumnDef],
}

/// Reads values of one text and gathers what is wrong with them.
#[derive(Debug)]
pub struct Reader<'a> {
    source: SourceId,
    /// Ids of roles, for hints.
    roles: &'a [String],
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// A reader for the text `source`.
    pub fn new(source: SourceId, roles: &'a [String], diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        Self { source, roles, diagnostics }
    }

    /// Reads one value; on a problem it is reported and there is none.
    pub fn read(&mut self, shape: Shape<'_>, value: &Spanned<DeValue<'_>>) -> Option<Value> {
        let span = Span::new(self.source, value.span());
        let data = match (shape.kind, value.get_ref()) {
            (FieldKind::Text | FieldKind::RoleRef, DeValue::String(text)) => {
                self.text(shape, text, span).map(Data::Text)
            }
            (FieldKind::Integer | FieldKind::Month, DeValue::Integer(_)) => {
                self.integer(shape, value).map(Data::Integer)
            }
            (FieldKind::Boolean, DeValue::Boolean(truth)) => Some(Data::Boolean(*truth)),
            (FieldKind::Date, DeValue::Datetime(datetime)) => self.date(shape, datetime, span),
            (FieldKind::Choice, DeValue::String(option)) => self.option(shape, option, span).map(Data::Text),
            (FieldKind::Choices, DeValue::Array(items)) => {
                let item = Shape { kind: FieldKind::Choice, ..shape };
                self.items(item, items.iter())
            }
            (FieldKind::List, DeValue::Array(items)) => {
                self.items(Shape { kind: FieldKind::Text, ..shape }, items.iter())
            }
            (FieldKind::Months, DeValue::Array(items)) => {
                self.items(Shape { kind: FieldKind::Month, ..shape }, items.iter())
            }
            (FieldKind::Interval, DeValue::Table(table)) => self.interval(shape, table, span),
            (FieldKind::Duration, DeValue::Table(table)) => self.duration(shape, table, span),
            (FieldKind::Contact, DeValue::Table(table)) => self.contact(shape, table),
            (FieldKind::Table, DeValue::Array(rows)) => self.rows(shape, rows.iter()),
            (_, found) => {
                self.wrong_type(shape, found, span);
                None
            }
        }?;
        Some(Value { data, span: Some(span) })
    }

    fn wrong_type(&mut self, shape: Shape<'_>, found: &DeValue<'_>, span: Span) {
        let found = match found {
            DeValue::String(_) => "文字列",
            DeValue::Integer(_) => "整数",
            DeValue::Float(_) => "小数",
            DeValue::Boolean(_) => "true か false",
            DeValue::Datetime(_) => "日付",
            DeValue::Array(_) => "並び",
            DeValue::Table(_) => "表",
        };
        let example = shape.kind.example_with(shape.options);
        self.diagnostics.push(
            Diagnostic::new(
                Code::WrongType,
                format!("{}は{}で書きます（{found}になっています）", shape.label, shape.kind.label()),
            )
            .at(span)
            .hint(format!("例: {example}")),
        );
    }

    fn text(&mut self, shape: Shape<'_>, text: &str, span: Span) -> Option<String> {
        let forbidden =
            text.chars().find(|&character| (character.is_control() && character != '\n') || is_noncharacter(character));
        if let Some(character) = forbidden {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::ForbiddenCharacter,
                    format!("{}に使えない文字 U+{:04X} があります", shape.label, character as u32),
                )
                .at(span)
                .hint("見えない制御文字を消して書き直してください"),
            );
            return None;
        }
        Some(text.to_owned())
    }

    fn integer(&mut self, shape: Shape<'_>, value: &Spanned<DeValue<'_>>) -> Option<i64> {
        let DeValue::Integer(integer) = value.get_ref() else { return None };
        let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
        let range = if shape.kind == FieldKind::Month { 1..=12 } else { 0..=999_999_999_999 };
        match number {
            Some(number) if range.contains(&number) => Some(number),
            _ => {
                let range = if shape.kind == FieldKind::Month { "1 から 12 まで" } else { "0 以上" };
                self.diagnostics.push(
                    Diagnostic::new(Code::OutOfRange, format!("{}の数が範囲の外です", shape.label))
                        .at(Span::new(self.source, value.span()))
                        .hint(format!("{range}の整数で書いてください")),
                );
                None
            }
        }
    }

    fn date(&mut self, shape: Shape<'_>, datetime: &toml::value::Datetime, span: Span) -> Option<Data> {
        let date = datetime.date.filter(|_| datetime.time.is_none());
        let date = date
            .and_then(|date| NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day)));
        if date.is_none() {
            self.diagnostics.push(
                Diagnostic::new(Code::OutOfRange, format!("{}の日付がありません", shape.label))
                    .at(span)
                    .hint("暦にある日を 2026-12-01 の形で書いてください"),
            );
        }
        date.map(Data::Date)
    }

    fn option(&mut self, shape: Shape<'_>, option: &str, span: Span) -> Option<String> {
        if shape.options.iter().any(|known| known.value == option) {
            return Some(option.to_owned());
        }
        let options: Vec<String> = shape
            .options
            .iter()
            .map(|known| {
                if known.value == known.label {
                    known.value.clone()
                } else {
                    format!("{}（{}）", known.value, known.label)
                }
            })
            .collect();
        self.diagnostics.push(
            Diagnostic::new(Code::UnknownOption, format!("{}に「{option}」という選択肢はありません", shape.label))
                .at(span)
                .hint(format!("次から選んでください: {}", options.join("、"))),
        );
        None
    }

    fn items<'v>(&mut self, shape: Shape<'_>, items: impl Iterator<Item = &'v Spanned<DeValue<'v>>>) -> Option<Data> {
        let read: Vec<Option<Value>> = items.map(|item| self.read(shape, item)).collect();
        read.into_iter().collect::<Option<Vec<_>>>().map(Data::List)
    }

    fn known_keys(&mut self, shape: Shape<'_>, table: &DeTable<'_>, keys: &[&str]) -> bool {
        let mut known = true;
        for key in table.keys() {
            if !keys.contains(&key.get_ref().as_ref()) {
                known = false;
                let nearest = nearest(key.get_ref(), keys.iter().copied());
                let diagnostic = Diagnostic::new(
                    Code::UnknownKey,
                    format!("{}に「{}」という項目はありません", shape.label, key.get_ref()),
                )
                .at(Span::new(self.source, key.span()));
                self.diagnostics.push(diagnostic.hint(nearest.map_or_else(
                    || format!("書けるのは {} です", keys.join("、")),
                    |nearest| format!("「{nearest}」のことですか"),
                )));
            }
        }
        known
    }

    fn interval(&mut self, shape: Shape<'_>, table: &DeTable<'_>, span: Span) -> Option<Data> {
        self.known_keys(shape, table, &["every", "unit", "also", "on"]).then_some(())?;
        let words = |reader: &mut Self, key: &str| match table.get(key) {
            Some(value) => reader.read(Shape { kind: FieldKind::Text, ..shape }, value).map(text_of),
            None => Some(String::new()),
        };
        let on = words(self, "on")?;
        if !on.is_empty() {
            return Some(Data::Interval { every: None, also: on });
        }
        let also = words(self, "also")?;
        let (every, unit) = self.amount(shape, table, "every", &INTERVAL_UNITS, span)?;
        Some(Data::Interval { every: Some((every, unit)), also })
    }

    fn duration(&mut self, shape: Shape<'_>, table: &DeTable<'_>, span: Span) -> Option<Data> {
        self.known_keys(shape, table, &["amount", "unit"]).then_some(())?;
        let (amount, unit) = self.amount(shape, table, "amount", &DURATION_UNITS, span)?;
        Some(Data::Duration { amount, unit })
    }

    fn amount(
        &mut self,
        shape: Shape<'_>,
        table: &DeTable<'_>,
        key: &str,
        units: &[&str],
        span: Span,
    ) -> Option<(i64, String)> {
        let (Some(amount), Some(unit)) = (table.get(key), table.get("unit")) else {
            self.diagnostics.push(
                Diagnostic::new(Code::WrongType, format!("{}には {key} と unit の両方が要ります", shape.label))
                    .at(span)
                    .hint(format!("例: {}", shape.kind.example())),
            );
            return None;
        };
        let number = self.read(Shape { kind: FieldKind::Integer, ..shape }, amount)?;
        let unit_value = self.read(Shape { kind: FieldKind::Text, ..shape }, unit)?;
        let unit_text = text_of(unit_value);
        if !units.contains(&unit_text.as_str()) {
            self.diagnostics.push(
                Diagnostic::new(Code::UnknownOption, format!("{}の単位に「{unit_text}」はありません", shape.label))
                    .at(Span::new(self.source, unit.span()))
                    .hint(format!("次から選んでください: {}", units.join("、"))),
            );
            return None;
        }
        match number.data {
            Data::Integer(0) => {
                self.diagnostics.push(
                    Diagnostic::new(Code::OutOfRange, format!("{}の数が0です", shape.label))
                        .at(Span::new(self.source, amount.span()))
                        .hint("1 以上の整数で書いてください"),
                );
                None
            }
            Data::Integer(number) => Some((number, unit_text)),
            _ => None,
        }
    }

    fn contact(&mut self, shape: Shape<'_>, table: &DeTable<'_>) -> Option<Data> {
        let keys = CONTACT_KEYS.map(|(key, _)| key);
        self.known_keys(shape, table, &keys).then_some(())?;
        let mut parts = BTreeMap::new();
        let mut complete = true;
        for (key, label) in CONTACT_KEYS {
            if let Some(value) = table.get(key) {
                let label = format!("{}の{label}", shape.label);
                match self.read(Shape { label: &label, kind: FieldKind::Text, ..shape }, value) {
                    Some(part) => {
                        parts.insert(key.to_owned(), part);
                    }
                    None => complete = false,
                }
            }
        }
        complete.then_some(Data::Record(parts))
    }

    fn rows<'v>(&mut self, shape: Shape<'_>, rows: impl Iterator<Item = &'v Spanned<DeValue<'v>>>) -> Option<Data> {
        let keys: Vec<&str> = shape.columns.iter().map(|column| column.id.as_str()).collect();
        let mut read = Vec::new();
        let mut complete = true;
        for (index, row) in rows.enumerate() {
            let DeValue::Table(table) = row.get_ref() else {
                self.wrong_type(shape, row.get_ref(), Span::new(self.source, row.span()));
                complete = false;
                continue;
            };
            complete &= self.known_keys(shape, table, &keys);
            let mut cells = BTreeMap::new();
            for column in shape.columns {
                let Some(value) = table.get(column.id.as_str()) else { continue };
                let label = format!("{}の{}行目の{}", shape.label, index + 1, column.label);
                let cell = Shape { label: &label, kind: column.kind, options: &column.options, columns: &[] };
                match self.read(cell, value) {
                    Some(value) => {
                        self.check_role(&label, column.kind, &value);
                        cells.insert(column.id.clone(), value);
                    }
                    None => complete = false,
                }
            }
            read.push(cells);
        }
        complete.then_some(Data::Table(read))
    }

    /// Reports a text that looks like the id of a role and is none.
    pub fn check_role(&mut self, label: &str, kind: FieldKind, value: &Value) {
        let (FieldKind::RoleRef, Data::Text(id), Some(span)) = (kind, &value.data, value.span) else { return };
        let looks_like_id = id.starts_with("roles.") || id.starts_with("company.");
        if looks_like_id && !self.roles.contains(id) {
            let nearest = nearest(id, self.roles.iter().map(String::as_str));
            self.diagnostics.push(
                Diagnostic::new(Code::UnknownRole, format!("{label}の役割「{id}」はありません")).at(span).hint(
                    nearest.map_or_else(
                        || format!("次から選んでください: {}", self.roles.join("、")),
                        |nearest| format!("「{nearest}」のことですか"),
                    ),
                ),
            );
        }
    }
}

fn text_of(value: Value) -> String {
    match value.data {
        Data::Text(text) => text,
        _ => String::new(),
    }
}

/// Whether a character is one of Unicode's noncharacters, some of which serve as tokens while rendering.
#[must_use]
pub fn is_noncharacter(character: char) -> bool {
    matches!(character, '\u{FDD0}'..='\u{FDEF}') || (character as u32) & 0xFFFE == 0xFFFE
}

/// The known name most like a mistyped one, if any is close.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(similarity, _)| *similarity > 0.8)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, candidate)| candidate)
}
