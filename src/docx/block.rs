//! Blocks: paragraphs, lists and notes in any nesting.

use super::builder::{Builder, Context};
use super::look::LEAST;
use super::numbering::{Ground, Sign};
use super::role::{DEEPEST, Marker, ParagraphRole, Surface};
use crate::model::{Block, List, ListItem, ListKind, Paragraph};
use crate::units::Length;

impl Builder<'_> {
    /// Adds blocks to the body.
    pub(super) fn add_blocks(&mut self, blocks: &[Block], context: Context<'_>) {
        for (index, block) in blocks.iter().enumerate() {
            if matches!(block, Block::List(_) | Block::Table(_) | Block::Figure(_) | Block::Panel(_)) && index > 0 {
                self.keep_last_with_next();
            }
            match block {
                Block::Paragraph(paragraph) => self.add_paragraph(paragraph, context),
                Block::List(list) => self.add_list(list, context),
                Block::Table(table) => self.add_table(table, context),
                Block::Figure(figure) => self.add_figure(figure, context),
                Block::Note(blocks) => self.add_note(blocks, context),
                Block::Panel(panel) => self.add_panel(panel, context),
                Block::PageBreak => self.page_break = true,
            }
        }
    }

    fn add_paragraph(&mut self, paragraph: &Paragraph, context: Context<'_>) {
        let mut word = self.paragraph(ParagraphRole::text(context.surface, context.depth));
        self.add_runs(&mut word, &paragraph.runs);
        self.push(word);
    }

    /// A note; the empty line after it keeps its ground from that of another.
    fn add_note(&mut self, blocks: &[Block], context: Context<'_>) {
        if let [Block::Paragraph(only)] = blocks {
            let mut word = self.paragraph(ParagraphRole::LoneNote(context.depth));
            self.add_runs(&mut word, &only.runs);
            self.push(word);
        } else {
            self.add_blocks(blocks, Context { surface: Surface::Note(context.depth), ..context });
        }
        let gap = self.paragraph(ParagraphRole::Gap);
        self.push(gap);
        // A note leaves less room below than a table.
        self.leave_below_last((self.text().paragraph_after - LEAST).max(Length::ZERO));
    }

    fn add_list(&mut self, list: &List, context: Context<'_>) {
        let hang = self.lists.next().copied().flatten();
        for item in &list.items {
            self.add_item(list.kind, item, hang, context);
        }
        // What follows a list is as far below as what follows a paragraph.
        if let ParagraphRole::Item(surface, ..) = self.paragraph_role
            && !matches!(surface, Surface::Note(_))
        {
            self.leave_below_last(self.basis.look(ParagraphRole::text(surface, 0)).after);
        }
    }

    fn add_item(&mut self, kind: ListKind, item: &ListItem, hang: Option<Length>, context: Context<'_>) {
        let depth = context.depth;
        let inner = Context { depth: (depth + 1).min(DEEPEST), ..context };
        let ground = if matches!(context.surface, Surface::Note(_)) { Ground::Note } else { Ground::Page };
        let place = match (kind, &item.label) {
            (ListKind::Ordered, Some(label)) => Some(self.numbering.item(ground, depth, label, hang)),
            (ListKind::Ordered, None) => None,
            (ListKind::Bullet, _) => Some(self.numbering.sign(ground, Sign::Bullet, depth)),
            (ListKind::Check, _) => Some(self.numbering.sign(ground, Sign::Check, depth)),
        };
        let Some(place) = place else {
            // A clause without a number stands where the words of the numbered ones do.
            self.add_blocks(&item.blocks, inner);
            return;
        };
        let (id, level) = place.ids();
        let role = ParagraphRole::item(context.surface, Marker::from(kind), depth);
        let mut word = self.paragraph(role).numbering(id, level);
        let rest = match item.blocks.split_first() {
            Some((Block::Paragraph(first), rest)) => {
                self.add_runs(&mut word, &first.runs);
                rest
            }
            _ => &item.blocks,
        };
        self.push(word);
        if matches!(rest.first(), Some(Block::List(_) | Block::Table(_) | Block::Figure(_))) {
            self.keep_last_with_next();
        }
        self.add_blocks(rest, inner);
    }
}
