//! The files as the worker has them: what of them is to be sent, and the names that they have in the page.

use std::rc::Rc;

use plimsoll_report::{FixPlan, Report, Request};

/// What the worker has of the files.
#[derive(Debug, Default)]
pub struct Sent {
    files: Vec<File>,
}

#[derive(Debug)]
struct File {
    name: Rc<str>,
    /// What the worker calls it.
    path: String,
    /// The text, of a file that was not shown when it was sent.
    text: Option<Rc<str>>,
    length: usize,
}

impl Sent {
    /// Bytes of all texts.
    pub fn length(&self) -> usize {
        self.files.iter().map(|file| file.length).sum()
    }

    /// What the worker calls a file.
    pub fn path(&self, name: &str) -> Option<&str> {
        self.files.iter().find(|file| *file.name == *name).map(|file| file.path.as_str())
    }

    /// Requests after which the worker has the shown file with its text, and the others.
    pub fn update(&mut self, shown: &str, text: String, others: &[(Rc<str>, Rc<str>)]) -> Vec<Request> {
        let is_open = |name: &str| name == shown || others.iter().any(|(other, _)| **other == *name);
        let mut requests = Vec::new();
        self.files.retain(|file| {
            let stays = is_open(&file.name);
            if !stays {
                requests.push(Request::RemoveFile(file.path.clone()));
            }
            stays
        });
        for (name, text) in others {
            let is_known =
                |file: &File| file.name == *name && file.text.as_ref().is_some_and(|old| Rc::ptr_eq(old, text));
            if !self.files.iter().any(is_known) {
                requests.extend(self.send(name, text.to_string(), Some(text.clone()), &is_open));
            }
        }
        requests.extend(self.send(shown, text, None, &is_open));
        requests
    }

    fn send(
        &mut self,
        name: &str,
        text: String,
        kept: Option<Rc<str>>,
        is_open: &dyn Fn(&str) -> bool,
    ) -> Vec<Request> {
        let before = self.files.iter().position(|file| *file.name == *name).map(|place| self.files.swap_remove(place));
        let mut path = path(name, &text);
        while path != name && is_open(&path) {
            path.push_str(".yaml");
        }
        let gone = before.map(|file| file.path).filter(|before| *before != path).map(Request::RemoveFile);
        self.files.push(File { name: name.into(), path: path.clone(), text: kept, length: text.len() });
        gone.into_iter().chain([Request::SetFile { path, text }]).collect()
    }

    /// Gives files in a report the names that they have in the page.
    pub fn name_report(&self, report: &mut Report) {
        for File { name, path, .. } in self.files.iter().filter(|file| *file.name != *file.path) {
            let call = |file: &mut String| {
                if *file == *path {
                    *file = name.to_string();
                }
            };
            for finding in &mut report.findings {
                call(&mut finding.file);
                finding.related.iter_mut().for_each(|related| call(&mut related.file));
            }
            report.files.iter_mut().for_each(|file| call(&mut file.path));
            report.pod_security.iter_mut().for_each(|workload| call(&mut workload.file));
        }
    }

    /// Gives files in a plan the names that they have in the page.
    pub fn name_plan(&self, plan: &mut FixPlan) {
        for file in &mut plan.files {
            let Some(known) = self.files.iter().find(|known| known.path == file.path) else { continue };
            file.path = known.name.to_string();
            for edit in &mut file.edits {
                edit.file.clone_from(&file.path);
            }
        }
    }
}

/// The path that the engine is told. A name that ends in `.json` says how to read the file, and the text may be another by now.
fn path(file: &str, text: &str) -> String {
    let is_json = text.trim_start().starts_with(['{', '[']);
    if file.ends_with(".json") && !is_json { format!("{file}.yaml") } else { file.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(requests: &[Request]) -> Vec<String> {
        let path = |request: &Request| match request {
            Request::SetFile { path, .. } => format!("+{path}"),
            Request::RemoveFile(path) => format!("-{path}"),
            _ => String::new(),
        };
        requests.iter().map(path).collect()
    }

    #[test]
    fn yaml_pasted_over_json_is_not_read_as_json() {
        assert_eq!(path("a.json", " {\"kind\": \"Pod\"}"), "a.json");
        assert_eq!(path("a.json", "kind: Pod"), "a.json.yaml");
        assert_eq!(path("a.yaml", "{}"), "a.yaml");
    }

    #[test]
    fn only_what_changed_is_sent_and_what_is_closed_is_taken_back() {
        let mut sent = Sent::default();
        let others: Vec<(Rc<str>, Rc<str>)> = vec![("b".into(), "1".into()), ("c".into(), "2".into())];
        assert_eq!(paths(&sent.update("a", "0".into(), &others)), ["+b", "+c", "+a"]);
        assert_eq!(paths(&sent.update("a", "9".into(), &others)), ["+a"]);
        assert_eq!(paths(&sent.update("a", "9".into(), &others[1..])), ["-b", "+a"]);
        assert_eq!(sent.length(), 2);
    }

    #[test]
    fn two_files_never_share_a_path() {
        let mut sent = Sent::default();
        let others: Vec<(Rc<str>, Rc<str>)> = vec![("a.json.yaml".into(), "kind: A".into())];
        let requests = sent.update("a.json", "kind: B".into(), &others);
        assert_eq!(paths(&requests), ["+a.json.yaml", "+a.json.yaml.yaml"]);
        let mut report = crate::sample::report(&[("r", plimsoll_report::Severity::Low, 1)]);
        report.findings[0].file = "a.json.yaml.yaml".into();
        sent.name_report(&mut report);
        assert_eq!(report.findings[0].file, "a.json");
    }
}
