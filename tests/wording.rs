//! The words of every sample profile, at every depth: nothing left over, outdated, mixed in style, too long, or without
//! an actor, and nothing said that the company switched off.

mod packs;
mod words;

use kitei::model::{DocumentKind, PartKind};
use kitei::pipeline::Pack;
use kitei::style::Marks;
use rayon::prelude::*;
use words::Line;

/// The most characters a sentence of the regulations has. Lists within it count with it.
const LONGEST_SENTENCE: usize = 120;

/// Every sample profile at its own depth, in full and lean.
fn every_pack() -> Vec<(String, Pack)> {
    packs::kit();
    let cases: Vec<(&str, Option<&str>)> = packs::PROFILES
        .iter()
        .flat_map(|name| [None, Some("lean"), Some("full")].map(|depth| (*name, depth)))
        .collect();
    cases
        .par_iter()
        .map(|(name, depth)| {
            let mut profile: toml::Table = packs::profile(name).parse().expect("is TOML");
            if let Some(depth) = depth {
                let document = profile["document"].as_table_mut().expect("is a group");
                document.insert("depth".to_owned(), (*depth).into());
            }
            let text = toml::to_string(&profile).expect("is TOML");
            let pack = packs::compile(&text, Marks::Final).1.value.expect("compiles");
            (format!("{name} {}", depth.unwrap_or("as it stands")), pack)
        })
        .collect()
}

/// What a judge finds in the lines of all packs, each finding once.
fn findings(judge: impl Fn(&Line) -> Vec<String> + Sync) -> Vec<String> {
    let mut found: Vec<(String, String)> = every_pack()
        .par_iter()
        .flat_map_iter(|(name, pack)| {
            let lines: Vec<Line> = pack.documents.iter().flat_map(words::lines).collect();
            lines.iter().flat_map(&judge).map(|finding| (finding, name.clone())).collect::<Vec<_>>()
        })
        .collect();
    found.sort();
    found.dedup_by(|a, b| a.0 == b.0);
    found.into_iter().map(|(finding, name)| format!("{finding} ({name})")).collect()
}

#[track_caller]
fn expect_none(found: &[String]) {
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
}

#[test]
fn nothing_is_left_over_broken_or_outdated() {
    expect_none(&findings(words::faults));
}

#[test]
fn regulations_and_policy_keep_to_one_style() {
    expect_none(&findings(|line| match line.document {
        DocumentKind::Handbook => Vec::new(),
        _ => words::style_faults(line),
    }));
}

#[test]
fn what_is_switched_off_is_not_said() {
    let mut found: Vec<String> = every_pack()
        .par_iter()
        .flat_map_iter(|(name, pack)| words::switched_off(pack).into_iter().map(move |said| format!("{said} ({name})")))
        .collect();
    found.sort();
    found.dedup();
    expect_none(&found);
}

/// The sentences of a line. A full stop within brackets ends none.
fn sentences(text: &str) -> Vec<String> {
    let mut sentences = vec![String::new()];
    let mut depth = 0_usize;
    for letter in text.chars() {
        match letter {
            '（' | '「' => depth += 1,
            '）' | '」' => depth = depth.saturating_sub(1),
            _ => {}
        }
        sentences.last_mut().expect("never empty").push(letter);
        if letter == '。' && depth == 0 {
            sentences.push(String::new());
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Whether a line is a clause of an article.
fn is_clause(line: &Line) -> bool {
    line.clause && line.kind == PartKind::Article && line.document == DocumentKind::Regulations && !line.dropped
}

#[test]
fn sentences_of_the_regulations_are_short() {
    expect_none(&findings(|line| {
        let long = |sentence: &String| sentence.chars().count() > LONGEST_SENTENCE;
        let sentences = if is_clause(line) { sentences(&line.ours) } else { Vec::new() };
        sentences
            .into_iter()
            .filter(long)
            .map(|sentence| format!("{} characters: {sentence} — {}", sentence.chars().count(), line.place))
            .collect()
    }));
}

#[test]
fn regulations_are_plain_and_the_handbook_is_polite() {
    expect_none(&findings(|line| {
        let judged = match line.document {
            DocumentKind::Handbook => line.clause && line.kind == PartKind::Topic,
            _ => is_clause(line),
        };
        let ends = |sentence: &str, endings: &[&str]| {
            let end = sentence.trim_end_matches('。');
            endings.iter().any(|ending| end.ends_with(ending))
        };
        let wrong = |sentence: &String| match line.document {
            DocumentKind::Handbook => {
                ends(sentence, &["ならない", "ものとする", "こととする", "である", "とする", "できる"])
            }
            _ => ends(sentence, &["です", "ます", "ません", "ください", "ましょう"]),
        };
        let sentences = if judged { sentences(&line.ours) } else { Vec::new() };
        sentences.into_iter().filter(wrong).map(|sentence| format!("{sentence} — {}", line.place)).collect()
    }));
}

#[test]
fn every_duty_names_its_actor() {
    expect_none(&findings(|line| {
        let duty = |sentence: &String| {
            let end = sentence.trim_end_matches('。');
            ["しなければならない", "なければならない", "ものとする"].iter().any(|ending| end.ends_with(ending))
        };
        // A sentence that goes on from another in the same clause has its actor.
        let first = sentences(&line.ours).into_iter().next().filter(|_| is_clause(line));
        first
            .filter(duty)
            .filter(|sentence| !words::names_a_subject(sentence))
            .map(|sentence| format!("{sentence} — {}", line.place))
            .into_iter()
            .collect()
    }));
}
