//! How a run looks beyond its face and size: colour, review mark, link.

use std::collections::BTreeSet;

use crate::model::{self, Inline, OriginKind, Run};
use crate::style::{Color, Colors, Marks};

/// How a run looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Look {
    /// Colour of the words.
    pub(super) color: Color,
    /// Underline in review.
    pub(super) mark: Option<Mark>,
    /// Where the words lead.
    pub(super) link: Option<Link>,
}

/// An underline that says in monochrome what the colour says: solid for fill-ins, dashed for choices, and a second
/// line while nobody has confirmed the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Whether the line is dashed.
    pub(super) dashed: bool,
    /// Whether there are two.
    pub(super) double: bool,
}

/// Where words lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The key of the part.
    pub(super) target: String,
    /// Words for readers who cannot see it.
    pub(super) description: String,
}

impl Look {
    /// The look of a run. A reference leads only to `targets`, the parts of the same document.
    pub(super) fn of(run: &Run, marks: Marks, colors: &Colors, targets: &BTreeSet<&str>) -> Self {
        let link = match &run.content {
            Inline::Reference { target, text, .. } if targets.contains(target.as_str()) => Some(Link::to(target, text)),
            _ => None,
        };
        let (color, mark) = match (marks, run.origin.kind.mark(), &run.origin.kind) {
            (Marks::Final, ..) | (_, None, OriginKind::Template) => (colors.text, None),
            (_, None, _) => (colors.choice, None),
            (_, Some(mark), _) => {
                let mark = Mark::of(mark);
                (if mark.dashed { colors.choice } else { colors.fill_in }, Some(mark))
            }
        };
        Self { color, mark, link }
    }
}

impl Mark {
    fn of(mark: model::Mark) -> Self {
        Self {
            dashed: matches!(mark, model::Mark::Choice | model::Mark::ChoiceDefault),
            double: matches!(mark, model::Mark::FillInDefault | model::Mark::ChoiceDefault),
        }
    }
}

impl Link {
    /// A link to a part by the words printed.
    pub(super) fn to(target: &str, text: &str) -> Self {
        Self { target: target.to_owned(), description: format!("{text}へ移動") }
    }
}
