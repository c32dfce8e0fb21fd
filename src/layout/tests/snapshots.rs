//! Small documents as text: kind, place and words of every item, in points from the upper left corner.

use std::fmt::Write;

use super::build::{chart, document, heading, label, ordered, panel, paragraph, part, runs, table, unordered};
use super::{OneEm, style};
use crate::layout::{Item, NodeId, Pages, lay_out};
use crate::model::{
    Block, Document, DocumentKind, ListKind, NumberFormat, PageShape, PanelKind, Part, PartKind, TableKind,
};
use crate::style::{Marks, Style};
use crate::units::Length;

/// The items of all pages, the tree of nodes and the outline.
fn shown(document: &Document, style: &Style, marks: Marks) -> String {
    let pages = lay_out(document, style, marks, &OneEm).value.expect("layout always yields pages");
    let mut text = String::new();
    for (at, page) in pages.pages.iter().enumerate() {
        writeln!(text, "page {} {} x {}", at + 1, page.width.pt(), page.height.pt()).expect("strings take all");
        page.items.iter().for_each(|item| writeln!(text, "  {}", shown_item(item)).expect("strings take all"));
    }
    push_node(&pages, NodeId(0), 0, &mut text);
    for entry in &pages.outline {
        let at = entry.destination;
        writeln!(text, "outline {} {} -> {} {}", entry.level, entry.title, at.page + 1, at.y.pt())
            .expect("strings take all");
    }
    text
}

fn shown_item(item: &Item) -> String {
    let node = |node: Option<NodeId>| node.map_or("artifact".to_owned(), |NodeId(node)| node.to_string());
    let place = |x: Length, y: Length| format!("{} {}", x.pt(), y.pt());
    match item {
        Item::Glyphs(run) => {
            let (size, width) = (run.size.pt(), run.width().pt());
            let color = run.color.hex();
            let (face, words, node) = (run.face, run.text() + &run.trailing, node(run.node));
            format!("text {} {face:?} {size} {color} width {width} [{node}] {words:?}", place(run.x, run.y))
        }
        Item::Fill(fill) => {
            format!("fill {} {} x {} {}", place(fill.x, fill.y), fill.width.pt(), fill.height.pt(), fill.color.hex())
        }
        Item::Link(area) => format!(
            "link {} {} x {} [{}] {} {}",
            place(area.x, area.y),
            area.width.pt(),
            area.height.pt(),
            node(Some(area.node)),
            area.target,
            area.description
        ),
        Item::Picture(own) => format!("picture {} {} {}", place(own.x, own.y), own.side.pt(), own.pictogram.name),
        Item::CheckBox(check_box) => {
            let place = place(check_box.x, check_box.y);
            format!("check box {place} {} [{}]", check_box.side.pt(), node(Some(check_box.node)))
        }
        Item::Drawing(drawing) => {
            let (place, node) = (place(drawing.x, drawing.y), node(Some(drawing.node)));
            let own = format!("drawing {place} x {} {} [{node}]", drawing.width.pt(), drawing.height.pt());
            let fills = drawing.fills.iter().map(|fill| shown_item(&Item::Fill(fill.clone())));
            std::iter::once(own).chain(fills).collect::<Vec<_>>().join("\n    ")
        }
    }
}

fn push_node(pages: &Pages, id: NodeId, depth: usize, text: &mut String) {
    let node = &pages.nodes[id.0 as usize];
    writeln!(text, "{}{} {:?}", "  ".repeat(depth), id.0, node.kind).expect("strings take all");
    node.children.iter().for_each(|&child| push_node(pages, child, depth + 1, text));
}

fn article(blocks: Vec<Block>) -> Part {
    part("a", PartKind::Article, heading(1, label(NumberFormat::Article, &[1]), "目的"), blocks)
}

/// The shipped style on paper only high enough for a few lines.
fn low_style() -> Style {
    let mut style = style().clone();
    style.portrait.height = style.portrait.top + style.portrait.bottom + Length::from_milli_pt(100_000);
    style
}

#[test]
fn review_marks_and_references() {
    let words = "{株式会社青葉精工}は<毎月>、[3年間]保存する。@a|第1条@及び@elsewhere|第9条@による。\n以上";
    let document = document(DocumentKind::BasicPolicy, vec![article(vec![paragraph(words)])]);
    insta::assert_snapshot!(shown(&document, style(), Marks::Review));
}

#[test]
fn lists_hang_their_numbers() {
    let inner = unordered(ListKind::Check, &["確認した"]);
    let mut list = ordered(
        NumberFormat::Parenthesized,
        vec![vec![paragraph("従業員は、規程を守る。"), inner], vec![paragraph("**責任者**は、毎年見直す。")]],
    );
    if let Block::List(list) = &mut list {
        list.items[1].label = Some(label(NumberFormat::Form, &[11, 3]));
    }
    let bullets = unordered(ListKind::Bullet, &["書面"]);
    let note = Block::Note(vec![paragraph("注意。"), paragraph("例外。")]);
    let document = document(DocumentKind::BasicPolicy, vec![article(vec![list, bullets, note])]);
    insta::assert_snapshot!(shown(&document, style(), Marks::Final));
}

#[test]
fn boxes_and_cards_have_frames() {
    let boxed = panel(PanelKind::Box, vec![vec![paragraph("**今すぐ**"), paragraph("止める。")]]);
    let steps = ordered(NumberFormat::Parenthesized, vec![vec![paragraph("止める")]]);
    let card = panel(PanelKind::Card, vec![vec![paragraph("電話")], vec![steps]]);
    let document = document(DocumentKind::Handbook, vec![part("t", PartKind::Text, None, vec![boxed, card])]);
    let shown = shown(&document, style(), Marks::Final);
    // The dashes are many and alike; what counts is that they are there, and where the words stand.
    let is_dash = |line: &&str| line.contains("fill") && !line.contains("F0F0F0");
    assert!(shown.lines().filter(is_dash).count() > 100, "{shown}");
    let rest: Vec<&str> = shown.lines().filter(|line| !is_dash(line)).collect();
    insta::assert_snapshot!(rest.join("\n"));
}

#[test]
fn heads_of_tables_repeat_as_artifacts() {
    let rows: Vec<String> = (1..=6).map(|row| format!("{row}|@a|第1条@|").replace("@a|第1条@", "第1条")).collect();
    let rows: Vec<&str> = std::iter::once("番号|根拠|備考").chain(rows.iter().map(String::as_str)).collect();
    let table = table(TableKind::Grid, &[1, 3, 2], &rows);
    let document = document(DocumentKind::BasicPolicy, vec![part("t", PartKind::Text, None, vec![table])]);
    insta::assert_snapshot!(shown(&document, &low_style(), Marks::Final));
}

#[test]
fn charts_have_boxes_and_lines() {
    let figure = chart(&["代表者|{星降 鋼一}", "  委員会", "  <点検者>"]);
    let document = document(DocumentKind::BasicPolicy, vec![part("t", PartKind::Text, None, vec![figure])]);
    insta::assert_snapshot!(shown(&document, style(), Marks::Review));
}

#[test]
fn contents_count_pages() {
    let mut wide = part(
        "wide",
        PartKind::AppendixTable,
        heading(2, label(NumberFormat::AppendixTable, &[1, 1]), "台帳"),
        vec![table(TableKind::FormFacts, &[1, 2], &["氏名|"])],
    );
    wide.shape = Some(PageShape::Landscape);
    let mut contents = part("contents", PartKind::Contents, heading(1, None, "目次"), Vec::new());
    contents.heading.as_mut().expect("given above").listed = false;
    let cover_facts = table(TableKind::Facts, &[1, 2], &["版|1.0"]);
    let mut cover = part("cover", PartKind::Cover, heading(1, None, "規程"), vec![paragraph("青葉精工"), cover_facts]);
    cover.heading.as_mut().expect("given above").runs = runs("関連規程");
    cover.heading.as_mut().expect("given above").listed = false;
    let chapter = part(
        "chapter",
        PartKind::Chapter,
        heading(1, label(NumberFormat::Decimal, &[1]), "組織的対策"),
        vec![paragraph("目的を定める。")],
    );
    let document = document(DocumentKind::Regulations, vec![cover, contents, chapter, wide]);
    insta::assert_snapshot!(shown(&document, style(), Marks::Final));
}
