//! What a written PDF says to a second reader: pages, words, tags, links, outline.

mod support;

use kitei::layout::{Item, NodeId, NodeKind, Pages};
use pdf::primitive::{Dictionary, Primitive};
use support::pdf_text::{Kid, PdfFile, lines};
use support::sheet::{BODY, Sheet, everything, fonts, properties, style};

fn write(pages: &Pages) -> Vec<u8> {
    let outcome = kitei::pdf::write(&properties(), pages, &style(), &fonts());
    assert_eq!(outcome.diagnostics, []);
    outcome.value.expect("without diagnostics there is a file")
}

#[test]
fn pages_keep_their_sizes() {
    let file = PdfFile::read(&write(&everything()));
    let sizes: Vec<_> = file.pages.iter().map(|page| page.size).collect();
    assert_eq!(sizes, [(595.276, 841.89), (595.276, 841.89), (595.276, 841.89), (841.89, 595.276)]);
}

#[test]
fn structure_has_the_shape_of_the_nodes() {
    let structure = PdfFile::read(&write(&everything())).structure();
    let chapter = structure.elements().nth(2).expect("a chapter").shape();
    assert_eq!(
        chapter,
        "Sect(H1 Sect(H2 P(Link Link Span Link Span Span Span) \
         L(LI(Lbl LBody(P L(LI(Lbl LBody)))) LI(Lbl LBody(P L(LI(Lbl LBody))))) \
         Note(Lbl P) Figure Table(TR(TH TH TH) TR(TH TD TD) TR(TH TD TD))))"
    );
}

#[test]
fn words_come_in_reading_order() {
    assert_eq!(
        lines(&write(&everything())),
        [
            "情報セキュリティ関連規程",
            "株式会社青葉製作所",
            "目次",
            "1 総則",
            "1.1 目的",
            "この規程は、情報セキュリティ基本方針に基づき、当社の情報資産を守るために\
             従業員がISO 27001及びNIST SP 800-53を参考に守るべき事項を12項目、defined in this document and others \
             として定める（第2章又は4.5参照）。重要度3以上、辻\u{E0100}様と葛\u{E0100}城様",
            "(1) 情報資産を分類する",
            "・ 機密性・完全性・可用性",
            "(2) アクセス権は90日ごとに見直す",
            "□ 機密性・完全性・可用性",
            "注:",
            "外部サービスを含む",
            "従業員→責任者→代表者",
            "資産",
            "重要度",
            "保管場所",
            "顧客名簿",
            "3",
            "NAS（2階）",
            "見積書",
            "1",
            "",
            "2 アクセス制御",
            "１２３　全角の空白と①㈱№",
        ]
    );
}

#[test]
fn furniture_is_no_part_of_the_text() {
    let file = PdfFile::read(&write(&everything()));
    assert_eq!(file.pages[1].artifacts, ["情報セキュリティ関連規程 第1.2版", "2"]);
    assert_eq!(file.pages[3].artifacts, ["資産", "重要度", "保管場所", "4"]);
}

#[test]
fn painting_follows_reading_order() {
    let mut sheet = Sheet::new();
    sheet.portrait();
    let first = sheet.node(NodeId(0), NodeKind::Paragraph);
    let second = sheet.node(NodeId(0), NodeKind::Paragraph);
    sheet.text(second, BODY, 70.0, 100.0, "二");
    sheet.text(first, BODY, 70.0, 200.0, "一");
    let file = PdfFile::read(&write(&sheet.pages));
    assert_eq!(file.pages[0].painted, ["一", "二"]);
}

#[test]
fn check_boxes_have_a_glyph_to_find() {
    let mut sheet = Sheet::new();
    sheet.portrait();
    let node = sheet.node(NodeId(0), NodeKind::Paragraph);
    sheet.check_box(node, 70.0, 100.0, 9.0);
    let file = PdfFile::read(&write(&sheet.pages));
    assert_eq!((file.pages[0].glyphs.as_str(), file.structure().words().as_str()), ("□", "□"));
}

#[test]
fn one_glyph_may_stand_for_two_characters() {
    let mut sheet = Sheet::new();
    sheet.portrait();
    let node = sheet.node(NodeId(0), NodeKind::Paragraph);
    sheet.text(node, BODY, 70.0, 100.0, "規程");
    sheet.text(node, BODY, 70.0, 120.0, "規則");
    let Some(Item::Glyphs(run)) = sheet.pages.pages[0].items.get_mut(1) else { panic!("a run") };
    "軌".clone_into(&mut run.glyphs[0].text);
    assert_eq!(lines(&write(&sheet.pages)), ["規程軌則"]);
}

#[test]
fn links_lead_to_named_places() {
    let file = PdfFile::read(&write(&everything()));
    let structure = file.structure();
    let targets: Vec<_> = structure
        .all("Link")
        .iter()
        .map(|link| {
            let annotations: Vec<_> = link
                .kids
                .iter()
                .filter_map(|kid| if let Kid::Annotation(kid) = kid { Some(kid) } else { None })
                .collect();
            let [annotation] = annotations[..] else { panic!("one annotation a link") };
            assert_eq!(file.entry(annotation, "F").as_integer().ok(), Some(4));
            let target = file.text(annotation, "Dest").expect("named");
            assert_eq!(file.text(annotation, "Contents"), Some(format!("{target}へ移動")));
            assert_eq!(parent_of(&file, annotation).get("S"), link.dictionary.get("S"));
            target
        })
        .collect();
    assert_eq!(targets, ["chapter-1", "article-1", "chapter-2", "chapter-2", "chapter-2", "chapter-2"]);

    let names = file.dictionary(file.catalog().get("Names").expect("names"));
    let names = file.array(&file.dictionary(names.get("Dests").expect("destinations")), "Names");
    let keys: Vec<_> = names.iter().step_by(2).map(|key| key.to_string_lossy().expect("a key")).collect();
    assert_eq!(keys, ["article-1", "chapter-1", "chapter-2", "contents", "cover"]);
    let place = names[5].as_array().expect("a place");
    assert_eq!(place[0], Primitive::Reference(file.page_reference(3)));
    assert_eq!(place[3].as_number().ok(), Some(595.276 - 125.0));
}

/// The element that the parent tree names for an annotation.
fn parent_of(file: &PdfFile, annotation: &Dictionary) -> Dictionary {
    let key = file.entry(annotation, "StructParent").as_integer().expect("has a key");
    let root = file.dictionary(file.catalog().get("StructTreeRoot").expect("tagged"));
    let numbers = file.array(&file.dictionary(root.get("ParentTree").expect("a parent tree")), "Nums");
    let at = numbers.iter().step_by(2).position(|number| number.as_integer().ok() == Some(key)).expect("is listed");
    file.dictionary(&numbers[at * 2 + 1])
}

#[test]
fn parent_tree_names_every_marked_sequence() {
    let file = PdfFile::read(&write(&everything()));
    let root = file.dictionary(file.catalog().get("StructTreeRoot").expect("tagged"));
    let numbers = file.array(&file.dictionary(root.get("ParentTree").expect("a parent tree")), "Nums");
    for (index, page) in (0_u32..).zip(&file.pages) {
        let key = file.entry(&file.page_dictionary(index), "StructParents").as_integer().expect("has a key");
        let at = numbers.iter().step_by(2).position(|number| number.as_integer().ok() == Some(key)).expect("listed");
        assert_eq!(numbers[at * 2 + 1].as_array().expect("elements").len(), page.marked.len());
    }
}

#[test]
fn heads_lists_notes_and_figures_have_attributes() {
    let file = PdfFile::read(&write(&everything()));
    let structure = file.structure();
    let attribute = |tag: &str, key: &str| -> Vec<String> {
        let of = |dictionary: &Dictionary| {
            let attributes = file.dictionary(dictionary.get("A").expect("has attributes"));
            file.entry(&attributes, key).as_name().expect("a name").to_owned()
        };
        structure.all(tag).iter().map(|element| of(&element.dictionary)).collect()
    };
    assert_eq!(attribute("TH", "Scope"), ["Column", "Column", "Column", "Row", "Row"]);
    assert_eq!(attribute("L", "ListNumbering"), ["Decimal", "Disc", "None"]);
    let figure = &structure.all("Figure")[0].dictionary;
    assert_eq!(file.text(figure, "Alt").as_deref(), Some("連絡の流れを示す図"));
    let area = file.array(&file.dictionary(figure.get("A").expect("has attributes")), "BBox");
    let area: Vec<_> = area.iter().map(|corner| corner.as_number().expect("a number")).collect();
    assert_eq!((area[0], area[1], area[3]), (80.0, 481.89, 490.89));
    let note = &structure.all("Note")[0].dictionary;
    assert!(file.text(note, "ID").is_some());
}

#[test]
fn outline_nests() {
    let file = PdfFile::read(&write(&everything()));
    let outlines = file.dictionary(file.catalog().get("Outlines").expect("an outline"));
    let titles = outline(&file, &outlines);
    assert_eq!(titles, ["情報セキュリティ関連規程", "目次", "1 総則", "  1.1 目的", "2 アクセス制御"]);
    assert_eq!(file.entry(&outlines, "Count").as_integer().ok(), Some(4));
    assert_eq!(file.entry(&file.catalog(), "PageMode").as_name().ok(), Some("UseOutlines"));
}

/// The titles below an outline item, indented by level; checks the way back.
fn outline(file: &PdfFile, parent: &Dictionary) -> Vec<String> {
    let mut titles = Vec::new();
    let mut next = parent.get("First").cloned();
    let mut previous: Option<Primitive> = None;
    while let Some(at) = next {
        let item = file.dictionary(&at);
        assert_eq!(item.get("Prev"), previous.as_ref());
        assert_eq!(&file.dictionary(item.get("Parent").expect("a parent")), parent);
        titles.push(file.text(&item, "Title").expect("a title"));
        titles.extend(outline(file, &item).into_iter().map(|title| format!("  {title}")));
        next = item.get("Next").cloned();
        previous = Some(at);
    }
    assert_eq!(parent.get("Last"), previous.as_ref());
    titles
}
