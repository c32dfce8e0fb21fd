//! The core: from a profile and the templates to documents, and from a document to bytes. Pure and total.

use chrono::NaiveDate;

use crate::diag::{Code, Diagnostic, Outcome};
use crate::disclosure;
use crate::docx;
use crate::expr::Logic;
use crate::fields::{Catalogue, Data, FactDef, FieldPath, doubts};
use crate::fonts::Fonts;
use crate::furigana::{self, Level, Readings};
use crate::layout::{self, Pages};
use crate::markup::{self, Scene};
use crate::model::{ContentsDepth, Document, DocumentKind, PartKind, Properties, ValueStatus, plain_text};
use crate::number::{self, Draft, DraftPart, Scheme};
use crate::pdf;
use crate::profile::{Profile, Values};
use crate::review;
use crate::rules::RuleSet;
use crate::slots::OPEN;
use crate::source::{SourceId, Sources};
use crate::style::{Marks, Style};
use crate::template::{Remark, Rendered, RenderedDocument, Selection, TemplateSet};

/// The field that the command line may stand in for.
const ENACTED_ON: &str = "document.enacted_on";

/// The date of the text, against which facts of law are held.
const REVISED_ON: &str = "document.revised_on";

/// What only wordings that were not chosen run into: a part the company lacks, a table or a figure without rows.
const OF_OTHER_WORDINGS: [Code; 3] = [Code::DroppedReference, Code::TableShape, Code::FigureShape];

/// Whether the handbook has readings over its kanji, and over which.
const FURIGANA: &str = "handbook.furigana";
const FURIGANA_LEVEL: &str = "handbook.furigana_level";

/// What all profiles share: the catalogue and the templates, read and compiled once.
pub struct Kit {
    /// The texts it was made from; profiles add theirs to a copy.
    pub sources: Sources,
    /// Every field.
    pub catalogue: Catalogue,
    /// The catalogue's expressions.
    pub logic: Logic,
    /// The rules between values.
    pub rules: RuleSet,
    /// The templates.
    pub templates: TemplateSet,
    /// The readings of words.
    pub readings: Readings,
    /// The look.
    pub style: Style,
    /// The fonts.
    pub fonts: Fonts,
}

/// The documents of one company and what was decided on the way.
#[derive(Debug)]
pub struct Pack {
    /// What the profile states.
    pub profile: Profile,
    /// All values.
    pub values: Values,
    /// Which parts were dropped and why.
    pub selection: Selection,
    /// The facts of law printed, in the order of their table.
    pub facts: Vec<FieldPath>,
    /// The documents.
    pub documents: Vec<Document>,
}

impl Kit {
    /// Reads the catalogue and compiles the templates. There is a kit only when both are sound enough to render.
    ///
    /// `catalogue` are the files of fields and facts, `rules` those of rules, and `templates` all others with their paths
    /// within the folder of templates.
    #[must_use]
    pub fn new(
        sources: Sources,
        catalogue: &[SourceId],
        rules: &[SourceId],
        templates: &[(String, SourceId)],
        readings: Readings,
        style: Style,
        fonts: Fonts,
    ) -> Outcome<Self> {
        let mut diagnostics = Vec::new();
        let kit = Catalogue::load(&sources, catalogue).collect(&mut diagnostics).and_then(|catalogue| {
            let logic = Logic::compile(&catalogue).collect(&mut diagnostics)?;
            let rules = RuleSet::load(&sources, rules, &catalogue).collect(&mut diagnostics)?;
            let templates = TemplateSet::compile(&sources, templates, &catalogue).collect(&mut diagnostics)?;
            Some(Self { sources, catalogue, logic, rules, templates, readings, style, fonts })
        });
        Outcome { value: kit, diagnostics }
    }

    /// One warning for each field and each fact that no template, expression or rule uses.
    #[must_use]
    pub fn unused(&self) -> Vec<Diagnostic> {
        self.templates.unused(&self.catalogue, self.logic.exprs().chain(self.rules.exprs()))
    }

    /// Makes the documents of one company. `sources` are the kit's with the profile's text added.
    ///
    /// `date` stands in for the date of enactment where the profile states none. With [`Marks::Final`] a required field
    /// without a value is an error; the documents are made all the same.
    #[must_use]
    pub fn compile(
        &self,
        sources: &Sources,
        profile: SourceId,
        date: Option<NaiveDate>,
        marks: Marks,
    ) -> Outcome<Pack> {
        let mut diagnostics = Vec::new();
        let Some(mut profile) = Profile::parse(sources, profile, &self.catalogue).collect(&mut diagnostics) else {
            return Outcome::failed(diagnostics);
        };
        if let Some(date) = date {
            profile.state_if_absent(ENACTED_ON, Data::Date(date));
        }
        let Some(values) = Values::resolve(&profile, &self.catalogue, &self.logic).collect(&mut diagnostics) else {
            return Outcome::failed(diagnostics);
        };
        if marks == Marks::Final {
            diagnostics.extend(values.blanks(&profile, &self.catalogue));
        }
        diagnostics.extend(self.rules.check(sources, &self.catalogue, &profile, &values));
        let sample = marks == Marks::Sample;
        let rendered = self.templates.render(&self.catalogue, &profile, &values, sample).collect(&mut diagnostics);
        let Some(rendered) = rendered else {
            return Outcome::failed(diagnostics);
        };
        let drafts: Vec<Draft> = rendered
            .documents
            .iter()
            .map(|document| self.draft(sources, &values, &rendered, document, marks, &mut diagnostics))
            .collect();
        let mut documents =
            number::resolve(drafts, &self.templates, &rendered.selection, &self.catalogue, Scheme::of(&values))
                .collect(&mut diagnostics)
                .unwrap_or_default();
        if sample {
            diagnostics.retain(|diagnostic| !OF_OTHER_WORDINGS.contains(&diagnostic.code));
        } else {
            for document in &documents {
                diagnostics.extend(disclosure::check(document, &self.templates, &self.catalogue, &values));
            }
        }
        let plain: Vec<bool> = rendered.documents.iter().map(|document| document.chosen.plain).collect();
        self.remark(sources, &values, documents.iter_mut().zip(plain), marks, &mut diagnostics);
        // Readings point into the words, which samples change.
        if let Some(Data::Boolean(true)) = values.data(FURIGANA) {
            let level = Level::of(values.text(FURIGANA_LEVEL));
            let handbooks = documents.iter_mut().filter(|document| document.kind == DocumentKind::Handbook);
            let unread = handbooks.filter_map(|document| furigana::annotate(document, &self.readings, level));
            // What counts nothing in a sample, whose numbers are 〇〇, is read beside numbers.
            diagnostics.extend(unread.filter(|_| !sample));
        }
        let facts = self.facts(&values, &rendered);
        if let Some(Data::Date(day)) = values.data(REVISED_ON) {
            diagnostics.extend(doubts(facts.iter().copied(), *day));
        }
        let facts = facts.into_iter().map(|fact| fact.path.clone()).collect();
        Outcome::with(Pack { profile, values, selection: rendered.selection, facts, documents }, diagnostics)
    }

    /// Adds what the marks say beside the text of documents, each in easy Japanese or not.
    fn remark<'d>(
        &self,
        sources: &Sources,
        values: &Values,
        documents: impl Iterator<Item = (&'d mut Document, bool)>,
        marks: Marks,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let legend = match marks {
            Marks::Final => return,
            Marks::Review => Remark::Legend,
            Marks::Sample => Remark::Sample,
        };
        let mut desk = review::Desk { templates: &self.templates, catalogue: &self.catalogue, values, plain: false };
        let words = desk.legend(sources, legend, diagnostics);
        for (document, plain) in documents {
            desk.plain = plain;
            match marks {
                Marks::Sample => desk.sample(document, words.clone()),
                Marks::Review | Marks::Final => desk.review(document, words.clone(), diagnostics),
            }
        }
    }

    /// The facts of law that a company's documents print, themselves or in a default that is printed.
    fn facts(&self, values: &Values, rendered: &Rendered) -> Vec<&FactDef> {
        let derived = |path: &FieldPath| {
            values.get(path).is_some_and(|resolved| resolved.asked && resolved.status == ValueStatus::Derived)
        };
        let mut used = rendered.facts();
        for (path, expr) in self.logic.defaults.iter().chain(&self.logic.computed) {
            if derived(path) && self.templates.uses(path) {
                used.extend(expr.facts().iter().cloned());
            }
        }
        self.catalogue.facts().iter().filter(|fact| used.contains(&fact.path)).collect()
    }

    fn draft(
        &self,
        sources: &Sources,
        values: &Values,
        rendered: &Rendered,
        document: &RenderedDocument,
        marks: Marks,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Draft {
        let chosen = document.chosen;
        let sample = marks == Marks::Sample;
        let status = |path: &FieldPath| {
            let status = values.get(path).map(|resolved| resolved.status);
            if sample { Some(ValueStatus::Given) } else { status }
        };
        let desk = review::Desk { templates: &self.templates, catalogue: &self.catalogue, values, plain: false };
        let headline = |text: &str, scene| {
            let mut runs = markup::parse_inline(text, scene);
            if sample {
                desk.headline(&mut runs);
            }
            runs
        };
        let mut title = None;
        let parts = document
            .parts
            .iter()
            .map(|part| {
                let template = &self.templates.parts()[part.template];
                let scene = Scene {
                    sources,
                    source: template.source,
                    fallback: template.front.key_span,
                    kind: template.front.kind,
                    slots: &rendered.slots,
                    set: &self.templates,
                    catalogue: &self.catalogue,
                    alternatives: sample,
                    plain: chosen.plain,
                    status: &status,
                };
                title.get_or_insert_with(|| plain_text(&headline(&document.title, scene)));
                let topic = (template.front.kind == PartKind::Topic).then_some(chosen.most_topic_pages);
                DraftPart {
                    template: part.template,
                    most_pages: topic.map_or(template.front.pages, |most| Some(template.front.pages.unwrap_or(most?))),
                    heading: part.heading.as_deref().map(|heading| headline(heading, scene)),
                    blocks: markup::parse(&part.body, scene).collect(diagnostics).unwrap_or_default(),
                    dropped: part.dropped,
                }
            })
            .collect();
        let title = title.unwrap_or_else(|| rendered.slots.plain(&document.title));
        let shared = self.templates.documents().iter().find(|shared| shared.kind == document.kind);
        let words = |text: &str| rendered.slots.plain(text);
        Draft {
            kind: document.kind,
            edition: shared.map(|shared| shared.editions[chosen.edition].edition.clone()).unwrap_or_default(),
            shape: chosen.shape,
            type_size: chosen.type_size,
            contents: contents(document.kind, values),
            most_pages: chosen.most_pages,
            properties: Properties {
                title,
                company: if sample { OPEN } else { values.text("company.name") }.to_owned(),
                version: values.text("document.version").to_owned(),
                subject: words(&document.subject),
                keywords: shared.map(|shared| shared.keywords.clone()).unwrap_or_default(),
                enacted_on: date(values, ENACTED_ON),
                revised_on: date(values, REVISED_ON),
            },
            parts,
        }
    }

    /// Lays a document out.
    #[must_use]
    pub fn layout(&self, document: &Document, marks: Marks) -> Outcome<Pages> {
        layout::layout(document, &self.style, marks, &self.fonts)
    }

    /// Writes the DOCX of a document; the page numbers of its contents and the widths of its columns come from the layout.
    #[must_use]
    pub fn docx(&self, document: &Document, pages: &Pages, marks: Marks) -> Outcome<Vec<u8>> {
        docx::write(document, &self.style, marks, &pages.measures())
    }

    /// Writes the PDF of a document.
    #[must_use]
    pub fn pdf(&self, document: &Document, pages: &Pages) -> Outcome<Vec<u8>> {
        pdf::write(&document.properties, pages, &self.style, &self.fonts)
    }
}

/// How deep a document's contents go, `document.contents`, which speaks of the regulations.
fn contents(kind: DocumentKind, values: &Values) -> ContentsDepth {
    match (kind, values.text("document.contents")) {
        (DocumentKind::Regulations, "chapters") => ContentsDepth::Chapters,
        (DocumentKind::Regulations, "articles") => ContentsDepth::Articles,
        _ => ContentsDepth::All,
    }
}

/// A date field; the epoch where a blank one lets a review go on.
fn date(values: &Values, path: &str) -> chrono::NaiveDate {
    match values.data(path) {
        Some(Data::Date(date)) => *date,
        _ => chrono::NaiveDate::default(),
    }
}
