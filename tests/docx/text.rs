//! Every word of the model is in the file, in order, and nothing else is.

use kitei::model::{Inline, Ruby};
use kitei::style::Marks;

use super::fixture;
use super::model_view;
use super::reader::{File, all, paragraphs, words};

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

/// A reading over the first character of each heading stands beside the words, not among them.
#[test]
fn readings_are_no_words() {
    for (name, mut document) in fixture::all() {
        let mut readings = 0;
        for run in document.parts.iter_mut().filter_map(|part| part.heading.as_mut()?.runs.first_mut()) {
            let first = run.content.as_text().chars().next().filter(|_| matches!(run.content, Inline::Text(_)));
            let ruby = first.map(|first| Ruby { range: 0..first.len_utf8(), reading: "よみ".to_owned() });
            run.ruby = ruby.into_iter().collect();
            readings += run.ruby.len();
        }
        let file = File::of(&document, Marks::Final);
        let body = file.xml("word/document.xml");
        let found: Vec<String> = paragraphs(body.root_element()).map(words).collect();
        let expected: Vec<String> = model_view::lines(&document).into_iter().map(|line| line.words).collect();
        assert_eq!(found, expected, "{name}");
        let bases = all(body.root_element(), "rubyBase").count();
        let written = all(body.root_element(), "rt")
            .filter(|reading| all(*reading, "t").filter_map(|text| text.text()).collect::<String>() == "よみ");
        assert_eq!((bases, written.count()), (readings, readings), "{name}");
        assert_eq!(all(body.root_element(), "sym").count(), 0, "{name}");
    }
}
