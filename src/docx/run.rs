//! Runs: words, line breaks and references, with the style that review gives them.

use docx_rs::{BreakType, Hyperlink, HyperlinkType, Paragraph, ParagraphChild, Run as WordRun};

use super::builder::Builder;
use super::field::{Field, add, text};
use super::reference::StretchKind;
use super::role::RunRole;
use crate::model::{Inline, Run};

impl Builder<'_> {
    /// Adds runs to a paragraph.
    pub(super) fn add_runs(&mut self, paragraph: &mut Paragraph, runs: &[Run]) {
        for run in runs {
            let role = RunRole::of(run, self.marks);
            self.run_roles.extend(role);
            let style = role.map(|role| role.naming().id);
            let styled = |run: WordRun| match &style {
                Some(style) => run.style(style),
                None => run,
            };
            match &run.content {
                Inline::Text(_) => self.add_words(paragraph, run, &styled),
                Inline::Break => add(paragraph, [WordRun::new().add_break(BreakType::TextWrapping)]),
                Inline::Reference { target, text: words, .. } => {
                    for stretch in self.targets.cut(target, words) {
                        match stretch.kind {
                            StretchKind::Number(bookmark) => {
                                add(paragraph, Field::Number(bookmark).runs(&stretch.text, style.as_deref()));
                            }
                            StretchKind::Words(bookmark) => {
                                add(paragraph, Field::Words(bookmark).runs(&stretch.text, style.as_deref()));
                            }
                            StretchKind::Link(bookmark) => {
                                let link = Hyperlink::new(bookmark, HyperlinkType::Anchor)
                                    .add_run(styled(text(&stretch.text)));
                                paragraph.children.push(ParagraphChild::Hyperlink(link));
                            }
                            StretchKind::Plain => {
                                let words = Run { content: Inline::Text(stretch.text), ..run.clone() };
                                self.add_runs(paragraph, &[words]);
                            }
                        }
                    }
                }
            }
        }
    }
}
