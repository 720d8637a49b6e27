//! Text of one manifest: lines at an indentation.

/// A document that is being written.
#[derive(Debug, Default)]
pub(crate) struct Manifest {
    text: String,
    indent: usize,
}

impl Manifest {
    /// Starts a document with its `apiVersion`, `kind`, name, namespace and labels.
    pub(crate) fn new(api_version: &str, kind: &str, name: &str, namespace: &str) -> Self {
        let mut manifest = Self::default();
        manifest.line(&format!("apiVersion: {api_version}"));
        manifest.line(&format!("kind: {kind}"));
        manifest.under("metadata:", |metadata| {
            metadata.line(&format!("name: {name}"));
            metadata.line(&format!("namespace: {namespace}"));
            metadata.under("labels:", |labels| labels.labels(name));
        });
        manifest
    }

    /// The usual labels of an application.
    pub(crate) fn labels(&mut self, name: &str) {
        self.line(&format!("app.kubernetes.io/name: {name}"));
        self.line("app.kubernetes.io/managed-by: platform");
    }

    /// Writes one line.
    pub(crate) fn line(&mut self, line: &str) {
        self.text.extend(std::iter::repeat_n(' ', self.indent));
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Writes a line and what belongs under it.
    pub(crate) fn under(&mut self, line: &str, write: impl FnOnce(&mut Self)) {
        self.line(line);
        self.indent += 2;
        write(self);
        self.indent -= 2;
    }

    /// The finished text.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}
