//! Pictograms beside headings and on cards: placeholders that the finishing pass turns into drawings.
//!
//! docx-rs has no shapes of our own drawing. A run holds a symbol in a font that no document uses, whose code is the
//! place of the picture, until `finish` puts the drawing there.

use std::sync::Arc;

use docx_rs::{Run as WordRun, RunChild, Sym};

use super::builder::Builder;
use super::finish::Picture;
use crate::model::Pictogram;
use crate::style::{PICTOGRAM, PICTOGRAM_RISE, PICTOGRAM_RULE, SCISSORS, SCISSORS_LEFT, SCISSORS_RULE};
use crate::units::Length;

/// The font of the symbol that stands for a picture.
pub(super) const PLACEHOLDER: &str = "kitei:pictogram";

impl Builder<'_> {
    /// A run that stands for the pictogram of a heading.
    pub(super) fn pictogram(&mut self, pictogram: &Arc<Pictogram>) -> WordRun {
        self.picture(Picture {
            pictogram: Arc::clone(pictogram),
            side: PICTOGRAM,
            left: None,
            rise: PICTOGRAM_RISE,
            rule: PICTOGRAM_RULE,
            color: self.basis.style.colors.text.hex(),
        })
    }

    /// A run that stands for the pictogram on the upper line of a card, in a paragraph above it from whose top to the
    /// card is a gap.
    pub(super) fn scissors(&mut self, pictogram: &Arc<Pictogram>, card: Length, gap: Length) -> WordRun {
        self.picture(Picture {
            pictogram: Arc::clone(pictogram),
            side: SCISSORS,
            left: Some((self.measure - card) / 2 + SCISSORS_LEFT),
            rise: SCISSORS / 2 - gap,
            rule: SCISSORS_RULE,
            color: self.basis.style.colors.line.hex(),
        })
    }

    fn picture(&mut self, picture: Picture) -> WordRun {
        let symbol = RunChild::Sym(Sym::new(PLACEHOLDER, self.pictures.len().to_string()));
        self.pictures.push(picture);
        WordRun { children: vec![symbol], ..WordRun::default() }
    }
}
