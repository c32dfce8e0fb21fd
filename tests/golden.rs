//! The model of every sample profile and document as text: structure, numbers, words and where they came from.

mod packs;

use kitei::style::Marks;

#[test]
fn documents_of_the_sample_profiles() {
    for name in packs::PROFILES {
        let (_, outcome) = packs::compile(&packs::profile(name), Marks::Final);
        let pack = outcome.value.expect("compiles");
        for document in &pack.documents {
            let edition = [&document.edition.id].into_iter().filter(|id| !id.is_empty()).map(|id| format!("__{id}"));
            let kind = document.kind.as_str().replace('-', "_");
            let snapshot = format!("{name}__{kind}{}", edition.collect::<String>());
            insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!(snapshot, document.dump());
            });
        }
    }
}

#[test]
fn no_company_knows_of_another() {
    let names: [(&str, &[&str]); packs::PROFILES.len()] = [
        ("hoshifuru-seiko", &["ほしふる", "星降", "金敷", "帳場", "図子", "槌谷", "架空オートモーティブ"]),
        ("kumonomine", &["クモノミネ", "雲居", "峯田", "帆足", "嶺 智也", "クモノト"]),
        ("tsukishiro", &["月白", "月ノ輪", "筆山", "兎野"]),
        ("minimal", &["あおぞら", "青空"]),
        ("minazukino", &["みなづき野", "水無月", "空橋", "綴木", "糸井", "久遠会計"]),
        ("yukihyou", &["雪豹", "ゆきひょう", "白峰", "氷室", "雪野", "岬技工所"]),
        ("yamabiko", &["ヤマビコ", "駒草", "岩魚", "清流", "架空建設"]),
    ];
    for (own, _) in names {
        let (_, outcome) = packs::compile(&packs::profile(own), Marks::Final);
        let text: String =
            outcome.value.expect("compiles").documents.iter().flat_map(kitei::model::Document::lines).collect();
        for (other, words) in names.iter().filter(|(other, _)| *other != own) {
            for word in *words {
                assert!(!text.contains(word), "{own} prints {word} of {other}");
            }
        }
    }
}
