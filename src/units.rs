//! Lengths: exact integers inside the program, floats and twips only at the writers' edges.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in thousandths of a PostScript point (1/72 inch).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(i32);

impl Length {
    /// No length at all.
    pub const ZERO: Self = Self(0);

    /// A length of `milli` thousandths of a point.
    #[must_use]
    pub const fn from_milli_pt(milli: i32) -> Self {
        Self(milli)
    }

    /// A length of `pt` points, rounded half away from zero.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "page lengths are far below the limit")]
    pub fn from_pt(pt: f64) -> Self {
        Self((pt * 1000.0).round() as i32)
    }

    /// A length of `mm` millimetres, rounded half away from zero.
    #[must_use]
    pub fn from_mm(mm: f64) -> Self {
        Self::from_pt(mm * 72.0 / 25.4)
    }

    /// The length in thousandths of a point.
    #[must_use]
    pub const fn milli_pt(self) -> i32 {
        self.0
    }

    /// The length in points.
    #[must_use]
    pub fn pt(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// The length in twips (1/20 pt), rounded half away from zero.
    #[must_use]
    pub const fn twips(self) -> i32 {
        round_div(self.0, 50)
    }

    /// The length in half points, rounded half away from zero.
    #[must_use]
    pub const fn half_points(self) -> i32 {
        round_div(self.0, 500)
    }

    /// This length times a ratio, rounded half away from zero.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "the quotient of two page lengths fits")]
    pub fn scale(self, numerator: i64, denominator: i64) -> Self {
        let product = i64::from(self.0) * numerator;
        let half = denominator.abs() / 2 * product.signum();
        Self(((product + half) / denominator) as i32)
    }
}

/// `value / by`, rounded half away from zero.
const fn round_div(value: i32, by: i32) -> i32 {
    if value >= 0 { (value + by / 2) / by } else { (value - by / 2) / by }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i32> for Length {
    type Output = Self;
    fn mul(self, by: i32) -> Self {
        Self(self.0 * by)
    }
}

impl Div<i32> for Length {
    type Output = Self;
    fn div(self, by: i32) -> Self {
        Self(round_div(self.0, by))
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}

/// A length in thousandths of the current type size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Em(pub i32);

impl Em {
    /// The absolute length at a type size.
    #[must_use]
    pub fn at(self, size: Length) -> Length {
        size.scale(i64::from(self.0), 1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conversions_round_half_away_from_zero() {
        assert_eq!(Length::from_mm(25.4), Length::from_milli_pt(72_000));
        assert_eq!(Length::from_milli_pt(10_500).half_points(), 21);
        assert_eq!(Length::from_milli_pt(25).twips(), 1);
        assert_eq!(Length::from_milli_pt(-25).twips(), -1);
        assert_eq!(Em(250).at(Length::from_milli_pt(10_500)), Length::from_milli_pt(2625));
    }
}
