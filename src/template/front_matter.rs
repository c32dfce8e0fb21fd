//! The TOML at the head of a template: what part it is and when it stays.

use serde::Deserialize;
use toml::Spanned;

use crate::diag::{Code, Diagnostic};
use crate::fields::ExprText;
use crate::model::{PageShape, PartKind};
use crate::source::{SourceId, Sources, Span};

/// The head of a template, checked.
#[derive(Clone, Debug)]
pub struct FrontMatter {
    /// The role of the part.
    pub kind: PartKind,
    /// The key by which references name it.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The words of the heading, themselves a template.
    pub heading: Option<ExprText>,
    /// The chapter's number in the sample.
    pub number: Option<u32>,
    /// Whether it has a number, if it is a chapter.
    pub numbered: bool,
    /// Whether the tables, forms and annexes of all chapters stand behind it.
    pub gathers_forms: bool,
    /// The heading's level, where it differs from the kind's.
    pub level: Option<u8>,
    /// Where the part stands to the sample.
    pub origin: Origin,
    /// The guideline, edition and section it follows.
    pub follows: Option<String>,
    /// When it stays.
    pub keep_if: Option<ExprText>,
    /// The sentence that remains when it does not, itself a template.
    pub dropped: Option<ExprText>,
    /// The editions of the document that have it; none for all.
    pub editions: Vec<(String, Span)>,
    /// The most pages it may take.
    pub pages: Option<usize>,
    /// The shape of its pages.
    pub shape: Option<PageShape>,
    /// The name of the pictogram beside its heading.
    pub pictogram: Option<(String, Span)>,
    /// Whether the contents list it.
    pub listed: bool,
    /// Keys of the articles that need it; it stays when one of them does.
    pub articles: Vec<(String, Span)>,
    /// What an article must state.
    pub obligations: Vec<Obligation>,
    /// The byte at which the body starts.
    pub body: usize,
}

/// Where a part stands to the sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The sample has the same heading.
    Sample,
    /// The sample is believed to have it.
    Presumed,
    /// It goes beyond the sample.
    #[default]
    Extension,
}

/// Something an article must state.
#[derive(Clone, Debug)]
pub struct Obligation {
    /// Its letter within the article.
    pub id: String,
    /// The least depth at which it is stated.
    pub tier: Tier,
    /// When it is core whatever its tier.
    pub core_if: Option<ExprText>,
    /// When it is stated at all.
    pub keep_if: Option<ExprText>,
    /// What must be said, in a few words.
    pub note: String,
    /// Where it is listed.
    pub span: Span,
}

/// The least depth at which an obligation is stated (区分).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// 核: at every depth.
    Core,
    /// 拡張: from standard on.
    Extended,
    /// 詳細: only in full.
    Detail,
}

const FENCE: &str = "+++";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    kind: Spanned<String>,
    key: Spanned<String>,
    heading: Option<Spanned<String>>,
    number: Option<u32>,
    numbered: Option<bool>,
    gathers_forms: Option<bool>,
    level: Option<u8>,
    origin: Option<Spanned<String>>,
    source: Option<String>,
    keep_if: Option<Spanned<String>>,
    dropped: Option<Spanned<String>>,
    #[serde(default)]
    editions: Vec<Spanned<String>>,
    pages: Option<usize>,
    shape: Option<Spanned<String>>,
    pictogram: Option<Spanned<String>>,
    listed: Option<bool>,
    #[serde(default)]
    articles: Vec<Spanned<String>>,
    #[serde(default)]
    obligation: Vec<Spanned<RawObligation>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawObligation {
    id: String,
    tier: Tier,
    core_if: Option<Spanned<String>>,
    keep_if: Option<Spanned<String>>,
    note: String,
}

impl FrontMatter {
    /// Whether the edition with a name has the part.
    #[must_use]
    pub fn belongs_to(&self, edition: &str) -> bool {
        self.editions.is_empty() || self.editions.iter().any(|(own, _)| own == edition)
    }

    /// Reads the head of a template.
    ///
    /// # Errors
    /// [`Code::FrontMatter`], one diagnostic for each thing wrong.
    pub fn parse(sources: &Sources, source: SourceId) -> Result<Self, Vec<Diagnostic>> {
        let text = &sources.get(source).text;
        let problem = |range: std::ops::Range<usize>, message: &str| {
            Diagnostic::new(Code::FrontMatter, message).at(Span::new(source, range))
        };
        let fenced = text.strip_prefix(FENCE).and_then(|rest| {
            let rest = rest.strip_prefix('\n')?;
            let end = rest.find("\n+++\n").map(|end| end + 1)?;
            Some(&rest[..end])
        });
        let Some(head) = fenced else {
            return Err(vec![
                problem(0..text.lines().next().map_or(0, str::len), "前書きがありません")
                    .hint("ファイルの先頭に +++ だけの行で挟んだ前書きを置いてください"),
            ]);
        };
        let start = FENCE.len() + 1;
        let body = start + head.len() + FENCE.len() + 1;
        let shift = |range: std::ops::Range<usize>| range.start + start..range.end + start;
        let raw: Raw = toml::from_str(head).map_err(|error| {
            let range = shift(error.span().unwrap_or(0..0));
            vec![problem(range, "前書きに誤りがあります").label(error.message().to_owned())]
        })?;
        let mut problems = Vec::new();
        let place = |range| Span::new(source, shift(range));
        let expr = |text: Spanned<String>| ExprText { span: place(text.span()), text: text.into_inner() };
        let kind = kind(raw.kind.get_ref());
        if kind.is_none() {
            problems.push(problem(shift(raw.kind.span()), "この kind はありません"));
        }
        let origin = match raw.origin.as_ref().map(|origin| (origin.get_ref().as_str(), origin.span())) {
            Some(("IPA", _)) => Origin::Sample,
            Some(("IPA?", _)) => Origin::Presumed,
            Some(("EXT", _)) | None => Origin::Extension,
            Some((_, span)) => {
                problems.push(problem(shift(span), "origin は IPA、IPA?、EXT のどれかです"));
                Origin::Extension
            }
        };
        let shape = raw.shape.as_ref().and_then(|shape| PageShape::named(shape.get_ref()));
        if let (Some(raw), None) = (&raw.shape, shape) {
            problems.push(problem(shift(raw.span()), "shape は portrait か landscape です"));
        }
        let named = |keys: Vec<Spanned<String>>| -> Vec<(String, Span)> {
            keys.into_iter().map(|key| (key.get_ref().clone(), place(key.span()))).collect()
        };
        let is_chapter = kind == Some(PartKind::Chapter);
        let numbered = raw.numbered.unwrap_or(true);
        if is_chapter && numbered && raw.number.is_none() {
            problems.push(
                problem(shift(raw.kind.span()), "章には number（手本での番号）が要ります")
                    .hint("番号のない章には numbered = false を書いてください"),
            );
        }
        if !numbered && raw.number.is_some() {
            problems.push(problem(shift(raw.kind.span()), "numbered = false の章に number は書けません"));
        }
        if !is_chapter && (raw.numbered.is_some() || raw.gathers_forms.is_some()) {
            problems.push(problem(shift(raw.kind.span()), "numbered と gathers_forms は chapter だけに書けます"));
        }
        if raw.pictogram.is_some() && raw.heading.is_none() {
            problems.push(problem(shift(raw.kind.span()), "pictogram は heading のある部分だけに書けます"));
        }
        let obligations = raw
            .obligation
            .into_iter()
            .map(|obligation| {
                let span = place(obligation.span());
                let obligation = obligation.into_inner();
                Obligation {
                    id: obligation.id,
                    tier: obligation.tier,
                    core_if: obligation.core_if.map(expr),
                    keep_if: obligation.keep_if.map(expr),
                    note: obligation.note,
                    span,
                }
            })
            .collect();
        let key_span = place(raw.key.span());
        match kind {
            Some(kind) if problems.is_empty() => Ok(Self {
                kind,
                key: raw.key.into_inner(),
                key_span,
                heading: raw.heading.map(expr),
                number: raw.number,
                numbered,
                gathers_forms: raw.gathers_forms.unwrap_or(false),
                level: raw.level,
                origin,
                follows: raw.source,
                keep_if: raw.keep_if.map(expr),
                dropped: raw.dropped.map(expr),
                shape,
                pictogram: raw.pictogram.map(|name| (name.get_ref().clone(), place(name.span()))),
                listed: raw.listed.unwrap_or(!matches!(kind, PartKind::Cover | PartKind::Contents)),
                articles: named(raw.articles),
                editions: named(raw.editions),
                pages: raw.pages,
                obligations,
                body,
            }),
            _ => Err(problems),
        }
    }
}

/// The part kind with a name.
fn kind(name: &str) -> Option<PartKind> {
    Some(match name {
        "cover" => PartKind::Cover,
        "revisions" => PartKind::Revisions,
        "contents" => PartKind::Contents,
        "title" => PartKind::Title,
        "chapter" => PartKind::Chapter,
        "section" => PartKind::Section,
        "article" => PartKind::Article,
        "item" => PartKind::Item,
        "topic" => PartKind::Topic,
        "appendix-table" => PartKind::AppendixTable,
        "form" => PartKind::Form,
        "annex" => PartKind::Annex,
        "text" => PartKind::Text,
        "signature" => PartKind::Signature,
        "colophon" => PartKind::Colophon,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The messages about a head.
    #[track_caller]
    fn check(head: &str, expected: &[&str]) {
        let mut sources = Sources::default();
        let source = sources.add("章.md.hbs", format!("+++\nkey = \"chapter.x\"\n{head}+++\n"));
        let problems = FrontMatter::parse(&sources, source).err().unwrap_or_default();
        assert_eq!(problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn chapters_say_their_number_or_that_they_have_none() {
        check("kind = \"chapter\"\nnumber = 1\n", &[]);
        check("kind = \"chapter\"\nnumbered = false\ngathers_forms = true\n", &[]);
        check("kind = \"chapter\"\n", &["章には number（手本での番号）が要ります"]);
        let both = "kind = \"chapter\"\nnumbered = false\nnumber = 1\n";
        check(both, &["numbered = false の章に number は書けません"]);
        let misplaced = "numbered と gathers_forms は chapter だけに書けます";
        check("kind = \"article\"\nnumbered = true\n", &[misplaced]);
        check("kind = \"topic\"\ngathers_forms = true\n", &[misplaced]);
    }
}
