//! Widths of text without a font: close enough to place tabs and to give boxes of figures their heights.
//!
//! The writer does not know which font a reader has, so it estimates, on the wide side.

use crate::units::{Em, Length};

/// The width of a narrow character: the digits of the fonts named in `style.toml` take 0.55 to 0.62 em.
const NARROW: Em = Em(650);

/// The width of a character, relative to the size.
fn advance(c: char) -> Em {
    match c {
        '\u{20}'..='\u{7E}' | '\u{A0}'..='\u{FF}' | '\u{FF61}'..='\u{FF9F}' => NARROW,
        '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => Em(0),
        _ => Em(1000),
    }
}

/// What word processors add between a narrow and a wide character.
const BETWEEN: Em = Em(250);

/// The width of a text on one line.
pub(super) fn width(text: &str, size: Length) -> Length {
    let mut width = Length::ZERO;
    let mut before = None;
    for c in text.chars() {
        let own = advance(c);
        let is_narrow = own <= NARROW;
        if before.is_some_and(|before| before != is_narrow) {
            width += BETWEEN.at(size);
        }
        before = Some(is_narrow);
        width += own.at(size);
    }
    width
}

/// How many lines a text takes in a width, estimated on the high side: words of narrow characters stay whole, and the
/// last character of a full line may have to go to the next.
pub(super) fn lines(text: &str, size: Length, room: Length) -> i32 {
    text.split('\n').map(|line| paragraph_lines(line, size, room)).sum()
}

fn paragraph_lines(text: &str, size: Length, room: Length) -> i32 {
    if width(text, size) <= room {
        return 1;
    }
    let room = (room - size / 2).max(size);
    let (mut lines, mut line, mut word) = (1, Length::ZERO, Length::ZERO);
    for c in text.chars() {
        let own = advance(c).at(size);
        let is_narrow = advance(c) <= NARROW && c != ' ';
        word = if is_narrow { word + own } else { Length::ZERO };
        if line + own > room {
            lines += 1;
            // A word moves on as a whole, unless it is longer than a line.
            line = if is_narrow && word <= room { word } else { own };
            word = if is_narrow { line } else { Length::ZERO };
        } else {
            line += own;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_estimated_on_the_wide_side() {
        let size = Length::from_milli_pt(10_000);
        assert_eq!(width("第12条", size), Length::from_milli_pt(38_000));
        assert_eq!(width("附則", size), Length::from_milli_pt(20_000));
    }

    #[test]
    fn lines_are_estimated_on_the_high_side() {
        let check = |text: &str, ems: i32, expected: i32| {
            let size = Length::from_milli_pt(10_000);
            assert_eq!(lines(text, size, size * ems), expected, "{text}");
        };
        check("情報資産", 4, 1);
        check("情報資産を", 4, 2);
        check("上\n下", 4, 2);
        check("情報 password", 6, 2);
        check(&"a".repeat(40), 9, 4);
        check("", 4, 1);
    }
}
