//! How Dockerfiles are read.

use plimsoll_source::dockerfile::{Arguments, Base, Dockerfile, Instruction, Keyword};

fn read(source: &str) -> Dockerfile {
    Dockerfile::read(source)
}

/// Each instruction in a line: keyword, flags, and arguments with a form and a place.
fn shown(source: &str) -> Vec<String> {
    read(source).instructions.iter().map(|one| show(one, source)).collect()
}

fn show(one: &Instruction, source: &str) -> String {
    let mut text = one.keyword.as_str().to_owned();
    for flag in &one.flags {
        text += &format!(" --{}", flag.name.text(source));
        text += &flag.value.as_ref().map_or(String::new(), |value| format!("={}", value.text(source)));
    }
    text + " " + &arguments(&one.arguments, source)
}

fn arguments(arguments: &Arguments, source: &str) -> String {
    let words = |words: &[plimsoll_source::dockerfile::Text]| {
        words.iter().map(|word| word.text(source)).collect::<Vec<_>>().join("|")
    };
    match arguments {
        Arguments::None => "nothing".into(),
        Arguments::Line(line) => format!("`{}`", line.text(source)),
        Arguments::Array(array) => format!("[{}]", words(array)),
        Arguments::Words(list) => words(list),
        Arguments::Pairs(pairs) => {
            let value = |value: &Option<plimsoll_source::dockerfile::Text>| {
                value.as_ref().map_or("nothing".into(), |value| value.text(source).to_owned())
            };
            pairs
                .iter()
                .map(|pair| format!("{}: {}", pair.key.text(source), value(&pair.value)))
                .collect::<Vec<_>>()
                .join("|")
        }
        Arguments::Check { kind, command } => format!("{} {}", kind.text(source), self::arguments(command, source)),
        Arguments::Trigger(trigger) => show(trigger, source),
    }
}

/// The refused places with their messages.
fn refused(source: &str) -> Vec<(String, String)> {
    read(source).errors.into_iter().map(|error| (error.span.of(source).to_owned(), error.message)).collect()
}

#[test]
fn every_instruction_takes_its_arguments_in_its_way() {
    let source = r#"
from  alpine:3.22  as  build
RUN  apk add --no-cache curl
RUN ["sh", "-c", "echo \"\u00e9\""]
CMD ["a"
ENTRYPOINT []
ENV A=1 B="two words" C=three\ words
ENV OLD the rest = "of it"
LABEL "key"="value"
ARG NAME OTHER=x
COPY --from=build --chown=1:1 a b c/
COPY ["with space", "to/"]
ADD --checksum="sha256:0" https://example.com/a /
EXPOSE 80 443/udp
VOLUME /a /b
USER  nobody:1
WORKDIR /with space
STOPSIGNAL 9
SHELL ["powershell", "-Command"]
HEALTHCHECK --interval=5m CMD curl -f localhost
HEALTHCHECK none
ONBUILD RUN echo
MAINTAINER somebody <a@example.com>
"#;
    assert_eq!(
        shown(source),
        [
            "FROM alpine:3.22|as|build",
            "RUN `apk add --no-cache curl`",
            "RUN [sh|-c|echo \"é\"]",
            "CMD `[\"a\"`",
            "ENTRYPOINT []",
            "ENV A: 1|B: \"two words\"|C: three\\ words",
            "ENV OLD: the rest = \"of it\"",
            "LABEL \"key\": \"value\"",
            "ARG NAME: nothing|OTHER: x",
            "COPY --from=build --chown=1:1 a|b|c/",
            "COPY [with space|to/]",
            "ADD --checksum=sha256:0 https://example.com/a|/",
            "EXPOSE 80|443/udp",
            "VOLUME /a|/b",
            "USER `nobody:1`",
            "WORKDIR `/with space`",
            "STOPSIGNAL `9`",
            "SHELL [powershell|-Command]",
            "HEALTHCHECK --interval=5m CMD `curl -f localhost`",
            "HEALTHCHECK none nothing",
            "ONBUILD RUN `echo`",
            "MAINTAINER `somebody <a@example.com>`",
        ]
    );
    assert_eq!(refused(source), []);
}

#[test]
fn lines_are_joined_and_places_are_kept() {
    let source = "FROM a\r\nRUN one \\\r\n  # a comment\r\n\r\n  two \\ \n three\nUSER x\\";
    assert_eq!(shown(source), ["FROM a", "RUN `one   two  three`", "USER `x`"]);
    let file = read(source);
    let run = &file.instructions[1];
    let line = run.arguments.line().unwrap();
    let text = line.text(source);
    let place = |word: &str| line.place(text.find(word).unwrap(), text.find(word).unwrap() + word.len()).of(source);
    assert_eq!((place("one"), place("two"), place("three")), ("one", "two", "three"));
    assert_eq!(run.span.of(source), "RUN one \\\r\n  # a comment\r\n\r\n  two \\ \n three");
    assert_eq!(file.comments.iter().map(|span| span.of(source)).collect::<Vec<_>>(), ["# a comment"]);
    assert_eq!(
        shown("FROM a\nRUN a \\\\\nUSER b"),
        ["FROM a", "RUN `a \\\\`", "USER `b`"],
        "a pair of backslashes joins nothing"
    );
    assert_eq!(shown("RUN a\\\n#b\nc"), ["RUN `ac`"]);
    assert_eq!(shown("E\\\nNV a=1\\\n2"), ["ENV a: 12"], "the keyword and the value were cut");
}

#[test]
fn directives_stand_at_the_very_top() {
    let source = "# syntax=docker/dockerfile:1\n#escape = `\n# comment\nFROM a\nRUN a `\n b \\\nUSER c";
    let file = read(source);
    assert_eq!(file.syntax.unwrap().of(source), "docker/dockerfile:1");
    assert_eq!(file.escape, b'`');
    assert_eq!(shown(source), ["FROM a", "RUN `a  b \\`", "USER `c`"]);
    assert_eq!(read("\n# escape=`\nFROM a").escape, b'\\', "an empty line ends them");
    assert_eq!(read("# other\n# escape=`\nFROM a").escape, b'\\', "so does another comment");
    assert_eq!(read("# escape=`\n# escape=\\\nFROM a").errors.len(), 1);
    assert_eq!(refused("# escape=x\nFROM a")[0].0, "x");
    assert_eq!(shown("\u{FEFF}FROM a"), ["FROM a"]);
}

#[test]
fn texts_stand_below_their_instruction() {
    let source = "FROM a\nRUN <<EOF cat > /x && cat <<-'B c'\n$one # no comment\nEOF\n\ttwo \\\n\tB c\nCOPY <<x <<y /to/\n1\nx\n2\ny\nUSER a";
    let file = read(source);
    let run = &file.instructions[1];
    let texts: Vec<_> =
        run.heredocs.iter().map(|one| (&*one.name, one.expands, one.strips_tabs, one.body.of(source))).collect();
    assert_eq!(texts, [("EOF", true, false, "$one # no comment\n"), ("B c", false, true, "\ttwo \\\n")]);
    assert_eq!(Some(run.span.of(source)), source.get(7..source.find("\nCOPY").unwrap()));
    assert_eq!(file.instructions[2].heredocs.iter().map(|one| one.body.of(source)).collect::<Vec<_>>(), ["1\n", "2\n"]);
    assert_eq!(file.instructions[3].keyword, Keyword::User);
    let open = "FROM a\nRUN cat <<EOF\nx\nUSER b";
    assert_eq!(
        refused(open),
        [("<<EOF".into(), "no line ends this text: the word after `<<` has to stand on a line of its own".into())]
    );
    assert!(read("RUN cat <<<EOF\nUSER b").instructions[0].heredocs.is_empty(), "three arrows take a word");
    assert_eq!(read("RUN [\"a\", \"<<EOF\"]\nUSER b").instructions.len(), 2, "an array announces nothing");
    assert_eq!(read("ONBUILD RUN <<E\na\nE\nUSER b").instructions.len(), 2);
}

#[test]
fn what_the_builder_refuses_has_a_place() {
    let first = |source: &str| refused(source).remove(0);
    assert_eq!(first("FROM a\nFORM b"), ("FORM".into(), "there is no such instruction".into()));
    assert_eq!(first("FROM a b").0, "a b");
    assert_eq!(first("FROM").0, "FROM");
    assert_eq!(first("ENV a").0, "a");
    assert_eq!(first("ENV a=1 b").0, "b");
    assert_eq!(first("ENV a=\"1").0, "a=\"1");
    assert_eq!(first("CMD [\"a\", 1]").0, "1");
    assert_eq!(first("SHELL bash").0, "bash");
    assert_eq!(first("HEALTHCHECK curl").0, "curl");
    assert_eq!(first("HEALTHCHECK CMD").0, "CMD");
    assert_eq!(first("ONBUILD ONBUILD RUN a").0, "ONBUILD");
    assert_eq!(shown("FORM a\nUSER b"), ["USER `b`"], "the rest is read");
}

#[test]
fn stages_know_what_they_start_with() {
    let bases = |source: &str| read(source).stages(source).into_iter().map(|stage| stage.base).collect::<Vec<_>>();
    let image = |name: &str| Base::Image(name.into());
    assert_eq!(
        bases(
            "ARG V=3.22 N\nARG I=alpine:$V\nFROM ${I} AS Build\nFROM build\nFROM scratch\nFROM $N\nFROM a:${V%.*}\nFROM a-$TARGETARCH\nFROM ${X:-b:1}"
        ),
        [image("alpine:3.22"), Base::Stage(0), Base::Scratch, Base::Unknown, image("a:3"), Base::Unknown, image("b:1")]
    );
    assert_eq!(bases("FROM a\nARG V=1\nFROM b:$V"), [image("a"), image("b:")], "an ARG within a stage is that stage's");
    assert_eq!(bases("FROM ${a\nFROM ${a?no}"), [Base::Refused, Base::Refused]);
    let source = "FROM --platform=linux/amd64 a AS b\nRUN c\nUSER d\nFROM e";
    let stages = read(source);
    let stages = stages.stages(source);
    assert_eq!((stages[0].instructions.len(), stages[1].instructions.len()), (2, 0));
    assert_eq!(stages[0].platform.unwrap().span.of(source), "--platform=linux/amd64");
}

#[test]
fn variables_are_replaced_as_the_builder_does() {
    use plimsoll_source::dockerfile::{Expanded, Variable, expand};
    let variable = |name: &str| match name {
        "A" => Variable::Known("alpha.beta.gamma"),
        "E" => Variable::Known(""),
        "U" => Variable::Unknown,
        _ => Variable::Unset,
    };
    let cases = [
        ("$A/${A}", "alpha.beta.gamma/alpha.beta.gamma"),
        ("'$A' \"$E\" \\$A", "$A  $A"),
        ("${E-x}${E:-y}${Z-z}${Z+no}${A:+yes}", "yzyes"),
        ("${A#*.}|${A##*.}|${A%.*}|${A%%.*}", "beta.gamma|gamma|alpha.beta|alpha"),
        ("${A/a/X}|${A//a/X}|${A/?eta/}", "Xlpha.beta.gamma|XlphX.betX.gXmmX|alpha..gamma"),
        ("${Z:-${A%%.*}}", "alpha"),
        ("${A:-$U x}|${E+y}", "alpha.beta.gamma|y"),
        ("$", "$"),
        ("a\\", "a"),
        ("\"a\\b\"", "a\\b"),
    ];
    for (word, text) in cases {
        assert_eq!(expand(word, b'\\', &variable), Expanded::Known(text.into()), "{word}");
    }
    for word in ["$U", "${U:-x}", "a${Z:-$U}"] {
        assert_eq!(expand(word, b'\\', &variable), Expanded::Unknown, "{word}");
    }
    for word in ["${A", "'a", "\"a", "${}", "${A@}", "${Z:?}", "${A:#x}"] {
        assert_eq!(expand(word, b'\\', &variable), Expanded::Refused, "{word}");
    }
    assert_eq!(expand(&"${A:-".repeat(100), b'\\', &variable), Expanded::Unknown, "too deep");
    assert_eq!(expand(&"$A".repeat(1000), b'\\', &variable), Expanded::Unknown, "too long");
}
