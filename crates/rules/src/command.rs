//! Command lines: what a container, a hook or a probe runs, program by program, also in the scripts that a shell is given.

use std::borrow::Cow;

use plimsoll_kube::{Container, Field};
use plimsoll_source::{Span, Value};

use crate::script;

/// A word of a command line.
#[derive(Clone, Debug)]
pub(crate) struct Word<'a> {
    /// Without quotes.
    pub text: Cow<'a, str>,
    /// The value that holds it.
    pub value: Value<'a>,
    /// Where in a script it begins; none for a word that is a value of its own.
    pub start: Option<usize>,
}

/// A program with its arguments.
#[derive(Clone, Debug, Default)]
pub(crate) struct Call<'a> {
    /// The program and its arguments.
    pub words: Vec<Word<'a>>,
    /// Files of its redirections.
    pub files: Vec<Word<'a>>,
    /// What runs in its substitutions.
    pub inner: Vec<Call<'a>>,
    /// Whether it reads what the call before it prints.
    pub piped: bool,
}

/// Programs that read a script.
pub(crate) const SHELLS: [&str; 6] = ["ash", "bash", "dash", "ksh", "sh", "zsh"];

/// Programs that run another one: their name, the short options that take a word, the long ones, and how many words stand before the
/// other program.
const WRAPPERS: [(&str, &str, &[&str], usize); 24] = [
    ("busybox", "", &[], 0),
    ("catatonit", "", &[], 0),
    ("chroot", "", &[], 1),
    ("command", "", &[], 0),
    ("doas", "Cu", &[], 0),
    ("dumb-init", "r", &[], 0),
    ("env", "uC", &[], 0),
    ("exec", "a", &[], 0),
    ("flock", "wE", &[], 1),
    ("gosu", "", &[], 1),
    ("ionice", "cnpPu", &[], 0),
    ("nice", "n", &[], 0),
    ("nohup", "", &[], 0),
    ("nsenter", "t", &["--target"], 0),
    ("setpriv", "", &[], 0),
    ("setsid", "", &[], 0),
    ("stdbuf", "ioe", &[], 0),
    ("su-exec", "", &[], 1),
    ("sudo", "CDRTUghprtu", &["--user", "--group"], 0),
    ("time", "fo", &[], 0),
    ("timeout", "ks", &["--signal", "--kill-after"], 1),
    ("tini", "pe", &[], 0),
    ("unshare", "", &[], 0),
    ("xargs", "EILPadns", &[], 0),
];

/// How many scripts in scripts are read.
const DEPTH: usize = 4;

/// What a shell is given to be told that a script follows.
const SCRIPT_OPTIONS: [&str; 6] = ["-c", "-ec", "-exc", "-euc", "-lc", "-xc"];

/// What a container runs: its command with its arguments, and the commands of its hooks.
pub(crate) fn commands<'a>(container: &Container<'a>) -> impl Iterator<Item = Vec<Value<'a>>> + use<'a> {
    let own = container.field(&["command"]).items().chain(container.field(&["args"]).items()).collect();
    let hooks = container.field(&["lifecycle"]);
    let hooks = [hooks.child(&["postStart"]), hooks.child(&["preStop"])];
    std::iter::once(own).chain(hooks.into_iter().map(|hook| exec(hook)))
}

/// The command of a hook or a probe.
pub(crate) fn exec<'a>(handler: Field<'a>) -> Vec<Value<'a>> {
    handler.child(&["exec", "command"]).items().collect()
}

/// Whether one of the texts is written somewhere in a command: without, there is nothing to read.
pub(crate) fn mentions(command: &[Value<'_>], texts: &[&str]) -> bool {
    command.iter().filter_map(|word| word.as_str()).any(|word| texts.iter().any(|text| word.contains(text)))
}

/// The calls of a command: one list for the command itself, and one for each script in it.
pub(crate) fn calls<'a>(command: &[Value<'a>]) -> Vec<Vec<Call<'a>>> {
    let word =
        |value: &Value<'a>| Word { text: value.scalar_text().unwrap_or_default().into(), value: *value, start: None };
    let mut words: Vec<_> = command.iter().map(word).collect();
    // Where options alone ask for a script, the image's program is a shell.
    if let Some(first) = words.first().filter(|first| SCRIPT_OPTIONS.contains(&first.text.as_ref())) {
        words.insert(0, Word { text: Cow::Borrowed("sh"), ..first.clone() });
    }
    let mut lists = Vec::new();
    read(vec![Call { words, ..Call::default() }], DEPTH, &mut lists);
    lists
}

fn read<'a>(calls: Vec<Call<'a>>, depth: usize, lists: &mut Vec<Vec<Call<'a>>>) {
    if depth > 0 {
        scripts(&calls, depth, lists);
    }
    lists.push(calls);
}

/// Reads what shells among these calls are given.
fn scripts<'a>(calls: &[Call<'a>], depth: usize, lists: &mut Vec<Vec<Call<'a>>>) {
    for call in calls {
        for program in call.programs() {
            let Some(word) = program.script() else { continue };
            // Behind the quote that it stands in; a value of its own has none.
            let at = word.start.map_or(0, |start| start + 1);
            read(script::read(&word.text, word.value, at), depth - 1, lists);
        }
        scripts(&call.inner, depth, lists);
    }
}

/// A program of a call: the first, or one that another one runs.
#[derive(Clone, Copy)]
pub(crate) struct Program<'c, 'a> {
    /// The last part of its path.
    pub name: &'c str,
    /// The word that names it.
    pub word: &'c Word<'a>,
    /// What follows it.
    pub arguments: &'c [Word<'a>],
}

impl<'a> Call<'a> {
    /// The program, and those that it runs: `sudo`, `nsenter` and `sh` of `sudo -n nsenter -t 1 sh`.
    pub(crate) fn programs(&self) -> impl Iterator<Item = Program<'_, 'a>> {
        let mut rest = self.words.as_slice();
        std::iter::from_fn(move || {
            let (word, arguments) = loop {
                let (word, arguments) = rest.split_first()?;
                if !is_assignment(&word.text) {
                    break (word, arguments);
                }
                rest = arguments;
            };
            let name = word.text.rsplit('/').next().unwrap_or_default();
            rest = wrapped(name, arguments);
            Some(Program { name, word, arguments })
        })
    }
}

impl<'c, 'a> Program<'c, 'a> {
    /// The script that a shell is given in its arguments.
    pub(crate) fn script(&self) -> Option<&'c Word<'a>> {
        if !SHELLS.contains(&self.name) && self.name != "su" {
            return None;
        }
        let mut arguments = self.arguments.iter();
        while let Some(argument) = arguments.next() {
            let text = argument.text.as_ref();
            if text.starts_with("--") {
                continue;
            }
            match text.strip_prefix(['-', '+']).filter(|letters| !letters.is_empty()) {
                Some(letters) if letters.contains('c') => return arguments.find(|word| !word.text.starts_with('-')),
                Some(letters) if letters.ends_with('o') => drop(arguments.next()),
                Some(_) => {}
                // The user that `su` is to be.
                None if self.name == "su" => {}
                None => return None,
            }
        }
        None
    }
}

impl Word<'_> {
    /// Its place in the file with this text: for a word of a script the word itself, where it can be told.
    pub(crate) fn span(&self, text: &str) -> Span {
        let whole = self.value.span();
        self.part(whole, text).unwrap_or(whole)
    }

    /// As the script reads in the file as it does here, but for line breaks and quotes, so many words like this one come before it.
    fn part(&self, whole: Span, text: &str) -> Option<Span> {
        let cooked = self.value.scalar_text()?;
        let (needle, start) = (self.text.as_ref(), self.start?);
        if needle.is_empty() {
            return None;
        }
        let place = start + cooked.get(start..)?.find(needle)?;
        let before = cooked.get(..place)?.matches(needle).count();
        let (found, _) = whole.of(text).match_indices(needle).nth(before)?;
        let from = whole.start + u32::try_from(found).ok()?;
        Some(Span::new(from, from + u32::try_from(needle.len()).ok()?))
    }
}

fn is_assignment(word: &str) -> bool {
    let Some((name, _)) = word.split_once('=') else { return false };
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// What a program that runs another one is given to run; nothing for others.
fn wrapped<'c, 'a>(name: &str, arguments: &'c [Word<'a>]) -> &'c [Word<'a>] {
    let Some((_, short, long, operands)) = WRAPPERS.iter().find(|(wrapper, ..)| *wrapper == name) else { return &[] };
    let mut rest = arguments;
    while let Some((word, more)) = rest.split_first() {
        let text = word.text.as_ref();
        if !text.starts_with('-') || text == "-" {
            break;
        }
        rest = more;
        if text == "--" {
            break;
        }
        let takes_word = match text.starts_with("--") {
            true => long.contains(&text),
            false => text.ends_with(|letter| short.contains(letter)),
        };
        if takes_word {
            rest = rest.split_first().map_or(rest, |(_, more)| more);
        }
    }
    rest.get(*operands..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::testing::file;

    use super::*;

    fn programs(yaml: &str) -> Vec<String> {
        let file = file("a.yaml", yaml);
        let command: Vec<_> = file.root(0).unwrap().items().collect();
        let lists = calls(&command);
        lists
            .iter()
            .flatten()
            .flat_map(|call| call.programs().map(|program| program.name.to_owned()).collect::<Vec<_>>())
            .collect()
    }

    #[test]
    fn programs_run_programs() {
        assert_eq!(programs("[/usr/bin/sudo, -nu, root, env, -u, A, B=c, /bin/sh, -x]"), ["sudo", "env", "sh"]);
        assert_eq!(
            programs("[tini, --, timeout, -k, 5, 10s, nsenter, -t, 1, -m, --, chroot, /host, ls]"),
            ["tini", "timeout", "nsenter", "chroot", "ls"]
        );
        assert_eq!(programs("[A=b, nginx, sudo]"), ["nginx"]);
        assert!(programs("[]").is_empty() && programs("[nice, -n]") == ["nice"]);
    }

    #[test]
    fn scripts_of_shells_are_read_also_in_scripts() {
        assert_eq!(programs("[bash, -o, pipefail, -ec, 'a; su - b -c \"c d\" | e']"), ["c", "a", "su", "e", "bash"]);
        assert_eq!(programs("[-c, 'a | b']"), ["a", "b", "sh"]);
        assert_eq!(programs("[sh, script.sh, -c, a]"), ["sh"]);
        assert_eq!(programs("[sh, -c]"), ["sh"]);
    }

    #[test]
    fn a_word_of_a_script_has_its_own_place() {
        let text = "- sh\n- -c\n- |\n  echo go\n  if go; then\n    go\n  fi\n";
        let file = file("a.yaml", text);
        let command: Vec<_> = file.root(0).unwrap().items().collect();
        let lists = calls(&command);
        let last =
            lists.iter().flatten().flat_map(Call::programs).filter(|program| program.name == "go").last().unwrap();
        assert_eq!(last.word.span(text).start as usize, text.rfind("go").unwrap());
    }
}
