//! Documents like those the templates make, small but with everything a writer has to cope with.

use kitei::model::{
    Alignment, Block, Document, DocumentKind, ListKind, NumberFormat, PartKind, TableKind, ValueStatus,
};

use super::build::{
    choice, document, fill_in, heading, label, landscape, line_break, ordered, paragraph, part, reference, strong,
    table, text, unlisted, unordered, words,
};

const LONG: &str = "従業員は、業務で取り扱う情報資産の重要性を理解し、この規程と関連する手順に従って、漏えい、改ざん、\
                    紛失及び利用の妨げから情報資産を守らなければならない。";

/// The two styles of numbering regulations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbers {
    Decimal,
    Article,
}

impl Numbers {
    fn chapter(self, number: u32) -> kitei::model::Label {
        match self {
            Self::Decimal => label(NumberFormat::Decimal, &[number]),
            Self::Article => label(NumberFormat::Chapter, &[number]),
        }
    }

    fn article(self, chapter: u32, in_chapter: u32, in_document: u32) -> kitei::model::Label {
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

fn front_matter() -> Vec<kitei::model::Part> {
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

fn chapter(numbers: Numbers, number: u32, title: &str) -> kitei::model::Part {
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

fn colophon() -> kitei::model::Part {
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
                ],
            ));
        }
    }
    parts.push(colophon());
    document(DocumentKind::Handbook, parts)
}

/// Every format of number at headings and items, with jumps, restarts, nesting and what Word cannot write.
pub(crate) fn numbers() -> Document {
    use NumberFormat as Format;
    let headings: &[(u8, Format, &[u32])] = &[
        (1, Format::Decimal, &[1]),
        (2, Format::Dotted, &[1, 1]),
        (3, Format::Dotted, &[1, 1, 1]),
        (3, Format::Dotted, &[1, 1, 2]),
        (2, Format::Dotted, &[1, 2]),
        (2, Format::Dotted, &[1, 4]),
        (3, Format::Dotted, &[1, 4, 1]),
        (2, Format::Dotted, &[1, 5]),
        (2, Format::AppendixTable, &[1, 1]),
        (2, Format::Form, &[1, 1]),
        (2, Format::AppendixTable, &[1, 2]),
        (2, Format::Form, &[1, 2]),
        (2, Format::Annex, &[1, 1]),
        (1, Format::Decimal, &[4]),
        (2, Format::Dotted, &[4, 1]),
        (2, Format::Hyphenated, &[4, 1]),
        (2, Format::Hyphenated, &[4, 2]),
        (2, Format::Form, &[9, 3]),
        (2, Format::Form, &[4]),
        (1, Format::Decimal, &[5]),
        (2, Format::Dotted, &[5, 1]),
        (2, Format::Dotted, &[7, 1]),
        (1, Format::Chapter, &[3]),
        (1, Format::Chapter, &[4]),
        (2, Format::Section, &[1]),
        (2, Format::Section, &[3]),
        (3, Format::Article, &[7]),
        (3, Format::Article, &[8]),
        (3, Format::Article, &[20]),
        (3, Format::Article, &[21]),
        (2, Format::Parenthesized, &[1]),
        (2, Format::Parenthesized, &[2]),
        (2, Format::Kana, &[46]),
        (2, Format::Kana, &[47]),
        (2, Format::Iroha, &[5]),
        (1, Format::Decimal, &[0]),
        (2, Format::Dotted, &[1, 2, 3, 4, 5, 6]),
    ];
    let mut parts = vec![part("plain", PartKind::Text, Some(heading(1, None, "番号のない見出し")), vec![])];
    for (index, (level, format, ordinals)) in headings.iter().enumerate() {
        let number = label(*format, ordinals);
        parts.push(part(
            &format!("heading.{index}"),
            PartKind::Article,
            Some(heading(*level, Some(number), "見出し")),
            vec![],
        ));
    }
    let mut odd = heading(2, Some(label(Format::Decimal, &[3])), "書式と違う番号");
    odd.label.as_mut().expect("has one").text = "其の三".to_owned();
    parts.push(part("heading.odd", PartKind::Article, Some(odd), vec![]));
    parts.push(unlisted(part(
        "heading.unlisted",
        PartKind::Article,
        Some(heading(2, Some(label(Format::Decimal, &[1])), "目次に載せない")),
        vec![],
    )));
    parts.push(part("heading.plain", PartKind::Article, Some(heading(2, None, "番号がない")), vec![]));
    let leaf = |count: u32, format| ordered(format, (1..=count).map(|n| (n, vec![words("葉")])).collect());
    parts.push(part(
        "lists",
        PartKind::Text,
        None,
        vec![
            ordered(
                Format::Decimal,
                vec![
                    (0, vec![words("最初は番号なし"), leaf(2, Format::Parenthesized)]),
                    (2, vec![words("二"), leaf(2, Format::Parenthesized), words("間"), leaf(3, Format::Parenthesized)]),
                    (3, vec![words("三"), leaf(2, Format::Iroha)]),
                    (7, vec![words("七"), unordered(ListKind::Bullet, vec![vec![words("点"), leaf(2, Format::Kana)]])]),
                    (8, vec![words("八"), leaf(48, Format::Iroha)]),
                ],
            ),
            words("段落をはさんで続く"),
            ordered(Format::Decimal, vec![(9, vec![words("九")]), (10, vec![words("十")])]),
            leaf(2, Format::Parenthesized),
            Block::Note(vec![leaf(2, Format::Decimal), unordered(ListKind::Check, vec![vec![words("印")]])]),
            deep(12),
        ],
    ));
    for key in ["lists.2", "lists.3"] {
        parts.push(part(
            key,
            PartKind::Text,
            None,
            vec![ordered(
                Format::Parenthesized,
                vec![(1, vec![words("一"), leaf(2, Format::Kana)]), (2, vec![words("二"), leaf(1, Format::Kana)])],
            )],
        ));
    }
    document(DocumentKind::Regulations, parts)
}

/// Lists within lists, deeper than Word's nine levels.
fn deep(levels: u32) -> Block {
    let mut blocks = vec![words("底")];
    for _ in 0..levels {
        blocks = vec![words("段"), ordered(NumberFormat::Decimal, vec![(1, blocks)])];
    }
    blocks.pop().expect("the list")
}

/// Words that must come through unchanged.
pub(crate) fn odd_words() -> Document {
    let cases = [
        "<w:t>&amp;</w:t> \"引用\" 'x' ]]> %1 {}",
        "  前後  と  間の空白   ",
        " ",
        "　全角の空白　",
        "絵文字😀👨‍👩‍👧 異体字葛󠄀 渡邉󠄁",
        "右から左\u{202E}abc\u{202C}\u{200F}\u{200E}",
        "外字\u{E000}\u{F8FF}と𠮷",
        "結合か\u{3099}とNBSP\u{A0}と幅なし\u{200B}\u{FEFF}\u{AD}",
        "タブ\tタブ",
        "C:\\Users\\%APPDATA%\\\u{2028}行\u{2029}段",
    ];
    let long: String = "あいうえおabcde".chars().cycle().take(10_000).collect();
    let mut blocks: Vec<Block> = cases.iter().map(|case| words(case)).collect();
    blocks.push(words(&long));
    blocks.push(words(""));
    let rows: Vec<&[&str]> = cases.iter().map(std::slice::from_ref).collect();
    blocks.push(table(TableKind::Grid, &[1], Some(&["<&>\""]), &rows));
    blocks.push(paragraph(vec![
        text("一行目"),
        line_break(),
        text("二行目"),
        line_break(),
        line_break(),
        strong(" 四"),
    ]));
    let odd_heading = part(
        "規程 <&\" key",
        PartKind::Article,
        Some(heading(1, Some(label(NumberFormat::Decimal, &[1])), "見出し <&>\" ")),
        blocks,
    );
    let mut odd = document(
        DocumentKind::BasicPolicy,
        vec![unlisted(part("contents", PartKind::Contents, Some(heading(1, None, "目次 <&>")), vec![])), odd_heading],
    );
    odd.properties.title = "表題 <&>\"'".to_owned();
    odd.properties.company = "A&B <株>".to_owned();
    if let Some(Block::Table(table)) = odd.parts[1].blocks.iter_mut().find(|block| matches!(block, Block::Table(_))) {
        table.columns[0].alignment = Alignment::Right;
    }
    odd
}

/// Documents that have almost nothing.
pub(crate) fn nearly_empty() -> Vec<Document> {
    vec![
        document(DocumentKind::BasicPolicy, vec![]),
        document(DocumentKind::Regulations, vec![part("a", PartKind::Text, None, vec![])]),
        document(
            DocumentKind::Regulations,
            vec![
                landscape(part("a", PartKind::Text, None, vec![])),
                part("b", PartKind::Text, None, vec![]),
                landscape(part("c", PartKind::Text, None, vec![Block::PageBreak])),
            ],
        ),
        document(
            DocumentKind::Regulations,
            vec![part(
                "a",
                PartKind::Text,
                None,
                vec![
                    Block::PageBreak,
                    table(TableKind::Facts, &[1, 1], None, &[&["", ""]]),
                    table(TableKind::Grid, &[1], Some(&["頭だけ"]), &[]),
                    table(TableKind::Grid, &[1], None, &[]),
                ],
            )],
        ),
    ]
}

/// All fixtures with a name each.
pub(crate) fn all() -> Vec<(String, Document)> {
    let mut all = vec![
        ("regulations-decimal".to_owned(), regulations(Numbers::Decimal)),
        ("regulations-article".to_owned(), regulations(Numbers::Article)),
        ("sections-decimal".to_owned(), sections(Numbers::Decimal)),
        ("sections-article".to_owned(), sections(Numbers::Article)),
        ("policy".to_owned(), policy()),
        ("handbook".to_owned(), handbook()),
        ("numbers".to_owned(), numbers()),
        ("odd-words".to_owned(), odd_words()),
    ];
    for (index, document) in nearly_empty().into_iter().enumerate() {
        all.push((format!("nearly-empty-{index}"), document));
    }
    all
}

/// Page numbers for a document: every part on a page of its own.
pub(crate) fn pages(document: &Document) -> kitei::docx::PageNumbers {
    let parts = document.parts.iter().zip(1..).map(|(part, page)| (part.key.clone(), page)).collect();
    kitei::docx::PageNumbers { parts, total: document.parts.len() }
}
