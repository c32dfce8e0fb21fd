//! The full printed form of every kind of problem, so that a change of words is seen.

mod packs;

use std::collections::BTreeSet;

use kitei::bundle::Bundle;
use kitei::diag::render::{Ink, text};
use kitei::diag::{Code, Diagnostic};
use kitei::source::Sources;
use kitei::style::Marks;
use packs::SMALL;

/// The problems that a profile leads to, with the embedded templates and some files laid over them.
fn problems(overlay: &[(&str, &str)], profile: &str) -> (Sources, Vec<Diagnostic>) {
    let mut bundle = Bundle::embedded();
    for (path, text) in overlay {
        bundle.overlay((*path).to_owned(), format!("mine/{path}"), text.as_bytes().to_vec());
    }
    let (mut sources, outcome) = bundle.kit();
    let mut diagnostics = outcome.diagnostics;
    if let Some(kit) = outcome.value {
        diagnostics.extend(kit.unused());
        let source = sources.add("会社.toml", profile);
        let pack = kit.compile(&sources, source, None, Marks::Final).collect(&mut diagnostics);
        for document in pack.iter().flat_map(|pack| &pack.documents) {
            diagnostics.extend(kit.layout(document, Marks::Final).diagnostics);
        }
    }
    (sources, diagnostics)
}

/// A template laid over an article.
const ARTICLE: &str = "regulations/00-general/09-own.md.hbs";

fn article(front: &str, body: &str) -> String {
    format!("+++\nkind = \"article\"\nkey = \"gen.own\"\nheading = \"独自\"\n{front}+++\n{body}\n")
}

fn set(key: &str, value: &str) -> String {
    let (group, name) = key.rsplit_once('.').expect("a dotted key");
    let header = format!("[{group}]\n");
    if SMALL.contains(&header) {
        SMALL.replace(&header, &format!("{header}{name} = {value}\n"))
    } else {
        format!("{SMALL}{header}{name} = {value}\n")
    }
}

/// A problem, the files that lead to it and the profile.
type Trouble = (Code, Vec<(&'static str, String)>, String);

#[test]
fn every_kind_of_problem_is_printed_for_a_clerk() {
    let field = "[[field]]\nid = \"own.loop\"\ncolour = \"fill-in\"\nlabel = \"独自\"\nhelp = \"例\"\ntype = \"number\"\nrequired = \"no\"\n";
    let cases: Vec<Trouble> = vec![
        (Code::ProfileSyntax, vec![], SMALL.replace("\"青空 ふみ\"", "青空 ふみ")),
        (Code::UnknownKey, vec![], set("company.employe_count", "8")),
        (Code::WrongType, vec![], set("password.min_length_user", "\"12\"")),
        (Code::UnknownOption, vec![], set("byod.policy", "\"allow\"")),
        (Code::Blank, vec![], SMALL.replace("employee_count = 8\n", "")),
        (Code::OutOfRange, vec![], set("password.min_length_user", "-1")),
        (Code::ForbiddenCharacter, vec![], set("company.industry", "\"製造\\u0007業\"")),
        (Code::UnknownRole, vec![], set("access.account_approver", "\"roles.securty_officer\"")),
        (Code::Contradiction, vec![], set("committee.form", "\"self\"")),
        (Code::Doubtful, vec![], set("mail.form", "\"own\"")),
        (Code::Disclosed, vec![], set("policy.inquiry_contact", "{ dept = \"総務部\", tel = \"090-0000-0000\" }")),
        (
            Code::TooLong,
            vec![],
            set("policy.threats", "[\"accident\"]\nitems = [\"scope\"]")
                .replace("[company]\n", &format!("[company]\nbusiness = \"{}\"\n", "文具の卸売".repeat(300))),
        ),
        (Code::TemplateSyntax, vec![(ARTICLE, article("", "1. {{#if company.name}}閉じない。"))], SMALL.to_owned()),
        (
            Code::FrontMatter,
            vec![(ARTICLE, "+++\nkind = \"artikel\"\nkey = \"a\"\n+++\n".to_owned())],
            SMALL.to_owned(),
        ),
        (Code::UnknownField, vec![(ARTICLE, article("", "1. {{company.nmae}}は、定める。"))], SMALL.to_owned()),
        (Code::UnknownHelper, vec![(ARTICLE, article("", "1. {{telework.enabled}}とする。"))], SMALL.to_owned()),
        (Code::UnknownPartial, vec![(ARTICLE, article("", "{{> nowhere}}"))], SMALL.to_owned()),
        (
            Code::UnbalancedChoice,
            vec![(ARTICLE, article("", "1. 定める。{{#choice byod.policy \"permit\"}}{{/choice}}"))],
            SMALL.to_owned(),
        ),
        (Code::UnusedField, vec![("fields/99-own.toml", field.replace("number", "text"))], SMALL.to_owned()),
        (Code::Catalogue, vec![("fields/99-own.toml", field.to_owned())], SMALL.to_owned()),
        (
            Code::Expression,
            vec![(ARTICLE, article("keep_if = 'telework.enabled &&'\n", "1. 定める。"))],
            SMALL.to_owned(),
        ),
        (
            Code::Obligation,
            vec![(ARTICLE, article("[[obligation]]\nid = \"a\"\ntier = \"core\"\nnote = \"目的\"\n", "1. 定める。"))],
            SMALL.to_owned(),
        ),
        (Code::Render, vec![(ARTICLE, article("", "1. {{@nowhere}}とする。"))], SMALL.to_owned()),
        (Code::Lapsed, vec![], SMALL.replace("2026-12-01", "2026-11-30")),
        (Code::Unverified, vec![], SMALL.replace("2026-12-01", "2028-12-01")),
        (
            Code::Unread,
            vec![(
                "handbook/99-back/05-own.md.hbs",
                "+++\nkind = \"text\"\nkey = \"handbook.own\"\n+++\n鱸の躾と情報。\n".to_owned(),
            )],
            set("handbook.furigana", "true"),
        ),
        (Code::Unsupported, vec![(ARTICLE, article("", "1. <b>太字</b>とする。"))], SMALL.to_owned()),
        (
            Code::HeadingLevel,
            vec![(
                "regulations/00-general/08-records.md.hbs",
                "+++\nkind = \"text\"\nkey = \"gen.records\"\nheading = \"深い\"\nlevel = 4\n+++\n文。\n".to_owned(),
            )],
            SMALL.to_owned(),
        ),
        (
            Code::TableShape,
            vec![(
                ARTICLE,
                article("", "| 名 |\n|---|\n{{#each compliance.certifications as |c|}}\n| {{c}} |\n{{/each}}"),
            )],
            SMALL.to_owned(),
        ),
        (
            Code::FigureShape,
            vec![(ARTICLE, article("", "```chart\n- {{company.head_word}}\n    - {{document.enacted_on}}\n```"))],
            SMALL.to_owned(),
        ),
        (Code::UnknownReference, vec![(ARTICLE, article("", "1. {{ref \"org.comittee\"}}による。"))], SMALL.to_owned()),
        (
            Code::DroppedReference,
            vec![(ARTICLE, article("", "1. {{ref \"chapter.telework\"}}による。"))],
            SMALL.to_owned(),
        ),
        (
            Code::DuplicateKey,
            vec![(ARTICLE, article("", "1. 定める。").replace("gen.own", "gen.purpose"))],
            SMALL.to_owned(),
        ),
        (
            Code::Uncovered,
            vec![],
            set("company.industry", "\"𓀀の製造業\"")
                .replace("industry", "co_representatives")
                .replace("\"𓀀の製造業\"", "[{ title = \"代表取締役\", name = \"𓀀 太郎\" }]"),
        ),
    ];
    let mut printed = String::new();
    let mut seen = BTreeSet::new();
    for (code, overlay, profile) in cases {
        let overlay: Vec<(&str, &str)> = overlay.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let (sources, found) = problems(&overlay, &profile);
        let problem = found.iter().find(|problem| problem.code == code);
        let problem = problem.unwrap_or_else(|| {
            let others: Vec<_> = found.iter().map(|problem| (problem.code, &problem.message)).collect();
            panic!("{code:?} was not found among {others:?}")
        });
        printed.push_str(&text(problem, &sources, Ink::Plain));
        printed.push_str("\n\n");
        seen.insert(code);
    }
    insta::assert_snapshot!(printed);
    // What only a bug or a fault of a writer can cause has tests beside its code.
    let elsewhere = [Code::Overfull, Code::DocxWriter, Code::PdfWriter];
    let missing: Vec<_> = Code::ALL.iter().filter(|code| !seen.contains(code) && !elsewhere.contains(code)).collect();
    assert_eq!(missing, Vec::<&Code>::new());
}

#[test]
fn pictograms_must_be_there() {
    let own = |name: &str| {
        format!("+++\nkind = \"topic\"\nkey = \"handbook.own\"\nheading = \"鍵\"\npictogram = \"{name}\"\n+++\n文。\n")
    };
    for (name, expected) in [("lock", 0), ("lokc", 1)] {
        let (_, found) = problems(&[("handbook/01-basic-rules/09-own.md.hbs", &own(name))], SMALL);
        let message = format!("絵記号 {name} はありません");
        let count =
            found.iter().filter(|problem| problem.code == Code::FrontMatter && problem.message == message).count();
        assert_eq!(count, expected, "{found:?}");
    }
}

#[test]
fn boxes_and_cards_say_what_is_wrong_with_them() {
    for (fence, expected) in [
        ("```box\n1. 止める。\n```", None),
        ("```card\n電話\n\n---\n\n1. 止める。\n```", None),
        ("```box\n```", Some((Code::FigureShape, "枠の中が空です"))),
        ("```box\n一\n\n---\n\n二\n```", Some((Code::FigureShape, "枠の中の --- が多すぎます"))),
        ("```card\n一\n\n---\n\n二\n\n---\n\n三\n```", Some((Code::FigureShape, "枠の中の --- が多すぎます"))),
        ("````card\n```box\n一\n```\n````", Some((Code::Unsupported, "枠の中に枠は置けません"))),
        ("```frame\n一\n```", Some((Code::Unsupported, "この囲みは使えません"))),
    ] {
        let (_, found) = problems(&[(ARTICLE, &article("", fence))], SMALL);
        let found: Vec<_> = found
            .iter()
            .filter(|problem| matches!(problem.code, Code::FigureShape | Code::Unsupported))
            .map(|problem| (problem.code, problem.message.as_str()))
            .collect();
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{fence}");
    }
}

#[test]
fn the_branches_of_else_if_are_judged_like_any_other() {
    let body = "{{#if cloud.used}}\n1. 一\n{{else if telework.enabled}}\n1. {{company.nmae}}\n{{else}}\n1. {{company.naem}}\n{{/if}}";
    let (_, found) = problems(&[(ARTICLE, &article("", body))], SMALL);
    let unknown: Vec<&str> = found
        .iter()
        .filter(|problem| problem.code == Code::UnknownField)
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(unknown.len(), 2, "{unknown:?}");
}
