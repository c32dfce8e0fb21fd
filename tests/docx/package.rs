//! The file as a whole: parts, types, relationships, properties, and equal bytes for equal input.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::thread;

use kitei::style::Marks;
use zip::{CompressionMethod, DateTime, ZipArchive};

use super::fixture::{self, Numbers};
use super::odd;
use super::reader::{File, bytes};

#[test]
fn equal_input_gives_equal_bytes_whatever_was_written_before() {
    let document = fixture::regulations(Numbers::Decimal);
    let first = bytes(&document, Marks::Review);
    assert_eq!(bytes(&document, Marks::Review), first);
    let other = bytes(&fixture::handbook(), Marks::Final);
    assert_ne!(other, first);
    assert_eq!(bytes(&document, Marks::Review), first);
    let written: Vec<Vec<u8>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|index| {
                let document = &document;
                scope.spawn(move || {
                    for _ in 0..index {
                        bytes(&odd::numbers(), Marks::Review);
                    }
                    bytes(document, Marks::Review)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("it does not panic")).collect()
    });
    assert!(written.iter().all(|bytes| *bytes == first));
}

#[test]
fn entries_are_compressed_and_have_the_first_date() {
    let mut archive = ZipArchive::new(Cursor::new(bytes(&fixture::policy(), Marks::Final))).expect("a ZIP archive");
    for index in 0..archive.len() {
        let entry = archive.by_index(index).expect("an entry");
        assert_eq!(entry.compression(), CompressionMethod::Deflated, "{}", entry.name());
        assert_eq!(entry.last_modified(), Some(DateTime::default()), "{}", entry.name());
    }
    assert_eq!(archive.by_index(0).expect("an entry").name(), "[Content_Types].xml");
}

/// Each part has a type and a relationship that leads to it, and no type or relationship leads nowhere.
#[test]
fn parts_are_all_there_and_all_known() {
    for (name, document) in fixture::all() {
        let file = File::of(&document, Marks::Final);
        let types = file.xml("[Content_Types].xml");
        let overrides: BTreeSet<String> = types
            .root_element()
            .children()
            .filter_map(|child| child.attribute("PartName"))
            .map(|path| path.trim_start_matches('/').to_owned())
            .collect();
        let mut reached = BTreeSet::new();
        for (path, folder) in [("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")] {
            let relationships = file.xml(path);
            let mut ids = BTreeSet::new();
            for relationship in relationships.root_element().children() {
                assert!(ids.insert(relationship.attribute("Id").expect("an identifier").to_owned()), "{name}");
                reached.insert(format!("{folder}{}", relationship.attribute("Target").expect("a target")));
            }
        }
        let parts: BTreeSet<String> = file
            .parts
            .keys()
            .filter(|path| !path.contains("_rels/") && *path != "[Content_Types].xml")
            .cloned()
            .collect();
        assert_eq!(overrides, parts, "{name}");
        assert_eq!(reached, parts, "{name}");
    }
}

#[test]
fn properties_say_what_the_document_is() {
    let file = File::of(&odd::words_that_must_survive(), Marks::Final);
    let core = file.xml("docProps/core.xml");
    let said = |name: &str| {
        let found = core.root_element().children().find(|child| child.tag_name().name() == name);
        found.and_then(|child| child.text()).unwrap_or_default().to_owned()
    };
    let found = ["title", "creator", "subject", "keywords", "language", "created", "modified", "version"].map(said);
    assert_eq!(
        found,
        [
            "表題 <&>\"'",
            "A&B <株>",
            "情報セキュリティ対策の規程",
            "情報セキュリティ, 規程",
            "ja-JP",
            "2025-04-01T00:00:00Z",
            "2026-10-01T00:00:00Z",
            "1.0",
        ],
    );
    let custom = file.xml("docProps/custom.xml");
    let version = custom.root_element().first_element_child().expect("a property");
    assert_eq!(version.attribute("name"), Some("版"));
    assert_eq!(version.first_element_child().and_then(|value| value.text()), Some("1.0"));
}

#[test]
fn nothing_of_docx_rs_shows() {
    for (name, document) in fixture::all() {
        let file = File::of(&document, Marks::Review);
        for (path, part) in &file.parts {
            for trace in ["paraId", "w:numId w:val=\"1\"", "w:numId=\"1\"", "<w:rPr/>", "<w:pPr/>", "unknown"] {
                assert!(!part.contains(trace), "{name} {path}: {trace}");
            }
        }
    }
}

/// The main parts of a small document, for the reader of a change.
#[test]
fn a_policy_as_it_is_written() {
    let file = File::of(&fixture::policy(), Marks::Review);
    let broken = |path: &str| {
        let part = file.parts[path].replace("><", ">\n<");
        let body = part.lines().filter(|line| !line.starts_with("<w:document ") && !line.starts_with("<w:numbering "));
        body.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!("policy_document", broken("word/document.xml"));
    insta::assert_snapshot!("policy_numbering", broken("word/numbering.xml"));
    insta::assert_snapshot!("policy_styles", broken("word/styles.xml"));
}
