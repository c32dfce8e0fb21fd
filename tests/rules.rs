//! Every consistency rule: a smallest profile that breaks it, what silences it, and what a clerk reads.

mod packs;

use std::collections::{BTreeMap, BTreeSet};

use kitei::diag::render::{Ink, text};
use kitei::diag::{Code, Diagnostic, Severity};
use kitei::profile::{Profile, Values};
use kitei::rules::Basis;
use kitei::source::Sources;
use kitei::style::Marks;
use packs::{PROFILES, SMALL, kit};

/// A rule, its face counted from 1, what breaks it, and what mends that; both laid over the small profile.
type Case = (&'static str, usize, &'static str, &'static str);

const CASES: &[Case] = &[
    (
        "E-02",
        1,
        "committee = { form = 'committee', members = [{ role = 'roles.security_officer' }] }",
        "committee.form = 'officer_only'",
    ),
    (
        "E-02",
        2,
        "committee = { form = 'committee', members = [{ role = 'roles.system_admin' }, { role = 'roles.audit_officer' }] }",
        "committee.chair = 'roles.audit_officer'",
    ),
    (
        "E-05",
        1,
        "cloud.used = false\nbackup = { destination = ['external', 'cloud_other'], cloud_service = '甲' }",
        "cloud.used = true",
    ),
    ("E-06", 1, "backup.destination = ['external']", "backup.scheme = 'single'"),
    ("E-07", 1, "telework = { enabled = true, device = 'byod' }", "byod.policy = 'permit'"),
    ("E-07", 2, "byod.allowed_devices = ['タブレット']", "byod.policy = 'permit'"),
    (
        "E-08",
        1,
        "telework = { enabled = true, connection = 'cloud_only' }\ncloud.used = false",
        "telework.connection = 'standalone'",
    ),
    ("E-09", 1, "system_admin.sourcing = 'shared'\noutsourcing.used = false", "outsourcing.used = true"),
    ("E-09", 2, "disposal.executor = 'vendor'", "outsourcing.used = true"),
    ("E-09", 3, "my_number.outsourced = true", "outsourcing.used = true"),
    ("E-09", 4, "development.in_house = 'outsourced'\noutsourcing.used = false", "outsourcing.used = true"),
    ("E-09", 5, "outsourcing = { used = false, vendors = [{ name = '甲' }] }", "outsourcing.used = true"),
    (
        "E-09",
        6,
        "cloud.services = [{ name = '甲', region = '日本', personal_data = 'entrusted' }]",
        "outsourcing.used = true",
    ),
    (
        "E-10",
        1,
        "my_number.contractors = [{ name = '乙' }]\noutsourcing.vendors = [{ name = '甲' }]",
        "outsourcing.vendors = [{ name = '乙' }]",
    ),
    (
        "E-11",
        1,
        "my_number.contractors = [{ name = '甲' }]\noutsourcing = { recontract = 'prior_report', vendors = [{ name = '甲' }] }",
        "outsourcing.recontract = 'prior_consent'",
    ),
    ("E-14", 1, "company.employee_count = 0\ncommittee.form = 'committee'", "committee.form = 'self'"),
    ("E-16", 1, "document.revised_on = 2026-11-30", "document.revised_on = 2026-12-01"),
    (
        "E-16",
        2,
        "document = { version = '1.1', revision_history = [{ version = '1.0', date = 2026-12-01 }] }",
        "document.version = '1.0'",
    ),
    (
        "E-16",
        3,
        "document.revision_history = [{ version = '1.0', date = 2026-12-02 }]",
        "document.revised_on = 2026-12-02",
    ),
    ("E-17", 1, "assets.labels.secret = '社外秘'", "assets.labels.internal = '内部用'"),
    (
        "E-18",
        1,
        "incident.contacts = [{ level = 1, responder = 'company.representative', tel = '03-0000-0000' }]",
        "incident.contacts = [{ level = 0, responder = 'company.representative', tel = '1' }, { level = 1, responder = 'company.representative', tel = '1' }, { level = 2, responder = 'company.representative', tel = '1' }, { level = 3, responder = 'company.representative', tel = '1' }]",
    ),
    (
        "E-18",
        2,
        "incident.contacts = [{ level = 1, responder = 'company.representative' }]",
        "incident.contacts = [{ level = 1, responder = 'company.representative', mail = 'a@b.example' }]",
    ),
    (
        "E-19",
        1,
        "assets.takeout.approver_secret = 'roles.department_officer'",
        "assets.takeout.approver_secret = 'roles.security_officer'",
    ),
    (
        "E-19",
        2,
        "assets.takeout.approver_internal = 'roles.department_officer'",
        "roles.department_officer.title = '課長'",
    ),
    (
        "E-19",
        3,
        "access.account_approver = 'roles.department_officer'",
        "company.departments = [{ name = '営業部' }, { name = '総務部' }]",
    ),
    ("E-19", 4, "telework = { enabled = true, approver = 'roles.department_officer' }", "telework.enabled = false"),
    ("E-20", 1, "my_number = { handled = false, for_clients = true }", "my_number.handled = true"),
    ("E-20", 2, "my_number = { for_clients = true, size_class = 'reduced' }", "my_number.size_class = 'full'"),
    ("E-22", 1, "committee.form = 'self'", "committee.form = 'officer_only'"),
    ("W-01", 1, "roles.audit_officer.title = '情報システム担当'", "roles.audit_officer.title = '店長'"),
    (
        "W-02",
        1,
        "roles.security_officer.title = '店長'\nroles.system_admin.title = '店長'\nroles.incident_manager.title = '店長'",
        "roles.security_officer.deputy = '副店長'",
    ),
    ("W-03", 1, "mfa.policy = 'none'", "mfa.policy = 'recommended'"),
    ("W-04", 1, "password.min_length_user = 7", "password.min_length_user = 8"),
    (
        "W-04",
        2,
        "password.min_length_user = 8\nmfa.policy = 'none'\naccess.lockout_attempts = 20",
        "access.lockout_attempts = 10",
    ),
    ("W-05", 1, "password.min_length_user = 20", "password.min_length_admin = 20"),
    ("W-06", 1, "access.deletion_deadline = 'next_day'", "access.deletion_deadline = 'same_day'"),
    (
        "W-07",
        1,
        "bcp.rpo = [{ data = '図面', rpo = { amount = 12, unit = 'hour' } }]",
        "bcp.rpo = [{ data = '図面', rpo = { amount = 24, unit = 'hour' } }]",
    ),
    (
        "W-09",
        1,
        "log.retention = { amount = 6, unit = 'month' }\ninfra = { own_servers = 'yes', servers = [{ use = '共有' }], server_requirements = [{ item = '設置' }] }",
        "log.retention = { amount = 52, unit = 'week' }\ninfra.own_servers = 'no'",
    ),
    ("W-10", 1, "infra.servers = [{ use = '共有' }]", "infra.own_servers = 'yes'"),
    ("W-10", 2, "infra.standard_software = [{ kind = 'OS' }]", "infra.own_servers = 'yes'"),
    ("W-10", 3, "infra.own_servers = 'yes'", "infra.servers = [{ use = '共有' }]"),
    ("W-10", 4, "mail.form = 'own'", "infra.own_servers = 'cloud_only'"),
    (
        "W-11",
        1,
        "cloud.services = [{ name = '甲' }]",
        "cloud.services = [{ name = '甲', region = '日本' }, { name = '乙', personal_data = 'none' }]",
    ),
    ("W-12", 1, "my_number.handled = false", "my_number.handled = true"),
    ("W-13", 1, "company.employee_count = 101\nmy_number.size_class = 'reduced'", "company.employee_count = 100"),
    (
        "W-13",
        2,
        "personal_data.total_count = 5001\nmy_number.size_class = 'reduced'",
        "personal_data.total_count = 5000",
    ),
    ("W-13", 3, "legal.sectors = ['finance']\nmy_number.size_class = 'reduced'", "my_number.size_class = 'full'"),
    ("W-14", 1, "outsourcing = { used = true, report_deadline_hours = 73 }", "outsourcing.report_deadline_hours = 72"),
    (
        "W-15",
        1,
        "telework.enabled = true\nassets = { takeout = { secret = 'prohibit' }, register = [{ name = '図面', confidentiality = 3, telework = true }] }",
        "assets.register = [{ name = '図面', confidentiality = 3 }]",
    ),
    (
        "W-17",
        1,
        "info_sharing.sources = [{ name = 'NISC' }]",
        "info_sharing.sources = [{ name = '国家サイバー統括室' }]",
    ),
    (
        "W-17",
        2,
        "info_sharing.sources = [{ name = 'IPA', url = 'http://www.ipa.go.jp/' }]",
        "info_sharing.sources = [{ name = 'IPA', url = 'https://www.ipa.go.jp/' }]",
    ),
    (
        "W-17",
        3,
        "incident.external_contacts = [{ body = 'JPCERT/CC', contact = '03-3518-4600' }]",
        "incident.external_contacts = [{ body = 'JPCERT/CC', contact = 'https://www.jpcert.or.jp/' }]",
    ),
    (
        "W-18",
        1,
        "physical.intrusion_detection = 'camera'",
        "physical = { camera = true, camera_retention = { amount = 30, unit = 'day' } }",
    ),
    ("W-19", 1, "ai.policy = 'permit'", "ai.approved_tools = [{ name = '甲' }]"),
    (
        "W-20",
        1,
        "software.standard_list = [{ use = 'OS', name = '甲', support_until = 2026-11-30 }]",
        "document.enacted_on = 2026-11-30",
    ),
    (
        "W-20",
        2,
        "infra = { own_servers = 'yes', servers = [{ use = '共有', support_until = 2026-11-30 }] }",
        "infra.own_servers = 'no'",
    ),
    (
        "W-20",
        3,
        "infra = { own_servers = 'yes', standard_software = [{ kind = 'OS', support_until = 2026-11-30 }] }",
        "infra.standard_software = [{ kind = 'OS', support_until = 2026-12-01 }]",
    ),
    (
        "W-21",
        1,
        "infra.network_devices = [{ kind = 'UTM', maintenance_until = 2026-11-30 }]",
        "infra.network_devices = [{ kind = 'UTM' }]",
    ),
    (
        "W-21",
        2,
        "cloud.services = [{ name = '甲', region = '日本', contract_until = 2026-11-30 }]",
        "cloud.services = [{ name = '甲', region = '日本', contract_until = 2027-11-30 }]",
    ),
    (
        "W-21",
        3,
        "outsourcing.vendors = [{ name = '甲', expires_on = 2026-11-30 }]",
        "outsourcing.vendors = [{ name = '甲', expires_on = 2026-12-01 }]",
    ),
    ("W-22", 1, "company.employee_count = 10\nhr.work_rules = 'none'", "company.employee_count = 9"),
    (
        "W-24",
        1,
        "website = { exists = true, commerce = 'ec' }",
        "outsourcing.vendors = [{ name = '甲', work = 'カード決済の代行' }]",
    ),
    (
        "W-25",
        1,
        "incident.level_definitions = [{ level = 1, impact = '小' }, { level = 2, impact = '中' }, { level = 3, impact = '大' }]",
        "incident.level_model = 'three'",
    ),
    ("W-26", 1, "assets.takeout.media = ['company_usb']", "usbmedia.approved_models = '貸与したもの'"),
    ("W-27", 1, "cloud.used = false\nmail.form = 'cloud'", "mail.form = 'isp'"),
    ("W-27", 2, "cloud.used = false\nweb.approved_services = [{ name = '甲' }]", "cloud.used = true"),
    (
        "W-30",
        1,
        "incident.external_contacts = [{ body = '警察' }, { body = 'IPA' }]",
        "personal_data.handled = false\nmy_number.handled = false",
    ),
    (
        "W-30",
        2,
        "incident.external_contacts = [{ body = '個人情報保護委員会' }, { body = 'IPA' }]",
        "incident.external_contacts = [{ body = '都道府県警察' }]",
    ),
    (
        "W-30",
        3,
        "incident.external_contacts = [{ body = '個人情報保護委員会' }, { body = '警察' }]",
        "incident.external_contacts = [{ body = '情報処理推進機構' }]",
    ),
    (
        "W-30",
        4,
        "legal.sectors = ['medical']\nincident.external_contacts = [{ body = '個人情報保護委員会' }, { body = '警察' }, { body = 'IPA' }]",
        "incident.external_contacts = [{ body = '厚生労働省' }]",
    ),
    (
        "W-31",
        1,
        "outsourcing.recontract = 'prior_report'\noutsourcing.vendors = [{ name = '甲', personal_data = true }]",
        "outsourcing.recontract = 'prior_consent'",
    ),
    ("W-32", 1, "access.account_approver = 'roles.system_admin'", "access.account_approver = 'roles.security_officer'"),
    ("W-33", 1, "devices.lost_report_deadline = '翌営業日まで'", "devices.lost_report_deadline = '直ちに'"),
    (
        "W-34",
        1,
        "telework = { enabled = true, connection = 'standalone' }\ndevices.encryption = 'none'",
        "devices.encryption = 'portable'",
    ),
    (
        "W-35",
        1,
        "outsourcing = { used = true, received = true, clients = [{ name = '甲', notify_hours = 24 }] }",
        "outsourcing.report_deadline_hours = 12",
    ),
    ("W-36", 1, "infra.nas = false\naccess.share_kinds = ['nas']", "infra.nas = true"),
    (
        "W-37",
        1,
        "incident.level_definitions = [{ level = 3, impact = '大', responder = 'roles.system_admin' }]",
        "incident.contacts = [{ level = 3, responder = 'roles.system_admin', tel = '03-0000-0000' }]",
    ),
    (
        "W-38",
        1,
        "log.review_interval = { every = 1, unit = 'year' }",
        "log.review_interval = { every = 6, unit = 'month' }",
    ),
];

fn lay_over(base: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (base.get_mut(&key), value) {
            (Some(toml::Value::Table(inner)), toml::Value::Table(value)) => lay_over(inner, value),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

/// The small profile with others laid over it.
fn profile(overs: &[&str]) -> String {
    let mut table: toml::Table = SMALL.parse().expect("is TOML");
    for over in overs {
        lay_over(&mut table, over.parse().unwrap_or_else(|error| panic!("{over}: {error}")));
    }
    toml::to_string(&table).expect("is TOML")
}

/// The rules a profile breaks; its own text must be sound.
#[track_caller]
fn broken(text: &str) -> (Sources, Vec<Diagnostic>) {
    let kit = kit();
    let mut sources = kit.sources.clone();
    let source = sources.add("会社.toml", text);
    let outcome = Profile::parse(&sources, source, &kit.catalogue);
    let problems: Vec<_> = outcome.diagnostics.iter().map(|problem| &problem.message).collect();
    assert!(problems.is_empty(), "{problems:?}\n{text}");
    let profile = outcome.value.expect("parses");
    let values = Values::resolve(&profile, &kit.catalogue, &kit.logic).value.expect("resolves");
    let problems = kit.rules.check(&sources, &kit.catalogue, &profile, &values);
    (sources, problems)
}

/// The ids of the rules a profile breaks.
#[track_caller]
fn ids(text: &str) -> Vec<String> {
    let id = |problem: &Diagnostic| {
        let rest = problem.message.split("（規則").nth(1).unwrap_or_else(|| panic!("{problem:?}"));
        rest.trim_end_matches('）').to_owned()
    };
    broken(text).1.iter().map(id).collect()
}

/// The printed message of a face of a rule with a condition.
fn faces() -> BTreeMap<(String, usize), (String, Severity)> {
    let mut faces = BTreeMap::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for rule in kit().rules.rules().iter().filter(|rule| matches!(rule.basis, Basis::When(_))) {
        let count = counts.entry(&rule.id).or_default();
        *count += 1;
        faces.insert((rule.id.clone(), *count), (format!("{}（規則{}）", rule.message, rule.id), rule.severity));
    }
    faces
}

#[test]
fn all_rules_of_the_specification_are_there() {
    let numbered = |letter: char, last: usize| (1..=last).map(move |number| format!("{letter}-{number:02}"));
    let expected: BTreeSet<String> = numbered('E', 22).chain(numbered('W', 38)).chain(numbered('N', 9)).collect();
    let rules = kit().rules.rules();
    let found: BTreeSet<String> = rules.iter().map(|rule| rule.id.clone()).collect();
    assert_eq!(found, expected);
    for rule in rules {
        let expected = if rule.id.starts_with('E') { Severity::Error } else { Severity::Warning };
        assert_eq!(rule.severity, expected, "{}", rule.id);
        assert!(rule.message.chars().count() <= 50, "{} is long: {}", rule.id, rule.message);
    }
    let ordered: Vec<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
    let mut grouped = ordered.clone();
    grouped.dedup();
    assert_eq!(grouped.len(), found.len(), "the faces of a rule stand together");
}

#[test]
fn every_rule_has_a_profile_that_breaks_it_and_one_that_mends_it() {
    let faces = faces();
    let cases: BTreeSet<(String, usize)> = CASES.iter().map(|(id, face, ..)| ((*id).to_owned(), *face)).collect();
    assert_eq!(cases, faces.keys().cloned().collect(), "every condition has a case");
    let mut printed = String::new();
    for (id, face, breaks, mends) in CASES {
        let (message, severity) = &faces[&((*id).to_owned(), *face)];
        let (sources, problems) = broken(&profile(&[breaks]));
        let found: Vec<&Diagnostic> = problems.iter().filter(|problem| problem.message == *message).collect();
        let messages: Vec<_> = problems.iter().map(|problem| &problem.message).collect();
        assert_eq!(found.len(), 1, "{id} {face} is reported once: {messages:?}");
        let problem = found[0];
        let code = if *severity == Severity::Error { Code::Contradiction } else { Code::Doubtful };
        assert_eq!((problem.code, problem.severity), (code, *severity));
        let place = problem.primary.expect("a place");
        assert_eq!(sources.get(place.source).name, "会社.toml", "{id} points at the profile");
        assert!(place.end > place.start, "{id} points at what is written");
        printed.push_str(&text(problem, &sources, Ink::Plain));
        printed.push_str("\n\n");
        let rest = broken(&profile(&[breaks, mends])).1;
        assert!(rest.iter().all(|problem| problem.message != *message), "{id} {face} is not mended by {mends}");
    }
    insta::assert_snapshot!(printed);
}

#[test]
fn the_place_is_the_first_field_written() {
    let check = |overs: &str, expected: &str, related: usize, notes: &[&str]| {
        let (sources, problems) = broken(&profile(&[overs]));
        let problem = problems.first().unwrap_or_else(|| panic!("{overs} breaks no rule"));
        let place = problem.primary.expect("a place");
        assert_eq!(&sources.get(place.source).text[place.range()], expected, "{overs}");
        let found: Vec<&str> = problem.notes().collect();
        assert_eq!((problem.places().count(), found.as_slice()), (related, notes), "{overs}");
    };
    let unwritten = "私有機器の業務利用は書かれていないので、既定の「禁止」です";
    check("telework = { enabled = true, device = 'byod' }", "\"byod\"", 0, &[unwritten]);
    check("byod.policy = 'prohibit'\ntelework = { enabled = true, device = 'byod' }", "\"byod\"", 1, &[]);
    check("committee.form = 'self'", "\"self\"", 1, &[]);
    check("ai = { policy = 'permit', approved_tools = [] }", "\"permit\"", 1, &[]);
    let servers = "自社設置サーバーは書かれていないので、既定の「設置していない」です";
    check("mail.form = 'own'", "\"own\"", 0, &[servers]);
}

#[test]
fn a_table_of_many_lines_is_not_drawn_whole() {
    let text = format!("{SMALL}[web]\napproved_services = [ # 三つ\n  {{ name = \"甲\" }},\n]\n")
        .replace("used = true", "used = false");
    let (sources, problems) = broken(&text);
    let place = problems[0].primary.expect("a place");
    assert_eq!(&sources.get(place.source).text[place.range()], "[");
}

#[test]
fn what_is_blank_contradicts_nothing() {
    let no_count = profile(&["committee.form = 'self'"]).replace("employee_count = 8\n", "");
    assert_eq!(ids(&no_count), Vec::<String>::new());
    assert_eq!(ids(&profile(&["committee.form = 'self'"])), ["E-22"]);
    let no_length = "bcp.rpo = [{ data = '図面' }]\nbackup.frequency = { on = '変更の都度' }";
    assert_eq!(ids(&profile(&[no_length])), Vec::<String>::new());
    let empty = profile(&["document.revision_history = []"]);
    assert_eq!(ids(&empty), Vec::<String>::new());
    assert_eq!(ids(""), Vec::<String>::new());
}

#[test]
fn a_rule_that_cannot_be_evaluated_is_told_apart_from_a_missing_value() {
    let rule = |when: &str| {
        format!(
            "[[rule]]\nid = \"W-99\"\nseverity = \"warning\"\nwhen = '{when}'\nmessage = \"文\"\nhint = \"手\"\nfields = [\"company.name\"]\n"
        )
    };
    let codes = |when: &str| {
        let mut bundle = kitei::bundle::Bundle::embedded();
        bundle.overlay("rules.toml".to_owned(), "mine/rules.toml".to_owned(), rule(when).into_bytes());
        let (mut sources, outcome) = bundle.kit();
        let source = sources.add("会社.toml", SMALL);
        let outcome = outcome.value.expect("is sound").compile(&sources, source, None, Marks::Final);
        outcome.diagnostics.iter().map(|problem| problem.code).collect::<Vec<_>>()
    };
    assert_eq!(codes("hours(hr.nda_survival_years) < 24"), [], "the period is optional and not stated");
    assert_eq!(codes("hours(company.name) < 24"), [Code::Expression]);
    assert_eq!(codes("has(company.name)"), [Code::Doubtful]);
}

#[test]
fn defaults_break_no_rule() {
    for count in [0, 1, 5, 6, 20, 21, 50, 51, 101] {
        for cloud in [true, false] {
            for telework in [true, false] {
                let over =
                    format!("company.employee_count = {count}\ncloud.used = {cloud}\ntelework.enabled = {telework}");
                assert_eq!(ids(&profile(&[&over])), Vec::<String>::new(), "{over}");
            }
        }
    }
    let unwritten = profile(&["my_number.handled = true"]);
    assert_eq!(ids(&unwritten), Vec::<String>::new(), "nobody said that generative AI is permitted");
    assert_eq!(ids(&profile(&["ai.policy = 'permit'"])), ["W-19"]);
}

#[test]
fn the_samples_are_told_only_what_is_so() {
    let expected: [&[&str]; PROFILES.len()] = [&[], &[], &[], &["W-01"], &[], &["W-11"], &[]];
    for (name, expected) in PROFILES.iter().zip(expected) {
        assert_eq!(ids(&packs::profile(name)), expected, "{name}");
    }
}

#[test]
fn a_company_without_work_rules_or_workers_reads_nothing_of_them() {
    let lines = |overs: &[&str]| {
        let pack = packs::compile(&profile(overs), Marks::Final).1.value.expect("compiles");
        let lines: Vec<String> = pack.documents.iter().flat_map(kitei::model::Document::lines).collect();
        (pack, lines)
    };
    let (_, without) = lines(&["hr.work_rules = 'none'\ndocument.depth = 'full'"]);
    assert_eq!(without.iter().find(|line| line.contains("就業規則")), None);
    let (_, with) = lines(&["hr.work_rules = 'exists'\ndocument.depth = 'full'"]);
    assert!(with.iter().any(|line| line.contains("就業規則")));
    let (pack, _) = lines(&["company.employee_count = 0\nmy_number.handled = false"]);
    assert!(!pack.selection.keeps("chapter.human"));
    let (pack, _) = lines(&["company = { employee_count = 0, workforce_types = ['head', 'dispatched'] }"]);
    assert!(pack.selection.keeps("chapter.human"));
}

#[test]
fn what_the_law_demands_stays_at_every_depth() {
    for depth in ["lean", "standard", "full"] {
        let text = profile(&[&format!("document.depth = '{depth}'")]);
        let pack = packs::compile(&text, Marks::Final).1.value.expect("compiles");
        let lines: Vec<String> = pack.documents.iter().flat_map(kitei::model::Document::lines).collect();
        for words in ["30日以内（不正の目的による行為のおそれがあるときは、60日以内）", "100人を超える"]
        {
            assert!(lines.iter().any(|line| line.contains(words)), "{depth}: {words}");
        }
    }
}
