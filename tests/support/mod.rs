//! Helpers that several test files share; each uses a part of them.
#![allow(dead_code, reason = "every test file compiles all helpers and uses some")]

pub(crate) mod pdf_place;
pub(crate) mod pdf_text;
pub(crate) mod sheet;
