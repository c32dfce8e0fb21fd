//! The functions expressions have beside CEL's own.

use std::sync::Arc;

use cel::{Context, ExecutionError, Value as Cel};
use chrono::{Days, Months, NaiveDate};

use super::convert::{is_filled, length_of, map_of};
use crate::fields::Catalogue;

/// Adds the functions to a context.
pub(super) fn register(context: &mut Context<'_, '_>, catalogue: &Catalogue) {
    let distinct = "these names are not among CEL's own";
    let roles: Vec<String> = catalogue.roles().iter().map(|role| role.id.clone()).collect();
    context.add_function("is_role", move |id: Arc<String>| roles.contains(&id)).expect(distinct);
    context.add_function("filled", |map: Cel, key: Arc<String>| is_filled(&map, &key)).expect(distinct);
    context.add_function("sum", sum).expect(distinct);
    context.add_function("duration", duration).expect(distinct);
    context.add_function("date_add", date_add).expect(distinct);
    context.add_function("hours", |length: Cel| hours(&length)).expect(distinct);
}

#[expect(clippy::needless_pass_by_value, reason = "the CEL library passes shared lists by value")]
fn sum(items: Arc<Vec<Cel>>) -> Result<i64, ExecutionError> {
    items.iter().try_fold(0_i64, |total, item| match item {
        Cel::Int(number) => Ok(total.saturating_add(*number)),
        other => Err(ExecutionError::function_error("sum", format!("整数ではありません: {:?}", other.type_of()))),
    })
}

#[expect(clippy::needless_pass_by_value, reason = "the CEL library passes shared text by value")]
fn duration(amount: i64, unit: Arc<String>) -> Cel {
    map_of([("amount", Cel::Int(amount)), ("unit", Cel::from(unit.as_str()))])
}

#[expect(clippy::needless_pass_by_value, reason = "the CEL library passes shared text by value")]
fn date_add(date: Arc<String>, amount: i64, unit: Arc<String>) -> Result<Cel, ExecutionError> {
    let failed = || ExecutionError::function_error("date_add", format!("{date} に {amount} {unit} を足せません"));
    let start: NaiveDate = match date.parse() {
        Ok(start) => start,
        Err(_) if date.is_empty() => return Ok(Cel::from("")),
        Err(_) => return Err(failed()),
    };
    let count = u32::try_from(amount).map_err(|_| failed())?;
    let end = match unit.as_str() {
        "day" => start.checked_add_days(Days::new(u64::from(count))),
        "week" => start.checked_add_days(Days::new(u64::from(count) * 7)),
        "month" => start.checked_add_months(Months::new(count)),
        "year" => start.checked_add_months(Months::new(count.saturating_mul(12))),
        _ => None,
    };
    end.map(|end| Cel::from(end.to_string().as_str())).ok_or_else(failed)
}

/// The length of a duration or of the time between two repetitions in hours, to compare them: a day is 24 hours, a week
/// 7 days, a month 30 days and a year 365 days. What has no length, such as an interval given in words, fails.
fn hours(length: &Cel) -> Result<i64, ExecutionError> {
    let failed = || ExecutionError::function_error("hours", "長さがありません".to_owned());
    let (count, unit) = length_of(length).ok_or_else(failed)?;
    let hours = match unit.as_str() {
        "hour" => 1,
        "day" => 24,
        "week" => 24 * 7,
        "month" => 24 * 30,
        "year" => 24 * 365,
        _ => return Err(failed()),
    };
    Ok(count.saturating_mul(hours))
}
