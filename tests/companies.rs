//! What the regulations of each sample company must show, and what they must not: the points for which it was invented.

mod packs;

use kitei::model::DocumentKind;
use kitei::pipeline::Pack;
use kitei::style::Marks;

/// The regulations of a sample company.
struct Regulations {
    pack: Pack,
    lines: Vec<String>,
}

impl Regulations {
    fn of(name: &str) -> Self {
        let pack = packs::compile(&packs::profile(name), Marks::Final).1.value.expect("compiles");
        let document = pack.documents.iter().find(|document| document.kind == DocumentKind::Regulations);
        Self { lines: document.expect("is there").lines(), pack }
    }

    /// Some line has all the words.
    #[track_caller]
    fn say(&self, words: &[&str]) {
        assert!(self.lines.iter().any(|line| words.iter().all(|word| line.contains(word))), "no line has {words:?}");
    }

    /// No line has the words.
    #[track_caller]
    fn never(&self, words: &str) {
        assert_eq!(self.lines.iter().find(|line| line.contains(words)), None);
    }

    /// The part with a key is there, or not.
    #[track_caller]
    fn keep(&self, key: &str, kept: bool) {
        assert_eq!(self.pack.selection.keeps(key), kept, "{key}");
    }

    /// The lines of a part.
    fn part(&self, key: &str) -> Vec<String> {
        let parts = self.pack.documents.iter().flat_map(|document| &document.parts);
        let part = parts.into_iter().find(|part| part.key == key).expect("is kept");
        let mut lines = Vec::new();
        part.blocks.iter().for_each(|block| block.push_lines(&mut lines));
        lines
    }
}

#[test]
fn a_tax_office_handles_the_numbers_of_its_clients() {
    let office = Regulations::of("minazukino");
    // Five people, but no relief: the numbers are handled for clients.
    assert_eq!(office.pack.values.text("my_number.size_class"), "full");
    assert!(office.pack.selection.duties.values().any(|duties| duties.contains("f")));
    for words in ["就業規則", "懲戒", "当社", "取締役", "会社法"] {
        office.never(words);
    }
    // One person holds many roles, two handle the numbers.
    assert!(office.part("table.roles").iter().filter(|line| *line == "水無月 計一").count() >= 3);
    office.say(&["空橋 数子"]);
    office.say(&["糸井 レイ"]);
    // Passing work on needs the clients' consent, and a contract that says so.
    office.say(&["最初の委託者の許諾"]);
    office.say(&["久遠会計株式会社"]);
    // The office suite without support is an exception with an end, not a standard.
    office.say(&["2019年版のオフィスソフト"]);
}

#[test]
fn a_factory_has_a_committee_and_machines_that_cannot_be_updated() {
    let factory = Regulations::of("hoshifuru-seiko");
    factory.never("在宅勤務");
    factory.keep("chapter.telework", false);
    factory.say(&["情報セキュリティ委員会"]);
    factory.say(&["NC・測定機の組込みパソコン"]);
    factory.say(&["工場用のネットワークに分け"]);
    // The shared account of the shop floor leaves a record of who used it.
    factory.say(&["アカウントの共用は"]);
    factory.say(&["使用者を記録"]);
    factory.say(&["定期的な変更は、求めない"]);
    // The second plant is entered with keys.
    let zones = factory.part("table.zones");
    assert!(zones.iter().any(|cell| cell == "第二工場") && zones.iter().any(|cell| cell == "鍵"), "{zones:#?}");
    assert!(factory.part("table.cloud_criteria").iter().any(|cell| cell == "架空メールB"));
    // Who asks for measures talks about their cost.
    factory.say(&["費用", "取引先から新たな対策を求められた"]);
    for words in ["機械警備", "監視サービス", "EDR"] {
        factory.never(words);
    }
}

#[test]
fn a_remote_software_firm_has_no_server_room() {
    let firm = Regulations::of("kumonomine");
    firm.keep("infra.server_req", false);
    firm.never("サーバー室");
    firm.keep("byod.start", true);
    firm.say(&["私有IT機器", "スマートフォン"]);
    // What it holds for its clients is reported to them.
    firm.say(&["委託元", "直ちに"]);
    firm.keep("out.received", true);
    firm.keep("it.ai", true);
    assert!(firm.part("it.ai").len() >= 6);
    // One member lives abroad.
    firm.say(&["外的環境の把握"]);
    firm.say(&["国外でテレワークを行おうとする者"]);
    for key in ["chapter.development", "chapter.outsourcing", "chapter.incident", "chapter.my_number"] {
        firm.keep(key, true);
    }
}

#[test]
fn a_dental_clinic_keeps_histories_of_illness() {
    let clinic = Regulations::of("yukihyou");
    // Thirteen people, but more than five thousand patients.
    assert_eq!(clinic.pack.values.text("my_number.size_class"), "full");
    for words in ["当社", "従業員"] {
        clinic.never(words);
    }
    clinic.say(&["当院"]);
    clinic.say(&["患者"]);
    clinic.say(&["要配慮個人情報", "1件であっても"]);
    clinic.say(&["岬技工所"]);
    clinic.say(&["訪問診療"]);
    clinic.say(&["受付の画面を患者に向けない"]);
    clinic.say(&["紙の診療録"]);
    let retention = clinic.part("table.retention");
    assert!(retention.iter().any(|cell| cell == "診療録") && retention.iter().any(|cell| cell == "歯科技工指示書"));
    // The one password of everybody is gone.
    clinic.never("共用するアカウント");
}

#[test]
fn a_building_firm_works_on_private_phones() {
    let firm = Regulations::of("yamabiko");
    for key in ["byod.policy", "byod.start", "byod.during", "byod.end", "form.byod_application"] {
        firm.keep(key, true);
    }
    let zones = firm.part("table.zones");
    assert!(zones.iter().any(|cell| cell.contains("現場事務所")), "{zones:#?}");
    firm.say(&["現場写真"]);
    firm.say(&["預かった鍵と警備の情報"]);
    // Those who work under contracts of their own promise secrecy, and are paid in time.
    firm.say(&["一人親方"]);
    firm.say(&["60日以内"]);
    firm.never("情報セキュリティ委員会");
}

#[test]
fn a_sole_trader_records_instead_of_reporting() {
    let trader = Regulations::of("tsukishiro");
    for words in ["委員会を", "懲戒", "個人番号", "に報告し、その承認"] {
        trader.never(words);
    }
    trader.keep("chapter.human", false);
    trader.keep("chapter.my_number", false);
    trader.say(&["記録する"]);
    trader.say(&["行う者を示さないことは", "事業主"]);
    trader.say(&["委託元", "連絡"]);
    trader.say(&["兎野 ゼロ"]);
    trader.say(&["代行者"]);
    trader.keep("form.byod_application", false);
    trader.keep("table.structure", false);
}

/// One fact of a company at a time is odd; its regulations still print or the reason is told.
#[test]
fn odd_facts_print_right() {
    let with = |changes: &str| {
        let mut profile: toml::Table = packs::profile("minimal").parse().expect("is TOML");
        let changes: toml::Table = changes.parse().expect("is TOML");
        for (group, fields) in changes {
            let table = profile.entry(group).or_insert_with(|| toml::Table::new().into());
            table.as_table_mut().expect("is a group").extend(fields.as_table().expect("is a group").clone());
        }
        let text = toml::to_string(&profile).expect("is TOML");
        packs::compile(&text, Marks::Final).1
    };
    let lines = |changes: &str| -> Vec<String> {
        let pack = with(changes).value.expect("compiles");
        pack.documents.iter().flat_map(kitei::model::Document::lines).collect()
    };
    // A list with no row and one with two hundred.
    assert!(!lines("[assets]\nregister = []").is_empty());
    let rows: Vec<String> = (1..=200)
        .map(|row| {
            format!("{{ name = '資産{row}', media = 'cloud', confidentiality = 2, integrity = 2, availability = 2 }}")
        })
        .collect();
    let many = lines(&format!("[assets]\nregister = [{}]", rows.join(", ")));
    assert!((1..=200).all(|row| many.contains(&format!("資産{row}"))));
    // Two representatives both sign.
    let two = lines("[company]\nco_representatives = [{ title = '代表取締役', name = '海野 みなと' }]");
    assert!(two.iter().any(|line| line.contains("海野 みなと")));
    // Names that differ only in width are two names.
    let widths = lines(
        "[outsourcing]\nused = true\nvendors = [{ name = 'ＡＢＣ', work = '保守', importance = 2 }, { name = 'ABC', work = '保守', importance = 2 }]",
    );
    assert!(widths.contains(&"ＡＢＣ".to_owned()) && widths.contains(&"ABC".to_owned()));
    // A role that nobody defined is told, not printed.
    let unknown = with("[assets]\nregister_owner = 'roles.nobody'");
    assert!(unknown.diagnostics.iter().any(|problem| problem.code == kitei::diag::Code::UnknownRole));
}
