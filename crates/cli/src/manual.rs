//! `plimsoll completions` and `plimsoll man`: both are made of the same words as the help.

use std::io::{self, Write};

use clap::CommandFactory as _;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::args::Args;
use crate::output::{Status, print};

/// The script that a shell reads.
pub(crate) fn completions(shell: Shell) -> io::Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "plimsoll", &mut script);
    print(|out| out.write_all(&script))?;
    Ok(Status::Clean)
}

/// One page in troff: the command, then each of its subcommands.
pub(crate) fn page() -> io::Result<Status> {
    let command = Args::command();
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands() {
        let name = format!("plimsoll {}", subcommand.get_name());
        writeln!(page, ".SH \"{}\"", name.to_uppercase())?;
        let part = Man::new(subcommand.clone().bin_name(&name).display_name(&name));
        part.render_description_section(&mut page)?;
        part.render_synopsis_section(&mut page)?;
        part.render_options_section(&mut page)?;
    }
    print(|out| out.write_all(&page))?;
    Ok(Status::Clean)
}
