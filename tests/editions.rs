//! Documents under a condition and in editions: which are made, what each says, and how many pages it takes.

mod packs;

use std::io::{Cursor, Read};

use kitei::bundle::Bundle;
use kitei::diag::{Code, Diagnostic};
use kitei::layout::{Item, Pages};
use kitei::model::{Document, DocumentKind, PartKind};
use kitei::style::{Marks, Style};
use packs::{PROFILES, SMALL};

/// The small profile with lines put below the head of a group.
fn with(group: &str, lines: &str) -> String {
    let head = format!("[{group}]\n");
    if SMALL.contains(&head) {
        SMALL.replace(&head, &format!("{head}{lines}\n"))
    } else {
        format!("{SMALL}{head}{lines}\n")
    }
}

/// A sample profile with values replaced.
fn sample(name: &str, values: &[(&str, &str, toml::Value)]) -> String {
    let mut profile: toml::Table = packs::profile(name).parse().expect("is TOML");
    for (group, key, value) in values {
        let group = profile.entry(*group).or_insert_with(|| toml::Table::new().into());
        group.as_table_mut().expect("is a group").insert((*key).to_owned(), value.clone());
    }
    toml::to_string(&profile).expect("is TOML")
}

fn documents(profile: &str) -> Vec<Document> {
    packs::compile(profile, Marks::Final).1.value.expect("compiles").documents
}

fn edition<'a>(documents: &'a [Document], id: &str) -> &'a Document {
    documents.iter().find(|document| document.edition.id == id).expect("is made")
}

fn words(document: &Document) -> String {
    document.lines().join("\n")
}

fn problems(profile: &str, code: Code) -> Vec<String> {
    let found = packs::compile(profile, Marks::Final).1.diagnostics;
    found.into_iter().filter(|problem| problem.code == code).map(|problem| problem.message).collect()
}

fn lay_out(document: &Document) -> (Pages, Vec<Diagnostic>) {
    let outcome = packs::kit().layout(document, Marks::Final);
    (outcome.value.expect("is laid out"), outcome.diagnostics)
}

const ALL: &str = r#"variant = ["internal", "public", "short", "english"]
signature = "seal""#;

#[test]
fn every_edition_draws_the_same_items() {
    let profile = with("policy", ALL).replace("[company]\n", "[company]\nname_en = \"Aozora Stationery Inc.\"\n");
    let documents = documents(&profile);
    let stems: Vec<String> = documents.iter().map(Document::file_stem).collect();
    let policy = "01_情報セキュリティ基本方針";
    assert_eq!(
        stems[..4],
        ["", "（公開用）", "（短縮版）", "（英語見出し）"].map(|suffix| format!("{policy}{suffix}"))
    );
    let items = |id: &str| -> Vec<(String, String)> {
        let parts = edition(&documents, id).parts.iter().filter(|part| part.kind == PartKind::Item);
        let label = |part: &kitei::model::Part| part.heading.as_ref()?.label.as_ref().map(|label| label.text.clone());
        parts.map(|part| (part.key.clone(), label(part).expect("has a number"))).collect()
    };
    let all = items("internal");
    assert_eq!((items("public"), items("english")), (all.clone(), all.clone()));
    assert_eq!(items("short"), all[..5]);
    let texts = ["internal", "public", "short", "english"].map(|id| words(edition(&documents, id)));
    assert_eq!(texts.each_ref().map(|text| text.contains('印')), [true, false, false, false]);
    assert_eq!(texts.each_ref().map(|text| text.contains("改訂履歴")), [true, false, false, false]);
    assert_eq!(texts.each_ref().map(|text| text.contains("Management Responsibility")), [false, false, false, true]);
    assert!(texts[3].contains("Information Security Policy") && texts[3].contains("Aozora Stationery Inc."));
    assert!(texts[2].lines().count() <= 11, "{}", texts[2]);
}

#[test]
fn only_the_editions_asked_for_are_made() {
    let (_, outcome) = packs::compile(&with("policy", "variant = [\"short\"]"), Marks::Final);
    let pack = outcome.value.expect("compiles");
    let made: Vec<_> = pack.documents.iter().map(|document| (document.kind, document.edition.id.as_str())).collect();
    assert_eq!(made[..2], [(DocumentKind::BasicPolicy, "short"), (DocumentKind::Handbook, "")]);
    let dropped = pack.selection.dropped.get("policy.revisions").expect("belongs to no edition made");
    assert_eq!(dropped.fields.first().map(kitei::fields::FieldPath::as_str), Some("policy.variant"));
    assert!(pack.selection.keeps("policy.leadership"));
}

#[test]
fn the_policy_on_my_number_is_apart_merged_or_none() {
    let mut said = Vec::new();
    for choice in ["separate", "merged", "none"] {
        let documents = documents(&with("policy", &format!("my_number = \"{choice}\"")));
        let apart = documents.iter().find(|document| document.kind == DocumentKind::MyNumberPolicy);
        said.push((apart.is_some(), words(edition(&documents, "internal")).contains("特定個人情報等の適正な取扱い")));
        if let Some(policy) = apart {
            let heads = policy.parts.iter().filter(|part| part.kind == PartKind::Item).count();
            assert_eq!((heads, policy.most_pages), (6, Some(1)));
        }
    }
    assert_eq!(said, [(true, false), (false, true), (false, false)]);
    let without = documents(&SMALL.replace("handled = true", "handled = false"));
    assert!(without.iter().all(|document| document.kind != DocumentKind::MyNumberPolicy));
}

#[test]
fn references_from_outside_lead_to_the_first_edition_and_may_leave_its_title_out() {
    let mut bundle = Bundle::embedded();
    let article = "+++\nkind = \"article\"\nkey = \"gen.own\"\nheading = \"独自\"\n+++\n1. {{ref \"policy.incident\"}}と{{num \"policy.incident\"}}による。\n";
    bundle.overlay("regulations/00-general/09-own.md.hbs".to_owned(), "own".to_owned(), article.into());
    let (mut sources, kit) = bundle.kit();
    let kit = kit.value.expect("is sound");
    let source = sources.add("会社.toml", with("policy", ALL));
    let pack = kit.compile(&sources, source, None, Marks::Final).value.expect("compiles");
    let regulations = pack.documents.iter().find(|document| document.kind == DocumentKind::Regulations);
    let text = words(regulations.expect("is made"));
    assert!(text.contains("『情報セキュリティ基本方針』5と5による。"), "{text}");
}

#[test]
fn policies_of_all_companies_take_one_page_in_every_edition() {
    let all: toml::Value = vec!["internal", "public", "short", "english"].into();
    for name in PROFILES {
        let values = [("policy", "variant", all.clone()), ("company", "name_en", "Example Company, Limited".into())];
        for document in documents(&sample(name, &values)).iter().filter(|document| document.kind.is_policy()) {
            let (pages, problems) = lay_out(document);
            assert_eq!((pages.pages.len(), problems), (1, vec![]), "{} of {name}", document.file_stem());
        }
    }
}

/// The type sizes of running text that a layout uses, in points.
fn sizes(pages: &Pages) -> Vec<f64> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    items.filter_map(|item| if let Item::Glyphs(run) = item { Some(run.size.pt()) } else { None }).collect()
}

#[test]
fn a_long_policy_closes_up_alike_in_both_formats_before_it_is_reported() {
    let policy = |business: usize| {
        let head = format!("[company]\nbusiness = \"{}\"\n", "文具の卸売".repeat(business));
        let items = r#"items = ["scope", "measures", "personal_data", "supply_chain", "communication"]"#;
        edition(&documents(&with("policy", items).replace("[company]\n", &head)), "internal").clone()
    };
    let mut lengths = (1..160).step_by(12).map(|business| {
        let policy = policy(business);
        (lay_out(&policy), policy)
    });
    let ((pages, problems), long) = lengths.find(|((pages, _), _)| pages.tightening > 0).expect("closes up");
    assert_eq!((pages.pages.len(), problems), (1, vec![]));
    let kit = packs::kit();
    let text = kit.style.text(long.type_size, pages.tightening);
    assert!(sizes(&pages).contains(&text.body.pt()));
    let docx = kit.docx(&long, &pages, Marks::Final).value.expect("is written");
    let mut styles = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).expect("is a zip");
    archive.by_name("word/styles.xml").expect("is there").read_to_string(&mut styles).expect("is UTF-8");
    assert!(styles.contains(&format!("<w:sz w:val=\"{}\"", text.body.half_points())));
    let line = text.leading.at(text.body).twips();
    assert_ne!(line, kit.style.text(long.type_size, 0).leading.at(kit.style.text(long.type_size, 0).body).twips());
    assert!(styles.contains(&format!("w:line=\"{line}\"")));

    let (pages, problems) = lay_out(&policy(300));
    assert_eq!((pages.pages.len(), pages.tightening), (2, kit.style.tightenings.len()));
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::TooLong]);
}

#[test]
fn running_text_never_closes_up_below_nine_and_a_half_points() {
    let style = Style::from_toml(include_str!("../templates/style.toml")).expect("is sound");
    let documents = documents(SMALL);
    let policy = edition(&documents, "internal");
    let bodies: Vec<f64> =
        (0..=style.tightenings.len()).map(|steps| style.text(policy.type_size, steps).body.pt()).collect();
    assert!(bodies.iter().all(|body| *body >= 9.5) && bodies.is_sorted_by(|a, b| a >= b), "{bodies:?}");
}

#[test]
fn a_policy_for_the_public_keeps_the_inside_to_itself() {
    let contact = |contact: &str| with("policy", &format!("inquiry_contact = {contact}"));
    let told = |profile: &str| problems(profile, Code::Disclosed);
    assert_eq!(told(&contact(r#"{ dept = "総務部", tel = "03-0000-0000" }"#)), Vec::<String>::new());
    let mobile = told(&contact(r#"{ dept = "総務部", tel = "090-0000-0000" }"#));
    assert_eq!(mobile, ["情報セキュリティ基本方針（公開用）に携帯電話の番号 090-0000-0000が載ります"]);
    let product = format!("{}[malware]\nproduct = \"マモル君\"\n", contact(r#"{ dept = "総務部（マモル君係）" }"#));
    assert_eq!(told(&product).len(), 0, "a name that people outside know is none of the inside");
    let product = SMALL.replace("[company]\n", "[company]\nbusiness = \"文具の卸売（マモル君で検査）\"\n");
    let product = format!("{product}[malware]\nproduct = \"マモル君\"\n[policy]\nitems = [\"scope\"]\n");
    assert!(told(&product).iter().any(|message| message.contains("「マモル君」")), "{:?}", told(&product));
    let inside = product.replace("[policy]\n", "[policy]\nvariant = [\"internal\"]\n");
    assert_eq!(told(&inside), Vec::<String>::new());
    for name in PROFILES {
        assert_eq!(told(&packs::profile(name)), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_handbook_stands_upright_and_in_large_print() {
    let handbook = |layout: &str, large: bool| {
        let values = [("handbook", "layout", layout.into()), ("handbook", "large_print", large.into())];
        let documents = documents(&sample("minazukino", &values));
        let handbook = documents.into_iter().find(|document| document.kind == DocumentKind::Handbook);
        handbook.expect("is made")
    };
    for (layout, large) in [("landscape", false), ("portrait", false), ("landscape", true), ("portrait", true)] {
        let document = handbook(layout, large);
        let (pages, problems) = lay_out(&document);
        assert_eq!(problems, []);
        assert!(pages.pages.iter().all(|page| (page.width > page.height) == (layout == "landscape")), "{layout}");
        assert_eq!(sizes(&pages).contains(&26.0), large, "{layout} {large}");
        let limited = document.parts.iter().filter(|part| part.most_pages.is_some()).count();
        let topics = document.parts.iter().filter(|part| part.kind == PartKind::Topic).count();
        assert_eq!(limited, if layout == "landscape" && !large { topics } else { 0 });
    }
}

/// A part of the DOCX of a document.
fn docx_part(document: &Document, name: &str) -> String {
    let kit = packs::kit();
    let bytes = kit.docx(document, &lay_out(document).0, Marks::Final).value.expect("is written");
    let mut text = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("is a zip");
    archive.by_name(name).expect("is there").read_to_string(&mut text).expect("is UTF-8");
    text
}

#[test]
fn the_poster_stands_in_the_middle_of_its_page() {
    let documents = documents(&with("policy", ALL).replace("[company]\n", "[company]\nname_en = \"Aozora Inc.\"\n"));
    for (id, centred) in [("short", true), ("internal", false)] {
        let document = edition(&documents, id);
        let pages = lay_out(document).0;
        let page = packs::kit().style.page(document.shape, document.type_size);
        let words = pages.pages[0].items.iter().filter_map(|item| match item {
            Item::Glyphs(run) if run.node.is_some() => Some((run.y - run.size, run.y)),
            _ => None,
        });
        let first = words.clone().map(|(top, _)| top).min().expect("has words");
        let last = words.map(|(_, bottom)| bottom).max().expect("has words");
        let (above, below) = (first - page.top, page.height - page.bottom - last);
        let difference = (above.pt() - below.pt()).abs();
        assert_eq!(difference < 20.0, centred, "{id}: {above:?} above, {below:?} below");
        let body = docx_part(document, "word/document.xml");
        assert_eq!(body.contains(r#"<w:vAlign w:val="center"/>"#), centred, "{id}");
    }
}

#[test]
fn cards_have_scissors_on_the_line_to_cut() {
    let documents = documents(&packs::profile("minazukino"));
    let handbook = documents.iter().find(|document| document.kind == DocumentKind::Handbook).expect("is made");
    let pages = lay_out(handbook).0;
    let cuts: Vec<_> = pages
        .pages
        .iter()
        .flat_map(|page| page.items.iter().map(move |item| (page, item)))
        .filter_map(|(page, item)| match item {
            Item::Picture(picture) if picture.pictogram.name == "scissors" => Some((page, picture)),
            _ => None,
        })
        .collect();
    assert_eq!(cuts.len(), 2);
    for (page, picture) in &cuts {
        let middle = picture.y + picture.side / 2;
        let dash = page.items.iter().any(|item| match item {
            Item::Fill(fill) => {
                fill.y <= middle && middle <= fill.y + fill.height && fill.x >= picture.x + picture.side
            }
            _ => false,
        });
        assert!(dash, "the line goes on to the right of the scissors");
        let covered = page.items.iter().any(|item| match item {
            Item::Glyphs(run) => {
                run.y > picture.y && run.y - run.size < picture.y + picture.side && run.x < picture.x + picture.side
            }
            _ => false,
        });
        assert!(!covered, "no word stands below the scissors");
    }
    let pictures = handbook.parts.iter().filter(|part| part.pictogram.is_some()).count();
    let body = docx_part(handbook, "word/document.xml");
    assert_eq!(body.matches("絵記号").count(), pictures + cuts.len());
}
