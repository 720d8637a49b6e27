//! The texts of the open files that are not shown. The shown one's text is in the editor.

use std::rc::Rc;

use serde::Serialize;

/// Files that are not shown, and what the last step did, so that it can be taken back.
#[derive(Debug, Default)]
pub struct Desk {
    others: Vec<(Rc<str>, Rc<str>)>,
    /// What an undo takes back.
    pub last: Last,
}

/// What was done last beside the text of the shown file.
#[derive(Debug, Default, PartialEq, Eq)]
pub enum Last {
    /// Nothing.
    #[default]
    Nothing,
    /// A file was closed: its name and text.
    Closed(Rc<str>, Rc<str>),
    /// Files that are not shown were changed; and whether the shown one was.
    Edited(Vec<Rc<str>>, bool),
}

/// A file as it is kept in this browser. The shown one's text is kept by itself.
#[derive(Debug, Serialize)]
pub struct Kept<'a> {
    path: &'a str,
    text: Option<&'a str>,
}

impl Desk {
    /// Every file that is not shown: name and text.
    pub fn others(&self) -> &[(Rc<str>, Rc<str>)] {
        &self.others
    }

    /// A file's text, "" if there is none of this name.
    pub fn text(&self, name: &str) -> Rc<str> {
        self.others.iter().find(|(other, _)| **other == *name).map_or_else(|| "".into(), |(_, text)| text.clone())
    }

    /// Puts a file there, or another text under its name.
    pub fn put(&mut self, name: Rc<str>, text: Rc<str>) {
        match self.others.iter_mut().find(|(other, _)| *other == name) {
            Some((_, old)) => *old = text,
            None => self.others.push((name, text)),
        }
    }

    /// Takes a file away.
    pub fn take(&mut self, name: &str) -> Option<Rc<str>> {
        let place = self.others.iter().position(|(other, _)| **other == *name)?;
        Some(self.others.swap_remove(place).1)
    }

    /// The list that is kept, in the order of the tabs.
    pub fn kept<'a>(&'a self, names: &'a [Rc<str>], shown: &str) -> Vec<Kept<'a>> {
        let text = |name: &str| self.others.iter().find(|(other, _)| **other == *name).map(|(_, text)| &**text);
        names
            .iter()
            .map(|name| Kept { path: name, text: if **name == *shown { None } else { Some(text(name).unwrap_or("")) } })
            .collect()
    }

    /// Whether none of them holds anything but space.
    pub fn is_blank(&self) -> bool {
        self.others.iter().all(|(_, text)| text.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shown_file_is_kept_without_its_text() {
        let mut desk = Desk::default();
        desk.put("b".into(), "old".into());
        desk.put("b".into(), "new".into());
        let names: Vec<Rc<str>> = vec!["a".into(), "b".into()];
        let kept = desk.kept(&names, "a");
        let kept: Vec<_> = kept.iter().map(|file| (file.path, file.text)).collect();
        assert_eq!(kept, [("a", None), ("b", Some("new"))]);
        assert_eq!(desk.take("b").as_deref(), Some("new"));
        assert!(desk.take("b").is_none() && desk.is_blank());
    }
}
