//! What layout reports, in full.

use super::build::{chart, document, paragraph, part, table};
use super::{OneEm, fonts, style};
use crate::diag::{Code, Diagnostic};
use crate::fields::FieldPath;
use crate::layout::measure::Metrics;
use crate::layout::{Item, lay_out};
use crate::model::{
    Block, Document, DocumentKind, Inline, Origin, OriginKind, Paragraph, PartKind, Run, TableKind, ValueStatus,
};
use crate::source::{Sources, Span};
use crate::style::{Face, Marks, Style};
use crate::units::Length;

fn diagnostics(document: &Document, style: &Style, metrics: &dyn Metrics) -> Vec<Diagnostic> {
    lay_out(document, style, Marks::Final, metrics).diagnostics
}

fn text_document(blocks: Vec<Block>) -> Document {
    document(DocumentKind::Regulations, vec![part("text", PartKind::Text, None, blocks)])
}

#[test]
fn a_character_without_glyph_is_reported_once_with_its_field() {
    let mut sources = Sources::default();
    let source = sources.add("a.toml", "name = \"𬵪田\"");
    let span = Span::new(source, 8..15);
    let field = FieldPath::new("company.representative.name");
    let kind = OriginKind::FillIn { field, status: ValueStatus::Given };
    let run = Run {
        content: Inline::Text("𬵪田".to_owned()),
        strong: false,
        origin: Origin { kind, span: Some(span) },
        ruby: Vec::new(),
    };
    let document = text_document(vec![Block::Paragraph(Paragraph { runs: vec![run.clone(), run] }), paragraph("📱")]);
    let found = diagnostics(&document, style(), fonts());
    let expected = [
        Diagnostic::new(Code::Uncovered, "「𬵪」(U+2CD6A) の字形がどの書体にもありません")
            .at(span)
            .label("company.representative.name の値")
            .hint("別の字に替えるか、この字のある TrueType 書体を --fallback-font で指定してください"),
        Diagnostic::new(Code::Uncovered, "「📱」(U+1F4F1) の字形がどの書体にもありません")
            .hint("別の字に替えるか、この字のある TrueType 書体を --fallback-font で指定してください"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_character_without_glyph_prints_as_geta_and_keeps_its_text() {
    let document = text_document(vec![paragraph("𬵪")]);
    let pages = lay_out(&document, style(), Marks::Final, fonts()).value.expect("layout always yields pages");
    let glyphs = pages.pages[0].items.iter().find_map(|item| match item {
        Item::Glyphs(run) if run.node.is_some() => Some(&run.glyphs),
        _ => None,
    });
    let glyph = &glyphs.expect("the paragraph has words")[0];
    let geta = fonts().file(Face::Mincho).glyph('〓', None).expect("is covered");
    assert_eq!((glyph.id, glyph.text.as_str()), (geta.id, "𬵪"));
}

#[test]
fn a_character_the_faces_lack_takes_the_fallback_face() {
    let document = text_document(vec![paragraph("𠮷野")]);
    let pages = lay_out(&document, style(), Marks::Final, fonts());
    assert_eq!(pages.diagnostics, []);
    let pages = pages.value.expect("layout always yields pages");
    let of_text = pages.pages[0].items.iter().filter_map(|item| match item {
        Item::Glyphs(run) if run.node.is_some() => Some((run.face, run.text())),
        _ => None,
    });
    let found: Vec<_> = of_text.collect();
    assert_eq!(found, [(Face::Fallback, "𠮷".to_owned()), (Face::Mincho, "野".to_owned())]);
}

#[test]
fn more_columns_than_fit_are_reported() {
    let row = vec!["設定"; 40].join("|");
    let table = table(TableKind::Grid, &[1; 40], &[&row, &row]);
    let expected = Diagnostic::new(Code::Overfull, "表の列が多すぎて紙面に入りません")
        .hint("列を減らすか、横置きのページに置いてください");
    assert_eq!(diagnostics(&text_document(vec![table]), style(), &OneEm), [expected]);
}

#[test]
fn boxes_higher_than_a_page_are_reported() {
    let long = "規程".repeat(2000);
    let figure = chart(&["長", &format!("  {long}")]);
    let expected = Diagnostic::new(Code::Overfull, "図の枠が高すぎて1ページに入りません")
        .hint("枠の言葉を短くするか、図の前の文に移してください");
    let found = diagnostics(&text_document(vec![figure]), style(), &OneEm);
    assert_eq!(found.first(), Some(&expected));
}

#[test]
fn pages_too_low_for_a_line_are_reported_once() {
    let mut style = style().clone();
    style.portrait.bottom = style.portrait.height - style.portrait.top - Length::from_milli_pt(10_000);
    let expected = Diagnostic::new(Code::Overfull, "本文の領域が低すぎて1行も入りません")
        .hint("style.toml の余白か文字の大きさを減らしてください");
    let document = text_document(vec![paragraph("一"), paragraph("二")]);
    assert_eq!(diagnostics(&document, &style, &OneEm), [expected]);
    assert_eq!(lay_out(&document, &style, Marks::Final, &OneEm).value.expect("pages").pages.len(), 2);
}
