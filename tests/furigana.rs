//! Readings over the handbook: the list covers what the templates say, holds nothing else, and changes no word.

mod packs;

use std::collections::BTreeSet;
use std::path::Path;

use kitei::diag::{Code, Diagnostic};
use kitei::furigana::{Section, is_kana};
use kitei::model::{Block, Document, DocumentKind, FigureBox, Run};
use kitei::style::Marks;

/// The handbook of a sample profile with some lines added to its own group, and the problems found.
fn handbook(name: &str, lines: &str) -> (Document, Vec<Diagnostic>) {
    let mut profile: toml::Table = packs::profile(name).parse().expect("is TOML");
    let group = profile.entry("handbook").or_insert_with(|| toml::Table::new().into());
    let added: toml::Table = lines.parse().expect("is TOML");
    group.as_table_mut().expect("is a group").extend(added);
    let outcome = packs::compile(&toml::to_string(&profile).expect("is TOML"), Marks::Final).1;
    let documents = outcome.value.expect("compiles").documents;
    let handbook = documents.into_iter().find(|document| document.kind == DocumentKind::Handbook);
    (handbook.expect("is there"), outcome.diagnostics)
}

/// All runs of a document.
fn runs(document: &Document) -> Vec<&Run> {
    fn push<'a>(block: &'a Block, runs: &mut Vec<&'a Run>) {
        match block {
            Block::Paragraph(paragraph) => runs.extend(&paragraph.runs),
            Block::List(list) => {
                list.items.iter().flat_map(|item| &item.blocks).for_each(|block| push(block, runs));
            }
            Block::Table(table) => {
                let cells = table.head.iter().chain(&table.rows).flat_map(|row| &row.cells);
                runs.extend(cells.flat_map(|cell| &cell.runs));
            }
            Block::Figure(figure) => runs.extend(figure.boxes.iter().flat_map(FigureBox::lines).flatten()),
            Block::Note(blocks) => blocks.iter().for_each(|block| push(block, runs)),
            Block::Panel(panel) => panel.blocks().for_each(|block| push(block, runs)),
            Block::PageBreak => {}
        }
    }
    let mut found = Vec::new();
    for part in &document.parts {
        found.extend(part.heading.iter().flat_map(|heading| &heading.runs));
        part.blocks.iter().for_each(|block| push(block, &mut found));
    }
    found
}

/// The words with readings, in order.
fn read(document: &Document) -> Vec<(&str, &str)> {
    runs(document)
        .into_iter()
        .flat_map(|run| run.ruby.iter().map(|ruby| (&run.content.as_text()[ruby.range.clone()], ruby.reading.as_str())))
        .collect()
}

#[test]
fn every_word_of_the_templates_has_a_reading() {
    for name in packs::PROFILES {
        let (document, problems) = handbook(name, "furigana = true");
        let unread: Vec<_> = problems.iter().filter(|problem| problem.code == Code::Unread).collect();
        assert!(unread.is_empty(), "{name}: {}", unread[0].message);
        let read = read(&document);
        assert!(read.len() > 1000, "{name}: {} words", read.len());
        assert!(read.iter().all(|(_, reading)| reading.chars().all(is_kana)), "{name}");
    }
}

#[test]
fn readings_change_no_word() {
    let (with, _) = handbook("hoshifuru-seiko", "furigana = true");
    let (without, _) = handbook("hoshifuru-seiko", "furigana = false");
    assert_eq!((with.lines(), with.dump()), (without.lines(), without.dump()));
    assert_eq!(read(&without), []);
}

/// Readings stand over words that are there, whatever a review or a sample made of them.
#[test]
fn readings_belong_to_the_words_printed() {
    for marks in [Marks::Review, Marks::Sample] {
        let outcome = packs::compile(&packs::profile("hoshifuru-seiko"), marks).1;
        let documents = outcome.value.expect("compiles").documents;
        let handbook = documents.iter().find(|document| document.kind == DocumentKind::Handbook).expect("is there");
        let runs = handbook.runs();
        let over = |run: &&Run| run.ruby.iter().all(|ruby| run.content.as_text().get(ruby.range.clone()).is_some());
        assert!(handbook.has_ruby() && runs.iter().all(over), "{marks:?}");
        assert!(outcome.diagnostics.iter().all(|problem| problem.code != Code::Unread), "{marks:?}");
    }
}

#[test]
fn levels_spare_what_is_learnt_in_school() {
    let words = |level: &str| {
        let (document, _) = handbook("tsukishiro", &format!("furigana = true\nfurigana_level = \"{level}\""));
        read(&document).into_iter().map(|(word, _)| word.to_owned()).collect::<BTreeSet<_>>()
    };
    let [all, second, fourth, sixth] = ["all", "grade2", "grade4", "grade6"].map(words);
    assert!(sixth.is_subset(&fourth) && fourth.is_subset(&second) && second.is_subset(&all));
    let has = |words: &BTreeSet<String>, word: &str| words.contains(word);
    assert!(
        has(&all, "人") && !has(&second, "人") && has(&second, "情報") && !has(&sixth, "情報") && has(&sixth, "鍵")
    );
}

#[test]
fn names_are_never_guessed() {
    let (document, _) = handbook("hoshifuru-seiko", "furigana = true");
    let named = |run: &&Run| ["図子", "星降", "帳場"].iter().any(|name| run.content.as_text().contains(name));
    let people: Vec<&Run> = runs(&document).into_iter().filter(named).collect();
    assert!(people.len() > 3 && people.iter().all(|run| run.ruby.is_empty()), "{people:#?}");
}

/// What stands over the words of a text.
#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let characters: Vec<char> = text.chars().collect();
    let found = packs::kit().readings.find(&characters, &BTreeSet::new());
    let shown: Vec<(String, &str)> = found
        .iter()
        .flat_map(|word| &word.segments)
        .map(|(range, reading)| (characters[range.clone()].iter().collect(), *reading))
        .collect();
    let expected: Vec<(String, &str)> = expected.iter().map(|(word, reading)| ((*word).to_owned(), *reading)).collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn readings_follow_the_context() {
    check("30分から17時30分まで", &[("分", "ぷん"), ("時", "じ"), ("分", "ぷん")]);
    check("5分以内に分かる", &[("分", "ふん"), ("以内", "いない"), ("分", "わ")]);
    check(
        "3日以内、15日以内、10日",
        &[("3日", "みっか"), ("以内", "いない"), ("日", "にち"), ("以内", "いない"), ("10日", "とおか")],
    );
    check("2026年4月1日", &[("年", "ねん"), ("月", "がつ"), ("1日", "ついたち")]);
    check("1人が、一人で、11人の人", &[("1人", "ひとり"), ("一人", "ひとり"), ("人", "にん"), ("人", "ひと")]);
    check("3か月に1回", &[("月", "げつ"), ("回", "かい")]);
    check("使う、使用する", &[("使", "つか"), ("使用", "しよう")]);
    check("見直しを行った。行って", &[("見直", "みなお"), ("行", "おこな"), ("行", "い")]);
    check("鍵を開けて開く", &[("鍵", "かぎ"), ("開", "あ"), ("開", "ひら")]);
    check("手口は毎年変わります", &[("手口", "てぐち"), ("毎年", "まいとし"), ("変", "か")]);
    check("第1.0版", &[("第", "だい"), ("版", "はん")]);
    // A compound that is not in the list is not read kanji by kanji.
    check("人間模様の手術", &[("人間", "にんげん")]);
}

/// The words that the handbook can print: its templates without their tags and front matter, and the options and
/// defaults of the fields.
fn printable() -> String {
    fn walk(folder: &Path, texts: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("readable") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                walk(&path, texts);
            } else {
                texts.push(std::fs::read_to_string(&path).expect("UTF-8"));
            }
        }
    }
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut texts = Vec::new();
    walk(&templates.join("handbook"), &mut texts);
    let mut fields = Vec::new();
    walk(&templates.join("fields"), &mut fields);
    fields.push(std::fs::read_to_string(templates.join("facts.toml")).expect("UTF-8"));
    let silent = ["help", "source", "note", "topic", "#", "key", "origin"];
    let printed = |line: &&str| !silent.iter().any(|word| line.trim_start().starts_with(word));
    texts.extend(fields);
    let lines: Vec<&str> = texts.iter().flat_map(|text| text.lines()).filter(printed).collect();
    lines.join("\n").replace("{{", "\n").replace("}}", "\n")
}

#[test]
fn the_list_holds_no_dead_word() {
    let text: Vec<char> = printable().chars().collect();
    let readings = &packs::kit().readings;
    let used: BTreeSet<&str> = readings.find(&text, &BTreeSet::new()).iter().filter_map(|word| word.key).collect();
    let dead: Vec<&str> = readings.keys(Section::Handbook).filter(|key| !used.contains(key)).collect();
    assert_eq!(dead, Vec::<&str>::new(), "move these words to [general], or drop them");
    let general = readings.keys(Section::General).count();
    assert!(general >= 600, "{general} general words");
}
