//! Every word of the model is in the file, in order, and nothing else is.

use kitei::style::Marks;

use super::fixture;
use super::model_view;
use super::reader::{File, paragraphs, words};

#[test]
fn words_are_those_of_the_model() {
    for (name, document) in fixture::all() {
        for marks in [Marks::Final, Marks::Review] {
            let file = File::of(&document, marks);
            let body = file.xml("word/document.xml");
            let found: Vec<String> = paragraphs(body.root_element()).map(words).collect();
            let expected: Vec<String> = model_view::lines(&document).into_iter().map(|line| line.words).collect();
            assert_eq!(found, expected, "{name}");
        }
    }
}

/// The view the other tests compare with says what the model says of itself.
#[test]
fn the_view_of_the_model_is_complete() {
    for (name, document) in fixture::all() {
        let with_numbers = |line: model_view::Line| match line.number.filter(|number| !"・□".contains(number.as_str()))
        {
            Some(number) => format!("{number} {}", line.words),
            None => line.words,
        };
        let lines: Vec<String> = model_view::lines(&document).into_iter().map(with_numbers).collect();
        assert_eq!(lines, document.lines(), "{name}");
    }
}
