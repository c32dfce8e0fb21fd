//! The rules of ARCHITECTURE.md that a compiler does not know: who may import whom, who owns which crate, how long a
//! file may be.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Every module with the modules it may import. A module may always import itself.
const IMPORTS: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("chart", &["units"]),
    ("measures", &["units"]),
    ("source", &[]),
    ("diag", &["source"]),
    ("fields", &["diag", "source"]),
    ("model", &["fields", "source", "units"]),
    ("slots", &["fields", "model", "source"]),
    ("expr", &["fields", "diag", "source"]),
    ("profile", &["expr", "fields", "model", "diag", "source"]),
    ("wording", &["fields", "profile"]),
    ("rules", &["expr", "wording", "profile", "fields", "model", "diag", "source"]),
    ("template", &["slots", "wording", "profile", "expr", "fields", "model", "diag", "source", "units"]),
    ("markup", &["template", "slots", "fields", "model", "diag", "source"]),
    ("number", &["template", "profile", "fields", "model", "diag", "source"]),
    ("review", &["number", "markup", "template", "profile", "slots", "fields", "model", "diag", "source"]),
    ("disclosure", &["template", "profile", "fields", "model", "diag"]),
    ("furigana", &["model", "diag", "source"]),
    ("style", &["model", "units"]),
    ("fonts", &["style"]),
    ("layout", &["chart", "measures", "fonts", "style", "model", "fields", "source", "units", "diag"]),
    ("docx", &["chart", "measures", "style", "model", "units", "diag"]),
    ("pdf", &["layout", "fonts", "style", "model", "units", "diag"]),
    (
        "pipeline",
        &[
            "pdf",
            "docx",
            "layout",
            "disclosure",
            "fonts",
            "style",
            "furigana",
            "review",
            "number",
            "markup",
            "template",
            "rules",
            "wording",
            "profile",
            "expr",
            "slots",
            "model",
            "fields",
            "diag",
            "source",
        ],
    ),
    ("bundle", &["pipeline", "fonts", "style", "furigana", "diag", "source"]),
    ("workspace", &["bundle"]),
    (
        "cli",
        &[
            "workspace",
            "bundle",
            "pipeline",
            "style",
            "template",
            "wording",
            "profile",
            "model",
            "fields",
            "diag",
            "source",
        ],
    ),
];

/// Every outside crate that only some files may name.
const OWNERS: &[(&str, &[&str])] = &[
    ("handlebars", &["template/"]),
    ("pulldown_cmark", &["markup/"]),
    ("cel", &["expr/"]),
    ("docx_rs", &["docx/"]),
    ("quick_xml", &["docx/"]),
    ("zip", &["docx/"]),
    ("printpdf", &["pdf/"]),
    ("lopdf", &["pdf/"]),
    ("subsetter", &["pdf/"]),
    ("ttf_parser", &["fonts.rs"]),
    ("icu_segmenter", &["layout/"]),
    ("clap", &["cli/args.rs"]),
    ("annotate_snippets", &["diag/render.rs"]),
    ("include_dir", &["bundle.rs"]),
    ("tempfile", &["workspace.rs"]),
];

fn sources() -> BTreeMap<String, String> {
    fn walk(folder: &Path, root: &Path, found: &mut BTreeMap<String, String>) {
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                walk(&path, root, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root).expect("is inside").to_string_lossy().replace('\\', "/");
                found.insert(name, std::fs::read_to_string(&path).expect("UTF-8"));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeMap::new();
    walk(&root, &root, &mut found);
    found
}

fn module(path: &str) -> &str {
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
}

/// The code of a file without its comments and tests.
fn code(text: &str) -> String {
    let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    text[..end].lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Whether the code names a crate: in a path or an import.
fn names(code: &str, krate: &str) -> bool {
    code.match_indices(krate).any(|(at, _)| {
        let before = code[..at].chars().last();
        let after = &code[at + krate.len()..];
        let starts = before.is_none_or(|character| {
            !character.is_alphanumeric() && character != '_' && character != ':' && character != '.'
        });
        starts && (after.starts_with("::") || after.starts_with(';') && code[..at].ends_with("use "))
    })
}

#[test]
fn modules_import_only_what_they_may() {
    for (path, text) in sources() {
        let own = module(&path);
        if matches!(own, "lib" | "main") {
            continue;
        }
        let allowed =
            IMPORTS.iter().find(|(name, _)| *name == own).unwrap_or_else(|| panic!("{own} is not in the table")).1;
        let code = code(&text);
        for (at, _) in code.match_indices("crate::") {
            if code[..at].ends_with('$') {
                continue;
            }
            let imported: String = code[at + 7..]
                .chars()
                .take_while(|character| character.is_alphanumeric() || *character == '_')
                .collect();
            assert!(imported == own || allowed.contains(&imported.as_str()), "{path} imports {imported}");
        }
    }
}

#[test]
fn every_engine_has_one_owner() {
    for (path, text) in sources() {
        let code = code(&text);
        for (krate, owners) in OWNERS {
            let owned = owners.iter().any(|owner| path.starts_with(owner));
            assert!(owned || !names(&code, krate), "{path} names {krate}");
        }
    }
}

#[test]
fn files_are_short_and_say_what_they_own() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{path} does not say what it owns");
        let lines = text.lines().count();
        assert!(lines <= 500, "{path} has {lines} lines: look for the second noun");
    }
}

#[test]
fn only_the_edge_touches_files_and_the_terminal() {
    for (path, text) in sources() {
        let code = code(&text);
        if !matches!(module(&path), "workspace" | "cli" | "main") {
            for word in ["std::fs", "std::env", "std::io::std", "println!", "SystemTime", "Local::now", "Utc::now"] {
                assert!(!code.contains(word), "{path} uses {word}");
            }
        }
        for word in ["TODO", "FIXME", "todo!", "unimplemented!", "HashMap", "HashSet"] {
            let excused = path == "expr/convert.rs" && word == "HashMap";
            assert!(excused || !code.contains(word), "{path} has {word}");
        }
    }
}
