//! Failures of the libraries below the writer.

use crate::diag::{Code, Diagnostic};

/// A library refused to do its part.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    /// A face could not be subset.
    #[error("書体 {0} を切り出せません: {1}")]
    Subset(String, subsetter::Error),
    /// printpdf left something out.
    #[error("ページを書けません: {0}")]
    Printpdf(String),
    /// An object that printpdf writes is not where it should be.
    #[error("PDF の構造が想定と違います: {0}")]
    Structure(#[from] lopdf::Error),
    /// The saved file ends otherwise than it should.
    #[error("PDF の末尾が想定と違います")]
    Ending,
    /// The file could not be put together.
    #[error("PDF を書き出せません: {0}")]
    Save(#[from] std::io::Error),
}

impl From<Error> for Diagnostic {
    fn from(error: Error) -> Self {
        Self::new(Code::PdfWriter, error.to_string())
    }
}

/// A display list that breaks a rule; always a mistake of the program, never of its user.
pub(super) fn broken_list(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::PdfWriter, message).hint("kitei の不具合です。この表示を添えて開発者に知らせてください")
}
