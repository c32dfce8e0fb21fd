//! Characters that the fonts of the text lack: runs of their own in the fallback font.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::tree::{Element, Node};

/// Gives characters to another font wherever they stand in an element. Word looks for another font by itself, but each
/// machine for its own.
pub(super) fn lend(element: &mut Element<'_>, lent: &BTreeSet<char>, font: &str) {
    if lent.is_empty() {
        return;
    }
    for child in std::mem::take(&mut element.children) {
        match child {
            Node::Element(run) if run.name == "w:r" && says_any(&run, lent) => {
                element.children.extend(split(run, lent, font).into_iter().map(Node::Element));
            }
            Node::Element(mut other) => {
                lend(&mut other, lent, font);
                element.children.push(Node::Element(other));
            }
            text @ Node::Text(_) => element.children.push(text),
        }
    }
}

/// Whether the words of a run have one of the characters.
fn says_any(run: &Element<'_>, lent: &BTreeSet<char>) -> bool {
    let says =
        |node: &Node<'_>| matches!(node, Node::Text(text) if text.chars().any(|character| lent.contains(&character)));
    let has =
        |node: &Node<'_>| matches!(node, Node::Element(text) if text.name == "w:t" && text.children.iter().any(says));
    run.children.iter().any(has)
}

/// A run cut into runs that look alike but for the font of the characters.
fn split<'a>(run: Element<'a>, lent: &BTreeSet<char>, font: &str) -> Vec<Element<'a>> {
    let shell = run.refilled(Vec::new());
    let mut properties = None;
    let mut groups: Vec<(bool, Vec<Node<'a>>)> = Vec::new();
    let mut add = |is_lent: bool, node: Node<'a>| match groups.last_mut() {
        Some((last, nodes)) if *last == is_lent => nodes.push(node),
        _ => groups.push((is_lent, vec![node])),
    };
    for node in run.children {
        match node {
            Node::Element(child) if child.name == "w:rPr" => properties = Some(child),
            Node::Element(text) if text.name == "w:t" => {
                for (is_lent, words) in stretches(&text, lent) {
                    let mut piece = text.refilled(vec![Node::Text(Cow::Owned(words))]);
                    piece.set("xml:space", "preserve");
                    add(is_lent, Node::Element(piece));
                }
            }
            other => add(false, other),
        }
    }
    let run = |(is_lent, nodes): (bool, Vec<Node<'a>>)| {
        let mut own = properties.clone();
        if is_lent {
            let fonts = own.get_or_insert_with(|| Element::new("w:rPr")).child("w:rFonts");
            fonts.set("w:eastAsia", font);
            fonts.set("w:hint", "eastAsia");
        }
        shell.refilled(own.into_iter().map(Node::Element).chain(nodes).collect())
    };
    groups.into_iter().map(run).collect()
}

/// The text of an element as it is written, cut where its font changes. An entity is a sequence of other characters and
/// is never cut.
fn stretches(text: &Element<'_>, lent: &BTreeSet<char>) -> Vec<(bool, String)> {
    let mut stretches: Vec<(bool, String)> = Vec::new();
    for node in &text.children {
        let Node::Text(words) = node else { continue };
        for character in words.chars() {
            let is_lent = lent.contains(&character);
            match stretches.last_mut() {
                Some((last, words)) if *last == is_lent => words.push(character),
                _ => stretches.push((is_lent, character.to_string())),
            }
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expected: &str) {
        let mut root = Element::parse(xml).expect("is XML");
        lend(&mut root, &BTreeSet::from(['𠮷']), "F");
        assert_eq!(root.to_part(), Element::parse(expected).expect("is XML").to_part());
    }

    #[test]
    fn lent_characters_are_runs_of_their_own() {
        check(
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>A &amp; 𠮷野</w:t><w:br/></w:r><w:r><w:t>規程</w:t></w:r></w:p>",
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">A &amp; </w:t></w:r>\
             <w:r><w:rPr><w:b/><w:rFonts w:eastAsia=\"F\" w:hint=\"eastAsia\"/></w:rPr>\
             <w:t xml:space=\"preserve\">𠮷</w:t></w:r>\
             <w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">野</w:t><w:br/></w:r><w:r><w:t>規程</w:t></w:r></w:p>",
        );
    }

    #[test]
    fn runs_within_runs_are_found() {
        check(
            "<w:r><w:ruby><w:rubyBase><w:r><w:t>𠮷</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "<w:r><w:ruby><w:rubyBase><w:r><w:rPr><w:rFonts w:eastAsia=\"F\" w:hint=\"eastAsia\"/></w:rPr>\
             <w:t xml:space=\"preserve\">𠮷</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        );
    }
}
