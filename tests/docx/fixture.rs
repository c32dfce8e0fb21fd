//! Documents like those the templates make, small but with everything a writer has to cope with.

use kitei::measures::{Measures, TableMeasures};
use kitei::model::{
    Block, Column, ContentsDepth, Document, DocumentKind, Label, ListKind, NumberFormat, PanelKind, Part, PartKind,
    TableKind, TypeSize, ValueStatus,
};
use kitei::units::Length;

use super::build::{
    chart, choice, document, fill_in, heading, label, landscape, line_break, ordered, panel, paragraph, part,
    reference, strong, table, text, unlisted, unordered, words,
};
use super::odd;

const LONG: &str = "従業員は、業務で取り扱う情報資産の重要性を理解し、この規程と関連する手順に従って、漏えい、改ざん、\
                    紛失及び利用の妨げから情報資産を守らなければならない。";

/// The two styles of numbering regulations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbers {
    Decimal,
    Article,
}

impl Numbers {
    fn chapter(self, number: u32) -> Label {
        match self {
            Self::Decimal => label(NumberFormat::Decimal, &[number]),
            Self::Article => label(NumberFormat::Chapter, &[number]),
        }
    }

    fn article(self, chapter: u32, in_chapter: u32, in_document: u32) -> Label {
        match self {
            Self::Decimal => label(NumberFormat::Dotted, &[chapter, in_chapter]),
            Self::Article => label(NumberFormat::Article, &[in_document]),
        }
    }

    /// Clauses with their items and sub-items.
    fn clauses(self, clauses: Vec<Vec<Block>>) -> Block {
        let bare_first = self == Self::Article;
        let format = if bare_first { NumberFormat::Decimal } else { NumberFormat::Parenthesized };
        let items = clauses.into_iter().zip(1..).map(|(blocks, number)| {
            let number = if bare_first && number == 1 { 0 } else { number };
            (number, blocks)
        });
        ordered(format, items.collect())
    }

    fn items(self, items: Vec<Vec<Block>>) -> Block {
        let format = if self == Self::Article { NumberFormat::Parenthesized } else { NumberFormat::Kana };
        ordered(format, items.into_iter().zip(1..).map(|(blocks, number)| (number, blocks)).collect())
    }
}

/// Cover, revisions, contents, chapters 0, 1, 2 and 11 with sections, articles, tables and forms, colophon.
pub(crate) fn regulations(numbers: Numbers) -> Document {
    let mut parts = front_matter();
    parts.push(chapter(numbers, 0, "総則"));
    parts.push(part(
        "general.purpose",
        PartKind::Article,
        Some(heading(2, Some(numbers.article(0, 1, 1)), "目的")),
        vec![numbers.clauses(vec![
            vec![paragraph(vec![
                text("この規程は、"),
                fill_in("株式会社青葉製作所", ValueStatus::Given),
                text("（以下「当社」という。）の情報セキュリティを"),
                strong("確保する"),
                text("ために必要な事項を定める。"),
            ])],
            vec![
                words("用語の意味は、次のとおりとする。"),
                numbers.items(vec![
                    vec![words("情報資産　情報と、情報を扱う機器、媒体及びサービスをいう。")],
                    vec![
                        words("漏えい等　漏えい、滅失又は毀損をいう。"),
                        unordered(ListKind::Bullet, vec![vec![words("紛失を含む。")], vec![words(LONG)]]),
                    ],
                ]),
            ],
            vec![paragraph(vec![
                text("例外の手続きは"),
                reference("general.exception", if numbers == Numbers::Decimal { "0.2" } else { "第2条" }),
                text("に、機器の接続は"),
                reference("access.network", if numbers == Numbers::Decimal { "2.2" } else { "第2章第4条" }),
                text("に定める。"),
            ])],
        ])],
    ));
    parts.push(part(
        "general.exception",
        PartKind::Article,
        Some(heading(2, Some(numbers.article(0, 2, 2)), "例外")),
        vec![numbers.clauses(vec![
            vec![words(LONG)],
            vec![paragraph(vec![
                text("例外の期間は"),
                choice("6か月", ValueStatus::Default),
                text("以内とし、"),
                fill_in("情報セキュリティ責任者", ValueStatus::Default),
                text("が"),
                choice("書面", ValueStatus::Given),
                text("で承認する。担当は"),
                fill_in("【担当者の氏名】", ValueStatus::Blank),
                text("とする。"),
            ])],
        ])],
    ));
    parts.push(part(
        "general.form.exception",
        PartKind::Form,
        Some(heading(2, Some(label(NumberFormat::Form, &[0, 1])), "例外申請書")),
        vec![
            table(
                TableKind::FormFacts,
                &[3, 9],
                None,
                &[&["申請日", ""], &["申請者", ""], &["理由", ""], &["承認", "□ 承認　□ 却下"]],
            ),
            words("記入した申請書は、システム管理者に提出する。"),
        ],
    ));
    parts.push(chapter(numbers, 1, "組織的対策"));
    parts.push(part(
        "organization.roles",
        PartKind::AppendixTable,
        Some(heading(2, Some(label(NumberFormat::AppendixTable, &[1, 1])), "役割と責任")),
        vec![table(
            TableKind::Grid,
            &[1, 4, 4, 8],
            Some(&["番号", "役割", "充てる役職", "責任"]),
            &[
                &["1", "情報セキュリティ責任者", "代表取締役", LONG],
                &["2", "システム管理者", "総務部長", "技術的対策の検討と導入"],
            ],
        )],
    ));
    parts.push(part(
        "organization.sources",
        PartKind::AppendixTable,
        Some(heading(2, Some(label(NumberFormat::AppendixTable, &[1, 2])), "情報の入手先")),
        vec![table(TableKind::Grid, &[1, 1], Some(&["名称", "所在"]), &[&["IPA", "https://www.ipa.go.jp/security/"]])],
    ));
    parts.push(part(
        "organization.structure",
        PartKind::AppendixTable,
        Some(heading(2, Some(label(NumberFormat::AppendixTable, &[1, 3])), "体制図")),
        vec![
            words("体制を次の図に示す。"),
            chart(vec![
                (0, vec![text("代表者")], vec![vec![fill_in("代表取締役", ValueStatus::Given)]]),
                (1, vec![choice("委員会", ValueStatus::Default)], vec![]),
                (2, vec![text("役割は"), reference("organization.sources", "附表1-2"), text("による")], vec![]),
                (2, vec![strong("点検"), line_break(), text(LONG)], vec![vec![text("部長")], vec![text("氏名")]]),
            ]),
        ],
    ));
    parts.push(chapter(numbers, 2, "アクセス制御"));
    parts.push(part(
        "access.scope",
        PartKind::Article,
        Some(heading(2, Some(numbers.article(2, 1, 3)), "対象")),
        vec![
            numbers.clauses(vec![vec![
                words("対象は次の表のとおりとする。"),
                table(TableKind::Grid, &[1, 2], Some(&["対象", "方法"]), &[&["ファイルサーバー", "利用者ごとの権限"]]),
                Block::Note(vec![words("権限は必要な範囲に限る。"), words("棚卸しは年1回とする。")]),
            ]]),
            Block::Note(vec![
                words(LONG),
                unordered(ListKind::Bullet, vec![vec![words("注記の中の箇条書き")], vec![words(LONG)]]),
            ]),
        ],
    ));
    parts.push(part(
        "access.network",
        PartKind::Article,
        Some(heading(2, Some(numbers.article(2, 2, 4)), "機器の接続")),
        vec![
            numbers.clauses(vec![vec![words(LONG)], vec![words("未登録の機器をつながない。")]]),
            unordered(
                ListKind::Check,
                vec![
                    vec![words("台帳に登録した")],
                    vec![words("更新を適用した"), words("適用できないときは届け出る。")],
                ],
            ),
        ],
    ));
    parts.push(landscape(part(
        "access.register",
        PartKind::Form,
        Some(heading(2, Some(label(NumberFormat::Form, &[2, 1])), "アカウント申請書")),
        vec![table(
            TableKind::Form,
            &[2, 3, 3, 2, 2, 2],
            Some(&["申請日", "利用者", "システム", "権限", "承認", "設定日"]),
            &[&[""; 6], &[""; 6], &[""; 6]],
        )],
    )));
    parts.push(landscape(part(
        "access.review",
        PartKind::Form,
        Some(heading(2, Some(label(NumberFormat::Form, &[2, 2])), "アカウント棚卸し表")),
        vec![table(TableKind::Form, &[1, 1], Some(&["利用者", "結果"]), &[&["", ""]])],
    )));
    parts.push(chapter(numbers, 11, "特定個人情報"));
    parts.push(part(
        "my_number.scope",
        PartKind::Article,
        Some(heading(2, Some(numbers.article(11, 1, 5)), "取扱い")),
        vec![numbers.clauses(vec![vec![paragraph(vec![
            text("例外申請書は"),
            reference("general.form.exception", "様式0-1"),
            text("、基本方針は"),
            reference("policy", "情報セキュリティ基本方針"),
            text("による。"),
        ])]])],
    ));
    parts.push(part(
        "my_number.annex",
        PartKind::Annex,
        Some(heading(2, Some(label(NumberFormat::Annex, &[11, 1])), "用語集")),
        vec![words("本文"), Block::PageBreak, words("次の頁")],
    ));
    parts.push(colophon());
    document(DocumentKind::Regulations, parts)
}

fn front_matter() -> Vec<Part> {
    vec![
        unlisted(part(
            "cover",
            PartKind::Cover,
            Some(heading(1, None, "情報セキュリティ関連規程")),
            vec![
                words("株式会社青葉製作所"),
                table(
                    TableKind::Facts,
                    &[1, 2],
                    None,
                    &[
                        &["版", "1.0"],
                        &["制定日", "2025年4月1日"],
                        &["改訂日", "2026年10月1日"],
                        &["承認者", "代表取締役 青葉 太郎"],
                    ],
                ),
            ],
        )),
        unlisted(part(
            "revisions",
            PartKind::Revisions,
            Some(heading(1, None, "改訂履歴")),
            vec![table(
                TableKind::Grid,
                &[1, 2, 5, 2],
                Some(&["版", "改訂日", "改訂箇所", "承認者"]),
                &[&["1.0", "2026年10月1日", "新規作成", "青葉 太郎"]],
            )],
        )),
        unlisted(part("contents", PartKind::Contents, Some(heading(1, None, "目次")), vec![])),
    ]
}

fn chapter(numbers: Numbers, number: u32, title: &str) -> Part {
    part(
        &format!("chapter.{number}"),
        PartKind::Chapter,
        Some(heading(1, Some(numbers.chapter(number)), title)),
        vec![
            words("この章は、対策の基本となる事項を定める。"),
            table(TableKind::Facts, &[1, 4], None, &[&["適用範囲", "全従業員"], &["主管", "情報セキュリティ責任者"]]),
        ],
    )
}

fn colophon() -> Part {
    unlisted(part(
        "colophon",
        PartKind::Colophon,
        Some(heading(1, None, "この文書について")),
        vec![
            words("この文書は、中小企業の情報セキュリティ対策ガイドライン第3.1版を参考にして作成した。"),
            unordered(ListKind::Bullet, vec![vec![words("法令は2026年11月の内容による。")]]),
        ],
    ))
}

/// Short regulations: contents of chapters only, chapters that run on, and tables, forms and annexes gathered behind the
/// last one under a heading without a number.
pub(crate) fn gathered() -> Document {
    let mut parts = front_matter();
    for number in 0..=1 {
        let mut chapter = chapter(Numbers::Decimal, number, "章");
        chapter.starts_page = number == 0;
        parts.push(chapter);
        let clauses = Numbers::Decimal.clauses(vec![vec![paragraph(vec![
            text("次の"),
            reference("gathered.1", "附表2"),
            text("、"),
            reference("gathered.2", "様式1"),
            text("及び"),
            reference("chapter.forms", "「附表・様式」"),
            text("による。"),
        ])]]);
        let heading = heading(2, Some(Numbers::Decimal.article(number, 1, number + 1)), "条");
        parts.push(part(&format!("article.{number}"), PartKind::Article, Some(heading), vec![clauses]));
    }
    parts.push(part("chapter.forms", PartKind::Chapter, Some(heading(1, None, "附表・様式")), vec![]));
    let kinds = [
        (PartKind::AppendixTable, NumberFormat::AppendixTable, 1),
        (PartKind::AppendixTable, NumberFormat::AppendixTable, 2),
        (PartKind::Form, NumberFormat::Form, 1),
        (PartKind::AppendixTable, NumberFormat::AppendixTable, 3),
        (PartKind::Annex, NumberFormat::Annex, 1),
        (PartKind::Form, NumberFormat::Form, 2),
    ];
    for (index, (kind, format, own)) in kinds.into_iter().enumerate() {
        let heading = heading(2, Some(label(format, &[own])), "一覧");
        parts.push(part(&format!("gathered.{index}"), kind, Some(heading), vec![words("本文")]));
    }
    parts.push(colophon());
    let contents = ContentsDepth::Chapters;
    Document { type_size: TypeSize::Compact, contents, ..document(DocumentKind::Regulations, parts) }
}

/// Sections between chapters and articles: 3.1.2 or 第1節 with articles running through.
pub(crate) fn sections(numbers: Numbers) -> Document {
    let mut parts = vec![unlisted(part("contents", PartKind::Contents, Some(heading(1, None, "目次")), vec![]))];
    let mut running = 0;
    for chapter_number in 1..=3 {
        parts.push(chapter(numbers, chapter_number, "章"));
        for section in 1..=2 {
            let number = match numbers {
                Numbers::Decimal => label(NumberFormat::Dotted, &[chapter_number, section]),
                Numbers::Article => label(NumberFormat::Section, &[section]),
            };
            let key = format!("section.{chapter_number}.{section}");
            parts.push(part(&key, PartKind::Section, Some(heading(2, Some(number), "節")), vec![]));
            for article in 1..=2 {
                running += 1;
                let number = match numbers {
                    Numbers::Decimal => label(NumberFormat::Dotted, &[chapter_number, section, article]),
                    Numbers::Article => label(NumberFormat::Article, &[running]),
                };
                let clauses = numbers.clauses(vec![vec![words(LONG)], vec![words("次の項")], vec![words("次の項")]]);
                let key = format!("article.{chapter_number}.{section}.{article}");
                parts.push(part(&key, PartKind::Article, Some(heading(3, Some(number), "条")), vec![clauses]));
            }
        }
    }
    document(DocumentKind::Regulations, parts)
}

/// A policy of a page: title, text, numbered items, signature.
pub(crate) fn policy() -> Document {
    let item = |number: u32, title: &str| {
        part(
            &format!("item.{number}"),
            PartKind::Item,
            Some(heading(2, Some(label(NumberFormat::Decimal, &[number])), title)),
            vec![words(LONG)],
        )
    };
    document(
        DocumentKind::BasicPolicy,
        vec![
            unlisted(part("policy", PartKind::Title, Some(heading(1, None, "情報セキュリティ基本方針")), vec![])),
            part("preamble", PartKind::Text, None, vec![words(LONG)]),
            item(1, "経営者の責任"),
            item(2, "社内体制の整備"),
            item(3, "従業員の取組み"),
            part(
                "signature",
                PartKind::Signature,
                None,
                vec![
                    words("制定日 2025年4月1日"),
                    words("株式会社青葉製作所"),
                    paragraph(vec![
                        text("代表取締役　"),
                        fill_in("青葉 太郎", ValueStatus::Given),
                        line_break(),
                        text("印"),
                    ]),
                ],
            ),
        ],
    )
}

/// A handbook: landscape pages, a topic each.
pub(crate) fn handbook() -> Document {
    let mut parts = front_matter();
    for block in 1..=2 {
        parts.push(part(
            &format!("block.{block}"),
            PartKind::Section,
            Some(heading(1, Some(label(NumberFormat::Decimal, &[block])), "基本のルール")),
            vec![],
        ));
        for topic in 1..=3 {
            parts.push(part(
                &format!("topic.{block}.{topic}"),
                PartKind::Topic,
                Some(heading(2, Some(label(NumberFormat::Hyphenated, &[block, topic])), "更新を適用する")),
                vec![
                    words(LONG),
                    unordered(ListKind::Check, vec![vec![words("自動更新にする")], vec![words(LONG)]]),
                    table(TableKind::Grid, &[1, 3], Some(&["対象", "方法"]), &[&["パソコン", "自動更新"]]),
                    Block::Note(vec![words("困ったときは責任者に連絡する。")]),
                    panel(
                        PanelKind::Box,
                        vec![vec![
                            words("気付いたら"),
                            unordered(ListKind::Check, vec![vec![words("止める")], vec![words(LONG)]]),
                            table(TableKind::Facts, &[1, 3], None, &[&["電話", "内線1"]]),
                        ]],
                    ),
                    panel(
                        PanelKind::Card,
                        vec![
                            vec![paragraph(vec![strong("連絡先"), fill_in("総務部", ValueStatus::Given)])],
                            vec![ordered(NumberFormat::Parenthesized, vec![(1, vec![words("待つ")])])],
                        ],
                    ),
                ],
            ));
        }
    }
    parts.push(colophon());
    document(DocumentKind::Handbook, parts)
}

/// All fixtures with a name each.
pub(crate) fn all() -> Vec<(String, Document)> {
    let mut all = vec![
        ("regulations-decimal".to_owned(), regulations(Numbers::Decimal)),
        ("regulations-article".to_owned(), regulations(Numbers::Article)),
        ("sections-decimal".to_owned(), sections(Numbers::Decimal)),
        ("sections-article".to_owned(), sections(Numbers::Article)),
        ("gathered".to_owned(), gathered()),
        ("policy".to_owned(), policy()),
        ("handbook".to_owned(), handbook()),
        ("numbers".to_owned(), odd::numbers()),
        ("odd-words".to_owned(), odd::words_that_must_survive()),
    ];
    for (index, document) in odd::nearly_empty().into_iter().enumerate() {
        all.push((format!("nearly-empty-{index}"), document));
    }
    all
}

/// Measures of a document: every part on a page of its own, and tables whose columns are as wide as their weights say.
pub(crate) fn measures(document: &Document) -> Measures {
    let parts = document.parts.iter().zip(1..).map(|(part, page)| (part.key.clone(), page)).collect();
    let mut tables = Vec::new();
    document.parts.iter().for_each(|part| collect_tables(&part.blocks, &mut tables));
    Measures { parts, total: document.parts.len(), tables, ..Measures::default() }
}

fn collect_tables(blocks: &[Block], found: &mut Vec<TableMeasures>) {
    for block in blocks {
        match block {
            Block::Table(table) => {
                let width = |column: &Column| Length::from_milli_pt(i32::try_from(column.weight).expect("small"));
                let columns = table.columns.iter().map(width).collect();
                found.push(TableMeasures { columns, is_small: table.rows.len() < 5 });
            }
            Block::List(list) => list.items.iter().for_each(|item| collect_tables(&item.blocks, found)),
            Block::Note(blocks) => collect_tables(blocks, found),
            Block::Panel(panel) => panel.faces.iter().for_each(|face| collect_tables(face, found)),
            Block::Paragraph(_) | Block::Figure(_) | Block::PageBreak => {}
        }
    }
}
