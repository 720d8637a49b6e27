//! The words after `cargo xtask`.

use anyhow::{Context as _, Result, bail};
use plimsoll_report::Strategy;

use crate::oracle;

pub(crate) const HELP: &str = "\
cargo xtask COMMAND

  serve [--port N] [--open] [--dev]   build the site and serve it on this machine only
                                      --dev: quick build, rebuilt when a source file changes
  build                               dist/site and dist/plimsoll.html, with a table of their sizes
  release                             what is handed out, in dist/release, with SHA-256 sums: site, single file, command
  test [--all]                        every test, in a real browser too; --all adds the slow ones
  check                               formatting, lints, documentation, tidiness, licences, sizes
  tidy                                the part of check that takes a second: no compiler, no build
  oracle [--mutants N] [--seed N]     reads the corpus, and mutants of it, beside a real kubectl, and shows what is read otherwise
         [--kubectl PATH]
  data                                the tables that the product carries, made from their sources in crates/kube/data
  new-rule ID [--strategy S]          a rule's code and page, ready to be filled in";

#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    Help,
    Build,
    Serve(ServeOptions),
    Test { all: bool },
    Check,
    Release,
    Data,
    Tidy,
    Oracle(oracle::Options),
    NewRule { id: String, strategy: Strategy },
}

#[derive(Debug, PartialEq)]
pub(crate) struct ServeOptions {
    pub(crate) port: u16,
    pub(crate) open: bool,
    pub(crate) dev: bool,
}

pub(crate) fn parse(words: &[String]) -> Result<Command> {
    let mut words = words.iter().map(String::as_str);
    let command = words.next().unwrap_or("help");
    let rest: Vec<&str> = words.collect();
    match command {
        "help" | "--help" | "-h" => Ok(Command::Help),
        "build" => nothing_more(&rest, Command::Build),
        "check" => nothing_more(&rest, Command::Check),
        "data" => nothing_more(&rest, Command::Data),
        "release" => nothing_more(&rest, Command::Release),
        "tidy" => nothing_more(&rest, Command::Tidy),
        "test" => parse_test(&rest),
        "serve" => parse_serve(&rest),
        "oracle" => parse_oracle(&rest),
        "new-rule" => parse_new_rule(&rest),
        other => bail!("there is no command `{other}`\n\n{HELP}"),
    }
}

fn nothing_more(rest: &[&str], command: Command) -> Result<Command> {
    match rest.first() {
        None => Ok(command),
        Some(word) => bail!("`{word}` means nothing here\n\n{HELP}"),
    }
}

fn parse_test(rest: &[&str]) -> Result<Command> {
    match rest {
        [] => Ok(Command::Test { all: false }),
        ["--all"] => Ok(Command::Test { all: true }),
        _ => bail!("`test` takes `--all` or nothing\n\n{HELP}"),
    }
}

fn parse_serve(rest: &[&str]) -> Result<Command> {
    let mut options = ServeOptions { port: 8080, open: false, dev: false };
    let mut rest = rest.iter();
    while let Some(word) = rest.next() {
        match *word {
            "--open" => options.open = true,
            "--dev" => options.dev = true,
            "--port" => {
                let port = rest.next().context("`--port` needs a number")?;
                options.port = port.parse().with_context(|| format!("`{port}` is no port"))?;
            }
            other => bail!("`serve` does not know `{other}`\n\n{HELP}"),
        }
    }
    Ok(Command::Serve(options))
}

fn parse_oracle(rest: &[&str]) -> Result<Command> {
    let mut options = oracle::Options::default();
    let mut rest = rest.iter();
    while let Some(word) = rest.next() {
        let value = rest.next().with_context(|| format!("`{word}` needs a value\n\n{HELP}"))?;
        let number = || value.parse().with_context(|| format!("`{value}` is no number"));
        match *word {
            "--mutants" => options.mutants = number()?,
            "--seed" => options.seed = number()?,
            "--kubectl" => options.kubectl = Some(value.into()),
            other => bail!("`oracle` does not know `{other}`\n\n{HELP}"),
        }
    }
    Ok(Command::Oracle(options))
}

fn parse_new_rule(rest: &[&str]) -> Result<Command> {
    let (id, strategy) = match rest {
        [id] => (*id, Strategy::PodSecurity),
        [id, "--strategy", word] | ["--strategy", word, id] => {
            let names = || Strategy::ALL.iter().map(|strategy| strategy.as_str()).collect::<Vec<_>>().join(", ");
            (*id, Strategy::parse(word).with_context(|| format!("`{word}` is no strategy; there are {}", names()))?)
        }
        _ => bail!("`new-rule` takes an id and a strategy\n\n{HELP}"),
    };
    Ok(Command::NewRule { id: id.to_owned(), strategy })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Result<Command> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn every_command_is_understood() {
        assert_eq!(of("").unwrap(), Command::Help);
        assert_eq!(of("build").unwrap(), Command::Build);
        assert_eq!(of("data").unwrap(), Command::Data);
        assert_eq!(of("release").unwrap(), Command::Release);
        assert_eq!(of("test --all").unwrap(), Command::Test { all: true });
        let options = ServeOptions { port: 9, open: true, dev: true };
        assert_eq!(of("serve --dev --port 9 --open").unwrap(), Command::Serve(options));
        let options = oracle::Options { mutants: 5, kubectl: Some("a/b".into()), ..oracle::Options::default() };
        assert_eq!(of("oracle --mutants 5 --kubectl a/b").unwrap(), Command::Oracle(options));
        let rule = Command::NewRule { id: "bad-thing".into(), strategy: Strategy::Rbac };
        assert_eq!(of("new-rule bad-thing --strategy rbac").unwrap(), rule);
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (line, word) in [
            ("biuld", "biuld"),
            ("check --fast", "--fast"),
            ("serve --port x", "`x`"),
            ("new-rule a --strategy b", "`b`"),
        ] {
            let error = of(line).unwrap_err().to_string();
            assert!(error.contains(word), "{line}: {error}");
        }
    }
}
