//! Rebuilds the binary when a template, a field or a font changes, since all of them are embedded.

fn main() {
    println!("cargo::rerun-if-changed=templates");
}
