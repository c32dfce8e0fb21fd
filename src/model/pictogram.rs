//! Pictograms: simple drawings beside headings, for people who would rather look than read.

use crate::units::Length;

/// The side of the square that a pictogram is drawn in.
pub const GRID: Length = Length::from_milli_pt(24_000);

/// A drawing in a square of [`GRID`], from its upper left corner; y grows downwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pictogram {
    /// The name by which templates call it.
    pub name: String,
    /// Its lines and areas.
    pub outlines: Vec<Outline>,
}

/// A line through some points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The points, at least two.
    pub points: Vec<(Length, Length)>,
    /// Whether it ends where it began.
    pub closed: bool,
    /// Whether it is an area rather than a line.
    pub filled: bool,
}
