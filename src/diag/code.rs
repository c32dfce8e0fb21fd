//! The kinds of problem, each with a number that is never reused.

/// Whether a problem stops the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The document is not written.
    Error,
    /// The document is written; somebody should look.
    Warning,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal $severity:ident,)*) => {
        /// A kind of problem: `P` profile, `T` template, `M` markup, `R` reference, `L` layout, `W` writer,
        /// `I` input and output.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code as printed, a letter and three digits.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The severity problems of this kind have unless raised.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// The profile is not TOML.
    ProfileSyntax = "P001" Error,
    /// A key no field has.
    UnknownKey = "P002" Error,
    /// A value of another type than the field's.
    WrongType = "P003" Error,
    /// A choice that is not among the options.
    UnknownOption = "P004" Error,
    /// A required field without a value.
    Blank = "P005" Error,
    /// A date that does not exist, or a number out of range.
    OutOfRange = "P006" Error,
    /// A character that cannot stand in a document, such as a control character.
    ForbiddenCharacter = "P007" Error,
    /// A role reference to a role that does not exist.
    UnknownRole = "P008" Error,
    /// Values that contradict each other, by a rule of `rules.toml`.
    Contradiction = "P009" Error,
    /// Values that a rule of `rules.toml` advises against.
    Doubtful = "P010" Warning,
    /// A fact of the inside in an edition for the public.
    Disclosed = "P011" Error,
    /// The template does not compile.
    TemplateSyntax = "T001" Error,
    /// The front matter is missing or wrong.
    FrontMatter = "T002" Error,
    /// A field the catalogue does not define.
    UnknownField = "T003" Error,
    /// A helper that does not exist, or is used wrongly.
    UnknownHelper = "T004" Error,
    /// A partial that does not exist.
    UnknownPartial = "T005" Error,
    /// A choice block that opens or closes where it must not.
    UnbalancedChoice = "T006" Error,
    /// A field or a fact no template uses.
    UnusedField = "T007" Warning,
    /// The catalogue, a fact, a rule or a reading is defined wrongly.
    Catalogue = "T008" Error,
    /// An expression that does not parse or evaluate.
    Expression = "T009" Error,
    /// An obligation no clause states, or one that is not listed.
    Obligation = "T010" Error,
    /// Rendering failed.
    Render = "T011" Error,
    /// A fact of law that does not hold on the document's date.
    Lapsed = "T012" Warning,
    /// Facts of law nobody has verified for long.
    Unverified = "T013" Warning,
    /// Words of the handbook whose readings are not in the list.
    Unread = "T014" Warning,
    /// Markup outside the subset.
    Unsupported = "M001" Error,
    /// A heading level is skipped or repeated wrongly.
    HeadingLevel = "M002" Error,
    /// A table whose rows do not fit its head.
    TableShape = "M003" Error,
    /// A figure without boxes, or whose boxes do not stand below each other.
    FigureShape = "M004" Error,
    /// A reference to a key no template has.
    UnknownReference = "R001" Error,
    /// A reference to an article that this company does not have.
    DroppedReference = "R002" Error,
    /// Two parts with the same key.
    DuplicateKey = "R003" Error,
    /// A character no font covers.
    Uncovered = "L001" Error,
    /// Something wider or higher than the page.
    Overfull = "L002" Error,
    /// A document or a topic that takes more pages than it may.
    TooLong = "L003" Warning,
    /// The DOCX writer failed.
    DocxWriter = "W001" Error,
    /// The PDF writer failed.
    PdfWriter = "W002" Error,
}
