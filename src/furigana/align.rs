//! Which part of a reading stands over which kanji of its word.

use std::ops::Range;

use super::{is_kanji, reads_itself};

/// A stretch of a word, in characters, and its reading.
pub(super) type Segment = (Range<usize>, String);

/// The stretches of a word without kana, each with its part of the reading; none if the kana of the word allow no way
/// or several to divide it. Word and reading may be divided by `|` where there is no kana to tell.
pub(super) fn align(word: &str, reading: &str) -> Option<Vec<Segment>> {
    let (words, readings): (Vec<&str>, Vec<&str>) = (word.split('|').collect(), reading.split('|').collect());
    if words.len() != readings.len() {
        return None;
    }
    let mut segments = Vec::new();
    let mut start = 0;
    for (word, reading) in words.into_iter().zip(readings) {
        let word: Vec<char> = word.chars().collect();
        let reading: Vec<char> = reading.chars().collect();
        let mut ways = Vec::new();
        divide(&word, 0, &reading, &mut Vec::new(), &mut ways);
        let only = if ways.len() == 1 { ways.pop() } else { None };
        segments.extend(only?.into_iter().map(|(range, reading)| (start + range.start..start + range.end, reading)));
        start += word.len();
    }
    Some(segments)
}

/// Finds the ways to divide what is left of a reading over what is left of a word; two are enough to know that they
/// are several.
fn divide(word: &[char], at: usize, reading: &[char], done: &mut Vec<Segment>, ways: &mut Vec<Vec<Segment>>) {
    let Some(&first) = word.get(at) else {
        if reading.is_empty() {
            ways.push(done.clone());
        }
        return;
    };
    if reads_itself(first) {
        if let Some((_, rest)) = reading.split_first().filter(|(next, _)| **next == first) {
            divide(word, at + 1, rest, done, ways);
        }
        return;
    }
    let end = word[at..].iter().position(|&next| reads_itself(next)).map_or(word.len(), |len| at + len);
    for len in 1..=reading.len() {
        if ways.len() > 1 {
            return;
        }
        done.push((at..end, reading[..len].iter().collect()));
        divide(word, end, &reading[len..], done, ways);
        done.pop();
    }
}

/// Whether a word may stand in the list: kanji, with kana, digits and blanks around them.
pub(super) fn is_word(word: &[char]) -> bool {
    word.iter().any(|&character| is_kanji(character))
        && word.iter().all(|&character| is_kanji(character) || reads_itself(character) || character.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, reading: &str, expected: Option<&[(&str, &str)]>) {
        let characters: Vec<char> = word.chars().filter(|&character| character != '|').collect();
        let found = align(word, reading);
        let shown: Option<Vec<(String, String)>> = found.map(|segments| {
            segments.into_iter().map(|(range, reading)| (characters[range].iter().collect(), reading)).collect()
        });
        let expected: Option<Vec<(String, String)>> =
            expected.map(|pairs| pairs.iter().map(|(base, reading)| ((*base).into(), (*reading).into())).collect());
        assert_eq!(shown, expected, "{word}");
    }

    #[test]
    fn readings_stand_over_kanji_only() {
        check("情報", "じょうほう", Some(&[("情報", "じょうほう")]));
        check("取り扱い", "とりあつかい", Some(&[("取", "と"), ("扱", "あつか")]));
        check("年　月", "ねん　がつ", Some(&[("年", "ねん"), ("月", "がつ")]));
        check("お客様", "おきゃくさま", Some(&[("客様", "きゃくさま")]));
        check("2日", "ふつか", Some(&[("2日", "ふつか")]));
        check("月|1日", "がつ|ついたち", Some(&[("月", "がつ"), ("1日", "ついたち")]));
        check("消しゴム", "けしゴム", Some(&[("消", "け")]));
    }

    #[test]
    fn readings_that_do_not_fit_are_refused() {
        check("使う", "つかい", None);
        check("医い医", "いいいいい", None);
        check("月|1日", "がつついたち", None);
        check("行う", "う", None);
    }
}
