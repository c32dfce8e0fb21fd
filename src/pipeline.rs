//! The core: from a profile and the templates to documents, and from a document to bytes. Pure and total.

use chrono::NaiveDate;

use crate::diag::{Diagnostic, Outcome};
use crate::docx;
use crate::expr::Logic;
use crate::fields::{Catalogue, Data, FieldPath};
use crate::fonts::Fonts;
use crate::layout::{self, Pages};
use crate::markup::{self, Scene};
use crate::model::{Document, Properties};
use crate::number::{self, Draft, DraftPart, Scheme};
use crate::pdf;
use crate::profile::{Profile, Values};
use crate::source::{SourceId, Sources};
use crate::style::{Marks, Style};
use crate::template::{Rendered, RenderedDocument, Selection, TemplateSet};

/// The field that the command line may stand in for.
const ENACTED_ON: &str = "document.enacted_on";

/// What all profiles share: the catalogue and the templates, read and compiled once.
pub struct Kit {
    /// The texts it was made from; profiles add theirs to a copy.
    pub sources: Sources,
    /// Every field.
    pub catalogue: Catalogue,
    /// The catalogue's expressions.
    pub logic: Logic,
    /// The templates.
    pub templates: TemplateSet,
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
    /// The documents.
    pub documents: Vec<Document>,
}

impl Kit {
    /// Reads the catalogue and compiles the templates. There is a kit only when both are sound enough to render.
    ///
    /// `catalogue` and `templates` are the files with their paths within the folder of templates.
    #[must_use]
    pub fn new(
        sources: Sources,
        catalogue: &[SourceId],
        templates: &[(String, SourceId)],
        style: Style,
        fonts: Fonts,
    ) -> Outcome<Self> {
        let mut diagnostics = Vec::new();
        let kit = Catalogue::load(&sources, catalogue).collect(&mut diagnostics).and_then(|catalogue| {
            let logic = Logic::compile(&catalogue).collect(&mut diagnostics)?;
            let templates = TemplateSet::compile(&sources, templates, &catalogue).collect(&mut diagnostics)?;
            Some(Self { sources, catalogue, logic, templates, style, fonts })
        });
        Outcome { value: kit, diagnostics }
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
        let Some(rendered) = self.templates.render(&self.catalogue, &profile, &values).collect(&mut diagnostics) else {
            return Outcome::failed(diagnostics);
        };
        let drafts: Vec<Draft> = rendered
            .documents
            .iter()
            .map(|document| self.draft(sources, &values, &rendered, document, &mut diagnostics))
            .collect();
        let documents =
            number::resolve(drafts, &self.templates, &rendered.selection, &self.catalogue, Scheme::of(&values))
                .collect(&mut diagnostics)
                .unwrap_or_default();
        Outcome::with(Pack { profile, values, selection: rendered.selection, documents }, diagnostics)
    }

    fn draft(
        &self,
        sources: &Sources,
        values: &Values,
        rendered: &Rendered,
        document: &RenderedDocument,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Draft {
        let status = |path: &FieldPath| values.get(path).map(|resolved| resolved.status);
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
                    status: &status,
                };
                DraftPart {
                    template: part.template,
                    heading: part.heading.as_deref().map(|heading| markup::parse_inline(heading, scene)),
                    blocks: markup::parse(&part.body, scene).collect(diagnostics).unwrap_or_default(),
                    dropped: part.dropped,
                }
            })
            .collect();
        let shared = self.templates.documents().iter().find(|shared| shared.kind == document.kind);
        let words = |text: &str| rendered.slots.plain(text);
        Draft {
            kind: document.kind,
            shape: shared.map(|shared| shared.shape).unwrap_or_default(),
            properties: Properties {
                title: words(&document.title),
                company: values.text("company.name").to_owned(),
                version: values.text("document.version").to_owned(),
                subject: words(&document.subject),
                keywords: shared.map(|shared| shared.keywords.clone()).unwrap_or_default(),
                enacted_on: date(values, ENACTED_ON),
                revised_on: date(values, "document.revised_on"),
            },
            parts,
        }
    }

    /// Lays a document out.
    #[must_use]
    pub fn layout(&self, document: &Document, marks: Marks) -> Outcome<Pages> {
        layout::layout(document, &self.style, marks, &self.fonts)
    }

    /// Writes the DOCX of a document; the page numbers of its contents come from the layout.
    #[must_use]
    pub fn docx(&self, document: &Document, pages: &Pages, marks: Marks) -> Outcome<Vec<u8>> {
        let numbers = docx::PageNumbers {
            total: pages.pages.len(),
            parts: pages.destinations.iter().map(|(key, destination)| (key.clone(), destination.page + 1)).collect(),
        };
        docx::write(document, &self.style, marks, &numbers)
    }

    /// Writes the PDF of a document.
    #[must_use]
    pub fn pdf(&self, document: &Document, pages: &Pages) -> Outcome<Vec<u8>> {
        pdf::write(&document.properties, pages, &self.style, &self.fonts)
    }
}

/// A date field; the epoch where a blank one lets a review go on.
fn date(values: &Values, path: &str) -> chrono::NaiveDate {
    match values.data(path) {
        Some(Data::Date(date)) => *date,
        _ => chrono::NaiveDate::default(),
    }
}
