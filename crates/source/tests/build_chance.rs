//! What holds for every Dockerfile and every command line, made up by chance.

use plimsoll_source::Span;
use plimsoll_source::dockerfile::{Arguments, Dockerfile, Instruction, Text};
use plimsoll_source::shell::commands;
use proptest::prelude::*;

/// Pieces that Dockerfiles and command lines are made of.
const PIECES: &[&str] = &[
    "FROM ",
    "RUN ",
    "ENV ",
    "COPY ",
    "ONBUILD ",
    "HEALTHCHECK ",
    "ARG ",
    "CMD ",
    "--from=",
    "a",
    "b=",
    "é",
    "\u{2028}",
    " ",
    " ",
    "\t",
    "\n",
    "\n",
    "\r\n",
    "\\\n",
    "\\",
    "`",
    "#",
    "# escape=`\n",
    "\"",
    "'",
    "<<E",
    "<<-'E'",
    "E\n",
    "[\"",
    "\"]",
    ",",
    "$",
    "${",
    "$(",
    "}",
    ")",
    "(",
    ":-",
    "|",
    "&&",
    ";",
    ";;",
    ">",
    "2>&1",
    "case x in ",
    "esac",
    "if ",
    "fi",
    "\u{FEFF}",
    "\0",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

fn is_place(span: Span, source: &str) -> bool {
    source.get(span.start as usize..span.end as usize).is_some()
}

fn texts<'a>(instruction: &'a Instruction, found: &mut Vec<&'a Text>) {
    found.extend(instruction.flags.iter().flat_map(|flag| std::iter::once(&flag.name).chain(&flag.value)));
    arguments(&instruction.arguments, found);
}

fn arguments<'a>(of: &'a Arguments, found: &mut Vec<&'a Text>) {
    found.extend(of.words());
    found.extend(of.line());
    found.extend(of.pairs().iter().flat_map(|pair| std::iter::once(&pair.key).chain(&pair.value)));
    match of {
        Arguments::Check { kind, command } => {
            found.push(kind);
            arguments(command, found);
        }
        Arguments::Trigger(trigger) => texts(trigger, found),
        _ => {}
    }
}

proptest! {
    #[test]
    fn every_place_of_a_dockerfile_is_one(source in text()) {
        let file = Dockerfile::read(&source);
        let mut end = 0;
        for instruction in &file.instructions {
            prop_assert!(is_place(instruction.span, &source) && is_place(instruction.word, &source));
            prop_assert!(instruction.span.contains(instruction.word) && instruction.span.start >= end);
            end = instruction.span.end;
            let mut found = Vec::new();
            texts(instruction, &mut found);
            for text in found {
                prop_assert!(is_place(text.span(), &source), "{:?}", text);
                let written = text.text(&source);
                for (at, character) in written.char_indices() {
                    prop_assert!(is_place(text.place(at, at + character.len_utf8()), &source));
                }
            }
        }
        prop_assert!(file.errors.iter().all(|error| is_place(error.span, &source)));
        prop_assert!(file.comments.iter().all(|span| is_place(*span, &source)));
        file.stages(&source);
    }

    #[test]
    fn every_place_of_a_command_is_one(source in text()) {
        for command in commands(&source) {
            let targets = command.redirections.iter().filter_map(|one| one.target.as_ref());
            for word in command.assignments.iter().chain(&command.words).chain(targets) {
                prop_assert!(source.get(word.place.clone()).is_some_and(|written| !written.is_empty()), "{:?}", word);
            }
            prop_assert!(command.redirections.iter().all(|one| source.get(one.arrows.clone()).is_some()));
        }
    }

    #[test]
    fn a_file_without_joined_lines_is_read_line_by_line(lines in prop::collection::vec("(RUN|USER|ENV) [a-z=\"' ]{1,12}", 1..20)) {
        let source = lines.join("\n");
        let one_by_one: Vec<usize> = lines.iter().map(|line| Dockerfile::read(line).instructions.len()).collect();
        prop_assert_eq!(Dockerfile::read(&source).instructions.len(), one_by_one.iter().sum::<usize>());
    }
}
