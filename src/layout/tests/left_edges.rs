//! Where words begin: lists on a card hang, and the contents have one column for tables, forms and annexes.

use super::build::{document, heading, label, ordered, panel, paragraph, part};
use super::{OneEm, style};
use crate::layout::{Item, lay_out};
use crate::model::{Document, DocumentKind, NumberFormat, PanelKind, PartKind, TypeSize};
use crate::style::Marks;
use crate::units::Length;

/// The lines of the first page that begin with a character: where, and how wide.
fn lines(document: &Document, character: char) -> Vec<(Length, Length)> {
    let pages = lay_out(document, style(), Marks::Final, &OneEm).value.expect("layout always yields pages");
    let line = |item: &Item| match item {
        Item::Glyphs(run) if run.glyphs.first()?.text.starts_with(character) => Some((run.x, run.width())),
        _ => None,
    };
    pages.pages[0].items.iter().filter_map(line).collect()
}

#[test]
fn lists_on_a_card_hang_and_are_ragged() {
    let item = vec![paragraph(&"規".repeat(30))];
    let face = vec![ordered(NumberFormat::Parenthesized, vec![item])];
    let card = panel(PanelKind::Card, vec![vec![paragraph("表")], face]);
    let mut document = document(DocumentKind::Handbook, vec![part("card", PartKind::Text, None, vec![card])]);
    document.type_size = TypeSize::HandbookLarge;
    let size = style().handbook_large.small;
    let [(first, width), (second, rest)] = lines(&document, '規')[..] else { panic!("two lines") };
    assert_eq!((first, width + rest), (second, size * 30));
}

#[test]
fn contents_have_one_column_for_tables_forms_and_annexes() {
    let attached =
        |kind, format, title: &str| part(title, kind, Some(heading(2, Some(label(format, &[10, 1])), title)), vec![]);
    let parts = vec![
        part("contents", PartKind::Contents, Some(heading(1, None, "目次")), vec![]),
        part("chapter", PartKind::Chapter, Some(heading(1, Some(label(NumberFormat::Decimal, &[10])), "章")), vec![]),
        attached(PartKind::AppendixTable, NumberFormat::AppendixTable, "甲"),
        attached(PartKind::Annex, NumberFormat::Annex, "乙"),
        attached(PartKind::Form, NumberFormat::Form, "丙"),
    ];
    let document = document(DocumentKind::Regulations, parts);
    let begins = |character| lines(&document, character).first().expect("an entry").0;
    assert_eq!([begins('乙'), begins('丙')], [begins('甲'); 2]);
}
