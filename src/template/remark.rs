//! What reviews and samples say beside the text: their templates, apart from those of the documents.

use handlebars::Context;
use serde_json::{Map, Value as Json};

use super::set::TemplateSet;
use crate::source::SourceId;

/// The folder of these templates.
pub(super) const FOLDER: &str = "review/";

/// A template of a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// How to read a review.
    Legend,
    /// How to read a sample.
    Sample,
    /// The options not taken of one field.
    Option,
    /// A default to be confirmed.
    Comment,
}

/// The words a remark may print, as `{{review.…}}`; one that has nothing to say is empty.
pub(super) const WORDS: [&str; 6] = ["label", "field", "chosen", "others", "group", "example"];

impl Remark {
    fn name(self) -> String {
        let stem = match self {
            Self::Legend => "legend",
            Self::Sample => "sample",
            Self::Option => "option",
            Self::Comment => "comment",
        };
        format!("{FOLDER}{stem}.md.hbs")
    }
}

impl TemplateSet {
    /// A remark about these words, which are plain text; nothing where the set has no such template. The text of a
    /// legend is Markdown, that of the others is plain.
    ///
    /// # Errors
    /// What handlebars says, when the template asks for what there is not.
    pub fn remark(&self, remark: Remark, words: &[(&str, &str)]) -> Result<String, String> {
        let name = remark.name();
        if self.registry.get_template(&name).is_none() {
            return Ok(String::new());
        }
        let mut given: Map<String, Json> =
            WORDS.iter().map(|word| ((*word).to_owned(), Json::String(String::new()))).collect();
        given.extend(words.iter().map(|(word, text)| ((*word).to_owned(), Json::String((*text).to_owned()))));
        let data = Json::Object(Map::from_iter([("review".to_owned(), Json::Object(given))]));
        self.registry.render_with_context(&name, &Context::from(data)).map_err(|error| error.reason().to_string())
    }

    /// The file of a remark.
    #[must_use]
    pub fn remark_source(&self, remark: Remark) -> Option<SourceId> {
        self.remarks.get(&remark.name()).copied()
    }
}
