//! What a written PDF file is: its fonts, its properties, and that it is always the same.

mod support;

use std::thread;

use kitei::layout::{Item, NodeId, NodeKind, Pages};
use pdf::primitive::{Dictionary, Primitive};
use support::pdf_text::PdfFile;
use support::sheet::{BODY, CELL, HEAD, RED, Sheet, everything, fonts, properties, style};

fn write(pages: &Pages) -> Vec<u8> {
    let outcome = kitei::pdf::write(&properties(), pages, &style(), &fonts());
    assert_eq!(outcome.diagnostics, []);
    outcome.value.expect("without diagnostics there is a file")
}

/// The fonts of the first page: name, dictionary of the font, dictionary of its descendant.
fn fonts_of(file: &PdfFile) -> Vec<(String, Dictionary, Dictionary)> {
    let resources = file.dictionary(file.page_dictionary(0).get("Resources").expect("resources"));
    let fonts = file.dictionary(resources.get("Font").expect("fonts"));
    let font = |font: &Primitive| {
        let font = file.dictionary(font);
        let [descendant] = &file.array(&font, "DescendantFonts")[..] else { panic!("one descendant") };
        let name = file.entry(&font, "BaseFont").as_name().expect("a name").to_owned();
        (name, font.clone(), file.dictionary(descendant))
    };
    let mut fonts: Vec<_> = fonts.iter().map(|(_, dictionary)| font(dictionary)).collect();
    fonts.sort_by(|left, right| left.0[7..].cmp(&right.0[7..]));
    fonts
}

#[test]
fn fonts_are_embedded_subsets() {
    let file = PdfFile::read(&write(&everything()));
    let fonts = fonts_of(&file);
    let names: Vec<_> = fonts.iter().map(|(name, ..)| &name[7..]).collect();
    assert_eq!(names, ["BIZUDPGothic-Bold", "BIZUDPGothic-Regular", "BIZUDPMincho-Regular"]);
    for (name, _, descendant) in &fonts {
        assert!(name[..6].bytes().all(|byte| byte.is_ascii_uppercase()) && name.as_bytes()[6] == b'+', "{name}");
        let descriptor = file.dictionary(descendant.get("FontDescriptor").expect("a descriptor"));
        assert_eq!(file.entry(&descriptor, "FontName").as_name().ok(), Some(name.as_str()));
        let program = file.stream(descriptor.get("FontFile2").expect("a font program"));
        assert!(program.len() < 100_000, "{} bytes", program.len());
        let capitals = file.entry(&descriptor, "CapHeight").as_integer().expect("a height");
        assert!((650..800).contains(&capitals), "{capitals}");
    }
}

#[test]
fn widths_are_rounded() {
    let mut sheet = Sheet::new();
    sheet.portrait();
    let node = sheet.node(NodeId(0), NodeKind::Paragraph);
    sheet.text(node, BODY, 70.0, 100.0, "規あA");
    let file = PdfFile::read(&write(&sheet.pages));
    let [(_, _, descendant)] = &fonts_of(&file)[..] else { panic!("one font") };
    let widths = file.array(descendant, "W");
    let shown: Vec<_> = widths[1].as_array().expect("widths").iter().map(|width| width.as_integer().ok()).collect();
    let fonts = fonts();
    let mincho = fonts.file(BODY.face);
    let mut glyphs: Vec<_> = "規あA".chars().map(|character| mincho.glyph(character, None).expect("covered")).collect();
    glyphs.sort_by_key(|glyph| glyph.id);
    let em = i32::from(mincho.units_per_em);
    let rounded = |advance: u16| Some((i32::from(advance) * 1000 + em / 2) / em);
    assert_eq!(shown, glyphs.iter().map(|glyph| rounded(glyph.advance)).collect::<Vec<_>>());
}

#[test]
fn unused_faces_are_left_out() {
    let mut sheet = Sheet::new();
    sheet.portrait();
    let node = sheet.node(NodeId(0), NodeKind::Paragraph);
    sheet.text(node, CELL, 70.0, 100.0, "表");
    let file = PdfFile::read(&write(&sheet.pages));
    assert_eq!(fonts_of(&file).len(), 1);
}

#[test]
fn empty_pages_are_pages() {
    let mut sheet = Sheet::new();
    sheet.portrait();
    let node = sheet.node(NodeId(0), NodeKind::Paragraph);
    sheet.text(node, CELL, 70.0, 100.0, "");
    sheet.portrait();
    let file = PdfFile::read(&write(&sheet.pages));
    assert_eq!(file.pages.len(), 2);
    assert_eq!(file.structure().shape(), "Document(P)");

    let no_nodes = Pages { nodes: Vec::new(), ..sheet.pages };
    let bare = Pages { pages: vec![no_nodes.pages[1].clone()], ..no_nodes };
    assert_eq!(PdfFile::read(&write(&bare)).structure().shape(), "Document");
}

#[test]
fn properties_stand_in_both_places() {
    let file = PdfFile::read(&write(&everything()));
    let information = file.information();
    let xmp = String::from_utf8(file.stream(file.catalog().get("Metadata").expect("XMP"))).expect("UTF-8");
    let packet = xmp.split_once("?>\n").expect("a packet").1;
    let xml = roxmltree::Document::parse(packet).expect("XMP is XML");
    let said = |name: &str| {
        let node = xml.descendants().find(|node| node.tag_name().name() == name).expect("is said");
        let text = node.descendants().filter(roxmltree::Node::is_text).filter_map(|text| text.text());
        text.collect::<String>().trim().to_owned()
    };
    for (key, name, value) in [
        ("Title", "title", "情報セキュリティ関連規程"),
        ("Author", "creator", "株式会社 青葉製作所 & Co."),
        ("Subject", "description", "情報資産を守るための社内の決まり"),
        ("Keywords", "Keywords", "情報セキュリティ, ISMS"),
        ("Producer", "Producer", concat!("kitei ", env!("CARGO_PKG_VERSION"))),
        ("Creator", "CreatorTool", concat!("kitei ", env!("CARGO_PKG_VERSION"))),
    ] {
        assert_eq!(file.text(&information, key).as_deref(), Some(value));
        assert_eq!(said(name), value);
    }
    assert_eq!(file.text(&information, "CreationDate").as_deref(), Some("D:20240401000000+09'00'"));
    assert_eq!(file.text(&information, "ModDate").as_deref(), Some("D:20251031000000+09'00'"));
    assert_eq!(said("CreateDate"), "2024-04-01T00:00:00+09:00");
    assert_eq!(said("ModifyDate"), "2025-10-31T00:00:00+09:00");
    assert_eq!(said("VersionID"), "1.2");
    for key in ["Trapped", "GTS_PDFXVersion", "Identifier"] {
        assert!(information.get(key).is_none(), "{key}");
    }
}

#[test]
fn catalogue_says_how_to_read() {
    let bytes = write(&everything());
    assert!(bytes.starts_with(b"%PDF-1.7\n"));
    let file = PdfFile::read(&bytes);
    let catalog = file.catalog();
    assert_eq!(file.text(&catalog, "Lang").as_deref(), Some("ja-JP"));
    let flag = |key: &str, name: &str| {
        let dictionary = file.dictionary(catalog.get(key).expect("is there"));
        file.entry(&dictionary, name).as_bool().expect("is a flag")
    };
    assert!(flag("MarkInfo", "Marked"));
    assert!(flag("ViewerPreferences", "DisplayDocTitle"));
    let intent = file.dictionary(&file.array(&catalog, "OutputIntents")[0]);
    assert_eq!(file.entry(&intent, "S").as_name().ok(), Some("GTS_PDFA1"));
    for index in 0..4 {
        assert_eq!(file.entry(&file.page_dictionary(index), "Tabs").as_name().ok(), Some("S"));
    }
}

#[test]
fn bytes_depend_on_the_input_only() {
    let first = write(&everything());
    let mut other = Sheet::new();
    other.portrait();
    let node = other.node(NodeId(0), NodeKind::Heading(1));
    other.text(node, HEAD, 70.0, 100.0, "別の文書");
    let other_bytes = write(&other.pages);
    let threads: Vec<_> = (0..2).map(|_| thread::spawn(|| write(&everything()))).collect();
    assert_eq!(write(&everything()), first);
    assert_eq!(write(&other.pages), other_bytes);
    for thread in threads {
        assert_eq!(thread.join().expect("writing does not panic"), first);
    }
}

#[test]
fn identifier_follows_the_content() {
    let mut sheet = Sheet::new();
    sheet.portrait();
    let node = sheet.node(NodeId(0), NodeKind::Paragraph);
    sheet.text(node, BODY, 70.0, 100.0, "規程");
    let one = PdfFile::read(&write(&sheet.pages)).identifier();
    let Some(Item::Glyphs(run)) = sheet.pages.pages[0].items.first_mut() else { panic!("a run") };
    run.color = RED;
    let two = PdfFile::read(&write(&sheet.pages)).identifier();
    assert_ne!(one, two);
}
