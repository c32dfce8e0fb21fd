//! Numbers and strings as PDF objects.

use lopdf::{Object, StringFormat};

use crate::units::Length;

/// A length in points, as far as single precision goes; page lengths keep their 1/1000 pt.
#[expect(clippy::cast_possible_truncation, reason = "rounding to single precision is meant")]
pub(super) fn points(points: f64) -> f32 {
    points as f32
}

/// A whole number as PDF real; offsets and spacings are far below the limit of exactness.
#[expect(clippy::cast_precision_loss, reason = "rounding to single precision is meant")]
pub(super) fn float(value: i64) -> f32 {
    value as f32
}

/// A count or index as PDF integer.
pub(super) fn integer(count: usize) -> Object {
    Object::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A rectangle from its upper left corner, with y growing downwards, as the array PDF wants: left, bottom, right, top.
pub(super) fn rectangle(page_height: Length, x: Length, y: Length, width: Length, height: Length) -> Object {
    let (left, top) = (x.pt(), page_height.pt() - y.pt());
    let corners = [left, top - height.pt(), left + width.pt(), top];
    Object::Array(corners.map(|corner| Object::Real(points(corner))).to_vec())
}

/// A string for people (ISO 32000-1, 7.9.2.2): printable ASCII as it is, anything else in UTF-16 with byte order mark.
pub(super) fn text_string(text: &str) -> Object {
    let bytes =
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) { text.as_bytes().to_vec() } else { utf16(text) };
    Object::String(bytes, StringFormat::Literal)
}

/// UTF-16, big end first, with byte order mark.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_choose_their_encoding() {
        let literal = |bytes: &[u8]| Object::String(bytes.to_vec(), StringFormat::Literal);
        assert_eq!(text_string("Ver. 1.0"), literal(b"Ver. 1.0"));
        assert_eq!(text_string("規A"), literal(&[0xFE, 0xFF, 0x89, 0x8F, 0x00, 0x41]));
        assert_eq!(text_string("a\n"), literal(&[0xFE, 0xFF, 0x00, 0x61, 0x00, 0x0A]));
    }

    #[test]
    fn rectangles_turn_upside_down() {
        let pt = |value: f64| Length::from_pt(value);
        let corners = rectangle(pt(800.0), pt(10.0), pt(20.0), pt(30.0), pt(40.0));
        let expected = [10.0, 740.0, 40.0, 780.0].map(Object::Real).to_vec();
        assert_eq!(corners, Object::Array(expected));
    }
}
