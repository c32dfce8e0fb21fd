//! What the PDF writer does with display lists that layout would never make: it says so, and never panics.

mod support;

use std::sync::LazyLock;

use kitei::diag::Code;
use kitei::fonts::Fonts;
use kitei::layout::{
    CheckBox, Destination, Drawing, Fill, Glyph, GlyphRun, Item, LinkArea, Node, NodeId, NodeKind, OutlineEntry, Page,
    Pages,
};
use kitei::model::Properties;
use kitei::style::{Color, Face, Style};
use kitei::units::Length;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use support::sheet::{BODY, CELL, Look, Sheet, fonts, properties, style};

static FONTS: LazyLock<Fonts> = LazyLock::new(fonts);
static STYLE: LazyLock<Style> = LazyLock::new(style);

#[track_caller]
fn check(pages: &Pages, messages: &[&str]) {
    let outcome = kitei::pdf::write(&properties(), pages, &STYLE, &FONTS);
    let found: Vec<_> = outcome.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(found, messages);
    assert!(outcome.diagnostics.iter().all(|diagnostic| diagnostic.code == Code::PdfWriter));
    assert_eq!(outcome.value.is_some(), messages.is_empty());
}

/// A page with a paragraph.
fn sheet() -> (Sheet, NodeId) {
    let mut sheet = Sheet::new();
    sheet.portrait();
    let paragraph = sheet.node(NodeId(0), NodeKind::Paragraph);
    sheet.text(paragraph, BODY, 70.0, 100.0, "規程");
    (sheet, paragraph)
}

fn first_run(pages: &mut Pages) -> &mut GlyphRun {
    match &mut pages.pages[0].items[0] {
        Item::Glyphs(run) => run,
        other => panic!("not a run: {other:?}"),
    }
}

#[test]
fn a_file_needs_a_title() {
    let untitled = Properties { title: " ".into(), ..properties() };
    let outcome = kitei::pdf::write(&untitled, &sheet().0.pages, &STYLE, &FONTS);
    let messages: Vec<_> = outcome.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(messages, ["文書の題がありません"]);
    assert!(outcome.diagnostics[0].hint.is_some());
}

#[test]
fn a_file_needs_pages_of_a_size() {
    check(&Pages::default(), &["ページがありません"]);
    let (mut sheet, _) = sheet();
    sheet.page(0.0, 841.89);
    sheet.page(595.0, 14_401.0);
    check(&sheet.pages, &["用紙の大きさが使えません: 0×841.89 pt", "用紙の大きさが使えません: 595×14401 pt"]);
}

#[test]
fn headings_go_down_by_one() {
    let (mut sheet, _) = sheet();
    sheet.heading(NodeId(0), 1, "one", 120.0, "一");
    sheet.heading(NodeId(0), 3, "three", 140.0, "三");
    check(&sheet.pages, &["見出しの段が飛んでいます: 1の次に3"]);
}

#[test]
fn the_first_heading_is_the_highest() {
    let (mut sheet, _) = sheet();
    sheet.heading(NodeId(0), 2, "two", 120.0, "二");
    check(&sheet.pages, &["見出しの段が飛んでいます: 0の次に2"]);
}

#[test]
fn items_belong_to_nodes_that_hold_text() {
    let (mut sheet, _) = sheet();
    sheet.text(NodeId(9), BODY, 70.0, 120.0, "迷子");
    sheet.text(NodeId(0), BODY, 70.0, 140.0, "文書");
    sheet.check_box(NodeId(8), 70.0, 150.0, 9.0);
    check(
        &sheet.pages,
        &[
            "文書の構造に無い要素の文字があります: 9",
            "Document に直に文字は置けません",
            "文書の構造に無い要素の文字があります: 8",
        ],
    );
}

#[test]
fn links_need_an_element_and_a_target() {
    let (mut sheet, paragraph) = sheet();
    sheet.link(paragraph, 70.0, 90.0, 20.0, "nowhere");
    sheet.link(NodeId(7), 70.0, 90.0, 20.0, "nowhere");
    check(
        &sheet.pages,
        &[
            "リンクの要素がありません: 1",
            "リンクの移動先がありません: nowhere",
            "リンクの要素がありません: 7",
            "リンクの移動先がありません: nowhere",
        ],
    );
}

#[test]
fn destinations_are_unique_and_on_a_page() {
    let (mut sheet, _) = sheet();
    sheet.destination("twice", 0.0);
    let destination = sheet.destination("twice", 0.0);
    sheet.pages.destinations.push(("beyond".into(), Destination { page: 1, ..destination }));
    let beyond = Destination { page: 98, ..destination };
    sheet.pages.outline.push(OutlineEntry { level: 1, title: "一".into(), destination: beyond });
    check(
        &sheet.pages,
        &["移動先の名前が重なっています: twice", "移動先のページがありません: 2", "移動先のページがありません: 99"],
    );
}

#[test]
fn glyphs_exist_and_have_words() {
    let (mut sheet, _) = sheet();
    let run = first_run(&mut sheet.pages);
    run.glyphs[0].id = 0;
    run.glyphs[1].text.clear();
    check(&sheet.pages, &["書体に無い文字です: 規", "読みに直せない文字です: \"\""]);
    first_run(&mut sheet.pages).glyphs[1] = Glyph { id: u16::MAX, advance: Length::ZERO, text: "終".into() };
    check(&sheet.pages, &["書体に無い文字です: 規", "書体に無い文字です: 終"]);
}

#[test]
fn sizes_of_nothing() {
    let (mut sheet, paragraph) = sheet();
    sheet.text(paragraph, Look { size: 0.0, ..CELL }, 70.0, 120.0, "無");
    sheet.check_box(paragraph, 70.0, 150.0, 0.0);
    check(&sheet.pages, &["文字の大きさがありません: 無", "チェック欄の大きさがありません"]);
}

#[test]
fn empty_fills_are_left_out() {
    let (mut sheet, _) = sheet();
    sheet.fill(70.0, 100.0, 0.0, 10.0, BODY.color);
    sheet.fill(70.0, 100.0, 10.0, -1.0, BODY.color);
    check(&sheet.pages, &[]);
}

fn length() -> impl Strategy<Value = Length> {
    prop_oneof![Just(0), -20_000..900_000, Just(i32::MIN), Just(i32::MAX)].prop_map(Length::from_milli_pt)
}

fn node_id() -> impl Strategy<Value = NodeId> {
    (0_u32..6).prop_map(NodeId)
}

fn color() -> impl Strategy<Value = Color> {
    any::<[u8; 3]>().prop_map(Color)
}

fn run() -> impl Strategy<Value = Item> {
    let glyph = (prop_oneof![Just(0), 1_u16..2000, Just(u16::MAX)], length(), "\\PC?")
        .prop_map(|(id, advance, text)| Glyph { id, advance, text });
    let face = prop_oneof![Just(Face::Mincho), Just(Face::Gothic), Just(Face::GothicBold), Just(Face::Fallback)];
    (length(), length(), face, length(), color(), vec(glyph, 0..6), proptest::option::of(node_id()), " ?").prop_map(
        |(x, y, face, size, color, glyphs, node, trailing)| {
            Item::Glyphs(GlyphRun { x, y, face, size, color, glyphs, node, trailing })
        },
    )
}

fn item() -> impl Strategy<Value = Item> {
    let fill = (length(), length(), length(), length(), color())
        .prop_map(|(x, y, width, height, color)| Item::Fill(Fill { x, y, width, height, color }));
    let link =
        (length(), length(), length(), length(), "[ab]", node_id()).prop_map(|(x, y, width, height, target, node)| {
            Item::Link(LinkArea { x, y, width, height, target, description: String::new(), node })
        });
    let check_box = (length(), length(), length(), color(), node_id())
        .prop_map(|(x, y, side, color, node)| Item::CheckBox(CheckBox { x, y, side, color, node }));
    let drawing =
        (length(), length(), length(), length(), color(), node_id()).prop_map(|(x, y, width, height, color, node)| {
            let fills = vec![Fill { x, y, width, height, color }];
            Item::Drawing(Drawing { x, y, width, height, fills, node })
        });
    prop_oneof![run(), fill, link, check_box, drawing]
}

fn kind() -> impl Strategy<Value = NodeKind> {
    prop_oneof![
        Just(NodeKind::Document),
        Just(NodeKind::Section),
        (0_u8..8).prop_map(NodeKind::Heading),
        Just(NodeKind::Paragraph),
        Just(NodeKind::List),
        Just(NodeKind::ListItem),
        Just(NodeKind::Label),
        Just(NodeKind::Table),
        Just(NodeKind::Link),
        Just(NodeKind::Note),
        Just(NodeKind::Figure("図".into())),
        Just(NodeKind::Span),
    ]
}

fn pages() -> impl Strategy<Value = Pages> {
    let destination = || (0_usize..3, length()).prop_map(|(page, y)| Destination { page, y });
    let page = (length(), length(), vec(item(), 0..5)).prop_map(|(width, height, items)| Page { width, height, items });
    let node = (kind(), vec(node_id(), 0..3)).prop_map(|(kind, children)| Node { kind, children });
    let entry = (any::<u8>(), "\\PC{0,3}", destination()).prop_map(|(level, title, destination)| OutlineEntry {
        level,
        title,
        destination,
    });
    (vec(page, 0..3), vec(node, 0..6), vec(entry, 0..4), vec(("[ab]", destination()), 0..3)).prop_map(
        |(pages, nodes, outline, destinations)| Pages {
            pages,
            nodes,
            outline,
            destinations,
            tightening: 0,
            tables: Vec::new(),
            lists: Vec::new(),
        },
    )
}

/// Lists that pass the checks: fewer shapes, all values of items.
fn plausible_pages() -> impl Strategy<Value = Pages> {
    let glyph = (1_u16..2000, length(), "[a-c規]").prop_map(|(id, advance, text)| Glyph { id, advance, text });
    let size = (1_i32..50_000).prop_map(Length::from_milli_pt);
    let run = (length(), length(), size, vec(glyph, 0..8), proptest::option::of(Just(NodeId(1)))).prop_map(
        |(x, y, size, glyphs, node)| {
            let (face, trailing) = (Face::Gothic, String::new());
            Item::Glyphs(GlyphRun { x, y, face, size, color: BODY.color, glyphs, node, trailing })
        },
    );
    let page = vec(run, 0..5).prop_map(|items| Page {
        width: Length::from_milli_pt(595_276),
        height: Length::from_milli_pt(841_890),
        items,
    });
    vec(page, 1..3).prop_map(|pages| Pages {
        pages,
        nodes: vec![
            Node { kind: NodeKind::Document, children: vec![NodeId(1)] },
            Node { kind: NodeKind::Paragraph, children: Vec::new() },
        ],
        ..Pages::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn no_list_panics(pages in pages()) {
        let outcome = kitei::pdf::write(&properties(), &pages, &STYLE, &FONTS);
        prop_assert_eq!(outcome.value.is_some(), outcome.diagnostics.is_empty());
    }

    #[test]
    fn plausible_lists_are_written_and_read(pages in plausible_pages()) {
        let outcome = kitei::pdf::write(&properties(), &pages, &STYLE, &FONTS);
        prop_assert_eq!(&outcome.diagnostics, &[]);
        let file = support::pdf_text::PdfFile::read(&outcome.value.expect("no diagnostics"));
        for (page, read) in pages.pages.iter().zip(&file.pages) {
            let words: String = page.items.iter().filter_map(|item| match item {
                Item::Glyphs(run) if run.node.is_some() => Some(run.text()),
                _ => None,
            }).collect();
            prop_assert_eq!(words, read.painted.concat());
        }
    }
}
