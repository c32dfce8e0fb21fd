//! Fields say now what Word will work out: references, contents, pages.

use std::collections::{BTreeMap, BTreeSet};

use kitei::docx::write;
use kitei::measures::Measures;
use kitei::model::{Document, PartKind};
use kitei::style::Marks;
use roxmltree::Node;

use super::fixture::{self, Numbers};
use super::interpreter::{Counting, Interpreter};
use super::reader::{self, File, W, all, child, is_entry, paragraphs, style_of, value, words};

/// A field: what it works out and what it says now.
#[derive(Debug, PartialEq, Eq)]
struct Field {
    instruction: String,
    text: String,
}

/// The innermost fields in order; that of the contents, which holds others, is left out.
fn fields(root: Node<'_, '_>) -> Vec<Field> {
    let mut open: Vec<(Field, bool)> = Vec::new();
    let mut closed = Vec::new();
    for node in root.descendants() {
        match node.tag_name().name() {
            "fldChar" => match node.attribute((W, "fldCharType")) {
                Some("begin") => {
                    open.push((Field { instruction: String::new(), text: String::new() }, false));
                }
                Some("separate") => open.last_mut().expect("a field is open").1 = true,
                _ => {
                    let (field, separated) = open.pop().expect("a field is open");
                    assert!(separated);
                    if !field.instruction.starts_with("TOC") {
                        closed.push(field);
                    }
                }
            },
            "instrText" => {
                open.last_mut().expect("a field is open").0.instruction.push_str(node.text().unwrap_or_default());
            }
            "t" => {
                if let Some((field, true)) = open.last_mut() {
                    field.text.push_str(node.text().unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    assert!(open.is_empty(), "every field ends");
    closed
}

/// The paragraph each bookmark stands in, with its number and words.
fn bookmarks(file: &File) -> BTreeMap<String, (Option<String>, String)> {
    let body = file.xml("word/document.xml");
    let root = body.root_element();
    let numbers = Interpreter::new(file).numbers(paragraphs(root), Counting::PerList);
    let mut bookmarks = BTreeMap::new();
    for (paragraph, number) in paragraphs(root).zip(numbers) {
        for start in all(paragraph, "bookmarkStart") {
            let name = start.attribute((W, "name")).expect("a name").to_owned();
            let before = bookmarks.insert(name, (number.clone(), words(paragraph)));
            assert_eq!(before, None, "each bookmark is there once");
        }
    }
    bookmarks
}

#[test]
fn bookmarks_are_what_word_accepts() {
    for (name, document) in fixture::all() {
        let file = File::of(&document, Marks::Final);
        let bookmarks = bookmarks(&file);
        let headings = document.parts.iter().filter(|part| part.heading.is_some()).count();
        assert_eq!(bookmarks.len(), headings, "{name}");
        for bookmark in bookmarks.keys() {
            assert!(
                bookmark.len() <= 40 && bookmark.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'),
                "{bookmark}"
            );
        }
    }
}

#[test]
fn references_say_what_word_will_say() {
    for numbers in [Numbers::Decimal, Numbers::Article] {
        let file = File::of(&fixture::regulations(numbers), Marks::Final);
        let bookmarks = bookmarks(&file);
        let body = file.xml("word/document.xml");
        let mut found = Vec::new();
        for field in fields(body.root_element()) {
            let Some(reference) = field.instruction.strip_prefix("REF ") else { continue };
            let (bookmark, switches) = reference.split_once(' ').expect("switches");
            assert_eq!(switches, "\\n \\h");
            assert_eq!(Some(&field.text), bookmarks[bookmark].0.as_ref(), "{bookmark}");
            found.push(field.text);
        }
        let expected: &[&str] = match numbers {
            Numbers::Decimal => &["0.2", "2.2", "附表1-2", "様式0-1"],
            Numbers::Article => &["第2条", "第2章", "第4条", "附表1-2", "様式0-1"],
        };
        assert_eq!(found, expected);
    }
}

#[test]
fn references_to_other_documents_are_plain_words() {
    let file = File::of(&fixture::regulations(Numbers::Decimal), Marks::Final);
    let body = file.xml("word/document.xml");
    let run = all(body.root_element(), "t").find(|text| text.text() == Some("情報セキュリティ基本方針"));
    let paragraph = run.and_then(|text| text.parent()).and_then(|run| run.parent()).expect("the words are there");
    assert!(paragraph.has_tag_name((W, "p")));
}

/// Level, words and page of each entry of the contents.
fn contents(file: &File) -> Vec<(String, String)> {
    let body = file.xml("word/document.xml");
    let entries = all(body.root_element(), "p").filter(|paragraph| is_entry(*paragraph));
    entries
        .map(|paragraph| {
            let link = child(paragraph, "hyperlink").expect("an entry is a link");
            let anchor = link.attribute((W, "anchor")).expect("it leads to a bookmark");
            assert_eq!(fields(link)[0].instruction, format!("PAGEREF {anchor} \\h"));
            assert!(bookmarks(file).contains_key(anchor), "{anchor}");
            (style_of(paragraph)[..4].to_owned(), words(paragraph))
        })
        .collect()
}

fn expected_contents(document: &Document) -> Vec<(String, String)> {
    let measures = fixture::measures(document);
    let attachment = |kind| matches!(kind, PartKind::AppendixTable | PartKind::Form | PartKind::Annex);
    let listed = document.parts.iter().filter_map(|part| Some((part, part.heading.as_ref()?)));
    listed
        .filter(|(part, heading)| {
            heading.listed && (heading.level <= document.contents.deepest() || attachment(part.kind))
        })
        .map(|(part, heading)| {
            let number = heading.label.as_ref().map(|label| format!("{}\t", label.text)).unwrap_or_default();
            let title = kitei::model::plain_text(&heading.runs);
            (format!("TOC{}", heading.level), format!("{number}{title}\t{}", measures.parts[&part.key]))
        })
        .collect()
}

#[test]
fn contents_are_filled_in() {
    let documents = fixture::all().into_iter();
    let with_contents =
        documents.filter(|(_, document)| document.parts.iter().any(|part| part.kind == PartKind::Contents));
    let mut checked = 0;
    for (name, document) in with_contents {
        let file = File::of(&document, Marks::Final);
        let found = contents(&file);
        assert!(!found.is_empty(), "{name}");
        assert_eq!(found, expected_contents(&document), "{name}");
        assert!(!file.parts["word/settings.xml"].contains("updateFields"), "no prompt when the file is opened");
        checked += 1;
    }
    assert_eq!(checked, 7);
}

/// Word makes the same contents anew: the field names the levels and the style of tables, forms and annexes.
#[test]
fn the_field_of_the_contents_names_what_they_list() {
    for (document, deepest) in [(fixture::gathered(), 1), (fixture::regulations(Numbers::Decimal), 3)] {
        let file = File::of(&document, Marks::Final);
        let body = file.xml("word/document.xml");
        let field = all(body.root_element(), "instrText").find_map(|node| node.text()?.strip_prefix("TOC "));
        let expected = format!("\\o \"1-{deepest}\" \\t \"附表・様式の見出し,2\" \\h \\z");
        assert_eq!(field, Some(expected.as_str()));
        let styles = file.xml("word/styles.xml");
        let style =
            all(styles.root_element(), "style").find(|style| style.attribute((W, "styleId")) == Some("FormHeading"));
        assert_eq!(value(style.expect("is defined"), "name"), Some("附表・様式の見出し"));
        let headings = all(body.root_element(), "p").filter(|paragraph| style_of(*paragraph) == "FormHeading").count();
        assert_eq!(headings, document.parts.iter().filter(|part| part.kind.is_attachment()).count());
    }
}

/// The header of the pages before names chapters with their numbers, that of the forms without: Word prints 0 there.
#[test]
fn headers_name_a_chapter_without_number_by_its_words() {
    let file = File::of(&fixture::gathered(), Marks::Final);
    let instructions = |path: &str| -> Vec<String> {
        let header = file.xml(path);
        fields(header.root_element()).into_iter().map(|field| field.instruction).collect()
    };
    assert_eq!(instructions("word/header2.xml"), ["STYLEREF 1 \\n", "STYLEREF 1"]);
    assert_eq!(instructions("word/header3.xml"), ["STYLEREF 1"]);
}

/// Tables, forms and annexes have one column for their words, however short the number.
#[test]
fn contents_have_one_column_for_tables_forms_and_annexes() {
    let file = File::of(&fixture::regulations(Numbers::Decimal), Marks::Final);
    let body = file.xml("word/document.xml");
    let entries =
        all(body.root_element(), "p").filter(|paragraph| is_entry(*paragraph) && words(*paragraph).contains('-'));
    let used: BTreeSet<String> = entries.map(|entry| style_of(entry).to_owned()).collect();
    assert_eq!(used, BTreeSet::from(["TOC2Form".to_owned()]));
    let styles = file.xml("word/styles.xml");
    let left_tabs = |id: &str| {
        let style = all(styles.root_element(), "style").find(|style| style.attribute((W, "styleId")) == Some(id));
        let tabs = all(style.expect("the style is there"), "tab");
        tabs.filter(|tab| tab.attribute((W, "val")) == Some("left")).count()
    };
    assert_eq!((left_tabs("TOC2"), left_tabs("TOC2Form")), (2, 1));
}

#[test]
fn contents_end_at_the_edge_of_the_text() {
    let landscape = (16838 - 1134 - 1134).to_string();
    for (document, width) in [(fixture::regulations(Numbers::Article), "9071"), (fixture::handbook(), &landscape)] {
        let file = File::of(&document, Marks::Final);
        let styles = file.xml("word/styles.xml");
        let entry = all(styles.root_element(), "style").find(|style| style.attribute((W, "styleId")) == Some("TOC1"));
        let tab = all(entry.expect("the style is there"), "tab").last().expect("a tab");
        assert_eq!(tab.attribute((W, "val")), Some("right"));
        assert_eq!(tab.attribute((W, "leader")), Some("dot"));
        assert_eq!(tab.attribute((W, "pos")), Some(width));
    }
}

#[test]
fn a_heading_without_a_page_is_reported() {
    let document = fixture::handbook();
    let measures = Measures { parts: BTreeMap::new(), ..fixture::measures(&document) };
    let outcome = write(&document, &reader::style(), Marks::Final, &measures);
    assert_eq!(outcome.diagnostics.len(), 8);
    let first = &outcome.diagnostics[0];
    assert_eq!((first.code.as_str(), first.message.as_str()), ("W001", "目次に載せる頁が決まりません: 1 基本のルール"));
}

#[test]
fn a_table_without_widths_is_reported() {
    let document = fixture::regulations(Numbers::Decimal);
    let mut measures = fixture::measures(&document);
    measures.tables.pop();
    let outcome = write(&document, &reader::style(), Marks::Final, &measures);
    let [found] = outcome.diagnostics.as_slice() else { panic!("{:?}", outcome.diagnostics) };
    assert_eq!(found.code.as_str(), "W001");
    assert!(found.message.starts_with("表の列の幅が決まりません: "), "{}", found.message);
}

#[test]
fn pages_are_counted_by_word() {
    let file = File::of(&fixture::regulations(Numbers::Decimal), Marks::Final);
    for path in ["word/footer1.xml", "word/footer2.xml", "word/footer3.xml"] {
        let footer = file.xml(path);
        let found: Vec<_> = fields(footer.root_element()).into_iter().map(|field| field.instruction).collect();
        assert_eq!(found, ["PAGE", "NUMPAGES"], "{path}");
    }
    let header = file.xml("word/header2.xml");
    let found: Vec<_> = fields(header.root_element()).into_iter().map(|field| field.instruction).collect();
    assert_eq!(found, ["STYLEREF 1 \\n", "STYLEREF 1"]);
}

#[test]
fn only_the_page_of_the_cover_is_bare() {
    let cover = File::of(&fixture::handbook(), Marks::Final);
    assert_eq!(sections(&cover), ["16838x11906 landscape default-header default-footer titlePg"]);
    let policy =
        File::read(reader::bytes_with(&fixture::policy(), Marks::Final, &Measures { total: 1, ..Measures::default() }));
    assert_eq!(sections(&policy), ["11906x16838"]);
    assert_eq!(sections(&File::of(&fixture::policy(), Marks::Final)), ["11906x16838 default-footer"]);
}

#[test]
fn landscape_parts_have_sections_of_their_own() {
    let file = File::of(&fixture::regulations(Numbers::Decimal), Marks::Final);
    assert_eq!(
        sections(&file),
        [
            "11906x16838 default-header default-footer titlePg",
            "11906x16838 default-header default-footer",
            "16838x11906 landscape default-header default-footer",
            "11906x16838 default-header default-footer",
        ],
    );
}

/// The sections of a file, in words.
fn sections(file: &File) -> Vec<String> {
    let body = file.xml("word/document.xml");
    let describe = |section: Node<'_, '_>| {
        let size = child(section, "pgSz").expect("a size");
        let mut words = vec![format!(
            "{}x{}",
            size.attribute((W, "w")).expect("a width"),
            size.attribute((W, "h")).expect("a height")
        )];
        words.extend(size.attribute((W, "orient")).map(str::to_owned));
        for (name, short) in [("headerReference", "header"), ("footerReference", "footer")] {
            let references = section.children().filter(|child| child.has_tag_name((W, name)));
            words.extend(references.map(|node| format!("{}-{short}", node.attribute((W, "type")).expect("a type"))));
        }
        words.extend(child(section, "titlePg").map(|_| "titlePg".to_owned()));
        words.join(" ")
    };
    all(body.root_element(), "sectPr").map(describe).collect()
}

#[test]
fn headings_that_start_pages_say_so_once() {
    let file = File::of(&fixture::regulations(Numbers::Decimal), Marks::Final);
    let styles = file.xml("word/styles.xml");
    let heading = |id: &str| {
        let style = all(styles.root_element(), "style").find(|style| style.attribute((W, "styleId")) == Some(id));
        child(style.expect("the style is there"), "pPr").is_some_and(|it| child(it, "pageBreakBefore").is_some())
    };
    assert!(heading("Heading1") && !heading("Heading2"));
    let body = file.xml("word/document.xml");
    let broken: Vec<String> = paragraphs(body.root_element())
        .filter(|paragraph| child(*paragraph, "pPr").is_some_and(|it| child(it, "pageBreakBefore").is_some()))
        .map(words)
        .collect();
    assert_eq!(broken, ["目次", "例外申請書", "アカウント棚卸し表", "用語集", "次の頁"]);
    assert_eq!(
        value(child(all(body.root_element(), "p").next().expect("one"), "pPr").expect("one"), "pStyle"),
        Some("CoverTitle")
    );
}
