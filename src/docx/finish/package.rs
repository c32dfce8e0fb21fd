//! The package: parts with their types and relationships, zipped with fixed dates (ECMA-376 part 2).

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Fault;
use super::tree::Element;

/// Where the types of relationships between office documents begin.
const OFFICE_RELATIONSHIP: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
/// The type of the relationship to the core properties.
const CORE_RELATIONSHIP: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
/// The namespace of relationships.
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
/// The content type of relationships.
const RELATIONSHIPS_TYPE: &str = "application/vnd.openxmlformats-package.relationships+xml";
/// The content type of the core properties.
const CORE_TYPE: &str = "application/vnd.openxmlformats-package.core-properties+xml";
/// Where the content types of office documents begin.
const OFFICE_TYPE: &str = "application/vnd.openxmlformats-officedocument.";
/// The folder of the main part, from which its relationships count.
const FOLDER: &str = "word/";

/// The parts of a file.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// Path, content type and content of each part.
    parts: Vec<(String, String, Vec<u8>)>,
    /// Identifier, type and path of what the package itself leads to.
    roots: Vec<(String, String, String)>,
    /// Identifier, type and path of what the main part leads to.
    relationships: Vec<(String, String, String)>,
}

impl Package {
    /// Adds the main part.
    pub(super) fn add_main(&mut self, path: &str, content: Vec<u8>) {
        self.root("officeDocument", path);
        self.part(path, "wordprocessingml.document.main+xml", content);
    }

    /// Adds a part the main part leads to; `kind` names both its relationship and its content type.
    pub(super) fn add(&mut self, id: &str, kind: &str, path: &str, content: Vec<u8>) {
        let target = path.strip_prefix(FOLDER).unwrap_or(path).to_owned();
        self.relationships.push((id.to_owned(), format!("{OFFICE_RELATIONSHIP}{kind}"), target));
        self.part(path, &format!("wordprocessingml.{kind}+xml"), content);
    }

    /// Adds the core properties.
    pub(super) fn add_core(&mut self, path: &str, content: Vec<u8>) {
        let id = format!("rId{}", self.roots.len() + 1);
        self.roots.push((id, CORE_RELATIONSHIP.to_owned(), path.to_owned()));
        self.parts.push((path.to_owned(), CORE_TYPE.to_owned(), content));
    }

    /// Adds the extended properties.
    pub(super) fn add_extended(&mut self, path: &str, content: Vec<u8>) {
        self.root("extended-properties", path);
        self.part(path, "extended-properties+xml", content);
    }

    /// Adds the custom properties.
    pub(super) fn add_custom(&mut self, path: &str, content: Vec<u8>) {
        self.root("custom-properties", path);
        self.part(path, "custom-properties+xml", content);
    }

    fn root(&mut self, kind: &str, path: &str) {
        let id = format!("rId{}", self.roots.len() + 1);
        self.roots.push((id, format!("{OFFICE_RELATIONSHIP}{kind}"), path.to_owned()));
    }

    fn part(&mut self, path: &str, kind: &str, content: Vec<u8>) {
        self.parts.push((path.to_owned(), format!("{OFFICE_TYPE}{kind}"), content));
    }

    /// The file: types first, as readers of streams expect, then relationships, then the parts as they were added.
    pub(super) fn zip(self) -> Result<Vec<u8>, Fault> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let own = [
            ("[Content_Types].xml", self.types()),
            ("_rels/.rels", relationships(&self.roots)),
            ("word/_rels/document.xml.rels", relationships(&self.relationships)),
        ];
        let own = own.iter().map(|(path, content)| (*path, content));
        let parts = self.parts.iter().map(|(path, _, content)| (path.as_str(), content));
        for (path, content) in own.chain(parts) {
            archive.start_file(path, options).map_err(|error| Fault::Zip(error.to_string()))?;
            archive.write_all(content).map_err(|error| Fault::Zip(error.to_string()))?;
        }
        archive.finish().map(Cursor::into_inner).map_err(|error| Fault::Zip(error.to_string()))
    }

    fn types(&self) -> Vec<u8> {
        let mut types = Element::new("Types")
            .with("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")
            .holding(Element::new("Default").with("Extension", "rels").with("ContentType", RELATIONSHIPS_TYPE))
            .holding(Element::new("Default").with("Extension", "xml").with("ContentType", "application/xml"));
        for (path, kind, _) in &self.parts {
            types.push(Element::new("Override").with("PartName", &format!("/{path}")).with("ContentType", kind));
        }
        types.to_part()
    }
}

fn relationships(all: &[(String, String, String)]) -> Vec<u8> {
    let mut part = Element::new("Relationships").with("xmlns", RELATIONSHIPS);
    for (id, kind, target) in all {
        part.push(Element::new("Relationship").with("Id", id).with("Type", kind).with("Target", target));
    }
    part.to_part()
}
