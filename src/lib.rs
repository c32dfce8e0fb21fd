//! kitei (規程) makes a company's information-security policy documents.
//!
//! One company profile in TOML and a set of Handlebars templates become three documents, each as DOCX and PDF.
//! The core is pure: texts in, bytes and diagnostics out. Everything with a path or a terminal lives in
//! [`workspace`] and [`cli`]. See ARCHITECTURE.md for the flow and the rules between modules.

pub mod bundle;
pub mod chart;
pub mod cli;
pub mod diag;
pub mod disclosure;
pub mod docx;
pub mod expr;
pub mod fields;
pub mod fonts;
pub mod furigana;
pub mod layout;
pub mod markup;
pub mod measures;
pub mod model;
pub mod number;
pub mod pdf;
pub mod pipeline;
pub mod profile;
pub mod review;
pub mod rules;
pub mod slots;
pub mod source;
pub mod style;
pub mod template;
pub mod units;
pub mod wording;
pub mod workspace;
