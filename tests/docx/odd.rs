//! Documents no template would make: every shape of number, odd characters, almost nothing.

use kitei::model::{Alignment, Block, Document, DocumentKind, Label, ListKind, NumberFormat, PartKind, TableKind};

use super::build::{
    document, heading, label, landscape, line_break, ordered, paragraph, part, strong, table, text, unlisted,
    unordered, words,
};

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
    let third = Label { text: "其の三".to_owned(), ..label(Format::Decimal, &[3]) };
    let odd = heading(2, Some(third), "書式と違う番号");
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
pub(crate) fn words_that_must_survive() -> Document {
    let cases = [
        "<w:t>&amp;</w:t> \"引用\" 'x' ]]> %1 {}",
        "  前後  と  間の空白   ",
        " ",
        "　全角の空白　",
        "絵文字😀👨‍👩‍👧 異体字葛󠄀 渡邉󠄁",
        "右から左\u{202E}abc\u{202C}\u{200F}\u{200E}",
        "外字\u{E000}\u{F8FF}と𠮷",
        "結合か\u{3099}とNBSP\u{A0}と幅なし\u{200B}\u{FEFF}\u{AD}",
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
    odd.properties.title = String::from("表題 <&>\"'");
    odd.properties.company = String::from("A&B <株>");
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
