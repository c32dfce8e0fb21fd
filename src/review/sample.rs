//! The sample before it is filled in: what stands for facts is named at its first place, and a word chosen among
//! options stands there with all of them.

use std::collections::BTreeSet;

use super::Desk;
use super::note::Known;
use crate::fields::FieldPath;
use crate::model::{Document, Inline, Run};
use crate::number::{for_block_runs, for_runs};
use crate::slots::OPEN;

/// Names facts and alternatives at their first place outside headings. A reference to a part the company lacks, which
/// only a wording not chosen can have, is open as well.
pub(super) fn open(desk: &Desk<'_>, document: &mut Document) {
    let mut named: BTreeSet<FieldPath> = BTreeSet::new();
    for part in &mut document.parts {
        for_runs(part, &mut |run| {
            if let Inline::Reference { text, .. } = &mut run.content
                && text.is_empty()
            {
                OPEN.clone_into(text);
            }
        });
        for block in &mut part.blocks {
            for_block_runs(block, &mut |run| name(desk, run, &mut named));
        }
    }
}

/// The name a heading proposes for what is open.
pub(super) fn propose(desk: &Desk<'_>, run: &mut Run) {
    let proposed = run.origin.kind.field().and_then(|path| Known::of(desk, path)?.proposed());
    if let (Inline::Text(words), Some(proposed)) = (&mut run.content, proposed)
        && is_open(words)
    {
        proposed.clone_into(words);
    }
}

fn is_open(words: &str) -> bool {
    !words.is_empty() && words.trim_start_matches(OPEN).is_empty()
}

fn name(desk: &Desk<'_>, run: &mut Run, named: &mut BTreeSet<FieldPath>) {
    // A value of a sample has no place; a wording that a choice selects has that of its line.
    let Some(path) = run.origin.kind.field().filter(|_| run.origin.span.is_none()) else { return };
    let Inline::Text(words) = &mut run.content else { return };
    let Some(known) = Known::of(desk, path) else { return };
    let options: Vec<&str> = known.options().iter().map(|option| option.label.as_str()).collect();
    let is_open = is_open(words);
    let is_word = known.takes_one() && options.contains(&words.as_str());
    if !(is_open || is_word) {
        return;
    }
    let first = named.insert(path.clone());
    *words = match (first, options.is_empty()) {
        (true, true) => format!("{OPEN}（{}）", known.own_label()),
        (true, false) if known.takes_one() => options.join("／"),
        _ if is_open => OPEN.to_owned(),
        _ => return,
    };
}
