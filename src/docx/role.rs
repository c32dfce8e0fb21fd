//! The named styles of a document: which paragraph, run or table takes which.
//!
//! Everything a reader sees is formatted through these names, so that a person can change the look of a whole document
//! in one place. Where Word knows a style of its own (ECMA-376 part 1, 17.7.4.9: built-in names are English) its name
//! is used and Word shows it in the reader's language; the others carry Japanese names.

use crate::model::{Alignment, Inline, ListKind, Mark, OriginKind, PanelKind, Run, TableKind};
use crate::style::Marks;

/// The deepest level of a list Word can number, from 0.
pub(super) const DEEPEST: u8 = 8;

/// The level of the headings of tables, forms and annexes.
pub(super) const FORM_LEVEL: u8 = 2;

/// The identifier and the name of a style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Naming {
    /// The identifier in the file, ASCII.
    pub(super) id: String,
    /// The name shown, or the English name of a built-in one.
    pub(super) name: String,
    /// Whether Word knows the style.
    pub(super) built_in: bool,
}

impl Naming {
    fn built_in(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self { id: id.into(), name: name.into(), built_in: true }
    }

    fn own(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self { id: id.into(), name: name.into(), built_in: false }
    }
}

/// What a paragraph stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Surface {
    /// The page itself.
    Page,
    /// A note set apart, within this many lists.
    Note(u8),
    /// A card to be cut out.
    Card,
    /// The colophon.
    Colophon,
    /// The first paragraph of a colophon without a heading, under a rule.
    ColophonStart,
    /// The cover.
    Cover,
    /// Date, company and name at the end.
    Signature,
    /// The first paragraph of these, set apart from what comes before.
    SignatureStart,
}

/// What stands before an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Marker {
    /// A number, or nothing where the numbering leaves the first clause bare.
    Number,
    /// A bullet.
    Bullet,
    /// A check box.
    Check,
}

impl From<ListKind> for Marker {
    fn from(kind: ListKind) -> Self {
        match kind {
            ListKind::Ordered => Self::Number,
            ListKind::Bullet => Self::Bullet,
            ListKind::Check => Self::Check,
        }
    }
}

/// The role of a paragraph; each has a style of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ParagraphRole {
    /// What all others are based on.
    Normal,
    /// The title of a document without a cover.
    Title,
    /// The title on a cover.
    CoverTitle,
    /// The rule below the title on a cover.
    CoverRule,
    /// The empty line between company and facts on a cover.
    CoverGap,
    /// A heading below the facts on a cover.
    CoverHeading,
    /// A heading that the contents list if they go so deep, by level from 1.
    Heading(u8),
    /// The heading of a table, a form or an annex, which the contents list at any depth.
    FormHeading,
    /// A heading that the contents never list, by level from 1.
    UnlistedHeading(u8),
    /// The heading of revisions, signature or colophon, when the contents leave it out.
    MinorHeading,
    /// The heading of the contents.
    ContentsHeading,
    /// An entry of the contents, by level from 1.
    ContentsEntry(u8),
    /// Such an entry of a table, a form or an annex whose words stand in a column other than the first.
    ContentsForm(u8),
    /// The line at the top of a page.
    Header,
    /// The line at the foot of a page.
    Footer,
    /// Running text within this many lists.
    Text(Surface, u8),
    /// The only paragraph of a note within this many lists.
    LoneNote(u8),
    /// The first paragraph of an item of a list within this many others.
    Item(Surface, Marker, u8),
    /// A cell that heads its column.
    ColumnHead,
    /// A cell that heads its row.
    RowHead,
    /// Any other cell.
    Cell(CellAlignment),
    /// The line that holds a figure.
    Figure,
    /// The name in a box of a figure.
    FigureName,
    /// What stands below it.
    FigureText,
    /// The empty line that keeps a table or a note from what follows.
    Gap,
    /// The empty line that ends a section where no other paragraph can.
    SectionEnd,
}

/// How text stands in a cell; ordered, unlike the model's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CellAlignment {
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

impl From<Alignment> for CellAlignment {
    fn from(alignment: Alignment) -> Self {
        match alignment {
            Alignment::Left => Self::Left,
            Alignment::Center => Self::Center,
            Alignment::Right => Self::Right,
        }
    }
}

impl ParagraphRole {
    /// The role of running text within `depth` lists.
    pub(super) fn text(surface: Surface, depth: u8) -> Self {
        match surface {
            _ if depth == 0 => Self::Text(surface, 0),
            Surface::Page | Surface::Cover | Surface::Signature | Surface::SignatureStart => {
                Self::Text(Surface::Page, depth)
            }
            Surface::Note(_) | Surface::Card => Self::Text(surface, depth),
            Surface::Colophon | Surface::ColophonStart => Self::Text(Surface::Colophon, depth),
        }
    }

    /// The role of an item's first paragraph, in a list within `depth` others. Only notes and the colophon have items
    /// of their own.
    pub(super) fn item(surface: Surface, marker: Marker, depth: u8) -> Self {
        match surface {
            Surface::Page | Surface::Cover | Surface::Signature | Surface::SignatureStart => {
                Self::Item(Surface::Page, marker, depth)
            }
            Surface::Note(_) | Surface::Card => Self::Item(surface, marker, depth),
            Surface::Colophon | Surface::ColophonStart => Self::Item(Surface::Colophon, marker, depth),
        }
    }

    /// The identifier and name of its style.
    pub(super) fn naming(self) -> Naming {
        match self {
            Self::Normal => Naming::built_in("Normal", "Normal"),
            Self::Title => Naming::built_in("Title", "Title"),
            Self::CoverTitle => Naming::own("CoverTitle", "表紙の表題"),
            Self::Heading(level) => Naming::built_in(format!("Heading{level}"), format!("heading {level}")),
            Self::FormHeading => Naming::own("FormHeading", "附表・様式の見出し"),
            Self::UnlistedHeading(level) => {
                Naming::own(format!("UnlistedHeading{level}"), format!("目次に載せない見出し {level}"))
            }
            Self::CoverRule => Naming::own("CoverRule", "表紙の罫線"),
            Self::CoverGap => Naming::own("CoverGap", "表紙のあき"),
            Self::CoverHeading => Naming::own("CoverHeading", "表紙の見出し"),
            Self::MinorHeading => Naming::own("MinorHeading", "小見出し"),
            Self::ContentsHeading => Naming::built_in("TOCHeading", "TOC Heading"),
            Self::ContentsEntry(level) => Naming::built_in(format!("TOC{level}"), format!("toc {level}")),
            Self::ContentsForm(level) => Naming::own(format!("TOC{level}Form"), format!("目次の附表・様式 {level}")),
            Self::Header => Naming::built_in("Header", "header"),
            Self::Footer => Naming::built_in("Footer", "footer"),
            Self::Text(surface, depth) => Self::text_naming(surface, depth),
            Self::LoneNote(around) => note_naming(around, "Alone", "（一段落）", 0),
            Self::Item(surface, marker, depth) => Self::item_naming(surface, marker, depth),
            Self::ColumnHead => Naming::own("TableHead", "表の見出し"),
            Self::RowHead => Naming::own("FormLabel", "表の項目名"),
            Self::Cell(CellAlignment::Left) => Naming::own("TableText", "表の本文"),
            Self::Cell(CellAlignment::Center) => Naming::own("TableTextCenter", "表の本文（中央）"),
            Self::Cell(CellAlignment::Right) => Naming::own("TableTextRight", "表の本文（右）"),
            Self::Figure => Naming::own("Figure", "図"),
            Self::FigureName => Naming::own("FigureName", "図の枠の名"),
            Self::FigureText => Naming::own("FigureText", "図の枠の文"),
            Self::Gap => Naming::own("Gap", "表と注記の後のあき"),
            Self::SectionEnd => Naming::own("SectionEnd", "区切りの終わり"),
        }
    }

    fn text_naming(surface: Surface, depth: u8) -> Naming {
        match (surface, depth) {
            (Surface::Page, 0) => Naming::built_in("BodyText", "Body Text"),
            (Surface::Page, _) => numbered_built_in("ListContinue", "List Continue", "リストの続き", depth),
            (Surface::Note(around), _) if around == depth => note_naming(around, "", "", 0),
            (Surface::Note(around), _) => note_naming(around, "Continue", "の続き", depth - around),
            (Surface::Card, 0) => Naming::own("Card", "カードの文"),
            (Surface::Card, _) => Naming::own(format!("Card{}", depth + 1), format!("カードの文 {}", depth + 1)),
            (Surface::Colophon, 0) => Naming::own("Colophon", "奥付"),
            (Surface::Colophon, _) => Naming::own(format!("Colophon{}", depth + 1), format!("奥付 {}", depth + 1)),
            (Surface::ColophonStart, _) => Naming::own("ColophonStart", "奥付の初め"),
            (Surface::Cover, _) => Naming::own("CoverLine", "表紙の行"),
            (Surface::Signature, _) => Naming::built_in("Signature", "Signature"),
            (Surface::SignatureStart, _) => Naming::own("SignatureStart", "署名の初め"),
        }
    }

    fn item_naming(surface: Surface, marker: Marker, depth: u8) -> Naming {
        let level = depth + 1;
        let (id, name) = match marker {
            Marker::Number => ("Item", "号"),
            Marker::Bullet => ("Bullet", "箇条書き"),
            Marker::Check => ("CheckItem", "確認項目"),
        };
        match (surface, marker) {
            (Surface::Note(around), _) => note_naming(around, id, &format!("の{name}"), level - around),
            (Surface::Card, _) => Naming::own(format!("Card{id}{level}"), format!("カードの{name} {level}")),
            (Surface::Colophon, _) => Naming::own(format!("Colophon{id}{level}"), format!("奥付の{name} {level}")),
            (_, Marker::Number) if depth == 0 => Naming::own("Clause", "項"),
            (_, Marker::Number) => Naming::own(format!("{id}{depth}"), format!("{name} {depth}")),
            (_, Marker::Bullet) => numbered_built_in("ListBullet", "List Bullet", name, level),
            (_, Marker::Check) => Naming::own(format!("{id}{level}"), format!("{name} {level}")),
        }
    }
}

/// The styles of a note within `around` lists; a level of 0 has no number.
fn note_naming(around: u8, id: &str, name: &str, level: u8) -> Naming {
    let level = if level == 0 { String::new() } else { level.to_string() };
    let (id, name) = (format!("Note{id}{level}"), format!("注記{name}{level}"));
    if around == 0 {
        Naming::own(id, name)
    } else {
        Naming::own(format!("{id}In{around}"), format!("{name}（リスト {around} 段の中）"))
    }
}

/// Word's own list styles come in five levels, the first without a number.
fn numbered_built_in(id: &str, name: &str, japanese: &str, level: u8) -> Naming {
    match level {
        1 => Naming::built_in(id, name),
        2..=5 => Naming::built_in(format!("{id}{level}"), format!("{name} {level}")),
        _ => Naming::own(format!("{id}{level}"), format!("{japanese} {level}")),
    }
}

/// The role of a run; none is needed for the template's own words without emphasis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RunRole {
    /// Whether the words are emphasised.
    pub(super) strong: bool,
    /// How review marks them.
    pub(super) mark: Option<Shown>,
}

/// How a review shows where words came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shown {
    /// Words from the profile.
    Mark(Mark),
    /// A remark of the review.
    Remark,
}

impl RunRole {
    /// The role of a run, if it has one.
    pub(super) fn of(run: &Run, marks: Marks) -> Option<Self> {
        let mark = match marks {
            Marks::Final => None,
            Marks::Review | Marks::Sample => Shown::of(&run.origin.kind),
        };
        let breaks = run.content == Inline::Break;
        ((run.strong || mark.is_some()) && !breaks).then_some(Self { strong: run.strong, mark })
    }

    /// The identifier and name of its style.
    pub(super) fn naming(self) -> Naming {
        let (id, name) = match self.mark {
            None => return Naming::built_in("Strong", "Strong"),
            Some(Shown::Mark(Mark::FillIn)) => ("FillIn", "記入項目"),
            Some(Shown::Mark(Mark::FillInDefault)) => ("FillInDefault", "記入項目（既定値）"),
            Some(Shown::Mark(Mark::Choice)) => ("Choice", "選択項目"),
            Some(Shown::Mark(Mark::ChoiceDefault)) => ("ChoiceDefault", "選択項目（既定値）"),
            Some(Shown::Remark) => ("ReviewRemark", "下書きの注"),
        };
        if self.strong { Naming::own(format!("{id}Strong"), format!("{name}・強調")) } else { Naming::own(id, name) }
    }
}

impl Shown {
    fn of(kind: &OriginKind) -> Option<Self> {
        match (kind, kind.mark()) {
            (_, Some(mark)) => Some(Self::Mark(mark)),
            (OriginKind::Remark(_), None) => Some(Self::Remark),
            (_, None) => None,
        }
    }
}

/// The identifier and name of a table's style.
pub(super) fn table_naming(kind: TableKind) -> Naming {
    match kind {
        TableKind::Grid => Naming::own("GridTable", "一覧の表"),
        TableKind::Facts => Naming::own("FactsTable", "項目の表"),
        TableKind::Form => Naming::own("FormTable", "記入する一覧"),
        TableKind::FormFacts => Naming::own("FormFactsTable", "記入する項目"),
    }
}

/// The identifier and name of the style of a box or a card.
pub(super) fn panel_naming(kind: PanelKind) -> Naming {
    match kind {
        PanelKind::Box => Naming::own("BoxPanel", "枠"),
        PanelKind::Card => Naming::own("CardPanel", "切り取るカード"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_role_has_a_style_of_its_own() {
        use ParagraphRole as Role;
        let mut roles = BTreeSet::from([Role::Normal, Role::Title, Role::CoverTitle, Role::CoverRule, Role::CoverGap]);
        roles.extend([
            Role::FormHeading,
            Role::CoverHeading,
            Role::MinorHeading,
            Role::ContentsHeading,
            Role::Header,
            Role::Footer,
        ]);
        roles.extend([Role::ColumnHead, Role::RowHead, Role::Gap, Role::SectionEnd]);
        roles.extend([Role::LoneNote(0), Role::LoneNote(1)]);
        roles.extend([Role::Figure, Role::FigureName, Role::FigureText]);
        roles.extend([CellAlignment::Left, CellAlignment::Center, CellAlignment::Right].map(Role::Cell));
        for level in 1..=3 {
            roles.extend([Role::Heading(level), Role::UnlistedHeading(level)]);
            roles.extend([Role::ContentsEntry(level), Role::ContentsForm(level)]);
        }
        let surfaces = [
            Surface::Page,
            Surface::Note(0),
            Surface::Card,
            Surface::Colophon,
            Surface::ColophonStart,
            Surface::Cover,
            Surface::Signature,
            Surface::SignatureStart,
        ];
        for surface in surfaces {
            for depth in 0..=DEEPEST {
                roles.insert(Role::text(surface, depth));
                roles.extend([Marker::Number, Marker::Bullet, Marker::Check].map(|m| Role::item(surface, m, depth)));
            }
        }
        for depth in 1..=DEEPEST {
            roles.insert(Role::text(Surface::Note(1), depth));
            roles.extend(
                [Marker::Number, Marker::Bullet, Marker::Check].map(|m| Role::item(Surface::Note(1), m, depth)),
            );
        }
        let namings: Vec<Naming> = roles.iter().map(|role| role.naming()).collect();
        let ids: BTreeSet<&str> = namings.iter().map(|naming| naming.id.as_str()).collect();
        let names: BTreeSet<&str> = namings.iter().map(|naming| naming.name.as_str()).collect();
        assert_eq!((ids.len(), names.len()), (roles.len(), roles.len()));
        assert!(ids.iter().all(|id| id.is_ascii()));
    }
}
