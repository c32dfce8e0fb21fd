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

#[cfg(test)]
mod tests {
    use super::*;

    fn targets() -> Targets {
        let target = |bookmark: &str, number: Option<&str>, chapter: Option<(&str, &str)>| Target {
            bookmark: bookmark.to_owned(),
            number: number.map(str::to_owned),
            words: "用語集".to_owned(),
            chapter: chapter.map(|(bookmark, number)| (bookmark.to_owned(), number.to_owned())),
        };
        let by_key = [
            ("article", target("_a", Some("第12条"), Some(("_c", "第4章")))),
            ("dotted", target("_d", Some("1.2"), None)),
            ("words", target("_w", None, None)),
        ];
        Targets { by_key: by_key.map(|(key, target)| (key.to_owned(), target)).into() }
    }

    #[track_caller]
    fn check(key: &str, text: &str, expected: &[(StretchKind, &str)]) {
        let cut: Vec<_> = targets().cut(key, text).into_iter().map(|stretch| (stretch.kind, stretch.text)).collect();
        let expected: Vec<_> = expected.iter().map(|(kind, text)| (kind.clone(), (*text).to_owned())).collect();
        assert_eq!(cut, expected);
    }

    #[test]
    fn numbers_become_fields_and_other_words_links() {
        let number = |bookmark: &str| StretchKind::Number(bookmark.to_owned());
        let link = |bookmark: &str| StretchKind::Link(bookmark.to_owned());
        check("article", "第12条", &[(number("_a"), "第12条")]);
        check("article", "第4章第12条", &[(number("_c"), "第4章"), (number("_a"), "第12条")]);
        check("article", "規程第12条", &[(link("_a"), "規程"), (number("_a"), "第12条")]);
        check("article", "第12条(2)", &[(number("_a"), "第12条"), (link("_a"), "(2)")]);
        check("article", "同条", &[(link("_a"), "同条")]);
    }

    #[test]
    fn a_longer_number_is_not_cut() {
        let link = StretchKind::Link("_d".to_owned());
        for text in ["11.2", "1.21", "1.2.3", "3-1.2"] {
            check("dotted", text, &[(link.clone(), text)]);
        }
    }

    #[test]
    fn parts_without_a_number_are_named_by_their_words() {
        check("words", "用語集", &[(StretchKind::Words("_w".to_owned()), "用語集")]);
        check("words", "用語", &[(StretchKind::Link("_w".to_owned()), "用語")]);
        check("elsewhere", "基本方針", &[(StretchKind::Plain, "基本方針")]);
    }
}
