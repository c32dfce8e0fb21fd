//! Parts: the heading with its number and bookmark, and what stands under it in the style of the part's kind.

use docx_rs::{IndentLevel, LineSpacing, NumberingId, Paragraph};

use super::builder::{Builder, Context};
use super::role::{FORM_LEVEL, ParagraphRole, Surface};
use crate::model::{Block, Heading, Part, PartKind, plain_text};

impl Builder<'_> {
    /// Adds a part to the body. `opens_section` says that a new page has begun anyway.
    pub(super) fn add_part(&mut self, index: usize, part: &Part, opens_section: bool) {
        self.numbering.begin_part();
        self.page_break |= starts_page(self.document.parts.as_slice(), index);
        if opens_section {
            self.page_break = false;
        }
        let title = part.heading.as_ref().map(|heading| plain_text(&heading.runs)).unwrap_or_default();
        if let Some(heading) = &part.heading {
            self.add_heading(index, part, heading, opens_section);
        }
        if part.kind == PartKind::Contents {
            self.add_contents();
        }
        let surface = match part.kind {
            PartKind::Cover => return self.add_cover(part, &title),
            PartKind::Revisions if on_cover(&self.document.parts, index) => Surface::Cover,
            PartKind::Signature => Surface::SignatureStart,
            PartKind::Colophon if part.heading.is_none() => Surface::ColophonStart,
            PartKind::Colophon => Surface::Colophon,
            _ => Surface::Page,
        };
        let context = Context { surface, depth: 0, heading: &title };
        let goes_on = match surface {
            Surface::SignatureStart => Surface::Signature,
            Surface::ColophonStart => Surface::Colophon,
            _ => return self.add_blocks(&part.blocks, context),
        };
        let (first, rest) = part.blocks.split_at(part.blocks.len().min(1));
        self.add_blocks(first, context);
        self.add_blocks(rest, Context { surface: goes_on, ..context });
    }

    /// What stands on a cover below the title: a rule, the company, and lower on the page the facts.
    fn add_cover(&mut self, part: &Part, title: &str) {
        let context = Context { surface: Surface::Cover, depth: 0, heading: title };
        let is_table = |block: &Block| matches!(block, Block::Table(_));
        let (company, facts) = part.blocks.split_at(part.blocks.iter().position(is_table).unwrap_or(part.blocks.len()));
        let rule = self.paragraph(ParagraphRole::CoverRule);
        self.push(rule);
        self.add_blocks(company, context);
        let gap = self.paragraph(ParagraphRole::CoverGap);
        self.push(gap);
        self.add_blocks(facts, context);
    }

    fn add_heading(&mut self, index: usize, part: &Part, heading: &Heading, opens_section: bool) {
        let role = match heading_role(part.kind, heading) {
            ParagraphRole::MinorHeading if on_cover(&self.document.parts, index) => ParagraphRole::CoverHeading,
            role => role,
        };
        let mut word = self.paragraph(role);
        if let ParagraphRole::Heading(level) = role
            && self.basis.headings.page_starters.contains(&level)
        {
            // The style starts the page.
            self.page_break = false;
        }
        if (self.page_break || opens_section)
            && matches!(
                role,
                ParagraphRole::Heading(_)
                    | ParagraphRole::FormHeading
                    | ParagraphRole::UnlistedHeading(_)
                    | ParagraphRole::ContentsHeading
            )
        {
            // At the head of a page a heading needs no room above; Word keeps it after a break a document asks for.
            word.property.line_spacing = Some(LineSpacing::new().before(0));
        }
        word = self.numbered(word, role, index);
        let bookmark = self.bookmarks.get(&part.key);
        if let Some(bookmark) = bookmark {
            word = word.add_bookmark_start(bookmark.id, bookmark.name.as_str());
        }
        if let Some(pictogram) = &part.pictogram {
            let run = self.pictogram(pictogram);
            word = word.add_run(run);
        }
        self.add_runs(&mut word, &heading.runs);
        if let Some(bookmark) = bookmark {
            word = word.add_bookmark_end(bookmark.id);
        }
        self.push(word);
    }

    /// The paragraph with its number, unless its style gives it just that one.
    fn numbered(&self, word: Paragraph, role: ParagraphRole, index: usize) -> Paragraph {
        let from_style = match role {
            ParagraphRole::Heading(level) => self.basis.headings.tied.get(&level),
            _ => None,
        };
        match (self.basis.headings.places.get(&index), from_style) {
            (own, from_style) if own == from_style => word,
            (Some(own), _) => {
                let (id, level) = own.ids();
                word.numbering(id, level)
            }
            // Instance 0 is Word's way of saying that there is no number (ECMA-376 part 1, 17.9.18).
            (None, _) => word.numbering(NumberingId::new(0), IndentLevel::new(0)),
        }
    }
}

/// The role of a heading.
pub(super) fn heading_role(kind: PartKind, heading: &Heading) -> ParagraphRole {
    let level = heading.level.clamp(1, 3);
    match kind {
        PartKind::Cover => ParagraphRole::CoverTitle,
        PartKind::Title => ParagraphRole::Title,
        PartKind::Contents => ParagraphRole::ContentsHeading,
        _ if heading.listed && kind.is_attachment() && level == FORM_LEVEL => ParagraphRole::FormHeading,
        _ if heading.listed => ParagraphRole::Heading(level),
        PartKind::Revisions | PartKind::Signature | PartKind::Colophon => ParagraphRole::MinorHeading,
        _ => ParagraphRole::UnlistedHeading(level),
    }
}

/// Whether a part starts a page: by its kind, as another cover, or because it may not share the page of a cover.
pub(super) fn starts_page(parts: &[Part], index: usize) -> bool {
    let part = &parts[index];
    let follows_cover = index.checked_sub(1).is_some_and(|before| on_cover(parts, before));
    index > 0 && (part.starts_page || part.kind == PartKind::Cover || follows_cover && !on_cover(parts, index))
}

/// Whether a part stands on the page of a cover, or goes on from it: the cover itself, and the revisions and the
/// colophon directly after it.
fn on_cover(parts: &[Part], index: usize) -> bool {
    let goes_on = |part: &Part| matches!(part.kind, PartKind::Revisions | PartKind::Colophon | PartKind::Legend);
    let before = parts[..=index].iter().rposition(|part| !goes_on(part));
    before.is_some_and(|before| parts[before].kind == PartKind::Cover)
}
