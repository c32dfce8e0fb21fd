//! Facts of law that templates print: numbers and terms with their source, the date they were verified, and how long
//! they hold.

use chrono::{Months, NaiveDate};
use toml::de::{DeTable, DeValue};

use super::path::FieldPath;
use crate::diag::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// How sure a fact is. What is uncertain is not printed and cannot be in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// `H`: the primary source was seen, or the law is long settled.
    High,
    /// `M`: reliable secondary evidence.
    Medium,
}

/// A fact of law, `[[fact]]` in `facts.toml`.
#[derive(Clone, Debug)]
pub struct FactDef {
    /// The path templates print it with, `law.` and a name.
    pub path: FieldPath,
    /// The words printed, for example 30日.
    pub value: String,
    /// The number in the words, for expressions: `law.name.number`.
    pub number: Option<i64>,
    /// The statute and article.
    pub source: String,
    /// When somebody last compared it with its source.
    pub verified_on: NaiveDate,
    /// The first day on which it holds, where that matters.
    pub effective_from: Option<NaiveDate>,
    /// The last day on which it holds, where one is known.
    pub effective_to: Option<NaiveDate>,
    /// How sure it is.
    pub confidence: Confidence,
    /// What else there is to know about it.
    pub note: Option<String>,
    /// Where it is defined.
    pub span: Span,
}

/// The group of paths that facts have.
pub const LAW: &str = "law";

/// After how many months a fact should be compared with its source again.
const MONTHS_UNTIL_STALE: u32 = 18;

const KEYS: [&str; 9] =
    ["id", "value", "number", "source", "verified_on", "effective_from", "effective_to", "confidence", "note"];

impl FactDef {
    /// Why the fact does not hold on a day, if it does not.
    fn lapse(&self, day: NaiveDate) -> Option<Diagnostic> {
        let words = if let Some(end) = self.effective_to.filter(|end| day > *end) {
            format!("法令の「{}」は、{}までの定めです", self.value, japanese(end))
        } else {
            let start = self.effective_from.filter(|start| day < *start)?;
            format!("法令の「{}」は、{}からの定めです", self.value, japanese(start))
        };
        Some(
            Diagnostic::new(Code::Lapsed, words)
                .at(self.span)
                .label(format!("文書の日付は{}", japanese(day)))
                .note(format!("根拠は{}", self.source))
                .hint("文書の日付に効力のある定めを確かめ、facts.toml のこの事実を直してください"),
        )
    }
}

/// Warnings about facts printed in a document of a date: one for each that does not hold on that day, and one for all
/// that nobody has verified for long.
#[must_use]
pub fn doubts<'f>(facts: impl Iterator<Item = &'f FactDef>, day: NaiveDate) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut stale: Vec<&FactDef> = Vec::new();
    for fact in facts {
        diagnostics.extend(fact.lapse(day));
        let due = fact.verified_on.checked_add_months(Months::new(MONTHS_UNTIL_STALE));
        if due.is_some_and(|due| day > due) {
            stale.push(fact);
        }
    }
    if let Some(oldest) = stale.iter().min_by_key(|fact| (fact.verified_on, fact.span)) {
        let words = format!("法令の数字{}件が、{MONTHS_UNTIL_STALE}か月より長く確かめられていません", stale.len());
        diagnostics.push(
            Diagnostic::new(Code::Unverified, words)
                .at(oldest.span)
                .label(format!("最も古い確認は{}", japanese(oldest.verified_on)))
                .hint("出典で今の定めを確かめ、facts.toml の verified_on を書き直してください"),
        );
    }
    diagnostics
}

fn japanese(date: NaiveDate) -> String {
    date.format("%Y年%-m月%-d日").to_string()
}

/// Reads one `[[fact]]`.
pub(super) fn read(
    file: SourceId,
    (table, span): (&DeTable<'_>, std::ops::Range<usize>),
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<FactDef> {
    let mut reader = Reader { file, table, diagnostics, failed: false };
    for key in table.keys().filter(|key| !KEYS.contains(&key.get_ref().as_ref())) {
        reader.problem(key.span(), format!("事実の定義に「{}」はありません", key.get_ref()));
    }
    let [id, value, source, confidence] = ["id", "value", "source", "confidence"].map(|key| reader.text(key));
    let verified_on = reader.date("verified_on");
    let (effective_from, effective_to) = (reader.date("effective_from"), reader.date("effective_to"));
    let note = reader.text("note");
    let number = reader.number();
    let (Some(id), Some(value), Some(source), Some(confidence), Some(verified_on)) =
        (id, value, source, confidence, verified_on)
    else {
        reader.problem(span, "事実には id、value、source、verified_on、confidence が要ります");
        return None;
    };
    let confidence = match confidence.as_str() {
        "H" => Confidence::High,
        "M" => Confidence::Medium,
        _ => {
            reader.problem(span, format!("{id} の confidence は H か M です（不確かなことは印字しません）"));
            return None;
        }
    };
    if id.strip_prefix(LAW).and_then(|rest| rest.strip_prefix('.')).is_none_or(|name| name.contains('.')) {
        reader.problem(span, format!("事実 {id} の名前は {LAW}. で始まる二語です"));
        return None;
    }
    (!reader.failed).then(|| FactDef {
        path: FieldPath::new(&id),
        value,
        number,
        source,
        verified_on,
        effective_from,
        effective_to,
        confidence,
        note,
        span: Span::new(file, span),
    })
}

struct Reader<'a, 't> {
    file: SourceId,
    table: &'a DeTable<'t>,
    diagnostics: &'a mut Vec<Diagnostic>,
    failed: bool,
}

impl Reader<'_, '_> {
    fn problem(&mut self, span: std::ops::Range<usize>, message: impl Into<String>) {
        self.failed = true;
        self.diagnostics.push(Diagnostic::new(Code::Catalogue, message).at(Span::new(self.file, span)));
    }

    fn text(&mut self, key: &str) -> Option<String> {
        let value = self.table.get(key)?;
        let text = value.get_ref().as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned);
        if text.is_none() {
            self.problem(value.span(), format!("{key} は空でない文字列です"));
        }
        text
    }

    fn number(&mut self) -> Option<i64> {
        let value = self.table.get("number")?;
        let number = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
        if number.is_none() {
            self.problem(value.span(), "number は整数です");
        }
        number
    }

    fn date(&mut self, key: &str) -> Option<NaiveDate> {
        let value = self.table.get(key)?;
        let date = match value.get_ref() {
            DeValue::Datetime(date) => date.to_string().parse().ok(),
            _ => None,
        };
        if date.is_none() {
            self.problem(value.span(), format!("{key} は 2026-12-01 の形の日付です"));
        }
        date
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Catalogue;
    use crate::source::Sources;

    fn load(text: &str) -> (Sources, crate::diag::Outcome<Catalogue>) {
        let mut sources = Sources::default();
        let file = sources.add("facts.toml", text);
        let outcome = Catalogue::load(&sources, &[file]);
        (sources, outcome)
    }

    const FACT: &str = r#"
[[fact]]
id = "law.final_report"
value = "30日"
number = 30
source = "規則8条"
verified_on = 2026-11-01
effective_from = 2022-04-01
effective_to = 2027-03-31
confidence = "H"
"#;

    #[test]
    fn what_is_wrong_with_a_fact_has_a_place() {
        let check = |from: &str, to: &str, message: &str, place: (usize, usize)| {
            let (sources, outcome) = load(&FACT.replace(from, to));
            let problem = &outcome.diagnostics[0];
            assert_eq!((problem.code, problem.message.as_str()), (Code::Catalogue, message));
            assert_eq!(sources.position(problem.primary.expect("a place")), place, "{message}");
        };
        check("\"H\"", "\"L\"", "law.final_report の confidence は H か M です（不確かなことは印字しません）", (2, 1));
        check("number", "nomber", "事実の定義に「nomber」はありません", (5, 1));
        check("2026-11-01", "\"2026-11\"", "verified_on は 2026-12-01 の形の日付です", (7, 15));
        check("\"30日\"", "\"\"", "value は空でない文字列です", (4, 9));
        check("law.final", "final", "事実 final_report の名前は law. で始まる二語です", (2, 1));
        check("source = \"規則8条\"\n", "", "事実には id、value、source、verified_on、confidence が要ります", (2, 1));
    }

    #[test]
    fn a_fact_holds_from_its_first_to_its_last_day() {
        let catalogue = load(FACT).1.value.expect("is valid");
        let on = |day: &str| {
            let day = day.parse().expect("a date");
            doubts(catalogue.facts().iter(), day).iter().map(|doubt| doubt.code).collect::<Vec<_>>()
        };
        assert_eq!(on("2022-03-31"), [Code::Lapsed]);
        assert_eq!(on("2022-04-01"), []);
        assert_eq!(on("2027-03-31"), []);
        assert_eq!(on("2027-04-01"), [Code::Lapsed]);
        assert_eq!(on("2028-05-01"), [Code::Lapsed]);
        assert_eq!(on("2028-05-02"), [Code::Lapsed, Code::Unverified]);
    }
}
