//! The end of the file: an identifier made from its content, and a compressed cross-reference stream.
//!
//! lopdf writes the cross-reference stream last and uncompressed, seven bytes for each of thousands of objects. Nothing
//! in the file points behind its start, so it can be replaced.

use std::fmt::Write;

use lopdf::{Dictionary, Object};
use sha2::{Digest, Sha256};

use super::error::Error;
use super::finish::deflate;

/// Bytes of an entry: type, offset or container, generation or index.
const ENTRY: usize = 7;
/// What stands before the place of the cross-reference stream.
const POINTER: &[u8] = b"startxref\n";
/// PNG's filter "up", which tells each byte by the one above it (ISO 32000-1, 7.4.4.4).
const UP: u8 = 2;

/// Replaces the cross-reference stream of a file that lopdf has saved, whose trailer lopdf has left as written.
///
/// # Errors
/// If the file does not end as expected.
pub(super) fn seal(mut bytes: Vec<u8>, trailer: &Dictionary) -> Result<Vec<u8>, Error> {
    let (start, entries) = cross_references(&bytes, trailer).ok_or(Error::Ending)?;
    let packed = deflate(&filter_up(entries))?;
    let number = trailer.get(b"Size")?.as_i64()? - 1;
    let index = trailer.get(b"Index")?.as_array()?;
    let [root, information] = [b"Root".as_slice(), b"Info"].map(|key| trailer.get(key).and_then(Object::as_reference));
    let (root, information) = (root?, information?);

    bytes.truncate(start);
    let id = identifier(&bytes);
    let mut text = format!("{number} 0 obj\n<</Type/XRef/Size {}/W[1 4 2]/Index[", number + 1);
    for number in index {
        // Writing to a string does not fail.
        let _ = write!(text, "{} ", number.as_i64()?);
    }
    let _ = writeln!(
        text,
        "]/Root {} {} R/Info {} {} R/ID[<{id}><{id}>]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {ENTRY}>>\
         /Length {}>>stream",
        root.0,
        root.1,
        information.0,
        information.1,
        packed.len(),
    );
    bytes.extend(text.as_bytes());
    bytes.extend(packed);
    bytes.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").as_bytes());
    Ok(bytes)
}

/// Where the cross-reference stream's object starts, and its content.
fn cross_references<'a>(bytes: &'a [u8], trailer: &Dictionary) -> Option<(usize, &'a [u8])> {
    let pointer = bytes.windows(POINTER.len()).rposition(|window| window == POINTER)? + POINTER.len();
    let start: usize = std::str::from_utf8(&bytes[pointer..]).ok()?.lines().next()?.parse().ok()?;
    let length = usize::try_from(trailer.get(b"Length").and_then(Object::as_i64).ok()?).ok()?;
    let object = bytes.get(start..)?;
    let content = object.windows(7).position(|window| window == b"stream\n")? + 7;
    let entries = object.get(content..content.checked_add(length)?)?;
    entries.len().is_multiple_of(ENTRY).then_some((start, entries))
}

/// Filters rows of one entry each.
fn filter_up(entries: &[u8]) -> Vec<u8> {
    let mut above = [0; ENTRY];
    let mut filtered = Vec::with_capacity(entries.len() / ENTRY * (ENTRY + 1));
    for row in entries.chunks_exact(ENTRY) {
        filtered.push(UP);
        for (above, byte) in above.iter_mut().zip(row) {
            filtered.push(byte.wrapping_sub(*above));
            *above = *byte;
        }
    }
    filtered
}

/// The first 16 bytes of a hash, in hexadecimal digits.
fn identifier(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().take(16).fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02X}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_by_the_row_above() {
        let rows = [1, 0, 0, 1, 200, 0, 0, 1, 0, 0, 2, 10, 0, 0];
        assert_eq!(filter_up(&rows), [2, 1, 0, 0, 1, 200, 0, 0, 2, 0, 0, 0, 1, 66, 0, 0]);
    }

    #[test]
    fn a_file_that_ends_otherwise_is_refused() {
        let mut trailer = Dictionary::new();
        trailer.set("Length", 7);
        for bytes in [&b""[..], b"%PDF-1.7\nstartxref\n9", b"stream\n1234567\nstartxref\n90\n%%EOF", b"startxref\n"] {
            assert!(matches!(seal(bytes.to_vec(), &trailer), Err(Error::Ending)));
        }
    }
}
