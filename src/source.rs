//! Loaded texts, byte spans in them, and lines and columns for people.

use std::sync::Arc;

/// Which loaded text a span points into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A range of bytes in one loaded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span over `range` of the text `source`.
    #[must_use]
    pub fn new(source: SourceId, range: std::ops::Range<usize>) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { source, start: clamp(range.start), end: clamp(range.end) }
    }

    /// The span as a byte range.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One text that was loaded, under the name shown to people.
#[derive(Debug)]
pub struct Source {
    /// A path or a description such as 標準入力; never used to open a file.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// All texts a run has loaded; cloning is cheap, so each profile may add its own to the shared ones.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    loaded: Vec<Arc<Source>>,
}

impl Sources {
    /// Adds a text and gives the id its spans carry.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let id = SourceId(u32::try_from(self.loaded.len()).unwrap_or(u32::MAX));
        self.loaded.push(Arc::new(Source { name: name.into(), text: text.into() }));
        id
    }

    /// The text behind an id.
    ///
    /// # Panics
    /// If the id came from another `Sources`, which is a bug.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.loaded[id.0 as usize]
    }

    /// The line and column, both from 1 and counted in characters, where a span starts.
    #[must_use]
    pub fn position(&self, span: Span) -> (usize, usize) {
        let text = &self.get(span.source).text;
        let mut at = (span.start as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &text[..at];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let mut sources = Sources::default();
        let id = sources.add("a.toml", "一行目\nname = \"会社\"\n");
        assert_eq!(sources.position(Span::new(id, 0..1)), (1, 1));
        let at = sources.get(id).text.find("社\"").expect("is there");
        assert_eq!(sources.position(Span::new(id, at..at + 3)), (2, 10));
    }
}
