//! Which shapes of number a company chose.

use crate::model::NumberFormat;
use crate::profile::Values;

/// How a company numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// What happens to the number of a dropped chapter, `document.numbering`.
    pub numbering: Numbering,
    /// The shape of the numbers, `document.numbering_style`.
    pub style: NumberingStyle,
    /// Whether chapters run on without starting pages: short regulations, `document.depth` lean.
    pub runs_on: bool,
}

/// What happens to the number of a dropped chapter or article of the sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// Numbers stay as in the sample; a dropped one prints 「（該当なし）」.
    Fixed,
    /// Numbers close up.
    Compact,
}

/// The shape of the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberingStyle {
    /// 1 / 1.2 / (1) / ア, as the sample.
    Decimal,
    /// 第1章 / 第1条, running through the chapters / 2 / (1) / イ, as laws do.
    Article,
}

impl Scheme {
    /// The scheme a company chose.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        Self {
            numbering: match values.text("document.numbering") {
                "compact" => Numbering::Compact,
                _ => Numbering::Fixed,
            },
            style: match values.text("document.numbering_style") {
                "article" => NumberingStyle::Article,
                _ => NumberingStyle::Decimal,
            },
            runs_on: values.text("document.depth") == "lean",
        }
    }
}

impl NumberingStyle {
    /// The shape of the numbers of nested lists in an article, the clauses being level 0. Laws leave the first clause
    /// bare, which `assign` sees to.
    pub(super) fn clause(self, level: usize) -> Option<NumberFormat> {
        let levels = match self {
            Self::Decimal => [NumberFormat::Parenthesized, NumberFormat::Kana, NumberFormat::Iroha],
            Self::Article => [NumberFormat::Decimal, NumberFormat::Parenthesized, NumberFormat::Iroha],
        };
        levels.get(level).copied()
    }
}
