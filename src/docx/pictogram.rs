//! Pictograms beside headings: placeholders that the finishing pass turns into drawings.
//!
//! docx-rs has no shapes of our own drawing. A run holds a symbol in a font that no document uses, whose code is the
//! place of the picture, until `finish` puts the drawing there.

use std::sync::Arc;

use docx_rs::{Run as WordRun, RunChild, Sym};

use super::builder::Builder;
use super::finish::Picture;
use crate::model::Pictogram;
use crate::style::{PICTOGRAM, PICTOGRAM_RISE, PICTOGRAM_RULE};

/// The font of the symbol that stands for a picture.
pub(super) const PLACEHOLDER: &str = "kitei:pictogram";

impl Builder<'_> {
    /// A run that stands for a pictogram.
    pub(super) fn pictogram(&mut self, pictogram: &Arc<Pictogram>) -> WordRun {
        let symbol = RunChild::Sym(Sym::new(PLACEHOLDER, self.pictures.len().to_string()));
        self.pictures.push(Picture {
            pictogram: Arc::clone(pictogram),
            side: PICTOGRAM,
            rise: PICTOGRAM_RISE,
            rule: PICTOGRAM_RULE,
            color: self.basis.style.colors.text.hex(),
        });
        WordRun { children: vec![symbol], ..WordRun::default() }
    }
}
