//! Runs of text, each knowing where its words came from.

use std::ops::Range;

use crate::fields::FieldPath;
use crate::source::Span;

/// A stretch of text with the same attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What the run prints.
    pub content: Inline,
    /// Whether it is emphasised; markup `**words**`.
    pub strong: bool,
    /// Where the words came from.
    pub origin: Origin,
    /// The readings over its words, in order and without overlap; no part of the words.
    pub ruby: Vec<Ruby>,
}

/// A reading (ふりがな) over a stretch of a run's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruby {
    /// The stretch, in bytes of the words; never empty.
    pub range: Range<usize>,
    /// The reading in kana; never empty.
    pub reading: String,
}

/// What a run prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words; never a line break and never empty. Markup: plain text or `{{field}}`.
    Text(String),
    /// A line break within a value that was given with one.
    Break,
    /// A reference to another part or item; markup `{{ref "key"}}`.
    Reference {
        /// The key of the part referred to.
        target: String,
        /// Whether the title of another document is left out, since it has been said; markup `{{num "key"}}`.
        bare: bool,
        /// The number as printed, for example 第12条 or 4.5; filled by `number::resolve`.
        text: String,
    },
}

impl Inline {
    /// The words as printed; a break is a line feed.
    #[must_use]
    pub fn as_text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Reference { text, .. } => text,
            Self::Break => "\n",
        }
    }
}

/// The words of some runs as printed.
#[must_use]
pub fn plain_text(runs: &[Run]) -> String {
    runs.iter().map(|run| run.content.as_text()).collect()
}

/// Where a run's words came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The kind of source.
    pub kind: OriginKind,
    /// The template line, or for a value its place in the profile or the catalogue.
    pub span: Option<Span>,
}

/// The kind of source of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OriginKind {
    /// The template's own words.
    Template,
    /// A fill-in (赤字): a fact of the company.
    FillIn {
        /// The field printed.
        field: FieldPath,
        /// How its value came about.
        status: ValueStatus,
    },
    /// A choice (青字): a wording picked from alternatives.
    Choice {
        /// The field that picks.
        field: FieldPath,
        /// How its value came about.
        status: ValueStatus,
    },
    /// What a review or a sample says about the document: its legend and the options not taken. Legends show each mark
    /// on a word of their own.
    Remark(Option<Mark>),
}

impl OriginKind {
    /// The field whose value the words are or follow.
    #[must_use]
    pub fn field(&self) -> Option<&FieldPath> {
        match self {
            Self::FillIn { field, .. } | Self::Choice { field, .. } => Some(field),
            Self::Template | Self::Remark(_) => None,
        }
    }

    /// The mark of the words, where marks are shown.
    #[must_use]
    pub fn mark(&self) -> Option<Mark> {
        match self {
            Self::Template => None,
            Self::FillIn { status: ValueStatus::Default, .. } => Some(Mark::FillInDefault),
            Self::FillIn { .. } => Some(Mark::FillIn),
            Self::Choice { status: ValueStatus::Default, .. } => Some(Mark::ChoiceDefault),
            Self::Choice { .. } => Some(Mark::Choice),
            Self::Remark(mark) => *mark,
        }
    }
}

/// How words from the profile are marked; writers say each in colour and in line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A fill-in (赤字).
    FillIn,
    /// A fill-in nobody has confirmed.
    FillInDefault,
    /// A choice (青字).
    Choice,
    /// A choice nobody has confirmed.
    ChoiceDefault,
}

/// How a value came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ValueStatus {
    /// Stated in the profile.
    Given,
    /// The catalogue's default; nobody has confirmed it.
    Default,
    /// Computed from other fields.
    Derived,
    /// Required and not stated; printed as 【label】 in review and refused in final.
    Blank,
}
