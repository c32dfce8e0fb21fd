//! What the file says about itself, twice with the same words: the information dictionary and XMP.

use std::fmt::Write;

use chrono::NaiveDate;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use crate::model::Properties;

use super::object::text_string;

/// The program, as creator and producer.
const PROGRAM: &str = concat!("kitei ", env!("CARGO_PKG_VERSION"));
/// How XMP packets begin and end (ISO 16684-1, 7.3).
const PACKET: [&str; 2] = ["<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n", "<?xpacket end=\"r\"?>"];

/// The properties as both places say them.
#[derive(Debug)]
pub(super) struct Metadata {
    title: String,
    author: String,
    subject: String,
    keywords: String,
    version: String,
    created: NaiveDate,
    modified: NaiveDate,
}

impl Metadata {
    /// Takes what the document says, without characters XML cannot hold.
    pub(super) fn new(properties: &Properties) -> Self {
        Self {
            title: clean(&properties.title),
            author: clean(&properties.company),
            subject: clean(&properties.subject),
            keywords: clean(&properties.keywords.join(", ")),
            version: clean(&properties.version),
            created: properties.enacted_on,
            modified: properties.revised_on,
        }
    }

    /// The information dictionary (ISO 32000-1, 14.3.3). It must agree with XMP (ISO 19005-2, 6.6.3).
    pub(super) fn information(&self) -> Dictionary {
        let date = |date: NaiveDate| {
            let text = date.format("D:%Y%m%d000000+09'00'").to_string();
            Object::String(text.into_bytes(), StringFormat::Literal)
        };
        let mut information = dictionary! {
            "Creator" => text_string(PROGRAM),
            "Producer" => text_string(PROGRAM),
            "CreationDate" => date(self.created),
            "ModDate" => date(self.modified),
        };
        for (key, value) in self.optional_entries() {
            information.set(key, text_string(value));
        }
        information
    }

    /// Adds the XMP stream. It stays uncompressed so that other programs can find it.
    pub(super) fn add_xmp(&self, document: &mut Document) -> ObjectId {
        let dictionary = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
        document.add_object(Stream::new(dictionary, self.xmp().into_bytes()))
    }

    /// The entries that are left out when they are empty.
    fn optional_entries(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [("Title", &self.title), ("Author", &self.author), ("Subject", &self.subject), ("Keywords", &self.keywords)]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| (key, value.as_str()))
    }

    /// The XMP packet (ISO 16684-1) with the conformance claims, and the description of the one property that PDF/A
    /// does not know (ISO 19005-2, 6.6.2.3).
    fn xmp(&self) -> String {
        let date = |date: NaiveDate| date.format("%Y-%m-%dT00:00:00+09:00").to_string();
        let mut body = String::new();
        for (key, value) in self.optional_entries() {
            let value = escape(value);
            // Writing to a string does not fail.
            let _ = match key {
                "Title" => writeln!(body, "<dc:title>{}</dc:title>", alternatives(&value)),
                "Author" => writeln!(body, "<dc:creator><rdf:Seq><rdf:li>{value}</rdf:li></rdf:Seq></dc:creator>"),
                "Subject" => writeln!(body, "<dc:description>{}</dc:description>", alternatives(&value)),
                _ => writeln!(body, "<pdf:Keywords>{value}</pdf:Keywords>"),
            };
        }
        if !self.version.is_empty() {
            let _ = writeln!(body, "<xmpMM:VersionID>{}</xmpMM:VersionID>", escape(&self.version));
        }
        let [begin, end] = PACKET;
        let (created, modified) = (date(self.created), date(self.modified));
        format!(
            r#"{begin}<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>ja-JP</rdf:li></rdf:Bag></dc:language>
{body}<pdf:Producer>{PROGRAM}</pdf:Producer>
<xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool>
<xmp:CreateDate>{created}</xmp:CreateDate>
<xmp:ModifyDate>{modified}</xmp:ModifyDate>
<xmp:MetadataDate>{modified}</xmp:MetadataDate>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
{end}"#
        )
    }
}

/// A text in the document's only language.
fn alternatives(escaped: &str) -> String {
    format!(r#"<rdf:Alt><rdf:li xml:lang="x-default">{escaped}</rdf:li></rdf:Alt>"#)
}

/// One line without the characters XML 1.0 forbids.
fn clean(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => ' ',
            '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
            other => other,
        })
        .collect::<String>()
        .trim()
        .to_owned()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn properties() -> Properties {
        Properties {
            title: "規程 <改> & 案\u{1}".into(),
            company: "株式会社 青葉".into(),
            version: "1.0".into(),
            subject: String::new(),
            keywords: vec!["情報".into(), "規程".into()],
            enacted_on: NaiveDate::from_ymd_opt(2024, 4, 1).unwrap(),
            revised_on: NaiveDate::from_ymd_opt(2025, 10, 31).unwrap(),
        }
    }

    #[test]
    fn xmp_is_xml_and_escaped() {
        let xmp = Metadata::new(&properties()).xmp();
        let xml = roxmltree::Document::parse(xmp.trim_start_matches(PACKET[0])).unwrap();
        let text = |name: &str| {
            let node = xml.descendants().find(|node| node.has_tag_name(("http://purl.org/dc/elements/1.1/", name)))?;
            node.descendants().find(roxmltree::Node::is_text)?.text().map(str::to_owned)
        };
        assert_eq!(text("title").as_deref(), Some("規程 <改> & 案"));
        assert_eq!(text("creator").as_deref(), Some("株式会社 青葉"));
        assert_eq!(text("description"), None);
        assert!(xmp.contains("<xmp:ModifyDate>2025-10-31T00:00:00+09:00<"));
    }

    #[test]
    fn information_says_the_same() {
        let information = Metadata::new(&properties()).information();
        assert_eq!(information.get(b"Title").unwrap(), &text_string("規程 <改> & 案"));
        assert_eq!(information.get(b"Keywords").unwrap(), &text_string("情報, 規程"));
        assert!(!information.has(b"Subject"));
        assert_eq!(information.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20240401000000+09'00'");
    }
}
