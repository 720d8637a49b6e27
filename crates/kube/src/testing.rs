//! What the tests of this crate share.

use std::sync::Arc;

use plimsoll_source::{File, Span};

pub(crate) fn file(text: &str) -> File {
    File::read("test.yaml", Arc::from(text))
}

pub(crate) fn text_at(file: &File, span: Span) -> &str {
    file.text().get(span.start as usize..span.end as usize).expect("a span lies in its file")
}
