//! Fields: runs whose text Word can work out again, with the text it has now.

use docx_rs::{FieldCharType, InstrText, Paragraph, ParagraphChild, Run, RunChild, Text};

use super::role::{FORM_LEVEL, ParagraphRole};

/// What a field works out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// The number of the paragraph with a bookmark, without those of the levels above (ECMA-376 part 1, 17.16.5.51).
    Number(String),
    /// The words within a bookmark.
    Words(String),
    /// The page on which a bookmark is (17.16.5.43).
    PageOf(String),
    /// The number of this page.
    Page,
    /// The number of pages.
    Pages,
    /// The number of the nearest heading of level 1 (17.16.5.59; the style is named by its level, since its name
    /// depends on the language of Word).
    ChapterNumber,
    /// The words of the nearest heading of level 1.
    ChapterWords,
    /// The contents, from headings of levels 1 to `deepest` and from those of tables, forms and annexes (17.16.5.68).
    Contents { deepest: u8 },
}

impl Field {
    /// The field as Word reads it. Bookmarks are ASCII letters, digits and underscores, so nothing needs escaping but
    /// the quotes, which docx-rs leaves alone here.
    fn instruction(&self) -> String {
        match self {
            Self::Number(bookmark) => format!("REF {bookmark} \\n \\h"),
            Self::Words(bookmark) => format!("REF {bookmark} \\h"),
            Self::PageOf(bookmark) => format!("PAGEREF {bookmark} \\h"),
            Self::Page => "PAGE".to_owned(),
            Self::Pages => "NUMPAGES".to_owned(),
            Self::ChapterNumber => "STYLEREF 1 \\n".to_owned(),
            Self::ChapterWords => "STYLEREF 1".to_owned(),
            Self::Contents { deepest } => {
                // Word names styles of our own as it shows them.
                let forms = ParagraphRole::FormHeading.naming().name;
                format!("TOC \\o &quot;1-{deepest}&quot; \\t &quot;{forms},{FORM_LEVEL}&quot; \\h \\z")
            }
        }
    }

    /// The runs before the text: begin, instruction and separator.
    pub(super) fn opening(&self) -> [Run; 3] {
        let instruction = InstrText::Unsupported(self.instruction());
        [
            mark(FieldCharType::Begin),
            Run { children: vec![RunChild::InstrText(Box::new(instruction))], ..Run::default() },
            mark(FieldCharType::Separate),
        ]
    }

    /// All runs, with the text it has now; an empty text is left out. `style` is that of the text.
    pub(super) fn runs(&self, text: &str, style: Option<&str>) -> Vec<Run> {
        let mut runs = Vec::from(self.opening());
        if !text.is_empty() {
            let run = self::text(text);
            runs.push(match style {
                Some(style) => run.style(style),
                None => run,
            });
        }
        runs.push(closing());
        runs
    }
}

/// The run that ends a field.
pub(super) fn closing() -> Run {
    mark(FieldCharType::End)
}

fn mark(kind: FieldCharType) -> Run {
    Run::new().add_field_char(kind, false)
}

/// A run of plain text, every character as it is.
pub(super) fn text(text: &str) -> Run {
    Run { children: vec![RunChild::Text(Text::new(text))], ..Run::default() }
}

/// Adds runs to a paragraph.
pub(super) fn add(paragraph: &mut Paragraph, runs: impl IntoIterator<Item = Run>) {
    paragraph.children.extend(runs.into_iter().map(|run| ParagraphChild::Run(Box::new(run))));
}
