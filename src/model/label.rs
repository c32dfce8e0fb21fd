//! Numbers as resolved: the text printed, and what a native numbering needs to print the same.

/// A number before a heading, a clause or an item.
///
/// `number::resolve` makes all of them; writers never count. A writer with native numbering checks that its own
/// counting gives `text` and restarts a list where it would not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The shape of the number.
    pub format: NumberFormat,
    /// The counters from the outermost that `text` shows to the number's own, which is last. `1.2` has `[1, 2]`,
    /// 第12条 has `[12]`, 様式1-3 has `[1, 3]`, (2) has `[2]`.
    pub ordinals: Vec<u32>,
    /// The number as printed, without space after it.
    pub text: String,
}

/// The shape of a number; the comment shows the text for the ordinals given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NumberFormat {
    /// `1` for `[1]`: a chapter in decimal style, a policy item, or a clause from the second on in article style.
    Decimal,
    /// `1.2` for `[1, 2]`, `1.2.3` for `[1, 2, 3]`: an article in decimal style.
    Dotted,
    /// `第1章` for `[1]`.
    Chapter,
    /// `第1節` for `[1]`.
    Section,
    /// `第1条` for `[1]`.
    Article,
    /// `(1)` for `[1]`: a clause in decimal style, an item in article style.
    Parenthesized,
    /// `ア` for `[1]`: an item in decimal style; after ン the count goes on as アア.
    Kana,
    /// `イ` for `[1]`, `ロ` for `[2]`: a sub-item in article style.
    Iroha,
    /// `附表1-2` for `[1, 2]`, `附表1` for `[1]` where they count through the document; likewise the next two.
    AppendixTable,
    /// `様式1-2` for `[1, 2]`.
    Form,
    /// `附1-2` for `[1, 2]`: an annex that is neither table nor form.
    Annex,
    /// `1-2` for `[1, 2]`: a handbook topic.
    Hyphenated,
    /// `付録1` for `[1]`: a handbook topic in a chapter without a number.
    Appendix,
}

impl NumberFormat {
    /// The shape that stands for all whose headings are listed in one column: tables, forms and annexes are one kind of
    /// thing to who reads the contents.
    #[must_use]
    pub fn column(self) -> Self {
        match self {
            Self::Form | Self::Annex => Self::AppendixTable,
            other => other,
        }
    }

    /// The text of a number in this shape.
    ///
    /// # Panics
    /// If there are no ordinals, which is a bug.
    #[must_use]
    pub fn text(self, ordinals: &[u32]) -> String {
        let own = *ordinals.last().expect("a label has at least its own number");
        let joined = |separator: &str| ordinals.iter().map(u32::to_string).collect::<Vec<_>>().join(separator);
        match self {
            Self::Decimal => own.to_string(),
            Self::Dotted => joined("."),
            Self::Chapter => format!("第{own}章"),
            Self::Section => format!("第{own}節"),
            Self::Article => format!("第{own}条"),
            Self::Parenthesized => format!("({own})"),
            Self::Kana => cyclic(KANA, own),
            Self::Iroha => cyclic(IROHA, own),
            Self::AppendixTable => format!("附表{}", joined("-")),
            Self::Form => format!("様式{}", joined("-")),
            Self::Annex => format!("附{}", joined("-")),
            Self::Hyphenated => joined("-"),
            Self::Appendix => format!("付録{own}"),
        }
    }
}

const KANA: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
const IROHA: &str = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス";

/// The `own`th letter, doubled and tripled after the last as word processors do.
fn cyclic(letters: &str, own: u32) -> String {
    let letters: Vec<char> = letters.chars().collect();
    let index = own.saturating_sub(1) as usize;
    std::iter::repeat_n(letters[index % letters.len()], index / letters.len() + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_prints_as_documented() {
        let cases = [
            (NumberFormat::Decimal, vec![3], "3"),
            (NumberFormat::Dotted, vec![1, 2, 3], "1.2.3"),
            (NumberFormat::Chapter, vec![12], "第12章"),
            (NumberFormat::Section, vec![2], "第2節"),
            (NumberFormat::Article, vec![4], "第4条"),
            (NumberFormat::Parenthesized, vec![10], "(10)"),
            (NumberFormat::Kana, vec![2], "イ"),
            (NumberFormat::Kana, vec![47], "アア"),
            (NumberFormat::Iroha, vec![2], "ロ"),
            (NumberFormat::AppendixTable, vec![1, 2], "附表1-2"),
            (NumberFormat::Form, vec![11, 3], "様式11-3"),
            (NumberFormat::Annex, vec![9, 2], "附9-2"),
            (NumberFormat::AppendixTable, vec![7], "附表7"),
            (NumberFormat::Hyphenated, vec![1, 3], "1-3"),
            (NumberFormat::Appendix, vec![2], "付録2"),
        ];
        for (format, ordinals, expected) in cases {
            assert_eq!(format.text(&ordinals), expected);
        }
    }
}
