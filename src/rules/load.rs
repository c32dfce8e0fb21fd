//! From the file of rules to the rules.

use toml::Spanned;
use toml::de::DeTable;

use super::{Basis, Rule, RuleSet};
use crate::diag::{Code, Diagnostic, Outcome, Severity};
use crate::expr::Expr;
use crate::fields::{Catalogue, ExprText, FieldPath, items, nearest};
use crate::source::{SourceId, Sources, Span};

const KEYS: [&str; 7] = ["id", "severity", "when", "held_by", "message", "hint", "fields"];

impl RuleSet {
    /// Reads the files of rules. The outcome always has a value; a rule with a problem is left out of it.
    #[must_use]
    pub fn load(sources: &Sources, files: &[SourceId], catalogue: &Catalogue) -> Outcome<Self> {
        let mut set = Self::default();
        let mut diagnostics = Vec::new();
        for &file in files {
            let table = match DeTable::parse(&sources.get(file).text) {
                Ok(table) => table.into_inner(),
                Err(error) => {
                    diagnostics.push(
                        Diagnostic::new(Code::Catalogue, "規則の一覧がTOMLとして読めません")
                            .at(Span::new(file, error.span().unwrap_or(0..0)))
                            .label(error.message().to_owned()),
                    );
                    continue;
                }
            };
            let mut loader = Loader { file, catalogue, diagnostics: &mut diagnostics };
            for key in table.keys().filter(|key| key.get_ref() != "rule") {
                loader.problem(key.span(), format!("規則の一覧に「{}」はありません", key.get_ref()), None);
            }
            for entry in items(&table, "rule") {
                match entry.get_ref().as_table() {
                    Some(table) => set.rules.extend(loader.rule(table, entry.span())),
                    None => loader.problem(entry.span(), "規則は [[rule]] の下に書きます", None),
                }
            }
        }
        for (at, rule) in set.rules.iter().enumerate() {
            let earlier = set.rules[..at].iter().find(|earlier| earlier.id == rule.id);
            if let Some(earlier) = earlier.filter(|earlier| earlier.severity != rule.severity) {
                diagnostics.push(
                    Diagnostic::new(Code::Catalogue, format!("規則 {} の severity が二通りあります", rule.id))
                        .at(rule.span)
                        .related(earlier.span, "初めの定義"),
                );
            }
        }
        Outcome::with(set, diagnostics)
    }
}

struct Loader<'a> {
    file: SourceId,
    catalogue: &'a Catalogue,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Loader<'_> {
    fn problem(&mut self, span: std::ops::Range<usize>, message: impl Into<String>, hint: Option<String>) {
        let diagnostic = Diagnostic::new(Code::Catalogue, message).at(Span::new(self.file, span));
        self.diagnostics.push(match hint {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        });
    }

    fn rule(&mut self, table: &DeTable<'_>, span: std::ops::Range<usize>) -> Option<Rule> {
        for key in table.keys().filter(|key| !KEYS.contains(&key.get_ref().as_ref())) {
            self.problem(key.span(), format!("規則の定義に「{}」はありません", key.get_ref()), None);
        }
        let [id, severity, message, hint, held_by, when] =
            ["id", "severity", "message", "hint", "held_by", "when"].map(|key| self.text(table, key));
        let fields = self.fields(table);
        let (Some(id), Some(severity), Some(message)) = (id, severity, message) else {
            self.problem(span, "規則には id、severity、message が要ります", None);
            return None;
        };
        let severity = match severity.as_str() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            _ => {
                self.problem(span, format!("規則 {id} の severity は error か warning です"), None);
                return None;
            }
        };
        if let Some(value) = table.get("message").filter(|_| message.contains('。')) {
            self.problem(value.span(), format!("規則 {id} の message は 。のない一文です"), None);
        }
        let basis = match (when, held_by) {
            (Some(text), None) => {
                if hint.is_none() || fields.is_empty() {
                    self.problem(span.clone(), format!("規則 {id} には hint と fields が要ります"), None);
                }
                let place = table.get("when").map_or(span.clone(), Spanned::span);
                let text = ExprText { text, span: Span::new(self.file, place) };
                match Expr::parse(&text, self.catalogue) {
                    Ok(expr) => Basis::When(expr),
                    Err(problem) => {
                        self.diagnostics.push(problem);
                        return None;
                    }
                }
            }
            (None, Some(held_by)) => Basis::Held(held_by),
            _ => {
                self.problem(span, format!("規則 {id} には when か held_by のどちらか一方が要ります"), None);
                return None;
            }
        };
        Some(Rule { id, severity, basis, message, hint, fields, span: Span::new(self.file, span) })
    }

    fn text(&mut self, table: &DeTable<'_>, key: &str) -> Option<String> {
        let value = table.get(key)?;
        let text = value.get_ref().as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned);
        if text.is_none() {
            self.problem(value.span(), format!("{key} は空でない文字列です"), None);
        }
        text
    }

    fn fields(&mut self, table: &DeTable<'_>) -> Vec<FieldPath> {
        let mut fields = Vec::new();
        for item in items(table, "fields") {
            let name = item.get_ref().as_str().unwrap_or_default();
            if let Some(field) = self.catalogue.field(name) {
                fields.push(field.path.clone());
                continue;
            }
            let known = self.catalogue.fields().iter().map(|field| field.path.as_str());
            let hint = nearest(name, known).map(|near| format!("「{near}」のことですか"));
            self.problem(item.span(), format!("項目 {name} がありません"), hint);
        }
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CATALOGUE: &str = "[[field]]\nid = \"cloud.used\"\ncolour = \"choice\"\nlabel = \"クラウド\"\nhelp = \"例\"\ntype = \"boolean\"\nrequired = \"no\"\n";
    const RULE: &str = "[[rule]]\nid = \"W-99\"\nseverity = \"warning\"\nwhen = \"!cloud.used\"\nmessage = \"文\"\nhint = \"手\"\nfields = [\"cloud.used\"]\n";

    #[track_caller]
    fn check(from: &str, to: &str, expected: (Code, &str, (usize, usize))) {
        let mut sources = Sources::default();
        let catalogue = sources.add("fields.toml", CATALOGUE);
        let catalogue = Catalogue::load(&sources, &[catalogue]).value.expect("is valid");
        let file = sources.add("rules.toml", RULE.replace(from, to));
        let outcome = RuleSet::load(&sources, &[file], &catalogue);
        let problem = &outcome.diagnostics[0];
        let place = sources.position(problem.primary.expect("a place"));
        assert_eq!((problem.code, problem.message.as_str(), place), expected);
    }

    #[test]
    fn what_is_wrong_with_a_rule_has_a_place() {
        check("[[rule]]", "[[rule]", (Code::Catalogue, "規則の一覧がTOMLとして読めません", (1, 8)));
        check("[[rule]]", "[[role]]", (Code::Catalogue, "規則の一覧に「role」はありません", (1, 3)));
        check("message", "mesage", (Code::Catalogue, "規則の定義に「mesage」はありません", (5, 1)));
        check("\"warning\"", "\"warn\"", (Code::Catalogue, "規則 W-99 の severity は error か warning です", (1, 1)));
        check("\"文\"", "\"文。\"", (Code::Catalogue, "規則 W-99 の message は 。のない一文です", (5, 11)));
        check("[\"cloud.used\"]", "[\"cloud.use\"]", (Code::Catalogue, "項目 cloud.use がありません", (7, 11)));
        check("!cloud.used", "!cloud.used &&", (Code::Expression, "条件の式が読めません", (4, 8)));
        check("!cloud.used", "!cloud.use", (Code::Expression, "条件の式が読めません", (4, 8)));
        let both = "held_by = \"試験\"\nmessage";
        check("message", both, (Code::Catalogue, "規則 W-99 には when か held_by のどちらか一方が要ります", (1, 1)));
        check("hint = \"手\"\n", "", (Code::Catalogue, "規則 W-99 には hint と fields が要ります", (1, 1)));
    }

    #[test]
    fn faces_of_a_rule_share_its_severity() {
        let other = format!("{RULE}{}", RULE.replace("\"warning\"", "\"error\""));
        check(RULE, &other, (Code::Catalogue, "規則 W-99 の severity が二通りあります", (8, 1)));
    }
}
