//! Values in words: dates, intervals, durations, months and numbers as Japanese documents write them.

use chrono::{Datelike, NaiveDate};

use crate::fields::{Catalogue, Data, FieldKind, OptionDef};
use crate::profile::Values;

/// How years are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateStyle {
    /// 西暦: 2026年12月1日.
    Western,
    /// 和暦: 令和8年12月1日.
    Wareki,
}

impl DateStyle {
    /// The style a company chose, `document.date_style`.
    #[must_use]
    pub fn of(values: &Values) -> Self {
        if values.text("document.date_style") == "wareki" { Self::Wareki } else { Self::Western }
    }
}

/// The eras with their first days (元号を改める政令).
const ERAS: [(&str, i32, u32, u32); 5] =
    [("令和", 2019, 5, 1), ("平成", 1989, 1, 8), ("昭和", 1926, 12, 25), ("大正", 1912, 7, 30), ("明治", 1873, 1, 1)];

/// A date.
#[must_use]
pub fn date(date: NaiveDate, style: DateStyle) -> String {
    let (month, day) = (date.month(), date.day());
    let era = ERAS
        .iter()
        .find(|(_, year, first_month, first_day)| (date.year(), month, day) >= (*year, *first_month, *first_day));
    match (style, era) {
        (DateStyle::Wareki, Some((era, first, ..))) => match date.year() - first + 1 {
            1 => format!("{era}元年{month}月{day}日"),
            year => format!("{era}{year}年{month}月{day}日"),
        },
        _ => format!("{}年{month}月{day}日", date.year()),
    }
}

/// A repetition, for example 年1回, 半年に1回, 3か月に1回, 毎日.
#[must_use]
pub fn interval(every: i64, unit: &str) -> String {
    match (every, unit) {
        (1, "year") => "年1回".to_owned(),
        (6, "month") => "半年に1回".to_owned(),
        (1, "month") => "月1回".to_owned(),
        (1, "week") => "週1回".to_owned(),
        (1, "day") => "毎日".to_owned(),
        _ => format!("{}に1回", duration(every, unit)),
    }
}

/// A stretch of time, for example 3年, 6か月, 72時間.
#[must_use]
pub fn duration(amount: i64, unit: &str) -> String {
    let unit = match unit {
        "hour" => "時間",
        "day" => "日",
        "week" => "週間",
        "month" => "か月",
        "year" => "年",
        other => other,
    };
    format!("{}{unit}", number(amount))
}

/// A number with separators, for example 1,000.
#[must_use]
pub fn number(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0 { format!("-{text}") } else { text }
}

/// Words joined as a law joins them: A、B及びC with `last` 及び, A、B又はC with 又は.
#[must_use]
pub fn enumerate(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [init @ .., end] => format!("{}{last}{end}", init.join("、")),
    }
}

/// What a reader of the value of a field or a column needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'a> {
    /// The type.
    pub kind: FieldKind,
    /// The options of a choice.
    pub options: &'a [OptionDef],
    /// All fields, for the words of roles.
    pub catalogue: &'a Catalogue,
    /// All values, for the words of roles.
    pub values: &'a Values,
    /// How years are counted.
    pub dates: DateStyle,
}

impl Wording<'_> {
    /// A single value as printed. Lists, tables and contacts are printed piece by piece; their text here is empty.
    #[must_use]
    pub fn text(&self, data: &Data) -> String {
        match (data, self.kind) {
            (Data::Text(value), FieldKind::Choice | FieldKind::Choices) => self
                .options
                .iter()
                .find(|option| option.value == *value)
                .map_or_else(|| value.clone(), |option| option.label.clone()),
            (Data::Text(value), FieldKind::RoleRef) => self.role(value, RolePart::Label),
            (Data::Text(value), _) => value.clone(),
            (Data::Integer(month), FieldKind::Month | FieldKind::Months) => format!("{month}月"),
            (Data::Integer(value), _) => number(*value),
            (Data::Boolean(true), _) => "はい".to_owned(),
            (Data::Boolean(false), _) => "いいえ".to_owned(),
            (Data::Date(value), _) => date(*value, self.dates),
            (Data::Interval { every: Some((every, unit)), .. }, _) => interval(*every, unit),
            (Data::Interval { every: None, also }, _) => also.clone(),
            (Data::Duration { amount, unit }, _) => duration(*amount, unit),
            (Data::List(_) | Data::Record(_) | Data::Table(_), _) => String::new(),
        }
    }

    /// A part of the role with an id; text that is no role's id stands for itself.
    #[must_use]
    pub fn role(&self, id: &str, part: RolePart) -> String {
        let Some(role) = self.catalogue.role(id) else {
            return if part == RolePart::Label { id.to_owned() } else { String::new() };
        };
        let field = match part {
            RolePart::Label => &role.label_field,
            RolePart::Title => &role.title_field,
            RolePart::Name => &role.name_field,
        };
        let data = field.as_ref().and_then(|path| self.values.data(path.as_str()));
        let words = match (data, field) {
            (Some(Data::Text(value)), Some(path)) => self
                .catalogue
                .field(path.as_str())
                .and_then(|field| field.option_label(value))
                .unwrap_or(value)
                .to_owned(),
            _ => String::new(),
        };
        if words.is_empty() && part == RolePart::Label { role.label.clone() } else { words }
    }
}

/// A part of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RolePart {
    /// What the role is called.
    Label,
    /// The post that fills it.
    Title,
    /// The person.
    Name,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_both_styles() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a date");
        assert_eq!(date(day(2026, 12, 1), DateStyle::Western), "2026年12月1日");
        assert_eq!(date(day(2026, 12, 1), DateStyle::Wareki), "令和8年12月1日");
        assert_eq!(date(day(2019, 5, 1), DateStyle::Wareki), "令和元年5月1日");
        assert_eq!(date(day(2019, 4, 30), DateStyle::Wareki), "平成31年4月30日");
    }

    #[test]
    fn counts_in_words() {
        assert_eq!(interval(3, "month"), "3か月に1回");
        assert_eq!(interval(6, "month"), "半年に1回");
        assert_eq!(interval(2, "week"), "2週間に1回");
        assert_eq!(duration(72, "hour"), "72時間");
        assert_eq!(number(1_000_000), "1,000,000");
        assert_eq!(number(999), "999");
        let words = ["甲", "乙", "丙"].map(str::to_owned);
        assert_eq!(enumerate(&words, "及び"), "甲、乙及び丙");
        assert_eq!(enumerate(&words[..1], "又は"), "甲");
    }
}
