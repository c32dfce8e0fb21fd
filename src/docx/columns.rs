//! The widths of a table's columns.
//!
//! They follow the weights of the template, as in our own layout, except where a column would be too narrow for its
//! words: then it gets what it needs and the others share what remains.

use super::estimate::{widest_word, width};
use crate::model::{Table, plain_text};
use crate::units::{Em, Length};

/// The width a column has in any case, relative to the size: three characters, or what its words take if that is less.
const FLOOR: Em = Em(3000);

/// What a column asks for, in twips.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Need {
    weight: u64,
    /// What it gets in any case.
    floor: u64,
    /// What its widest word takes.
    least: u64,
}

/// The widths of a table's columns in twips; their sum is `total`.
pub(super) fn widths(table: &Table, total: Length, size: Length, padding: Length) -> Vec<usize> {
    let need = |(index, weight): (usize, u32)| {
        let cells = table.head.iter().chain(&table.rows).filter_map(|row| row.cells.get(index));
        let cells: Vec<String> = cells.map(|cell| plain_text(&cell.runs)).filter(|text| !text.is_empty()).collect();
        let longest = cells.iter().map(|text| width(text, size)).max();
        let floor = longest.unwrap_or(FLOOR.at(size)).clamp(size, FLOOR.at(size)) + padding * 2;
        let word = cells.iter().map(|text| widest_word(text, size)).max().unwrap_or_default() + padding * 2;
        // A word may take a third of the table before it is cut.
        let least = word.min(total / 3).max(floor);
        Need { weight: u64::from(weight.max(1)), floor: twips(floor), least: twips(least) }
    };
    let needs: Vec<Need> = table.columns.iter().map(|column| column.weight).enumerate().map(need).collect();
    share_out(&needs, twips(total)).into_iter().map(|width| usize::try_from(width).unwrap_or(0)).collect()
}

fn twips(length: Length) -> u64 {
    u64::try_from(length.twips()).unwrap_or(0)
}

/// Shares `total` by weight, but gives each column its least width where that is possible, else at least its floor.
fn share_out(needs: &[Need], total: u64) -> Vec<u64> {
    let least: u64 = needs.iter().map(|need| need.least).sum();
    let floor: u64 = needs.iter().map(|need| need.floor).sum();
    if floor >= total {
        return share(total, &needs.iter().map(|need| need.floor).collect::<Vec<_>>());
    }
    if least >= total {
        let wishes: Vec<u64> = needs.iter().map(|need| need.least - need.floor).collect();
        let shares = share(total - floor, &wishes);
        return needs.iter().zip(shares).map(|(need, share)| need.floor + share).collect();
    }
    // A column whose share is too small gets its least width; the others then share less, so look again.
    let mut held = vec![false; needs.len()];
    loop {
        let taken: u64 = needs.iter().zip(&held).filter(|(_, held)| **held).map(|(need, _)| need.least).sum();
        let weights: Vec<u64> =
            needs.iter().zip(&held).map(|(need, held)| if *held { 0 } else { need.weight }).collect();
        let shares = share(total - taken, &weights);
        let short = (0..needs.len()).find(|&index| !held[index] && shares[index] < needs[index].least);
        let Some(short) = short else {
            return (0..needs.len())
                .map(|index| if held[index] { needs[index].least } else { shares[index] })
                .collect();
        };
        held[short] = true;
    }
}

/// Shares `total` in proportion to weights; each right edge is rounded by itself, so the rounding never adds up.
fn share(total: u64, weights: &[u64]) -> Vec<u64> {
    let sum = weights.iter().sum::<u64>().max(1);
    let (mut weight, mut left) = (0, 0);
    let next = |own: &u64| {
        weight += own;
        let right = (total * weight + sum / 2) / sum;
        let width = right - left;
        left = right;
        width
    };
    weights.iter().map(next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(total: u64, needs: &[(u64, u64, u64)], expected: &[u64]) {
        let needs: Vec<Need> = needs.iter().map(|&(weight, floor, least)| Need { weight, floor, least }).collect();
        assert_eq!(share_out(&needs, total), expected);
        assert_eq!(expected.iter().sum::<u64>(), total);
    }

    #[test]
    fn weights_rule_where_words_fit() {
        check(1000, &[(1, 0, 0), (1, 0, 0), (1, 0, 0)], &[333, 334, 333]);
        check(1000, &[(1, 5, 10), (2, 5, 10)], &[333, 667]);
        check(1000, &[(3, 0, 0)], &[1000]);
    }

    #[test]
    fn narrow_columns_get_what_they_need() {
        check(1000, &[(1, 50, 200), (9, 50, 100)], &[200, 800]);
        check(1000, &[(1, 50, 300), (10, 50, 400), (10, 5, 10)], &[300, 400, 300]);
    }

    #[test]
    fn too_many_columns_share_the_shortage() {
        check(1000, &[(1, 100, 1000), (5, 100, 200)], &[820, 180]);
        check(1000, &[(1, 900, 1500), (5, 600, 600)], &[600, 400]);
    }
}
