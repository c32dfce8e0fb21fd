//! The definitions of the named styles, from the looks of their roles.
//!
//! Lines have exact heights (size times leading), which keeps Word's pages close to those of our own layout and makes
//! them independent of the font a reader substitutes.

use std::collections::BTreeSet;

use docx_rs::{
    BorderType, LineSpacing, LineSpacingType, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders,
    ParagraphProperty, RunFonts, RunProperty, Shading, SpecialIndentType, Style as WordStyle, StyleType, Styles, Tab,
    TabLeaderType, TabValueType, TableBorder, TableBorderPosition, TableBorders, TableCellMargins, TableCellProperty,
    TableProperty, VAlignType,
};

use super::basis::{Basis, half_points, twips, twips_usize};
use super::look::{ABOVE_RULE, Look};
use super::role::{Naming, ParagraphRole, RunRole, Shown, Surface, panel_naming, table_naming};
use crate::model::{Mark, PanelKind, TableKind, TypeSize};
use crate::style::{Color, Face};
use crate::units::{Em, Length};

/// Width of rules in eighths of a point.
const RULE: usize = 4;
/// The same in thousandths of a point.
const RULE_HEIGHT: i32 = 500;
/// Width of the rule under headings and titles in eighths of a point.
const BROAD_RULE: usize = 8;
/// Width of the line along which a card is cut out, in eighths of a point.
const CUT: usize = 6;
/// Space above and below the paragraphs of a note of several, in points.
const NOTE_PADDING: usize = 2;
/// The thinnest border Word draws, in eighths of a point (ECMA-376 part 1, 17.3.4).
const LEAST_BORDER: usize = 2;
/// The farthest a border may stand from its text in points (ECMA-376 part 1, 17.3.4).
const FARTHEST: usize = 31;
/// The line of a paragraph that is as high as what stands in it, in 240ths of its font's own.
const SINGLE_LINE: i32 = 240;
/// How much closer characters of running text stand than their font says, relative to the size. Our own layout takes
/// one character more into a line where its gaps can give way; Word and LibreOffice never close up.
const CLOSENESS: Em = Em(5);
/// The same in compact type, whose lines have more of such gaps.
const COMPACT_CLOSENESS: Em = Em(10);
/// The same where words have readings. Word and LibreOffice widen a word to its reading, where our own layout lets it
/// reach over the kana beside; closer characters make up for that, so that the lines of a topic still fit on its page.
const RUBY_CLOSENESS: Em = Em(20);
/// Width of the bar beside a note in eighths of a point.
const BAR: usize = 16;

impl Basis<'_> {
    /// The part `word/styles.xml`: what is used and what that is based on.
    pub(super) fn build(
        &self,
        paragraphs: &BTreeSet<ParagraphRole>,
        runs: &BTreeSet<RunRole>,
        tables: &BTreeSet<TableKind>,
        panels: &BTreeSet<PanelKind>,
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
                .table_property(TableProperty::without_borders().set_margins(margins(0, 0, 0))),
        );
        for kind in tables {
            styles = styles.add_style(self.table(*kind));
        }
        for kind in panels {
            styles = styles.add_style(self.panel(*kind));
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
        if matches!(role, ParagraphRole::Text(..) | ParagraphRole::Item(..) | ParagraphRole::LoneNote(_)) {
            let closeness = match self.type_size {
                _ if self.has_ruby => RUBY_CLOSENESS,
                TypeSize::Compact => COMPACT_CLOSENESS,
                _ => CLOSENESS,
            };
            style.run_property = style.run_property.character_spacing(-closeness.at(look.size).twips());
        }
        style.paragraph_property = self.properties(role, &look);
        let is_gap = matches!(role, ParagraphRole::CoverGap | ParagraphRole::Gap | ParagraphRole::SectionEnd);
        let is_entry = matches!(role, ParagraphRole::ContentsEntry(_) | ParagraphRole::ContentsForm(_));
        style.q_format(!is_gap && !is_entry)
    }

    fn properties(&self, role: ParagraphRole, look: &Look) -> ParagraphProperty {
        let starts_page = self.starts_page(role);
        // The space between words and the rule below them is taken from that below the rule.
        let below = if self.is_ruled(role) { above_rule(look) } else { Length::ZERO };
        let mut property = ParagraphProperty::new()
            .line_spacing(
                LineSpacing::new()
                    .before(twips(self.room_above(role)))
                    .after(twips(look.after - below))
                    .line(look.leading.at(look.size).twips())
                    // An exact line would cut off what a reader's font puts higher than ours.
                    .line_rule(if self.takes_ruby(role) { LineSpacingType::AtLeast } else { LineSpacingType::Exact }),
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
                if let Some(place) = self.headings.tied.get(&level) {
                    let (id, level) = place.ids();
                    property = property.numbering(id, level);
                }
                let property = property.page_break_before(starts_page);
                if self.is_ruled(role) { self.underlined(property, BROAD_RULE, above_rule(look)) } else { property }
            }
            ParagraphRole::ContentsHeading => self.underlined(property, BROAD_RULE, above_rule(look)),
            ParagraphRole::CoverRule => self.underlined(property, BROAD_RULE, ABOVE_RULE),
            // A line as high as what it holds; an exact height would cut the figure off.
            ParagraphRole::Figure => {
                let spacing = LineSpacing::new().before(twips(look.before)).after(twips(look.after));
                property.line_spacing(spacing.line(SINGLE_LINE).line_rule(LineSpacingType::Auto))
            }
            ParagraphRole::Header => self.underlined(property, RULE, ABOVE_RULE),
            ParagraphRole::ContentsEntry(_) | ParagraphRole::ContentsForm(_) => {
                let stops = self.contents_tabs.get(&role).into_iter().flatten();
                let stops = stops.map(|stop| Tab::new().val(TabValueType::Left).pos(twips_usize(*stop)));
                let property = stops.fold(property, ParagraphProperty::add_tab);
                let right = Tab::new().val(TabValueType::Right).leader(TabLeaderType::Dot);
                property.add_tab(right.pos(twips_usize(self.measure)))
            }
            ParagraphRole::Text(Surface::ColophonStart, _) => property
                .set_borders(ParagraphBorders::with_empty().set(self.border(ParagraphBorderPosition::Top, RULE, 4))),
            ParagraphRole::Text(Surface::Note(around), _) | ParagraphRole::Item(Surface::Note(around), ..) => {
                let inset = look.left - look.hanging - self.indent() * i32::from(around);
                self.grounded(property, inset, (RULE, NOTE_PADDING))
            }
            ParagraphRole::LoneNote(_) => {
                // What our own layout leaves above and below, as a border of some eighths and a space of whole points.
                let eighths = usize::try_from((self.note_padding() * 8).milli_pt() / 1000).unwrap_or(0);
                let space = eighths.saturating_sub(LEAST_BORDER) / 8;
                self.grounded(property, self.note_inset(), (eighths - space * 8, space))
            }
            _ => property,
        }
    }

    /// The space above a paragraph of a role, wherever it stands. Word keeps it at the head of a page that a style
    /// starts.
    pub(super) fn room_above(&self, role: ParagraphRole) -> Length {
        if self.starts_page(role) { Length::ZERO } else { self.look(role).before }
    }

    fn starts_page(&self, role: ParagraphRole) -> bool {
        matches!(role, ParagraphRole::Heading(level) if self.headings.page_starters.contains(&level))
    }

    /// Whether a heading has a rule below.
    fn is_ruled(&self, role: ParagraphRole) -> bool {
        role == ParagraphRole::ContentsHeading || role == ParagraphRole::Heading(1) && self.headings.ruled
    }

    /// The ground of a note with a bar at its left, `inset` to the left of where the paragraph begins. Borders in the
    /// colour of the ground widen it beyond the text, above and below by the width and the space of `edge`, and keep
    /// paragraphs apart. A note of several keeps these narrow: LibreOffice has them around each.
    fn grounded(&self, property: ParagraphProperty, inset: Length, edge: (usize, usize)) -> ParagraphProperty {
        let shade = self.style.colors.shade.hex();
        let points = |length: Length| usize::try_from(length.milli_pt() / 1000).unwrap_or(0).min(FARTHEST);
        let ground = |position| self.border(position, RULE, NOTE_PADDING).color(shade.as_str());
        let edge = |position| self.border(position, edge.0, edge.1).color(shade.as_str());
        let left = self.border(ParagraphBorderPosition::Left, BAR, points(inset).saturating_sub(BAR / 8));
        property.shading(Shading::new().fill(shade.as_str())).set_borders(
            ParagraphBorders::with_empty()
                .set(edge(ParagraphBorderPosition::Top))
                .set(left)
                .set(edge(ParagraphBorderPosition::Bottom))
                .set(ground(ParagraphBorderPosition::Right).space(points(self.note_inset())))
                .set(ground(ParagraphBorderPosition::Between)),
        )
    }

    /// A rule below a paragraph, some whole points from its words.
    fn underlined(&self, property: ParagraphProperty, size: usize, space: Length) -> ParagraphProperty {
        let space = usize::try_from(space.milli_pt() / 1000).unwrap_or(0);
        let rule = self.border(ParagraphBorderPosition::Bottom, size, space);
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
            Some(Shown::Mark(Mark::FillIn)) => (Some(colors.fill_in), Some("single")),
            Some(Shown::Mark(Mark::FillInDefault)) => (Some(colors.fill_in), Some("double")),
            Some(Shown::Mark(Mark::Choice)) => (Some(colors.choice), Some("dash")),
            Some(Shown::Mark(Mark::ChoiceDefault)) => (Some(colors.choice), Some("wavyDouble")),
            Some(Shown::Remark) => (Some(colors.choice), None),
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
        // A row is as high as its text, its margins and the rule above it, which is part of the padding.
        let below = padding / 2 - Length::from_milli_pt(RULE_HEIGHT);
        let margins = margins(twips(padding / 2), twips(below), twips(padding));
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

    /// The frame of a box or a card; between the faces of a card is a fold.
    fn panel(&self, kind: PanelKind) -> WordStyle {
        let Naming { id, name, .. } = panel_naming(kind);
        let color = self.style.colors.line.hex();
        let border =
            |position, line, size| TableBorder::new(position).border_type(line).size(size).color(color.as_str());
        let (dashes, size) = match kind {
            PanelKind::Box => (BorderType::Single, BROAD_RULE),
            PanelKind::Card => (BorderType::Dashed, CUT),
        };
        let borders = TableBorders::with_empty()
            .set(border(TableBorderPosition::Top, dashes, size))
            .set(border(TableBorderPosition::Left, dashes, size))
            .set(border(TableBorderPosition::Bottom, dashes, size))
            .set(border(TableBorderPosition::Right, dashes, size))
            .set(border(TableBorderPosition::InsideV, BorderType::Dotted, RULE));
        let padding = self.text().cell_padding;
        // The lines of the frame are part of the padding.
        let line = Length::from_milli_pt(i32::try_from(size * 125).unwrap_or(0));
        let vertical = if kind == PanelKind::Card { padding * 2 } else { padding } - line;
        let margins = margins(twips(vertical), twips(vertical), twips(padding * 2));
        WordStyle::new(id, StyleType::Table)
            .name(name)
            .based_on("TableNormal")
            .table_property(TableProperty::without_borders().set_borders(borders).set_margins(margins))
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

/// From the words of a heading to the rule below it, as in our own layout but in whole points.
fn above_rule(look: &Look) -> Length {
    Length::from_milli_pt(look.after.milli_pt() / 4000 * 1000)
}

/// The role of the paragraph Word begins after one of this role.
fn next(role: ParagraphRole) -> Option<ParagraphRole> {
    match role {
        ParagraphRole::Title
        | ParagraphRole::CoverTitle
        | ParagraphRole::Heading(_)
        | ParagraphRole::FormHeading
        | ParagraphRole::UnlistedHeading(_)
        | ParagraphRole::MinorHeading
        | ParagraphRole::CoverHeading
        | ParagraphRole::ContentsHeading => Some(ParagraphRole::Text(Surface::Page, 0)),
        _ => None,
    }
}

/// Cell margins in twips.
fn margins(above: u32, below: u32, beside: u32) -> TableCellMargins {
    TableCellMargins::new().margin(above as usize, beside as usize, below as usize, beside as usize)
}
