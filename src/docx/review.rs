//! Reviews: words from the profile stand in content controls, and defaults nobody has confirmed have a comment.

use docx_rs::{
    Comment as WordComment, CommentRangeEnd, CommentRangeStart, Paragraph, ParagraphChild, Run as WordRun,
    StructuredDataTag,
};

use super::builder::Builder;
use super::field::{add, text};
use super::finish::{Comment, Control};
use super::ruby::{placeholder, stretches};
use crate::model::{FieldNote, Run};

impl<'a> Builder<'a> {
    /// Adds the words of a run to a paragraph, in a control if a review knows their field.
    pub(super) fn add_words(&mut self, paragraph: &mut Paragraph, run: &Run, styled: &impl Fn(WordRun) -> WordRun) {
        let words = run.content.as_text();
        let read = stretches(words, &run.ruby).into_iter().map(|(words, reading)| match reading {
            Some(reading) => placeholder(words, reading, self.paragraph_size),
            None => text(words),
        });
        let read: Vec<WordRun> = read.map(styled).collect();
        let review = self.document.review.as_ref();
        let field = run.origin.kind.field();
        let Some((field, note)) = field.and_then(|field| Some((field, review?.fields.get(field)?))) else {
            add(paragraph, read);
            return;
        };
        // A list to pick from must offer what stands there; a wording that the choice selects is longer. What a list
        // offers is plain, so words with readings have none.
        let offered = run.ruby.is_empty() && note.options.iter().any(|(_, label)| label == words);
        let options = if offered { note.options.clone() } else { Vec::new() };
        self.controls.push(Control { title: note.label.clone(), tag: field.to_string(), options });
        let comment = self.comment(note);
        if let Some(id) = comment {
            let start = CommentRangeStart::new(WordComment::new(id));
            paragraph.children.push(ParagraphChild::CommentStart(Box::new(start)));
        }
        let control = read.into_iter().fold(StructuredDataTag::new(), StructuredDataTag::add_run);
        paragraph.children.push(ParagraphChild::StructuredDataTag(Box::new(control)));
        if let Some(id) = comment {
            paragraph.children.push(ParagraphChild::CommentEnd(CommentRangeEnd::new(id)));
        }
    }

    /// The number of the comment that begins here: at the first place of its field. Word allows none in a shape.
    fn comment(&mut self, note: &'a FieldNote) -> Option<usize> {
        if self.in_figure || note.comment.is_empty() || !self.commented.insert(note.field.as_str()) {
            return None;
        }
        self.comments.push(Comment { lines: note.comment.clone() });
        Some(self.comments.len() - 1)
    }
}
