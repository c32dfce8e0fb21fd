//! What an edition for the public must not print: facts of the inside, and numbers of mobile telephones.

use crate::diag::{Code, Diagnostic};
use crate::fields::{Catalogue, Data, FieldPath};
use crate::model::{Document, Origin, OriginKind, Run};
use crate::profile::Values;
use crate::template::TemplateSet;

/// The fewest letters of a name that is looked for within other words; shorter ones occur by chance.
const SHORTEST: usize = 3;

/// One error for each place where an edition prints what it must withhold.
#[must_use]
pub fn check(document: &Document, set: &TemplateSet, catalogue: &Catalogue, values: &Values) -> Vec<Diagnostic> {
    let Some(template) = set.documents().iter().find(|template| template.kind == document.kind) else {
        return Vec::new();
    };
    if !template.editions.iter().any(|edition| edition.public && edition.edition == document.edition) {
        return Vec::new();
    }
    let known = names(&template.allows, values);
    let is_known = |name: &str| known.iter().any(|(_, known)| known.contains(name));
    let mut secrets = names(&template.withholds, values);
    secrets.retain(|(_, name)| name.chars().count() >= SHORTEST && !is_known(name));
    let mut found: Vec<Diagnostic> = Vec::new();
    let title = format!("{}{}", document.properties.title, document.edition.suffix);
    for run in document.runs() {
        let words = run.content.as_text();
        let what = if let Some(number) = mobile(words) {
            format!("携帯電話の番号 {number}")
        } else if let Some(path) = field(&run.origin).filter(|path| template.withholds.contains(path)) {
            format!("{}「{words}」", label(catalogue, path))
        } else if let (OriginKind::FillIn { .. }, Some((path, name))) =
            (&run.origin.kind, secrets.iter().find(|(_, name)| words.contains(name.as_str())))
        {
            format!("{}「{name}」", label(catalogue, path))
        } else {
            continue;
        };
        let problem = problem(&title, &what, run, catalogue);
        if !found.contains(&problem) {
            found.push(problem);
        }
    }
    found
}

fn problem(title: &str, what: &str, run: &Run, catalogue: &Catalogue) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::Disclosed, format!("{title}に{what}が載ります"));
    let diagnostic = run.origin.span.into_iter().fold(diagnostic, Diagnostic::at);
    match field(&run.origin) {
        Some(path) => diagnostic
            .label(format!("{path}（{}）の値", label(catalogue, path)))
            .hint(format!("{path} を、社外に出してよい値に変えてください")),
        None => diagnostic.hint("ひな形の文から除いてください"),
    }
}

/// The field whose value a run prints.
fn field(origin: &Origin) -> Option<&FieldPath> {
    match &origin.kind {
        OriginKind::FillIn { field, .. } | OriginKind::Choice { field, .. } => Some(field),
        OriginKind::Template | OriginKind::Remark(_) => None,
    }
}

/// What people call a field, or the column of a table.
fn label<'a>(catalogue: &'a Catalogue, path: &'a FieldPath) -> &'a str {
    let table = || path.as_str().rsplit_once('.').and_then(|(table, _)| catalogue.field(table));
    catalogue.field(path.as_str()).or_else(table).map_or(path.as_str(), |field| field.label.as_str())
}

/// The names that fields, columns of tables and parts of contacts hold.
fn names<'a>(paths: &'a [FieldPath], values: &Values) -> Vec<(&'a FieldPath, String)> {
    let mut names = Vec::new();
    for path in paths {
        let mut add = |data: Option<&Data>| {
            let name = data.and_then(Data::as_text).unwrap_or_default().trim();
            if !name.is_empty() {
                names.push((path, name.to_owned()));
            }
        };
        if let Some(data) = values.data(path.as_str()) {
            match data {
                Data::List(items) => items.iter().for_each(|item| add(Some(&item.data))),
                data => add(Some(data)),
            }
        } else if let Some((stem, name)) = path.as_str().rsplit_once('.') {
            match values.data(stem) {
                Some(Data::Table(rows)) => rows.iter().for_each(|row| add(row.get(name).map(|cell| &cell.data))),
                Some(Data::Record(parts)) => add(parts.get(name).map(|part| &part.data)),
                _ => {}
            }
        }
    }
    names
}

/// The number of a mobile telephone in a text: 070, 080 or 090 and eight more digits, in any width, with or without the
/// country's number and hyphens.
fn mobile(text: &str) -> Option<String> {
    let digit = |letter: char| match letter {
        '0'..='9' => Some(letter),
        '０'..='９' => char::from_u32(u32::from(letter) - u32::from('０') + u32::from('0')),
        _ => None,
    };
    let joins =
        |letter: char| matches!(letter, '-' | '‐' | '‑' | '–' | '−' | '－' | 'ー' | ' ' | '(' | ')' | '（' | '）');
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| digit(letter).is_some()) {
        let end = rest[start..]
            .find(|letter: char| digit(letter).is_none() && !joins(letter))
            .map_or(rest.len(), |end| start + end);
        let digits: String = rest[start..end].chars().filter_map(digit).collect();
        let national =
            digits.strip_prefix("81").map_or(digits.clone(), |own| format!("0{}", own.trim_start_matches('0')));
        let is_mobile = ["070", "080", "090"].iter().any(|prefix| national.starts_with(prefix));
        if is_mobile && national.len() == 11 {
            return Some(rest[start..end].trim_end_matches(joins).to_owned());
        }
        rest = &rest[end..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobile_numbers_are_known_in_every_spelling() {
        for text in ["電話 090-0000-0001", "０８０－００００－０００２", "07000000003まで", "+81 90 0000 0004"]
        {
            assert!(mobile(text).is_some(), "{text}");
        }
        for text in ["03-0000-0001", "090", "0120-000-000", "2026-12-01", "https://a.example/0901", "050-0000-0001"] {
            assert_eq!(mobile(text), None, "{text}");
        }
    }
}
