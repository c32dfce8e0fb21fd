//! Latin words, names and addresses within Japanese text: where they are kept whole and where they may part.

use std::ops::Range;

/// The most letters of a Latin word that a hyphen or a stroke ties to its neighbour (ISMAP-LIU, ISO/IEC).
const SHORT_WORD: usize = 5;

/// Whether an address or a file name that is longer than a line is better cut elsewhere than before `characters[at]`:
/// after one of its points. There is a character on either side.
pub(super) fn is_within_dotted(characters: &[char], at: usize) -> bool {
    let Some(word) = latin_word(characters, at) else { return false };
    let is_point = |at: usize| {
        at > word.start
            && characters[at - 1] == '.'
            && characters[at].is_ascii_alphabetic()
            && characters[word.start..at - 1].last().is_some_and(char::is_ascii_alphanumeric)
    };
    !is_point(at) && word.clone().any(is_point)
}

/// Between a Latin word and its number (ISO/IEC 27001, Windows 11), or between short words that a hyphen or a stroke
/// ties (ISMAP-LIU). UAX #14 has a break at each of these places.
pub(super) fn is_within_name(characters: &[char], at: usize) -> bool {
    let (before, after) = (characters[at - 1], characters[at]);
    let words = &characters[..at - 1];
    let is_part = |character: &&char| character.is_ascii_alphanumeric();
    match before {
        ' ' => after.is_ascii_digit() && words.iter().rev().take_while(is_part).any(char::is_ascii_alphabetic),
        '-' | '/' => {
            let length = |word: &mut dyn Iterator<Item = &char>| word.take_while(is_part).count();
            let is_short = |length: usize| (1..=SHORT_WORD).contains(&length);
            after.is_ascii_alphabetic()
                && words.last().is_some_and(char::is_ascii_alphabetic)
                && is_short(length(&mut words.iter().rev()))
                && is_short(length(&mut characters[at..].iter()))
                && !is_in_address(characters, at)
        }
        _ => false,
    }
}

/// Within an address, other than after one of its strokes: what UAX #14 allows after a hyphen is a seam there. The
/// strokes after the scheme are no better than that.
pub(super) fn is_inner_of_address(characters: &[char], at: usize) -> bool {
    let stroke = characters[at - 1] == '/' && (at < 2 || characters[at - 2] != '/');
    characters[at - 1].is_ascii_punctuation() && !stroke && is_in_address(characters, at)
}

/// Within an address of the web or of electronic mail.
fn is_in_address(characters: &[char], at: usize) -> bool {
    latin_word(characters, at).is_some_and(|word| {
        let word = &characters[word];
        let has = |mark: &[char]| word.windows(mark.len()).any(|found| found == mark);
        has(&['@']) || has(&[':', '/', '/']) || word.starts_with(&['w', 'w', 'w', '.'])
    })
}

/// How far from a place an address is looked for, so that endless values take no endless time.
const LONGEST_ADDRESS: usize = 200;

/// The stretch of visible ASCII characters around a place that is within one.
fn latin_word(characters: &[char], at: usize) -> Option<Range<usize>> {
    let length = |word: &mut dyn Iterator<Item = &char>| {
        word.take(LONGEST_ADDRESS).take_while(|next| next.is_ascii_graphic()).count()
    };
    let before = length(&mut characters[..at].iter().rev());
    let after = length(&mut characters[at..].iter());
    (before > 0 && after > 0).then(|| at - before..at + after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_cut_after_points() {
        let dotted = |text: &str| {
            let characters: Vec<char> = text.chars().collect();
            (1..characters.len()).filter(|&at| is_within_dotted(&characters, at)).collect::<Vec<_>>()
        };
        assert_eq!(dotted("社ab.jp"), [2, 3, 5]);
        assert_eq!(dotted("192.168.100.200"), [0; 0]);
        assert_eq!(dotted("aaa"), [0; 0]);
    }
}
