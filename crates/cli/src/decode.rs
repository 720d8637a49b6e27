//! `plimsoll decode`.

use std::io::{self, Write};

use plimsoll_source::{File, SyntaxError, limits, to_json};

use crate::args::DecodeArgs;
use crate::input;
use crate::output::{Status, print, say};

pub(crate) fn run(args: &DecodeArgs) -> io::Result<Status> {
    let inputs = input::read(&args.paths);
    let mut trouble = inputs.trouble;
    print(|out| {
        for (name, input) in &inputs.files {
            trouble |= !decode(&File::read(name, input.text.clone()), out)?;
        }
        Ok(())
    })?;
    Ok(if trouble { Status::Trouble } else { Status::Clean })
}

/// Prints the documents of a file. Whether all of it was read.
fn decode(file: &File, out: &mut impl Write) -> io::Result<bool> {
    let mut whole = true;
    for error in file.errors() {
        complain(file, error);
        whole = false;
    }
    let mut room = limits::DECODED_BYTES;
    for (index, document) in file.documents().iter().enumerate() {
        let errors = file.document_errors(index);
        for error in &errors {
            complain(file, error);
        }
        whole &= errors.is_empty();
        let Some(root) = file.root(index).filter(|_| errors.is_empty()) else { continue };
        let Some(json) = to_json(root, room) else {
            let place = place(file, document.span().start);
            let most = limits::DECODED_BYTES >> 20;
            say(format_args!(
                "{place}: with its aliases the file comes to more than {most} MB, which is the most that is printed"
            ));
            return Ok(false);
        };
        room -= json.len();
        writeln!(out, "{json}")?;
    }
    Ok(whole)
}

fn complain(file: &File, error: &SyntaxError) {
    say(format_args!("{}: {}", place(file, error.span.start), error.message));
}

fn place(file: &File, offset: u32) -> String {
    let (line, column) = file.lines().position(file.text(), offset);
    format!("{}:{line}:{column}", file.name())
}
