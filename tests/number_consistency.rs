//! What the handbook and the policies say of a company is what its regulations say: the values of the same fields, and
//! numbers with the same units.

mod packs;

use std::collections::{BTreeMap, BTreeSet};

use kitei::bundle::Bundle;
use kitei::model::{Block, Document, DocumentKind, FigureBox, Inline, OriginKind, Part, Run, ValueStatus};
use kitei::pipeline::{Kit, Pack};
use kitei::style::Marks;
use rayon::prelude::*;

/// Fields that the regulations need not print, and why.
const FIELDS: [(&str, &str); 6] = [
    ("company.name_en", "the name beside English headings of a policy"),
    ("policy.inquiry_contact", "an address for the outside, which does not read the regulations"),
    ("roles.privacy_inquiry", "an address for customers, whom the regulations do not address"),
    ("roles.internal_helpdesk", "the telephone of one who works alone, for those who help"),
    ("telework.emergency_contact", "the regulations name the office, the handbook the person to ring"),
    ("incident.first_report_deadline", "one who works alone reports to nobody; the handbook says so to those who help"),
];

/// Fields of duties that the lean depth leaves out of the regulations; in full depth they print them.
const LEFT_OUT: [&str; 16] = [
    "access.shared_folders.contents",
    "access.shared_folders.manager",
    "access.shared_folders.name",
    "access.shared_folders.users",
    "cloud.config_review_interval",
    "compliance.questionnaire_owner",
    "education.materials",
    "education.test_pass_score",
    "handbook.title",
    "incident.spokesperson",
    "malware.full_scan_interval",
    "malware.product",
    "personal_data.categories.name",
    "physical.key_manager",
    "software.standard_list.target",
    "web.net_banking_owner",
];

/// Numbers that are no rule of the company: the part, the numbers, and why.
const NUMBERS: [(&str, &[&str], &str); 7] = [
    ("chapter.handbook_members", &["1枚", "10問"], "how long the test and a sheet are"),
    ("handbook.annex_card", &["1枚"], "how to cut out the card"),
    ("handbook.annex_coverage", &["5分"], "the title of the IPA's check"),
    ("handbook.contractors", &["1枚"], "how long the sheet is"),
    ("handbook.education", &["100点"], "what the pass mark is out of; the regulations say it where they have tests"),
    ("handbook.phone", &["1枚"], "an example of sending a fax"),
    ("handbook.test", &["1問", "10問", "10点", "100点"], "the marks of the test itself"),
];

/// The units that numbers have; the longest first.
const UNITS: [&str; 29] = [
    "営業日",
    "週間",
    "時間",
    "文字",
    "世代",
    "種類",
    "段階",
    "か月",
    "か所",
    "分",
    "秒",
    "日",
    "週",
    "月",
    "年",
    "回",
    "桁",
    "人",
    "名",
    "台",
    "件",
    "枚",
    "点",
    "問",
    "つ",
    "部",
    "歳",
    "度",
    "%",
];

/// Units of easy Japanese, and what the regulations call the same.
const EASY_UNITS: [(&str, &str); 3] = [("つ", "部"), ("名", "人"), ("回", "世代")];

/// A value or a number in a document that its regulations lack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Lack {
    /// The field and its words.
    Value(String, String),
    /// The part and the number with its unit.
    Number(String, String),
}

/// Half-width digits, letters and signs for full-width ones.
fn narrow(words: &str) -> String {
    let narrow = |letter: char| match letter {
        '！'..='～' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        other => other,
    };
    words.chars().map(narrow).collect()
}

fn lines<'a>(blocks: &'a [Block], found: &mut Vec<&'a [Run]>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => found.push(&paragraph.runs),
            Block::List(list) => list.items.iter().for_each(|item| lines(&item.blocks, found)),
            Block::Table(table) => {
                let cells = table.head.iter().chain(&table.rows).flat_map(|row| &row.cells);
                found.extend(cells.map(|cell| cell.runs.as_slice()));
            }
            Block::Figure(figure) => found.extend(figure.boxes.iter().flat_map(FigureBox::lines).map(Vec::as_slice)),
            Block::Note(blocks) => lines(blocks, found),
            Block::Panel(panel) => panel.faces.iter().for_each(|face| lines(face, found)),
            Block::PageBreak => {}
        }
    }
}

/// The lines of a part, as runs.
fn lines_of(part: &Part) -> Vec<&[Run]> {
    let mut found: Vec<&[Run]> = part.heading.iter().map(|heading| heading.runs.as_slice()).collect();
    lines(&part.blocks, &mut found);
    found
}

/// The numbers with units in a line; references are numbers of another kind.
fn numbers(line: &[Run]) -> Vec<String> {
    let words = |run: &Run| match &run.content {
        Inline::Reference { .. } => "\n".to_owned(),
        content => narrow(content.as_text()),
    };
    let text: String = line.iter().map(words).collect();
    let mut found = Vec::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let digits = &rest[at..];
        let end = digits.find(|letter: char| !letter.is_ascii_digit() && letter != ',').unwrap_or(digits.len());
        rest = &digits[end..];
        let unit = UNITS.iter().find(|unit| rest.starts_with(**unit));
        found.extend(unit.map(|unit| format!("{}{unit}", &digits[..end])));
    }
    found
}

/// The facts of the company in a document, by field.
fn values(document: &Document) -> BTreeSet<(String, String)> {
    let value = |run: &&Run| match (&run.origin.kind, &run.content) {
        (OriginKind::FillIn { field, .. }, Inline::Text(words)) => Some((field.to_string(), narrow(words))),
        _ => None,
    };
    document.runs().iter().filter_map(value).collect()
}

/// What the regulations of a pack say.
struct Said {
    values: BTreeSet<(String, String)>,
    numbers: BTreeSet<String>,
}

impl Said {
    fn by(pack: &Pack) -> Self {
        let regulations = pack.documents.iter().find(|document| document.kind == DocumentKind::Regulations);
        let regulations = regulations.expect("are made");
        let lines = regulations.parts.iter().flat_map(lines_of);
        Self { values: values(regulations), numbers: lines.flat_map(numbers).collect() }
    }

    fn has_number(&self, number: &str) -> bool {
        let easy = EASY_UNITS.iter().filter_map(|(easy, unit)| Some(format!("{}{unit}", number.strip_suffix(easy)?)));
        self.numbers.contains(number) || easy.into_iter().any(|number| self.numbers.contains(&number))
    }
}

/// What the other documents of a pack say and these regulations do not.
fn lacking(pack: &Pack, said: &Said) -> BTreeSet<Lack> {
    let mut found = BTreeSet::new();
    for document in pack.documents.iter().filter(|document| document.kind != DocumentKind::Regulations) {
        let plain = pack.values.data("handbook.plain").is_some_and(|data| *data == kitei::fields::Data::Boolean(true));
        for (field, words) in values(document) {
            // Easy Japanese says defaults of the catalogue in other words with the same numbers.
            let easy = plain && easy_words(&field).contains(&words);
            if !easy && !said.values.contains(&(field.clone(), words.clone())) {
                found.insert(Lack::Value(field, words));
            }
        }
        for part in &document.parts {
            let numbers = lines_of(part).into_iter().flat_map(numbers).filter(|number| !said.has_number(number));
            found.extend(numbers.map(|number| Lack::Number(part.key.clone(), number)));
        }
    }
    found
}

/// What the catalogue says in easy Japanese for a field or the table that a column belongs to.
fn easy_words(path: &str) -> BTreeSet<String> {
    let catalogue = &packs::kit().catalogue;
    let table = || catalogue.field(path.rsplit_once('.')?.0);
    let field = catalogue.field(path).or_else(table);
    let source = field.and_then(|field| catalogue.field(field.default.from.as_ref()?.as_str()));
    field.into_iter().chain(source).flat_map(|field| field.plain.values()).map(|words| narrow(words)).collect()
}

/// A sample profile with the handbook in easy Japanese or not, and perhaps in full depth.
fn profile(name: &str, plain: bool, full: bool) -> String {
    let mut profile: toml::Table = packs::profile(name).parse().expect("is TOML");
    let mut set = |group: &str, key: &str, value: toml::Value| {
        let group = profile.entry(group).or_insert_with(|| toml::Table::new().into());
        group.as_table_mut().expect("is a group").insert(key.to_owned(), value);
    };
    set("handbook", "plain", plain.into());
    set("policy", "variant", vec!["internal", "public", "short"].into());
    if full {
        set("document", "depth", "full".into());
    }
    toml::to_string(&profile).expect("is TOML")
}

fn compile(kit: &Kit, text: &str) -> Pack {
    let mut sources = kit.sources.clone();
    let source = sources.add("会社.toml", text);
    kit.compile(&sources, source, None, Marks::Final).value.expect("compiles")
}

#[test]
fn handbook_and_policies_say_what_the_regulations_say() {
    let kit = packs::kit();
    let cases: Vec<(&str, bool)> =
        packs::PROFILES.iter().flat_map(|name| [false, true].map(|plain| (*name, plain))).collect();
    let found: Vec<(String, Lack, bool)> = cases
        .par_iter()
        .flat_map_iter(|&(name, plain)| {
            let pack = compile(kit, &profile(name, plain, false));
            let full = Said::by(&compile(kit, &profile(name, plain, true)));
            let lacks = lacking(&pack, &Said::by(&pack));
            lacks.into_iter().map(move |lack| {
                let in_full = match &lack {
                    Lack::Value(field, words) => full.values.contains(&(field.clone(), words.clone())),
                    Lack::Number(_, number) => full.has_number(number),
                };
                (format!("{name} {plain}"), lack, in_full)
            })
        })
        .collect();
    let numbers: BTreeMap<&str, &[&str]> = NUMBERS.iter().map(|(part, numbers, _)| (*part, *numbers)).collect();
    let mut needed = BTreeSet::new();
    let mut wrong = Vec::new();
    for (name, lack, in_full) in &found {
        let excuse = match lack {
            Lack::Value(field, _) if *in_full && LEFT_OUT.contains(&field.as_str()) => Some(format!("{field} lean")),
            Lack::Value(field, _) => FIELDS.iter().any(|(known, _)| known == field).then(|| field.clone()),
            Lack::Number(part, number) => {
                let known = numbers.get(part.as_str()).is_some_and(|known| known.contains(&number.as_str()));
                // The number of a field that the lean depth leaves out.
                let left_out = *in_full
                    && found.iter().any(|(other, lack, _)| {
                        let leads = |field: &str, words: &str| LEFT_OUT.contains(&field) && number.starts_with(words);
                        other == name && matches!(lack, Lack::Value(field, words) if leads(field, words))
                    });
                if known { Some(format!("{part} {number}")) } else { left_out.then(String::new) }
            }
        };
        match excuse {
            Some(excuse) => drop(needed.insert(excuse)),
            None => wrong.push(format!("{name}: {lack:?}{}", if *in_full { ", in full depth" } else { "" })),
        }
    }
    assert!(wrong.is_empty(), "not in the regulations:\n{}", wrong.join("\n"));
    let known = FIELDS.iter().map(|(field, _)| (*field).to_owned());
    let known = known.chain(LEFT_OUT.iter().map(|field| format!("{field} lean")));
    let known = known.chain(
        NUMBERS.iter().flat_map(|(part, numbers, _)| numbers.iter().map(move |number| format!("{part} {number}"))),
    );
    let idle: Vec<String> = known.filter(|excuse| !needed.contains(excuse)).collect();
    assert!(idle.is_empty(), "exceptions that nothing needs: {idle:?}");
}

/// The test above can fail: a number written down where a field should be drawn is found, and so are the values of
/// another company.
#[test]
fn what_differs_from_the_regulations_is_found() {
    let path = "handbook/01-basic-rules/03-password.md.hbs";
    let own = "+++\nkind = \"topic\"\nkey = \"handbook.password\"\nheading = \"パスワード\"\n+++\n13文字以上にし、{{roles.internal_helpdesk.name}}に聞いてください。\n";
    let mut bundle = Bundle::embedded();
    bundle.overlay(path.to_owned(), "own".to_owned(), own.into());
    let kit = bundle.kit().1.value.expect("is sound");
    let pack = compile(&kit, &profile("hoshifuru-seiko", false, false));
    let found = lacking(&pack, &Said::by(&pack));
    let in_part: Vec<&Lack> =
        found.iter().filter(|lack| matches!(lack, Lack::Number(part, _) if part == "handbook.password")).collect();
    assert_eq!(in_part, [&Lack::Number("handbook.password".to_owned(), "13文字".to_owned())]);
    let other = compile(packs::kit(), &profile("kumonomine", false, false));
    let name = pack.values.text("company.name").to_owned();
    assert!(lacking(&pack, &Said::by(&other)).contains(&Lack::Value("company.name".to_owned(), name)));
}

/// Roles and the company's words come from their fields: renamed, nothing but the new names is said.
#[test]
fn roles_are_named_by_their_fields() {
    let kit = packs::kit();
    let labels: Vec<(&str, &str)> = vec![
        ("security_officer", "情報セキュリティ責任者"),
        ("system_admin", "システム管理者"),
        ("incident_manager", "インシデント対応責任者"),
        ("education_officer", "教育責任者"),
        ("department_officer", "情報セキュリティ部門責任者"),
        ("privacy_officer", "個人情報管理責任者"),
        ("my_number_officer", "事務取扱責任者"),
    ];
    let mut profile: toml::Table = profile("hoshifuru-seiko", false, false).parse().expect("is TOML");
    let roles = profile.entry("roles").or_insert_with(|| toml::Table::new().into()).as_table_mut().expect("is a group");
    for (index, (role, _)) in labels.iter().enumerate() {
        let role = roles.entry(*role).or_insert_with(|| toml::Table::new().into());
        role.as_table_mut().expect("is a group").insert("label".to_owned(), format!("役目{index}").into());
    }
    let pack = compile(kit, &toml::to_string(&profile).expect("is TOML"));
    for document in pack.documents.iter().filter(|document| document.kind != DocumentKind::Regulations) {
        // What the company itself wrote is its own.
        let ours = document
            .runs()
            .into_iter()
            .filter(|run| !matches!(run.origin.kind, OriginKind::FillIn { status: ValueStatus::Given, .. }));
        let text: String = ours.map(|run| run.content.as_text()).collect::<Vec<_>>().join("\n");
        let old: Vec<_> = labels.iter().filter(|(_, label)| text.contains(label)).collect();
        assert!(old.is_empty(), "{} still says {old:?}", document.file_stem());
    }
}
