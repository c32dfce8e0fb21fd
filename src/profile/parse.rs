//! From the text of a profile to checked values with places.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::diag::{Code, Diagnostic, Outcome};
use crate::fields::{Catalogue, Data, FieldPath, Reader, Shape, Value, nearest};
use crate::source::{SourceId, Sources, Span};

/// What a profile states, field by field.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The text it came from.
    pub source: SourceId,
    given: BTreeMap<FieldPath, Value>,
    groups: BTreeMap<String, Span>,
}

impl Profile {
    /// Reads a profile. Every problem in it is reported; a field with a problem is left out.
    #[must_use]
    pub fn parse(sources: &Sources, source: SourceId, catalogue: &Catalogue) -> Outcome<Self> {
        let text = &sources.get(source).text;
        let (table, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            return Outcome::failed(errors.iter().map(|error| syntax(error, source)).collect());
        }
        let mut parser = Parser {
            catalogue,
            roles: catalogue.roles().iter().map(|role| role.id.clone()).collect(),
            source,
            given: BTreeMap::new(),
            groups: BTreeMap::new(),
            diagnostics: Vec::new(),
        };
        parser.table("", table.get_ref());
        Outcome::with(Self { source, given: parser.given, groups: parser.groups }, parser.diagnostics)
    }

    /// States a field for a profile that does not.
    pub fn state_if_absent(&mut self, path: &str, data: Data) {
        self.given.entry(FieldPath::new(path)).or_insert(Value::computed(data));
    }

    /// Where the profile opens a group of fields such as `company`.
    #[must_use]
    pub fn group(&self, path: &str) -> Option<Span> {
        self.groups.get(path).copied()
    }

    /// What the profile states for a field.
    #[must_use]
    pub fn given(&self, path: &FieldPath) -> Option<&Value> {
        self.given.get(path)
    }
}

/// A syntax error in words for a clerk.
fn syntax(error: &toml::de::Error, source: SourceId) -> Diagnostic {
    let message = error.message();
    let (words, hint) = if message.contains("duplicate key") {
        ("同じ項目が二度書かれています", "どちらか一つを残してください")
    } else if message.contains("out of range") || message.contains("date") || message.contains("time") {
        ("日付か数の書き方に誤りがあります", "暦にある日を 2026-12-01 の形で書いてください")
    } else if message.contains("string") || message.contains("quote") {
        ("文字列の書き方に誤りがあります", "文字列は \" で始めて、同じ行の中で \" で閉じてください")
    } else if message.contains("key") {
        ("項目名の書き方に誤りがあります", "名前 = 値 の形で書いてください。名前は半角の英数字です")
    } else {
        ("書き方に誤りがあります", "文字列は \" \" で囲み、並びは [ ] で囲み、記号は半角で書いてください")
    };
    Diagnostic::new(Code::ProfileSyntax, words)
        .at(Span::new(source, error.span().unwrap_or(0..0)))
        .label(message.to_owned())
        .hint(hint)
}

struct Parser<'a> {
    catalogue: &'a Catalogue,
    roles: Vec<String>,
    source: SourceId,
    given: BTreeMap<FieldPath, Value>,
    groups: BTreeMap<String, Span>,
    diagnostics: Vec<Diagnostic>,
}

impl Parser<'_> {
    fn table(&mut self, prefix: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let name = key.get_ref();
            let path = if prefix.is_empty() { name.to_string() } else { format!("{prefix}.{name}") };
            let span = Span::new(self.source, key.span());
            if let Some(field) = self.catalogue.field(&path) {
                if !field.is_stated() {
                    self.diagnostics.push(
                        Diagnostic::new(Code::UnknownKey, format!("{}は会社情報に書けません", field.label))
                            .at(span)
                            .hint("ほかの項目から決まるので、この行を消してください"),
                    );
                    continue;
                }
                let shape =
                    Shape { label: &field.label, kind: field.kind, options: &field.options, columns: &field.columns };
                let mut reader = Reader::new(self.source, &self.roles, &mut self.diagnostics);
                if let Some(value) = reader.read(shape, value) {
                    reader.check_role(&field.label, field.kind, &value);
                    self.given.insert(field.path.clone(), value);
                }
            } else if self.catalogue.is_group(&path) {
                match value.get_ref() {
                    DeValue::Table(inner) => {
                        self.groups.insert(path.clone(), span);
                        self.table(&path, inner);
                    }
                    _ => self.diagnostics.push(
                        Diagnostic::new(Code::WrongType, format!("「{path}」は項目の集まりです"))
                            .at(Span::new(self.source, value.span()))
                            .hint(format!("[{path}] と書き、その下に項目を並べてください")),
                    ),
                }
            } else {
                self.unknown(prefix, &path, span);
            }
        }
    }

    /// Reports a key no field has, with the nearest one: a sibling first, then any field.
    fn unknown(&mut self, prefix: &str, path: &str, span: Span) {
        let start = if prefix.is_empty() { String::new() } else { format!("{prefix}.") };
        let siblings = self.catalogue.fields().iter().filter_map(|field| {
            let rest = field.path.as_str().strip_prefix(&start)?;
            field.is_stated().then(|| rest.split('.').next().unwrap_or(rest))
        });
        let name = path.rsplit('.').next().unwrap_or(path);
        let everything = self.catalogue.fields().iter().filter(|field| field.is_stated());
        let hint = nearest(name, siblings)
            .map(|sibling| format!("{start}{sibling}"))
            .or_else(|| nearest(path, everything.map(|field| field.path.as_str())).map(str::to_owned))
            .map_or_else(
                || "kitei fields で項目の一覧を見られます".to_owned(),
                |nearest| match self.catalogue.field(&nearest) {
                    Some(field) => format!("「{nearest}」（{}）のことですか", field.label),
                    None => format!("「{nearest}」のことですか"),
                },
            );
        self.diagnostics
            .push(Diagnostic::new(Code::UnknownKey, format!("「{path}」という項目はありません")).at(span).hint(hint));
    }
}
