//! Reviews and samples: what they add is all they change, choices show their options, facts stay open, and the controls
//! and comments of the DOCX belong together.

mod packs;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use kitei::fields::{Catalogue, FieldKind, FieldPath, OptionDef};
use kitei::model::{Block, Document, FigureBox, Inline, ListItem, OriginKind, PartKind, Run, ValueStatus, plain_text};
use kitei::review::is_remark;
use kitei::style::Marks;
use rayon::prelude::*;

fn documents(profile: &str, marks: Marks) -> Vec<Document> {
    packs::compile(profile, marks).1.value.expect("compiles").documents
}

/// Every run of some blocks.
fn runs(blocks: &[Block]) -> Vec<&Run> {
    blocks.iter().flat_map(block_runs).collect()
}

fn block_runs(block: &Block) -> Vec<&Run> {
    match block {
        Block::Paragraph(paragraph) => paragraph.runs.iter().collect(),
        Block::List(list) => list.items.iter().flat_map(|ListItem { blocks, .. }| runs(blocks)).collect(),
        Block::Table(table) => {
            let rows = table.head.iter().chain(&table.rows);
            rows.flat_map(|row| &row.cells).flat_map(|cell| &cell.runs).collect()
        }
        Block::Figure(figure) => figure.boxes.iter().flat_map(FigureBox::lines).flatten().collect(),
        Block::Note(blocks) => runs(blocks),
        Block::Panel(panel) => panel.blocks().flat_map(block_runs).collect(),
        Block::PageBreak => Vec::new(),
    }
}

fn text_runs(document: &Document) -> Vec<&Run> {
    document.parts.iter().filter(|part| part.kind != PartKind::Legend).flat_map(|part| runs(&part.blocks)).collect()
}

fn options<'a>(catalogue: &'a Catalogue, path: &FieldPath) -> Option<(FieldKind, &'a [OptionDef])> {
    if let Some(field) = catalogue.field(path.as_str()) {
        return Some((field.kind, &field.options));
    }
    let (table, column) = path.as_str().rsplit_once('.')?;
    let column = catalogue.field(table)?.column(column)?;
    Some((column.kind, &column.options))
}

/// The fields that print as a choice among options, with the labels.
fn choices<'a>(runs: impl IntoIterator<Item = &'a Run>) -> BTreeMap<FieldPath, (FieldKind, Vec<&'static str>)> {
    let mut found = BTreeMap::new();
    for run in runs {
        let OriginKind::Choice { field, .. } = &run.origin.kind else { continue };
        let Some((kind, options)) = options(&packs::kit().catalogue, field).filter(|(_, all)| !all.is_empty()) else {
            continue;
        };
        found.insert(field.clone(), (kind, options.iter().map(|option| option.label.as_str()).collect()));
    }
    found
}

/// A review without its legend and its remarks says what the final document says.
#[test]
fn a_review_only_adds() {
    packs::kit();
    packs::PROFILES.par_iter().for_each(|name| {
        let text = packs::profile(name);
        let finals = documents(&text, Marks::Final);
        for (review, last) in documents(&text, Marks::Review).into_iter().zip(&finals) {
            assert!(review.parts.iter().filter(|part| part.kind == PartKind::Legend).count() == 1);
            assert_eq!(packs::unremarked(review).lines(), last.lines(), "{name}");
            assert_eq!(last.review, None);
        }
    });
}

/// The remarks after a part name all options of every choice the part prints, once in each chapter.
#[test]
fn a_review_names_the_options_not_taken() {
    packs::kit();
    packs::PROFILES.par_iter().for_each(|name| {
        for document in documents(&packs::profile(name), Marks::Review) {
            let mut told = BTreeSet::new();
            for part in &document.parts {
                if part.kind == PartKind::Chapter {
                    told.clear();
                }
                if matches!(part.kind, PartKind::Cover | PartKind::Revisions | PartKind::Contents | PartKind::Legend) {
                    continue;
                }
                let heading = part.heading.iter().flat_map(|heading| &heading.runs);
                let mut printed = choices(heading.chain(runs(&part.blocks)));
                printed.retain(|field, _| told.insert(field.clone()));
                let notes: Vec<&Block> = part.blocks.iter().filter(|block| is_remark(block)).collect();
                let mut lines = Vec::new();
                for note in notes {
                    note.push_lines(&mut lines);
                }
                assert_eq!(lines.len(), printed.len(), "{name} {}", part.key);
                for (field, (_, labels)) in printed {
                    // An easy handbook names options in easy Japanese.
                    let def = packs::kit().catalogue.field(field.as_str());
                    let easy = |label: &str| {
                        let options = &def?.options;
                        options.iter().find(|option| option.label == label)?.plain.as_deref()
                    };
                    let named = |line: &str, label: &str| {
                        line.contains(label) || easy(label).is_some_and(|words| line.contains(words))
                    };
                    let own = lines.iter().filter(|line| labels.iter().all(|label| named(line, label))).count();
                    assert!(own >= 1, "{name} {}: {field} without its options in {lines:?}", part.key);
                }
            }
        }
    });
}

/// A sample shows, at some place, every option of the choices it prints as words. A value of a sample has no place,
/// unlike the wordings that a choice selects.
#[test]
fn a_sample_shows_all_alternatives() {
    packs::kit();
    packs::PROFILES.par_iter().for_each(|name| {
        let mut count = 0;
        for sample in documents(&packs::profile(name), Marks::Sample) {
            let is_value = |run: &&Run| run.origin.span.is_none() && matches!(run.content, Inline::Text(_));
            let values: Vec<&Run> = text_runs(&sample).into_iter().filter(is_value).collect();
            let printed = choices(values.iter().copied());
            count += printed.len();
            for (field, (kind, labels)) in printed {
                let own = |run: &&&Run| run.origin.kind.field() == Some(&field);
                let said: Vec<&str> = values.iter().filter(own).map(|run| run.content.as_text()).collect();
                match kind {
                    FieldKind::Choices => assert_eq!(labels.iter().find(|label| !said.contains(label)), None, "{name}"),
                    _ => assert!(said.contains(&labels.join("／").as_str()), "{name} {field} {said:?}"),
                }
            }
        }
        assert!(count > 20, "{name} prints {count} choices");
    });
}

/// Where one wording of a choice stands in a sentence, a sample has the others beside it.
#[test]
fn the_wordings_of_a_choice_stand_side_by_side() {
    let samples = documents(packs::SMALL, Marks::Sample);
    let lines: Vec<String> = samples.iter().flat_map(Document::lines).collect();
    let both = "受け取らず、別の方法で送り直してもらいます。／送り主に電話などで確かめてから開きます。";
    assert!(lines.iter().any(|line| line.contains(both)), "if and else");
    let three = "お預かりした情報／自らの情報／お預かりした情報と自らの情報";
    assert!(lines.iter().any(|line| line.contains(three)), "one block for each option");
    let rows = ["仕事の時間中は、私用でSNSを使いません。", "公衆無線LANで、仕事の情報を送ったり受け取ったりしません。"];
    assert!(rows.iter().all(|row| lines.iter().any(|line| line.contains(row))), "blocks of lines");
}

/// No fact of the company is left in a sample: fill-ins are open and no name of a person or the company remains.
#[test]
fn a_sample_tells_nothing_of_the_company() {
    packs::kit();
    packs::PROFILES.par_iter().for_each(|name| {
        let text = packs::profile(name);
        let profile: toml::Table = text.parse().expect("TOML");
        let mut names = BTreeSet::new();
        people(&toml::Value::Table(profile.clone()), &mut names);
        names.insert(profile["company"]["name"].as_str().expect("a name").to_owned());
        assert!(names.len() > 1 || *name == "minazukino", "{name} {names:?}");
        for document in documents(&text, Marks::Sample) {
            let properties = format!("{:?}", document.properties);
            for line in document.lines().into_iter().chain([properties]) {
                for name in &names {
                    assert!(!line.contains(name.as_str()), "{name} in {line}");
                }
            }
            for run in text_runs(&document) {
                let OriginKind::FillIn { field, status } = &run.origin.kind else { continue };
                assert_eq!(*status, ValueStatus::Given, "{field}");
                let known = packs::kit().catalogue.field(field.as_str());
                let computed = known.is_some_and(|field| !field.is_stated());
                let chooses = options(&packs::kit().catalogue, field).is_some_and(|(_, options)| !options.is_empty());
                if let (Inline::Text(words), false, false) = (&run.content, computed, chooses) {
                    assert!(words.starts_with("〇〇"), "{name} {field}: {words}");
                }
            }
        }
    });
}

/// Gathers what is written like a person's name: two words of Japanese letters.
fn people(value: &toml::Value, found: &mut BTreeSet<String>) {
    match value {
        toml::Value::String(text) => {
            let words: Vec<&str> = text.split([' ', '　']).collect();
            let japanese = |word: &&str| !word.is_empty() && word.chars().all(|letter| letter > '\u{3040}');
            if words.len() == 2 && words.iter().all(japanese) && text.chars().count() <= 9 {
                found.insert(text.clone());
            }
        }
        toml::Value::Array(items) => items.iter().for_each(|item| people(item, found)),
        toml::Value::Table(table) => table.values().for_each(|item| people(item, found)),
        _ => {}
    }
}

fn parts(document: &Document, marks: Marks) -> BTreeMap<String, String> {
    let kit = packs::kit();
    let pages = kit.layout(document, marks).value.expect("is laid out");
    let bytes = kit.docx(document, &pages, marks).value.expect("is written");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("is a zip");
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let mut read = |name: String| {
        let mut text = String::new();
        archive.by_name(&name).expect("is there").read_to_string(&mut text).expect("is UTF-8");
        (name, text)
    };
    names.into_iter().map(&mut read).collect()
}

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Each marked word of a review stands in a control of its own, and each comment is anchored at one.
#[test]
fn controls_and_comments_belong_to_the_words() {
    let catalogue = &packs::kit().catalogue;
    for document in documents(&packs::profile("minimal"), Marks::Review) {
        let parts = parts(&document, Marks::Review);
        let xml = roxmltree::Document::parse(&parts["word/document.xml"]).expect("is XML");
        let all = |name: &str| xml.descendants().filter(|node| node.has_tag_name((WORD, name))).collect::<Vec<_>>();
        let value = |node: &roxmltree::Node<'_, '_>, name: &str| {
            let own = node.descendants().find(|node| node.has_tag_name((WORD, name)));
            own.and_then(|own| own.attribute((WORD, "val"))).unwrap_or_default().to_owned()
        };
        let headings = document.parts.iter().filter_map(|part| part.heading.as_ref()).flat_map(|own| &own.runs);
        let marked: Vec<&Run> = headings
            .chain(document.parts.iter().flat_map(|part| runs(&part.blocks)))
            .filter(|run| run.origin.kind.field().is_some() && matches!(run.content, Inline::Text(_)))
            .collect();
        let controls = all("sdt");
        assert_eq!(controls.len(), marked.len());
        let ids: BTreeSet<String> = controls.iter().map(|control| value(control, "id")).collect();
        assert_eq!(ids.len(), controls.len());
        let mut lists = 0;
        for control in &controls {
            let (tag, title) = (value(control, "tag"), value(control, "alias"));
            let (kind, _) = options(catalogue, &FieldPath::new(&tag)).expect("the tag is a field");
            assert!(!title.is_empty());
            let words: String =
                control.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
            let offered: Vec<&str> = control
                .descendants()
                .filter(|node| node.has_tag_name((WORD, "listItem")))
                .filter_map(|item| item.attribute((WORD, "displayText")))
                .collect();
            if !offered.is_empty() {
                lists += 1;
                assert!(kind == FieldKind::Choice && offered.contains(&words.as_str()), "{tag}");
            }
        }
        assert!(lists > 0);

        let comments = roxmltree::Document::parse(&parts["word/comments.xml"]).expect("is XML");
        let numbers = |nodes: Vec<roxmltree::Node<'_, '_>>| -> Vec<String> {
            nodes.iter().filter_map(|node| node.attribute((WORD, "id"))).map(str::to_owned).collect()
        };
        let comments: Vec<_> = comments.descendants().filter(|node| node.has_tag_name((WORD, "comment"))).collect();
        let own = numbers(comments.clone());
        assert_eq!(own.iter().collect::<BTreeSet<_>>().len(), own.len());
        for name in ["commentRangeStart", "commentRangeEnd", "commentReference"] {
            assert_eq!(numbers(all(name)), own, "{name}");
        }
        let unconfirmed: BTreeSet<&FieldPath> = marked
            .iter()
            .filter(|run| matches!(run.origin.kind.mark(), Some(mark) if format!("{mark:?}").ends_with("Default")))
            .filter_map(|run| run.origin.kind.field())
            .collect();
        assert!(!own.is_empty() && own.len() <= unconfirmed.len());
        let said: String =
            comments.iter().flat_map(roxmltree::Node::descendants).filter_map(|node| node.text()).collect();
        assert!(said.contains("既定値です"));
    }
}

/// A final document and a sample are plain.
#[test]
fn only_reviews_have_controls() {
    for marks in [Marks::Final, Marks::Sample] {
        let documents = documents(packs::SMALL, marks);
        let parts = parts(&documents[0], marks);
        assert!(!parts["word/document.xml"].contains("<w:sdt>") && !parts.contains_key("word/comments.xml"));
        let legend = documents[0].parts.iter().find(|part| part.kind == PartKind::Legend);
        assert_eq!(legend.is_some(), marks == Marks::Sample);
    }
}

/// The legend shows each mark on a word that has it.
#[test]
fn the_legend_shows_the_marks_it_explains() {
    for (marks, count) in [(Marks::Review, 3), (Marks::Sample, 2)] {
        for document in documents(packs::SMALL, marks) {
            let legend = document.parts.iter().find(|part| part.kind == PartKind::Legend).expect("is there");
            let shown: Vec<&Run> = runs(&legend.blocks)
                .into_iter()
                .filter(|run| matches!(run.origin.kind, OriginKind::Remark(Some(_))))
                .collect();
            assert_eq!(shown.len(), count);
            assert!(shown.iter().all(|run| !plain_text(&[(*run).clone()]).is_empty()));
        }
    }
}
