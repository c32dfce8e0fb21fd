//! The whole document and its parts.

use std::sync::Arc;

use chrono::NaiveDate;

use super::block::Block;
use super::inline::{Run, plain_text};
use super::label::Label;
use super::pictogram::Pictogram;
use super::review::Review;

/// Which of the documents this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentKind {
    /// 情報セキュリティ基本方針.
    BasicPolicy,
    /// 情報セキュリティハンドブック.
    Handbook,
    /// 情報セキュリティ関連規程.
    Regulations,
    /// 特定個人情報等の適正な取扱いに関する基本方針.
    MyNumberPolicy,
}

impl DocumentKind {
    /// All documents in the order of the files.
    pub const ALL: [Self; 4] = [Self::BasicPolicy, Self::Handbook, Self::Regulations, Self::MyNumberPolicy];

    /// The short name used on the command line and for the template folder.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BasicPolicy => "basic-policy",
            Self::Handbook => "handbook",
            Self::Regulations => "regulations",
            Self::MyNumberPolicy => "my-number-policy",
        }
    }

    /// The file name without extension.
    #[must_use]
    pub fn file_stem(self) -> &'static str {
        match self {
            Self::BasicPolicy => "01_情報セキュリティ基本方針",
            Self::Handbook => "02_情報セキュリティハンドブック",
            Self::Regulations => "03_情報セキュリティ関連規程",
            Self::MyNumberPolicy => "04_特定個人情報の基本方針",
        }
    }

    /// Whether it is a policy: a sheet to be hung up, signed and handed out.
    #[must_use]
    pub fn is_policy(self) -> bool {
        matches!(self, Self::BasicPolicy | Self::MyNumberPolicy)
    }
}

/// One document, complete: numbers and references are resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Which document.
    pub kind: DocumentKind,
    /// Which of its editions.
    pub edition: Edition,
    /// The shape of its pages unless a part says otherwise.
    pub shape: PageShape,
    /// The sizes of its type.
    pub type_size: TypeSize,
    /// How deep its contents go.
    pub contents: ContentsDepth,
    /// The most pages it may have; its type closes up to stay within them.
    pub most_pages: Option<usize>,
    /// What the file says about itself.
    pub properties: Properties,
    /// The parts in reading order.
    pub parts: Vec<Part>,
    /// What a review knows about the fields printed; none in other documents.
    pub review: Option<Review>,
}

impl Document {
    /// The parts that the contents list, with their headings. Tables, forms and annexes are listed at any depth, since
    /// people look for them by name.
    pub fn listed(&self) -> impl Iterator<Item = (&Part, &Heading)> {
        let headed = self.parts.iter().filter_map(|part| part.heading.as_ref().map(|heading| (part, heading)));
        headed.filter(|(part, heading)| {
            heading.listed && (part.kind.is_attachment() || heading.level <= self.contents.deepest())
        })
    }

    /// The file name without extension.
    #[must_use]
    pub fn file_stem(&self) -> String {
        format!("{}{}", self.kind.file_stem(), self.edition.suffix)
    }

    /// All runs in reading order.
    #[must_use]
    pub fn runs(&self) -> Vec<&Run> {
        let mut runs = Vec::new();
        for part in &self.parts {
            runs.extend(part.heading.iter().flat_map(|heading| &heading.runs));
            part.blocks.iter().for_each(|block| block.push_runs(&mut runs));
        }
        runs
    }

    /// Whether readings stand over any of its words.
    #[must_use]
    pub fn has_ruby(&self) -> bool {
        self.runs().iter().any(|run| !run.ruby.is_empty())
    }

    /// The words of the document in reading order, see [`Block::push_lines`]; the contents are not among them, since
    /// only layout knows its page numbers.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for part in &self.parts {
            if let Some(heading) = &part.heading {
                lines.push(heading.text());
            }
            part.blocks.iter().for_each(|block| block.push_lines(&mut lines));
        }
        lines
    }
}

/// One of the documents made from the same parts, such as the policy for the website.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// Its name in templates; empty where a document has no editions.
    pub id: String,
    /// What stands behind the document's name in that of the file.
    pub suffix: String,
}

/// Which sizes of type a document is set in; `style.toml` has the measures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum TypeSize {
    /// Policies and regulations.
    #[default]
    Standard,
    /// Regulations that are to take few pages.
    Compact,
    /// The handbook.
    Handbook,
    /// The handbook for readers who need large print.
    HandbookLarge,
    /// A sheet read from a distance.
    Poster,
}

impl TypeSize {
    /// The sizes a document has unless its templates say otherwise.
    #[must_use]
    pub fn of(kind: DocumentKind) -> Self {
        if kind == DocumentKind::Handbook { Self::Handbook } else { Self::Standard }
    }

    /// The sizes with a name in templates.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "standard" => Self::Standard,
            "compact" => Self::Compact,
            "handbook" => Self::Handbook,
            "handbook_large" => Self::HandbookLarge,
            "poster" => Self::Poster,
            _ => return None,
        })
    }
}

/// How deep the contents of a document go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContentsDepth {
    /// Chapters.
    Chapters,
    /// Chapters, and the sections and articles directly in them.
    Articles,
    /// All headings.
    #[default]
    All,
}

impl ContentsDepth {
    /// The deepest level of headings listed.
    #[must_use]
    pub fn deepest(self) -> u8 {
        match self {
            Self::Chapters => 1,
            Self::Articles => 2,
            Self::All => 3,
        }
    }
}

/// The shape of a page; the paper is A4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageShape {
    /// Upright (縦置き).
    #[default]
    Portrait,
    /// Lying (横置き), for registers and the handbook.
    Landscape,
}

impl PageShape {
    /// The shape with a name in templates.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "portrait" => Some(Self::Portrait),
            "landscape" => Some(Self::Landscape),
            _ => None,
        }
    }
}

/// What a file says about itself in its properties, headers and footers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Properties {
    /// The title of the document.
    pub title: String,
    /// The company's name.
    pub company: String,
    /// The version as printed, for example 1.0.
    pub version: String,
    /// What the document is about, one sentence.
    pub subject: String,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// When it was enacted (制定日); the creation date of the files.
    pub enacted_on: NaiveDate,
    /// When it was last revised (改訂日); the modification date of the files.
    pub revised_on: NaiveDate,
}

/// A part: the cover, a chapter's opening, one article, one form …; one template file makes one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The key by which references name it; unique in the pack. Becomes a bookmark in both formats.
    pub key: String,
    /// Its role.
    pub kind: PartKind,
    /// The shape of its pages, when it differs from the document's.
    pub shape: Option<PageShape>,
    /// Whether it starts a page: as its kind says, but for chapters that run on.
    pub starts_page: bool,
    /// The most pages it may take.
    pub most_pages: Option<usize>,
    /// Its heading.
    pub heading: Option<Heading>,
    /// What is drawn beside the heading.
    pub pictogram: Option<Arc<Pictogram>>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// The role of a part; writers derive the look from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartKind {
    /// The first page: the heading is the title; paragraphs before the table name the company; the facts table holds
    /// version, dates and approver.
    Cover,
    /// The revision table (改訂履歴), after the cover on the same page or the next.
    Revisions,
    /// The contents (目次): only a heading, which writers fill from the other headings. Starts a page.
    Contents,
    /// The title of a document without a cover, such as the policy.
    Title,
    /// A chapter's opening: heading, purpose and the table of scope and owner. Starts a page.
    Chapter,
    /// A section's heading (3.1), over articles.
    Section,
    /// An article, the unit of the catalogue.
    Article,
    /// A numbered item of the policy.
    Item,
    /// A handbook topic: starts a page, larger type.
    Topic,
    /// A table at the end of a chapter (附表).
    AppendixTable,
    /// A blank form (様式): starts a page.
    Form,
    /// Any other annex (附): starts a page.
    Annex,
    /// Running text without a number.
    Text,
    /// Date, company, title and name, set to the right.
    Signature,
    /// What kitei says about the document: edition, date of the law facts, no legal advice.
    Colophon,
    /// How to read the marks of a review or a sample: notes, on the cover where there is one.
    Legend,
}

impl PartKind {
    /// Whether parts of this kind are attached to the regulations rather than part of their text (附表・様式・附).
    #[must_use]
    pub fn is_attachment(self) -> bool {
        matches!(self, Self::AppendixTable | Self::Form | Self::Annex)
    }

    /// Whether parts of this kind start a new page, but for chapters that run on.
    #[must_use]
    pub fn starts_page(self) -> bool {
        matches!(self, Self::Contents | Self::Chapter | Self::Topic | Self::Form | Self::Annex)
    }
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 for chapters and block titles, 2 for articles and sections, 3 for articles within a section; no level is
    /// skipped within a document.
    pub level: u8,
    /// Its number.
    pub label: Option<Label>,
    /// Its words.
    pub runs: Vec<Run>,
    /// Whether the contents list it.
    pub listed: bool,
}

impl Heading {
    /// The heading as printed, number first with one space.
    #[must_use]
    pub fn text(&self) -> String {
        let words = plain_text(&self.runs);
        match &self.label {
            Some(label) => format!("{} {words}", label.text),
            None => words,
        }
    }
}
