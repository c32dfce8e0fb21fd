//! The catalogue's expressions, parsed once for all profiles.

use std::collections::BTreeMap;

use super::Expr;
use crate::diag::Outcome;
use crate::fields::{Catalogue, ExprText, FieldPath, Required};

/// The parsed expressions of a catalogue, by the field they belong to.
#[derive(Clone, Debug, Default)]
pub struct Logic {
    /// Values that are always computed.
    pub computed: BTreeMap<FieldPath, Expr>,
    /// Computed defaults.
    pub defaults: BTreeMap<FieldPath, Expr>,
    /// When a field must have a value.
    pub required: BTreeMap<FieldPath, Expr>,
}

impl Logic {
    /// Parses every expression of the catalogue.
    #[must_use]
    pub fn compile(catalogue: &Catalogue) -> Outcome<Self> {
        let mut logic = Self::default();
        let mut diagnostics = Vec::new();
        for field in catalogue.fields() {
            let mut parse = |text: Option<&ExprText>, into: &mut BTreeMap<FieldPath, Expr>| match text
                .map(|text| Expr::parse(text, catalogue))
            {
                Some(Ok(expr)) => {
                    into.insert(field.path.clone(), expr);
                }
                Some(Err(diagnostic)) => diagnostics.push(diagnostic),
                None => {}
            };
            parse(field.default.computed.as_ref(), &mut logic.computed);
            parse(field.default.expr.as_ref(), &mut logic.defaults);
            if let Required::If(condition) = &field.required {
                parse(Some(condition), &mut logic.required);
            }
        }
        Outcome::with(logic, diagnostics)
    }

    /// All expressions.
    pub fn exprs(&self) -> impl Iterator<Item = &Expr> {
        self.computed.values().chain(self.defaults.values()).chain(self.required.values())
    }
}
