//! How long the regulations are and what they are made of, measured from the layout; where chapters begin.

mod packs;

use kitei::layout::{Item, Page, Pages};
use kitei::model::{Document, DocumentKind, NumberFormat, PageShape, PartKind};
use kitei::style::{Marks, PageStyle};
use kitei::units::Length;

/// The most pages the articles of a company's regulations may take: about 8 for one who works alone, 20 for up to five
/// people, 50 for a small company.
const GUIDE: [(&str, i32); 4] = [("tsukishiro", 8), ("minazukino", 20), ("yamabiko", 20), ("hoshifuru-seiko", 50)];

/// The regulations of a profile with some values of `[document]` replaced, and their pages.
fn regulations(name: &str, changes: &[(&str, &str)]) -> (Document, Pages) {
    let mut profile: toml::Table = packs::profile(name).parse().expect("is TOML");
    let document = profile.get_mut("document").and_then(toml::Value::as_table_mut).expect("is stated");
    for (field, value) in changes {
        document.insert((*field).to_owned(), (*value).into());
    }
    let text = toml::to_string(&profile).expect("is TOML");
    let documents = packs::compile(&text, Marks::Final).1.value.expect("compiles").documents;
    let document = documents.into_iter().find(|document| document.kind == DocumentKind::Regulations);
    let document = document.expect("is there");
    let pages = packs::kit().layout(&document, Marks::Final).value.expect("is laid out");
    (document, pages)
}

/// The lower edge of what stands on a page between two heights, at least the upper one.
fn lower_edge(page: &Page, from: Length, to: Length) -> Length {
    let edges = page.items.iter().map(|item| match item {
        Item::Glyphs(run) => run.y + run.size / 4,
        Item::Fill(fill) => fill.y + fill.height,
        Item::Picture(own) => own.y + own.side,
        Item::Link(area) => area.y + area.height,
        Item::CheckBox(check_box) => check_box.y + check_box.side,
        Item::Drawing(drawing) => drawing.y + drawing.height,
    });
    edges.filter(|edge| (from..=to).contains(edge)).max().unwrap_or(from)
}

/// The height that chapters, sections and articles take, without tables, forms and annexes and what they leave empty.
fn height_of_articles(document: &Document, pages: &Pages, page: &PageStyle) -> Length {
    let bottom = page.height - page.bottom;
    let ends = pages.destinations.iter().skip(1).map(|(_, next)| (next.page, next.y));
    let ends = ends.chain([(pages.pages.len(), page.top)]);
    let mut total = Length::ZERO;
    for ((key, start), (last, end)) in pages.destinations.iter().zip(ends) {
        let part = document.parts.iter().find(|part| part.key == *key).expect("is there");
        let is_text = matches!(part.kind, PartKind::Chapter | PartKind::Section | PartKind::Article);
        if !is_text || *key == "chapter.forms" {
            continue;
        }
        for at in start.page..=last.min(pages.pages.len() - 1) {
            let from = if at == start.page { start.y } else { page.top };
            let to = if at == last { end } else { lower_edge(&pages.pages[at], from, bottom) };
            total += to - from;
        }
    }
    total
}

/// The pages that the articles of a profile take.
fn pages_of_articles(name: &str, changes: &[(&str, &str)]) -> i32 {
    let (document, pages) = regulations(name, changes);
    let page = packs::kit().style.page(PageShape::Portrait, document.type_size);
    let (height, room) = (height_of_articles(&document, &pages, page).milli_pt(), page.text_height().milli_pt());
    (height + room - 1) / room
}

#[test]
fn articles_take_no_more_pages_than_a_firm_of_the_size_can_read() {
    let measured = GUIDE.map(|(name, most)| (name, pages_of_articles(name, &[]), most));
    assert!(measured.iter().all(|(_, pages, most)| pages <= most), "(profile, pages, most): {measured:?}");
}

#[test]
fn the_compact_look_takes_a_quarter_less() {
    let of = |density| pages_of_articles("minazukino", &[("density", density)]);
    assert!(of("compact") * 4 <= of("standard") * 3, "{} and {}", of("compact"), of("standard"));
}

/// In short regulations people see the whole on a page; those with sixty forms turn it once.
#[test]
fn contents_of_short_regulations_take_about_a_page() {
    for (name, most) in [("tsukishiro", 1), ("minazukino", 2), ("yamabiko", 2)] {
        let (document, pages) = regulations(name, &[]);
        let at = document.parts.iter().position(|part| part.kind == PartKind::Contents).expect("has contents");
        let page = |at: usize| pages.page_number(&document.parts[at].key).expect("is placed");
        assert!(page(at + 1) - page(at) <= most, "{name}");
        assert!(document.listed().all(|(part, _)| part.kind == PartKind::Chapter || part.kind.is_attachment()));
    }
}

#[test]
fn contents_go_as_deep_as_chosen() {
    let levels = |contents: &str| {
        let (document, _) = regulations("minazukino", &[("contents", contents)]);
        let listed = document.listed().filter(|(part, _)| !part.kind.is_attachment());
        listed.map(|(_, heading)| heading.level).max()
    };
    assert_eq!(["chapters", "articles", "all"].map(levels), [Some(1), Some(2), Some(3)]);
}

/// Behind the last chapter stand all tables, forms and annexes, and each kind counts from 1.
#[test]
fn gathered_forms_are_numbered_through_the_document() {
    let (document, pages) = regulations("tsukishiro", &[]);
    let first = document.parts.iter().position(|part| part.kind.is_attachment()).expect("has forms");
    assert_eq!(document.parts[first - 1].key, "chapter.forms");
    assert_eq!(document.parts[first - 1].heading.as_ref().and_then(|heading| heading.label.as_ref()), None);
    let gathered: Vec<_> = document.parts[first..].iter().take_while(|part| part.kind.is_attachment()).collect();
    assert_eq!(gathered.len(), document.parts.iter().filter(|part| part.kind.is_attachment()).count());
    for (kind, format) in [
        (PartKind::AppendixTable, NumberFormat::AppendixTable),
        (PartKind::Form, NumberFormat::Form),
        (PartKind::Annex, NumberFormat::Annex),
    ] {
        let labels = gathered.iter().filter(|part| part.kind == kind).filter_map(|part| part.heading.as_ref());
        for (label, own) in labels.filter_map(|heading| heading.label.as_ref()).zip(1..) {
            assert_eq!((label.format, &label.text), (format, &format.text(&[own])));
        }
    }
    // A form keeps its page to itself.
    for pair in gathered.windows(2).filter(|pair| pair[0].kind != PartKind::AppendixTable) {
        let page = |at: usize| pages.page_number(&pair[at].key).expect("is placed");
        assert!(page(0) < page(1), "{}", pair[1].key);
    }
    let (document, _) = regulations("tsukishiro", &[("forms_place", "chapter")]);
    let table = document.parts.iter().find(|part| part.key == "table.legal_register").expect("is kept");
    let label = table.heading.as_ref().and_then(|heading| heading.label.as_ref()).expect("has a number");
    assert_eq!(label.text, "附表0-2");
}

#[test]
fn a_chapter_of_the_handbook_begins_on_a_page_of_its_own() {
    for name in packs::PROFILES {
        let documents = packs::compile(&packs::profile(name), Marks::Final).1.value.expect("compiles").documents;
        let handbook = documents.iter().find(|document| document.kind == DocumentKind::Handbook).expect("is there");
        let after_topic = handbook.parts.windows(2).filter(|pair| pair[0].kind == PartKind::Topic);
        let chapters: Vec<_> = after_topic.map(|pair| &pair[1]).filter(|part| part.kind == PartKind::Chapter).collect();
        assert!(chapters.len() > 2, "{name}");
        assert!(chapters.iter().all(|part| part.starts_page), "{name}");
    }
}
