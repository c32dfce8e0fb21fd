//! The parts of building the pack of a 29-person company: compiling the templates, making the documents, layout, and
//! the two writers. `cargo bench`; the cold run of the whole program is measured by `benches/cold.sh`.
#![allow(missing_docs, reason = "criterion's macros make undocumented items")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use kitei::bundle::Bundle;
use kitei::style::Marks;

fn pack(criterion: &mut Criterion) {
    let bundle = Bundle::embedded();
    criterion.bench_function("read catalogue and compile templates", |bencher| {
        bencher.iter(|| black_box(bundle.kit()));
    });
    let kit = bundle.kit().1.value.expect("the embedded templates are sound");
    let mut sources = kit.sources.clone();
    let text = include_str!("../profiles/hoshifuru-seiko.toml");
    let profile = sources.add("hoshifuru-seiko.toml", text);
    criterion.bench_function("profile to documents", |bencher| {
        bencher.iter(|| black_box(kit.compile(&sources, profile, None, Marks::Final)));
    });
    let documents = kit.compile(&sources, profile, None, Marks::Final).value.expect("builds").documents;
    criterion.bench_function("layout of three documents", |bencher| {
        bencher.iter(|| {
            for document in &documents {
                black_box(kit.layout(document, Marks::Final));
            }
        });
    });
    let pages: Vec<_> =
        documents.iter().map(|document| kit.layout(document, Marks::Final).value.expect("fits")).collect();
    criterion.bench_function("DOCX of three documents", |bencher| {
        bencher.iter(|| {
            for (document, pages) in documents.iter().zip(&pages) {
                black_box(kit.docx(document, pages, Marks::Final));
            }
        });
    });
    criterion.bench_function("PDF of three documents", |bencher| {
        bencher.iter(|| {
            for (document, pages) in documents.iter().zip(&pages) {
                black_box(kit.pdf(document, pages));
            }
        });
    });
}

criterion_group!(benches, pack);
criterion_main!(benches);
