//! Where words part, so that ragged lines end between words and, better, between phrases.
//!
//! Justified text breaks anywhere kinsoku allows; in cells, heads and headings, whose lines are short, a word cut in two
//! is hard to read. JLREQ leaves it to the designer there. The words are those of ICU's dictionary.

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use super::kinsoku::Class;

/// What a break after a cluster would part, from worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Joint {
    /// The letters of a word in katakana or Latin script.
    Letters,
    /// The characters of another word.
    Characters,
    /// A word and the particle or ending after it.
    Particle,
    /// A word and the single character that is added to it, such as 部 or 者.
    Suffix,
    /// The words of a compound.
    Compound,
    /// Two phrases: what follows an ending in hiragana.
    Phrases,
    /// What punctuation, a bracket or a space parts.
    Pause,
}

/// Foreign words that head compounds written in one; to the dictionary a stretch of katakana is a single word.
const HEADS: [&str; 16] = [
    "アカウント",
    "インターネット",
    "ウイルス",
    "オンライン",
    "クラウド",
    "サイバー",
    "システム",
    "スマートフォン",
    "セキュリティ",
    "ソフトウェア",
    "テレワーク",
    "ネットワーク",
    "バックアップ",
    "パスワード",
    "ファイル",
    "メール",
];

/// How many letters must follow one of them: システムズ is no compound.
const TAIL: usize = 3;

/// Words that the dictionary parts, some of them in some forms only.
const WHOLE: [&str; 13] = [
    "おそれ",
    "取り扱",
    "引き継",
    "切り離",
    "切り替",
    "書き出",
    "持ち出",
    "受け渡",
    "受け取",
    "取り消",
    "申し出",
    "立ち会",
    "読み取",
];

/// Finds words with a dictionary.
pub(super) struct Words {
    segmenter: WordSegmenterBorrowed<'static>,
}

impl Words {
    /// With the dictionary of the program.
    pub(super) fn new() -> Self {
        Self { segmenter: WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()) }
    }

    /// For each character but the first, where it starts and what a break before it would part.
    pub(super) fn joints(&self, text: &str) -> Vec<(usize, Joint)> {
        let mut words = self.segmenter.segment_str(text).peekable();
        let mut joints = Vec::new();
        let mut before = None;
        for (offset, after) in text.char_indices() {
            while words.next_if(|&start| start < offset).is_some() {}
            if let Some(before) = before {
                let is_start = words.next_if(|&start| start == offset).is_some();
                let end = words.peek().copied().unwrap_or(text.len());
                let joint = if WHOLE.iter().any(|word| is_within(text, offset, word)) {
                    Joint::Characters
                } else if is_start {
                    between(before, &text[offset..end])
                } else if heads_compound(&text[..offset], &text[offset..end]) {
                    Joint::Compound
                } else {
                    within(before, after)
                };
                joints.push((offset, joint));
            }
            before = Some(after);
        }
        joints
    }
}

/// Whether a place is within a word that stands there.
fn is_within(text: &str, offset: usize, word: &str) -> bool {
    let mut inner = word.char_indices().skip(1).map(|(at, _)| word.split_at(at));
    inner.any(|(left, right)| text[..offset].ends_with(left) && text[offset..].starts_with(right))
}

/// Whether a foreign word that heads a compound ends where the rest of the compound starts.
fn heads_compound(before: &str, rest: &str) -> bool {
    rest.chars().take(TAIL).filter(|&character| is_katakana(character)).count() == TAIL
        && HEADS.iter().any(|head| before.ends_with(head))
}

/// What a break between two characters of a word would part.
fn within(before: char, after: char) -> Joint {
    let has_letters = |character| is_katakana(character) || Class::of(character) == Class::Western;
    if has_letters(before) && has_letters(after) { Joint::Letters } else { Joint::Characters }
}

/// What a break between a character and the word after it would part.
fn between(before: char, word: &str) -> Joint {
    let mut characters = word.chars();
    let Some(after) = characters.next() else { return Joint::Letters };
    let is_single = characters.next().is_none();
    let pauses = |class| matches!(class, Class::Closing | Class::Point | Class::Leader);
    let (left, right) = (Class::of(before), Class::of(after));
    if left == Class::Opening || pauses(right) || right == Class::Divider {
        Joint::Letters
    } else if pauses(left) || left.is_space() || right == Class::Opening || right == Class::Sign {
        Joint::Pause
    } else if is_hiragana(after) {
        Joint::Particle
    } else if left == Class::Divider {
        Joint::Compound
    } else if is_hiragana(before) {
        Joint::Phrases
    } else if is_single && left == Class::Ideograph && right == Class::Ideograph {
        Joint::Suffix
    } else {
        Joint::Compound
    }
}

fn is_katakana(character: char) -> bool {
    ('ァ'..='ヿ').contains(&character)
}

fn is_hiragana(character: char) -> bool {
    ('ぁ'..='ゖ').contains(&character)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows where words part: `/` pauses, `|` phrases, `-` compounds, `~` suffixes, `'` particles.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut shown = String::new();
        let joints = Words::new().joints(text);
        for (offset, character) in text.char_indices() {
            let found = joints.iter().find(|(start, _)| *start == offset);
            shown.extend(found.and_then(|(_, joint)| match joint {
                Joint::Letters | Joint::Characters => None,
                Joint::Particle => Some('\''),
                Joint::Suffix => Some('~'),
                Joint::Compound => Some('-'),
                Joint::Phrases => Some('|'),
                Joint::Pause => Some('/'),
            }));
            shown.push(character);
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn words_of_policies_part_where_readers_expect() {
        check("登録日（更新日）", "登録~日/（更新~日）");
        check("情報セキュリティ責任者", "情報-セキュリティ-責任~者");
        check("消灯・火気", "消灯・-火気");
        check("多くの人に送るとき", "多く'の|人'に|送る'とき");
        check("組織内サーバー", "組織~内-サーバー");
        check("スマートフォンなど", "スマートフォン'など");
        check("ハードディスクへの、自動の取得", "ハードディスク'へ'の、/自動'の|取得");
        check(
            "情報セキュリティインシデントとオンラインストレージ",
            "情報-セキュリティ-インシデント'と|オンライン-ストレージ",
        );
        check("行為のおそれがあれば", "行為'の'おそれ'が'あれ'ば");
        check("架空システムズ", "架空-システムズ");
        check("条件により情報を取り扱っている", "条件'により|情報'を|取り扱'って'いる");
        check("年1回の点検", "年-1-回'の|点検");
    }
}
