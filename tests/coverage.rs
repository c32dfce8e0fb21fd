//! Nothing of the survey is missing: obligations, tables and forms, fields, and options that change what is said.

mod packs;

use std::collections::{BTreeMap, BTreeSet};

use kitei::fields::{FieldDef, FieldKind};
use kitei::style::Marks;
use rayon::prelude::*;

/// The lines of a list that are not comments, split at blanks.
fn list(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split_whitespace().collect())
}

/// Every sample profile in full depth, those with the most to say first, and a short one as it stands.
fn bases() -> Vec<toml::Table> {
    packs::kit();
    let names = ["kumonomine", "hoshifuru-seiko", "yamabiko", "yukihyou", "minazukino", "tsukishiro", "minimal"];
    assert_eq!(BTreeSet::from(names), BTreeSet::from(packs::PROFILES));
    let stated = |name: &str| -> toml::Table { packs::profile(name).parse().expect("is TOML") };
    let full = names.map(|name| with(&stated(name), "document.depth", "full".into()));
    full.into_iter().chain([stated("minazukino")]).collect()
}

/// A profile with one value replaced.
fn with(profile: &toml::Table, path: &str, value: toml::Value) -> toml::Table {
    let mut changed = profile.clone();
    let (groups, last) = path.rsplit_once('.').expect("a path has a group");
    let mut table = &mut changed;
    for group in groups.split('.') {
        let inner = table.entry(group).or_insert_with(|| toml::Table::new().into());
        table = inner.as_table_mut().expect("groups and fields do not mix");
    }
    table.insert(last.to_owned(), value);
    changed
}

/// Everything the documents of a profile say, without the remarks of the review, which name every option; and its
/// selection.
fn said(profile: &toml::Table) -> (String, kitei::template::Selection) {
    let text = toml::to_string(profile).expect("is TOML");
    let pack = packs::compile(&text, Marks::Review).1.value.expect("compiles");
    let documents = pack.documents.into_iter().map(packs::unremarked);
    let lines: Vec<String> = documents.flat_map(|document| document.lines()).collect();
    (lines.join("\n"), pack.selection)
}

#[test]
fn every_obligation_is_stated_by_the_template_of_its_article() {
    let mut stated: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let selections: Vec<_> = bases().par_iter().map(|base| said(base).1).collect();
    for part in packs::kit().templates.parts() {
        let duties = selections
            .iter()
            .filter(|selection| selection.keeps(&part.front.key))
            .filter_map(|selection| selection.duties.get(&part.name));
        stated.entry(&part.front.key).or_default().extend(duties.flatten().cloned());
    }
    let survey: Vec<_> = list(include_str!("coverage/obligations.txt")).collect();
    assert_eq!(survey.iter().map(|line| line.len() - 1).sum::<usize>(), 675);
    let mut missing = Vec::new();
    for line in survey {
        let found = stated.get(line[0]).cloned().unwrap_or_default();
        missing.extend(line[1..].iter().filter(|id| !found.contains(**id)).map(|id| format!("{} {id}", line[0])));
    }
    assert!(missing.is_empty(), "{} obligations are stated for no sample profile: {missing:?}", missing.len());
}

#[test]
fn every_table_and_form_stands_under_its_number() {
    let mut kept = BTreeSet::new();
    for selection in bases().par_iter().map(|base| said(base).1).collect::<Vec<_>>() {
        let parts = packs::kit().templates.parts().iter().map(|part| part.front.key.clone());
        kept.extend(parts.filter(|key| selection.keeps(key)));
    }
    let missing: Vec<_> = list(include_str!("coverage/forms.txt")).filter(|line| !kept.contains(line[1])).collect();
    assert!(missing.is_empty(), "not printed for any sample profile: {missing:?}");
}

#[test]
fn every_field_is_used_by_a_template() {
    let unused = packs::kit().unused();
    let unused: Vec<&str> = unused.iter().map(|problem| problem.message.as_str()).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

/// The values to compare for a field: each option, or yes and no.
fn alternatives(field: &FieldDef) -> Vec<toml::Value> {
    let options = field.options.iter().map(|option| option.value.clone());
    match field.kind {
        FieldKind::Choice => options.map(toml::Value::from).collect(),
        FieldKind::Choices => options.map(|option| toml::Value::from(vec![option])).collect(),
        FieldKind::Boolean => vec![true.into(), false.into()],
        _ => Vec::new(),
    }
}

/// Choices that steer the program, other documents or only the look, and so change no word of these.
const SILENT: [&str; 8] = [
    "document.output_stage",
    "document.density",
    "document.contents",
    "document.level",
    "handbook.layout",
    "handbook.large_print",
    "handbook.furigana",
    "handbook.furigana_level",
];

/// Options that say the same by intent: the law treats the forms of 持分会社 alike, phones are phones, and a company
/// without servers of its own says nothing of them wherever its data lie.
const ALIKE: [&str; 5] = [
    r#"company.legal_form: "合同会社" and "合名会社""#,
    r#"company.legal_form: "合同会社" and "合資会社""#,
    r#"company.legal_form: "合名会社" and "合資会社""#,
    r#"devices.platforms: ["ios"] and ["android"]"#,
    r#"infra.own_servers: "no" and "cloud_only""#,
];

#[test]
fn every_option_changes_what_is_said() {
    let bases = bases();
    let fields: Vec<&FieldDef> = packs::kit()
        .catalogue
        .fields()
        .iter()
        .filter(|field| field.is_stated() && !SILENT.contains(&field.path.as_str()))
        .collect();
    let same: Vec<String> = fields
        .par_iter()
        .flat_map_iter(|field| {
            let path = field.path.as_str();
            let values = alternatives(field);
            let mut pairs: BTreeSet<(usize, usize)> =
                (0..values.len()).flat_map(|a| (a + 1..values.len()).map(move |b| (a, b))).collect();
            for base in &bases {
                if pairs.is_empty() {
                    break;
                }
                let open: BTreeSet<usize> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
                let texts: BTreeMap<usize, String> =
                    open.into_iter().map(|at| (at, said(&with(base, path, values[at].clone())).0)).collect();
                pairs.retain(|(a, b)| texts[a] == texts[b]);
            }
            pairs.into_iter().map(move |(a, b)| format!("{path}: {} and {}", values[a], values[b]))
        })
        .collect();
    let same: BTreeSet<&str> = same.iter().map(String::as_str).collect();
    assert_eq!(same, BTreeSet::from(ALIKE), "options that say the same for every sample profile");
}
