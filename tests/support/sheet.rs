//! Display lists made by hand: a stand-in for layout, with just enough of its manners.

use chrono::NaiveDate;
use kitei::fonts::Fonts;
use kitei::layout::{
    CheckBox, Destination, Fill, Glyph, GlyphRun, Item, LinkArea, Node, NodeId, NodeKind, OutlineEntry, Page, Pages,
};
use kitei::model::Properties;
use kitei::style::{Color, Face, Style};
use kitei::units::Length;

/// Black.
pub(crate) const BLACK: Color = Color([0, 0, 0]);
/// Fill-ins in review.
pub(crate) const RED: Color = Color([0xC0, 0, 0]);
/// Choices in review.
pub(crate) const BLUE: Color = Color([0, 0x46, 0xB4]);
/// Rules.
pub(crate) const GREY: Color = Color([0x80, 0x80, 0x80]);

/// The shipped fonts.
pub(crate) fn fonts() -> Fonts {
    Fonts::new([
        include_bytes!("../../templates/fonts/BIZUDPMincho-Regular.ttf").as_slice().into(),
        include_bytes!("../../templates/fonts/BIZUDPGothic-Regular.ttf").as_slice().into(),
        include_bytes!("../../templates/fonts/BIZUDPGothic-Bold.ttf").as_slice().into(),
        include_bytes!("../../templates/fonts/NotoSerifJP-Names.ttf").as_slice().into(),
    ])
    .expect("the shipped fonts are valid")
}

/// The shipped style.
pub(crate) fn style() -> Style {
    Style::from_toml(include_str!("../../templates/style.toml")).expect("the shipped style is valid")
}

/// Properties of an invented document.
pub(crate) fn properties() -> Properties {
    Properties {
        title: "情報セキュリティ関連規程".into(),
        company: "株式会社 青葉製作所 & Co.".into(),
        version: "1.2".into(),
        subject: "情報資産を守るための社内の決まり".into(),
        keywords: vec!["情報セキュリティ".into(), "ISMS".into()],
        enacted_on: NaiveDate::from_ymd_opt(2024, 4, 1).expect("exists"),
        revised_on: NaiveDate::from_ymd_opt(2025, 10, 31).expect("exists"),
    }
}

/// A length in points.
pub(crate) fn pt(points: f64) -> Length {
    Length::from_pt(points)
}

/// How a run looks.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    /// The face.
    pub(crate) face: Face,
    /// The size in points.
    pub(crate) size: f64,
    /// The colour.
    pub(crate) color: Color,
}

/// Body text.
pub(crate) const BODY: Look = Look { face: Face::Mincho, size: 10.5, color: BLACK };
/// Headings.
pub(crate) const HEAD: Look = Look { face: Face::GothicBold, size: 15.0, color: BLACK };
/// Tables.
pub(crate) const CELL: Look = Look { face: Face::Gothic, size: 9.0, color: BLACK };

/// A display list in the making. Positions are in points from the upper left corner.
pub(crate) struct Sheet {
    /// What has been made so far.
    pub(crate) pages: Pages,
    fonts: Fonts,
}

impl Sheet {
    /// A document without pages.
    pub(crate) fn new() -> Self {
        let root = Node { kind: NodeKind::Document, children: Vec::new() };
        Self { pages: Pages { nodes: vec![root], ..Pages::default() }, fonts: fonts() }
    }

    /// Starts an upright A4 page.
    pub(crate) fn portrait(&mut self) {
        self.page(595.276, 841.89);
    }

    /// Starts a lying A4 page.
    pub(crate) fn landscape(&mut self) {
        self.page(841.89, 595.276);
    }

    /// Starts a page of any size.
    pub(crate) fn page(&mut self, width: f64, height: f64) {
        self.pages.pages.push(Page { width: pt(width), height: pt(height), items: Vec::new() });
    }

    /// Adds a node as the last child of another.
    pub(crate) fn node(&mut self, parent: NodeId, kind: NodeKind) -> NodeId {
        let id = NodeId(u32::try_from(self.pages.nodes.len()).expect("few nodes"));
        self.pages.nodes.push(Node { kind, children: Vec::new() });
        self.pages.nodes[parent.0 as usize].children.push(id);
        id
    }

    /// Adds an item to the last page.
    pub(crate) fn item(&mut self, item: Item) {
        self.pages.pages.last_mut().expect("a page has been started").items.push(item);
    }

    /// Glyphs with a quarter em between Japanese and Latin characters, as layout sets them.
    pub(crate) fn glyphs(&self, look: Look, text: &str) -> Vec<Glyph> {
        let file = self.fonts.file(look.face);
        let size = pt(look.size);
        let characters: Vec<char> = text.chars().collect();
        let mut glyphs: Vec<Glyph> = Vec::new();
        for (index, character) in characters.iter().enumerate() {
            if is_selector(*character) {
                continue;
            }
            let next = characters.get(index + 1).copied();
            let selector = next.filter(|next| is_selector(*next));
            let found = file.glyph(*character, selector).unwrap_or_else(|| panic!("no glyph for {character}"));
            let mut advance = size.scale(i64::from(found.advance), i64::from(file.units_per_em));
            if next.is_some_and(|next| wants_gap(*character, next)) {
                advance += size / 4;
            }
            let text = std::iter::once(*character).chain(selector).collect();
            glyphs.push(Glyph { id: found.id, advance, text });
        }
        glyphs
    }

    /// Sets text on one line and gives its right end.
    pub(crate) fn text(&mut self, node: impl Into<Option<NodeId>>, look: Look, x: f64, y: f64, text: &str) -> f64 {
        self.line(node, look, x, y, text, "")
    }

    /// Sets text that ends with something swallowed.
    pub(crate) fn line(
        &mut self,
        node: impl Into<Option<NodeId>>,
        look: Look,
        x: f64,
        y: f64,
        text: &str,
        trailing: &str,
    ) -> f64 {
        let glyphs = self.glyphs(look, text);
        self.run(node.into(), look, x, y, glyphs, trailing)
    }

    /// Sets text stretched or shrunk to a width.
    pub(crate) fn justified(&mut self, node: NodeId, look: Look, x: f64, y: f64, width: f64, text: &str) {
        let mut glyphs = self.glyphs(look, text);
        let own: Length = glyphs.iter().map(|glyph| glyph.advance).sum();
        let slack = (pt(width) - own).milli_pt();
        let gaps = i32::try_from(glyphs.len().saturating_sub(1)).expect("a line is short");
        for (index, glyph) in (0..gaps).zip(&mut glyphs) {
            let share = slack * (index + 1) / gaps - slack * index / gaps;
            glyph.advance += Length::from_milli_pt(share);
        }
        self.run(Some(node), look, x, y, glyphs, "");
    }

    /// Sets stretches on one line, each a link or a span of its own, with a quarter em between Japanese and Latin at
    /// their seams too.
    pub(crate) fn pieces(&mut self, parent: NodeId, mut x: f64, y: f64, pieces: &[(Option<&str>, Look, &str)]) {
        for (index, (target, look, words)) in pieces.iter().enumerate() {
            let mut glyphs = self.glyphs(*look, words);
            let next = pieces.get(index + 1).and_then(|(_, _, words)| words.chars().next());
            if let (Some(last), Some(left), Some(right)) = (glyphs.last_mut(), words.chars().last(), next)
                && wants_gap(left, right)
            {
                last.advance += pt(look.size) / 4;
            }
            let node = self.node(parent, if target.is_some() { NodeKind::Link } else { NodeKind::Span });
            let end = self.run(Some(node), *look, x, y, glyphs, "");
            if let Some(target) = target {
                self.link(node, x, y - 10.0, end - x, target);
            }
            x = end;
        }
    }

    fn run(&mut self, node: Option<NodeId>, look: Look, x: f64, y: f64, glyphs: Vec<Glyph>, trailing: &str) -> f64 {
        let run = GlyphRun {
            x: pt(x),
            y: pt(y),
            face: look.face,
            size: pt(look.size),
            color: look.color,
            glyphs,
            node,
            trailing: trailing.to_owned(),
        };
        let end = x + run.width().pt();
        self.item(Item::Glyphs(run));
        end
    }

    /// Fills a rectangle.
    pub(crate) fn fill(&mut self, x: f64, y: f64, width: f64, height: f64, color: Color) {
        self.item(Item::Fill(Fill { x: pt(x), y: pt(y), width: pt(width), height: pt(height), color }));
    }

    /// Makes a box lead to a part.
    pub(crate) fn link(&mut self, node: NodeId, x: f64, y: f64, width: f64, target: &str) {
        self.item(Item::Link(LinkArea {
            x: pt(x),
            y: pt(y),
            width: pt(width),
            height: pt(12.0),
            target: target.to_owned(),
            description: format!("{target}へ移動"),
            node,
        }));
    }

    /// Draws a check box.
    pub(crate) fn check_box(&mut self, node: NodeId, x: f64, y: f64, side: f64) {
        self.item(Item::CheckBox(CheckBox { x: pt(x), y: pt(y), side: pt(side), color: BLACK, node }));
    }

    /// Names a place on the last page.
    pub(crate) fn destination(&mut self, key: &str, y: f64) -> Destination {
        let destination = Destination { page: self.pages.pages.len() - 1, y: pt(y) };
        self.pages.destinations.push((key.to_owned(), destination));
        destination
    }

    /// A heading with its place in the outline and its key.
    pub(crate) fn heading(&mut self, parent: NodeId, level: u8, key: &str, y: f64, title: &str) {
        let node = self.node(parent, NodeKind::Heading(level));
        let destination = self.destination(key, y - 15.0);
        self.pages.outline.push(OutlineEntry { level, title: title.to_owned(), destination });
        self.text(node, HEAD, 70.0, y, title);
    }

    /// A row of cells of equal width with rules around, each cell with its words.
    pub(crate) fn row(&mut self, table: NodeId, y: f64, kinds: &[NodeKind], words: &[&str]) {
        let row = self.node(table, NodeKind::TableRow);
        let width = 450.0 / f64::from(u32::try_from(words.len()).expect("few cells"));
        for ((kind, words), index) in kinds.iter().zip(words).zip(0_u32..) {
            let x = 70.0 + width * f64::from(index);
            if *kind == NodeKind::ColumnHead {
                self.fill(x, y - 12.0, width, 18.0, Color([0xF0, 0xF0, 0xF0]));
            }
            self.fill(x, y - 12.0, 0.5, 18.0, GREY);
            let cell = self.node(row, kind.clone());
            self.text(cell, CELL, x + 4.0, y, words);
        }
        self.fill(70.0, y + 6.0, 450.0, 0.5, GREY);
    }
}

fn is_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn wants_gap(left: char, right: char) -> bool {
    let latin = |character: char| character.is_ascii_alphanumeric();
    let japanese = |character: char| matches!(character, '\u{3041}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}');
    (latin(left) && japanese(right)) || (japanese(left) && latin(right))
}

/// A document with one of everything: cover, contents with links, headings, lists, tables over a page break, notes,
/// check boxes, a figure, colours, justified lines, and a lying page.
pub(crate) fn everything() -> Pages {
    let mut sheet = Sheet::new();
    let root = NodeId(0);

    sheet.portrait();
    let cover = sheet.node(root, NodeKind::Section);
    sheet.heading(cover, 1, "cover", 200.0, "情報セキュリティ関連規程");
    let company = sheet.node(cover, NodeKind::Paragraph);
    sheet.text(company, Look { color: RED, ..BODY }, 70.0, 240.0, "株式会社青葉製作所");

    sheet.portrait();
    sheet.text(None, CELL, 70.0, 40.0, "情報セキュリティ関連規程 第1.2版");
    let contents = sheet.node(root, NodeKind::Section);
    sheet.heading(contents, 1, "contents", 90.0, "目次");
    let list = sheet.node(contents, NodeKind::Contents);
    for (index, (key, words)) in
        [("chapter-1", "1 総則"), ("article-1", "1.1 目的"), ("chapter-2", "2 アクセス制御 ACL")]
            .into_iter()
            .enumerate()
    {
        let y = 120.0 + 18.0 * f64::from(u32::try_from(index).expect("few"));
        let item = sheet.node(list, NodeKind::ContentsItem);
        let link = sheet.node(item, NodeKind::Link);
        sheet.text(link, BODY, 70.0, y, words);
        sheet.text(link, BODY, 500.0, y, "3");
        sheet.link(link, 70.0, y - 10.0, 450.0, key);
    }
    sheet.text(None, CELL, 290.0, 810.0, "2");

    sheet.portrait();
    sheet.text(None, CELL, 70.0, 40.0, "情報セキュリティ関連規程 第1.2版");
    let chapter = sheet.node(root, NodeKind::Section);
    sheet.heading(chapter, 1, "chapter-1", 90.0, "1 総則");
    let article = sheet.node(chapter, NodeKind::Section);
    sheet.heading(article, 2, "article-1", 120.0, "1.1 目的");
    let paragraph = sheet.node(article, NodeKind::Paragraph);
    sheet.justified(
        paragraph,
        BODY,
        70.0,
        145.0,
        455.0,
        "この規程は、情報セキュリティ基本方針に基づき、当社の情報資産を守るために",
    );
    sheet.line(
        paragraph,
        BODY,
        70.0,
        162.0,
        "従業員がISO 27001及びNIST SP 800-53を参考に守るべき事項を12項目、defined",
        " ",
    );
    sheet.line(paragraph, BODY, 70.0, 179.0, "in this document and others", " ");
    sheet.pieces(
        paragraph,
        70.0,
        196.0,
        &[
            (Some("chapter-2"), BODY, "として定める（第"),
            (Some("chapter-2"), BODY, "2章"),
            (None, BODY, "又は"),
            (Some("chapter-2"), BODY, "4.5"),
            (None, BODY, "参照）。"),
            (None, Look { face: Face::GothicBold, ..BODY }, "重要度3"),
            (None, Look { color: BLUE, ..BODY }, "以上、辻\u{E0100}様と葛\u{E0100}城様"),
        ],
    );

    let list = sheet.node(article, NodeKind::List);
    for (index, words) in ["情報資産を分類する", "アクセス権は90日ごとに見直す"].into_iter().enumerate()
    {
        let y = 220.0 + 40.0 * f64::from(u32::try_from(index).expect("few"));
        let item = sheet.node(list, NodeKind::ListItem);
        let label = sheet.node(item, NodeKind::Label);
        sheet.text(label, BODY, 80.0, y, &format!("({})", index + 1));
        let body = sheet.node(item, NodeKind::ListBody);
        let paragraph = sheet.node(body, NodeKind::Paragraph);
        sheet.text(paragraph, BODY, 101.0, y, words);
        let inner = sheet.node(body, NodeKind::List);
        let item = sheet.node(inner, NodeKind::ListItem);
        let label = sheet.node(item, NodeKind::Label);
        if index == 0 {
            sheet.text(label, BODY, 101.0, y + 18.0, "・");
        } else {
            sheet.check_box(label, 101.0, y + 9.0, 9.0);
        }
        let body = sheet.node(item, NodeKind::ListBody);
        sheet.text(body, BODY, 122.0, y + 18.0, "機密性・完全性・可用性");
    }
    let note = sheet.node(article, NodeKind::Note);
    let label = sheet.node(note, NodeKind::Label);
    let paragraph = sheet.node(note, NodeKind::Paragraph);
    sheet.fill(70.0, 310.0, 455.0, 24.0, Color([0xF0, 0xF0, 0xF0]));
    sheet.text(label, CELL, 80.0, 325.0, "注:");
    sheet.text(paragraph, CELL, 98.0, 325.0, "外部サービスを含む");
    let figure = sheet.node(article, NodeKind::Figure("連絡の流れを示す図".into()));
    sheet.text(figure, CELL, 80.0, 360.0, "従業員→責任者→代表者");

    let table = sheet.node(article, NodeKind::Table);
    let head = [NodeKind::ColumnHead, NodeKind::ColumnHead, NodeKind::ColumnHead];
    let cells = [NodeKind::RowHead, NodeKind::TableCell, NodeKind::TableCell];
    sheet.row(table, 780.0, &head, &["資産", "重要度", "保管場所"]);
    sheet.row(table, 798.0, &cells, &["顧客名簿", "3", "NAS（2階）"]);
    sheet.text(None, CELL, 290.0, 825.0, "3");

    sheet.landscape();
    for (index, words) in ["資産", "重要度", "保管場所"].into_iter().enumerate() {
        sheet.text(None, CELL, 74.0 + 150.0 * f64::from(u32::try_from(index).expect("few")), 80.0, words);
    }
    sheet.row(table, 98.0, &cells, &["見積書", "1", ""]);
    sheet.heading(root, 1, "chapter-2", 140.0, "2 アクセス制御");
    let paragraph = sheet.node(root, NodeKind::Paragraph);
    sheet.text(paragraph, BODY, 70.0, 165.0, "１２３　全角の空白と①㈱№");
    sheet.text(None, CELL, 400.0, 580.0, "4");
    sheet.pages
}
