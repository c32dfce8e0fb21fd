//! Readings over words: the placeholders of [`crate::docx::ruby`] become ruby (ECMA-376 part 1, 17.3.3.25).

use super::tree::{Element, Node};
use crate::docx::ruby::PLACEHOLDER;

/// How far the base line of a reading lies above that of its base, in parts of the base's size: Word's own proportion.
const RAISE: (u32, u32) = (6, 7);

/// Makes ruby of a run that is a placeholder.
pub(super) fn complete(run: &mut Element<'_>) {
    let Some(size) = run.elements_mut().find_map(|child| size_of(child)) else { return };
    let mut properties = None;
    let mut texts = Vec::new();
    for node in std::mem::take(&mut run.children) {
        match node {
            Node::Element(child) if child.name == "w:rPr" => properties = Some(child),
            Node::Element(child) if child.name == "w:t" => texts.push(child),
            _ => {}
        }
    }
    let (Ok([base, reading]), mark) = (<[Element<'_>; 2]>::try_from(texts), properties.clone()) else { return };
    let half = (size / 2).to_string();
    let value = |name, value: &str| Element::new(name).with("w:val", value);
    let ruby_properties = Element::new("w:rubyPr")
        .holding(value("w:rubyAlign", "distributeSpace"))
        .holding(value("w:hps", &half))
        .holding(value("w:hpsRaise", &(size * RAISE.0 / RAISE.1).to_string()))
        .holding(value("w:hpsBaseText", &size.to_string()))
        .holding(value("w:lid", "ja-JP"));
    let small = mark.unwrap_or_else(|| Element::new("w:rPr"));
    let small = small.holding(value("w:sz", &half)).holding(value("w:szCs", &half));
    let mut words = Element::new("w:r");
    words.children.extend(properties.map(Node::Element));
    let reading = Element::new("w:rt").holding(Element::new("w:r").holding(small).holding(reading));
    let base = Element::new("w:rubyBase").holding(words.holding(base));
    run.push(Element::new("w:ruby").holding(ruby_properties).holding(reading).holding(base));
}

/// The type size, in half points, that the symbol of a placeholder stands for.
fn size_of(child: &Element<'_>) -> Option<u32> {
    let is_placeholder = child.name == "w:sym" && child.attribute("w:font") == Some(PLACEHOLDER);
    child.attribute("w:char").filter(|_| is_placeholder)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expected: &str) {
        let mut run = Element::parse(xml).expect("well-formed");
        complete(&mut run);
        assert_eq!(run, Element::parse(expected).expect("well-formed"));
    }

    #[test]
    fn a_placeholder_becomes_ruby() {
        check(
            r#"<w:r><w:rPr><w:rStyle w:val="FillIn"/></w:rPr><w:t>情報</w:t><w:sym w:font="kitei:ruby" w:char="28"/><w:t>じょうほう</w:t></w:r>"#,
            concat!(
                r#"<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="distributeSpace"/><w:hps w:val="14"/>"#,
                r#"<w:hpsRaise w:val="24"/><w:hpsBaseText w:val="28"/><w:lid w:val="ja-JP"/></w:rubyPr>"#,
                r#"<w:rt><w:r><w:rPr><w:rStyle w:val="FillIn"/><w:sz w:val="14"/><w:szCs w:val="14"/></w:rPr>"#,
                r#"<w:t>じょうほう</w:t></w:r></w:rt>"#,
                r#"<w:rubyBase><w:r><w:rPr><w:rStyle w:val="FillIn"/></w:rPr><w:t>情報</w:t></w:r></w:rubyBase>"#,
                r#"</w:ruby></w:r>"#,
            ),
        );
    }

    #[test]
    fn other_runs_stay() {
        for xml in ["<w:r><w:t>情報</w:t></w:r>", r#"<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>"#] {
            check(xml, xml);
        }
    }
}
