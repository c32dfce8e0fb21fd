//! Readings (ふりがな) over the kanji of the handbook.
//!
//! There is no dictionary of the language here, only a list of words somebody has read (`readings.toml`, `list`). It is
//! laid over each paragraph, longest words first (`find`), and the readings found become annotations of the runs
//! (`annotate`), which change no word of the document. What the list does not cover whole gets no reading: a wrong one
//! is worse than none.

mod align;
mod annotate;
mod find;
mod grades;
mod list;

pub use annotate::annotate;
pub use find::Found;
pub use grades::{Grades, Level};
pub use list::{Readings, Section};

/// Whether a character is a kanji or the mark that repeats one.
#[must_use]
pub fn is_kanji(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}' | '々')
}

/// Whether a character is kana: a reading is made of nothing else.
#[must_use]
pub fn is_kana(character: char) -> bool {
    is_hiragana(character) || matches!(character, '\u{30A1}'..='\u{30FA}' | 'ー')
}

/// Whether a character stands in a reading as it stands in the word: kana, and the space of a blank to fill in.
fn reads_itself(character: char) -> bool {
    is_kana(character) || character == '\u{3000}'
}

fn is_hiragana(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{3096}')
}
