//! Whether a display list can become a valid file; everything found is reported at once.

use std::collections::BTreeSet;

use crate::diag::Diagnostic;
use crate::fonts::Fonts;
use crate::layout::{Destination, GlyphRun, Item, NodeId, NodeKind, Page, Pages};
use crate::model::Properties;
use crate::units::Length;

use super::error::broken_list;
use super::tree::{Tree, holds_items};

/// The least length of a page's side (ISO 19005-2, 6.1.13).
const SHORTEST_SIDE: Length = Length::from_milli_pt(3_000);
/// The greatest length of a page's side (ISO 19005-2, 6.1.13).
const LONGEST_SIDE: Length = Length::from_milli_pt(14_400_000);

/// Reports what would make a bad file. The tree has been read without looking at the pages.
pub(super) fn check(
    properties: &Properties,
    pages: &Pages,
    tree: &Tree,
    fonts: &Fonts,
    problems: &mut Vec<Diagnostic>,
) {
    // ISO 14289-1, 7.1: the title is shown in place of the file's name.
    if properties.title.trim().is_empty() {
        problems.push(broken_list("文書の題がありません"));
    }
    if pages.pages.is_empty() {
        problems.push(broken_list("ページがありません"));
    }
    let mut keys = BTreeSet::new();
    for (key, destination) in &pages.destinations {
        if !keys.insert(key.as_str()) {
            problems.push(broken_list(format!("移動先の名前が重なっています: {key}")));
        }
        check_destination(pages, *destination, problems);
    }
    for entry in &pages.outline {
        check_destination(pages, entry.destination, problems);
    }
    for page in &pages.pages {
        check_page(page, problems);
        for item in &page.items {
            match item {
                Item::Glyphs(run) => {
                    if let Some(node) = run.node {
                        check_node(pages, tree, node, problems);
                    }
                    check_run(run, fonts, problems);
                }
                Item::CheckBox(check_box) => {
                    check_node(pages, tree, check_box.node, problems);
                    if check_box.side <= Length::ZERO {
                        problems.push(broken_list("チェック欄の大きさがありません"));
                    }
                }
                Item::Drawing(drawing) => {
                    check_node(pages, tree, drawing.node, problems);
                    if drawing.fills.is_empty() {
                        problems.push(broken_list("図に線がありません"));
                    }
                }
                Item::Link(area) => {
                    if tree.rank(area.node).is_none_or(|_| pages.nodes[area.node.0 as usize].kind != NodeKind::Link) {
                        problems.push(broken_list(format!("リンクの要素がありません: {}", area.node.0)));
                    }
                    if !keys.contains(area.target.as_str()) {
                        problems.push(broken_list(format!("リンクの移動先がありません: {}", area.target)));
                    }
                }
                Item::Fill(_) | Item::Picture(_) => {}
            }
        }
    }
}

fn check_destination(pages: &Pages, destination: Destination, problems: &mut Vec<Diagnostic>) {
    if destination.page >= pages.pages.len() {
        problems.push(broken_list(format!("移動先のページがありません: {}", destination.page.saturating_add(1))));
    }
}

fn check_page(page: &Page, problems: &mut Vec<Diagnostic>) {
    let sides = SHORTEST_SIDE..=LONGEST_SIDE;
    if !sides.contains(&page.width) || !sides.contains(&page.height) {
        problems.push(broken_list(format!("用紙の大きさが使えません: {}×{} pt", page.width.pt(), page.height.pt())));
    }
}

fn check_node(pages: &Pages, tree: &Tree, node: NodeId, problems: &mut Vec<Diagnostic>) {
    if tree.rank(node).is_none() {
        problems.push(broken_list(format!("文書の構造に無い要素の文字があります: {}", node.0)));
        return;
    }
    let kind = &pages.nodes[node.0 as usize].kind;
    if !holds_items(kind) {
        problems.push(broken_list(format!("{kind:?} に直に文字は置けません")));
    }
}

/// Glyphs must exist, must not be the replacement glyph (ISO 19005-2, 6.2.11.8), and must have words that a character
/// map may hold (6.2.11.7.2).
fn check_run(run: &GlyphRun, fonts: &Fonts, problems: &mut Vec<Diagnostic>) {
    if run.size <= Length::ZERO {
        problems.push(broken_list(format!("文字の大きさがありません: {}", run.text())));
    }
    let glyph_count = fonts.file(run.face).glyph_count();
    for glyph in &run.glyphs {
        if glyph.id == 0 || glyph.id >= glyph_count {
            problems.push(broken_list(format!("書体に無い文字です: {}", glyph.text)));
        }
        if glyph.text.is_empty() || glyph.text.contains(['\0', '\u{FEFF}', '\u{FFFE}']) {
            problems.push(broken_list(format!("読みに直せない文字です: {:?}", glyph.text)));
        }
    }
}
