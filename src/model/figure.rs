//! Figures: what stands in them, never where.

use std::fmt::Write;

use super::inline::{Run, plain_text};

/// A figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it shows.
    pub kind: FigureKind,
    /// The boxes in reading order, each followed by those below it; there is at least one.
    pub boxes: Vec<FigureBox>,
}

/// What a figure shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureKind {
    /// Who stands below whom. Markup: a list in a fence with `chart`.
    Chart,
}

/// A box of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureBox {
    /// How many boxes it stands below: 0 for the first alone, and at most one more than the box before it.
    pub depth: usize,
    /// What the box is for; never empty.
    pub name: Vec<Run>,
    /// The lines below the name; none is empty. Markup: what follows each `｜`.
    pub details: Vec<Vec<Run>>,
}

impl FigureBox {
    /// The name and the lines below it.
    pub fn lines(&self) -> impl Iterator<Item = &Vec<Run>> {
        std::iter::once(&self.name).chain(&self.details)
    }

    /// The name and the lines below it, to be changed.
    pub fn lines_mut(&mut self) -> impl Iterator<Item = &mut Vec<Run>> {
        std::iter::once(&mut self.name).chain(&mut self.details)
    }

    fn words(&self) -> String {
        let name = one_line(&self.name);
        let details: Vec<String> = self.details.iter().map(|runs| one_line(runs)).collect();
        if details.is_empty() { name } else { format!("{name}（{}）", details.join("、")) }
    }
}

fn one_line(runs: &[Run]) -> String {
    plain_text(runs).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Figure {
    /// The figure in words, for readers who cannot see it: what it shows, and for each box what stands directly below.
    #[must_use]
    pub fn description(&self) -> String {
        let mut words = match (self.kind, self.boxes.first()) {
            (FigureKind::Chart, Some(first)) => format!("階層図。最上位は{}。", first.words()),
            (FigureKind::Chart, None) => return String::new(),
        };
        for (index, own) in self.boxes.iter().enumerate() {
            let inner = self.boxes[index + 1..].iter().take_while(|below| below.depth > own.depth);
            let below: Vec<String> = inner.filter(|below| below.depth == own.depth + 1).map(FigureBox::words).collect();
            if !below.is_empty() {
                // Writing to a string does not fail.
                let _ = write!(words, "{}の下に{}。", one_line(&own.name), below.join("、"));
            }
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Inline, Origin, OriginKind};

    fn runs(words: &str) -> Vec<Run> {
        let origin = Origin { kind: OriginKind::Template, span: None };
        vec![Run { content: Inline::Text(words.to_owned()), strong: false, origin, ruby: Vec::new() }]
    }

    #[track_caller]
    fn check(boxes: &[(usize, &str, &[&str])], expected: &str) {
        let own = |&(depth, name, details): &(usize, &str, &[&str])| FigureBox {
            depth,
            name: runs(name),
            details: details.iter().map(|words| runs(words)).collect(),
        };
        let figure = Figure { kind: FigureKind::Chart, boxes: boxes.iter().map(own).collect() };
        assert_eq!(figure.description(), expected);
    }

    #[test]
    fn a_chart_is_told_level_by_level() {
        check(&[(0, "代表者", &[])], "階層図。最上位は代表者。");
        check(
            &[
                (0, "代表者", &["社長　星降 鋼一"]),
                (1, "委員会", &[]),
                (2, "責任者", &["専務", "星 守"]),
                (2, "点検者", &[]),
                (1, "顧問", &[]),
            ],
            "階層図。最上位は代表者（社長 星降 鋼一）。代表者の下に委員会、顧問。委員会の下に責任者（専務、星 守）、点検者。",
        );
    }
}
