//! How command lines are told apart.

use plimsoll_source::shell::{After, Command, commands};

fn show(command: &Command) -> String {
    let after = match command.after {
        After::Always => "",
        After::Success => "&& ",
        After::Failure => "|| ",
        After::Pipe => "| ",
    };
    let words: Vec<_> =
        command.words.iter().map(|word| format!("{}{}", word.text, if word.varies { "~" } else { "" })).collect();
    let set: Vec<_> = command.assignments.iter().map(|word| format!("{}; ", word.text)).collect();
    format!("{after}{}{}", set.concat(), words.join(" "))
}

fn shown(text: &str) -> Vec<String> {
    commands(text).iter().map(show).collect()
}

#[test]
fn commands_follow_each_other() {
    assert_eq!(
        shown("a b && c || d | e; f & g\nh |& i # j && k"),
        ["a b", "&& c", "|| d", "| e", "f", "g", "h", "| i"]
    );
    assert_eq!(shown("a &&\n b \\\n c"), ["a", "&& b c"]);
    assert_eq!(shown(" ; \n ;; & "), [""; 0]);
}

#[test]
fn quotes_and_backslashes_belong_to_words() {
    assert_eq!(shown(r#"a 'b "c' "d 'e" f\ g h"i"'j' "k\"l" "m\n""#), [r#"a b "c d 'e f g hij k"l m\n"#]);
    let all = commands("run 'a b' \"c\"");
    assert_eq!(all[0].words.iter().map(|word| word.place.clone()).collect::<Vec<_>>(), [0..3, 4..9, 10..13]);
    assert_eq!(shown("a 'open"), ["a open"]);
    assert_eq!(shown("a \"open"), ["a open"]);
}

#[test]
fn what_is_known_only_when_it_runs_is_said() {
    assert_eq!(shown("a $b \"${c:-d e}\" '$f' *.g h$ $((1 + (2)))"), ["a $b~ ${c:-d e}~ $f *.g~ h$ $()~"]);
    assert_eq!(shown("A=1 B=$c d E=2"), ["A=1; B=$c; d E=2"]);
}

#[test]
fn commands_within_commands_are_found() {
    assert_eq!(shown("a $(b | c) \"$(d)\" `e f` <(g)"), ["b", "| c", "d", "e f", "g", "a $()~ $()~ ``~ <()~"]);
    let depths: Vec<_> = commands("a $(b $(c))").iter().map(|command| command.depth).collect();
    assert_eq!(depths, [2, 1, 0]);
    let text = "a `b c`";
    let inner = &commands(text)[0];
    assert_eq!(text.get(inner.words[1].place.clone()), Some("c"));
}

#[test]
fn reserved_words_and_brackets_are_no_commands() {
    assert_eq!(shown("if a; then b; elif ! c; else d; fi"), ["a", "b", "c", "d"]);
    assert_eq!(shown("for x in 1 2; do a; done"), ["for x in 1 2", "a"]);
    assert_eq!(shown("while a; do b; done && (c; d) | { e; }"), ["a", "b", "&& c", "d", "| e"]);
    assert_eq!(shown("case $x in (a|b) c;; *) d ;; esac; e"), ["case $x~ in", "c", "d", "e"]);
    assert_eq!(shown("f() { a; }; f"), ["f", "a", "f"]);
    assert_eq!(shown("echo if fi"), ["echo if fi"]);
}

#[test]
fn redirections_are_no_arguments() {
    let all = commands("a >b 2>&1 <<EOF &>>c d < 'e f' 2> /dev/null g>h");
    assert_eq!(show(&all[0]), "a d g");
    let targets: Vec<_> = all[0].redirections.iter().map(|one| one.target.as_ref().map(|word| &*word.text)).collect();
    assert_eq!(targets, [Some("b"), Some("1"), Some("EOF"), Some("c"), Some("e f"), Some("/dev/null"), Some("h")]);
    assert_eq!(commands("a >")[0].redirections[0].target, None);
}

#[test]
fn names_are_without_folders() {
    let all = commands("/usr/bin/apt-get install x");
    assert_eq!((all[0].name(), all[0].arguments().count()), ("apt-get", 2));
}
