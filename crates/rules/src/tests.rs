//! What holds for every rule and every page, and what ties the table to the folders.

mod catalogue;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use plimsoll_kube::{Pod, objects, pss};
use plimsoll_report::Strategy;

use crate::testing::{Page, Role, environment, file, findings, run_page};
use crate::{RULES, Rule, find, is_kind_on_demand, is_on_demand, is_rule, looks_at, page};

/// Found by the engine, which alone knows what every rule said; its tests run their pages.
const BY_THE_ENGINE: [&str; 2] = ["unknown-rule-in-suppression", "unused-suppression"];

const HEADINGS: [&str; 6] =
    ["What it checks", "Why it matters", "Examples", "When it is fine", "How to fix", "References"];

#[test]
fn ids_are_sorted_unique_and_legal() {
    for pair in RULES.windows(2) {
        assert!(pair[0].id < pair[1].id, "`{}` stands before `{}`", pair[0].id, pair[1].id);
    }
    for rule in RULES {
        let legal = |word: &str| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        assert!(rule.id.split('-').all(legal), "`{}` is not kebab-case", rule.id);
        for prefix in ["no-", "use-", "ensure-", "check-"] {
            assert!(!rule.id.starts_with(prefix), "`{}` does not name the bad thing", rule.id);
        }
        assert_eq!(find(rule.id), Some(*rule));
    }
    assert_eq!(find("no-such-rule"), None);
}

#[test]
fn titles_are_sentences_without_a_full_stop_and_stand_on_the_page() {
    for rule in RULES {
        assert!(rule.title.starts_with(char::is_uppercase) && !rule.title.ends_with('.'), "{}", rule.title);
        assert_eq!(Page::of(rule).title, rule.title, "`{}`", rule.id);
    }
}

#[test]
fn each_file_of_a_strategy_is_in_the_table() {
    let folders: BTreeSet<String> = Strategy::ALL.iter().map(|strategy| strategy.as_str().replace('-', "_")).collect();
    let (mut pages, mut statics) = (BTreeSet::new(), 0);
    for path in folders.iter().flat_map(|folder| files(&source().join(folder))) {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        if path.extension().is_some_and(|extension| extension == "md") {
            let rule = find(&name).unwrap_or_else(|| panic!("the page {name} has no rule in the table"));
            let folder = path.parent().unwrap().file_name().unwrap().to_str().unwrap();
            assert_eq!(folder, rule.strategy.as_str().replace('-', "_"), "`{name}` lies in another strategy's folder");
            pages.insert(name);
        } else {
            statics += text.matches("static RULE: Rule =").count();
            assert!(text.lines().count() <= 200, "{name} is too long for a rule");
            if let Some(rule) = find(&name.replace('_', "-")) {
                assert!(text.contains(&format!("id: \"{}\"", rule.id)), "{name} holds another rule");
            }
        }
    }
    assert_eq!(pages.len(), RULES.len());
    // Rules of families have names of their own; the compiler tells of one that nothing uses.
    let alone = include_str!("table.rs").matches("::RULE,").count();
    assert_eq!(statics, alone, "a rule is not in the table");
}

#[test]
fn rules_of_the_standards_cover_every_control() {
    let mut answered = BTreeSet::new();
    for rule in RULES.iter().filter(|rule| rule.strategy == Strategy::PodSecurity) {
        for control in rule.controls.iter().filter(|control| control.benchmark == "pss") {
            let known = pss::Control::parse(&control.id).unwrap_or_else(|| panic!("`{}`: {}", rule.id, control.id));
            assert_eq!(known.level().as_str(), control.version, "`{}`", rule.id);
            assert!(rule.equivalents.contains(&format!("psa:{}", control.id).as_str()), "`{}`", rule.id);
            answered.insert(known);
        }
    }
    assert_eq!(answered.len(), pss::Control::ALL.len());
}

#[test]
fn equivalents_are_names_of_checks() {
    for rule in RULES {
        let unique: BTreeSet<_> = rule.equivalents.iter().collect();
        assert_eq!(unique.len(), rule.equivalents.len(), "`{}` names an equivalent twice", rule.id);
        for name in rule.equivalents {
            let (peer, id) = name.split_once(':').unwrap_or_else(|| panic!("`{name}` is not `peer:id`"));
            assert!(!peer.is_empty() && !id.is_empty() && !id.contains(' '), "`{name}`");
        }
    }
}

#[test]
fn pages_have_their_headings_and_examples() {
    for rule in RULES {
        let page = Page::of(rule);
        let headings: Vec<_> = page.sections.iter().map(|(heading, _)| *heading).collect();
        assert_eq!(headings, HEADINGS, "`{}`", rule.id);
        for heading in HEADINGS {
            assert!(heading == "Examples" || !page.section(heading).trim().is_empty(), "`{}`: {heading}", rule.id);
        }
        let has = |role| page.examples.iter().any(|example| example.role == role);
        assert!(has(Role::Bad) && has(Role::Good), "`{}` lacks a bad or a good example", rule.id);
        assert_eq!(rule.fixable, has(Role::Fixed), "`{}` is fixable if and only if its page shows a fix", rule.id);
    }
}

#[test]
fn references_are_links_or_items_of_a_benchmark() {
    for rule in RULES {
        let page = Page::of(rule);
        let references: Vec<_> = page.section("References").lines().filter(|line| !line.is_empty()).collect();
        for line in &references {
            let item = line.strip_prefix("- ").unwrap_or_else(|| panic!("`{}`: {line}", rule.id));
            let link = item.starts_with('[') && item.contains("](https://") && item.ends_with(')');
            assert!(link || item.starts_with("CIS Kubernetes Benchmark "), "`{}`: {line}", rule.id);
        }
        for control in rule.controls.iter().filter(|control| control.benchmark == "cis-kubernetes") {
            let line = format!("- CIS Kubernetes Benchmark {}, item {}", control.version, control.id);
            assert!(references.contains(&line.as_str()), "`{}` does not refer to {line}", rule.id);
        }
    }
}

#[test]
fn each_page_tells_an_attack_in_two_sentences() {
    for rule in RULES {
        let page = Page::of(rule);
        let attacks: Vec<_> =
            page.section("Why it matters").lines().filter(|line| line.starts_with("Attack: ")).collect();
        let [attack] = attacks.as_slice() else { panic!("`{}` tells {} attacks", rule.id, attacks.len()) };
        assert_eq!(sentences(attack).len(), 2, "`{}`: {attack}", rule.id);
    }
}

#[test]
fn no_sentence_stands_on_more_than_three_pages() {
    let mut seen: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for rule in RULES {
        let page = Page::of(rule);
        for (_, text) in page.sections.iter().filter(|(heading, _)| *heading != "References") {
            for sentence in text.lines().flat_map(sentences) {
                seen.entry(sentence).or_default().insert(rule.id);
            }
        }
    }
    for (sentence, rules) in seen {
        assert!(rules.len() <= 3, "on {rules:?}: {sentence}");
    }
}

#[test]
fn the_pages_hold_what_they_say() {
    for rule in RULES.iter().copied().filter(|rule: &&Rule| !BY_THE_ENGINE.contains(&rule.id)) {
        run_page(rule);
    }
}

#[test]
fn the_kinds_that_rules_look_at_are_known() {
    let named = |rule: &&Rule| rule.strategy != Strategy::Reading;
    let mut unknown = BTreeSet::new();
    for rule in RULES.iter().copied().filter(named) {
        for example in Page::of(rule).examples.iter().filter(|example| example.role == Role::Bad) {
            let file = file(&example.file, &example.text);
            let found = findings(rule, &file, &environment(&example.kubernetes));
            for resource in found.into_iter().filter_map(|finding| finding.resource) {
                let group = resource.api_version.split_once('/').map_or("", |(group, _)| group);
                let looked_at = looks_at(rule.strategy, group, &resource.kind, Pod::is_held_by(&resource.kind));
                if !looked_at {
                    unknown.insert(format!("{} of {}, for `{}`", resource.kind, rule.strategy, rule.id));
                }
            }
        }
    }
    assert!(unknown.is_empty(), "to be named in `kinds`: {unknown:#?}");
}

/// Else the first module of the engine would be silent where the full one speaks, and nobody would fetch that.
#[test]
fn rules_on_demand_find_nothing_but_in_company_of_a_kind_on_demand() {
    let mut others = BTreeSet::new();
    for rule in RULES.iter().copied().filter(|rule| is_on_demand(rule.id)) {
        for example in Page::of(rule).examples {
            let file = file(&example.file, &example.text);
            let mut objects = (0..file.documents().len()).flat_map(|document| objects(&file, document));
            if !objects.any(|object| is_kind_on_demand(object.kind()))
                && !findings(rule, &file, &environment(&example.kubernetes)).is_empty()
            {
                others.insert(rule.id);
            }
        }
    }
    assert!(others.is_empty(), "no kind of theirs is named in `kinds`: {others:?}");
    assert!(is_rule("scc-allows-privileged") && is_on_demand("scc-allows-privileged"));
    assert!(is_rule("host-pid") && !is_on_demand("host-pid") && !is_rule("no-such-rule"));
}

#[test]
fn pages_are_found_by_id() {
    assert!(page("host-pid").is_some_and(|text| text.starts_with("# ")));
    assert_eq!(page("no-such-rule"), None);
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The files of a folder, those of folders in it left out; none where the strategy has no rules yet.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect()
}

/// A sentence ends where a full stop is followed by a space or by nothing.
fn sentences(line: &str) -> Vec<String> {
    let ends = format!("{line} ");
    ends.split_inclusive(". ")
        .map(|sentence| sentence.trim().to_owned())
        .filter(|sentence| !sentence.is_empty())
        .collect()
}
