//! The helpers templates may use. Those that compare or join see through tokens to the values behind them.
//!
//! The data of a rendering holds, beside the fields, the key [`HIDDEN`]: the raw value and the field behind each token,
//! which conditions hold, which parts are kept, and which obligations each template states.

use std::collections::BTreeMap;
use std::sync::Arc;

use handlebars::{
    BlockContext, BlockParams, Context, Handlebars, Helper, HelperDef, HelperResult, JsonTruthy, Output, RenderContext,
    RenderErrorReason, Renderable, ScopedJson, no_escape,
};
use serde_json::Value as Json;

use crate::slots::{MARKS, Token};
use crate::wording;

/// The key of the data that templates must not touch.
pub(super) const HIDDEN: &str = "\u{FDD2}";

/// The key below [`HIDDEN`] that says whether all wordings of a choice are printed.
pub(super) const ALL: &str = "all";
/// The table of the hidden data that says which edition is being made.
pub(super) const EDITION: &str = "edition";

/// The helpers that yield a value, with their least and greatest number of parameters.
pub(super) const VALUE_HELPERS: [(&str, usize, usize); 14] = [
    ("eq", 2, 2),
    ("ne", 2, 2),
    ("gt", 2, 2),
    ("lt", 2, 2),
    ("has", 2, 9),
    ("and", 2, 9),
    ("or", 2, 9),
    ("not", 1, 1),
    ("len", 1, 1),
    ("join", 1, 2),
    ("and_list", 1, 1),
    ("or_list", 1, 1),
    ("ref", 1, 1),
    ("num", 1, 1),
];

/// The helpers that open a block, with their least and greatest number of parameters.
pub(super) const BLOCK_HELPERS: [(&str, usize, usize); 10] = [
    ("if", 1, 1),
    ("unless", 1, 1),
    ("each", 1, 1),
    ("when", 1, 1),
    ("choice", 2, 9),
    ("duty", 1, 9),
    ("kept", 1, 1),
    ("edition", 1, 9),
    ("repeat", 1, 1),
    ("shown", 1, 1),
];

/// A registry with exactly the helpers of this module.
pub(super) fn registry(keys: Arc<BTreeMap<String, usize>>) -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.set_prevent_indent(true);
    registry.register_escape_fn(no_escape);
    for name in ["with", "lookup", "log", "raw", "gte", "lte"] {
        registry.unregister_helper(name);
    }
    for (name, _, _) in VALUE_HELPERS {
        registry.unregister_helper(name);
    }
    for (name, function) in VALUES {
        registry.register_helper(name, Box::new(ValueHelper(function)));
    }
    registry.register_helper("ref", Box::new(Reference { keys: Arc::clone(&keys), token: Token::Reference }));
    registry.register_helper("num", Box::new(Reference { keys, token: Token::Number }));
    registry.register_helper("edition", Box::new(Flag { table: EDITION, any: false }));
    registry.register_helper("when", Box::new(Flag { table: "when", any: false }));
    registry.register_helper("kept", Box::new(Flag { table: "kept", any: false }));
    registry.register_helper("duty", Box::new(Flag { table: "duty", any: true }));
    registry.register_helper("choice", Box::new(Choice));
    registry.register_helper("each", Box::new(Each));
    registry.register_helper("repeat", Box::new(Repeat));
    registry.register_helper("shown", Box::new(Shown));
    registry
}

type Compute = fn(&[&Json], &Hidden<'_>) -> Json;

const VALUES: [(&str, Compute); 12] = [
    ("eq", |values, hidden| Json::Bool(hidden.raw(values[0]) == hidden.raw(values[1]))),
    ("ne", |values, hidden| Json::Bool(hidden.raw(values[0]) != hidden.raw(values[1]))),
    ("gt", |values, hidden| Json::Bool(hidden.number(values[0]) > hidden.number(values[1]))),
    ("lt", |values, hidden| Json::Bool(hidden.number(values[0]) < hidden.number(values[1]))),
    ("has", |values, hidden| {
        let items = values[0].as_array().map(Vec::as_slice).unwrap_or_default();
        Json::Bool(items.iter().any(|item| values[1..].iter().any(|wanted| hidden.raw(item) == hidden.raw(wanted))))
    }),
    ("and", |values, _| Json::Bool(values.iter().all(|value| value.is_truthy(false)))),
    ("or", |values, _| Json::Bool(values.iter().any(|value| value.is_truthy(false)))),
    ("not", |values, _| Json::Bool(!values[0].is_truthy(false))),
    ("len", |values, _| Json::from(values[0].as_array().map_or(0, Vec::len))),
    ("join", |values, hidden| {
        let separator = values.get(1).and_then(|separator| separator.as_str()).unwrap_or("、");
        Json::String(hidden.alternatives(values[0]).unwrap_or_else(|| words(values[0]).join(separator)))
    }),
    ("and_list", |values, hidden| Json::String(hidden.enumerate(values[0], "及び"))),
    ("or_list", |values, hidden| Json::String(hidden.enumerate(values[0], "又は"))),
];

/// The items of a list as text.
fn words(list: &Json) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
}

/// The hidden part of the data.
struct Hidden<'a>(Option<&'a Json>);

impl<'a> Hidden<'a> {
    fn of(context: &'a Context) -> Self {
        Self(context.data().get(HIDDEN))
    }

    /// The raw value and the field behind a token.
    fn slot(&self, value: &Json) -> Option<&'a Json> {
        match Token::decode(value.as_str()?)? {
            Token::Value(id) => self.0?.get("slots")?.get(id),
            _ => None,
        }
    }

    /// A value as conditions compare it: the raw value behind a token, or the value itself as text.
    fn raw(&self, value: &Json) -> String {
        let behind = self.slot(value).and_then(|slot| slot.get(0)).unwrap_or(value);
        match behind {
            Json::String(text) => text.clone(),
            other => other.to_string(),
        }
    }

    /// Whether all wordings of a choice are printed, as in a sample.
    fn shows_all(&self) -> bool {
        self.0.and_then(|hidden| hidden.get(ALL)).and_then(Json::as_bool).unwrap_or(false)
    }

    /// In a sample, the items of a list as the alternatives they are; they are tokens of one or of all options.
    fn alternatives(&self, list: &Json) -> Option<String> {
        self.shows_all().then(|| words(list).join("／"))
    }

    fn enumerate(&self, list: &Json, conjunction: &str) -> String {
        self.alternatives(list).unwrap_or_else(|| wording::enumerate(&words(list), conjunction))
    }

    fn number(&self, value: &Json) -> i64 {
        self.raw(value).parse().unwrap_or(0)
    }
}

struct ValueHelper(Compute);

impl HelperDef for ValueHelper {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, handlebars::RenderError> {
        let values: Vec<&Json> = helper.params().iter().map(handlebars::PathAndJson::value).collect();
        let least = VALUE_HELPERS.iter().find(|(name, ..)| *name == helper.name()).map_or(0, |(_, least, _)| *least);
        if values.len() < least {
            return Err(RenderErrorReason::ParamNotFoundForIndex("value helper", values.len()).into());
        }
        Ok(ScopedJson::Derived((self.0)(&values, &Hidden::of(context))))
    }
}

/// `{{ref "key"}}` and `{{num "key"}}`: the token of a reference.
struct Reference {
    keys: Arc<BTreeMap<String, usize>>,
    token: fn(usize) -> Token,
}

impl HelperDef for Reference {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, handlebars::RenderError> {
        let key = helper.param(0).and_then(|key| key.value().as_str()).unwrap_or_default();
        let id = self.keys.get(key).ok_or_else(|| RenderErrorReason::Other(format!("参照先 {key} がありません")))?;
        Ok(ScopedJson::Derived(Json::String((self.token)(*id).encode())))
    }
}

/// `{{#when}}`, `{{#kept}}`, `{{#edition}}` and `{{#duty}}`: blocks that stay by what was decided before rendering.
struct Flag {
    table: &'static str,
    /// Whether the table is one per template and any parameter is enough.
    any: bool,
}

impl HelperDef for Flag {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let table = context.data().get(HIDDEN).and_then(|hidden| hidden.get(self.table));
        let table = if self.any {
            let template = render.get_root_template_name().cloned().unwrap_or_default();
            table.and_then(|table| table.get(template.as_str()))
        } else {
            table
        };
        let holds = helper
            .params()
            .iter()
            .filter_map(|name| name.value().as_str())
            .any(|name| table.and_then(|table| table.get(name)).and_then(Json::as_bool).unwrap_or(false));
        match if holds { helper.template() } else { helper.inverse() } {
            Some(template) => template.render(registry, context, render, out),
            None => Ok(()),
        }
    }
}

/// `{{#choice field "option"}}`: wording that an option selects, between marks.
struct Choice;

impl HelperDef for Choice {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let hidden = Hidden::of(context);
        let Some((field, options)) = helper.params().split_first() else {
            return Err(RenderErrorReason::ParamNotFoundForIndex("choice", 0).into());
        };
        let chosen: Vec<&Json> = match field.value() {
            Json::Array(items) => items.iter().collect(),
            value => vec![value],
        };
        let holds =
            chosen.iter().any(|value| options.iter().any(|option| hidden.raw(value) == hidden.raw(option.value())));
        let index = chosen.first().and_then(|value| hidden.slot(value)).and_then(|slot| slot.get(1));
        let index = index.and_then(Json::as_u64).and_then(|index| usize::try_from(index).ok());
        let wordings = match (hidden.shows_all(), holds) {
            (true, _) => [helper.template(), helper.inverse()],
            (false, true) => [helper.template(), None],
            (false, false) => [helper.inverse(), None],
        };
        for template in wordings.into_iter().flatten() {
            let mut words = template.renders(registry, context, render)?;
            if hidden.shows_all() && stands_alone(&words) {
                words.push('\n');
            }
            match index {
                Some(index) => out.write(&enclose(&words, index))?,
                None => out.write(&words)?,
            }
        }
        Ok(())
    }
}

/// Whether a wording is of blocks that an empty line must keep from those of the next wording: all but rows that go on
/// in a table begun outside.
fn stands_alone(words: &str) -> bool {
    let is_row = |line: &str| line.trim_start().starts_with('|');
    let begins_table = |line: &str| line.trim_start().starts_with("|-") || line.trim_start().starts_with("|:");
    words.contains('\n') && (!words.lines().any(is_row) || words.lines().any(begins_table))
}

/// `{{#shown "fill-in"}}`: a word in a legend that looks as the mark does.
struct Shown;

impl HelperDef for Shown {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let name = helper.param(0).and_then(|name| name.value().as_str()).unwrap_or_default();
        let Some(index) = MARKS.iter().position(|(known, _)| *known == name) else {
            return Err(RenderErrorReason::Other(format!("印 {name} はありません")).into());
        };
        let Some(template) = helper.template() else { return Ok(()) };
        out.write(&Token::Shown(index).encode())?;
        template.render(registry, context, render, out)?;
        out.write(&Token::Close(0).encode())?;
        Ok(())
    }
}

/// Puts the marks of a choice where the Markdown parser does not stumble over them: after the block prefix of the first
/// line with words and before the end of the last, inside a closing `|`.
fn enclose(words: &str, index: usize) -> String {
    let body = words.trim_end();
    let Some(first) = body.find(|character: char| !character.is_whitespace()) else { return words.to_owned() };
    let line_end = body[first..].find('\n').map_or(body.len(), |end| first + end);
    let line = &body[first..line_end];
    let prefix = block_prefix(line);
    let open = first + prefix;
    let close = body.strip_suffix('|').map_or(body.len(), |inner| inner.trim_end().len());
    if open > close {
        return words.to_owned();
    }
    format!(
        "{}{}{}{}{}",
        &words[..open],
        Token::Open(index).encode(),
        &words[open..close],
        Token::Close(index).encode(),
        &words[close..]
    )
}

/// The length of list, quote and table prefixes at a line's start.
fn block_prefix(line: &str) -> usize {
    let mut rest = line;
    loop {
        let digits = rest.trim_start_matches(|character: char| character.is_ascii_digit());
        let after = ["- ", "> ", "| ", "[ ] "]
            .iter()
            .find_map(|prefix| rest.strip_prefix(prefix))
            .or_else(|| (digits.len() < rest.len()).then(|| digits.strip_prefix(". ")).flatten());
        match after {
            Some(after) => rest = after.trim_start(),
            None => return line.len() - rest.len(),
        }
    }
}

/// `{{#each list as |row|}}`: once for each item, which goes by its name. Unlike the stock helper it leaves the paths of
/// fields as they are outside.
struct Each;

impl HelperDef for Each {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let items = helper.param(0).and_then(|list| list.value().as_array()).map(Vec::as_slice).unwrap_or_default();
        let (Some(name), Some(template)) = (helper.block_param(), helper.template()) else {
            return Err(RenderErrorReason::Other("each には as |名前| が要ります".to_owned()).into());
        };
        for (index, item) in items.iter().enumerate() {
            let mut params = BlockParams::new();
            params.add_value(name, item.clone())?;
            let mut block = BlockContext::new();
            block.set_block_params(params);
            block.set_local_var("first", Json::Bool(index == 0));
            block.set_local_var("last", Json::Bool(index + 1 == items.len()));
            render.push_block(block);
            let rendered = template.render(registry, context, render, out);
            render.pop_block();
            rendered?;
        }
        match helper.inverse().filter(|_| items.is_empty()) {
            Some(inverse) => inverse.render(registry, context, render, out),
            None => Ok(()),
        }
    }
}

/// `{{#repeat n}}`: the same words again and again, for empty rows of forms.
struct Repeat;

impl HelperDef for Repeat {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let times = helper.param(0).and_then(|times| times.value().as_u64()).unwrap_or(0).min(200);
        for _ in 0..times {
            if let Some(template) = helper.template() {
                template.render(registry, context, render, out)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_helpers_are_registered() {
        let registry = registry(Arc::default());
        let mut known: Vec<&str> = BLOCK_HELPERS.iter().chain(&VALUE_HELPERS).map(|(name, ..)| *name).collect();
        known.sort_unstable();
        for name in ["with", "lookup", "log", "raw", "gte", "lte", "stranger"] {
            let template = format!("{{{{#{name} x}}}}{{{{/{name}}}}}");
            assert!(registry.render_template(&template, &Json::Null).is_err(), "{name} is still there");
            assert!(!known.contains(&name));
        }
    }

    #[test]
    fn choice_marks_stay_inside_blocks() {
        let shown = |words: &str| {
            enclose(words, 7).replace(&Token::Open(7).encode(), "[").replace(&Token::Close(7).encode(), "]")
        };
        assert_eq!(shown("1. 甲\n1. 乙\n"), "1. [甲\n1. 乙]\n");
        assert_eq!(shown("| a | b |\n"), "| [a | b] |\n");
        assert_eq!(shown("文中"), "[文中]");
        assert_eq!(shown("\n"), "\n");
    }
}
