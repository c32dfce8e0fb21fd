//! The PDF writer: the only place naming printpdf and lopdf.
