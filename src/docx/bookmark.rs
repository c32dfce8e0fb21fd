//! Bookmarks: the places in the file to which references, contents and links lead, one per part with a heading.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Document;

/// The longest name Word accepts, in characters.
const LONGEST: usize = 40;

/// A bookmark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bookmark {
    /// The number that ties its start to its end, from 0.
    pub(super) id: usize,
    /// Its name: ASCII letters, digits and underscores. A leading underscore hides it in Word's dialogue.
    pub(super) name: String,
}

/// All bookmarks of a document by the keys of the parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bookmarks {
    by_key: BTreeMap<String, Bookmark>,
}

impl Bookmarks {
    /// The bookmarks of a document, numbered in reading order.
    pub(super) fn of(document: &Document) -> Self {
        let mut bookmarks = Self::default();
        let mut taken = BTreeSet::new();
        for part in document.parts.iter().filter(|part| part.heading.is_some()) {
            let plain = name(&part.key);
            let mut unique = plain.clone();
            for count in 2.. {
                // Word compares names without regard to case.
                if taken.insert(unique.to_ascii_lowercase()) {
                    break;
                }
                unique = with_suffix(&plain, &count.to_string());
            }
            let bookmark = Bookmark { id: bookmarks.by_key.len(), name: unique };
            bookmarks.by_key.insert(part.key.clone(), bookmark);
        }
        bookmarks
    }

    /// The bookmark of a part.
    pub(super) fn get(&self, key: &str) -> Option<&Bookmark> {
        self.by_key.get(key)
    }
}

/// The name a key gives. A key that a name cannot hold as it is gets a suffix that depends on the whole key.
fn name(key: &str) -> String {
    let readable: String = key.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let plain = format!("_{readable}");
    let whole = key.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c));
    if whole && plain.len() <= LONGEST { plain } else { with_suffix(&plain, &format!("{:08x}", fnv1a(key))) }
}

fn with_suffix(name: &str, suffix: &str) -> String {
    let room = LONGEST - suffix.len() - 1;
    format!("{}_{suffix}", &name[..name.len().min(room)])
}

/// The 32-bit FNV-1a hash, the same on every machine.
fn fnv1a(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_word_accepts() {
        assert_eq!(name("access-control/password"), "_access_control_password");
        let long = name("a-key-that-is-far-too-long-for-a-bookmark-in-word");
        assert_eq!(long, "_a_key_that_is_far_too_long_for_cbe4853b");
        assert_eq!(long.len(), LONGEST);
        let japanese = name("規程");
        assert!(japanese.is_ascii() && japanese != name("方針"), "{japanese}");
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(fnv1a(""), 0x811c_9dc5);
        assert_eq!(fnv1a("a"), 0xe40c_292c);
    }
}
