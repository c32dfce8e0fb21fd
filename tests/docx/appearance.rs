//! Everything is formatted through named styles; tables have heads, widths and titles.

use std::collections::{BTreeMap, BTreeSet};

use kitei::model::{Document, DocumentKind, ListKind, PanelKind, Part, PartKind, TableKind};
use kitei::style::Marks;
use roxmltree::Node;

use super::build::{document, heading, panel, part, table, unordered, words as words_of};
use super::fixture::{self, Numbers};
use super::reader::{self, File, W, all, child, paragraphs, style_of, value, words};

fn styles(file: &File) -> BTreeMap<String, String> {
    let part = file.xml("word/styles.xml");
    let mut styles = BTreeMap::new();
    for style in all(part.root_element(), "style") {
        let id = style.attribute((W, "styleId")).expect("an identifier");
        let before = styles.insert(id.to_owned(), value(style, "name").expect("a name").to_owned());
        assert_eq!(before, None, "{id} is defined once");
    }
    styles
}

#[test]
fn styles_used_are_defined() {
    for (name, document) in fixture::all() {
        let file = File::of(&document, Marks::Review);
        let styles = styles(&file);
        for (path, part) in file.parts.iter().filter(|(path, _)| path.starts_with("word/")) {
            let xml = roxmltree::Document::parse(part).expect("well-formed");
            for kind in ["pStyle", "rStyle", "tblStyle", "basedOn", "next"] {
                for used in all(xml.root_element(), kind) {
                    let id = used.attribute((W, "val")).expect("an identifier");
                    assert!(styles.contains_key(id), "{name} {path}: {id}");
                }
            }
        }
    }
}

/// What a paragraph may say besides its style: its number, where pages and sections break, that a heading at the head of
/// a page needs no room above, and how much the last of a list, a box or a page leaves below.
#[test]
fn nothing_is_formatted_directly() {
    for (name, document) in fixture::all() {
        let file = File::of(&document, Marks::Review);
        let body = file.xml("word/document.xml");
        for properties in all(body.root_element(), "rPr") {
            let names: Vec<&str> = properties.children().map(|child| child.tag_name().name()).collect();
            assert_eq!(names, ["rStyle"], "{name}");
        }
        for properties in all(body.root_element(), "pPr") {
            for child in properties.children() {
                let allowed = ["pStyle", "keepNext", "pageBreakBefore", "numPr", "sectPr"];
                let is_room = child.tag_name().name() == "spacing"
                    && matches!(&*child.attributes().map(|it| it.name()).collect::<Vec<_>>(), ["before" | "after"])
                    && child.attribute((child.tag_name().namespace().unwrap_or_default(), "before")).unwrap_or("0")
                        == "0";
                assert!(is_room || allowed.contains(&child.tag_name().name()), "{name}: {child:?}");
            }
        }
    }
}

#[test]
fn every_paragraph_has_a_style() {
    for (name, document) in fixture::all() {
        let file = File::of(&document, Marks::Final);
        let body = file.xml("word/document.xml");
        for paragraph in all(body.root_element(), "p") {
            assert_ne!(style_of(paragraph), "Normal", "{name}: {}", words(paragraph));
        }
    }
}

fn run_styles(document: &Document, marks: Marks) -> BTreeSet<(String, String)> {
    let file = File::of(document, marks);
    let styles = styles(&file);
    let body = file.xml("word/document.xml");
    let runs = all(body.root_element(), "r").filter_map(|run| {
        let id = value(child(run, "rPr")?, "rStyle")?;
        Some((styles[id].clone(), words(run)))
    });
    runs.collect()
}

#[test]
fn review_marks_where_words_come_from() {
    let document = fixture::regulations(Numbers::Decimal);
    let pair = |style: &str, words: &str| (style.to_owned(), words.to_owned());
    let expected = BTreeSet::from([
        pair("Strong", "確保する"),
        pair("Strong", "点検"),
        pair("記入項目", "代表取締役"),
        pair("記入項目", "株式会社青葉製作所"),
        pair("記入項目", "【担当者の氏名】"),
        pair("記入項目（既定値）", "情報セキュリティ責任者"),
        pair("選択項目", "書面"),
        pair("選択項目（既定値）", "6か月"),
        pair("選択項目（既定値）", "委員会"),
    ]);
    assert_eq!(run_styles(&document, Marks::Review), expected);
    let strong = BTreeSet::from([pair("Strong", "確保する"), pair("Strong", "点検")]);
    assert_eq!(run_styles(&document, Marks::Final), strong);
}

#[test]
fn marks_differ_in_colour_and_in_underline() {
    let file = File::of(&fixture::regulations(Numbers::Decimal), Marks::Review);
    let styles = file.xml("word/styles.xml");
    let look = |id: &str| {
        let style = all(styles.root_element(), "style").find(|style| style.attribute((W, "styleId")) == Some(id));
        let run = child(style.expect("the style is there"), "rPr").expect("it says something");
        (value(run, "color").expect("a colour").to_owned(), value(run, "u").expect("an underline").to_owned())
    };
    let pair = |color: &str, underline: &str| (color.to_owned(), underline.to_owned());
    assert_eq!(look("FillIn"), pair("C00000", "single"));
    assert_eq!(look("FillInDefault"), pair("C00000", "double"));
    assert_eq!(look("Choice"), pair("0046B4", "dash"));
    assert_eq!(look("ChoiceDefault"), pair("0046B4", "wavyDouble"));
}

#[test]
fn fonts_are_named_in_all_four_slots_and_listed() {
    let file = File::of(&fixture::regulations(Numbers::Decimal), Marks::Review);
    let fonts = file.xml("word/fontTable.xml");
    let listed: BTreeSet<&str> =
        all(fonts.root_element(), "font").filter_map(|font| font.attribute((W, "name"))).collect();
    assert_eq!(listed, BTreeSet::from(["BIZ UDPMincho Medium", "BIZ UDPGothic"]));
    for font in all(fonts.root_element(), "font") {
        assert_eq!(value(font, "charset"), Some("80"));
        assert!(value(font, "altName").is_some_and(|names| names.contains("ＭＳ ")));
    }
    let styles = file.xml("word/styles.xml");
    let mut count = 0;
    for font in all(styles.root_element(), "rFonts") {
        let name = font.attribute((W, "ascii")).expect("a font");
        assert!(listed.contains(name));
        for slot in ["hAnsi", "eastAsia", "cs"] {
            assert_eq!(font.attribute((W, slot)), Some(name));
        }
        count += 1;
    }
    assert!(count > 10, "{count}");
}

#[test]
fn text_is_japanese_and_broken_as_such() {
    let file = File::of(&fixture::policy(), Marks::Final);
    let styles = &file.parts["word/styles.xml"];
    assert!(styles.contains(r#"<w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/>"#));
    for rule in ["<w:kinsoku/>", "<w:overflowPunct/>", "<w:autoSpaceDE/>", "<w:autoSpaceDN/>"] {
        assert!(styles.contains(rule), "{rule}");
    }
    let settings = &file.parts["word/settings.xml"];
    assert!(settings.contains(r#"<w:noLineBreaksBefore w:lang="ja-JP""#));
}

fn widths(table: Node<'_, '_>) -> Vec<usize> {
    let grid = child(table, "tblGrid").expect("a grid");
    all(grid, "gridCol").map(|column| column.attribute((W, "w")).expect("a width").parse().expect("twips")).collect()
}

/// The children of a name.
fn own<'a, 'b>(node: Node<'a, 'b>, name: &str) -> Vec<Node<'a, 'b>> {
    node.children().filter(|child| child.has_tag_name((W, name))).collect()
}

#[test]
fn tables_fill_the_measure_and_their_cells_agree() {
    for (name, document) in fixture::all() {
        let file = File::of(&document, Marks::Final);
        let body = file.xml("word/document.xml");
        for table in all(body.root_element(), "tbl") {
            let widths = widths(table);
            let properties = child(table, "tblPr").expect("properties");
            let width: usize = child(properties, "tblW")
                .and_then(|width| width.attribute((W, "w")))
                .expect("a width")
                .parse()
                .expect("twips");
            assert_eq!(widths.iter().sum::<usize>(), width, "{name}");
            // Boxes may have tables within.
            for row in own(table, "tr") {
                let properties = own(row, "tc").into_iter().filter_map(|cell| child(cell, "tcPr"));
                let cells: Vec<usize> = properties
                    .filter_map(|properties| child(properties, "tcW"))
                    .map(|width| width.attribute((W, "w")).expect("a width").parse().expect("twips"))
                    .collect();
                assert_eq!(cells, widths, "{name}");
            }
        }
    }
    let file = File::of(&fixture::regulations(Numbers::Decimal), Marks::Final);
    let body = file.xml("word/document.xml");
    let totals: BTreeSet<usize> = all(body.root_element(), "tbl").map(|table| widths(table).iter().sum()).collect();
    // On the cover, within a list, across an upright page, and across a lying one.
    assert_eq!(totals, BTreeSet::from([6531, 8567, 9071, 14570]));
}

#[test]
fn tables_have_heads_and_titles() {
    let file = File::of(&fixture::regulations(Numbers::Decimal), Marks::Final);
    let body = file.xml("word/document.xml");
    let mut found = BTreeMap::new();
    for table in all(body.root_element(), "tbl") {
        let properties = child(table, "tblPr").expect("properties");
        let heads = all(table, "tblHeader").count();
        let look = child(properties, "tblLook").expect("a look");
        assert_eq!(look.attribute((W, "firstRow")), Some(if heads == 1 { "1" } else { "0" }));
        assert_eq!(look.attribute((W, "firstColumn")), Some(if heads == 1 { "0" } else { "1" }));
        assert!(all(table, "tr").all(|row| all(row, "cantSplit").count() == 1));
        found.insert(value(properties, "tblCaption").expect("a title").to_owned(), heads);
    }
    assert_eq!((found["役割と責任"], found["アクセス制御"], found["例外申請書"]), (1, 0, 0));
}

#[test]
fn rows_to_write_in_are_high_enough() {
    let blocks = vec![
        table(TableKind::Form, &[1, 1], Some(&["", "頭"]), &[&["", "記入"], &["済み", "済み"]]),
        table(TableKind::Grid, &[1, 1], Some(&["頭", "頭"]), &[&["", ""]]),
    ];
    let form = document(DocumentKind::Regulations, vec![part("form", PartKind::Form, None, blocks)]);
    let file = File::of(&form, Marks::Final);
    let body = file.xml("word/document.xml");
    let heights: Vec<Option<&str>> = all(body.root_element(), "tr")
        .map(|row| all(row, "trHeight").next().and_then(|height| height.attribute((W, "val"))))
        .collect();
    assert_eq!(heights, [None, Some("510"), None, None, None]);
}

/// A small table goes to the next page as a whole; a long one only keeps its head with the first row, by its style.
#[test]
fn small_tables_keep_together() {
    let kept = |rows: usize| {
        let rows = vec![["一", "二"]; rows];
        let rows: Vec<&[&str]> = rows.iter().map(<[&str; 2]>::as_slice).collect();
        let blocks = vec![table(TableKind::Grid, &[1, 1], Some(&["頭", "頭"]), &rows)];
        let file = File::of(
            &document(DocumentKind::Regulations, vec![part("part", PartKind::Text, None, blocks)]),
            Marks::Final,
        );
        let body = file.xml("word/document.xml");
        let rows = all(body.root_element(), "tr").collect::<Vec<_>>();
        rows.into_iter().map(|row| all(row, "keepNext").count()).collect::<Vec<_>>()
    };
    assert_eq!(kept(3), [0, 2, 2, 0]);
    assert_eq!(kept(40), [0; 41]);
}

#[test]
fn tables_never_touch() {
    let touching = |part: Part| document(DocumentKind::Regulations, vec![part]);
    let rows: &[&[&str]] = &[&["一", "二"]];
    let blocks = vec![table(TableKind::Facts, &[1, 1], None, rows), table(TableKind::Facts, &[1, 1], None, rows)];
    let file = File::of(&touching(part("part", PartKind::Text, None, blocks)), Marks::Final);
    let body = file.xml("word/document.xml");
    for table in all(body.root_element(), "tbl") {
        assert!(table.next_sibling_element().is_some_and(|next| next.has_tag_name((W, "p"))));
    }
}

/// Of the space below a paragraph and above the next the larger counts, so each leaves what our own layout leaves.
#[test]
fn distances_are_those_of_the_layout() {
    let rows: &[&[&str]] = &[&["一", "二"]];
    let items = vec![vec![words_of("一")], vec![words_of("二")]];
    let boxed = panel(PanelKind::Box, vec![vec![words_of("枠")]]);
    let blocks = vec![unordered(ListKind::Check, items), table(TableKind::Grid, &[1, 1], None, rows), boxed];
    let chapter = part("chapter", PartKind::Chapter, Some(heading(1, None, "章")), vec![]);
    let contents = part("contents", PartKind::Contents, Some(heading(1, None, "目次")), vec![]);
    let article = part("article", PartKind::Article, Some(heading(2, None, "条")), blocks);
    let file =
        File::of(&document(DocumentKind::Regulations, vec![chapter.clone(), contents, chapter, article]), Marks::Final);
    let body = file.xml("word/document.xml");
    let spacing = |words_in: &str, name: &str| {
        let paragraph = paragraphs(body.root_element()).filter(|paragraph| words(*paragraph) == words_in).last();
        let properties = child(paragraph.expect("a paragraph"), "pPr").expect("properties");
        child(properties, "spacing").and_then(|spacing| spacing.attribute((W, name)).map(str::to_owned))
    };
    assert_eq!(spacing("一", "after"), None);
    assert_eq!(spacing("目次", "before").as_deref(), Some("0"));
    assert_eq!(spacing("枠", "after").as_deref(), Some("0"));

    let text = reader::style().standard;
    let styles = file.xml("word/styles.xml");
    let style = |id: &str| {
        let found = all(styles.root_element(), "style").find(|style| style.attribute((W, "styleId")) == Some(id));
        found.unwrap_or_else(|| panic!("no style {id}"))
    };
    let of_style = |id: &str, name: &str| {
        let spacing = child(child(style(id), "pPr").expect("properties"), "spacing").expect("a distance");
        spacing.attribute((W, name)).expect("a length").parse::<i32>().expect("twips")
    };
    assert_eq!(of_style("Heading2", "before"), text.heading_before[1].twips());
    assert_eq!(of_style("Gap", "after") + of_style("Gap", "line"), text.paragraph_after.twips() * 2);
    let margins = all(style("GridTable"), "tblCellMar").next().expect("margins");
    let margin = |name: &str| child(margins, name).and_then(|it| it.attribute((W, "w"))).map(str::parse::<i32>);
    let [Some(Ok(above)), Some(Ok(below))] = ["top", "bottom"].map(margin) else { panic!("no margins") };
    // The rule above a row is half a point of its height.
    assert_eq!(above - below, 10);
}

/// The empty line after a table is left out where what follows brings more room: it would be added to that.
#[test]
fn headings_follow_tables_directly() {
    let rows: &[&[&str]] = &[&["一", "二"]];
    let article = |key: &str, blocks| part(key, PartKind::Article, Some(heading(2, None, "条")), blocks);
    let after_table = article("first", vec![table(TableKind::Grid, &[1, 1], None, rows), words_of("文")]);
    let last = article("second", vec![table(TableKind::Grid, &[1, 1], None, rows)]);
    let parts = vec![after_table, last, article("third", vec![])];
    let file = File::of(&document(DocumentKind::Regulations, parts), Marks::Final);
    let body = file.xml("word/document.xml");
    let next =
        all(body.root_element(), "tbl").map(|table| style_of(table.next_sibling_element().expect("a paragraph")));
    assert_eq!(next.collect::<Vec<_>>(), ["Gap", "Heading2"]);
}

/// The last item of a list leaves as much below as a paragraph does.
#[test]
fn lists_end_like_paragraphs() {
    let items = vec![vec![words_of("一")], vec![words_of("二")]];
    let blocks = vec![unordered(ListKind::Check, items), words_of("次")];
    let file =
        File::of(&document(DocumentKind::Regulations, vec![part("part", PartKind::Text, None, blocks)]), Marks::Final);
    let body = file.xml("word/document.xml");
    let after: Vec<Option<String>> = paragraphs(body.root_element())
        .map(|paragraph| all(paragraph, "spacing").next()?.attribute((W, "after")).map(str::to_owned))
        .collect();
    let paragraph_after = reader::style().standard.paragraph_after.twips().to_string();
    assert_eq!(after, [None, Some(paragraph_after), None]);
}

/// Running text stands closer than its font says, closer still with readings; headings and tables do not.
#[test]
fn running_text_stands_a_little_closer() {
    let closeness = |document: &Document| {
        let file = File::of(document, Marks::Final);
        let styles = file.xml("word/styles.xml");
        let spacing = |style: Node<'_, '_>| Some(value(child(style, "rPr")?, "spacing")?.to_owned());
        all(styles.root_element(), "style")
            .filter_map(|style| Some((style.attribute((W, "styleId"))?.to_owned(), spacing(style))))
            .collect::<BTreeMap<_, _>>()
    };
    let found = closeness(&fixture::regulations(Numbers::Decimal));
    assert_eq!(found["BodyText"].as_deref(), Some("-1"));
    assert_eq!((found["Heading2"].as_deref(), found["TableText"].as_deref()), (None, None));
}
