//! `kitei init`: a profile to fill in, made from the catalogue.

use std::fmt::Write;

use super::args::InitArgs;
use super::load;
use super::report::{self, Exit};
use crate::fields::{Catalogue, Data, FieldDef, FieldKind, to_toml};
use crate::workspace;

/// Runs the command.
pub(super) fn run(args: &InitArgs) -> Exit {
    let (_, kit) = match load::kit(&args.shared, None) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let text = if args.full { full(&kit.catalogue) } else { starter(&kit.catalogue) };
    match &args.file {
        None => report::print(&text),
        Some(file) => {
            if let Err(error) = workspace::write_new(file, &text) {
                return report::io_error(&error, args.shared.message_format);
            }
            let file = file.display();
            report::print(&format!(
                "{file} を作りました。「\"\"」を埋めて保存し、kitei build {file} を実行してください\n"
            ));
        }
    }
    Exit::Fine
}

const HEAD: &str = "\
# 会社情報
#
# ・「=」の右を自社の内容に書き換えます。文字は \" \" で囲みます。# の右は説明で、文書には出ません。
# ・書かなかった項目は、会社の規模に合わせた既定の値になります。
# ・行の先頭が # の項目は、# を消して書き換えると有効になります。
# ・書けたら保存して kitei build このファイル を実行します。足りないところはすべて一度に示されます。
";

/// The fields without which nothing can be made, to be filled in.
fn starter(catalogue: &Catalogue) -> String {
    let mut out = HEAD.to_owned();
    let _ = writeln!(out, "# ・ほかに書ける項目は kitei fields か kitei init --full で見られます。");
    let mut group = String::new();
    for field in by_group(catalogue.fields().iter().filter(|field| field.starter)) {
        open(field, &mut group, &mut out);
        comment(field, &mut out);
        line(field, &mut out);
    }
    out
}

/// All fields, those without which nothing can be made to be filled in, the others commented out.
fn full(catalogue: &Catalogue) -> String {
    let mut out = HEAD.to_owned();
    let _ = writeln!(
        out,
        "# ・行の先頭の # を消すと、その項目が有効になります。示してあるのは既定の値か、書き方の例です。"
    );
    for topic in catalogue.topics() {
        let fields = by_group(catalogue.fields_of(topic).iter().filter(|field| field.is_stated()));
        if fields.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n# ── {} {}", topic.label, "─".repeat(40));
        let mut group = String::new();
        for field in fields {
            open(field, &mut group, &mut out);
            comment(field, &mut out);
            line(field, &mut out);
        }
    }
    out
}

/// Fields with those of a group together, since TOML opens a table only once; groups in the order of their first field.
fn by_group<'a>(fields: impl Iterator<Item = &'a FieldDef>) -> Vec<&'a FieldDef> {
    let mut fields: Vec<&FieldDef> = fields.collect();
    let mut groups: Vec<&str> = Vec::new();
    for field in &fields {
        if !groups.contains(&group_of(field)) {
            groups.push(group_of(field));
        }
    }
    fields.sort_by_key(|field| groups.iter().position(|group| *group == group_of(field)));
    fields
}

/// The line that states a field. One that only the company knows and that is no text is commented out, so that it is
/// asked for rather than assumed; so are all fields beyond the starter's.
fn line(field: &FieldDef, out: &mut String) {
    let text = format!("{} = {}", name(field), value(field));
    if field.starter && (field.kind == FieldKind::Text || field.default.value.is_some() || field.default.expr.is_some())
    {
        let _ = writeln!(out, "{text}");
    } else {
        for line in text.lines() {
            let _ = writeln!(out, "# {line}");
        }
    }
}

fn group_of(field: &FieldDef) -> &str {
    field.path.as_str().rsplit_once('.').map_or("", |(group, _)| group)
}

fn name(field: &FieldDef) -> &str {
    field.path.as_str().rsplit('.').next().unwrap_or_default()
}

/// Opens the table a field belongs to, unless it is open.
fn open(field: &FieldDef, group: &mut String, out: &mut String) {
    if group != group_of(field) {
        group_of(field).clone_into(group);
        let _ = writeln!(out, "\n[{group}]");
    }
}

fn comment(field: &FieldDef, out: &mut String) {
    let _ = writeln!(out, "# {}: {}", field.label, field.help);
    if matches!(field.kind, FieldKind::Choice | FieldKind::Choices) {
        let options: Vec<String> = field
            .options
            .iter()
            .map(|option| {
                if option.value == option.label {
                    format!("\"{}\"", option.value)
                } else {
                    format!("\"{}\"（{}）", option.value, option.label)
                }
            })
            .collect();
        let _ = writeln!(out, "#   選択肢: {}", options.join("、"));
    }
}

/// The default as it would be stated; a blank for what only the company knows.
fn value(field: &FieldDef) -> String {
    if let Some(value) = &field.default.value {
        return to_toml(&value.data, &field.columns);
    }
    match field.kind {
        FieldKind::Text if field.starter => to_toml(&Data::Text(String::new()), &[]),
        _ => field.kind.example_with(&field.options),
    }
}
