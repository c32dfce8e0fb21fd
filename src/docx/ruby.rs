//! Readings over words: placeholders that the finishing pass turns into Word's own ruby.
//!
//! docx-rs has no ruby. A run holds the base, a symbol in a font that no document uses, whose code is the type size,
//! and the reading, until `finish` makes the one element of them.

use docx_rs::{Run as WordRun, RunChild, Sym, Text};

use super::basis::half_points;
use crate::model::Ruby;
use crate::units::Length;

/// The font of the symbol between base and reading.
pub(super) const PLACEHOLDER: &str = "kitei:ruby";

/// A run that stands for words of a size with a reading over them.
pub(super) fn placeholder(base: &str, reading: &str, size: Length) -> WordRun {
    let symbol = RunChild::Sym(Sym::new(PLACEHOLDER, half_points(size).to_string()));
    let text = |words: &str| RunChild::Text(Text::new(words));
    WordRun { children: vec![text(base), symbol, text(reading)], ..WordRun::default() }
}

/// A stretch of words with its reading, if it has one.
pub(super) type Stretch<'a> = (&'a str, Option<&'a str>);

/// The words of a run, cut where readings begin and end.
pub(super) fn stretches<'a>(words: &'a str, readings: &'a [Ruby]) -> Vec<Stretch<'a>> {
    let mut stretches = Vec::new();
    let mut done = 0;
    for ruby in readings {
        stretches.push((&words[done..ruby.range.start], None));
        stretches.push((&words[ruby.range.clone()], Some(ruby.reading.as_str())));
        done = ruby.range.end;
    }
    stretches.push((&words[done..], None));
    stretches.retain(|(words, _)| !words.is_empty());
    stretches
}
