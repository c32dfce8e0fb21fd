//! The colour space the colours are meant in: sRGB, as an output intent with an ICC profile made here.

use lopdf::{Document, Object, ObjectId, Stream, dictionary};

/// Where the XYZ values of a profile are relative to: D50 (ICC.1:2010, 7.2.16), in 1/65536.
const D50: [i32; 3] = [0xF6D6, 0x1_0000, 0xD32D];
/// The primaries of sRGB (IEC 61966-2-1) adapted to D50 by the Bradford method, in 1/65536: red, green, blue.
const PRIMARIES: [[i32; 3]; 3] = [[28576, 14581, 912], [25239, 46983, 6361], [9375, 3972, 46787]];
/// The Bradford adaptation from D65 to D50, row by row, in 1/65536.
const ADAPTATION: [i32; 9] = [68674, 1502, -3291, 1939, 64912, -1119, -606, 988, 49262];
/// The tone curve of sRGB as parametric curve of type 3, in 1/65536: exponent, a, b, c, d.
const CURVE: [i32; 5] = [157_286, 62_119, 3417, 5072, 2651];
/// What the profile calls itself.
const NAME: &str = "sRGB IEC61966-2.1";
/// The profile's copyright notice: its numbers are facts, so anybody may use it.
const NOTICE: &str = "CC0";
/// Length of a profile's header, in bytes.
const HEADER: usize = 128;

/// Adds the profile and gives the output intent (ISO 19005-2, 6.2.3).
pub(super) fn output_intent(document: &mut Document) -> Object {
    let profile = add_profile(document);
    Object::Dictionary(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal(NAME),
        "Info" => Object::string_literal(NAME),
        "DestOutputProfile" => profile,
    })
}

fn add_profile(document: &mut Document) -> ObjectId {
    document.add_object(Stream::new(dictionary! { "N" => 3 }, srgb_profile()))
}

/// A display profile of version 4.2 (ICC.1:2004-10) with matrix and curve.
fn srgb_profile() -> Vec<u8> {
    let curve = element(*b"para", &[&[0, 3, 0, 0], &numbers(&CURVE)]);
    let [red, green, blue] = PRIMARIES.map(|primary| element(*b"XYZ ", &[&numbers(&primary)]));
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", text(NAME)),
        (b"cprt", text(NOTICE)),
        (b"wtpt", element(*b"XYZ ", &[&numbers(&D50)])),
        (b"chad", element(*b"sf32", &[&numbers(&ADAPTATION)])),
        (b"rXYZ", red),
        (b"gXYZ", green),
        (b"bXYZ", blue),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = length(tags.len()).to_vec();
    let mut data: Vec<u8> = Vec::new();
    let data_start = HEADER + 4 + 12 * tags.len();
    let mut last: Option<(usize, &[u8])> = None;
    for (signature, bytes) in &tags {
        // The three curves are one and share their place.
        let start = match last {
            Some((start, before)) if before == bytes.as_slice() => start,
            _ => {
                data.resize(data.len().next_multiple_of(4), 0);
                data.extend(bytes);
                data_start + data.len() - bytes.len()
            }
        };
        last = Some((start, bytes));
        table.extend(*signature);
        table.extend(length(start));
        table.extend(length(bytes.len()));
    }
    data.resize(data.len().next_multiple_of(4), 0);
    let mut profile = header(data_start + data.len());
    profile.extend(table);
    profile.extend(data);
    profile
}

/// The header (ICC.1:2004-10, 7.2).
fn header(size: usize) -> Vec<u8> {
    let mut header = vec![0; HEADER];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &length(size));
    put(8, &[4, 0x20]);
    put(12, b"mntrRGB XYZ ");
    // 2024-01-01: a date is required and says nothing.
    put(24, &[0x07, 0xE8, 0, 1, 0, 1]);
    put(36, b"acsp");
    put(68, &numbers(&D50));
    header
}

/// A tag's data: its type, four reserved bytes, and the rest.
fn element(kind: [u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    [&kind[..], &[0; 4], &parts.concat()].concat()
}

/// A text in one language (multiLocalizedUnicodeType).
fn text(words: &str) -> Vec<u8> {
    let utf16: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    element(*b"mluc", &[&length(1), &length(12), b"enUS", &length(utf16.len()), &length(28), &utf16])
}

fn length(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes()
}

fn numbers(values: &[i32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profile_is_whole() {
        let profile = srgb_profile();
        assert_eq!(profile.len() % 4, 0);
        assert_eq!(profile[..4], length(profile.len()));
        assert_eq!(&profile[36..40], b"acsp");
        let word = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().unwrap()) as usize;
        assert_eq!(word(HEADER), 10);
        for tag in 0..10 {
            let entry = HEADER + 4 + 12 * tag;
            let (start, size) = (word(entry + 4), word(entry + 8));
            assert_eq!(start % 4, 0);
            assert!(start + size <= profile.len());
        }
    }

    #[test]
    fn white_is_the_sum_of_the_primaries() {
        for axis in 0..3 {
            let sum: i32 = PRIMARIES.iter().map(|primary| primary[axis]).sum();
            assert!((sum - D50[axis]).abs() <= 2, "axis {axis}: {sum} against {}", D50[axis]);
        }
    }
}
