//! Headers and footers: the title and where one is in the document.

use docx_rs::{BuildXML, Footer, Header, Paragraph, Run, Tab, TabValueType};

use super::basis::twips_usize;
use super::field::{Field, add, text};
use super::role::ParagraphRole;
use super::section::Frame;
use crate::model::{Document, DocumentKind};
use crate::style::Style;
use crate::units::Length;

/// Which headers and footers a document has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Furniture {
    /// None: a policy of one page, which hangs on walls.
    None,
    /// The page in the footer: a longer policy.
    Footers,
    /// Title and company, or title and chapter, in the header as well.
    Both,
}

impl Furniture {
    /// What a document of this many pages has.
    pub(super) fn of(kind: DocumentKind, pages: usize) -> Self {
        match kind {
            DocumentKind::BasicPolicy | DocumentKind::MyNumberPolicy if pages <= 1 => Self::None,
            DocumentKind::BasicPolicy | DocumentKind::MyNumberPolicy => Self::Footers,
            DocumentKind::Handbook | DocumentKind::Regulations => Self::Both,
        }
    }

    /// The roles of its paragraphs.
    pub(super) fn roles(self) -> &'static [ParagraphRole] {
        match self {
            Self::None => &[],
            Self::Footers => &[ParagraphRole::Footer],
            Self::Both => &[ParagraphRole::Header, ParagraphRole::Footer],
        }
    }

    /// The headers as docx-rs builds them, one for each frame.
    pub(super) fn headers(self, document: &Document, style: &Style, frames: &[Frame]) -> Vec<Vec<u8>> {
        let frames = if self == Self::Both { frames } else { &[] };
        frames
            .iter()
            .map(|frame| header(document, *frame, style.page(frame.shape, document.type_size).measure()))
            .collect()
    }

    /// The footers as docx-rs builds them, one for each frame.
    pub(super) fn footers(self, document: &Document, style: &Style, frames: &[Frame], pages: usize) -> Vec<Vec<u8>> {
        let frames = if self == Self::None { &[] } else { frames };
        frames
            .iter()
            .map(|frame| footer(document, *frame, style.page(frame.shape, document.type_size).measure(), pages))
            .collect()
    }
}

/// A header: the title to the left, and to the right the chapter where there are chapters, else the company. Word works
/// out the chapter when it lays out a page; LibreOffice does so from 24.2 on and leaves it out before.
fn header(document: &Document, frame: Frame, measure: Length) -> Vec<u8> {
    let mut word = line(ParagraphRole::Header, TabValueType::Right, measure);
    add(&mut word, [text(&document.properties.title), Run::new().add_tab()]);
    if !frame.chapter {
        add(&mut word, [text(&document.properties.company)]);
        return Header::new().add_paragraph(word).build();
    }
    if frame.numbered {
        add(&mut word, Field::ChapterNumber.runs("", None));
        add(&mut word, [text(" ")]);
    }
    add(&mut word, Field::ChapterWords.runs("", None));
    Header::new().add_paragraph(word).build()
}

/// A footer: the page and the number of pages in the middle, and the company to the left where the header has no room
/// for it.
fn footer(document: &Document, frame: Frame, measure: Length, pages: usize) -> Vec<u8> {
    let mut word = line(ParagraphRole::Footer, TabValueType::Center, measure / 2);
    if frame.chapter {
        add(&mut word, [text(&document.properties.company)]);
    }
    add(&mut word, [Run::new().add_tab()]);
    add(&mut word, Field::Page.runs("1", None));
    add(&mut word, [text(" / ")]);
    add(&mut word, Field::Pages.runs(&pages.to_string(), None));
    Footer::new().add_paragraph(word).build()
}

/// An empty line with a tab.
fn line(role: ParagraphRole, tab: TabValueType, at: Length) -> Paragraph {
    Paragraph::new().style(&role.naming().id).add_tab(Tab::new().val(tab).pos(twips_usize(at)))
}
