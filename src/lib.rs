//! kitei (規程) makes a company's information-security policy documents.
//!
//! One company profile in TOML and a set of Handlebars templates become three documents, each as DOCX and PDF.
//! The core is pure: texts in, bytes and diagnostics out. Everything with a path or a terminal lives in
//! [`workspace`] and [`cli`]. See ARCHITECTURE.md for the flow and the rules between modules.

pub mod diag;
pub mod docx;
pub mod fields;
pub mod fonts;
pub mod layout;
pub mod model;
pub mod pdf;
pub mod source;
pub mod style;
pub mod units;
