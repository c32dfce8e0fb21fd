//! The definitions of all fields and facts, in the order of the files.

use std::collections::BTreeMap;

use super::fact::FactDef;
use super::kind::FieldKind;
use super::path::FieldPath;
use super::value::Value;
use crate::source::Span;

/// Every field, role and fact, and how to find them.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    pub(super) topics: Vec<Topic>,
    pub(super) fields: Vec<FieldDef>,
    pub(super) roles: Vec<RoleDef>,
    pub(super) facts: Vec<FactDef>,
    pub(super) index: BTreeMap<String, usize>,
}

impl Catalogue {
    /// The topics in order, one per file.
    #[must_use]
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The fields in order.
    #[must_use]
    pub fn fields(&self) -> &[FieldDef] {
        &self.fields
    }

    /// The fields of a topic.
    #[must_use]
    pub fn fields_of(&self, topic: &Topic) -> &[FieldDef] {
        &self.fields[topic.first..topic.end]
    }

    /// The roles a role reference may name.
    #[must_use]
    pub fn roles(&self) -> &[RoleDef] {
        &self.roles
    }

    /// The role with an id.
    #[must_use]
    pub fn role(&self, id: &str) -> Option<&RoleDef> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// The facts of law in order.
    #[must_use]
    pub fn facts(&self) -> &[FactDef] {
        &self.facts
    }

    /// The fact with a path.
    #[must_use]
    pub fn fact(&self, path: &str) -> Option<&FactDef> {
        self.facts.iter().find(|fact| fact.path.as_str() == path)
    }

    /// Words of a field in easy Japanese, if its catalogue wrote them: those of an option, or of a default, which may
    /// come from another field.
    #[must_use]
    pub fn plain<'a>(&'a self, field: &'a FieldDef, options: &'a [OptionDef], words: &str) -> Option<&'a str> {
        let option = options.iter().find(|option| option.label == words).and_then(|option| option.plain.as_deref());
        let source = || self.field(field.default.from.as_ref()?.as_str())?.plain_default(words);
        option.or_else(|| field.plain_default(words)).or_else(source)
    }

    /// The field with a path.
    #[must_use]
    pub fn field(&self, path: &str) -> Option<&FieldDef> {
        self.index.get(path).map(|&at| &self.fields[at])
    }

    /// Whether some field's path starts with this one and a dot.
    #[must_use]
    pub fn is_group(&self, path: &str) -> bool {
        let prefix = format!("{path}.");
        self.index.range(prefix.clone()..).next().is_some_and(|(found, _)| found.starts_with(&prefix))
    }
}

/// A file of fields.
#[derive(Clone, Debug)]
pub struct Topic {
    /// The heading of the topic, for example 会社.
    pub label: String,
    pub(super) first: usize,
    pub(super) end: usize,
}

/// One field: a fact or a choice, defined once.
#[derive(Clone, Debug)]
pub struct FieldDef {
    /// Its id.
    pub path: FieldPath,
    /// Whether it prints red or blue in review.
    pub ink: Ink,
    /// What it is called.
    pub label: String,
    /// One sentence for the person who fills it in.
    pub help: String,
    /// Its type.
    pub kind: FieldKind,
    /// The options of a choice.
    pub options: Vec<OptionDef>,
    /// The columns of a table.
    pub columns: Vec<ColumnDef>,
    /// Words of its defaults, whole values, with the same in easy Japanese.
    pub plain: BTreeMap<String, String>,
    /// The unit of an integer, for people.
    pub unit: Option<String>,
    /// Where its value comes from when the profile is silent.
    pub default: DefaultDef,
    /// Whether it must have a value.
    pub required: Required,
    /// Whether the starter profile asks for it.
    pub starter: bool,
    /// The chapters of the regulations that print it.
    pub chapters: Vec<i64>,
    /// The articles of the regulations that print it.
    pub articles: Vec<String>,
    /// The sections of the policy and the handbook that print it.
    pub sections: Vec<String>,
    /// Where it is defined.
    pub span: Span,
}

impl FieldDef {
    /// The label of an option.
    #[must_use]
    pub fn option_label(&self, value: &str) -> Option<&str> {
        self.options.iter().find(|option| option.value == value).map(|option| option.label.as_str())
    }

    /// A value of one of its defaults in easy Japanese.
    fn plain_default(&self, words: &str) -> Option<&str> {
        self.plain.get(words).map(String::as_str)
    }

    /// The column with an id.
    #[must_use]
    pub fn column(&self, id: &str) -> Option<&ColumnDef> {
        self.columns.iter().find(|column| column.id == id)
    }

    /// Whether the profile may state it; computed fields it may not.
    #[must_use]
    pub fn is_stated(&self) -> bool {
        self.default.computed.is_none()
    }
}

/// Which ink the sample prints a field in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Red: a fact to overwrite (赤字).
    FillIn,
    /// Blue: a wording to choose (青字).
    Choice,
}

/// An option of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionDef {
    /// The value in the profile.
    pub value: String,
    /// The words printed.
    pub label: String,
    /// The same in easy Japanese.
    pub plain: Option<String>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnDef {
    /// The key in a row.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Its type.
    pub kind: FieldKind,
    /// The options of a choice.
    pub options: Vec<OptionDef>,
}

/// Where a value comes from when the profile is silent; tried in the order of the fields here.
#[derive(Clone, Debug, Default)]
pub struct DefaultDef {
    /// Always computed; the profile cannot state it.
    pub computed: Option<ExprText>,
    /// By preset.
    pub presets: BTreeMap<String, Value>,
    /// By preset, from the field named.
    pub presets_from: BTreeMap<String, FieldPath>,
    /// Computed from other fields.
    pub expr: Option<ExprText>,
    /// From the field named.
    pub from: Option<FieldPath>,
    /// The same for everybody.
    pub value: Option<Value>,
}

/// Whether a field must have a value.
#[derive(Clone, Debug)]
pub enum Required {
    /// In every profile.
    Always,
    /// When the expression holds; otherwise the field is neither asked for nor printed.
    If(ExprText),
    /// It may be empty.
    No,
}

/// An expression as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExprText {
    /// The text.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// A role that a role reference may name.
#[derive(Clone, Debug)]
pub struct RoleDef {
    /// The id written in profiles.
    pub id: String,
    /// What it is called when nothing else is said.
    pub label: String,
    /// The field holding the company's word for it.
    pub label_field: Option<FieldPath>,
    /// The field holding the post that fills it.
    pub title_field: Option<FieldPath>,
    /// The field holding the person's name.
    pub name_field: Option<FieldPath>,
}
