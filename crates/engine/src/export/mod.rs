//! Reports in the forms that other tools read.

mod sarif;

use std::io::{self, Write};

use plimsoll_report::{Images, Report};

/// The report as JSON, version 1.
pub fn json(report: &Report) -> String {
    text(|out| write_json(report, out))
}

/// The report as SARIF 2.1.0.
pub fn sarif(report: &Report) -> String {
    text(|out| write_sarif(report, out))
}

/// Writes the report as JSON, version 1, without holding all of it as text.
pub fn write_json(report: &Report, out: impl Write) -> io::Result<()> {
    write(report, out)
}

/// Writes the report as SARIF 2.1.0, without holding all of it as text.
pub fn write_sarif(report: &Report, out: impl Write) -> io::Result<()> {
    write(&sarif::Log::of(report), out)
}

/// Writes the images of a workspace as JSON, version 1.
pub fn write_images(images: &Images, out: impl Write) -> io::Result<()> {
    write(images, out)
}

fn write(value: &impl serde::Serialize, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, value)?;
    out.write_all(b"\n")
}

/// Writing to memory cannot fail, and what is written is text.
fn text(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut bytes = Vec::new();
    match write(&mut bytes) {
        Ok(()) => String::from_utf8(bytes).unwrap_or_default(),
        Err(_) => String::new(),
    }
}
