//! The list of words and their readings.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::align::{Segment, align, is_word};
use super::{Grades, reads_itself};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::source::{SourceId, Sources, Span};

/// What marks the end of a word that needs hiragana after it.
const STEM: char = '～';

/// What stands between the parts of a divided word and of its reading.
const DIVISION: char = '|';

/// The words with their readings, and the years in which kanji are learnt.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    /// By their first character, the longest first.
    pub(super) entries: BTreeMap<char, Vec<Entry>>,
    /// Single kanji beside other words.
    pub(super) affixes: BTreeMap<char, Entry>,
    /// What follows a number, the longest first.
    pub(super) counters: Vec<Counter>,
    /// The years of the kanji.
    pub grades: Grades,
}

/// Where in the list a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// The words of the handbook's templates.
    Handbook,
    /// Any other word.
    General,
}

/// A word with its reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// As it stands in the list.
    pub(super) key: String,
    /// Its characters.
    pub(super) word: Vec<char>,
    /// Whether hiragana must follow.
    pub(super) is_stem: bool,
    /// The stretches that get a reading.
    pub(super) segments: Vec<Segment>,
    /// Where it stands.
    pub(super) section: Section,
}

/// What follows a number, such as 日.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counter {
    /// Its characters.
    pub(super) word: Vec<char>,
    /// The reading after most numbers.
    pub(super) reading: String,
    /// The reading after some.
    pub(super) other: Option<(String, Vec<String>)>,
}

impl Readings {
    /// Reads the files of readings, later ones over earlier ones. The outcome always has a value; what has a problem is
    /// left out of it.
    #[must_use]
    pub fn load(sources: &Sources, files: &[SourceId], grades: Grades) -> Outcome<Self> {
        let mut diagnostics = Vec::new();
        let mut words = BTreeMap::new();
        let mut counters = BTreeMap::new();
        let mut list = Self { grades, ..Self::default() };
        for &file in files {
            let raw: Raw = match toml::from_str(&sources.get(file).text) {
                Ok(raw) => raw,
                Err(error) => {
                    let at = Span::new(file, error.span().unwrap_or(0..0));
                    diagnostics.push(problem(at, "読みの一覧に誤りがあります").label(error.message().to_owned()));
                    continue;
                }
            };
            let handbook = raw.handbook.into_iter().map(|(key, reading)| (key, reading, Section::Handbook));
            let general = raw.general.into_iter().map(|(key, reading)| (key, reading, Section::General));
            for (key, reading, section) in handbook.chain(general) {
                let span = Span::new(file, reading.span());
                match Entry::new(&key, reading.get_ref(), section) {
                    Ok(entry) => drop(words.insert((entry.word.clone(), entry.is_stem), entry)),
                    Err(message) => diagnostics.push(problem(span, message)),
                }
            }
            for (key, reading) in raw.affixes {
                let span = Span::new(file, reading.span());
                match Entry::new(&key, reading.get_ref(), Section::General) {
                    Ok(entry) if entry.word.len() == 1 => drop(list.affixes.insert(entry.word[0], entry)),
                    Ok(_) => diagnostics.push(problem(span, format!("「{key}」は一字ではありません"))),
                    Err(message) => diagnostics.push(problem(span, message)),
                }
            }
            for counter in raw.counter {
                let readings = counter.other.iter().map(|other| &other.reading).chain([counter.reading.get_ref()]);
                if readings.into_iter().all(|reading| is_reading(reading)) {
                    let other = counter.other.map(|other| (other.reading, other.after));
                    let word: Vec<char> = counter.word.chars().collect();
                    let reading = counter.reading.into_inner();
                    counters.insert(word.clone(), Counter { word, reading, other });
                } else {
                    let span = Span::new(file, counter.reading.span());
                    diagnostics.push(problem(span, format!("「{}」の読みが仮名ではありません", counter.word)));
                }
            }
        }
        for entry in words.into_values() {
            list.entries.entry(entry.word[0]).or_default().push(entry);
        }
        for entries in list.entries.values_mut() {
            entries.sort_by_key(|entry| (std::cmp::Reverse(entry.word.len()), !entry.is_stem));
        }
        list.counters = counters.into_values().collect();
        list.counters.sort_by_key(|counter| std::cmp::Reverse(counter.word.len()));
        Outcome::with(list, diagnostics)
    }

    /// The words of a section as they stand in the list.
    pub fn keys(&self, section: Section) -> impl Iterator<Item = &str> {
        let entries = self.entries.values().flatten().filter(move |entry| entry.section == section);
        entries.map(|entry| entry.key.as_str())
    }
}

impl Entry {
    fn new(key: &str, reading: &str, section: Section) -> Result<Self, String> {
        let divided = key.strip_suffix(STEM).unwrap_or(key);
        let word: Vec<char> = divided.chars().filter(|&character| character != DIVISION).collect();
        if !is_word(&word) {
            return Err(format!("「{key}」は漢字の語ではありません"));
        }
        if !is_reading(&reading.replace(DIVISION, "")) {
            return Err(format!("「{key}」の読みが仮名ではありません"));
        }
        let Some(segments) = align(divided, reading) else {
            return Err(format!("「{key}」の読みを漢字に分けられません"));
        };
        Ok(Self { key: key.to_owned(), is_stem: key.ends_with(STEM), word, segments, section })
    }
}

fn is_reading(reading: &str) -> bool {
    !reading.is_empty() && reading.chars().all(reads_itself)
}

fn problem(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::Catalogue, message).at(span)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    handbook: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    general: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    affixes: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    counter: Vec<RawCounter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCounter {
    word: String,
    reading: Spanned<String>,
    other: Option<RawOther>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOther {
    reading: String,
    after: Vec<String>,
}
