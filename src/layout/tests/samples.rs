//! Sample documents with every kind of part and block.

use super::build::{document, heading, label, ordered, paragraph, part, table, unordered};
use crate::model::{Block, Document, DocumentKind, ListKind, NumberFormat, PageShape, Part, PartKind, TableKind};

const CLAUSES: [&str; 6] = [
    "従業員は、業務で利用するシステムのパスワードを{12}文字以上とし、名前、電話番号、誕生日、辞書にある単語など、他人に推測されやすい文字列を用いてはならない。複数のサービスで同じパスワードを使い回さないこと。",
    "システム管理者は、利用者の異動又は退職の<当日>に、そのアカウントを無効にする。無効にした日と実施者の氏名は、{アカウント管理台帳}に記録し、記録は[3年間]保存する。",
    "社外から社内ネットワークに接続するときは、会社が認めたVPN(仮想専用網)又はSaaSのMFA(多要素認証)を必ず使用する。公衆Wi-Fiは使用しない。",
    "重要度2以上の情報は、@access|4.1@及び@my-number|第11章@に従って取り扱い、保存媒体(USBメモリー、外付けSSD、DVD-R等)の容量が64 GBを超えるものには管理番号を付ける。",
    "インシデントを発見した者は、直ちに(30分以内を目安とする。)情報セキュリティ責任者へ連絡し、https://www.example.co.jp/security/incident/report-form/index.html?category=leak&level=2の様式により報告する。",
    "「規程」とは、この文書をいう。",
];

fn clauses(count: usize, from: usize) -> Block {
    let items = (0..count).map(|at| vec![paragraph(CLAUSES[(from + at) % CLAUSES.len()])]).collect();
    ordered(NumberFormat::Parenthesized, items)
}

fn nested() -> Block {
    let inner = ordered(
        NumberFormat::Kana,
        vec![
            vec![paragraph("氏名、生年月日、住所")],
            vec![paragraph("健康診断の結果その他の**要配慮個人情報**であって、取得に当たり本人の同意を必要とするもの")],
        ],
    );
    ordered(
        NumberFormat::Parenthesized,
        vec![
            vec![paragraph("次に掲げる情報を個人データとして取り扱う。"), inner],
            vec![
                paragraph("委託先から受け取った情報は、契約に定める方法で取り扱う。"),
                Block::Note(vec![paragraph(
                    "契約書に定めがないときは、受託者の規程による。判断に迷うときは、責任者に確認する。",
                )]),
            ],
        ],
    )
}

fn register(rows: usize) -> Block {
    let mut lines = vec!["No|情報資産名称|備考|管理部署|媒体・保存先|機密性|重要度".to_owned()];
    let names = [
        "従業員名簿|社員の氏名、住所、基礎年金番号",
        "顧客リスト|得意先の担当者名とメールアドレス(sales@example.co.jp)",
        "加工図面|A社からの支給品を含む",
    ];
    for at in 0..rows {
        lines.push(format!("{}|{}|総務部|事務所PC及びNAS|{}|3", at + 1, names[at % names.len()], at % 3 + 1));
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    table(TableKind::Grid, &[3, 12, 20, 8, 12, 5, 5], &lines)
}

fn chapter(number: u32, articles: u32) -> Vec<Part> {
    let titles = ["組織的対策", "人的対策", "情報資産管理", "アクセス制御及び認証"];
    let title = titles[number as usize % titles.len()];
    let facts =
        ["章|{}".replace("{}", title), "改訂日|{2026年4月1日}".to_owned(), "適用範囲|全社・全従業員".to_owned()];
    let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
    let opening = vec![
        paragraph("この章は、情報セキュリティのための管理体制と、その運用及び見直しについて定める。"),
        table(TableKind::Facts, &[3, 12], &facts),
    ];
    let mut parts = vec![part(
        &format!("chapter-{number}"),
        PartKind::Chapter,
        heading(1, Some(label(NumberFormat::Decimal, &[number])), title),
        opening,
    )];
    for article in 1..=articles {
        let blocks = match article % 4 {
            1 => vec![paragraph("従業員は、次の事項を守らなければならない。"), clauses(6, article as usize)],
            2 => vec![nested()],
            3 => vec![
                paragraph("情報セキュリティ責任者は、次の台帳を整備し、年1回見直す。"),
                table(
                    TableKind::Grid,
                    &[6, 10, 20],
                    &[
                        "役割名|担当者|責任",
                        "情報セキュリティ責任者|{代表取締役 青葉 太郎}|情報セキュリティ対策の最終決定",
                        "システム管理者|{佐藤 花子}|アカウントの管理、ソフトウェアの更新、バックアップの取得と復元の確認",
                    ],
                ),
            ],
            _ => vec![
                clauses(3, article as usize),
                unordered(ListKind::Bullet, &["書面による報告", "口頭による報告(緊急の場合に限る。)"]),
            ],
        };
        parts.push(part(
            &format!("article-{number}-{article}"),
            PartKind::Article,
            heading(2, Some(label(NumberFormat::Dotted, &[number, article])), "取扱いの原則と記録"),
            blocks,
        ));
    }
    parts
}

/// Regulations with a cover, contents, chapters, an appendix table lying across, forms and a colophon.
pub(super) fn regulations(chapters: u32) -> Document {
    let mut parts = vec![
        part(
            "cover",
            PartKind::Cover,
            heading(1, None, "情報セキュリティ関連規程"),
            vec![
                paragraph("{株式会社青葉精工}"),
                table(
                    TableKind::Facts,
                    &[3, 8],
                    &["版|{1.0}", "制定日|{2026年4月1日}", "改訂日|{2026年4月1日}", "承認者|代表取締役 {青葉 太郎}"],
                ),
            ],
        ),
        part(
            "revisions",
            PartKind::Revisions,
            heading(1, None, "改訂履歴"),
            vec![table(
                TableKind::Grid,
                &[2, 4, 10, 4],
                &["版|日付|内容|承認", "{1.0}|{2026年4月1日}|新規制定|代表取締役"],
            )],
        ),
        part("contents", PartKind::Contents, heading(1, None, "目次"), Vec::new()),
    ];
    for part in &mut parts {
        part.heading.iter_mut().for_each(|heading| heading.listed = false);
    }
    for number in 1..=chapters {
        parts.extend(chapter(number, 8));
    }
    let mut wide = part(
        "register",
        PartKind::AppendixTable,
        heading(2, Some(label(NumberFormat::AppendixTable, &[1, 1])), "情報資産管理台帳"),
        vec![register(40)],
    );
    wide.shape = Some(PageShape::Landscape);
    parts.push(wide);
    parts.push(part(
        "form",
        PartKind::Form,
        heading(1, Some(label(NumberFormat::Form, &[1, 2])), "事故報告書"),
        vec![
            paragraph("事故を発見した者が記入し、情報セキュリティ責任者に提出する。"),
            table(
                TableKind::FormFacts,
                &[3, 10],
                &[
                    "報告日|　　年　　月　　日",
                    "報告者|",
                    "発生日時|",
                    "事故の種類|□漏えい　□紛失　□ウイルス感染　□その他",
                    "経緯|",
                    "対応|",
                ],
            ),
            table(TableKind::Form, &[2, 6, 6, 3], &["日時|対応内容|担当者|確認", "|||", "|||", "|||"]),
        ],
    ));
    parts.push(part(
        "my-number",
        PartKind::Annex,
        heading(1, Some(label(NumberFormat::Annex, &[1, 3])), "点検表"),
        vec![
            unordered(
                ListKind::Check,
                &[
                    "OSとソフトウェアは最新の状態である",
                    "ウイルス対策ソフトの定義ファイルは自動更新になっている",
                    "離席時は画面をロックしている",
                ],
            ),
            Block::PageBreak,
            paragraph("以上"),
        ],
    ));
    parts.push(part(
        "access",
        PartKind::Colophon,
        None,
        vec![paragraph("この文書は、法的助言ではない。法令の記載は2026年11月1日現在の内容による。")],
    ));
    document(DocumentKind::Regulations, parts)
}

/// A handbook with a cover and topics.
pub(super) fn handbook() -> Document {
    let mut parts = vec![part(
        "cover",
        PartKind::Cover,
        heading(1, None, "情報セキュリティハンドブック"),
        vec![paragraph("{株式会社青葉精工}"), table(TableKind::Facts, &[3, 8], &["版|{1.0}", "制定日|{2026年4月1日}"])],
    )];
    for topic in 1..=3 {
        parts.push(part(
            &format!("topic-{topic}"),
            PartKind::Topic,
            heading(1, Some(label(NumberFormat::Hyphenated, &[1, topic])), "パスワードの管理"),
            vec![
                paragraph("パスワードは、あなたと会社を守る**最後の鍵**です。"),
                unordered(
                    ListKind::Check,
                    &["{12}文字以上にする", "サービスごとに別のパスワードにする。覚えきれないときは、会社が認めたパスワード管理ソフト(<1Password>)を使う", "漏えいの疑いがあれば、すぐに変更して{システム管理者}に連絡する"],
                ),
                Block::Note(vec![paragraph("定期的な変更は求めません。長くて使い回さないことが大切です。")]),
                table(TableKind::Grid, &[4, 8, 4], &["種類|例|連絡先", "漏えい|メールの誤送信、ファイルの公開設定の誤り|{内線 101}", "紛失|スマートフォン、ノートパソコン、USBメモリーの置き忘れ|{090-0000-0000}"]),
            ],
        ));
    }
    document(DocumentKind::Handbook, parts)
}

/// A policy of one page.
pub(super) fn basic_policy() -> Document {
    let mut parts = vec![part(
        "title",
        PartKind::Title,
        heading(1, None, "情報セキュリティ基本方針"),
        vec![paragraph(
            "{株式会社青葉精工}（以下「当社」という。）は、<お客様からお預かりした情報資産及び当社の情報資産>を、事故・災害・犯罪などの脅威から守り、お客様と社会の信頼に応えるため、以下の方針に基づき全社で情報セキュリティに取り組みます。",
        )],
    )];
    for (at, title) in
        ["経営者の責任", "社内体制の整備", "従業員の取組み", "法令及び契約上の要求事項の遵守"].into_iter().enumerate()
    {
        let number = u32::try_from(at + 1).expect("few items");
        parts.push(part(
            &format!("item-{number}"),
            PartKind::Item,
            heading(2, Some(label(NumberFormat::Decimal, &[number])), title),
            vec![paragraph("当社は、経営者主導で組織的かつ継続的に情報セキュリティの改善・向上に努めます。")],
        ));
    }
    parts.push(part(
        "signature",
        PartKind::Signature,
        None,
        vec![
            paragraph("制定日：{2026年4月1日}"),
            paragraph("{株式会社青葉精工}"),
            paragraph("代表取締役　{青葉 太郎}"),
        ],
    ));
    document(DocumentKind::BasicPolicy, parts)
}
