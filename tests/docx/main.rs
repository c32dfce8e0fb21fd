//! The DOCX writer seen from outside: files are read back with a ZIP and an XML reader, never with docx-rs.

mod build;
mod fixture;
mod interpreter;
mod model_view;
mod odd;
mod reader;

mod appearance;
mod fields;
mod numbers;
mod package;
mod text;
