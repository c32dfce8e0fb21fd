//! The tokens that stand for values while a template is rendered, and what each stands for.
//!
//! Every leaf of the data is replaced by a token before rendering; the value returns after the Markdown is parsed. A
//! token is U+FDD0, a kind letter, a decimal id, U+FDD1. Noncharacters cannot occur in a value: profiles that hold them
//! are refused.

use crate::fields::{FieldPath, Ink};
use crate::model::{Mark, ValueStatus};
use crate::source::Span;

const START: char = '\u{FDD0}';
const END: char = '\u{FDD1}';

/// What a value's token stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The field, or a column of it.
    pub field: FieldPath,
    /// Red or blue in review; none for a fact of law, which prints like the template's own words.
    pub ink: Option<Ink>,
    /// How the value came about.
    pub status: ValueStatus,
    /// The words to print.
    pub text: String,
    /// The same in easy Japanese, where the catalogue says it.
    pub plain: Option<String>,
    /// The value as conditions compare it.
    pub raw: String,
    /// Where it was written.
    pub span: Option<Span>,
}

/// The values of one company, by the ids of their tokens.
#[derive(Clone, Debug, Default)]
pub struct Slots {
    slots: Vec<Slot>,
}

impl Slot {
    /// The words to print in a document, which may be in easy Japanese.
    #[must_use]
    pub fn words(&self, plain: bool) -> &str {
        self.plain.as_deref().filter(|_| plain).unwrap_or(&self.text)
    }
}

impl Slots {
    /// Adds a value and gives its token.
    pub fn add(&mut self, slot: Slot) -> String {
        self.slots.push(slot);
        Token::Value(self.slots.len() - 1).encode()
    }

    /// The value with an id.
    #[must_use]
    pub fn get(&self, id: usize) -> Option<&Slot> {
        self.slots.get(id)
    }

    /// How many values there are; the next one's id.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there are no values.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Rendered text with its values' words in place and nothing else of the tokens.
    #[must_use]
    pub fn plain(&self, text: &str) -> String {
        scan(text)
            .filter_map(|piece| match piece {
                Piece::Text(words) => Some(words),
                Piece::Token(Token::Value(id)) => self.get(id).map(|slot| slot.text.as_str()),
                Piece::Token(_) => None,
            })
            .collect()
    }
}

/// What a sample prints where a company fills in its facts.
pub const OPEN: &str = "〇〇";

/// The marks a legend can show, by the names its template gives them.
pub const MARKS: [(&str, Mark); 3] =
    [("fill-in", Mark::FillIn), ("choice", Mark::Choice), ("default", Mark::FillInDefault)];

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// `v`: a value.
    Value(usize),
    /// `o`: the wording that a choice selects begins; the id is the field's place in the catalogue.
    Open(usize),
    /// `c`: it ends.
    Close(usize),
    /// `s`: words that show a mark in a legend begin; the id is the mark's place in [`MARKS`]. They end with
    /// [`Token::Close`].
    Shown(usize),
    /// `r`: a reference; the id is the key's place among the keys of the template set.
    Reference(usize),
    /// `n`: a reference without the title of the document it leads to.
    Number(usize),
    /// `l`: what follows stands on this line of the template.
    Line(usize),
}

impl Token {
    /// The characters of the token.
    #[must_use]
    pub fn encode(self) -> String {
        let (letter, id) = match self {
            Self::Value(id) => ('v', id),
            Self::Open(id) => ('o', id),
            Self::Close(id) => ('c', id),
            Self::Shown(id) => ('s', id),
            Self::Reference(id) => ('r', id),
            Self::Number(id) => ('n', id),
            Self::Line(id) => ('l', id),
        };
        format!("{START}{letter}{id}{END}")
    }

    /// The token whose characters a text is, exactly.
    #[must_use]
    pub fn decode(text: &str) -> Option<Self> {
        let inner = text.strip_prefix(START)?.strip_suffix(END)?;
        let mut characters = inner.chars();
        let letter = characters.next()?;
        let id = characters.as_str().parse().ok()?;
        Some(match letter {
            'v' => Self::Value(id),
            'o' => Self::Open(id),
            'c' => Self::Close(id),
            's' => Self::Shown(id),
            'r' => Self::Reference(id),
            'n' => Self::Number(id),
            'l' => Self::Line(id),
            _ => return None,
        })
    }
}

/// A piece of rendered text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// The template's own words, never empty.
    Text(&'a str),
    /// A token.
    Token(Token),
}

/// Takes rendered text apart. Characters that look like a token and are none stay text.
pub fn scan(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(end) = rest.strip_prefix(START).and_then(|inner| inner.find(END)) {
            let length = START.len_utf8() + end + END.len_utf8();
            if let Some(token) = Token::decode(&rest[..length]) {
                rest = &rest[length..];
                return Some(Piece::Token(token));
            }
        }
        let skip = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[skip..].find(START).map_or(rest.len(), |at| at + skip);
        let (words, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Text(words))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_tokens_come_apart() {
        let text = format!("前{}中{}{}", Token::Value(12).encode(), Token::Open(3).encode(), Token::Close(3).encode());
        let pieces: Vec<_> = scan(&text).collect();
        assert_eq!(
            pieces,
            [
                Piece::Text("前"),
                Piece::Token(Token::Value(12)),
                Piece::Text("中"),
                Piece::Token(Token::Open(3)),
                Piece::Token(Token::Close(3)),
            ]
        );
        assert_eq!(scan("\u{FDD0}x").collect::<Vec<_>>(), [Piece::Text("\u{FDD0}x")]);
    }
}
