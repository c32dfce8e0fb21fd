//! Ink: a line of clusters becomes positioned items.

use super::frame::{CheckBox, Fill, Glyph, GlyphRun, Item, LinkArea, NodeId};
use super::lines::{Line, break_lines};
use super::look::Mark;
use super::measure::{Cluster, Setting, Text};
use super::ruby;
use crate::style::Color;
use crate::units::{Em, Length};

/// From the upper edge of the square a Japanese character fills to its base line.
pub(super) const ASCENT: Em = Em(880);

/// Thickness of rules, in tables and elsewhere.
pub(super) const HAIRLINE: Length = Length::from_milli_pt(500);

/// From the upper edge of a line to its base line.
pub(super) fn baseline(setting: Setting) -> Length {
    setting.above() + ASCENT.at(setting.size)
}

/// Prints a line whose measure starts at `left` and whose upper edge is at `top`. `nodes` has the node of each look,
/// or none for artifacts.
pub(super) fn print(
    text: &Text,
    line: &Line,
    left: Length,
    top: Length,
    nodes: &[Option<NodeId>],
    items: &mut Vec<Item>,
) {
    let is_blank = line.visible.is_empty();
    let range = if is_blank { &line.swallowed } else { &line.visible };
    let baseline = top + baseline(text.setting);
    let mut x = left + line.x;
    let start = x;
    let mut at = range.start;
    let mut rest = &text.clusters[range.clone()];
    let mut last_run = None;
    while let Some(first) = rest.first() {
        let len = rest.iter().take_while(|cluster| is_alike(text, nodes, first, cluster)).count();
        let (run, others) = rest.split_at(len);
        rest = others;
        // A blank line shows nothing, but its spaces are words all the same. What stands before the next glyph belongs
        // to the glyph before it, on this line only.
        let before = |at: usize| text.clusters[..range.end].get(at).map_or(Length::ZERO, |next| next.before);
        let advance = |at: usize| {
            let cluster = &text.clusters[at];
            if is_blank { Length::ZERO } else { cluster.pitch() - cluster.before + before(at + 1) }
        };
        let glyphs = (at..at + len)
            .map(|at| Glyph {
                id: text.clusters[at].glyph,
                advance: advance(at),
                text: text.characters(&text.clusters[at]).to_owned(),
            })
            .collect();
        let inset = before(at);
        at += len;
        let look = &text.looks[first.look];
        let node = nodes[first.look];
        let color = look.color;
        let size = text.setting.size;
        let (place, trailing) = (x + inset, String::new());
        let printed = GlyphRun { x: place, y: baseline, face: first.face, size, color, glyphs, node, trailing };
        let pitch = if is_blank { Length::ZERO } else { run.iter().map(Cluster::pitch).sum() };
        // Marks and links end with the last character, not with the space after it.
        let width = run.last().map_or(pitch, |last| pitch - last.gap);
        last_run = Some(items.len());
        items.push(Item::Glyphs(printed));
        if let Some(mark) = look.mark {
            underline(mark, x, baseline, width, size, color, items);
        }
        if let (Some(link), Some(node)) = (&look.link, node) {
            items.push(Item::Link(LinkArea {
                x,
                y: baseline - ASCENT.at(size),
                width,
                height: size,
                target: link.target.clone(),
                description: link.description.clone(),
                node,
            }));
        }
        x += pitch;
    }
    let swallowed = &text.clusters[line.swallowed.clone()];
    if let (false, Some(run), Some(first), Some(last)) = (is_blank, last_run, swallowed.first(), swallowed.last())
        && let Item::Glyphs(run) = &mut items[run]
    {
        text.words[first.start..last.end].clone_into(&mut run.trailing);
    }
    if !is_blank && !text.rubies.is_empty() {
        let places: Vec<Length> = text.clusters[range.clone()]
            .iter()
            .scan(start, |x, cluster| {
                let place = *x;
                *x += cluster.pitch();
                Some(place)
            })
            .collect();
        ruby::print(text, range, &places, baseline, nodes, items);
    }
}

/// Prints words of our own on one line, however long, for `node` or as an artifact.
pub(super) fn print_unbroken(mut text: Text, left: Length, top: Length, node: Option<NodeId>, items: &mut Vec<Item>) {
    let nodes = vec![node; text.looks.len()];
    let width = text.width();
    for line in break_lines(&mut text, width, Length::ZERO) {
        print(&text, &line, left, top, &nodes, items);
    }
}

/// Whether two clusters of a line can share a run of glyphs: same face, colour, mark, node and link.
fn is_alike(text: &Text, nodes: &[Option<NodeId>], left: &Cluster, right: &Cluster) -> bool {
    left.face == right.face
        && (left.look == right.look
            || nodes[left.look] == nodes[right.look] && text.looks[left.look] == text.looks[right.look])
}

/// Draws the underline of a review mark below the feet of the characters.
fn underline(
    mark: Mark,
    x: Length,
    baseline: Length,
    width: Length,
    size: Length,
    color: Color,
    items: &mut Vec<Item>,
) {
    const THICKNESS: Length = Length::from_milli_pt(400);
    let (dash, period) = if mark.dashed { (Em(250).at(size), Em(400).at(size)) } else { (width, width) };
    for row in 0..=i32::from(mark.double) {
        let y = baseline + Em(150).at(size) + THICKNESS * 3 * row;
        let mut at = Length::ZERO;
        while at < width {
            items.push(fill(x + at, y, dash.min(width - at), THICKNESS, color));
            at += period;
        }
    }
}

/// A filled rectangle.
pub(super) fn fill(x: Length, y: Length, width: Length, height: Length, color: Color) -> Item {
    Item::Fill(Fill { x, y, width, height, color })
}

/// A check box as high as the characters, ending at `right`, in a line whose upper edge is at `top`.
pub(super) fn check_box(right: Length, top: Length, setting: Setting, color: Color, node: NodeId) -> Item {
    let side = Em(800).at(setting.size);
    Item::CheckBox(CheckBox {
        x: right - side,
        y: top + setting.above() + (setting.size - side) / 2,
        side,
        color,
        node,
    })
}

/// What is printed again on later pages, as artifacts: no nodes, no links.
pub(super) fn as_artifacts(items: &[Item]) -> Vec<Item> {
    items
        .iter()
        .filter_map(|item| match item {
            Item::Glyphs(run) => Some(Item::Glyphs(GlyphRun { node: None, ..run.clone() })),
            Item::Fill(_) | Item::Picture(_) => Some(item.clone()),
            Item::Link(_) | Item::CheckBox(_) | Item::Drawing(_) => None,
        })
        .collect()
}
