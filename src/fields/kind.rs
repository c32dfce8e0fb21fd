//! The types a field can have.

use super::catalogue::OptionDef;

/// The type of a field or of a column; the comment shows what stands in the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldKind {
    /// `"株式会社ほしふる精工"`.
    Text,
    /// `12`.
    Integer,
    /// `2026-12-01`.
    Date,
    /// `3`, a month of the year.
    Month,
    /// `[3, 9]`.
    Months,
    /// `{ every = 6, unit = "month", also = "大きな変更があったとき" }`, or `{ on = "採用の都度" }`.
    Interval,
    /// `{ amount = 3, unit = "year" }`.
    Duration,
    /// `{ dept = "総務部", tel = "03-0000-0002" }`.
    Contact,
    /// `"roles.security_officer"`, or in a column also a name.
    RoleRef,
    /// `true`.
    Boolean,
    /// `"permit"`, one of the options.
    Choice,
    /// `["shred", "dissolve"]`, some of the options.
    Choices,
    /// `["採用時", "毎年4月"]`.
    List,
    /// `[{ name = "本社" }]`, rows with the field's columns.
    Table,
}

impl FieldKind {
    /// All kinds.
    pub const ALL: [Self; 14] = [
        Self::Text,
        Self::Integer,
        Self::Date,
        Self::Month,
        Self::Months,
        Self::Interval,
        Self::Duration,
        Self::Contact,
        Self::RoleRef,
        Self::Boolean,
        Self::Choice,
        Self::Choices,
        Self::List,
        Self::Table,
    ];

    /// The name in the catalogue.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Date => "date",
            Self::Month => "month",
            Self::Months => "months",
            Self::Interval => "interval",
            Self::Duration => "duration",
            Self::Contact => "contact",
            Self::RoleRef => "role_ref",
            Self::Boolean => "boolean",
            Self::Choice => "choice",
            Self::Choices => "choices",
            Self::List => "list",
            Self::Table => "table",
        }
    }

    /// The kind of a name in the catalogue.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// What the kind is called in messages.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "文字列",
            Self::Integer => "整数",
            Self::Date => "日付",
            Self::Month => "月",
            Self::Months => "月の並び",
            Self::Interval => "間隔",
            Self::Duration => "期間",
            Self::Contact => "連絡先",
            Self::RoleRef => "役割",
            Self::Boolean => "true か false",
            Self::Choice => "選択肢の一つ",
            Self::Choices => "選択肢の並び",
            Self::List => "文字列の並び",
            Self::Table => "行の並び",
        }
    }

    /// How a value of the kind is written in a profile, with the first option where there are any.
    #[must_use]
    pub fn example_with(self, options: &[OptionDef]) -> String {
        match (self, options.first()) {
            (Self::Choice, Some(option)) => format!("\"{}\"", option.value),
            (Self::Choices, Some(option)) => format!("[\"{}\"]", option.value),
            _ => self.example().to_owned(),
        }
    }

    /// How a value of the kind is written in a profile.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Self::Text => r#""株式会社ほしふる精工""#,
            Self::Integer => "12",
            Self::Date => "2026-12-01",
            Self::Month => "3",
            Self::Months => "[3, 9]",
            Self::Interval => r#"{ every = 6, unit = "month" }"#,
            Self::Duration => r#"{ amount = 3, unit = "year" }"#,
            Self::Contact => r#"{ dept = "総務部", tel = "03-0000-0002" }"#,
            Self::RoleRef => r#""roles.security_officer""#,
            Self::Boolean => "true",
            Self::Choice => r#""permit""#,
            Self::Choices => r#"["shred", "dissolve"]"#,
            Self::List => r#"["採用時", "毎年4月"]"#,
            Self::Table => r#"[{ name = "本社" }]"#,
        }
    }
}

/// The keys of a contact (連絡先) with their labels.
pub const CONTACT_KEYS: [(&str, &str); 6] = [
    ("dept", "部署・役割"),
    ("name", "氏名"),
    ("tel", "電話"),
    ("mail", "メール"),
    ("chat", "チャット"),
    ("night", "夜間・休日"),
];

/// The units of intervals with the words of a whole count.
pub const INTERVAL_UNITS: [&str; 4] = ["day", "week", "month", "year"];

/// The units of durations.
pub const DURATION_UNITS: [&str; 5] = ["hour", "day", "week", "month", "year"];
