//! Headers and footers: the title and where one is in the document.

use docx_rs::{BuildXML, Footer, Header, Paragraph, Run, Tab, TabValueType};

use super::basis::twips_usize;
use super::field::{Field, add, text};
use super::role::ParagraphRole;
use crate::model::Properties;
use crate::units::Length;

/// A header: the title to the left; to the right the chapter, where there are chapters, else the company. Word works
/// out the chapter when it lays out a page; LibreOffice does so from 24.2 on and leaves it out before.
pub(super) fn header(properties: &Properties, chapter: bool, measure: Length) -> Vec<u8> {
    let mut word = line(ParagraphRole::Header, &[(TabValueType::Right, measure)]);
    add(&mut word, [text(&properties.title), Run::new().add_tab()]);
    if chapter {
        add(&mut word, Field::ChapterNumber.runs("", None));
        add(&mut word, [text(" ")]);
        add(&mut word, Field::ChapterWords.runs("", None));
    } else {
        add(&mut word, [text(&properties.company)]);
    }
    Header::new().add_paragraph(word).build()
}

/// A footer: the page and the number of pages in the middle, and the company to the left where the header has no room
/// for it.
pub(super) fn footer(properties: &Properties, chapter: bool, measure: Length, pages: usize) -> Vec<u8> {
    let mut word = line(ParagraphRole::Footer, &[(TabValueType::Center, measure / 2)]);
    if chapter {
        add(&mut word, [text(&properties.company)]);
    }
    add(&mut word, [Run::new().add_tab()]);
    add(&mut word, Field::Page.runs("1", None));
    add(&mut word, [text(" / ")]);
    add(&mut word, Field::Pages.runs(&pages.to_string(), None));
    Footer::new().add_paragraph(word).build()
}

/// An empty line with tabs.
fn line(role: ParagraphRole, tabs: &[(TabValueType, Length)]) -> Paragraph {
    tabs.iter().fold(Paragraph::new().style(&role.naming().id), |word, (kind, at)| {
        word.add_tab(Tab::new().val(*kind).pos(twips_usize(*at)))
    })
}
