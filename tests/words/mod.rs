//! The words of documents line by line, and the rules about what they may not say.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::sync::OnceLock;

use fancy_regex::Regex;
use kitei::fields::Data;
use kitei::model::{
    Block, Document, DocumentKind, FigureBox, Heading, Inline, OriginKind, Part, PartKind, Run, ValueStatus,
};
use kitei::pipeline::Pack;
use kitei::review::is_remark;
use serde::Deserialize;

/// A pattern no line may match, and why.
#[derive(Deserialize)]
pub(crate) struct Rule {
    pattern: String,
    pub(crate) why: String,
}

/// Words that are not said while a field has a value.
#[derive(Deserialize)]
struct SwitchedOff {
    field: String,
    is: Option<toml::Value>,
    lacks: Option<String>,
    words: String,
    #[serde(default)]
    everywhere: bool,
}

#[derive(Deserialize)]
struct Rules {
    leftover: Vec<Rule>,
    broken: Vec<Rule>,
    outdated: Vec<Rule>,
    style: Vec<Rule>,
    switched_off: Vec<SwitchedOff>,
}

fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| toml::from_str(include_str!("rules.toml")).expect("the rules are sound"))
}

/// One line of a document: a paragraph, an item or a cell.
pub(crate) struct Line {
    /// The document and the part it stands in.
    pub(crate) place: String,
    /// The role of that part.
    pub(crate) kind: PartKind,
    /// The document.
    pub(crate) document: DocumentKind,
    /// Whether the part is the place of one that was dropped.
    pub(crate) dropped: bool,
    /// Whether it is a clause: running text or an item, not a cell or a heading.
    pub(crate) clause: bool,
    /// The words as printed.
    pub(crate) printed: String,
    /// The words with every value the company gave replaced by 甲, so that only ours are judged.
    pub(crate) ours: String,
    /// The same without the company's words for itself and its people.
    pub(crate) authored: String,
}

/// All lines of a document but the remarks of a review, which name what a company does not have.
pub(crate) fn lines(document: &Document) -> Vec<Line> {
    let mut lines = Vec::new();
    for part in document.parts.iter().filter(|part| part.kind != PartKind::Legend) {
        if let Some(heading) = &part.heading {
            lines.push(line(document, part, &heading.runs, false));
        }
        walk(document, part, &part.blocks, &mut lines);
    }
    lines
}

fn walk(document: &Document, part: &Part, blocks: &[Block], lines: &mut Vec<Line>) {
    for block in blocks.iter().filter(|block| !is_remark(block)) {
        match block {
            Block::Paragraph(paragraph) => lines.push(line(document, part, &paragraph.runs, true)),
            Block::List(list) => list.items.iter().for_each(|item| walk(document, part, &item.blocks, lines)),
            Block::Table(table) => {
                let cells = table.head.iter().chain(&table.rows).flat_map(|row| &row.cells);
                lines.extend(cells.map(|cell| line(document, part, &cell.runs, false)));
            }
            Block::Note(blocks) => walk(document, part, blocks, lines),
            Block::Panel(panel) => panel.faces.iter().for_each(|face| walk(document, part, face, lines)),
            Block::Figure(figure) => {
                let boxes = figure.boxes.iter().flat_map(FigureBox::lines);
                lines.extend(boxes.map(|runs| line(document, part, runs, false)));
            }
            Block::PageBreak => {}
        }
    }
}

fn line(document: &Document, part: &Part, runs: &[Run], clause: bool) -> Line {
    let ours = |run: &Run| match (&run.origin.kind, &run.content) {
        (OriginKind::FillIn { status: ValueStatus::Given, .. }, Inline::Text(_)) => "甲".to_owned(),
        (_, content) => content.as_text().to_owned(),
    };
    let authored = |run: &Run| match (&run.origin.kind, &run.content) {
        (OriginKind::FillIn { field, .. } | OriginKind::Choice { field, .. }, Inline::Text(_))
            if field.as_str().starts_with("company.") =>
        {
            "甲".to_owned()
        }
        _ => ours(run),
    };
    let heading = part.heading.as_ref().map(Heading::text).unwrap_or_default();
    Line {
        place: format!("{} {} {heading}", document.kind.as_str(), part.key),
        kind: part.kind,
        document: document.kind,
        dropped: heading.contains("（該当なし）"),
        clause,
        printed: kitei::model::plain_text(runs),
        ours: runs.iter().map(ours).collect(),
        authored: runs.iter().map(authored).collect(),
    }
}

fn around(text: &str, pattern: &str) -> Option<String> {
    static COMPILED: OnceLock<std::sync::Mutex<std::collections::BTreeMap<String, Regex>>> = OnceLock::new();
    let mut compiled = COMPILED.get_or_init(Default::default).lock().expect("no test panics while it holds the lock");
    let regex =
        compiled.entry(pattern.to_owned()).or_insert_with(|| Regex::new(pattern).expect("the pattern is sound"));
    let found = regex.find(text).expect("the pattern ends")?;
    let before: String = text[..found.start()].chars().rev().take(16).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = text[found.end()..].chars().take(16).collect();
    Some(format!("…{before}⟦{}⟧{after}…", found.as_str()))
}

fn broken_by(text: &str, place: &str, rules: &[Rule]) -> Vec<String> {
    let broken = |rule: &Rule| Some(format!("{}: {} — {place}", rule.why, around(text, &rule.pattern)?));
    rules.iter().filter_map(broken).collect()
}

/// What is left over, broken or outdated in a line.
pub(crate) fn faults(line: &Line) -> Vec<String> {
    let rules = rules();
    let all = [&rules.leftover, &rules.broken, &rules.outdated];
    all.into_iter().flat_map(|rules| broken_by(&line.ours, &line.place, rules)).collect()
}

/// What does not fit the style of regulations and policy in a line.
pub(crate) fn style_faults(line: &Line) -> Vec<String> {
    broken_by(&line.authored, &line.place, &rules().style)
}

/// Lines that say what the company switched off.
pub(crate) fn switched_off(pack: &Pack) -> Vec<String> {
    let holding: Vec<&SwitchedOff> = rules().switched_off.iter().filter(|rule| rule.holds(pack)).collect();
    let mut found = Vec::new();
    for line in pack.documents.iter().flat_map(lines) {
        for rule in holding.iter().filter(|rule| rule.everywhere || !line.dropped) {
            let shown = around(&line.ours, &rule.words);
            found.extend(shown.map(|shown| format!("{}: {shown} — {}", rule.field, line.place)));
        }
    }
    found
}

impl SwitchedOff {
    fn holds(&self, pack: &Pack) -> bool {
        match (pack.values.data(&self.field), &self.is, &self.lacks) {
            (Some(Data::Boolean(value)), Some(is), _) => is.as_bool() == Some(*value),
            (Some(Data::Integer(value)), Some(is), _) => is.as_integer() == Some(*value),
            (Some(Data::Text(value)), Some(is), _) => is.as_str() == Some(value),
            (Some(Data::List(values)), _, Some(lacks)) => {
                values.iter().all(|value| !matches!(&value.data, Data::Text(text) if text == lacks))
            }
            _ => false,
        }
    }
}

/// Whether a sentence says who or what: a topic or a subject outside the clauses of condition and place.
pub(crate) fn names_a_subject(sentence: &str) -> bool {
    const ASIDE: &str = "(?:とき|場合|際|後|間|限り|中|前|上|に|で|と|から|まで|より|を)は、?";
    static ASIDES: OnceLock<Regex> = OnceLock::new();
    let asides = ASIDES.get_or_init(|| Regex::new(ASIDE).expect("the pattern is sound"));
    let rest = asides.replace_all(sentence, "、");
    rest.contains('は') || rest.contains("が、") || rest.contains("者が") || rest.contains("も、")
}
