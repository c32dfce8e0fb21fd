//! Line setting (行組版) as one table: the clause, the words, the measure and the lines they must make.
//!
//! Clauses are those of JLREQ, the W3C's Requirements for Japanese Text Layout (2020), which restates JIS X 4051:2004.
//! "house" marks what goes beyond it. Type is ten points; a Japanese character is one em wide, an ASCII one half an em.

use super::text;
use crate::layout::lines::{Line, break_lines};
use crate::layout::measure::{Alignment, Cluster};
use crate::units::{Em, Length};

const SIZE: Length = Length::from_milli_pt(10_000);

/// Clause, words, measure in ems, lines.
type Case = (&'static str, &'static str, i32, &'static [&'static str]);

/// Breaks that do not depend on whether lines are filled.
const RAGGED: [Case; 64] = [
    ("3.1.7 cl-02", "規程の案）は", 4, &["規程の", "案）は"]),
    ("3.1.7 cl-02", "規程の案」は", 4, &["規程の", "案」は"]),
    ("3.1.7 cl-02", "規程の案』は", 4, &["規程の", "案』は"]),
    ("3.1.7 cl-02", "規程の案】は", 4, &["規程の", "案】は"]),
    ("3.1.7 cl-02", "規程の案〉は", 4, &["規程の", "案〉は"]),
    ("3.1.7 cl-03", "規程の案‐乙", 4, &["規程の", "案‐乙"]),
    ("3.1.7 cl-03", "本社の東～西", 4, &["本社の", "東～西"]),
    ("3.1.7 cl-03", "本社の東〜西", 4, &["本社の", "東〜西"]),
    ("3.1.7 cl-04", "何を守るか？と", 5, &["何を", "守るか？と"]),
    ("3.1.7 cl-04", "必ず守れ！と", 4, &["必ず", "守れ！と"]),
    ("3.1.7 cl-05", "情報資産・機器", 4, &["情報資", "産・機器"]),
    ("3.1.7 cl-05", "保存期間：三年", 4, &["保存期", "間：三年"]),
    ("3.1.7 cl-06", "情報を守る。次", 5, &["情報を", "守る。次"]),
    ("3.1.7 cl-07", "情報資産、機器", 4, &["情報資", "産、機器"]),
    ("3.1.7 cl-07", "情報資産，機器", 4, &["情報資", "産，機器"]),
    ("3.1.7 cl-09", "情報の人々の", 4, &["情報の", "人々の"]),
    ("3.1.7 cl-10", "情報サーバー機", 5, &["情報", "サーバー機"]),
    ("3.1.7 cl-11", "これをもって行", 4, &["これを", "もって行"]),
    ("3.1.7 cl-11", "規程とファン", 4, &["規程と", "ファン"]),
    ("3.1.7 cl-11", "規程のチェック", 5, &["規程の", "チェック"]),
    ("house: ／ starts no line", "本社支社／工場", 4, &["本社支", "社／工場"]),
    ("house: ｜ starts no line", "本社支社｜工場", 4, &["本社支", "社｜工場"]),
    ("house: squared units", "幅は五十㎝とし", 4, &["幅は五", "十㎝とし"]),
    ("house: squared units", "重さ五十㎏とし", 4, &["重さ五", "十㎏とし"]),
    ("house: squared units", "道を五十㌔とし", 4, &["道を五", "十㌔とし"]),
    ("3.1.8 cl-01", "規程で（次の", 4, &["規程で", "（次の"]),
    ("3.1.8 cl-01", "規程で「次の", 4, &["規程で", "「次の"]),
    ("3.1.8 cl-01", "規程で『次の", 4, &["規程で", "『次の"]),
    ("3.1.8 cl-01", "規程で【次の", 4, &["規程で", "【次の"]),
    ("3.1.8 cl-12", "所在地〒百", 4, &["所在地", "〒百"]),
    ("3.1.8 cl-12", "金額は￥5000", 4, &["金額は", "￥5000"]),
    ("3.1.8 cl-12", "番号は＃三", 4, &["番号は", "＃三"]),
    ("3.1.8 house: ＠ and §", "法律の§二", 4, &["法律の", "§二"]),
    ("3.1.10 cl-08 (and UAX #14, LB22)", "規程に……と", 4, &["規程", "に……と"]),
    ("3.1.10 cl-08 (and UAX #14)", "規程に――と", 4, &["規程", "に――と"]),
    ("3.1.10 numbers", "額は10,000円", 5, &["額は", "10,000円"]),
    ("3.1.10 numbers", "割合は12.5%で", 4, &["割合は", "12.5%で"]),
    ("3.1.10 units", "容量は64 GBとし", 5, &["容量は", "64 GBとし"]),
    ("3.1.10 numbers and units, house: か月", "全て6か月保存", 4, &["全て", "6か月", "保存"]),
    ("3.1.10 numbers and units, house: か月", "全て三カ月保存", 4, &["全て", "三カ月", "保存"]),
    ("3.1.10 numbers and units, house: か月", "全て10ヶ月保存", 4, &["全て", "10ヶ月", "保存"]),
    ("3.1.10 numbers and units, house: 種類", "規程は2種類とし", 4, &["規程は", "2種類", "とし"]),
    ("3.1.10 numbers and units, house: 営業日", "規程は5営業日で", 5, &["規程は", "5営業日で"]),
    ("house: levels", "区分は（機密性2）", 6, &["区分は", "（機密性2）"]),
    ("house: levels", "区分は重要度2とし", 5, &["区分は", "重要度2", "とし"]),
    ("house: eras", "法律は平成15年とし", 5, &["法律は", "平成15年", "とし"]),
    ("house: eras", "法律は令和元年に", 5, &["法律は", "令和元年に"]),
    ("house: Latin names", "会社の規格はISO/IEC 27001の", 9, &["会社の規格は", "ISO/IEC 27001の"]),
    ("house: Latin names", "機器はWindows 10を", 6, &["機器は", "Windows 10を"]),
    ("house: Latin names", "制度はISMAP-LIUで", 6, &["制度は", "ISMAP-LIUで"]),
    ("house: Latin names, longer words part", "規程のsecurity-network", 9, &["規程のsecurity-", "network"]),
    (
        "house: addresses, after ／",
        "窓口の所はhttps://ab.cd.ef/ghij/",
        9,
        &["窓口の所は", "https://ab.cd.ef/", "ghij/"],
    ),
    (
        "house: addresses, not after .",
        "窓口となる所はhttps://www.jpcert.or.jp/",
        13,
        &["窓口となる所は", "https://www.jpcert.or.jp/"],
    ),
    ("house: addresses, not after .", "宛先はcs-support@ipa.go.jp", 10, &["宛先は", "cs-support@ipa.go.jp"]),
    ("house: addresses, nothing else fits", "www.jpcert.or.jp", 5, &["www.", "jpcert.", "or.jp"]),
    ("house: ordinals", "前の第12条の", 5, &["前の", "第12条の"]),
    ("house: ordinals", "前の第十二条の", 5, &["前の", "第十二条の"]),
    ("house: dates", "施行2026年4月1日", 8, &["施行", "2026年4月1日"]),
    ("house: forms", "前の様式1-2に", 5, &["前の", "様式1-2に"]),
    ("house: boxes to tick", "種別　□ 漏えい　□ その他", 5, &["種別", "□ 漏えい", "□ その他"]),
    ("house: names", "責任者は星降 鋼一とする", 6, &["責任者は", "星降 鋼一と", "する"]),
    ("house: honorifics", "窓口の佐藤様へ", 5, &["窓口の", "佐藤様へ"]),
    ("house: honorifics", "会社の総務部御中", 6, &["会社の", "総務部御中"]),
    ("3.2.6 words of Western text", "新しいsecure network機", 8, &["新しいsecure", "network機"]),
];

/// Breaks of filled lines: what hangs, and what is left to the last line.
const FILLED: [Case; 7] = [
    ("3.8.2 note: 。 hangs", "情報資産を守る。次の規程", 7, &["情報資産を守る。", "次の規程"]),
    ("3.8.2 note: 、 hangs", "情報資産の管理、運用を行う", 7, &["情報資産の管理、", "運用を行う"]),
    ("3.8.2 note: a bracket does not hang", "情報資産（管理）運用を行う", 7, &["情報資産（管", "理）運用を行う"]),
    ("3.8.2 note: nothing hangs twice", "情報資産の管理。」と運用を", 7, &["情報資産の管", "理。」と運用を"]),
    (
        "3.5.4 no character alone at the end",
        "規程規程規程規程規程規程規程規程規程規程規",
        20,
        &["規程規程規程規程規程規程規程規程規程規", "程規"],
    ),
    ("3.1.7 before 3.8.2", "情報資産を守るーと運用を", 7, &["情報資産を守", "るーと運用を"]),
    ("house: long addresses", "送信先はinfo@example.jpである", 9, &["送信先はinfo@", "example.jpである"]),
];

fn lines(words: &str, ems: i32, alignment: Alignment) -> Vec<String> {
    let mut text = text(words, alignment);
    let lines = break_lines(&mut text, SIZE * ems, Length::ZERO);
    let shown =
        |line: &Line| text.clusters[line.visible.clone()].iter().map(|cluster| text.characters(cluster)).collect();
    lines.iter().map(shown).collect()
}

#[test]
fn lines_break_where_the_clauses_say() {
    let cases =
        RAGGED.iter().map(|case| (case, Alignment::Start)).chain(FILLED.iter().map(|case| (case, Alignment::Justify)));
    let wrong: Vec<String> = cases
        .filter_map(|(&(clause, words, ems, expected), alignment)| {
            let found = lines(words, ems, alignment);
            (found != expected).then(|| format!("{clause}: {words} in {ems} em: {found:?}, not {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The space after each of the first characters that has any once its line is set, in thousandths of an em.
fn spaces(words: &str, measure: Em, first_line: usize) -> Vec<(String, i32)> {
    let mut text = text(words, Alignment::Justify);
    break_lines(&mut text, measure.at(SIZE), Length::ZERO);
    let space = |cluster: &Cluster| i32::try_from(i64::from(cluster.gap.milli_pt()) * 1000 / 10_000).expect("small");
    text.clusters[..first_line]
        .iter()
        .filter(|cluster| space(cluster) != 0)
        .map(|cluster| (text.characters(cluster).to_owned(), space(cluster)))
        .collect()
}

#[test]
fn space_is_taken_and_given_in_the_order_of_the_clauses() {
    let owned = |expected: &[(&str, i32)]| -> Vec<(String, i32)> {
        expected.iter().map(|&(character, space)| (character.to_owned(), space)).collect()
    };
    // 3.2.6: a quarter em between Japanese and Western text, none beside brackets.
    assert_eq!(spaces("規A程（B）", Em(20_000), 5), owned(&[("規", 250), ("A", 250)]));
    // 3.8.3: a line too full by half an em takes it from those spaces, each down to an eighth.
    assert_eq!(spaces("情IT報のICの", Em(6500), 8), owned(&[("情", 125), ("T", 125), ("の", 125), ("C", 125)]));
    // 3.8.4: a line too short by half an em gives it to every place, but not after an opening bracket, before a closing
    // one or beside a middle dot.
    assert_eq!(
        spaces("「ア・イ」と規程程（案）を", Em(9500), 9),
        owned(&[("」", 125), ("と", 125), ("規", 125), ("程", 125)])
    );
}
