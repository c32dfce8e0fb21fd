//! How paragraphs look: size, line, distances and alignment by role.
//!
//! The distances are those of our own layout, so that both files have nearly the same pages.

use docx_rs::AlignmentType;

use super::basis::Basis;
use super::role::{CellAlignment, FORM_LEVEL, ParagraphRole, Surface};
use crate::style::Face;
use crate::units::{Em, Length};

/// Distance between base lines of headings and titles, relative to their size.
const HEADING_LEADING: Em = Em(1400);
/// Distance between base lines of the company's name on a cover, relative to its size.
const COMPANY_LEADING: Em = Em(1600);
/// The least distance between base lines of text with readings, relative to its size.
const RUBY_LEADING: Em = Em(1700);
/// Space above entries of the first level of the contents, relative to the size.
const CONTENTS_BEFORE: Em = Em(400);
/// Where a cover has its title, in hundredths of the height of the text.
const COVER_TITLE: i64 = 20;
/// Where a cover has its facts, in hundredths of the height of the text.
const COVER_FACTS: i64 = 55;
/// What a cover leaves free on either side of its facts, in hundredths of the measure.
pub(super) const COVER_MARGIN: i64 = 14;
/// Between words and a rule below them where no room is set aside for it.
pub(super) const ABOVE_RULE: Length = Length::from_milli_pt(2000);
/// The thickness of the rule below the title on a cover.
const TITLE_RULE: Length = Length::from_milli_pt(1000);
/// The smallest size and line there is: a point.
pub(super) const LEAST: Length = Length::from_milli_pt(1000);

/// How a paragraph looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// The face.
    pub(super) face: Face,
    /// The type size.
    pub(super) size: Length,
    /// Distance between base lines, relative to the size.
    pub(super) leading: Em,
    /// Space above.
    pub(super) before: Length,
    /// Space below. Of this and the space above the next paragraph the larger counts, as in our own layout: for Word
    /// where a file does not ask for `doNotUseHTMLParagraphAutoSpacing`, and so for LibreOffice.
    pub(super) after: Length,
    /// How lines stand between the edges.
    pub(super) alignment: AlignmentType,
    /// From the left edge of the text to all lines but the first.
    pub(super) left: Length,
    /// How far the first line begins to the left of that.
    pub(super) hanging: Length,
    /// From the right edge of the text to the lines.
    pub(super) right: Length,
    /// Whether it stays on the page of the next paragraph.
    pub(super) keep_next: bool,
    /// Its level in the outline, from 1.
    pub(super) outline: Option<u8>,
}

impl Basis<'_> {
    /// The look of a role.
    pub(super) fn look(&self, role: ParagraphRole) -> Look {
        let look = self.plain_look(role);
        let leading = if self.takes_ruby(role) { look.leading.max(RUBY_LEADING) } else { look.leading };
        Look { leading, ..look }
    }

    /// Whether words of a role may have readings over them, which need room.
    pub(super) fn takes_ruby(&self, role: ParagraphRole) -> bool {
        let is_apart = matches!(
            role,
            ParagraphRole::CoverRule
                | ParagraphRole::CoverGap
                | ParagraphRole::ContentsEntry(_)
                | ParagraphRole::ContentsForm(_)
                | ParagraphRole::Header
                | ParagraphRole::Footer
                | ParagraphRole::Figure
                | ParagraphRole::Gap
                | ParagraphRole::SectionEnd
        );
        self.has_ruby && !is_apart
    }

    fn plain_look(&self, role: ParagraphRole) -> Look {
        let text = self.text();
        let base = Look {
            face: self.body_face(),
            size: text.body,
            leading: text.leading,
            before: Length::ZERO,
            after: Length::ZERO,
            alignment: AlignmentType::Left,
            left: Length::ZERO,
            hanging: Length::ZERO,
            right: Length::ZERO,
            keep_next: false,
            outline: None,
        };
        let title = Look {
            face: Face::GothicBold,
            size: text.title,
            leading: HEADING_LEADING,
            after: text.title,
            alignment: AlignmentType::Center,
            keep_next: true,
            ..base
        };
        let table = Look { face: Face::Gothic, size: text.table, leading: text.table_leading, ..base };
        let small = Look { face: Face::Gothic, size: text.small, leading: text.table_leading, ..base };
        match role {
            ParagraphRole::Normal => base,
            ParagraphRole::Title => title,
            ParagraphRole::CoverTitle => {
                Look { before: self.text_height().scale(COVER_TITLE, 100), after: Length::ZERO, ..title }
            }
            ParagraphRole::CoverRule => {
                let side = self.measure / 3;
                let (line, after) = (text.title / 2 - ABOVE_RULE, text.title - TITLE_RULE);
                Look { left: side, right: side, after, keep_next: true, ..spacer(line, base) }
            }
            ParagraphRole::CoverGap => {
                let title = HEADING_LEADING.at(text.title) + text.title + text.title / 2;
                let above = title + COMPANY_LEADING.at(text.heading[1]);
                // Below the place of the facts comes the space above a table.
                let line = self.text_height().scale(COVER_FACTS - COVER_TITLE, 100) - above + text.paragraph_after;
                spacer(line.max(text.title), base)
            }
            ParagraphRole::CoverHeading => {
                Look { left: self.measure.scale(COVER_MARGIN, 100), ..self.heading(3, base) }
            }
            ParagraphRole::Heading(level) => Look { outline: Some(level), ..self.heading(level, base) },
            ParagraphRole::FormHeading => Look { outline: Some(FORM_LEVEL), ..self.heading(FORM_LEVEL, base) },
            ParagraphRole::UnlistedHeading(level) => self.heading(level, base),
            ParagraphRole::MinorHeading => self.heading(3, base),
            ParagraphRole::ContentsHeading => self.heading(1, base),
            ParagraphRole::ContentsEntry(level) | ParagraphRole::ContentsForm(level) => {
                self.contents_entry(role, level, base)
            }
            ParagraphRole::Header | ParagraphRole::Footer => small,
            ParagraphRole::Text(surface, depth) => self.running(surface, depth, base, small),
            ParagraphRole::LoneNote(around) => self.running(Surface::Note(around), around, base, small),
            ParagraphRole::Item(surface, marker, depth) => {
                let look = self.running(surface, depth + 1, base, small);
                let after = match surface {
                    Surface::Note(_) => look.after,
                    Surface::Card => text.item_after / 2,
                    _ => text.item_after,
                };
                Look { hanging: self.hanging(marker), after, ..look }
            }
            ParagraphRole::ColumnHead => {
                Look { face: Face::GothicBold, alignment: AlignmentType::Center, keep_next: true, ..table }
            }
            ParagraphRole::RowHead => table,
            ParagraphRole::Cell(alignment) => Look {
                alignment: match alignment {
                    CellAlignment::Left => AlignmentType::Left,
                    CellAlignment::Center => AlignmentType::Center,
                    CellAlignment::Right => AlignmentType::Right,
                },
                ..table
            },
            ParagraphRole::Figure => {
                Look { after: text.paragraph_after / 2, alignment: AlignmentType::Center, ..small }
            }
            ParagraphRole::FigureName => Look { face: Face::GothicBold, alignment: AlignmentType::Center, ..table },
            ParagraphRole::FigureText => Look { alignment: AlignmentType::Center, ..table },
            // Next to nothing by itself, so that it makes no page of its own, nor room above where it starts one.
            ParagraphRole::Gap => {
                let after = (text.paragraph_after * 2 - LEAST).max(Length::ZERO);
                Look { after, ..spacer(LEAST, base) }
            }
            ParagraphRole::SectionEnd => spacer(LEAST, base),
        }
    }

    /// A heading.
    fn heading(&self, level: u8, base: Look) -> Look {
        let text = self.text();
        let index = usize::from(level.clamp(1, 3)) - 1;
        Look {
            face: Face::GothicBold,
            size: text.heading[index],
            leading: HEADING_LEADING,
            before: text.heading_before[index],
            after: text.heading_after[index],
            keep_next: true,
            ..base
        }
    }

    /// An entry of the contents; its words hang beside the widest number of the usual shape. There is no indentation
    /// to the right: LibreOffice hides a page number that stands within it.
    fn contents_entry(&self, role: ParagraphRole, level: u8, base: Look) -> Look {
        let text = self.text();
        let left = self.contents_indent() * i32::from(level - 1);
        let words = self.contents_tabs.get(&role).and_then(|stops| stops.first()).copied().unwrap_or(left);
        let look = Look { left: words, hanging: words - left, leading: text.table_leading, ..base };
        if level == 1 { Look { face: Face::Gothic, before: CONTENTS_BEFORE.at(text.body), ..look } } else { look }
    }

    fn running(&self, surface: Surface, depth: u8, base: Look, small: Look) -> Look {
        let text = self.text();
        let left = self.indent() * i32::from(depth);
        let after = text.paragraph_after;
        let both = AlignmentType::Both;
        match surface {
            Surface::Page => Look { left, after, alignment: both, ..base },
            Surface::Note(_) => {
                let inset = self.note_inset();
                Look { left: left + inset, right: inset, alignment: both, ..small }
            }
            Surface::Card => Look { left, after: after / 2, ..small },
            Surface::Colophon => Look { left, after, alignment: both, ..small },
            Surface::ColophonStart => {
                let before = text.table_leading.at(text.small) * 2;
                Look { before, after, alignment: both, ..small }
            }
            Surface::Cover => Look {
                face: Face::Gothic,
                size: text.heading[1],
                leading: COMPANY_LEADING,
                after,
                alignment: AlignmentType::Center,
                keep_next: true,
                ..base
            },
            Surface::Signature => Look { after, alignment: AlignmentType::Right, keep_next: true, ..base },
            Surface::SignatureStart => {
                let before = text.leading.at(text.body);
                Look { before, after, alignment: AlignmentType::Right, keep_next: true, ..base }
            }
        }
    }

    /// The height of the text on the document's own pages.
    fn text_height(&self) -> Length {
        self.style.page(self.shape, self.type_size).text_height()
    }
}

/// An empty line of a height.
fn spacer(height: Length, base: Look) -> Look {
    Look { size: LEAST, leading: Em(height.milli_pt()), ..base }
}
