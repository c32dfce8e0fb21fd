//! Widths of the columns of a table.

use crate::units::Length;

/// What a column asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Need {
    /// Its share of the width, relative to the other columns.
    pub(super) weight: u32,
    /// The width below which it would be hard to read at all.
    pub(super) floor: Length,
    /// The width below which what must stay together would be cut; no less than the floor.
    pub(super) least: Length,
    /// The width below which its words would be parted; no less than the least.
    pub(super) whole: Length,
}

/// Shares `total` among columns by weight, but gives each what keeps its words whole where that is possible, else at
/// least its least width, and else at least its floor; the widths add up to `total`.
pub(super) fn widths(total: Length, needs: &[Need]) -> Vec<Length> {
    let all = |length: fn(&Need) -> Length| needs.iter().map(length).collect::<Vec<Length>>();
    let weight = |length: &Length| i64::from(length.milli_pt());
    let [floor, least, whole] = [all(|need| need.floor), all(|need| need.least), all(|need| need.whole)];
    if floor.iter().copied().sum::<Length>() >= total {
        return share(total, &floor.iter().map(weight).collect::<Vec<_>>());
    }
    for (given, wanted) in [(&floor, &least), (&least, &whole)] {
        if wanted.iter().copied().sum::<Length>() >= total {
            let wishes: Vec<i64> =
                wanted.iter().zip(given).map(|(&wanted, &given)| weight(&(wanted - given))).collect();
            let shares = share(total - given.iter().copied().sum(), &wishes);
            return given.iter().zip(shares).map(|(&given, share)| given + share).collect();
        }
    }
    // Columns whose share is too small get what keeps their words whole, and the others share what remains, which may make
    // another share too small.
    let mut held = vec![false; needs.len()];
    loop {
        let weight = |at: usize| if held[at] { 0 } else { i64::from(needs[at].weight.max(1)) };
        let weights: Vec<i64> = (0..needs.len()).map(weight).collect();
        let taken: Length = needs.iter().zip(&held).filter(|(_, held)| **held).map(|(need, _)| need.whole).sum();
        let shares = share(total - taken, &weights);
        let is_short = |at: &usize| !held[*at] && shares[*at] < needs[*at].whole;
        let short: Vec<usize> = (0..needs.len()).filter(is_short).collect();
        if short.is_empty() {
            let width = |(at, share): (usize, Length)| if held[at] { needs[at].whole } else { share };
            return shares.into_iter().enumerate().map(width).collect();
        }
        for at in short {
            held[at] = true;
        }
    }
}

/// Shares `total` in proportion to weights, exactly.
fn share(total: Length, weights: &[i64]) -> Vec<Length> {
    let sum = weights.iter().sum::<i64>().max(1);
    let (mut weight, mut given) = (0, Length::ZERO);
    let next = |own: &i64| {
        weight += own;
        let due = total.scale(weight, sum);
        let width = due - given;
        given = due;
        width
    };
    weights.iter().map(next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(total: i32, needs: &[(u32, i32, i32, i32)], expected: &[i32]) {
        let needs: Vec<Need> = needs
            .iter()
            .map(|&(weight, floor, least, whole)| Need {
                weight,
                floor: Length::from_milli_pt(floor),
                least: Length::from_milli_pt(least),
                whole: Length::from_milli_pt(whole),
            })
            .collect();
        let widths = widths(Length::from_milli_pt(total), &needs);
        assert_eq!(widths.iter().map(|width| width.milli_pt()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn weights_rule_where_words_fit() {
        check(1000, &[(1, 5, 10, 10), (2, 5, 10, 10), (1, 5, 10, 10)], &[250, 500, 250]);
        check(1000, &[(1, 0, 0, 0), (1, 0, 0, 0), (1, 0, 0, 0)], &[333, 334, 333]);
    }

    #[test]
    fn narrow_columns_get_their_least_width() {
        check(1000, &[(1, 5, 100, 100), (99, 5, 10, 10)], &[100, 900]);
        check(1000, &[(1, 0, 300, 300), (10, 0, 400, 400), (10, 0, 10, 10)], &[300, 400, 300]);
    }

    #[test]
    fn what_must_stay_together_comes_before_words() {
        check(1000, &[(1, 5, 300, 300), (1, 5, 100, 900)], &[300, 700]);
        check(1000, &[(1, 5, 300, 400), (9, 5, 100, 400)], &[400, 600]);
        check(1000, &[(1, 5, 200, 400), (1, 5, 200, 600), (1, 5, 200, 400)], &[300, 400, 300]);
    }

    #[test]
    fn too_many_columns_share_the_shortage() {
        check(1000, &[(1, 100, 1000, 1000), (5, 100, 200, 200)], &[820, 180]);
        check(1000, &[(1, 900, 1500, 1500), (5, 600, 600, 600)], &[600, 400]);
    }
}
