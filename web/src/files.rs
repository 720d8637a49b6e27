//! The open files by name. What a name may be, and what becomes of two that are alike.

/// Files that can be open at once: more make no row of tabs that anybody reads.
pub const MOST_FILES: usize = 200;
/// Characters of a name. The rest is cut.
const LONGEST: usize = 200;

/// A file as the page takes it in: from disk, from a link, from storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its name, perhaps with folders.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What has come from disk or from the clipboard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intake {
    /// What can be opened.
    pub files: Vec<NewFile>,
    /// What was left out, and why, as sentences.
    pub left_out: Vec<String>,
}

/// A name that can be shown in one line: without what is not seen or turns the direction of writing, and not empty.
pub fn clean(name: &str) -> String {
    let is_seen = |letter: &char| {
        !letter.is_control()
            && !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let name: String = name.chars().filter(is_seen).take(LONGEST).collect();
    let name = name.trim().trim_start_matches('/');
    if name.is_empty() { crate::strings::UNTITLED.to_owned() } else { name.to_owned() }
}

/// The name, or one like it that no other file has: `a-2.yaml` beside `a.yaml`.
pub fn unused(name: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(name) {
        return name.to_owned();
    }
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && !extension.contains('/') => (stem, format!(".{extension}")),
        _ => (name, String::new()),
    };
    // One more than there can be files: one of them is free.
    let numbered = (2..MOST_FILES + 3).map(|number| format!("{stem}-{number}{extension}"));
    numbered.into_iter().find(|name| !taken(name)).unwrap_or_else(|| format!("{stem}-new{extension}"))
}

/// The kind of a file, by its name.
pub fn kind(name: &str) -> &'static str {
    let last = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
    let is_docker = ["dockerfile", "containerfile"]
        .iter()
        .any(|word| last == *word || last.starts_with(&format!("{word}.")) || last.ends_with(&format!(".{word}")));
    if is_docker {
        "Dockerfile"
    } else if last.ends_with(".json") {
        "JSON"
    } else {
        "YAML"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_that_can_be_read() {
        assert_eq!(clean("a\u{0}\n\u{202e}b.yaml"), "ab.yaml");
        assert_eq!(clean(" /deploy/a.yaml "), "deploy/a.yaml");
        assert_eq!(clean("<img src=x onerror=alert(1)>"), "<img src=x onerror=alert(1)>");
        assert_eq!(clean("\u{7}"), "untitled.yaml");
        assert_eq!(clean(&"x".repeat(5_000)).len(), LONGEST);
    }

    #[test]
    fn no_two_files_have_one_name() {
        let taken = ["a.yaml", "a-2.yaml", "Dockerfile", "b.d/c", ".env"];
        let is_taken = |name: &str| taken.contains(&name);
        for (name, free) in [
            ("a.yaml", "a-3.yaml"),
            ("Dockerfile", "Dockerfile-2"),
            ("b.d/c", "b.d/c-2"),
            (".env", ".env-2"),
            ("new.yaml", "new.yaml"),
        ] {
            assert_eq!(unused(name, is_taken), free);
        }
    }

    #[test]
    fn the_kind_is_in_the_name() {
        for (name, expected) in [
            ("a/Dockerfile", "Dockerfile"),
            ("web.dockerfile", "Dockerfile"),
            ("Containerfile.prod", "Dockerfile"),
            ("a.JSON", "JSON"),
            ("a.yaml", "YAML"),
            ("dockerfile-notes.yaml", "YAML"),
        ] {
            assert_eq!(kind(name), expected, "{name}");
        }
    }
}
