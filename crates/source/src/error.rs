//! What could not be read, and where.

use crate::Span;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)*) => {
        /// Sorts of [`SyntaxError`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum SyntaxErrorKind {
            $($(#[$doc])* $variant,)*
        }

        impl SyntaxErrorKind {
            /// The word for this kind.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }
    };
}

kinds! {
    /// Any other breach of the grammar.
    Syntax = "syntax",
    /// A tab where the line is indented.
    TabIndentation = "tab-indentation",
    /// Columns that fit no level above.
    Indentation = "indentation",
    /// A quoted text without its end.
    UnclosedQuote = "unclosed-quote",
    /// A `[` or `{` without its end, or with the wrong one.
    UnclosedFlow = "unclosed-flow",
    /// A line that should be `key: value`.
    MissingColon = "missing-colon",
    /// An alias to nothing, or to itself.
    Alias = "alias",
    /// A `<<` whose value is not a mapping.
    Merge = "merge",
    /// A key that is null, a list or a mapping.
    Key = "key",
    /// A value that its tag, or JSON, cannot hold.
    Value = "value",
    /// Nesting beyond the limit.
    TooDeep = "too-deep",
    /// Aliases that expand beyond the limit.
    TooManyNodes = "too-many-nodes",
    /// A file beyond the limit.
    TooLarge = "too-large",
    /// More documents than the limit.
    TooManyDocuments = "too-many-documents",
    /// Bytes that are not text.
    Binary = "binary",
    /// A control character within text.
    ControlCharacter = "control-character",
    /// A line that starts with `---` and goes on.
    DocumentStart = "document-start",
    /// A template that has not been rendered.
    Template = "template",
    /// A breach of JSON's grammar in a `.json` file.
    Json = "json",
    /// What the builder of a Dockerfile refuses.
    Dockerfile = "dockerfile",
}

/// Something that could not be read. Its document may still hold everything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The offending place.
    pub span: Span,
    /// Its sort.
    pub kind: SyntaxErrorKind,
    /// The fact and what to do, lower case, no full stop.
    pub message: String,
}

impl SyntaxError {
    pub(crate) fn new(span: Span, kind: SyntaxErrorKind, message: impl Into<String>) -> Self {
        Self { span, kind, message: message.into() }
    }

    pub(crate) fn shifted(&self, by: u32) -> Self {
        Self { span: self.span.shifted(by), kind: self.kind, message: self.message.clone() }
    }
}
