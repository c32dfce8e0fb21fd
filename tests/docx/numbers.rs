//! Word counts to the numbers of the model, whatever they are.

use kitei::model::{Block, Document, DocumentKind, ListKind, NumberFormat, PanelKind, PartKind};
use kitei::style::Marks;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::build::{document, heading, label, ordered, panel, part, unlisted, unordered, words};
use super::fixture;
use super::interpreter::{Counting, Interpreter};
use super::model_view;
use super::reader::{self, File, paragraphs};

/// Demands the model's numbers in the file, in both ways of counting.
#[track_caller]
fn check(document: &Document) {
    let file = File::of(document, Marks::Final);
    let interpreter = Interpreter::new(&file);
    let body = file.xml("word/document.xml");
    let expected: Vec<_> = model_view::lines(document).into_iter().map(|line| (line.number, line.words)).collect();
    for counting in [Counting::PerList, Counting::PerInstance] {
        let numbers = interpreter.numbers(paragraphs(body.root_element()), counting);
        let found: Vec<_> = numbers.into_iter().zip(paragraphs(body.root_element()).map(reader::words)).collect();
        assert_eq!(found, expected, "{counting:?}");
    }
}

#[test]
fn fixtures_are_numbered_as_the_model_says() {
    for (_, document) in fixture::all() {
        check(&document);
    }
}

/// Headings that begin with what a document begins with, and go on counting natively.
#[test]
fn most_numbers_come_from_lists_that_count() {
    let file = File::of(&fixture::regulations(fixture::Numbers::Decimal), Marks::Final);
    let numbering = &file.parts["word/numbering.xml"];
    for pattern in ["\"%1\"", "\"%1.%2\"", "\"附表%1-%7\"", "\"様式%1-%8\"", "\"附%1-%9\"", "\"(%1)\"", "\"%2\""] {
        assert!(numbering.contains(&format!("w:lvlText w:val={pattern}")), "{pattern}");
    }
    for style in ["Heading1", "Heading2"] {
        assert!(numbering.contains(&format!("w:pStyle w:val=\"{style}\"")), "{style}");
    }
}

const HEADING_FORMATS: [(NumberFormat, usize); 16] = [
    (NumberFormat::Decimal, 1),
    (NumberFormat::Chapter, 1),
    (NumberFormat::Section, 1),
    (NumberFormat::Article, 1),
    (NumberFormat::Parenthesized, 1),
    (NumberFormat::Kana, 1),
    (NumberFormat::Dotted, 2),
    (NumberFormat::Dotted, 3),
    (NumberFormat::Hyphenated, 2),
    (NumberFormat::AppendixTable, 2),
    (NumberFormat::Form, 2),
    (NumberFormat::Annex, 2),
    (NumberFormat::AppendixTable, 1),
    (NumberFormat::Form, 1),
    (NumberFormat::Annex, 1),
    (NumberFormat::Appendix, 1),
];

const ITEM_FORMATS: [NumberFormat; 4] =
    [NumberFormat::Decimal, NumberFormat::Parenthesized, NumberFormat::Kana, NumberFormat::Iroha];

/// A list of up to three items, counting from any number; 0 leaves the first item bare.
fn list(depth: u32) -> BoxedStrategy<Block> {
    let inner =
        if depth == 0 { Just(Vec::new()).boxed() } else { prop::collection::vec(list(depth - 1), 0..2).boxed() };
    let blocks = inner.prop_map(|mut inner| {
        inner.insert(0, words("項"));
        inner
    });
    (0..6_usize, 0..3_u32, prop::collection::vec(blocks, 1..3), 0..6_usize)
        .prop_map(|(kind, start, items, surface)| {
            let block = match ITEM_FORMATS.get(kind) {
                Some(format) => ordered(*format, items.into_iter().zip(start..).map(|(it, at)| (at, it)).collect()),
                None => unordered(if kind == 4 { ListKind::Bullet } else { ListKind::Check }, items),
            };
            match surface {
                0 => Block::Note(vec![block]),
                1 => panel(PanelKind::Box, vec![vec![block]]),
                2 => panel(PanelKind::Card, vec![vec![block]]),
                _ => block,
            }
        })
        .boxed()
}

fn any_document() -> impl Strategy<Value = Document> {
    let ordinals = prop::collection::vec(1..4_u32, 3);
    let number = (0..=HEADING_FORMATS.len(), ordinals).prop_map(|(format, ordinals)| {
        HEADING_FORMATS.get(format).map(|(format, length)| label(*format, &ordinals[..*length]))
    });
    let one = (1..4_u8, number, any::<bool>(), prop::collection::vec(list(2), 0..3));
    prop::collection::vec(one, 1..8).prop_map(|parts| {
        let parts = parts.into_iter().enumerate().map(|(index, (level, number, listed, blocks))| {
            let part =
                part(&format!("part.{index}"), PartKind::Article, Some(heading(level, number, "見出し")), blocks);
            if listed { part } else { unlisted(part) }
        });
        document(DocumentKind::Regulations, parts.collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn any_document_is_numbered_as_the_model_says(document in any_document()) {
        check(&document);
    }
}
