//! The program as its users run it: files in, files out, exit codes and messages.

mod packs;

use packs::{Case, SMALL, profile};

#[test]
fn a_ten_line_profile_builds_ten_files_and_a_manifest() {
    let case = Case::new("build 会社.toml").file("会社.toml", SMALL);
    let (code, out, err) = case.run();
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert_eq!(
        case.listing("out/会社"),
        [
            "01_情報セキュリティ基本方針.docx",
            "01_情報セキュリティ基本方針.pdf",
            "01_情報セキュリティ基本方針（公開用）.docx",
            "01_情報セキュリティ基本方針（公開用）.pdf",
            "02_情報セキュリティハンドブック.docx",
            "02_情報セキュリティハンドブック.pdf",
            "03_情報セキュリティ関連規程.docx",
            "03_情報セキュリティ関連規程.pdf",
            "04_特定個人情報の基本方針.docx",
            "04_特定個人情報の基本方針.pdf",
            "manifest.json",
        ]
    );
    assert_eq!(case.listing("out"), ["会社"]);
    assert!(out.contains("5文書 10ファイル"), "{out}");
}

#[test]
fn the_manifest_says_what_was_made_from_what() {
    let case = Case::new("build 会社.toml --only basic-policy --format docx").file("会社.toml", SMALL);
    assert_eq!(case.run().0, 0);
    let text = std::fs::read_to_string(case.path("out/会社/manifest.json")).expect("is there");
    let manifest: serde_json::Value = serde_json::from_str(&text).expect("is JSON");
    let files = manifest["files"].as_array().expect("a list");
    let named = |at: usize| (files[at]["name"].as_str().expect("a name"), files[at]["edition"].as_str());
    assert_eq!(files.len(), 2);
    assert_eq!(named(0), ("01_情報セキュリティ基本方針.docx", Some("internal")));
    assert_eq!(named(1), ("01_情報セキュリティ基本方針（公開用）.docx", Some("public")));
    assert_eq!(files[1]["document"], "basic-policy");
    assert_eq!(files[0]["sha256"].as_str().map(str::len), Some(64));
    let dropped = manifest["dropped"].as_array().expect("a list");
    let telework = dropped.iter().find(|part| part["key"] == "chapter.telework").expect("is dropped");
    assert_eq!((&telework["cause"], &telework["fields"][0]), (&"condition".into(), &"telework.enabled".into()));
    let unconfirmed = manifest["unconfirmed"].as_array().expect("a list");
    let length = unconfirmed.iter().find(|field| field["field"] == "password.min_length_user").expect("is a default");
    assert_eq!((&length["status"], &length["value"]), (&"default".into(), &"12".into()));
    assert!(!unconfirmed.iter().any(|field| field["field"] == "company.name"));
}

#[test]
fn one_bad_company_stops_none_of_the_others() {
    let case = Case::new("build profiles --format docx")
        .file("profiles/a.toml", SMALL)
        .file("profiles/b.toml", "[company\n")
        .file("profiles/c.toml", SMALL);
    let (code, out, err) = case.run();
    assert_eq!(code, 1);
    assert_eq!(case.listing("out"), ["a", "c"]);
    assert!(out.contains("b: 誤りが1件あるので、何も書き出しません"), "{out}");
    assert!(out.ends_with("3社: 作成 2、失敗 1\n"), "{out}");
    assert!(err.starts_with("誤り[P001]"), "{err}");
}

#[test]
fn standard_input_is_a_profile() {
    let case = Case::new("build - --format docx --only basic-policy").input(SMALL);
    assert_eq!(case.run().0, 0);
    assert_eq!(case.listing("out"), ["stdin"]);
}

#[test]
fn all_blanks_are_listed_at_once_and_nothing_is_written() {
    let case = Case::new("build 会社.toml").file("会社.toml", "[company]\nname = \"\"\n");
    let (code, _, err) = case.run();
    assert_eq!(code, 1);
    for label in ["会社名", "代表者氏名", "従業員数", "制定日"] {
        assert!(err.contains(&format!("誤り[P005]: {label}が書かれていません")), "{label}: {err}");
    }
    assert!(case.listing("out").is_empty());
}

#[test]
fn a_review_prints_blanks_instead_of_refusing() {
    let case =
        Case::new("build 会社.toml --marks review --format docx").file("会社.toml", "[company]\nname = \"甲社\"\n");
    let (code, _, err) = case.run();
    assert_eq!((code, err.as_str()), (0, ""));
}

#[test]
fn a_sample_stands_beside_the_documents() {
    let mut case = Case::new("build 会社.toml --marks sample --only basic-policy")
        .file("会社.toml", "[company]\nname = \"甲社\"\n");
    assert_eq!(case.run().0, 0);
    let files = [
        "01_情報セキュリティ基本方針_見本.docx",
        "01_情報セキュリティ基本方針_見本.pdf",
        "01_情報セキュリティ基本方針（公開用）_見本.docx",
        "01_情報セキュリティ基本方針（公開用）_見本.pdf",
        "manifest.json",
    ];
    assert_eq!(case.listing("out/会社_見本"), files);
    let manifest = std::fs::read_to_string(case.path("out/会社_見本/manifest.json")).expect("is there");
    assert!(manifest.contains("\"marks\": \"sample\""));
    case = case.file("会社.toml", SMALL);
    assert_eq!(case.again("build 会社.toml --only basic-policy --format docx").0, 0);
    assert_eq!(case.listing("out"), ["会社", "会社_見本"]);
}

#[test]
fn the_date_stands_in_for_a_missing_date_of_enactment() {
    let text = SMALL.replace("enacted_on = 2026-12-01", "");
    let case = Case::new("build 会社.toml --date 2027-04-01 --format docx").file("会社.toml", &text);
    assert_eq!(case.run().0, 0);
}

#[test]
fn files_somebody_changed_are_not_overwritten() {
    let mut case = Case::new("build 会社.toml --only basic-policy --format docx").file("会社.toml", SMALL);
    assert_eq!(case.run().0, 0);
    assert_eq!(case.run().0, 0, "an unchanged pack is replaced");
    let path = case.path("out/会社/01_情報セキュリティ基本方針.docx");
    std::fs::write(&path, "edited").expect("can be written");
    let (code, _, err) = case.run();
    assert_eq!(code, 2);
    assert!(err.contains("--overwrite"), "{err}");
    assert_eq!(std::fs::read_to_string(&path).expect("is still there"), "edited");
    assert_eq!(case.again("build 会社.toml --only basic-policy --format docx --overwrite").0, 0);
    assert_ne!(std::fs::read(&path).expect("is there"), b"edited");
    std::fs::write(case.path("out/会社/メモ.txt"), "note").expect("can be written");
    assert_eq!(case.again("build 会社.toml").0, 2, "a file kitei did not write is kept");
}

#[test]
fn unreadable_inputs_are_explained() {
    let (code, _, err) = Case::new("build nowhere.toml").run();
    assert_eq!(code, 2);
    assert!(err.starts_with("誤り[I001]: nowhere.toml を読めません"), "{err}");

    let (code, _, err) =
        Case::new("build 会社.toml").file("会社.toml", b"[company]\nname = \"\x8a\x94\x8e\xae\"\n").run();
    assert_eq!(code, 2);
    assert!(err.contains("UTF-8"), "{err}");

    let (code, _, err) = Case::new("build empty").file("empty/readme.txt", "").run();
    assert_eq!(code, 2);
    assert!(err.contains("会社情報（.toml）がありません"), "{err}");

    let (code, _, err) = Case::new("build a/x.toml b/X.toml").file("a/x.toml", SMALL).file("b/X.toml", SMALL).run();
    assert_eq!(code, 2);
    assert!(err.contains("同じ名前"), "{err}");
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_fine() {
    let text = format!("\u{FEFF}{}", SMALL.replace('\n', "\r\n"));
    let case = Case::new("check 会社.toml").file("会社.toml", text);
    let (code, out, err) = case.run();
    assert_eq!((code, out.as_str(), err.as_str()), (0, "会社: 誤りはありません\n", ""));
}

#[test]
fn problems_come_as_json_when_asked_for() {
    let case = Case::new("check 会社.toml --message-format json")
        .file("会社.toml", SMALL.replace("employee_count", "employe_count"));
    let (code, out, _) = case.run();
    assert_eq!(code, 1);
    let first: serde_json::Value = serde_json::from_str(out.lines().next().expect("a line")).expect("is JSON");
    let unknown = out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("is JSON"));
    let unknown = unknown.into_iter().find(|problem| problem["code"] == "P002").unwrap_or(first);
    assert_eq!((&unknown["place"]["line"], &unknown["place"]["column"]), (&4.into(), &1.into()));
    assert_eq!(unknown["hint"], "「company.employee_count」（従業員数）のことですか");
}

#[test]
fn templates_are_checked_without_a_profile() {
    let (code, out, _) = Case::new("check --templates").run();
    assert_eq!(code, 0);
    assert!(out.starts_with("ひな形 "), "{out}");

    let case = Case::new("check --templates mine").file(
        "mine/regulations/01-organizational/01-committee.md.hbs",
        "+++\nkind = \"article\"\nkey = \"org.committee\"\nheading = \"組織\"\n+++\n1. {{company.nmae}}は、定める。\n",
    );
    let (code, _, err) = case.run();
    assert_eq!(code, 1);
    assert!(err.contains("誤り[T003]: 項目 company.nmae がありません"), "{err}");
    assert!(err.contains("mine/regulations/01-organizational/01-committee.md.hbs:6:4"), "{err}");
}

#[test]
fn one_file_of_the_templates_can_be_replaced() {
    let document =
        include_str!("../templates/basic-policy/document.toml").replacen("{{policy.title}}", "わが社の方針", 1);
    let case = Case::new("build 会社.toml --only basic-policy --format docx --templates mine")
        .file("会社.toml", SMALL)
        .file("mine/basic-policy/document.toml", document);
    assert_eq!(case.run().0, 0);
    let manifest = std::fs::read_to_string(case.path("out/会社/manifest.json")).expect("is there");
    assert!(manifest.contains("わが社の方針"));
}

#[test]
fn the_starter_profile_is_read_back_and_lists_what_is_blank() {
    let mut case = Case::new("init 会社.toml");
    let (code, out, _) = case.run();
    assert_eq!(code, 0, "{out}");
    assert_eq!(case.run().0, 2, "an existing file is not overwritten");
    let (code, _, err) = case.again("build 会社.toml");
    assert_eq!(code, 1);
    assert!(err.contains("P005") && !err.contains("P002") && !err.contains("P003"), "{err}");

    let (code, full, _) = case.again("init --full");
    assert_eq!(code, 0);
    let uncommented: String = full
        .lines()
        .map(|line| {
            line.strip_prefix("# ")
                .filter(|rest| rest.contains(" = ") || rest.starts_with("  {") || *rest == "]")
                .unwrap_or(line)
        })
        .filter(|line| !line.starts_with('#'))
        .collect::<Vec<_>>()
        .join("\n");
    let table = toml::from_str::<toml::Table>(&uncommented);
    assert!(table.is_ok(), "every line of the full profile can be made active: {table:?}");
}

#[test]
fn fields_are_listed_searched_and_exported() {
    let (code, out, _) = Case::new("fields").run();
    assert_eq!(code, 0);
    assert!(out.contains("  company.name  会社名（文字列）\n"), "{out}");
    assert!(!out.contains("derived."), "computed fields are not for profiles");
    let (_, out, _) = Case::new("fields password.min_length_user").run();
    assert!(out.contains("既定: 12"), "{out}");
    let (_, out, _) = Case::new("fields --format schema").run();
    let schema: serde_json::Value = serde_json::from_str(&out).expect("is JSON");
    assert_eq!(schema["properties"]["company"]["properties"]["name"]["title"], "会社名");
}

#[test]
fn the_profile_in_the_readme_builds() {
    let readme = include_str!("../README.md");
    let profile = readme.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("there is one");
    let case = Case::new("build 会社.toml --format docx").file("会社.toml", profile);
    let (code, out, err) = case.run();
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
}

#[test]
fn the_sample_profiles_have_no_error() {
    for name in packs::PROFILES {
        let case = Case::new("check 会社.toml").file("会社.toml", profile(name));
        let (code, out, err) = case.run();
        assert_eq!((code, out.as_str()), (0, "会社: 誤りはありません\n"), "{name}: {err}");
    }
}

#[test]
fn values_that_contradict_each_other_stop_the_documents() {
    let text = format!("{SMALL}[committee]\nform = \"self\"\n");
    let mut case = Case::new("build 会社.toml --format docx").file("会社.toml", &text);
    let (code, out, err) = case.run();
    assert_eq!(code, 1, "{out}");
    assert!(err.starts_with("誤り[P009]: 従業員がいますが"), "{err}");
    assert!(case.listing("out").is_empty());
    assert_eq!(case.again("check 会社.toml").0, 1);
}

#[test]
fn doubtful_values_are_reported_and_stop_only_when_asked_to() {
    let text = format!("{SMALL}[mail]\nform = \"own\"\n");
    let mut case = Case::new("build 会社.toml --only basic-policy --format docx").file("会社.toml", &text);
    let (code, _, err) = case.run();
    assert_eq!(code, 0);
    assert!(err.starts_with("注意[P010]: メールは自社のサーバー"), "{err}");
    let manifest = std::fs::read_to_string(case.path("out/会社/manifest.json")).expect("is there");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("is JSON");
    let problem = &manifest["diagnostics"][0];
    assert_eq!((&problem["code"], &problem["severity"]), (&"P010".into(), &"warning".into()));
    assert_eq!(problem["notes"][0], "自社設置サーバーは書かれていないので、既定の「設置していない」です");
    assert_eq!(case.again("check 会社.toml --deny-warnings").0, 1);
    assert_eq!(case.again("build 会社.toml --deny-warnings --out strict").0, 1);
    assert!(case.listing("strict").is_empty());
}

#[test]
fn the_manifest_lists_the_facts_of_law_printed() {
    let case = Case::new("build 会社.toml --only regulations --format docx").file("会社.toml", SMALL);
    assert_eq!(case.run().0, 0);
    let manifest = std::fs::read_to_string(case.path("out/会社/manifest.json")).expect("is there");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("is JSON");
    let facts = manifest["facts"].as_array().expect("a list");
    let fact = facts.iter().find(|fact| fact["fact"] == "law.breach_final").expect("is printed");
    assert_eq!((&fact["value"], &fact["verified_on"]), (&"30日".into(), &"2026-11-01".into()));
    assert!(fact["source"].as_str().is_some_and(|source| source.contains("規則")), "{fact}");
    assert!(!facts.iter().any(|fact| fact["fact"] == "law.freelance_payment"), "what is not printed is not listed");
}

#[test]
fn unknown_and_unused_facts_of_law_are_told() {
    let case = Case::new("check --templates mine")
        .file(
            "mine/regulations/01-organizational/01-committee.md.hbs",
            "+++\nkind = \"article\"\nkey = \"org.committee\"\nheading = \"組織\"\n+++\n1. {{law.breach_finl}}以内に定める。\n",
        );
    let (code, _, err) = case.run();
    assert_eq!(code, 1);
    assert!(err.contains("誤り[T003]: 法令の事実 law.breach_finl がありません"), "{err}");
    assert!(err.contains("「law.breach_final」のことですか"), "{err}");
    let fact = "[[fact]]\nid = \"law.nowhere\"\nvalue = \"3日\"\nsource = \"架空法1条\"\nverified_on = 2026-11-01\nconfidence = \"H\"\n";
    let mut case = case.file("more/fields/99-own.toml", fact);
    let (_, _, err) = case.again("check --templates more");
    assert!(err.contains("注意[T007]: 法令の事実 law.nowhere（3日）を使うひな形がありません"), "{err}");
}

#[test]
fn another_font_may_lend_what_the_faces_lack() {
    let command = "build 会社.toml --only basic-policy --format pdf --fallback-font 補い.ttf";
    let name = SMALL.replace("青空 ふみ", "𠮷野 ふみ");
    let shipped = |file: &str| {
        std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/fonts").join(file))
            .expect("is there")
    };
    let run = |font: Vec<u8>| Case::new(command).file("会社.toml", &name).file("補い.ttf", font).run();
    assert_eq!(run(shipped("NotoSerifJP-Names.ttf")).0, 0);
    let (code, _, err) = run(shipped("BIZUDPGothic-Bold.ttf"));
    assert!(code == 1 && err.contains("「𠮷」(U+20BB7) の字形がどの書体にもありません"), "{err}");
    let (code, _, err) = run(b"no font".to_vec());
    assert!(code == 1 && err.contains("書体のファイル 補い.ttf は使えません"), "{err}");
}
