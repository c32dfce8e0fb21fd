//! Word's own numbering: which list and level gives each paragraph the number the model has resolved.
//!
//! The model's numbers are the truth; this module only finds native lists that count to them. Headings share one
//! multilevel list, articles that run through the chapters have their own (LibreOffice ignores `w:lvlRestart`, so no
//! level relies on it), and the items of one part share an instance of one list. Where counting on would give another
//! number, a new instance (`w:num`) with a start of its own begins. Where a number shows an outer counter that the list
//! does not have, the outer digits are written into the pattern of a list of their own. Both ways hold in a reader
//! that counts per instance and in one that counts per list (Word).

use docx_rs::{
    AbstractNumbering, IndentLevel, Level, LevelJc, LevelOverride, LevelSuffixType, LevelText, NumberFormat as NumFmt,
    Numbering as Instance, NumberingId, Numberings, SpecialIndentType, Start,
};

use super::basis::Basis;
use super::pattern::{Pattern, counter, is_native, shows_outer};
use super::role::{DEEPEST, Marker};
use crate::model::{Label, NumberFormat};
use crate::units::Length;

/// The first identifier for our lists and instances; docx-rs takes 1 for a list of its own, which is dropped later.
const FIRST_ID: usize = 2;
/// The number of levels of a list (ECMA-376 part 1, 17.9.6).
const LEVELS: usize = DEEPEST as usize + 1;
/// The first of the three levels of the outline for what stands at the end of a chapter: tables, forms and annexes.
const CHAPTER_ENDS: usize = 6;

/// An instance of a list and a level in it: what a paragraph needs to be numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The identifier of the instance, `w:numId`.
    pub(super) instance: usize,
    /// The level from 0, `w:ilvl`.
    pub(super) level: usize,
}

impl Place {
    /// The identifiers as docx-rs takes them.
    pub(super) fn ids(self) -> (NumberingId, IndentLevel) {
        (NumberingId::new(self.instance), IndentLevel::new(self.level))
    }
}

/// What a list is for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Purpose {
    /// Chapters, sections and what is numbered within them.
    Outline,
    /// Articles that run through the document.
    Articles,
    /// Headings with fixed outer digits.
    Tail(NumberFormat, Vec<u32>),
    /// A heading whose number Word cannot write.
    LiteralHeading(String),
    /// Clauses and items by depth.
    Items(Ground),
    /// Items whose depth has another format in `Items`, or whose numbers need more room.
    OtherItems(Ground, NumberFormat, usize, Option<Length>),
    /// An item, at a depth, whose number Word cannot write.
    LiteralItem(Ground, String, usize),
    /// Bullets or check boxes.
    Signs(Ground, Sign),
}

/// What items stand on; the indentation of a numbered paragraph comes from its list, so each ground has lists of its
/// own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// The page.
    Page,
    /// A note, whose text is set in.
    Note,
}

/// A sign before an item without a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// ・
    Bullet,
    /// An empty box.
    Check,
}

impl Sign {
    fn text(self) -> &'static str {
        match self {
            Self::Bullet => "・",
            Self::Check => "□",
        }
    }
}

impl Purpose {
    /// What stands before the items.
    fn marker(&self) -> Marker {
        match self {
            Self::Signs(_, Sign::Bullet) => Marker::Bullet,
            Self::Signs(_, Sign::Check) => Marker::Check,
            _ => Marker::Number,
        }
    }

    /// How far the words of its items are set in, if not as usual.
    fn hang(&self) -> Option<Length> {
        match self {
            Self::OtherItems(.., hang) => *hang,
            _ => None,
        }
    }

    /// What the items stand on; none for headings.
    fn ground(&self) -> Option<Ground> {
        match self {
            Self::Outline | Self::Articles | Self::Tail(..) | Self::LiteralHeading(_) => None,
            Self::Items(ground)
            | Self::OtherItems(ground, ..)
            | Self::LiteralItem(ground, ..)
            | Self::Signs(ground, _) => Some(*ground),
        }
    }
}

/// A list with its levels (`w:abstractNum`) and where its counting stands.
#[derive(Clone, Debug)]
struct List {
    purpose: Purpose,
    levels: [Option<LevelLook>; LEVELS],
    /// The instances that may go on counting; each begins at a deeper level than the one before.
    open: Vec<Counting>,
}

/// One level of a list.
#[derive(Clone, Debug)]
struct LevelLook {
    format: NumberFormat,
    pattern: Pattern,
    start: u32,
    /// The identifier of the heading style that takes its number from here.
    style: Option<String>,
}

/// An instance that counts.
#[derive(Clone, Debug)]
struct Counting {
    instance: usize,
    /// The level it began at; it never numbers above that.
    top: usize,
    counters: [Option<u32>; LEVELS],
}

/// All lists of a document.
#[derive(Debug)]
pub(super) struct Numbering {
    lists: Vec<List>,
    instances: Vec<Instance>,
}

impl Numbering {
    /// No lists yet.
    pub(super) fn new() -> Self {
        Self { lists: Vec::new(), instances: Vec::new() }
    }

    /// The place that gives a heading its number.
    pub(super) fn heading(&mut self, label: &Label) -> Place {
        let Some(&own) = label.ordinals.last().filter(|&&own| is_faithful(label, own)) else {
            return self.literal(&Purpose::LiteralHeading(label.text.clone()), 0);
        };
        if label.format == NumberFormat::Article {
            return self.count(&Purpose::Articles, label.format, &[0], &[own]);
        }
        let outer = if shows_outer(label.format) { &label.ordinals[..label.ordinals.len() - 1] } else { &[] };
        let native = outline_levels(label.format, outer.len())
            .filter(|levels| self.outline_counts(label.format, levels, outer, own));
        match native {
            Some(levels) => self.count(&Purpose::Outline, label.format, &levels, &[outer, &[own]].concat()),
            None => self.count(&Purpose::Tail(label.format, outer.to_vec()), label.format, &[0], &[own]),
        }
    }

    /// Ties the level of a place to a heading style, so that a heading a person adds is numbered by itself. Says no if
    /// another style has it, or if the level is not one that goes through the document.
    pub(super) fn tie(&mut self, place: Place, style: &str) -> bool {
        let list = self.instances[place.instance - FIRST_ID].abstract_num_id - FIRST_ID;
        let list = &mut self.lists[list];
        let goes_through = match list.purpose {
            Purpose::Outline => place.level < CHAPTER_ENDS,
            _ => list.purpose == Purpose::Articles,
        };
        match &mut list.levels[place.level] {
            Some(look) if goes_through && look.style.is_none() => {
                look.style = Some(style.to_owned());
                true
            }
            _ => false,
        }
    }

    /// Begins a part: its items do not go on counting those of the part before.
    pub(super) fn begin_part(&mut self) {
        for list in &mut self.lists {
            if matches!(list.purpose, Purpose::Items(_) | Purpose::OtherItems(..)) {
                list.open.clear();
            }
        }
    }

    /// The place that gives an item its number, in a list within `depth` others whose words are set in by `hang` if not
    /// as usual.
    pub(super) fn item(&mut self, ground: Ground, depth: u8, label: &Label, hang: Option<Length>) -> Place {
        let level = usize::from(depth.min(DEEPEST));
        let own = match label.ordinals[..] {
            [own] if is_faithful(label, own) => own,
            _ => return self.literal(&Purpose::LiteralItem(ground, label.text.clone(), level), level),
        };
        let items = self.find(&Purpose::Items(ground));
        let fits = self.lists[items].levels[level].as_ref().is_none_or(|look| look.format == label.format);
        let purpose = if fits && hang.is_none() {
            Purpose::Items(ground)
        } else {
            Purpose::OtherItems(ground, label.format, level, hang)
        };
        self.count(&purpose, label.format, &[level], &[own])
    }

    /// The place that gives an item a sign, in a list within `depth` others.
    pub(super) fn sign(&mut self, ground: Ground, sign: Sign, depth: u8) -> Place {
        let level = usize::from(depth.min(DEEPEST));
        self.literal(&Purpose::Signs(ground, sign), level)
    }

    /// Whether the outline can count to a number: its level is free or has the same format, and the outer counters
    /// stand as the number shows them.
    fn outline_counts(&mut self, format: NumberFormat, levels: &[usize], outer: &[u32], own: u32) -> bool {
        let outline = self.find(&Purpose::Outline);
        let list = &self.lists[outline];
        let level = levels[levels.len() - 1];
        if list.levels[level].as_ref().is_some_and(|look| look.format != format) {
            return false;
        }
        if outer.is_empty() {
            return true;
        }
        list.open.iter().rev().find(|counting| counting.top <= level).is_some_and(|counting| {
            levels.iter().zip(outer).all(|(&level, &ordinal)| counting.counters[level] == Some(ordinal))
                && counting.next(level) == own
        })
    }

    /// Counts on in a list, or begins a new instance where counting on gives another number. `levels` are those the
    /// number shows, the own one last, and `ordinals` their counters.
    fn count(&mut self, purpose: &Purpose, format: NumberFormat, levels: &[usize], ordinals: &[u32]) -> Place {
        let (level, own) = (levels[levels.len() - 1], ordinals[ordinals.len() - 1]);
        let index = self.find(purpose);
        let list = &mut self.lists[index];
        let is_first = level == 0 && purpose.ground().is_none() && list.levels.iter().all(Option::is_none);
        list.levels[level].get_or_insert_with(|| {
            let mut counters: Vec<String> = levels.iter().map(|&level| counter(level)).collect();
            if let Purpose::Tail(_, outer) = purpose {
                counters.splice(0..0, outer.iter().map(u32::to_string));
            }
            let start = if is_first { own } else { 1 };
            LevelLook { format, pattern: Pattern::new(format, &counters), start, style: None }
        });
        while list.open.last().is_some_and(|counting| counting.top > level) {
            list.open.pop();
        }
        if let Some(counting) = list.open.last_mut().filter(|counting| counting.next(level) == own) {
            counting.set(level, own);
            return Place { instance: counting.instance, level };
        }
        list.open.retain(|counting| counting.top < level);
        let start = (!is_first).then_some(own);
        let instance = self.begin(index, start.map(|own| (level, own)));
        let mut counting = Counting { instance, top: level, counters: [None; LEVELS] };
        counting.set(level, own);
        self.lists[index].open.push(counting);
        Place { instance, level }
    }

    /// A place without a counter; all paragraphs of a purpose share an instance.
    fn literal(&mut self, purpose: &Purpose, level: usize) -> Place {
        let text = match purpose {
            Purpose::LiteralHeading(text) | Purpose::LiteralItem(_, text, _) => text.clone(),
            Purpose::Signs(_, sign) => sign.text().to_owned(),
            _ => unreachable!("only texts that never change come here"),
        };
        let index = self.find(purpose);
        self.lists[index].levels[level].get_or_insert_with(|| LevelLook {
            format: NumberFormat::Decimal,
            pattern: Pattern::literal(&text),
            start: 1,
            style: None,
        });
        if self.lists[index].open.is_empty() {
            let instance = self.begin(index, None);
            self.lists[index].open.push(Counting { instance, top: 0, counters: [None; LEVELS] });
        }
        Place { instance: self.lists[index].open[0].instance, level }
    }

    /// A new instance of a list, perhaps with a start of its own on one level.
    fn begin(&mut self, list: usize, start: Option<(usize, u32)>) -> usize {
        let id = FIRST_ID + self.instances.len();
        let mut instance = Instance::new(id, FIRST_ID + list);
        if let Some((level, own)) = start {
            instance = instance.add_override(LevelOverride::new(level).start(own as usize));
        }
        self.instances.push(instance);
        id
    }

    /// The index of the list for a purpose, made if there is none.
    fn find(&mut self, purpose: &Purpose) -> usize {
        self.lists.iter().position(|list| list.purpose == *purpose).unwrap_or_else(|| {
            self.lists.push(List { purpose: purpose.clone(), levels: Default::default(), open: Vec::new() });
            self.lists.len() - 1
        })
    }

    /// The part `word/numbering.xml`.
    pub(super) fn build(&self, basis: &Basis<'_>) -> Numberings {
        let lists = self.lists.iter().enumerate().map(|(index, list)| list.build(FIRST_ID + index, basis));
        let numberings = lists.fold(Numberings::new(), Numberings::add_abstract_numbering);
        self.instances.iter().cloned().fold(numberings, Numberings::add_numbering)
    }
}

impl Counting {
    /// What counting on gives.
    fn next(&self, level: usize) -> u32 {
        self.counters[level].map_or(1, |counter| counter + 1)
    }

    fn set(&mut self, level: usize, own: u32) {
        self.counters[level] = Some(own);
        self.counters[level + 1..].fill(None);
    }
}

impl List {
    fn build(&self, id: usize, basis: &Basis<'_>) -> AbstractNumbering {
        let mut list = AbstractNumbering::new(id);
        list.multi_level_type = Some("multilevel".to_owned());
        for (index, look) in self.levels.iter().enumerate() {
            let Some(look) = look else { continue };
            let mut level = Level::new(
                index,
                Start::new(look.start as usize),
                NumFmt::new(if matches!(self.purpose, Purpose::Signs(..)) { "bullet" } else { look.pattern.format }),
                LevelText::new(look.pattern.text.clone()),
                LevelJc::new("left"),
            );
            level = match self.purpose.ground() {
                None => level.suffix(LevelSuffixType::Space),
                Some(ground) => {
                    let inset = if ground == Ground::Note { basis.note_inset() } else { Length::ZERO };
                    let hang = self.purpose.hang();
                    let left = (0..index).map(|_| basis.indent()).sum::<Length>() + hang.unwrap_or(basis.indent());
                    let hanging = hang.unwrap_or(basis.hanging(self.purpose.marker()));
                    let hanging = SpecialIndentType::Hanging(hanging.twips());
                    level.indent(Some((left + inset).twips()), Some(hanging), None, None)
                }
            };
            if let Some(style) = &look.style {
                level = level.paragraph_style(style.as_str());
            }
            list = list.add_level(level);
        }
        list
    }
}

/// Whether a number reads as its format says and Word writes its counter the same way.
fn is_faithful(label: &Label, own: u32) -> bool {
    is_native(label.format, own) && label.format.text(&label.ordinals) == label.text
}

/// The levels of the outline a number shows, its own last. What belongs to a chapter without being an article comes
/// after the articles' levels, so that a further article does not disturb it.
fn outline_levels(format: NumberFormat, outer: usize) -> Option<Vec<usize>> {
    match (format, outer) {
        (NumberFormat::Decimal | NumberFormat::Chapter, _) => Some(vec![0]),
        (NumberFormat::Section, _) => Some(vec![1]),
        (NumberFormat::Dotted, 0..=4) => Some((0..=outer).collect()),
        (NumberFormat::Hyphenated, 1) => Some(vec![0, 5]),
        (NumberFormat::AppendixTable, 1) => Some(vec![0, CHAPTER_ENDS]),
        (NumberFormat::Form, 1) => Some(vec![0, CHAPTER_ENDS + 1]),
        (NumberFormat::Annex, 1) => Some(vec![0, CHAPTER_ENDS + 2]),
        _ => None,
    }
}
