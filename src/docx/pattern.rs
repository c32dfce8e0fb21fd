//! How Word writes a number: its number format and the pattern around the counters.

use crate::model::NumberFormat;

/// How many letters Word knows in the order ア イ ウ (ECMA-376 part 1, 17.18.59, `aiueoFullWidth`).
const KANA_LETTERS: u32 = 46;
/// How many letters before ン Word and the model agree on in the order イ ロ ハ (`irohaFullWidth`).
const IROHA_LETTERS: u32 = 47;

/// A level's number format and pattern, for example `decimal` and `第%1条`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    /// The value of `w:numFmt`.
    pub(super) format: &'static str,
    /// The value of `w:lvlText`; `%1` stands for the outermost counter.
    pub(super) text: String,
}

impl Pattern {
    /// The pattern of a number whose counters are written as `counters`, the outermost first: either `%n` or digits
    /// that never change.
    pub(super) fn new(format: NumberFormat, counters: &[String]) -> Self {
        let own = counters.last().map_or("", String::as_str);
        let text = match format {
            NumberFormat::Decimal | NumberFormat::Kana | NumberFormat::Iroha => own.to_owned(),
            NumberFormat::Dotted => counters.join("."),
            NumberFormat::Chapter => format!("第{own}章"),
            NumberFormat::Section => format!("第{own}節"),
            NumberFormat::Article => format!("第{own}条"),
            NumberFormat::Parenthesized => format!("({own})"),
            NumberFormat::AppendixTable => format!("附表{}", counters.join("-")),
            NumberFormat::Form => format!("様式{}", counters.join("-")),
            NumberFormat::Annex => format!("附{}", counters.join("-")),
            NumberFormat::Hyphenated => counters.join("-"),
            NumberFormat::Appendix => format!("付録{own}"),
        };
        let format = match format {
            NumberFormat::Kana => "aiueoFullWidth",
            NumberFormat::Iroha => "irohaFullWidth",
            _ => "decimal",
        };
        Self { format, text }
    }

    /// The pattern of a text that never changes.
    pub(super) fn literal(text: &str) -> Self {
        Self { format: "none", text: text.to_owned() }
    }
}

/// `%n` for a level from 0.
pub(super) fn counter(level: usize) -> String {
    format!("%{}", level + 1)
}

/// Whether the number shows the outer counters besides its own.
pub(super) fn shows_outer(format: NumberFormat) -> bool {
    match format {
        NumberFormat::Decimal
        | NumberFormat::Chapter
        | NumberFormat::Section
        | NumberFormat::Article
        | NumberFormat::Parenthesized
        | NumberFormat::Kana
        | NumberFormat::Iroha
        | NumberFormat::Appendix => false,
        NumberFormat::Dotted
        | NumberFormat::AppendixTable
        | NumberFormat::Form
        | NumberFormat::Annex
        | NumberFormat::Hyphenated => true,
    }
}

/// Whether Word writes this counter as the model does.
pub(super) fn is_native(format: NumberFormat, own: u32) -> bool {
    match format {
        NumberFormat::Kana => (1..=KANA_LETTERS).contains(&own),
        NumberFormat::Iroha => (1..=IROHA_LETTERS).contains(&own),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With the digits in place of the counters, a pattern reads as the model prints the number.
    #[test]
    fn patterns_follow_the_model() {
        let formats = [
            NumberFormat::Decimal,
            NumberFormat::Dotted,
            NumberFormat::Chapter,
            NumberFormat::Section,
            NumberFormat::Article,
            NumberFormat::Parenthesized,
            NumberFormat::AppendixTable,
            NumberFormat::Form,
            NumberFormat::Annex,
            NumberFormat::Hyphenated,
            NumberFormat::Appendix,
        ];
        for format in formats {
            let pattern = Pattern::new(format, &["3".to_owned(), "12".to_owned()]);
            assert_eq!((pattern.format, pattern.text), ("decimal", format.text(&[3, 12])));
        }
    }

    #[test]
    fn letters_end_where_the_model_goes_its_own_way() {
        assert!(is_native(NumberFormat::Kana, 46) && !is_native(NumberFormat::Kana, 47));
        assert!(is_native(NumberFormat::Iroha, 47) && !is_native(NumberFormat::Iroha, 48));
        assert!(!is_native(NumberFormat::Kana, 0) && is_native(NumberFormat::Decimal, 0));
        assert_eq!(NumberFormat::Kana.text(&[46]), "ン");
        assert_eq!(NumberFormat::Iroha.text(&[47]), "ス");
    }
}
