//! The kanji by the school year in which they are learnt (学年別漢字配当表).

use std::collections::BTreeMap;

use serde::Deserialize;

/// The kanji of the six years of primary school.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grades {
    years: BTreeMap<char, u8>,
}

/// Which kanji get readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// All.
    All,
    /// Those learnt after a year of primary school, and those not learnt there.
    After(u8),
}

impl Level {
    /// The level a company chose, `handbook.furigana_level`.
    #[must_use]
    pub fn of(option: &str) -> Self {
        match option {
            "grade2" => Self::After(2),
            "grade4" => Self::After(4),
            "grade6" => Self::After(6),
            _ => Self::All,
        }
    }
}

impl Grades {
    /// Reads `kanji-grades.toml`.
    ///
    /// # Errors
    /// The reader's message, when a year is missing or unknown.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        let raw: Raw = toml::from_str(text)?;
        let years = [raw.grade1, raw.grade2, raw.grade3, raw.grade4, raw.grade5, raw.grade6];
        let years = (1..).zip(years).flat_map(|(year, all)| all.chars().map(|kanji| (kanji, year)).collect::<Vec<_>>());
        Ok(Self { years: years.collect() })
    }

    /// The year in which a kanji is learnt, if it is learnt in primary school.
    #[must_use]
    pub fn year(&self, kanji: char) -> Option<u8> {
        self.years.get(&kanji).copied()
    }

    /// Whether a kanji gets a reading.
    #[must_use]
    pub fn wants_reading(&self, kanji: char, level: Level) -> bool {
        match level {
            Level::All => true,
            Level::After(year) => self.year(kanji).is_none_or(|own| own > year),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    grade1: String,
    grade2: String,
    grade3: String,
    grade4: String,
    grade5: String,
    grade6: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of the table (小学校学習指導要領 国語 別表, 2017).
    #[test]
    fn the_table_is_whole() {
        let text = include_str!("../../templates/kanji-grades.toml");
        let grades = Grades::from_toml(text).expect("kanji-grades.toml is valid");
        let count = |year| grades.years.values().filter(|own| **own == year).count();
        assert_eq!([1, 2, 3, 4, 5, 6].map(count), [80, 160, 200, 202, 193, 191]);
        let written = text.chars().filter(|&character| super::super::is_kanji(character) && !text.is_empty()).count();
        let comment = text.lines().filter(|line| line.starts_with('#')).flat_map(str::chars);
        let comment = comment.filter(|&character| super::super::is_kanji(character)).count();
        assert_eq!(written - comment, 1026, "a kanji stands in two years");
    }

    #[test]
    fn a_level_spares_what_is_learnt_by_then() {
        let grades = Grades::from_toml(include_str!("../../templates/kanji-grades.toml")).expect("is valid");
        let wanted = |level| "日語情漏".chars().filter(|kanji| grades.wants_reading(*kanji, level)).collect::<String>();
        assert_eq!(wanted(Level::of("all")), "日語情漏");
        assert_eq!(wanted(Level::of("grade2")), "情漏");
        assert_eq!(wanted(Level::of("grade6")), "漏");
    }
}
