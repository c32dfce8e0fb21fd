//! The definitions of the named styles: fonts, sizes, distances and colours from `Style`.
//!
//! Lines have exact heights (size times leading), which keeps Word's pages close to those of our own layout and makes
//! them independent of the font a reader substitutes.

use std::collections::{BTreeMap, BTreeSet};

use docx_rs::{
    AlignmentType, BorderType, LineSpacing, LineSpacingType, ParagraphBorder, ParagraphBorderPosition,
    ParagraphBorders, ParagraphProperty, RunFonts, RunProperty, Shading, SpecialIndentType, Style as WordStyle,
    StyleType, Styles, Tab, TabLeaderType, TabValueType, TableBorder, TableBorderPosition, TableBorders,
    TableCellMargins, TableCellProperty, TableProperty, VAlignType,
};

use super::numbering::Place;
use super::role::{CellAlignment, Mark, Marker, Naming, ParagraphRole, RunRole, Surface, table_naming};
use crate::model::{DocumentKind, PageShape, TableKind};
use crate::style::{Color, Face, Style, TextStyle};
use crate::units::{Em, Length};

/// Distance between base lines of headings and titles, relative to their size.
const HEADING_LEADING: Em = Em(1400);
/// Distance between base lines of the company's name on a cover, relative to its size.
const COMPANY_LEADING: Em = Em(1600);
/// Indentation per level of the contents, relative to the size.
const CONTENTS_INDENT: Em = Em(1500);
/// Space above entries of the first level of the contents, relative to the size.
const CONTENTS_BEFORE: Em = Em(400);
/// Where a cover has its title and its facts, in hundredths of the height of the text.
const COVER_TITLE: i64 = 20;
const COVER_FACTS: i64 = 55;
/// What a cover leaves free on either side of its facts, in hundredths of the measure.
pub(super) const COVER_MARGIN: i64 = 14;
/// The smallest size and line there is: a point.
const LEAST: Length = Length::from_milli_pt(1000);
/// Width of rules in eighths of a point.
const RULE: usize = 4;
/// Width of the rule under headings and titles in eighths of a point.
const BROAD_RULE: usize = 8;
/// Width of the bar beside a note in eighths of a point.
const BAR: usize = 16;

/// What the definitions depend on besides `Style`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Basis<'a> {
    /// The look of all documents.
    pub(super) style: &'a Style,
    /// Which document.
    pub(super) kind: DocumentKind,
    /// The shape of the document's own pages.
    pub(super) shape: PageShape,
    /// The width of the text on them, which sets the tabs of the contents.
    pub(super) measure: Length,
    /// The place from which each level of heading takes its number.
    pub(super) numbers: &'a BTreeMap<u8, Place>,
    /// The levels of headings that always start a page.
    pub(super) page_starters: &'a BTreeSet<u8>,
    /// Where the words of entries of the contents begin, after their numbers, by level.
    pub(super) contents_tabs: &'a BTreeMap<u8, BTreeSet<Length>>,
}

/// How a paragraph looks.
struct Look {
    face: Face,
    size: Length,
    leading: Em,
    before: Length,
    after: Length,
    alignment: AlignmentType,
    left: Length,
    hanging: Length,
    right: Length,
    keep_next: bool,
    outline: Option<u8>,
}

impl Basis<'_> {
    fn text(&self) -> &TextStyle {
        self.style.text(self.kind)
    }

    /// The face of running text: the handbook is read on screens and walls and is set in Gothic throughout.
    fn body_face(&self) -> Face {
        match self.kind {
            DocumentKind::Handbook => Face::Gothic,
            DocumentKind::BasicPolicy | DocumentKind::Regulations => Face::Mincho,
        }
    }

    /// Indentation per level of a list.
    pub(super) fn indent(&self) -> Length {
        self.text().indent.at(self.text().body)
    }

    /// Distance between the edge of a note and its text.
    pub(super) fn note_inset(&self) -> Length {
        self.text().small
    }

    /// How far what stands before an item hangs to the left of its words. Signs stand close to the words, numbers at
    /// the left edge of their level.
    pub(super) fn hanging(&self, marker: Marker) -> Length {
        match marker {
            Marker::Number => self.indent(),
            Marker::Bullet => Em(850).at(self.text().body),
            Marker::Check => Em(1350).at(self.text().body),
        }
    }

    /// Indentation per level of the contents.
    pub(super) fn contents_indent(&self) -> Length {
        CONTENTS_INDENT.at(self.text().body)
    }

    /// The part `word/styles.xml`: what is used and what that is based on.
    pub(super) fn build(
        &self,
        paragraphs: &BTreeSet<ParagraphRole>,
        runs: &BTreeSet<RunRole>,
        tables: &[TableKind],
    ) -> Styles {
        let text = self.text();
        let mut styles = Styles::new()
            .default_fonts(self.fonts(self.body_face()))
            .default_size(half_points(text.body))
            .add_style(self.paragraph(ParagraphRole::Normal));
        for role in paragraphs.iter().filter(|&&role| role != ParagraphRole::Normal) {
            styles = styles.add_style(self.paragraph(*role));
        }
        styles = styles.add_style(
            WordStyle::new("DefaultParagraphFont", StyleType::Character)
                .name("Default Paragraph Font")
                .ui_priority(1)
                .semi_hidden()
                .unhide_when_used()
                .q_format(false),
        );
        for role in runs {
            styles = styles.add_style(self.run(*role));
        }
        styles = styles.add_style(
            WordStyle::new("TableNormal", StyleType::Table)
                .name("Normal Table")
                .ui_priority(99)
                .semi_hidden()
                .unhide_when_used()
                .q_format(false)
                .table_property(TableProperty::without_borders().set_margins(margins(0, 0))),
        );
        for kind in tables {
            styles = styles.add_style(self.table(*kind));
        }
        styles
    }

    fn paragraph(&self, role: ParagraphRole) -> WordStyle {
        let look = self.look(role);
        let naming = role.naming();
        let mut style = WordStyle::new(naming.id.as_str(), StyleType::Paragraph).name(naming.name);
        if role != ParagraphRole::Normal {
            style = style.based_on("Normal");
        }
        if let Some(next) = next(role) {
            style = style.next(next.naming().id);
        }
        style.run_property = self.characters(look.face, look.size);
        style.paragraph_property = self.properties(role, &look);
        let is_gap = matches!(role, ParagraphRole::CoverGap | ParagraphRole::Gap | ParagraphRole::SectionEnd);
        style.q_format(!is_gap && !matches!(role, ParagraphRole::ContentsEntry(_)))
    }

    fn properties(&self, role: ParagraphRole, look: &Look) -> ParagraphProperty {
        let mut property = ParagraphProperty::new()
            .line_spacing(
                LineSpacing::new()
                    .before(twips(look.before))
                    .after(twips(look.after))
                    .line(look.leading.at(look.size).twips())
                    .line_rule(LineSpacingType::Exact),
            )
            .align(look.alignment)
            .widow_control(true);
        let hanging = (look.hanging > Length::ZERO).then(|| SpecialIndentType::Hanging(look.hanging.twips()));
        property = property.indent(Some(look.left.twips()), hanging, Some(look.right.twips()), None);
        if look.keep_next {
            property = property.keep_next(true).keep_lines(true);
        }
        if let Some(level) = look.outline {
            property = property.outline_lvl(usize::from(level - 1));
        }
        match role {
            ParagraphRole::Heading(level) => {
                if let Some(place) = self.numbers.get(&level) {
                    let (id, level) = place.ids();
                    property = property.numbering(id, level);
                }
                let starts_page = self.page_starters.contains(&level);
                let property = property.page_break_before(starts_page);
                if starts_page && level == 1 { self.underlined(property, BROAD_RULE) } else { property }
            }
            ParagraphRole::ContentsHeading | ParagraphRole::CoverRule => self.underlined(property, BROAD_RULE),
            ParagraphRole::Header => self.underlined(property, RULE),
            ParagraphRole::ContentsEntry(level) => {
                let stops = self.contents_tabs.get(&level).into_iter().flatten();
                let stops = stops.map(|stop| Tab::new().val(TabValueType::Left).pos(stop.twips() as usize));
                let property = stops.fold(property, ParagraphProperty::add_tab);
                let right = Tab::new().val(TabValueType::Right).leader(TabLeaderType::Dot);
                property.add_tab(right.pos(self.measure.twips() as usize))
            }
            ParagraphRole::Text(Surface::ColophonStart, _) => property
                .set_borders(ParagraphBorders::with_empty().set(self.border(ParagraphBorderPosition::Top, RULE, 4))),
            ParagraphRole::Text(Surface::Note, _) | ParagraphRole::Item(Surface::Note, ..) => {
                let shade = self.style.colors.shade.hex();
                // Borders in the colour of the ground widen it beyond the text.
                let ground = |position| self.border(position, RULE, 4).color(shade.as_str());
                let space = usize::try_from(self.note_inset().milli_pt() / 1000 - 2).unwrap_or(0);
                property.shading(Shading::new().fill(shade.as_str())).set_borders(
                    ParagraphBorders::with_empty()
                        .set(ground(ParagraphBorderPosition::Top))
                        .set(ground(ParagraphBorderPosition::Bottom))
                        .set(ground(ParagraphBorderPosition::Right).space(space))
                        .set(self.border(ParagraphBorderPosition::Left, BAR, space)),
                )
            }
            _ => property,
        }
    }

    fn underlined(&self, property: ParagraphProperty, size: usize) -> ParagraphProperty {
        let rule = self.border(ParagraphBorderPosition::Bottom, size, 2);
        property.set_borders(ParagraphBorders::with_empty().set(rule))
    }

    /// A rule beside a paragraph; `size` in eighths of a point, `space` to the text in points.
    fn border(&self, position: ParagraphBorderPosition, size: usize, space: usize) -> ParagraphBorder {
        ParagraphBorder::new(position)
            .val(BorderType::Single)
            .size(size)
            .space(space)
            .color(self.style.colors.line.hex())
    }

    fn look(&self, role: ParagraphRole) -> Look {
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
                let line = text.title / 2;
                Look { left: side, right: side, after: text.title, keep_next: true, ..spacer(line, base) }
            }
            ParagraphRole::CoverGap => {
                let above = text.title * 3 + text.paragraph_after + COMPANY_LEADING.at(text.heading[1]);
                let line = self.text_height().scale(COVER_FACTS - COVER_TITLE, 100) - above;
                spacer(line.max(text.title), base)
            }
            ParagraphRole::CoverHeading => {
                Look { left: self.measure.scale(COVER_MARGIN, 100), ..self.heading(3, base) }
            }
            ParagraphRole::Heading(level) => Look { outline: Some(level), ..self.heading(level, base) },
            ParagraphRole::UnlistedHeading(level) => self.heading(level, base),
            ParagraphRole::MinorHeading => self.heading(3, base),
            ParagraphRole::ContentsHeading => self.heading(1, base),
            ParagraphRole::ContentsEntry(level) => self.contents_entry(level, base),
            ParagraphRole::Header | ParagraphRole::Footer => small,
            ParagraphRole::Text(surface, depth) => self.running(surface, depth, base, small),
            ParagraphRole::Item(surface, marker, depth) => {
                let look = self.running(surface, depth + 1, base, small);
                Look { hanging: self.hanging(marker), after: text.item_after, ..look }
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
            ParagraphRole::Gap => spacer(text.paragraph_after + text.paragraph_after / 2, base),
            ParagraphRole::SectionEnd => spacer(LEAST, base),
        }
    }

    /// A heading. Word adds the space below a paragraph to that above the next, where our own layout takes the larger;
    /// what usually stands below the paragraph before is therefore taken off.
    fn heading(&self, level: u8, base: Look) -> Look {
        let text = self.text();
        let index = usize::from(level.clamp(1, 3)) - 1;
        Look {
            face: Face::GothicBold,
            size: text.heading[index],
            leading: HEADING_LEADING,
            before: (text.heading_before[index] - text.paragraph_after).max(Length::ZERO),
            after: text.heading_after[index],
            keep_next: true,
            ..base
        }
    }

    /// An entry of the contents; its words hang beside the widest number of the usual shape. There is no indentation
    /// to the right: LibreOffice hides a page number that stands within it.
    fn contents_entry(&self, level: u8, base: Look) -> Look {
        let text = self.text();
        let left = self.contents_indent() * i32::from(level - 1);
        let words = self.contents_tabs.get(&level).and_then(|stops| stops.first()).copied().unwrap_or(left);
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
            Surface::Note => {
                let inset = self.note_inset();
                Look { left: left + inset, right: inset, after, alignment: both, ..small }
            }
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
                let before = text.leading.at(text.body) - after;
                Look { before, after, alignment: AlignmentType::Right, keep_next: true, ..base }
            }
        }
    }

    /// The height of the text on the document's own pages.
    fn text_height(&self) -> Length {
        self.style.page(self.shape).text_height()
    }

    fn run(&self, role: RunRole) -> WordStyle {
        let Naming { id, name, .. } = role.naming();
        let mut style = WordStyle::new(id, StyleType::Character).name(name).based_on("DefaultParagraphFont");
        let mut property = RunProperty::new();
        if role.strong {
            property = property.fonts(self.fonts(Face::GothicBold)).bold();
        }
        let colors = &self.style.colors;
        // The underline says in monochrome what the colour says, and doubles while nobody has confirmed the value.
        let (color, underline) = match role.mark {
            None => (None, None),
            Some(Mark::FillIn) => (Some(colors.fill_in), Some("single")),
            Some(Mark::FillInDefault) => (Some(colors.fill_in), Some("double")),
            Some(Mark::Choice) => (Some(colors.choice), Some("dash")),
            Some(Mark::ChoiceDefault) => (Some(colors.choice), Some("wavyDouble")),
        };
        if let Some(color) = color {
            property = property.color(color.hex());
        }
        if let Some(underline) = underline {
            property = property.underline(underline);
        }
        style.run_property = property;
        style
    }

    fn table(&self, kind: TableKind) -> WordStyle {
        let Naming { id, name, .. } = table_naming(kind);
        let color = self.style.colors.line.hex();
        let border = |position| TableBorder::new(position).size(RULE).color(color.as_str());
        let borders = TableBorders::with_empty()
            .set(border(TableBorderPosition::Top))
            .set(border(TableBorderPosition::Left))
            .set(border(TableBorderPosition::Bottom))
            .set(border(TableBorderPosition::Right))
            .set(border(TableBorderPosition::InsideH))
            .set(border(TableBorderPosition::InsideV));
        let padding = self.text().cell_padding;
        let margins = margins(twips(padding / 2), twips(padding));
        let style = WordStyle::new(id, StyleType::Table)
            .name(name)
            .based_on("TableNormal")
            .table_property(TableProperty::without_borders().set_borders(borders).set_margins(margins));
        if kind.is_form() {
            style.table_cell_property(TableCellProperty::new().vertical_align(VAlignType::Center))
        } else {
            style
        }
    }

    /// The font, size and colour of a face.
    fn characters(&self, face: Face, size: Length) -> RunProperty {
        let property = RunProperty::new().fonts(self.fonts(face)).size(half_points(size));
        let property = if face == Face::GothicBold { property.bold() } else { property };
        // Black stays the reader's automatic colour, which follows high-contrast displays.
        if self.style.colors.text == Color([0, 0, 0]) { property } else { property.color(self.style.colors.text.hex()) }
    }

    fn fonts(&self, face: Face) -> RunFonts {
        let name = self.style.font(face).word.as_str();
        RunFonts::new().ascii(name).hi_ansi(name).east_asia(name).cs(name)
    }
}

/// An empty line of a height.
fn spacer(height: Length, base: Look) -> Look {
    Look { size: LEAST, leading: Em(height.milli_pt()), ..base }
}

/// The role of the paragraph Word begins after one of this role.
fn next(role: ParagraphRole) -> Option<ParagraphRole> {
    match role {
        ParagraphRole::Title
        | ParagraphRole::CoverTitle
        | ParagraphRole::Heading(_)
        | ParagraphRole::UnlistedHeading(_)
        | ParagraphRole::MinorHeading
        | ParagraphRole::CoverHeading
        | ParagraphRole::ContentsHeading => Some(ParagraphRole::Text(Surface::Page, 0)),
        _ => None,
    }
}

/// Cell margins in twips.
fn margins(vertical: u32, horizontal: u32) -> TableCellMargins {
    let (vertical, horizontal) = (vertical as usize, horizontal as usize);
    TableCellMargins::new().margin(vertical, horizontal, vertical, horizontal)
}

/// A distance in twips; distances are never negative.
pub(super) fn twips(length: Length) -> u32 {
    u32::try_from(length.twips()).unwrap_or(0)
}

/// A type size in half points.
fn half_points(size: Length) -> usize {
    usize::try_from(size.half_points()).unwrap_or(0)
}
