//! Headers and footers (柱とノンブル, JLREQ 2.6).

use super::compositor::Compositor;
use super::frame::Item;
use super::ink::{self, HAIRLINE, fill};
use super::measure::{Cluster, Setting, Text};
use super::piece::Stretch;
use crate::model::{Document, DocumentKind};
use crate::units::{Em, Length};

/// Where a page stands in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Folio<'a> {
    /// Its number, from 1.
    pub(super) number: usize,
    /// How many pages there are.
    pub(super) total: usize,
    /// The chapter it belongs to: the first that starts on it, else the last before.
    pub(super) chapter: Option<&'a str>,
}

impl Compositor<'_> {
    /// The header and the footer of a page, as artifacts.
    ///
    /// The header has the title at the left and the company at the right; where there are chapters, the chapter takes
    /// the right and the company stands in the footer. A policy, which hangs on walls, has only a page number, and
    /// that only if it has several pages.
    pub(super) fn furniture(&mut self, document: &Document, stretch: &Stretch, folio: Folio<'_>) -> Vec<Item> {
        let page = &stretch.page;
        let setting = self.furniture_setting();
        let mut items = Vec::new();
        let footer = page.height - page.footer - setting.size - (setting.line - setting.size) / 2;
        let properties = &document.properties;
        match document.kind {
            DocumentKind::BasicPolicy | DocumentKind::MyNumberPolicy if folio.total == 1 => return items,
            DocumentKind::BasicPolicy | DocumentKind::MyNumberPolicy => {}
            DocumentKind::Handbook | DocumentKind::Regulations => {
                let right = folio.chapter.filter(|_| document.kind == DocumentKind::Regulations);
                let header = page.header - (setting.line - setting.size) / 2;
                let words = right.unwrap_or(properties.company.as_str());
                self.opposite(&properties.title, words, stretch, header, &mut items);
                let rule = page.header + setting.size + Em(400).at(setting.size);
                items.push(fill(page.left, rule, page.measure(), HAIRLINE, self.style.colors.line));
                if right.is_some() {
                    let room = (page.measure() - Em(8000).at(setting.size)) / 2;
                    let company = self.shortened(&properties.company, setting, room);
                    ink::print_unbroken(company, page.left, footer, None, &mut items);
                }
            }
        }
        let number = self.measure_words(&format!("{} / {}", folio.number, folio.total), setting);
        let left = page.left + (page.measure() - number.width()) / 2;
        ink::print_unbroken(number, left, footer, None, &mut items);
        items
    }

    /// Words at the left and words at the right of one line; the right ones are shortened first.
    fn opposite(&mut self, left: &str, right: &str, stretch: &Stretch, top: Length, items: &mut Vec<Item>) {
        let (page, setting) = (&stretch.page, self.furniture_setting());
        let gap = setting.size * 2;
        let left = self.shortened(left, setting, page.measure() / 2);
        let right = self.shortened(right, setting, page.measure() - gap - left.width());
        let start = page.left + page.measure() - right.width();
        ink::print_unbroken(left, page.left, top, None, items);
        ink::print_unbroken(right, start, top, None, items);
    }

    /// Words on one line no wider than `room`, cut with an ellipsis if need be.
    fn shortened(&mut self, words: &str, setting: Setting, room: Length) -> Text {
        let text = self.measure_words(words, setting);
        if text.width() <= room {
            return text;
        }
        let ellipsis = Em(1000).at(setting.size);
        let mut width = Length::ZERO;
        let fits = |cluster: &&Cluster| {
            width += cluster.pitch();
            width + ellipsis <= room
        };
        let end = text.clusters.iter().take_while(fits).last().map_or(0, |last| last.end);
        self.measure_words(&format!("{}…", &words[..end]), setting)
    }
}
