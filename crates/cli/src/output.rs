//! Standard output and standard error, and what the run comes to.

use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};

use crate::human::plain;

/// What a run comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Nothing at or above the severity that counts.
    Clean,
    /// Something is.
    Found,
    /// An error in what was asked, or an input that could not be read.
    Trouble,
}

/// Writes to standard output. A reader that has gone away is not an error: it has seen what it wanted.
pub(crate) fn print(write: impl FnOnce(&mut BufWriter<StdoutLock<'static>>) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let done = write(&mut out).and_then(|()| out.flush());
    let Err(error) = done else { return Ok(()) };
    // The rest of the buffer would be tried again, and fail again, where it is dropped.
    let _unwritten = out.into_parts();
    if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
}

/// Says something beside the report. What cannot be said is lost: there is nowhere left to say so.
pub(crate) fn say(message: impl Display) {
    let _lost = writeln!(io::stderr().lock(), "plimsoll: {}", plain(&message.to_string()));
}

/// Says why the run ends here.
pub(crate) fn failed(error: &io::Error) -> Status {
    say(error);
    Status::Trouble
}
