//! Kinsoku (禁則処理): which characters may end or start a line, and which may be moved apart.
//!
//! References are to JLREQ, the W3C's Requirements for Japanese Text Layout (2020), which restates JIS X 4051:2004.

use std::ops::Range;

use super::latin;
use crate::units::Em;

/// How a character behaves in a line; a coarser form of the classes of JLREQ 3.9.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Opening brackets (始め括弧類, cl-01).
    Opening,
    /// Closing brackets (終わり括弧類, cl-02).
    Closing,
    /// Full stops and commas that may hang into the margin (句点類, 読点類, cl-06 and cl-07).
    Point,
    /// Middle dots, dividing marks and hyphens (cl-03 to cl-05).
    Divider,
    /// Dashes and leaders that stay together (分離禁止文字, cl-08).
    Leader,
    /// Kanji and kana (cl-09 to cl-11, cl-15, cl-16, cl-19).
    Ideograph,
    /// Full-width signs and letters, which keep no extra space from Western text.
    Sign,
    /// Western letters and digits (cl-24, cl-25, cl-27).
    Western,
    /// Western punctuation.
    Punctuation,
    /// A space between Western words (cl-26).
    Space,
    /// An ideographic space (cl-14) or a tab.
    WideSpace,
    /// The end of a line wanted by the text.
    LineFeed,
}

impl Class {
    /// The class of a character.
    pub(super) fn of(character: char) -> Self {
        match character {
            '0'..='9' | 'A'..='Z' | 'a'..='z' => Self::Western,
            '\n' => Self::LineFeed,
            ' ' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => Self::Space,
            '\t' | '\u{3000}' => Self::WideSpace,
            '、' | '。' | '，' | '．' => Self::Point,
            '(' | '[' | '{' | '«' | '‘' | '“' | '（' | '〔' | '［' | '｛' | '〈' | '《' | '「' | '『' | '【' | '〖'
            | '〘' | '〝' | '｟' | '｢' => Self::Opening,
            ')' | ']' | '}' | '»' | '’' | '”' | '）' | '〕' | '］' | '｝' | '〉' | '》' | '」' | '』' | '】' | '〗'
            | '〙' | '〟' | '｠' | '｣' | '｡' | '､' => Self::Closing,
            '・' | '：' | '；' | '？' | '！' | '‼' | '⁇'..='⁉' | '‐' | '〜' | '～' | '–' | '゠' | '･' => {
                Self::Divider
            }
            '—' | '―' | '…' | '‥' => Self::Leader,
            // Hiragana and katakana with iteration and prolonged sound marks, also of half width, and kanji.
            '々'
            | '〆'
            | '〇'
            | '〻'
            | '\u{3041}'..='\u{3096}'
            | '\u{309D}'..='\u{309F}'
            | '\u{30A1}'..='\u{30FA}'
            | '\u{30FC}'..='\u{30FF}'
            | '\u{31F0}'..='\u{31FF}'
            | '\u{FF66}'..='\u{FF9F}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}' => Self::Ideograph,
            // Greek and Cyrillic are full-width signs in Japanese fonts, as are letterlike symbols, arrows and shapes.
            '×' | '÷' | '\u{370}'..='\u{4FF}' | '\u{2100}'..='\u{2BFF}' | '\u{2E80}'.. => Self::Sign,
            _ if character.is_alphanumeric() => Self::Western,
            _ => Self::Punctuation,
        }
    }

    /// Whether it prints nothing and vanishes at the end of a line.
    pub(super) fn is_space(self) -> bool {
        matches!(self, Self::Space | Self::WideSpace)
    }

    /// Whether it stands in Western words.
    pub(super) fn is_western(self) -> bool {
        matches!(self, Self::Western | Self::Punctuation)
    }
}

/// The space between two neighbours that is in no font: a quarter em between Japanese and Western letters
/// (JLREQ 3.2.2), and none beside punctuation and signs.
pub(super) fn gap(before: Class, after: Class) -> Em {
    match (before, after) {
        (Class::Ideograph, Class::Western) | (Class::Western, Class::Ideograph) => Em(250),
        _ => Em(0),
    }
}

/// Whether justification may move two neighbours apart (JLREQ 3.1.11, 3.8.4).
pub(super) fn may_part(before: Class, after: Class) -> bool {
    let closes = |class| matches!(class, Class::Closing | Class::Point | Class::Divider | Class::LineFeed);
    !matches!(before, Class::Opening | Class::Divider | Class::WideSpace)
        && !closes(after)
        && after != Class::WideSpace
        && (before, after) != (Class::Leader, Class::Leader)
        && !(before.is_western() && after.is_western())
}

/// Whether a word too long for its line may be cut here: not so as to leave a bracket or a point on the wrong side.
pub(super) fn may_cut(before: Class, after: Class) -> bool {
    before != Class::Opening && !matches!(after, Class::Closing | Class::Point | Class::Divider)
}

/// Characters not starting a line (行頭禁則, JLREQ 3.1.7) that Unicode's line breaking lets start one.
const NO_START: &str = "―～／｜";

/// Characters not ending a line (行末禁則, JLREQ 3.1.8) that Unicode's line breaking lets end one.
const NO_END: &str = "§〒＃＠";

/// What counts things or orders them after a number: 第3条, 2026年4月1日, 12文字.
const COUNTERS: &str = "条項号章節款編版部表図年月日時分秒週回名件人個枚台点歳社本冊行字文桁箇ヶヵケカか階種類倍割度位級営世次番系区面頁段万億千百円所つ";

/// Counters of more than one character that begin like one of a single character.
const LONG_COUNTERS: [&str; 26] = [
    "か月",
    "ヵ月",
    "カ月",
    "ヶ月",
    "ケ月",
    "箇月",
    "か所",
    "ヵ所",
    "カ所",
    "ヶ所",
    "箇所",
    "か国",
    "ヶ国",
    "種類",
    "年間",
    "年度",
    "週間",
    "日間",
    "時間",
    "分間",
    "秒間",
    "回目",
    "世代",
    "段階",
    "営業日",
    "項目",
];

/// What several of those begin with; before them a number in kanji is a number as well (三か月, 数か所).
const COUNTING: &str = "かヵカヶケ箇";

/// Words whose number belongs to them: names of forms and figures, and levels of importance.
const NUMBERED: [&str; 12] =
    ["様式", "附表", "別表", "別紙", "附", "図", "表", "機密性", "完全性", "可用性", "重要度", "レベル"];

/// Eras, whose number or 元 belongs to them.
const ERAS: [&str; 5] = ["明治", "大正", "昭和", "平成", "令和"];

/// What is said after a name out of respect; no line starts with one.
const HONORIFICS: [&str; 6] = ["様", "殿", "氏", "御中", "さん", "先生"];

/// Words that begin like an honorific and are none.
const NO_HONORIFICS: [&str; 5] = ["様式", "様々", "様子", "様態", "氏名"];

/// How many characters on either side of the space in a name are taken for the name.
const LONGEST_NAME: usize = 3;

/// Latin units that stand after a number and a space.
const UNITS: [&str; 28] = [
    "bit", "bps", "kbps", "Mbps", "Gbps", "KB", "kB", "MB", "GB", "TB", "PB", "Hz", "kHz", "MHz", "GHz", "mm", "cm",
    "m", "km", "g", "kg", "mg", "V", "W", "kW", "A", "px", "dpi",
];

/// Whether a line may end before `characters[at]` as far as this house is stricter than Unicode's rules; there is a
/// character on either side.
pub(super) fn may_break(characters: &[char], at: usize) -> bool {
    let (before, after) = (characters[at - 1], characters[at]);
    !NO_START.contains(after)
        && !is_squared_unit(after)
        && !NO_END.contains(before)
        && !is_within_ordinal(characters, at)
        && !is_within_quantity(characters, at)
        && !latin::is_within_name(characters, at)
        && !latin::is_inner_of_address(characters, at)
        && !is_after_item_number(characters, at)
        && !is_after_box(characters, at)
        && !is_before_honorific(characters, at)
        && !is_within_name(characters, at)
}

/// Whether an address, a name of a person or a Latin name of several words may be broken before `characters[at]` when
/// nothing better is near; dates, amounts and numbers of telephones and networks are left whole. There is a character
/// on either side.
pub(super) fn is_seam(characters: &[char], at: usize) -> bool {
    if is_space_of_name(characters, at - 1) || latin::is_within_name(characters, at) {
        return true;
    }
    let in_number = at >= 2 && is_digit(characters[at - 2]) && is_digit(characters[at]);
    "/-_@?&=%:#~+,".contains(characters[at - 1]) && characters[at].is_ascii_alphanumeric() && !in_number
}

/// Units squeezed into one square, such as ㎝ and ㌔.
fn is_squared_unit(character: char) -> bool {
    matches!(character, '\u{3300}'..='\u{3357}' | '\u{3371}'..='\u{33DF}')
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

fn is_kanji_number(character: char) -> bool {
    "〇一二三四五六七八九十百千".contains(character)
}

/// Within 第n条, 様式n, a date or a number with its counter (JLREQ 3.1.10: sequences handled as one unit).
fn is_within_ordinal(characters: &[char], at: usize) -> bool {
    let (before, after) = (characters[at - 1], characters[at]);
    if is_digit(before) && COUNTERS.contains(after) {
        return true;
    }
    if is_digit(after) && (before == '第' || "年月".contains(before) && at >= 2 && is_digit(characters[at - 2])) {
        return true;
    }
    if (before, after) == ('元', '年') || is_within_numbered(characters, at) || is_within_counter(characters, at) {
        return true;
    }
    if is_kanji_number(after) || (is_kanji_number(before) && COUNTERS.contains(after)) {
        let number = characters[..at].iter().rev().take_while(|&&character| is_kanji_number(character)).count();
        return characters[..at - number].last() == Some(&'第');
    }
    false
}

/// Where a word may stand that has `characters[at - 1]` in it.
fn around(characters: &[char], at: usize, word: &str) -> impl Iterator<Item = Range<usize>> {
    let length = word.chars().count();
    let places = (1..=length).filter_map(move |before| at.checked_sub(before).map(|start| start..start + length));
    places
        .filter(move |place| characters.get(place.clone()).is_some_and(|found| word.chars().eq(found.iter().copied())))
}

/// Within a word that has a number (様式1, 機密性2) or an era with its year (平成15年), or between the two.
fn is_within_numbered(characters: &[char], at: usize) -> bool {
    let next = |place: Range<usize>| characters.get(place.end).copied();
    let numbered = NUMBERED.iter().flat_map(|word| around(characters, at, word)).filter_map(next).any(is_digit);
    let is_year = |character: char| is_digit(character) || character == '元';
    numbered || ERAS.iter().flat_map(|word| around(characters, at, word)).filter_map(next).any(is_year)
}

/// Within a counter of several characters after its number (6か月, 2種類), or before it where the number is in kanji.
fn is_within_counter(characters: &[char], at: usize) -> bool {
    let counts = |start: usize| {
        let number = start.checked_sub(1).map(|before| characters[before]);
        number.is_some_and(|number| {
            let in_kanji = is_kanji_number(number) || "数何".contains(number);
            is_digit(number) || in_kanji && COUNTING.contains(characters[start])
        })
    };
    let within = |word: &&str| around(characters, at, word).any(|place| at < place.end && counts(place.start));
    let starts = |word: &&str| word.chars().eq(characters[at..].iter().copied().take(word.chars().count()));
    LONG_COUNTERS.iter().any(|word| within(word) || starts(word) && counts(at))
}

/// Between a number with its space and a Latin unit (JLREQ 3.1.10).
fn is_within_quantity(characters: &[char], at: usize) -> bool {
    if at < 2 || characters[at - 1] != ' ' || !is_digit(characters[at - 2]) {
        return false;
    }
    let word: String =
        characters[at..].iter().take_while(|character| character.is_ascii_alphabetic()).take(5).collect();
    UNITS.contains(&word.as_str())
}

/// Between a name and its honorific (敬称).
fn is_before_honorific(characters: &[char], at: usize) -> bool {
    let starts_with = |word: &&str| word.chars().eq(characters[at..].iter().copied().take(word.chars().count()));
    Class::of(characters[at - 1]) == Class::Ideograph
        && HONORIFICS.iter().any(starts_with)
        && !NO_HONORIFICS.iter().any(starts_with)
}

/// Within a name of a person that is written with a space between its two parts, each of which is of hiragana or free of
/// it.
fn is_within_name(characters: &[char], at: usize) -> bool {
    let nearest = at.saturating_sub(LONGEST_NAME)..(at + LONGEST_NAME).min(characters.len());
    nearest.into_iter().filter(|&space| is_space_of_name(characters, space)).any(|space| {
        let part = if space < at { &characters[space + 1..=at] } else { &characters[at - 1..space] };
        let is_hiragana = |character: &char| ('ぁ'..='ゖ').contains(character);
        at == space + 1
            || (part.iter().all(|&character| Class::of(character) == Class::Ideograph)
                && part.windows(2).all(|pair| is_hiragana(&pair[0]) == is_hiragana(&pair[1])))
    })
}

/// A space between Japanese characters stands in names alone.
fn is_space_of_name(characters: &[char], at: usize) -> bool {
    let is_ideograph =
        |at: usize| characters.get(at).is_some_and(|&character| Class::of(character) == Class::Ideograph);
    // A name is followed by a particle, a word in kanji or nothing: 品質課 情報システム担当 is none.
    let is_katakana = |character: &char| ('ァ'..='ヿ').contains(character);
    let next = || characters[at + 1..].iter().find(|&&character| !is_kanji(character));
    characters[at] == ' '
        && at > 0
        && is_ideograph(at - 1)
        && is_ideograph(at + 1)
        && (!is_kanji(characters[at + 1]) || next().is_none_or(|next| !is_katakana(next)))
}

/// Between a box to be ticked and what it stands for.
fn is_after_box(characters: &[char], at: usize) -> bool {
    let is_box = |at: usize| characters[at] == '□';
    is_box(at - 1) || (Class::of(characters[at - 1]).is_space() && at >= 2 && is_box(at - 2))
}

/// A kanji or the mark that repeats one.
fn is_kanji(character: char) -> bool {
    Class::of(character) == Class::Ideograph && !matches!(character, 'ぁ'..='ヿ')
}

/// After the space that follows an item's number in running text, such as (1).
fn is_after_item_number(characters: &[char], at: usize) -> bool {
    let (space, number) = (characters[at - 1], &characters[..at - 1]);
    let Some((closing @ (')' | '）'), number)) = number.split_last() else { return false };
    let digits = number.iter().rev().take_while(|&&character| is_digit(character)).count();
    let opening = if *closing == ')' { '(' } else { '（' };
    Class::of(space).is_space() && digits > 0 && number[..number.len() - digits].last() == Some(&opening)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let characters: Vec<char> = text.chars().collect();
        let mut shown = characters[..1].iter().collect::<String>();
        for at in 1..characters.len() {
            if may_break(&characters, at) {
                shown.push('|');
            }
            shown.push(characters[at]);
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn keeps_ordinals_and_quantities_together() {
        check("第12条の規定", "第1|2条|の|規|定");
        check("第十二条の三", "第十二条|の|三");
        check("十人", "十|人");
        check("様式11に", "様式1|1|に");
        check("2026年4月1日付", "2|0|2|6年4月1日|付");
        check("毎年1回", "毎|年|1回");
        check("5 GBの", "5| G|B|の");
        check("5 Gの", "5| |G|の");
        check("(10) 項", "(|1|0|)| 項");
    }

    #[test]
    fn keeps_long_counters_and_numbered_words_together() {
        check("6か月保存", "6か月|保|存");
        check("三か月や数箇所", "三か月|や|数箇所");
        check("2種類と種類", "2種類|と|種|類");
        check("いつか月に", "い|つ|か|月|に");
        check("（機密性2）", "（|機密性2|）");
        check("機密性とレベル3", "機|密|性|と|レベル3");
        check("平成15年と令和元年", "平成1|5年|と|令和元年");
        check("令和に", "令|和|に");
    }

    #[test]
    fn keeps_latin_names_together() {
        check("IEC 27", "I|E|C| 2|7");
        check("年 27", "年| |2|7");
        check("ab-cd", "a|b|-c|d");
        check("abcdef-cd", "a|b|c|d|e|f|-|c|d");
        check("a@ab-cd/e", "a|@a|b|-c|d|/|e");
        check("p://c/d/e", "p|:/|/c|/|d|/|e");
    }

    #[test]
    fn keeps_names_and_honorifics_together() {
        check("長は星降 鋼一とする", "長|は|星降 鋼一|と|す|る");
        check("担当は佐々木様へ", "担|当|は|佐|々|木様|へ");
        check("人事部御中と山本さんの", "人|事|部御|中|と|山|本さ|ん|の");
        check("各様式と氏名", "各|様|式|と|氏|名");
        check("AI 利用 1 回", "A|I| |利|用| |1| |回");
    }

    #[test]
    fn keeps_signs_off_the_edges() {
        check("A～B／C", "A～|B／|C");
        check("幅5㎝の〒100", "幅|5㎝|の|〒1|0|0");
        check("＃＠§", "＃＠§");
    }

    #[test]
    fn quarter_em_stands_between_japanese_and_latin_letters_only() {
        let between = |text: &str| {
            let classes: Vec<Class> = text.chars().map(Class::of).collect();
            gap(classes[0], classes[1])
        };
        for text in ["第1", "年A", "Aの", "ーz"] {
            assert_eq!(between(text), Em(250), "{text}");
        }
        for text in ["。A", "1）", "￥5", "〒1", "5㎝", "①A", "規程", "A1", "1 "] {
            assert_eq!(between(text), Em(0), "{text}");
        }
    }

    #[test]
    fn justification_respects_inseparable_places() {
        let part = |text: &str| {
            let classes: Vec<Class> = text.chars().map(Class::of).collect();
            may_part(classes[0], classes[1])
        };
        for text in ["規程", "。次", "」と", "と「", "A規", "…と"] {
            assert!(part(text), "{text}");
        }
        for text in ["「規", "程」", "程。", "ア・", "・イ", "……", "AB", "10"] {
            assert!(!part(text), "{text}");
        }
    }
}
