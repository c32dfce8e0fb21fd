//! Properties of every profile the catalogue allows, and of every text whatever.

mod packs;
mod words;

use std::collections::BTreeSet;

use kitei::diag::{Code, Severity};
use kitei::fields::{Catalogue, FieldDef, FieldKind};
use kitei::model::{Block, Document, FigureBox, Inline, Label, Run};
use kitei::style::Marks;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Texts that are trouble for templates, markup, XML and layout.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[ぁ-ん亜-腕ァ-ヶ]{1,12}",
        1 => Just("A | B".to_owned()),
        1 => Just("**強調** _下線_ `符号`".to_owned()),
        1 => Just("# 見出し".to_owned()),
        1 => Just("1. 項".to_owned()),
        1 => Just("{{company.name}} {{#if x}}".to_owned()),
        1 => Just("<w:p>&amp;\"'</w:p>".to_owned()),
        1 => Just("- [ ] 欄\n二行目".to_owned()),
        1 => Just("  前後の空白  ".to_owned()),
        1 => Just("髙橋 﨑 ㈱ ① 〜".to_owned()),
        1 => "\\PC{1,20}",
    ]
}

/// A TOML value for a field, or for a column.
fn value(
    kind: FieldKind,
    options: Vec<String>,
    columns: Vec<(String, FieldKind, Vec<String>)>,
) -> BoxedStrategy<toml::Value> {
    let string = |text: String| toml::Value::String(text);
    match kind {
        FieldKind::Text => text().prop_map(string).boxed(),
        FieldKind::RoleRef => prop_oneof![
            Just("roles.security_officer".to_owned()),
            Just("roles.system_admin".to_owned()),
            Just("company.representative".to_owned()),
        ]
        .prop_map(string)
        .boxed(),
        FieldKind::Integer => (0_i64..2000).prop_map(toml::Value::Integer).boxed(),
        FieldKind::Month => (1_i64..=12).prop_map(toml::Value::Integer).boxed(),
        FieldKind::Months => prop::collection::vec((1_i64..=12).prop_map(toml::Value::Integer), 1..4)
            .prop_map(toml::Value::Array)
            .boxed(),
        FieldKind::Boolean => any::<bool>().prop_map(toml::Value::Boolean).boxed(),
        FieldKind::Date => (2020_u16..2035, 1_u8..=12, 1_u8..=28)
            .prop_map(|(year, month, day)| {
                format!("{year}-{month:02}-{day:02}").parse().map(toml::Value::Datetime).expect("a date")
            })
            .boxed(),
        FieldKind::Choice => prop::sample::select(options).prop_map(string).boxed(),
        FieldKind::Choices => {
            let most = options.len().min(3);
            prop::sample::subsequence(options, 1..=most)
                .prop_map(|chosen| toml::Value::Array(chosen.into_iter().map(toml::Value::String).collect()))
                .boxed()
        }
        FieldKind::List => prop::collection::vec(text().prop_map(string), 0..4).prop_map(toml::Value::Array).boxed(),
        FieldKind::Interval => (1_i64..13, prop::sample::select(vec!["day", "week", "month", "year"]), any::<bool>())
            .prop_map(|(every, unit, also)| {
                let mut table = toml::Table::new();
                table.insert("every".into(), every.into());
                table.insert("unit".into(), unit.into());
                if also {
                    table.insert("also".into(), "大きな変更があったとき".into());
                }
                toml::Value::Table(table)
            })
            .boxed(),
        FieldKind::Duration => (1_i64..100, prop::sample::select(vec!["hour", "day", "week", "month", "year"]))
            .prop_map(|(amount, unit)| {
                toml::Value::Table(toml::Table::from_iter([
                    ("amount".to_owned(), amount.into()),
                    ("unit".to_owned(), unit.into()),
                ]))
            })
            .boxed(),
        FieldKind::Contact => (text(), prop::option::of(text()))
            .prop_map(|(dept, tel)| {
                let mut table = toml::Table::from_iter([("dept".to_owned(), dept.into())]);
                table.extend(tel.map(|tel| ("tel".to_owned(), tel.into())));
                toml::Value::Table(table)
            })
            .boxed(),
        FieldKind::Table => {
            let row = columns
                .into_iter()
                .map(|(id, kind, options)| {
                    prop::option::weighted(0.8, value(kind, options, Vec::new()))
                        .prop_map(move |cell| (id.clone(), cell))
                })
                .collect::<Vec<_>>()
                .prop_map(|cells| {
                    toml::Value::Table(cells.into_iter().filter_map(|(id, cell)| Some((id, cell?))).collect())
                });
            prop::collection::vec(row, 0..4).prop_map(toml::Value::Array).boxed()
        }
    }
}

fn field(field: &FieldDef) -> BoxedStrategy<Option<(String, toml::Value)>> {
    let options = |list: &[kitei::fields::OptionDef]| list.iter().map(|option| option.value.clone()).collect();
    let columns =
        field.columns.iter().map(|column| (column.id.clone(), column.kind, options(&column.options))).collect();
    let path = field.path.as_str().to_owned();
    let always = ["company.name", "company.representative.name", "company.employee_count", "document.enacted_on"];
    let value = value(field.kind, options(&field.options), columns);
    let value = if always.contains(&path.as_str()) {
        value.prop_map(Some).boxed()
    } else {
        prop::option::weighted(0.15, value).boxed()
    };
    value.prop_map(move |value| value.map(|value| (path.clone(), value))).boxed()
}

/// A profile that states some of the catalogue's fields.
fn profile(catalogue: &Catalogue) -> impl Strategy<Value = String> + use<> {
    let fields: Vec<_> = catalogue.fields().iter().filter(|field| field.is_stated()).map(field).collect();
    fields.prop_map(|stated| {
        let mut root = toml::Table::new();
        for (path, value) in stated.into_iter().flatten() {
            let mut table = &mut root;
            let mut segments = path.split('.').peekable();
            while let Some(segment) = segments.next() {
                if segments.peek().is_none() {
                    table.insert(segment.to_owned(), value);
                    break;
                }
                let inner = table.entry(segment).or_insert_with(|| toml::Value::Table(toml::Table::new()));
                table = inner.as_table_mut().expect("groups and fields do not mix");
            }
        }
        toml::to_string(&root).expect("is TOML")
    })
}

fn runs(document: &Document) -> Vec<&Run> {
    fn walk<'d>(blocks: &'d [Block], found: &mut Vec<&'d Run>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => found.extend(&paragraph.runs),
                Block::List(list) => list.items.iter().for_each(|item| walk(&item.blocks, found)),
                Block::Table(table) => {
                    let rows = table.head.iter().chain(&table.rows);
                    found.extend(rows.flat_map(|row| &row.cells).flat_map(|cell| &cell.runs));
                }
                Block::Figure(figure) => found.extend(figure.boxes.iter().flat_map(FigureBox::lines).flatten()),
                Block::Note(blocks) => walk(blocks, found),
                Block::Panel(panel) => panel.faces.iter().for_each(|face| walk(face, found)),
                Block::PageBreak => {}
            }
        }
    }
    let mut found = Vec::new();
    for part in &document.parts {
        found.extend(part.heading.iter().flat_map(|heading| &heading.runs));
        walk(&part.blocks, &mut found);
    }
    found
}

fn labels<'d>(blocks: &'d [Block], found: &mut Vec<Vec<&'d Label>>) {
    for block in blocks {
        if let Block::List(list) = block {
            found.push(list.items.iter().filter_map(|item| item.label.as_ref()).collect());
            list.items.iter().for_each(|item| labels(&item.blocks, found));
        }
    }
}

/// What must hold for the documents of any profile.
fn check(document: &Document) {
    let text: String = document.lines().concat();
    assert!(!text.contains(kitei::fields::is_noncharacter), "a token is left");
    let keys: Vec<&str> = document.parts.iter().map(|part| part.key.as_str()).collect();
    assert_eq!(keys.len(), keys.iter().collect::<BTreeSet<_>>().len(), "keys are unique");
    for run in runs(document) {
        match &run.content {
            Inline::Reference { target, text, .. } => assert!(!text.is_empty(), "{target} is unresolved"),
            Inline::Text(text) => assert!(!text.is_empty() && !text.contains('\n')),
            Inline::Break => {}
        }
    }
    for part in &document.parts {
        let mut lists = Vec::new();
        labels(&part.blocks, &mut lists);
        for list in lists {
            for pair in list.windows(2) {
                let last = |label: &Label| *label.ordinals.last().expect("has a number");
                assert_eq!(last(pair[0]) + 1, last(pair[1]), "{} skips a number", part.key);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn any_profile_of_the_catalogue_compiles_or_is_explained(text in profile(&packs::kit().catalogue)) {
        let (sources, outcome) = packs::compile(&text, Marks::Review);
        let allowed = [Code::ForbiddenCharacter, Code::Blank, Code::Contradiction, Code::Disclosed];
        for problem in outcome.diagnostics.iter().filter(|problem| problem.severity == Severity::Error) {
            let shown = kitei::diag::render::text(problem, &sources, kitei::diag::render::Ink::Plain);
            prop_assert!(allowed.contains(&problem.code), "{shown}\n{text}");
        }
        let pack = outcome.value.as_ref().expect("there are documents");
        pack.documents.iter().for_each(check);
        // Who contradicts himself is told so, and gets the words of both sides.
        let contradicts = |code| matches!(code, Code::Contradiction | Code::Doubtful);
        if !outcome.diagnostics.iter().any(|problem| contradicts(problem.code)) {
            prop_assert_eq!(words::switched_off(pack), Vec::<String>::new(), "{}", text);
        }
    }

    #[test]
    fn any_text_gives_documents_or_problems(text in "\\PC{0,80}") {
        let (_, outcome) = packs::compile(&text, Marks::Final);
        prop_assert!(outcome.has_error());
    }

    #[test]
    fn a_value_comes_out_as_it_was_given(industry in "\\PC{1,40}") {
        prop_assume!(!industry.trim().is_empty());
        prop_assume!(!industry.contains(kitei::fields::is_noncharacter));
        let profile = packs::SMALL.replace("株式会社あおぞら文具", &industry.replace('\\', "\\\\").replace('"', "\\\""));
        let (_, outcome) = packs::compile(&profile, Marks::Final);
        let pack = outcome.value.expect("compiles");
        let cover = pack.documents.iter().flat_map(|document| &document.parts).find(|part| part.key == "regulations.cover");
        let mut lines = Vec::new();
        cover.expect("there is a cover").blocks[0].push_lines(&mut lines);
        prop_assert_eq!(lines, vec![industry]);
    }
}
