//! Characters that are not simply one glyph: invisible ones, selectors, marks and stand-ins.

/// Characters that print nothing and only steer (Unicode's Default_Ignorable_Code_Point), and control characters;
/// their text is kept for whoever copies it.
pub(super) fn is_invisible(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{115F}'..='\u{1160}'
        | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}' => true,
        _ => is_selector(character) || character.is_control(),
    }
}

/// Variation selectors (異体字セレクタ), which choose among the shapes of the character before them.
pub(super) fn is_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Marks that stand on the character before them: Unicode's blocks of combining marks and the two kana voicing marks.
pub(super) fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{3099}' | '\u{309A}' | '\u{FE20}'..='\u{FE2F}')
}

/// What prints the same when a font lacks a character that differs only in how lines break at it.
pub(super) fn stand_in(character: char) -> Option<char> {
    match character {
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => Some(' '),
        '\u{2010}' | '\u{2011}' => Some('-'),
        _ => None,
    }
}

/// The one letter for a kana and a combining voicing mark (濁点, 半濁点), as file systems and mails split it.
pub(super) fn voiced(base: char, mark: char) -> Option<char> {
    const VOICED: &str = "かきくけこさしすせそたちつてとはひふへほゝ";
    const TO_KATAKANA: u32 = 'ア' as u32 - 'あ' as u32;
    let is_katakana = ('ァ'..='ヾ').contains(&base);
    let hiragana = if is_katakana { char::from_u32(base as u32 - TO_KATAKANA)? } else { base };
    let step = match mark {
        '\u{3099}' if hiragana == 'う' => 'ゔ' as u32 - 'う' as u32,
        '\u{3099}' if VOICED.contains(hiragana) => 1,
        '\u{309A}' if "はひふへほ".contains(hiragana) => 2,
        _ => return None,
    };
    char::from_u32(base as u32 + step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn split_kana_join() {
        let cases = [
            ("か\u{3099}", "が"),
            ("ウ\u{3099}", "ヴ"),
            ("ハ\u{309A}", "パ"),
            ("ぽ\u{309A}", ""),
            ("ヽ\u{3099}", "ヾ"),
        ];
        for (split, joined) in cases {
            let characters: Vec<char> = split.chars().collect();
            assert_eq!(voiced(characters[0], characters[1]), joined.chars().next(), "{split}");
        }
    }
}
