//! `pictograms.toml`: the pictograms that front matters name, as lines, polygons, circles and arcs.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use crate::diag::{Code, Diagnostic};
use crate::model::{Outline, Pictogram};
use crate::source::{SourceId, Sources, Span};
use crate::units::Length;

/// The file within the folder of templates.
pub(super) const FILE: &str = "pictograms.toml";

/// The pictogram on the line along which a card is cut out.
pub(super) const CUT: &str = "scissors";

/// How many straight pieces make a whole circle.
const PIECES: i32 = 48;

/// The pictograms by their names.
pub(super) type Pictograms = BTreeMap<String, Arc<Pictogram>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    pictogram: Vec<RawPictogram>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPictogram {
    name: String,
    shapes: Vec<Spanned<RawShape>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawShape {
    line: Option<Vec<f64>>,
    polygon: Option<Vec<f64>>,
    circle: Option<[f64; 3]>,
    arc: Option<[f64; 5]>,
    #[serde(default)]
    fill: bool,
}

/// Reads the file.
///
/// # Errors
/// [`Code::FrontMatter`] for what is wrong in it.
pub(super) fn read(sources: &Sources, source: SourceId) -> Result<Pictograms, Vec<Diagnostic>> {
    let problem = |range| {
        let place = Span::new(source, range);
        Diagnostic::new(Code::FrontMatter, "絵記号の定めに誤りがあります").at(place)
    };
    let raw: Raw = toml::from_str(&sources.get(source).text)
        .map_err(|error| vec![problem(error.span().unwrap_or(0..0)).label(error.message().to_owned())])?;
    let mut problems = Vec::new();
    let mut found = Pictograms::new();
    for pictogram in raw.pictogram {
        let mut outlines = Vec::new();
        for shape in pictogram.shapes {
            match outline(shape.get_ref()) {
                Some(outline) => outlines.push(outline),
                None => problems.push(
                    problem(shape.span()).hint("形は line、polygon、circle、arc のどれか一つで、座標は0から24までです"),
                ),
            }
        }
        let name = pictogram.name.clone();
        found.insert(name, Arc::new(Pictogram { name: pictogram.name, outlines }));
    }
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

/// The pictogram that a front matter names.
pub(super) fn find(
    pictograms: &Pictograms,
    name: Option<&(String, Span)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Pictogram>> {
    let (name, span) = name?;
    let found = pictograms.get(name).cloned();
    if found.is_none() {
        let names: Vec<&str> = pictograms.keys().map(String::as_str).collect();
        diagnostics.push(
            Diagnostic::new(Code::FrontMatter, format!("絵記号 {name} はありません"))
                .at(*span)
                .hint(format!("{FILE} にあるもの（{}）から選ぶか、書き足してください", names.join("、"))),
        );
    }
    found
}

/// The line of a shape; none if it is not one shape within the square.
fn outline(shape: &RawShape) -> Option<Outline> {
    let (points, closed) = match (&shape.line, &shape.polygon, shape.circle, shape.arc) {
        (Some(line), None, None, None) => (pairs(line)?, false),
        (None, Some(polygon), None, None) => (pairs(polygon)?, true),
        (None, None, Some([x, y, radius]), None) => {
            let mut points = round([x, y], radius, 0.0, 360.0);
            points.pop();
            (points, true)
        }
        (None, None, None, Some([x, y, radius, from, to])) => (round([x, y], radius, from, to), false),
        _ => return None,
    };
    let is_inside = |value: f64| (0.0..=24.0).contains(&value);
    if points.len() < 2 || !points.iter().all(|&(x, y)| is_inside(x) && is_inside(y)) {
        return None;
    }
    let points = points.into_iter().map(|(x, y)| (Length::from_pt(x), Length::from_pt(y))).collect();
    Some(Outline { points, closed, filled: shape.fill })
}

fn pairs(numbers: &[f64]) -> Option<Vec<(f64, f64)>> {
    let (pairs, rest) = numbers.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[x, y]| (*x, *y)).collect())
}

/// Points on a circle from one angle to another, in degrees clockwise from the right.
fn round([x, y]: [f64; 2], radius: f64, from: f64, to: f64) -> Vec<(f64, f64)> {
    let point = |at: i32| {
        let angle = (from + (to - from) * f64::from(at) / f64::from(PIECES)).to_radians();
        (x + radius * angle.cos(), y + radius * angle.sin())
    };
    (0..=PIECES).map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(shape: &str, expected: Option<usize>) {
        let mut sources = Sources::default();
        let text = format!("[[pictogram]]\nname = \"x\"\nshapes = [{shape}]\n");
        let source = sources.add(FILE, text);
        let found = read(&sources, source).ok().map(|found| found["x"].outlines[0].points.len());
        assert_eq!(found, expected, "{shape}");
    }

    #[test]
    fn shapes_are_one_line_within_the_square() {
        check("{ line = [0, 0, 24, 24] }", Some(2));
        check("{ polygon = [0, 0, 24, 0, 24, 24], fill = true }", Some(3));
        check("{ circle = [12, 12, 12] }", Some(48));
        check("{ arc = [12, 12, 4, 180, 360] }", Some(49));
        check("{ line = [0, 0, 24] }", None);
        check("{ line = [0, 0] }", None);
        check("{ circle = [12, 12, 13] }", None);
        check("{ fill = true }", None);
        check("{ line = [0, 0, 1, 1], circle = [12, 12, 1] }", None);
        check("{ square = [0, 0] }", None);
    }
}
