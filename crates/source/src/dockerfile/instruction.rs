//! Instructions, their flags and their arguments.

use super::{Heredoc, Text};
use crate::Span;

macro_rules! keywords {
    ($($variant:ident $word:literal,)*) => {
        /// The instructions of a Dockerfile.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each is the keyword it is named after")]
        pub enum Keyword {
            $($variant,)*
        }

        impl Keyword {
            /// Every keyword.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// As it is written by custom.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }
    };
}

keywords! {
    Add "ADD",
    Arg "ARG",
    Cmd "CMD",
    Copy "COPY",
    Entrypoint "ENTRYPOINT",
    Env "ENV",
    Expose "EXPOSE",
    From "FROM",
    Healthcheck "HEALTHCHECK",
    Label "LABEL",
    Maintainer "MAINTAINER",
    Onbuild "ONBUILD",
    Run "RUN",
    Shell "SHELL",
    Stopsignal "STOPSIGNAL",
    User "USER",
    Volume "VOLUME",
    Workdir "WORKDIR",
}

impl Keyword {
    /// The keyword of a word in any case.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|keyword| keyword.as_str().eq_ignore_ascii_case(word))
    }
}

/// One instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// What it does.
    pub keyword: Keyword,
    /// The place of its keyword.
    pub word: Span,
    /// From its keyword to the end of its last line, heredocs included.
    pub span: Span,
    /// What stands between the keyword and the arguments.
    pub flags: Vec<Flag>,
    /// What it is given.
    pub arguments: Arguments,
    /// The texts below it.
    pub heredocs: Vec<Heredoc>,
}

impl Instruction {
    /// The first flag of a name without its dashes.
    pub fn flag<'a>(&'a self, source: &str, name: &str) -> Option<&'a Flag> {
        self.flags.iter().find(|flag| flag.name.text(source) == name)
    }
}

/// A flag, as in `--from=build` or `--link`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// The whole of it.
    pub span: Span,
    /// Its name without dashes.
    pub name: Text,
    /// What stands after `=`, without quotes.
    pub value: Option<Text>,
}

/// A variable or label with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Its name, as written.
    pub key: Text,
    /// Its value, as written, so that variables in it can be replaced (see [`super::expand()`]). None in an `ARG` without a default.
    pub value: Option<Text>,
}

/// What an instruction is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arguments {
    /// Nothing, or nothing that could be read.
    None,
    /// The rest of the line: `RUN`, `CMD` and others in shell form; `USER`, `WORKDIR`, `STOPSIGNAL`, `MAINTAINER`.
    Line(Text),
    /// `RUN`, `CMD`, `COPY` and others written as an array of strings.
    Array(Vec<Text>),
    /// Words: `FROM`, `EXPOSE`, and `COPY`, `ADD`, `VOLUME` where they are no array.
    Words(Vec<Text>),
    /// `ENV`, `LABEL`, `ARG`.
    Pairs(Vec<Pair>),
    /// `HEALTHCHECK NONE`, or `HEALTHCHECK CMD` with its command, which is a [`Self::Line`] or an [`Self::Array`].
    Check {
        /// `CMD` or `NONE`, in any case.
        kind: Text,
        /// What runs.
        command: Box<Arguments>,
    },
    /// What `ONBUILD` keeps for a later build.
    Trigger(Box<Instruction>),
}

impl Arguments {
    /// The words, of an array or not.
    pub fn words(&self) -> &[Text] {
        match self {
            Self::Array(words) | Self::Words(words) => words,
            _ => &[],
        }
    }

    /// The variables or labels.
    pub fn pairs(&self) -> &[Pair] {
        match self {
            Self::Pairs(pairs) => pairs,
            _ => &[],
        }
    }

    /// The rest of the line, where it is taken as one text.
    pub const fn line(&self) -> Option<&Text> {
        match self {
            Self::Line(line) => Some(line),
            _ => None,
        }
    }
}
