//! The DOCX writer: the only place naming docx-rs.
