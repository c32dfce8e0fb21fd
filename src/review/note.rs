//! What a review knows about one field: its label, its options and which of them were taken.

use super::Desk;
use crate::diag::Diagnostic;
use crate::fields::{ColumnDef, Data, FieldDef, FieldKind, FieldPath, OptionDef, Value, to_toml};
use crate::model::{FieldNote, Mark};
use crate::template::Remark;

/// A field, or a column of one that is a table.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    field: &'a FieldDef,
    column: Option<&'a ColumnDef>,
}

impl<'a> Known<'a> {
    /// The field or the column with a path.
    pub(super) fn of(desk: &Desk<'a>, path: &FieldPath) -> Option<Self> {
        if let Some(field) = desk.catalogue.field(path.as_str()) {
            return Some(Self { field, column: None });
        }
        let (table, column) = path.as_str().rsplit_once('.')?;
        let field = desk.catalogue.field(table)?;
        Some(Self { field, column: Some(field.column(column)?) })
    }

    /// What it is called.
    pub(super) fn label(&self) -> String {
        match self.column {
            Some(column) => format!("{}・{}", self.field.label, column.label),
            None => self.field.label.clone(),
        }
    }

    /// The shorter name, which is enough beside other columns of the table.
    pub(super) fn own_label(&self) -> &'a str {
        self.column.map_or(&self.field.label, |column| &column.label)
    }

    pub(super) fn options(&self) -> &'a [OptionDef] {
        self.column.map_or(&self.field.options, |column| &column.options)
    }

    /// The words the catalogue gives everybody who states none.
    pub(super) fn proposed(&self) -> Option<&'a str> {
        let value = self.column.is_none().then_some(self.field.default.value.as_ref()).flatten();
        value.and_then(|value| value.data.as_text())
    }

    /// Whether it takes one of its options.
    pub(super) fn takes_one(&self) -> bool {
        self.column.map_or(self.field.kind, |column| column.kind) == FieldKind::Choice
    }

    /// What the Word file needs to know of it.
    pub(super) fn note(&self, desk: &Desk<'_>, mark: Option<Mark>, diagnostics: &mut Vec<Diagnostic>) -> FieldNote {
        let options = if self.takes_one() { self.options() } else { &[] };
        let unconfirmed = matches!(mark, Some(Mark::FillInDefault | Mark::ChoiceDefault));
        let comment = if unconfirmed { self.comment(desk, diagnostics) } else { Vec::new() };
        FieldNote {
            field: self.field.path.clone(),
            label: self.label(),
            options: options.iter().map(|option| (option.value.clone(), words_of(desk, option).to_owned())).collect(),
            comment,
        }
    }

    /// What there is to confirm, a paragraph a line.
    fn comment(&self, desk: &Desk<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<String> {
        let path = self.field.path.as_str();
        let (group, name) = path.rsplit_once('.').unwrap_or(("", path));
        let value = desk.values.data(path).filter(|data| !matches!(data, Data::Table(_)));
        let example = value.map(|data| format!("{name} = {}", to_toml(data, &self.field.columns))).unwrap_or_default();
        let words = [("label", self.field.label.as_str()), ("field", path), ("group", group), ("example", &example)];
        let text = desk.say(Remark::Comment, &words, diagnostics);
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    /// The line that names the options not taken, when it has options at all.
    pub(super) fn options_not_taken(&self, desk: &Desk<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
        let options = self.options();
        let taken = self.taken(desk);
        let labels = |of_taken: bool| {
            let some = options.iter().filter(|option| taken.contains(&option.value.as_str()) == of_taken);
            some.map(|option| words_of(desk, option)).collect::<Vec<_>>().join("・")
        };
        if options.is_empty() {
            return None;
        }
        let (chosen, others, label) = (labels(true), labels(false), self.label());
        let words =
            [("label", label.as_str()), ("field", self.field.path.as_str()), ("chosen", &chosen), ("others", &others)];
        let line = desk.say(Remark::Option, &words, diagnostics);
        (!line.is_empty()).then(|| line.replace('\n', " "))
    }

    /// The options taken, in a table by any of its rows.
    fn taken(&self, desk: &Desk<'a>) -> Vec<&'a str> {
        let of = |value: &'a Value| match &value.data {
            Data::List(items) => items.iter().filter_map(|item| item.data.as_text()).collect(),
            data => Vec::from_iter(data.as_text()),
        };
        let value = desk.values.get(&self.field.path).and_then(|resolved| resolved.value.as_ref());
        match (value.map(|value| &value.data), self.column) {
            (Some(Data::Table(rows)), Some(column)) => {
                rows.iter().filter_map(|row| row.get(&column.id)).flat_map(of).collect()
            }
            (Some(_), None) => value.map(of).unwrap_or_default(),
            _ => Vec::new(),
        }
    }
}

/// The words of an option as the document prints them.
fn words_of<'o>(desk: &Desk<'_>, option: &'o OptionDef) -> &'o str {
    option.plain.as_deref().filter(|_| desk.plain).unwrap_or(&option.label)
}
