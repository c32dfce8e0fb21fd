//! Charts: a list of boxes in a fence, nested by indentation.

use super::Builder;
use crate::diag::Code;
use crate::model::{Block, Figure, FigureBox, FigureKind, Inline, OriginKind, Run};
use crate::slots::{Piece, scan};

/// What parts the name of a box from the lines below it.
const SEPARATOR: char = '｜';
/// Spaces per level.
const INDENT: usize = 2;
/// How many levels fit beside each other in the narrowest column.
const LEVELS: usize = 6;

/// A line of a chart as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Written<'a> {
    spaces: usize,
    /// What follows the hyphen, if there is one.
    words: Option<&'a str>,
    /// All of it without the spaces.
    line: &'a str,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    NoHyphen,
    Skips,
    SecondTop,
    TooDeep,
}

impl Fault {
    fn message(self) -> (&'static str, &'static str) {
        match self {
            Self::NoHyphen => ("図の行が - で始まっていません", "枠は一行に一つ、- と空白に続けて書いてください"),
            Self::Skips => {
                ("図の字下げの段が合いません", "一段下げるごとに空白を2文字ずつ増やし、段を飛ばさないでください")
            }
            Self::SecondTop => {
                ("図の一番上の枠が二つあります", "一番上の枠は一つにし、ほかの枠はその下に字下げしてください")
            }
            Self::TooDeep => ("図の段が深すぎます", "段は6段までにしてください"),
        }
    }
}

fn written(text: &str) -> impl Iterator<Item = Written<'_>> {
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| {
        let content = line.trim_start_matches(' ');
        let words = content.strip_prefix("- ").map(str::trim);
        Written { spaces: line.len() - content.len(), words, line: content }
    })
}

/// The depth of a line below the one before it, which has the depth `last`.
fn depth(line: &Written<'_>, last: Option<usize>) -> Result<usize, Fault> {
    let depth = line.spaces / INDENT;
    let deepest = last.map_or(0, |last| last + 1);
    match (line.words, last) {
        (None, _) => Err(Fault::NoHyphen),
        _ if !line.spaces.is_multiple_of(INDENT) || depth > deepest => Err(Fault::Skips),
        (_, Some(_)) if depth == 0 => Err(Fault::SecondTop),
        _ if depth >= LEVELS => Err(Fault::TooDeep),
        _ => Ok(depth),
    }
}

impl Builder<'_, '_> {
    /// Ends a chart: its boxes become a figure.
    pub(super) fn chart(&mut self, text: &str) {
        let mut boxes: Vec<FigureBox> = Vec::new();
        let mut is_whole = true;
        for line in written(text) {
            // Reading the words first moves the place to this line.
            let mut lines = line.words.unwrap_or(line.line).split(SEPARATOR).map(|words| self.box_line(words));
            let name = lines.next().unwrap_or_default();
            let details = lines.filter(|runs| !runs.is_empty()).collect();
            match depth(&line, boxes.last().map(|last| last.depth)) {
                Err(fault) => {
                    let (message, hint) = fault.message();
                    self.report(Code::FigureShape, message, hint);
                    is_whole = false;
                }
                Ok(_) if name.is_empty() => {
                    let hint = "- に続けて枠の名を書き、値がないときは枠を {{#if}} で包んでください";
                    self.report(Code::FigureShape, "図に名のない枠があります", hint);
                    is_whole = false;
                }
                Ok(depth) => boxes.push(FigureBox { depth, name, details }),
            }
        }
        if !boxes.is_empty() {
            self.push(Block::Figure(Figure { kind: FigureKind::Chart, boxes }));
        } else if is_whole {
            let hint = "枠を - で始まる行に書き、枠がないこともある図は {{#if}} で包んでください";
            self.report(Code::FigureShape, "図に枠がありません", hint);
        }
    }

    fn box_line(&mut self, words: &str) -> Vec<Run> {
        self.runs.text(words.trim_matches(' '));
        if scan(words).any(|piece| matches!(piece, Piece::Text(words) if words.contains(['*', '`']))) {
            self.unsupported("図の枠の中で記号は使えません", "枠の名はいつも太字です。* と ` を除いてください");
        }
        trimmed(self.runs.take())
    }
}

/// Runs without the template's own spaces at both ends, which are left where a value is empty.
fn trimmed(mut runs: Vec<Run>) -> Vec<Run> {
    while let Some(Run { content: Inline::Text(text), origin, .. }) = runs.last_mut() {
        if origin.kind == OriginKind::Template {
            text.truncate(text.trim_end().len());
        }
        if !text.is_empty() {
            break;
        }
        runs.pop();
    }
    while let Some(Run { content: Inline::Text(text), origin, .. }) = runs.first_mut() {
        if origin.kind == OriginKind::Template {
            *text = text.trim_start().to_owned();
        }
        if !text.is_empty() {
            break;
        }
        runs.remove(0);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Origin;

    /// The depths of the lines of a chart, or what is wrong with them.
    #[track_caller]
    fn check(text: &str, expected: &[Result<usize, Fault>]) {
        let mut last = None;
        let found: Vec<_> = written(text)
            .map(|line| {
                let depth = depth(&line, last);
                last = depth.ok().or(last);
                depth
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn indentation_is_depth() {
        check("", &[]);
        check("- 長\n", &[Ok(0)]);
        check("- 長\n  - 部\n    - 課\n\n  - 室\n", &[Ok(0), Ok(1), Ok(2), Ok(1)]);
    }

    #[test]
    fn bad_nesting_is_a_fault() {
        check("  - 部\n", &[Err(Fault::Skips)]);
        check("- 長\n    - 課\n  - 部\n", &[Ok(0), Err(Fault::Skips), Ok(1)]);
        check("- 長\n   - 部\n", &[Ok(0), Err(Fault::Skips)]);
        check("- 長\n- 副\n", &[Ok(0), Err(Fault::SecondTop)]);
        check("- 長\n  部\n-課\n", &[Ok(0), Err(Fault::NoHyphen), Err(Fault::NoHyphen)]);
        let deep: Vec<String> = (0..7).map(|depth| format!("{}- 段", "  ".repeat(depth))).collect();
        check(&deep.join("\n"), &[Ok(0), Ok(1), Ok(2), Ok(3), Ok(4), Ok(5), Err(Fault::TooDeep)]);
    }

    #[test]
    fn only_the_templates_spaces_are_trimmed() {
        let run = |words: &str, kind| Run {
            content: Inline::Text(words.to_owned()),
            strong: false,
            origin: Origin { kind, span: None },
            ruby: Vec::new(),
        };
        let value = || OriginKind::FillIn {
            field: crate::fields::FieldPath::new("company.name"),
            status: crate::model::ValueStatus::Given,
        };
        let check = |runs: Vec<Run>, expected: &str| {
            let words: Vec<String> = trimmed(runs).iter().map(|run| run.content.as_text().to_owned()).collect();
            assert_eq!(words.join("|"), expected);
        };
        check(vec![run("部長", value()), run("　", OriginKind::Template)], "部長");
        check(vec![run("　", OriginKind::Template), run(" 部長 ", value())], " 部長 ");
        check(vec![run(" 長　補 ", OriginKind::Template)], "長　補");
        check(vec![run("　", OriginKind::Template)], "");
    }
}
