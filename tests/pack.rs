//! Whole packs, read back by other readers than the writers': the words of DOCX and PDF are those of the model, and
//! the same input gives the same bytes.

mod packs;
mod support;

use std::io::{Cursor, Read};

use kitei::diag::Code;
use kitei::model::{Block, Document, DocumentKind, FigureBox, ListItem};
use kitei::pipeline::Kit;
use kitei::style::Marks;
use support::pdf_text::{self, PdfFile};

/// The DOCX and the PDF of a document.
fn files(kit: &Kit, document: &Document, marks: Marks) -> (Vec<u8>, Vec<u8>) {
    let mut layout = kit.layout(document, marks);
    // Odd values may be long; that a topic then runs over its page is said elsewhere.
    layout.diagnostics.retain(|problem| problem.code != Code::TooLong);
    assert_eq!(layout.diagnostics, []);
    let pages = layout.value.expect("is laid out");
    let docx = kit.docx(document, &pages, marks);
    let pdf = kit.pdf(document, &pages);
    assert_eq!((docx.diagnostics, pdf.diagnostics), (vec![], vec![]));
    (docx.value.expect("is written"), pdf.value.expect("is written"))
}

/// The main part of a DOCX.
fn document_xml(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("is a zip");
    let mut xml = String::new();
    archive.by_name("word/document.xml").expect("is there").read_to_string(&mut xml).expect("is UTF-8");
    xml
}

/// The words of a DOCX in order, a line for each paragraph that has any, without the entries of the contents. Numbers
/// are not among them: Word computes those.
fn docx_lines(bytes: &[u8]) -> Vec<String> {
    let xml = document_xml(bytes);
    let tree = roxmltree::Document::parse(&xml).expect("is XML");
    let named = |node: &roxmltree::Node<'_, '_>, name: &str| node.tag_name().name() == name;
    let style = |paragraph: &roxmltree::Node<'_, '_>| {
        let properties = paragraph.children().find(|child| named(child, "pPr"))?;
        let style = properties.children().find(|child| named(child, "pStyle"))?;
        style.attributes().find(|attribute| attribute.name() == "val").map(|attribute| attribute.value().to_owned())
    };
    tree.descendants()
        .filter(|node| named(node, "p"))
        .filter(|paragraph| !style(paragraph).is_some_and(|style| style.starts_with("TOC") && style != "TOCHeading"))
        .map(|paragraph| {
            // A paragraph that holds a figure does not say what the paragraphs in the figure say.
            let own = |node: &roxmltree::Node<'_, '_>| {
                node.ancestors().find(|above| named(above, "p")).is_some_and(|above| above == paragraph)
            };
            paragraph
                .descendants()
                .filter(own)
                .filter(|node| !node.ancestors().any(|above| named(&above, "rt")))
                .map(|node| match node.tag_name().name() {
                    "t" => node.text().unwrap_or_default(),
                    "br" if node.attributes().all(|attribute| attribute.value() != "page") => "\n",
                    _ => "",
                })
                .collect::<String>()
        })
        .filter(|line| !line.is_empty())
        .collect()
}

/// The lines of a document without its numbers, as a DOCX holds them.
fn unnumbered(document: &Document) -> Vec<String> {
    fn strip(blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::List(list) => {
                    for ListItem { label, blocks } in &mut list.items {
                        *label = None;
                        strip(blocks);
                    }
                }
                Block::Note(blocks) => strip(blocks),
                Block::Panel(panel) => panel.faces.iter_mut().for_each(|face| strip(face)),
                _ => {}
            }
        }
    }
    let mut document = document.clone();
    for part in &mut document.parts {
        strip(&mut part.blocks);
        if let Some(heading) = &mut part.heading {
            heading.label = None;
        }
    }
    document.lines().into_iter().filter(|line| !line.is_empty()).collect()
}

/// Lines with words, without the bullet or box before them: in a PDF those are words, in the model the kind of a list.
fn bare(lines: Vec<String>) -> Vec<String> {
    let mark = |line: &str| ["・ ", "□ "].into_iter().find_map(|mark| line.strip_prefix(mark)).map(str::to_owned);
    lines.into_iter().filter(|line| !line.trim().is_empty()).map(|line| mark(&line).unwrap_or(line)).collect()
}

/// Both files of every document say what the model says.
#[track_caller]
fn check(profile: &str, marks: Marks) {
    let (_, outcome) = packs::compile(profile, marks);
    let pack = outcome.value.expect("compiles");
    for document in &pack.documents {
        let (docx, pdf) = files(packs::kit(), document, marks);
        let kind = document.file_stem();
        same(&docx_lines(&docx), &unnumbered(document), &format!("the DOCX of the {kind}"));
        same(&bare(pdf_text::lines(&pdf)), &bare(document.lines()), &format!("the PDF of the {kind}"));
    }
}

#[track_caller]
fn same(found: &[String], expected: &[String], of: &str) {
    for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert_eq!(found, expected, "line {index} of {of}");
    }
    assert_eq!(found.len(), expected.len(), "lines of {of}");
}

#[test]
fn the_words_of_the_sample_packs_are_the_models() {
    for name in packs::PROFILES {
        check(&packs::profile(name), Marks::Final);
    }
}

/// Both files describe the organisation chart in the same words for readers who cannot see it.
#[test]
fn the_chart_has_words_for_those_who_cannot_see_it() {
    let (_, outcome) = packs::compile(&packs::profile("hoshifuru-seiko"), Marks::Final);
    let documents = outcome.value.expect("compiles").documents;
    let document = documents.iter().find(|document| document.kind == DocumentKind::Regulations).expect("is there");
    let blocks = document.parts.iter().flat_map(|part| &part.blocks);
    let figures = blocks.filter_map(|block| if let Block::Figure(figure) = block { Some(figure) } else { None });
    let figures: Vec<_> = figures.collect();
    let [figure] = figures.as_slice() else { panic!("one figure") };
    let (docx, pdf) = files(packs::kit(), document, Marks::Final);

    let xml = document_xml(&docx);
    let tree = roxmltree::Document::parse(&xml).expect("is XML");
    let named = |name: &str| tree.descendants().filter(|node| node.tag_name().name() == name).collect::<Vec<_>>();
    let described: Vec<_> = named("docPr").iter().filter_map(|node| node.attribute("descr")).collect();
    assert_eq!(described, [figure.description()]);
    assert_eq!(named("txbxContent").len(), figure.boxes.len());

    let file = PdfFile::read(&pdf);
    let structure = file.structure();
    let found = structure.all("Figure");
    let [found] = found.as_slice() else { panic!("one figure") };
    assert_eq!(file.text(&found.dictionary, "Alt"), Some(figure.description()));
    assert_eq!(found.elements().count(), figure.boxes.iter().flat_map(FigureBox::lines).count());
    let area = file.array(&file.dictionary(found.dictionary.get("A").expect("has attributes")), "BBox");
    let [left, bottom, right, top] =
        area.iter().map(|side| side.as_number().expect("a number")).collect::<Vec<_>>()[..]
    else {
        panic!("four sides")
    };
    // The margins are 25 mm left and right, 25 mm above and 22 mm below.
    assert!(left >= 70.8 && right <= 524.5 && bottom >= 62.3 && top <= 771.1);
    assert!(right - left > 300.0 && top - bottom > 150.0);
}

#[test]
fn a_review_says_the_same_and_more() {
    check(&packs::profile("hoshifuru-seiko"), Marks::Review);
}

#[test]
fn samples_say_the_same_in_both_files() {
    for name in packs::PROFILES {
        check(&packs::profile(name), Marks::Sample);
    }
}

#[test]
fn article_numbers_and_japanese_years_are_written_too() {
    let text = packs::SMALL.replace(
        "enacted_on = 2026-12-01",
        "enacted_on = 2026-12-01\nnumbering = \"compact\"\nnumbering_style = \"article\"\ndate_style = \"wareki\"\ndepth = \"full\"",
    );
    check(&text, Marks::Final);
}

#[test]
fn odd_values_come_out_as_they_were_given() {
    let odd = [
        "A | B",
        "**強調** *斜体* _下線_ `符号`",
        "# 見出し",
        "1. 項",
        "- [ ] 欄",
        "{{company.name}} {{#if x}} {{/if}}",
        "<w:p>&amp;\"' ]]> <!-- -->",
        "前\n後",
        "  二つの空白  ",
        "右\u{200F}から\u{200E}左",
        "辻\u{E0101} 葛\u{E0100}",
        "髙橋 﨑 ㈱ ① ～ — − ‐",
        "https://example.jp/a_very_long_path_without_any_place_to_break_at_all_0123456789_0123456789_0123456789",
    ];
    for values in [odd.join("、"), "# 一行目\n- 二行目".to_owned()] {
        let quoted = toml::Value::String(values).to_string();
        let text = packs::SMALL.replace("\"株式会社あおぞら文具\"", &quoted);
        assert!(text.contains(&quoted));
        check(&text, Marks::Final);
    }
    let long = toml::Value::String("長い基準の".repeat(2000)).to_string();
    check(&format!("{}\n[audit]\ncriteria = {long}\n", packs::SMALL), Marks::Final);
}

#[test]
fn the_same_profile_gives_the_same_bytes() {
    let build = |name: &str| {
        let (_, outcome) = packs::compile(&packs::profile(name), Marks::Final);
        let documents = outcome.value.expect("compiles").documents;
        documents.iter().map(|document| files(packs::kit(), document, Marks::Final)).collect::<Vec<_>>()
    };
    let first = build("tsukishiro");
    build("minimal");
    let again = std::thread::spawn(move || build("tsukishiro"));
    assert_eq!(build("tsukishiro"), first);
    assert_eq!(again.join().expect("the other thread ends"), first);
}

/// Kanji of names that the three faces lack print from the fallback face and stand in a font of their own in Word.
#[test]
fn kanji_outside_the_faces_print() {
    let profile = packs::SMALL.replace("青空 ふみ", "𠮷野 ふみ");
    check(&profile, Marks::Final);
    let pack = packs::compile(&profile, Marks::Final).1.value.expect("compiles");
    let policy = pack.documents.iter().find(|document| document.kind == DocumentKind::BasicPolicy).expect("is there");
    let (docx, pdf) = files(packs::kit(), policy, Marks::Final);
    assert!(pdf_text::lines(&pdf).concat().contains("𠮷野 ふみ"));
    let xml = document_xml(&docx);
    let tree = roxmltree::Document::parse(&xml).expect("is XML");
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let lent: Vec<_> = tree
        .descendants()
        .filter(|node| node.tag_name().name() == "rFonts" && node.attribute((word, "eastAsia")) == Some("Yu Mincho"))
        .filter_map(|fonts| fonts.ancestors().find(|above| above.tag_name().name() == "r"))
        .map(|run| {
            run.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text()).collect::<String>()
        })
        .collect();
    assert!(!lent.is_empty() && lent.iter().all(|words| words == "𠮷"), "{lent:?}");
}
