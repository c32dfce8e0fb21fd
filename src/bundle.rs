//! The files a run works with: embedded in the binary, some of them replaced by a folder given on the command line.

use std::borrow::Cow;
use std::collections::BTreeMap;

use include_dir::{Dir, DirEntry, include_dir};
use sha2::{Digest, Sha256};

use crate::diag::{Code, Diagnostic, Outcome};
use crate::fonts::Fonts;
use crate::furigana::{Grades, Readings};
use crate::pipeline::Kit;
use crate::source::{Sources, Span};
use crate::style::{Face, Style};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Templates, catalogue, style and fonts by their paths within the folder of templates.
#[derive(Clone, Debug)]
pub struct Bundle {
    files: BTreeMap<String, Entry>,
    /// What stands in for the file of the fallback face.
    fallback: Option<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    /// The name shown to people.
    name: String,
    bytes: Cow<'static, [u8]>,
}

impl Bundle {
    /// The files in the binary.
    #[must_use]
    pub fn embedded() -> Self {
        let mut files = BTreeMap::new();
        gather(&EMBEDDED, &mut files);
        Self { files, fallback: None }
    }

    /// Puts a file over the one with the same path. `name` is shown to people.
    pub fn overlay(&mut self, path: String, name: String, bytes: Vec<u8>) {
        self.files.insert(path, Entry { name, bytes: bytes.into() });
    }

    /// Takes another file for the fallback face. `name` is shown to people.
    pub fn lend(&mut self, name: String, bytes: Vec<u8>) {
        self.fallback = Some(Entry { name, bytes: bytes.into() });
    }

    /// A hash over all files but the fonts, in hexadecimal.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for (path, entry) in self.files.iter().filter(|(path, _)| !path.starts_with("fonts/")) {
            hasher.update(path.as_bytes());
            hasher.update([0]);
            hasher.update(Sha256::digest(&entry.bytes));
        }
        hex(&hasher.finalize())
    }

    /// Reads and compiles everything. The outcome's diagnostics point into the sources returned with it.
    #[must_use]
    pub fn kit(&self) -> (Sources, Outcome<Kit>) {
        let mut sources = Sources::default();
        let mut diagnostics = Vec::new();
        let mut catalogue = Vec::new();
        let mut rules = Vec::new();
        let mut templates = Vec::new();
        let mut readings = Vec::new();
        let mut grades = None;
        let mut style = None;
        for (path, entry) in self.files.iter().filter(|(path, _)| !path.starts_with("fonts/")) {
            let Ok(text) = std::str::from_utf8(&entry.bytes) else {
                let id = sources.add(entry.name.clone(), "");
                diagnostics.push(
                    Diagnostic::new(Code::TemplateSyntax, "ファイルの文字コードがUTF-8ではありません")
                        .at(Span::new(id, 0..0))
                        .hint("UTF-8で保存し直してください"),
                );
                continue;
            };
            let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n");
            let id = sources.add(entry.name.clone(), text);
            if path.starts_with("fields/") || path == "facts.toml" {
                catalogue.push(id);
            } else if path == "rules.toml" {
                rules.push(id);
            } else if path == "readings.toml" || path.starts_with("readings/") {
                readings.push(id);
            } else if path == "kanji-grades.toml" {
                grades = Some(id);
            } else if path == "style.toml" {
                style = Some(id);
            } else {
                templates.push((path.clone(), id));
            }
        }
        let style = style.and_then(|id| match Style::from_toml(&sources.get(id).text) {
            Ok(style) => Some(style),
            Err(error) => {
                diagnostics.push(
                    Diagnostic::new(Code::FrontMatter, "体裁の定めに誤りがあります")
                        .at(Span::new(id, error.span().unwrap_or(0..0)))
                        .label(error.message().to_owned()),
                );
                None
            }
        });
        let grades = grades.and_then(|id| match Grades::from_toml(&sources.get(id).text) {
            Ok(grades) => Some(grades),
            Err(error) => {
                diagnostics.push(
                    Diagnostic::new(Code::Catalogue, "漢字の学年の表に誤りがあります")
                        .at(Span::new(id, error.span().unwrap_or(0..0)))
                        .label(error.message().to_owned()),
                );
                None
            }
        });
        let readings = Readings::load(&sources, &readings, grades.unwrap_or_default()).collect(&mut diagnostics);
        let fonts = style.as_ref().and_then(|style| self.fonts(style, &mut diagnostics));
        let (Some(style), Some(fonts), Some(readings)) = (style, fonts, readings) else {
            return (sources, Outcome::failed(diagnostics));
        };
        let mut outcome = Kit::new(sources.clone(), &catalogue, &rules, &templates, readings, style, fonts);
        diagnostics.append(&mut outcome.diagnostics);
        (sources, Outcome { value: outcome.value, diagnostics })
    }

    fn fonts(&self, style: &Style, diagnostics: &mut Vec<Diagnostic>) -> Option<Fonts> {
        let files = Face::ALL.map(|face| {
            let file = &style.font(face).file;
            let entry = self.font(style, face);
            if entry.is_none() {
                diagnostics.push(Diagnostic::new(Code::FrontMatter, format!("書体のファイル {file} がありません")));
            }
            entry.map(|entry| entry.bytes.clone())
        });
        let [Some(mincho), Some(gothic), Some(gothic_bold), Some(fallback)] = files else { return None };
        match Fonts::new([mincho, gothic, gothic_bold, fallback]) {
            Ok(fonts) => Some(fonts),
            Err(error) => {
                let name = self.font(style, error.face).map_or("", |entry| entry.name.as_str());
                let message = format!("書体のファイル {name} は使えません: {error}");
                diagnostics.push(
                    Diagnostic::new(Code::FrontMatter, message)
                        .hint("埋め込める TrueType 書体のファイル（.ttf）を指定してください"),
                );
                None
            }
        }
    }

    /// The file of a face.
    fn font(&self, style: &Style, face: Face) -> Option<&Entry> {
        let own = self.fallback.as_ref().filter(|_| face == Face::Fallback);
        own.or_else(|| self.files.get(&format!("fonts/{}", style.font(face).file)))
    }
}

fn gather(dir: &Dir<'static>, files: &mut BTreeMap<String, Entry>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(inner) => gather(inner, files),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                let name = format!("templates/{path}");
                files.insert(path, Entry { name, bytes: Cow::Borrowed(file.contents()) });
            }
        }
    }
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
