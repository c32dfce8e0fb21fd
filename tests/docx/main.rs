//! The DOCX writer seen from outside: files are read back with a ZIP and an XML reader, never with docx-rs.

mod build;
mod fixture;

#[test]
fn placeholder() {
    for (name, document) in fixture::all() {
        let style = kitei::style::Style::from_toml(include_str!("../../templates/style.toml")).unwrap();
        let out = kitei::docx::write(&document, &style, kitei::style::Marks::Review, &fixture::pages(&document));
        assert!(out.diagnostics.is_empty(), "{name} {:?}", out.diagnostics);
        let dir = std::env::temp_dir().join("kd");
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(dir.join(format!("{name}.docx")), out.value.unwrap()).unwrap();
    }
}
