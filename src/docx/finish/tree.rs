//! A small tree of XML elements: read with quick-xml, changed, and written again.
//!
//! Text and attribute values stay as they are written in the file, with their entities: nothing is decoded and encoded
//! again, so no character can change on the way. Only `set` and the builders take plain text, and escape it.

use std::borrow::Cow;

use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::Fault;

/// The declaration every part of the package starts with.
const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

/// An element with its attributes and what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element<'a> {
    /// The name with its prefix, for example `w:pPr`.
    pub(super) name: Cow<'a, str>,
    /// Names and escaped values, in the order of the file.
    attributes: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// What stands in it, in order.
    pub(super) children: Vec<Node<'a>>,
}

/// Something in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node<'a> {
    /// An element.
    Element(Element<'a>),
    /// Escaped text.
    Text(Cow<'a, str>),
}

impl<'a> Element<'a> {
    /// An element without attributes and content.
    pub(super) fn new(name: &'a str) -> Self {
        Self { name: Cow::Borrowed(name), attributes: Vec::new(), children: Vec::new() }
    }

    /// The same element with an attribute; the value is plain text.
    pub(super) fn with(mut self, name: &'a str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    /// An element of the same name and attributes with other things in it.
    pub(super) fn refilled(&self, children: Vec<Node<'a>>) -> Self {
        Self { name: self.name.clone(), attributes: self.attributes.clone(), children }
    }

    /// The same element with one more element in it.
    pub(super) fn holding(mut self, child: Self) -> Self {
        self.push(child);
        self
    }

    /// The same element with text in it; the text is plain.
    pub(super) fn saying(mut self, text: &str) -> Self {
        self.children.push(Node::Text(Cow::Owned(escape(text).into_owned())));
        self
    }

    /// Adds an element at the end.
    pub(super) fn push(&mut self, child: Self) {
        self.children.push(Node::Element(child));
    }

    /// Sets an attribute; the value is plain text.
    pub(super) fn set(&mut self, name: &'a str, value: &str) {
        let value = Cow::Owned(escape(value).into_owned());
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((Cow::Borrowed(name), value)),
        }
    }

    /// Removes an attribute if it is there.
    pub(super) fn unset(&mut self, name: &str) {
        self.attributes.retain(|(known, _)| known != name);
    }

    /// The escaped value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_ref())
    }

    /// The elements directly in it, to be changed.
    pub(super) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of a name directly in it; added at the end if there is none.
    pub(super) fn child(&mut self, name: &'a str) -> &mut Self {
        let found =
            self.children.iter().position(|node| matches!(node, Node::Element(element) if element.name == name));
        let at = found.unwrap_or_else(|| {
            self.push(Self::new(name));
            self.children.len() - 1
        });
        match &mut self.children[at] {
            Node::Element(element) => element,
            Node::Text(_) => unreachable!("the position is that of an element"),
        }
    }

    /// Calls `change` for this element and every one within it, outermost first.
    pub(super) fn visit(&mut self, change: &mut impl FnMut(&mut Self)) {
        change(self);
        self.elements_mut().for_each(|element| element.visit(change));
    }

    /// Reads a part of the package.
    pub(super) fn parse(xml: &'a str) -> Result<Self, Fault> {
        let mut reader = Reader::from_str(xml);
        let mut open: Vec<Self> = Vec::new();
        loop {
            let start = offset(&reader);
            let event = reader.read_event().map_err(|error| Fault::Syntax(error.to_string()))?;
            let raw = &xml[start..offset(&reader)];
            let closed = match event {
                Event::Start(tag) => {
                    open.push(Self::tag(raw, &tag)?);
                    None
                }
                Event::Empty(tag) => Some(Self::tag(raw, &tag)?),
                Event::End(_) => open.pop(),
                Event::Text(_) | Event::GeneralRef(_) => {
                    if let Some(parent) = open.last_mut() {
                        parent.children.push(Node::Text(Cow::Borrowed(raw)));
                    }
                    None
                }
                Event::Decl(_) => None,
                Event::Eof => return Err(Fault::Syntax("the root element does not end".to_owned())),
                Event::CData(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {
                    return Err(Fault::Syntax(format!("unexpected markup {raw}")));
                }
            };
            if let Some(element) = closed {
                match open.last_mut() {
                    Some(parent) => parent.children.push(Node::Element(element)),
                    None => return Ok(element),
                }
            }
        }
    }

    /// An element as its tag says; `raw` is the tag as it stands in the file.
    fn tag(raw: &'a str, tag: &BytesStart<'_>) -> Result<Self, Fault> {
        let name = &raw[1..=tag.name().as_ref().len()];
        let mut element = Self::new(name);
        let mut rest = &raw[name.len() + 1..];
        for attribute in tag.attributes() {
            // The reader has checked the syntax; the slices are taken from the part itself, which outlives it.
            let attribute = attribute.map_err(|error| Fault::Syntax(error.to_string()))?;
            let (name, after) = rest.trim_start().split_at(attribute.key.as_ref().len());
            let start = after.find(['"', '\'']).map_or(after.len(), |quote| quote + 1);
            let (value, after) = after[start..].split_at(attribute.value.len());
            element.attributes.push((Cow::Borrowed(name), Cow::Borrowed(value)));
            rest = &after[1..];
        }
        Ok(element)
    }

    /// Writes the element as a part of the package.
    pub(super) fn to_part(&self) -> Vec<u8> {
        let mut out = String::from(DECLARATION);
        self.write(&mut out);
        out.into_bytes()
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(value);
            out.push('"');
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for node in &self.children {
            match node {
                Node::Element(element) => element.write(out),
                Node::Text(text) => out.push_str(text),
            }
        }
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }
}

/// Where the reader stands, in bytes.
fn offset(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).expect("the part is in memory")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expected: &str) {
        let part = Element::parse(xml).expect("well-formed").to_part();
        assert_eq!(String::from_utf8(part).expect("UTF-8"), format!("{DECLARATION}{expected}"));
    }

    #[test]
    fn what_is_read_is_written() {
        check("<a/>", "<a/>");
        check(r#"<?xml version="1.0"?><a x="1" y="&quot;"><b /></a>"#, r#"<a x="1" y="&quot;"><b/></a>"#);
        check(
            "<a> <b>  x &amp; &lt;y&gt; &#xA; 𠮷\u{FE00} </b>\n</a>",
            "<a> <b>  x &amp; &lt;y&gt; &#xA; 𠮷\u{FE00} </b>\n</a>",
        );
    }

    #[test]
    fn what_is_added_is_escaped() {
        let element = Element::new("a").with("x", "\"<&>\"").saying("<&>").holding(Element::new("b"));
        let part = String::from_utf8(element.to_part()).expect("UTF-8");
        assert_eq!(part, format!("{DECLARATION}<a x=\"&quot;&lt;&amp;&gt;&quot;\">&lt;&amp;&gt;<b/></a>"));
    }

    #[test]
    fn faults_are_found() {
        for xml in ["<a>", "<a></b>", "<a x=1/>", "<a><!-- --></a>", ""] {
            assert!(Element::parse(xml).is_err(), "{xml}");
        }
    }

    #[test]
    fn attributes_and_children_are_found_or_added() {
        let mut element = Element::parse(r#"<a x="1"><b/>text<c/></a>"#).expect("well-formed");
        element.set("x", "2");
        element.set("y", "3");
        element.child("c").set("z", "4");
        element.child("d");
        assert_eq!(element.attribute("x"), Some("2"));
        element.unset("x");
        check(&String::from_utf8(element.to_part()).expect("UTF-8"), r#"<a y="3"><b/>text<c z="4"/><d/></a>"#);
    }
}
