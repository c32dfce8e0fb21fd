//! `document.toml`: what holds for a document as a whole, when it is made and in which editions.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use super::set::{SUBJECT, TITLE};
use crate::diag::{Code, Diagnostic};
use crate::expr::Expr;
use crate::fields::{CONTACT_KEYS, Catalogue, ExprText, FieldKind, FieldPath};
use crate::model::{DocumentKind, Edition, PageShape, TypeSize};
use crate::source::{SourceId, Sources, Span};

/// What holds for a document as a whole.
#[derive(Clone, Debug)]
pub struct DocumentTemplate {
    /// Which document.
    pub kind: DocumentKind,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// When it is made.
    pub keep_if: Option<Expr>,
    /// Its editions, at least one.
    pub editions: Vec<EditionTemplate>,
    /// The fields and columns whose values the editions for the public withhold.
    pub withholds: Vec<FieldPath>,
    /// The fields and columns that hold names people outside know; such names are not withheld.
    pub allows: Vec<FieldPath>,
    /// The look of all editions.
    sheet: Sheet,
    /// What replaces it in part, when a condition holds.
    looks: Vec<(Expr, Sheet)>,
}

/// One of the documents made from the same parts.
#[derive(Clone, Debug)]
pub struct EditionTemplate {
    /// Its name, and that of its files.
    pub edition: Edition,
    /// When it is made.
    pub keep_if: Option<Expr>,
    /// Whether it has a title of its own.
    pub titled: bool,
    /// Whether it leaves the house.
    pub public: bool,
    /// Its own look.
    sheet: Sheet,
}

/// How the pages of a document look and how many there may be; what is not said is left as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sheet {
    shape: Option<PageShape>,
    type_size: Option<TypeSize>,
    /// 0 for no limit.
    pages: Option<usize>,
    topic_pages: Option<usize>,
    plain: Option<bool>,
}

impl Sheet {
    fn replaced_by(self, other: Self) -> Self {
        Self {
            shape: other.shape.or(self.shape),
            type_size: other.type_size.or(self.type_size),
            pages: other.pages.or(self.pages),
            topic_pages: other.topic_pages.or(self.topic_pages),
            plain: other.plain.or(self.plain),
        }
    }
}

/// An edition that a company has, and how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Its place in [`DocumentTemplate::editions`].
    pub edition: usize,
    /// The shape of its pages.
    pub shape: PageShape,
    /// The sizes of its type.
    pub type_size: TypeSize,
    /// The most pages it may have.
    pub most_pages: Option<usize>,
    /// The most pages each topic may take.
    pub most_topic_pages: Option<usize>,
    /// Whether it prints the words of the catalogue in easy Japanese.
    pub plain: bool,
}

impl DocumentTemplate {
    /// The edition with its look, for one company.
    pub(super) fn chosen(&self, edition: usize, holds: &mut dyn FnMut(&Expr) -> bool) -> Chosen {
        let own = self.editions.get(edition).map(|edition| edition.sheet).unwrap_or_default();
        let held = self.looks.iter().filter(|(when, _)| holds(when)).map(|(_, sheet)| *sheet);
        let sheet = held.fold(self.sheet.replaced_by(own), Sheet::replaced_by);
        Chosen {
            edition,
            shape: sheet.shape.unwrap_or_default(),
            type_size: sheet.type_size.unwrap_or(TypeSize::of(self.kind)),
            most_pages: sheet.pages.filter(|pages| *pages > 0),
            most_topic_pages: sheet.topic_pages.filter(|pages| *pages > 0),
            plain: sheet.plain.unwrap_or_default(),
        }
    }

    /// The expressions that decide about the document, its editions and their look.
    pub(super) fn exprs(&self) -> impl Iterator<Item = &Expr> {
        let editions = self.editions.iter().filter_map(|edition| edition.keep_if.as_ref());
        self.keep_if.iter().chain(editions).chain(self.looks.iter().map(|(when, _)| when))
    }

    /// The names of its editions.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.editions.iter().map(|edition| edition.edition.id.as_str()).filter(|id| !id.is_empty())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDocument {
    title: Spanned<String>,
    subject: Spanned<String>,
    keywords: Vec<String>,
    keep_if: Option<Spanned<String>>,
    shape: Option<Spanned<String>>,
    r#type: Option<Spanned<String>>,
    pages: Option<usize>,
    topic_pages: Option<usize>,
    #[serde(default)]
    withholds: Vec<Spanned<String>>,
    #[serde(default)]
    allows: Vec<Spanned<String>>,
    #[serde(default)]
    look: Vec<RawLook>,
    #[serde(default)]
    edition: Vec<RawEdition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLook {
    when: Spanned<String>,
    shape: Option<Spanned<String>>,
    r#type: Option<Spanned<String>>,
    pages: Option<usize>,
    topic_pages: Option<usize>,
    plain: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEdition {
    id: Spanned<String>,
    #[serde(default)]
    suffix: String,
    title: Option<Spanned<String>>,
    keep_if: Option<Spanned<String>>,
    #[serde(default)]
    public: bool,
    shape: Option<Spanned<String>>,
    r#type: Option<Spanned<String>>,
    pages: Option<usize>,
    topic_pages: Option<usize>,
}

/// A text in the file that is itself a template: its name in the registry, its file and its words.
pub(super) type Inline = (String, SourceId, ExprText);

/// Reads a `document.toml`.
///
/// # Errors
/// [`Code::FrontMatter`] for what is wrong in it, [`Code::Expression`] for conditions, [`Code::UnknownField`].
pub(super) fn read(
    sources: &Sources,
    source: SourceId,
    kind: DocumentKind,
    catalogue: &Catalogue,
) -> Result<(DocumentTemplate, Vec<Inline>), Vec<Diagnostic>> {
    let raw: RawDocument = toml::from_str(&sources.get(source).text).map_err(|error| {
        let problem = Diagnostic::new(Code::FrontMatter, "文書の定めに誤りがあります");
        vec![problem.at(Span::new(source, error.span().unwrap_or(0..0))).label(error.message().to_owned())]
    })?;
    let mut reader = Reader { source, catalogue, inline: Vec::new(), problems: Vec::new() };
    let name = format!("{}/document.toml", kind.as_str());
    reader.template(format!("{name}{TITLE}"), raw.title);
    reader.template(format!("{name}{SUBJECT}"), raw.subject);
    let sheet = reader.sheet(raw.shape, raw.r#type, raw.pages, raw.topic_pages);
    let keep_if = reader.expr(raw.keep_if);
    let looks = raw
        .look
        .into_iter()
        .filter_map(|look| {
            let sheet = reader.sheet(look.shape, look.r#type, look.pages, look.topic_pages);
            let sheet = Sheet { plain: look.plain, ..sheet };
            Some((reader.expr(Some(look.when))?, sheet))
        })
        .collect();
    let mut names = BTreeSet::new();
    let mut editions: Vec<EditionTemplate> =
        raw.edition.into_iter().map(|edition| reader.edition(&name, edition, &mut names)).collect();
    if editions.is_empty() {
        let (edition, sheet) = (Edition::default(), Sheet::default());
        editions.push(EditionTemplate { edition, keep_if: None, titled: false, public: false, sheet });
    }
    let (withholds, allows) = (reader.paths(raw.withholds), reader.paths(raw.allows));
    let Reader { inline, problems, .. } = reader;
    let document =
        DocumentTemplate { kind, keywords: raw.keywords, keep_if, editions, withholds, allows, sheet, looks };
    if problems.is_empty() { Ok((document, inline)) } else { Err(problems) }
}

struct Reader<'a> {
    source: SourceId,
    catalogue: &'a Catalogue,
    inline: Vec<Inline>,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn problem(&mut self, code: Code, range: std::ops::Range<usize>, message: String) {
        self.problems.push(Diagnostic::new(code, message).at(Span::new(self.source, range)));
    }

    fn template(&mut self, name: String, text: Spanned<String>) {
        let span = Span::new(self.source, text.span());
        self.inline.push((name, self.source, ExprText { text: text.into_inner(), span }));
    }

    fn expr(&mut self, text: Option<Spanned<String>>) -> Option<Expr> {
        let text = text?;
        let span = Span::new(self.source, text.span());
        let parsed = Expr::parse(&ExprText { text: text.into_inner(), span }, self.catalogue);
        parsed.map_err(|problem| self.problems.push(problem)).ok()
    }

    fn sheet(
        &mut self,
        shape: Option<Spanned<String>>,
        type_size: Option<Spanned<String>>,
        pages: Option<usize>,
        topic_pages: Option<usize>,
    ) -> Sheet {
        let shape = shape.and_then(|name| {
            let shape = PageShape::named(name.get_ref());
            if shape.is_none() {
                self.problem(Code::FrontMatter, name.span(), "shape は portrait か landscape です".to_owned());
            }
            shape
        });
        let type_size = type_size.and_then(|name| {
            let type_size = TypeSize::named(name.get_ref());
            if type_size.is_none() {
                let message = "type は standard、compact、handbook、handbook_large、poster のどれかです";
                self.problem(Code::FrontMatter, name.span(), message.to_owned());
            }
            type_size
        });
        Sheet { shape, type_size, pages, topic_pages, plain: None }
    }

    /// Fields, columns of tables and parts of contacts.
    fn paths(&mut self, raw: Vec<Spanned<String>>) -> Vec<FieldPath> {
        let mut paths = Vec::new();
        for path in raw {
            let (range, path) = (path.span(), path.into_inner());
            let is_part = path.rsplit_once('.').is_some_and(|(stem, name)| {
                let field = self.catalogue.field(stem);
                let is_key = CONTACT_KEYS.iter().any(|(key, _)| *key == name);
                field.is_some_and(|field| field.column(name).is_some() || field.kind == FieldKind::Contact && is_key)
            });
            if self.catalogue.field(&path).is_none() && !is_part {
                self.problem(Code::UnknownField, range, format!("項目 {path} がありません"));
            }
            paths.push(FieldPath::new(&path));
        }
        paths
    }

    /// An edition; its id and the names of its files differ from those of the others.
    fn edition(&mut self, name: &str, raw: RawEdition, names: &mut BTreeSet<String>) -> EditionTemplate {
        let (range, id) = (raw.id.span(), raw.id.into_inner());
        if id.is_empty() || !names.insert(id.clone()) || !names.insert(format!("/{}", raw.suffix)) {
            self.problem(Code::FrontMatter, range, "版の id と suffix は、版ごとに違うものにします".to_owned());
        } else if raw.suffix.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']) {
            self.problem(Code::FrontMatter, range, "suffix にファイル名に使えない字があります".to_owned());
        }
        let titled = raw.title.is_some();
        if let Some(title) = raw.title {
            self.template(format!("{name}{TITLE}:{id}"), title);
        }
        EditionTemplate {
            titled,
            public: raw.public,
            keep_if: self.expr(raw.keep_if),
            sheet: self.sheet(raw.shape, raw.r#type, raw.pages, raw.topic_pages),
            edition: Edition { id, suffix: raw.suffix },
        }
    }
}
