//! What a review knows about the fields a document prints.

use std::collections::BTreeMap;

use crate::fields::FieldPath;

/// The fields a document prints, for marks that say more than the words do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// By the field, or the column of a table.
    pub fields: BTreeMap<FieldPath, FieldNote>,
}

/// What a review says about a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldNote {
    /// The field itself: for a column its table.
    pub field: FieldPath,
    /// What the field is called.
    pub label: String,
    /// The options of a field that takes one of several: the value in the profile and the words printed.
    pub options: Vec<(String, String)>,
    /// What there is to confirm, a paragraph each; empty when the profile states the value.
    pub comment: Vec<String>,
}
