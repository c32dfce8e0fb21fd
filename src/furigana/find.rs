//! Finding the words of the list in a text.

use std::collections::BTreeSet;
use std::ops::Range;

use super::list::{Counter, Entry, Readings};
use super::{is_hiragana, is_kanji};

/// A word found in a text; places are in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// The word as it stands in the list; none for affixes and counters.
    pub key: Option<&'a str>,
    /// Where it stands.
    pub range: Range<usize>,
    /// The stretches that get a reading.
    pub segments: Vec<(Range<usize>, &'a str)>,
    /// Whether it is long enough not to be part of a name by chance.
    pub is_sure: bool,
}

impl Readings {
    /// The words in a text from left to right, the longest first; after a number its counter comes first. None reaches over a place in `seams`.
    ///
    /// A single kanji counts as a word only where it stands alone, a stem only with hiragana after it, and an affix only
    /// beside other letters, so that unknown compounds are not read kanji by kanji.
    #[must_use]
    pub fn find(&self, text: &[char], seams: &BTreeSet<usize>) -> Vec<Found<'_>> {
        let mut found: Vec<Found<'_>> = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let place = Place { text, at, seams, after: found.last().filter(|last| last.range.end == at) };
            match self.find_at(&place) {
                Some(word) => {
                    at = word.range.end;
                    found.push(word);
                }
                None => at += 1,
            }
        }
        found
    }

    fn find_at(&self, place: &Place<'_, '_>) -> Option<Found<'_>> {
        let first = place.text[place.at];
        let entries = self.entries.get(&first).map(Vec::as_slice).unwrap_or_default();
        let entry = entries.iter().find(|entry| place.admits(entry));
        let number = place.number();
        let counter = number.as_ref().and_then(|number| {
            let counter = self.counters.iter().find(|counter| place.has(&counter.word))?;
            Some((counter, number))
        });
        match (entry, counter) {
            (Some(entry), Some((counter, _))) if kanji(&entry.word) > kanji(&counter.word) => Some(place.found(entry)),
            (_, Some((counter, number))) => Some(place.counted(counter, number)),
            (Some(entry), None) => Some(place.found(entry)),
            (None, None) => self.affixes.get(&first).filter(|_| place.is_beside_letters()).map(|entry| Found {
                key: None,
                is_sure: place.after.is_some_and(|word| word.is_sure),
                ..place.found(entry)
            }),
        }
    }
}

/// A place in a text.
struct Place<'t, 'f> {
    text: &'t [char],
    at: usize,
    seams: &'t BTreeSet<usize>,
    /// The word found that ends here.
    after: Option<&'t Found<'f>>,
}

impl Place<'_, '_> {
    /// Whether a word stands here.
    fn has(&self, word: &[char]) -> bool {
        self.text[self.at..].starts_with(word) && self.seams.range(self.at + 1..self.at + word.len()).next().is_none()
    }

    fn admits(&self, entry: &Entry) -> bool {
        if !self.has(&entry.word) {
            return false;
        }
        let before = self.at.checked_sub(1).map(|at| self.text[at]);
        let after = self.text.get(self.at + entry.word.len()).copied();
        if entry.is_stem && !after.is_some_and(is_hiragana) {
            return false;
        }
        if is_digit(entry.word[0]) && before.is_some_and(|before| is_digit(before) || matches!(before, '.' | ',')) {
            return false;
        }
        if entry.word.len() > 1 {
            return true;
        }
        // A verb may follow a word that has been read, such as the adverb 毎年; anything else must stand alone.
        let follows_kanji = before.is_some_and(is_kanji);
        let follows_counter = self.after.is_some_and(|word| word.key.is_none());
        let stands_before_kanji = after.is_some_and(is_kanji);
        if entry.is_stem {
            !follows_kanji || self.after.is_some()
        } else {
            (!follows_kanji || follows_counter) && !stands_before_kanji
        }
    }

    fn is_beside_letters(&self) -> bool {
        let is_letter = |character: char| {
            is_kanji(character) || character.is_ascii_alphanumeric() || matches!(character, '\u{30A1}'..='\u{30FC}')
        };
        self.at.checked_sub(1).is_some_and(|at| is_letter(self.text[at]))
            || self.text.get(self.at + 1).copied().is_some_and(is_letter)
    }

    /// The number that ends here, in ASCII.
    fn number(&self) -> Option<String> {
        let is_part = |character: &&char| is_digit(**character) || matches!(character, ',' | '.');
        let digits = self.text[..self.at].iter().rev().take_while(is_part).count();
        let number: String = self.text[self.at - digits..self.at].iter().map(|&character| ascii(character)).collect();
        number.ends_with(|last: char| last.is_ascii_digit()).then(|| number.replace(',', ""))
    }

    fn found<'e>(&self, entry: &'e Entry) -> Found<'e> {
        let moved = |range: &Range<usize>| self.at + range.start..self.at + range.end;
        Found {
            key: Some(&entry.key),
            range: self.at..self.at + entry.word.len(),
            segments: entry.segments.iter().map(|(range, reading)| (moved(range), reading.as_str())).collect(),
            is_sure: entry.is_stem || entry.word.len() > 1,
        }
    }

    fn counted<'e>(&self, counter: &'e Counter, number: &str) -> Found<'e> {
        let is_exception = |pattern: &String| match pattern.strip_prefix('*') {
            Some(end) => number.ends_with(end),
            None => number == pattern,
        };
        let reading = match &counter.other {
            Some((other, after)) if !number.contains('.') && after.iter().any(is_exception) => other,
            _ => &counter.reading,
        };
        let range = self.at..self.at + counter.word.len();
        Found { key: None, range: range.clone(), segments: vec![(range, reading)], is_sure: true }
    }
}

/// How many kanji a word has.
fn kanji(word: &[char]) -> usize {
    word.iter().filter(|&&character| is_kanji(character)).count()
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

fn ascii(character: char) -> char {
    let digit = u32::from(character).wrapping_sub(u32::from('０'));
    char::from_digit(digit, 10).unwrap_or(character)
}
