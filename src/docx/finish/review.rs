//! What a review adds to a file: content controls around words from the profile, and comments.
//!
//! docx-rs knows a control's title only, and its comments carry numbers of their own; controls are completed here, and
//! the part with the comments is written afresh.

use super::tree::Element;

/// The namespace of the main part.
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// Who comments.
const AUTHOR: &str = "kitei";

/// A content control (ECMA-376 part 1, 17.5.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::docx) struct Control {
    /// What the person who writes sees.
    pub(in crate::docx) title: String,
    /// The field's id.
    pub(in crate::docx) tag: String,
    /// The value and the words of each option to pick from; none where any words may be written.
    pub(in crate::docx) options: Vec<(String, String)>,
}

/// A comment; its number is its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::docx) struct Comment {
    /// Its paragraphs.
    pub(in crate::docx) lines: Vec<String>,
}

/// Completes a control, the `number`th of the file from 1.
pub(super) fn control(element: &mut Element<'_>, control: &Control, number: usize) {
    let properties = element.child("w:sdtPr");
    properties.children.clear();
    properties.push(Element::new("w:alias").with("w:val", &control.title));
    properties.push(Element::new("w:tag").with("w:val", &control.tag));
    properties.push(Element::new("w:id").with("w:val", &number.to_string()));
    // LibreOffice 7.4 prints controls of plain text (`w:text`) without the style of their words; without it they hold
    // rich text.
    if control.options.is_empty() {
        return;
    }
    let mut list = Element::new("w:dropDownList");
    for (value, words) in &control.options {
        list.push(Element::new("w:listItem").with("w:displayText", words).with("w:value", value));
    }
    properties.push(list);
}

/// The part with the comments; `date` is the day of the document.
pub(super) fn comments(comments: &[Comment], date: chrono::NaiveDate) -> Vec<u8> {
    let mut part = Element::new("w:comments").with("xmlns:w", WORD);
    for (id, comment) in comments.iter().enumerate() {
        let mut element = Element::new("w:comment")
            .with("w:id", &id.to_string())
            .with("w:author", AUTHOR)
            .with("w:date", &format!("{date}T00:00:00Z"))
            .with("w:initials", AUTHOR);
        for (at, line) in comment.lines.iter().enumerate() {
            let mut paragraph = Element::new("w:p");
            if at == 0 {
                paragraph.push(Element::new("w:r").holding(Element::new("w:annotationRef")));
            }
            let words = Element::new("w:t").with("xml:space", "preserve").saying(line);
            paragraph.push(Element::new("w:r").holding(words));
            element.push(paragraph);
        }
        part.push(element);
    }
    part.to_part()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_get_what_docx_rs_cannot_say() {
        let xml = "<w:sdt><w:sdtPr><w:rPr/></w:sdtPr><w:sdtContent><w:r/></w:sdtContent></w:sdt>";
        let mut found = Element::parse(xml).expect("well-formed");
        let options = vec![("a".to_owned(), "甲".to_owned())];
        control(&mut found, &Control { title: "名".to_owned(), tag: "x.y".to_owned(), options }, 7);
        let expected = concat!(
            r#"<w:sdt><w:sdtPr><w:alias w:val="名"/><w:tag w:val="x.y"/><w:id w:val="7"/>"#,
            r#"<w:dropDownList><w:listItem w:displayText="甲" w:value="a"/></w:dropDownList></w:sdtPr>"#,
            r#"<w:sdtContent><w:r/></w:sdtContent></w:sdt>"#,
        );
        assert_eq!(found, Element::parse(expected).expect("well-formed"));
    }
}
