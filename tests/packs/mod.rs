//! What several test files share: running the program, and building packs in memory.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use kitei::bundle::Bundle;
use kitei::diag::Outcome;
use kitei::model::{Document, PartKind};
use kitei::pipeline::{Kit, Pack};
use kitei::review::is_remark;
use kitei::source::Sources;
use kitei::style::Marks;

/// The profiles that come with the program.
pub(crate) const PROFILES: [&str; 7] =
    ["minazukino", "hoshifuru-seiko", "kumonomine", "yukihyou", "yamabiko", "tsukishiro", "minimal"];

/// The text of a profile that comes with the program.
pub(crate) fn profile(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("profiles").join(format!("{name}.toml"));
    std::fs::read_to_string(path).expect("the profile is there")
}

/// The embedded templates, compiled once for all tests of a file. Compiling is parallel itself, so a test that goes on in
/// parallel must ask for them before it does: a worker that waits for them would keep them from being finished.
pub(crate) fn kit() -> &'static Kit {
    static KIT: OnceLock<Kit> = OnceLock::new();
    KIT.get_or_init(|| Bundle::embedded().kit().1.value.expect("the embedded templates are sound"))
}

/// Compiles a profile with the embedded templates.
pub(crate) fn compile(text: &str, marks: Marks) -> (Sources, Outcome<Pack>) {
    let kit = kit();
    let mut sources = kit.sources.clone();
    let source = sources.add("会社.toml", text);
    let outcome = kit.compile(&sources, source, None, marks);
    (sources, outcome)
}

/// A document without what a review says beside the text: what the final document says.
pub(crate) fn unremarked(mut document: Document) -> Document {
    document.parts.retain(|part| part.kind != PartKind::Legend);
    for part in &mut document.parts {
        part.blocks.retain(|block| !is_remark(block));
    }
    document
}

/// One run of the program in a folder of its own.
pub(crate) struct Case {
    folder: tempfile::TempDir,
    arguments: Vec<String>,
    input: Option<String>,
}

impl Case {
    /// A run with these arguments, separated by spaces.
    pub(crate) fn new(arguments: &str) -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
            arguments: arguments.split_whitespace().map(str::to_owned).collect(),
            input: None,
        }
    }

    /// Puts a file into the folder.
    pub(crate) fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("has a folder")).expect("can be made");
        std::fs::write(path, bytes).expect("can be written");
        self
    }

    /// Gives the program something to read.
    pub(crate) fn input(mut self, text: &str) -> Self {
        self.input = Some(text.to_owned());
        self
    }

    /// A path in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The names in a folder, sorted.
    pub(crate) fn listing(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path(folder)) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Runs the program; its exit code, standard output and standard error.
    pub(crate) fn run(&self) -> (i32, String, String) {
        use std::io::Write;
        let mut command = Command::new(env!("CARGO_BIN_EXE_kitei"));
        command.args(&self.arguments).current_dir(self.folder.path());
        command.stdin(std::process::Stdio::piped());
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("is piped");
        if let Some(input) = &self.input {
            let _ = stdin.write_all(input.as_bytes());
        }
        drop(stdin);
        let Output { status, stdout, stderr } = child.wait_with_output().expect("the program ends");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (status.code().expect("an exit code"), text(stdout), text(stderr))
    }

    /// Runs the program again with other arguments.
    pub(crate) fn again(&mut self, arguments: &str) -> (i32, String, String) {
        self.arguments = arguments.split_whitespace().map(str::to_owned).collect();
        self.run()
    }
}

/// A profile of seven values that builds.
pub(crate) const SMALL: &str = r#"
[company]
name = "株式会社あおぞら文具"
employee_count = 8
[company.representative]
name = "青空 ふみ"
[document]
enacted_on = 2026-12-01
[telework]
enabled = false
[cloud]
used = true
[my_number]
handled = true
"#;
