//! What a typographer would strike out: every page of every profile, read back from the PDF and not from the layout.

mod packs;
mod support;

use std::collections::BTreeMap;

use kitei::layout::{NodeId, NodeKind, Pages};
use kitei::model::{Document, PageShape, TypeSize};
use kitei::style::{Marks, PageStyle, Style};
use kitei::units::Length;
use rayon::prelude::*;
use support::pdf_place::{Area, Placed, PlacedPage, is_unseen};
use support::pdf_text::{Element, Kid, PdfFile};
use support::sheet::{BODY, Sheet, properties, style};

/// What is looked for, in the order of the table's columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    /// A character not starting a line (JLREQ 3.1.7) starts one.
    LineStart,
    /// A character not ending a line (JLREQ 3.1.8) ends one.
    LineEnd,
    /// A number, or a number and what it counts, is parted (JLREQ 3.1.10).
    Parted,
    /// Two neighbours in a line stand more than three quarters of an em apart.
    Gap,
    /// A line runs over the right edge of the text, or over a rule of its table.
    TooWide,
    /// Words stand in the margins.
    InMargin,
    /// Two lines cover each other.
    Overlap,
    /// A heading is the last thing on its page, or is parted itself.
    LoneHeading,
    /// One line of a paragraph stands alone on a page.
    SingleLine,
    /// A page has no words of its own.
    EmptyPage,
    /// An entry of the contents names another page than its heading's, or a footer another than its own.
    WrongPage,
    /// A glyph is missing or paints nothing.
    NoGlyph,
}

use Fault::{
    EmptyPage, Gap, InMargin, LineEnd, LineStart, LoneHeading, NoGlyph, Overlap, Parted, SingleLine, TooWide, WrongPage,
};

const FAULTS: [Fault; 12] = [
    LineStart,
    LineEnd,
    Parted,
    Gap,
    TooWide,
    InMargin,
    Overlap,
    LoneHeading,
    SingleLine,
    EmptyPage,
    WrongPage,
    NoGlyph,
];

/// Characters not starting a line: closing brackets, hyphens, dividing marks, middle dots, points, iteration marks, the
/// prolonged sound mark and small kana (JLREQ 3.1.7, cl-02 to cl-07 and cl-09 to cl-11), and what this house adds.
const NO_START: &str = "’”）〕］｝〉》」』】〙〗»)]}‐〜゠–！？‼⁇⁈⁉!?・：；:;。．、，.,ヽヾゝゞ々〻ーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ―～／｜%％℃㎝㎏㌔";

/// Characters not ending a line: opening brackets (JLREQ 3.1.8, cl-01) and what this house adds.
const NO_END: &str = "‘“（〔［｛〈《「『【〘〖«([{§〒＃＠";

/// What follows the number it counts on the same line.
const COUNTERS: &str = "年月日条項号章節回名件人個分秒時円週歳";

/// How far the pen of a reader may stray, in points.
const STRAY: f32 = 0.3;

/// A heading, a paragraph, a cell, a label or an entry of the contents.
struct Block {
    tag: String,
    /// Whether it stands in a cell or a figure, whose rows are never parted.
    is_boxed: bool,
    lines: Vec<Line>,
}

/// The glyphs of a block on one base line.
#[derive(Clone)]
struct Line {
    page: usize,
    glyphs: Vec<Placed>,
    /// What the words have between the line before and this one: spaces and line feeds, or nothing.
    swallowed: String,
}

impl Line {
    fn words(&self) -> String {
        self.glyphs.iter().filter_map(|glyph| glyph.words.as_deref()).collect()
    }

    /// The box around its glyphs.
    fn area(&self) -> Area {
        let areas = self.glyphs.iter().map(|glyph| glyph.area);
        areas.reduce(|area, next| area.around(&next)).expect("lines have glyphs")
    }

    /// The boxes around what stands close together, so that leaders may stand between.
    fn stretches(&self) -> Vec<Area> {
        let mut stretches: Vec<Area> = Vec::new();
        for glyph in &self.glyphs {
            match stretches.last_mut() {
                Some(last) if glyph.area.left - last.right < glyph.size => *last = last.around(&glyph.area),
                _ => stretches.push(glyph.area),
            }
        }
        stretches
    }

    /// The right edge, without a full stop or comma that hangs.
    fn right(&self) -> f32 {
        let last = self.glyphs.last().expect("lines have glyphs");
        let hangs = last.words.as_deref().is_some_and(|words| "、。，．".contains(words));
        if hangs { last.area.left } else { last.area.right }
    }
}

/// What was found in one document, with where and what.
#[derive(Default)]
struct Findings {
    found: Vec<(Fault, usize, String)>,
}

impl Findings {
    fn add(&mut self, fault: Fault, page: usize, words: impl Into<String>) {
        self.found.push((fault, page + 1, words.into()));
    }
}

/// The blocks within an element, in reading order.
fn blocks(element: &Element, pages: &[PlacedPage], is_boxed: bool, all: &mut Vec<Block>) {
    let is_boxed = is_boxed || matches!(element.tag.as_str(), "TH" | "TD" | "Figure");
    if element.is_line() {
        let mut lines: Vec<Line> = Vec::new();
        lines_of(element, pages, &mut lines);
        swallow(&element.words(), &mut lines);
        lines.retain(|line| !line.glyphs.is_empty());
        if !lines.is_empty() {
            all.push(Block { tag: element.tag.clone(), is_boxed, lines });
        }
    }
    if !element.is_line() || element.tag == "Figure" {
        element.elements().for_each(|element| blocks(element, pages, is_boxed, all));
    }
}

/// The lines of a block; readings over its words are no lines of their own.
fn lines_of(element: &Element, pages: &[PlacedPage], lines: &mut Vec<Line>) {
    for kid in &element.kids {
        match kid {
            Kid::Element(inner) if inner.tag != "RT" && !inner.tag.starts_with(['P', 'H']) => {
                lines_of(inner, pages, lines);
            }
            Kid::Words((page, number), _) => {
                for glyph in pages[*page].glyphs.iter().filter(|glyph| glyph.number == Some(*number)) {
                    let goes_on = lines.last().is_some_and(|line| {
                        line.page == *page
                            && line.glyphs.last().is_some_and(|last| (last.base_line - glyph.base_line).abs() < 0.1)
                    });
                    if !goes_on {
                        lines.push(Line { page: *page, glyphs: Vec::new(), swallowed: String::new() });
                    }
                    lines.last_mut().expect("was added").glyphs.push(glyph.clone());
                }
            }
            Kid::Element(_) | Kid::Annotation(_) => {}
        }
    }
}

/// Notes what the words of a block have between its lines.
fn swallow(words: &str, lines: &mut [Line]) {
    let mut rest = words;
    for line in lines {
        let start = rest.len() - rest.trim_start_matches(is_unseen).len();
        line.swallowed = rest[..start].to_owned();
        for word in line.glyphs.iter().filter_map(|glyph| glyph.words.as_deref()) {
            // A glyph can stand for a character and what joined it, which prints nothing.
            rest = rest
                .strip_prefix(word)
                .or_else(|| rest.trim_start_matches(is_unseen).strip_prefix(word))
                .unwrap_or(rest);
        }
    }
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

/// Looks at the ends of the lines of a block and at the spaces within.
fn check_lines(block: &Block, has_readings: bool, findings: &mut Findings) {
    for pair in block.lines.windows(2) {
        let (before, after) = (pair[0].words(), pair[1].words());
        let shown = || format!("{before}|{after}");
        let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { continue };
        let wanted = pair[1].swallowed.contains('\n');
        if NO_START.contains(first) && !wanted {
            findings.add(LineStart, pair[1].page, shown());
        }
        if NO_END.contains(last) && !wanted {
            findings.add(LineEnd, pair[0].page, shown());
        }
        let cut = last.is_ascii_alphanumeric() && first.is_ascii_alphanumeric();
        let counted = is_digit(last) && (is_digit(first) || COUNTERS.contains(first));
        let ordinal = last == '第' && is_digit(first);
        if pair[1].swallowed.is_empty() && (cut || counted || ordinal) {
            findings.add(Parted, pair[0].page, shown());
        }
    }
    // Leaders fill the entries of the contents, and readings spread the words below them.
    if block.tag == "TOCI" || has_readings {
        return;
    }
    for line in &block.lines {
        let wide = line.glyphs.windows(2).find(|pair| pair[1].area.left - pair[0].area.right > 0.76 * pair[0].size);
        if wide.is_some() {
            findings.add(Gap, line.page, line.words());
        }
    }
}

/// Holds the lines of a page against its margins, its rules and each other.
fn check_page(index: usize, page: &PlacedPage, lines: &[(Line, bool)], style: &PageStyle, findings: &mut Findings) {
    #[expect(clippy::cast_possible_truncation, reason = "pages are small")]
    let points = |length: Length| length.pt() as f32;
    let (left, right) = (points(style.left), page.size.0 - points(style.right));
    let (top, bottom) = (points(style.top), page.size.1 - points(style.bottom));
    let (header, footer) = (points(style.header), page.size.1 - points(style.footer));
    let areas: Vec<Area> = lines.iter().map(|(line, _)| line.area()).collect();
    let upright = |fill: &&Area| fill.right - fill.left < 2.5 && fill.bottom - fill.top > 4.0;
    let rules: Vec<&Area> = page.fills.iter().filter(upright).collect();
    for ((line, is_artifact), area) in lines.iter().zip(&areas) {
        if line.right() > right + STRAY || rules.iter().any(|rule| area.overlaps(rule, 0.05)) {
            findings.add(TooWide, index, line.words());
        }
        // A header or a footer stands by its base line, which leaves half of its leading.
        let in_text = area.top > top - STRAY && area.bottom < bottom + STRAY;
        let in_furniture =
            (area.top > header - STRAY && area.bottom < top) || (area.top > bottom && area.bottom < footer + STRAY);
        if area.left < left - STRAY || !(in_text || (*is_artifact && in_furniture)) {
            findings.add(InMargin, index, line.words());
        }
    }
    let stretches: Vec<(&Line, Area)> =
        lines.iter().flat_map(|(line, _)| line.stretches().into_iter().map(move |area| (line, area))).collect();
    for (at, (line, area)) in stretches.iter().enumerate() {
        for (other, below) in &stretches[at + 1..] {
            if area.overlaps(below, STRAY) {
                findings.add(Overlap, index, format!("{}×{}", line.words(), other.words()));
            }
        }
    }
    if !page.glyphs.iter().any(|glyph| glyph.number.is_some()) {
        findings.add(EmptyPage, index, "");
    }
    for glyph in page.glyphs.iter().filter(|glyph| glyph.blank || glyph.words.is_none()) {
        findings.add(NoGlyph, index, glyph.words.clone().unwrap_or_default());
    }
}

/// Holds blocks against the ends of pages.
fn check_breaks(blocks: &[Block], findings: &mut Findings) {
    for (at, block) in blocks.iter().enumerate() {
        let pages: Vec<usize> = block.lines.iter().map(|line| line.page).collect();
        let (first, last) = (pages[0], pages[pages.len() - 1]);
        let words = || block.lines.iter().map(Line::words).collect::<String>();
        if block.tag.starts_with('H') {
            let next = blocks.get(at + 1).map(|next| next.lines[0].page);
            if first != last || next != Some(last) {
                findings.add(LoneHeading, first, words());
            }
        } else if !block.is_boxed && first != last {
            let alone = |page| pages.iter().filter(|own| **own == page).count() == 1;
            if alone(first) || alone(last) {
                findings.add(SingleLine, first, words());
            }
        }
    }
}

/// Letters alone, to hold an entry of the contents against a heading.
fn letters(words: &str) -> String {
    words.chars().filter(|&character| !is_unseen(character) && character != '\u{3000}').collect()
}

/// Holds the entries of the contents against the pages of the headings, and footers against their own.
fn check_numbers(file: &PdfFile, structure: &Element, blocks: &[Block], findings: &mut Findings) {
    let mut headings: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for block in blocks.iter().filter(|block| block.tag.starts_with('H')) {
        let words: String = block.lines.iter().map(Line::words).collect();
        headings.entry(letters(&words)).or_default().push(block.lines[0].page + 1);
    }
    for entry in structure.all("TOCI") {
        let words = letters(&entry.words());
        let title = words.trim_end_matches(|character: char| character.is_ascii_digit());
        let candidates = (title.len()..words.len()).map(|end| (words[..end].trim_end_matches('.'), &words[end..]));
        // A title may end with a digit of its own.
        let right = candidates.into_iter().any(|(title, number)| {
            let pages = headings.get(title).or_else(|| headings.get(title.trim_end_matches('.')));
            pages.is_some_and(|pages| number.parse().is_ok_and(|number| pages.contains(&number)))
        });
        if !right {
            findings.add(WrongPage, 0, words);
        }
    }
    let total = file.pages.len();
    for (index, page) in file.pages.iter().enumerate() {
        for folio in page.artifacts.iter().filter_map(|words| words.strip_suffix(&format!(" / {total}"))) {
            if folio.parse() != Ok(index + 1) {
                findings.add(WrongPage, index, folio);
            }
        }
    }
}

/// Everything wrong with the pages of a document.
fn lint(document: &Document) -> Findings {
    let kit = packs::kit();
    let pages = kit.layout(document, Marks::Final).value.expect("is laid out");
    let bytes = kit.pdf(document, &pages).value.expect("is written");
    inspect(&bytes, &kit.style, document.type_size, document.has_ruby())
}

/// Everything wrong with the pages of a file.
fn inspect(bytes: &[u8], style: &Style, type_size: TypeSize, has_readings: bool) -> Findings {
    let file = PdfFile::read(bytes);
    let (structure, placed) = (file.structure(), file.placed());
    let mut findings = Findings::default();
    let mut all = Vec::new();
    blocks(&structure, &placed, false, &mut all);
    for block in &all {
        check_lines(block, has_readings, &mut findings);
    }
    check_breaks(&all, &mut findings);
    check_numbers(&file, &structure, &all, &mut findings);
    let mut on_pages: Vec<Vec<(Line, bool)>> = placed.iter().map(|_| Vec::new()).collect();
    for line in all.into_iter().flat_map(|block| block.lines) {
        on_pages[line.page].push((line, false));
    }
    for ((index, page), lines) in placed.iter().enumerate().zip(&mut on_pages) {
        for glyph in page.glyphs.iter().filter(|glyph| glyph.number.is_none()) {
            let goes_on = lines.last().is_some_and(|(line, is_artifact)| {
                let last = line.glyphs.last().expect("lines have glyphs");
                *is_artifact
                    && (last.base_line - glyph.base_line).abs() < 0.1
                    && (0.0..glyph.size).contains(&(glyph.area.left - last.area.right + STRAY))
            });
            if goes_on {
                lines.last_mut().expect("goes on").0.glyphs.push(glyph.clone());
            } else {
                lines.push((Line { page: index, glyphs: vec![glyph.clone()], swallowed: String::new() }, true));
            }
        }
        let shape = if page.size.0 > page.size.1 { PageShape::Landscape } else { PageShape::Portrait };
        check_page(index, page, lines, style.page(shape, type_size), &mut findings);
    }
    findings
}

#[test]
fn no_page_has_what_a_typographer_would_strike_out() {
    packs::kit();
    let documents: Vec<(&str, Document)> = packs::PROFILES
        .iter()
        .flat_map(|name| {
            let pack = packs::compile(&packs::profile(name), Marks::Final).1.value.expect("compiles");
            pack.documents.into_iter().map(|document| (*name, document))
        })
        .collect();
    let found: Vec<Findings> = documents.par_iter().map(|(_, document)| lint(document)).collect();
    let mut table: BTreeMap<&str, [usize; FAULTS.len()]> = BTreeMap::new();
    let mut examples: Vec<String> = Vec::new();
    for ((name, document), findings) in documents.iter().zip(&found) {
        let row = table.entry(name).or_default();
        for (fault, page, words) in &findings.found {
            row[*fault as usize] += 1;
            examples.push(format!("{fault:?} {name} {} p. {page}: {words}", document.file_stem()));
        }
    }
    let mut lines = vec![format!("{:<16}{}", "", FAULTS.map(|fault| format!("{:>12}", format!("{fault:?}"))).concat())];
    lines.extend(
        table.iter().map(|(name, row)| format!("{name:<16}{}", row.map(|count| format!("{count:>12}")).concat())),
    );
    #[expect(clippy::print_stdout, reason = "the table is worth reading with --nocapture when all is well, too")]
    {
        println!("{}", lines.join("\n"));
    }
    assert!(examples.is_empty(), "{}\n{}", lines.join("\n"), examples.join("\n"));
}

/// Pages with one of each fault, but for a missing glyph, which the writer refuses.
fn faulty() -> Pages {
    let mut sheet = Sheet::new();
    let root = NodeId(0);
    let paragraph = |sheet: &mut Sheet, lines: &[(f64, f64, &str)]| {
        let node = sheet.node(root, NodeKind::Paragraph);
        for (x, y, words) in lines {
            sheet.text(node, BODY, *x, *y, words);
        }
        node
    };
    sheet.portrait();
    sheet.heading(root, 1, "first", 100.0, "1 総則");
    paragraph(&mut sheet, &[(71.0, 130.0, "情報資産「"), (71.0, 150.0, "。規程")]);
    paragraph(&mut sheet, &[(71.0, 170.0, "規程は第"), (71.0, 190.0, "12条による")]);
    let loose = sheet.node(root, NodeKind::Paragraph);
    sheet.justified(loose, BODY, 71.0, 210.0, 200.0, "情報資産");
    paragraph(&mut sheet, &[(500.0, 230.0, "余白に出る規程")]);
    paragraph(&mut sheet, &[(71.0, 40.0, "柱の位置の文")]);
    paragraph(&mut sheet, &[(71.0, 300.0, "重なる文")]);
    paragraph(&mut sheet, &[(80.0, 303.0, "重なる文")]);
    let parted = paragraph(&mut sheet, &[(71.0, 700.0, "一行だけ残る文の")]);
    sheet.portrait();
    sheet.text(parted, BODY, 71.0, 100.0, "続きの行と");
    sheet.text(parted, BODY, 71.0, 120.0, "終わりの行。");
    sheet.heading(root, 2, "second", 700.0, "1.1 目的");
    sheet.portrait();
    let contents = sheet.node(root, NodeKind::Section);
    let list = sheet.node(contents, NodeKind::Contents);
    for (key, y, words, number) in [("first", 100.0, "1 総則", "1"), ("second", 120.0, "1.1 目的", "3")] {
        let item = sheet.node(list, NodeKind::ContentsItem);
        let link = sheet.node(item, NodeKind::Link);
        sheet.text(link, BODY, 71.0, y, words);
        sheet.text(link, BODY, 500.0, y, number);
        sheet.link(link, 71.0, y - 10.0, 450.0, key);
    }
    sheet.portrait();
    sheet.text(None, BODY, 280.0, 800.0, "9 / 4");
    sheet.pages
}

#[test]
fn each_fault_is_found_where_it_is() {
    let outcome = kitei::pdf::write(&properties(), &faulty(), &style(), &support::sheet::fonts());
    let bytes = outcome.value.expect("is written");
    let mut found: Vec<(Fault, usize)> = inspect(&bytes, &style(), TypeSize::Standard, false)
        .found
        .into_iter()
        .map(|(fault, page, _)| (fault, page))
        .collect();
    found.sort();
    assert_eq!(
        found,
        [
            (LineStart, 1),
            (LineEnd, 1),
            (Parted, 1),
            (Gap, 1),
            (TooWide, 1),
            // The sheet's headings, on two pages, start a little to the left of the text.
            (InMargin, 1),
            (InMargin, 1),
            (InMargin, 2),
            (Overlap, 1),
            (LoneHeading, 2),
            (SingleLine, 1),
            (EmptyPage, 4),
            (WrongPage, 1),
            (WrongPage, 4),
        ]
    );
}
