//! References within a document: fields that go on saying the right number when a person edits the file.

use std::collections::BTreeMap;

use super::bookmark::Bookmarks;
use crate::model::{Document, PartKind, plain_text};

/// A stretch of a reference's text and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// What it is.
    pub(super) kind: StretchKind,
    /// The words printed.
    pub(super) text: String,
}

/// What a stretch of a reference's text stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum StretchKind {
    /// The number of the heading with this bookmark.
    Number(String),
    /// The words of the heading with this bookmark.
    Words(String),
    /// Words that only lead to this bookmark.
    Link(String),
    /// Words about another document.
    Plain,
}

/// A part as references see it.
#[derive(Clone, Debug)]
struct Target {
    bookmark: String,
    /// The number of its heading.
    number: Option<String>,
    /// The words of its heading.
    words: String,
    /// The bookmark and the number of the chapter it belongs to.
    chapter: Option<(String, String)>,
}

/// The parts of a document that references can name.
#[derive(Clone, Debug, Default)]
pub(super) struct Targets {
    by_key: BTreeMap<String, Target>,
}

impl Targets {
    /// All parts with a heading.
    pub(super) fn of(document: &Document, bookmarks: &Bookmarks) -> Self {
        let mut targets = Self::default();
        let mut chapter = None;
        for part in &document.parts {
            let (Some(heading), Some(bookmark)) = (&part.heading, bookmarks.get(&part.key)) else { continue };
            let number = heading.label.as_ref().map(|label| label.text.clone());
            if part.kind == PartKind::Chapter {
                chapter = number.clone().map(|number| (bookmark.name.clone(), number));
            }
            let target = Target {
                bookmark: bookmark.name.clone(),
                number,
                words: plain_text(&heading.runs),
                chapter: chapter.clone(),
            };
            targets.by_key.entry(part.key.clone()).or_insert(target);
        }
        targets
    }

    /// A reference's text, cut where its parts stand for different things. 第4章第12条 is the number of the chapter
    /// and that of the article; 第12条(2) is a number and words that only lead there.
    pub(super) fn cut(&self, key: &str, text: &str) -> Vec<Stretch> {
        let stretch = |kind, text: &str| Stretch { kind, text: text.to_owned() };
        let Some(target) = self.by_key.get(key) else { return vec![stretch(StretchKind::Plain, text)] };
        let number = |text: &str| stretch(StretchKind::Number(target.bookmark.clone()), text);
        let link = |text: &str| stretch(StretchKind::Link(target.bookmark.clone()), text);
        let Some(own) = &target.number else {
            let words = text == target.words;
            let bookmark = target.bookmark.clone();
            return vec![stretch(if words { StretchKind::Words(bookmark) } else { StretchKind::Link(bookmark) }, text)];
        };
        if text == own {
            vec![number(text)]
        } else if let Some(before) = text.strip_suffix(own.as_str()).filter(|before| ends(before)) {
            let before = match &target.chapter {
                Some((bookmark, chapter)) if before == chapter => {
                    stretch(StretchKind::Number(bookmark.clone()), before)
                }
                _ => link(before),
            };
            vec![before, number(own)]
        } else if let Some(after) = text.strip_prefix(own.as_str()).filter(|after| begins(after)) {
            vec![number(own), link(after)]
        } else {
            vec![link(text)]
        }
    }
}

/// Whether a number may follow these words without being the tail of a longer one.
fn ends(before: &str) -> bool {
    before.chars().next_back().is_some_and(|c| !c.is_ascii_digit() && !".-".contains(c))
}

/// Whether a number may stand before these words without being the head of a longer one.
fn begins(after: &str) -> bool {
    after.chars().next().is_some_and(|c| !c.is_ascii_digit() && !".-".contains(c))
}
