//! Examples of the rule pages, checked by the whole engine: suppressions and limits included.

use plimsoll_engine::Workspace;
use plimsoll_report::Options;
use plimsoll_rules::{RULES, page};

use crate::corpus::options;

struct Example {
    words: Vec<String>,
    text: String,
}

impl Example {
    fn is(&self, role: &str) -> bool {
        self.words.get(1).is_some_and(|word| word == role)
    }

    fn option(&self, name: &str) -> Option<&str> {
        self.words.iter().find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    }
}

fn examples(page: &str) -> Vec<Example> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(fence) = line.strip_prefix("```") else { continue };
        let words = fence.split_whitespace().map(str::to_owned).collect();
        let text = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        found.push(Example { words, text });
    }
    found
}

#[test]
fn examples_are_what_they_say() {
    for rule in RULES {
        let examples = examples(page(rule.id).unwrap());
        assert!(examples.iter().any(|example| example.is("bad")) && examples.iter().any(|example| example.is("good")));
        let mut settings = "";
        for example in &examples {
            if example.is("settings") {
                settings = &example.text;
                continue;
            }
            if !["bad", "good", "fixed"].iter().any(|role| example.is(role)) {
                continue;
            }
            let expected =
                if example.is("bad") { example.option("count").map_or(1, |count| count.parse().unwrap()) } else { 0 };
            let mut workspace = Workspace::new();
            let mut options = Options {
                kubernetes_version: example.option("kubernetes").map(str::to_owned),
                ..options(plimsoll_report::Audience::Opinion)
            };
            if let Some(date) = example.option("date") {
                options.date = date.to_owned();
            }
            options.settings = std::mem::take(&mut settings).to_owned();
            workspace.set_options(options).unwrap();
            workspace.set_file(example.option("file").unwrap_or("example.yaml"), example.text.as_str().into());
            let report = workspace.check();
            let own = report.findings.iter().filter(|finding| finding.rule == rule.id);
            let open = own.filter(|finding| finding.suppressed.is_none()).count();
            assert_eq!(open, expected, "{}: {}\n{}", rule.id, example.words.join(" "), example.text);
        }
    }
}
