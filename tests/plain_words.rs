//! The catalogue's words in easy Japanese: printed where a company asks for them, with the same numbers, and for all
//! that is office Japanese.

mod packs;

use kitei::bundle::Bundle;
use kitei::diag::Code;
use kitei::model::{Document, DocumentKind, OriginKind, ValueStatus};
use kitei::style::Marks;

/// A sample profile with the handbook in easy Japanese or not, and values replaced.
fn profile(name: &str, plain: bool, values: &[(&str, &str, toml::Value)]) -> String {
    let mut profile: toml::Table = packs::profile(name).parse().expect("is TOML");
    let plain = [("handbook", "plain", plain.into())];
    for (group, key, value) in plain.iter().chain(values) {
        let group = profile.entry(*group).or_insert_with(|| toml::Table::new().into());
        group.as_table_mut().expect("is a group").insert((*key).to_owned(), value.clone());
    }
    toml::to_string(&profile).expect("is TOML")
}

fn document(profile: &str, kind: DocumentKind, marks: Marks) -> Document {
    let documents = packs::compile(profile, marks).1.value.expect("compiles").documents;
    documents.into_iter().find(|document| document.kind == kind).expect("is made")
}

/// Whether an office deadline and option are said, and the easy ones.
fn said(document: &Document) -> [bool; 4] {
    let text = document.lines().join("\n");
    ["直ちに（30分以内", "朝礼等での周知", "すぐに（30分くらい", "朝礼などで話を聞く"].map(|words| text.contains(words))
}

#[test]
fn the_handbook_says_them_and_the_regulations_do_not() {
    let values = [
        ("education", "method", "briefing".into()),
        ("incident", "first_report_deadline", "直ちに（30分以内を目安に）".into()),
        ("document", "depth", "full".into()),
    ];
    for (plain, marks, expected) in [
        (true, Marks::Final, [false, false, true, true]),
        (true, Marks::Review, [false, false, true, true]),
        (false, Marks::Final, [true, true, false, false]),
    ] {
        let text = profile("hoshifuru-seiko", plain, &values);
        assert_eq!(said(&document(&text, DocumentKind::Handbook, marks)), expected, "{plain} {marks:?}");
        let regulations = document(&text, DocumentKind::Regulations, marks);
        let [deadline, _, easy, easier] = said(&regulations);
        assert_eq!([deadline, easy, easier], [true, false, false], "{plain} {marks:?}");
    }
    let review = document(&profile("hoshifuru-seiko", true, &values), DocumentKind::Handbook, Marks::Review);
    let fields = review.review.expect("is a review").fields;
    let method = fields.iter().find(|(path, _)| path.as_str() == "education.method").expect("is printed").1;
    assert!(method.options.iter().any(|(value, words)| value == "briefing" && words == "朝礼などで話を聞く"));
}

#[test]
fn words_of_the_company_stay_as_they_are() {
    let own = "直ちに（30分以内を目安とする）、班長に";
    let text = profile("hoshifuru-seiko", true, &[("incident", "first_report_deadline", own.into())]);
    let handbook = document(&text, DocumentKind::Handbook, Marks::Final);
    assert!(handbook.lines().iter().any(|line| line.contains(own)));
}

/// Office Japanese that easy Japanese has other words for.
const OFFICE: [&str; 10] = ["又は", "とする", "施錠", "都度", "直ちに", "執務", "速やか", "に従事", "常駐", "翌営業日"];

#[test]
fn no_default_is_office_japanese_in_an_easy_handbook() {
    let mut found = Vec::new();
    for name in packs::PROFILES {
        for large in [false, true] {
            let headcount = if large { vec![("document", "depth", "full".into())] } else { vec![] };
            let handbook = document(&profile(name, true, &headcount), DocumentKind::Handbook, Marks::Final);
            for run in handbook.runs() {
                let status = match &run.origin.kind {
                    OriginKind::FillIn { status, .. } | OriginKind::Choice { status, .. } => *status,
                    OriginKind::Template | OriginKind::Remark(_) => continue,
                };
                let words = run.content.as_text();
                if status != ValueStatus::Given && OFFICE.iter().any(|office| words.contains(office)) {
                    found.push(format!("{name}: {words} ({})", run.origin.kind.field().expect("has one")));
                }
            }
        }
    }
    // What the law sets is joined from its facts, and so stays as it is.
    found.retain(|found| !found.contains("速報は知った時から速やかに"));
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What is wrong with a field that has these lines.
fn problems(lines: &str) -> Vec<String> {
    let head = "[[field]]\nid = \"own.x\"\ncolour = \"choice\"\nlabel = \"独自\"\nhelp = \"例\"\nrequired = \"no\"\n";
    let mut bundle = Bundle::embedded();
    bundle.overlay("fields/99-own.toml".to_owned(), "own".to_owned(), format!("{head}{lines}").into_bytes());
    let found = bundle.kit().1.diagnostics.into_iter().filter(|problem| problem.code == Code::Catalogue);
    found.map(|problem| problem.message).collect()
}

#[test]
fn they_state_the_same_numbers_and_belong_to_a_default() {
    let choice = |plain: &str| {
        problems(&format!(
            "type = \"choice\"\noptions = [{{ value = \"a\", label = \"30分以内\", plain = \"{plain}\" }}]\n"
        ))
    };
    assert_eq!(choice("30分まで"), Vec::<String>::new());
    assert_eq!(choice("20分まで"), ["「30分以内」とやさしい言い方で数が違います"]);
    let text = |words: &str, plain: &str| {
        problems(&format!("type = \"text\"\ndefault = \"3日以内\"\n[field.plain]\n\"{words}\" = {plain}\n"))
    };
    assert_eq!(text("3日以内", "\"3日まで\""), Vec::<String>::new());
    assert_eq!(text("3日以内", "\"すぐ\""), ["「3日以内」とやさしい言い方で数が違います"]);
    assert_eq!(text("3日", "\"3日まで\""), ["「3日」は既定の言葉にありません"]);
    assert_eq!(text("3日以内", "3"), ["plain には、言葉とやさしい言い方を文字列で並べます"]);
}
