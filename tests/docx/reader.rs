//! Reads files back with a ZIP and an XML reader.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use kitei::diag::Severity;
use kitei::docx::write;
use kitei::measures::Measures;
use kitei::model::Document;
use kitei::style::{Marks, Style};
use roxmltree::Node;
use zip::ZipArchive;

use super::fixture;

/// The namespace of word processing.
pub(crate) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Styles of lines without words of their own, which only set things apart or hold a figure.
const SPACERS: [&str; 5] = ["Gap", "SectionEnd", "CoverRule", "CoverGap", "Figure"];

/// The shipped style.
pub(crate) fn style() -> Style {
    Style::from_toml(include_str!("../../templates/style.toml")).expect("style.toml is valid")
}

/// The bytes of a document; the test fails if anything is wrong.
#[track_caller]
pub(crate) fn bytes(document: &Document, marks: Marks) -> Vec<u8> {
    bytes_with(document, marks, &fixture::measures(document))
}

/// The bytes of a document with measures of its own.
#[track_caller]
pub(crate) fn bytes_with(document: &Document, marks: Marks, measures: &Measures) -> Vec<u8> {
    let outcome = write(document, &style(), marks, measures);
    assert!(outcome.diagnostics.iter().all(|found| found.severity != Severity::Error), "{:?}", outcome.diagnostics);
    outcome.value.expect("nothing was wrong")
}

/// The parts of a file by path.
pub(crate) struct File {
    pub(crate) parts: BTreeMap<String, String>,
}

impl File {
    #[track_caller]
    pub(crate) fn of(document: &Document, marks: Marks) -> Self {
        Self::read(bytes(document, marks))
    }

    #[track_caller]
    pub(crate) fn read(bytes: Vec<u8>) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a ZIP archive");
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).expect("an entry");
            let mut text = String::new();
            entry.read_to_string(&mut text).expect("UTF-8");
            parts.insert(entry.name().to_owned(), text);
        }
        Self { parts }
    }

    #[track_caller]
    pub(crate) fn xml(&self, path: &str) -> roxmltree::Document<'_> {
        let part = self.parts.get(path).unwrap_or_else(|| panic!("{path} is missing"));
        roxmltree::Document::parse(part).unwrap_or_else(|error| panic!("{path}: {error}"))
    }
}

/// The first child of a name in the namespace of word processing.
pub(crate) fn child<'a, 'b>(node: Node<'a, 'b>, name: &str) -> Option<Node<'a, 'b>> {
    node.children().find(|child| child.has_tag_name((W, name)))
}

/// The attribute `w:val` of the child of a name.
pub(crate) fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(node, name).and_then(|child| child.attribute((W, "val")))
}

/// The elements of a name anywhere within a node, in order.
pub(crate) fn all<'a, 'b: 'a>(node: Node<'a, 'b>, name: &'static str) -> impl Iterator<Item = Node<'a, 'b>> {
    node.descendants().filter(move |node| node.has_tag_name((W, name)))
}

/// The style of a paragraph.
pub(crate) fn style_of<'a>(paragraph: Node<'a, '_>) -> &'a str {
    child(paragraph, "pPr").and_then(|properties| value(properties, "pStyle")).unwrap_or("Normal")
}

/// The paragraphs of a body that say something, in cells too, without the entries of the contents.
pub(crate) fn paragraphs<'a, 'b: 'a>(root: Node<'a, 'b>) -> impl Iterator<Item = Node<'a, 'b>> {
    all(root, "p").filter(|paragraph| {
        let style = style_of(*paragraph);
        !is_entry(*paragraph) && !SPACERS.contains(&style)
    })
}

/// Whether a paragraph is an entry of the contents.
pub(crate) fn is_entry(paragraph: Node<'_, '_>) -> bool {
    let style = style_of(paragraph);
    style.starts_with("TOC") && style != "TOCHeading"
}

/// The words of a paragraph as a reader sees them, without those of the paragraphs of a figure in it.
pub(crate) fn words(paragraph: Node<'_, '_>) -> String {
    let mut words = String::new();
    let paragraph_of = |node: Node<'_, '_>| node.ancestors().find(|above| above.has_tag_name((W, "p"))).map(|p| p.id());
    let own = paragraph_of(paragraph);
    let is_reading = |node: &Node<'_, '_>| node.ancestors().any(|above| above.has_tag_name((W, "rt")));
    for node in paragraph.descendants().filter(|node| paragraph_of(*node) == own && !is_reading(node)) {
        match node.tag_name().name() {
            "t" => words.push_str(node.text().unwrap_or_default()),
            "br" => words.push('\n'),
            "tab" if node.parent().is_some_and(|run| run.has_tag_name((W, "r"))) => words.push('\t'),
            _ => {}
        }
    }
    words
}
